//! Par: what plans of patrols would have caught that take no thought. `random` sends each outing at
//! a random time on a random round from the same home; `pattern` sends them evenly, round after
//! round; `mixed` does one half so and one half so. Units and their number of outings stay.

use serde::Serialize;

use crate::base::id::Name;
use crate::base::rng::{Purpose, Seed, Stream, key_of};
use crate::base::time::{SimDuration, SimTime};
use crate::notation::kinds::At;
use crate::scenario::file::{Form, PatrolFile};
use crate::scenario::inputs::Inputs;
use crate::score::Scorecard;
use crate::sweep::stats::{self, Estimate};

/// The baselines.
pub const BASELINES: [&str; 3] = ["random", "pattern", "mixed"];

/// What a baseline caught.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Par {
    /// Which baseline.
    pub baseline: &'static str,
    /// Unlawful groups dealt with, in percent.
    pub dealt_with: Option<Estimate>,
    /// Unlawful groups found, in percent.
    pub found: Option<Estimate>,
}

/// The scorecards of a baseline's replications, summed up.
pub fn par(baseline: &'static str, cards: &[Scorecard]) -> Par {
    let share = |count: fn(&Scorecard) -> usize| {
        let of = cards.iter().filter(|c| c.outcomes.arrivals > 0);
        let shares: Vec<f64> = of
            .map(|c| 100.0 * count(c) as f64 / c.outcomes.arrivals as f64)
            .collect();
        stats::mean(&shares)
    };
    Par {
        baseline,
        dealt_with: share(|c| c.outcomes.handled),
        found: share(|c| c.outcomes.detected),
    }
}

/// The same inputs with the patrols of a baseline. Joint patrols keep their rounds and their
/// meetings; only when they leave is changed.
pub fn plan(inputs: &Inputs, baseline: &str, replication: u64) -> Inputs {
    let mut other = inputs.clone();
    let length = inputs.scenario.duration.value;
    let rounds = rounds(&inputs.scenario.patrols);
    let mut out = Vec::new();
    for p in &inputs.scenario.patrols {
        let departures = departures(p, length);
        let mut stream = Seed(replication).stream(Purpose::Allocation, &[key_of(p.id.as_str())]);
        // Where in the pattern this replication begins.
        let phase = stream.unit();
        for i in 0..departures {
            let at_random = match baseline {
                "random" => true,
                "pattern" => false,
                _ => i % 2 == 0,
            };
            let share = match at_random {
                true => stream.unit(),
                false => (i as f64 + phase) / departures as f64,
            };
            let at = SimTime(libm::floor(share * length.0 as f64) as i64);
            out.push(outing(p, i, at, &rounds, at_random, &mut stream));
        }
    }
    other.scenario.patrols = out;
    other
}

/// How often a patrol leaves before ENDEX.
fn departures(p: &PatrolFile, length: SimDuration) -> usize {
    match &p.every {
        None => p.depart.len(),
        Some(every) => {
            let after = |first: &At<SimTime>| {
                let left = (length.0 - first.value.0).max(0);
                (left / every.value.0.max(1) + 1) as usize
            };
            p.depart.iter().map(after).sum()
        }
    }
}

/// The rounds of single units, by the home they start from.
fn rounds(patrols: &[PatrolFile]) -> Vec<(Name, Vec<At<Name>>)> {
    let single = patrols.iter().filter(|p| is_single(p));
    single
        .filter_map(|p| Some((p.route.first()?.value.clone(), p.route.clone())))
        .collect()
}

fn is_single(p: &PatrolFile) -> bool {
    p.units.len() == 1 && p.form.value == Form::Single && p.along.is_none()
}

/// One outing as a patrol of its own.
fn outing(
    p: &PatrolFile,
    number: usize,
    at: SimTime,
    rounds: &[(Name, Vec<At<Name>>)],
    at_random: bool,
    stream: &mut Stream,
) -> PatrolFile {
    let mut one = p.clone();
    one.id = At::from(Name::from(format!("{}.{}", p.id.value, number + 1)));
    one.depart = vec![At::from(at)];
    one.every = None;
    one.vary = SimDuration::ZERO;
    if is_single(p)
        && let Some(home) = p.route.first()
    {
        let mine: Vec<&Vec<At<Name>>> = rounds
            .iter()
            .filter(|(from, _)| *from == home.value)
            .map(|(_, round)| round)
            .collect();
        let place = match at_random {
            true => stream.whole(0, mine.len() as u32 - 1) as usize,
            false => number % mine.len(),
        };
        one.route.clone_from(mine[place]);
    }
    one
}
