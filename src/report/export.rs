//! A review as files for other programs: tables as CSV, the map as GeoJSON, a summary in Markdown.
//!
//! All of them are made from what the edition's page is made from, so nothing is in a file that may
//! not be on the page. Heads of columns, names of properties, and codes such as `violated` are the
//! same in every language; titles, names and sentences are in that of the words.

mod csv;
mod geojson;
mod markdown;

use crate::aar::edition::Edition;
use crate::aar::review::Review;
use crate::report::words::{Words, text};

/// A file: its name, and what it holds.
pub type File = (&'static str, Vec<u8>);

/// The files of a review, always the same ones in the same order. An error is a fault of this
/// program.
pub fn files(w: &Words, r: &Review<'_>) -> Result<Vec<File>, String> {
    Ok(vec![
        ("findings.csv", csv::findings(w, r)?),
        ("entries.csv", csv::entries(w, r)?),
        ("metrics.csv", csv::metrics(w, r)?),
        ("sections.geojson", geojson::sections(w, r)),
        ("tracks.geojson", geojson::tracks(w, r)),
        ("summary.md", markdown::summary(w, r)),
    ])
}

/// Two states or more, joined by a sign that programs can split at.
fn joined(w: &Words, states: &str, sign: char) -> String {
    let names = states.split(sign).map(|s| w.names.state(s));
    names.collect::<Vec<_>>().join(&sign.to_string())
}

/// Whose edition it is, in words.
fn edition(w: &Words, edition: &Edition) -> String {
    match edition {
        Edition::Joint => w.t("edition-joint"),
        Edition::State(s) => {
            let name = w.names.state_in_full(s.as_str());
            w.f("edition-state", &[("state", text(name))])
        }
    }
}
