//! Random exercises: whatever a sound scenario holds, a run of it keeps what must always hold.
//!
//! `RANDOM_CASES=10000 cargo test --test it random` runs more of them, `RANDOM_SEED=7` others.

mod draft;
pub(crate) mod draw;
mod invariants;

use joint_patrol::io::load::Loader;
use joint_patrol::io::render;
use joint_patrol::score::card::score;
use joint_patrol::sim::Seeds;
use proptest::collection::vec;
use proptest::num::u16;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::util::{Exercise, digest};

/// A number from the environment.
fn number(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// The exercise of a text, or its faults.
fn exercise(text: &str) -> Result<Exercise, String> {
    let mut loader = Loader::default();
    let loaded = loader.scenario_from("random.ron", text, &[]);
    let lowered = loaded.and_then(|loaded| {
        let scenario = loaded.inputs.lower(&mut loader.diags)?;
        Some(Exercise {
            loaded,
            scenario: std::sync::Arc::new(scenario),
        })
    });
    lowered.ok_or_else(|| render::text(&loader.sources, &loader.diags, false))
}

/// One case: a scenario made of numbers, run and judged.
fn holds(numbers: &[u16]) -> Result<usize, TestCaseError> {
    let text = draft::scenario(numbers);
    let fail = |what: String| TestCaseError::fail(format!("{what}\n{text}"));
    let exercise = exercise(&text).map_err(fail)?;
    let seed = u64::from(numbers.first().copied().unwrap_or(0));
    let journal = exercise.run(seed);
    let faults = invariants::broken(&exercise, &journal);
    if !faults.is_empty() {
        return Err(fail(faults.join("\n")));
    }
    let loaded = &exercise.loaded;
    let judged = score(&journal, &exercise.scenario, &loaded.rules, &loaded.profile);
    judged.map_err(|e| fail(format!("{e:?}")))?;
    if seed % 8 == 0 {
        let again = exercise.at_tick(600).run_seeds(Seeds::both(seed));
        if digest(&again) != digest(&journal) {
            return Err(fail("another tick gives another journal".to_owned()));
        }
    }
    Ok(journal.entries.len())
}

#[test]
fn random_exercises_keep_what_must_always_hold() {
    let cases = number("RANDOM_CASES", 10_000) as u32;
    let workers = std::thread::available_parallelism().map_or(1, usize::from) as u32;
    let seed = number("RANDOM_SEED", 1) as u8;
    let entries: usize = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(move || run_cases(cases / workers, [seed, worker as u8])))
            .collect();
        handles
            .into_iter()
            .map(|h| h.join().expect("no run panics"))
            .sum()
    });
    println!("{cases} random exercises, {entries} entries");
    assert!(
        entries > 100 * cases as usize,
        "the exercises are nearly empty"
    );
}

fn run_cases(cases: u32, seed: [u8; 2]) -> usize {
    let mut bytes = [0; 32];
    bytes[..2].copy_from_slice(&seed);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..Config::default()
    };
    let entries = std::cell::Cell::new(0);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let outcome = runner.run(&vec(u16::ANY, 40..260), |numbers| {
        entries.set(entries.get() + holds(&numbers)?);
        Ok(())
    });
    if let Err(fault) = outcome {
        panic!("{fault}");
    }
    entries.get()
}
