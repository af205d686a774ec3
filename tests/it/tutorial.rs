//! The tutorial and the how-tos, followed word for word from an empty folder.
//!
//! They speak in fixed forms: `Make the file …:`, `Add at the end of …, before the last …:`,
//! `In …, find` and `and write instead`, each with a block; commands in blocks of `sh`; and
//! `It says` or `It ends with` before what a reader should see.

use std::fs;
use std::path::Path;

use crate::util::{program, root};

/// A block of a page, with the text before it.
struct Block<'p> {
    language: &'p str,
    text: &'p str,
    before: &'p str,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut out = Vec::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("\n```") {
        let (language, body) = after.split_once('\n').expect("a block has lines");
        let (text, further) = body.split_once("```").expect("a block has an end");
        out.push(Block {
            language,
            text,
            before,
        });
        rest = further;
    }
    out
}

/// The last line of text before a block.
fn lead<'p>(block: &Block<'p>) -> &'p str {
    let lines = block.before.lines().rev();
    lines.map(str::trim).find(|l| !l.is_empty()).unwrap_or("")
}

/// What stands between the first backquotes of a line.
fn quoted(line: &str) -> &str {
    line.split('`').nth(1).unwrap_or_default()
}

/// Follows a page in a folder; gives the last output of a command.
fn follow(name: &str, folder: &Path) -> (Option<i32>, String) {
    let page = fs::read_to_string(root().join("docs").join(name)).expect("the page");
    let mut last = (None, String::new());
    let mut find: Option<(String, String)> = None;
    for block in blocks(&page) {
        let lead = lead(&block);
        match block.language {
            "ron" | "csv" if lead.starts_with("Make the file") => {
                let path = folder.join(quoted(lead));
                fs::create_dir_all(path.parent().expect("a folder")).expect("made");
                fs::write(path, block.text).expect("written");
            }
            "ron" if lead.starts_with("Add at the end of") => {
                let path = folder.join(quoted(lead));
                let text = fs::read_to_string(&path).expect("it is there");
                let (all, tail) = text.rsplit_once(')').expect("a last bracket");
                fs::write(path, format!("{all}{}){tail}", block.text)).expect("written");
            }
            "ron" if lead.starts_with("In `") && lead.ends_with("find") => {
                find = Some((quoted(lead).to_owned(), block.text.trim_end().to_owned()));
            }
            "ron" if lead == "and write instead" => {
                let (file, old) = find.take().expect("something to find");
                let path = folder.join(file);
                let text = fs::read_to_string(&path).expect("it is there");
                assert_eq!(text.matches(&old).count(), 1, "{name}: {old}");
                fs::write(path, text.replace(&old, block.text.trim_end())).expect("written");
            }
            "sh" => last = run(name, block.text, folder),
            "text" if lead.starts_with("It says") || lead.starts_with("It ends with") => {
                for line in block.text.lines().map(str::trim_end) {
                    assert!(
                        last.1.contains(line),
                        "{name}: `{line}` is not in\n{}",
                        last.1
                    );
                }
            }
            _ => {}
        }
    }
    last
}

/// Runs the commands of a block; gives what the last one came to, and all that was said.
fn run(name: &str, commands: &str, folder: &Path) -> (Option<i32>, String) {
    let (mut code, mut said) = (None, String::new());
    for line in commands.lines().filter(|l| !l.trim().is_empty()) {
        let line = line.split(" #").next().unwrap_or(line);
        let command = line.strip_prefix("joint-patrol ");
        let command = command.unwrap_or_else(|| panic!("{name}: no command of ours: {line}"));
        let args: Vec<&str> = command.split_whitespace().collect();
        let out = program(folder, &args);
        code = out.status.code();
        said.push_str(&String::from_utf8_lossy(&out.stdout));
        said.push_str(&String::from_utf8_lossy(&out.stderr));
        assert!(
            matches!(code, Some(0..=2)) && !said.contains("panicked"),
            "{name}: {line}: {code:?}\n{said}"
        );
    }
    (code, said)
}

#[test]
fn the_tutorial_ends_in_a_scenario_that_measures_what_it_trains() {
    let folder = tempfile::tempdir().expect("a folder");
    follow("tutorial.md", folder.path());
    let strict = ["check", "lesson", "--measure", "--deny", "warnings"];
    let out = program(folder.path(), &strict);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(0), "{said}");
    let tidy = program(folder.path(), &["fmt", "lesson", "--check"]);
    assert_eq!(tidy.status.code(), Some(0));
    assert!(folder.path().join("map.svg").exists());
    assert!(folder.path().join("first-run/report.html").exists());
}

#[test]
fn the_how_tos_work() {
    let pages = fs::read_dir(root().join("docs/how-to")).expect("the pages");
    let mut count = 0;
    for page in pages {
        let name = page
            .expect("a page")
            .file_name()
            .into_string()
            .expect("a name");
        if name == "geojson.md" {
            continue; // its commands follow each other over several maps: `docs`
        }
        let folder = tempfile::tempdir().expect("a folder");
        let (code, said) = follow(&format!("how-to/{name}"), folder.path());
        assert!(matches!(code, Some(0 | 1)), "{name}: {said}");
        count += 1;
    }
    assert!(count >= 5, "{count}");
}
