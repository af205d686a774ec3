//! From evidence to points and suggested ratings, each with its reasons.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Name;
use crate::base::num;
use crate::conduct::RuleSet;
use crate::conduct::ledger::Verdict;
use crate::scenario::Objective;
use crate::score::card::{Metric, ObjectiveScore, Scored};
use crate::score::evidence::{Duties, Evidence};
use crate::score::figures::{Figure, View};
use crate::score::findings::Finding;
use crate::score::metrics::{METRICS, MetricDef, metric};
use crate::score::profile::Profile;

/// What is also achieved by doing nothing: it counts as far as duties were done.
const RESTRAINT: [&str; 4] = ["M4", "M9", "M11", "M12"];

/// What turns evidence into points.
pub(super) struct Judge<'e> {
    pub evidence: &'e Evidence,
    pub profile: &'e Profile,
    pub rules: &'e RuleSet,
    pub findings: &'e [Finding],
    /// Whether people came to harm.
    pub harm: bool,
}

/// What a rating rests on.
struct Standing {
    score: f64,
    /// The gravest departure.
    worst: Option<u8>,
    harm: bool,
    duties: Duties,
}

impl Judge<'_> {
    fn metric(&self, def: &MetricDef, view: &View, rules: Option<&[Name]>) -> Metric {
        let mut figures = self.evidence.measure(def.id, view, rules);
        let figure = figures.remove(0);
        let scale = self.profile.scale(def.id);
        let points = figure.value.zip(scale).map(|(v, s)| s.points(v));
        let mut factor = 1.0;
        if RESTRAINT.contains(&def.id)
            && let Some(share) = self.duties_done(view)
        {
            factor = share;
            let name = "duties done; points count as far";
            figures.push(Figure::new(name, "%", Some(100.0 * share), figure.n));
        }
        let points = points.map(|p| num::cents(p * factor));
        Metric {
            id: def.id,
            name: def.name,
            value: figure.value,
            unit: def.unit,
            n: figure.n,
            score: points,
            weight: scale.map_or(0.0, |s| s.weight.0),
            status: if figure.value.is_some() {
                "measured"
            } else {
                "not_exercised"
            },
            details: figures,
        }
    }

    /// Of all that had to be done in a view, the share that was.
    fn duties_done(&self, view: &View) -> Option<f64> {
        let all: Vec<Name> = self
            .rules
            .rules
            .iter()
            .map(|r| r.id.value.clone())
            .collect();
        self.evidence.conduct.duties(view, &all).share
    }

    /// All metrics in a view.
    pub fn metrics(&self, view: &View) -> Vec<Metric> {
        METRICS
            .iter()
            .map(|def| self.metric(def, view, None))
            .collect()
    }

    /// The score of a view, with the metrics behind it.
    pub fn scored(&self, view: &View) -> Scored {
        let metrics = self.metrics(view);
        let score = weighted(metrics.iter());
        let worst = self.evidence.conduct.worst(view);
        let all: Vec<Name> = self
            .rules
            .rules
            .iter()
            .map(|r| r.id.value.clone())
            .collect();
        let rating = score.map(|score| {
            self.rate(&Standing {
                score,
                worst,
                harm: self.harm && *view == View::All,
                duties: self.evidence.conduct.duties(view, &all),
            })
        });
        Scored {
            score,
            rating: rating.map(|(letter, _)| letter),
            metrics,
        }
    }

    fn violations(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|f| f.verdict == Verdict::Violated)
    }

    /// U if not achieved; M if achieved with a major or critical departure or with people harmed;
    /// S with lesser departures or below the stretch target; P otherwise.
    fn rate(&self, s: &Standing) -> (&'static str, String) {
        let limits = &self.profile.rating;
        let (met, stretch, least) = (limits.met.0, limits.stretch.0, limits.duties.0);
        let score = s.score;
        if score < met {
            return ("U", format!("suggested U: {score:.0} is below {met:.0}"));
        }
        if let Some(share) = s.duties.share.map(|d| 100.0 * d)
            && share < least
        {
            let why =
                format!("suggested U: of duties {share:.0}% were done, less than {least:.0}%");
            return ("U", why);
        }
        match s.worst {
            Some(3..) => (
                "M",
                format!("suggested M: performed ({score:.0}), with a departure of severity 3 or 4"),
            ),
            _ if s.harm => (
                "M",
                format!("suggested M: performed ({score:.0}), and people came to harm"),
            ),
            Some(_) => (
                "S",
                format!("suggested S: performed ({score:.0}), with lesser departures"),
            ),
            None if score < stretch => (
                "S",
                format!("suggested S: performed ({score:.0}), below {stretch:.0}"),
            ),
            None => ("P", format!("suggested P: {score:.0}, without departures")),
        }
    }

    /// The rules that bear on an objective: those it names, or those of its metrics.
    fn rules_of(&self, objective: &Objective) -> Vec<Name> {
        if !objective.rules.is_empty() {
            return objective.rules.clone();
        }
        let all = objective.metrics.iter().any(|m| *m == *"M10");
        let named: BTreeSet<&str> = objective
            .metrics
            .iter()
            .filter_map(|m| metric(m.as_str()))
            .flat_map(|m| m.rules)
            .copied()
            .collect();
        self.rules
            .rules
            .iter()
            .map(|r| r.id.value.clone())
            .filter(|id| all || named.contains(id.as_str()))
            .collect()
    }

    /// How an objective did.
    pub fn objective(&self, objective: &Objective) -> ObjectiveScore {
        let rules = self.rules_of(objective);
        let own = (!objective.rules.is_empty()).then_some(rules.as_slice());
        let chosen: Vec<Metric> = METRICS
            .iter()
            .filter(|def| objective.metrics.iter().any(|id| *id == *def.id))
            .map(|def| self.metric(def, &View::All, own))
            .collect();
        let score = weighted(chosen.iter());
        let mut counts: BTreeMap<(&Name, u8), usize> = BTreeMap::new();
        for f in self.violations() {
            if rules.contains(&f.rule) || f.severity >= 4 {
                *counts.entry((&f.rule, f.severity)).or_default() += 1;
            }
        }
        let worst = counts.keys().map(|(_, severity)| *severity).max();
        let mut reasons: Vec<String> = chosen.iter().map(metric_reason).collect();
        let duties = self.evidence.conduct.duties(&View::All, &rules);
        if let Some(share) = duties.share {
            reasons.push(format!(
                "{} of {} duties were done; over the rules, {:.0}%",
                duties.done,
                duties.due,
                100.0 * share
            ));
        }
        for ((rule, severity), n) in &counts {
            let times = match n {
                1 => "once".to_owned(),
                n => format!("{n} times"),
            };
            reasons.push(format!(
                "{rule} (severity {severity}) departed from {times}"
            ));
        }
        let harm = self.harm;
        let rating = score.map(|score| {
            self.rate(&Standing {
                score,
                worst,
                harm,
                duties,
            })
        });
        let (rating, why) = match rating {
            Some((letter, why)) => (Some(letter), why),
            None => (None, "nothing to measure: not exercised".to_owned()),
        };
        reasons.push(why);
        ObjectiveScore {
            id: objective.name.clone(),
            text: objective.text.clone(),
            target: objective.target,
            score,
            rating,
            reasons,
        }
    }
}

fn metric_reason(m: &Metric) -> String {
    match (m.value, m.score) {
        (Some(value), Some(score)) => {
            let unit = if m.unit == "%" || m.unit == "min" {
                m.unit
            } else {
                ""
            };
            let digits = if m.unit == "0-1" { 2 } else { 1 };
            format!(
                "{} {}: {value:.digits$}{}{unit} over {} → {score:.0} points",
                m.id,
                m.name,
                if unit.is_empty() { "" } else { " " },
                m.n
            )
        }
        _ => format!("{} {}: not exercised", m.id, m.name),
    }
}

/// The weighted mean of the points that there are.
fn weighted<'m>(metrics: impl Iterator<Item = &'m Metric>) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for m in metrics {
        if let Some(score) = m.score {
            sum += score * m.weight;
            weights += m.weight;
        }
    }
    (weights > 0.0).then(|| num::cents(sum / weights))
}
