//! Faulty files: one of each kind, with what is said of it.
//!
//! `tests/data/bad/SLUG.EXT` (or `SLUG.anything.EXT`) has the fault SLUG. Its first line says where,
//! as `// 7:14` or `# 7:14`, written by hand; a file that can have no such line stands in
//! `NO_PLACE`. A folder of that name holds a `scenario.ron` with what belongs to it. What the
//! program says is kept beside it as `….said`; `UPDATE_DOCS=1 cargo test bad` writes it anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use joint_patrol::io::load::Loader;

use crate::util::{errors, program, root};

/// Files in which no comment can stand, or whose fault has no line.
const NO_PLACE: [&str; 7] = ["jsonl", "csv", "json", "geojson", "txt", "bin", "empty"];

fn folder() -> PathBuf {
    root().join("tests/data/bad")
}

/// The faulty files, by name.
fn files() -> Vec<String> {
    let all = fs::read_dir(folder()).expect("the folder is there");
    let mut names: Vec<String> = all
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter(|n| !n.ends_with(".said") && n != "README.md")
        .collect();
    names.sort();
    names
}

fn slug(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

/// The command that reads a file of this kind.
fn command(name: &str) -> Vec<&str> {
    let extension = name.rsplit_once('.').map_or("", |(_, e)| e);
    match extension {
        "csv" if slug(name) == "inject-row" => vec!["run", "first_lesson", "--injects", name],
        "csv" | "json" | "txt" => vec!["judge", name],
        "jsonl" if slug(name).contains("journal") || name.contains(".journal.") => {
            vec!["score", name]
        }
        "jsonl" => vec!["judge", name],
        "geojson" => vec!["check", name],
        _ if name.contains(".orders.") => vec!["run", "first_lesson", "--orders", name],
        _ if name.contains(".measure") => vec!["check", name, "--measure"],
        _ => vec!["check", name],
    }
}

#[test]
fn each_faulty_file_is_told_of_as_kept() {
    let update = std::env::var_os("UPDATE_DOCS").is_some();
    let mut wrong = Vec::new();
    for name in files() {
        let out = program(&folder(), &command(&name));
        let said = errors(&out).replace('\\', "/");
        let kept = folder().join(format!("{name}.said"));
        if update {
            fs::write(&kept, &said).expect("written");
        }
        let before = fs::read_to_string(&kept).unwrap_or_default();
        if said != before {
            wrong.push(format!("{name}: not as kept:\n{said}"));
        }
        if !said.contains(&format!("[{}]", slug(&name))) {
            wrong.push(format!("{name}: is not told of:\n{said}"));
        }
        if said.contains("panicked") {
            wrong.push(format!("{name}: {said}"));
        }
        let code = out.status.code();
        let fault = said.contains("error[");
        if fault != (code == Some(2)) {
            wrong.push(format!("{name}: exit code {code:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_fault_is_told_at_its_place_with_what_to_write() {
    for name in files() {
        let path = folder().join(&name);
        let main = if path.is_dir() {
            path.join("scenario.ron")
        } else {
            path
        };
        let extension = name.rsplit_once('.').map_or("", |(_, e)| e);
        if NO_PLACE.contains(&extension) || name.contains(".measure") || name.contains(".orders.") {
            continue;
        }
        let text = fs::read_to_string(&main).expect("text");
        let first = text.lines().next().unwrap_or_default();
        let place = first.trim_start_matches(['/', '#', ' ']).trim();
        let (line, column) = place
            .split_once(':')
            .and_then(|(l, c)| Some((l.parse::<usize>().ok()?, c.parse::<usize>().ok()?)))
            .unwrap_or_else(|| panic!("{name}: the first line says no place: {first}"));
        let faults = faults(&main);
        let own: Vec<_> = faults.iter().filter(|f| f.slug == slug(&name)).collect();
        assert!(!own.is_empty(), "{name}: {faults:?}");
        let there = own.iter().any(|f| f.place == (line, column));
        assert!(there, "{name}: not at {line}:{column}: {own:?}");
        for fault in &own {
            assert!(!fault.help.is_empty(), "{name}: no help");
            assert!(fault.message.len() > 10, "{name}: {}", fault.message);
        }
    }
}

#[derive(Debug)]
struct Fault {
    slug: &'static str,
    place: (usize, usize),
    message: String,
    help: String,
}

fn faults(path: &Path) -> Vec<Fault> {
    let mut loader = Loader::default();
    loader.check(path);
    let all = loader.diags.sorted();
    all.iter()
        .map(|d| Fault {
            slug: d.slug,
            place: loader.sources.line_column(d.span.file, d.span.start),
            message: d.message.clone(),
            help: d.help.clone(),
        })
        .collect()
}

/// Kinds of faults that no small file in a folder can show, each with the test that does.
const ELSEWHERE: [(&str, &str); 3] = [
    ("file-too-large", "bad_input: 100 MB of junk"),
    ("line-too-long", "judge: a line of a million bytes"),
    ("too-many-files", "bombs: hundreds of includes"),
];

#[test]
fn every_kind_of_fault_has_a_file() {
    let page = fs::read_to_string(root().join("docs/diagnostics.md")).expect("the page");
    let told: BTreeSet<&str> = page.lines().filter_map(|l| l.strip_prefix("## ")).collect();
    let files = files();
    let shown: BTreeSet<&str> = files.iter().map(|n| slug(n)).collect();
    let elsewhere = |s: &&&str| ELSEWHERE.iter().all(|(slug, _)| slug != *s);
    let missing: Vec<&&str> = told.difference(&shown).filter(elsewhere).collect();
    assert!(
        missing.is_empty(),
        "no file in tests/data/bad shows {missing:?}"
    );
    let unknown: Vec<&&str> = shown.difference(&told).collect();
    assert!(unknown.is_empty(), "docs/diagnostics.md lacks {unknown:?}");
    assert!(shown.len() >= 60, "{} kinds", shown.len());
}
