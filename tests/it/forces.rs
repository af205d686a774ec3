//! Units and patrols at work: the forms of joint patrols, endurance, fuel, rest, drones, boats,
//! lines that are followed with an error of position.

use joint_patrol::base::id::Name;
use joint_patrol::journal::event::{Event, Waypoint};
use joint_patrol::journal::{Entry, Journal};

use crate::util::{Exercise, agrees, exercise, over_seeds, place};

/// Two services around a ford, a third near by, people who come past it, and whatever a test adds.
fn field(status: &str, units: &str, patrols: &str, more: &str) -> Exercise {
    let line = if status == "undefined" {
        format!(
            "claims: {{\"KGZ\": [({}), ({})], \"TJK\": [({}), ({})]}}, band_m: 100",
            place(-8000.0, -200.0),
            place(8000.0, -200.0),
            place(-8000.0, 200.0),
            place(8000.0, 200.0)
        )
    } else {
        format!(
            "line: [({}), ({})]",
            place(-8000.0, 0.0),
            place(8000.0, 0.0)
        )
    };
    let mut exercise = exercise(&format!(
        "(format: 1, title: \"Field\", start: \"2022-06-27T06:00:00+06:00\", duration: \"72h\", \
         origin: (lon: 72.0, lat: 40.0), light: day, \
         states: [(id: \"KGZ\", doctrine: \"ideal\"), (id: \"TJK\", doctrine: \"ideal\"), \
            (id: \"UZB\", doctrine: \"ideal\")], \
         sections: [(id: \"line\", between: (\"KGZ\", \"TJK\"), status: {status}, joint: true, \
            setback_m: 3000, sensitive: true, patrol_cap: 3, {line})], \
         sites: [(id: \"a\", kind: post, state: \"KGZ\", at: ({}), hotline: [\"b\"]), \
            (id: \"b\", kind: post, state: \"TJK\", at: ({})), \
            (id: \"u\", kind: post, state: \"UZB\", at: ({})), \
            (id: \"x\", kind: junction, at: ({})), (id: \"y\", kind: junction, at: ({})), \
            (id: \"ford\", kind: ford, at: ({})), (id: \"west\", kind: junction, at: ({})), \
            (id: \"east\", kind: junction, at: ({})), \
            (id: \"crag\", kind: height, at: ({}), kept_free: true)], \
         legs: [(from: \"a\", to: \"ford\", surface: track), (from: \"b\", to: \"ford\", surface: track), \
            (from: \"u\", to: \"ford\", surface: track), (from: \"a\", to: \"west\"), \
            (from: \"a\", to: \"east\"), (from: \"b\", to: \"west\"), (from: \"a\", to: \"crag\")], \
         units: [{units}], patrols: [{patrols}], {more})",
        place(0.0, 2500.0),
        place(0.0, -4000.0),
        place(3000.0, 3000.0),
        place(400.0, -3000.0),
        place(400.0, 3000.0),
        place(0.0, 20.0),
        place(-4000.0, 1500.0),
        place(4000.0, 1500.0),
        place(1500.0, 1200.0),
    ));
    for doctrine in exercise.loaded.inputs.doctrines.values_mut() {
        doctrine.own.mistake.0 = 0.0;
    }
    exercise.lowered()
}

const TWO: &str = "(id: \"k\", state: \"KGZ\", home: \"a\"), \
    (id: \"t\", state: \"TJK\", home: \"b\", mode: mounted)";

fn of<'j>(journal: &'j Journal, kind: &str) -> Vec<&'j Entry> {
    journal
        .entries
        .iter()
        .filter(|e| e.event.kind() == kind)
        .collect()
}

/// Where a mover is at an instant, by the journal's motions.
fn place_of(journal: &Journal, mover: &str, at_ms: i64) -> Option<(f64, f64)> {
    let motion = journal.entries.iter().rev().find_map(|e| match &e.event {
        Event::Motion(m) if m.mover == *mover && e.at.0 <= at_ms => Some(m),
        _ => None,
    })?;
    let i = motion.path.partition_point(|w| w.0.0 <= at_ms).max(1) - 1;
    let Waypoint(t0, x0, y0) = motion.path[i];
    let Some(&Waypoint(t1, x1, y1)) = motion.path.get(i + 1) else {
        return Some((x0, y0));
    };
    let f = (at_ms - t0.0) as f64 / ((t1 - t0).0 as f64).max(1.0);
    Some((x0 + (x1 - x0) * f, y0 + (y1 - y0) * f))
}

#[test]
fn a_mixed_patrol_goes_as_one_at_the_pace_of_the_slowest_and_may_cross() {
    let patrol = "(id: \"p\", form: mixed, units: [\"k\", \"t\"], route: [\"ford\", \"west\", \"ford\"], \
        depart: [\"1h\"], meet: (at: \"ford\", window: \"2h\"), lead: Some(\"TJK\"))";
    let journal = field("delimited", TWO, patrol, "").run(1);
    let met = of(&journal, "rendezvous_met")[0].at.0;
    let mut together = 0;
    for min in 20..60 {
        let at = met + min * 60_000;
        let (k, t) = (
            place_of(&journal, "k", at).unwrap(),
            place_of(&journal, "t", at).unwrap(),
        );
        if (k.0 - t.0).hypot(k.1 - t.1) < 1.0 {
            together += 1;
        }
    }
    assert_eq!(together, 40, "side by side after the meeting");
    let crossed: Vec<_> = of(&journal, "line_crossed");
    assert!(!crossed.is_empty(), "the Tajik unit goes along to the west");
    assert!(
        crossed
            .iter()
            .all(|e| matches!(&e.event, Event::LineCrossed(c) if c.authorised))
    );
    let lead = |e: &&Entry| matches!(&e.event, Event::PatrolStarted(p) if p.lead == *"TJK");
    assert!(of(&journal, "patrol_started").iter().all(lead));
}

#[test]
fn a_mixed_patrol_that_does_not_meet_goes_home() {
    let patrol = "(id: \"p\", form: mixed, units: [\"k\", \"t\"], route: [\"ford\", \"west\"], \
        depart: [\"1h\"], meet: (at: \"ford\", window: \"5min\"))";
    let journal = field("delimited", TWO, patrol, "").run(1);
    assert_eq!(
        of(&journal, "rendezvous_met").len(),
        0,
        "one rides, the other walks"
    );
    assert_eq!(of(&journal, "rendezvous_missed").len(), 2);
    assert_eq!(of(&journal, "patrol_ended").len(), 2);
}

#[test]
fn sides_take_turns_in_alternating_sectors() {
    let patrol = "(id: \"p\", form: alternating, units: [\"k\", \"t\"], route: [\"ford\"], \
        depart: [\"1h\"], every: Some(\"12h\"))";
    let journal = field("delimited", TWO, patrol, "").run(1);
    let turns: Vec<&Name> = of(&journal, "patrol_started")
        .iter()
        .map(|e| match &e.event {
            Event::PatrolStarted(p) => &p.unit,
            _ => unreachable!(),
        })
        .collect();
    assert_eq!(turns, ["k", "t", "k", "t", "k", "t"]);
}

#[test]
fn an_observation_post_is_manned_together_and_shares_what_it_sees() {
    let units = "(id: \"k\", state: \"KGZ\", home: \"a\", sensors: [\"disc\"]), \
        (id: \"k2\", state: \"KGZ\", home: \"a\", sensors: []), \
        (id: \"t\", state: \"TJK\", home: \"b\", sensors: [])";
    let patrols = "(id: \"op\", form: observation_post, units: [\"k\", \"t\"], route: [\"ford\"], \
        depart: [\"1h\"], meet: (at: \"ford\", window: \"2h\"), stay: \"6h\")";
    let more = "sensors: [(id: \"disc\", law: definite, day_km: 1, night_km: 1)], \
         arrivals: [(id: \"c\", kind: drug_trafficking, from: [\"x\"], to: [\"y\"], at: [\"4h\"], \
            front_km: 0.01)]";
    let journal = field("delimited", units, patrols, more).run(1);
    assert_eq!(of(&journal, "rendezvous_met").len(), 1);
    let opened = |actor: &str| {
        of(&journal, "track_opened")
            .iter()
            .any(|e| e.actor == *actor)
    };
    assert!(opened("KGZ") && opened("TJK"), "one saw, both know");
}

#[test]
fn those_at_an_observation_post_wait_for_their_relief() {
    let units =
        "(id: \"k\", state: \"KGZ\", home: \"a\"), (id: \"t\", state: \"TJK\", home: \"b\")";
    let twice = |relieved: bool| {
        let patrols = format!(
            "(id: \"op\", form: observation_post, units: [\"k\", \"t\"], route: [\"ford\"], \
             depart: [\"1h\", \"9h\"], meet: (at: \"ford\", window: \"2h\"), stay: \"2h\", \
             relieved: {relieved})"
        );
        let journal = field("delimited", units, &patrols, "").run(1);
        of(&journal, "patrol_ended")[0].at.0 as f64 / 3.6e6
    };
    // Nobody comes in time: who must be relieved stays four hours longer than the others.
    assert!((twice(true) - twice(false) - 4.0).abs() < 0.3);
}

#[test]
fn the_one_who_comes_relieves_the_one_who_is_there() {
    let units = "(id: \"k\", state: \"KGZ\", home: \"a\"), (id: \"k2\", state: \"KGZ\", home: \"a\"), \
        (id: \"t\", state: \"TJK\", home: \"b\")";
    let post = |id: &str, unit: &str, depart: &str| {
        format!(
            "(id: \"{id}\", form: observation_post, units: [\"{unit}\", \"t\"], route: [\"ford\"], \
             depart: [\"{depart}\"], meet: (at: \"ford\", window: \"2h\"), stay: \"6h\", relieved: true)"
        )
    };
    let patrols = format!("{}, {}", post("op-1", "k", "1h"), post("op-2", "k2", "5h"));
    let journal = field("delimited", units, &patrols, "").run(1);
    let relieved: Vec<_> = of(&journal, "relieved");
    assert!(
        relieved.iter().any(|e| matches!(&e.event,
        Event::Relieved(r) if r.unit == *"k" && r.by == *"k2")),
        "{relieved:?}"
    );
}

#[test]
fn patrols_of_three_services_meet_at_a_junction() {
    let units = format!("{TWO}, (id: \"z\", state: \"UZB\", home: \"u\")");
    let patrol = "(id: \"p\", form: parallel, units: [\"k\", \"t\", \"z\"], route: [\"ford\"], \
        depart: [\"1h\"], meet: (at: \"ford\", window: \"2h\"))";
    let journal = field("delimited", &units, patrol, "").run(1);
    let met = of(&journal, "rendezvous_met");
    assert!(matches!(&met[0].event, Event::RendezvousMet(m) if m.units.len() == 3));
    let told: Vec<_> = of(&journal, "plan_shared")
        .iter()
        .map(|e| match &e.event {
            Event::PlanShared(p) => format!("{}>{}", e.actor, p.to),
            _ => unreachable!(),
        })
        .collect();
    assert_eq!(told, ["KGZ>TJK", "KGZ>UZB", "TJK>KGZ", "TJK>UZB"]);
}

#[test]
fn endurance_fuel_and_rest_bound_what_a_unit_does() {
    let run = |unit: &str, patrol: &str| field("delimited", unit, patrol, "").run(1);
    let far = "(id: \"p\", units: [\"k\"], route: [\"west\", \"east\", \"west\", \"east\"], depart: [\"1h\"])";
    let early = |journal: &Journal, why: &str| {
        let all = of(journal, "returned_early");
        all.iter()
            .any(|e| matches!(&e.event, Event::ReturnedEarly(r) if r.reason == *why))
    };
    let tired = run(
        "(id: \"k\", state: \"KGZ\", home: \"a\", endurance: Some(\"2h\"))",
        far,
    );
    assert!(early(&tired, "endurance"));
    let at = of(&tired, "returned_early")[0].at.0 as f64 / 6e4;
    assert!((at - 60.0 - 96.0).abs() < 0.1, "at 0.8 of two hours: {at}");
    let drive = "(id: \"p\", units: [\"k\"], route: [\"ford\"], depart: [\"1h\"], laps: 8)";
    let dry = run(
        "(id: \"k\", state: \"KGZ\", home: \"a\", mode: vehicle, range_km: Some(12))",
        drive,
    );
    assert!(early(&dry, "fuel"));
    let twice = "(id: \"p\", units: [\"k\"], route: [\"ford\"], depart: [\"1h\", \"5h\"])";
    let rested = run(
        "(id: \"k\", state: \"KGZ\", home: \"a\", rest: \"8h\")",
        twice,
    );
    assert!(
        of(&rested, "patrol_cancelled")
            .iter()
            .any(|e| matches!(&e.event,
        Event::PatrolCancelled(c) if c.reason == *"resting"))
    );
}

#[test]
fn who_tires_goes_slower() {
    let ends = |more: &str| {
        let unit = format!("(id: \"k\", state: \"KGZ\", home: \"a\"{more})");
        let route = "(id: \"p\", units: [\"k\"], route: [\"west\", \"east\", \"west\", \"east\"], \
            depart: [\"1h\"], halt: \"0s\")";
        of(&field("delimited", &unit, route, "").run(1), "patrol_ended")[0]
            .at
            .0 as f64
            / 3.6e6
            - 1.0
    };
    let (fresh, tired) = (ends(""), ends(", endurance: Some(\"30h\")"));
    assert!(
        tired > fresh * 1.05 && tired < fresh * 1.3,
        "{fresh} h, tired {tired} h"
    );
}

#[test]
fn drones_fly_straight_and_stay_down_in_fog_and_wind() {
    let unit = "(id: \"k\", state: \"KGZ\", home: \"a\", mode: uav, size: 1)";
    let patrol = "(id: \"p\", units: [\"k\"], route: [\"west\"], depart: [\"1h\"], halt: \"0s\")";
    let run = |more: &str| field("delimited", unit, patrol, more).run(1);
    let fair = run("");
    assert_eq!(of(&fair, "flight_began").len(), 1);
    let flown = of(&fair, "patrol_ended")[0].at.0 - of(&fair, "patrol_started")[0].at.0;
    let straight = 2.0 * (4000.0_f64.powi(2) + 1000.0_f64.powi(2)).sqrt() / (55.0 / 3.6);
    assert!(
        (flown as f64 / 1000.0 / (straight / 0.7) - 1.0).abs() < 0.01,
        "{flown}"
    );
    for bad in [
        "weather: [(at: \"0h\", fog: true)]",
        "weather: [(at: \"0h\", wind_mps: 15)]",
    ] {
        assert_eq!(of(&run(bad), "flight_began").len(), 0, "{bad}");
    }
    let gust = run("weather: [(at: \"1h4min\", wind_mps: 15)]");
    assert!(matches!(&of(&gust, "returned_early")[0].event,
        Event::ReturnedEarly(r) if r.reason == *"weather"));
}

/// A unit that means to keep 100 m from a delimited line is beyond its 100 m of tolerance when its
/// position is wrong by more than 200 m: with a standard deviation of 200 m, 0.158655 of outings.
#[test]
fn an_error_of_position_carries_patrols_over_the_line_as_often_as_theory_says() {
    let patrol = "(id: \"p\", units: [\"k\"], route: [\"west\", \"east\"], depart: [\"0s\"], \
        every: Some(\"24h\"), halt: \"0s\", along: Some(\"line\"), offset_m: 100)";
    let unit = "(id: \"k\", state: \"KGZ\", home: \"a\", fix_error_m: 200)";
    let exercise = field("delimited", unit, patrol, "");
    let crossed: usize = over_seeds(0..700, |seed| of(&exercise.run(seed), "line_crossed").len())
        .into_iter()
        .sum();
    agrees(crossed, 2100, 0.158_655, "beyond the line");
}

#[test]
fn each_side_has_its_own_line_on_an_undefined_section() {
    let patrol = "(id: \"p\", units: [\"k\"], route: [\"west\", \"east\"], depart: [\"0s\"], \
        every: Some(\"24h\"), along: Some(\"line\"), offset_m: 0)";
    let unit = "(id: \"k\", state: \"KGZ\", home: \"a\", fix_error_m: 400)";
    let exercise = field("undefined", unit, patrol, "");
    let all: Vec<(f64, f64, f64)> = over_seeds(0..40, |seed| exercise.run(seed))
        .iter()
        .flat_map(|journal| {
            of(journal, "line_crossed")
                .into_iter()
                .map(|e| match &e.event {
                    Event::LineCrossed(c) => {
                        (c.beyond_m, c.beyond_own_line_m, c.beyond_their_line_m)
                    }
                    _ => unreachable!(),
                })
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(all.len() > 5);
    for (band, own, theirs) in all {
        // The Kyrgyz line lies 200 m to the south, the Tajik one 200 m to the north of the middle.
        assert!((own - (band + 100.0 - 200.0)).abs() < 1.0, "{band} {own}");
        assert!(
            (theirs - (band + 100.0 + 200.0)).abs() < 1.0,
            "{band} {theirs}"
        );
    }
}

#[test]
fn what_was_agreed_on_a_section_is_in_the_journal() {
    let units = "(id: \"k\", state: \"KGZ\", home: \"a\", size: 4)";
    let patrols =
        "(id: \"p\", units: [\"k\"], route: [\"crag\"], depart: [\"1h\"], every: Some(\"24h\"))";
    let journal = field("undefined", units, patrols, "").run(1);
    let taken: Vec<(String, bool)> = of(&journal, "position_taken")
        .iter()
        .map(|e| match &e.event {
            Event::PositionTaken(p) => (p.what.to_string(), p.against_agreement),
            _ => unreachable!(),
        })
        .collect();
    assert_eq!(
        taken[0],
        ("post".to_owned(), true),
        "2.5 km is nearer than the agreed 3 km"
    );
    assert_eq!(taken[1], ("post".to_owned(), false));
    assert!(taken.contains(&("height".to_owned(), true)));
    let days: Vec<u32> = of(&journal, "patrol_started")
        .iter()
        .map(|e| match &e.event {
            Event::PatrolStarted(p) => {
                assert!(p.over_cap && p.cap == Some(3));
                p.same_time_days
            }
            _ => unreachable!(),
        })
        .collect();
    assert_eq!(days, [0, 1, 2]);
}
