//! Whether an exercise measures what it claims to train: it is run, with scripted staffs in all
//! seats, with and without what is given in it.

mod tell;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::conduct::RuleSet;
use crate::journal::Header;
use crate::order::{Order, What};
use crate::scenario::doctrine::Doctrine;
use crate::scenario::file::{InjectFile, WhenFile};
use crate::scenario::inputs::Inputs;
use crate::score::Scorecard;
use crate::score::profile::Profile;
use crate::sim::Seeds;
use crate::sweep::stats::{self, Estimate, Paired};
use crate::sweep::{Exercise, Plan};

pub use tell::tell;

/// An exercise that is looked at, and those who take its seats.
#[derive(Debug)]
pub struct Trial<'t> {
    /// The exercise.
    pub inputs: &'t Inputs,
    /// What judges it.
    pub rules: &'t RuleSet,
    /// What scores it.
    pub profile: &'t Profile,
    /// The header of its journals.
    pub header: Header,
    /// The staffs, from the worst to the best: what to call them, and what they do.
    pub staffs: Vec<(String, Doctrine)>,
    /// Over how many seeds.
    pub seeds: u64,
}

/// What was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Over how many seeds.
    pub seeds: u64,
    /// How each staff scored.
    pub staffs: Vec<StaffScore>,
    /// How much each staff scored above the one before it, seed by seed.
    pub steps: Vec<Option<Paired>>,
    /// What became of each objective.
    pub objectives: Vec<ObjectiveUse>,
    /// What each inject moved.
    pub injects: Vec<InjectUse>,
    /// The rules of which no duty ever arose.
    pub never: Vec<Name>,
    /// How many rules there are.
    pub rules: usize,
}

/// The scores of a staff.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffScore {
    /// What it is called.
    pub name: String,
    /// Its mean score.
    pub score: Option<Estimate>,
}

/// What became of an objective.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectiveUse {
    /// Its id.
    pub id: Name,
    /// In how many runs of the best staff there was something to measure.
    pub exercised: usize,
    /// Whether there ever was, with any staff.
    pub ever: bool,
    /// In how many runs it came out otherwise than in one in which nobody arrives and nothing
    /// happens or is given.
    pub moved: usize,
    /// Its mean score with each staff.
    pub scores: Vec<Option<Estimate>>,
}

/// What an inject moved.
#[derive(Clone, Debug, PartialEq)]
pub struct InjectUse {
    /// Its id.
    pub id: Name,
    /// The objective that it names.
    pub objective: Option<Name>,
    /// Whether it moved the objective that it names, in any run.
    pub own: bool,
    /// The metrics and rules that it moved, in any run.
    pub moved: BTreeSet<String>,
}

/// Runs an exercise often enough to tell what it measures. The error says why it cannot be run.
pub fn measure(trial: &Trial<'_>) -> Result<Measured, String> {
    let seeds: Vec<Seeds> = (1..=trial.seeds).map(Seeds::both).collect();
    let orders = by_hand(trial.inputs);
    let mut staffed = Vec::new();
    for (_, doctrine) in &trial.staffs {
        let inputs = with_staff(trial.inputs, doctrine);
        staffed.push(trial.exercise(&inputs, &orders)?.scored_all(&seeds)?);
    }
    let Some(best) = trial
        .staffs
        .last()
        .map(|(_, d)| with_staff(trial.inputs, d))
    else {
        return Err("there is no staff to run it with".to_owned());
    };
    let own = trial.exercise(trial.inputs, &orders)?.scored_all(&seeds)?;
    let quiet = trial.exercise(&quiet(&best), &[])?.scored_all(&seeds)?;
    let good: &[Scorecard] = staffed.last().map_or(&[], Vec::as_slice);
    let injects = best.scenario.injects.iter();
    let injects: Result<Vec<InjectUse>, String> = injects
        .map(|i| inject_use(trial, i, [(&best, good), (trial.inputs, &own)], &orders))
        .collect();
    let all: Vec<&Scorecard> = staffed.iter().flatten().chain(&own).collect();
    Ok(Measured {
        seeds: trial.seeds,
        staffs: staff_scores(trial, &staffed),
        steps: staffed.windows(2).map(|w| step(&w[0], &w[1])).collect(),
        objectives: objectives(trial, &staffed, &quiet, &all),
        injects: injects?,
        never: never(trial, &all),
        rules: trial.rules.rules.len(),
    })
}

impl Trial<'_> {
    fn exercise(&self, inputs: &Inputs, orders: &[Order]) -> Result<Exercise, String> {
        let plan = Plan {
            header: self.header.clone(),
            orders: orders.to_vec(),
            rules: Arc::new(self.rules.clone()),
            profile: Arc::new(self.profile.clone()),
        };
        plan.exercise(inputs)
    }
}

/// The same exercise with one staff in all seats.
fn with_staff(inputs: &Inputs, doctrine: &Doctrine) -> Inputs {
    let mut inputs = inputs.clone();
    inputs
        .doctrines
        .values_mut()
        .for_each(|d| d.clone_from(doctrine));
    inputs
}

/// The same exercise in which nobody arrives and nothing happens or is given.
fn quiet(inputs: &Inputs) -> Inputs {
    let mut inputs = inputs.clone();
    let file = &mut inputs.scenario;
    file.arrivals.clear();
    file.injects.clear();
    file.incidents.clear();
    file.civilians.clear();
    inputs
}

/// Orders that give, half way through, the injects that are given by hand.
fn by_hand(inputs: &Inputs) -> Vec<Order> {
    let half = SimTime(inputs.scenario.duration.value.0 / 2);
    let injects = inputs.scenario.injects.iter();
    injects
        .filter(|i| i.at == WhenFile::ByHand)
        .map(|i| Order {
            at: half,
            seat: Name::new("excon"),
            what: What::Inject(i.id.value.clone()),
        })
        .collect()
}

fn staff_scores(trial: &Trial<'_>, staffed: &[Vec<Scorecard>]) -> Vec<StaffScore> {
    let with = trial.staffs.iter().zip(staffed);
    with.map(|((name, _), cards)| {
        let scores: Vec<f64> = cards.iter().filter_map(|c| c.overall.score).collect();
        StaffScore {
            name: name.clone(),
            score: stats::mean(&scores),
        }
    })
    .collect()
}

/// How much better the second is, over the seeds in which both have a score.
fn step(first: &[Scorecard], second: &[Scorecard]) -> Option<Paired> {
    let both = first.iter().zip(second);
    let (a, b): (Vec<f64>, Vec<f64>) = both
        .filter_map(|(a, b)| a.overall.score.zip(b.overall.score))
        .unzip();
    (2 * a.len() >= first.len()).then(|| stats::paired(&a, &b))?
}

fn objectives(
    trial: &Trial<'_>,
    staffed: &[Vec<Scorecard>],
    quiet: &[Scorecard],
    all: &[&Scorecard],
) -> Vec<ObjectiveUse> {
    let of = |card: &Scorecard, id: &Name| card.objectives.iter().find(|o| o.id == *id).cloned();
    let score = |card: &Scorecard, id: &Name| of(card, id).and_then(|o| o.score);
    let good: &[Scorecard] = staffed.last().map_or(&[], Vec::as_slice);
    let each = |o: &crate::scenario::file::ObjectiveFile| {
        let id = &o.id.value;
        let differs = |(a, b): &(&Scorecard, &Scorecard)| of(a, id) != of(b, id);
        let mean = |cards: &Vec<Scorecard>| {
            let scores: Vec<f64> = cards.iter().filter_map(|c| score(c, id)).collect();
            stats::mean(&scores)
        };
        ObjectiveUse {
            id: id.clone(),
            exercised: good.iter().filter(|c| score(c, id).is_some()).count(),
            ever: all.iter().any(|c| score(c, id).is_some()),
            moved: good.iter().zip(quiet).filter(differs).count(),
            scores: staffed.iter().map(mean).collect(),
        }
    };
    trial.inputs.scenario.objectives.iter().map(each).collect()
}

/// What an inject moved: runs with it against the same runs without it, until the objective that
/// it names has moved.
fn inject_use(
    trial: &Trial<'_>,
    inject: &InjectFile,
    with: [(&Inputs, &[Scorecard]); 2],
    orders: &[Order],
) -> Result<InjectUse, String> {
    let id = &inject.id.value;
    let mut found = InjectUse {
        id: id.clone(),
        objective: inject.objective.as_ref().map(|o| o.value.clone()),
        own: false,
        moved: BTreeSet::new(),
    };
    let given = |o: &&Order| o.what != What::Inject(id.clone());
    let orders: Vec<Order> = orders.iter().filter(given).cloned().collect();
    for (inputs, cards) in with {
        let mut inputs = inputs.clone();
        inputs.scenario.injects.retain(|i| i.id.value != *id);
        let without = trial.exercise(&inputs, &orders)?;
        for (card, seed) in cards.iter().zip(1..) {
            let other = without.scored(Seeds::both(seed))?;
            moved(card, &other, &mut found.moved);
            let own = |c: &Scorecard| {
                let named = inject.objective.as_ref()?;
                let mut all = c.objectives.iter();
                all.find(|o| o.id == named.value).cloned()
            };
            found.own |= own(card) != own(&other);
            let enough = match inject.objective {
                Some(_) => found.own,
                None => !found.moved.is_empty(),
            };
            if enough {
                return Ok(found);
            }
        }
    }
    Ok(found)
}

/// The metrics and rules that came out otherwise.
fn moved(a: &Scorecard, b: &Scorecard, out: &mut BTreeSet<String>) {
    for (x, y) in a.metrics.iter().zip(&b.metrics) {
        if (x.value, x.n) != (y.value, y.n) {
            out.insert(x.id.to_owned());
        }
    }
    for (x, y) in a.rules.iter().zip(&b.rules) {
        if x.counts != y.counts {
            out.insert(x.id.to_string());
        }
    }
}

fn never(trial: &Trial<'_>, all: &[&Scorecard]) -> Vec<Name> {
    let rules = trial.rules.rules.iter().map(|r| r.id.value.clone());
    rules
        .filter(|id| {
            let of = |c: &&&Scorecard| {
                let mut rules = c.rules.iter();
                rules.any(|r| r.id == *id && r.counts.total() > 0)
            };
            !all.iter().any(|c| of(&c))
        })
        .collect()
}
