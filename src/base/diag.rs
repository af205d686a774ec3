//! A fault in somebody's data, as a value: what, where, why, and what to write instead.
//!
//! Rendering is elsewhere; nothing here prints.

use serde::Serialize;

/// A place in one of the files that were read: byte offsets, end excluded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// Which file, as an index into the [`Sources`] it was read with.
    pub file: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot be used.
    Error,
    /// It can be used, but probably says something else than was meant.
    Warning,
}

/// One fault.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Stable kebab-case name of the kind of fault.
    pub slug: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, naming the thing.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to write instead; may be empty.
    pub help: String,
}

/// All the faults found so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds an error.
    pub fn error(
        &mut self,
        slug: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(slug, Severity::Error, span, message.into(), help.into());
    }

    /// Adds a warning.
    pub fn warning(
        &mut self,
        slug: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(slug, Severity::Warning, span, message.into(), help.into());
    }

    fn push(
        &mut self,
        slug: &'static str,
        severity: Severity,
        span: Span,
        message: String,
        help: String,
    ) {
        self.list.push(Diagnostic {
            slug,
            severity,
            message,
            span,
            help,
        });
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether there are none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Moves the faults of another list to the end of this one.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.list.append(&mut other.list);
    }

    /// The faults in order of file and place.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.list.iter().collect();
        all.sort_by_key(|d| (d.span, d.severity, d.slug));
        all.dedup();
        all
    }
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// What to call it in a diagnostic.
    pub name: String,
    /// Its whole text, or one of its lines.
    pub text: String,
    /// The number of the first line of the text.
    pub first_line: usize,
}

/// The files that were read, so that a [`Span`] can be shown.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file and returns its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> u32 {
        self.add_line(name, 1, text)
    }

    /// Adds a line of a file that is too large to be kept, with its number, and returns its own.
    pub fn add_line(
        &mut self,
        name: impl Into<String>,
        first_line: usize,
        text: impl Into<String>,
    ) -> u32 {
        self.files.push(Source {
            name: name.into(),
            text: text.into(),
            first_line,
        });
        (self.files.len() - 1) as u32
    }

    /// The file with this number.
    pub fn get(&self, file: u32) -> Option<&Source> {
        self.files.get(file as usize)
    }

    /// Line and column of a byte of a file, both from 1; columns count characters.
    pub fn line_column(&self, file: u32, offset: u32) -> (usize, usize) {
        let Some(source) = self.get(file) else {
            return (1, 1);
        };
        let mut end = (offset as usize).min(source.text.len());
        while !source.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &source.text[..end];
        let line = before.bytes().filter(|&b| b == b'\n').count() + source.first_line;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        (line, column)
    }
}
