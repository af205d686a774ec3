//! Writing runs: nothing half-written, nothing lost.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::base::time::SimTime;
use crate::journal::lines::{self, Writer};
use crate::journal::{Entry, Header, Trailer};

/// A journal from its first entry to its trailer.
const WHOLE: &str = "journal.jsonl";
/// A journal that is being written, or whose run was stopped.
const PART: &str = "journal.jsonl.part";
/// A journal whose header is being written.
const NEW: &str = "journal.jsonl.new";

/// What is made of a journal, and holds for no other.
const MADE_OF_IT: [&str; 2] = ["score.json", "report.html"];

/// Why something could not be written, and what to do.
#[derive(Debug)]
pub struct Unwritten {
    path: PathBuf,
    why: io::Error,
}

impl Unwritten {
    fn at(path: &Path) -> impl Fn(io::Error) -> Unwritten {
        move |why| Unwritten {
            path: path.to_owned(),
            why,
        }
    }
}

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unwritten { path, why } = self;
        write!(
            f,
            "cannot write to `{}`: {why}; {}",
            path.display(),
            fix(why)
        )
    }
}

impl From<Unwritten> for String {
    fn from(unwritten: Unwritten) -> String {
        unwritten.to_string()
    }
}

/// What to do about a fault of writing.
fn fix(why: &io::Error) -> &'static str {
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "make room, or write elsewhere"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "write where you have the right to"
        }
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            "a file stands where a folder is wanted: choose another name"
        }
        ErrorKind::IsADirectory => "a folder stands where a file is wanted: choose another name",
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => "choose another name",
        _ => "choose another place",
    }
}

/// A journal that is being written: `journal.jsonl.part` until ENDEX.
pub struct JournalFile {
    folder: PathBuf,
    part: PathBuf,
    out: BufWriter<File>,
    writer: Writer,
    buffer: Vec<u8>,
}

impl JournalFile {
    /// Begins a journal in a folder: whoever kills the run finds a part with its header.
    pub fn create(folder: &Path, header: &Header) -> Result<Self, Unwritten> {
        let part = folder.join(PART);
        for name in [WHOLE].iter().chain(&MADE_OF_IT) {
            let path = folder.join(name);
            if path.is_dir() {
                return Err(Unwritten::at(&path)(ErrorKind::IsADirectory.into()));
            }
        }
        let begin = || {
            fs::create_dir_all(folder)?;
            let new = folder.join(NEW);
            let mut file = File::create(&new)?;
            file.write_all(&lines::header_line(header))?;
            fs::rename(&new, &part)?;
            file.sync_all()?;
            Ok(file)
        };
        let out = BufWriter::new(begin().map_err(Unwritten::at(folder))?);
        Ok(Self {
            folder: folder.to_owned(),
            part,
            out,
            writer: Writer::default(),
            buffer: Vec::new(),
        })
    }

    /// Writes the entries of some ticks and hands them to the system.
    pub fn write(&mut self, entries: &[Entry]) -> Result<(), Unwritten> {
        self.buffer.clear();
        self.writer.write(entries, &mut self.buffer);
        let written = self.out.write_all(&self.buffer);
        let written = written.and_then(|()| self.out.flush());
        written.map_err(Unwritten::at(&self.part))
    }

    /// Writes the trailer and gives the journal its name. What was made of an older journal of
    /// this folder is gone before.
    pub fn finish(mut self, ended: SimTime) -> Result<Trailer, Unwritten> {
        let trailer = self.writer.finish(ended);
        let mut end = || {
            self.out.write_all(&lines::trailer_line(&trailer))?;
            self.out.flush()?;
            self.out.get_ref().sync_all()?;
            Ok(())
        };
        end().map_err(Unwritten::at(&self.part))?;
        for name in MADE_OF_IT {
            let path = self.folder.join(name);
            gone(&path).map_err(Unwritten::at(&path))?;
        }
        let whole = self.folder.join(WHOLE);
        fs::rename(&self.part, &whole).map_err(Unwritten::at(&whole))?;
        Ok(trailer)
    }
}

/// Removes a file, if it is there.
fn gone(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// The journal in the folder of a run, and the part of a later run that was cut off, if any.
pub fn journal_in(folder: &Path) -> (PathBuf, Option<PathBuf>) {
    let mut there = [WHOLE, PART, NEW]
        .map(|name| folder.join(name))
        .into_iter()
        .filter(|path| path.exists() && (!path.ends_with(NEW) || ends_a_line(path)));
    match there.next() {
        Some(first) if first.ends_with(WHOLE) => (first, there.next()),
        Some(first) => (first, None),
        None => (folder.join(WHOLE), None),
    }
}

/// Whether the last line of a file is whole: a header that was cut off has nothing behind it.
fn ends_a_line(path: &Path) -> bool {
    let last = || {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last).map(|()| last)
    };
    last().is_ok_and(|last: [u8; 1]| last == *b"\n")
}

/// Whether a folder holds a run, or what is left of one.
pub fn is_run(folder: &Path) -> bool {
    journal_in(folder).0.exists()
}

/// Reads a file that this program wrote.
pub fn text(path: &Path) -> io::Result<String> {
    fs::read_to_string(path)
}

/// Writes a file whole: under another name first, so that it is there as it was or as it shall be.
/// A link stays one, and who may read the file stays as it is.
pub fn whole(path: &Path, bytes: &[u8]) -> Result<(), Unwritten> {
    replace(path, bytes).map_err(Unwritten::at(path))
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
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

/// That copies may be written to a folder: no file that was read stands there with another text.
pub fn loses_nothing(
    folder: &Path,
    texts: &[(String, String)],
    read: &[PathBuf],
) -> Result<(), String> {
    let read: Vec<PathBuf> = read
        .iter()
        .filter_map(|p| fs::canonicalize(p).ok())
        .collect();
    let mut copies = texts.iter().map(|(name, text)| (folder.join(name), text));
    let lost = copies.find(|(path, text)| {
        let same_file = |p: PathBuf| read.contains(&p);
        fs::canonicalize(path).is_ok_and(same_file)
            && fs::read(path).is_ok_and(|there| there != text.as_bytes())
    });
    match lost {
        None => Ok(()),
        Some((path, _)) => Err(format!(
            "the run would replace `{}`, from which it is read; choose another --out",
            path.display()
        )),
    }
}

/// Writes copies of the scenario and of what it was put together from, below a folder.
pub fn texts(folder: &Path, texts: &[(String, String)]) -> Result<(), Unwritten> {
    for (name, text) in texts {
        whole(&folder.join(name), text.as_bytes())?;
    }
    Ok(())
}
