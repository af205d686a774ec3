//! A whole run of `four_services`: the simulation alone, and with journal and digest.
//!
//!     cargo bench --bench run

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use joint_patrol::base::diag::Diagnostics;
use joint_patrol::io::load::Loader;
use joint_patrol::sim::{self, Seeds};

const SEEDS: std::ops::Range<u64> = 1..41;
const ROUNDS: usize = 5;

fn main() {
    let mut loader = Loader::default();
    let loaded = loader
        .scenario(Path::new("four_services"), &[])
        .expect("it is shipped");
    let scenario = Arc::new(
        loaded
            .inputs
            .lower(&mut Diagnostics::default())
            .expect("it is sound"),
    );
    let mut entries = 0;
    let alone = times(|seed| {
        entries = 0;
        sim::run(&scenario, Seeds::both(seed), &[], |new, _| {
            entries += new.len()
        })
    });
    let header = loaded.header(0, 0);
    let whole = times(|seed| {
        let header = header.with_seeds(seed, seed);
        let journal = sim::journal(&scenario, header, Seeds::both(seed), &[]);
        assert!(journal.trailer.is_some());
        journal
    });
    for (what, times) in [("simulated", alone), ("with journal and digest", whole)] {
        println!(
            "four_services {what}: {:.1} ms, {:.1} ms in the quickest of {ROUNDS} rounds",
            times.median, times.quickest
        );
    }
    println!(
        "(medians of {} seeds; about {entries} entries a run)",
        SEEDS.end - SEEDS.start
    );
}

/// Times over the seeds, in milliseconds.
struct Times {
    /// The median of all seeds and rounds.
    median: f64,
    /// The median over the seeds of the quickest of the rounds: nearer to what a run takes that
    /// nobody else on the machine disturbs.
    quickest: f64,
}

/// Every seed once in each round, so that a neighbour who takes half of the machine for some
/// seconds does not take it from all the rounds of a seed.
fn times<T>(mut f: impl FnMut(u64) -> T) -> Times {
    f(SEEDS.start);
    let mut all = Vec::new();
    let mut quickest = vec![f64::INFINITY; SEEDS.count()];
    for _ in 0..ROUNDS {
        for (seed, least) in SEEDS.zip(&mut quickest) {
            let start = Instant::now();
            let made = f(seed);
            let ms = start.elapsed().as_secs_f64() * 1000.0;
            *least = least.min(ms);
            all.push(ms);
            drop(made); // to take apart what a run gives is not a part of it
        }
    }
    Times {
        median: median(all),
        quickest: median(quickest),
    }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
