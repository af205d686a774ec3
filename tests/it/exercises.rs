//! The shipped exercises, all together: what occurs in them, how they differ, what conduct makes
//! of them, and what their READMEs promise.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use joint_patrol::io::shipped::scenarios;
use joint_patrol::journal::Journal;
use joint_patrol::journal::event::Event;
use joint_patrol::scenario::file as f;
use joint_patrol::score::card::{Scorecard, score};

use crate::util::{Exercise, mean_ci, over_seeds, root, shipped, with};

const SEEDS: std::ops::Range<u64> = 1..101;
const DOCTRINES: [&str; 4] = ["isolated", "notify", "joint", "ideal"];

/// A shipped exercise in which all states follow one doctrine.
fn under(name: &str, doctrine: &str) -> Exercise {
    let text = shipped(name);
    let plain = with(&text, &[], |_| {});
    let states = &plain.loaded.inputs.scenario.states;
    let all: Vec<(&str, &str)> = states.iter().map(|s| (s.id.as_str(), doctrine)).collect();
    with(&text, &all, |_| {})
}

fn card(exercise: &Exercise, journal: &Journal) -> Scorecard {
    let loaded = &exercise.loaded;
    score(journal, &exercise.scenario, &loaded.rules, &loaded.profile).expect("rules that hold")
}

/// The rules that an exercise triggers in at least half of its runs.
fn rules_of(name: &str) -> BTreeSet<String> {
    let exercise = with(&shipped(name), &[], |_| {});
    let triggered = over_seeds(SEEDS, |seed| {
        let card = card(&exercise, &exercise.run(seed));
        let rules = card.rules.iter().filter(|r| r.status == "exercised");
        rules.map(|r| r.id.to_string()).collect::<Vec<_>>()
    });
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for rule in triggered.iter().flatten() {
        *count.entry(rule.clone()).or_default() += 1;
    }
    let often = |n: &usize| n * 2 >= triggered.len();
    count
        .into_iter()
        .filter(|(_, n)| often(n))
        .map(|(r, _)| r)
        .collect()
}

#[test]
fn every_rule_is_triggered_somewhere_and_no_two_exercises_are_alike() {
    let all: Vec<(String, BTreeSet<String>)> = scenarios()
        .into_iter()
        .map(|name| (name.clone(), rules_of(&name)))
        .collect();
    assert!(all.len() >= 11, "{} exercises", all.len());
    let loaded = with(&shipped("first_patrol"), &[], |_| {}).loaded;
    let missing: Vec<String> = loaded
        .rules
        .rules
        .iter()
        .map(|r| r.id.to_string())
        .filter(|rule| !all.iter().any(|(_, rules)| rules.contains(rule)))
        .collect();
    assert!(missing.is_empty(), "no exercise is about {missing:?}");
    for (i, (a, rules_a)) in all.iter().enumerate() {
        for (b, rules_b) in &all[i + 1..] {
            let shared = rules_a.intersection(rules_b).count();
            let either = rules_a.union(rules_b).count();
            println!("{a}, {b}: {shared} of {either} rules");
            assert!(
                shared * 2 <= either,
                "{a} and {b} share {shared} of {either}"
            );
        }
    }
}

/// Who crosses a line goes beyond it, and comes back before it crosses again: a unit that stood on
/// the edge when its way changed was taken for one that crossed when it went home.
#[test]
fn whoever_crosses_a_line_goes_beyond_it() {
    let mut crossed = 0;
    for name in scenarios() {
        let exercise = with(&shipped(&name), &[], |_| {});
        let seeds = if name == "four_services" {
            0..6
        } else {
            20..45
        };
        let wrong = over_seeds(seeds, |seed| {
            let mut beyond = BTreeSet::new();
            let (mut seen, mut wrong) = (0, Vec::new());
            for entry in &exercise.run(seed).entries {
                match &entry.event {
                    Event::LineCrossed(e) => {
                        seen += 1;
                        let again = !beyond.insert((e.unit.clone(), e.section.clone()));
                        if e.beyond_m < 0.0 || again {
                            wrong.push(format!("{name} {seed} {}: {e:?}", entry.seq));
                        }
                    }
                    Event::LineRecrossed(e) => {
                        let was = beyond.remove(&(e.unit.clone(), e.section.clone()));
                        wrong.extend((!was).then(|| format!("{name} {seed} {}: {e:?}", entry.seq)));
                    }
                    _ => {}
                }
            }
            (seen, wrong)
        });
        for (seen, wrong) in wrong {
            crossed += seen;
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
    }
    assert!(crossed > 300, "{crossed} crossings");
}

#[test]
fn no_two_exercises_share_a_network() {
    let places: Vec<(String, Vec<(f64, f64)>)> = scenarios()
        .into_iter()
        .map(|name| {
            let exercise = with(&shipped(&name), &[], |_| {});
            let sites = &exercise.loaded.inputs.scenario.sites;
            let at = sites.iter().map(|s| (s.at.lon.0, s.at.lat.0)).collect();
            (name, at)
        })
        .collect();
    for (i, (a, sites)) in places.iter().enumerate() {
        for (b, others) in &places[i + 1..] {
            let near = |p: &(f64, f64)| {
                let close = |o: &(f64, f64)| (p.0 - o.0).abs() < 0.02 && (p.1 - o.1).abs() < 0.02;
                others.iter().any(close)
            };
            let shared = sites.iter().filter(|p| near(p)).count();
            assert!(
                shared * 2 <= sites.len().min(others.len()),
                "{a} and {b}: {shared} sites"
            );
        }
    }
}

/// Kinds of entries that no run without orders holds, and kinds that are odd by design.
const RARE: &[(&str, &str)] = &[
    ("order_given", "comes from an order alone"),
    ("order_rejected", "comes from an order alone"),
    ("note_taken", "comes from an order alone"),
    ("unit_sent", "comes from an order alone"),
    ("free_message_sent", "comes from an order alone"),
    ("free_message_received", "comes from an order alone"),
];

#[test]
fn every_kind_occurs_in_some_exercise() {
    let mut words: BTreeSet<&'static str> = BTreeSet::new();
    let mut events: BTreeSet<String> = BTreeSet::new();
    let mut incidents: BTreeSet<String> = BTreeSet::new();
    for name in scenarios() {
        let exercise = with(&shipped(&name), &[], |_| {});
        words.extend(words_of(&exercise.loaded.inputs.scenario));
        // What a good staff settles comes to the worst without one.
        let without = under(&name, "isolated");
        let runs = over_seeds(1..81, |seed| {
            let of = if seed % 2 == 0 { &exercise } else { &without };
            let journal = of.run(seed);
            let kinds: BTreeSet<&str> = journal.entries.iter().map(|e| e.event.kind()).collect();
            let begun: BTreeSet<String> = journal
                .entries
                .iter()
                .filter_map(|e| match &e.event {
                    Event::IncidentBegan(i) => Some(i.incident_kind.to_string()),
                    _ => None,
                })
                .collect();
            let kinds: BTreeSet<String> = kinds.into_iter().map(str::to_owned).collect();
            (kinds, begun)
        });
        for (kinds, begun) in runs {
            events.extend(kinds);
            incidents.extend(begun);
        }
    }
    let all: [&[&str]; 11] = [
        f::Status::WORDS,
        f::SiteKind::WORDS,
        f::Surface::WORDS,
        f::Mode::WORDS,
        f::UnitRole::WORDS,
        f::Form::WORDS,
        f::ArrivalKind::WORDS,
        f::Trade::WORDS,
        f::CivilianKind::WORDS,
        f::Channel::WORDS,
        &[
            "fog",
            "rain",
            "snow",
            "dust",
            "wind",
            "high_water",
            "claims",
            "season",
            "heavy",
        ],
    ];
    let mut missing: Vec<String> = all
        .iter()
        .flat_map(|words| words.iter())
        .filter(|w| !words.contains(*w))
        .map(|w| format!("in a file: {w}"))
        .collect();
    let began = |w: &&&str| !incidents.contains(**w);
    missing.extend(
        f::IncidentKind::WORDS
            .iter()
            .filter(began)
            .map(|w| format!("incident: {w}")),
    );
    for row in Event::catalogue() {
        let odd = RARE.iter().any(|(kind, _)| *kind == row.kind);
        if !odd && !events.contains(row.kind) {
            missing.push(format!("entry: {}", row.kind));
        }
    }
    assert!(missing.is_empty(), "no exercise has {missing:#?}");
}

/// The choices that a scenario makes, as words.
fn words_of(s: &f::ScenarioFile) -> BTreeSet<&'static str> {
    let mut words = BTreeSet::new();
    words.extend(s.sections.iter().map(|x| x.status.value.word()));
    words.extend(s.sites.iter().map(|x| x.kind.value.word()));
    words.extend(s.legs.iter().map(|x| x.surface.word()));
    words.extend(s.units.iter().flat_map(|x| [x.mode.word(), x.role.word()]));
    words.extend(s.patrols.iter().map(|x| x.form.word()));
    words.extend(s.arrivals.iter().map(|x| x.kind.word()));
    words.extend(s.arrivals.iter().filter_map(|x| Some(x.trade?.word())));
    words.extend(s.civilians.iter().map(|x| x.kind.word()));
    for w in &s.weather {
        let said = [
            (w.fog, "fog"),
            (w.rain, "rain"),
            (w.snow, "snow"),
            (w.dust, "dust"),
            (w.high_water, "high_water"),
            (w.wind_mps.0 > 5.0, "wind"),
        ];
        words.extend(said.iter().filter(|(on, _)| *on).map(|(_, word)| *word));
    }
    for i in &s.injects {
        if let f::EffectFile::Outage { channel, .. } = &i.what {
            words.insert(channel.value.word());
        }
    }
    let marks = [
        (s.arrivals.iter().any(|x| x.claims.0 > 0.5), "claims"),
        (s.arrivals.iter().any(|x| x.season.is_some()), "season"),
        (s.units.iter().any(|x| x.heavy), "heavy"),
    ];
    words.extend(marks.iter().filter(|(on, _)| *on).map(|(_, word)| *word));
    words
}

/// Where the order of the doctrines does not hold within the interval; the READMEs say why.
const OUT_OF_ORDER: &[&str] = &["southern_river", "water_intake"];

/// What a run came to: groups dealt with, hours of work kept.
type Outcome = (f64, f64);

fn outcomes(name: &str, doctrine: &str) -> Vec<Outcome> {
    let exercise = under(name, doctrine);
    over_seeds(SEEDS, |seed| {
        let o = card(&exercise, &exercise.run(seed)).outcomes;
        let kept = o.civilian_hours_planned - o.civilian_hours_lost;
        (o.handled as f64, kept)
    })
}

/// More co-operation never deals with fewer groups, and never costs citizens hours, within the
/// interval of the paired difference. The figures stand in the READMEs
/// (`UPDATE_DOCS=1 cargo test` writes them anew).
#[test]
fn doctrines_keep_their_order() {
    let mut broken: Vec<String> = Vec::new();
    let mut stale: Vec<String> = Vec::new();
    for name in scenarios() {
        let all: Vec<Vec<Outcome>> = DOCTRINES.iter().map(|d| outcomes(&name, d)).collect();
        for (i, pair) in all.windows(2).enumerate() {
            for (what, gain) in gains(&pair[0], &pair[1]) {
                let (mean, half) = mean_ci(&gain);
                if mean + half < 0.0 && !OUT_OF_ORDER.contains(&name.as_str()) {
                    let doctrine = DOCTRINES[i + 1];
                    broken.push(format!("{name}: {doctrine}: {what} {mean:+.2} ± {half:.2}"));
                }
            }
        }
        if !shows_span(&name, &span_table(&all)) {
            stale.push(name);
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(OUT_OF_ORDER.len() <= 2);
    assert!(
        stale.is_empty(),
        "UPDATE_DOCS=1 cargo test exercises: {stale:?}"
    );
}

/// What more co-operation gains on each seed.
fn gains(less: &[Outcome], more: &[Outcome]) -> [(&'static str, Vec<f64>); 2] {
    let of = |pick: fn(&Outcome) -> f64| {
        let pairs = more.iter().zip(less);
        pairs.map(|(a, b)| pick(a) - pick(b)).collect()
    };
    [("dealt with", of(|x| x.0)), ("hours kept", of(|x| x.1))]
}

/// The figures of the four doctrines, with 95 % intervals.
fn span_table(all: &[Vec<Outcome>]) -> String {
    let mut table = "| doctrine | groups dealt with | hours of work kept |\n\
                     | --- | --- | --- |\n"
        .to_owned();
    for (doctrine, runs) in DOCTRINES.iter().zip(all) {
        let of = |pick: fn(&Outcome) -> f64| mean_ci(&runs.iter().map(pick).collect::<Vec<f64>>());
        let ((a, b), (c, d)) = (of(|x| x.0), of(|x| x.1));
        let row = format!("| `{doctrine}` | {a:.2} ± {b:.2} | {c:.1} ± {d:.1} |\n");
        table.push_str(&row);
    }
    table
}

/// Whether an exercise's README ends with the table of its figures.
fn shows_span(name: &str, table: &str) -> bool {
    let path = root().join("scenarios").join(name).join("README.md");
    let readme = fs::read_to_string(&path).unwrap_or_default();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let text = readme
            .split("\nMeans of 100 seeds")
            .next()
            .unwrap_or_default();
        let text = text.trim_end();
        let note = "Means of 100 seeds with 95 % intervals (`cargo test exercises`):";
        fs::write(&path, format!("{text}\n\n{note}\n\n{table}")).expect("written");
        return true;
    }
    readme.ends_with(table)
}

#[test]
fn every_exercise_says_what_it_is_for() {
    const PARTS: [&str; 5] = [
        "**Purpose:**",
        "**Training objectives:**",
        "**Decision points:**",
        "**Good joint conduct:**",
        "**Expected span:**",
    ];
    let mut missing = Vec::new();
    for name in scenarios() {
        let path = root().join("scenarios").join(&name).join("README.md");
        let text = fs::read_to_string(path).unwrap_or_default();
        let parts = PARTS.iter().filter(|p| !text.contains(**p));
        missing.extend(parts.map(|p| format!("{name}: {p}")));
        let span = text.split("**Expected span:**").nth(1).unwrap_or_default();
        let named = DOCTRINES
            .iter()
            .filter(|d| !span.contains(&format!("`{d}`")));
        missing.extend(named.map(|d| format!("{name}: span under `{d}`")));
        if OUT_OF_ORDER.contains(&name.as_str()) && !text.contains("out of order") {
            missing.push(format!("{name}: why the doctrines are out of order"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
