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
        });
    });
    let header = loaded.header(0, 0);
    let whole = times(|seed| {
        let header = header.with_seeds(seed, seed);
        let journal = sim::journal(&scenario, header, Seeds::both(seed), &[]);
        assert!(journal.trailer.is_some());
    });
    println!(
        "four_services: {:.1} ms simulated ({:.1} at least), {:.1} ms with journal and digest ({:.1})",
        alone.median, alone.least, whole.median, whole.least
    );
    println!(
        "(medians of {} seeds; about {entries} entries a run)",
        SEEDS.end - SEEDS.start
    );
}

/// Times over the seeds, in milliseconds.
struct Times {
    median: f64,
    /// The least tells what a machine with busy neighbours hides.
    least: f64,
}

fn times(mut f: impl FnMut(u64)) -> Times {
    f(SEEDS.start);
    let mut times: Vec<f64> = SEEDS
        .map(|seed| {
            let start = Instant::now();
            f(seed);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    Times {
        median: times[times.len() / 2],
        least: times[0],
    }
}
