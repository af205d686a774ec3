//! From metres on the plane to pixels on a map, and lines on it.

use std::fmt::Write;

use crate::base::geo::{Pos, bounds};
use crate::report::preview::place::{Box4, Spot};

/// Free room around what is shown, as a share of it.
const ROOM: f64 = 1.16;
/// The least extent that a map shows, in metres.
const LEAST_M: f64 = 3_000.0;

/// The part of the plane that a map shows, and how large.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The lower left corner on the plane.
    pub low: Pos,
    /// Pixels a metre.
    pub scale: f64,
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
}

impl Frame {
    /// A frame of this size around places.
    pub fn around(points: &[Pos], width: f64, height: f64) -> Self {
        let (low, high) = extent(points);
        let scale = (width / ((high.x - low.x) * ROOM)).min(height / ((high.y - low.y) * ROOM));
        let half = Pos::new(width / scale / 2.0, height / scale / 2.0);
        Self {
            low: low.toward(high, 0.5).minus(half),
            scale,
            width,
            height,
        }
    }

    /// How high a map of this width wants to be.
    pub fn wanted_height(points: &[Pos], width: f64) -> f64 {
        let (low, high) = extent(points);
        width * (high.y - low.y) / (high.x - low.x)
    }

    /// Where a place is on the map.
    pub fn at(&self, p: Pos) -> Spot {
        let d = p.minus(self.low);
        (d.x * self.scale, self.height - d.y * self.scale)
    }

    /// Where a place on the map is on the plane.
    pub fn pos(&self, (x, y): Spot) -> Pos {
        let up = (self.height - y) / self.scale;
        self.low.plus(Pos::new(x / self.scale, up))
    }

    /// Whether the map shows a place.
    pub fn shows(&self, p: Pos) -> bool {
        let (x, y) = self.at(p);
        (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
    }

    /// A line on the map.
    pub fn line(&self, points: &[Pos]) -> Vec<Spot> {
        points.iter().map(|p| self.at(*p)).collect()
    }

    /// All of the map.
    pub fn bounds(&self) -> Box4 {
        (4.0, 4.0, self.width - 4.0, self.height - 4.0)
    }
}

fn extent(points: &[Pos]) -> (Pos, Pos) {
    if points.is_empty() {
        return (Pos::new(-LEAST_M, -LEAST_M), Pos::new(LEAST_M, LEAST_M));
    }
    let (mut low, mut high) = bounds(points);
    let grow = |low: &mut f64, high: &mut f64| {
        let lack = (LEAST_M - (*high - *low)).max(0.0) / 2.0;
        *low -= lack;
        *high += lack;
    };
    grow(&mut low.x, &mut high.x);
    grow(&mut low.y, &mut high.y);
    (low, high)
}

/// The `d` of a path through places.
pub(super) fn path(spots: &[Spot]) -> String {
    let mut d = String::new();
    for (i, (x, y)) in spots.iter().enumerate() {
        let _ = write!(d, "{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' });
    }
    d
}

/// The same line so many pixels to its left (seen along it).
pub(super) fn beside(spots: &[Spot], d: f64) -> Vec<Spot> {
    let n = spots.len();
    let normal = |a: Spot, b: Spot| {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let l = (dx * dx + dy * dy).sqrt().max(1e-6);
        (dy / l, -dx / l)
    };
    let at = |i: usize| {
        let before = (i > 0).then(|| normal(spots[i - 1], spots[i]));
        let after = (i + 1 < n).then(|| normal(spots[i], spots[i + 1]));
        let (a, b) = match (before, after) {
            (Some(a), Some(b)) => (a, b),
            (Some(a), None) | (None, Some(a)) => (a, a),
            (None, None) => return spots[i],
        };
        let (mx, my) = (a.0 + b.0, a.1 + b.1);
        let l2 = (mx * mx + my * my).max(0.6);
        (
            spots[i].0 + d * 2.0 * mx / l2,
            spots[i].1 + d * 2.0 * my / l2,
        )
    };
    (0..n).map(at).collect()
}

/// The place at a share of a line's length, and the direction there.
pub(super) fn along(spots: &[Spot], share: f64) -> (Spot, Spot) {
    let length = |a: Spot, b: Spot| ((b.0 - a.0) * (b.0 - a.0) + (b.1 - a.1) * (b.1 - a.1)).sqrt();
    let mut rest = share * span(spots);
    for w in spots.windows(2) {
        let l = length(w[0], w[1]);
        if rest <= l && l > 0.0 {
            let f = rest / l;
            let d = ((w[1].0 - w[0].0) / l, (w[1].1 - w[0].1) / l);
            return ((w[0].0 + d.0 * f * l, w[0].1 + d.1 * f * l), d);
        }
        rest -= l;
    }
    (spots.last().copied().unwrap_or((0.0, 0.0)), (1.0, 0.0))
}

/// The length of a line in pixels.
pub(super) fn span(spots: &[Spot]) -> f64 {
    let of = |w: &[Spot]| {
        let (dx, dy) = (w[1].0 - w[0].0, w[1].1 - w[0].1);
        (dx * dx + dy * dy).sqrt()
    };
    spots.windows(2).map(of).sum()
}
