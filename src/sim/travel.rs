//! From orders of march to paths: along the network, off it, across fronts.

use crate::base::geo::Pos;
use crate::base::num;
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

/// A place with the few sites nearest to it, and how far each is.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// The place.
    pub pos: Pos,
    near: [(SiteId, f64); TRIED],
    known: usize,
}

impl Spot {
    /// A place, with its sites looked up.
    pub fn new(scenario: &Scenario, pos: Pos) -> Self {
        let mut near = [(SiteId(0), f64::INFINITY); TRIED];
        let mut known = 0;
        let sites = &scenario.west_to_east;
        let middle = sites.partition_point(|s| s.0.x < pos.x);
        let mut west = sites[..middle].iter().rev().peekable();
        let mut east = sites[middle..].iter().peekable();
        // The next site to the west or to the east, whichever is less far across.
        loop {
            let far =
                |s: Option<&&(Pos, SiteId)>| s.map_or(f64::INFINITY, |s| (s.0.x - pos.x).abs());
            let (to_west, to_east) = (far(west.peek()), far(east.peek()));
            let across = to_west.min(to_east);
            if across * across > near[TRIED - 1].1 {
                break;
            }
            let next = if to_west < to_east {
                west.next()
            } else {
                east.next()
            };
            let Some(&(there, id)) = next else { break };
            let d = there.minus(pos);
            let found = (id, d.dot(d));
            let place = near.partition_point(|n| (n.1, n.0) < (found.1, found.0));
            if place < TRIED {
                near.copy_within(place..TRIED - 1, place + 1);
                near[place] = found;
                known = (known + 1).min(TRIED);
            }
        }
        near.iter_mut().for_each(|(_, s)| *s = num::sqrt(*s));
        Self { pos, near, known }
    }
}

/// The quickest trip between two places.
pub fn trip(scenario: &Scenario, who: Traveller, from: &Spot, to: &Spot) -> Trip {
    let off = who.fixed_mps.unwrap_or(off_path_mps(who.mode) * who.factor);
    let mut best = Trip {
        over: None,
        time_s: from.pos.distance(to.pos) / off,
    };
    for &(entry, in_m) in &from.near[..from.known] {
        for &(exit, out_m) in &to.near[..to.known] {
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

/// Goes to a place by the quickest trip.
pub fn go(scenario: &Scenario, path: &mut PathBuilder, who: Traveller, to: Pos) {
    let here = Spot::new(scenario, path.pos());
    let trip = trip(scenario, who, &here, &Spot::new(scenario, to));
    make(scenario, path, who, to, trip);
}

/// Makes a trip.
fn make(scenario: &Scenario, path: &mut PathBuilder, who: Traveller, to: Pos, trip: Trip) {
    if let Some((entry, exit)) = trip.over {
        straight(scenario, path, who, scenario.sites[entry].pos);
        to_site(scenario, path, who, entry, exit);
    }
    straight(scenario, path, who, to);
}
