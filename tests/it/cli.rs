//! The command line: exit codes, the JSON of the contract, the same bytes everywhere.

use serde_json::Value;

use crate::util::{errors, program, program_with, root};

fn json(args: &[&str]) -> Value {
    let out = program(&root(), args);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    serde_json::from_slice(&out.stdout).expect("it is JSON")
}

#[test]
fn the_same_bytes_from_anywhere() {
    let args = [
        "run",
        "scenarios/four_services",
        "--seed",
        "7",
        "--format",
        "json",
    ];
    let here = program(&root(), &args).stdout;
    assert!(!here.is_empty());
    assert_eq!(here, program(&root(), &args).stdout, "twice");
    let other = tempfile::tempdir().expect("a folder");
    let environment = [
        ("TZ", "Pacific/Kiritimati"),
        ("LC_ALL", "kk_KZ.UTF-8"),
        ("LANG", "tr_TR"),
    ];
    assert_eq!(
        here,
        program_with(other.path(), &args, &environment).stdout,
        "elsewhere"
    );
    let path = root().join("scenarios/four_services/scenario.ron");
    let path = path.to_str().expect("text");
    let args = ["run", path, "--seed", "7", "--format", "json"];
    assert_eq!(
        here,
        program(other.path(), &args).stdout,
        "by its whole path"
    );
    let args = [
        "run",
        "scenarios/four_services",
        "--seed",
        "8",
        "--format",
        "json",
    ];
    assert_ne!(here, program(&root(), &args).stdout, "another seed");
}

#[test]
fn the_object_has_the_fields_of_the_contract() {
    let card = json(&["run", "first_patrol", "--format", "json"]);
    for field in [
        "scenario",
        "seed",
        "digest",
        "simulated_s",
        "overall",
        "states",
        "pairs",
        "objectives",
        "metrics",
        "findings",
        "outcomes",
    ] {
        assert!(card.get(field).is_some(), "no field `{field}`");
    }
    assert!(card["states"]["KGZ"]["metrics"].is_array());
    assert!(card["pairs"]["KGZ-TJK"]["directed"]["KGZ>TJK"]["score"].is_number());
    for metric in card["metrics"].as_array().expect("a list") {
        for field in [
            "id", "name", "value", "unit", "n", "score", "weight", "status",
        ] {
            assert!(metric.get(field).is_some(), "a metric without `{field}`");
        }
    }
    for finding in card["findings"].as_array().expect("a list") {
        for field in [
            "rule", "verdict", "severity", "state", "at_ms", "slack_ms", "owner", "evidence",
        ] {
            assert!(finding.get(field).is_some(), "a finding without `{field}`");
        }
    }
    for count in [
        "arrivals",
        "detected",
        "notified",
        "handled",
        "escaped",
        "civilian_hours_planned",
        "civilian_hours_lost",
    ] {
        assert!(
            card["outcomes"].get(count).is_some(),
            "no outcome `{count}`"
        );
    }
}

#[test]
fn bars_and_faults_have_their_exit_codes() {
    let code = |args: &[&str]| program(&root(), args).status.code();
    assert_eq!(code(&["run", "first_patrol", "--min-score", "1"]), Some(0));
    assert_eq!(
        code(&["run", "first_patrol", "--min-score", "100"]),
        Some(1)
    );
    assert_eq!(code(&["run", "first_patrol", "--no-findings"]), Some(1));
    assert_eq!(code(&["run", "no_such_patrol"]), Some(2));
    assert_eq!(
        code(&["run", "first_patrol", "--doctrine", "XXX=joint"]),
        Some(2)
    );
    assert_eq!(
        code(&["run", "first_patrol", "--doctrine", "KGZ=nobody"]),
        Some(2)
    );
    assert_eq!(code(&["check", "first_patrol", "four_services"]), Some(0));
    assert_eq!(code(&["list"]), Some(0));
    assert_eq!(code(&["explain", "LOC-14"]), Some(0));
    assert_eq!(code(&["explain", "nothing-of-the-kind"]), Some(2));
    assert_eq!(code(&["completions", "bash"]), Some(0));
}

#[test]
fn a_kept_run_is_scored_the_same_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = program(
        folder.path(),
        &["run", "first_patrol", "--out", "kept", "--format", "json"],
    );
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    for file in ["journal.jsonl", "score.json", "scenario.ron"] {
        assert!(
            folder.path().join("kept").join(file).exists(),
            "{file} is missing"
        );
    }
    assert!(!folder.path().join("kept/journal.jsonl.part").exists());
    let again = program(folder.path(), &["score", "kept", "--format", "json"]);
    assert_eq!(out.stdout, again.stdout);
}

#[test]
fn neutral_names_hide_the_others() {
    let out = program(&root(), &["run", "first_patrol", "--names", "neutral"]);
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(text.contains("Blue") && text.contains("Green"), "{text}");
    assert!(!text.contains("KGZ") && !text.contains("TJK"), "{text}");
}

#[test]
fn the_scorecard_fits_a_hundred_columns() {
    for name in ["first_patrol", "four_services"] {
        let out = program(&root(), &["run", name]);
        for line in String::from_utf8_lossy(&out.stdout).lines() {
            assert!(
                line.chars().count() <= 100,
                "{} columns: {line}",
                line.chars().count()
            );
        }
    }
}

#[test]
fn orders_decide_and_stale_ones_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = program(folder.path(), &["run", "first_patrol", "--out", "plain"]);
    assert_eq!(plain.status.code(), Some(0));
    let journal = std::fs::read_to_string(folder.path().join("plain/journal.jsonl")).expect("kept");
    let asked: Vec<Value> = journal
        .lines()
        .filter_map(|l| serde_json::from_str::<Value>(l).ok())
        .filter(|e| e["kind"] == "decision_requested" && e["decision"] == "notify")
        .collect();
    assert!(!asked.is_empty(), "somebody is asked");
    let late = asked
        .iter()
        .any(|asked| late_order_is_the_seats(folder.path(), asked));
    assert!(late, "some late order belongs to the seat");
}

/// Answers one request half an hour late; whether that is then a finding of the seat's.
fn late_order_is_the_seats(folder: &std::path::Path, asked: &Value) -> bool {
    let minutes = asked["at_ms"].as_i64().expect("a time") / 60_000 + 30;
    let orders = format!(
        "(format: 1, orders: [\n\
         (at: \"{minutes}min\", seat: {}, decide: (request: {}, choice: \"notify_now\", reason: \"late\")),\n\
         (at: \"1h\", seat: \"KGZ/duty\", decide: (request: \"notify/trk-999/1\", choice: \"notify_now\")),\n\
         (at: \"2h\", seat: \"evaluator\", note: \"calm so far\"),\n])",
        asked["seat"], asked["request"]
    );
    std::fs::write(folder.join("orders.ron"), orders).expect("written");
    let out = program(
        folder,
        &[
            "run",
            "first_patrol",
            "--orders",
            "orders.ron",
            "--out",
            "ordered",
            "--format",
            "json",
        ],
    );
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    let journal = std::fs::read_to_string(folder.join("ordered/journal.jsonl")).expect("kept");
    assert!(journal.contains("order_rejected"));
    assert!(journal.contains("calm so far"));
    let card: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    journal.contains("\"by\":\"seat\"")
        && card["findings"]
            .as_array()
            .expect("a list")
            .iter()
            .any(|f| f["rule"] == "LOC-14" && f["verdict"] == "violated" && f["owner"] == "seat")
}
