//! What comes from outside, drawn in full before a run starts: groups with their kind, size,
//! route and hour, and the working days of citizens.
//!
//! # Determinism
//!
//! Everything here depends on the scenario and the world seed alone: no doctrine, order or patrol
//! can move it.

use crate::base::geo::Pos;
use crate::base::id::{IdVec, Name};
use crate::base::num;
use crate::base::rng::{Purpose, Seed, key_of};
use crate::base::time::{SimDuration, SimTime};
use crate::scenario::incidents::Hazard;
use crate::scenario::{Scenario, Source, SourceId};
use crate::sim::state::GroupId;

/// How sharply slower routes are chosen less: the weight is (quickest / time)².
const ROUTE_SHARPNESS: f64 = 2.0;
/// Citizens leave within this time of their hour, earlier or later.
const WORKDAY_JITTER: SimDuration = SimDuration::from_min(30);
const DAY_MS: i64 = 86_400_000;
/// At most so many groups of one source.
pub const GROUPS_MAX: usize = 100_000;

/// A group that will arrive.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupPlan {
    /// Its name: the source's and a number.
    pub name: Name,
    /// Key of its random streams.
    pub key: u64,
    /// Where it comes from.
    pub source: SourceId,
    /// When it appears.
    pub at: SimTime,
    /// How many people.
    pub size: u32,
    /// Which of the source's ways.
    pub way: usize,
    /// Which route of the way.
    pub route: usize,
    /// Where on the front it crosses, as a share from -0.5 to 0.5.
    pub across: f64,
}

/// All groups that will arrive, by source and number.
pub fn groups(scenario: &Scenario, world: Seed) -> IdVec<GroupId, GroupPlan> {
    let mut plans = IdVec::new();
    for (id, source) in scenario.sources.iter() {
        let mut times = source.at.clone();
        times.extend(poisson(scenario, source, world));
        times.sort();
        times.truncate(GROUPS_MAX);
        for (n, at) in times.into_iter().enumerate() {
            plans.push(group(source, id, n as u64, at, world));
        }
    }
    plans
}

/// Times of a Poisson process over the exercise, by thinning (Lewis and Shedler): candidates come
/// at the highest rate, and each stays with the probability that the rate then bears to it. The
/// rate is even over the hours in which groups arrive, and higher in their season.
fn poisson(scenario: &Scenario, source: &Source, world: Seed) -> Vec<SimTime> {
    let open_ms = match source.hours {
        None => DAY_MS as f64,
        Some((from, to)) => (to - from).rem_euclid(DAY_MS) as f64,
    };
    if source.per_day <= 0.0 || open_ms <= 0.0 {
        return Vec::new();
    }
    let (usual, most) = match source.season {
        Some((.., factor)) => (1.0, factor.max(1.0)),
        None => (1.0, 1.0),
    };
    let mean_ms = open_ms / (source.per_day * most);
    let mut stream = world.stream(Purpose::Arrival, &[source.key]);
    let mut times = Vec::new();
    let mut at = 0.0;
    loop {
        at += mean_ms * stream.exponential();
        if at >= scenario.duration.0 as f64 || times.len() >= GROUPS_MAX {
            return times;
        }
        let time = SimTime(at as i64);
        let clock = scenario.calendar.time_of_day(time);
        let open = source.hours.is_none_or(|(from, to)| {
            if from <= to {
                (from..to).contains(&clock)
            } else {
                clock >= from || clock < to
            }
        });
        let rate = match source.season {
            Some((from, to, factor)) if in_season(from, to, scenario.calendar.month(time)) => {
                factor
            }
            _ => usual,
        };
        if open && (rate >= most || stream.chance(rate / most)) {
            times.push(time);
        }
    }
}

/// Whether a month lies in a season, which may span the new year.
fn in_season(from: u32, to: u32, month: u32) -> bool {
    if from <= to {
        (from..=to).contains(&month)
    } else {
        month >= from || month <= to
    }
}

/// When an incident of the scenario happens: at its times, and at those of a Poisson process.
pub fn occurrences(scenario: &Scenario, hazard: &Hazard, world: Seed) -> Vec<SimTime> {
    let mut times = hazard.times.clone();
    let mut stream = world.stream(Purpose::Incident, &[hazard.key, 1]);
    let mut at = 0.0;
    while hazard.per_day > 0.0 && times.len() < GROUPS_MAX {
        at += DAY_MS as f64 / hazard.per_day * stream.exponential();
        if at >= scenario.duration.0 as f64 {
            break;
        }
        times.push(SimTime(at as i64));
    }
    times
}

fn group(source: &Source, id: SourceId, n: u64, at: SimTime, world: Seed) -> GroupPlan {
    let mut stream = world.stream(Purpose::Group, &[source.key, n]);
    let size = stream.whole(source.size.0, source.size.1);
    let way = stream.whole(0, source.ways.len() as u32 - 1) as usize;
    let routes = &source.ways[way].routes;
    let quickest = routes.iter().map(|(_, t)| *t).fold(f64::INFINITY, f64::min);
    let weights: Vec<f64> = routes
        .iter()
        .map(|(_, t)| {
            if *t > 0.0 {
                num::pow(quickest / t, ROUTE_SHARPNESS)
            } else {
                1.0
            }
        })
        .collect();
    let route = stream.weighted(&weights);
    let across = stream.unit() - 0.5;
    let name = format!("{}-{}", source.name, n + 1);
    GroupPlan {
        key: key_of(&name),
        name: Name::from(name),
        source: id,
        at,
        size,
        way,
        route,
        across,
    }
}

impl GroupPlan {
    /// Where it starts.
    pub fn start(&self, scenario: &Scenario) -> Pos {
        self.ends(scenario).0
    }

    /// Where it starts and where it goes, moved along the front if there is one.
    pub fn ends(&self, scenario: &Scenario) -> (Pos, Pos) {
        let source = &scenario.sources[self.source];
        let way = &source.ways[self.way];
        let (a, b) = (scenario.sites[way.from].pos, scenario.sites[way.to].pos);
        let course = b.minus(a);
        let length = course.norm();
        if source.front_m <= 0.0 || length <= 0.0 {
            return (a, b);
        }
        let aside = Pos::new(-course.y, course.x).times(self.across * source.front_m / length);
        (a.plus(aside), b.plus(aside))
    }
}

/// The first day from a given one on which citizens go to work, and when they leave.
pub fn next_workday(
    scenario: &Scenario,
    civilian: &crate::scenario::Civilian,
    from: u32,
    world: Seed,
) -> Option<(u32, SimTime)> {
    let last = (scenario.duration.0 / DAY_MS) as u32 + 1;
    (from..=last).find_map(|day| {
        workday(scenario, civilian, day, world)
            .filter(|(leave, _)| leave.0 >= 0)
            .map(|(leave, _)| (day, leave))
    })
}

/// When citizens leave home on a day, and when their work is over; `None` if they do not go.
pub fn workday(
    scenario: &Scenario,
    civilian: &crate::scenario::Civilian,
    day: u32,
    world: Seed,
) -> Option<(SimTime, SimTime)> {
    let midnight = -scenario.calendar.time_of_day(SimTime::START);
    let mut stream = world.stream(Purpose::Workday, &[civilian.key, u64::from(day)]);
    let jitter = WORKDAY_JITTER.times(stream.range(-1.0, 1.0));
    let leave = SimTime(midnight + i64::from(day) * DAY_MS + civilian.leave_ms) + jitter;
    let month = scenario.calendar.month(leave);
    let in_months = |(from, to)| in_season(from, to, month);
    if leave >= scenario.end() || !civilian.months.is_none_or(in_months) {
        return None;
    }
    Some((leave, leave + civilian.hours))
}
