//! Co-operation pays by mechanism only: no figure here comes from anything but messages that
//! arrived, meetings that were kept, and pursuits that were handed over.

use std::collections::BTreeMap;

use joint_patrol::journal::Journal;
use joint_patrol::journal::event::Event;
use joint_patrol::score::outcomes::outcomes;

use crate::util::{Exercise, digest, exogenous, mean_ci, over_seeds, shipped, with};

const STATES: [&str; 4] = ["KAZ", "KGZ", "TJK", "UZB"];

fn final_under(doctrine: &str) -> Exercise {
    let all: Vec<(&str, &str)> = STATES.iter().map(|s| (*s, doctrine)).collect();
    with(&shipped("four_services"), &all, |_| {})
}

fn handled(journal: &Journal) -> f64 {
    outcomes(journal).handled as f64
}

fn differences(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// Two hundred seeds, paired: the gain of `joint` over `isolated` excludes zero, and falls as the
/// notification is delayed by 0, 10, 30, 120 minutes.
#[test]
fn co_operation_pays_and_delay_costs() {
    const SEEDS: std::ops::Range<u64> = 0..200;
    let isolated = final_under("isolated");
    let alone = over_seeds(SEEDS, |seed| handled(&isolated.run(seed)));
    let joint = final_under("joint");
    let together = over_seeds(SEEDS, |seed| handled(&joint.run(seed)));
    let (gain, ci) = mean_ci(&differences(&together, &alone));
    let (base, _) = mean_ci(&alone);
    println!("joint - isolated: {gain:.2} ± {ci:.2} threats handled over {base:.2}");
    assert!(gain - ci > 0.0, "joint minus isolated is {gain} ± {ci}");
    let mut before = f64::INFINITY;
    for minutes in [0, 10, 30, 120] {
        let delayed = {
            let mut exercise = final_under("joint");
            for doctrine in exercise.loaded.inputs.doctrines.values_mut() {
                doctrine.border.notify.after.0 = minutes * 60_000;
                doctrine.border.notify.spread.0 = 0.0;
            }
            exercise.lowered()
        };
        let now = over_seeds(SEEDS, |seed| handled(&delayed.run(seed)));
        let (gain, ci) = mean_ci(&differences(&now, &alone));
        println!("notified after {minutes} min: gain {gain:.2} ± {ci:.2}");
        assert!(
            gain <= before,
            "a delay of {minutes} min gains {gain} after {before}"
        );
        before = gain;
    }
}

/// A doctrine answers after its own delay, however long: only orders are waited for no longer than
/// a limit.
#[test]
fn a_doctrine_takes_its_own_time() {
    for minutes in [59, 61, 120, 600] {
        let mut exercise = final_under("joint");
        for doctrine in exercise.loaded.inputs.doctrines.values_mut() {
            let border = &mut doctrine.border;
            for habit in [&mut border.notify, &mut border.tell_incident] {
                habit.after.0 = minutes * 60_000;
                habit.spread.0 = 0.0;
            }
        }
        let journal = exercise.lowered().run(7);
        let mut asked = BTreeMap::new();
        let mut answered = 0;
        for entry in &journal.entries {
            match &entry.event {
                Event::DecisionRequested(e)
                    if ["notify", "tell_incident"].contains(&e.decision.as_str()) =>
                {
                    asked.insert((e.seat.clone(), e.request.clone()), entry.at);
                }
                Event::DecisionMade(e) => {
                    if let Some(at) = asked.remove(&(e.seat.clone(), e.request.clone())) {
                        assert_eq!((entry.at - at).0, minutes * 60_000, "{}", e.request);
                        answered += 1;
                    }
                }
                _ => {}
            }
        }
        assert!(answered > 50, "{answered} answers after {minutes} min");
    }
}

/// Where no message across the border can arrive and nobody meets, co-operating is worth nothing.
#[test]
fn without_contact_the_gain_is_exactly_zero() {
    let cut = |doctrine: &str| {
        let all: Vec<(&str, &str)> = STATES.iter().map(|s| (*s, doctrine)).collect();
        let text = shipped("four_services");
        let start = text.find("    injects: [").expect("it has injects");
        let text = format!(
            "{}    injects: [(id: \"down\", at: Time(\"0s\"), what: Outage(channel: \"hotline\", for: \"96h\"))],\n)",
            &text[..start]
        );
        with(&text, &all, |loaded| {
            for patrol in &mut loaded.inputs.scenario.patrols {
                patrol.meet = None;
            }
        })
    };
    let (isolated, joint) = (cut("isolated"), cut("joint"));
    for seed in 0..40 {
        let (a, b) = (isolated.run(seed), joint.run(seed));
        assert_eq!(handled(&a), handled(&b), "seed {seed}");
        let (a, b) = (outcomes(&a), outcomes(&b));
        assert_eq!(
            (a.arrivals, a.detected, a.escaped),
            (b.arrivals, b.detected, b.escaped)
        );
        assert!(a.handled > 0 && a.notified == 0);
    }
}

/// `isolated`, `notify` and `joint` are equal in every own-side parameter.
#[test]
fn doctrines_differ_across_the_border_alone() {
    let of = |name: &str| final_under(name).loaded.inputs.doctrines["KGZ"].clone();
    let (isolated, notify, joint) = (of("isolated"), of("notify"), of("joint"));
    assert_eq!(isolated.own, notify.own);
    assert_eq!(isolated.own, joint.own);
    assert_ne!(isolated.border, notify.border);
    assert_ne!(notify.border, joint.border);
}

/// Renaming doctrines changes no entry.
#[test]
fn the_name_of_a_doctrine_means_nothing() {
    let plain = final_under("joint");
    let mut renamed = final_under("joint");
    for (i, (_, doctrine)) in renamed.loaded.inputs.doctrines.iter_mut().enumerate() {
        doctrine.id = format!("zx{}q", 7919 * (i + 3)).into();
        doctrine.title = "Lorem ipsum".to_owned();
    }
    for state in &mut renamed.loaded.inputs.scenario.states {
        state.doctrine.value = "qwertz".to_owned();
    }
    let renamed = renamed.lowered();
    for seed in [1, 2] {
        assert_eq!(digest(&plain.run(seed)), digest(&renamed.run(seed)));
    }
}

/// Arrivals, kinds, sizes, routes and weather do not move when doctrines or patrols do.
#[test]
fn what_comes_from_outside_stays() {
    let joint = final_under("joint");
    let isolated = final_under("isolated");
    let more = with(&shipped("four_services"), &[], |loaded| {
        let patrols = &mut loaded.inputs.scenario.patrols;
        let mut extra = patrols[12].clone();
        extra.id.value = "extra".into();
        for at in &mut extra.depart {
            at.value.0 += 3_600_000;
        }
        patrols.push(extra);
    });
    for seed in [3, 4] {
        let base = exogenous(&joint.run(seed));
        assert!(base.len() > 100);
        assert_eq!(base, exogenous(&isolated.run(seed)), "doctrines");
        assert_eq!(base, exogenous(&more.run(seed)), "an added patrol");
        let seeds = joint_patrol::sim::Seeds {
            world: seed,
            luck: 99,
        };
        let lucky = joint.run_seeds(seeds);
        assert_eq!(base, exogenous(&lucky), "other luck");
        assert_ne!(digest(&lucky), digest(&joint.run(seed)));
    }
}

/// The same in every exercise, between the doctrines that differ most.
#[test]
fn what_comes_from_outside_stays_in_every_exercise() {
    for name in joint_patrol::io::shipped::scenarios() {
        let text = shipped(&name);
        let plain = with(&text, &[], |_| {});
        let states = &plain.loaded.inputs.scenario.states;
        let under = |doctrine: &'static str| {
            let all: Vec<(&str, &str)> = states.iter().map(|s| (s.id.as_str(), doctrine)).collect();
            with(&text, &all, |_| {})
        };
        let (isolated, ideal) = (under("isolated"), under("ideal"));
        for seed in 3..23 {
            let (a, b) = (exogenous(&isolated.run(seed)), exogenous(&ideal.run(seed)));
            assert!(a == b, "{name}, seed {seed}");
        }
    }
}

/// A threat kind uses more than one route: above one bit where three are offered.
#[test]
fn routes_are_really_chosen_among() {
    let exercise = final_under("isolated");
    let chosen = over_seeds(0..200, |seed| {
        exercise
            .run(seed)
            .entries
            .iter()
            .filter_map(|e| match &e.event {
                Event::Arrival(a) if a.routes_offered == 3 => {
                    Some((a.threat_kind.clone(), a.route_number))
                }
                _ => None,
            })
            .collect::<Vec<_>>()
    });
    let mut counts = std::collections::BTreeMap::<_, [f64; 3]>::new();
    for (kind, route) in chosen.into_iter().flatten() {
        counts.entry(kind).or_default()[route as usize - 1] += 1.0;
    }
    assert_eq!(counts.len(), 6, "all six kinds arrive");
    for (kind, n) in counts {
        let whole: f64 = n.iter().sum();
        let bits: f64 = n
            .iter()
            .filter(|c| **c > 0.0)
            .map(|c| -c / whole * (c / whole).log2())
            .sum();
        assert!(bits > 1.0, "{kind}: {bits} bits from {n:?}");
    }
}

/// A message that nobody can receive is attempted, given up, and told late once the line is back.
#[test]
fn outages_are_excused_only_with_attempts() {
    let exercise = with(&shipped("first_patrol"), &[], |_| {});
    let attempts: usize = (0..30)
        .map(|seed| {
            let journal = exercise.run(seed);
            let out = |e: &&joint_patrol::journal::Entry| {
                matches!(&e.event, Event::AttemptFailed(a) if a.reason == *"outage")
            };
            journal.entries.iter().filter(out).count()
        })
        .sum();
    assert!(
        attempts > 0,
        "the outage of first_patrol stops some call in 30 seeds"
    );
}
