//! Journals as text: JSON Lines, written entry by entry and read back to the same values.

use serde::{Deserialize, Serialize};

use crate::base::diag::{Diagnostics, Sources, Span};
use crate::base::time::SimTime;
use crate::journal::digest::Digest;
use crate::journal::fact::AsField;
use crate::journal::{Entry, FORMAT, Header, Journal, Trailer};

#[derive(Serialize, Deserialize)]
struct HeaderLine<H> {
    header: H,
}

#[derive(Serialize, Deserialize)]
struct TrailerLine<T> {
    trailer: T,
}

/// The line of a header, newline included.
pub fn header_line(header: &Header) -> Vec<u8> {
    line(&HeaderLine { header })
}

/// The line of a trailer, newline included.
pub fn trailer_line(trailer: &Trailer) -> Vec<u8> {
    line(&TrailerLine { trailer })
}

fn line<T: Serialize>(value: &T) -> Vec<u8> {
    let mut out = serde_json::to_vec(value).expect("plain data can be written as JSON");
    out.push(b'\n');
    out
}

/// The text of an entry: what its `Serialize` gives, with the names of fields copied instead of
/// escaped one by one.
fn write_entry(entry: &Entry, out: &mut Vec<u8>) -> serde_json::Result<()> {
    out.extend_from_slice(b"{\"seq\":");
    serde_json::to_writer(&mut *out, &entry.seq)?;
    out.extend_from_slice(b",\"at_ms\":");
    serde_json::to_writer(&mut *out, &entry.at)?;
    out.extend_from_slice(b",\"kind\":\"");
    out.extend_from_slice(entry.event.kind().as_bytes());
    out.extend_from_slice(b"\",\"actor\":");
    entry.actor.write_json(out)?;
    out.extend_from_slice(b",\"cause\":");
    serde_json::to_writer(&mut *out, &entry.cause)?;
    out.extend_from_slice(b",\"subject\":");
    entry.subject.write_json(out)?;
    entry.event.write_fields(out)?;
    out.push(b'}');
    Ok(())
}

/// Writes entries as lines and keeps count and digest.
#[derive(Clone, Default)]
pub struct Writer {
    digest: Digest,
    count: u64,
}

impl Writer {
    /// Appends the lines of some entries to `out`.
    pub fn write(&mut self, entries: &[Entry], out: &mut Vec<u8>) {
        let start = out.len();
        for entry in entries {
            write_entry(entry, out).expect("plain data can be written as JSON");
            out.push(b'\n');
        }
        self.digest.add(&out[start..]);
        self.count += entries.len() as u64;
    }

    /// The trailer of what was written.
    pub fn finish(self, ended: SimTime) -> Trailer {
        Trailer {
            entries: self.count,
            digest: self.digest.hex(),
            ended_ms: ended,
        }
    }
}

/// Reads a journal. A last line that is torn, and a missing trailer, are warnings; any other
/// fault is an error.
pub fn read(sources: &Sources, file: u32, diags: &mut Diagnostics) -> Option<Journal> {
    let text = &sources.get(file)?.text;
    let mut reader = Reader {
        file,
        diags,
        digest: Digest::default(),
        header: None,
        entries: Vec::new(),
        trailer: None,
    };
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        let end = start + raw.len();
        reader.line(raw, start, end == text.len());
        start = end;
    }
    let unnamed = sources.get(file)?.name.ends_with(".part");
    reader.finish(text.len(), unnamed)
}

struct Reader<'d> {
    file: u32,
    diags: &'d mut Diagnostics,
    digest: Digest,
    header: Option<Header>,
    entries: Vec<Entry>,
    trailer: Option<Trailer>,
}

impl Reader<'_> {
    fn line(&mut self, raw: &str, start: usize, last: bool) {
        let span = Span {
            file: self.file,
            start: start as u32,
            end: (start + raw.trim_end().len()) as u32,
        };
        if raw.trim().is_empty() {
            return;
        }
        if last && !raw.ends_with('\n') && serde_json::from_str::<serde_json::Value>(raw).is_err() {
            self.diags.warning(
                "torn-last-line",
                span,
                "the last line is torn and was left out",
                "the run was stopped while it wrote; what stands before is whole",
            );
            return;
        }
        if let Err(message) = self.accept(raw) {
            self.diags.error(
                "broken-journal-line",
                span,
                message,
                "restore the line from a copy",
            );
        }
    }

    fn accept(&mut self, raw: &str) -> Result<(), String> {
        if self.header.is_none() {
            let line: HeaderLine<Header> = serde_json::from_str(raw)
                .map_err(|e| format!("the first line is not a journal's header: {e}"))?;
            if line.header.format > FORMAT {
                return Err(format!(
                    "the journal has format {}; this program reads up to {FORMAT}",
                    line.header.format
                ));
            }
            self.header = Some(line.header);
            return Ok(());
        }
        if let Ok(line) = serde_json::from_str::<TrailerLine<Trailer>>(raw) {
            self.trailer = Some(line.trailer);
            return Ok(());
        }
        let entry: Entry = serde_json::from_str(raw).map_err(|e| format!("not an entry: {e}"))?;
        if self.trailer.is_some() {
            return Err("an entry stands after the trailer".to_owned());
        }
        let expected = self.entries.len() as u64 + 1;
        if entry.seq != expected {
            return Err(format!(
                "entry {} stands where {expected} should",
                entry.seq
            ));
        }
        if self
            .entries
            .last()
            .is_some_and(|before| entry.at < before.at)
        {
            return Err(format!("entry {} goes back in time", entry.seq));
        }
        self.digest.add(raw.trim_end_matches('\n').as_bytes());
        self.digest.add(b"\n");
        self.entries.push(entry);
        Ok(())
    }

    fn finish(self, length: usize, unnamed: bool) -> Option<Journal> {
        let Self {
            file,
            diags,
            digest,
            header,
            entries,
            trailer,
        } = self;
        let end = Span {
            file,
            start: length.saturating_sub(1) as u32,
            end: length as u32,
        };
        match &trailer {
            None if header.is_some() => {
                let count = entries.len();
                diags.warning(
                    "journal-cut-off",
                    end,
                    format!("the journal ends after {count} entries, before ENDEX"),
                    "what was recorded is judged; what was still open counts as pending",
                );
            }
            Some(t)
                if unnamed
                    && t.entries == entries.len() as u64
                    && t.digest == digest.clone().hex() =>
            {
                diags.warning(
                    "journal-cut-off",
                    end,
                    "the run was stopped before it could rename its journal; the journal is whole",
                    "take the `.part` from its name",
                );
            }
            Some(t) if t.entries != entries.len() as u64 || t.digest != digest.hex() => {
                diags.error(
                    "journal-changed",
                    end,
                    "the entries are not those that were recorded: count or digest differs",
                    "restore the journal from a copy",
                );
            }
            _ => {}
        }
        if header.is_none() && !diags.has_errors() {
            diags.error(
                "empty-file",
                end,
                "the file holds no journal",
                "give a `journal.jsonl`",
            );
        }
        if diags.has_errors() {
            return None;
        }
        header.map(|header| Journal {
            header,
            entries,
            trailer,
        })
    }
}
