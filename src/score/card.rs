//! The scorecard: everything that is printed or handed to a program.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::id::Name;
use crate::conduct::ledger::Counts;
use crate::conduct::monitor;
use crate::conduct::{Basis, Quantity, RuleSet};
use crate::journal::fact::Fact;
use crate::journal::{Entry, Journal};
use crate::scenario::Scenario;
use crate::score::evidence::{Evidence, Source};
use crate::score::figures::{Figure, View};
use crate::score::findings::{Finding, concerns, findings, state_of};
use crate::score::outcomes::{self, Outcomes};
use crate::score::profile::Profile;
use crate::score::promises::{Promises, promises};
use crate::score::rating::Judge;
use crate::score::reason::Reason;

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
    /// What each pair of states had promised each other, and how much of it was kept.
    pub promises: BTreeMap<String, Promises>,
    /// The values by which it was judged and scored.
    pub values: BTreeMap<String, AgreedValue>,
}

/// A value by which an exercise was judged or scored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgreedValue {
    /// The value, as it is written.
    pub value: String,
    /// `agreed`, `assumption` or `source`.
    pub basis: Basis,
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
    /// How many of the hundred points of the score it lost: together with those of the other
    /// metrics they are all that is missing.
    pub lost: Option<f64>,
    /// Who or what brought about the departures that bear on it, and how many.
    pub owners: BTreeMap<&'static str, usize>,
    /// `measured` or `not_exercised`.
    pub status: &'static str,
    /// What belongs to it besides: percentiles, shares, the longest.
    pub details: Vec<Figure>,
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
    pub reasons: Vec<Reason>,
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
    let counts = outcomes::outcomes(journal);
    scored(journal, scenario, rules, profile, &View::All, counts)
}

/// Scores a journal for one state's own review: its figures, those towards its neighbours, and
/// its departures alone. Each is what it is in the score of the whole. `sees` tells which entries
/// count as outcomes.
pub fn score_for(
    journal: &Journal,
    scenario: &Scenario,
    rules: &RuleSet,
    profile: &Profile,
    state: &Name,
    sees: impl Fn(&Entry) -> bool,
) -> Result<Scorecard, String> {
    let seen = journal.entries.iter().filter(|e| sees(e));
    let counts = outcomes::count(seen, journal.horizon());
    let view = View::State(state.clone());
    let mut card = scored(journal, scenario, rules, profile, &view, counts)?;
    let of = |pair: &String| pair.split(['-', '>']).any(|s| *state == *s);
    card.states.retain(|s, _| s == state);
    card.pairs.retain(|pair, _| of(pair));
    // What the neighbour did towards this state is the neighbour's own figure.
    for pair in card.pairs.values_mut() {
        pair.directed
            .retain(|way, _| way.split('>').next() == Some(state.as_str()));
        pair.both = Scored {
            score: None,
            rating: None,
            metrics: Vec::new(),
        };
    }
    card.promises.retain(|pair, _| of(pair));
    Ok(card)
}

fn scored(
    journal: &Journal,
    scenario: &Scenario,
    rules: &RuleSet,
    profile: &Profile,
    view: &View,
    counts: Outcomes,
) -> Result<Scorecard, String> {
    let facts = journal.entries.iter().map(|e| e as &dyn Fact);
    let complete = journal.trailer.is_some();
    let judgement = monitor::judge(rules, facts, journal.horizon(), complete)?;
    let source = Source {
        journal,
        scenario,
        rules,
        judgement: &judgement,
        profile,
    };
    let evidence = Evidence::gather(source);
    let found = findings(journal, rules, &judgement);
    let judge = Judge {
        evidence: &evidence,
        profile,
        rules,
        findings: &found,
        harm: counts.people_harmed > 0,
    };
    let whole = judge.scored(view);
    Ok(Scorecard {
        scenario: scenario.title.clone(),
        seed: journal.header.seed,
        luck_seed: journal.header.luck_seed,
        digest: journal.trailer.as_ref().map(|t| t.digest.clone()),
        simulated_s: journal.horizon().0 / 1000,
        overall: Overall {
            score: whole.score,
            rating: whole.rating,
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
            .map(|o| judge.objective(o, view))
            .collect(),
        rules: rule_counts(source, view),
        metrics: whole.metrics,
        outcomes: counts,
        promises: promises(source),
        values: values(rules, profile),
        findings: found.into_iter().filter(|f| f.concerns(view)).collect(),
    })
}

/// How the obligations of each rule ended, in a view.
fn rule_counts(source: Source<'_>, view: &View) -> Vec<RuleCount> {
    let judgement = source.judgement;
    let mut own = vec![Counts::default(); source.rules.rules.len()];
    for o in &judgement.obligations {
        if concerns(&state_of(source.journal, o), view) {
            own[o.rule].add(o.verdict);
        }
    }
    let of = |rule: usize| match view {
        View::All => judgement.counts(rule),
        _ => own[rule],
    };
    let rules = source.rules.rules.iter().enumerate();
    rules
        .map(|(i, r)| {
            let counts = of(i);
            let exercised = counts.total() > 0;
            RuleCount {
                id: r.id.value.clone(),
                title: r.title.clone(),
                counts,
                status: match exercised {
                    true => "exercised",
                    false => "not_exercised",
                },
            }
        })
        .collect()
}

fn values(rules: &RuleSet, profile: &Profile) -> BTreeMap<String, AgreedValue> {
    let all = rules.values.iter().chain(&profile.values);
    all.map(|(name, v)| {
        let value = match v.value.value {
            Quantity::Duration(d) => d.to_string(),
            Quantity::Number(x) => x.to_string(),
        };
        let basis = v.basis;
        (name.clone(), AgreedValue { value, basis })
    })
    .collect()
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
