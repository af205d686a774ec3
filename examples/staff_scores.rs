//! Do the scores tell staffs apart? Runs scenarios with the scripted staffs `do_nothing`,
//! `careless` and `good` in every seat, and prints the overall score with its 95 % interval, then
//! each metric's mean points.
//!
//!     cargo run --release --example staff_scores -- [SEEDS [SCENARIO...]]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use joint_patrol::io::load::Loader;
use joint_patrol::io::shipped;
use joint_patrol::score::Scorecard;
use joint_patrol::sim::Seeds;
use joint_patrol::sweep::{Exercise, stats};

const STAFFS: [&str; 3] = ["do_nothing", "careless", "good"];

fn main() {
    let mut args = std::env::args().skip(1);
    let seeds: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(100);
    let mut names: Vec<String> = args.collect();
    if names.is_empty() {
        names = shipped::scenarios();
    }
    for name in names {
        println!("{name}, {seeds} seeds");
        for staff in STAFFS {
            let cards = cards(&name, staff, seeds);
            let scores: Vec<f64> = cards.iter().filter_map(|c| c.overall.score).collect();
            let e = stats::mean(&scores).expect("scores");
            let (low, high) = (e.low.unwrap_or(e.value), e.high.unwrap_or(e.value));
            println!("  {staff:11} {:6.2} [{low:.2}, {high:.2}]", e.value);
            println!("              {}", points(&cards));
            println!("              {}", ratings(&cards));
        }
    }
}

fn points(cards: &[Scorecard]) -> String {
    let ids: Vec<&str> = cards[0].metrics.iter().map(|m| m.id).collect();
    let list: Vec<String> = (0..ids.len())
        .filter_map(|i| {
            let of: Vec<f64> = cards.iter().filter_map(|c| c.metrics[i].score).collect();
            let share = 100 * of.len() / cards.len();
            let mean = stats::mean(&of)?.value;
            Some(format!("{}:{mean:.0}({share}%)", ids[i]))
        })
        .collect();
    list.join(" ")
}

fn ratings(cards: &[Scorecard]) -> String {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for card in cards {
        for o in &card.objectives {
            *counts
                .entry((o.id.as_str(), o.rating.unwrap_or("-")))
                .or_default() += 1;
        }
    }
    let list: Vec<String> = counts
        .iter()
        .map(|((o, r), n)| format!("{o}:{r}{n}"))
        .collect();
    list.join(" ")
}

fn cards(name: &str, staff: &str, seeds: u64) -> Vec<Scorecard> {
    let mut loader = Loader::default();
    let plain = loader.scenario(Path::new(name), &[]).expect("a scenario");
    let states = &plain.inputs.scenario.states;
    let all: Vec<(String, String)> = states
        .iter()
        .map(|s| (s.id.to_string(), format!("staffs/{staff}.ron")))
        .collect();
    let loaded = loader.scenario(Path::new(name), &all).expect("sound");
    let scenario = loaded.inputs.lower(&mut loader.diags).expect("sound");
    let exercise = Exercise {
        header: loaded.header(0, 0),
        scenario: Arc::new(scenario),
        orders: Vec::new(),
        rules: Arc::new(loaded.rules),
        profile: Arc::new(loaded.profile),
    };
    let seeds: Vec<Seeds> = (1..=seeds).map(Seeds::both).collect();
    exercise.scored_all(&seeds).expect("rules hold")
}
