//! What is wrong with a file, counted so that a bomb of faults stays small.

use std::collections::BTreeSet;

use crate::base::diag::{Diagnostics, Severity, Span};
use crate::base::text;
use crate::notation::decode::{Decode, Decoder};

use super::columns::What;
use super::json::Fault;
use super::values::{Place, Tree};

/// At most so many faults of one file are reported; in a large file the rest are alike.
const MOST: usize = 200;
/// A file has at most so many corners.
pub const CORNERS_MOST: usize = 100_000;
/// At most so many columns that are not read are named.
const COLUMNS_MOST: usize = 50;
/// Names of columns up to this length are looked at for slips.
const NAME_MOST: usize = 64;

/// The faults of one file.
pub struct Faults {
    /// The file's number.
    pub file: u32,
    /// The faults so far.
    pub diags: Diagnostics,
    errors: usize,
    columns: BTreeSet<String>,
    corners: usize,
}

impl Faults {
    /// No faults yet.
    pub fn of(file: u32) -> Self {
        Self {
            file,
            diags: Diagnostics::default(),
            errors: 0,
            columns: BTreeSet::new(),
            corners: 0,
        }
    }

    /// Whether so many were found that no more are looked for.
    pub fn full(&self) -> bool {
        self.errors >= MOST
    }

    /// Counts the corners of a line; false where the file has too many by now.
    pub fn may_have(&mut self, corners: usize) -> bool {
        self.corners = self.corners.saturating_add(corners);
        self.corners <= CORNERS_MOST
    }

    /// A place in the file.
    pub fn span(&self, (start, end): Place) -> Span {
        Span {
            file: self.file,
            start: start as u32,
            end: end as u32,
        }
    }

    /// Reports an error.
    pub fn error(
        &mut self,
        slug: &'static str,
        at: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if !self.full() {
            self.errors += 1;
            let span = self.span(at);
            self.diags.error(slug, span, message, help);
        }
    }

    /// Reports a text that cannot be read.
    pub fn syntax(&mut self, fault: Fault) {
        let at = (fault.at, fault.at + 1);
        let help = "export the layer again, or look for a missing comma, quote or bracket";
        self.error("geojson-syntax", at, fault.message, help);
    }

    /// Reports a geometry that something cannot have.
    pub fn geometry(&mut self, at: Place, message: String, help: impl Into<String>) {
        self.error("geojson-geometry", at, message, help);
    }

    /// Reports a value that cannot be read.
    pub fn property(&mut self, at: Place, message: String, help: impl Into<String>) {
        self.error("geojson-property", at, message, help);
    }

    /// Warns of a column that is not read, once for each.
    pub fn column(&mut self, name: &str, at: Place, what: What) {
        let lower: String = name.to_lowercase().chars().take(NAME_MOST).collect();
        // QGIS numbers the rows of many layers so.
        let known = lower == "fid";
        if known || self.columns.len() >= COLUMNS_MOST || !self.columns.insert(lower.clone()) {
            return;
        }
        let help = match text::did_you_mean(&lower, what.names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let names: Vec<String> = what.names().map(|n| format!("`{n}`")).collect();
                format!("a {what} has {}", names.join(", "))
            }
        };
        let span = self.span(at);
        let message = format!("the column `{lower}` is not read: a {what} has no such field");
        self.diags
            .warning("geojson-unknown-column", span, message, help);
    }

    /// Reads a value from a tree; its faults name the thing it belongs to.
    pub fn decode<T: Decode>(&mut self, tree: &Tree, thing: &str) -> Option<T> {
        self.decode_or(tree, |_| thing.to_owned(), None)
    }

    /// The same with another name of the thing at hand, and with a help of its own.
    pub fn decode_or<T: Decode>(
        &mut self,
        tree: &Tree,
        thing: impl Fn(Span) -> String,
        help: Option<&str>,
    ) -> Option<T> {
        let mut found = Diagnostics::default();
        let value = T::decode(tree, &mut Decoder::new(self.file, &mut found));
        for d in found.sorted() {
            if self.full() {
                break;
            }
            self.errors += usize::from(d.severity == Severity::Error);
            let thing = thing(d.span);
            // Where the thing is named with its field, the field need not be named again.
            let said = d
                .message
                .split_once(": ")
                .filter(|(f, _)| thing.ends_with(f));
            let said = said.map_or(d.message.as_str(), |(_, rest)| rest);
            let message = format!("{thing}: {said}");
            let help = help.unwrap_or(&d.help);
            self.diags.error(d.slug, d.span, message, help);
        }
        value.filter(|_| !found.has_errors())
    }
}
