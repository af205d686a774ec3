//! Metrics against small journals written by hand, whose figures can be worked out on paper.

use joint_patrol::journal::{Entry, Journal};
use joint_patrol::score::card::{Metric, Scorecard};
use joint_patrol::score::{self};
use serde_json::{Value, json};

use crate::util::{Exercise, shipped, with};

/// A journal of `first_patrol` (KGZ and TJK; 12 hours) with these entries: minute, actor, kind,
/// fields. Fields that are left out are empty.
fn journal(exercise: &Exercise, entries: &[(f64, &str, &str, Value)]) -> Journal {
    let catalogue = joint_patrol::journal::event::Event::catalogue();
    let entry = |(i, (minute, actor, kind, fields)): (usize, &(f64, &str, &str, Value))| {
        let mut object = json!({
            "seq": i + 1, "at_ms": (minute * 60_000.0) as i64, "kind": kind, "actor": actor,
            "cause": null, "subject": "x",
        });
        let row = catalogue.iter().find(|r| r.kind == *kind).expect("a kind");
        for field in &row.fields {
            let empty = match field.type_name {
                "text" => json!(""),
                "true or false" => json!(false),
                "list" => json!([]),
                _ => json!(0),
            };
            let value = fields.get(field.name).cloned().unwrap_or(empty);
            object[field.name] = value;
        }
        serde_json::from_value::<Entry>(object).unwrap_or_else(|e| panic!("{kind}: {e}"))
    };
    let mut whole = exercise.run(1);
    whole.entries = entries.iter().enumerate().map(entry).collect();
    whole
}

fn card(entries: &[(f64, &str, &str, Value)]) -> Scorecard {
    let exercise = with(&shipped("first_patrol"), &[], |_| {});
    let journal = journal(&exercise, entries);
    let (rules, profile) = (&exercise.loaded.rules, &exercise.loaded.profile);
    score::score(&journal, &exercise.scenario, rules, profile).expect("scored")
}

fn metric<'c>(card: &'c Scorecard, id: &str) -> &'c Metric {
    card.metrics.iter().find(|m| m.id == id).expect("it")
}

fn detail(card: &Scorecard, id: &str, name: &str) -> Option<f64> {
    let all = &metric(card, id).details;
    all.iter().find(|d| d.name == name).expect("it").value
}

#[test]
fn nothing_to_measure_is_neither_a_hundred_nor_nothing() {
    let card = card(&[(0.0, "world", "exercise_started", json!({}))]);
    assert_eq!(card.overall.score, None);
    assert!(
        card.metrics
            .iter()
            .all(|m| m.value.is_none() && m.score.is_none())
    );
    assert!(card.objectives.iter().all(|o| o.rating.is_none()));
}

#[test]
fn overlaps_count_between_units_that_had_not_planned_to_look_together() {
    let part =
        json!({"section": "kamysh", "part": "kamysh/1", "status": "delimited", "joint": true});
    let look = |who: &str| {
        let mut p = part.clone();
        p["observer"] = json!(who);
        p
    };
    let mut agreed = part.clone();
    agreed["between"] = json!(["KGZ", "TJK"]);
    let on = |unit: &str| json!({"patrol": "jp-ford", "departure": 1, "unit": unit});
    // Watched from 1 h to 4 h by kgz-1, from 2 h to 5 h by tjk-1: two hours of four together.
    let apart = [
        (0.0, "world", "part_agreed", agreed.clone()),
        (60.0, "KGZ", "observation_began", look("kgz-1")),
        (120.0, "TJK", "observation_began", look("tjk-1")),
        (240.0, "KGZ", "observation_ended", look("kgz-1")),
        (300.0, "TJK", "observation_ended", look("tjk-1")),
    ];
    let c = card(&apart);
    assert_eq!(metric(&c, "M4").value, Some(50.0));
    // Unwatched from 5 h to 12 h: one hour beyond the six, of twelve; the longest gap is seven.
    assert_eq!(metric(&c, "M3").value, Some(8.3333));
    assert_eq!(detail(&c, "M3", "longest gap"), Some(7.0));
    // The same on one joint patrol was planned.
    let mut together = vec![
        (0.0, "KGZ", "joint_operation_began", on("kgz-1")),
        (0.0, "TJK", "joint_operation_began", on("tjk-1")),
    ];
    together.extend(apart);
    assert_eq!(metric(&card(&together), "M4").value, Some(0.0));
}

#[test]
fn a_handover_goes_on_where_the_other_finds_them_soon() {
    let seen = |by: &str| json!({"observer": by, "truth": "g1"});
    let over =
        |message: &str| json!({"message": message, "track": "trk-1", "to": "TJK", "truth": "g1"});
    let line = json!({"unit": "kgz-2", "track": "trk-2", "section": "kamysh", "status": "delimited", "neighbour": "TJK", "truth": "g2"});
    let c = card(&[
        (10.0, "KGZ", "contact_detected", seen("kgz-1")),
        (20.0, "KGZ", "handover_sent", over("m1")),
        (21.0, "KGZ", "contact_lost", seen("kgz-1")),
        (25.0, "TJK", "contact_detected", seen("tjk-1")),
        (40.0, "KGZ", "line_reached", line),
    ]);
    // Four minutes of ten are lost; the other pursuit was given up and never handed over.
    assert_eq!(metric(&c, "M5").value, Some(0.3));
    assert_eq!(metric(&c, "M5").n, 2);
    assert_eq!(
        detail(&c, "M5", "handed over and found again in time"),
        Some(50.0)
    );
}

#[test]
fn shared_awareness_is_the_time_both_knew_over_the_time_either_did() {
    let opened = json!({"track": "trk-1", "source": "own", "truth": "g1"});
    let class = json!({"track": "trk-1", "class": "threat", "section": "kamysh", "status": "delimited",
        "joint": true, "neighbour": "TJK", "line_distance_m": 9000, "truth": "g1"});
    let c = card(&[
        (0.0, "KGZ", "track_opened", opened.clone()),
        (1.0, "KGZ", "contact_classified", class),
        (30.0, "TJK", "track_opened", opened),
        (120.0, "KGZ", "group_arrived", json!({"group": "g1"})),
    ]);
    // TJK knew for 90 minutes of 120.
    assert_eq!(metric(&c, "M7").value, Some(0.75));
    // A threat was known for twelve hours, and nobody ever came.
    assert_eq!(metric(&c, "M8").value, Some(720.0));
    assert_eq!(metric(&c, "M8").score, Some(0.0));
}

#[test]
fn encounters_are_counted_by_the_kilometres_on_patrol() {
    let started = |unit: &str, other: &str| {
        json!({"patrol": "jp-ford", "departure": 1, "unit": unit, "section": "kamysh",
        "status": "delimited", "neighbour": other, "on_joint_section": true})
    };
    let motion = |unit: &str, km: f64| json!({"mover": unit, "path": [[0, 0.0, 0.0], [3_600_000, 1000.0 * km, 0.0]]});
    let met = |unit: &str, other: &str| {
        json!({"encounter": "e1", "unit": unit, "other": other, "section": "kamysh",
        "status": "delimited", "planned": false})
    };
    let back = |unit: &str| json!({"patrol": "jp-ford", "departure": 1, "unit": unit, "outcome": "completed"});
    let c = card(&[
        (0.0, "KGZ", "patrol_started", started("kgz-1", "TJK")),
        (0.0, "KGZ", "motion", motion("kgz-1", 6.0)),
        (0.0, "TJK", "patrol_started", started("tjk-1", "KGZ")),
        (0.0, "TJK", "motion", motion("tjk-1", 4.0)),
        (20.0, "KGZ", "encounter_began", met("kgz-1", "tjk-1")),
        (20.0, "TJK", "encounter_began", met("tjk-1", "kgz-1")),
        (
            20.5,
            "KGZ",
            "halted",
            json!({"encounter": "e1", "unit": "kgz-1"}),
        ),
        (60.0, "KGZ", "patrol_ended", back("kgz-1")),
        (60.0, "TJK", "patrol_ended", back("tjk-1")),
    ]);
    assert_eq!(metric(&c, "M9").value, Some(100.0));
    assert_eq!(detail(&c, "M9", "kilometres on patrol"), Some(10.0));
    assert_eq!(detail(&c, "M9", "units that halted in them"), Some(50.0));
    // Neither was announced.
    assert_eq!(metric(&c, "M14").value, Some(0.0));
    let (kgz, tjk) = (
        &c.pairs["KGZ-TJK"].directed["KGZ>TJK"],
        &c.pairs["KGZ-TJK"].directed["TJK>KGZ"],
    );
    assert_eq!(kgz.metrics[8].value, Some(166.6667));
    assert_eq!(tjk.metrics[8].value, Some(250.0));
}

#[test]
fn citizens_are_undisturbed_unless_somebody_checks_them() {
    let arrival = |group: &str, kind: &str, lawful: bool| json!({"group": group, "threat_kind": kind, "lawful": lawful, "from": "oruk", "to": "safed"});
    let handled = |group: &str, minutes: i64| {
        json!({"group": group, "unit": "kgz-1", "threat_kind": "lawful_crossing", "lawful": true,
        "outcome": "released", "held_ms": minutes * 60_000})
    };
    let day = json!({"civilian": "mill", "planned_ms": 10 * 3_600_000, "lost_ms": 3_600_000, "work": "north-fork"});
    let told = |n: u32, truth: &str| {
        json!({"message": format!("m{n}"), "track": format!("trk-{n}"), "to": "TJK", "channel": "hotline",
        "class": "threat", "truth": truth})
    };
    let c = card(&[
        (
            0.0,
            "world",
            "arrival",
            arrival("a", "lawful_crossing", true),
        ),
        (
            0.0,
            "world",
            "arrival",
            arrival("b", "lawful_crossing", true),
        ),
        (0.0, "world", "arrival", arrival("boar", "wildlife", true)),
        (
            0.0,
            "world",
            "arrival",
            arrival("g", "drug_trafficking", false),
        ),
        (0.0, "world", "workday_started", day.clone()),
        (30.0, "KGZ", "notification_sent", told(1, "a")),
        (31.0, "KGZ", "notification_sent", told(2, "boar")),
        (32.0, "KGZ", "notification_sent", told(3, "g")),
        (33.0, "KGZ", "notification_sent", told(4, "mill")),
        (60.0, "KGZ", "group_handled", handled("a", 10)),
        (61.0, "KGZ", "group_handled", handled("boar", 40)),
        (90.0, "KGZ", "group_handled", handled("mill", 30)),
        (600.0, "world", "workday_ended", day),
    ]);
    // Two journeys and a working day; one journey was left in peace.
    assert_eq!(metric(&c, "M11").value, Some(33.3333));
    assert_eq!(metric(&c, "M11").n, 3);
    assert_eq!(
        detail(&c, "M11", "time lawful people were held, median"),
        Some(20.0)
    );
    assert_eq!(detail(&c, "M11", "hours of lawful work lost"), Some(10.0));
    assert_eq!(metric(&c, "M12").value, Some(75.0));
    // Nobody acknowledged any of the first notifications.
    assert_eq!(
        detail(&c, "M2", "first notifications acknowledged"),
        Some(0.0)
    );
    assert_eq!(c.promises["KGZ-TJK"].information.due, 0);
}

/// Every point that is missing is some metric's, in every view.
#[test]
fn the_points_that_metrics_lost_are_all_that_is_missing() {
    for name in joint_patrol::io::shipped::scenarios() {
        let exercise = with(&shipped(&name), &[], |_| {});
        let journal = exercise.run(3);
        let (rules, profile) = (&exercise.loaded.rules, &exercise.loaded.profile);
        let card = score::score(&journal, &exercise.scenario, rules, profile).expect("scored");
        let pairs = card.pairs.values();
        let views = pairs
            .flat_map(|p| std::iter::once(&p.both).chain(p.directed.values()))
            .chain(card.states.values())
            .map(|s| (s.score, &s.metrics));
        for (score, metrics) in views.chain([(card.overall.score, &card.metrics)]) {
            let lost: f64 = metrics.iter().filter_map(|m| m.lost).sum();
            if let Some(score) = score {
                assert!(
                    (100.0 - score - lost).abs() < 0.1,
                    "{name}: {score} and {lost}"
                );
            }
        }
        let departed = card
            .findings
            .iter()
            .filter(|f| f.verdict.word() == "violated");
        let m10 = card.metrics.iter().find(|m| m.id == "M10").expect("it");
        assert_eq!(
            m10.owners.values().sum::<usize>(),
            departed.count(),
            "{name}"
        );
    }
}
