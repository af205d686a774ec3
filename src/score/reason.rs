//! Why a rating is suggested, as data: each report says it in its own words.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::base::id::Name;
use crate::score::card::Metric;
use crate::score::owner::Owner;

/// One reason of a suggested rating. Written out, it is an English sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// A metric, with what it is worth.
    Metric {
        /// Its id.
        id: &'static str,
        /// What it measures.
        name: &'static str,
        /// Its value.
        value: f64,
        /// Its unit.
        unit: &'static str,
        /// Over how many cases.
        n: usize,
        /// Its points.
        points: f64,
        /// How many points of the objective it lost.
        lost: f64,
    },
    /// A metric that was not exercised.
    Unmeasured {
        /// Its id.
        id: &'static str,
        /// What it measures.
        name: &'static str,
    },
    /// How many duties were done.
    Duties {
        /// Done.
        done: usize,
        /// Due.
        due: usize,
        /// The mean share over the rules, in percent.
        share: f64,
    },
    /// A rule was departed from.
    Departed {
        /// The rule.
        rule: Name,
        /// How grave.
        severity: u8,
        /// Who or what brought it about, and how often.
        owners: BTreeMap<Owner, usize>,
    },
    /// Suggested U: too few points.
    Below {
        /// The points.
        score: f64,
        /// The least for a met objective.
        met: f64,
    },
    /// Suggested U: too few duties done.
    FewDuties {
        /// Done, in percent.
        share: f64,
        /// The least, in percent.
        least: f64,
    },
    /// Suggested M: a grave departure.
    Grave {
        /// The points.
        score: f64,
    },
    /// Suggested M: people came to harm.
    Harm {
        /// The points.
        score: f64,
    },
    /// Suggested S: lesser departures.
    Lesser {
        /// The points.
        score: f64,
    },
    /// Suggested S: below the stretch target.
    BelowStretch {
        /// The points.
        score: f64,
        /// The stretch target.
        stretch: f64,
    },
    /// Suggested P.
    Clean {
        /// The points.
        score: f64,
    },
    /// Nothing to measure.
    NotExercised,
}

impl Reason {
    /// What a metric says for an objective.
    pub(super) fn of_metric(m: &Metric) -> Self {
        let (id, name) = (m.id, m.name);
        match (m.value, m.score) {
            (Some(value), Some(points)) => Self::Metric {
                id,
                name,
                value,
                unit: m.unit,
                n: m.n,
                points,
                lost: m.lost.unwrap_or_default(),
            },
            _ => Self::Unmeasured { id, name },
        }
    }
}

/// A metric's value with as many digits as its unit has use for, and the unit if it is a word.
fn measured(value: f64, unit: &str) -> String {
    match unit {
        "0-1" => format!("{value:.2}"),
        "%" | "min" => format!("{value:.1} {unit}"),
        _ => format!("{value:.1}"),
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Metric {
                id,
                name,
                value,
                unit,
                n,
                points,
                lost,
            } => {
                let value = measured(*value, unit);
                write!(
                    f,
                    "{id} {name}: {value} over {n} → {points:.0} points, costs {lost:.1}"
                )
            }
            Self::Unmeasured { id, name } => write!(f, "{id} {name}: not exercised"),
            Self::Duties { done, due, share } => write!(
                f,
                "{done} of {due} duties were done; over the rules, {share:.0}%"
            ),
            Self::Departed {
                rule,
                severity,
                owners,
            } => {
                let times = match owners.values().sum() {
                    1usize => "once".to_owned(),
                    n => format!("{n} times"),
                };
                let by: Vec<String> = owners
                    .iter()
                    .map(|(owner, n)| format!("{} {n}", owner.word()))
                    .collect();
                let by = by.join(", ");
                write!(
                    f,
                    "{rule} (severity {severity}) departed from {times}: {by}"
                )
            }
            Self::Below { score, met } => {
                write!(f, "suggested U: {score:.0} is below {met:.0}")
            }
            Self::FewDuties { share, least } => write!(
                f,
                "suggested U: of duties {share:.0}% were done, less than {least:.0}%"
            ),
            Self::Grave { score } => write!(
                f,
                "suggested M: performed ({score:.0}), with a departure of severity 3 or 4"
            ),
            Self::Harm { score } => write!(
                f,
                "suggested M: performed ({score:.0}), and people came to harm"
            ),
            Self::Lesser { score } => write!(
                f,
                "suggested S: performed ({score:.0}), with lesser departures"
            ),
            Self::BelowStretch { score, stretch } => {
                write!(f, "suggested S: performed ({score:.0}), below {stretch:.0}")
            }
            Self::Clean { score } => {
                write!(f, "suggested P: {score:.0}, without departures")
            }
            Self::NotExercised => f.write_str("nothing to measure: not exercised"),
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
