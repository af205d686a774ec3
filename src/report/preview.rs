//! A whole scenario as one map: the border and how far it is settled, who stands where, the ways,
//! the patrols, who is on the way, what sees and calls whom.
//!
//! The picture is text without outer references. What a sign means shows by shape, dashes and
//! letters too, so that it prints in black. Places that words may not cover are known before the
//! words are placed ([`place`]), so that no label lies on another.

mod border;
mod extent;
mod frame;
mod furniture;
mod ground;
mod legend;
mod look;
mod marks;
mod people;
mod picture;
mod place;
mod png;
mod routes;
mod sheet;
mod signs;
mod text;

use crate::report::words::Words;
use crate::scenario::Scenario;

pub use png::png;

/// Where a word stands: the number of its map, and its box as left, top, right, bottom.
pub type LabelBox = (usize, (f64, f64, f64, f64));

/// The map of a scenario as SVG.
pub fn svg(scenario: &Scenario, words: &Words) -> String {
    sheet::drawn(scenario, words).svg
}

/// The boxes of all words on the maps of a scenario, each measured on its own map.
pub fn labels(scenario: &Scenario, words: &Words) -> Vec<LabelBox> {
    sheet::drawn(scenario, words).labels
}
