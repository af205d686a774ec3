//! `judge`: logs that this program did not write.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::util::{errors, program, root};

const RULES: &str = r#"(format: 1, title: "One rule", values: {"soon": (value: "10min", basis: assumption)},
    rules: [(id: "R-1", title: "Tell", statement: "Tell.", severity: 3, per: ["actor", "track"],
        pattern: Response(when: (fact: "contact_classified", where: [AtMost("line_distance_m", 5000)]),
            then: (fact: "notification_sent", where: [Same("actor"), Same("track")]), within: "soon"))])"#;

/// Judges a log under a name by the one rule; gives exit code, object and messages.
fn judged(name: &str, log: &[u8], more: &[&str]) -> (Option<i32>, Value, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    write("rules.ron", RULES.as_bytes());
    write(name, log);
    let mut args = vec!["judge", name, "--rules", "rules.ron", "--format", "json"];
    args.extend(more);
    let out = program(folder.path(), &args);
    let object = serde_json::from_slice(&out.stdout).unwrap_or(Value::Null);
    (out.status.code(), object, errors(&out))
}

fn counts(object: &Value) -> [u64; 4] {
    let rule = &object["rules"][0];
    ["satisfied", "violated", "excused", "pending"].map(|k| rule[k].as_u64().expect("a count"))
}

#[test]
fn a_spreadsheet_is_judged_by_rows() {
    let log = b"\xef\xbb\xbftime;fact;actor;track;line_distance_m;remark\r\n\
        00:10;contact_classified;KGZ;007;1200;\"a; b\"\r\n\
        00:20;notification_sent;KGZ;007;;in time to the second\r\n\
        00:30;contact_classified;TJK;7;900;\r\n\
        00:30;notification_sent;TJK;007;;about somebody else\r\n\
        ;;;;;\r\n\
        00:41:30;contact_classified;KGZ;8;9000;too far\r\n\
        00:45:00;contact_classified;KGZ;9;5000;\r\n";
    let (code, object, said) = judged("log.csv", log, &["--all"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(counts(&object), [1, 1, 0, 1]);
    let rows: Vec<&Value> = object["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|f| &f["evidence"])
        .collect();
    assert_eq!(
        rows,
        [
            &serde_json::json!([2, 3]),
            &serde_json::json!([4]),
            &serde_json::json!([8])
        ]
    );
    assert_eq!(object["findings"][0]["slack_ms"], 0);
}

#[test]
fn dates_objects_and_durations_mean_the_same() {
    let csv = b"time,fact,actor,track,line_distance_m\n\
        2022-06-27T06:00:00+06:00,contact_classified,KGZ,a,10\n\
        2022-06-27T05:11:00+05:00,notification_sent,KGZ,a,\n";
    let lines = b"{\"time\":\"0s\",\"fact\":\"contact_classified\",\"actor\":\"KGZ\",\"track\":\"a\",\"line_distance_m\":10}\n\
        {\"at_ms\":660000,\"kind\":\"notification_sent\",\"actor\":\"KGZ\",\"track\":\"a\",\"to\":null}\n";
    for (name, log) in [("log.csv", &csv[..]), ("log.jsonl", &lines[..])] {
        let (code, object, said) = judged(name, log, &[]);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(counts(&object), [0, 1, 0, 0], "{name}");
        assert_eq!(object["findings"][0]["slack_ms"], -60_000, "{name}");
    }
}

#[test]
fn the_end_of_the_exercise_ends_nothing_that_had_time_left() {
    let log = b"time,fact,actor,track,line_distance_m\n1h,contact_classified,KGZ,a,10\n65min,exercise_ended,,,\n";
    let (code, object, said) = judged("log.csv", log, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(counts(&object), [0, 0, 0, 1]);
}

#[test]
fn an_empty_log_exercises_nothing() {
    for log in [&b""[..], b"time,fact\n", b"\n\n"] {
        let (code, object, said) = judged("log.csv", log, &[]);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(object["rules"][0]["status"], "not_exercised");
    }
}

/// Regressions: each of these was read as something else, without a word.
#[test]
fn what_is_written_is_what_is_read() {
    let contact = |time: &str, track: &str| format!("{time},contact_classified,KGZ,{track},100,\n");
    let told = |time: &str, track: &str| format!("{time},notification_sent,KGZ,{track},,\n");
    let head = "time,fact,actor,track,line_distance_m,remark\n";
    let log = |rows: &[String]| format!("{head}{}", rows.concat());
    // Half an hour before the start is not half an hour after it.
    let early = log(&[contact("-00:30", "a"), told("00:35", "a")]);
    let (_, object, said) = judged("log.csv", early.as_bytes(), &[]);
    assert_eq!(counts(&object), [0, 1, 0, 0], "{said}");
    // Ids that look like numbers are ids.
    let ids = log(&[
        contact("0s", "1.1"),
        contact("0s", "1.10"),
        told("1min", "1.10"),
        contact("2h", "b"),
    ]);
    let (_, object, said) = judged("log.csv", ids.as_bytes(), &[]);
    assert_eq!(counts(&object), [1, 1, 0, 1], "{said}");
    let faults: [(String, &str); 7] = [
        (log(&[contact("0s", "\"a"), told("1h", "a")]), "open-quote"),
        (
            log(&[contact("0s", "a")]).replace('\n', "\r"),
            "broken-line",
        ),
        (
            log(&["0s,contact_classified,KGZ,a,about 800,\n".to_owned()]),
            "log.csv:2:29",
        ),
        (
            log(&["noon,contact_classified,KGZ,a,,at noon\n".to_owned()]),
            "log.csv:2:1",
        ),
        (
            log(&[
                contact("2022-06-27T06:00:00+06:00", "a"),
                told("2022-06-27T06:05:00", "a"),
            ]),
            "offset",
        ),
        (
            format!("{head}0l:30,contact_classified,KGZ,a,100,"),
            "bad-time",
        ),
        (
            "{\"at_ms\":0,\"fact\":\"x\",\"seq\":5}\n{\"at_ms\":1,\"fact\":\"x\",\"seq\":3}\n"
                .to_owned(),
            "duplicate-id",
        ),
    ];
    for (text, expected) in faults {
        let (code, _, said) = judged("log.csv", text.as_bytes(), &[]);
        assert_eq!(code, Some(2), "{text}\n{said}");
        assert!(said.contains(expected), "no `{expected}` in:\n{said}");
    }
}

/// Regression: a rule that heard of nothing raised nothing, though something had to happen.
#[test]
fn what_never_happened_is_missed() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules =
        "(format: 1, title: \"T\", rules: [(id: \"R\", title: \"T\", statement: \"S\", severity: 1,
        pattern: Existence(of: (fact: \"plan_shared\"), within: \"10min\"))])";
    fs::write(folder.path().join("rules.ron"), rules).expect("written");
    fs::write(
        folder.path().join("log.csv"),
        "time,fact\n0s,contact_lost\n1h,contact_lost\n",
    )
    .expect("written");
    let args = [
        "judge",
        "log.csv",
        "--rules",
        "rules.ron",
        "--format",
        "json",
    ];
    let out = program(folder.path(), &args);
    let object: Value = serde_json::from_slice(&out.stdout).expect("an object");
    assert_eq!(counts(&object), [0, 1, 0, 0]);
}

#[test]
fn faults_of_a_log_are_told_with_their_places_and_nothing_is_judged() {
    let cases: [(&[u8], &[&str]); 7] = [
        (
            b"tme,fact\n1,x\n",
            &["missing-column", ":1:1", "rename the column `tme`"],
        ),
        (b"time,fact,fact\n", &["duplicate-column"]),
        (
            b"time,fact\n00:10,contact_lost\n00:05,contact_lost\nnoon,contact_lost\n00:20,\n",
            &[
                "rows-out-of-order",
                "log.csv:3:",
                "bad-time",
                "log.csv:4:1",
                "missing-fact",
                "log.csv:5:",
            ],
        ),
        (
            b"time,fact\n00:10,contact_lost,KGZ\n",
            &["too-many-cells", "log.csv:2:1"],
        ),
        (
            b"time,fact\n00:10,contact_lost\n\xff\xfe,x\n",
            &["not-utf8", "log.csv:3:1"],
        ),
        (
            b"time,fact\n00:10,contact_lost\n2022-06-27T06:00:00Z,contact_lost\n",
            &["bad-time", "not both"],
        ),
        (
            b"{\"time\":\"1s\",\"fact\":\"contact_lost\"}\n{bad\n{\"seq\":1}\n",
            &["broken-line", "log.csv:2:2", "log.csv:3:"],
        ),
    ];
    for (log, expected) in cases {
        let (code, object, said) = judged("log.csv", log, &[]);
        assert_eq!((code, object), (Some(2), Value::Null), "{said}");
        for text in expected {
            assert!(said.contains(text), "no `{text}` in:\n{said}");
        }
    }
}

#[test]
fn a_torn_last_line_and_a_strange_fact_are_warnings() {
    let whole = "{\"time\":\"1s\",\"fact\":\"contact_clasified\"}\n";
    for torn in ["{\"time\":\"2s\",\"fa", "{\"time\":\"2s\"", "{"] {
        let (code, _, said) = judged("log.jsonl", format!("{whole}{torn}").as_bytes(), &[]);
        assert_eq!(code, Some(0), "{said}");
        assert!(
            said.contains("torn-last-line") && said.contains("did you mean `contact_classified`")
        );
    }
    let (code, _, said) = judged("log.csv", b"time,fact\n00:10,contact_lost\n00:2x", &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("torn-last-line"));
}

#[test]
fn a_run_is_judged_as_it_was_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = program(
        folder.path(),
        &["run", "first_patrol", "--out", "kept", "--format", "json"],
    );
    let scored: Value = serde_json::from_slice(&run.stdout).expect("an object");
    let out = program(folder.path(), &["judge", "kept", "--format", "json"]);
    let judged: Value = serde_json::from_slice(&out.stdout).expect("an object");
    let pairs = scored["rules"]
        .as_array()
        .expect("rules")
        .iter()
        .zip(judged["rules"].as_array().expect("rules"));
    let mut exercised = 0;
    for (a, b) in pairs {
        assert_eq!((&a["id"], &a["status"]), (&b["id"], &b["status"]));
        exercised += u32::from(a["status"] == "exercised");
    }
    assert!(exercised > 8);
    let count = |o: &Value| o["findings"].as_array().map_or(0, Vec::len);
    assert_eq!(count(&scored), count(&judged));
}

/// The example of the page, and the verdicts that it shows (`UPDATE_DOCS=1` writes them anew).
#[test]
fn the_example_of_the_page_is_judged_as_it_says() {
    let out = program(&root(), &["judge", "docs/observers-log/example.csv"]);
    assert_eq!(errors(&out), "");
    let text = String::from_utf8_lossy(&out.stdout).trim_end().to_owned();
    let path = Path::new("docs/observers-log.md");
    let page = fs::read_to_string(root().join(path)).expect("the page");
    let (before, rest) = page.split_once("```text\n").expect("a block");
    let (shown, after) = rest.split_once("\n```").expect("its end");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let page = format!("{before}```text\n{text}\n```{after}");
        fs::write(root().join(path), page).expect("written");
    } else {
        assert_eq!(shown, text);
    }
}

/// One rule with a part replaced: the fault that is told, and where.
const BAD_RULES: &[(&str, &str, &str)] = &[
    (
        "fact: \"contact_classified\"",
        "fact: \"contact_clasified\"",
        "unknown-fact",
    ),
    (
        "AtMost(\"line_distance_m\"",
        "AtMost(\"line_distence_m\"",
        "unknown-fact-field",
    ),
    ("within: \"soon\"", "within: \"10\"", "out-of-range"),
    ("within: \"soon\"", "within: 10", "wrong-type"),
    ("value: \"10min\"", "value: \"10\"", "out-of-range"),
    ("within: \"soon\"", "within: \"sooon\"", "unknown-value"),
    (
        "per: [",
        "scope: Between((fact: \"halted\"), (fact: \"halted\")), per: [",
        "contradictory-scope",
    ),
    ("per: [", "status: [], per: [", "contradictory-scope"),
    (
        "per: [",
        "status: [demarcated], scope: After((fact: \"line_crossed\", where: [Eq(\"status\", \"undefined\")])), per: [",
        "contradictory-scope",
    ),
    ("pattern: Response(", "pattern: Respond(", "unknown-pattern"),
    ("AtMost(", "Atmost(", "unknown-condition"),
    ("severity: 3", "severity: 5", "out-of-range"),
    (
        "per: [",
        "yields_to: [(rule: \"R-9\", when: (fact: \"halted\"), within: \"1h\")], per: [",
        "unknown-rule",
    ),
    (
        "per: [",
        "excuse_every: \"5min\", per: [",
        "excuse-without-fact",
    ),
    ("title: \"Tell\",", "titel: \"Tell\",", "unknown-field"),
    ("per: [\"actor\"", "per: [\"actr\"", "unknown-fact-field"),
    (
        "Same(\"track\")",
        "Same(\"track\", \"trakc\")",
        "unknown-fact-field",
    ),
    (
        "[AtMost(",
        "[Same(\"track\"), AtMost(",
        "relation-without-trigger",
    ),
];

#[test]
fn faults_of_a_rule_file_are_told_with_their_places_and_nothing_is_judged() {
    let log = "time,fact,actor,track,line_distance_m\n00:10,contact_classified,KGZ,a,100\n";
    for (from, to, slug) in BAD_RULES {
        assert!(RULES.contains(from), "{from}");
        let rules = RULES.replacen(from, to, 1);
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("rules.ron"), &rules).expect("written");
        fs::write(folder.path().join("log.csv"), log).expect("written");
        let out = program(folder.path(), &["judge", "log.csv", "--rules", "rules.ron"]);
        let said = errors(&out);
        assert_eq!(out.status.code(), Some(2), "{to}: {said}");
        assert!(out.stdout.is_empty(), "{to}");
        assert!(said.contains(&format!("error[{slug}]")), "{to}: {said}");
        let changed = rules.bytes().zip(RULES.bytes()).position(|(a, b)| a != b);
        let line = rules[..changed.expect("changed")].lines().count();
        assert!(said.contains(&format!("rules.ron:{line}:")), "{to}: {said}");
    }
    // Two rules of one id.
    let twice = RULES.replace("rules: [", "rules: [(id: \"R-1\", title: \"\", statement: \"\", severity: 1, pattern: Absence(of: (fact: \"provoked\"))), ");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("rules.ron"), &twice).expect("written");
    fs::write(folder.path().join("log.csv"), log).expect("written");
    let out = program(folder.path(), &["judge", "log.csv", "--rules", "rules.ron"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(errors(&out).contains("error[duplicate-id]"));
}

/// A log with words of its own, and rules about them: what the log lacks is told of, no more.
#[test]
fn a_log_may_have_words_of_its_own() {
    let rules = RULES
        .replace("contact_classified", "smoke_seen")
        .replace("notification_sent", "bell_rung");
    let log =
        "time,fact,actor,track,line_distance_m\n00:10,smoke_seen,KGZ,a,100\n00:30,tea,KGZ,,\n";
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("rules.ron"), &rules).expect("written");
    fs::write(folder.path().join("log.csv"), log).expect("written");
    let args = [
        "judge",
        "log.csv",
        "--rules",
        "rules.ron",
        "--format",
        "json",
    ];
    let out = program(folder.path(), &args);
    let object: Value = serde_json::from_slice(&out.stdout).expect("an object");
    assert_eq!(counts(&object), [0, 1, 0, 0]);
    assert!(errors(&out).contains("warning[unknown-fact]"));
}
