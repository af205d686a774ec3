//! `joint-patrol convert`.

use std::path::{Component, Path, PathBuf};

use crate::base::diag::Sources;
use crate::cli::args::ConvertArgs;
use crate::cli::{Outcome, say_or_tell};
use crate::io::load::Loader;
use crate::io::save;
use crate::notation::kinds::At;
use crate::notation::syntax::quoted;
use crate::notation::write;
use crate::scenario::file::ScenarioFile;
use crate::scenario::geo;

/// What a file is by the end of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Map,
    Ron,
    Json,
    Other,
}

impl Kind {
    fn of(path: &Path) -> Self {
        let end = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        match end.as_deref() {
            Some("geojson") => Self::Map,
            Some("ron") => Self::Ron,
            Some("json") => Self::Json,
            _ => Self::Other,
        }
    }
}

/// Converts a scenario or a map to another file.
pub fn convert(args: &ConvertArgs) -> Outcome {
    let mut loader = Loader::default();
    let written = made(args, &mut loader);
    say_or_tell(&loader, written)
}

fn made(args: &ConvertArgs, loader: &mut Loader) -> Result<String, String> {
    let shown = args.out.display();
    let text = match (Kind::of(&args.input), Kind::of(&args.out)) {
        (_, Kind::Other | Kind::Json) => {
            return Err(format!(
                "`{shown}` ends neither in .ron nor in .geojson: nobody can tell what to write"
            ));
        }
        (Kind::Map, Kind::Map) => {
            return Err(format!(
                "`{}` is a map already: write to a file that ends in .ron",
                args.input.display()
            ));
        }
        (Kind::Json, _) => {
            return Err(format!(
                "`{}` ends in .json: give a map a name that ends in .geojson",
                args.input.display()
            ));
        }
        (from, to) => {
            if args.out.exists() && !args.force {
                return Err(format!(
                    "`{shown}` is there already: write elsewhere, or replace it with --force"
                ));
            }
            converted(args, (from, to), loader).ok_or_else(String::new)?
        }
    };
    save::whole(&args.out, text.as_bytes())?;
    Ok(format!("{shown}\n"))
}

fn converted(args: &ConvertArgs, kinds: (Kind, Kind), loader: &mut Loader) -> Option<String> {
    if kinds.0 == Kind::Map {
        let part = loader.map(&args.input)?;
        let include = format!("include: [{}]", quoted(&name(&args.out)));
        let head = format!(
            "// Made by `joint-patrol convert` from {}. In a scenario beside it: {include}\n",
            name(&args.input)
        );
        return Some(head + &write::text(&part));
    }
    let loaded = loader.scenario(&args.input, &[])?;
    let mut file = loaded.inputs.scenario;
    if kinds.1 == Kind::Map {
        return Some(geo::write(&file));
    }
    moved(&mut file, args, &loader.sources);
    let head = format!(
        "// Made by `joint-patrol convert` from {}, with all that it includes.\n",
        name(&args.input)
    );
    Some(head + &write::text(&file))
}

/// The last part of a path, on one line.
fn name(path: &Path) -> String {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    name.unwrap_or_default().chars().map(plain).collect()
}

/// Files that a scenario names beside itself are named from where it is written to.
fn moved(file: &mut ScenarioFile, args: &ConvertArgs, sources: &Sources) {
    let Some(to) = args.out.parent() else {
        return;
    };
    let named = [&mut file.conduct, &mut file.profile, &mut file.values];
    let named = named.into_iter().flatten();
    for path in named.chain(file.states.iter_mut().map(|s| &mut s.doctrine)) {
        // A path counts from the file that has it, which may be a base or an included one.
        let source = sources.get(path.span.file).map(|s| Path::new(&s.name));
        if let Some(from) = source.and_then(Path::parent) {
            rebase(path, from, to);
        }
    }
}

fn rebase(path: &mut At<String>, from: &Path, to: &Path) {
    let there = from.join(path.value.as_str());
    let folder = |path: &Path| std::path::absolute(Path::new(".").join(path));
    let folders = (folder(from), folder(to));
    if let (true, Ok(there), (Ok(from), Ok(to))) =
        (there.is_file(), std::path::absolute(&there), folders)
        && plain(&from) != plain(&to)
    {
        path.value = relative(&plain(&there), &plain(&to));
    }
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// A path as it is named from a folder.
fn relative(path: &Path, folder: &Path) -> String {
    let shared = path.components().zip(folder.components());
    let shared = shared.take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared);
    let down = down.map(|c| c.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_named_from_elsewhere() {
        for (path, folder, named) in [
            ("/a/b/rules.ron", "/a/b", "rules.ron"),
            ("/a/rules.ron", "/a/b/c", "../../rules.ron"),
            ("/a/x/rules.ron", "/a/b", "../x/rules.ron"),
        ] {
            assert_eq!(relative(Path::new(path), Path::new(folder)), named);
        }
        assert_eq!(plain(Path::new("/a/./b/../c")), Path::new("/a/c"));
    }
}
