//! Rows of a spreadsheet: a header line with `time`, `fact` and the names of fields.

use crate::base::text;
use crate::io::log::{Cell, Line, Reading};

/// How the rows of a log are laid out.
pub(super) struct Form {
    columns: Vec<String>,
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

impl Cells {
    fn new(delimiter: u8) -> Self {
        Self {
            reader: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            text: vec![0; 1024],
            ends: vec![0; 64],
        }
    }

    /// Splits a line; gives how many cells it has.
    fn split(&mut self, line: &str) -> usize {
        self.reader.reset();
        self.text.resize(self.text.len().max(line.len() + 1), 0);
        self.ends.resize(self.ends.len().max(line.len() + 2), 0);
        let (mut read, mut wrote, mut cells) = (0, 0, 0);
        loop {
            let (result, i, o, n) = self.reader.read_record(
                &line.as_bytes()[read..],
                &mut self.text[wrote..],
                &mut self.ends[cells..],
            );
            (read, wrote, cells) = (read + i, wrote + o, cells + n);
            match result {
                csv_core::ReadRecordResult::InputEmpty => {}
                _ => return cells,
            }
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
        let count = cells.split(line.text);
        let columns: Vec<String> = (0..count).map(|i| cells.get(i).to_lowercase()).collect();
        let mut sound = true;
        for (i, column) in columns.iter().enumerate() {
            if !column.is_empty() && columns[..i].contains(column) {
                let place = self.cell("duplicate-column", line, column);
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
        sound.then_some(Form {
            columns,
            time,
            fact,
            cells,
        })
    }

    /// A row below the header.
    pub(super) fn csv_line(&mut self, form: &mut Form, line: &Line<'_>) {
        let count = form.cells.split(line.text);
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
            if !line.whole {
                let place = self.line("torn-last-line", line.text, line.number);
                self.warn(place, "the last line is torn; it was left out", "");
                return;
            }
            if let Err(message) = at {
                let place = self.cell("bad-time", line, time);
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
        for (i, column) in form.columns.iter().enumerate() {
            let text = cell(i);
            if i != form.time && i != form.fact && !text.is_empty() && !column.is_empty() {
                self.row.fields.push((column.clone(), Cell::of_text(text)));
            }
        }
        self.tell(line);
    }

    /// A cell of a line as a place.
    fn cell(
        &mut self,
        slug: &'static str,
        line: &Line<'_>,
        text: &str,
    ) -> (u32, usize, usize, &'static str) {
        let (file, _, end, slug) = self.line(slug, line.text, line.number);
        let found = line.text.to_lowercase().rfind(&text.to_lowercase());
        let start = found.filter(|_| !text.is_empty()).unwrap_or(0);
        (
            file,
            start,
            if text.is_empty() {
                end
            } else {
                start + text.len()
            },
            slug,
        )
    }
}
