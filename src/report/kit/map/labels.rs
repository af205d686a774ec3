//! The labels of a map: each near its place, none over another.

use std::fmt::Write;

use crate::report::atoms::escaped;
use crate::report::kit::brief::Side;
use crate::report::kit::map::{BAR, Frame, Mark, Rank, WIDTH};
use crate::scenario::border::Section;

/// Labels keep off the border at places so far from each other.
const STEP: f64 = 8.0;
/// Size and mean width of letters.
const LETTER: (f64, f64) = (11.0, 6.0);

/// A rectangle on the map: left, top, right, bottom.
type Box4 = (f64, f64, f64, f64);

fn overlap(a: Box4, b: Box4) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// Labels that have found a place.
struct Labels<'f> {
    frame: &'f Frame,
    taken: Vec<Box4>,
    out: String,
}

impl Labels<'_> {
    /// Writes a label near a place; where there is no room, only if it must be there.
    fn put(&mut self, x: f64, y: f64, label: &str, class: &str, must: bool) {
        let width = LETTER.1 * label.chars().count() as f64;
        let places = [
            (11.0, 4.0),
            (-11.0 - width, 4.0),
            (-width / 2.0, -13.0),
            (-width / 2.0, 21.0),
            (8.0, -9.0),
            (8.0, 17.0),
            (-8.0 - width, -9.0),
            (-8.0 - width, 17.0),
            (12.0, -18.0),
            (12.0, 26.0),
            (-12.0 - width, -18.0),
            (-12.0 - width, 26.0),
        ];
        let at = |(dx, dy): (f64, f64)| {
            let (left, base) = (x + dx, y + dy);
            (left, base - LETTER.0 + 1.0, left + width, base + 3.0)
        };
        let fits = |b: Box4| {
            let inside = b.0 >= 2.0 && b.1 >= 2.0 && b.2 <= WIDTH - 2.0;
            inside && b.3 <= self.frame.height - 2.0 && !self.taken.iter().any(|t| overlap(*t, b))
        };
        let free = places.into_iter().map(at).find(|b| fits(*b));
        let Some(b) = free.or_else(|| must.then(|| at(places[0]))) else {
            return;
        };
        self.taken.push(b);
        let (left, base) = (b.0, b.3 - 3.0);
        let label = escaped(label);
        let _ = write!(
            self.out,
            "<text class=\"{class}\" x=\"{left:.1}\" y=\"{base:.1}\">{label}</text>"
        );
    }
}

/// The names of sites and sections, each where there is room.
pub(super) fn labels(
    side: &Side<'_>,
    frame: &Frame,
    sections: &[&Section],
    marks: &[&Mark],
    small: bool,
) -> String {
    let corner = |m: &&Mark| {
        let (x, y) = frame.at(m.pos);
        let r = if m.rank == Rank::Meeting { 10.0 } else { 6.0 };
        (x - r, y - r, x + r, y + r)
    };
    let mut taken: Vec<Box4> = marks.iter().map(corner).collect();
    taken.extend(sections.iter().flat_map(|x| along(frame, x)));
    // Where the scale bar and the arrow stand.
    taken.push((0.0, frame.height - 34.0, BAR + 40.0, frame.height));
    taken.push((WIDTH - 34.0, 0.0, WIDTH, 44.0));
    let mut labels = Labels {
        frame,
        taken,
        out: String::new(),
    };
    for section in sections {
        let middle = section.line.at(section.line.length() * 0.5);
        if frame.shows(middle) {
            let (x, y) = frame.at(middle);
            let name = side.w.names.show(section.name.as_str());
            labels.put(x, y, &name, "section", true);
        }
    }
    for m in marks {
        let (x, y) = frame.at(m.pos);
        let must = m.rank <= Rank::Neighbour && !small;
        if small && m.rank > Rank::Neighbour {
            continue;
        }
        let class = if m.rank <= Rank::Meeting {
            "main"
        } else {
            "other"
        };
        labels.put(x, y, &label(side, m), class, must);
    }
    labels.out
}

/// Places along a section's line that labels should leave free.
fn along(frame: &Frame, section: &Section) -> Vec<Box4> {
    let n = (section.line.length() * frame.scale / STEP)
        .ceil()
        .clamp(1.0, 500.0) as usize;
    let at = |i: usize| {
        let (x, y) = frame.at(section.line.at(section.line.length() * i as f64 / n as f64));
        (x - 1.5, y - 1.5, x + 1.5, y + 1.5)
    };
    (0..=n).map(at).collect()
}

fn label(side: &Side<'_>, m: &Mark) -> String {
    let name = side.site(m.site);
    match (m.rank, side.at_home(m.site), side.s.sites[m.site].state) {
        (Rank::Neighbour, _, Some(state)) => format!("{name} ({})", side.short(state)),
        (_, 0, _) => name,
        (_, units, _) => format!("{name} [{units}]"),
    }
}
