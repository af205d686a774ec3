//! What went well, and what to do better: each area with its causes and its owner.

use std::collections::BTreeMap;

use crate::aar::edition::Sight;
use crate::base::id::Name;
use crate::conduct::ledger::Verdict;
use crate::score::Scorecard;
use crate::score::findings::Finding;
use crate::score::owner::Owner;

/// A rule counts as a strength from so many duties on.
const DUTIES_LEAST: u64 = 5;
/// A metric counts as a strength from so many points on.
const POINTS_LEAST: f64 = 85.0;
/// A chain of causes is shown back to so many steps.
const CHAIN_MAX: usize = 12;

/// Something that went well.
#[derive(Clone, Debug, PartialEq)]
pub enum Strength {
    /// An objective that was met, by its place in the scorecard.
    Objective(usize),
    /// A metric with many points, by its place in the scorecard.
    Metric(usize),
    /// A rule that was kept every time, by its place in the scorecard.
    Rule(usize),
}

/// Departures of one state from one rule with one owner.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The rule.
    pub rule: Name,
    /// The state, or two joined by a hyphen.
    pub state: Name,
    /// Who or what brought them about.
    pub owner: Owner,
    /// The gravest.
    pub severity: u8,
    /// The departures, by their places in the scorecard.
    pub findings: Vec<usize>,
    /// The entries that led to the first of the gravest, from the root on.
    pub chain: Vec<u64>,
}

/// What went well.
pub fn strengths(card: &Scorecard) -> Vec<Strength> {
    let objectives = card.objectives.iter().enumerate().filter(|(_, o)| {
        let met = o.score.is_some_and(|s| s >= o.target);
        met && matches!(o.rating, Some("P" | "S"))
    });
    let mut out: Vec<Strength> = objectives.map(|(i, _)| Strength::Objective(i)).collect();
    let metrics = card.metrics.iter().enumerate();
    out.extend(
        metrics
            .filter(|(_, m)| m.score.is_some_and(|s| s >= POINTS_LEAST) && m.weight > 0.0)
            .map(|(i, _)| Strength::Metric(i)),
    );
    let rules = card.rules.iter().enumerate();
    out.extend(
        rules
            .filter(|(_, r)| r.counts.violated == 0 && r.counts.satisfied >= DUTIES_LEAST)
            .map(|(i, _)| Strength::Rule(i)),
    );
    out
}

/// What to do better, the gravest and most frequent first.
pub fn areas(card: &Scorecard, sight: &Sight<'_>) -> Vec<Area> {
    let mut by: BTreeMap<(&Name, &Name, Owner), Vec<usize>> = BTreeMap::new();
    for (i, f) in card.findings.iter().enumerate() {
        if f.verdict == Verdict::Violated {
            by.entry((&f.rule, &f.state, f.owner)).or_default().push(i);
        }
    }
    let mut out: Vec<Area> = by
        .into_iter()
        .map(|((rule, state, owner), findings)| {
            let severity = findings.iter().map(|&i| card.findings[i].severity).max();
            let severity = severity.unwrap_or(1);
            let first = findings
                .iter()
                .map(|&i| &card.findings[i])
                .filter(|f| f.severity == severity)
                .min_by_key(|f| f.at_ms);
            Area {
                rule: rule.clone(),
                state: state.clone(),
                owner,
                severity,
                chain: first.map_or_else(Vec::new, |f| chain(f, sight)),
                findings,
            }
        })
        .collect();
    let weight = |a: &Area| usize::from(a.severity) * a.findings.len();
    out.sort_by(|a, b| {
        let key = |x: &Area| (x.severity >= 3, weight(x));
        (key(b), &a.rule, &a.state, a.owner).cmp(&(key(a), &b.rule, &b.state, b.owner))
    });
    out
}

/// The entries that led to a departure: the causes of its first evidence back to the root, its
/// evidence, and the decision behind it.
pub fn chain(finding: &Finding, sight: &Sight<'_>) -> Vec<u64> {
    let mut out: Vec<u64> = finding.evidence.clone();
    out.extend(finding.decision);
    let mut here = finding.evidence.first().and_then(|&s| sight.entry(s));
    while let Some(entry) = here.filter(|_| out.len() < CHAIN_MAX) {
        out.push(entry.seq);
        here = entry.cause.and_then(|c| sight.entry(c));
    }
    out.retain(|&seq| sight.entry(seq).is_some());
    out.sort_unstable();
    out.dedup();
    out
}
