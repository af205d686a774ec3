//! One map of the sheet while it is drawn: what is drawn already, and which words want room.

use std::fmt::Write;

use crate::base::geo::Pos;
use crate::report::preview::frame::{Frame, along, span};
use crate::report::preview::look::Look;
use crate::report::preview::place::{Ask, Box4, PAD, Placed, Spot, place};
use crate::report::preview::text::{Face, element};
use crate::report::preview::{border, furniture, ground, marks, people, routes};
use crate::report::words::Words;
use crate::scenario::Scenario;

/// Lines keep words away at places so far from each other, in pixels.
const STEP: f64 = 7.0;

/// What is drawn, and from what.
#[derive(Clone, Copy)]
pub(super) struct Source<'s> {
    /// The scenario.
    pub s: &'s Scenario,
    /// The words.
    pub w: &'s Words,
    /// How states show.
    pub look: &'s Look,
}

/// A map while it is drawn.
pub(super) struct Picture<'s> {
    /// What it is drawn from.
    pub from: Source<'s>,
    /// What it shows.
    pub frame: Frame,
    /// Whether it shows everything, or only what can be seen from afar.
    pub near: bool,
    /// What is drawn.
    pub out: String,
    /// Where no words may stand.
    pub hard: Vec<Box4>,
    /// Where words should not stand.
    pub soft: Vec<Box4>,
    asks: Vec<Ask>,
}

/// A map that is done.
pub(super) struct Drawn {
    /// Its inside.
    pub svg: String,
    /// Where its words stand.
    pub labels: Vec<Box4>,
}

impl<'s> Picture<'s> {
    /// An empty map.
    pub fn new(from: Source<'s>, frame: Frame, near: bool) -> Self {
        Self {
            from,
            frame,
            near,
            out: String::new(),
            hard: Vec::new(),
            soft: Vec::new(),
            asks: Vec::new(),
        }
    }

    /// Adds to what is drawn.
    pub fn add(&mut self, part: &str) {
        self.out.push_str(part);
    }

    /// Adds a path with attributes, if the map shows any of it.
    pub fn line(&mut self, spots: &[Spot], attributes: &str) {
        if self.touches(spots) {
            let d = crate::report::preview::frame::path(spots);
            let _ = write!(self.out, "<path fill=\"none\" {attributes} d=\"{d}\"/>");
        }
    }

    /// Whether the map may show any of a line.
    pub fn touches(&self, spots: &[Spot]) -> bool {
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for (x, y) in spots {
            low = (low.0.min(*x), low.1.min(*y));
            high = (high.0.max(*x), high.1.max(*y));
        }
        let wide = 20.0;
        let across = low.0 < self.frame.width + wide && high.0 > -wide;
        across && low.1 < self.frame.height + wide && high.1 > -wide
    }

    /// Keeps words off a line as far as there is room.
    pub fn avoid(&mut self, spots: &[Spot]) {
        let n = (span(spots) / STEP).ceil().clamp(1.0, 400.0) as usize;
        let bounds = self.frame.bounds();
        for i in 0..=n {
            let ((x, y), _) = along(spots, i as f64 / n as f64);
            if x >= bounds.0 && x <= bounds.2 && y >= bounds.1 && y <= bounds.3 {
                self.soft.push((x - 2.0, y - 2.0, x + 2.0, y + 2.0));
            }
        }
    }

    /// Words that want room.
    pub fn ask(&mut self, ask: Ask) {
        if !ask.text.is_empty() && !ask.spots.is_empty() {
            self.asks.push(ask);
        }
    }

    /// Whether the map shows a place.
    pub fn shows(&self, p: Pos) -> bool {
        self.frame.shows(p)
    }

    /// The words, each where there is room.
    fn words(&mut self) -> Vec<Box4> {
        let placed = place(&self.asks, &self.hard, &self.soft, self.frame.bounds());
        let (mut lines, mut texts, mut rooms) = (String::new(), String::new(), Vec::new());
        for (ask, placed) in self.asks.iter().zip(&placed) {
            let Some(placed) = placed else { continue };
            if let Some(from) = placed.leader {
                lines.push_str(&leader(from, placed));
            }
            texts.push_str(&word(ask.face, ask.colour, placed, &ask.text));
            rooms.push(placed.room);
        }
        self.out.push_str(&lines);
        self.out.push_str(&texts);
        rooms
    }
}

fn word(face: Face, colour: Option<&str>, placed: &Placed, text: &str) -> String {
    let base = placed.room.3 - face.size * 0.34;
    let more = colour.map_or_else(String::new, |c| format!(" style=\"fill:{c}\""));
    element(face, placed.room.0 + PAD, base, &more, text)
}

/// A line from a place to the words about it.
fn leader((x, y): Spot, placed: &Placed) -> String {
    let b = placed.room;
    let end = (x.clamp(b.0, b.2), y.clamp(b.1 + 2.0, b.3 - 2.0));
    format!(
        "<path fill=\"none\" stroke=\"#555\" stroke-width=\".8\" d=\"M{x:.1} {y:.1}L{:.1} {:.1}\"/>",
        end.0, end.1
    )
}

/// A map of a part, as it shows on the map of all.
pub(super) struct Inset {
    /// Its letter.
    pub letter: String,
    /// What it shows.
    pub frame: Frame,
    /// What it is called.
    pub name: String,
}

/// Draws a map. `parts` are the maps of its parts.
pub(super) fn draw(from: Source<'_>, frame: Frame, near: bool, parts: &[Inset]) -> Drawn {
    let mut m = Picture::new(from, frame, near);
    furniture::graticule(&mut m);
    ground::areas(&mut m);
    border::ribbons(&mut m);
    ground::rivers(&mut m);
    if near {
        ground::reach(&mut m);
    }
    ground::ways(&mut m);
    border::lines(&mut m);
    if near {
        people::work(&mut m);
        routes::patrols(&mut m);
        people::hotlines(&mut m);
        people::flows(&mut m);
        border::joint(&mut m);
    }
    marks::sites(&mut m);
    furniture::parts(&mut m, parts);
    furniture::scale(&mut m);
    furniture::north(&mut m);
    let labels = m.words();
    Drawn { svg: m.out, labels }
}
