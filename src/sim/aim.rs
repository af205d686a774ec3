//! Where a unit can meet a track, and which unit soonest.

use smallvec::SmallVec;

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
/// Room for the places that this makes.
const PLACES: usize = 64;
/// What is left of a lower bound once roundoff has been allowed for.
const ROUNDOFF: f64 = 1.0 - 1e-9;

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

impl Aim {
    /// Whether it is better than another unit's: less late, sooner; then the first unit.
    fn is_better(&self, unit: UnitId, than: Option<(UnitId, Aim)>) -> bool {
        let rank = |aim: &Aim, unit| (aim.late_s, aim.at, aim.arrive, unit);
        than.is_none_or(|(other, than)| rank(self, unit) < rank(&than, other))
    }
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
    let target = expected_at(&ahead.expected, now);
    let mut starts: Vec<(SimTime, UnitId, Pos, SimTime)> = Vec::with_capacity(units.len());
    for unit in units {
        let from = ctx.movers.pos(ctx.given.unit(unit), now);
        let start = now + turn_out(ctx, unit);
        let top_mps = Traveller::in_haste(&s.units[unit], None).top_mps(&s);
        let least = SimDuration::from_s_f64(from.distance(target) / top_mps);
        starts.push((start + least, unit, from, start));
    }
    // Whoever may be there first is asked first: what others could do need not be worked out then.
    starts.sort_by_key(|&(least, unit, ..)| (least, unit));
    let mut best: Option<(UnitId, Aim)> = None;
    for (_, unit, from, start) in starts {
        if let Some(aim) = ahead.aim_sooner(unit, from, start, best) {
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
    places: SmallVec<[Place; PLACES]>,
}

/// Where a track should be at an instant. What is not asked for is not worked out.
struct Place {
    at: SimTime,
    pos: Pos,
    /// Whether the side's units may be there.
    allowed: Option<bool>,
    /// The sites near it.
    spot: Option<Spot>,
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
            places: SmallVec::new(),
        }
    }

    /// A place with its time, by number; `None` past the last.
    fn get(&mut self, i: usize) -> Option<(SimTime, Pos)> {
        if i >= self.places.len() {
            self.look_ahead(i);
        }
        self.places.get(i).map(|place| (place.at, place.pos))
    }

    /// Works the places out up to that of a number, if there are so many.
    fn look_ahead(&mut self, i: usize) {
        while self.places.len() <= i && self.next <= self.until {
            let at = self.next;
            self.next = at + AHEAD_STEP;
            let pos = expected_at(&self.expected, at);
            if self.places.last().is_some_and(|before| before.pos == pos) {
                self.until = at; // it is at rest from here on
                break;
            }
            self.places.push(Place {
                at,
                pos,
                allowed: None,
                spot: None,
            });
        }
    }

    /// Whether the side's units may be at a place, by its number.
    fn is_allowed(&mut self, i: usize) -> bool {
        let place = &mut self.places[i];
        let look = || allowed(self.scenario, self.state, place.pos);
        *place.allowed.get_or_insert_with(look)
    }

    /// A place, by its number, with the sites near it.
    fn spot(&mut self, i: usize) -> Spot {
        let place = &mut self.places[i];
        let look = || Spot::new(self.scenario, place.pos);
        *place.spot.get_or_insert_with(look)
    }

    /// The first place where a unit can be before the track; or where it would be least late.
    pub fn aim_of(&mut self, unit: UnitId, from: Pos, start: SimTime) -> Option<Aim> {
        self.aim_sooner(unit, from, start, None)
    }

    /// The same, if that is better than what another unit can do.
    fn aim_sooner(
        &mut self,
        unit: UnitId,
        from: Pos,
        start: SimTime,
        than: Option<(UnitId, Aim)>,
    ) -> Option<Aim> {
        let mut chance = Chance::new(self.scenario, unit, from, start);
        let rival = than.filter(|(_, aim)| aim.late_s <= 0.0);
        let mut lates = Lates::default();
        for i in 0.. {
            let Some((at, pos)) = self.get(i) else { break };
            if rival.is_some_and(|(_, aim)| at > aim.at) {
                break; // the other is in time before
            }
            let mut late_s = chance.at_best(at, pos);
            if late_s <= 0.0 {
                let aim = chance.by_trip(at, &self.spot(i));
                if aim.late_s <= 0.0 && self.is_allowed(i) {
                    return Some(aim).filter(|aim| aim.is_better(unit, than));
                }
                late_s = aim.late_s;
                lates.known.push((i, aim));
            }
            lates.least_s.push(late_s);
        }
        if rival.is_some() {
            return None;
        }
        let enough_s = than.map_or(f64::INFINITY, |(_, aim)| aim.late_s);
        self.least_late(&mut chance, &mut lates, enough_s)
            .filter(|aim| aim.is_better(unit, than))
    }

    /// Where a unit that is in time nowhere is least late: the first of several. `None` once it is
    /// later everywhere than is of use, by bounds that must be true ones: who is sent rests on
    /// them.
    fn least_late(&mut self, chance: &mut Chance, lates: &mut Lates, enough_s: f64) -> Option<Aim> {
        let Lates { least_s, known } = lates;
        loop {
            let i = first_least(least_s).filter(|&i| least_s[i] <= enough_s)?;
            match known.iter().find(|(place, _)| *place == i) {
                Some(&(_, aim)) if self.is_allowed(i) => return Some(aim),
                Some(_) => least_s[i] = f64::INFINITY,
                None => {
                    let (at, _) = self.get(i)?;
                    let aim = chance.by_trip(at, &self.spot(i));
                    least_s[i] = aim.late_s;
                    known.push((i, aim));
                }
            }
        }
    }
}

/// The place of the least of some numbers, the first of several; `None` if all are infinite.
fn first_least(numbers: &[f64]) -> Option<usize> {
    let smaller = |a: f64, &b: &f64| if b < a { b } else { a };
    let least = numbers.iter().fold(f64::INFINITY, smaller);
    let place = numbers.iter().position(|&number| number == least);
    place.filter(|_| least < f64::INFINITY)
}

/// How late a unit would be at each place: what was worked out, and of the others the least that it
/// can be.
#[derive(Default)]
struct Lates {
    least_s: SmallVec<[f64; PLACES]>,
    known: SmallVec<[(usize, Aim); 16]>,
}

/// What one unit can do: when it could be at a place.
struct Chance<'s> {
    ground: &'s Ground,
    who: Traveller,
    from: Pos,
    /// The sites near it, once they are needed.
    here: Option<Spot>,
    start: SimTime,
    /// How much longer it takes than by day in clear weather.
    slower: f64,
    /// No straight line is gone in less, in seconds a metre.
    least_s_m: f64,
}

impl<'s> Chance<'s> {
    fn new(ground: &'s Ground, unit: UnitId, from: Pos, start: SimTime) -> Self {
        let who = Traveller::in_haste(&ground.units[unit], None);
        let slower = 1.0 / ground.going_at(start).factor(who.mode);
        Self {
            ground,
            who,
            from,
            here: None,
            start,
            slower,
            least_s_m: slower / who.top_mps(ground) * ROUNDOFF,
        }
    }

    /// How late it would be at the least to meet a track somewhere, and not even that: straight
    /// ahead at the greatest speed, less the millisecond to which times are rounded.
    fn at_best(&self, at: SimTime, pos: Pos) -> f64 {
        let time_s = self.from.distance(pos) * self.least_s_m;
        ((self.start - at).0 as f64 / 1000.0 + time_s - 0.001).max(0.0)
    }

    /// How it would meet a track somewhere by the quickest trip.
    fn by_trip(&mut self, at: SimTime, there: &Spot) -> Aim {
        let here = self
            .here
            .get_or_insert_with(|| Spot::new(self.ground, self.from));
        let trip = travel::trip(self.ground, self.who, here, there);
        let arrive = self.start + SimDuration::from_s_f64(trip.time_s * self.slower);
        Aim {
            at,
            pos: there.pos,
            late_s: ((arrive - at).0 as f64 / 1000.0).max(0.0),
            arrive,
        }
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
