//! Scores tell staffs apart, never reward doing nothing, and cannot be gained by one trick.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use joint_patrol::base::time::{SimDuration, SimTime};
use joint_patrol::io::load::{Loaded, Loader};
use joint_patrol::io::shipped;
use joint_patrol::notation::kinds::Real;
use joint_patrol::score::Scorecard;
use joint_patrol::score::card::Metric;
use joint_patrol::sim::Seeds;
use joint_patrol::sweep::{Exercise, stats};

/// Scorecards of an exercise with a scripted staff in every seat, changed somehow.
fn cards(name: &str, staff: &str, seeds: u64, change: impl Fn(&mut Loaded)) -> Vec<Scorecard> {
    let mut loader = Loader::default();
    let plain = loader.scenario(Path::new(name), &[]).expect("a scenario");
    let seats: Vec<(String, String)> = plain
        .inputs
        .scenario
        .states
        .iter()
        .map(|s| (s.id.to_string(), format!("staffs/{staff}.ron")))
        .collect();
    let mut loaded = loader.scenario(Path::new(name), &seats).expect("sound");
    change(&mut loaded);
    let scenario = loaded.inputs.lower(&mut loader.diags).expect("sound");
    let exercise = Exercise {
        header: loaded.header(0, 0),
        scenario: Arc::new(scenario),
        orders: Vec::new(),
        rules: Arc::new(loaded.rules),
        profile: Arc::new(loaded.profile),
    };
    let seeds: Vec<Seeds> = (1..=seeds).map(Seeds::both).collect();
    exercise.scored_all(&seeds).expect("the rules hold")
}

/// The overall scores; a run in which nothing was exercised has none.
fn overall(cards: &[Scorecard]) -> stats::Estimate {
    let scores: Vec<f64> = cards.iter().filter_map(|c| c.overall.score).collect();
    assert!(10 * scores.len() >= 9 * cards.len(), "most runs have one");
    stats::mean(&scores).expect("scores")
}

#[test]
fn scores_tell_staffs_apart_in_every_exercise() {
    for name in shipped::scenarios() {
        let mut before: Option<stats::Estimate> = None;
        for staff in ["do_nothing", "careless", "good"] {
            let cards = cards(&name, staff, 100, |_| {});
            let now = overall(&cards);
            if let Some(before) = before {
                assert!(
                    before.high < now.low,
                    "{name}: {staff} {now:?} after {before:?}"
                );
            }
            before = Some(now);
            if staff == "do_nothing" {
                for card in &cards {
                    for o in &card.objectives {
                        let exercised = o
                            .reasons
                            .iter()
                            .any(|r| r.to_string().contains("duties were done"));
                        if exercised {
                            assert_eq!(o.rating, Some("U"), "{name} {}: {:?}", o.id, o.reasons);
                        }
                    }
                }
            }
        }
    }
}

/// A trick must move the metric that it games to the better, and lose overall against the same
/// staff without the trick, on the same seeds.
fn loses(
    name: &str,
    gamed: &dyn Fn(&Scorecard) -> Metric,
    less_is_better: bool,
    trick: impl Fn(&mut Loaded),
) {
    let honest = cards(name, "good", 60, |_| {});
    let tricky = cards(name, "good", 60, trick);
    let mean = |cards: &[Scorecard]| {
        let of: Vec<f64> = cards.iter().filter_map(|c| gamed(c).value).collect();
        stats::mean(&of).expect("it is exercised").value
    };
    let (a, b) = (mean(&honest), mean(&tricky));
    let gained = if less_is_better { b < a } else { b > a };
    assert!(
        gained,
        "the trick does not even move what it games: {a} to {b}"
    );
    let scores = |cards: &[Scorecard]| -> Vec<f64> {
        cards
            .iter()
            .map(|c| c.overall.score.unwrap_or(0.0))
            .collect()
    };
    let p = stats::paired(&scores(&honest), &scores(&tricky)).expect("pairs");
    let high = p.difference.high.expect("an interval");
    assert!(high < 0.0, "{name}: {:?}", p.difference);
}

/// A metric of the whole exercise.
fn whole(id: &'static str) -> impl Fn(&Scorecard) -> Metric {
    move |card| {
        card.metrics
            .iter()
            .find(|m| m.id == id)
            .expect("it")
            .clone()
    }
}

#[test]
fn telling_of_everybody_loses_more_than_it_gains() {
    // Everybody is taken for a threat, so that no threat goes untold.
    loses("four_services", &whole("M1"), false, |loaded| {
        for doctrine in loaded.inputs.doctrines.values_mut() {
            doctrine.own.mistake = Real(1.0);
            doctrine.own.recognise = Real(1.0);
            doctrine.border.notify.chance = Real(1.0);
            doctrine.border.notify.after = SimDuration::ZERO;
        }
    });
}

#[test]
fn holding_every_citizen_loses_more_than_it_gains() {
    // Everybody is stopped, and kept: nobody unlawful walks on.
    loses("wrong_suspect", &whole("M13"), false, |loaded| {
        for doctrine in loaded.inputs.doctrines.values_mut() {
            doctrine.own.mistake = Real(1.0);
            doctrine.own.recognise = Real(1.0);
            doctrine.own.check = SimDuration::from_min(120);
        }
    });
}

#[test]
fn flooding_a_section_with_patrols_loses_more_than_it_gains() {
    // All that goes out goes out between two services, every hour; the rest stays unwatched.
    let flood = |loaded: &mut Loaded| {
        let file = &mut loaded.inputs.scenario;
        let hours = file.duration.0 / 3_600_000;
        let often: Vec<_> = (0..hours).map(|h| SimTime(h * 3_600_000).into()).collect();
        let state: BTreeMap<String, String> = file
            .units
            .iter()
            .map(|u| (u.id.to_string(), u.state.to_string()))
            .collect();
        file.patrols.retain(|p| {
            let mut of = p.units.iter().map(|u| state[u.as_str()].as_str());
            of.all(|state| matches!(state, "KGZ" | "TJK"))
        });
        for p in &mut file.patrols {
            p.depart.clone_from(&often);
        }
    };
    let there = |card: &Scorecard| card.pairs["KGZ-TJK"].both.metrics[2].clone();
    loses("four_services", &there, true, flood);
}

#[test]
fn never_leaving_the_post_loses_more_than_it_gains() {
    // Who does not go out meets nobody and hinders nobody.
    loses("four_services", &whole("M11"), false, |loaded| {
        for doctrine in loaded.inputs.doctrines.values_mut() {
            doctrine.own.send_patrol = Real(0.0);
            doctrine.own.task.chance = Real(0.0);
            doctrine.border.support.chance = Real(0.0);
        }
    });
}
