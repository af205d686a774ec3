//! The people of a scenario: sources of arrivals, and citizens at work.

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::scenario::file::{ArrivalKind, CivilianKind, Trade};
use crate::scenario::network::Step;
use crate::scenario::{SiteId, StateId};

/// Where a group may go.
#[derive(Clone, Debug)]
pub struct Way {
    /// Where it starts.
    pub from: SiteId,
    /// Where it ends.
    pub to: SiteId,
    /// The routes, the quickest first, each with its time on foot in seconds. One route without
    /// steps stands for the straight line across a front.
    pub routes: Vec<(Vec<Step>, f64)>,
}

/// A source of arrivals.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id in files.
    pub name: Name,
    /// Key of its random streams.
    pub key: u64,
    /// Who they are.
    pub kind: ArrivalKind,
    /// Where they may go.
    pub ways: Vec<Way>,
    /// Groups a day, on average.
    pub per_day: f64,
    /// Certain arrivals.
    pub at: Vec<SimTime>,
    /// Local hours between which they arrive, in milliseconds since midnight.
    pub hours: Option<(i64, i64)>,
    /// How many people, from and to.
    pub size: (u32, u32),
    /// Width of the front in metres; 0 for none.
    pub front_m: f64,
    /// How long they lie up before they set out.
    pub stay: SimDuration,
    /// The months in which more come, from and to, and how many times more.
    pub season: Option<(u32, u32, f64)>,
    /// What organised crime deals in.
    pub trade: Option<Trade>,
    /// How many animals they drive.
    pub herd: u32,
    /// The share who ask for protection.
    pub claims: f64,
    /// A fixed speed in metres a second.
    pub speed_mps: Option<f64>,
}

/// Citizens at work.
#[derive(Clone, Debug)]
pub struct Civilian {
    /// Their id in files.
    pub name: Name,
    /// Key of their random streams.
    pub key: u64,
    /// What they do.
    pub kind: CivilianKind,
    /// Whose citizens they are.
    pub state: StateId,
    /// Where they live.
    pub home: SiteId,
    /// Where they work.
    pub work: SiteId,
    /// How many people.
    pub people: u32,
    /// How many animals.
    pub herd: u32,
    /// When they leave home, in milliseconds since local midnight.
    pub leave_ms: i64,
    /// How long they work.
    pub hours: SimDuration,
    /// The months in which they work, from and to.
    pub months: Option<(u32, u32)>,
}
