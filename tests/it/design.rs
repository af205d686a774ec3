//! What a designer of scenarios works with: templates, tidy files, mending, watching, variants.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use joint_patrol::io::load::Loader;
use joint_patrol::io::shipped;
use joint_patrol::notation::token::{Kind, tokens};
use joint_patrol::notation::{format, write};
use joint_patrol::scenario::file::ScenarioFile;
use proptest::prelude::*;

use crate::util::{self, errors, program, root};

fn said(out: &std::process::Output) -> String {
    String::from_utf8_lossy(&out.stdout).into_owned()
}

#[test]
fn every_template_is_sound_runs_and_measures_what_it_trains() {
    let folder = tempfile::tempdir().expect("a folder");
    let templates = shipped::templates();
    assert!(templates.len() >= 5, "{templates:?}");
    for template in &templates {
        let out = program(folder.path(), &["new", template, "--template", template]);
        assert_eq!(out.status.code(), Some(0), "{template}: {}", errors(&out));
        let text = fs::read_to_string(folder.path().join(template).join("scenario.ron"));
        let text = text.expect("written");
        assert_eq!(format::tidy(&text), text, "{template} is not tidy");
        let comments = tokens(&text);
        let comments = comments.iter().filter(|t| t.kind == Kind::LineComment);
        assert!(comments.count() > 20, "{template} has few comments");
        let strict = ["check", template, "--measure", "--deny", "warnings"];
        let out = program(folder.path(), &strict);
        assert_eq!(out.status.code(), Some(0), "{template}: {}", errors(&out));
        let out = program(folder.path(), &["run", template]);
        assert_eq!(out.status.code(), Some(0), "{template}: {}", errors(&out));
    }
}

#[test]
fn a_template_takes_another_title_and_other_states() {
    let folder = tempfile::tempdir().expect("a folder");
    let title = "Night \"watch\" \\ one";
    let args = [
        "new",
        "x",
        "--template",
        "two_posts",
        "--title",
        title,
        "--states",
        "KAZ,UZB",
    ];
    let out = program(folder.path(), &args);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    let text = fs::read_to_string(folder.path().join("x/scenario.ron")).expect("written");
    let file: ScenarioFile = util::ron(&text).expect("sound");
    assert_eq!(file.title, title);
    let states: Vec<String> = file.states.iter().map(|s| s.id.to_string()).collect();
    assert_eq!(states, ["KAZ", "UZB"]);
    assert!(!text.contains("KGZ") && !text.contains("tjk-"), "{text}");
    let before = text.clone();
    for (args, why) in [
        (vec!["new", "x"], "is there already"),
        (
            vec!["new", "y", "--template", "two_post"],
            "did you mean `two_posts`",
        ),
        (
            vec!["new", "y", "--template", "two_posts", "--states", "KAZ"],
            "2 states",
        ),
        (
            vec!["new", "y", "--template", "two_posts", "--states", "A B,C"],
            "cannot be a state",
        ),
        (
            vec!["new", "y", "--template", "two_posts", "--states", "A,A"],
            "cannot be a state",
        ),
    ] {
        let out = program(folder.path(), &args);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(errors(&out).contains(why), "{args:?}: {}", errors(&out));
        assert!(!folder.path().join("y").exists(), "{args:?} left something");
    }
    let after = fs::read_to_string(folder.path().join("x/scenario.ron")).expect("still there");
    assert_eq!(before, after);
}

#[test]
fn whoever_says_nothing_is_asked_at_a_terminal() {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    let folder = tempfile::tempdir().expect("a folder");
    let pair = native_pty_system()
        .openpty(PtySize::default())
        .expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_joint-patrol"));
    command.args(["new", "asked"]);
    command.cwd(folder.path());
    let mut child = pair.slave.spawn_command(command).expect("it starts");
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut writer = pair.master.take_writer().expect("a writer");
    let (send, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(n @ 1..) = reader.read(&mut buffer) {
            let _ = send.send(String::from_utf8_lossy(&buffer[..n]).into_owned());
        }
    });
    let mut all = String::new();
    for (question, answer) in [
        ("Template", "\r"),
        ("Title", "Asked for\r"),
        ("States", "KAZ,KGZ\r"),
    ] {
        let began = Instant::now();
        while !all.contains(question) {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "{question}: {all}"
            );
            all.push_str(
                &heard
                    .recv_timeout(Duration::from_secs(10))
                    .unwrap_or_default(),
            );
        }
        std::io::Write::write_all(&mut writer, answer.as_bytes()).expect("typed");
    }
    let status = child.wait().expect("it ends");
    assert!(status.success(), "{all}");
    let text = fs::read_to_string(folder.path().join("asked/scenario.ron")).expect("written");
    assert!(text.contains("title: \"Asked for\"") && text.contains("\"KAZ\""));
}

/// The comments of a text, in order, without blanks at their ends.
fn comments(text: &str) -> Vec<String> {
    let all = tokens(text).into_iter();
    let comments = all.filter(|t| matches!(t.kind, Kind::LineComment | Kind::BlockComment));
    comments
        .map(|t| text[t.range].trim_end().to_owned())
        .collect()
}

/// Everything that is shipped as RON.
fn shipped_files() -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut folders = vec![root().join("scenarios")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "ron") {
                let text = fs::read_to_string(&path).expect("text");
                out.push((path.display().to_string(), text));
            }
        }
    }
    out
}

#[test]
fn shipped_files_are_tidy() {
    let files = shipped_files();
    assert!(files.len() > 20);
    for (name, text) in files {
        assert!(
            format::tidy(&text) == text,
            "{name}: joint-patrol fmt {name}"
        );
    }
}

/// A text with its blanks changed: more, fewer, elsewhere; comments put in.
fn ruffled(text: &str, dice: &[u8]) -> String {
    let mut out = String::new();
    let mut dice = dice.iter().cycle();
    let mut next = || *dice.next().expect("a cycle");
    for token in tokens(text) {
        let piece = &text[token.range];
        match (token.kind, next() % 8) {
            (Kind::Space, 0) => out.push_str(&piece.repeat(2)),
            (Kind::Space, 1) => out.push_str("\n\n\n\t"),
            (Kind::Space, 2) => out.push_str(" /* a\n b */ "),
            (Kind::Space, 3) => out.push_str(" // note\n"),
            (Kind::Space, 4) if !piece.contains('\n') => out.push(' '),
            (Kind::Comma, 5) => out.push_str(" ,"),
            (Kind::Comma, 6) => out.push_str(",\r\n"),
            (Kind::LineComment, _) => {
                out.push_str(piece);
                out.push_str("  \n");
            }
            _ => out.push_str(piece),
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn tidy_twice_is_tidy_once_and_no_comment_is_lost(
        which in 0usize..1000,
        dice in prop::collection::vec(any::<u8>(), 50..200),
    ) {
        let files = shipped_files();
        let (_, text) = &files[which % files.len()];
        let text = ruffled(text, &dice);
        let tidy = format::tidy(&text);
        prop_assert_eq!(&format::tidy(&tidy), &tidy);
        prop_assert!(format::same(&text, &tidy));
        let before: Vec<String> = comments(&text.replace("\r\n", "\n"));
        prop_assert_eq!(before, comments(&tidy));
    }
}

#[test]
fn what_is_certain_is_mended_and_the_rest_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.ron");
    let sound = util::shipped("first_lesson");
    let broken = sound
        .replace("status: demarcated", "status: Demarcatd")
        .replace(
            "title: \"First lesson\",",
            "title: \"First lesson\" // no comma",
        )
        .replace("hotline: [\"kgz-post\"]", "hotline: \"kgz-pots\"")
        .replace("joint: false", "joint = False")
        .replace("size: 3", "size: \"3\"")
        .replace("units: [\"kgz-1\"]", "unts: [kgz-1]")
        .replace("    format: 1,\n", "");
    assert_ne!(broken, sound);
    fs::write(&file, &broken).expect("written");
    let before = program(folder.path(), &["check", "x.ron"]);
    assert_eq!(before.status.code(), Some(2));
    let out = program(folder.path(), &["check", "x.ron", "--fix"]);
    let mended = fs::read_to_string(&file).expect("there");
    assert_eq!(out.status.code(), Some(0), "{}\n{mended}", errors(&out));
    assert!(
        mended.contains("title: \"First lesson\", // no comma"),
        "{mended}"
    );
    assert!(mended.contains("units: [\"kgz-1\"]"), "{mended}");
    let same: ScenarioFile = util::ron(&mended).expect("sound");
    let first: ScenarioFile = util::ron(&sound).expect("sound");
    assert!(same == first, "it says the same again:\n{mended}");
    let kept = comments(&sound);
    let now = comments(&mended);
    assert!(kept.iter().all(|c| now.contains(c)), "comments stay");
}

#[test]
fn a_variant_changes_what_it_writes_and_stands_alone_in_a_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let make = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    make(
        "parts/more.ron",
        "(units: [(id: \"kgz-9\", state: \"KGZ\", home: \"post-archa\")])",
    );
    make(
        "night/scenario.ron",
        "(format: 1, variant_of: \"first_patrol\", title: \"Night\", start: \"2022-06-27T20:00:00+06:00\",\n\
         without: [\"jp-gorge\"], include: [\"../parts/more.ron\"],\n\
         units: [(id: \"kgz-1\", size: 6)], weather: [(at: \"5h\", visibility_km: 9)])",
    );
    make(
        "later/scenario.ron",
        "(format: 1, variant_of: \"../night\", duration: \"13h\")",
    );
    let load = |name: &str| {
        let mut loader = Loader::default();
        let loaded = loader.scenario(&folder.path().join(name), &[]);
        let shown = joint_patrol::io::render::text(&loader.sources, &loader.diags, false);
        loaded.unwrap_or_else(|| panic!("{shown}")).inputs.scenario
    };
    let base: ScenarioFile = util::ron(&util::shipped("first_patrol")).expect("sound");
    let later = load("later");
    assert_eq!(later.title, "Night");
    assert_eq!(later.duration.value.hours(), 13.0);
    assert_eq!(later.summary, base.summary);
    assert_eq!(later.patrols.len() + 1, base.patrols.len());
    assert_eq!(later.units.len(), base.units.len() + 1);
    let unit = |f: &ScenarioFile, id: &str| {
        let found = f.units.iter().find(|u| u.id.as_str() == id);
        found.expect("it is there").clone()
    };
    let (old, new) = (unit(&base, "kgz-1"), unit(&later, "kgz-1"));
    assert_eq!(new.size.0, 6);
    assert_eq!(
        (old.home, old.sensors, old.name),
        (new.home, new.sensors, new.name)
    );
    let out = program(folder.path(), &["run", "later", "--out", "kept"]);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    assert!(folder.path().join("kept/sources").exists());
    fs::rename(folder.path().join("kept"), folder.path().join("moved")).expect("moved");
    for gone in ["parts", "night", "later"] {
        fs::remove_dir_all(folder.path().join(gone)).expect("removed");
    }
    let again = program(folder.path(), &["run", "moved/scenario.ron"]);
    let digest = |text: &str| {
        let at = text.find("digest ").expect("a digest");
        text[at..at + 19].to_owned()
    };
    assert_eq!(
        digest(&said(&out)),
        digest(&said(&again)),
        "{}",
        errors(&again)
    );
}

#[test]
fn a_fault_of_an_included_file_is_told_in_that_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = util::shipped("first_lesson");
    let units = "units: [(id: \"kaz-1\", name: \"Aral watch\"";
    assert!(first.contains("units: ["));
    let without = first.replace("    units: [\n", "    include: [\"units.ron\"],\n    civilians: [],\n    representatives: [],\n    rivers: [\n    ],\n    units: [\n");
    fs::write(folder.path().join("x.ron"), without).expect("written");
    fs::write(
        folder.path().join("units.ron"),
        format!("(\n{units}, state: \"KAZ\", home: \"nowhere\")],\n)"),
    )
    .expect("written");
    let out = program(folder.path(), &["check", "x.ron", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let all = object["diagnostics"].as_array().expect("a list");
    let fault = all
        .iter()
        .find(|d| d["slug"] == "unknown-site")
        .expect("it");
    assert_eq!(
        fault["file"].as_str().map(|f| f.ends_with("units.ron")),
        Some(true)
    );
    assert_eq!(
        (fault["line"].as_u64(), fault["column"].as_u64()),
        (Some(2), Some(63))
    );
    let twice = all.iter().find(|d| d["slug"] == "duplicate-id");
    assert!(twice.is_some(), "{object:#}");
}

#[test]
fn links_do_not_lead_out_of_the_folder() {
    #[cfg(unix)]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let outside = tempfile::tempdir().expect("another");
        fs::write(outside.path().join("units.ron"), "(units: [])").expect("written");
        let own = folder.path().join("one/two");
        fs::create_dir_all(&own).expect("made");
        std::os::unix::fs::symlink(outside.path().join("units.ron"), own.join("link.ron"))
            .expect("a link");
        fs::write(own.join("beside.ron"), "(units: [])").expect("written");
        let first = util::shipped("first_lesson");
        for (path, code, slug) in [
            ("beside.ron", 0, ""),
            ("link.ron", 2, "path-outside"),
            ("../../x.ron", 2, "path-outside"),
            ("/etc/passwd", 2, "path-outside"),
            ("nothing.ron", 2, "missing-file"),
        ] {
            let text = first.replacen('(', &format!("(include: [\"{path}\"],"), 1);
            fs::write(own.join("scenario.ron"), text).expect("written");
            let out = program(&own, &["check", "scenario.ron"]);
            assert_eq!(out.status.code(), Some(code), "{path}: {}", errors(&out));
            assert!(errors(&out).contains(slug), "{path}: {}", errors(&out));
        }
    }
}

#[test]
fn sarif_has_what_editors_ask_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = util::shipped("first_lesson").replace("kind: village", "kind: vilage");
    fs::write(folder.path().join("a b.ron"), text).expect("written");
    let out = program(folder.path(), &["check", "a b.ron", "--format", "sarif"]);
    assert_eq!(out.status.code(), Some(2));
    let log: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    let fault = results
        .iter()
        .find(|r| r["ruleId"] == "unknown-choice")
        .expect("the fault");
    assert_eq!(fault["level"], "error");
    let place = &fault["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b.ron");
    let fix = &fault["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(fix["insertedContent"]["text"], "village");
    assert_eq!(fix["deletedRegion"], place["region"]);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in results {
        assert!(rules.iter().any(|r| r["id"] == result["ruleId"]));
    }
}

#[test]
fn a_watched_file_is_checked_again_when_it_is_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.ron");
    let sound = util::shipped("first_lesson");
    fs::write(&file, &sound).expect("written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_joint-patrol"))
        .args(["check", "x.ron", "--watch"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stderr = child.stderr.take().expect("piped");
    let (send, heard) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(n @ 1..) = stderr.read(&mut buffer) {
            let _ = send.send(String::from_utf8_lossy(&buffer[..n]).into_owned());
        }
    });
    let until = |words: &str, all: &mut String| {
        let began = Instant::now();
        while !all.contains(words) {
            assert!(began.elapsed() < Duration::from_secs(30), "{words}: {all}");
            all.push_str(
                &heard
                    .recv_timeout(Duration::from_secs(1))
                    .unwrap_or_default(),
            );
        }
    };
    let mut all = String::new();
    until("waiting for a change", &mut all);
    fs::write(&file, sound.replacen("\"station\"", "\"staton\"", 1)).expect("saved");
    until("unknown-site", &mut all);
    let _ = child.kill();
    let _ = child.wait();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn random_scenarios_read_back_as_they_were_written(
        lat in -80.0f64..80.0,
        lon in -179.0f64..179.0,
        millis in 1_000i64..(89 * 86_400_000),
        title in "\\PC{0,40}",
        chance in 0.0f64..1.0,
    ) {
        for name in ["first_patrol", "water_intake"] {
            let mut file: ScenarioFile = util::ron(&util::shipped(name)).expect("sound");
            file.title.clone_from(&title);
            file.origin.lat.0 = lat;
            file.origin.lon.0 = lon;
            file.duration.value.0 = millis;
            file.radio_reach.0 = chance;
            for site in &mut file.sites {
                site.at.lon.0 += lon / 1e3;
                site.at.alt_m.0 = lat;
            }
            for patrol in &mut file.patrols {
                patrol.vary.0 = millis % 10_000_000;
                patrol.every = Some(joint_patrol::base::time::SimDuration(millis).into());
            }
            let text = write::text(&file);
            let back: Option<ScenarioFile> = util::ron(&text);
            prop_assert_eq!(back.as_ref(), Some(&file), "{}", text);
            prop_assert_eq!(&format::tidy(&format::tidy(&text)), &format::tidy(&text));
        }
    }
}

#[test]
fn a_scenario_is_one_file_after_conversion() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in shipped::scenarios() {
        let out = program(
            folder.path(),
            &["convert", &name, "--out", "whole.ron", "--force"],
        );
        assert_eq!(out.status.code(), Some(0), "{name}: {}", errors(&out));
        let first = program(folder.path(), &["run", &name, "--format", "json"]);
        let whole = program(folder.path(), &["run", "whole.ron", "--format", "json"]);
        let digest = |out: &std::process::Output| {
            let object: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
            object["digest"].clone()
        };
        assert_eq!(digest(&first), digest(&whole), "{name}: {}", errors(&whole));
    }
}
