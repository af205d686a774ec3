//! Documents keep their promises: the catalogue is made from the types, every slug is explained,
//! and the examples are real.

use std::collections::BTreeSet;
use std::fs;

use joint_patrol::journal::catalogue;

use crate::util::{errors, program, root};

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// `UPDATE_DOCS=1 cargo test` writes the page anew.
#[test]
fn the_catalogue_of_the_journal_is_made_from_the_types() {
    let page = catalogue::page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(root().join("docs/journal.md"), &page).expect("written");
    }
    assert_eq!(
        read("docs/journal.md"),
        page,
        "run `UPDATE_DOCS=1 cargo test catalogue`"
    );
}

#[test]
fn every_diagnostic_is_explained() {
    let mut slugs = BTreeSet::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                // Reports have words and no diagnostics.
                if !path.ends_with("src/report") {
                    folders.push(path);
                }
                continue;
            }
            let text = fs::read_to_string(&path).expect("text");
            let markers = [
                ".error(",
                ".warning(",
                ".note(",
                ".warn(",
                ".odd(",
                "fault(",
                "unknown_word(",
                "sorted(",
            ];
            for marker in markers {
                for (at, _) in text.match_indices(marker) {
                    let after: String = text[at..].chars().take(220).collect();
                    let pieces: Vec<&str> = after.split('"').collect();
                    let whole = pieces.len() - 1;
                    for word in pieces[..whole].iter().skip(1).step_by(2).take(2) {
                        let slug = word.contains('-')
                            && word
                                .chars()
                                .all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit());
                        if slug && !word.starts_with('-') {
                            slugs.insert((*word).to_owned());
                        }
                    }
                }
            }
        }
    }
    slugs.insert("syntax".to_owned());
    assert!(slugs.len() > 25, "{slugs:?}");
    let page = read("docs/diagnostics.md");
    let missing: Vec<&String> = slugs
        .iter()
        .filter(|s| !page.contains(&format!("\n## {s}\n")))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/diagnostics.md does not explain {missing:?}"
    );
}

/// `UPDATE_DOCS=1 cargo test` writes it anew.
#[test]
fn the_readme_shows_the_real_scorecard() {
    let out = program(&root(), &["run", "scenarios/first_patrol"]);
    let card = String::from_utf8_lossy(&out.stdout).into_owned();
    let mut readme = read("README.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let (before, rest) = readme.split_once("```text\n").expect("a block of text");
        let (_, after) = rest.split_once("```").expect("its end");
        readme = format!("{before}```text\n{}\n```{after}", card.trim_end());
        fs::write(root().join("README.md"), &readme).expect("written");
    }
    for line in card.lines().take(12).filter(|l| !l.trim().is_empty()) {
        assert!(
            readme.contains(line.trim_end()),
            "README.md lacks the line: {line}"
        );
    }
}

#[test]
fn the_commands_of_the_pages_work() {
    commands_work("README.md", 5);
    commands_work("docs/after-action-review.md", 5);
    commands_work("docs/how-to/geojson.md", 5);
}

/// Runs the lines of a page that begin with the program's name, in order, in an empty folder.
fn commands_work(page: &str, least: usize) {
    let text = read(page);
    let mut ran = 0;
    let folder = tempfile::tempdir().expect("a folder");
    for line in text.lines().filter_map(|l| l.strip_prefix("joint-patrol ")) {
        let line = line.split('#').next().unwrap_or(line);
        let args: Vec<&str> = line.split_whitespace().collect();
        let out = program(folder.path(), &args);
        assert!(
            matches!(out.status.code(), Some(0 | 1)),
            "{page}: `joint-patrol {line}`: {}",
            errors(&out)
        );
        ran += 1;
    }
    assert!(ran >= least, "{page}: {ran} commands");
}

#[test]
fn the_scenario_of_the_readme_is_sound() {
    let readme = read("README.md");
    let block = readme
        .split("```ron\n")
        .nth(1)
        .and_then(|b| b.split("```").next());
    let text = block.expect("a RON block");
    crate::util::exercise(text).run(1);
}
