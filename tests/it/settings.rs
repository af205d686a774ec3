//! What a run is set against: co-ordination gain, other luck, par; plans compared pair by pair;
//! agreed values; orders of a seat's own.

use std::path::Path;

use serde_json::Value;

use crate::util::{errors, program, shipped};

fn object(folder: &Path, args: &[&str]) -> Value {
    let out = program(folder, args);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    serde_json::from_slice(&out.stdout).expect("an object")
}

fn gains(object: &Value) -> Vec<(f64, f64, f64, f64)> {
    let figures = object["gain"]["figures"].as_array().expect("figures");
    let number = |f: &Value, k: &str| f[k].as_f64().expect("a number");
    let of = |f: &Value| {
        let n = |k| number(f, k);
        (n("isolated"), n("run"), n("ideal"), n("gain"))
    };
    figures.iter().map(of).collect()
}

#[test]
fn gain_is_where_the_run_falls_and_nothing_where_no_message_can_matter() {
    let folder = tempfile::tempdir().expect("a folder");
    let args = [
        "run",
        "four_services",
        "--seed",
        "5",
        "--gain",
        "--format",
        "json",
    ];
    let run = object(folder.path(), &args);
    let plain = object(
        folder.path(),
        &args[..4]
            .iter()
            .chain(&["--format", "json"])
            .copied()
            .collect::<Vec<_>>(),
    );
    assert_eq!(run["digest"], plain["digest"]);
    let all = gains(&run);
    assert!(all[0].3 > 0.0 && all[0].0 < all[0].2, "{all:?}");
    assert!(
        all.iter()
            .all(|(low, here, _, gain)| (here - low - gain).abs() < 0.011)
    );
    // The figure under `isolated` is that of a run of its own.
    let mut alone = vec!["run", "four_services", "--seed", "5", "--format", "json"];
    for state in [
        "KAZ=isolated",
        "KGZ=isolated",
        "TJK=isolated",
        "UZB=isolated",
    ] {
        alone.extend(["--doctrine", state]);
    }
    let alone = object(folder.path(), &alone);
    assert_eq!(alone["outcomes"]["handled"].as_f64(), Some(all[0].0));

    // No line, and nobody meets.
    let text = shipped("four_services");
    let without: String = text
        .lines()
        .map(|line| match line.find(", meet: (") {
            Some(i) => {
                let end = line[i..].find(')').map_or(line.len(), |e| i + e + 1);
                format!("{}{}\n", &line[..i], &line[end..])
            }
            None => format!("{line}\n"),
        })
        .collect();
    let cut = without.rfind("    injects: [").expect("injects");
    let silent = format!(
        "{}    injects: [(id: \"down\", at: Time(\"0s\"), what: Outage(channel: \"hotline\", for: \"96h\"))],\n)",
        &without[..cut]
    );
    std::fs::write(folder.path().join("silent.ron"), silent).expect("written");
    for seed in ["1", "2", "3"] {
        let args = [
            "run",
            "silent.ron",
            "--seed",
            seed,
            "--gain",
            "--format",
            "json",
        ];
        for (isolated, here, _, gain) in gains(&object(folder.path(), &args)) {
            assert!(gain == 0.0 && isolated == here, "seed {seed}: {gain}");
        }
    }
}

#[test]
fn luck_and_par_stand_beside_the_run_and_repeat() {
    let folder = tempfile::tempdir().expect("a folder");
    let args = [
        "run",
        "first_patrol",
        "--luck",
        "60",
        "--par",
        "20",
        "--format",
        "json",
    ];
    let run = object(folder.path(), &args);
    assert_eq!(run, object(folder.path(), &args));
    let luck = &run["luck"];
    let number = |v: &Value| v.as_f64().expect("a number");
    assert_eq!(luck["n"], 60);
    assert_eq!(luck["score"], run["overall"]["score"]);
    let (p, low, high) = (
        number(&luck["percentile"]["value"]),
        number(&luck["percentile"]["low"]),
        number(&luck["percentile"]["high"]),
    );
    assert!(0.0 <= low && low <= p && p <= high && high <= 100.0);
    assert!(number(&luck["low"]) <= number(&luck["median"]));
    // By hand: the share of other luck that scored less.
    let mut below = 0;
    for other in 0..10 {
        let other = if other == 1 { 10 } else { other }.to_string();
        let args = [
            "run",
            "first_patrol",
            "--luck-seed",
            &other,
            "--format",
            "json",
        ];
        let score = number(&object(folder.path(), &args)["overall"]["score"]);
        below += usize::from(score < number(&luck["score"]));
    }
    let args = ["run", "first_patrol", "--luck", "10", "--format", "json"];
    let ten = object(folder.path(), &args);
    assert_eq!(
        number(&ten["luck"]["percentile"]["value"]),
        10.0 * below as f64
    );

    let par = run["par"].as_array().expect("baselines");
    let names: Vec<&str> = par.iter().filter_map(|p| p["baseline"].as_str()).collect();
    assert_eq!(names, ["random", "pattern", "mixed"]);
    for p in par {
        let share = number(&p["dealt_with"]["value"]);
        assert!((0.0..=100.0).contains(&share) && p["dealt_with"]["n"] == 20);
    }
}

#[test]
fn plans_are_compared_pair_by_pair_on_the_same_seeds() {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in 1..=6 {
        let seed = seed.to_string();
        for (plan, doctrine) in [("before", "KGZ=notify"), ("after", "KGZ=joint")] {
            let out = format!("{plan}/{seed}");
            let args = [
                "run",
                "first_patrol",
                "--seed",
                &seed,
                "--doctrine",
                doctrine,
                "--out",
                &out,
                "--format",
                "json",
            ];
            object(folder.path(), &args);
        }
    }
    let args = [
        "compare", "before", "after", "--for", "KGZ", "--format", "json",
    ];
    let c = &object(folder.path(), &args)["comparisons"][0];
    assert_eq!(c["runs"], serde_json::json!([6, 6, 6]));
    let figures = c["figures"].as_array().expect("figures");
    assert_eq!(figures[0]["id"], "score");
    let paired = &figures[0]["paired"];
    let count = |k: &str| paired[k].as_u64().expect("a count");
    assert_eq!(count("rose") + count("fell") + count("stayed"), 6);
    let read = |plan: &str, seed: u64| -> f64 {
        let path = folder.path().join(format!("{plan}/{seed}/score.json"));
        let card: Value =
            serde_json::from_slice(&std::fs::read(path).expect("scores")).expect("JSON");
        card["states"]["KGZ"]["score"].as_f64().expect("a score")
    };
    let by_hand: f64 = (1..=6)
        .map(|s| read("after", s) - read("before", s))
        .sum::<f64>()
        / 6.0;
    let said = paired["difference"]["value"].as_f64().expect("a number");
    assert!((said - by_hand).abs() < 1e-3, "{said} {by_hand}");
    assert!(paired["difference"]["low"].as_f64() < Some(said));
    assert_eq!(c["parted"].as_array().expect("a list").len(), 6);

    // Two single runs; the same run twice.
    let args = ["compare", "before/1", "after/1", "--format", "json"];
    assert_eq!(
        object(folder.path(), &args)["comparisons"][0]["runs"],
        serde_json::json!([1, 1, 1])
    );
    let same = object(
        folder.path(),
        &["compare", "before/1", "before/1", "--format", "json"],
    );
    assert_eq!(
        same["comparisons"][0]["parted"].as_array().map(Vec::len),
        Some(0)
    );
    for bad in [
        &["compare", "before/1", "before/2"][..],
        &["compare", "before", "nowhere"],
        &["compare", "before", "after", "--for", "KAZ"],
        &["compare", "before", "after", "--primary", "M99"],
    ] {
        let out = program(folder.path(), bad);
        assert_eq!(out.status.code(), Some(2), "{bad:?}");
        assert!(!errors(&out).is_empty() && out.stdout.is_empty());
    }
    let out = program(folder.path(), &["compare", "before", "after"]);
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    assert!(
        text.contains("6 pairs on the same seeds") && text.contains("M13"),
        "{text}"
    );
}

#[test]
fn agreed_values_judge_and_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let sheet =
        |text: &str| std::fs::write(folder.path().join("agreed.ron"), text).expect("written");
    sheet(
        "(format: 1, title: \"Day one\", values: {\"notify_within\": (value: \"1s\", basis: agreed), \"plan_distance_m\": (value: 5000, basis: agreed)})",
    );
    let plain = object(folder.path(), &["run", "four_services", "--format", "json"]);
    let args = [
        "run",
        "four_services",
        "--values",
        "agreed.ron",
        "--out",
        "kept",
        "--format",
        "json",
    ];
    let strict = object(folder.path(), &args);
    assert_eq!(plain["digest"], strict["digest"]);
    let m1 = |o: &Value| o["metrics"][0]["value"].as_f64().expect("M1");
    assert!(m1(&strict) < m1(&plain), "{} {}", m1(&strict), m1(&plain));
    assert_eq!(
        strict["values"]["notify_within"],
        serde_json::json!({"value": "1s", "basis": "agreed"})
    );
    // The journal stands alone: scored again, the agreed values hold; a sheet may change them.
    let again = object(folder.path(), &["score", "kept", "--format", "json"]);
    assert_eq!(m1(&again), m1(&strict));
    sheet(
        "(format: 1, values: {\"notify_within\": (value: \"10min\", basis: agreed), \"plan_distance_m\": (value: 300, basis: agreed)})",
    );
    let back = object(
        folder.path(),
        &[
            "score",
            "kept",
            "--values",
            "agreed.ron",
            "--format",
            "json",
        ],
    );
    assert_eq!(m1(&back), m1(&plain));
    let judged = object(
        folder.path(),
        &[
            "judge",
            "kept",
            "--values",
            "agreed.ron",
            "--format",
            "json",
        ],
    );
    let rule = judged["rules"]
        .as_array()
        .expect("rules")
        .iter()
        .find(|r| r["id"] == "LOC-14");
    let scored = back["rules"]
        .as_array()
        .expect("rules")
        .iter()
        .find(|r| r["id"] == "LOC-14");
    assert_eq!(
        rule.expect("it")["violated"],
        scored.expect("it")["violated"]
    );
    for (text, slug) in [
        (
            "(format: 1, values: {\"notify_withn\": (value: \"1s\", basis: agreed)})",
            "unknown-value",
        ),
        (
            "(format: 1, values: {\"notify_within\": (value: 10, basis: agreed)})",
            "wrong-value",
        ),
        (
            "(format: 1, values: {\"notify_within\": (value: \"10\", basis: agreed)})",
            "out-of-range",
        ),
    ] {
        sheet(text);
        let out = program(
            folder.path(),
            &["run", "first_patrol", "--values", "agreed.ron"],
        );
        assert_eq!(out.status.code(), Some(2), "{text}");
        let said = errors(&out);
        assert!(
            said.contains(slug) && said.contains("agreed.ron:1:"),
            "{said}"
        );
    }
}

/// The shipped sheet has every assumption of the shipped rules and profile, as it stands there.
#[test]
fn the_shipped_sheet_is_whole() {
    use joint_patrol::conduct::Basis;
    let mut loader = joint_patrol::io::load::Loader::default();
    let (rules, profile) = (
        loader.shipped_rules().expect("rules"),
        loader.shipped_profile().expect("a profile"),
    );
    let text = joint_patrol::io::shipped::text("values/agreed_values.ron").expect("shipped");
    let sheet: joint_patrol::conduct::values::AgreedValues = crate::util::ron(text).expect("sound");
    let assumed = rules.values.iter().chain(&profile.values);
    let assumed: Vec<_> = assumed
        .filter(|(_, v)| v.basis == Basis::Assumption)
        .collect();
    for (name, value) in &assumed {
        let there = sheet
            .values
            .get(*name)
            .unwrap_or_else(|| panic!("{name} is missing"));
        assert_eq!(there.value.value, value.value.value, "{name}");
    }
    assert_eq!(sheet.values.len(), assumed.len());
}

#[test]
fn a_seat_gives_orders_of_its_own_and_hears_why_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let orders = "(format: 1, orders: [
        (at: \"35min\", seat: \"KGZ/duty\", send: (unit: \"kgz-1\", site: \"ford\")),
        (at: \"36min\", seat: \"KGZ/duty\", tell: (to: \"TJK\", text: \"One of ours goes to the ford.\")),
        (at: \"50min\", seat: \"KGZ/duty\", recall: \"kgz-1\"),
        (at: \"51min\", seat: \"KGZ/duty\", recall: \"tjk-1\"),
        (at: \"52min\", seat: \"KGZ/duty\", notify: \"trk-99\"),
        (at: \"53min\", seat: \"KGZ/duty\", meet: \"nothing\"),
        (at: \"54min\", seat: \"KGZ/duty\", send: (unit: \"kgz-2\", track: \"trk-99\")),
        (at: \"55min\", seat: \"XYZ/duty\", recall: \"kgz-1\"),
        (at: \"7h\", seat: \"KGZ/duty\", notify: \"trk-1\"),
    ])";
    std::fs::write(folder.path().join("orders.ron"), orders).expect("written");
    let args = [
        "run",
        "first_patrol",
        "--orders",
        "orders.ron",
        "--out",
        "kept",
        "--format",
        "json",
    ];
    object(folder.path(), &args);
    let text =
        std::fs::read_to_string(folder.path().join("kept/journal.jsonl")).expect("a journal");
    let entries: Vec<Value> = text
        .lines()
        .filter_map(|l| serde_json::from_str(l).ok())
        .collect();
    let of = |kind: &str| -> Vec<&Value> { entries.iter().filter(|e| e["kind"] == kind).collect() };
    assert_eq!(of("unit_sent")[0]["site"], "ford");
    assert_eq!(of("free_message_sent")[0]["to"], "TJK");
    assert_eq!(
        of("free_message_received")[0]["text"],
        "One of ours goes to the ford."
    );
    let refused: Vec<&str> = of("order_rejected")
        .iter()
        .filter_map(|e| e["reason"].as_str())
        .collect();
    let expected = [
        "KGZ has no unit `tjk-1`",
        "KGZ knows of no track `trk-99`",
        "KGZ knows of no incident `nothing`",
        "KGZ knows of no track `trk-99`",
        "`XYZ/duty` is no seat of a state",
    ];
    assert_eq!(refused[..5], expected, "{refused:?}");
    assert_eq!(of("order_given").len(), 9);
}
