//! One picture of the code: who may name whom, and no file that outgrows its subject.

use std::fs;
use std::path::{Path, PathBuf};

use crate::util::root;

/// Bottom to top: a module, and the modules that it may use. `ARCHITECTURE.md` holds this table.
const LAYERS: [(&str, &[&str]); 13] = [
    ("base", &[]),
    ("notation", &["base"]),
    ("journal", &["base", "notation"]),
    ("order", &["base", "notation"]),
    ("conduct", &["base", "notation", "journal"]),
    ("scenario", &["base", "notation", "journal"]),
    ("sim", &["base", "notation", "journal", "order", "scenario"]),
    (
        "score",
        &["base", "notation", "journal", "conduct", "scenario"],
    ),
    (
        "aar",
        &[
            "base", "notation", "journal", "conduct", "scenario", "score",
        ],
    ),
    (
        "sweep",
        &[
            "base", "notation", "journal", "order", "conduct", "scenario", "sim", "score",
        ],
    ),
    (
        "report",
        &[
            "base", "notation", "journal", "conduct", "scenario", "score", "aar", "sweep",
        ],
    ),
    (
        "io",
        &[
            "base", "notation", "journal", "order", "conduct", "scenario", "score",
        ],
    ),
    (
        "cli",
        &[
            "base", "notation", "journal", "order", "conduct", "scenario", "sim", "score", "aar",
            "sweep", "report", "io",
        ],
    ),
];

/// Only these may name Bevy, and only these may touch the disk.
const BEVY: [&str; 1] = ["sim"];
const DISK: [&str; 1] = ["io"];

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn layers_point_one_way() {
    let mut faults = Vec::new();
    for (i, (module, may_use)) in LAYERS.iter().enumerate() {
        for used in *may_use {
            assert!(
                LAYERS[..i].iter().any(|(m, _)| m == used),
                "{module} may use {used}: upward"
            );
        }
        let mut all = Vec::new();
        files(&root().join("src").join(module), &mut all);
        assert!(!all.is_empty());
        for path in all {
            let text = fs::read_to_string(&path).expect("it can be read");
            for (n, line) in text.lines().enumerate() {
                for (at, _) in line.match_indices("crate::") {
                    let rest = &line[at + 7..];
                    let word: String = rest
                        .chars()
                        .take_while(|c| c.is_alphanumeric() || *c == '_')
                        .collect();
                    let known = LAYERS.iter().any(|(m, _)| *m == word);
                    if known && word != *module && !may_use.contains(&word.as_str()) {
                        faults.push(format!(
                            "{}:{}: `{module}` may not use `{word}`",
                            path.display(),
                            n + 1
                        ));
                    }
                }
                let code = line.split("//").next().unwrap_or("");
                if code.contains("bevy::") && !BEVY.contains(module) {
                    faults.push(format!(
                        "{}:{}: `{module}` names Bevy",
                        path.display(),
                        n + 1
                    ));
                }
                if code.contains("std::fs") && !DISK.contains(module) {
                    faults.push(format!(
                        "{}:{}: `{module}` touches the disk",
                        path.display(),
                        n + 1
                    ));
                }
                // A hash table may be looked up by key where nobody goes through it.
                let by_key = path.ends_with("sim/request.rs");
                for word in [
                    "Instant::now",
                    "SystemTime",
                    "HashMap",
                    "HashSet",
                    "HashTable",
                ] {
                    if code.contains(word) && !(by_key && word == "HashTable") {
                        faults.push(format!("{}:{}: `{word}`", path.display(), n + 1));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_stands_in_the_architecture() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("it is there");
    for (module, may_use) in LAYERS {
        let uses = if may_use.is_empty() {
            "-".to_owned()
        } else {
            may_use.join(", ")
        };
        let row = format!("| `{module}` | {uses} |");
        assert!(text.contains(&row), "ARCHITECTURE.md lacks the row: {row}");
    }
}

#[test]
fn files_keep_to_one_subject() {
    let mut all = Vec::new();
    files(&root().join("src"), &mut all);
    for path in all {
        let text = fs::read_to_string(&path).expect("it can be read");
        let lines = text.lines().count();
        assert!(lines <= 850, "{} has {lines} lines", path.display());
        assert!(
            text.starts_with("//!") || path.ends_with("main.rs"),
            "{} does not say what it is about",
            path.display()
        );
    }
}
