//! A sheet as cells, each with its place in the file.

use crate::scenario::sheet::{GUARD, GUARDED};

/// A cell: its text, and where in the file each byte of it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    /// The file's byte at which the text begins.
    pub(super) start: usize,
    /// The file's byte after the cell.
    pub(super) end: usize,
    /// Bytes of the text before which the file has one byte more.
    pub(super) skips: Vec<usize>,
}

impl Cell {
    /// The file's byte for a byte of the text.
    pub(super) fn place(&self, at: usize) -> usize {
        let skipped = self.skips.partition_point(|&s| s <= at);
        (self.start + at + skipped).min(self.end)
    }

    /// Leaves out so many bytes at the beginning.
    fn cut(&mut self, bytes: usize) {
        self.start = self.place(bytes);
        let before = self.skips.partition_point(|&s| s <= bytes);
        self.skips.drain(..before);
        for s in &mut self.skips {
            *s -= bytes;
        }
        self.text.drain(..bytes);
    }

    /// Leaves out the apostrophe that keeps a spreadsheet from calculating.
    fn unguard(&mut self) {
        let inner = self.text.strip_prefix(GUARD);
        if inner.is_some_and(|t| t.starts_with(GUARDED)) {
            self.cut(GUARD.len_utf8());
        }
    }

    /// Leaves out blanks around.
    pub(super) fn trim(&mut self) {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        let blank = self.text.len() - self.text.trim_start().len();
        self.cut(blank);
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// What comes after a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Cell,
    Row,
    End,
}

/// Splits a text into cells.
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    delimiter: char,
    /// Where a quote is opened that is never closed.
    pub(super) open: Option<usize>,
}

impl<'t> Scanner<'t> {
    /// A scanner of a text from a byte on.
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self {
            text,
            at,
            delimiter: delimiter(&text[at..]),
            open: None,
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, c: char) -> bool {
        let here = self.peek() == Some(c);
        if here {
            self.at += c.len_utf8();
        }
        here
    }

    /// The next row; none at the end.
    pub(super) fn row(&mut self) -> Option<Vec<Cell>> {
        self.peek()?;
        let mut cells = Vec::new();
        loop {
            let (cell, after) = self.cell();
            cells.push(cell);
            if after != After::Cell {
                return Some(cells);
            }
        }
    }

    fn cell(&mut self) -> (Cell, After) {
        let mut cell = Cell::default();
        let quote = self.at;
        let quoted = self.take('"');
        cell.start = self.at;
        if quoted && !self.quoted(&mut cell) {
            self.open = Some(quote);
        }
        let after = self.plain(&mut cell);
        cell.unguard();
        (cell, after)
    }

    /// Reads as far as the closing quote; says whether there is one.
    fn quoted(&mut self, cell: &mut Cell) -> bool {
        while let Some(c) = self.next() {
            match c {
                '"' if !self.take('"') => return true,
                // The second quote of a pair stands for both; so does the second half of CR LF.
                '"' => {
                    cell.text.push('"');
                    cell.skips.push(cell.text.len());
                }
                '\r' if self.peek() == Some('\n') => cell.skips.push(cell.text.len()),
                c => cell.text.push(c),
            }
            cell.end = self.at;
        }
        false
    }

    /// Reads as far as the end of the cell.
    fn plain(&mut self, cell: &mut Cell) -> After {
        loop {
            cell.end = cell.end.max(self.at);
            match self.next() {
                None => return After::End,
                Some(c) if c == self.delimiter => return After::Cell,
                Some('\n') => return After::Row,
                Some('\r') => {
                    self.take('\n');
                    return After::Row;
                }
                Some(c) => cell.text.push(c),
            }
        }
    }
}

/// What parts the cells of a sheet: what stands most often in its first line.
fn delimiter(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let often = |d: &char| first.matches(*d).count();
    // Of equals the last wins, so that a comma stands for a sheet of one column.
    ['\t', ';', ',']
        .into_iter()
        .max_by_key(often)
        .unwrap_or(',')
}
