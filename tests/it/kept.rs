//! What is kept of a run on disk: whole, or cut off at any moment, and never one for the other.

use std::fs;
use std::path::Path;
use std::process::Output;

use joint_patrol::base::time::SimTime;
use joint_patrol::io::load::Loader;
use joint_patrol::io::save::JournalFile;

use crate::util::{errors, program, root};

fn printed(out: &Output) -> String {
    String::from_utf8(out.stdout.clone()).expect("text")
}

#[test]
fn a_journal_that_was_cut_off_is_scored_with_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = program(folder.path(), &["run", "first_patrol", "--out", "kept"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    let whole = fs::read(folder.path().join("kept/journal.jsonl")).expect("it is there");
    let header = whole.iter().position(|&b| b == b'\n').expect("a line") + 1;
    for cut in [header, header + 50, whole.len() / 2, whole.len() - 20] {
        fs::create_dir_all(folder.path().join("cut")).expect("made");
        fs::write(folder.path().join("cut/journal.jsonl.part"), &whole[..cut]).expect("written");
        let out = program(folder.path(), &["score", "cut", "--format", "json"]);
        assert_eq!(out.status.code(), Some(0), "cut at {cut}: {}", errors(&out));
        assert!(
            errors(&out).contains("warning"),
            "cut at {cut}: {}",
            errors(&out)
        );
    }
    let mut broken = whole.clone();
    broken[header + 3] = b'#';
    fs::write(folder.path().join("broken.jsonl"), &broken).expect("written");
    let out = program(folder.path(), &["score", "broken.jsonl"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(errors(&out).contains("broken-journal-line"));
    let text =
        String::from_utf8(whole)
            .expect("text")
            .replacen("\"departure\":1", "\"departure\":9", 1);
    fs::write(folder.path().join("changed.jsonl"), text).expect("written");
    let out = program(folder.path(), &["score", "changed.jsonl"]);
    assert!(errors(&out).contains("journal-changed"), "{}", errors(&out));
}

#[test]
fn a_run_stopped_between_its_last_line_and_its_name_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = program(folder.path(), &["run", "first_patrol", "--out", "kept"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    let kept = folder.path().join("kept");
    fs::rename(kept.join("journal.jsonl"), kept.join("journal.jsonl.part")).expect("renamed");
    let out = program(folder.path(), &["score", "kept"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    assert!(
        errors(&out).contains("the journal is whole"),
        "{}",
        errors(&out)
    );
}

/// A folder that holds a run, and what is left of a later one.
#[test]
fn a_later_run_that_was_cut_off_is_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |seed: &str| {
        let args = ["run", "first_patrol", "--seed", seed, "--out", "kept"];
        let out = program(folder.path(), &args);
        assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
        fs::read(folder.path().join("kept/journal.jsonl")).expect("a journal")
    };
    let (first, second) = (run("1"), run("2"));
    let kept = folder.path().join("kept");
    // Killed in its midst: scores and report are of the first run, and so is what is scored.
    fs::write(kept.join("journal.jsonl"), &first).expect("written");
    fs::write(kept.join("journal.jsonl.part"), &second[..second.len() / 2]).expect("written");
    let out = program(folder.path(), &["score", "kept"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    assert!(errors(&out).contains("a later run into this folder has not ended"));
    assert!(printed(&out).contains("seed 1"), "{}", printed(&out));
    let out = program(folder.path(), &["score", "kept/journal.jsonl.part"]);
    assert!(errors(&out).contains("before ENDEX"), "{}", errors(&out));
    assert!(printed(&out).contains("seed 2"), "{}", printed(&out));
    // A header that was cut off is nothing, neither alone nor beside a run.
    for torn in [&second[..0], &second[..100]] {
        fs::write(kept.join("journal.jsonl.new"), torn).expect("written");
        let out = program(folder.path(), &["compare", "kept", "kept"]);
        assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
        let alone = folder.path().join("torn");
        fs::create_dir_all(&alone).expect("made");
        fs::write(alone.join("journal.jsonl.new"), torn).expect("written");
        let out = program(folder.path(), &["score", "torn"]);
        assert_eq!(out.status.code(), Some(2));
        assert!(errors(&out).contains("no such file"), "{}", errors(&out));
    }
    // Killed before its first entry: what is left has a header, and is judged as far as it goes.
    let header = second.iter().position(|&b| b == b'\n').expect("a line") + 1;
    for name in ["journal.jsonl.new", "journal.jsonl.part"] {
        let kept = folder.path().join(name);
        fs::create_dir(&kept).expect("made");
        fs::write(kept.join(name), &second[..header]).expect("written");
        let out = program(folder.path(), &["score", name]);
        assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
        assert!(errors(&out).contains("after 0 entries"), "{}", errors(&out));
    }
}

/// No scores lie beside a journal of which they were not made.
#[test]
fn what_was_made_of_an_older_journal_is_gone_before_the_new_one_has_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let loaded = Loader::default()
        .scenario(Path::new("first_lesson"), &[])
        .expect("sound");
    for name in ["journal.jsonl", "score.json", "report.html", "notes.txt"] {
        fs::write(folder.path().join(name), "of the run before").expect("written");
    }
    let there = |name: &str| folder.path().join(name).exists();
    let mut file = JournalFile::create(folder.path(), &loaded.header(1, 1)).expect("begun");
    file.write(&[]).expect("written");
    assert!(there("journal.jsonl") && there("score.json") && there("report.html"));
    file.finish(SimTime(0)).expect("ended");
    assert!(!there("score.json") && !there("report.html") && !there("journal.jsonl.part"));
    assert!(there("journal.jsonl") && there("notes.txt"));
    // A folder in its way is told of before the run, not after.
    fs::create_dir(folder.path().join("report.html")).expect("made");
    let refused = JournalFile::create(folder.path(), &loaded.header(1, 1)).err();
    let told = refused.expect("no room for a report").to_string();
    assert!(
        told.contains("report.html") && told.contains("a folder stands"),
        "{told}"
    );
}

#[test]
fn a_run_does_not_replace_what_it_was_read_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("own");
    fs::create_dir(&own).expect("made");
    let variant = "(format: 1, variant_of: \"first_lesson\", title: \"Own\")";
    fs::write(own.join("scenario.ron"), variant).expect("written");
    let out = program(folder.path(), &["run", "own", "--out", "own"]);
    assert_eq!(out.status.code(), Some(2), "{}", errors(&out));
    assert!(
        errors(&out).contains("choose another --out"),
        "{}",
        errors(&out)
    );
    assert_eq!(
        fs::read_to_string(own.join("scenario.ron")).expect("there"),
        variant
    );
    assert_eq!(fs::read_dir(&own).expect("a folder").count(), 1);
    // A file that is copied as it is loses nothing.
    let single = fs::read(root().join("scenarios/first_lesson/scenario.ron")).expect("shipped");
    fs::write(own.join("scenario.ron"), &single).expect("written");
    let out = program(folder.path(), &["run", "own", "--out", "own"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    assert_eq!(fs::read(own.join("scenario.ron")).expect("there"), single);
}

#[test]
fn what_cannot_be_written_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("file"), "").expect("written");
    let out = program(folder.path(), &["run", "first_lesson", "--out", "file"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        errors(&out).contains("choose another name"),
        "{}",
        errors(&out)
    );
    assert!(printed(&out).is_empty());
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    if let Ok(full) = full {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_joint-patrol"))
            .args(["run", "first_lesson"])
            .stdout(full)
            .output()
            .expect("it starts");
        assert_eq!(out.status.code(), Some(2));
        assert!(errors(&out).contains("cannot write to standard output"));
    }
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_a_part_that_can_be_scored() {
    use std::process::{Command, Stdio};
    const WAITS_MS: [u64; 12] = [2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 60, 90];
    let folder = tempfile::tempdir().expect("a folder");
    let mut scored = 0;
    // Later and later, again where the machine was too slow or too quick to be caught.
    for (i, wait_ms) in (0..).zip(WAITS_MS.iter().cycle()) {
        if i >= WAITS_MS.len() && scored > 0 {
            break;
        }
        assert!(i < 10 * WAITS_MS.len(), "no run was caught in the act");
        let kept = format!("kept-{i}");
        let mut child = Command::new(env!("CARGO_BIN_EXE_joint-patrol"))
            .args(["run", "four_services", "--out", &kept])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(std::time::Duration::from_millis(*wait_ms));
        let _ = child.kill();
        let _ = child.wait();
        let there = |name: &str| folder.path().join(&kept).join(name).exists();
        if there("journal.jsonl.part") {
            scored += 1;
            let out = program(folder.path(), &["score", &kept]);
            assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
            assert!(errors(&out).contains("warning"), "{}", errors(&out));
        } else if there("journal.jsonl") {
            let out = program(folder.path(), &["score", &kept]);
            assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
        } else {
            assert!(!there("score.json"), "scores without a journal");
        }
    }
}
