//! A fault in somebody's data, as a value: what, where, why, and what to write instead.
//!
//! Rendering is elsewhere; nothing here prints.

use std::sync::OnceLock;

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

impl Span {
    /// No place in any file: where a value stands that stands in for another.
    pub const NOWHERE: Self = Self {
        file: u32::MAX,
        start: 0,
        end: 0,
    };
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot be used.
    Error,
    /// It can be used, but probably says something else than was meant.
    Warning,
    /// Nothing is wrong; it is good to know.
    Note,
}

/// What takes away a fault for certain: a text in place of another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fix {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
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
    /// What `--fix` writes, where that is certain.
    pub fix: Option<Fix>,
    /// The field that is at fault, where the place is that of the thing that has it.
    pub field: Option<String>,
}

impl Diagnostic {
    /// Says which field of the thing is at fault: its value is the true place, if it is written.
    /// `claims/KGZ` looks within a field, `claims/key:KGZ` is that field's name, `(` the bracket in
    /// which the thing begins, `^` the name under which it stands.
    pub fn in_field(&mut self, field: impl Into<String>) {
        self.field = Some(field.into());
    }

    /// Says what takes the fault away for certain.
    pub fn fixed_by(&mut self, span: Span, text: impl Into<String>) {
        let text = text.into();
        self.fix = Some(Fix { span, text });
    }
}

/// So many faults are kept; whoever has more begins with these.
const KEPT_MAX: usize = 1_000;
/// The longest message, in bytes.
const TEXT_MAX: usize = 2_000;
/// It is worth looking for what may have been meant while the faults so far, times the names to look
/// among, are fewer.
const GUESSED_MAX: usize = 20_000;

/// All the faults found so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// How many errors more there were than are kept.
    dropped: usize,
    /// Where a file is past understanding: its number, from which byte on, to which.
    lost: Vec<(u32, u32, u32)>,
    /// Takes what is not kept.
    spare: Option<Box<Diagnostic>>,
}

impl Diagnostics {
    /// Adds an error.
    pub fn error(
        &mut self,
        slug: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(slug, Severity::Error, span, message.into(), help.into())
    }

    /// Adds a warning.
    pub fn warning(
        &mut self,
        slug: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(slug, Severity::Warning, span, message.into(), help.into())
    }

    /// Adds a note.
    pub fn note(
        &mut self,
        slug: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(slug, Severity::Note, span, message.into(), help.into())
    }

    fn add(
        &mut self,
        slug: &'static str,
        severity: Severity,
        span: Span,
        message: String,
        help: String,
    ) -> &mut Diagnostic {
        let fault = Diagnostic {
            slug,
            severity,
            message: clipped(message),
            span,
            help: clipped(help),
            fix: None,
            field: None,
        };
        let missing = slug == "missing-field";
        let lost = self.lost.iter().any(|&(file, from, to)| {
            span.file == file && ((from..to).contains(&span.start) || missing)
        });
        if lost || self.list.len() >= KEPT_MAX {
            self.dropped += usize::from(!lost && severity == Severity::Error);
            return self.spare.insert(Box::new(fault));
        }
        let at = self.list.len();
        self.list.push(fault);
        &mut self.list[at]
    }

    /// From this byte on a file is past understanding: what is found there is not told, nor what
    /// seems to be missing.
    pub fn lose(&mut self, file: u32, from: u32) {
        self.lost.push((file, from, u32::MAX));
    }

    /// What is found in this piece of a file is not told: it follows from what was told of it.
    pub fn mute(&mut self, span: Span) {
        self.lost.push((span.file, span.start, span.end));
    }

    /// Whether every file was understood to its end, and nothing was left out of what is told.
    pub fn all_understood(&self) -> bool {
        self.lost.iter().all(|&(_, from, _)| from == u32::MAX)
    }

    /// Whether there are so few that it is worth looking for what may have been meant, among so many
    /// names.
    pub fn worth_a_guess(&self, names: usize) -> bool {
        self.list.len().saturating_mul(names) < GUESSED_MAX
    }

    /// Whether no more are kept: who has so many need not look for all.
    pub fn full(&self) -> bool {
        self.list.len() >= KEPT_MAX
    }

    /// How many more errors there were than are kept.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        let kept = self.list.iter().filter(|d| d.severity == Severity::Error);
        self.dropped + kept.count()
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.dropped > 0 || self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        let kept = self.list.iter();
        kept.filter(|d| d.severity == Severity::Warning).count()
    }

    /// Whether any of them has one of these slugs.
    pub fn any(&self, slugs: &[&str]) -> bool {
        self.list.iter().any(|d| slugs.contains(&d.slug))
    }

    /// Whether there are none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The one that was added last.
    pub fn last(&mut self) -> Option<&mut Diagnostic> {
        self.list.last_mut()
    }

    /// Keeps those for which something holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Each of them, to be made more exact.
    pub fn each(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.list.iter_mut()
    }

    /// The same for files whose numbers have grown by so much.
    pub fn shifted(mut self, by: u32) -> Self {
        for fault in &mut self.list {
            fault.span.file += by;
            fault.fix.iter_mut().for_each(|f| f.span.file += by);
        }
        self.lost.iter_mut().for_each(|l| l.0 += by);
        self
    }

    /// Moves the faults of another list to the end of this one.
    pub fn append(&mut self, mut other: Diagnostics) {
        let room = KEPT_MAX.saturating_sub(self.list.len());
        let over = other.list.split_off(room.min(other.list.len()));
        let errors = over.iter().filter(|d| d.severity == Severity::Error);
        self.dropped += other.dropped + errors.count();
        self.list.append(&mut other.list);
        self.lost.append(&mut other.lost);
    }

    /// The faults in order of file and place.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.list.iter().collect();
        all.sort_by_key(|d| (d.span, d.severity, d.slug));
        all.dedup();
        all
    }
}

/// A text of bearable length: names in it may be of any.
fn clipped(mut text: String) -> String {
    if text.len() > TEXT_MAX {
        let end = (0..=TEXT_MAX).rev().find(|&i| text.is_char_boundary(i));
        text.truncate(end.unwrap_or(0));
        text.push('…');
    }
    text
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
    /// Where its line breaks are, once somebody asked.
    line_ends: OnceLock<Vec<u32>>,
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
            line_ends: OnceLock::new(),
        });
        (self.files.len() - 1) as u32
    }

    /// Adds the files of others; gives by how much their numbers grow.
    pub fn append(&mut self, mut other: Sources) -> u32 {
        let by = self.files.len() as u32;
        self.files.append(&mut other.files);
        by
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.files.len()
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
        let lines = source.line_ends.get_or_init(|| {
            let breaks = source.text.bytes().enumerate();
            let breaks = breaks.filter(|&(_, b)| b == b'\n');
            breaks.map(|(i, _)| i as u32).collect()
        });
        let before = lines.partition_point(|&at| (at as usize) < end);
        let begin = before.checked_sub(1).map_or(0, |i| lines[i] as usize + 1);
        let column = source.text[begin..end].chars().count() + 1;
        (before + source.first_line, column)
    }
}
