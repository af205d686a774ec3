//! What does conduct make of an exercise? Runs scenarios under each shipped doctrine on the same
//! seeds and prints, with 95 % intervals, the unlawful groups dealt with and the hours of work
//! kept; then the rules that `joint` triggers, with the share of runs in which it does.
//!
//!     cargo run --release --example scenario_span -- [SEEDS [SCENARIO...]]
//!     cargo run --release --example scenario_span -- 100 couriers_at_dusk

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use joint_patrol::io::load::{Loaded, Loader};
use joint_patrol::io::shipped;
use joint_patrol::scenario::Scenario;
use joint_patrol::score::card::{Scorecard, score};
use joint_patrol::sim::{self, Seeds};

const DOCTRINES: [&str; 4] = ["isolated", "notify", "joint", "ideal"];

fn main() {
    let mut args = std::env::args().skip(1);
    let seeds: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(100);
    let mut names: Vec<String> = args.collect();
    if names.is_empty() {
        names = shipped::scenarios();
    }
    for name in names {
        span(&name, seeds);
    }
}

fn span(name: &str, seeds: u64) {
    println!("{name}, {seeds} seeds");
    let mut before: Option<[Vec<f64>; 2]> = None;
    let mut rules: BTreeMap<String, usize> = BTreeMap::new();
    for doctrine in DOCTRINES {
        let cards = cards(&load(name, doctrine), seeds);
        let of = |f: fn(&Scorecard) -> f64| cards.iter().map(f).collect::<Vec<f64>>();
        let now = [
            of(|c| c.outcomes.handled as f64),
            of(|c| {
                let o = &c.outcomes;
                o.civilian_hours_planned - o.civilian_hours_lost
            }),
        ];
        print!("  {doctrine:9}");
        for (i, what) in ["dealt with", "hours kept"].into_iter().enumerate() {
            let (mean, ci) = mean_ci(&now[i]);
            print!(" {what} {mean:7.2} ± {ci:.2}");
            if let Some(before) = &before {
                let more: Vec<f64> = now[i].iter().zip(&before[i]).map(|(a, b)| a - b).collect();
                let (gain, ci) = mean_ci(&more);
                let sign = if gain + ci < 0.0 { " LESS" } else { "" };
                print!(" ({gain:+.2} ± {ci:.2}{sign})");
            }
        }
        let arrivals = of(|c| c.outcomes.arrivals as f64);
        println!(" of {:.2} groups", mean_ci(&arrivals).0);
        before = Some(now);
        if doctrine == "joint" {
            let all = cards.iter().flat_map(|c| &c.rules);
            for rule in all.filter(|r| r.status == "exercised") {
                *rules.entry(rule.id.to_string()).or_default() += 1;
            }
        }
    }
    let share = |n: usize| 100.0 * n as f64 / seeds as f64;
    let list: Vec<String> = rules
        .iter()
        .map(|(id, n)| format!("{}:{:.0}", id.trim_start_matches("LOC-"), share(*n)))
        .collect();
    println!("  rules triggered, in % of runs: {}", list.join(" "));
}

fn load(name: &str, doctrine: &str) -> (Loaded, Arc<Scenario>) {
    let mut loader = Loader::default();
    let plain = loader
        .scenario(Path::new(name), &[])
        .expect("a sound scenario");
    let states = &plain.inputs.scenario.states;
    let all: Vec<(String, String)> = states
        .iter()
        .map(|s| (s.id.to_string(), doctrine.to_owned()))
        .collect();
    let loaded = loader
        .scenario(Path::new(name), &all)
        .expect("a sound scenario");
    let scenario = loaded
        .inputs
        .lower(&mut loader.diags)
        .expect("a sound scenario");
    (loaded, Arc::new(scenario))
}

fn cards((loaded, scenario): &(Loaded, Arc<Scenario>), seeds: u64) -> Vec<Scorecard> {
    let run = |seed: u64| {
        let journal = sim::journal(scenario, loaded.header(seed, seed), Seeds::both(seed), &[]);
        score(&journal, scenario, &loaded.rules, &loaded.profile).expect("rules that hold")
    };
    std::thread::scope(|scope| {
        let lower = scope.spawn(|| (1..=seeds / 2).map(run).collect::<Vec<_>>());
        let rest: Vec<Scorecard> = (seeds / 2 + 1..=seeds).map(run).collect();
        let mut all = lower.join().expect("no run panics");
        all.extend(rest);
        all
    })
}

fn mean_ci(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let var = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    (mean, 1.96 * (var / n).sqrt())
}
