//! Detection in closed form: the cumulative hazard of lateral-range sensors on straight relative
//! motion, and when it crosses a threshold.
//!
//! Times are in seconds, lengths in metres.

use crate::base::geo::{Pos, within_reach};
use crate::base::num;
use crate::scenario::file::Law;

/// A sensor as it is now: with the range that light and weather leave it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lens {
    /// How detection goes with distance.
    pub law: Law,
    /// Its range now.
    pub range_m: f64,
    /// Detections a second: within the range, or (inverse cube) at half the range.
    pub rate_per_s: f64,
}

/// The sensors of one observer as they are now. Most have one, which then needs no memory of its
/// own.
pub type Lenses = smallvec::SmallVec<[Lens; 1]>;

/// The sets of lenses that occur, each with its greatest range: few, as units of one kind see with
/// the same.
#[derive(Default)]
pub struct LensSets(Vec<(Lenses, f64)>);

impl LensSets {
    /// The place of a set; it is added if it is new.
    pub fn place_of(&mut self, lenses: &Lenses) -> u32 {
        let known = self.0.iter().position(|(set, _)| set == lenses);
        known.unwrap_or_else(|| {
            let reach_m = lenses.iter().fold(0.0, |m: f64, l| m.max(l.range_m));
            self.0.push((lenses.clone(), reach_m));
            self.0.len() - 1
        }) as u32
    }

    /// A set.
    pub fn lenses(&self, set: u32) -> &[Lens] {
        &self.0[set as usize].0
    }

    /// The greatest range of a set, in metres.
    pub fn reach_m(&self, set: u32) -> f64 {
        self.0[set as usize].1
    }
}

/// A target's motion relative to an observer: `apart` at time `from_s`, changing by `velocity`.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Relative {
    /// The instant at which it is `apart`.
    pub from_s: f64,
    /// Target minus observer, in metres.
    pub apart: Pos,
    /// Its change, in metres a second.
    pub velocity: Pos,
}

impl Relative {
    /// Target minus observer at an instant.
    pub fn at(&self, s: f64) -> Pos {
        self.apart.plus(self.velocity.times(s - self.from_s))
    }

    /// When the target is within a reach, if ever; the ends may be infinite.
    pub fn within(&self, reach_m: f64) -> Option<(f64, f64)> {
        within_reach(self.apart, self.velocity, reach_m)
            .map(|(a, b)| (a + self.from_s, b + self.from_s))
    }
}

impl Lens {
    /// The same with a share of its range.
    pub fn shortened(&self, share: f64) -> Self {
        Self {
            range_m: self.range_m * share,
            ..*self
        }
    }

    /// The hazard gathered between two instants. Infinite where a definite sensor has the target.
    pub fn gathered(&self, motion: &Relative, from_s: f64, until_s: f64) -> f64 {
        let Some((a, b)) = motion.within(self.range_m) else {
            return 0.0;
        };
        let (a, b) = (a.max(from_s), b.min(until_s));
        if a > b {
            return 0.0;
        }
        match self.law {
            Law::Definite => f64::INFINITY,
            Law::Constant => self.rate_per_s * (b - a),
            Law::InverseCube => self.inverse_cube(motion, a, b),
        }
    }

    /// ∫ k/r³ dt with `k` such that the rate is `rate_per_s` at half the range.
    fn inverse_cube(&self, motion: &Relative, a: f64, b: f64) -> f64 {
        let half = self.range_m / 2.0;
        let k = self.rate_per_s * half * half * half;
        let vv = motion.velocity.dot(motion.velocity);
        // Nearer than a metre the rate grows no more, so that it stays finite.
        if vv == 0.0 {
            let r = motion.apart.norm().max(1.0);
            return k * (b - a) / (r * r * r);
        }
        let closest = motion.from_s - motion.apart.dot(motion.velocity) / vv;
        let dd = motion.at(closest).dot(motion.at(closest)).max(1.0);
        let part = |t: f64| {
            let tau = t - closest;
            tau / (dd * num::sqrt(dd + vv * tau * tau))
        };
        k * (part(b) - part(a))
    }
}

/// The hazard of several sensors between two instants.
pub fn gathered(lenses: &[Lens], motion: &Relative, factor: f64, from_s: f64, until_s: f64) -> f64 {
    lenses
        .iter()
        .map(|lens| factor * lens.gathered(motion, from_s, until_s))
        .sum()
}

/// The first instant from `from_s` to `until_s` at which the hazard gathered since `from_s`
/// reaches `need`.
pub fn crossing(
    lenses: &[Lens],
    motion: &Relative,
    factor: f64,
    need: f64,
    from_s: f64,
    until_s: f64,
) -> Option<f64> {
    let mut end_s = until_s;
    let mut certain = None;
    for lens in lenses.iter().filter(|l| l.law == Law::Definite) {
        if let Some((a, b)) = motion.within(lens.range_m)
            && b >= from_s
            && a <= end_s
        {
            end_s = a.max(from_s);
            certain = Some(end_s);
        }
    }
    let graded = |s: f64| -> f64 {
        let soft = lenses.iter().filter(|l| l.law != Law::Definite);
        soft.map(|lens| factor * lens.gathered(motion, from_s, s))
            .sum()
    };
    let over = graded(end_s) - need;
    if over < 0.0 {
        return certain;
    }
    if let [lens] = lenses
        && lens.law == Law::Constant
    {
        let (a, _) = motion.within(lens.range_m)?;
        return Some(a.max(from_s) + need / (factor * lens.rate_per_s));
    }
    let (before, after) = bracket((from_s, -need), (end_s, over), |s| graded(s) - need);
    let (mut low, mut high) = (from_s, end_s);
    while high - low > 0.000_1 {
        let middle = low.midpoint(high);
        let short = middle <= before || (middle < after && graded(middle) < need);
        if short { low = middle } else { high = middle }
    }
    Some(high)
}

/// Two instants between which something that only grows (up to roundoff) is no longer negative,
/// nearer to each other than the two that are given with its values; found on chords (Illinois).
fn bracket(
    (mut a, mut below): (f64, f64),
    (mut b, mut above): (f64, f64),
    value: impl Fn(f64) -> f64,
) -> (f64, f64) {
    const CHORDS: usize = 6;
    let mut last = 0.0;
    for _ in 0..CHORDS {
        let s = b - above * (b - a) / (above - below);
        if !(s > a && s < b) {
            break;
        }
        let here = value(s);
        // Where the same end stays twice, its value is halved, so that it moves next.
        if here < 0.0 {
            above *= if last < 0.0 { 0.5 } else { 1.0 };
            (a, below) = (s, here);
        } else {
            below *= if last > 0.0 { 0.5 } else { 1.0 };
            (b, above) = (s, here);
        }
        last = if here < 0.0 { -1.0 } else { 1.0 };
    }
    (a, b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{Purpose, Seed};

    const PASS: Relative = Relative {
        from_s: 0.0,
        apart: Pos::new(-2000.0, 600.0),
        velocity: Pos::new(10.0, 0.0),
    };

    fn lens(law: Law) -> Lens {
        Lens {
            law,
            range_m: 1000.0,
            rate_per_s: 0.01,
        }
    }

    #[test]
    fn a_constant_rate_gathers_with_the_chord() {
        // The chord at 600 m of a disc of 1,000 m is 1,600 m, gone through in 160 s.
        assert!((lens(Law::Constant).gathered(&PASS, 0.0, 1e6) - 1.6).abs() < 1e-9);
    }

    #[test]
    fn the_inverse_cube_agrees_with_quadrature() {
        let lens = lens(Law::InverseCube);
        let (a, b) = PASS.within(1000.0).unwrap();
        let n = 200_000;
        let k = 0.01 * 500.0_f64.powi(3);
        let sum: f64 = (0..n)
            .map(|i| {
                let t = a + (b - a) * (f64::from(i) + 0.5) / f64::from(n);
                k / PASS.at(t).norm().powi(3) * (b - a) / f64::from(n)
            })
            .sum();
        assert!((lens.gathered(&PASS, 0.0, 1e6) - sum).abs() < 1e-6);
    }

    #[test]
    fn chords_change_nothing_of_where_bisection_ends() {
        let mut draw = Seed(4).stream(Purpose::Detection, &[1]);
        let mut crossed = 0;
        for _ in 0..2_000 {
            let mut place = |far: f64| Pos::new(draw.range(-far, far), draw.range(-far, far));
            let motion = Relative {
                from_s: 0.0,
                apart: place(1_500.0),
                velocity: place(6.0),
            };
            let lenses = [lens(Law::InverseCube), lens(Law::Constant)];
            let lenses = &lenses[..draw.whole(1, 2) as usize];
            let (need, until_s) = (draw.exponential(), draw.range(10.0, 900.0));
            let found = crossing(lenses, &motion, 1.1, need, 0.0, until_s);
            let enough = |s: f64| gathered(lenses, &motion, 1.1, 0.0, s) >= need;
            assert_eq!(found.is_some(), enough(until_s));
            if let Some(found) = found {
                let (mut low, mut high) = (0.0, until_s);
                while high - low > 0.000_1 {
                    let middle = f64::midpoint(low, high);
                    if enough(middle) {
                        high = middle
                    } else {
                        low = middle
                    }
                }
                assert_eq!(found, high);
                crossed += 1;
            }
        }
        assert!(crossed > 100, "{crossed}");
    }

    #[test]
    fn a_crossing_gathers_just_what_is_needed() {
        for lenses in [
            vec![lens(Law::Constant)],
            vec![lens(Law::InverseCube)],
            vec![lens(Law::Constant), lens(Law::InverseCube)],
        ] {
            let t = crossing(&lenses, &PASS, 1.3, 0.5, 0.0, 1e6).unwrap();
            assert!((gathered(&lenses, &PASS, 1.3, 0.0, t) - 0.5).abs() < 1e-4);
        }
        assert_eq!(
            crossing(&[lens(Law::Constant)], &PASS, 1.0, 1.7, 0.0, 1e6),
            None
        );
        assert_eq!(
            crossing(&[lens(Law::Definite)], &PASS, 1.0, 9.0, 0.0, 1e6),
            Some(120.0)
        );
    }
}
