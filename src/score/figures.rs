//! Cases and what is made of them: whose they are, shares, means, medians, times to an event.

use crate::base::id::Name;
use crate::base::num;

/// Whose figures.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    /// Everybody's.
    All,
    /// One state's.
    State(Name),
    /// Those between two states, either way.
    Pair(Name, Name),
    /// Those of the first state towards the second.
    Directed(Name, Name),
}

impl View {
    /// Whether a case of one state towards another belongs to it.
    pub fn has(&self, from: &Name, to: Option<&Name>) -> bool {
        match self {
            Self::All => true,
            Self::State(a) => from == a,
            Self::Pair(a, b) => (from == a && to == Some(b)) || (from == b && to == Some(a)),
            Self::Directed(a, b) => from == a && to == Some(b),
        }
    }

    /// Whether what two states share belongs to it.
    pub fn shares(&self, a: &Name, b: &Name) -> bool {
        match self {
            Self::All => true,
            Self::State(s) => s == a || s == b,
            Self::Pair(x, y) | Self::Directed(x, y) => (x == a && y == b) || (x == b && y == a),
        }
    }
}

/// A value with its name: what a metric says, and what it says beside.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Figure {
    /// What it is.
    pub name: &'static str,
    /// The value; none where there was nothing to measure.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: &'static str,
    /// Over how many cases.
    pub n: usize,
}

impl Figure {
    /// A figure with a value over so many cases; none over no case.
    pub fn new(name: &'static str, unit: &'static str, value: Option<f64>, n: usize) -> Self {
        let value = value.map(num::four_decimals);
        Self {
            name,
            value,
            unit,
            n,
        }
    }
}

/// One case of a state towards another.
#[derive(Clone, Debug)]
pub struct Case {
    /// Whose.
    pub from: Name,
    /// Towards whom, if towards anybody.
    pub to: Option<Name>,
    /// Its value.
    pub value: f64,
}

impl Case {
    /// A case.
    pub fn new(from: Name, to: Option<Name>, value: f64) -> Self {
        Self { from, to, value }
    }
}

/// The values of the cases that belong to a view.
pub fn inside(cases: &[Case], view: &View) -> Vec<f64> {
    cases
        .iter()
        .filter(|c| view.has(&c.from, c.to.as_ref()))
        .map(|c| c.value)
        .collect()
}

/// The mean, and over how many.
pub fn mean(values: &[f64]) -> (Option<f64>, usize) {
    let n = values.len();
    ((n > 0).then(|| values.iter().sum::<f64>() / n as f64), n)
}

/// The mean as a percentage.
pub fn share(values: &[f64]) -> (Option<f64>, usize) {
    let (mean, n) = mean(values);
    (mean.map(|m| 100.0 * m), n)
}

/// The middle value.
pub fn median(values: &[f64]) -> (Option<f64>, usize) {
    let mut values = values.to_vec();
    values.sort_by(num::by_value);
    let n = values.len();
    let middle = match n {
        0 => None,
        _ if n % 2 == 1 => Some(values[n / 2]),
        _ => Some(f64::midpoint(values[n / 2 - 1], values[n / 2])),
    };
    (middle, n)
}

/// A time to an event: how long, and whether the event came or the log ended first.
#[derive(Clone, Debug)]
pub struct Wait {
    /// Whose wait, towards whom.
    pub case: Case,
    /// Whether the event came.
    pub came: bool,
}

/// The time by which a share of the events had come, after Kaplan and Meier: what the log cut off
/// counts up to there. None where so many never came.
pub fn quantile(waits: &[Wait], view: &View, share: f64) -> (Option<f64>, usize) {
    let mut times: Vec<(f64, bool)> = waits
        .iter()
        .filter(|w| view.has(&w.case.from, w.case.to.as_ref()))
        .map(|w| (w.case.value, w.came))
        .collect();
    // At one instant what came counts before what was cut off.
    times.sort_by(|a, b| num::by_value(&a.0, &b.0).then(b.1.cmp(&a.1)));
    let n = times.len();
    let (mut at_risk, mut still) = (n as f64, 1.0);
    for (time, came) in times {
        if came {
            still *= 1.0 - 1.0 / at_risk;
            if still <= 1.0 - share + 1e-12 {
                return (Some(time), n);
            }
        }
        at_risk -= 1.0;
    }
    (None, n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(times: &[(f64, bool)]) -> Vec<Wait> {
        times
            .iter()
            .map(|&(value, came)| Wait {
                case: Case::new(Name::new("A"), None, value),
                came,
            })
            .collect()
    }

    #[test]
    fn without_cuts_the_quantile_is_that_of_the_sample() {
        let w = waits(&[(4.0, true), (1.0, true), (3.0, true), (2.0, true)]);
        assert_eq!(quantile(&w, &View::All, 0.5), (Some(2.0), 4));
        assert_eq!(quantile(&w, &View::All, 0.9), (Some(4.0), 4));
    }

    /// Freireich's remission times under 6-MP: the published median is 23 weeks.
    #[test]
    fn the_textbook_example_has_its_textbook_median() {
        let came = [6., 6., 6., 7., 10., 13., 16., 22., 23.];
        let cut = [6., 9., 10., 11., 17., 19., 20., 25., 32., 32., 34., 35.];
        let mut times: Vec<(f64, bool)> = came.iter().map(|&t| (t, true)).collect();
        times.extend(cut.iter().map(|&t| (t, false)));
        assert_eq!(quantile(&waits(&times), &View::All, 0.5), (Some(23.0), 21));
        assert_eq!(quantile(&waits(&times), &View::All, 0.9), (None, 21));
    }
}
