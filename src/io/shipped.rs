//! What is shipped inside the program: scenarios, doctrines, rules, profiles, sensors. So a binary
//! finds them from any folder.

use std::path::{Component, Path};

use include_dir::{Dir, include_dir};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// The text of a shipped file, by its path below `scenarios/`.
pub fn text(path: &str) -> Option<&'static str> {
    SHIPPED.get_file(path)?.contents_utf8()
}

/// The text of the shipped file at the end of a path: the last two parts of
/// `../conduct/line_of_conduct.ron` name `conduct/line_of_conduct.ron`.
pub fn at_end_of(path: &Path) -> Option<(String, &'static str)> {
    let parts: Vec<&str> = path
        .components()
        .filter_map(|c| match c {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    (0..parts.len().min(3)).rev().find_map(|n| {
        let name = parts[parts.len() - 1 - n..].join("/");
        text(&name).map(|t| (name, t))
    })
}

/// The files of a shipped folder, by name.
pub fn files(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = SHIPPED
        .get_dir(folder)
        .map(|dir| {
            dir.files()
                .filter_map(|f| Some(f.path().file_stem()?.to_str()?.to_owned()))
                .collect()
        })
        .unwrap_or_default();
    names.sort();
    names
}

/// The names of the shipped scenarios.
pub fn scenarios() -> Vec<String> {
    let mut names: Vec<String> = SHIPPED
        .dirs()
        .filter(|d| d.get_file(d.path().join("scenario.ron")).is_some())
        .filter_map(|d| Some(d.path().to_str()?.to_owned()))
        .collect();
    names.sort();
    names
}

/// The names of the shipped templates of scenarios.
pub fn templates() -> Vec<String> {
    let dirs = SHIPPED.get_dir("templates").map(Dir::dirs);
    let mut names: Vec<String> = dirs
        .into_iter()
        .flatten()
        .filter_map(|d| Some(d.path().file_name()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names
}
