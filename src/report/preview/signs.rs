//! Signs of places: a shape for each kind, in the colour and with the letter of its state.

use crate::report::atoms::escaped;
use crate::report::preview::place::Spot;
use crate::scenario::file::SiteKind;

/// How far a sign reaches from its place, in pixels.
pub(super) fn reach(kind: SiteKind) -> f64 {
    match kind {
        SiteKind::Headquarters => 13.0,
        SiteKind::Relay => 11.0,
        SiteKind::Junction => 4.5,
        _ => 9.0,
    }
}

/// Whether the letter of a state stands beside the sign, not in it.
pub(super) fn letter_beside(kind: SiteKind) -> bool {
    matches!(
        kind,
        SiteKind::CrossingPoint
            | SiteKind::Pass
            | SiteKind::Ford
            | SiteKind::Pasture
            | SiteKind::Relay
    )
}

/// The sign of a place.
pub(super) fn sign((x, y): Spot, kind: SiteKind, colour: &str, letter: &str) -> String {
    let solid = format!("fill=\"{colour}\" stroke=\"#fffdf7\" stroke-width=\"1.500\"");
    let drawn = format!(
        "fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.100\" stroke-linecap=\"round\""
    );
    let shape = match kind {
        SiteKind::Post => format!("<path {solid} d=\"M-8-8H8V8H-8z\"/>{}", inside(letter, 0.0)),
        SiteKind::Headquarters => format!(
            "<path {solid} d=\"M-9-6H9V9H-9z\"/><path fill=\"none\" stroke=\"#fff\" stroke-width=\"1\" d=\"M-6.500-3.500H6.500V6.500H-6.500z\"/><path fill=\"{colour}\" stroke=\"{colour}\" stroke-width=\"1.600\" d=\"M-8-6V-16L3-13-8-10\"/>{}",
            inside(letter, 1.5)
        ),
        SiteKind::Village => format!("<circle {solid} r=\"7.500\"/>{}", inside(letter, 0.0)),
        SiteKind::Market => format!(
            "<path {solid} d=\"M-8.500-3L-6-8.500H6L8.500-3V7.500H-8.500z\"/><path stroke=\"#fff\" stroke-width=\"1\" d=\"M-8-3.500H8\"/>{}",
            inside(letter, 2.6)
        ),
        SiteKind::CrossingPoint => format!(
            "<path {solid} d=\"M0-10L10 0 0 10-10 0z\"/><path fill=\"none\" stroke=\"#fff\" stroke-width=\"1.800\" stroke-linecap=\"round\" d=\"M-4 3.500V-3.500M-4-1.500H5\"/>{}",
            beside(letter, colour)
        ),
        SiteKind::Pass => format!(
            "{}<path {drawn} d=\"M-5.500-7.500q4 7.500 0 15M5.500-7.500q-4 7.500 0 15\"/>{}",
            paper(7.0),
            beside(letter, colour)
        ),
        SiteKind::Ford => format!(
            "{}<path fill=\"none\" stroke=\"#1f6fae\" stroke-width=\"2.100\" stroke-linecap=\"round\" d=\"M-8-4q4-3.500 8 0t8 0M-8 1q4-3.500 8 0t8 0M-8 6q4-3.500 8 0t8 0\"/>{}",
            paper(8.0),
            beside(letter, colour)
        ),
        SiteKind::Pasture => format!(
            "{}<path fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.900\" stroke-linecap=\"round\" d=\"M-6.500 7V2M-3.500 7V2M3.500 7V2M6.500 7V2M-1.500-1V-6.500M1.500-1V-6.500\"/>{}",
            paper(8.0),
            beside(letter, colour)
        ),
        SiteKind::Intake => format!(
            "<path {solid} d=\"M0-10C4-4 7-1 7 3A7 7 0 0 1-7 3C-7-1-4-4 0-10z\"/>{}",
            inside(letter, 2.0)
        ),
        SiteKind::Junction => {
            format!("<circle fill=\"#fffdf7\" stroke=\"{colour}\" stroke-width=\"2\" r=\"3.400\"/>")
        }
        SiteKind::Height => format!(
            "<path {solid} d=\"M0-9.500L9.500 7H-9.500z\"/>{}",
            inside(letter, 2.2)
        ),
        SiteKind::Relay => format!(
            "{}<path {drawn} d=\"M0-5L-5 9M0-5L5 9M-3.300 4H3.300M-4-10q-3 4.500 0 9M4-10q3 4.500 0 9\"/><circle fill=\"{colour}\" cy=\"-5.500\" r=\"2.200\"/>{}",
            paper(8.0),
            beside(letter, colour)
        ),
    };
    format!("<g transform=\"translate({x:.1} {y:.1})\">{shape}</g>")
}

/// A small sign of a post or headquarters on a map from afar.
pub(super) fn small((x, y): Spot, colour: &str) -> String {
    format!(
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"6\" height=\"6\" fill=\"{colour}\" stroke=\"#fffdf7\" stroke-width=\".8\"/>",
        x - 3.0,
        y - 3.0
    )
}

/// The sign of a place where patrols of two sides meet.
pub(super) fn meeting((x, y): Spot) -> String {
    let ring = |r: f64, colour: &str, wide: f64| {
        format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{wide}\"/>"
        )
    };
    format!(
        "{}{}{}",
        ring(14.5, "#15181b", 4.2),
        ring(14.5, "#ffce3d", 2.0),
        ring(11.6, "#15181b", 0.0)
    )
}

/// Paper behind a sign that is only drawn with lines.
fn paper(r: f64) -> String {
    format!("<circle fill=\"#fffdf7\" fill-opacity=\".82\" r=\"{r}\"/>")
}

/// A letter within a sign.
fn inside(letter: &str, down: f64) -> String {
    if letter.is_empty() {
        return String::new();
    }
    format!(
        "<text class=\"g\" text-anchor=\"middle\" y=\"{:.1}\">{}</text>",
        3.3 + down,
        escaped(letter)
    )
}

/// A letter beside a sign.
fn beside(letter: &str, colour: &str) -> String {
    if letter.is_empty() {
        return String::new();
    }
    format!(
        "<text class=\"g2\" x=\"8.500\" y=\"10.500\" style=\"fill:{colour}\">{}</text>",
        escaped(letter)
    )
}
