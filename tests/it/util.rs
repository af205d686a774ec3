//! Small helps for tests: scenarios from text, runs, places in metres.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::{Duration, Instant};

use joint_patrol::base::geo::Pos;
use joint_patrol::base::plane::{LonLat, Plane};
use joint_patrol::io::load::{Loaded, Loader};
use joint_patrol::io::render;
use joint_patrol::journal::event::Event;
use joint_patrol::journal::{Entry, Journal};
use joint_patrol::scenario::Scenario;
use joint_patrol::sim::{self, Seeds};

/// A scenario that is ready to run.
pub struct Exercise {
    pub loaded: Loaded,
    pub scenario: Arc<Scenario>,
}

/// What a work gives that is done within so many seconds. Other tests and others on the machine may
/// be in its way, so that it has three tries.
pub fn soon<T>(seconds: u64, what: &str, mut work: impl FnMut() -> T) -> T {
    let mut took = Vec::new();
    while took.len() < 3 {
        let began = Instant::now();
        let result = work();
        took.push(began.elapsed());
        if took.iter().any(|t| *t < Duration::from_secs(seconds)) {
            return result;
        }
    }
    panic!("{what}: {took:?}, not {seconds} s")
}

/// A scenario from a text; panics with its faults.
pub fn exercise(text: &str) -> Exercise {
    with(text, &[], |_| {})
}

/// A scenario from a text, with doctrines chosen and anything else changed.
pub fn with(text: &str, doctrines: &[(&str, &str)], change: impl FnOnce(&mut Loaded)) -> Exercise {
    let mut loader = Loader::default();
    let doctrines: Vec<_> = doctrines
        .iter()
        .map(|(s, d)| ((*s).to_owned(), (*d).to_owned()))
        .collect();
    let loaded = loader.scenario_from("test.ron", text, &doctrines);
    let ready = loaded.and_then(|mut loaded| {
        change(&mut loaded);
        let scenario = loaded.inputs.lower(&mut loader.diags)?;
        Some(Exercise {
            loaded,
            scenario: Arc::new(scenario),
        })
    });
    ready.unwrap_or_else(|| panic!("{}", render::text(&loader.sources, &loader.diags, false)))
}

impl Exercise {
    pub fn run(&self, seed: u64) -> Journal {
        self.run_seeds(Seeds::both(seed))
    }

    pub fn run_seeds(&self, seeds: Seeds) -> Journal {
        let header = self.loaded.header(seeds.world, seeds.luck);
        sim::journal(&self.scenario, header, seeds, &[])
    }

    /// The same with all doctrines free of mistakes, so that nobody is sent after the targets.
    pub fn unmoved(mut self) -> Self {
        for doctrine in self.loaded.inputs.doctrines.values_mut() {
            doctrine.own.mistake.0 = 0.0;
        }
        self.lowered()
    }

    /// Lowers again after a change of the inputs.
    pub fn lowered(self) -> Self {
        let mut loader = Loader::default();
        let scenario = self
            .loaded
            .inputs
            .lower(&mut loader.diags)
            .expect("still sound");
        Self {
            scenario: Arc::new(scenario),
            ..self
        }
    }

    /// The same at another tick.
    pub fn at_tick(&self, seconds: i64) -> Self {
        let mut loaded = self.loaded.clone();
        loaded.inputs.scenario.tick.value.0 = seconds * 1000;
        Self {
            loaded,
            scenario: Arc::clone(&self.scenario),
        }
        .lowered()
    }
}

/// The text of a shipped scenario.
pub fn shipped(name: &str) -> String {
    let path = root().join("scenarios").join(name).join("scenario.ron");
    std::fs::read_to_string(path).expect("shipped scenarios are in the repository")
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Runs the program in a folder.
pub fn program(folder: &Path, args: &[&str]) -> Output {
    program_with(folder, args, &[])
}

/// Runs the program in a folder with some of the environment set.
pub fn program_with(folder: &Path, args: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_joint-patrol"))
        .args(args)
        .current_dir(folder)
        .envs(environment.iter().copied())
        .output()
        .expect("the program starts")
}

/// Standard error as text.
pub fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A place in metres as `lon: …, lat: …`, on the plane of a scenario whose only geometry lies
/// around (72, 40).
pub fn place(x: f64, y: f64) -> String {
    let origin = LonLat {
        lon: 72.0,
        lat: 40.0,
    };
    let p = Plane::new(origin).lonlat(Pos::new(x, y));
    format!("lon: {:.9}, lat: {:.9}", p.lon, p.lat)
}

/// The digest of a whole journal.
pub fn digest(journal: &Journal) -> String {
    journal
        .trailer
        .as_ref()
        .expect("the run came to its end")
        .digest
        .clone()
}

/// Entries that come from outside: what no doctrine, order or patrol may move.
pub fn exogenous(journal: &Journal) -> Vec<(i64, Event)> {
    let outside = |e: &&Entry| {
        matches!(
            e.event,
            Event::Arrival(_)
                | Event::WeatherChanged(_)
                | Event::LightChanged(_)
                | Event::WorkdayStarted(_)
        )
    };
    journal
        .entries
        .iter()
        .filter(outside)
        .map(|e| (e.at.0, e.event.clone()))
        .collect()
}

/// Mean and half width of the 95 % interval of the mean.
pub fn mean_ci(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let var = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    (mean, 1.96 * (var / n).sqrt())
}

/// Applies a function to many seeds on the processors there are, in order.
pub fn over_seeds<T: Send>(seeds: std::ops::Range<u64>, f: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let all: Vec<u64> = seeds.collect();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut done: Vec<(u64, T)> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|w| {
                let (all, f) = (&all, &f);
                scope.spawn(move || {
                    all.iter()
                        .skip(w)
                        .step_by(workers)
                        .map(|&s| (s, f(s)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        handles
            .into_iter()
            .flat_map(|h| h.join().expect("no run panics"))
            .collect()
    });
    done.sort_by_key(|(s, _)| *s);
    done.into_iter().map(|(_, t)| t).collect()
}

/// A value from a text in RON.
pub fn ron<T: joint_patrol::notation::decode::Decode>(text: &str) -> Option<T> {
    let mut sources = joint_patrol::base::diag::Sources::default();
    let file = sources.add("text.ron".to_owned(), text.to_owned());
    let mut faults = joint_patrol::base::diag::Diagnostics::default();
    joint_patrol::notation::syntax::read(&sources, file, &mut faults)
}

/// A scenario by day with one state, to which a test adds what it is about.
pub fn scene(duration: &str, rest: &str) -> String {
    format!(
        "(format: 1, title: \"Theory\", start: \"2022-06-27T06:00:00+06:00\", \
         duration: \"{duration}\", origin: (lon: 72.0, lat: 40.0), light: day, \
         states: [(id: \"KGZ\", doctrine: \"isolated\")], {rest})"
    )
}

/// Whether a share agrees with a probability within four standard errors.
pub fn agrees(hits: usize, n: usize, p: f64, what: &str) {
    let share = hits as f64 / n as f64;
    let error = (p * (1.0 - p) / n as f64).sqrt();
    println!("{what}: {share:.5} of {n}, theory {p:.5}, standard error {error:.5}");
    assert!(n > 1000, "{what}: only {n} cases");
    assert!(
        (share - p).abs() < 4.0 * error,
        "{what}: {share} is not {p} ± {error}"
    );
}
