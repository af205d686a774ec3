//! Files made to take all time and memory: each ends in a diagnostic, soon.

use std::fs;
use std::path::Path;

use crate::util::{self, errors, program};

const HEAD: &str = "(format: 1, title: \"x\", start: \"2022-06-27T06:00:00+06:00\", duration: \"2h\", \
                    origin: (lon: 72, lat: 41), states: [(id: \"A\"), (id: \"B\")], ";

/// A scenario with something in it.
fn with(rest: &str) -> String {
    format!("{HEAD}{rest})")
}

fn many(n: usize, each: impl Fn(usize) -> String) -> String {
    let all: Vec<String> = (0..n).map(each).collect();
    all.join(",")
}

/// What a bomb is called, its text, and the faults of which one must be told.
type Bomb = (&'static str, String, &'static [&'static str]);

fn bombs() -> Vec<Bomb> {
    let site = |i: usize| format!("(id: \"s{i}\", kind: village, at: (lon: 72, lat: 41))");
    let points = |n: usize| many(n, |i| format!("(lon: 72.{i:06}, lat: 41.{})", i % 2));
    vec![
        ("parentheses", "(".repeat(1_000_000), &["too-deep"]),
        ("brackets", "[".repeat(100_000), &["too-deep"]),
        ("somes", "Some(".repeat(100_000), &["too-deep"]),
        (
            "comments",
            "/*".repeat(500_000),
            &["unclosed-comment", "syntax"],
        ),
        ("closing", ")".repeat(1_000_000), &["stray-bracket"]),
        ("commas", ",".repeat(2_000_000), &["too-many", "syntax"]),
        ("colons", "a:".repeat(1_000_000), &["too-many", "syntax"]),
        (
            "quotes",
            "\"".repeat(2_000_001),
            &["too-many", "syntax", "unclosed-text", "wrong-type"],
        ),
        (
            "quote and lines",
            format!("(title: \"{}", "x\n".repeat(1_000_000)),
            &["unclosed-text"],
        ),
        (
            "fields",
            format!("({})", many(400_000, |i| format!("a{i}: 1"))),
            &["too-many", "unknown-field"],
        ),
        (
            "one field",
            format!("({})", many(400_000, |_| "title: 1".into())),
            &["too-many", "duplicate-field"],
        ),
        (
            "digits",
            with(&format!("radio_reach: {}", "9".repeat(2_000_000))),
            &["out-of-range"],
        ),
        (
            "exponent",
            with("radio_reach: 1e99999999999999"),
            &["out-of-range"],
        ),
        (
            "hours",
            with("tick: \"99999999999999999999999h\""),
            &["out-of-range"],
        ),
        (
            "days",
            with("tick: \"106751991167 days\""),
            &["out-of-range"],
        ),
        (
            "empty sites",
            with(&format!("sites: [{}]", many(300_000, |_| "()".into()))),
            &["missing-field"],
        ),
        (
            "sites",
            with(&format!("sites: [{}]", many(60_000, site))),
            &["too-many"],
        ),
        (
            "one id",
            with(&format!("sites: [{}]", many(4_000, |_| site(1)))),
            &["duplicate-id"],
        ),
        (
            "names",
            with(&format!(
                "sites: [{}], legs: [{}]",
                many(4_000, site),
                many(14_000, |i| format!("(from: \"x{i}\", to: \"y{i}\")"))
            )),
            &["unknown-site"],
        ),
        (
            "corners",
            with(&format!(
                "sections: [(id: \"n\", between: (\"A\", \"B\"), status: delimited, line: [{}])]",
                points(150_000)
            )),
            &["too-many"],
        ),
        (
            "a line that crosses itself all the time",
            with(&format!(
                "sections: [(id: \"n\", between: (\"A\", \"B\"), status: delimited, line: [{}])]",
                many(9_000, |i| format!(
                    "(lon: {}, lat: 41.{:05})",
                    71 + i % 2,
                    i * 7919 % 99_991
                ))
            )),
            &["line-crosses-itself"],
        ),
        (
            "pairs",
            with(&format!(
                "sites: [{}], arrivals: [(id: \"a\", kind: wildlife, from: [{}], to: [{}], per_day: 1)]",
                many(2_000, site),
                many(1_000, |i| format!("\"s{i}\"")),
                many(1_000, |i| format!("\"s{}\"", i + 1_000))
            )),
            &["too-many"],
        ),
        (
            "departures",
            with(&format!(
                "patrols: [(id: \"p\", units: [], route: [], depart: [{}])]",
                many(300_000, |_| "\"1h\"".into())
            )),
            &["too-many"],
        ),
        (
            "claims",
            with(&format!(
                "sections: [(id: \"n\", between: (\"A\", \"B\"), status: undefined, claims: {{{}}})]",
                many(100_000, |i| format!("\"{i}\": []"))
            )),
            &["unknown-state"],
        ),
        (
            "junk",
            "\u{fffd}x9~".repeat(500_000),
            &["syntax", "wrong-type"],
        ),
    ]
}

/// Checks a file in a folder: what is said, within one second, and as much again for a machine
/// with other tests on it.
fn check(folder: &Path, name: &str, what: &str) -> (Option<i32>, String) {
    let out = util::soon(2, what, || program(folder, &["check", name]));
    (out.status.code(), errors(&out))
}

#[test]
fn bombs_end_in_a_diagnostic_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    for (what, text, slugs) in bombs() {
        assert!(text.len() < 8 << 20, "{what}: {} bytes", text.len());
        fs::write(folder.path().join("bomb.ron"), &text).expect("written");
        let (code, said) = check(folder.path(), "bomb.ron", what);
        let head: String = said.chars().take(300).collect();
        assert_eq!(code, Some(2), "{what}: {head}");
        let told = slugs.iter().any(|s| said.contains(&format!("[{s}]")));
        assert!(told, "{what}: {head}");
        assert!(!said.contains("panicked"), "{what}: {head}");
        assert!(
            said.len() < 1 << 20,
            "{what}: {} bytes are said",
            said.len()
        );
    }
}

#[test]
fn long_lines_are_made_tidy_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("(units:[{}])", many(160_000, |_| "(id:1)".into()));
    let out = util::soon(2, "fmt", || {
        fs::write(folder.path().join("x.ron"), &text).expect("written");
        program(folder.path(), &["fmt", "x.ron"])
    });
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
}

#[test]
fn includes_that_lead_round_and_round_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        fs::write(folder.path().join(name), text).expect("written");
    };
    write("self.ron", with("include: [\"self.ron\"]"));
    write("a.ron", with("include: [\"b.ron\"]"));
    write("b.ron", "(include: [\"c.ron\"])".to_owned());
    write("c.ron", "(include: [\"b.ron\"])".to_owned());
    write("v.ron", "(format: 1, variant_of: \"w.ron\")".to_owned());
    write("w.ron", "(format: 1, variant_of: \"v.ron\")".to_owned());
    for name in ["self.ron", "a.ron", "c.ron", "v.ron"] {
        let (code, said) = check(folder.path(), name, name);
        assert_eq!(code, Some(2), "{name}: {said}");
        assert!(said.contains("[include-cycle]"), "{name}: {said}");
    }
    let chain = 300;
    for i in 0..chain {
        write(
            &format!("n{i}.ron"),
            format!("(include: [\"n{}.ron\"])", i + 1),
        );
    }
    write(&format!("n{chain}.ron"), "(units: [])".to_owned());
    let all = many(chain, |i| format!("\"n{i}.ron\""));
    write("many.ron", with("include: [\"n0.ron\"]"));
    write("twice.ron", with(&format!("include: [{all}]")));
    for (name, slug) in [
        ("many.ron", "too-many-files"),
        ("twice.ron", "include-twice"),
    ] {
        let (code, said) = check(folder.path(), name, name);
        assert_eq!(code, Some(2), "{name}: {said}");
        assert!(said.contains(&format!("[{slug}]")), "{name}: {said}");
    }
}
