//! From orders of march to paths: along the network, off it, across fronts.

use crate::base::geo::Pos;
use crate::base::time::SimTime;
use crate::scenario::file::Mode;
use crate::scenario::network::{Step, off_path_mps};
use crate::scenario::{Scenario, SiteId, Unit};
use crate::sim::motion::PathBuilder;

/// Who travels, as far as speed goes.
#[derive(Clone, Copy, Debug)]
pub struct Traveller {
    /// How they move.
    pub mode: Mode,
    /// A fixed speed in metres a second, whatever the ground and the light.
    pub fixed_mps: Option<f64>,
    /// A factor on every other speed.
    pub factor: f64,
}

/// A patrol looks about as it goes: it makes this share of a walker's speed.
const PATROL_PACE: f64 = 0.7;
/// Nearest sites that are tried as ways onto the network and off it.
const TRIED: usize = 3;

impl Traveller {
    /// A unit on patrol.
    pub fn on_patrol(unit: &Unit) -> Self {
        Self {
            mode: unit.mode,
            fixed_mps: unit.speed_mps,
            factor: PATROL_PACE,
        }
    }

    /// A unit that makes haste.
    pub fn in_haste(unit: &Unit) -> Self {
        Self {
            mode: unit.mode,
            fixed_mps: unit.speed_mps,
            factor: 1.0,
        }
    }

    /// Speed off the ways at an instant.
    pub fn off_path_at(&self, scenario: &Scenario, at: SimTime) -> f64 {
        self.fixed_mps.unwrap_or_else(|| {
            off_path_mps(self.mode) * self.factor * scenario.going_at(at).factor()
        })
    }

    /// Speed along a step that begins at an instant; `None` where they cannot go.
    fn along(&self, scenario: &Scenario, step: Step, at: SimTime) -> Option<f64> {
        let speed = scenario.network.legs[step.leg].speed_mps(self.mode, step.reversed)?;
        Some(
            self.fixed_mps
                .unwrap_or(speed * self.factor * scenario.going_at(at).factor()),
        )
    }
}

/// Goes along steps of the network.
pub fn follow(scenario: &Scenario, path: &mut PathBuilder, who: Traveller, steps: &[Step]) {
    for &step in steps {
        let Some(speed) = who.along(scenario, step, path.time()) else {
            return;
        };
        for corner in scenario.network.legs[step.leg].corners(step.reversed) {
            path.go(corner, speed);
        }
    }
}

/// Goes from one site to another by the quickest way.
pub fn to_site(
    scenario: &Scenario,
    path: &mut PathBuilder,
    who: Traveller,
    from: SiteId,
    to: SiteId,
) {
    if let Some(steps) = scenario.network.route(from, to, who.mode) {
        follow(scenario, path, who, &steps);
    }
}

/// Goes straight to a place off the ways.
pub fn straight(scenario: &Scenario, path: &mut PathBuilder, who: Traveller, to: Pos) {
    let speed = who.off_path_at(scenario, path.time());
    path.go(to, speed);
}

/// How a place can be reached from another: straight, or over the network between two sites.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trip {
    /// Sites at which the network is entered and left; straight if none.
    pub over: Option<(SiteId, SiteId)>,
    /// Estimated time in seconds by day in clear weather.
    pub time_s: f64,
}

/// The quickest trip between two places.
pub fn trip(scenario: &Scenario, who: Traveller, from: Pos, to: Pos) -> Trip {
    let off = who.fixed_mps.unwrap_or(off_path_mps(who.mode) * who.factor);
    let mut best = Trip {
        over: None,
        time_s: from.distance(to) / off,
    };
    let (entries, exits) = (nearest(scenario, from), nearest(scenario, to));
    for &(entry, in_m) in &entries {
        for &(exit, out_m) in &exits {
            let between = match who.fixed_mps {
                Some(speed) => scenario.sites[entry].pos.distance(scenario.sites[exit].pos) / speed,
                None => scenario.network.time_s(entry, exit, who.mode) / who.factor,
            };
            let time_s = (in_m + out_m) / off + between;
            if time_s < best.time_s {
                best = Trip {
                    over: Some((entry, exit)),
                    time_s,
                };
            }
        }
    }
    best
}

/// The few sites nearest to a place, with their distances.
fn nearest(scenario: &Scenario, p: Pos) -> Vec<(SiteId, f64)> {
    let mut best: Vec<(SiteId, f64)> = Vec::with_capacity(TRIED + 1);
    for (id, site) in scenario.sites.iter() {
        let distance = site.pos.distance(p);
        let place = best.partition_point(|&(_, d)| d <= distance);
        if place < TRIED {
            best.insert(place, (id, distance));
            best.truncate(TRIED);
        }
    }
    best
}

/// Makes a trip.
pub fn make(scenario: &Scenario, path: &mut PathBuilder, who: Traveller, to: Pos, trip: Trip) {
    if let Some((entry, exit)) = trip.over {
        straight(scenario, path, who, scenario.sites[entry].pos);
        to_site(scenario, path, who, entry, exit);
    }
    straight(scenario, path, who, to);
}
