//! Who has whom within reach, and when: contact windows in closed form.
//!
//! Whenever a mover starts a new straight piece, its windows with everybody near are worked out on
//! the relative motion of the two pieces, and what follows (found, lost, in view, face to face) is
//! put into the calendar. Between two such moments nothing is computed at all.
//!
//! # Determinism
//!
//! Each pair is worked out by itself from the two pieces; the order of visits leaves no trace.

mod ahead;
mod pair;

use bevy::ecs::prelude::Resource;

use crate::base::rng::{Purpose, Seed};
use crate::base::time::SimTime;
use crate::sim::calendar::Calendar;
use crate::sim::contact::pair::{Kind, Motion, Pair, seconds};
use crate::sim::grid::{Cells, Extent, Grid};
use crate::sim::hazard::{LensSets, Lenses};
use crate::sim::motion::{Movers, Piece};
use crate::sim::seat::{Look, Member, Past, Seat};
use crate::sim::state::MoverId;

/// Two units are face to face within this distance, in metres: an exercise assumption.
pub const FACE_TO_FACE_M: f64 = 100.0;

/// Two units of different sides come within sight of each other at this distance, in metres: an
/// exercise assumption.
pub const WITHIN_SIGHT_M: f64 = 700.0;

/// Boxes that are further apart than movers reach and this, in metres, have no window: far more
/// than roundoff.
const ROUNDING_M: f64 = 1.0;

/// All contact windows.
#[derive(Resource)]
pub struct Contacts {
    seats: Vec<Seat>,
    /// So many take part at present.
    active: usize,
    sets: LensSets,
    observers: Grid,
    targets: Grid,
    reach_max_m: f64,
    past: Past,
    pairs: Vec<Option<Pair>>,
    free: Vec<u32>,
    stamps: u32,
    luck: Seed,
    found: Vec<u32>,
    carried: Vec<Pair>,
}

impl Contacts {
    /// Contacts of movers with these roles on a stretch of the plane: `movers` must hold them
    /// already, in the same order. `cell_m` should be about the reach of most sensors.
    pub fn new(
        members: &[Member],
        movers: &mut Movers,
        extent: Extent,
        cell_m: f64,
        luck: Seed,
    ) -> Self {
        let n = members.len();
        let mut sets = LensSets::default();
        for (i, member) in members.iter().enumerate() {
            movers.show(MoverId(i as u32), Look::of(&member.role, &mut sets));
        }
        let seats: Vec<Seat> = members.iter().map(Seat::new).collect();
        let mut all = Self {
            active: seats.iter().filter(|seat| seat.active).count(),
            seats,
            sets,
            observers: Grid::new(extent, cell_m, n),
            targets: Grid::new(extent, cell_m, n),
            reach_max_m: 0.0,
            past: Past::default(),
            pairs: Vec::new(),
            free: Vec::new(),
            stamps: 0,
            luck,
            found: Vec::new(),
            carried: Vec::new(),
        };
        all.find_reach(movers);
        all
    }

    /// The greatest reach of all.
    fn find_reach(&mut self, movers: &Movers) {
        let all = (0..self.seats.len() as u32).map(MoverId);
        let reaches = all.map(|mover| self.reach_m(movers.look(mover)));
        self.reach_max_m = reaches.fold(WITHIN_SIGHT_M, f64::max);
    }

    fn seat(&self, mover: MoverId) -> &Seat {
        &self.seats[mover.0 as usize]
    }

    fn seat_mut(&mut self, mover: MoverId) -> &mut Seat {
        &mut self.seats[mover.0 as usize]
    }

    /// The key of a mover's random streams.
    pub fn key(&self, mover: MoverId) -> u64 {
        self.seat(mover).key
    }

    /// Sets how well an observer sees, before it is seated anew.
    pub fn set_eyes(&mut self, mover: MoverId, eyes: f64, now: SimTime, movers: &Movers) {
        if self.seat(mover).factor != eyes {
            self.gather_all(mover, now, movers);
            self.seat_mut(mover).factor = eyes;
        }
    }

    /// Sets the share of a sensor's range that the ground takes away where people are, before they
    /// are seated anew.
    pub fn set_hidden(&mut self, mover: MoverId, share: f64, now: SimTime, movers: &mut Movers) {
        if let Look::People { hidden } = movers.look(mover)
            && hidden != share
        {
            self.gather_all(mover, now, movers);
            movers.show(mover, Look::People { hidden: share });
        }
    }

    /// What was gathered until now keeps what held until now.
    fn gather_all(&mut self, mover: MoverId, now: SimTime, movers: &Movers) {
        for link in self.seat(mover).links.clone() {
            if let Some(mut pair) = self.pairs[link as usize].take() {
                self.gather(&mut pair, now, movers);
                self.pairs[link as usize] = Some(pair);
            }
        }
    }

    /// Lets a mover take part, or not.
    pub fn set_active(
        &mut self,
        mover: MoverId,
        active: bool,
        now: SimTime,
        movers: &Movers,
        calendar: &mut Calendar,
    ) {
        if self.seat(mover).active != active {
            self.seat_mut(mover).active = active;
            if active {
                self.active += 1;
            } else {
                self.active -= 1;
            }
            self.reseat(mover, now, movers, calendar);
        }
    }

    /// Gives observers new lenses (light or weather changed) and works everything out again.
    pub fn relens(
        &mut self,
        now: SimTime,
        movers: &mut Movers,
        calendar: &mut Calendar,
        lenses: impl Fn(MoverId) -> Option<Lenses>,
    ) {
        for i in 0..self.pairs.len() {
            if let Some(mut pair) = self.pairs[i].take() {
                self.gather(&mut pair, now, movers);
                self.pairs[i] = Some(pair);
            }
        }
        let all = (0..self.seats.len() as u32).map(MoverId);
        let mut changed = Vec::new();
        for mover in all {
            if let Some(lenses) = lenses(mover)
                && let Look::Observer { side, unit, .. } = movers.look(mover)
            {
                let set = self.sets.place_of(&lenses);
                movers.show(mover, Look::Observer { set, side, unit });
                changed.push(mover);
            }
        }
        self.find_reach(movers);
        for mover in changed {
            self.reseat(mover, now, movers, calendar);
        }
    }

    /// Works out the windows of a mover that has just started a new piece, or come to rest, or
    /// begun or ceased to take part.
    pub fn reseat(
        &mut self,
        mover: MoverId,
        now: SimTime,
        movers: &Movers,
        calendar: &mut Calendar,
    ) {
        let mut carried = std::mem::take(&mut self.carried);
        let links = std::mem::take(&mut self.seat_mut(mover).links);
        for link in links {
            if let Some(pair) = self.unlink(link, mover) {
                self.settle(pair, now, movers, calendar, &mut carried);
            }
        }
        let look = movers.look(mover);
        let looks = matches!(look, Look::Observer { .. });
        if self.seat(mover).active {
            let piece = movers.piece(mover);
            let extent = Extent::around(piece.at(now), piece.end, 0.0);
            if !looks || self.meets_or_sees(look) {
                let (grid, held) = self.held(mover, looks);
                grid.put(mover.0, held, &extent);
            }
            let mut found = std::mem::take(&mut self.found);
            found.clear();
            self.look_around(look, &extent, &mut found);
            // Most who are near are never within reach, and their boxes tell it at once.
            let around = extent.widened(self.around_m(look) + ROUNDING_M);
            for other in found.iter().map(|&other| MoverId(other)) {
                if other != mover && around.meets(&movers.extent(other)) {
                    let both = (mover, other);
                    self.pair_up(both, &piece, now, movers, calendar, &mut carried);
                }
            }
            self.found = found;
        } else {
            let (grid, held) = self.held(mover, looks);
            grid.remove(mover.0, held);
        }
        for pair in carried.drain(..) {
            self.close(pair, now, movers, calendar);
        }
        self.carried = carried;
    }

    /// The grid that a mover belongs into, and its cells there.
    fn held(&mut self, mover: MoverId, looks: bool) -> (&mut Grid, &mut Cells) {
        let grid = match looks {
            true => &mut self.observers,
            false => &mut self.targets,
        };
        (grid, &mut self.seats[mover.0 as usize].held)
    }

    /// The greatest range of the sensors of a mover, in metres.
    fn reach_m(&self, look: Look) -> f64 {
        match look {
            Look::Observer { set, .. } => self.sets.reach_m(set),
            Look::People { .. } | Look::Part { .. } => 0.0,
        }
    }

    /// How far from a mover may be whoever it has a window with, in metres.
    fn around_m(&self, look: Look) -> f64 {
        match look {
            Look::Observer { unit: true, .. } => self.reach_m(look).max(WITHIN_SIGHT_M),
            Look::Observer { .. } => self.reach_m(look),
            Look::People { .. } | Look::Part { .. } => self.reach_max_m,
        }
    }

    /// Whether an observer can have a window with anybody.
    fn meets_or_sees(&self, look: Look) -> bool {
        matches!(look, Look::Observer { unit: true, .. }) || self.reach_m(look) > 0.0
    }

    /// Collects whom a mover might have a window with, each once.
    fn look_around(&self, look: Look, extent: &Extent, found: &mut Vec<u32>) {
        if let Look::Observer { set, unit, .. } = look {
            let reach_m = self.sets.reach_m(set);
            if reach_m > 0.0 {
                self.targets.near(&extent.widened(reach_m), found);
            }
            if unit {
                let widened = extent.widened(WITHIN_SIGHT_M);
                self.observers.near(&widened, found);
            }
        } else {
            let widened = extent.widened(self.reach_max_m);
            self.observers.near(&widened, found);
        }
    }

    /// Works out the windows between a mover with a new piece and another, in whichever roles they
    /// have to each other.
    fn pair_up(
        &mut self,
        (mover, other): (MoverId, MoverId),
        piece: &Piece,
        now: SimTime,
        movers: &Movers,
        calendar: &mut Calendar,
        carried: &mut Vec<Pair>,
    ) {
        let looks = (movers.look(mover), movers.look(other));
        let as_observer = self.role(mover, other, looks.0, looks.1);
        let as_target = self.role(other, mover, looks.1, looks.0);
        let roles = as_observer.iter().chain(&as_target);
        let mut reaches = roles.map(|&(_, reach_m)| reach_m);
        debug_assert!(reaches.all(|reach_m| reach_m <= self.around_m(looks.0)));
        let theirs = movers.piece(other);
        if let Some((kind, reach_m)) = as_observer {
            let pair = (mover, other, kind);
            self.window(
                pair,
                reach_m,
                (piece, &theirs),
                now,
                movers,
                calendar,
                carried,
            );
        }
        if let Some((kind, reach_m)) = as_target {
            let pair = (other, mover, kind);
            self.window(
                pair,
                reach_m,
                (&theirs, piece),
                now,
                movers,
                calendar,
                carried,
            );
        }
    }

    /// What an observer and a target have to do with each other, and up to which distance.
    fn role(
        &self,
        observer: MoverId,
        target: MoverId,
        eyes: Look,
        seen: Look,
    ) -> Option<(Kind, f64)> {
        let Look::Observer { set, side, unit } = eyes else {
            return None;
        };
        let reach_m = self.sets.reach_m(set);
        match seen {
            Look::People { hidden } if reach_m > 0.0 => {
                Some((Kind::Detect, reach_m * (1.0 - hidden)))
            }
            Look::Part { sides } if reach_m > 0.0 && sides & side != 0 => {
                Some((Kind::Watch, reach_m))
            }
            // Two units make one pair of each of these kinds.
            Look::Observer {
                unit: true,
                side: other,
                ..
            } if unit && side != other => Some(if observer < target {
                (Kind::Face, FACE_TO_FACE_M)
            } else {
                (Kind::Near, WITHIN_SIGHT_M)
            }),
            _ => None,
        }
    }

    /// Works out one window and puts what follows from it into the calendar.
    fn window(
        &mut self,
        (observer, target, kind): (MoverId, MoverId, Kind),
        reach_m: f64,
        (o, t): (&Piece, &Piece),
        now: SimTime,
        movers: &Movers,
        calendar: &mut Calendar,
        carried: &mut Vec<Pair>,
    ) {
        let motion = o.relative(t, now);
        let Some((begin, end)) = motion.within(reach_m) else {
            return;
        };
        let (now_s, horizon) = (seconds(now), seconds(o.until.min(t.until)));
        if end < now_s || begin > horizon {
            return;
        }
        let earlier = carried
            .iter()
            .position(|p| p.observer == observer && p.target == target && p.kind == kind)
            .map(|i| carried.swap_remove(i));
        let fresh = earlier.is_none();
        let mut pair = earlier.unwrap_or(Pair {
            observer,
            target,
            kind,
            stamp: 0,
            motion: Motion(motion),
            from_s: begin.max(now_s),
            end_s: end,
            exits: false,
            hazard: 0.0,
            need: 0.0,
            ordinal: 0,
            open: false,
        });
        pair.motion = Motion(motion);
        pair.exits = end < horizon;
        pair.end_s = end.min(horizon);
        if fresh && kind == Kind::Detect {
            pair.ordinal = self.past.with(self.seat(target).past, observer);
            let keys = [
                self.key(observer),
                self.key(target),
                u64::from(pair.ordinal),
            ];
            pair.need = self.luck.stream(Purpose::Detection, &keys).exponential();
        }
        self.announce(pair, now, movers, calendar);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use smallvec::smallvec;

    use super::*;
    use crate::base::geo::Pos;
    use crate::base::rng::Stream;
    use crate::journal::event::Waypoint;
    use crate::scenario::file::Law;
    use crate::sim::hazard::Lens;
    use crate::sim::seat::Role;

    const MOVERS: u32 = 60;
    const SIDE_M: f64 = 12_000.0;

    /// Everybody who can see or be seen, in every mixture.
    fn member(key: u64) -> Member {
        let lens = |range_m| Lens {
            law: Law::Constant,
            range_m,
            rate_per_s: 0.001,
        };
        let side = 1 << (key % 2);
        let role = match key % 5 {
            0 => Role::People(1.0),
            1 => Role::Part(1 + (key / 5 % 3) as u32),
            n => Role::Observer {
                lenses: match key / 5 % 3 {
                    0 => smallvec![],
                    1 => smallvec![lens(800.0)],
                    _ => smallvec![lens(300.0), lens(2_500.0)],
                },
                eyes: 1.0,
                side,
                unit: n > 2,
            },
        };
        Member {
            key,
            role,
            active: true,
        }
    }

    fn set_out(movers: &mut Movers, mover: MoverId, now: SimTime, draw: &mut Stream) {
        let mut corner = |at: i64| {
            let (x, y) = (draw.range(0.0, SIDE_M), draw.range(0.0, SIDE_M));
            Waypoint(SimTime(at), x, y)
        };
        let mut path = vec![corner(now.0)];
        if !mover.0.is_multiple_of(4) {
            path.push(corner(now.0 + 600_000));
        }
        movers.set_out(mover, path);
    }

    /// The windows of a mover, by the motion of every pair.
    fn all_windows(
        contacts: &Contacts,
        movers: &Movers,
        mover: MoverId,
        now: SimTime,
    ) -> BTreeSet<(MoverId, MoverId, u8)> {
        let mut windows = BTreeSet::new();
        for other in (0..MOVERS).map(MoverId).filter(|&other| other != mover) {
            for (o, t) in [(mover, other), (other, mover)] {
                let looks = (movers.look(o), movers.look(t));
                let Some((kind, reach_m)) = contacts.role(o, t, looks.0, looks.1) else {
                    continue;
                };
                let (a, b) = (movers.piece(o), movers.piece(t));
                let until = seconds(a.until.min(b.until));
                if let Some((begin, end)) = a.relative(&b, now).within(reach_m)
                    && end >= seconds(now)
                    && begin <= until
                {
                    windows.insert((o, t, kind as u8));
                }
            }
        }
        windows
    }

    #[test]
    fn a_mover_has_all_the_windows_that_it_can_have() {
        let members: Vec<Member> = (0..u64::from(MOVERS)).map(member).collect();
        let (mut movers, mut calendar) = (Movers::default(), Calendar::default());
        for _ in &members {
            movers.add(Pos::default());
        }
        let all = Extent::around(Pos::default(), Pos::new(SIDE_M, SIDE_M), 0.0);
        let mut contacts = Contacts::new(&members, &mut movers, all, 1_500.0, Seed(1));
        for person in (0..MOVERS).step_by(10) {
            movers.show(MoverId(person), Look::People { hidden: 0.4 });
        }
        let mut draw = Seed(2).stream(Purpose::Arrival, &[5]);
        let mut kinds = BTreeSet::new();
        for step in 0..3_000 {
            let (mover, now) = (MoverId(step * 7 % MOVERS), SimTime(i64::from(step) * 8_000));
            set_out(&mut movers, mover, now, &mut draw);
            contacts.reseat(mover, now, &movers, &mut calendar);
            let pairs = contacts.pairs.iter().flatten();
            let own = pairs.filter(|p| p.observer == mover || p.target == mover);
            let windows: BTreeSet<_> = own.map(|p| (p.observer, p.target, p.kind as u8)).collect();
            if step >= MOVERS {
                assert_eq!(windows, all_windows(&contacts, &movers, mover, now));
            }
            kinds.extend(windows.iter().map(|&(_, _, kind)| kind));
        }
        assert_eq!(kinds.len(), 4, "detected, watched, face to face, in sight");
    }
}
