//! Statistics for comparing plans: intervals of means, paired differences, proportions, and the
//! bootstrap over replications. Distributions come from `statrs`.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};
use statrs::statistics::Statistics;

use crate::base::num;
use crate::base::rng::{Purpose, Seed};

/// The level of every interval.
pub const LEVEL: f64 = 0.95;
/// So many times the bootstrap draws anew.
const RESAMPLES: usize = 2_000;

/// A figure with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower end of the 95 % interval; none where it cannot be told from so few.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Over how many.
    pub n: usize,
}

impl Estimate {
    fn rounded(value: f64, ends: Option<(f64, f64)>, n: usize) -> Self {
        Self {
            value: num::four_decimals(value),
            low: ends.map(|e| num::four_decimals(e.0)),
            high: ends.map(|e| num::four_decimals(e.1)),
            n,
        }
    }

    /// Whether the interval lies on one side of zero.
    pub fn differs(&self) -> bool {
        matches!((self.low, self.high), (Some(a), Some(b)) if a > 0.0 || b < 0.0)
    }
}

/// The mean of values, with the interval of Student's t.
pub fn mean(values: &[f64]) -> Option<Estimate> {
    let n = values.len();
    if n == 0 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n as f64;
    let ends = (n > 1).then(|| {
        let half = t_quantile(n - 1) * values.iter().std_dev() / (n as f64).sqrt();
        (mean - half, mean + half)
    });
    Some(Estimate::rounded(mean, ends, n))
}

fn t_quantile(freedom: usize) -> f64 {
    StudentsT::new(0.0, 1.0, freedom as f64).map_or(f64::NAN, |t| t.inverse_cdf(0.5 + LEVEL / 2.0))
}

/// A paired comparison of two plans on the same seeds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Paired {
    /// The mean difference, the second minus the first.
    pub difference: Estimate,
    /// How many pairs rose, fell, and stayed the same.
    pub rose: usize,
    /// How many fell.
    pub fell: usize,
    /// How many stayed.
    pub stayed: usize,
    /// How much smaller the variance is than that of independent runs; none where nothing varies.
    pub crn_gain: Option<f64>,
    /// The two-sided p-value of no difference, by the paired t-test.
    pub p: Option<f64>,
}

/// Compares two plans pair by pair.
pub fn paired(before: &[f64], after: &[f64]) -> Option<Paired> {
    let differences: Vec<f64> = before.iter().zip(after).map(|(a, b)| b - a).collect();
    let difference = mean(&differences)?;
    let n = differences.len();
    let (mut crn_gain, mut p) = (None, None);
    if n > 1 {
        let spread = differences.iter().variance();
        let apart = before[..n].iter().variance() + after[..n].iter().variance();
        if spread > 0.0 {
            crn_gain = Some(num::four_decimals(apart / spread));
            let t = differences.iter().mean() / (spread / n as f64).sqrt();
            let law = StudentsT::new(0.0, 1.0, (n - 1) as f64).ok();
            p = law.map(|law| 2.0 * law.sf(t.abs()));
        } else {
            p = Some(if difference.value == 0.0 { 1.0 } else { 0.0 });
        }
    }
    let count = |test: fn(f64) -> bool| differences.iter().filter(|d| test(**d)).count();
    Some(Paired {
        difference,
        rose: count(|d| d > 0.0),
        fell: count(|d| d < 0.0),
        stayed: count(|d| d == 0.0),
        crn_gain,
        p,
    })
}

/// A proportion with Wilson's interval.
pub fn wilson(hits: usize, n: usize) -> Option<Estimate> {
    if n == 0 {
        return None;
    }
    let z = Normal::standard().inverse_cdf(0.5 + LEVEL / 2.0);
    let (p, n_f) = (hits as f64 / n as f64, n as f64);
    let scale = 1.0 + z * z / n_f;
    let middle = (p + z * z / (2.0 * n_f)) / scale;
    let half = z / scale * (p * (1.0 - p) / n_f + z * z / (4.0 * n_f * n_f)).sqrt();
    let ends = ((middle - half).max(0.0), (middle + half).min(1.0));
    Some(Estimate::rounded(p, Some(ends), n))
}

/// A figure of whole replications, with the percentile interval of the bootstrap over them. The
/// draws come from a keyed stream: the same data give the same interval.
pub fn bootstrap<T>(replications: &[T], figure: impl Fn(&[&T]) -> Option<f64>) -> Option<Estimate> {
    let all: Vec<&T> = replications.iter().collect();
    let n = all.len();
    let value = figure(&all)?;
    if n < 2 {
        return Some(Estimate::rounded(value, None, n));
    }
    let mut stream = Seed(0).stream(Purpose::Resample, &[n as u64]);
    let mut drawn: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            let sample: Vec<&T> = (0..n)
                .map(|_| all[stream.whole(0, n as u32 - 1) as usize])
                .collect();
            figure(&sample)
        })
        .collect();
    drawn.sort_by(num::by_value);
    let at = |share: f64| {
        let last = drawn.len().saturating_sub(1) as f64;
        drawn.get(libm::round(share * last) as usize).copied()
    };
    let ends = at(0.5 - LEVEL / 2.0).zip(at(0.5 + LEVEL / 2.0));
    Some(Estimate::rounded(value, ends, n))
}

/// p-values after Holm: with several figures looked at, each is only as sure as it says here.
pub fn holm(ps: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ps.len()).collect();
    order.sort_by(|a, b| num::by_value(&ps[*a], &ps[*b]));
    let mut out = vec![0.0; ps.len()];
    let mut least: f64 = 0.0;
    for (rank, &i) in order.iter().enumerate() {
        least = least.max((ps[i] * (ps.len() - rank) as f64).min(1.0));
        out[i] = least;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, by: f64) -> bool {
        (a - b).abs() < by
    }

    #[test]
    fn the_interval_of_a_mean_is_students() {
        // t(0.975; 4) = 2.776; s = 1.5811; half = 1.9632.
        let e = mean(&[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
        assert!(
            near(e.value, 3.0, 1e-9) && near(e.low.unwrap(), 1.0368, 1e-3),
            "{e:?}"
        );
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[2.0]).unwrap().low, None);
    }

    #[test]
    fn wilson_agrees_with_the_published_example() {
        // 8 of 10: 0.490 to 0.943 (Newcombe 1998 gives such to three digits).
        let e = wilson(8, 10).unwrap();
        assert!(
            near(e.low.unwrap(), 0.4902, 1e-3) && near(e.high.unwrap(), 0.9433, 1e-3),
            "{e:?}"
        );
        assert_eq!(wilson(0, 5).unwrap().low, Some(0.0));
    }

    #[test]
    fn pairs_that_move_together_are_told_apart_by_less() {
        let before = [10.0, 20.0, 30.0, 40.0];
        let after = [11.0, 21.5, 31.0, 41.5];
        let p = paired(&before, &after).unwrap();
        assert_eq!((p.rose, p.fell, p.stayed), (4, 0, 0));
        assert!(p.crn_gain.unwrap() > 100.0 && p.p.unwrap() < 0.01 && p.difference.differs());
    }

    #[test]
    fn holm_steps_down() {
        let p = holm(&[0.01, 0.04, 0.03, 0.005]);
        let expected = [0.03, 0.06, 0.06, 0.02];
        assert!(
            p.iter().zip(expected).all(|(a, b)| near(*a, b, 1e-12)),
            "{p:?}"
        );
    }

    #[test]
    fn the_bootstrap_covers_and_repeats() {
        let data: Vec<f64> = (0..50).map(|i| f64::from(i % 7)).collect();
        let mean_of = |s: &[&f64]| Some(s.iter().copied().sum::<f64>() / s.len() as f64);
        let e = bootstrap(&data, mean_of).unwrap();
        assert_eq!(Some(e), bootstrap(&data, mean_of));
        let t = mean(&data).unwrap();
        assert!(near(e.low.unwrap(), t.low.unwrap(), 0.1), "{e:?} {t:?}");
    }
}
