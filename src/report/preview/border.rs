//! Border sections: how far each is settled, whose land lies where, what is watched together.

use std::fmt::Write;

use crate::report::preview::frame::{along, beside, span};
use crate::report::preview::look::{LAND, SECTION};
use crate::report::preview::picture::Picture;
use crate::report::preview::place::{Ask, ON_SPOT, Spot};
use crate::report::preview::text::{Face, plain};
use crate::scenario::StateId;
use crate::scenario::border::Section;
use crate::scenario::file::Status;

/// The coloured edge of each land: widths with their strength, so that it fades.
const EDGES: [(f64, &str); 5] = [
    (7.0, ".17"),
    (16.0, ".1"),
    (26.0, ".08"),
    (38.0, ".06"),
    (52.0, ".045"),
];
/// Signs of joint sections stand so far from each other, in pixels.
const APART: f64 = 120.0;
/// Such a sign keeps so far from places.
const CLEAR: f64 = 20.0;
/// The colour of the agreed band.
pub(super) const BAND: &str = "#f0c64a";

/// The dashes of a section's line.
pub(super) fn dashes(status: Status) -> &'static str {
    match status {
        Status::Demarcated | Status::Undefined => "none",
        Status::Delimited => "14 5",
    }
}

/// The sections that a map shows.
fn shown<'s>(m: &Picture<'s>) -> Vec<&'s Section> {
    let s = m.from.s;
    let sections = s.sections.iter().map(|(_, x)| x);
    let seen = |x: &&Section| x.line.points().iter().any(|p| m.shows(*p));
    sections.filter(seen).collect()
}

/// The outer edge of what both states claim, on a state's own side; the line itself where it is
/// agreed.
fn outer(m: &Picture<'_>, x: &Section, left: bool) -> Vec<Spot> {
    let own = x.own_lines.iter().find(|l| {
        let foot = x.line.foot(l.at(l.length() / 2.0));
        foot.distance > 1.0 && foot.left == left
    });
    m.frame.line(own.unwrap_or(&x.line).points())
}

/// The coloured edges of the lands, and the agreed bands between claims.
pub(super) fn ribbons(m: &mut Picture<'_>) {
    for x in shown(m) {
        for (state, left) in [(x.between.0, x.first_left), (x.between.1, !x.first_left)] {
            let line = outer(m, x, left);
            let left = if left { 1.0 } else { -1.0 };
            let colour = m.from.look.side(state).colour;
            let edges = if m.near { &EDGES[..] } else { &EDGES[..2] };
            for (wide, opacity) in edges {
                let edge = beside(&line, left * wide / 2.0);
                m.line(
                    &edge,
                    &format!("stroke=\"{colour}\" stroke-width=\"{wide}\" opacity=\"{opacity}\""),
                );
            }
            if m.near {
                land(m, state, &line, left);
            }
        }
        if x.status == Status::Undefined {
            let middle = m.frame.line(x.line.points());
            let wide = (2.0 * x.band_m * m.frame.scale).max(3.0);
            m.line(
                &middle,
                &format!("stroke=\"{BAND}\" stroke-width=\"{wide:.1}\" opacity=\".5\""),
            );
        }
    }
}

/// Places beside a line for words: a little off it, and farther, to its left or right.
fn spots(line: &[Spot], face: Face, text: &str, left: f64, off: &[f64], at: &[f64]) -> Vec<Spot> {
    let half = (face.width(text) / 2.0, face.size * 0.6);
    let mut out = Vec::new();
    for d in off {
        for share in at {
            let ((x, y), (dx, dy)) = along(line, *share);
            let d = d + dy.abs() * half.0 + dx.abs() * half.1;
            out.push((x + dy * d * left, y - dx * d * left));
        }
    }
    out
}

/// Whose land lies on a side of a line.
fn land(m: &mut Picture<'_>, state: StateId, line: &[Spot], left: f64) {
    let side = m.from.look.side(state).clone();
    let off = [24.0, 42.0, 66.0];
    let at = [0.25, 0.75, 0.12, 0.88, 0.4, 0.6, 0.5];
    m.ask(Ask {
        spots: spots(line, LAND, &side.short, left, &off, &at),
        clear: ON_SPOT,
        text: side.short,
        face: LAND,
        colour: Some(side.colour),
        rank: 3,
        far: false,
    });
}

/// The lines of the sections, and their names.
pub(super) fn lines(m: &mut Picture<'_>) {
    for x in shown(m) {
        if x.status == Status::Undefined {
            for (state, line) in [x.between.0, x.between.1].into_iter().zip(&x.own_lines) {
                let side = m.from.look.side(state);
                let (colour, dash) = (side.colour, side.dashes);
                let line = m.frame.line(line.points());
                let wide = if m.near { 2.0 } else { 1.4 };
                m.line(
                    &line,
                    &format!(
                        "stroke=\"{colour}\" stroke-width=\"{wide}\" stroke-dasharray=\"{dash}\""
                    ),
                );
                m.avoid(&line);
            }
        } else {
            let line = m.frame.line(x.line.points());
            let dash = dashes(x.status);
            let wide = if m.near { 2.8 } else { 2.2 };
            m.line(
                &line,
                &format!("stroke=\"#15181b\" stroke-width=\"{wide}\" stroke-dasharray=\"{dash}\""),
            );
            m.avoid(&line);
        }
        if m.near {
            name(m, x);
        }
    }
}

fn name(m: &mut Picture<'_>, x: &Section) {
    let line = m.frame.line(x.line.points());
    let text = plain(&m.from.w.names.show(x.name.as_str()), 22);
    let at = [0.7, 0.3, 0.85, 0.15, 0.58, 0.42, 0.93, 0.07];
    let mut places = Vec::new();
    for off in [6.0, 14.0, 26.0] {
        for left in [1.0, -1.0] {
            places.extend(spots(&line, SECTION, &text, left, &[off], &at));
        }
    }
    m.ask(Ask {
        spots: places,
        clear: ON_SPOT,
        text,
        face: SECTION,
        colour: None,
        rank: 1,
        far: false,
    });
}

/// The sign of a joint section: two rings in one another.
pub(super) fn rings((x, y): Spot, (dx, dy): Spot) -> String {
    let ring = |k: f64| {
        let (cx, cy) = (x + dx * k, y + dy * k);
        format!(
            "<circle cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"4.600\" stroke=\"#15181b\" stroke-width=\"1.500\""
        )
    };
    let (a, b) = (ring(-3.1), ring(3.1));
    format!("{a} fill=\"#fffdf7\"/>{b} fill=\"#fffdf7\"/>{a} fill=\"none\"/>")
}

/// Marks joint sections along their lines.
pub(super) fn joint(m: &mut Picture<'_>) {
    let sites: Vec<Spot> = m
        .from
        .s
        .sites
        .iter()
        .map(|(_, x)| m.frame.at(x.pos))
        .collect();
    let clear = CLEAR;
    for x in shown(m).into_iter().filter(|x| x.joint) {
        let line = m.frame.line(x.line.points());
        let n = (span(&line) / APART).round().max(1.0) as usize;
        let mut out = String::new();
        for i in 0..n {
            let middle = (i as f64 + 0.5) / n as f64;
            // A little along the line, if a place is in the way.
            let shifts = [0.0, 0.2, -0.2, 0.35, -0.35].map(|k| middle + k / n as f64);
            let free = shifts
                .into_iter()
                .map(|share| along(&line, share))
                .find(|((x, y), _)| {
                    let far =
                        |p: &Spot| (p.0 - x) * (p.0 - x) + (p.1 - y) * (p.1 - y) > clear * clear;
                    sites.iter().all(far)
                });
            if let Some((at, to)) = free {
                let _ = write!(out, "{}", rings(at, to));
                m.hard
                    .push((at.0 - 9.0, at.1 - 7.0, at.0 + 9.0, at.1 + 7.0));
            }
        }
        m.add(&out);
    }
}
