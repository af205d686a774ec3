//! Luck or skill: the same world and the same orders under other luck. Where among them is this
//! run?

use serde::Serialize;

use crate::base::num;
use crate::score::Scorecard;
use crate::sim::Seeds;
use crate::sweep::stats::{self, Estimate};

/// How a run stands among runs of other luck.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Luck {
    /// How many other runs.
    pub n: usize,
    /// This run's score.
    pub score: f64,
    /// The share of the others that scored less (half of those that scored the same), in percent.
    pub percentile: Estimate,
    /// The score that one in twenty did not reach.
    pub low: f64,
    /// The score in the middle.
    pub median: f64,
    /// The score that one in twenty passed.
    pub high: f64,
}

/// The seeds of other luck in the same world.
pub fn seeds(run: Seeds, n: u64) -> Vec<Seeds> {
    (0..)
        .filter(|luck| *luck != run.luck)
        .take(n as usize)
        .map(|luck| Seeds { luck, ..run })
        .collect()
}

/// Where a run stands among others; none if it, or none of them, has a score.
pub fn luck(run: &Scorecard, others: &[Scorecard]) -> Option<Luck> {
    let score = run.overall.score?;
    let mut scores: Vec<f64> = others.iter().filter_map(|c| c.overall.score).collect();
    scores.sort_by(num::by_value);
    let n = scores.len();
    let less = scores.iter().filter(|s| **s < score).count();
    let same = scores.iter().filter(|s| **s == score).count();
    let at = |share: f64| {
        let last = n.saturating_sub(1) as f64;
        scores.get(libm::round(share * last) as usize).copied()
    };
    let share = stats::wilson(less + same / 2, n)?;
    let percent = |x: f64| num::cents(100.0 * x);
    Some(Luck {
        n,
        score,
        percentile: Estimate {
            value: percent((less as f64 + same as f64 / 2.0) / n as f64),
            low: share.low.map(percent),
            high: share.high.map(percent),
            n,
        },
        low: at(0.05)?,
        median: at(0.5)?,
        high: at(0.95)?,
    })
}
