//! What is co-operation worth in a scenario? Runs it under `isolated` and under `joint` on the same
//! seeds, with notifications delayed by 0, 10, 30 and 120 minutes, and prints the paired gain in
//! unlawful groups dealt with, with its 95 % interval.
//!
//!     cargo run --release --example cooperation_gain -- SCENARIO [SEEDS [FIRST]]
//!     cargo run --release --example cooperation_gain -- four_services 200

use std::path::Path;
use std::sync::Arc;

use joint_patrol::base::diag::Diagnostics;
use joint_patrol::io::load::{Loaded, Loader};
use joint_patrol::score::outcomes::outcomes;
use joint_patrol::sim::{self, Seeds};

fn main() {
    let mut args = std::env::args().skip(1);
    let name = args.next().unwrap_or_else(|| "four_services".to_owned());
    let seeds: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(200);
    let first: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let alone = handled(&load(&name, "isolated", None), first, seeds);
    println!(
        "isolated: {:.2} dealt with",
        alone.iter().sum::<f64>() / seeds as f64
    );
    for (label, doctrine, delay) in [
        ("notify", "notify", None),
        ("joint", "joint", None),
        ("ideal", "ideal", None),
        ("joint, told after 0 min", "joint", Some(0)),
        ("joint, told after 10 min", "joint", Some(10)),
        ("joint, told after 30 min", "joint", Some(30)),
        ("joint, told after 120 min", "joint", Some(120)),
    ] {
        let with = handled(&load(&name, doctrine, delay), first, seeds);
        let gain: Vec<f64> = with.iter().zip(&alone).map(|(a, b)| a - b).collect();
        let n = gain.len() as f64;
        let mean = gain.iter().sum::<f64>() / n;
        let var = gain.iter().map(|g| (g - mean) * (g - mean)).sum::<f64>() / (n - 1.0);
        println!("{label}: {mean:+.2} ± {:.2}", 1.96 * (var / n).sqrt());
    }
}

fn load(name: &str, doctrine: &str, delay_min: Option<i64>) -> Loaded {
    let mut loader = Loader::default();
    let plain = loader
        .scenario(Path::new(name), &[])
        .expect("a sound scenario");
    let all: Vec<(String, String)> = plain
        .inputs
        .scenario
        .states
        .iter()
        .map(|s| (s.id.to_string(), doctrine.to_owned()))
        .collect();
    let mut loaded = loader
        .scenario(Path::new(name), &all)
        .expect("a sound scenario");
    if let Some(minutes) = delay_min {
        for doctrine in loaded.inputs.doctrines.values_mut() {
            doctrine.border.notify.after.0 = minutes * 60_000;
            doctrine.border.notify.spread.0 = 0.0;
        }
    }
    loaded
}

fn handled(loaded: &Loaded, first: u64, seeds: u64) -> Vec<f64> {
    let scenario = Arc::new(
        loaded
            .inputs
            .lower(&mut Diagnostics::default())
            .expect("a sound scenario"),
    );
    let run = |seed: u64| {
        let header = loaded.header(seed, seed);
        outcomes(&sim::journal(&scenario, header, Seeds::both(seed), &[])).handled as f64
    };
    let (half, end) = (first + seeds / 2, first + seeds);
    std::thread::scope(|scope| {
        let lower = scope.spawn(|| (first..half).map(run).collect::<Vec<_>>());
        let rest: Vec<f64> = (half..end).map(run).collect();
        let mut all = lower.join().expect("no run panics");
        all.extend(rest);
        all
    })
}
