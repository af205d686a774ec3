//! Which legs may be near a place: the boxes around them, from west to east.

use crate::base::geo::{Around, Pos};
use crate::scenario::LegId;

/// The boxes around legs.
#[derive(Debug)]
pub struct Boxes {
    /// By their western edges.
    all: Vec<(Around, LegId)>,
    /// The widest of them, from west to east.
    widest_m: f64,
}

impl FromIterator<(Around, LegId)> for Boxes {
    fn from_iter<I: IntoIterator<Item = (Around, LegId)>>(legs: I) -> Self {
        let mut all: Vec<_> = legs.into_iter().collect();
        all.sort_by(|(a, _), (b, _)| a.west().total_cmp(&b.west()));
        let widths = all.iter().map(|(around, _)| around.width_m());
        Self {
            widest_m: widths.fold(0.0, f64::max),
            all,
        }
    }
}

impl Boxes {
    /// Those whose boxes may come within a distance of a place, by their western edges.
    pub fn near(&self, p: Pos, reach_m: f64) -> impl Iterator<Item = LegId> {
        // Roundoff must not hide what is just within.
        let far_m = (reach_m + self.widest_m) * (1.0 + 1e-9);
        let first = self.all.partition_point(|(b, _)| b.west() < p.x - far_m);
        let some = self.all[first..].iter();
        some.take_while(move |(b, _)| b.west() <= p.x + far_m)
            .filter(move |(b, _)| b.may_reach(p, reach_m))
            .map(|&(_, id)| id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{Purpose, Seed};

    #[test]
    fn those_near_a_place_are_those_that_may_reach_it() {
        let mut draw = Seed(6).stream(Purpose::Arrival, &[4]);
        let all: Vec<(Around, LegId)> = (0..200)
            .map(|i| {
                let a = Pos::new(draw.range(4e5, 6e5), draw.range(-1e5, 1e5));
                let far = if i % 9 == 0 { 5e4 } else { 2e3 };
                let step = Pos::new(draw.range(-far, far), draw.range(-far, far));
                (Around::new(&[a, a.plus(step)]), LegId(i))
            })
            .collect();
        let boxes: Boxes = all.iter().copied().collect();
        let mut hits = 0;
        for _ in 0..2_000 {
            let p = Pos::new(draw.range(3.9e5, 6.1e5), draw.range(-1.1e5, 1.1e5));
            let reach_m = draw.range(0.0, 3e3);
            let mut found: Vec<LegId> = boxes.near(p, reach_m).collect();
            found.sort();
            hits += found.len();
            let brute = all.iter().filter(|(b, _)| b.may_reach(p, reach_m));
            assert_eq!(found, brute.map(|&(_, id)| id).collect::<Vec<_>>());
        }
        assert!(hits > 100, "{hits}");
        assert_eq!(Boxes::from_iter([]).near(Pos::default(), 1e9).count(), 0);
    }
}
