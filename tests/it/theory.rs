//! Theory as oracle: closed forms of search theory, from a scenario file through the public run to
//! the journal. Every scenario is run at three ticks and must give the same digest.

use std::collections::BTreeSet;

use joint_patrol::base::id::Name;
use joint_patrol::base::rng::{Purpose, Seed};
use joint_patrol::journal::Journal;
use joint_patrol::journal::event::Event;

use crate::util::{Exercise, agrees, digest, exercise, over_seeds, place, scene};

fn same_at_every_tick(exercise: &Exercise) {
    let base = digest(&exercise.run(1));
    for seconds in [10, 600] {
        assert_eq!(
            base,
            digest(&exercise.at_tick(seconds).run(1)),
            "tick of {seconds} s"
        );
    }
}

/// The share of groups found, of those that were through in time.
fn found(journal: &Journal) -> (usize, usize) {
    let through: BTreeSet<&Name> = journal
        .entries
        .iter()
        .filter_map(|e| match &e.event {
            Event::GroupArrived(g) => Some(&g.group),
            _ => None,
        })
        .collect();
    let detected: BTreeSet<&Name> = journal
        .entries
        .iter()
        .filter_map(|e| match &e.event {
            Event::ContactDetected(c) if through.contains(&c.truth) => Some(&c.truth),
            _ => None,
        })
        .collect();
    (detected.len(), through.len())
}

fn barrier(r: f64, length: f64, u: f64, v: f64) -> Exercise {
    let half = length / 2.0;
    let deep = 1.5 * r;
    exercise(&scene(
        "240h",
        &format!(
            "sensors: [(id: \"disc\", law: definite, day_km: {r}, night_km: {r})], \
             sites: [\
                (id: \"west\", kind: post, state: \"KGZ\", at: ({})), \
                (id: \"east\", kind: junction, at: ({})), \
                (id: \"south\", kind: junction, at: ({})), \
                (id: \"north\", kind: junction, at: ({}))], \
             legs: [(from: \"west\", to: \"east\", surface: road)], \
             units: [(id: \"kgz-1\", state: \"KGZ\", size: 1, home: \"west\", sensors: [\"disc\"], \
                speed_kmh: {v})], \
             patrols: [(id: \"p\", units: [\"kgz-1\"], route: [\"west\", \"east\", \"west\"], \
                depart: [\"0s\"], halt: \"0s\", laps: 20000)], \
             arrivals: [(id: \"c\", kind: lawful_crossing, from: [\"south\"], to: [\"north\"], \
                per_day: 1500, front_km: {length}, speed_kmh: {u})]",
            place((r - half) * 1000.0, 0.0),
            place((half - r) * 1000.0, 0.0),
            place(0.0, -deep * 1000.0),
            place(0.0, deep * 1000.0),
        ),
    ))
    .unmoved()
}

/// B3: back-and-forth barrier patrol that turns at distance r from each end.
#[test]
fn barrier_patrol_agrees_with_b3() {
    let cases = [
        (0.5, 10.0, 3.0, 20.0, 0.577000),
        (1.0, 20.0, 4.0, 5.0, 0.158849),
        (1.0, 20.0, 4.0, 12.0, 0.301636),
        (0.5, 20.0, 2.0, 40.0, 0.75810),
    ];
    for (r, length, u, v, p) in cases {
        let exercise = barrier(r, length, u, v);
        let (hits, n) = found(&exercise.run(1));
        agrees(hits, n, p, &format!("B3 r={r} L={length} u={u} v={v}"));
        let s: f64 = (u * u + v * v).sqrt();
        let formula = 2.0 * r * s / (u * length)
            - r * r * v * (v / u - (v / u).atan()) / (u * length * (length - 2.0 * r));
        assert!((formula - p).abs() < 2e-5, "the formula gives {formula}");
    }
    same_at_every_tick(&barrier(1.0, 20.0, 4.0, 5.0));
}

fn fixed_post(
    law: &str,
    range: f64,
    rate_per_min: f64,
    front: f64,
    per_day: f64,
    hours: u32,
) -> Exercise {
    exercise(&scene(
        &format!("{hours}h"),
        &format!(
            "sensors: [(id: \"s\", law: {law}, day_km: {range}, night_km: {range}, \
                rate_per_min: {rate_per_min})], \
             sites: [\
                (id: \"op\", kind: post, state: \"KGZ\", at: ({}), sensors: [\"s\"]), \
                (id: \"south\", kind: junction, at: ({})), \
                (id: \"north\", kind: junction, at: ({}))], \
             arrivals: [(id: \"c\", kind: lawful_crossing, from: [\"south\"], to: [\"north\"], \
                per_day: {per_day}, front_km: {front}, speed_kmh: 4)]",
            place(0.0, 0.0),
            place(0.0, -1.2 * range * 1000.0),
            place(0.0, 1.2 * range * 1000.0),
        ),
    ))
    .unmoved()
}

/// B5: a fixed post with a constant rate within a disc; the sweep width is 3.49821 km.
#[test]
fn fixed_post_agrees_with_b5() {
    let exercise = fixed_post("constant", 2.0, 3.0 / 60.0, 10.0, 2000.0, 240);
    let (hits, n) = found(&exercise.run(2));
    agrees(hits, n, 0.349821, "B5");
    same_at_every_tick(&fixed_post("constant", 2.0, 3.0 / 60.0, 10.0, 500.0, 24));
}

/// F4: the inverse cube law has the sweep width 2·√(π·m), here cut off at the range.
#[test]
fn inverse_cube_agrees_with_its_integral() {
    let (range, rate) = (4.0_f64, 0.01_f64);
    let k = rate * 60.0 * (range / 2.0).powi(3); // km³ an hour
    let steps = 200_000;
    let width: f64 = (0..steps)
        .map(|i| {
            let x = range * (f64::from(i) + 0.5) / f64::from(steps);
            let half = (range * range - x * x).sqrt();
            let hazard = 2.0 * k / 4.0 * half / (x * x * range);
            2.0 * (1.0 - (-hazard).exp()) * range / f64::from(steps)
        })
        .sum();
    let exercise = fixed_post("inverse_cube", range, rate, 10.0, 2000.0, 240);
    let (hits, n) = found(&exercise.run(3));
    agrees(hits, n, width / 10.0, "F4");
}

/// F5: short tracks strewn at random over an area find 1 − exp(−C) of what rests there.
#[test]
fn random_search_agrees_with_f5() {
    let (big, small, reach, length) = (15_000.0, 8_000.0, 200.0, 3_000.0);
    let (tracks, targets) = (170, 250);
    let swept = 2.0 * reach * length + std::f64::consts::PI * reach * reach;
    let p = 1.0 - (1.0 - swept / (big * big)).powi(tracks);
    let shares = over_seeds(0..10, |seed| {
        let mut stream = Seed(seed).stream(Purpose::Group, &[99]);
        let (mut sites, mut legs, mut units, mut patrols, mut arrivals) = (
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        );
        for i in 0..tracks {
            let (x, y) = (big * (stream.unit() - 0.5), big * (stream.unit() - 0.5));
            let (sin, cos) = (std::f64::consts::TAU * stream.unit()).sin_cos();
            let (a, b) = (place(x, y), place(x + length * cos, y + length * sin));
            sites += &format!("(id: \"a{i}\", kind: post, state: \"KGZ\", at: ({a})),");
            sites += &format!("(id: \"b{i}\", kind: junction, at: ({b})),");
            legs += &format!("(from: \"a{i}\", to: \"b{i}\", surface: road),");
            units += &format!(
                "(id: \"u{i}\", state: \"KGZ\", size: 1, home: \"a{i}\", sensors: [\"disc\"], speed_kmh: 6),"
            );
            patrols += &format!(
                "(id: \"p{i}\", units: [\"u{i}\"], route: [\"a{i}\", \"b{i}\"], depart: [\"0s\"]),"
            );
        }
        for i in 0..targets {
            let at = place(small * (stream.unit() - 0.5), small * (stream.unit() - 0.5));
            sites += &format!("(id: \"t{i}\", kind: junction, at: ({at})),");
            arrivals += &format!(
                "(id: \"g{i}\", kind: wildlife, from: [\"t{i}\"], to: [\"t{i}\"], at: [\"0s\"], stay: \"31min\"),"
            );
        }
        let text = scene(
            "32min",
            &format!(
                "sensors: [(id: \"disc\", law: definite, day_km: 0.2, night_km: 0.2)], \
                 sites: [{sites}], legs: [{legs}], units: [{units}], patrols: [{patrols}], \
                 arrivals: [{arrivals}]"
            ),
        );
        let exercise = exercise(&text).unmoved();
        if seed == 0 {
            same_at_every_tick(&exercise);
        }
        let (hits, n) = found(&exercise.run(1));
        hits as f64 / n as f64
    });
    let (mean, ci) = crate::util::mean_ci(&shares);
    println!("F5: {mean:.4} ± {ci:.4}, theory {p:.4}");
    assert!(
        (mean - p).abs() < 2.0 * ci.max(0.01),
        "F5: {mean} ± {ci} is not {p}"
    );
}

/// T4: the mean wait until the next visit at offset x of a back-and-forth patrol.
#[test]
fn revisit_times_agree_with_t4() {
    let (length, v) = (12.0, 4.0);
    let text = scene(
        "2400h",
        &format!(
            "sites: [(id: \"west\", kind: post, state: \"KGZ\", at: ({})), \
                (id: \"east\", kind: junction, at: ({}))], \
             legs: [(from: \"west\", to: \"east\", surface: road)], \
             units: [(id: \"kgz-1\", state: \"KGZ\", home: \"west\", sensors: [], speed_kmh: {v})], \
             patrols: [(id: \"p\", units: [\"kgz-1\"], route: [\"west\", \"east\", \"west\"], \
                depart: [\"0s\"], halt: \"0s\", laps: 1000)]",
            place(0.0, 0.0),
            place(length * 1000.0, 0.0),
        ),
    );
    let text = text.replace("\"2400h\"", "\"1200h\"");
    let exercise = exercise(&text);
    let journal = exercise.run(1);
    let path = journal
        .entries
        .iter()
        .find_map(|e| match &e.event {
            Event::Motion(m) if m.path.len() > 10 => Some(m.path.clone()),
            _ => None,
        })
        .expect("the patrol moves");
    let end = exercise.scenario.end().0 as f64;
    for x in [0.0, 3.0, 6.0, 10.0] {
        let mut visits: Vec<f64> = Vec::new();
        for w in path.windows(2) {
            let (a, b) = (w[0].1 / 1000.0, w[1].1 / 1000.0);
            let f = (x - a) / (b - a);
            if (0.0..1.0).contains(&f) {
                visits.push(w[0].0.0 as f64 + f * (w[1].0.0 - w[0].0.0) as f64);
            }
        }
        visits.retain(|t| *t < end);
        let gaps: Vec<f64> = visits
            .windows(2)
            .map(|w| (w[1] - w[0]) / 3_600_000.0)
            .collect();
        let whole: f64 = gaps.iter().sum();
        let mean: f64 = gaps.iter().map(|g| g * g / 2.0).sum::<f64>() / whole;
        let theory = (x * x + (length - x) * (length - x)) / (length * v);
        assert!(
            (mean - theory).abs() < 0.02,
            "x={x}: {mean} is not {theory}"
        );
    }
    same_at_every_tick(&exercise);
}

/// T7: thinned Poisson arrivals. λ = 0.2 an hour, P = 0.6, 24 h: mean 2.88, P(0) = 0.056135.
#[test]
fn thinned_arrivals_agree_with_t7() {
    let exercise = fixed_post("definite", 1.0, 1.0, 2.0 / 0.6, 4.8, 26);
    let counts = over_seeds(0..4000, |seed| {
        let journal = exercise.run(seed);
        let early: BTreeSet<&Name> = journal
            .entries
            .iter()
            .filter_map(|e| match &e.event {
                Event::Arrival(a) if e.at.0 < 24 * 3_600_000 => Some(&a.group),
                _ => None,
            })
            .collect();
        let hits: BTreeSet<&Name> = journal
            .entries
            .iter()
            .filter_map(|e| match &e.event {
                Event::ContactDetected(c) if early.contains(&c.truth) => Some(&c.truth),
                _ => None,
            })
            .collect();
        hits.len() as f64
    });
    let (mean, ci) = crate::util::mean_ci(&counts);
    assert!((mean - 2.88).abs() < 2.0 * ci, "mean {mean} ± {ci}");
    let none = counts.iter().filter(|c| **c == 0.0).count();
    agrees(none, counts.len(), 0.056135, "T7 P(0)");
    same_at_every_tick(&exercise);
}

/// T8: two units reach a rendezvous evenly within 30 min, each waits 10 min: 0.555556.
#[test]
fn rendezvous_agree_with_t8() {
    let depart: Vec<String> = (0..100).map(|i| format!("\"{}h\"", 6 * i)).collect();
    let text = format!(
        "(format: 1, title: \"T8\", start: \"2022-06-27T06:00:00+06:00\", duration: \"600h\", \
         origin: (lon: 72.0, lat: 40.0), light: day, \
         states: [(id: \"KGZ\", doctrine: \"joint\"), (id: \"TJK\", doctrine: \"joint\")], \
         sites: [(id: \"a\", kind: post, state: \"KGZ\", at: ({}), hotline: [\"b\"]), \
            (id: \"b\", kind: post, state: \"TJK\", at: ({})), (id: \"m\", kind: ford, at: ({}))], \
         legs: [(from: \"a\", to: \"m\", surface: road), (from: \"b\", to: \"m\", surface: road)], \
         units: [(id: \"kgz-1\", state: \"KGZ\", home: \"a\", sensors: [], speed_kmh: 4), \
            (id: \"tjk-1\", state: \"TJK\", home: \"b\", sensors: [], speed_kmh: 4)], \
         patrols: [(id: \"jp\", form: parallel, units: [\"kgz-1\", \"tjk-1\"], \
            route: [\"a\", \"m\", \"a\"], depart: [{}], late: \"30min\", \
            meet: (at: \"m\", window: \"10min\"))])",
        place(0.0, 1000.0),
        place(0.0, -1000.0),
        place(0.0, 0.0),
        depart.join(", ")
    );
    let mut exercise = exercise(&text);
    for doctrine in exercise.loaded.inputs.doctrines.values_mut() {
        doctrine.border.meet.0 = 1.0;
    }
    let exercise = exercise.lowered();
    let met: usize = over_seeds(0..60, |seed| {
        let journal = exercise.run(seed);
        journal
            .entries
            .iter()
            .filter(|e| matches!(e.event, Event::RendezvousMet(_)))
            .count()
    })
    .into_iter()
    .sum();
    agrees(met, 6000, 0.555556, "T8");
    same_at_every_tick(&exercise);
}

/// T9: attempts that succeed with q = 0.7, a minute apart: 0.9919 within 3 min, mean 25.71 s.
#[test]
fn radio_agrees_with_t9() {
    let text = scene(
        "240h",
        &format!(
            "channels: [(id: radio, success: 0.7, retry: \"60s\", attempts: 100)], \
             sensors: [(id: \"disc\", law: definite, day_km: 1, night_km: 1)], \
             sites: [(id: \"post\", kind: post, state: \"KGZ\", at: ({})), \
                (id: \"hill\", kind: junction, at: ({})), \
                (id: \"south\", kind: junction, at: ({})), (id: \"north\", kind: junction, at: ({}))], \
             legs: [(from: \"post\", to: \"hill\", surface: road)], \
             units: [(id: \"kgz-1\", state: \"KGZ\", home: \"post\", sensors: [\"disc\"])], \
             patrols: [(id: \"p\", units: [\"kgz-1\"], route: [\"hill\"], depart: [\"0s\"], halt: \"300h\")], \
             arrivals: [(id: \"c\", kind: lawful_crossing, from: [\"south\"], to: [\"north\"], \
                per_day: 800, front_km: 1.5, speed_kmh: 4)]",
            place(-5000.0, 0.0),
            place(0.0, 0.0),
            place(0.0, -2000.0),
            place(0.0, 2000.0),
        ),
    );
    let exercise = exercise(&text).unmoved();
    let journal = exercise.run(5);
    let delays: Vec<f64> = journal
        .entries
        .iter()
        .filter_map(|e| match &e.event {
            Event::ReportSent(r) => Some(r.delay_ms.0 as f64 / 1000.0),
            _ => None,
        })
        .collect();
    let quick = delays.iter().filter(|d| **d <= 180.0).count();
    agrees(quick, delays.len(), 0.9919, "T9 within 3 min");
    let (mean, ci) = crate::util::mean_ci(&delays);
    assert!((mean - 25.714).abs() < 2.0 * ci, "T9 mean {mean} ± {ci}");
    same_at_every_tick(&exercise);
}
