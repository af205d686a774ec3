//! Finding room for words: each near what it names, none on another, none on a sign, and off the
//! lines as far as there is room.

use crate::report::preview::text::Face;

/// A rectangle: left, top, right, bottom.
pub(super) type Box4 = (f64, f64, f64, f64);
/// A place on a map, in pixels.
pub(super) type Spot = (f64, f64);

/// Words that want room.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    /// Places that will do, the best first.
    pub spots: Vec<Spot>,
    /// How far from the place the words begin; 0: they may stand on it, or a little over or under
    /// it; [`ON_SPOT`]: on it and nowhere else.
    pub clear: f64,
    /// The words.
    pub text: String,
    /// How they look.
    pub face: Face,
    /// Their colour, if not that of the face.
    pub colour: Option<&'static str>,
    /// Who comes first: the lower.
    pub rank: u8,
    /// Whether they may stand farther off, with a line to their place.
    pub far: bool,
}

/// Words that have found room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// Where they stand.
    pub room: Box4,
    /// The place they name, if they stand far from it.
    pub leader: Option<Spot>,
}

/// Words that stand just where they are wanted.
pub(super) const ON_SPOT: f64 = -1.0;
/// Room on both sides of words.
pub(super) const PAD: f64 = 3.0;
/// Distances from a sign, each with what it costs.
const RINGS: [(f64, f64); 5] = [
    (1.0, 0.0),
    (9.0, 2.5),
    (18.0, 6.0),
    (30.0, 10.0),
    (46.0, 15.0),
];
/// From this ring on a line leads to the place.
const LEADER: usize = 2;
/// Directions from a sign, as shares of the distance, the best first.
const AROUND: [(f64, f64); 12] = [
    (1.0, 0.0),
    (0.0, -1.0),
    (-1.0, 0.0),
    (0.0, 1.0),
    (0.75, -0.75),
    (0.75, 0.75),
    (-0.75, -0.75),
    (-0.75, 0.75),
    (0.5, -1.0),
    (0.5, 1.0),
    (-0.5, -1.0),
    (-0.5, 1.0),
];

/// Whether two rectangles overlap.
pub(super) fn overlap(a: Box4, b: Box4) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// Finds room for words, by rank. `taken` must stay free; `soft` should. What finds no room within
/// `bounds` has none.
pub(super) fn place(
    asks: &[Ask],
    taken: &[Box4],
    soft: &[Box4],
    bounds: Box4,
) -> Vec<Option<Placed>> {
    let mut order: Vec<usize> = (0..asks.len()).collect();
    order.sort_by_key(|i| (asks[*i].rank, *i));
    let mut taken = taken.to_vec();
    let mut out = vec![None; asks.len()];
    for i in order {
        let found = best(&asks[i], &taken, soft, bounds);
        if let Some(placed) = found {
            taken.push(placed.room);
        }
        out[i] = found;
    }
    out
}

fn best(ask: &Ask, taken: &[Box4], soft: &[Box4], bounds: Box4) -> Option<Placed> {
    let mut best: Option<(f64, Placed)> = None;
    for (n, spot) in ask.spots.iter().enumerate() {
        for (cost, placed) in candidates(ask, *spot) {
            let cost = cost + 0.45 * n as f64;
            if best.as_ref().is_some_and(|b| b.0 <= cost) {
                continue;
            }
            let b = placed.room;
            let inside = b.0 >= bounds.0 && b.1 >= bounds.1 && b.2 <= bounds.2 && b.3 <= bounds.3;
            if !inside || taken.iter().any(|t| overlap(*t, b)) {
                continue;
            }
            let crossed = soft.iter().filter(|t| overlap(**t, b)).count();
            let cost = cost + 1.2 * (crossed as f64).min(14.0);
            if best.as_ref().is_none_or(|b| cost < b.0) {
                best = Some((cost, placed));
            }
        }
    }
    best.map(|(_, placed)| placed)
}

/// Where words may stand about a place, with what each costs.
fn candidates(ask: &Ask, (x, y): Spot) -> Vec<(f64, Placed)> {
    let (w, h) = (ask.face.width(&ask.text) + 2.0 * PAD, ask.face.size * 1.22);
    let room = |cx: f64, cy: f64| (cx - w / 2.0, cy - h / 2.0, cx + w / 2.0, cy + h / 2.0);
    if ask.clear < 0.0 {
        let placed = Placed {
            room: room(x, y),
            leader: None,
        };
        return vec![(0.0, placed)];
    }
    if ask.clear == 0.0 {
        let (up, out) = (h / 2.0 + 4.0, w / 2.0 + 6.0);
        // Beside a line they might be taken for words about another.
        let at = [
            (0.0, 0.0, 0.0),
            (0.0, -up, 0.5),
            (0.0, up, 1.0),
            (0.0, -2.0 * up, 2.5),
            (0.0, 2.0 * up, 3.0),
            (out, 0.0, 7.0),
            (-out, 0.0, 7.0),
        ];
        let placed = at.into_iter().map(|(dx, dy, cost)| {
            let room = room(x + dx, y + dy);
            (cost, Placed { room, leader: None })
        });
        return placed.collect();
    }
    let mut out = Vec::with_capacity(AROUND.len() * RINGS.len());
    for (ring, (far, cost)) in RINGS.into_iter().enumerate() {
        if ring > 1 && !ask.far {
            break;
        }
        let d = ask.clear + far;
        for (i, (dx, dy)) in AROUND.into_iter().enumerate() {
            // Words beside a place begin or end there; above and below they are centred.
            let (cx, cy) = (
                x + dx * d + side(dx) * w / 2.0,
                y + dy * (d + h / 2.0 - 1.0),
            );
            let leader = (ring >= LEADER).then_some((x, y));
            let room = room(cx, cy);
            out.push((cost + 0.35 * i as f64, Placed { room, leader }));
        }
    }
    out
}

/// Which end of the words is at the place.
fn side(dx: f64) -> f64 {
    match dx {
        dx if dx > 0.4 => 1.0,
        dx if dx < -0.4 => -1.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Face = Face::new("n2", 11.0, false, 0.0);

    fn ask(x: f64, y: f64, rank: u8) -> Ask {
        Ask {
            spots: vec![(x, y)],
            clear: 8.0,
            text: "A place".to_owned(),
            face: FACE,
            colour: None,
            rank,
            far: true,
        }
    }

    #[test]
    fn no_words_lie_on_others_or_beyond_the_edge() {
        let bounds = (0.0, 0.0, 200.0, 200.0);
        let asks: Vec<Ask> = (0..40)
            .map(|i| ask(f64::from(i % 7) * 30.0, f64::from(i / 7) * 30.0, 1))
            .collect();
        let sign = (90.0, 90.0, 110.0, 110.0);
        let placed = place(&asks, &[sign], &[], bounds);
        let rooms: Vec<Box4> = placed.iter().flatten().map(|p| p.room).collect();
        assert!(rooms.len() > 10);
        for (i, a) in rooms.iter().enumerate() {
            assert!(a.0 >= 0.0 && a.3 <= 200.0 && !overlap(*a, sign));
            assert!(rooms[i + 1..].iter().all(|b| !overlap(*a, *b)));
        }
    }

    #[test]
    fn the_lower_rank_has_the_better_room() {
        let asks = [ask(50.0, 50.0, 2), ask(50.0, 50.0, 1)];
        let placed = place(&asks, &[], &[], (0.0, 0.0, 300.0, 100.0));
        let left = |i: usize| placed[i].map(|p| p.room.0.round());
        assert_eq!(left(1), Some(59.0));
        assert_ne!(left(0), left(1));
    }
}
