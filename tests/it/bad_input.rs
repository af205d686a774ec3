//! Bad input: every fault at once, with its place; exit code 2; nothing left behind.

use std::fs;

use crate::util::{errors, program};

const SOUND: &str = r#"(
    format: 1, title: "Sound", start: "2022-06-27T06:00:00+06:00", duration: "2h",
    origin: (lon: 72.1, lat: 40.9),
    states: [(id: "KGZ", doctrine: "joint"), (id: "TJK", doctrine: "joint")],
    sections: [(id: "north", between: ("KGZ", "TJK"), status: delimited, joint: true,
        line: [(lon: 72.0, lat: 40.9), (lon: 72.2, lat: 40.9)])],
    sites: [
        (id: "post-a", kind: post, state: "KGZ", at: (lon: 72.05, lat: 40.93), hotline: ["post-b"]),
        (id: "post-b", kind: post, state: "TJK", at: (lon: 72.06, lat: 40.87)),
        (id: "ford", kind: ford, at: (lon: 72.10, lat: 40.90)),
        (id: "island", kind: junction, at: (lon: 72.15, lat: 40.95)),
    ],
    legs: [(from: "post-a", to: "ford"), (from: "post-b", to: "ford")],
    units: [(id: "kgz-1", state: "KGZ", home: "post-a"), (id: "tjk-1", state: "TJK", home: "post-b")],
    patrols: [(id: "jp-1", form: parallel, units: ["kgz-1", "tjk-1"], route: ["post-a", "ford"],
        depart: ["10min"], meet: (at: "ford"))],
)"#;

/// Checks a text: exit code and what is said.
fn check(text: &str) -> (i32, String) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("x.ron"), text).expect("written");
    let out = program(folder.path(), &["run", "x.ron", "--out", "kept"]);
    if out.status.code() == Some(2) {
        assert!(
            !folder.path().join("kept").exists(),
            "a folder was left behind"
        );
        assert!(out.stdout.is_empty());
    }
    let said = errors(&out);
    assert!(!said.contains("panicked"), "{said}");
    (out.status.code().unwrap_or(-1), said)
}

#[test]
fn the_sound_one_is_sound() {
    let (code, said) = check(SOUND);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn every_kind_of_fault_is_named_with_its_place() {
    let deep = "[".repeat(10_000);
    let cases: Vec<(&str, String, &[&str])> = vec![
        ("empty", String::new(), &["empty-file"]),
        (
            "broken RON",
            SOUND.replace("title: \"Sound\",", "title: \"Sound\" \"again\","),
            &["syntax"],
        ),
        (
            "unknown field",
            SOUND.replace("joint: true", "jiont: true"),
            &["unknown-field", "did you mean `joint`?"],
        ),
        (
            "wrong type",
            SOUND.replace("duration: \"2h\"", "duration: 2"),
            &["wrong-type"],
        ),
        (
            "unknown name",
            SOUND.replace(
                "units: [\"kgz-1\", \"tjk-1\"]",
                "units: [\"kgz-7\", \"tjk-1\"]",
            ),
            &["no unit `kgz-7`", "did you mean `kgz-1`?", "x.ron:15:"],
        ),
        (
            "NaN",
            SOUND.replace("lat: 40.93", "lat: NaN"),
            &["out-of-range", "finite"],
        ),
        (
            "infinite",
            SOUND.replace("lat: 40.93", "lat: inf"),
            &["out-of-range"],
        ),
        (
            "latitude 95",
            SOUND.replace("lat: 40.93", "lat: 95"),
            &["out-of-range", "95"],
        ),
        (
            "off the network",
            SOUND.replace(
                "route: [\"post-a\", \"ford\"]",
                "route: [\"island\", \"ford\"]",
            ),
            &["route-off-network"],
        ),
        (
            "twice",
            SOUND.replace("(id: \"tjk-1\", state", "(id: \"kgz-1\", state"),
            &["duplicate-id"],
        ),
        (
            "end before start",
            SOUND.replace("duration: \"2h\"", "duration: \"0s\""),
            &["end-before-start"],
        ),
        (
            "negative",
            SOUND.replace("duration: \"2h\"", "duration: \"-2h\""),
            &["out-of-range"],
        ),
        (
            "after ENDEX",
            SOUND.replace("depart: [\"10min\"]", "depart: [\"3h\"]"),
            &["after-endex"],
        ),
        (
            "no such doctrine",
            SOUND.replace("doctrine: \"joint\"),", "doctrine: \"jiont\"),"),
            &["unknown-doctrine"],
        ),
        ("nesting", deep, &["too-deep"]),
        (
            "not RON at all",
            "<html><body>hello</body></html>".to_owned(),
            &["syntax"],
        ),
    ];
    for (what, text, wanted) in cases {
        assert_ne!(text, SOUND, "{what}: the case changes nothing");
        let (code, said) = check(&text);
        assert_eq!(code, 2, "{what}: {said}");
        for word in wanted {
            assert!(said.contains(word), "{what}: `{word}` is not said:\n{said}");
        }
    }
}

#[test]
fn all_faults_come_at_once() {
    let text = SOUND
        .replace("lat: 40.93", "lat: 95")
        .replace("kind: ford", "kind: frod")
        .replace("home: \"post-b\"", "hoem: \"post-b\"")
        .replace("duration: \"2h\"", "duration: \"soon\"");
    let (code, said) = check(&text);
    assert_eq!(code, 2);
    for word in ["95", "frod", "hoem", "soon", "home"] {
        assert!(said.contains(word), "`{word}` is not said:\n{said}");
    }
}

/// What cannot be read hides no wrong name, and makes no right name wrong.
#[test]
fn faults_of_types_hide_no_faults_of_names() {
    let with = |changes: &[(&str, &str)]| {
        let mut text = SOUND.to_owned();
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        text
    };
    let unit = (r#"["kgz-1", "tjk-1"]"#, r#"["kgz-9", "tjk-1"]"#);
    let site = (r#"to: "ford"), ("#, r#"to: "frod"), ("#);
    for (what, broken, slug) in [
        ("a wrong type", ("joint: true", "joint: 5"), "wrong-type"),
        ("a bad duration", (r#""2h""#, r#""soon""#), "out-of-range"),
        (
            "an unknown field",
            ("joint: true", "jiont: true"),
            "unknown-field",
        ),
        (
            "an unknown choice",
            ("form: parallel", "form: paralel"),
            "unknown-choice",
        ),
        ("out of range", ("lat: 40.93", "lat: 95"), "out-of-range"),
        (
            "a missing field",
            (r#", home: "post-b""#, ""),
            "missing-field",
        ),
        (
            "an unknown doctrine",
            (
                r#"doctrine: "joint"), (id: "TJK""#,
                r#"doctrine: "jont"), (id: "TJK""#,
            ),
            "unknown-doctrine",
        ),
        (
            "a missing comma",
            (r#"title: "Sound","#, r#"title: "Sound""#),
            "missing-comma",
        ),
    ] {
        let (code, said) = check(&with(&[broken, unit, site]));
        assert_eq!(code, 2, "{what}: {said}");
        for slug in [slug, "unknown-unit", "unknown-site"] {
            assert!(
                said.contains(&format!("[{slug}]")),
                "{what}: no {slug}: {said}"
            );
        }
        assert_eq!(said.matches("error[").count(), 3, "{what}: {said}");
        let (code, said) = check(&with(&[broken]));
        assert_eq!(code, 2, "{what}: {said}");
        assert_eq!(said.matches("error[").count(), 1, "{what}: {said}");
        // Nor of plans: a site that no leg joins, a departure after the end.
        let off = (
            r#"route: ["post-a", "ford"]"#,
            r#"route: ["island", "ford"]"#,
        );
        let late = (r#"depart: ["10min"]"#, r#"depart: ["30h"]"#);
        let (_, said) = check(&with(&[broken, off, late]));
        for plan in ["route-off-network", "after-endex"] {
            // Without its duration nobody knows when it ends.
            let unsure = plan == "after-endex" && broken.0.contains("2h");
            assert_eq!(
                said.contains(&format!("[{plan}]")),
                !unsure,
                "{what}: {said}"
            );
        }
    }
    // Faults of names hide none of plans either.
    let (_, said) = check(&with(&[
        (r#", home: "post-b")"#, r#", home: "post-q")"#),
        (r#"hotline: ["post-b"]"#, r#"hotline: ["post-z"]"#),
        (
            r#"route: ["post-a", "ford"]"#,
            r#"route: ["island", "ford"]"#,
        ),
    ]));
    assert_eq!(said.matches("[unknown-site]").count(), 2, "{said}");
    assert_eq!(said.matches("[route-off-network]").count(), 1, "{said}");
    assert_eq!(said.matches("error[").count(), 3, "{said}");
    // What hangs on something that cannot be read, or that stands under a wrong name, is not told.
    for (from, to) in [
        (" units: [(id", " unitz: [(id"),
        ("legs: [", "legz: ["),
        ("sites: [", "sitez: ["),
        (" states: [", " statez: ["),
        (r#"kind: post, state: "TJK""#, r#"kind: post, stat: "TJK""#),
        (r#"state: "TJK", at"#, r#"state: "TJX", at"#),
        (r#"(id: "TJK", doctrine: "joint")"#, "5"),
        (r#"(id: "kgz-1", "#, r#"(id: "kgz 1", "#),
        (r#"(id: "ford", kind"#, r#"(id: 7, kind"#),
        (r#"units: [(id"#, r#"units: ["kgz-1", (id"#),
        ("sites: [", "sites: 5, areas: ["),
    ] {
        let (_, said) = check(&with(&[(from, to)]));
        for slug in [
            "unknown-unit",
            "unknown-site",
            "route-off-network",
            "home-not-own-post",
        ] {
            assert!(!said.contains(&format!("[{slug}]")), "{to}: {said}");
        }
    }
    // A start that is none is told beside all else.
    let start = ("2022-06-27T06:00:00+06:00", "tomorrow");
    let (_, said) = check(&with(&[start, ("joint: true", "joint: 5")]));
    assert!(said.contains("[bad-start]"), "{said}");
    // A home that is wrong makes no route wrong.
    let (_, said) = check(&with(&[(r#"home: "post-a""#, r#"home: "island""#)]));
    assert_eq!(said.matches("error[").count(), 1, "{said}");
    // What is said of one kind of thing leaves the others alone.
    let hidden = (
        r#"route: ["post-a", "ford"]"#,
        r#"route: ["island", "ford"]"#,
    );
    let other = (
        "legs: [",
        r#"objectives: [(id: "a b", text: "A")], arrivals: [(id: "x", kind: smugler, from: ["ford"],
        to: ["post-a"], at: ["1h"])], legs: ["#,
    );
    let (_, said) = check(&with(&[hidden, other]));
    assert!(said.contains("[route-off-network]"), "{said}");
}

/// What is wrong with a file that several states name is told once.
#[test]
fn a_doctrine_of_two_states_has_its_faults_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let doctrine = include_str!("../../scenarios/doctrines/joint.ron");
    let broken = doctrine.replace("restraint: 0.97", "restraint: 97");
    assert_ne!(broken, doctrine);
    fs::write(folder.path().join("own.ron"), broken).expect("written");
    let scenario = SOUND.replace(r#"doctrine: "joint""#, r#"doctrine: "own.ron""#);
    fs::write(folder.path().join("x.ron"), scenario).expect("written");
    let out = program(folder.path(), &["check", "x.ron"]);
    assert_eq!(
        errors(&out).matches("[out-of-range]").count(),
        1,
        "{}",
        errors(&out)
    );
    // One that is not there is told of where each names it.
    fs::remove_file(folder.path().join("own.ron")).expect("removed");
    let out = program(folder.path(), &["check", "x.ron"]);
    assert_eq!(
        errors(&out).matches("[missing-file]").count(),
        2,
        "{}",
        errors(&out)
    );
}

/// A route of a unit that is not in the patrol is nobody's.
#[test]
fn routes_of_units_are_of_units_of_the_patrol() {
    let own = |unit: &str| {
        let from = r#"route: ["post-a", "ford"],"#;
        let to = format!(r#"{from} routes: {{"{unit}": ["ford"]}},"#);
        check(&SOUND.replace(from, &to))
    };
    assert_eq!(own("kgz-1").0, 0, "{}", own("kgz-1").1);
    let (code, said) = own("kgz-2");
    assert_eq!(code, 2, "{said}");
    assert!(
        said.contains("[unknown-unit]") && said.contains("did you mean `kgz-1`?"),
        "{said}"
    );
}

#[test]
fn missing_and_huge_files_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = program(folder.path(), &["run", "nowhere.ron", "--out", "kept"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(errors(&out).contains("nowhere.ron"));
    let junk = "x".repeat(1 << 20);
    let file = folder.path().join("junk.ron");
    let mut text = String::new();
    for _ in 0..100 {
        text.push_str(&junk);
    }
    fs::write(&file, text).expect("written");
    let out = program(folder.path(), &["run", "junk.ron", "--out", "kept"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(errors(&out).contains("file-too-large"));
    assert!(!folder.path().join("kept").exists());
    // It tells no size, and has no end.
    if cfg!(unix) {
        let out = program(folder.path(), &["run", "/dev/zero", "--out", "kept"]);
        assert_eq!(out.status.code(), Some(2));
        assert!(errors(&out).contains("file-too-large"));
        assert!(!folder.path().join("kept").exists());
    }
    let out = program(
        folder.path(),
        &["run", "first_patrol", "--seed", "9007199254740992"],
    );
    assert_eq!(out.status.code(), Some(2), "a seed beyond 2^53 - 1");
}

#[test]
fn orders_that_are_never_given_or_of_no_seat_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let orders = r#"(format: 1, orders: [
        (at: "99h", seat: "KGZ/duty", note: "late"),
        (at: "1h", seat: "XXX/duty", note: "no state"),
        (at: "1h", seat: "KGZ/king", note: "no role"),
        (at: "1h", seat: "KGZ", note: "a state is no seat"),
        (at: "1h", seat: "KGZ/king", inject: "rumour"),
        (at: "1h", seat: "evaluator", note: "sound"),
    ])"#;
    fs::write(folder.path().join("orders.ron"), orders).expect("written");
    let args = [
        "run",
        "first_patrol",
        "--orders",
        "orders.ron",
        "--out",
        "kept",
    ];
    let out = program(folder.path(), &args);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    assert!(errors(&out).contains("orders.ron:2:9"), "{}", errors(&out));
    assert_eq!(errors(&out).matches("after-endex").count(), 1);
    let journal = fs::read_to_string(folder.path().join("kept/journal.jsonl")).expect("a journal");
    let of = |kind: &str| journal.matches(&format!("\"kind\":\"{kind}\"")).count();
    assert_eq!(
        errors(&out).matches("was rejected").count(),
        4,
        "{}",
        errors(&out)
    );
    assert_eq!((of("order_rejected"), of("note_taken")), (4, 1));
}
