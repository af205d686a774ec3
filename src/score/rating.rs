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
use crate::score::owner::Owner;
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
            lost: None,
            owners: self.owners(def, view, rules),
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

    /// Who or what brought about the departures that bear on a metric.
    fn owners(
        &self,
        def: &MetricDef,
        view: &View,
        rules: Option<&[Name]>,
    ) -> BTreeMap<&'static str, usize> {
        let mut out = BTreeMap::new();
        for f in self.violations() {
            let bears = match (rules, def.id) {
                (Some(rules), "M10") => rules.contains(&f.rule),
                (None, "M10") => true,
                _ => def.rules.contains(&f.rule.as_str()),
            };
            let states = f.state.as_str();
            let here = match view {
                View::All => true,
                View::State(s) | View::Directed(s, _) => states.split('-').any(|x| *s == *x),
                View::Pair(a, b) => states.split('-').any(|x| *a == *x || *b == *x),
            };
            if bears && here {
                *out.entry(f.owner.word()).or_default() += 1;
            }
        }
        out
    }

    /// All metrics in a view, each with the points that it lost.
    pub fn metrics(&self, view: &View) -> Vec<Metric> {
        let mut metrics: Vec<Metric> = METRICS
            .iter()
            .map(|def| self.metric(def, view, None))
            .collect();
        share_out(&mut metrics);
        metrics
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
        let mut chosen: Vec<Metric> = METRICS
            .iter()
            .filter(|def| objective.metrics.iter().any(|id| *id == *def.id))
            .map(|def| self.metric(def, &View::All, own))
            .collect();
        share_out(&mut chosen);
        let score = weighted(chosen.iter());
        let mut counts: BTreeMap<(&Name, u8), Vec<Owner>> = BTreeMap::new();
        for f in self.violations() {
            if rules.contains(&f.rule) || f.severity >= 4 {
                counts
                    .entry((&f.rule, f.severity))
                    .or_default()
                    .push(f.owner);
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
        for ((rule, severity), owners) in &counts {
            let times = match owners.len() {
                1 => "once".to_owned(),
                n => format!("{n} times"),
            };
            reasons.push(format!(
                "{rule} (severity {severity}) departed from {times}: {}",
                shares(owners)
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
                "{} {}: {value:.digits$}{}{unit} over {} → {score:.0} points, costs {:.1}",
                m.id,
                m.name,
                if unit.is_empty() { "" } else { " " },
                m.n,
                m.lost.unwrap_or_default()
            )
        }
        _ => format!("{} {}: not exercised", m.id, m.name),
    }
}

/// Owners, each with how often.
fn shares(owners: &[Owner]) -> String {
    let mut counts: BTreeMap<Owner, usize> = BTreeMap::new();
    owners
        .iter()
        .for_each(|o| *counts.entry(*o).or_default() += 1);
    let words: Vec<String> = counts
        .iter()
        .map(|(owner, n)| format!("{} {n}", owner.word()))
        .collect();
    words.join(", ")
}

/// Says of each metric how many of the hundred points of their mean it lost.
fn share_out(metrics: &mut [Metric]) {
    let scored = metrics.iter().filter(|m| m.score.is_some());
    let weights: f64 = scored.map(|m| m.weight).sum();
    if weights > 0.0 {
        for m in metrics {
            let lost = m.score.map(|s| m.weight * (100.0 - s) / weights);
            m.lost = lost.map(num::cents);
        }
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
