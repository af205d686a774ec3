//! Where a unit can meet a track, and which unit soonest.

use crate::base::geo::Pos;
use crate::base::time::{SimDuration, SimTime};
use crate::scenario::file::{Mode, UnitRole};
use crate::scenario::{StateId, UnitId};
use crate::sim::alert;
use crate::sim::ctx::Ctx;
use crate::sim::ground::Ground;
use crate::sim::picture::expected_at;
use crate::sim::state::{Doing, TrackId};
use crate::sim::travel::{self, Spot, Traveller};

/// A unit at its post needs so long to get under way; one that stands by, so long.
const TURN_OUT: SimDuration = SimDuration::from_min(5);
const TURN_OUT_STANDING_BY: SimDuration = SimDuration::from_min(2);
/// How far ahead a track's way is considered, and in which steps.
const AHEAD: SimDuration = SimDuration::from_min(300);
const AHEAD_STEP: SimDuration = SimDuration::from_min(5);

/// Where and when a unit can meet a track.
#[derive(Clone, Copy, Debug)]
pub struct Aim {
    /// When the track should be there.
    pub at: SimTime,
    /// Where.
    pub pos: Pos,
    /// How long after the track the unit would be there; zero if in time.
    late_s: f64,
    /// When the unit can be there.
    pub arrive: SimTime,
}

/// How long a unit needs to get under way from where it is.
pub fn turn_out(ctx: &mut Ctx, unit: UnitId) -> SimDuration {
    let (role, state) = {
        let u = &ctx.given.scenario.units[unit];
        (u.role, u.state)
    };
    let alert = alert::on(ctx, state);
    match (&ctx.activity(unit).what, role) {
        (Doing::Ready, UnitRole::Patrol) if !alert => TURN_OUT,
        (Doing::Ready, UnitRole::Patrol) => TURN_OUT_STANDING_BY,
        (Doing::Ready, UnitRole::Reaction) => TURN_OUT_STANDING_BY,
        _ => SimDuration::ZERO,
    }
}

/// The units of a state that can be sent now, or those that could be if they were not busy.
fn units(ctx: &mut Ctx, state: StateId, free: bool) -> Vec<UnitId> {
    let s = ctx.scenario();
    let own = s.units.iter().filter(|(_, u)| u.state == state);
    own.filter(|(_, u)| u.mode != Mode::Uav)
        .map(|(id, _)| id)
        .filter(|&u| {
            let what = &ctx.activity(u).what;
            free == matches!(what, Doing::Ready | Doing::Patrol(_) | Doing::Home)
        })
        .collect()
}

/// The units of a state that can be sent.
pub fn free_units(ctx: &mut Ctx, state: StateId) -> Vec<UnitId> {
    units(ctx, state, true)
}

/// The unit that can meet a track soonest, and where; none within the time considered.
pub fn best_unit(ctx: &mut Ctx, state: StateId, track: TrackId) -> Option<(UnitId, Aim)> {
    let free = free_units(ctx, state);
    best_of(ctx, state, track, free)
}

/// Whether a unit that is busy could be sent to a track if it were free.
pub fn busy_could(ctx: &mut Ctx, state: StateId, track: TrackId) -> bool {
    let busy = units(ctx, state, false);
    best_of(ctx, state, track, busy).is_some()
}

fn best_of(
    ctx: &mut Ctx,
    state: StateId,
    track: TrackId,
    units: Vec<UnitId>,
) -> Option<(UnitId, Aim)> {
    let s = ctx.ground();
    let now = ctx.at();
    let mut ahead = Ahead::new(ctx, &s, state, track);
    let mut best: Option<(UnitId, Aim)> = None;
    for unit in units {
        let from = ctx.movers.pos(ctx.given.unit(unit), now);
        let start = now + turn_out(ctx, unit);
        let aim = ahead.aim_of(unit, from, start)?;
        let sooner = |b: &Aim| (aim.late_s, aim.at, aim.arrive) < (b.late_s, b.at, b.arrive);
        if best.as_ref().is_none_or(|(_, b)| sooner(b)) {
            best = Some((unit, aim));
        }
    }
    best.filter(|(_, aim)| aim.arrive <= now + AHEAD)
}

/// Where a track should be from now on, as far as that is on a side's own land; worked out as far
/// as it is asked for.
pub struct Ahead<'s> {
    scenario: &'s Ground,
    state: StateId,
    expected: Vec<(SimTime, Pos)>,
    next: SimTime,
    until: SimTime,
    known: Vec<(SimTime, Spot)>,
}

impl<'s> Ahead<'s> {
    /// Of a track, from now on.
    pub fn new(ctx: &Ctx, scenario: &'s Ground, state: StateId, track: TrackId) -> Self {
        Self {
            scenario,
            state,
            expected: ctx.pictures.tracks[state][track].expected.clone(),
            next: ctx.at(),
            until: ctx.at() + AHEAD,
            known: Vec::new(),
        }
    }

    /// A place with its time, by number; `None` past the last.
    fn get(&mut self, i: usize) -> Option<(SimTime, Spot)> {
        while self.known.len() <= i && self.next <= self.until {
            let at = self.next;
            self.next = at + AHEAD_STEP;
            let pos = expected_at(&self.expected, at);
            if self
                .known
                .last()
                .is_some_and(|(_, before)| before.pos == pos)
            {
                self.until = at; // it is at rest from here on
                break;
            }
            if allowed(self.scenario, self.state, pos) {
                self.known.push((at, Spot::new(self.scenario, pos)));
            }
        }
        self.known.get(i).copied()
    }

    /// The first place where a unit can be before the track; or where it would be least late.
    pub fn aim_of(&mut self, unit: UnitId, from: Pos, start: SimTime) -> Option<Aim> {
        let s = self.scenario;
        let who = Traveller::in_haste(&s.units[unit], None);
        let slower = 1.0 / s.going_at(start).factor(who.mode);
        let here = Spot::new(s, from);
        let mut best: Option<Aim> = None;
        for i in 0.. {
            let Some((at, spot)) = self.get(i) else { break };
            let trip = travel::trip(s, who, &here, &spot);
            let arrive = start + SimDuration::from_s_f64(trip.time_s * slower);
            let late_s = ((arrive - at).0 as f64 / 1000.0).max(0.0);
            if best.is_none_or(|b| late_s < b.late_s) {
                let pos = spot.pos;
                best = Some(Aim {
                    at,
                    pos,
                    late_s,
                    arrive,
                });
            }
            if late_s <= 0.0 {
                break;
            }
        }
        best
    }
}

/// Whether a unit of a state may be at a place: on its own side, or within the agreed band.
fn allowed(s: &Ground, state: StateId, pos: Pos) -> bool {
    s.near(pos).is_none_or(|near| {
        let section = &s.sections[near.section];
        near.state == state
            || (section.concerns(state) && near.depth_m(state) <= section.tolerance_m())
    })
}
