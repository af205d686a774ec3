//! What both sides read, and what they must find.

use joint_patrol::base::rng::{Purpose, Seed};

pub const STRETCH_M: f64 = 2520.0;
pub const STRETCH_S: f64 = 2100.0;
pub const STRETCH_MS: i64 = 2_100_000;
pub const PATROL_MPS: f64 = 1.2;
pub const PATROL_Y_M: f64 = 2010.0;
pub const DEPTH_M: f64 = 4020.0;
pub const CROSSING_TICKS: i64 = 67;
pub const CROSSER_MPS: f64 = 1.0;
pub const REACH_M: f64 = 500.0;
pub const RATE_PER_S: f64 = 0.356_674_943_938_732_4 / 60.0;
pub const TICK_MS: i64 = 60_000;
pub const LUCK: Seed = Seed(11);

/// What both sides read.
pub struct Input {
    /// Milliseconds since each patrol was at the west end of its stretch, going east.
    pub patrols: Vec<i64>,
    /// The tick at which each crosser appears (before the first: under way), and how far east.
    pub crossers: Vec<(i64, f64)>,
    pub ticks: i64,
}

/// Who was found by whom, when in milliseconds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Found {
    pub crosser: u32,
    pub patrol: u32,
    pub at: i64,
}

impl Input {
    pub fn new(units: usize, ticks: i64) -> Self {
        let n = units / 2;
        let mut stream = Seed(3).stream(Purpose::Arrival, &[units as u64]);
        let patrols = (0..n)
            .map(|_| 1000 * i64::from(stream.whole(0, 4199)))
            .collect();
        let each = n as f64 / CROSSING_TICKS as f64;
        let mut crossers = Vec::new();
        for tick in 1 - CROSSING_TICKS..ticks {
            let due = (each * (tick + CROSSING_TICKS) as f64) as usize;
            while crossers.len() < due {
                crossers.push((tick, stream.range(0.0, n as f64 * STRETCH_M)));
            }
        }
        Self {
            patrols,
            crossers,
            ticks,
        }
    }

    /// Units alive, summed over ticks.
    pub fn unit_ticks(&self) -> f64 {
        let alive: i64 = self
            .crossers
            .iter()
            .map(|&(from, _)| (from + CROSSING_TICKS).min(self.ticks) - from.max(0))
            .sum();
        alive as f64 + self.patrols.len() as f64 * self.ticks as f64
    }

    fn key_of_crosser(&self, i: usize) -> u64 {
        (self.patrols.len() + i) as u64
    }

    pub fn threshold(&self, patrol: usize, crosser: usize, ordinal: u32) -> f64 {
        let keys = [
            patrol as u64,
            self.key_of_crosser(crosser),
            u64::from(ordinal),
        ];
        LUCK.stream(Purpose::Detection, &keys).exponential()
    }
}

/// How far a patrol is along its stretch, which way it goes, and how long until it turns.
pub fn patrol_at(start_ms: i64, at_ms: i64) -> (f64, f64, i64) {
    let phase = (start_ms + at_ms).rem_euclid(2 * STRETCH_MS);
    if phase < STRETCH_MS {
        let m = phase as f64 / 1000.0 * PATROL_MPS;
        (m, PATROL_MPS, STRETCH_MS - phase)
    } else {
        let m = STRETCH_M - (phase - STRETCH_MS) as f64 / 1000.0 * PATROL_MPS;
        (m, -PATROL_MPS, 2 * STRETCH_MS - phase)
    }
}
