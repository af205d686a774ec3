//! Logs that this program did not write: CSV or JSON Lines, one fact a row, read in one pass.
//!
//! A row has a time and the name of a fact; its other cells are the fact's fields, and empty cells
//! are fields that it lacks. Times are durations since the start (`00:41:00`, `41min`) or ISO 8601
//! instants, of which the first is the start. Rows are numbered as a spreadsheet numbers them: the
//! header is row 1.

mod csv;
mod json;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use crate::base::diag::Span;
use crate::base::text;
use crate::base::time::{SimDuration, SimTime};
use crate::conduct::RuleSet;
use crate::io::load::Loader;
use crate::journal::event::Event;
use crate::journal::fact::{Fact, FieldValue};

/// A line may be so long, in bytes.
const LINE_MAX: u64 = 1 << 20;
/// After so many faults reading stops.
const FAULTS_MAX: usize = 200;
/// So many unknown facts are told of.
const STRANGE_MAX: usize = 20;

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Text(String),
    Number(f64),
    Bool(bool),
    List(Vec<Cell>),
}

impl Cell {
    fn value(&self) -> FieldValue<'_> {
        match self {
            Self::Text(t) => FieldValue::Text(t),
            Self::Number(x) => FieldValue::Number(*x),
            Self::Bool(b) => FieldValue::Bool(*b),
            Self::List(items) => FieldValue::List(items.iter().map(Self::value).collect()),
        }
    }

    /// What a text in a cell stands for, in a column that holds numbers, or none, or nobody knows:
    /// then a number is what is written as one would print it, so that ids such as `007` and
    /// `1.10` stay texts. `None`: a number was wanted.
    fn of_text(text: &str, number: Option<bool>) -> Option<Self> {
        match text {
            "true" | "TRUE" => return Some(Self::Bool(true)),
            "false" | "FALSE" => return Some(Self::Bool(false)),
            _ => {}
        }
        let value = text.parse::<f64>().ok().filter(|x| x.is_finite());
        match (number, value) {
            (Some(true), value) => value.map(Self::Number),
            (None, Some(x)) if x.to_string() == text => Some(Self::Number(x)),
            _ => Some(Self::Text(text.to_owned())),
        }
    }
}

/// A fact of a log.
#[derive(Debug, Default)]
struct Row {
    at: SimTime,
    row: u64,
    name: String,
    fields: Vec<(String, Cell)>,
}

impl Fact for Row {
    fn name(&self) -> &str {
        &self.name
    }

    fn at(&self) -> SimTime {
        self.at
    }

    fn row(&self) -> u64 {
        self.row
    }

    fn get(&self, field: &str) -> Option<FieldValue<'_>> {
        let found = self.fields.iter().find(|(name, _)| name == field);
        found.map(|(_, cell)| cell.value())
    }
}

/// How a log ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ended {
    /// The instant up to which it tells.
    pub horizon: SimTime,
    /// Whether that is the end of the exercise.
    pub complete: bool,
    /// How many facts it has.
    pub facts: u64,
}

/// A line of a file, with its number.
struct Line<'l> {
    text: &'l str,
    number: usize,
    /// Whether it ends with a line break.
    whole: bool,
}

/// What is known while a log is read.
struct Reading<'l, 'e> {
    loader: &'l mut Loader,
    file: String,
    faults: usize,
    start: Option<Start>,
    row: Row,
    last: Option<SimTime>,
    last_seq: Option<u64>,
    complete: bool,
    facts: u64,
    /// Facts that rules or the journal know, and those that were told of as unknown.
    known: BTreeSet<String>,
    strange: BTreeSet<String>,
    each: &'e mut dyn FnMut(&dyn Fact),
}

/// What times count from.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Start {
    /// They are durations since the start.
    Zero,
    /// They are instants: the first, in milliseconds since 1970, and whether they have an offset.
    Instant(i64, bool),
}

impl Loader {
    /// Reads a log, or a journal, and tells of every fact in it, in order of time. With any error,
    /// nothing.
    pub fn log(
        &mut self,
        path: &Path,
        rules: &RuleSet,
        each: &mut dyn FnMut(&dyn Fact),
    ) -> Option<Ended> {
        if path.is_dir() || starts_with_header(path) {
            let journal = self.journal(path)?;
            journal.entries.iter().for_each(|entry| each(entry));
            return Some(Ended {
                horizon: journal.horizon(),
                complete: journal.trailer.is_some(),
                facts: journal.entries.len() as u64,
            });
        }
        let file = match File::open(path) {
            Ok(file) => file,
            Err(e) => {
                let name = path.display().to_string();
                let message = format!("`{name}` cannot be read: {e}");
                self.fault("unreadable-file", &name, message, "check the path");
                return None;
            }
        };
        let mut known: BTreeSet<String> = Event::catalogue()
            .into_iter()
            .map(|row| row.kind.to_owned())
            .collect();
        known.extend(rules.facts());
        let mut reading = Reading {
            loader: self,
            file: path.display().to_string(),
            faults: 0,
            start: None,
            row: Row::default(),
            last: None,
            last_seq: None,
            complete: false,
            facts: 0,
            known,
            strange: BTreeSet::new(),
            each,
        };
        reading.lines(BufReader::with_capacity(1 << 16, file));
        reading.ended()
    }
}

/// Whether a file is a journal: its first line is a header.
fn starts_with_header(path: &Path) -> bool {
    const HEADER: &[u8] = b"{\"header\"";
    let mut first = [0; HEADER.len()];
    let read = File::open(path).and_then(|mut f| f.read_exact(&mut first));
    read.is_ok() && first == HEADER
}

impl Reading<'_, '_> {
    fn lines(&mut self, mut from: BufReader<File>) {
        let mut form: Option<csv::Form> = None;
        let mut json = None;
        let mut bytes = Vec::new();
        let mut number = 0;
        loop {
            number += 1;
            bytes.clear();
            let read = (&mut from).take(LINE_MAX).read_until(b'\n', &mut bytes);
            match read {
                Ok(0) => return,
                Ok(n) if n as u64 == LINE_MAX && bytes.last() != Some(&b'\n') => {
                    let line = self.line("line-too-long", "", number);
                    return self.fault(
                        line,
                        "a line is longer than a million bytes",
                        "is this a log?",
                    );
                }
                Ok(_) => {}
                Err(e) => {
                    let line = self.line("unreadable-file", "", number);
                    return self.fault(line, &format!("it cannot be read on: {e}"), "");
                }
            }
            let whole = bytes.last() == Some(&b'\n');
            while matches!(bytes.last(), Some(b'\n' | b'\r')) {
                bytes.pop();
            }
            let text = match std::str::from_utf8(&bytes) {
                Ok(text) => text.trim_start_matches('\u{feff}'),
                // A character is cut in two.
                Err(e) if !whole && e.error_len().is_none() => {
                    return self.torn(&Line {
                        text: "",
                        number,
                        whole,
                    });
                }
                Err(e) => {
                    let shown = String::from_utf8_lossy(&bytes).into_owned();
                    let at = e.valid_up_to();
                    let line = (
                        self.line("not-utf8", &shown, number).0,
                        at,
                        at + 1,
                        "not-utf8",
                    );
                    self.fault(line, "the line is not UTF-8 text", "save the log as UTF-8");
                    return;
                }
            };
            if text.trim().is_empty() {
                continue;
            }
            let is_json = *json.get_or_insert_with(|| text.trim_start().starts_with('{'));
            let line = Line {
                text,
                number,
                whole,
            };
            if is_json {
                self.json_line(&line);
            } else if let Some(form) = &mut form {
                self.csv_line(form, &line);
            } else {
                form = self.csv_header(&line);
                if form.is_none() {
                    return;
                }
            }
            if self.faults >= FAULTS_MAX {
                return;
            }
        }
    }

    /// The last line breaks off.
    fn torn(&mut self, line: &Line<'_>) {
        let place = self.line("torn-last-line", line.text, line.number);
        self.warn(place, "the last line is torn; it was left out", "");
    }

    /// Tells of the row that was read.
    fn tell(&mut self, line: &Line<'_>) {
        if let Some(last) = self.last
            && self.row.at < last
        {
            let place = self.line("rows-out-of-order", line.text, line.number);
            let message = format!(
                "row {} is at {}, before the row above it at {}",
                self.row.row,
                SimDuration(self.row.at.0),
                SimDuration(last.0)
            );
            self.fault(place, &message, "sort the rows by time");
            return;
        }
        self.last = Some(self.row.at);
        let strange = !self.known.contains(&self.row.name) && self.strange.len() < STRANGE_MAX;
        if strange && self.strange.insert(self.row.name.clone()) {
            let near = text::did_you_mean(&self.row.name, self.known.iter().map(String::as_str));
            let help = near.map_or_else(
                || "no rule hears of it; `docs/journal.md` lists the facts".to_owned(),
                |n| format!("did you mean `{n}`?"),
            );
            let message = format!("no rule and no journal knows a fact `{}`", self.row.name);
            let place = self.line("unknown-fact", line.text, line.number);
            self.warn(place, &message, &help);
        }
        self.complete = self.row.name == "exercise_ended";
        self.facts += 1;
        if self.faults == 0 {
            (self.each)(&self.row);
        }
    }

    /// The instant that a text names.
    fn time(&mut self, text: &str) -> Result<SimTime, String> {
        let text = text.trim();
        let wrong = || {
            format!(
                "`{text}` is no time; write a duration since the start such as 00:41:00, or a \
                 date and time such as 2022-06-27T06:41:00+06:00"
            )
        };
        let (start, ms) = match duration_ms(text) {
            Some(ms) => (Start::Zero, ms),
            None => {
                let (ms, offset) = instant_ms(text).ok_or_else(wrong)?;
                (Start::Instant(ms, offset), ms)
            }
        };
        self.since_start(start, ms)
            .map_err(|reason| format!("`{text}`: {reason}"))
    }

    /// The time since the start of what is told in milliseconds.
    fn since_start(&mut self, start: Start, ms: i64) -> Result<SimTime, &'static str> {
        match (*self.start.get_or_insert(start), start) {
            (Start::Zero, Start::Zero) => Ok(SimTime(ms)),
            (Start::Instant(first, a), Start::Instant(_, b)) if a == b => {
                Ok(SimTime(ms.saturating_sub(first)))
            }
            (Start::Instant(..), Start::Instant(..)) => {
                Err("dates have an offset such as +06:00 all through a log, or nowhere in it")
            }
            _ => Err("times are durations or dates, not both in one log"),
        }
    }

    fn ended(self) -> Option<Ended> {
        if self.faults > 0 {
            return None;
        }
        Some(Ended {
            horizon: self.last.unwrap_or(SimTime::START),
            complete: self.complete,
            facts: self.facts,
        })
    }

    /// A line as a place: its source, the bytes in it, and the kind of fault.
    fn line(
        &mut self,
        slug: &'static str,
        text: &str,
        number: usize,
    ) -> (u32, usize, usize, &'static str) {
        let file = self
            .loader
            .sources
            .add_line(self.file.clone(), number, text);
        (file, 0, text.len(), slug)
    }

    fn fault(
        &mut self,
        (file, start, end, slug): (u32, usize, usize, &'static str),
        message: &str,
        help: &str,
    ) {
        self.faults += 1;
        let (start, end) = (start as u32, end as u32);
        self.loader
            .diags
            .error(slug, Span { file, start, end }, message, help);
    }

    fn warn(
        &mut self,
        (file, start, end, slug): (u32, usize, usize, &'static str),
        message: &str,
        help: &str,
    ) {
        let (start, end) = (start as u32, end as u32);
        self.loader
            .diags
            .warning(slug, Span { file, start, end }, message, help);
    }
}

/// Milliseconds of `1:02:03.5`, `1:02` (hours and minutes) or `62min`.
fn duration_ms(text: &str) -> Option<i64> {
    if !text.contains(':') {
        return SimDuration::parse(text).ok().map(|d| d.0);
    }
    let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut parts = rest.split(':');
    let digits = |part: Option<&str>| -> Option<i64> {
        let part = part.filter(|p| p.bytes().all(|b| b.is_ascii_digit()))?;
        part.parse().ok()
    };
    let hours = digits(parts.next()).filter(|h| *h <= 9_600)?;
    let minutes = digits(parts.next()).filter(|m| *m < 60)?;
    let seconds: f64 = match parts.next() {
        Some(s) => s.parse().ok().filter(|s| (0.0..60.0).contains(s))?,
        None => 0.0,
    };
    let ms = libm::round(seconds * 1000.0) as i64;
    let whole = (hours * 60 + minutes) * 60_000 + ms;
    parts.next().is_none().then_some(sign * whole)
}

/// Milliseconds since 1970 of a date and time, and whether it has an offset; without one, as if in
/// UTC.
fn instant_ms(text: &str) -> Option<(i64, bool)> {
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Some((instant.as_millisecond(), true));
    }
    let local: jiff::civil::DateTime = text.parse().ok()?;
    let utc = jiff::tz::Offset::UTC.to_timestamp(local).ok()?;
    Some((utc.as_millisecond(), false))
}
