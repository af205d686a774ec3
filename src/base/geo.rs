//! Plane geometry in metres: places, polylines, and when two things that move come within reach.

mod run;

use serde::{Deserialize, Serialize};

use crate::base::num;
use run::{Nearest, RUN, Run};

/// A place on the plane: metres east and north.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Pos {
    /// Metres east.
    pub x: f64,
    /// Metres north.
    pub y: f64,
}

impl Pos {
    /// The place with these coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The difference `self − other`.
    pub fn minus(self, other: Pos) -> Pos {
        Pos::new(self.x - other.x, self.y - other.y)
    }

    /// The place a displacement away.
    pub fn plus(self, d: Pos) -> Pos {
        Pos::new(self.x + d.x, self.y + d.y)
    }

    /// Scaled.
    pub fn times(self, k: f64) -> Pos {
        Pos::new(self.x * k, self.y * k)
    }

    /// Scalar product.
    pub fn dot(self, other: Pos) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// Cross product; positive where `other` lies to the left of `self`.
    pub fn cross(self, other: Pos) -> f64 {
        self.x * other.y - self.y * other.x
    }

    /// Length as a vector.
    pub fn norm(self) -> f64 {
        num::sqrt(self.dot(self))
    }

    /// Distance to another place.
    pub fn distance(self, other: Pos) -> f64 {
        self.minus(other).norm()
    }

    /// The place a share `f` of the way to another.
    pub fn toward(self, other: Pos, f: f64) -> Pos {
        self.plus(other.minus(self).times(f))
    }

    /// Rounded to centimetres.
    pub fn cents(self) -> Pos {
        Pos::new(num::cents(self.x), num::cents(self.y))
    }
}

/// A line of straight pieces.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Polyline {
    points: Vec<Pos>,
    /// Length from the first point to each point.
    along: Vec<f64>,
    /// The pieces, in runs.
    runs: Vec<Run>,
    /// The box around all of it.
    around: Around,
}

/// The box around some points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Around {
    low: Pos,
    high: Pos,
}

impl Around {
    /// The box around these points; infinitely far away if there is none.
    pub fn new(points: &[Pos]) -> Self {
        let (low, high) = bounds(points);
        Self { low, high }
    }

    /// The square of the distance from a place, in square metres; zero inside.
    fn square_m2(&self, p: Pos) -> f64 {
        // Unlike `f64::max`, this is one instruction.
        let larger = |a: f64, b: f64| if a > b { a } else { b };
        let dx = larger(larger(self.low.x - p.x, p.x - self.high.x), 0.0);
        let dy = larger(larger(self.low.y - p.y, p.y - self.high.y), 0.0);
        dx * dx + dy * dy
    }

    /// Its western edge.
    pub fn west(&self) -> f64 {
        self.low.x
    }

    /// How far it is from its western to its eastern edge; not less than zero.
    pub fn width_m(&self) -> f64 {
        (self.high.x - self.low.x).max(0.0)
    }

    /// Whether what is in it may come within a distance of a place.
    pub fn may_reach(&self, p: Pos, reach_m: f64) -> bool {
        // Roundoff must not hide what is just within.
        let far_m = reach_m * (1.0 + 1e-9);
        // Most are far to the east or to the west.
        self.low.x - p.x <= far_m
            && p.x - self.high.x <= far_m
            && self.square_m2(p) <= reach_m * far_m
    }
}

impl Default for Around {
    fn default() -> Self {
        Self::new(&[])
    }
}

/// Where a place lies with respect to a polyline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foot {
    /// Distance to the nearest point of the line.
    pub distance: f64,
    /// Length along the line of that point.
    pub along: f64,
    /// The nearest point.
    pub at: Pos,
    /// Whether the place lies to the left of the line's direction.
    pub left: bool,
    /// Whether the nearest point is an end, with the place beyond it.
    pub beyond_end: bool,
}

impl Polyline {
    /// The line through these points.
    pub fn new(points: Vec<Pos>) -> Self {
        let mut along = Vec::with_capacity(points.len());
        let mut sum = 0.0;
        for (i, p) in points.iter().enumerate() {
            if i > 0 {
                sum += p.distance(points[i - 1]);
            }
            along.push(sum);
        }
        let runs = (0..points.len().saturating_sub(1).div_ceil(RUN))
            .map(|i| Run::new(&points, i))
            .collect();
        Self {
            around: Around::new(&points),
            points,
            along,
            runs,
        }
    }

    /// Its points.
    pub fn points(&self) -> &[Pos] {
        &self.points
    }

    /// Its length in metres.
    pub fn length(&self) -> f64 {
        self.along.last().copied().unwrap_or(0.0)
    }

    /// The place a length along it; the ends beyond its ends.
    pub fn at(&self, along: f64) -> Pos {
        let i = self.along.partition_point(|&a| a <= along);
        if i == 0 {
            return self.points[0];
        }
        if i >= self.points.len() {
            return *self.points.last().expect("a polyline has points");
        }
        let piece = self.along[i] - self.along[i - 1];
        self.points[i - 1].toward(self.points[i], (along - self.along[i - 1]) / piece)
    }

    /// A lower bound of the distance from a place to the line; quick.
    pub fn at_least_m(&self, p: Pos) -> f64 {
        num::sqrt(self.at_least_square_m2(p))
    }

    /// The square of that bound, in square metres; quicker.
    pub fn at_least_square_m2(&self, p: Pos) -> f64 {
        self.around.square_m2(p)
    }

    /// The box around it.
    pub fn around(&self) -> Around {
        self.around
    }

    /// Whether the line may come within a distance of a place; if not, it does not. Quick.
    pub fn may_reach(&self, p: Pos, reach_m: f64) -> bool {
        let near = |run: &Run| run.around.may_reach(p, reach_m);
        self.around.may_reach(p, reach_m) && (self.runs.len() < 2 || self.runs.iter().any(near))
    }

    /// The nearest point of the line to a place.
    pub fn foot(&self, p: Pos) -> Foot {
        let Nearest {
            square,
            piece: i,
            share: raw,
        } = self.nearest_piece(p);
        let last = self.points.len().saturating_sub(2);
        let share = raw.clamp(0.0, 1.0);
        let (from, to) = (
            self.points[i],
            self.points[(i + 1).min(self.points.len() - 1)],
        );
        let length = self.along.get(i + 1).map_or(0.0, |a| a - self.along[i]);
        Foot {
            distance: num::sqrt(square),
            along: self.along[i] + share * length,
            at: from.toward(to, share),
            left: self.points.len() > 1 && self.left_of(i, raw, p),
            beyond_end: (i == 0 && raw < 0.0) || (i == last && raw > 1.0),
        }
    }

    /// The piece nearest to a place, the first of several.
    fn nearest_piece(&self, p: Pos) -> Nearest {
        let mut best = Nearest {
            square: f64::INFINITY,
            piece: 0,
            share: 0.0,
        };
        if let [run] = &self.runs[..] {
            run.look(p, &mut best);
            return best;
        }
        // The run whose box is nearest tells how far the others need to be looked at.
        let likely = self.nearest_run(p);
        if let Some(run) = likely.map(|i| &self.runs[i]) {
            run.look(p, &mut best);
        }
        for (i, run) in self.runs.iter().enumerate() {
            // Roundoff must not hide a piece that is as near.
            let enough = best.square * (1.0 + 1e-9);
            if Some(i) != likely && run.around.square_m2(p) <= enough {
                run.look(p, &mut best);
            }
        }
        best
    }

    /// The run whose box is nearest to a place.
    fn nearest_run(&self, p: Pos) -> Option<usize> {
        let mut nearest = None;
        let mut least = f64::INFINITY;
        for (i, run) in self.runs.iter().enumerate() {
            let square = run.around.square_m2(p);
            if square < least {
                (nearest, least) = (Some(i), square);
            }
        }
        nearest
    }

    /// Whether `p` lies left of piece `i`; at a corner the sharper of the two pieces decides.
    fn left_of(&self, i: usize, raw: f64, p: Pos) -> bool {
        let side = |k: usize| {
            let (a, b) = (self.points[k], self.points[k + 1]);
            let d = b.minus(a);
            let n = d.norm();
            if n > 0.0 {
                d.cross(p.minus(a)) / n
            } else {
                0.0
            }
        };
        let here = side(i);
        let other = if raw < 0.0 && i > 0 {
            side(i - 1)
        } else if raw > 1.0 && i + 2 < self.points.len() {
            side(i + 1)
        } else {
            here
        };
        if other.abs() > here.abs() {
            other > 0.0
        } else {
            here > 0.0
        }
    }

    /// The same line, in the direction in which `other` runs.
    pub fn along_with(self, other: &Polyline) -> Polyline {
        let end = |line: &Polyline| line.points[line.points.len() - 1];
        let same = self.points[0].distance(other.points[0]) + end(&self).distance(end(other));
        let turned = self.points[0].distance(end(other)) + end(&self).distance(other.points[0]);
        if same <= turned {
            return self;
        }
        Polyline::new(self.points.into_iter().rev().collect())
    }

    /// The line halfway between two lines, matched by share of length at `n` + 1 points.
    pub fn midline(a: &Polyline, b: &Polyline, n: usize) -> Polyline {
        let same_way = a.points[0].distance(b.points[0])
            + a.at(a.length()).distance(b.at(b.length()))
            <= a.points[0].distance(b.at(b.length())) + a.at(a.length()).distance(b.points[0]);
        let points = (0..=n)
            .map(|i| {
                let f = i as f64 / n as f64;
                let g = if same_way { f } else { 1.0 - f };
                a.at(a.length() * f).toward(b.at(b.length() * g), 0.5)
            })
            .collect();
        Polyline::new(points)
    }
}

/// Least and greatest corner of some points.
pub fn bounds(points: &[Pos]) -> (Pos, Pos) {
    let mut low = Pos::new(f64::INFINITY, f64::INFINITY);
    let mut high = Pos::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
    for p in points {
        low = Pos::new(low.x.min(p.x), low.y.min(p.y));
        high = Pos::new(high.x.max(p.x), high.y.max(p.y));
    }
    (low, high)
}

/// The shares `0 ≤ f ≤ 1` at which the piece `a → b` crosses the line, in order.
pub fn crossings(a: Pos, b: Pos, line: &Polyline) -> Vec<f64> {
    let d = b.minus(a);
    let mut found: Vec<f64> = line
        .points()
        .windows(2)
        .filter_map(|w| {
            let e = w[1].minus(w[0]);
            let det = d.cross(e);
            if det == 0.0 {
                return None;
            }
            let (f, g) = (w[0].minus(a).cross(e) / det, w[0].minus(a).cross(d) / det);
            ((0.0..=1.0).contains(&f) && (0.0..=1.0).contains(&g)).then_some(f)
        })
        .collect();
    found.sort_by(num::by_value);
    found.dedup();
    found
}

/// The times, relative to now, between which two things are within `reach` of each other, when
/// they are `apart` now and that changes by `velocity` a time unit. Both ends may lie in the past.
/// `None`: they never are.
pub fn within_reach(apart: Pos, velocity: Pos, reach: f64) -> Option<(f64, f64)> {
    let (vv, pv) = (velocity.dot(velocity), apart.dot(velocity));
    let gap = apart.dot(apart) - reach * reach;
    if vv == 0.0 {
        return (gap <= 0.0).then_some((f64::NEG_INFINITY, f64::INFINITY));
    }
    let disc = pv * pv - vv * gap;
    if disc < 0.0 {
        return None;
    }
    let root = num::sqrt(disc);
    Some(((-pv - root) / vv, (-pv + root) / vv))
}

/// The least time after which a pursuer of the given speed can meet a target that is `apart` away
/// and keeps its velocity; `None` if it never can. (Lead pursuit: the smallest positive root of
/// `(v² − u²)t² − 2(Δ·u)t − |Δ|² = 0`.)
pub fn intercept_time(apart: Pos, velocity: Pos, speed: f64) -> Option<f64> {
    let dd = apart.dot(apart);
    if dd == 0.0 {
        return Some(0.0);
    }
    let a = speed * speed - velocity.dot(velocity);
    let b = apart.dot(velocity);
    if a.abs() < 1e-12 {
        return (b < 0.0).then(|| dd / (-2.0 * b));
    }
    let disc = b * b + a * dd;
    if disc < 0.0 {
        return None;
    }
    let root = num::sqrt(disc);
    let (t1, t2) = ((b - root) / a, (b + root) / a);
    [t1.min(t2), t1.max(t2)].into_iter().find(|&t| t > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foot_knows_side_and_place() {
        let line = Polyline::new(vec![
            Pos::new(0.0, 0.0),
            Pos::new(10.0, 0.0),
            Pos::new(10.0, 10.0),
        ]);
        let cases = [
            (Pos::new(5.0, 2.0), 2.0, 5.0, true),
            (Pos::new(5.0, -2.0), 2.0, 5.0, false),
            (Pos::new(13.0, 5.0), 3.0, 15.0, false),
            (Pos::new(12.0, -2.0), num::sqrt(8.0), 10.0, false),
        ];
        for (p, distance, along, left) in cases {
            let foot = line.foot(p);
            assert!((foot.distance - distance).abs() < 1e-9 && (foot.along - along).abs() < 1e-9);
            assert_eq!(foot.left, left, "{p:?}");
        }
    }

    #[test]
    fn reach_and_intercept_hold_their_equations() {
        let (apart, velocity) = (Pos::new(-10.0, 3.0), Pos::new(2.0, 0.0));
        let (t1, t2) = within_reach(apart, velocity, 5.0).unwrap();
        for t in [t1, t2] {
            assert!((apart.plus(velocity.times(t)).norm() - 5.0).abs() < 1e-9);
        }
        assert!(within_reach(apart, velocity, 2.0).is_none());

        let t = intercept_time(Pos::new(100.0, 50.0), Pos::new(1.0, -0.5), 3.0).unwrap();
        let met = Pos::new(100.0, 50.0).plus(Pos::new(1.0, -0.5).times(t));
        assert!((met.norm() - 3.0 * t).abs() < 1e-9);
        assert!(intercept_time(Pos::new(10.0, 0.0), Pos::new(5.0, 0.0), 3.0).is_none());
    }

    #[test]
    fn crossings_are_found_in_order() {
        let line = Polyline::new(vec![
            Pos::new(0.0, -1.0),
            Pos::new(0.0, 1.0),
            Pos::new(2.0, 0.0),
        ]);
        let found = crossings(Pos::new(-2.0, 0.5), Pos::new(2.0, 0.5), &line);
        assert_eq!(found.len(), 2);
        assert!((found[0] - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_foot_on_a_long_line_is_that_of_its_nearest_piece() {
        let mut stream = crate::base::rng::Seed(5).stream(crate::base::rng::Purpose::Arrival, &[1]);
        let mut points = vec![Pos::default()];
        for _ in 0..100 {
            let last = points[points.len() - 1];
            let step = Pos::new(stream.range(-50.0, 100.0), stream.range(-60.0, 60.0));
            points.push(last.plus(step));
        }
        let line = Polyline::new(points.clone());
        for _ in 0..2_000 {
            let p = Pos::new(stream.range(-500.0, 4000.0), stream.range(-800.0, 800.0));
            let by_piece = points
                .windows(2)
                .map(|w| Polyline::new(w.to_vec()).foot(p).distance)
                .fold(f64::INFINITY, f64::min);
            assert_eq!(line.foot(p).distance, by_piece);
        }
    }

    #[test]
    fn a_midline_lies_between() {
        let a = Polyline::new(vec![Pos::new(0.0, 0.0), Pos::new(10.0, 0.0)]);
        let b = Polyline::new(vec![Pos::new(10.0, 4.0), Pos::new(0.0, 4.0)]);
        let mid = Polyline::midline(&a, &b, 4);
        assert!(mid.points().iter().all(|p| (p.y - 2.0).abs() < 1e-12));
    }
}
