//! Incidents at work: who learns of them, who helps, how they end, and what talking changes.

use joint_patrol::base::geo::Pos;
use joint_patrol::journal::event::Event;
use joint_patrol::journal::{Entry, Journal};
use joint_patrol::scenario::talk::{Talk, horizon_m};
use joint_patrol::score::outcomes::{Outcomes, outcomes};

use crate::util::{Exercise, mean_ci, over_seeds, place, with};

/// Two services on the two sides of a line, with a village and a pasture on each.
fn border(status: &str, doctrine: &str, more: &str) -> Exercise {
    let line = if status == "undefined" {
        format!(
            "claims: {{\"KGZ\": [({}), ({})], \"TJK\": [({}), ({})]}}, band_m: 200",
            place(-8000.0, -300.0),
            place(8000.0, -300.0),
            place(-8000.0, 300.0),
            place(8000.0, 300.0)
        )
    } else {
        format!(
            "line: [({}), ({})]",
            place(-8000.0, 0.0),
            place(8000.0, 0.0)
        )
    };
    with(
        &format!(
            "(format: 1, title: \"Border\", start: \"2022-06-27T06:00:00+06:00\", duration: \"36h\", \
             origin: (lon: 72.0, lat: 40.0), light: day, \
             states: [(id: \"KGZ\", doctrine: \"{doctrine}\"), (id: \"TJK\", doctrine: \"{doctrine}\")], \
             sections: [(id: \"line\", between: (\"KGZ\", \"TJK\"), status: {status}, joint: true, {line})], \
             sites: [(id: \"a\", kind: post, state: \"KGZ\", at: ({}), staff: 30, hotline: [\"b\"]), \
                (id: \"b\", kind: post, state: \"TJK\", at: ({}), staff: 30), \
                (id: \"near\", kind: junction, at: ({})), (id: \"gate\", kind: junction, at: ({})), \
                (id: \"ail\", kind: village, state: \"KGZ\", at: ({})), \
                (id: \"qishloq\", kind: village, state: \"TJK\", at: ({})), \
                (id: \"jailoo\", kind: pasture, state: \"KGZ\", at: ({})), \
                (id: \"bogh\", kind: pasture, state: \"TJK\", at: ({}))], \
             legs: [(from: \"a\", to: \"gate\", surface: road), (from: \"b\", to: \"gate\", surface: road), \
                (from: \"a\", to: \"ail\", surface: road), (from: \"b\", to: \"qishloq\", surface: road), \
                (from: \"ail\", to: \"jailoo\", surface: track), \
                (from: \"qishloq\", to: \"bogh\", surface: track), \
                (from: \"a\", to: \"jailoo\", surface: track), (from: \"b\", to: \"bogh\", surface: track)], \
             units: [(id: \"k\", state: \"KGZ\", home: \"a\", size: 4), \
                (id: \"t\", state: \"TJK\", home: \"b\", size: 6), \
                (id: \"t2\", state: \"TJK\", home: \"b\", size: 6)], \
             civilians: [(id: \"herd-k\", kind: herder, state: \"KGZ\", home: \"ail\", work: \"jailoo\", people: 2, herd: 200), \
                (id: \"herd-t\", kind: herder, state: \"TJK\", home: \"qishloq\", work: \"bogh\", people: 2, herd: 200)], \
             {more})",
            place(0.0, 5000.0),
            place(0.0, -3000.0),
            place(0.0, 5100.0),
            place(0.0, 0.0),
            place(3000.0, 6000.0),
            place(3000.0, -5000.0),
            place(2500.0, 1200.0),
            place(2500.0, -1200.0),
        ),
        &[],
        |_| {},
    )
}

fn happens(kind: &str, at: &str, rest: &str) -> String {
    format!("incidents: [(id: \"x\", kind: {kind}, at: \"{at}\", times: [\"3h\"]{rest})]")
}

fn of<'j>(journal: &'j Journal, kind: &str) -> Vec<&'j Entry> {
    journal
        .entries
        .iter()
        .filter(|e| e.event.kind() == kind)
        .collect()
}

/// Means over seeds of something, for the four doctrines from `isolated` to `ideal`.
fn span(status: &str, more: &str, of: fn(&Outcomes) -> f64) -> Vec<(f64, f64)> {
    ["isolated", "notify", "joint", "ideal"]
        .iter()
        .map(|doctrine| {
            let exercise = border(status, doctrine, more);
            let all = over_seeds(0..60, |seed| of(&outcomes(&exercise.run(seed))));
            mean_ci(&all)
        })
        .collect()
}

/// Each is at least the one before it, within the intervals.
fn rises(span: &[(f64, f64)], what: &str) {
    println!("{what}: {span:?}");
    for pair in span.windows(2) {
        assert!(
            pair[1].0 + pair[1].1 >= pair[0].0 - pair[0].1,
            "{what}: {span:?}"
        );
    }
    assert!(
        span[3].0 > span[0].0 + span[0].1,
        "{what} says nothing: {span:?}"
    );
}

/// M/D/1: λ = 15 an hour, 2 min each, one officer: ρ = 0.5, and the mean wait ρ/(2µ(1 − ρ)) is a
/// minute. With two officers (M/D/2) it is far less.
#[test]
fn a_duty_officers_queue_agrees_with_the_theory() {
    let wait = |officers: u32, spread: f64| {
        let more = "incidents: [(id: \"x\", kind: injured_person, at: \"near\", per_day: 360)]";
        let mut exercise = border("delimited", "isolated", more);
        let s = &mut exercise.loaded.inputs.scenario;
        let post = s.sites.iter_mut().find(|x| x.id.value == *"a");
        post.expect("it is there").officers.0 = officers;
        for doctrine in exercise.loaded.inputs.doctrines.values_mut() {
            doctrine.own.handling_spread.0 = spread;
            doctrine.own.task.chance.0 = 0.0;
        }
        let exercise = exercise.lowered();
        let waits: Vec<f64> = over_seeds(0..40, |seed| {
            let journal = exercise.run(seed);
            let began: std::collections::BTreeMap<String, i64> = of(&journal, "incident_began")
                .iter()
                .map(|e| (e.subject.to_string(), e.at.0))
                .collect();
            of(&journal, "incident_known")
                .iter()
                .filter(|e| e.at.0 > 2 * 3_600_000)
                .map(|e| (e.at.0 - began[e.subject.as_str()]) as f64 / 60_000.0)
                .collect::<Vec<_>>()
        })
        .into_iter()
        .flatten()
        .collect();
        mean_ci(&waits)
    };
    let (one, ci) = wait(1, 0.0);
    println!("M/D/1: in the system {one} ± {ci} min, theory 3");
    assert!((one - 3.0).abs() < 0.12, "wait and handling: {one} ± {ci}");
    // Pollaczek-Khinchine with a log-normal of the same median.
    let sigma: f64 = 0.5;
    let (mean, second) = (
        2.0 * (sigma * sigma / 2.0).exp(),
        4.0 * (2.0 * sigma * sigma).exp(),
    );
    let lambda = 0.25;
    let theory = mean + lambda * second / (2.0 * (1.0 - lambda * mean));
    let (general, ci) = wait(1, sigma);
    println!("M/G/1: {general} ± {ci} min, theory {theory}");
    assert!(
        (general / theory - 1.0).abs() < 0.06,
        "{general} ± {ci}, theory {theory}"
    );
    assert!(wait(2, 0.0).0 < 2.25);
}

/// A victim is found at a uniform share of the search, and holds out for an exponential time: with
/// n searchers from T on, the share saved is exp(-T/m) (1 - exp(-W/nm)) / (W/nm).
#[test]
fn a_search_saves_as_many_as_theory_says() {
    let exercise = border(
        "delimited",
        "isolated",
        &happens("avalanche", "jailoo", ", people: 20"),
    );
    let (mut saved, mut expected, mut n) = (0.0, 0.0, 0.0);
    for (found, theory) in over_seeds(0..300, |seed| {
        let journal = exercise.run(seed);
        let began = of(&journal, "incident_began")[0].at.0 as f64 / 60_000.0;
        let arrived: Vec<f64> = of(&journal, "assistance_arrived")
            .iter()
            .map(|e| e.at.0 as f64 / 60_000.0 - began)
            .collect();
        let [t] = arrived[..] else { return (0.0, 0.0) };
        let load = 600.0 / 4.0 / 90.0;
        let theory = (-t / 90.0).exp() * (1.0 - f64::exp(-load)) / load;
        (f64::from(outcomes(&journal).people_saved), 20.0 * theory)
    }) {
        if theory > 0.0 {
            saved += found;
            expected += theory;
            n += 20.0;
        }
    }
    let (share, p) = (saved / n, expected / n);
    println!("saved {share:.4} of {n}, theory {p:.4}");
    assert!(n > 4000.0);
    assert!(
        (share - p).abs() < 4.0 * (p * (1.0 - p) / n).sqrt(),
        "{share} {p}"
    );
}

/// The line to cut grows by g and shrinks by the hands there: it is cut after w(t)/(r - g).
#[test]
fn a_fire_is_out_when_the_line_is_cut() {
    let exercise = border("delimited", "ideal", &happens("wildfire", "bogh", ""));
    let journal = exercise.run(1);
    let began = of(&journal, "incident_began")[0].at.0 as f64 / 3.6e6;
    let mut arrivals: Vec<(f64, f64)> = of(&journal, "assistance_arrived")
        .iter()
        .map(|e| match &e.event {
            Event::AssistanceArrived(a) => (e.at.0 as f64 / 3.6e6, f64::from(a.size)),
            _ => unreachable!(),
        })
        .collect();
    arrivals.push((f64::INFINITY, 0.0));
    let (mut line, mut at, mut hands) = (14.0, began, 0.0);
    for (next, more) in arrivals {
        let out = if hands > 2.5 {
            at + line / (hands - 2.5)
        } else {
            f64::INFINITY
        };
        if out <= next {
            at = out;
            break;
        }
        line += (2.5 - hands) * (next - at);
        (at, hands) = (next, hands + more);
    }
    let ended = of(&journal, "incident_ended")[0].at.0 as f64 / 3.6e6;
    assert!((ended - at).abs() < 0.01, "{ended} h, by hand {at} h");
}

#[test]
fn what_one_side_knows_the_other_can_help_with() {
    let saved = |o: &Outcomes| f64::from(o.people_saved);
    let avalanche = happens("avalanche", "jailoo", ", people: 8");
    rises(
        &span("delimited", &avalanche, saved),
        "saved from an avalanche",
    );
    let hours = |o: &Outcomes| o.civilian_hours_planned - o.civilian_hours_lost;
    let fire = happens("wildfire", "jailoo", "");
    rises(&span("delimited", &fire, hours), "hours kept in a fire");
    let mud = happens("mudflow", "jailoo", ", people: 6");
    rises(&span("delimited", &mud, saved), "saved from a mudflow");
    let lost = happens("lost_person", "jailoo", ", people: 1");
    rises(
        &span("delimited", &lost, |o| -o.incident_minutes),
        "time to find who is lost",
    );
}

#[test]
fn representatives_settle_what_patrols_cannot() {
    let hours = |o: &Outcomes| o.civilian_hours_planned - o.civilian_hours_lost;
    for (kind, at, status) in [
        ("pasture_dispute", "jailoo", "undefined"),
        ("works", "bogh", "undefined"),
        ("shot_heard", "gate", "delimited"),
        ("strayed_herd", "bogh", "delimited"),
    ] {
        let more = happens(kind, at, ", herd: 100, state: Some(\"KGZ\")");
        rises(&span(status, &more, hours), kind);
    }
    let settled = |o: &Outcomes| o.incidents_resolved as f64;
    let air = happens("air_intrusion", "gate", ", state: Some(\"TJK\"), people: 0");
    rises(&span("undefined", &air, settled), "air intrusion");
    let lost = happens("inadvertent_crossing", "jailoo", ", state: Some(\"TJK\")");
    rises(&span("delimited", &lost, settled), "inadvertent crossing");
}

#[test]
fn a_dispute_runs_its_course_to_a_protocol() {
    let more = happens("pasture_dispute", "jailoo", "");
    let journal = border("undefined", "ideal", &more).run(1);
    for kind in [
        "incident_began",
        "incident_known",
        "superior_informed",
        "incident_told",
        "incident_received",
        "meeting_requested",
        "meeting_request_received",
        "meeting_answered",
        "assistance_sent",
        "assistance_arrived",
        "meeting_held",
        "incident_ended",
    ] {
        assert!(!of(&journal, kind).is_empty(), "no {kind}");
    }
    assert!(matches!(&of(&journal, "incident_ended")[0].event,
        Event::IncidentEnded(e) if e.outcome == *"settled" || e.outcome == *"calmed"));
    let alone = border("undefined", "isolated", &more).run(1);
    assert!(of(&alone, "incident_told").is_empty() && of(&alone, "meeting_requested").is_empty());
}

#[test]
fn a_mudflow_blocks_ways_until_it_is_cleared() {
    let journal = border(
        "delimited",
        "ideal",
        &happens("mudflow", "jailoo", ", people: 2"),
    )
    .run(1);
    let (shut, open) = (of(&journal, "way_closed"), of(&journal, "way_opened"));
    assert_eq!((shut.len(), open.len()), (2, 2));
    assert_eq!(open[0].at, of(&journal, "incident_ended")[0].at);
}

#[test]
fn an_inject_brings_an_incident_about() {
    let more = "incidents: [(id: \"x\", kind: wildfire, at: \"jailoo\")], \
        injects: [(id: \"i\", at: Time(\"2h\"), what: Incident(id: \"x\"))]";
    let journal = border("delimited", "joint", more).run(1);
    let began = of(&journal, "incident_began");
    let given = of(&journal, "inject_given");
    assert_eq!((began.len(), began[0].cause), (1, Some(given[0].seq)));
}

/// Masts at random places: a radio reaches its post when some chain of masts of its state does, by
/// trying all of them.
#[test]
fn relays_reach_what_brute_force_says() {
    let mut stream =
        joint_patrol::base::rng::Seed(11).stream(joint_patrol::base::rng::Purpose::Arrival, &[3]);
    for _ in 0..30 {
        let masts: Vec<(Pos, f64, bool)> = (0..9)
            .map(|i| {
                let pos = Pos::new(stream.range(-2e4, 2e4), stream.range(-2e4, 2e4));
                (pos, stream.range(0.0, 12.0), i < 6)
            })
            .collect();
        let sites: Vec<String> = masts
            .iter()
            .enumerate()
            .map(|(i, (pos, mast, own))| {
                let kind = if i == 0 { "post" } else { "relay" };
                let state = if *own { "KGZ" } else { "TJK" };
                let at = place(pos.x, pos.y);
                format!(
                    "(id: \"m{i}\", kind: {kind}, state: \"{state}\", at: ({at}), mast_m: {mast})"
                )
            })
            .collect();
        let reach = 0.35;
        let text = format!(
            "(format: 1, title: \"R\", start: \"2022-06-27T06:00:00+06:00\", duration: \"1h\", \
             origin: (lon: 72.0, lat: 40.0), radio_reach: {reach}, \
             states: [(id: \"KGZ\"), (id: \"TJK\")], sites: [{}])",
            sites.join(", ")
        );
        let exercise = crate::util::exercise(&text);
        let s = &exercise.scenario;
        let talk = Talk::new(s);
        let joined = |i: usize, j: usize| {
            let ((p, a, x), (q, b, y)) = (masts[i], masts[j]);
            x == y && p.distance(q) <= reach * horizon_m(a, b)
        };
        let mut with_post = [false; 9];
        with_post[0] = true;
        for _ in 0..9 {
            for i in 0..9 {
                for j in 0..9 {
                    with_post[j] |= with_post[i] && joined(i, j);
                }
            }
        }
        let post = s.sites.iter().find(|(_, x)| x.name == *"m0").unwrap().0;
        for _ in 0..40 {
            let at = Pos::new(stream.range(-2e4, 2e4), stream.range(-2e4, 2e4));
            let brute = (0..6).any(|i| {
                with_post[i] && masts[i].0.distance(at) <= reach * horizon_m(1.5, masts[i].1)
            });
            assert_eq!(talk.reaches(s, at, 1.5, post), brute, "{at:?}");
        }
    }
}

#[test]
fn a_patrol_out_of_reach_of_any_mast_is_not_heard() {
    let more = "radio_reach: 0.05, patrols: [(id: \"p\", units: [\"k\"], route: [\"jailoo\"], \
        depart: [\"2h\"], halt: \"3h\")], incidents: [(id: \"x\", kind: injured_person, at: \"jailoo\", times: [\"4h\"])]";
    let journal = border("delimited", "joint", more).run(1);
    let failed = of(&journal, "attempt_failed");
    assert!(failed.iter().any(|e| matches!(&e.event,
        Event::AttemptFailed(a) if a.reason == *"out_of_reach")));
}

#[test]
fn calls_without_a_common_language_wait_for_the_interpreter() {
    let more = happens("wildfire", "ail", "");
    let delay = |languages: &'static str, interpreters: u32| {
        let mut exercise = border("delimited", "ideal", &more);
        for site in &mut exercise.loaded.inputs.scenario.sites {
            if site.id.value == *"b" {
                site.languages = vec![languages.into()];
                site.interpreters.0 = interpreters;
            }
        }
        let exercise = exercise.lowered();
        let all = over_seeds(0..40, |seed| {
            let journal = exercise.run(seed);
            let sent = of(&journal, "incident_told")[0].at.0;
            (of(&journal, "incident_received")[0].at.0 - sent) as f64 / 60_000.0
        });
        mean_ci(&all).0
    };
    let (plain, interpreted, alone) = (delay("ru", 1), delay("tg", 1), delay("tg", 0));
    assert!(
        (interpreted - plain - 2.0).abs() < 0.05,
        "{plain} {interpreted}"
    );
    assert!((alone / plain - 3.0).abs() < 0.05, "{plain} {alone}");
}
