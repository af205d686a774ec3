//! The scorecard: everything that is printed or handed to a program.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::id::Name;
use crate::base::num;
use crate::conduct::RuleSet;
use crate::conduct::ledger::{Counts, Verdict};
use crate::conduct::monitor;
use crate::journal::Journal;
use crate::journal::fact::Fact;
use crate::scenario::Scenario;
use crate::score::findings::{Finding, findings};
use crate::score::metrics::{Evidence, METRICS, View};
use crate::score::outcomes::{Outcomes, outcomes};
use crate::score::profile::Profile;

/// How an exercise is scored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scorecard {
    /// The scenario's title.
    pub scenario: String,
    /// Seed of the world.
    pub seed: u64,
    /// Seed of luck.
    pub luck_seed: u64,
    /// The journal's digest; none if the journal was cut off.
    pub digest: Option<String>,
    /// How long was simulated, in seconds.
    pub simulated_s: i64,
    /// The whole exercise.
    pub overall: Overall,
    /// Each state.
    pub states: BTreeMap<Name, Scored>,
    /// Each pair of states with a common section, and each direction of it.
    pub pairs: BTreeMap<String, Pair>,
    /// Each objective.
    pub objectives: Vec<ObjectiveScore>,
    /// Each metric over the whole exercise.
    pub metrics: Vec<Metric>,
    /// How the obligations of each rule ended.
    pub rules: Vec<RuleCount>,
    /// Obligations that were not met, or not known to be met.
    pub findings: Vec<Finding>,
    /// What came of it, in counts.
    pub outcomes: Outcomes,
}

/// A score with its suggested rating.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overall {
    /// 0 to 100; none if nothing was exercised.
    pub score: Option<f64>,
    /// P, S, M or U: a suggestion, for an evaluator to confirm.
    pub rating: Option<&'static str>,
}

/// A score with the metrics behind it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scored {
    /// 0 to 100; none if nothing was exercised.
    pub score: Option<f64>,
    /// P, S, M or U: a suggestion.
    pub rating: Option<&'static str>,
    /// The metrics.
    pub metrics: Vec<Metric>,
}

/// A pair of states.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// Both directions together.
    #[serde(flatten)]
    pub both: Scored,
    /// Each direction.
    pub directed: BTreeMap<String, Scored>,
}

/// A metric with its points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metric {
    /// Its id.
    pub id: &'static str,
    /// What it measures.
    pub name: &'static str,
    /// Its value; none if it was not exercised.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: &'static str,
    /// Over how many cases.
    pub n: usize,
    /// Its points, 0 to 100.
    pub score: Option<f64>,
    /// How much it counts.
    pub weight: f64,
    /// `measured` or `not_exercised`.
    pub status: &'static str,
}

/// How one objective did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ObjectiveScore {
    /// Its id.
    pub id: Name,
    /// What it is.
    pub text: String,
    /// The score at which it counts as met.
    pub target: f64,
    /// 0 to 100; none if nothing was exercised.
    pub score: Option<f64>,
    /// P, S, M or U: a suggestion.
    pub rating: Option<&'static str>,
    /// Why.
    pub reasons: Vec<String>,
}

/// How the obligations of one rule ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleCount {
    /// The rule.
    pub id: Name,
    /// Its title.
    pub title: String,
    /// How many ended how.
    #[serde(flatten)]
    pub counts: Counts,
    /// `exercised` or `not_exercised`.
    pub status: &'static str,
}

/// Scores a journal. The error names a value that the rules need and do not have.
pub fn score(
    journal: &Journal,
    scenario: &Scenario,
    rules: &RuleSet,
    profile: &Profile,
) -> Result<Scorecard, String> {
    let facts = journal.entries.iter().map(|e| e as &dyn Fact);
    let complete = journal.trailer.is_some();
    let judgement = monitor::judge(rules, facts, journal.horizon(), complete)?;
    let evidence = Evidence::gather(journal, scenario, rules, &judgement, profile);
    let found = findings(journal, rules, &judgement);
    let judge = Judge {
        evidence: &evidence,
        profile,
        findings: &found,
    };
    let metrics = judge.metrics(&View::All);
    let overall = judge.scored(&View::All);
    Ok(Scorecard {
        scenario: scenario.title.clone(),
        seed: journal.header.seed,
        luck_seed: journal.header.luck_seed,
        digest: journal.trailer.as_ref().map(|t| t.digest.clone()),
        simulated_s: journal.horizon().0 / 1000,
        overall: Overall {
            score: overall.score,
            rating: overall.rating,
        },
        states: scenario
            .states
            .iter()
            .map(|(_, s)| (s.name.clone(), judge.scored(&View::State(s.name.clone()))))
            .collect(),
        pairs: pairs(scenario, &judge),
        objectives: scenario
            .objectives
            .iter()
            .map(|o| judge.objective(o, &metrics))
            .collect(),
        rules: rules
            .rules
            .iter()
            .enumerate()
            .map(|(i, r)| {
                let counts = judgement.counts(i);
                RuleCount {
                    id: r.id.value.clone(),
                    title: r.title.clone(),
                    counts,
                    status: if counts.total() > 0 {
                        "exercised"
                    } else {
                        "not_exercised"
                    },
                }
            })
            .collect(),
        metrics,
        outcomes: outcomes(journal),
        findings: found,
    })
}

fn pairs(scenario: &Scenario, judge: &Judge<'_>) -> BTreeMap<String, Pair> {
    scenario
        .sections
        .iter()
        .map(|(_, section)| {
            let name = |id| scenario.states[id].name.clone();
            let (a, b) = (name(section.between.0), name(section.between.1));
            let (a, b) = if a < b { (a, b) } else { (b, a) };
            let both = judge.scored(&View::Pair(a.clone(), b.clone()));
            let directed = [(a.clone(), b.clone()), (b.clone(), a.clone())]
                .into_iter()
                .map(|(x, y)| (format!("{x}>{y}"), judge.scored(&View::Directed(x, y))))
                .collect();
            (format!("{a}-{b}"), Pair { both, directed })
        })
        .collect()
}

/// What turns evidence into points.
struct Judge<'e> {
    evidence: &'e Evidence,
    profile: &'e Profile,
    findings: &'e [Finding],
}

/// The rules whose departures bear on a metric's objective.
fn rules_of(metric: &str) -> &'static [&'static str] {
    match metric {
        "M1" | "M6" => &["LOC-14"],
        "M2" => &["LOC-15"],
        "M3" => &["LOC-01", "LOC-18", "LOC-20"],
        "M8" | "M13" => &["LOC-16", "LOC-19"],
        "M10" => &[
            "LOC-01", "LOC-05", "LOC-08", "LOC-14", "LOC-15", "LOC-16", "LOC-18", "LOC-19",
            "LOC-20",
        ],
        _ => &[],
    }
}

impl Judge<'_> {
    fn metrics(&self, view: &View) -> Vec<Metric> {
        METRICS
            .iter()
            .map(|&(id, name, unit)| {
                let (value, n) = self.evidence.measure(id, view);
                let scale = self.profile.scale(id);
                let points = value.zip(scale).map(|(v, s)| num::cents(s.points(v)));
                Metric {
                    id,
                    name,
                    value: value.map(num::four_decimals),
                    unit,
                    n,
                    score: points,
                    weight: scale.map_or(0.0, |s| s.weight.0),
                    status: if value.is_some() {
                        "measured"
                    } else {
                        "not_exercised"
                    },
                }
            })
            .collect()
    }

    fn scored(&self, view: &View) -> Scored {
        let metrics = self.metrics(view);
        let score = weighted(metrics.iter());
        let worst = self
            .violations()
            .filter(|f| match view {
                View::All => true,
                View::State(s) | View::Directed(s, _) => f.state == *s,
                View::Pair(a, b) => f.state == *a || f.state == *b,
            })
            .map(|f| f.severity)
            .max();
        Scored {
            score,
            rating: score.map(|s| self.rate(s, worst)),
            metrics,
        }
    }

    fn violations(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|f| f.verdict == Verdict::Violated)
    }

    /// U if not achieved; M if achieved with a major or critical departure; S with lesser ones or
    /// below the stretch target; P otherwise.
    fn rate(&self, score: f64, worst: Option<u8>) -> &'static str {
        let limits = &self.profile.rating;
        match worst {
            _ if score < limits.met.0 => "U",
            Some(3..) => "M",
            Some(_) => "S",
            None if score < limits.stretch.0 => "S",
            None => "P",
        }
    }

    fn objective(
        &self,
        objective: &crate::scenario::Objective,
        metrics: &[Metric],
    ) -> ObjectiveScore {
        let chosen: Vec<&Metric> = metrics
            .iter()
            .filter(|m| objective.metrics.iter().any(|id| *id == *m.id))
            .collect();
        let score = weighted(chosen.iter().copied());
        let rules: Vec<&str> = objective
            .metrics
            .iter()
            .flat_map(|m| rules_of(m.as_str()))
            .copied()
            .collect();
        let mut counts: BTreeMap<(&Name, u8), usize> = BTreeMap::new();
        for f in self.violations() {
            if rules.contains(&f.rule.as_str()) || f.severity >= 4 {
                *counts.entry((&f.rule, f.severity)).or_default() += 1;
            }
        }
        let worst = counts.keys().map(|(_, severity)| *severity).max();
        let mut reasons: Vec<String> = chosen.iter().map(|m| metric_reason(m)).collect();
        for ((rule, severity), n) in &counts {
            let times = if *n == 1 {
                "once".to_owned()
            } else {
                format!("{n} times")
            };
            reasons.push(format!(
                "{rule} (severity {severity}) departed from {times}"
            ));
        }
        let rating = score.map(|s| self.rate(s, worst));
        if let (Some(s), Some(r)) = (score, rating) {
            reasons.push(rating_reason(s, r, worst, &self.profile.rating));
        } else {
            reasons.push("nothing to measure: not exercised".to_owned());
        }
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

fn rating_reason(
    score: f64,
    rating: &str,
    worst: Option<u8>,
    limits: &crate::score::profile::RatingLimits,
) -> String {
    let (met, stretch) = (limits.met.0, limits.stretch.0);
    match (rating, worst) {
        ("U", _) => format!("suggested U: {score:.0} is below {met:.0}"),
        ("M", _) => {
            format!("suggested M: achieved ({score:.0}), with a departure of severity 3 or 4")
        }
        ("S", Some(_)) => format!("suggested S: achieved ({score:.0}), with lesser departures"),
        ("S", None) => format!("suggested S: achieved ({score:.0}), below {stretch:.0}"),
        _ => format!("suggested P: {score:.0}, without departures"),
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
