//! Conduct between services at work: who follows, who strays, force, custody, works, the press,
//! the pursuit annex, alerts, reactions, seasons, injects that wait for facts.

use joint_patrol::io::load::Loaded;
use joint_patrol::journal::event::Event;
use joint_patrol::journal::fact::Fact;
use joint_patrol::journal::{Entry, Journal};
use joint_patrol::score::outcomes::outcomes;

use crate::util::{Exercise, agrees, mean_ci, over_seeds, place, with};

/// A valley across a line, with a post, a patrol and a reaction group on each side.
fn valley(status: &str, doctrine: &str, more: &str, change: fn(&mut Loaded)) -> Exercise {
    let line = if status == "undefined" {
        format!(
            "claims: {{\"KGZ\": [({}), ({})], \"TJK\": [({}), ({})]}}, band_m: 100",
            place(-8000.0, -150.0),
            place(8000.0, -150.0),
            place(-8000.0, 150.0),
            place(8000.0, 150.0)
        )
    } else {
        format!(
            "line: [({}), ({})]",
            place(-8000.0, 0.0),
            place(8000.0, 0.0)
        )
    };
    let annex = if status == "demarcated" {
        ", pursuit_annex: true"
    } else {
        ""
    };
    with(
        &format!(
            "(format: 1, title: \"Valley\", start: \"2022-06-27T06:00:00+06:00\", duration: \"96h\", \
             origin: (lon: 72.0, lat: 40.0), light: day, \
             states: [(id: \"KGZ\", doctrine: \"{doctrine}\"), (id: \"TJK\", doctrine: \"{doctrine}\")], \
             sections: [(id: \"line\", between: (\"KGZ\", \"TJK\"), status: {status}, joint: true{annex}, {line})], \
             sites: [(id: \"a\", kind: post, state: \"KGZ\", at: ({}), staff: 30, hotline: [\"b\"]), \
                (id: \"b\", kind: post, state: \"TJK\", at: ({}), staff: 30), \
                (id: \"ford\", kind: ford, at: ({})), \
                (id: \"north\", kind: village, state: \"KGZ\", at: ({})), \
                (id: \"south\", kind: village, state: \"TJK\", at: ({})), \
                (id: \"aw\", kind: junction, at: ({})), (id: \"ae\", kind: junction, at: ({})), \
                (id: \"bw\", kind: junction, at: ({})), (id: \"be\", kind: junction, at: ({})), \
                (id: \"field\", kind: pasture, state: \"KGZ\", at: ({}))], \
             legs: [(from: \"a\", to: \"ford\", surface: road), (from: \"b\", to: \"ford\", surface: road), \
                (from: \"ford\", to: \"north\"), (from: \"south\", to: \"ford\"), \
                (from: \"a\", to: \"aw\"), (from: \"a\", to: \"ae\"), (from: \"b\", to: \"bw\"), \
                (from: \"b\", to: \"be\"), (from: \"north\", to: \"field\")], \
             units: [(id: \"k\", state: \"KGZ\", home: \"a\", sensors: [\"eye\", \"binoculars\"]), \
                (id: \"kr\", state: \"KGZ\", home: \"a\", mode: mounted, size: 6, role: reaction), \
                (id: \"t\", state: \"TJK\", home: \"b\", sensors: [\"eye\", \"binoculars\"]), \
                (id: \"tr\", state: \"TJK\", home: \"b\", mode: mounted, size: 6, role: reaction)], \
             {more})",
            place(0.0, 3000.0),
            place(0.0, -3000.0),
            place(0.0, 0.0),
            place(600.0, 6000.0),
            place(600.0, -6000.0),
            place(-3000.0, 900.0),
            place(3000.0, 900.0),
            place(-3000.0, -900.0),
            place(3000.0, -900.0),
            place(1000.0, 4500.0),
        ),
        &[],
        change,
    )
}

fn of<'j>(journal: &'j Journal, kind: &str) -> Vec<&'j Entry> {
    journal
        .entries
        .iter()
        .filter(|e| e.event.kind() == kind)
        .collect()
}

/// How often a rule was kept and departed from in some runs.
fn verdicts(exercise: &Exercise, rule: &str, seeds: u64) -> (u64, u64) {
    let rules = &exercise.loaded.rules;
    let i = rules
        .rules
        .iter()
        .position(|r| r.id.value == *rule)
        .expect("a shipped rule");
    over_seeds(0..seeds, |seed| {
        let journal = exercise.run(seed);
        let facts = journal.entries.iter().map(|e| e as &dyn Fact);
        let judged = joint_patrol::conduct::monitor::judge(rules, facts, journal.horizon(), true);
        let counts = judged.expect("the rules are sound").counts(i);
        (counts.satisfied, counts.violated)
    })
    .into_iter()
    .fold((0, 0), |sum, x| (sum.0 + x.0, sum.1 + x.1))
}

fn doctrines(
    loaded: &mut Loaded,
    change: impl Fn(&mut joint_patrol::scenario::doctrine::Doctrine),
) {
    loaded.inputs.doctrines.values_mut().for_each(change);
}

/// Both sides walk along the line, day after day.
const ALONG: &str = "patrols: [\
    (id: \"pk\", units: [\"k\"], route: [\"aw\", \"ae\"], depart: [\"1h\"], every: Some(\"12h\"), along: Some(\"line\"), offset_m: 100), \
    (id: \"pt\", units: [\"t\"], route: [\"bw\", \"be\"], depart: [\"1h\"], every: Some(\"12h\"), along: Some(\"line\"), offset_m: 100)]";

#[test]
fn who_is_tempted_follows_and_is_complained_of() {
    let run = |follow: f64| {
        let change: fn(&mut Loaded) = if follow > 0.5 {
            |l| doctrines(l, |d| d.border.follow.0 = 1.0)
        } else {
            |l| doctrines(l, |d| d.border.follow.0 = 0.0)
        };
        valley("undefined", "joint", ALONG, change)
    };
    let tempted = run(1.0);
    let journal = tempted.run(1);
    assert!(!of(&journal, "patrol_sighted").is_empty());
    assert!(!of(&journal, "tailing_began").is_empty());
    let complaint = of(&journal, "incident_began").into_iter().any(|e| {
        matches!(&e.event,
        Event::IncidentBegan(i) if i.incident_kind == *"tailing")
    });
    assert!(complaint);
    assert!(verdicts(&tempted, "LOC-07", 5).1 > 0);
    let (kept, departed) = verdicts(&run(0.0), "LOC-07", 5);
    assert!(kept > 0 && departed == 0);
    // The line is agreed: nobody is tempted.
    let agreed = valley("delimited", "joint", ALONG, |l| {
        doctrines(l, |d| d.border.follow.0 = 1.0)
    });
    assert!(of(&agreed.run(1), "tailing_began").is_empty());
}

#[test]
fn who_strays_is_cautioned_and_pulls_back() {
    let lost = |l: &mut Loaded| {
        for unit in &mut l.inputs.scenario.units {
            if unit.id.value == *"k" {
                unit.fix_error_m.0 = 600.0;
            }
        }
    };
    let good: fn(&mut Loaded) = |l| doctrines(l, |d| d.border.pull_back.0 = 1.0);
    let bad: fn(&mut Loaded) = |l| doctrines(l, |d| d.border.pull_back.0 = 0.0);
    for (pulls, change) in [(true, good), (false, bad)] {
        let mut exercise = valley("delimited", "joint", ALONG, change);
        lost(&mut exercise.loaded);
        let (kept, departed) = verdicts(&exercise.lowered(), "LOC-06", 20);
        println!("pulls back: {pulls}: kept {kept}, departed from {departed}");
        assert!(kept + departed > 5);
        assert_eq!(departed > kept, !pulls);
    }
}

const ARMED: &str = "patrols: [(id: \"pk\", units: [\"k\"], route: [\"ford\"], depart: [\"30min\"], every: Some(\"8h\"), halt: \"4h\")], \
    arrivals: [(id: \"g\", kind: armed_group, from: [\"south\"], to: [\"north\"], per_day: 6, size: (2, 4))], \
    civilians: [(id: \"farm\", kind: farmer, state: \"KGZ\", home: \"north\", work: \"field\", people: 4, leave: \"7h\", hours: \"9h\")]";

#[test]
fn force_follows_non_violent_means_and_a_warning_where_people_keep_their_heads() {
    let calm: fn(&mut Loaded) = |l| doctrines(l, |d| d.own.restraint.0 = 1.0);
    let rash: fn(&mut Loaded) = |l| doctrines(l, |d| d.own.restraint.0 = 0.0);
    let (kept, departed) = verdicts(&valley("delimited", "joint", ARMED, calm), "LOC-24", 20);
    assert!(kept > 0 && departed == 0, "{kept} {departed}");
    let (kept, departed) = verdicts(&valley("delimited", "joint", ARMED, rash), "LOC-24", 20);
    assert!(kept == 0 && departed > 0, "{kept} {departed}");
    let hurt: usize = over_seeds(0..20, |seed| {
        let journal = valley("delimited", "joint", ARMED, calm).run(seed);
        of(&journal, "incident_began").len()
    })
    .into_iter()
    .sum();
    assert!(hurt > 0, "somebody gets hurt");
}

#[test]
fn citizens_flee_from_armed_groups_and_less_where_they_were_warned() {
    let hours = |doctrine: &str| {
        let exercise = valley("delimited", doctrine, ARMED, |_| {});
        let all = over_seeds(0..80, |seed| {
            let o = outcomes(&exercise.run(seed));
            o.civilian_hours_planned - o.civilian_hours_lost
        });
        mean_ci(&all)
    };
    let (alone, together) = (hours("isolated"), hours("ideal"));
    println!("hours kept: isolated {alone:?}, ideal {together:?}");
    assert!(together.0 > alone.0 + alone.1 + together.1);
}

#[test]
fn who_asks_for_protection_is_referred_or_the_rule_says_so() {
    let people = "patrols: [(id: \"pk\", units: [\"k\"], route: [\"ford\"], depart: [\"30min\"], every: Some(\"8h\"), halt: \"4h\")], \
        arrivals: [(id: \"g\", kind: irregular_migration, from: [\"south\"], to: [\"north\"], per_day: 8, size: (2, 4), claims: 1)]";
    let keeps: fn(&mut Loaded) = |l| doctrines(l, |d| d.own.refer.chance.0 = 1.0);
    let never: fn(&mut Loaded) = |l| doctrines(l, |d| d.own.refer.chance.0 = 0.0);
    let (kept, departed) = verdicts(&valley("delimited", "ideal", people, keeps), "LOC-30", 6);
    assert!(kept > 5 && departed == 0, "{kept} {departed}");
    let (kept, departed) = verdicts(&valley("delimited", "ideal", people, never), "LOC-30", 6);
    assert!(kept == 0 && departed > 5, "{kept} {departed}");
}

#[test]
fn works_are_agreed_to_or_disputed() {
    let works = "incidents: [(id: \"pipe\", kind: works, at: \"ford\", times: [\"4h\"], state: Some(\"KGZ\"), people: 0)]";
    let ideal = valley("undefined", "ideal", works, |_| {});
    let journal = ideal.run(1);
    assert!(matches!(&of(&journal, "works_began")[0].event, Event::WorksBegan(w) if w.consent));
    assert!(of(&journal, "incident_began").is_empty());
    assert_eq!(verdicts(&ideal, "LOC-02", 3), (3, 0));
    let alone = valley("undefined", "isolated", works, |_| {});
    assert_eq!(verdicts(&alone, "LOC-02", 3), (0, 3));
    assert_eq!(of(&alone.run(1), "incident_began").len(), 1);
}

#[test]
fn the_press_is_told_what_both_agreed() {
    let press = "injects: [(id: \"press\", at: Time(\"2h\"), what: Media(text: \"What happened?\", states: [\"KGZ\", \"TJK\"]))]";
    assert_eq!(
        verdicts(&valley("delimited", "ideal", press, |_| {}), "LOC-31", 2),
        (4, 0)
    );
    assert_eq!(
        verdicts(&valley("delimited", "isolated", press, |_| {}), "LOC-31", 2),
        (0, 4)
    );
}

#[test]
fn a_pursuit_may_cross_where_an_annex_allows_it() {
    let couriers = "patrols: [(id: \"pk\", units: [\"k\"], route: [\"ford\"], depart: [\"30min\"], every: Some(\"8h\"), halt: \"5h\")], \
        arrivals: [(id: \"g\", kind: drug_trafficking, from: [\"north\"], to: [\"south\"], per_day: 24, size: (1, 2))]";
    let crossed = |status: &str| -> usize {
        let exercise = valley(status, "ideal", couriers, |_| {});
        over_seeds(0..20, |seed| {
            of(&exercise.run(seed), "pursuit_crossed").len()
        })
        .into_iter()
        .sum()
    };
    let (with, without) = (crossed("demarcated"), crossed("delimited"));
    println!("pursuits across the line: {with} with the annex, {without} without");
    assert!(with > 0 && without == 0);
    let annexed = valley("demarcated", "ideal", couriers, |_| {});
    assert!(verdicts(&annexed, "LOC-17", 20).0 > 0);
}

#[test]
fn people_who_are_pursued_react_as_their_kind_does() {
    let couriers = "patrols: [(id: \"pk\", units: [\"k\"], route: [\"ford\"], depart: [\"30min\"], every: Some(\"8h\"), halt: \"5h\")], \
        arrivals: [(id: \"g\", kind: drug_trafficking, from: [\"south\"], to: [\"north\"], per_day: 24, size: (1, 3))]";
    let exercise = valley("delimited", "ideal", couriers, |_| {});
    let (mut ran, mut pursued) = (0, 0);
    for (r, p) in over_seeds(0..120, |seed| {
        let journal = exercise.run(seed);
        let run_on = of(&journal, "group_reacted").into_iter().filter(|e| {
            matches!(&e.event,
            Event::GroupReacted(g) if g.reaction == *"run_on")
        });
        let all: std::collections::BTreeSet<_> = of(&journal, "pursuit_began")
            .into_iter()
            .map(|e| match &e.event {
                Event::PursuitBegan(p) => p.truth.clone(),
                _ => unreachable!(),
            })
            .collect();
        (run_on.count(), all.len())
    }) {
        ran += r;
        pursued += p;
    }
    agrees(ran, pursued, 0.35, "run on");
}

/// A season of factor 3 from the first of July on, over thirty days around it: the counts before
/// and after are Poisson with means 2 and 6 a day.
#[test]
fn thinned_arrivals_follow_their_season() {
    let text = "arrivals: [(id: \"g\", kind: lawful_crossing, from: [\"south\"], to: [\"north\"], per_day: 2, \
        season: Some((from: 7, to: 8, factor: 3)))]";
    let mut exercise = valley("delimited", "isolated", text, |l| {
        l.inputs.scenario.duration.value.0 = 8 * 86_400_000;
        l.inputs.scenario.units.clear();
    });
    exercise = exercise.lowered();
    let july = (3 * 24 + 18) * 3_600_000;
    let counts = over_seeds(0..400, |seed| {
        let journal = exercise.run(seed);
        let all = of(&journal, "arrival");
        let before = all.iter().filter(|e| e.at.0 < july).count() as f64;
        (before, all.len() as f64 - before)
    });
    let (before, ci) = mean_ci(&counts.iter().map(|c| c.0).collect::<Vec<_>>());
    let (after, ci2) = mean_ci(&counts.iter().map(|c| c.1).collect::<Vec<_>>());
    println!("before {before} ± {ci}, theory 7.5; after {after} ± {ci2}, theory 25.5");
    assert!((before - 7.5).abs() < 2.0 * ci && (after - 25.5).abs() < 2.0 * ci2);
}

#[test]
fn an_inject_waits_for_its_fact() {
    let more = format!(
        "{ARMED}, injects: [(id: \"later\", at: When(fact: \"contact_classified\", \
            where: [Eq(\"class\", \"threat\"), AtMost(\"line_distance_m\", 2000)], after: \"7min\"), \
            what: Message(text: \"The minister asks\"), controller: \"EXCON\", to: \"KGZ/duty\", \
            method: \"telephone\", expected: \"An answer\")]"
    );
    let journal = valley("delimited", "joint", &more, |_| {}).run(2);
    let given = of(&journal, "inject_given");
    assert_eq!(given.len(), 1, "once");
    let first = of(&journal, "contact_classified").into_iter().find(|e| matches!(&e.event,
        Event::ContactClassified(c) if c.class == *"threat" && c.line_distance_m.is_some_and(|m| m <= 2000.0)));
    let first = first.expect("a threat");
    assert_eq!(
        (given[0].cause, given[0].at.0),
        (Some(first.seq), first.at.0 + 7 * 60_000)
    );
}

#[test]
fn what_was_shared_raises_both_alerts() {
    let ideal = valley("delimited", "ideal", ARMED, |_| {});
    let journal = ideal.run(3);
    assert!(
        !of(&journal, "alert_shared").is_empty()
            && !of(&journal, "section_strengthened").is_empty()
    );
    let alone = valley("delimited", "isolated", ARMED, |_| {}).run(3);
    assert!(of(&alone, "alert_shared").is_empty() && !of(&alone, "alert_raised").is_empty());
}

/// A pursuit by one side does not keep the other from closing with the same people.
#[test]
fn both_sides_may_close_with_the_same_people() {
    let couriers = "patrols: [(id: \"pk\", units: [\"k\"], route: [\"ford\"], depart: [\"30min\"], every: Some(\"8h\"), halt: \"5h\")], \
        arrivals: [(id: \"g\", kind: drug_trafficking, from: [\"north\"], to: [\"south\"], per_day: 24, size: (1, 2))]";
    let exercise = valley("delimited", "ideal", couriers, |_| {});
    let both: usize = over_seeds(0..20, |seed| {
        let journal = exercise.run(seed);
        let mut sides: std::collections::BTreeMap<String, std::collections::BTreeSet<String>> =
            std::collections::BTreeMap::new();
        for e in of(&journal, "pursuit_began") {
            if let Event::PursuitBegan(p) = &e.event {
                let entry = sides.entry(p.truth.to_string()).or_default();
                entry.insert(e.actor.to_string());
            }
        }
        sides.values().filter(|s| s.len() == 2).count()
    })
    .into_iter()
    .sum();
    assert!(both > 10, "{both} groups were pursued by both sides");
}
