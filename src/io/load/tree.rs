//! The file of a scenario with what it includes, and with the scenario that it changes, as one
//! tree: so that a change of a few lines may touch anything, and every fault keeps its place.

use std::path::Path;

use ron2::ast::{Expr, StructField};

use crate::base::diag::Diagnostics;
use crate::base::text;
use crate::io::load::{Found, Loader};
use crate::io::shipped;
use crate::notation::decode::{Decode, Decoder, Mended};
use crate::notation::kinds::{At, Int};
use crate::notation::record::Described;
use crate::notation::write::{self, Encode};
use crate::notation::{merge, place, syntax};
use crate::scenario::file::{IncludeFile, ScenarioFile};
use crate::scenario::geo;

/// A scenario includes at most so many files.
const FILES_MAX: usize = 200;
/// Faults after which something may be missing that stands in another file, or be there that was
/// to be taken out.
const ELSEWHERE: [&str; 8] = [
    "missing-file",
    "path-outside",
    "include-cycle",
    "too-many-files",
    "unreadable-file",
    "file-too-large",
    "scenario-included",
    "unknown-without",
];

/// A scenario's file, whole.
pub(super) struct Whole {
    /// What it says; nothing after an error.
    pub file: Option<ScenarioFile>,
    /// After an error, what it says with something else for what cannot be read, and the fields
    /// for which that is so; nothing where it is past understanding.
    pub mended: Option<(ScenarioFile, Mended)>,
    /// What included files have of which something could not be read.
    pub lost: Mended,
    /// Whether nothing of it is past understanding or missing.
    pub understood: bool,
    /// What a run keeps of it: `scenario.ron`, and the files it was put together from.
    pub texts: Vec<(String, String)>,
}

/// What a broken tree says with something else for what cannot be read, and the fields for which
/// that is so.
fn mended(tree: &Expr<'_>) -> Option<(ScenarioFile, Mended)> {
    let mut told_already = Diagnostics::default();
    let mut decoder = Decoder::mending(0, &mut told_already);
    let file = ScenarioFile::decode(tree, &mut decoder)?;
    Some((file, decoder.mended.unwrap_or_default()))
}

/// The files that are being read, outermost first, and all that were read.
#[derive(Default)]
struct Reading {
    open: Vec<String>,
    done: Vec<String>,
    texts: Vec<(String, String)>,
    /// Lists of included files that could not be read.
    lost: Mended,
    /// Whether something is missing of which nobody knows what it was.
    holes: bool,
}

impl Loader {
    /// Reads a scenario's file with what it includes and changes.
    pub(super) fn whole(&mut self, found: &Found) -> Option<Whole> {
        let mut reading = Reading::default();
        let tree = self.scenario_tree(found, &mut reading)?;
        let before = self.diags.errors();
        let elsewhere = reading.holes || self.diags.any(&ELSEWHERE);
        let understood = !elsewhere && self.diags.all_understood();
        let file = ScenarioFile::decode(&tree, &mut Decoder::new(0, &mut self.diags));
        let file = file.filter(|_| self.diags.errors() == before);
        let mended = (file.is_none() && understood && !self.diags.full())
            .then(|| mended(&tree))
            .flatten()
            .map(|(file, mended)| (file, mended.union(&reading.lost).copied().collect()));
        let texts = match &mut reading.texts[..] {
            [only] => vec![("scenario.ron".to_owned(), std::mem::take(&mut only.1))],
            _ => {
                let mut all = file.iter().map(together).collect::<Vec<_>>();
                all.append(&mut reading.texts);
                all
            }
        };
        Some(Whole {
            file,
            mended,
            lost: reading.lost,
            understood,
            texts,
        })
    }

    /// Checks a file that is there to be included, with what it includes itself.
    pub(super) fn check_part(&mut self, found: &Found) {
        let mut reading = Reading::default();
        reading.open.push(key(found));
        self.part(found, None, &mut reading);
    }

    /// The tree of one file; `None` after a fault that leaves nothing.
    fn tree(&mut self, found: &Found, reading: &mut Reading) -> Option<(Expr<'static>, u32)> {
        let file = self.add(found);
        let at = reading.texts.len() + 1;
        let name = Path::new(&found.name).file_name();
        let name = name.map_or("file", |n| n.to_str().unwrap_or("file"));
        reading
            .texts
            .push((format!("sources/{at}-{name}"), found.text.clone()));
        if is_map(Path::new(&found.name)) {
            let map = geo::read(&self.sources, file, &mut self.diags)?;
            return Some((map.encode(), file));
        }
        let tree = syntax::tree_of(&self.sources, file, &mut self.diags)?;
        let mut tree = tree.into_owned();
        place::set_file(&mut tree, file);
        Some((tree, file))
    }

    /// A scenario's tree with its includes; of a variant, that of its base with its changes.
    fn scenario_tree(&mut self, found: &Found, reading: &mut Reading) -> Option<Expr<'static>> {
        reading.open.push(key(found));
        let (mut tree, file) = self.tree(found, reading)?;
        let base = self.field::<At<String>>(&mut tree, "variant_of", file, reading);
        let without = self.field::<Vec<At<String>>>(&mut tree, "without", file, reading);
        self.include(&mut tree, file, reading);
        let tree = match base {
            Some(path) => self.variant(&path, tree, without.unwrap_or_default(), reading),
            None => {
                if let Some(first) = without.iter().flatten().next() {
                    self.diags.error(
                        "without-base",
                        first.span,
                        "`without` takes things out of another scenario, and none is named",
                        "write `variant_of: \"…\"`, or remove `without`",
                    );
                }
                Some(tree)
            }
        };
        reading.open.pop();
        tree
    }

    /// The base with the changes of a variant.
    fn variant(
        &mut self,
        path: &At<String>,
        changes: Expr<'static>,
        without: Vec<At<String>>,
        reading: &mut Reading,
    ) -> Option<Expr<'static>> {
        let found = self.base(path)?;
        self.opens(&found, path, reading)?;
        let mut base = self.scenario_tree(&found, reading)?;
        let changes = self.sound_changes(changes, path.span.file, reading);
        let ids = without.into_iter().map(|id| (id.value, id.span)).collect();
        let known = merge::ids(&mut base);
        for (id, span) in merge::without(&mut base, ids) {
            if self.diags.full() {
                break;
            }
            let guess = self.diags.worth_a_guess(known.len());
            let near = || text::did_you_mean(&id, known.iter().map(String::as_str));
            let near = guess.then(near).flatten();
            let help = near.map_or_else(
                || "write the id of something in the base, or remove it".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("nothing in `{}` has the id `{id}`", path.value);
            self.diags.error("unknown-without", span, message, help);
        }
        merge::change(&mut base, changes);
        Some(base)
    }

    /// The changes of a variant without fields that no scenario has, and with what stands twice told.
    fn sound_changes(
        &mut self,
        mut changes: Expr<'static>,
        file: u32,
        reading: &mut Reading,
    ) -> Expr<'static> {
        for (slug, name, span) in merge::twice(&mut changes) {
            let span = place::of(&span, file);
            let message = format!("`{name}` stands twice among the changes");
            self.diags
                .error(slug, span, message, "remove one of the two");
        }
        self.only_known(&mut changes, file, &mut reading.lost);
        changes
    }

    /// Tells of fields that no scenario has, and leaves them out; what may be meant is lost.
    fn only_known(&mut self, tree: &mut Expr<'static>, file: u32, lost: &mut Mended) {
        let known: Vec<&'static str> = ScenarioFile::fields().iter().map(|f| f.name).collect();
        let known = || known.iter().copied();
        let mut d = Decoder::new(file, &mut self.diags);
        if let Some(all) = merge::fields(tree) {
            all.retain(|field| {
                let name = &field.name.name;
                let fits = known().any(|k| k == name);
                if !fits && !d.diags.full() {
                    let span = d.place(&field.name.span);
                    d.unknown_word(span, "unknown-field", "field", name, known());
                    let meant = text::did_you_mean(name, known());
                    let meant = known().filter(|k| meant.is_none_or(|m| m == *k));
                    lost.extend(meant.map(|k| (ScenarioFile::NAME, k)));
                }
                fits
            });
        }
    }

    /// The scenario that a variant changes: a file, a folder with `scenario.ron`, a shipped one.
    fn base(&mut self, path: &At<String>) -> Option<Found> {
        let plain = path.value.trim_end_matches('/');
        if plain.ends_with(".ron") {
            return self.beside(path, "base");
        }
        let inside = format!("{plain}/scenario.ron");
        let home = self.homes.get(&path.span.file).cloned();
        let folder = home.and_then(|h| h.folder);
        if folder.is_some_and(|f| f.join(&inside).is_file()) {
            let inside = At {
                value: inside,
                span: path.span,
            };
            return self.beside(&inside, "base");
        }
        if let Some(found) = self.shipped_file(&inside) {
            return Some(found);
        }
        let known = shipped::scenarios();
        let known = || known.iter().map(String::as_str);
        let help = match text::did_you_mean(plain, known()) {
            Some(near) => format!("did you mean the shipped scenario `{near}`?"),
            None => "write its path from this file, or the name of a shipped one".to_owned(),
        };
        let message = format!("the base `{}` cannot be found", path.value);
        self.diags.error("missing-file", path.span, message, help);
        None
    }

    /// Adds the lists of the files that a file includes.
    fn include(&mut self, tree: &mut Expr<'static>, file: u32, reading: &mut Reading) {
        let paths = self.field::<Vec<At<String>>>(tree, "include", file, reading);
        for path in paths.into_iter().flatten() {
            let Some(found) = self.beside(&path, "included file") else {
                continue;
            };
            if self.opens(&found, &path, reading).is_none() {
                continue;
            }
            reading.open.push(key(&found));
            match self.part(&found, Some(&path), reading) {
                Some(part) => merge::append(tree, part),
                None => reading.holes = true,
            }
            reading.open.pop();
        }
    }

    /// The tree of an included file with its own includes.
    fn part(
        &mut self,
        found: &Found,
        path: Option<&At<String>>,
        reading: &mut Reading,
    ) -> Option<Expr<'static>> {
        let (mut part, file) = self.tree(found, reading)?;
        let whole = [("variant_of", "a variant"), ("title", "a whole scenario")];
        for (field, what) in whole {
            if let Some(field) = merge::take(&mut part, field) {
                let own = place::of(&field.name.span, file);
                let span = path.map_or(own, |p| p.span);
                let name = &found.name;
                self.diags.error(
                    "scenario-included",
                    span,
                    format!("`{name}` is {what}; only parts can be included"),
                    "keep lists such as `units` in it, or write `variant_of` to change a scenario",
                );
                return None;
            }
        }
        self.include(&mut part, file, reading);
        self.field::<Int<1, 1>>(&mut part, "format", file, &mut Reading::default());
        // Its own faults are told of it as it stands; what is wrong in it is left out of the whole.
        let before = self.diags.errors();
        let whole = IncludeFile::decode(&part, &mut Decoder::new(file, &mut self.diags));
        if whole.is_none() && self.diags.errors() == before {
            return None;
        }
        lists_alone(&mut part, &mut reading.lost);
        Some(part)
    }

    /// Whether a file may be read now; tells if it is read already.
    fn opens(&mut self, found: &Found, path: &At<String>, reading: &mut Reading) -> Option<()> {
        let key = key(found);
        if let Some(at) = reading.open.iter().position(|open| *open == key) {
            let mut round: Vec<String> = reading.open[at..].iter().map(|k| short(k)).collect();
            round.push(short(&key));
            self.diags.error(
                "include-cycle",
                path.span,
                format!(
                    "`{}` leads back to itself: {}",
                    path.value,
                    round.join(" → ")
                ),
                "remove one of these references",
            );
            return None;
        }
        if reading.done.contains(&key) {
            self.diags.error(
                "include-twice",
                path.span,
                format!("`{}` is included twice", path.value),
                "remove one of the two",
            );
            return None;
        }
        if reading.done.len() >= FILES_MAX {
            self.diags.error(
                "too-many-files",
                path.span,
                format!("more than {FILES_MAX} files are included"),
                "put lists that belong together into one file",
            );
            return None;
        }
        reading.done.push(key);
        Some(())
    }

    /// Takes a field out of a tree and reads it.
    fn field<T: Decode>(
        &mut self,
        tree: &mut Expr<'static>,
        name: &str,
        file: u32,
        reading: &mut Reading,
    ) -> Option<T> {
        let field = merge::take(tree, name)?;
        let mut d = Decoder::new(file, &mut self.diags);
        let value = T::decode(&field.value, &mut d);
        reading.holes |= value.is_none();
        value
    }
}

/// Leaves of an included file the lists that it may have; what else stands there, or stands under an
/// unknown name, is lost.
fn lists_alone(part: &mut Expr<'static>, lost: &mut Mended) {
    let Some(all) = merge::fields(part) else {
        return;
    };
    let list =
        |f: &StructField<'_>, name: &str| f.name.name == name && matches!(f.value, Expr::Seq(_));
    let known: Vec<&'static str> = IncludeFile::fields().iter().map(|f| f.name).collect();
    let before = all.len();
    all.retain(|f| known.iter().any(|name| list(f, name)));
    if all.len() < before {
        let missing = known
            .iter()
            .filter(|name| !all.iter().any(|f| list(f, name)));
        lost.extend(missing.map(|name| (ScenarioFile::NAME, *name)));
    }
}

/// Whether a file is a map by its name.
pub(super) fn is_map(path: &Path) -> bool {
    let end = path.extension().and_then(|e| e.to_str());
    end.is_some_and(|e| e.eq_ignore_ascii_case("geojson"))
}

/// What a file is known by: its true path.
fn key(found: &Found) -> String {
    let path = Path::new(&found.name);
    match found.home.folder {
        Some(_) => path
            .canonicalize()
            .map_or_else(|_| found.name.clone(), |p| p.display().to_string()),
        None => format!("shipped:{}", found.name),
    }
}

fn short(key: &str) -> String {
    let name = Path::new(key).file_name().and_then(|n| n.to_str());
    format!("`{}`", name.unwrap_or(key))
}

/// A scenario that was put together, as one file.
fn together(file: &ScenarioFile) -> (String, String) {
    let mut whole = file.clone();
    whole.include.clear();
    let text = format!(
        "// Put together from the files in `sources`.\n{}",
        write::text(&whole)
    );
    ("scenario.ron".to_owned(), text)
}
