//! From orders of march to paths: along the network, off it, across fronts and rivers, along lines.

use crate::base::geo::Pos;
use crate::base::id::Id;
use crate::base::num;
use crate::base::time::{SimDuration, SimTime};
use crate::scenario::file::Mode;
use crate::scenario::ground::River;
use crate::scenario::network::{Step, off_path_mps};
use crate::scenario::{SectionId, SiteId, StateId, Unit};
use crate::sim::ground::Ground;
use crate::sim::motion::PathBuilder;
use crate::sim::outing::freshness;

/// Who travels, as far as speed goes.
#[derive(Clone, Copy, Debug)]
pub struct Traveller {
    /// How they move.
    pub mode: Mode,
    /// A fixed speed in metres a second, whatever the ground and the light.
    pub fixed_mps: Option<f64>,
    /// A factor on every other speed.
    pub factor: f64,
    /// Since when they are out: they tire. `None` for those who are not followed in that.
    pub out_since: Option<SimTime>,
}

/// A patrol looks about as it goes: it makes this share of a walker's speed.
const PATROL_PACE: f64 = 0.7;
/// Nearest sites that are tried as ways onto the network and off it.
const TRIED: usize = 3;
/// A line is followed from corner to corner; its direction at a corner is taken over this length.
const ALONG_STEP_M: f64 = 50.0;

impl Traveller {
    /// Somebody on foot, at a share of a walker's speed.
    pub fn on_foot(factor: f64) -> Self {
        Self {
            mode: Mode::Foot,
            fixed_mps: None,
            factor,
            out_since: None,
        }
    }

    /// A unit on patrol.
    pub fn on_patrol(unit: &Unit, out_since: Option<SimTime>) -> Self {
        Self {
            factor: PATROL_PACE,
            ..Self::in_haste(unit, out_since)
        }
    }

    /// A unit that makes haste.
    pub fn in_haste(unit: &Unit, out_since: Option<SimTime>) -> Self {
        Self {
            mode: unit.mode,
            fixed_mps: unit.speed_mps,
            factor: 1.0,
            out_since,
        }
    }

    /// What light, weather and fatigue leave of a speed at an instant, with the own factor.
    fn share_at(&self, ground: &Ground, at: SimTime) -> f64 {
        let tired = match (self.mode, self.out_since) {
            (Mode::Foot | Mode::Mounted, Some(since)) => freshness(at - since),
            _ => 1.0,
        };
        self.factor * tired * ground.going_at(at).factor(self.mode)
    }

    /// No straight line is gone faster than this by day in clear weather, on the ways or off them.
    pub fn top_mps(&self, ground: &Ground) -> f64 {
        self.fixed_mps.unwrap_or_else(|| {
            off_path_mps(self.mode).max(ground.network.top_mps(self.mode)) * self.factor
        })
    }

    /// Speed off the ways at an instant.
    pub fn off_path_at(&self, ground: &Ground, at: SimTime) -> f64 {
        self.fixed_mps
            .unwrap_or_else(|| off_path_mps(self.mode) * self.share_at(ground, at))
    }
}

/// Goes along steps of the network; stops before one that the mode cannot go.
pub fn follow(ground: &Ground, path: &mut PathBuilder, who: Traveller, steps: &[Step]) {
    for &step in steps {
        let leg = &ground.network.legs[step.leg];
        for (i, corner) in leg.corners(step.reversed).enumerate() {
            let Some(speed) = leg.speed_mps(i.saturating_sub(1), who.mode, step.reversed) else {
                return;
            };
            let mps = who.fixed_mps;
            path.go(
                corner,
                mps.unwrap_or_else(|| speed * who.share_at(ground, path.time())),
            );
        }
    }
}

/// Goes from one site to another by the quickest way; whoever flies, straight.
pub fn to_site(ground: &Ground, path: &mut PathBuilder, who: Traveller, from: SiteId, to: SiteId) {
    if who.mode == Mode::Uav {
        straight(ground, path, who, ground.sites[to].pos);
    } else if let Some(steps) = ground.network.route(from, to, who.mode) {
        follow(ground, path, who, &steps);
    }
}

/// Goes straight to a place off the ways, across whatever rivers lie between.
pub fn straight(ground: &Ground, path: &mut PathBuilder, who: Traveller, to: Pos) {
    let from = path.pos();
    for (share, wait) in rivers_between(ground, who, from, to, path.time()) {
        let speed = who.off_path_at(ground, path.time());
        path.go(from.toward(to, share), speed);
        path.wait_until(path.time() + wait);
    }
    let speed = who.off_path_at(ground, path.time());
    path.go(to, speed);
}

/// The rivers between two places, as shares of the way, with the time that each takes.
fn rivers_between(
    ground: &Ground,
    who: Traveller,
    from: Pos,
    to: Pos,
    at: SimTime,
) -> Vec<(f64, SimDuration)> {
    if ground.rivers.is_empty() || matches!(who.mode, Mode::Uav | Mode::Boat) {
        return Vec::new();
    }
    let high = ground.weather_at(at).high_water;
    let longer = if high { River::HIGH_WATER } else { 1.0 };
    let mut found: Vec<(f64, SimDuration)> = ground
        .rivers
        .iter()
        .flat_map(|(_, river)| {
            let wait = river.crossing.times(longer);
            river.crossed(from, to).into_iter().map(move |f| (f, wait))
        })
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found
}

/// How a section's line is followed off the ways.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    /// The section.
    pub section: SectionId,
    /// On whose side.
    pub state: StateId,
    /// How far from the line, or from the edge of the band, one means to keep, in metres.
    pub offset_m: f64,
    /// How much nearer to the line one really is, in metres.
    pub error_m: f64,
}

/// Goes along a section's line, off the ways, between where two places lie along it.
pub fn along_line(ground: &Ground, path: &mut PathBuilder, who: Traveller, by: Beside, to: Pos) {
    let section = &ground.sections[by.section];
    let line = &section.line;
    let (a, b) = (line.foot(path.pos()).along, line.foot(to).along);
    let left = section.first_left == (by.state == section.between.0);
    let aside = section.band_m + by.offset_m - by.error_m;
    let mut along: Vec<f64> = vec![a];
    let mut sum = 0.0;
    for pair in line.points().windows(2) {
        sum += pair[0].distance(pair[1]);
        if sum > a.min(b) && sum < a.max(b) {
            along.push(sum);
        }
    }
    along[1..].sort_by(|x, y| {
        if a <= b {
            x.total_cmp(y)
        } else {
            y.total_cmp(x)
        }
    });
    along.push(b);
    for at in along {
        let ahead = line.at((at + ALONG_STEP_M).min(line.length()));
        let course = ahead.minus(line.at((at - ALONG_STEP_M).max(0.0)));
        let normal = Pos::new(-course.y, course.x).times(1.0 / course.norm().max(1e-9));
        let side = if left { aside } else { -aside };
        straight(ground, path, who, line.at(at).plus(normal.times(side)));
    }
    straight(ground, path, who, to);
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
    pub fn new(ground: &Ground, pos: Pos) -> Self {
        let mut near = [(SiteId(0), f64::INFINITY); TRIED];
        let sites = &ground.west_to_east;
        let far = |i: usize| {
            sites
                .get(i)
                .map_or(f64::INFINITY, |s| (s.0.x - pos.x).abs())
        };
        let mut east = sites.partition_point(|s| s.0.x < pos.x);
        let mut west = east.wrapping_sub(1);
        let (mut to_west, mut to_east) = (far(west), far(east));
        // The next site to the west or to the east, whichever is less far across.
        loop {
            let across = if to_west < to_east { to_west } else { to_east };
            if across * across > near[TRIED - 1].1 || across == f64::INFINITY {
                break;
            }
            let next = if to_west < to_east {
                (west, to_west) = (west.wrapping_sub(1), far(west.wrapping_sub(1)));
                west.wrapping_add(1)
            } else {
                (east, to_east) = (east + 1, far(east + 1));
                east - 1
            };
            let (there, id) = sites[next];
            let d = there.minus(pos);
            keep_nearest(&mut near, (id, d.dot(d)));
        }
        near.iter_mut().for_each(|(_, s)| *s = num::sqrt(*s));
        let known = sites.len().min(TRIED);
        Self { pos, near, known }
    }
}

/// Puts a site among the nearest, where it belongs, if it is one of them; the square of how far
/// each is, and of equals the first site.
fn keep_nearest(near: &mut [(SiteId, f64); TRIED], found: (SiteId, f64)) {
    let nearer = |a: (SiteId, f64), b: (SiteId, f64)| a.1 < b.1 || (a.1 == b.1 && a.0 < b.0);
    if !nearer(found, near[TRIED - 1]) {
        return;
    }
    let mut place = TRIED - 1;
    while place > 0 && nearer(found, near[place - 1]) {
        near[place] = near[place - 1];
        place -= 1;
    }
    near[place] = found;
}

/// The quickest trip between two places.
pub fn trip(ground: &Ground, who: Traveller, from: &Spot, to: &Spot) -> Trip {
    let off = who.fixed_mps.unwrap_or(off_path_mps(who.mode) * who.factor);
    let rivers_s = |a: Pos, b: Pos| -> f64 {
        let rivers = rivers_between(ground, who, a, b, SimTime::START);
        rivers.iter().map(|(_, wait)| wait.0 as f64 / 1000.0).sum()
    };
    let mut best = Trip {
        over: None,
        time_s: from.pos.distance(to.pos) / off + rivers_s(from.pos, to.pos),
    };
    if who.mode == Mode::Uav {
        return best;
    }
    for &(entry, in_m) in &from.near[..from.known] {
        if in_m / off >= best.time_s {
            break; // the others are further off
        }
        let on_ways = who.fixed_mps.is_none();
        let times_s = on_ways.then(|| ground.network.times_s(entry, who.mode));
        for &(exit, out_m) in &to.near[..to.known] {
            let off_s = (in_m + out_m) / off;
            if off_s >= best.time_s {
                break; // the others are further off
            }
            let ends = || (ground.sites[entry].pos, ground.sites[exit].pos);
            let between = match times_s {
                Some(times_s) => times_s[exit.index()] / who.factor,
                None => ends().0.distance(ends().1) / off,
            };
            let time_s = off_s + between;
            if time_s < best.time_s {
                let (a, b) = ends();
                let time_s = time_s + rivers_s(from.pos, a) + rivers_s(b, to.pos);
                if time_s < best.time_s {
                    best = Trip {
                        over: Some((entry, exit)),
                        time_s,
                    };
                }
            }
        }
    }
    best
}

/// Goes to a place by the quickest trip.
pub fn go(ground: &Ground, path: &mut PathBuilder, who: Traveller, to: Pos) {
    let here = Spot::new(ground, path.pos());
    let trip = trip(ground, who, &here, &Spot::new(ground, to));
    if let Some((entry, exit)) = trip.over {
        straight(ground, path, who, ground.sites[entry].pos);
        to_site(ground, path, who, entry, exit);
    }
    straight(ground, path, who, to);
}
