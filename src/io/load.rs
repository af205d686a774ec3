//! From paths to values: scenarios with what they include, rules, profiles, doctrines, orders,
//! journals.

mod check;
mod scenario;
mod sure;
mod tree;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::string::FromUtf8Error;
use std::sync::Arc;

use crate::base::diag::{Diagnostics, Sources, Span};
use crate::conduct::values::AgreedValues;
use crate::conduct::{RuleSet, Stranger};
use crate::io::{injects, save, shipped};
use crate::journal::{FORMAT, Header, Journal, lines};
use crate::notation::decode::Decode;
use crate::notation::kinds::At;
use crate::notation::syntax::{self, SIZE_MAX};
use crate::order::{self, Order};
use crate::scenario::doctrine::Doctrine;
use crate::scenario::file::{IncludeFile, InjectFile};
use crate::scenario::geo;
use crate::scenario::inputs::Inputs;
use crate::score::profile::Profile;

/// The rule file that holds if a scenario names none.
const RULES: &str = "conduct/line_of_conduct.ron";
/// The score profile that holds if a scenario names none.
const PROFILE: &str = "profiles/standard.ron";
/// How UTF-8 may begin.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// Journals up to this size are read, in bytes.
const JOURNAL_MAX: u64 = 2 << 30;

/// Reads files and remembers their texts and all faults.
#[derive(Default)]
pub struct Loader {
    /// The files that were read.
    pub sources: Sources,
    /// The faults.
    pub diags: Diagnostics,
    /// The files that were read from disk.
    pub read: Vec<PathBuf>,
    /// Where the files lie, by their numbers.
    homes: BTreeMap<u32, Home>,
}

/// A scenario with all that it refers to.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What a run takes.
    pub inputs: Inputs,
    /// What judges it.
    pub rules: RuleSet,
    /// What scores it.
    pub profile: Profile,
    /// The texts of the scenario and of what it includes, by file name.
    pub texts: Vec<(String, String)>,
}

impl Loaded {
    /// The header of a journal of this scenario.
    pub fn header(&self, seed: u64, luck_seed: u64) -> Header {
        Header {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            seed,
            luck_seed,
            inputs: Arc::new(serde_json::json!({
                "scenario": self.inputs.scenario,
                "doctrines": self.inputs.doctrines,
                "rules": self.rules.without_examples(),
                "profile": self.profile,
            })),
        }
    }
}

/// A text that was found: on disk or shipped.
struct Found {
    name: String,
    text: String,
    home: Home,
}

/// Where a file lies: what paths in it start from.
#[derive(Clone, Debug, Default)]
struct Home {
    /// Its folder; none inside the program.
    folder: Option<PathBuf>,
    /// So many folders up paths may go.
    up: usize,
}

impl Home {
    /// The home of a file that a person named: paths may go up to the folder that holds its own.
    fn of(file: &Path) -> Self {
        Self {
            folder: file.parent().map(Path::to_owned),
            up: 1,
        }
    }

    /// The home of the files inside the program.
    fn shipped() -> Self {
        Self {
            folder: None,
            up: 1,
        }
    }

    /// The folders up that are left after a path, which names a file; nothing if it goes too far.
    fn up_after(&self, path: &Path) -> Option<usize> {
        let mut up = self.up;
        for part in path.components() {
            match part {
                Component::Normal(_) => up += 1,
                Component::CurDir => {}
                Component::ParentDir => up = up.checked_sub(1)?,
                Component::RootDir | Component::Prefix(_) => return None,
            }
        }
        Some(up.saturating_sub(1))
    }

    /// Whether a file that is there lies, links followed, where paths may go.
    fn holds(&self, file: &Path) -> bool {
        let Some(folder) = &self.folder else {
            return false;
        };
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let top = folder.canonicalize().ok().map(|f| {
            let parts: Vec<_> = f.ancestors().collect();
            parts[self.up.min(parts.len() - 1)].to_owned()
        });
        let file = file.canonicalize().ok();
        top.zip(file)
            .is_some_and(|(top, file)| file.starts_with(top))
    }
}

impl Loader {
    /// A fault without a place in any text.
    pub fn fault(&mut self, slug: &'static str, name: &str, message: String, help: &str) {
        let file = self.sources.add(name, "");
        self.diags.error(
            slug,
            Span {
                file,
                start: 0,
                end: 0,
            },
            message,
            help,
        );
    }

    /// Reads a file of at most so many bytes as text.
    fn disk(&mut self, path: &Path, most: u64) -> Option<String> {
        let name = path.display().to_string();
        self.read.push(path.to_owned());
        let result = std::fs::metadata(path).and_then(|m| {
            if m.len() > most {
                Ok(Err(m.len()))
            } else {
                // What is no file, such as a device, tells no size and may have no end.
                let mut bytes = Vec::new();
                let file = std::fs::File::open(path)?;
                let read = file.take(most + 1).read_to_end(&mut bytes)? as u64;
                Ok(if read > most { Err(read) } else { Ok(bytes) })
            }
        });
        match result {
            Err(e) => {
                let reason = match e.kind() {
                    std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                    _ => e.to_string(),
                };
                let message = format!("`{name}` cannot be read: {reason}");
                self.fault(
                    "unreadable-file",
                    &name,
                    message,
                    "check the path; `joint-patrol list` names what is shipped",
                );
                None
            }
            Ok(Err(size)) => {
                let message = format!("`{name}` has {size} bytes; at most {most} are read");
                self.fault("file-too-large", &name, message, "split it with `include`");
                None
            }
            // Some editors on Windows begin UTF-8 with a mark.
            Ok(Ok(mut bytes)) => {
                if bytes.starts_with(BYTE_ORDER_MARK) {
                    bytes.drain(..BYTE_ORDER_MARK.len());
                }
                String::from_utf8(bytes)
                    .map_err(|e| self.not_utf8(&name, &e))
                    .ok()
            }
        }
    }

    /// Tells where a text ceases to be UTF-8.
    fn not_utf8(&mut self, name: &str, found: &FromUtf8Error) {
        let start = found.utf8_error().valid_up_to() as u32;
        let text = String::from_utf8_lossy(found.as_bytes()).into_owned();
        let span = Span {
            file: self.sources.add(name.to_owned(), text),
            start,
            end: start + char::REPLACEMENT_CHARACTER.len_utf8() as u32,
        };
        let message = format!("`{name}` is not UTF-8 text: this is no character");
        self.diags
            .error("not-utf8", span, message, "save it as UTF-8");
    }

    /// A file that a person named: on disk, else shipped.
    fn named(&mut self, path: &Path) -> Option<Found> {
        if !path.exists()
            && let Some((name, text)) = shipped::at_end_of(path)
        {
            return Some(Found {
                name,
                text: text.to_owned(),
                home: Home::shipped(),
            });
        }
        let text = self.disk(path, SIZE_MAX as u64)?;
        Some(Found {
            name: path.display().to_string(),
            text,
            home: Home::of(path),
        })
    }

    /// A file that another refers to: beside it on disk, else shipped.
    fn beside(&mut self, path: &At<String>, what: &str) -> Option<Found> {
        let home = self.homes.get(&path.span.file).cloned();
        let home = home.unwrap_or_else(Home::shipped);
        let wanted = Path::new(&path.value);
        let Some(up) = home.up_after(wanted) else {
            self.outside(path, what);
            return None;
        };
        if let Some(folder) = &home.folder {
            let file = folder.join(wanted);
            self.read.push(file.clone());
            if file.is_file() {
                if !home.holds(&file) {
                    self.outside(path, what);
                    return None;
                }
                let text = self.disk(&file, SIZE_MAX as u64)?;
                let folder = file.parent().map(Path::to_owned);
                return Some(Found {
                    name: file.display().to_string(),
                    text,
                    home: Home { folder, up },
                });
            }
        }
        if let Some((name, text)) = shipped::at_end_of(wanted) {
            return Some(Found {
                name,
                text: text.to_owned(),
                home: Home::shipped(),
            });
        }
        self.diags.error(
            "missing-file",
            path.span,
            format!("the {what} `{}` cannot be found", path.value),
            "the path is relative to this file; or name a shipped one (`joint-patrol list`)",
        );
        None
    }

    fn outside(&mut self, path: &At<String>, what: &str) {
        let value = &path.value;
        self.diags.error(
            "path-outside",
            path.span,
            format!("the {what} `{value}` lies outside the folder that holds this exercise's own"),
            "copy the file beside the scenario, and write its path from there, such as \"forces.ron\" or \"../forces/two_posts.ron\"",
        );
    }

    /// Adds a text to the sources, and remembers where paths in it start from.
    fn add(&mut self, found: &Found) -> u32 {
        let file = self.sources.add(&found.name, &found.text);
        self.homes.insert(file, found.home.clone());
        file
    }

    fn parse<T: Decode>(&mut self, found: &Found) -> Option<T> {
        let file = self.add(found);
        syntax::read(&self.sources, file, &mut self.diags)
    }

    fn shipped_file(&mut self, name: &str) -> Option<Found> {
        let text = shipped::text(name)?.to_owned();
        Some(Found {
            name: name.to_owned(),
            text,
            home: Home::shipped(),
        })
    }

    fn read_rules(&mut self, found: &Found) -> Option<RuleSet> {
        let file = self.add(found);
        RuleSet::read(&self.sources, file, &mut self.diags)
    }

    /// Reads a map.
    pub fn map(&mut self, path: &Path) -> Option<IncludeFile> {
        let (_, file) = self.text(path)?;
        geo::read(&self.sources, file, &mut self.diags)
    }

    /// Reads a file as text, and adds it to the sources.
    pub fn text(&mut self, path: &Path) -> Option<(String, u32)> {
        let text = self.disk(path, SIZE_MAX as u64)?;
        let file = self.sources.add(path.display().to_string(), text.clone());
        Some((text, file))
    }

    /// Reads a rule file.
    pub fn rules(&mut self, path: &Path) -> Option<RuleSet> {
        let found = self.named(path)?;
        self.read_rules(&found)
    }

    /// Reads a rule file for a log that may have words of its own.
    pub fn foreign_rules(&mut self, path: &Path) -> Option<(RuleSet, Vec<Stranger>)> {
        let found = self.named(path)?;
        let file = self.add(&found);
        RuleSet::read_foreign(&self.sources, file, &mut self.diags)
    }

    /// Reads agreed values and sets them in rules and profile. Every name must stand in one of the
    /// two, with the same kind of value.
    pub fn agree(&mut self, path: &Path, rules: &mut RuleSet, profile: &mut Profile) -> Option<()> {
        let found = self.named(path)?;
        self.set_values(&found, rules, profile)
    }

    fn set_values(
        &mut self,
        found: &Found,
        rules: &mut RuleSet,
        profile: &mut Profile,
    ) -> Option<()> {
        let agreed: AgreedValues = self.parse(found)?;
        // A sheet made for the shipped rules serves other rules, too.
        let shipped = self.shipped_rules().map(|r| r.values);
        let elsewhere = shipped.into_iter().flatten().map(|(name, _)| name);
        let elsewhere = elsewhere
            .chain(self.shipped_profile()?.values.into_keys())
            .collect();
        let (rules, profile) = (&mut rules.values, &mut profile.values);
        let set = agreed.set(rules, profile, &elsewhere, &mut self.diags);
        set.then_some(())
    }

    /// Reads a score profile.
    pub fn profile(&mut self, path: &Path) -> Option<Profile> {
        let found = self.named(path)?;
        self.parse(&found)
    }

    /// Reads injects from a spreadsheet; they take the place of a scenario's own.
    pub fn injects(&mut self, path: &Path) -> Option<Vec<InjectFile>> {
        let text = self.disk(path, SIZE_MAX as u64)?;
        let name = path.display().to_string();
        let file = self.sources.add(name, text);
        injects::read(&self.sources, file, &mut self.diags)
    }

    /// Reads orders.
    pub fn orders(&mut self, path: &Path) -> Option<Vec<At<Order>>> {
        let text = self.disk(path, SIZE_MAX as u64)?;
        let file = self.sources.add(path.display().to_string(), text);
        order::file::read(&self.sources, file, &mut self.diags)
    }

    /// Reads a journal: a file, or the folder of a run.
    pub fn journal(&mut self, path: &Path) -> Option<Journal> {
        let (file, later) = match path.is_dir() {
            true => save::journal_in(path),
            false => (path.to_owned(), None),
        };
        let text = self.disk(&file, JOURNAL_MAX)?;
        let number = self.sources.add(file.display().to_string(), text);
        if let Some(later) = later {
            self.diags.warning(
                "journal-cut-off",
                Span {
                    file: number,
                    start: 0,
                    end: 0,
                },
                "a later run into this folder has not ended; this is the run before it",
                format!("name `{}` to take that one", later.display()),
            );
        }
        lines::read(&self.sources, number, &mut self.diags)
    }
}

impl Loader {
    /// A shipped doctrine.
    pub fn shipped_doctrine(&mut self, name: &str) -> Option<Doctrine> {
        let found = self.shipped_file(&format!("doctrines/{name}.ron"))?;
        self.parse(&found)
    }

    /// A shipped staff.
    pub fn shipped_staff(&mut self, name: &str) -> Option<Doctrine> {
        let found = self.shipped_file(&format!("staffs/{name}.ron"))?;
        self.parse(&found)
    }

    /// Takes over what another loader has found, with the texts it was found in.
    pub fn adopt(&mut self, other: Loader) {
        let shift = self.sources.append(other.sources);
        self.diags.append(other.diags.shifted(shift));
        self.read.extend(other.read);
    }

    /// The shipped score profile.
    pub fn shipped_profile(&mut self) -> Option<Profile> {
        let found = self.shipped_file(PROFILE)?;
        self.parse(&found)
    }

    /// The shipped rules.
    pub fn shipped_rules(&mut self) -> Option<RuleSet> {
        let found = self.shipped_file(RULES)?;
        self.read_rules(&found)
    }
}

/// What tells whether a file was changed since: its time and length.
pub fn stamp(path: &Path) -> Option<String> {
    let found = std::fs::metadata(path).ok()?;
    Some(format!("{:?} {}", found.modified().ok()?, found.len()))
}

/// The runs that a path names: itself, or the runs in the folder, in order of name.
pub fn runs_in(path: &Path) -> Vec<PathBuf> {
    let is_run = |p: &Path| p.is_file() || save::is_run(p);
    if is_run(path) {
        return vec![path.to_owned()];
    }
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    let mut runs: Vec<PathBuf> = inside
        .map(|entry| entry.path())
        .filter(|p| p.is_dir() && is_run(p))
        .collect();
    runs.sort();
    runs
}
