//! Moving and detecting at 100 to 100,000 units: the contact windows of the simulator, in a Bevy
//! schedule, beside a hand-written loop over arrays that reads the same input.
//!
//!     cargo bench --bench scale [-- UNITS...]
//!
//! The input is the patrol reference model without its answers: on a straight line each patrol
//! walks to and fro on a stretch of 2,520 m at 1.2 m/s; people cross at 1 m/s through a zone of
//! 4,020 m, as many alive as there are patrols (one patrol and one crosser for every 2.52 km).
//! Whoever is within 500 m of a patrol is found at a rate of 0.3567 a minute, so with probability
//! 0.3 in each minute.
//! A unit is a patrol or a crosser that is alive; figures are nanoseconds a unit and minute.
//! Both sides must find the same people, by the same patrol, in the same millisecond (± 1).

mod arrays;
mod input;
mod windows;

use std::time::Instant;

use input::{Found, Input};

/// Units, ticks of a run, and what a hand-written loop took where the reference model was measured
/// (its row for 70 agents stands for 100 units).
const SIZES: [(usize, i64, f64); 4] = [
    (100, 5_000, 8.2),
    (1_000, 1_000, 13.2),
    (10_000, 300, 12.3),
    (100_000, 200, 15.8),
];

/// Every size comes once in each round, so that a neighbour who takes half of the machine for some
/// seconds makes all sizes, and both sides, slow alike.
const ROUNDS: usize = 15;

/// What the rounds gave at one size, in nanoseconds a unit and minute.
struct Row {
    input: Input,
    reference: f64,
    found: usize,
    windows: Vec<f64>,
    loops: Vec<f64>,
}

impl Row {
    fn measure(&mut self) {
        let (input, per) = (&self.input, 1e9 / self.input.unit_ticks());
        let mut windows = windows::Side::new(input);
        self.windows.push(timed(|| windows.run(input.ticks)) * per);
        let mut arrays = arrays::Side::new(input);
        self.loops.push(timed(|| arrays.run(input.ticks)) * per);
        self.found = same(windows.found(), arrays.found);
    }

    fn print(&self) {
        let units = self.input.patrols.len() * 2;
        let shown = |of: &[f64]| format!("{:>5.1} ({:>4.1})", median(of), least(of));
        let within = self.windows.iter().zip(&self.loops);
        let ratios: Vec<f64> = within.map(|(windows, loops)| windows / loops).collect();
        println!(
            "{units:>7} {:>8} {:>12} {:>12} {:>7.2} {:>11.1} {:>11.2} ({:.2})",
            self.found,
            shown(&self.windows),
            shown(&self.loops),
            median(&ratios),
            self.reference,
            median(&self.loops) / self.reference,
            least(&self.loops) / self.reference,
        );
    }
}

fn main() {
    let only: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = SIZES
        .into_iter()
        .filter(|(units, ..)| only.is_empty() || only.contains(units));
    let mut rows: Vec<Row> = sizes
        .map(|(units, ticks, reference)| Row {
            input: Input::new(units, ticks),
            reference,
            found: 0,
            windows: Vec::new(),
            loops: Vec::new(),
        })
        .collect();
    for _ in 0..ROUNDS {
        rows.iter_mut().for_each(Row::measure);
    }
    println!("nanoseconds a unit and minute: medians of {ROUNDS} rounds (and the least)");
    println!("  units    found      windows         loop   ratio   reference   loop/reference");
    rows.iter().for_each(Row::print);
    if let [_, a, b, c] = &rows[..] {
        let flat: Vec<f64> = (0..ROUNDS)
            .map(|i| {
                let of = [a.windows[i], b.windows[i], c.windows[i]];
                of.into_iter().fold(0.0, f64::max) / least(&of)
            })
            .collect();
        let factor = median(&flat);
        println!("windows from 1,000 to 100,000 units: flat within a factor {factor:.2}");
    }
}

fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn timed(f: impl FnOnce()) -> f64 {
    let start = Instant::now();
    f();
    start.elapsed().as_secs_f64()
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// How many were found, the same by both.
fn same(mut a: Vec<Found>, mut b: Vec<Found>) -> usize {
    a.sort_by_key(|f| f.crosser);
    b.sort_by_key(|f| f.crosser);
    let differ = a
        .iter()
        .zip(&b)
        .find(|(a, b)| a.crosser != b.crosser || a.patrol != b.patrol || (a.at - b.at).abs() > 1);
    assert_eq!(differ, None, "the two sides differ");
    assert_eq!(a.len(), b.len(), "one side found more");
    a.len()
}
