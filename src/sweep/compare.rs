//! Two plans side by side: figure by figure, pair by pair where the seeds are the same, with the
//! departures that are new and those that are gone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::conduct::ledger::Verdict;
use crate::score::Scorecard;
use crate::score::card::Metric;
use crate::score::findings::Finding;
use crate::sweep::stats::{self, Estimate, Paired};

/// A plan: its name, and its runs.
pub struct Plan {
    /// What to call it.
    pub name: String,
    /// Its runs, one for each pair of seeds.
    pub runs: BTreeMap<(u64, u64), Scorecard>,
}

/// How two plans compare.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The first plan.
    pub before: String,
    /// The second.
    pub after: String,
    /// Runs of each, and how many seeds they share.
    pub runs: (usize, usize, usize),
    /// Each figure, the primary one first.
    pub figures: Vec<Compared>,
    /// Departures by rule: before, after, new and gone.
    pub departures: Vec<Departures>,
}

/// One figure under two plans.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// Its id: `score`, a metric, or an outcome.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Under the first plan.
    pub before: Option<Estimate>,
    /// Under the second.
    pub after: Option<Estimate>,
    /// Pair by pair, over the seeds where both have it.
    pub paired: Option<Paired>,
    /// The interval of the difference by the bootstrap over replications, for figures that are
    /// skewed.
    pub bootstrap: Option<Estimate>,
    /// The p-value, after Holm for all but the primary figure.
    pub p: Option<f64>,
}

/// Departures from one rule under two plans, over the seeds that both have.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Departures {
    /// The rule.
    pub rule: String,
    /// Under the first plan.
    pub before: usize,
    /// Under the second.
    pub after: usize,
    /// Those of the second plan that the first does not have.
    pub new: usize,
    /// Those of the first that the second does not have.
    pub gone: usize,
    /// The new ones, by seed and time.
    pub came: Vec<Seen>,
    /// Those that are gone, by seed and time.
    pub went: Vec<Seen>,
}

/// A departure of one run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seen {
    /// The seed of the run's world.
    pub seed: u64,
    /// When.
    pub at_ms: SimTime,
    /// The state it concerns.
    pub state: Name,
    /// What it is about.
    pub about: String,
}

/// A figure of a scorecard.
struct Figure {
    id: String,
    name: String,
    unit: String,
    value: Option<f64>,
    skewed: bool,
}

/// The figures of a scorecard: of everybody, or of one state.
fn figures(card: &Scorecard, state: Option<&str>) -> Vec<Figure> {
    let figure = |id: &str, name: &str, unit: &str, value: Option<f64>| Figure {
        id: id.to_owned(),
        name: name.to_owned(),
        unit: unit.to_owned(),
        value,
        skewed: matches!(unit, "min" | "-" | "/1000 km"),
    };
    let scored = state.and_then(|s| card.states.iter().find(|(n, _)| n.as_str() == s));
    let (score, metrics): (Option<f64>, &[Metric]) = match scored {
        Some((_, scored)) => (scored.score, &scored.metrics),
        None => (card.overall.score, &card.metrics),
    };
    let mut out = vec![figure("score", "score", "0-100", score)];
    out.extend(
        metrics
            .iter()
            .map(|m| figure(m.id, m.name, m.unit, m.value)),
    );
    if state.is_none() {
        let o = &card.outcomes;
        let kept = o.civilian_hours_planned - o.civilian_hours_lost;
        out.extend([
            figure(
                "handled",
                "unlawful groups dealt with",
                "groups",
                Some(o.handled as f64),
            ),
            figure("hours_kept", "citizens' hours kept", "h", Some(kept)),
            figure(
                "meetings_kept",
                "rendezvous kept",
                "meetings",
                Some(o.meetings_kept as f64),
            ),
        ]);
    }
    out
}

/// Compares two plans; the score is the primary figure unless another is named.
pub fn compare(before: &Plan, after: &Plan, state: Option<&str>, primary: &str) -> Comparison {
    let seeds: Vec<&(u64, u64)> = before
        .runs
        .keys()
        .filter(|s| after.runs.contains_key(s))
        .collect();
    let of = |plan: &Plan| -> Vec<Vec<Figure>> {
        plan.runs.values().map(|c| figures(c, state)).collect()
    };
    let (all_before, all_after) = (of(before), of(after));
    let count = all_before.first().or(all_after.first()).map_or(0, Vec::len);
    let mut compared: Vec<Compared> = (0..count)
        .map(|i| {
            let pairs: Vec<(f64, f64)> = seeds
                .iter()
                .filter_map(|s| {
                    let value = |plan: &Plan| figures(&plan.runs[s], state).swap_remove(i).value;
                    value(before).zip(value(after))
                })
                .collect();
            one(i, (&all_before, &all_after), &pairs)
        })
        .collect();
    compared.sort_by_key(|c| c.id != primary);
    adjust(&mut compared);
    Comparison {
        before: before.name.clone(),
        after: after.name.clone(),
        runs: (before.runs.len(), after.runs.len(), seeds.len()),
        figures: compared,
        departures: departures(before, after, &seeds, state),
    }
}

fn one(
    i: usize,
    (before, after): (&[Vec<Figure>], &[Vec<Figure>]),
    pairs: &[(f64, f64)],
) -> Compared {
    let values =
        |runs: &[Vec<Figure>]| -> Vec<f64> { runs.iter().filter_map(|f| f[i].value).collect() };
    let figure = before.first().or(after.first()).map(|f| &f[i]);
    let (first, second): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let paired = stats::paired(&first, &second);
    let skewed = figure.is_some_and(|f| f.skewed);
    let bootstrap = (skewed && pairs.len() > 1).then(|| {
        stats::bootstrap(pairs, |sample| {
            let n = sample.len() as f64;
            Some(sample.iter().map(|(a, b)| b - a).sum::<f64>() / n)
        })
    });
    let text = |of: fn(&Figure) -> &str| figure.map_or_else(String::new, |f| of(f).to_owned());
    Compared {
        id: text(|f| &f.id),
        name: text(|f| &f.name),
        unit: text(|f| &f.unit),
        before: stats::mean(&values(before)),
        after: stats::mean(&values(after)),
        p: paired.and_then(|p| p.p),
        paired,
        bootstrap: bootstrap.flatten(),
    }
}

/// The first figure stands alone; with all the others looked at, each is less sure.
fn adjust(compared: &mut [Compared]) {
    let Some((_, rest)) = compared.split_first_mut() else {
        return;
    };
    let places: Vec<usize> = (0..rest.len()).filter(|&i| rest[i].p.is_some()).collect();
    let ps: Vec<f64> = places.iter().filter_map(|&i| rest[i].p).collect();
    for (&i, p) in places.iter().zip(stats::holm(&ps)) {
        rest[i].p = Some(p);
    }
}

fn departures(
    before: &Plan,
    after: &Plan,
    seeds: &[&(u64, u64)],
    state: Option<&str>,
) -> Vec<Departures> {
    let (first, second) = (seen(before, seeds, state), seen(after, seeds, state));
    let none = BTreeMap::new();
    let rules: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    rules
        .into_iter()
        .map(|rule| {
            let (a, b) = (
                first.get(rule).unwrap_or(&none),
                second.get(rule).unwrap_or(&none),
            );
            let without = |x: &BTreeMap<Key, Seen>, y: &BTreeMap<Key, Seen>| -> Vec<Seen> {
                let only = x.iter().filter(|(k, _)| !y.contains_key(*k));
                let mut only: Vec<Seen> = only.map(|(_, s)| s.clone()).collect();
                only.sort_by(|p, q| (p.seed, p.at_ms, &p.about).cmp(&(q.seed, q.at_ms, &q.about)));
                only
            };
            let (came, went) = (without(b, a), without(a, b));
            Departures {
                rule: rule.clone(),
                before: a.len(),
                after: b.len(),
                new: came.len(),
                gone: went.len(),
                came,
                went,
            }
        })
        .collect()
}

type Key = (u64, u64, String);

/// The departures of a plan's runs on these seeds, by rule.
fn seen(
    plan: &Plan,
    seeds: &[&(u64, u64)],
    state: Option<&str>,
) -> BTreeMap<String, BTreeMap<Key, Seen>> {
    let mut out: BTreeMap<String, BTreeMap<Key, Seen>> = BTreeMap::new();
    for seed in seeds {
        let of = plan.runs[seed].findings.iter().filter(|f| {
            f.verdict == Verdict::Violated && state.is_none_or(|s| f.state.as_str() == s)
        });
        for f in of {
            let about = f.binding.iter().filter(|(k, _)| k.as_str() != "actor");
            let about: Vec<&str> = about.map(|(_, v)| v.as_str()).collect();
            let seen = Seen {
                seed: seed.0,
                at_ms: f.at_ms,
                state: f.state.clone(),
                about: about.join(" "),
            };
            let key = (seed.0, seed.1, identity(f));
            out.entry(f.rule.to_string()).or_default().insert(key, seen);
        }
    }
    out
}

/// What makes two departures of two runs the same one.
fn identity(f: &Finding) -> String {
    let binding: Vec<String> = f.binding.iter().map(|(k, v)| format!("{k}={v}")).collect();
    let wanted = f.wanted.as_ref().map_or("", |w| w.as_str());
    format!(
        "{} {} {wanted} {}",
        f.at_ms.0,
        f.severity,
        binding.join(" ")
    )
}
