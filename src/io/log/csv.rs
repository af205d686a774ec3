//! Rows of a spreadsheet: a header line with `time`, `fact` and the names of fields.

use std::collections::BTreeMap;

use crate::base::text;
use crate::io::log::{Cell, Line, Reading};
use crate::journal::event::Event;

/// The fields of the journal's facts: whether they are numbers wherever they occur.
fn numeric_fields() -> BTreeMap<&'static str, bool> {
    let mut fields = BTreeMap::new();
    for field in Event::catalogue().into_iter().flat_map(|row| row.fields) {
        let number = matches!(
            field.type_name,
            "number" | "whole number" | "milliseconds" | "milliseconds since STARTEX"
        );
        *fields.entry(field.name).or_insert(true) &= number;
    }
    fields
}

/// How the rows of a log are laid out.
pub(super) struct Form {
    delimiter: u8,
    columns: Vec<String>,
    /// Whether each column holds numbers, as far as the journal says.
    kinds: Vec<Option<bool>>,
    time: usize,
    fact: usize,
    cells: Cells,
}

/// The cells of one line: their texts on end, and where each ends.
struct Cells {
    reader: csv_core::Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// What may be wrong with a line as such.
enum Broken {
    /// A quote is opened and not closed.
    Quote,
    /// There is a line break of another kind in it.
    LineBreak,
}

impl Cells {
    fn new(delimiter: u8) -> Self {
        Self {
            reader: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            text: vec![0; 1024],
            ends: vec![0; 64],
        }
    }

    /// Splits a line; gives how many cells it has, or what is wrong with it.
    fn split(&mut self, line: &str) -> Result<usize, Broken> {
        self.reader.reset();
        self.text.resize(self.text.len().max(line.len() + 2), 0);
        self.ends.resize(self.ends.len().max(line.len() + 3), 0);
        let (text, ends) = (&mut self.text, &mut self.ends);
        let (result, read, wrote, cells) = self.reader.read_record(line.as_bytes(), text, ends);
        if result == csv_core::ReadRecordResult::Record || read < line.len() {
            return Err(Broken::LineBreak);
        }
        // A line break ends the record, unless it lies between quotes.
        let (text, ends) = (&mut self.text[wrote..], &mut self.ends[cells..]);
        let (result, .., more) = self.reader.read_record(b"\n", text, ends);
        match result {
            csv_core::ReadRecordResult::Record => Ok(cells + more),
            _ => Err(Broken::Quote),
        }
    }

    fn get(&self, i: usize) -> &str {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        std::str::from_utf8(&self.text[start..self.ends[i]])
            .unwrap_or_default()
            .trim()
    }
}

impl Reading<'_, '_> {
    /// The layout that a header line names.
    pub(super) fn csv_header(&mut self, line: &Line<'_>) -> Option<Form> {
        let of = |c: char| line.text.matches(c).count();
        let delimiter = [(',', of(',')), (';', of(';')), ('\t', of('\t'))]
            .into_iter()
            .max_by_key(|(c, n)| (*n, *c == ','))
            .map_or(b',', |(c, _)| c as u8);
        let mut cells = Cells::new(delimiter);
        let count = match cells.split(line.text) {
            Ok(count) => count,
            Err(broken) => {
                self.broken(line, &broken);
                return None;
            }
        };
        let columns: Vec<String> = (0..count).map(|i| cells.get(i).to_lowercase()).collect();
        let mut sound = true;
        for (i, column) in columns.iter().enumerate() {
            if !column.is_empty() && columns[..i].contains(column) {
                let place = self.cell("duplicate-column", line, i, delimiter);
                self.fault(
                    place,
                    &format!("two columns are called `{column}`"),
                    "rename one",
                );
                sound = false;
            }
        }
        let mut find = |name: &str| {
            let at = columns.iter().position(|c| c == name);
            if at.is_none() {
                let near = text::did_you_mean(name, columns.iter().map(String::as_str));
                let help = near.map_or_else(
                    || {
                        "the first line names the columns, such as: time,fact,actor,track"
                            .to_owned()
                    },
                    |n| format!("rename the column `{n}` to `{name}`"),
                );
                let place = self.line("missing-column", line.text, line.number);
                self.fault(place, &format!("no column is called `{name}`"), &help);
            }
            at
        };
        let (time, fact) = (find("time"), find("fact"));
        let (time, fact) = (time?, fact?);
        let numeric = numeric_fields();
        let kinds = columns.iter().map(|c| numeric.get(c.as_str()).copied());
        sound.then_some(Form {
            delimiter,
            kinds: kinds.collect(),
            columns,
            time,
            fact,
            cells,
        })
    }

    /// A row below the header.
    pub(super) fn csv_line(&mut self, form: &mut Form, line: &Line<'_>) {
        let count = match form.cells.split(line.text) {
            Ok(count) => count,
            Err(Broken::Quote) if !line.whole => return self.torn(line),
            Err(broken) => return self.broken(line, &broken),
        };
        if count > form.columns.len() {
            let place = self.line("too-many-cells", line.text, line.number);
            let message = format!(
                "row {} has {count} cells, and there are {} columns",
                line.number,
                form.columns.len()
            );
            self.fault(
                place,
                &message,
                "put a cell with a comma in it between quotes",
            );
            return;
        }
        let cell = |i: usize| if i < count { form.cells.get(i) } else { "" };
        if (0..count).all(|i| cell(i).is_empty()) {
            return;
        }
        let (time, fact) = (cell(form.time), cell(form.fact));
        let at = self.time(time);
        let (Ok(at), false) = (&at, fact.is_empty()) else {
            if !line.whole && count < form.columns.len() {
                return self.torn(line);
            }
            if let Err(message) = at {
                let place = self.cell("bad-time", line, form.time, form.delimiter);
                self.fault(place, &format!("row {}: {message}", line.number), "");
            }
            if fact.is_empty() {
                let place = self.line("missing-fact", line.text, line.number);
                let message = format!("row {} names no fact", line.number);
                self.fault(
                    place,
                    &message,
                    "write what happened into the column `fact`",
                );
            }
            return;
        };
        self.row.at = *at;
        self.row.row = line.number as u64;
        fact.clone_into(&mut self.row.name);
        self.row.fields.clear();
        let mut wrong = None;
        for (i, column) in form.columns.iter().enumerate() {
            let text = cell(i);
            if i == form.time || i == form.fact || text.is_empty() || column.is_empty() {
                continue;
            }
            match Cell::of_text(text, form.kinds[i]) {
                Some(cell) => self.row.fields.push((column.clone(), cell)),
                None => {
                    wrong = wrong.or(Some((
                        i,
                        format!("`{column}` is a number, and `{text}` is none"),
                    )))
                }
            }
        }
        if let Some((i, message)) = wrong {
            let place = self.cell("bad-number", line, i, form.delimiter);
            let message = format!("row {}: {message}", line.number);
            self.fault(
                place,
                &message,
                "write digits, and a point before decimals, such as 1200.5",
            );
            return;
        }
        self.tell(line);
    }

    /// A line that cannot be split into cells.
    fn broken(&mut self, line: &Line<'_>, broken: &Broken) {
        let (slug, message, help) = match broken {
            Broken::Quote => (
                "open-quote",
                "a quote is opened and not closed on the line",
                "close it, and keep the text of a cell on one line",
            ),
            Broken::LineBreak => (
                "broken-line",
                "there is a line break within the line",
                "save the log with line breaks of the usual kind (LF or CRLF)",
            ),
        };
        let place = self.line(slug, line.text, line.number);
        self.fault(place, &format!("row {}: {message}", line.number), help);
    }

    /// A cell of a line as a place.
    fn cell(
        &mut self,
        slug: &'static str,
        line: &Line<'_>,
        number: usize,
        delimiter: u8,
    ) -> (u32, usize, usize, &'static str) {
        let (mut quoted, mut cell, mut start, mut end) = (false, 0, 0, line.text.len());
        for (i, byte) in line.text.bytes().enumerate() {
            quoted ^= byte == b'"';
            if byte == delimiter && !quoted {
                if cell == number {
                    end = i;
                    break;
                }
                cell += 1;
                start = i + 1;
            }
        }
        let (file, _, _, slug) = self.line(slug, line.text, line.number);
        (file, start, end.max(start), slug)
    }
}
