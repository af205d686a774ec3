//! Writing runs: nothing half-written, nothing lost.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::base::time::SimTime;
use crate::journal::lines::{self, Writer};
use crate::journal::{Entry, Header, Trailer};

/// A journal that is being written: `journal.jsonl.part` until ENDEX.
pub struct JournalFile {
    folder: PathBuf,
    out: BufWriter<File>,
    writer: Writer,
    buffer: Vec<u8>,
}

impl JournalFile {
    /// Begins a journal in a folder, with its header on disk before anything else.
    pub fn create(folder: &Path, header: &Header) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let part = folder.join("journal.jsonl.part");
        let new = folder.join("journal.jsonl.new");
        let mut file = File::create(&new)?;
        file.write_all(&lines::header_line(header))?;
        file.sync_all()?;
        fs::rename(&new, &part)?;
        let out = BufWriter::new(file);
        Ok(Self {
            folder: folder.to_owned(),
            out,
            writer: Writer::default(),
            buffer: Vec::new(),
        })
    }

    /// Writes the entries of some ticks and hands them to the system.
    pub fn write(&mut self, entries: &[Entry]) -> io::Result<()> {
        self.buffer.clear();
        self.writer.write(entries, &mut self.buffer);
        self.out.write_all(&self.buffer)?;
        self.out.flush()
    }

    /// Writes the trailer and gives the journal its name.
    pub fn finish(mut self, ended: SimTime) -> io::Result<Trailer> {
        let trailer = self.writer.finish(ended);
        self.out.write_all(&lines::trailer_line(&trailer))?;
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        fs::rename(
            self.folder.join("journal.jsonl.part"),
            self.folder.join("journal.jsonl"),
        )?;
        Ok(trailer)
    }
}

/// Reads a file that this program wrote.
pub fn text(path: &Path) -> io::Result<String> {
    fs::read_to_string(path)
}

/// Writes a file whole: under another name first, so that it is there as it was or as it shall be.
/// A link stays one, and who may read the file stays as it is.
pub fn whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = fs::write(&new, bytes).and_then(|()| {
        if let Ok(found) = fs::metadata(&path) {
            fs::set_permissions(&new, found.permissions())?;
        }
        fs::rename(&new, &path)
    });
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
    written
}

/// Writes copies of the scenario and of what it was put together from, below a folder.
pub fn texts(folder: &Path, texts: &[(String, String)]) -> io::Result<()> {
    for (name, text) in texts {
        whole(&folder.join(name), text.as_bytes())?;
    }
    Ok(())
}
