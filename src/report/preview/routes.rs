//! Patrols: which ways they take, whose they are, which go together, and those off the ways.

use std::collections::BTreeMap;

use crate::base::geo::Pos;
use crate::report::preview::frame::{along, beside, path, span};
use crate::report::preview::picture::Picture;
use crate::report::preview::place::Spot;
use crate::scenario::border::Section;
use crate::scenario::file::Mode;
use crate::scenario::{LegId, Patrol, Scenario, SiteId, StateId, UnitId};

/// Strands on one way lie so far from each other, in pixels.
const STRAND: f64 = 5.4;
/// A way so near to the border runs along it, and is drawn so far beside it, in pixels.
const ON_LINE: f64 = 9.0;
const BESIDE_LINE: f64 = 7.0;
/// Angles of a way off the ways stand so far from each other, in pixels.
const CHEVRON: f64 = 13.0;
/// A leg shorter than this has no arrow, in pixels.
const SHORT: f64 = 34.0;

/// What goes along a leg.
#[derive(Clone, Copy, Default)]
struct Strand {
    joint: bool,
    /// Whether it is gone in its direction, and against it.
    ways: [bool; 2],
}

/// The ways of all patrols: along legs, and straight or along lines.
#[derive(Default)]
pub(super) struct Ways {
    legs: BTreeMap<LegId, BTreeMap<StateId, Strand>>,
    off: Vec<(StateId, Kind, Vec<Pos>)>,
}

/// How a patrol goes that keeps to no way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Along,
    Air,
}

/// Whether patrols of a sort occur: joint, alone, along a line, in the air.
pub(super) fn kinds(s: &Scenario) -> [bool; 4] {
    let ways = ways(s);
    let strands = || ways.legs.values().flat_map(|l| l.values());
    let off = |kind: Kind| ways.off.iter().any(|(_, k, _)| *k == kind);
    [
        strands().any(|x| x.joint),
        strands().any(|x| !x.joint),
        off(Kind::Along),
        off(Kind::Air),
    ]
}

fn ways(s: &Scenario) -> Ways {
    let mut out = Ways::default();
    for (_, p) in s.patrols.iter() {
        for (unit, calls) in &p.units {
            one(s, p, *unit, calls, &mut out);
        }
    }
    out
}

/// The way of one unit on one patrol, from home to home.
fn one(s: &Scenario, p: &Patrol, unit: UnitId, calls: &[SiteId], out: &mut Ways) {
    let u = &s.units[unit];
    let mut stops = calls.to_vec();
    if stops.first() != Some(&u.home) {
        stops.insert(0, u.home);
    }
    if stops.last() != Some(&u.home) {
        stops.push(u.home);
    }
    let beside = p.along.filter(|(id, _)| s.sections[*id].concerns(u.state));
    for pair in stops.windows(2).filter(|w| w[0] != w[1]) {
        let (from, to) = (pair[0], pair[1]);
        let ends = [s.sites[from].pos, s.sites[to].pos];
        if u.mode == Mode::Uav {
            out.fly(u.state, ends);
            continue;
        }
        let at_home = from == u.home || to == u.home;
        if let Some((id, offset_m)) = beside.filter(|_| !at_home) {
            let line = off_line(&s.sections[id], u.state, offset_m, ends);
            out.off.push((u.state, Kind::Along, line));
            continue;
        }
        for step in s.network.route(from, to, u.mode).unwrap_or_default() {
            let strand = out
                .legs
                .entry(step.leg)
                .or_default()
                .entry(u.state)
                .or_default();
            strand.joint |= p.joint;
            strand.ways[usize::from(step.reversed)] = true;
        }
    }
}

impl Ways {
    /// A straight way through the air, once for there and back.
    fn fly(&mut self, state: StateId, ends: [Pos; 2]) {
        let known = |(s, k, line): &(StateId, Kind, Vec<Pos>)| {
            *s == state && *k == Kind::Air && line.contains(&ends[0]) && line.contains(&ends[1])
        };
        if !self.off.iter().any(known) {
            self.off.push((state, Kind::Air, ends.to_vec()));
        }
    }
}

/// The way beside a section's line between two places.
fn off_line(section: &Section, state: StateId, offset_m: f64, ends: [Pos; 2]) -> Vec<Pos> {
    let line = &section.line;
    let (a, b) = (line.foot(ends[0]).along, line.foot(ends[1]).along);
    let left = section.first_left == (state == section.between.0);
    let aside = section.band_m + offset_m;
    let aside = if left { aside } else { -aside };
    let n = 24;
    let at = |i: usize| {
        let share = a + (b - a) * i as f64 / n as f64;
        let course = line
            .at((share + 50.0).min(line.length()))
            .minus(line.at((share - 50.0).max(0.0)));
        let normal = Pos::new(-course.y, course.x).times(1.0 / course.norm().max(1e-9));
        line.at(share).plus(normal.times(aside))
    };
    let mut out = vec![ends[0]];
    out.extend((0..=n).map(at));
    out.push(ends[1]);
    out
}

/// Draws the ways of all patrols.
pub(super) fn patrols(m: &mut Picture<'_>) {
    let s = m.from.s;
    let ways = ways(s);
    for (leg, strands) in &ways.legs {
        let line = m.frame.line(s.network.legs[*leg].line.points());
        let n = strands.len() as f64;
        for (i, (state, strand)) in strands.iter().enumerate() {
            let aside = (i as f64 - (n - 1.0) / 2.0) * STRAND;
            let d = off_the_line(m, &line, *state).unwrap_or(aside);
            let line = if d == 0.0 {
                line.clone()
            } else {
                beside(&line, d)
            };
            let colour = m.from.look.side(*state).colour;
            for stroke in strokes(strand.joint, colour) {
                m.line(&line, &format!("stroke-linecap=\"round\" {stroke}"));
            }
            if m.touches(&line) && strand.ways[0] != strand.ways[1] && span(&line) > SHORT {
                m.add(&arrow(&line, strand.ways[1], colour));
            }
        }
    }
    for (state, kind, line) in &ways.off {
        let line = m.frame.line(line);
        let colour = m.from.look.side(*state).colour;
        m.avoid(&line);
        match kind {
            Kind::Air => m.line(&line, &flown(colour)),
            Kind::Along if m.touches(&line) => m.add(&chevrons(&line, colour)),
            Kind::Along => {}
        }
    }
}

/// How far to draw a way beside itself that runs along the border: onto the state's own side, so
/// that the border can be seen.
fn off_the_line(m: &Picture<'_>, line: &[Spot], state: StateId) -> Option<f64> {
    let at = |share: f64, aside: f64| {
        let ((x, y), (dx, dy)) = along(line, share);
        m.frame.pos((x + dy * aside, y - dx * aside))
    };
    let near = |p: Pos| m.from.s.near(p);
    let on_it = [0.25, 0.5, 0.75].into_iter().all(|share| {
        let found = near(at(share, 0.0));
        found.is_some_and(|n| n.distance_m * m.frame.scale < ON_LINE)
    });
    if !on_it {
        return None;
    }
    let left = near(at(0.5, 2.0 * ON_LINE)).is_some_and(|n| n.state == state);
    Some(if left { BESIDE_LINE } else { -BESIDE_LINE })
}

/// How the way of a patrol is drawn: paths over each other.
pub(super) fn strokes(joint: bool, colour: &str) -> Vec<String> {
    let line = |colour: &str, wide: f64| format!("stroke=\"{colour}\" stroke-width=\"{wide:.1}\"");
    match joint {
        true => vec![
            line("#fffdf7", 6.8),
            line(colour, 5.2),
            line("#fff3c4", 2.0),
        ],
        false => vec![line("#fffdf7", 3.6), line(colour, 2.2)],
    }
}

/// How the way of a drone is drawn.
pub(super) fn flown(colour: &str) -> String {
    format!(
        "stroke=\"{colour}\" stroke-width=\"2.600\" stroke-dasharray=\"1 5\" stroke-linecap=\"round\""
    )
}

/// The way of a patrol that keeps to no way: a row of angles that point where it goes.
pub(super) fn chevrons(line: &[Spot], colour: &str) -> String {
    let n = (span(line) / CHEVRON).floor().clamp(1.0, 300.0) as usize;
    let mut d = String::new();
    for i in 0..n {
        let ((x, y), (dx, dy)) = along(line, (i as f64 + 0.5) / n as f64);
        let p = |f: f64, s: f64| (x + dx * f - dy * s, y + dy * f + dx * s);
        d.push_str(&path(&[p(-2.5, 3.6), p(2.5, 0.0), p(-2.5, -3.6)]));
    }
    format!(
        "<path fill=\"none\" stroke=\"#fffdf7\" stroke-width=\"4\" stroke-linecap=\"round\" d=\"{d}\"/><path fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-linecap=\"round\" d=\"{d}\"/>"
    )
}

/// An arrow in the middle of a line.
fn arrow(line: &[Spot], reversed: bool, colour: &str) -> String {
    let ((x, y), (dx, dy)) = along(line, 0.5);
    let k = if reversed { -1.0 } else { 1.0 };
    let (dx, dy) = (dx * k, dy * k);
    let p = |f: f64, s: f64| (x + dx * f - dy * s, y + dy * f + dx * s);
    let (tip, a, b) = (p(6.5, 0.0), p(-4.0, 4.8), p(-4.0, -4.8));
    format!(
        "<path fill=\"{colour}\" stroke=\"#fffdf7\" stroke-width=\"1\" d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}z\"/>",
        tip.0, tip.1, a.0, a.1, b.0, b.1
    )
}
