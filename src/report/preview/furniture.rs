//! What a map needs beside what it shows: the edge with its degrees, scale bar, north arrow, and
//! where the maps of parts lie.

use std::fmt::Write;

use crate::base::plane::LonLat;
use crate::report::preview::frame::Frame;
use crate::report::preview::look::{DEGREE, LETTER, PART, PLACE};
use crate::report::preview::picture::{Inset, Picture, Source};
use crate::report::preview::place::{Ask, Spot};
use crate::report::preview::text::element;
use crate::report::words::{Words, text};

/// The longest scale bar.
const BAR: f64 = 190.0;
/// The least distance of two lines of the net, in pixels.
const NET: f64 = 105.0;
/// Steps of the net in minutes of arc.
const STEPS: [f64; 12] = [
    1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0,
];
/// The width of the edge with its degrees, on the left and below.
pub(super) const EDGE: f64 = 24.0;

/// A line of the net: its minutes of arc, where it meets the edge, and its ends.
struct Line {
    minutes: f64,
    at: f64,
    ends: [Spot; 2],
}

/// The net of meridians or parallels that a map shows, and its step.
fn net(from: Source<'_>, f: &Frame, meridians: bool) -> (Vec<Line>, f64) {
    let plane = &from.s.plane;
    let low = plane.lonlat(f.pos((0.0, f.height)));
    let high = plane.lonlat(f.pos((f.width, 0.0)));
    let (a, b, pixels) = match meridians {
        true => (low.lon, high.lon, f.width),
        false => (low.lat, high.lat, f.height),
    };
    let minutes = ((b - a) * 60.0).max(1e-6);
    let fits = |step: &f64| step / minutes * pixels >= NET;
    let step = STEPS.into_iter().find(fits).unwrap_or(3600.0);
    let first = (a * 60.0 / step).ceil() as i64;
    let last = (b * 60.0 / step).floor() as i64;
    let line = |k: i64| {
        let degrees = k as f64 * step / 60.0;
        let end = |low: bool| {
            let at = match (meridians, low) {
                (true, true) => (degrees, latitudes(from, f).0),
                (true, false) => (degrees, latitudes(from, f).1),
                (false, true) => (plane.lonlat(f.pos((0.0, f.height))).lon, degrees),
                (false, false) => (plane.lonlat(f.pos((f.width, f.height))).lon, degrees),
            };
            f.at(plane.pos(LonLat {
                lon: at.0,
                lat: at.1,
            }))
        };
        let ends = [end(true), end(false)];
        Line {
            minutes: k as f64 * step,
            at: if meridians { ends[0].0 } else { ends[0].1 },
            ends,
        }
    };
    ((first..=last.min(first + 60)).map(line).collect(), step)
}

/// The latitudes of the lower and upper edge.
fn latitudes(from: Source<'_>, f: &Frame) -> (f64, f64) {
    let lat = |y: f64| from.s.plane.lonlat(f.pos((f.width / 2.0, y))).lat;
    (lat(f.height), lat(0.0))
}

/// A faint net of meridians and parallels.
pub(super) fn graticule(m: &mut Picture<'_>) {
    for meridians in [true, false] {
        let (lines, _) = net(m.from, &m.frame, meridians);
        for line in lines {
            m.line(
                &line.ends,
                "stroke=\"#b9c3c9\" stroke-width=\".6\" opacity=\".7\"",
            );
        }
    }
}

/// The edge of a map, divided by degrees, with their numbers.
pub(super) fn edge(from: Source<'_>, f: &Frame) -> String {
    let mut out = String::new();
    let (w, h) = (f.width, f.height);
    for meridians in [true, false] {
        let (lines, step) = net(from, f, meridians);
        let far = if meridians { w } else { 0.0 };
        let near = if meridians { 0.0 } else { h };
        let mut stops = vec![near];
        stops.extend(
            lines
                .iter()
                .map(|l| l.at.clamp(0.0, if meridians { w } else { h })),
        );
        stops.push(far);
        let odd = lines
            .first()
            .map_or(0, |l| ((l.minutes / step) as i64).rem_euclid(2));
        for (i, pair) in stops.windows(2).enumerate() {
            if (i as i64 + odd) % 2 == 0 {
                let (a, b) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
                out.push_str(&bars(a, b - a, meridians, f));
            }
        }
        for line in &lines {
            out.push_str(&degree(line, meridians, f));
        }
    }
    let _ = write!(
        out,
        "<rect fill=\"none\" stroke=\"#15181b\" stroke-width=\"1\" width=\"{w:.1}\" height=\"{h:.1}\"/><rect fill=\"none\" stroke=\"#15181b\" stroke-width=\"1.400\" x=\"-6\" y=\"-6\" width=\"{:.1}\" height=\"{:.1}\"/>",
        w + 12.0,
        h + 12.0
    );
    out
}

/// A dark part of the edge, on both sides of the map.
fn bars(at: f64, long: f64, meridians: bool, f: &Frame) -> String {
    let one = |x: f64, y: f64, w: f64, h: f64| {
        format!(
            "<rect fill=\"#15181b\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\"/>"
        )
    };
    match meridians {
        true => one(at, -4.5, long, 3.0) + &one(at, f.height + 1.5, long, 3.0),
        false => one(-4.5, at, 3.0, long) + &one(f.width + 1.5, at, 3.0, long),
    }
}

/// The number at a line of the net.
fn degree(line: &Line, meridians: bool, f: &Frame) -> String {
    let minutes = line.minutes.abs().round() as i64;
    let sign = if line.minutes < 0.0 { "−" } else { "" };
    let said = format!("{sign}{}°{:02}′", minutes / 60, minutes % 60);
    let half = DEGREE.width(&said) / 2.0;
    let end = if meridians { f.width } else { f.height };
    if line.at < half || line.at > end - half {
        return String::new();
    }
    match meridians {
        true => element(
            DEGREE,
            line.at,
            f.height + 18.0,
            " text-anchor=\"middle\"",
            &said,
        ),
        false => {
            let turn = format!(
                " text-anchor=\"middle\" transform=\"rotate(-90 -11 {:.1})\"",
                line.at
            );
            element(DEGREE, -11.0, line.at, &turn, &said)
        }
    }
}

/// Where the maps of parts lie, with their letters and names.
pub(super) fn parts(m: &mut Picture<'_>, parts: &[Inset]) {
    for part in parts {
        let f = &part.frame;
        let (x, y) = m.frame.at(f.pos((0.0, 0.0)));
        let (r, b) = m.frame.at(f.pos((f.width, f.height)));
        m.add(&format!(
            "<rect fill=\"none\" stroke=\"#15181b\" stroke-width=\"1\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            r - x,
            b - y
        ));
        let at = (x - 1.0, y - 1.0);
        m.add(&badge(at, &part.letter));
        m.hard
            .push((at.0 - 11.0, at.1 - 11.0, at.0 + 11.0, at.1 + 11.0));
        let middle = (x + r) / 2.0;
        m.ask(Ask {
            spots: vec![
                (middle + 8.0, y - 10.0),
                (middle, b + 11.0),
                (middle, (y + b) / 2.0),
            ],
            clear: 0.0,
            text: part.name.clone(),
            face: PART,
            colour: None,
            rank: 1,
            far: false,
        });
        let edge = [(x, y), (r, y), (r, b), (x, b), (x, y)];
        m.avoid(&edge);
    }
}

/// The letter of a map.
pub(super) fn badge((x, y): Spot, letter: &str) -> String {
    let text = element(
        LETTER,
        x,
        y + 5.2,
        " text-anchor=\"middle\" style=\"fill:#fff\"",
        letter,
    );
    format!(
        "<rect fill=\"#15181b\" x=\"{:.1}\" y=\"{:.1}\" width=\"22\" height=\"22\"/>{text}",
        x - 11.0,
        y - 11.0
    )
}

/// A round length of so many metres at most.
fn round_length(most: f64) -> f64 {
    let mut step = 1.0;
    while step * 10.0 <= most {
        step *= 10.0;
    }
    let found = [5.0, 2.0, 1.0]
        .into_iter()
        .map(|k| k * step)
        .find(|m| *m <= most);
    found.unwrap_or(step)
}

fn length(w: &Words, metres: f64) -> String {
    match metres < 1000.0 {
        true => w.distance(metres),
        false => w.f("distance-km", &[("km", text(w.num(metres / 1000.0, 0)))]),
    }
}

/// The scale bar.
pub(super) fn scale(m: &mut Picture<'_>) {
    let metres = round_length(BAR / m.frame.scale);
    let long = metres * m.frame.scale;
    let (x, y) = (16.0, m.frame.height - 16.0);
    let said = length(m.from.w, metres);
    let wide = long + PLACE.width(&said) / 2.0 + 22.0;
    let mut out = format!(
        "<rect fill=\"#fffdf7\" fill-opacity=\".88\" rx=\"3\" x=\"{:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"34\"/>",
        x - 10.0,
        y - 24.0
    );
    for i in 0..4 {
        let fill = if i % 2 == 0 { "#15181b" } else { "#fffdf7" };
        let _ = write!(
            out,
            "<rect fill=\"{fill}\" stroke=\"#15181b\" stroke-width=\".9\" x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"5\"/>",
            x + long * f64::from(i) / 4.0,
            long / 4.0
        );
    }
    let middle = " text-anchor=\"middle\"";
    out.push_str(&element(PLACE, x, y - 6.0, middle, "0"));
    out.push_str(&element(PLACE, x + long, y - 6.0, middle, &said));
    m.add(&out);
    m.hard.push((0.0, y - 28.0, x + wide, m.frame.height));
}

/// The north arrow.
pub(super) fn north(m: &mut Picture<'_>) {
    let x = m.frame.width - 24.0;
    let letter = element(
        LETTER,
        x,
        56.0,
        " text-anchor=\"middle\"",
        &m.from.w.t("kit-north"),
    );
    m.add(&format!(
        "<circle fill=\"#fffdf7\" fill-opacity=\".85\" cx=\"{x:.1}\" cy=\"32\" r=\"27\"/><path fill=\"#15181b\" d=\"M{x:.1} 8l-9 32 9-7z\"/><path fill=\"#fffdf7\" stroke=\"#15181b\" stroke-width=\"1\" d=\"M{x:.1} 8l9 32-9-7z\"/>{letter}"
    ));
    m.hard.push((x - 26.0, 0.0, m.frame.width, 62.0));
}
