//! The after-action review: its numbers, its editions, its words, and what may not get through.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use joint_patrol::aar::{Edition, Notes, Review, Run};
use joint_patrol::base::id::Name;
use joint_patrol::journal::Journal;
use joint_patrol::journal::event::Event;
use joint_patrol::report::page::{self, Look};
use joint_patrol::report::words::{Words, languages, text_ids};
use joint_patrol::scenario::file::EffectFile;
use joint_patrol::score::Scorecard;
use serde_json::Value;

use crate::util::{self, Exercise, errors, program, root, shipped};

fn run<'a>(exercise: &'a Exercise, journal: &'a Journal) -> Run<'a> {
    Run {
        journal,
        scenario: &exercise.scenario,
        rules: &exercise.loaded.rules,
        profile: &exercise.loaded.profile,
    }
}

struct Made {
    html: String,
    card: Scorecard,
}

fn made(run: Run<'_>, edition: Edition, lang: &str, neutral: bool, notes: Vec<Notes>) -> Made {
    let words = Words::of(lang, run.scenario, neutral).expect("the language is there");
    let review = Review::of(run, edition, notes).expect("the rules can be held");
    Made {
        html: page::html(&review, &words, Look { neutral }),
        card: review.card,
    }
}

fn joint(exercise: &Exercise, journal: &Journal) -> Made {
    made(
        run(exercise, journal),
        Edition::Joint,
        "en",
        false,
        Vec::new(),
    )
}

/// Every number of a scorecard by its place; members of lists by their id, or their number.
fn numbers(value: &Value, place: &str, out: &mut BTreeMap<String, f64>) {
    let inner = |key: &str| match place {
        "" => key.to_owned(),
        _ => format!("{place}.{key}"),
    };
    match value {
        Value::Number(n) => {
            out.insert(place.to_owned(), n.as_f64().expect("a number"));
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                numbers(value, &inner(key), out);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                let named = item.get("id").and_then(Value::as_str);
                let key = named.map_or_else(|| i.to_string(), str::to_owned);
                numbers(item, &inner(&key), out);
            }
        }
        _ => {}
    }
}

/// Every number of a page that says where it comes from.
fn shown(html: &str) -> BTreeMap<String, f64> {
    let mut out = BTreeMap::new();
    for part in html.split("<data value=\"").skip(1) {
        let (value, rest) = part.split_once('"').expect("a value");
        let place = rest.strip_prefix(" data-of=\"").expect("a place");
        let (place, _) = place.split_once('"').expect("its end");
        let place = place.replace("&#62;", ">").replace("&gt;", ">");
        let value: f64 = value.parse().expect("a number");
        let before = out.insert(place.clone(), value);
        assert!(
            before.is_none_or(|b| b == value),
            "{place} is shown as two values"
        );
    }
    out
}

#[test]
fn the_numbers_are_those_of_the_score() {
    for (name, seed) in [
        ("four_services", 7),
        ("first_patrol", 3),
        ("southern_river", 5),
    ] {
        let exercise = util::exercise(&shipped(name));
        let journal = exercise.run(seed);
        let made = joint(&exercise, &journal);
        let mut scored = BTreeMap::new();
        let object = serde_json::to_value(&made.card).expect("plain data");
        numbers(&object, "", &mut scored);
        let shown = shown(&made.html);
        for (place, value) in &shown {
            assert_eq!(scored.get(place), Some(value), "{name}: {place}");
        }
        // A metric's weight is the same in every view, and the owners of departures stand beside
        // the metrics of the whole.
        let elsewhere = |place: &str| {
            let in_view = place.starts_with("states.") || place.starts_with("pairs.");
            in_view && (place.ends_with(".weight") || place.contains(".owners."))
        };
        for (place, value) in scored.iter().filter(|(p, _)| elsewhere(p)) {
            if place.ends_with(".weight") {
                let id = place.rsplit('.').nth(1).expect("a metric");
                assert_eq!(
                    shown.get(&format!("metrics.{id}.weight")),
                    Some(value),
                    "{place}"
                );
            }
        }
        let missing: Vec<&String> = scored
            .keys()
            .filter(|p| !elsewhere(p) && !shown.contains_key(*p))
            .collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

#[test]
fn the_whole_final_is_small() {
    let exercise = util::exercise(&shipped("four_services"));
    let journal = exercise.run(7);
    let made = joint(&exercise, &journal);
    assert!(made.html.len() < 5_000_000, "{} bytes", made.html.len());
}

/// Marks everything that is one state's own, and some things that are said or done.
fn marked() -> Exercise {
    util::with(&shipped("four_services"), &[], |loaded| {
        let file = &mut loaded.inputs.scenario;
        for unit in &mut file.units {
            unit.name = Some(format!("Q{}-unit {}", unit.state.value, unit.id.value));
        }
        for site in &mut file.sites {
            if let Some(state) = &site.state {
                site.name = Some(format!("Q{}-site {}", state.value, site.id.value));
            }
        }
        for patrol in &mut file.patrols {
            patrol.name = Some(format!("Qpatrol {}", patrol.id.value));
        }
        for (i, inject) in file.injects.iter_mut().enumerate() {
            inject.id.value = Name::from(format!("q{i}"));
            inject.to = "KAZ duty officer".to_owned();
            inject.expected = "Qinject expected".to_owned();
            inject.controller = "Qinject controller".to_owned();
            inject.what = EffectFile::Message {
                text: "Qinject text".to_owned(),
            };
        }
    })
}

#[test]
fn a_states_edition_holds_nothing_of_others_that_did_not_touch_it() {
    let exercise = marked();
    let mut journal = exercise.run(7);
    // Reasons, notes and messages in words, planted beside what really happened.
    for entry in &mut journal.entries {
        let actor = entry.actor.to_string();
        if let Event::DecisionMade(e) = &mut entry.event {
            e.reason = Some(format!("Q{actor}-reason"));
        }
    }
    let run = run(&exercise, &journal);
    let whole = made(run, Edition::Joint, "en", false, Vec::new()).html;
    for part in [
        "QKAZ-unit",
        "QKAZ-site",
        "QKAZ-reason",
        "QUZB-reason",
        "Qinject text",
    ] {
        assert!(whole.contains(part), "the joint edition lacks {part}");
    }
    // Kazakh and Tajik services have no common section, so nothing of one may stand with the other.
    for (own, strangers, sections) in [
        (
            "TJK",
            ["QKAZ-"],
            ["chu", "steppe", "foothill", "spring"].as_slice(),
        ),
        (
            "KAZ",
            ["QTJK-"],
            ["foothill", "spring", "river", "jailoo", "plain"].as_slice(),
        ),
    ] {
        for lang in languages() {
            let html = made(
                run,
                Edition::State(Name::new(own)),
                &lang,
                false,
                Vec::new(),
            )
            .html;
            let html = content(&html);
            assert!(
                html.contains(&format!("Q{own}-unit")),
                "{own} lacks its own units"
            );
            assert!(
                html.contains(&format!("Q{own}-reason")),
                "{own} lacks its own reasons"
            );
            for mark in strangers {
                assert!(
                    !html.contains(mark),
                    "{own} {lang}: {}",
                    around(&html, mark)
                );
            }
            for other in ["KAZ", "KGZ", "TJK", "UZB"].iter().filter(|o| **o != own) {
                let reason = format!("Q{other}-reason");
                assert!(!html.contains(&reason), "{own}: {}", around(&html, &reason));
            }
            for section in sections {
                for mark in [
                    format!("{section}-"),
                    format!("\"{section}\""),
                    format!(" {section} "),
                ] {
                    assert!(
                        !html.contains(&mark),
                        "{own} {lang}: {}",
                        around(&html, &mark)
                    );
                }
            }
            let injects = html.contains("Qinject");
            assert_eq!(injects, own == "KAZ", "{own}: injects are for KAZ");
        }
    }
    // Units of a neighbour show only if they met, or were told of.
    let html = made(
        run,
        Edition::State(Name::new("KGZ")),
        "en",
        false,
        Vec::new(),
    )
    .html;
    for (_, unit) in exercise.scenario.units.iter() {
        let state = &exercise.scenario.states[unit.state].name;
        if *state == *"KGZ" || !html.contains(&unit.display) {
            continue;
        }
        let out_together = exercise.scenario.patrols.iter().any(|(_, p)| {
            let units = || p.units.iter().map(|(u, _)| &exercise.scenario.units[*u]);
            units().any(|u| u.name == unit.name)
                && units().any(|u| exercise.scenario.states[u.state].name == *"KGZ")
        });
        let named = journal.entries.iter().any(|e| {
            let text = serde_json::to_string(e).expect("plain data");
            text.contains(&format!("\"{}\"", unit.name))
                && (e.actor == *"KGZ" || text.contains("\"KGZ\"") || text.contains("kgz-"))
        });
        let crossed = journal.entries.iter().any(|e| match &e.event {
            Event::LineCrossed(x) => x.unit == unit.name,
            _ => false,
        });
        assert!(
            out_together || named || crossed,
            "{} shows without reason",
            unit.name
        );
    }
}

/// What people in seats write is planted by orders, and read back through the program.
#[test]
fn what_others_wrote_stays_out_of_an_edition() {
    let folder = tempfile::tempdir().expect("a folder");
    let orders = r#"(format: 1, orders: [
        (at: "2h", seat: "KAZ/duty", tell: (to: "UZB", text: "Qmessage from KAZ to UZB")),
        (at: "2h", seat: "TJK/duty", tell: (to: "UZB", text: "Qmessage from TJK to UZB")),
        (at: "3h", seat: "evaluator", note: "Qnote: KAZ was slow"),
        (at: "3h", seat: "evaluator", note: "Qnote: TJK was quick"),
        (at: "3h", seat: "evaluator", note: "Qnote: something on everybody"),
        (at: "4h", seat: "KAZ/duty", send: (unit: "kaz-chu-1", site: "chu-ford")),
    ])"#;
    fs::write(folder.path().join("orders.ron"), orders).expect("written");
    let run = [
        "run",
        "four_services",
        "--orders",
        "orders.ron",
        "--out",
        "kept",
    ];
    let done = program(folder.path(), &run);
    assert!(done.status.success(), "{}", errors(&done));
    let edition = |state: &str| {
        let done = program(
            folder.path(),
            &["review", "kept", "--for", state, "--out", "one.html"],
        );
        assert!(done.status.success(), "{}", errors(&done));
        let export = program(
            folder.path(),
            &["export", "kept", "--for", state, "--out", "files"],
        );
        assert!(export.status.success(), "{}", errors(&export));
        let mut text = fs::read_to_string(folder.path().join("one.html")).expect("a page");
        for file in fs::read_dir(folder.path().join("files")).expect("files") {
            let path = file.expect("a file").path();
            text.push_str(&fs::read_to_string(path).expect("a file"));
        }
        text
    };
    let (kaz, tjk, uzb) = (edition("KAZ"), edition("TJK"), edition("UZB"));
    for (text, own, foreign) in [
        (
            &kaz,
            ["Qmessage from KAZ", "Qnote: KAZ"],
            ["Qmessage from TJK", "Qnote: TJK"],
        ),
        (
            &tjk,
            ["Qmessage from TJK", "Qnote: TJK"],
            ["Qmessage from KAZ", "Qnote: KAZ"],
        ),
    ] {
        own.iter()
            .for_each(|mark| assert!(text.contains(mark), "it lacks {mark}"));
        foreign
            .iter()
            .for_each(|mark| assert!(!text.contains(mark), "{}", around(text, mark)));
        assert!(!text.contains("Qnote: something"));
    }
    assert!(uzb.contains("Qmessage from KAZ") && uzb.contains("Qmessage from TJK"));
    assert!(!uzb.contains("Qnote"));
    assert!(!tjk.contains("kaz-chu-1"), "{}", around(&tjk, "kaz-chu-1"));
}

#[test]
fn the_paper_kit_keeps_controllers_pages_from_players() {
    let folder = tempfile::tempdir().expect("a folder");
    for lang in languages() {
        let args = [
            "kit",
            "four_services",
            "--out",
            "kit",
            "--lang",
            lang.as_str(),
        ];
        let done = program(folder.path(), &args);
        assert!(done.status.success(), "{}", errors(&done));
        let list = fs::read_to_string(folder.path().join("kit/controllers/injects.csv"));
        let list = list.expect("the list");
        let given = util::exercise(&shipped("four_services"));
        for (_, inject) in given.scenario.injects.iter() {
            assert!(
                list.contains(inject.name.as_str()),
                "{} is not listed",
                inject.name
            );
            for state in ["KAZ", "KGZ", "TJK", "UZB"] {
                let page = folder.path().join(format!("kit/players/{state}.html"));
                let page = fs::read_to_string(page).expect("a brief");
                // A name that is a plain word may stand in a rule.
                let plain = !inject.name.as_str().contains('-');
                assert!(
                    plain || !page.contains(inject.name.as_str()),
                    "{state}: {}",
                    inject.name
                );
                assert!(inject.expected.is_empty() || !page.contains(&inject.expected));
            }
        }
    }
    // The list reads back: the same exercise.
    let run = |more: &[&str]| {
        let mut args = vec!["run", "four_services", "--seed", "7", "--format", "json"];
        args.extend(more);
        program(folder.path(), &args).stdout
    };
    assert_eq!(run(&[]), run(&["--injects", "kit/controllers/injects.csv"]));
}

/// A page without its style and its program, which are the same on all pages.
fn content(html: &str) -> String {
    let (before, rest) = html.split_once("<style>").expect("a style");
    let (_, rest) = rest.split_once("</style>").expect("its end");
    let (rest, _) = rest.rsplit_once("<script>").expect("a program");
    format!("{before}{rest}")
}

fn around(html: &str, mark: &str) -> String {
    let at = html.find(mark).unwrap_or(0);
    let from = html[..at]
        .char_indices()
        .rev()
        .nth(120)
        .map_or(0, |(i, _)| i);
    html[from..].chars().take(260).collect()
}

#[test]
fn neutral_reports_name_no_state() {
    let exercise = util::exercise(&shipped("four_services"));
    let journal = exercise.run(7);
    for lang in languages() {
        let html = made(
            run(&exercise, &journal),
            Edition::Joint,
            &lang,
            true,
            Vec::new(),
        )
        .html;
        let lower = html.to_lowercase();
        for name in [
            "kaz", "kgz", "tjk", "uzb", "kyrgyz", "tajik", "uzbek", "kazakh",
        ] {
            for (i, _) in lower.match_indices(name) {
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                let whole = edge(lower[..i].chars().next_back())
                    && edge(lower[i + name.len()..].chars().next());
                assert!(
                    !whole,
                    "{lang}: {}",
                    around(&lower[i.saturating_sub(200)..], name)
                );
            }
        }
    }
}

#[test]
fn what_people_write_cannot_break_the_page() {
    let evil = "</script><script>window.hacked=1</script>\"'><img src=x onerror=hacked>\u{202e}😀";
    let exercise = util::with(&shipped("first_patrol"), &[], |loaded| {
        let file = &mut loaded.inputs.scenario;
        file.title = evil.to_owned();
        file.summary = evil.to_owned();
        file.units[0].name = Some(evil.to_owned());
        file.sites[0].name = Some(evil.repeat(100));
        file.objectives[0].text = evil.to_owned();
    });
    let journal = exercise.run(1);
    let digest = journal.trailer.as_ref().expect("whole").digest.clone();
    let notes = Notes {
        format: 1,
        digest,
        function: evil.to_owned(),
        notes: [("general".to_owned(), evil.to_owned())].into(),
        ..Notes::default()
    };
    let html = made(
        run(&exercise, &journal),
        Edition::Joint,
        "en",
        false,
        vec![notes],
    )
    .html;
    assert_eq!(
        html.matches("<script").count(),
        2,
        "the data and the program"
    );
    assert_eq!(html.matches("</script").count(), 2);
    assert!(!html.contains("<img"));
    assert!(!html.contains('\u{202e}'));
    assert!(html.contains("window.hacked=1"), "it shows as text");
    assert!(html.contains("default-src 'none'") || html.contains("default-src &#39;none&#39;"));
}

#[test]
fn notes_stand_beside_the_suggestions() {
    let exercise = util::exercise(&shipped("first_patrol"));
    let journal = exercise.run(1);
    let first = joint(&exercise, &journal);
    let objectives = &first.card.objectives;
    let letter = objectives[0].rating.expect("it was exercised");
    let digest = first.card.digest.clone().expect("whole");
    let notes = Notes {
        format: 1,
        digest,
        function: "evaluator north".to_owned(),
        ratings: [(objectives[0].id.to_string(), letter.to_owned())].into(),
        notes: [("sheet".to_owned(), "Call sooner.".to_owned())].into(),
        ..Notes::default()
    };
    let html = made(
        run(&exercise, &journal),
        Edition::Joint,
        "en",
        false,
        vec![notes],
    )
    .html;
    assert!(html.contains("evaluator north") && html.contains("Call sooner."));
    assert!(html.contains("1 of 1 ratings are the same"));
    assert!(!first.html.contains("ratings are the same"));
}

#[test]
fn every_language_has_every_text() {
    let english: BTreeSet<String> = text_ids("en").into_iter().collect();
    for lang in languages() {
        let own: BTreeSet<String> = text_ids(&lang).into_iter().collect();
        let missing: Vec<&String> = english.difference(&own).collect();
        let idle: Vec<&String> = own.difference(&english).collect();
        assert!(missing.is_empty(), "{lang} lacks {missing:?}");
        assert!(
            idle.is_empty(),
            "{lang} has texts that English has not: {idle:?}"
        );
    }
    for (kind, decision) in kinds_and_decisions() {
        let id = match decision {
            true => format!("decision-{kind}"),
            false => format!("event-{kind}"),
        };
        assert!(english.contains(&id), "no text `{id}`");
    }
}

/// The kinds of entries, and the decisions that occur.
fn kinds_and_decisions() -> Vec<(String, bool)> {
    let kinds = Event::catalogue()
        .into_iter()
        .map(|row| (row.kind.to_owned(), false));
    let journal = util::exercise(&shipped("four_services")).run(7);
    let decisions = journal.entries.iter().filter_map(|e| match &e.event {
        Event::DecisionRequested(d) => Some((d.decision.to_string(), true)),
        _ => None,
    });
    let all: BTreeSet<(String, bool)> = kinds.chain(decisions).collect();
    all.into_iter().collect()
}

/// Texts that pages ask for by a name written out.
#[test]
fn every_text_that_is_asked_for_is_there() {
    let known: BTreeSet<String> = text_ids("en").into_iter().collect();
    let mut sources = Vec::new();
    for folder in [
        "src/report",
        "src/report/kit",
        "src/report/preview",
        "src/report/export",
        "templates",
        "templates/report",
        "templates/kit",
    ] {
        let Ok(files) = fs::read_dir(root().join(folder)) else {
            continue;
        };
        for file in files.flatten().filter(|f| f.path().is_file()) {
            let text = fs::read_to_string(file.path()).expect("it can be read");
            sources.push((file.path(), text));
        }
    }
    let mut asked = 0;
    for (path, source) in &sources {
        for call in [
            "w.t(\"",
            "w.f(\"",
            "w.n(\"",
            "self.t(\"",
            "self.f(\"",
            "f(\n                \"",
        ] {
            for part in source.split(call).skip(1) {
                let id = part.split('"').next().unwrap_or_default();
                if !id.is_empty() && !id.contains('{') {
                    asked += 1;
                    assert!(known.contains(id), "{}: no text `{id}`", path.display());
                }
            }
        }
    }
    assert!(asked > 150, "only {asked} were found");
    let script = fs::read_to_string(root().join("src/report/assets/report.js")).expect("shipped");
    for part in script.split(" T.").skip(1) {
        let id: String = part
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        assert!(
            known.contains(&format!("ui-{id}")),
            "report.js: no text `ui-{id}`"
        );
    }
}

#[test]
fn the_catalogue_has_the_rules_as_they_are() {
    let exercise = util::exercise(&shipped("four_services"));
    let words = Words::of("ru", &exercise.scenario, false).expect("Russian is there");
    for rule in &exercise.loaded.rules.rules {
        let id = format!("rule-{}", rule.id.value);
        for (attribute, english) in [
            (None, &rule.title),
            (Some("statement"), &rule.statement),
            (Some("reason"), &rule.reason),
        ] {
            let ours = words.of_english(&id, attribute, english);
            assert_ne!(
                ours, *english,
                "{id} {attribute:?} differs from the catalogue's English"
            );
        }
    }
}

#[test]
fn reasons_read_the_same_as_in_the_score() {
    for name in ["four_services", "first_patrol", "encounter_in_fog"] {
        let exercise = util::exercise(&shipped(name));
        let words = Words::of("en", &exercise.scenario, false).expect("English is there");
        let made = joint(&exercise, &exercise.run(2));
        for reason in made.card.objectives.iter().flat_map(|o| &o.reasons) {
            assert_eq!(words.reason(reason), reason.to_string());
        }
    }
}

#[test]
fn sentences_of_all_exercises_have_their_words() {
    for lang in languages() {
        for name in ["four_services", "water_intake", "shot_in_the_valley"] {
            let exercise = util::exercise(&shipped(name));
            let words = Words::of(&lang, &exercise.scenario, false).expect("the language is there");
            for entry in &exercise.run(3).entries {
                let text = words.sentence(entry);
                assert!(
                    !text.contains("{") && !text.starts_with("event-"),
                    "{lang}: {text}"
                );
                assert!(
                    !text.contains("decision-") && !text.contains("option-"),
                    "{lang}: {text}"
                );
            }
        }
    }
}

#[test]
fn the_command_says_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("run");
    let out_text = out.to_str().expect("plain");
    let here = root();
    let done = program(&here, &["run", "first_patrol", "--out", out_text]);
    assert!(done.status.success());
    assert!(out.join("report.html").is_file());
    let bad = folder.path().join("notes.json");
    fs::write(&bad, r#"{"format": 1, "digest": "another"}"#).expect("written");
    for (args, part) in [
        (vec!["review", out_text, "--for", "XYZ"], "no state `XYZ`"),
        (
            vec!["review", out_text, "--lang", "xx"],
            "no language `xx`: en, ru",
        ),
        (
            vec!["review", out_text, "--notes", bad.to_str().expect("plain")],
            "another run",
        ),
        (vec!["review", "nowhere"], "nowhere"),
    ] {
        let failed = program(&here, &args);
        let text = errors(&failed);
        assert_eq!(failed.status.code(), Some(2), "{args:?}");
        assert!(text.contains(part), "{args:?}: {text}");
    }
    let done = program(
        &here,
        &[
            "review", out_text, "--for", "KGZ", "--lang", "ru", "--names", "neutral",
        ],
    );
    assert!(done.status.success());
    assert!(out.join("report-KGZ-neutral-ru.html").is_file());
}
