//! Who has whom within reach, and when: contact windows in closed form.
//!
//! Whenever a mover starts a new straight piece, its windows with everybody near are worked out on
//! the relative motion of the two pieces, and what follows (found, lost, in view, face to face) is
//! put into the calendar. Between two such moments nothing is computed at all.
//!
//! # Determinism
//!
//! Each pair is worked out by itself from the two pieces; the order of visits leaves no trace.

use std::borrow::Cow;

use bevy::ecs::prelude::Resource;
use smallvec::SmallVec;

use crate::base::geo::Pos;
use crate::base::rng::{Purpose, Seed};
use crate::base::time::SimTime;
use crate::sim::calendar::{Calendar, Due};
use crate::sim::grid::{Extent, Grid};
use crate::sim::hazard::{Lens, Lenses, Relative, crossing, gathered};
use crate::sim::motion::Movers;
use crate::sim::state::MoverId;

/// Two units are face to face within this distance, in metres: an exercise assumption.
pub const FACE_TO_FACE_M: f64 = 100.0;

/// Two units of different sides come within sight of each other at this distance, in metres: an
/// exercise assumption.
pub const WITHIN_SIGHT_M: f64 = 700.0;

/// What a mover is to others.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum Target {
    /// Nothing that is looked for.
    #[default]
    Nothing,
    /// People, seen the better the more they are: a factor on the rate of detection.
    People(f64),
    /// A part of a section, looked at by the states in the mask.
    Part(u32),
}

/// What a mover does in the contact windows.
#[derive(Clone, Debug, Default)]
pub struct Role {
    /// What it sees with now; empty for the blind.
    pub lenses: Lenses,
    /// The greatest range of its sensors now, in metres.
    pub reach_m: f64,
    /// How much better than one pair of eyes it sees.
    pub eyes: f64,
    /// Key of its random streams.
    pub key: u64,
    /// The state it belongs to, as a bit.
    pub side: u32,
    /// Whether it is a unit that can meet other units.
    pub unit: bool,
    /// What it is to others.
    pub target: Target,
    /// The share of a sensor's range that the ground takes away where it is.
    pub hidden: f64,
    /// Whether it takes part at present.
    pub active: bool,
}

/// What a pair is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Detect,
    Watch,
    Face,
    Near,
}

/// An observer and a target with a contact window on their current pieces.
#[derive(Clone, Debug)]
struct Pair {
    observer: MoverId,
    target: MoverId,
    kind: Kind,
    stamp: u32,
    motion: Relative,
    /// The window in seconds; `exits` if the target really leaves at its end.
    begin_s: f64,
    end_s: f64,
    exits: bool,
    /// Hazard gathered before `from_s`, and the threshold of this encounter.
    hazard: f64,
    from_s: f64,
    need: f64,
    /// What the ground leaves of the sensors' range.
    scale: f64,
    ordinal: u32,
    /// Whether the opening (found, in view) has come about.
    open: bool,
}

/// A role as it is kept: small, as there may be very many.
struct Kept {
    /// Its lenses, by place among the sets that occur.
    lenses: u32,
    side: u32,
    reach_m: f64,
    eyes: f64,
    hidden: f64,
    key: u64,
    target: Target,
    unit: bool,
    active: bool,
}

/// What is kept of one mover, together, as it is needed together.
struct Seat {
    role: Kept,
    /// Its pairs, by place in the slab.
    links: SmallVec<[u32; 4]>,
    /// Encounters with it that are over: observers in order, each with how many.
    past: SmallVec<[(MoverId, u32); 2]>,
    /// The visit in which it was last seen.
    seen: u32,
}

/// All contact windows.
#[derive(Resource)]
pub struct Contacts {
    seats: Vec<Seat>,
    /// The sets of lenses that occur: few, as units of one kind see with the same.
    sets: Vec<Lenses>,
    observers: Grid,
    targets: Grid,
    reach_max_m: f64,
    pairs: Vec<Option<Pair>>,
    free: Vec<u32>,
    stamps: u32,
    visit: u32,
    luck: Seed,
    found: Vec<u32>,
    carried: Vec<Pair>,
}

impl Seat {
    fn new(role: Role, sets: &mut Vec<Lenses>) -> Self {
        Self {
            role: Kept {
                lenses: place_of(role.lenses, sets),
                side: role.side,
                reach_m: role.reach_m,
                eyes: role.eyes,
                hidden: role.hidden,
                key: role.key,
                target: role.target,
                unit: role.unit,
                active: role.active,
            },
            links: SmallVec::new(),
            past: SmallVec::new(),
            seen: 0,
        }
    }
}

/// The place of a set of lenses among those that occur; it is added if it is new.
fn place_of(lenses: Lenses, sets: &mut Vec<Lenses>) -> u32 {
    let known = sets.iter().position(|set| *set == lenses);
    known.unwrap_or_else(|| {
        sets.push(lenses);
        sets.len() - 1
    }) as u32
}

fn seconds(at: SimTime) -> f64 {
    at.as_f64() / 1000.0
}

/// The first whole millisecond not before an instant, and not before now.
fn not_before(s: f64, now: SimTime) -> SimTime {
    SimTime(libm::ceil(s * 1000.0 - 1e-6) as i64).max(now)
}

impl Contacts {
    /// Contacts of movers with these roles on a stretch of the plane. `cell_m` should be about the
    /// reach of most sensors.
    pub fn new(roles: Vec<Role>, extent: Extent, cell_m: f64, luck: Seed) -> Self {
        let n = roles.len();
        let reach_max_m = roles.iter().fold(WITHIN_SIGHT_M, |m, r| m.max(r.reach_m));
        let mut sets = Vec::new();
        let seats = roles.into_iter().map(|r| Seat::new(r, &mut sets));
        Self {
            seats: seats.collect(),
            sets,
            observers: Grid::new(extent, cell_m, n),
            targets: Grid::new(extent, cell_m, n),
            reach_max_m,
            pairs: Vec::new(),
            free: Vec::new(),
            stamps: 0,
            visit: 0,
            luck,
            found: Vec::new(),
            carried: Vec::new(),
        }
    }

    /// The key of a mover's random streams.
    pub fn key(&self, mover: MoverId) -> u64 {
        self.seats[mover.0 as usize].role.key
    }

    /// What an observer sees a target with now, as far as the ground lets it.
    fn lenses_on(&self, pair: &Pair) -> Cow<'_, [Lens]> {
        let set = &self.sets[self.seats[pair.observer.0 as usize].role.lenses as usize];
        if pair.scale == 1.0 {
            return Cow::Borrowed(set);
        }
        set.iter().map(|lens| lens.shortened(pair.scale)).collect()
    }

    /// Sets how well a mover sees and how much the ground hides it, before it is seated anew.
    /// What was gathered until now keeps what held until now.
    pub fn set_condition(&mut self, mover: MoverId, eyes: Option<f64>, hidden: f64, now: SimTime) {
        let role = &self.seats[mover.0 as usize].role;
        let eyes = eyes.unwrap_or(role.eyes);
        if role.eyes == eyes && role.hidden == hidden {
            return;
        }
        for link in self.seats[mover.0 as usize].links.clone() {
            if let Some(mut pair) = self.pairs[link as usize].take() {
                self.gather(&mut pair, now);
                self.pairs[link as usize] = Some(pair);
            }
        }
        let role = &mut self.seats[mover.0 as usize].role;
        role.eyes = eyes;
        role.hidden = hidden;
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
        if self.seats[mover.0 as usize].role.active != active {
            self.seats[mover.0 as usize].role.active = active;
            self.reseat(mover, now, movers, calendar);
        }
    }

    /// Gives observers new lenses (light or weather changed) and works everything out again.
    pub fn relens(
        &mut self,
        now: SimTime,
        movers: &Movers,
        calendar: &mut Calendar,
        lenses: impl Fn(MoverId) -> Option<Lenses>,
    ) {
        for i in 0..self.pairs.len() {
            if let Some(mut pair) = self.pairs[i].take() {
                self.gather(&mut pair, now);
                self.pairs[i] = Some(pair);
            }
        }
        let all = (0..self.seats.len() as u32).map(MoverId);
        let mut changed = Vec::new();
        for mover in all {
            if let Some(lenses) = lenses(mover) {
                let role = &mut self.seats[mover.0 as usize].role;
                role.reach_m = lenses.iter().fold(0.0, |m: f64, l| m.max(l.range_m));
                role.lenses = place_of(lenses, &mut self.sets);
                changed.push(mover);
            }
        }
        self.reach_max_m = self
            .seats
            .iter()
            .fold(WITHIN_SIGHT_M, |m, s| m.max(s.role.reach_m));
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
        for link in std::mem::take(&mut self.seats[mover.0 as usize].links) {
            if let Some(pair) = self.unlink(link, mover) {
                self.settle(pair, now, calendar, &mut carried);
            }
        }
        let role = &self.seats[mover.0 as usize].role;
        if role.active {
            let (observes, is_target) = (
                role.unit || role.reach_m > 0.0,
                role.target != Target::Nothing,
            );
            let piece = movers.piece(mover);
            let here = piece.at(now);
            let extent = Extent::around(here, piece.end, 0.0);
            if observes {
                self.observers.put(mover.0, &extent);
            }
            if is_target {
                self.targets.put(mover.0, &extent);
            }
            self.look_around(mover, &Extent::around(here, piece.end, 0.0));
            let found = std::mem::take(&mut self.found);
            for &other in &found {
                self.pair_up(mover, MoverId(other), now, movers, calendar, &mut carried);
            }
            self.found = found;
        } else {
            self.observers.remove(mover.0);
            self.targets.remove(mover.0);
        }
        for pair in carried.drain(..) {
            self.close(pair, now, calendar);
        }
        self.carried = carried;
    }

    /// Collects whom a mover might have a window with, each once.
    fn look_around(&mut self, mover: MoverId, extent: &Extent) {
        self.visit += 1;
        self.seats[mover.0 as usize].seen = self.visit;
        self.found.clear();
        let role = &self.seats[mover.0 as usize].role;
        let (reach_m, unit, wanted) = (role.reach_m, role.unit, role.target != Target::Nothing);
        let (visit, seats, found) = (self.visit, &mut self.seats, &mut self.found);
        let mut note = |other: u32| {
            let seat = &mut seats[other as usize];
            if seat.seen != visit {
                seat.seen = visit;
                found.push(other);
            }
        };
        let widened = |m: f64| Extent {
            low: Pos::new(extent.low.x - m, extent.low.y - m),
            high: Pos::new(extent.high.x + m, extent.high.y + m),
        };
        if reach_m > 0.0 {
            self.targets.near(&widened(reach_m), &mut note);
        }
        if wanted {
            self.observers.near(&widened(self.reach_max_m), &mut note);
        } else if unit {
            self.observers.near(&widened(WITHIN_SIGHT_M), &mut note);
        }
    }

    /// Works out the windows between two movers, in whichever roles they have to each other.
    fn pair_up(
        &mut self,
        a: MoverId,
        b: MoverId,
        now: SimTime,
        movers: &Movers,
        calendar: &mut Calendar,
        carried: &mut Vec<Pair>,
    ) {
        for (observer, target) in [(a, b), (b, a)] {
            let (o, t) = (
                &self.seats[observer.0 as usize].role,
                &self.seats[target.0 as usize].role,
            );
            let kind = match t.target {
                Target::People(_) if o.reach_m > 0.0 => Kind::Detect,
                Target::Part(sides) if o.reach_m > 0.0 && sides & o.side != 0 => Kind::Watch,
                Target::Nothing if o.unit && t.unit && o.side != t.side => {
                    // Two units make one pair of each of these kinds.
                    if observer < target {
                        Kind::Face
                    } else {
                        Kind::Near
                    }
                }
                _ => continue,
            };
            let (reach, scale) = match kind {
                Kind::Face => (FACE_TO_FACE_M, 1.0),
                Kind::Near => (WITHIN_SIGHT_M, 1.0),
                Kind::Watch => (o.reach_m, 1.0),
                Kind::Detect => (o.reach_m * (1.0 - t.hidden), 1.0 - t.hidden),
            };
            let window = (reach, scale);
            self.window(
                observer, target, kind, window, now, movers, calendar, carried,
            );
        }
    }

    /// Works out one window and puts what follows from it into the calendar.
    #[allow(clippy::too_many_arguments)] // one step of `pair_up`, split off to fit a screen
    fn window(
        &mut self,
        observer: MoverId,
        target: MoverId,
        kind: Kind,
        (reach_m, scale): (f64, f64),
        now: SimTime,
        movers: &Movers,
        calendar: &mut Calendar,
        carried: &mut Vec<Pair>,
    ) {
        let (o, t) = (movers.piece(observer), movers.piece(target));
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
            motion,
            begin_s: begin,
            end_s: end,
            exits: false,
            hazard: 0.0,
            from_s: begin.max(now_s),
            need: 0.0,
            scale,
            ordinal: 0,
            open: false,
        });
        pair.scale = scale;
        pair.motion = motion;
        pair.exits = end < horizon;
        pair.end_s = end.min(horizon);
        if fresh && kind == Kind::Detect {
            pair.ordinal = self.encounters(observer, target);
            let keys = [
                self.seats[observer.0 as usize].role.key,
                self.seats[target.0 as usize].role.key,
                u64::from(pair.ordinal),
            ];
            pair.need = self.luck.stream(Purpose::Detection, &keys).exponential();
        }
        self.announce(pair, now, calendar);
    }

    /// Keeps a pair and puts its opening and closing into the calendar.
    fn announce(&mut self, mut pair: Pair, now: SimTime, calendar: &mut Calendar) {
        self.stamps += 1;
        pair.stamp = self.stamps;
        let (o, t, stamp) = (pair.observer, pair.target, pair.stamp);
        if !pair.open {
            let opens = match pair.kind {
                Kind::Detect => self.found_at(&pair),
                Kind::Watch | Kind::Face | Kind::Near => Some(pair.begin_s),
            };
            if let Some(s) = opens {
                let due = match pair.kind {
                    Kind::Detect => Due::Sight(o, t, stamp),
                    Kind::Watch => Due::WatchBegins(o, t, stamp),
                    Kind::Face => Due::FaceToFace(o, t, stamp),
                    Kind::Near => Due::WithinSight(o, t, stamp),
                };
                calendar.at(not_before(s, now), due);
            }
        }
        if pair.exits && (pair.open || pair.kind == Kind::Watch) {
            calendar.at(not_before(pair.end_s, now), closing(&pair));
        }
        let slot = self.free.pop().unwrap_or_else(|| {
            self.pairs.push(None);
            (self.pairs.len() - 1) as u32
        });
        self.pairs[slot as usize] = Some(pair);
        self.seats[o.0 as usize].links.push(slot);
        self.seats[t.0 as usize].links.push(slot);
    }

    /// When the hazard of a pair crosses its threshold within the window, if it does.
    fn found_at(&self, pair: &Pair) -> Option<f64> {
        let need = (pair.need - pair.hazard).max(0.0);
        let lenses = self.lenses_on(pair);
        crossing(
            &lenses,
            &pair.motion,
            self.factor(pair),
            need,
            pair.from_s,
            pair.end_s,
        )
    }

    fn factor(&self, pair: &Pair) -> f64 {
        let people = match self.seats[pair.target.0 as usize].role.target {
            Target::People(factor) => factor,
            _ => 1.0,
        };
        self.seats[pair.observer.0 as usize].role.eyes * people
    }

    /// Adds the hazard since it was last gathered.
    fn gather(&self, pair: &mut Pair, now: SimTime) {
        let now_s = seconds(now);
        if pair.kind == Kind::Detect && !pair.open && now_s > pair.from_s {
            let lenses = self.lenses_on(pair);
            let until = now_s.min(pair.end_s);
            let factor = self.factor(pair);
            pair.hazard += gathered(&lenses, &pair.motion, factor, pair.from_s, until);
            pair.from_s = now_s;
        }
    }

    /// What becomes of a pair when one of the two starts a new piece: it goes on, or it is over.
    fn settle(
        &mut self,
        mut pair: Pair,
        now: SimTime,
        calendar: &mut Calendar,
        carried: &mut Vec<Pair>,
    ) {
        if now < not_before(pair.begin_s, SimTime(i64::MIN)) {
            return; // it had not begun
        }
        if pair.exits && now >= not_before(pair.end_s, SimTime(i64::MIN)) {
            self.close(pair, now, calendar);
        } else {
            self.gather(&mut pair, now);
            carried.push(pair);
        }
    }

    /// The end of a pair's window: whoever saw something must hear of it.
    fn close(&mut self, mut pair: Pair, now: SimTime, calendar: &mut Calendar) {
        if pair.open && !matches!(pair.kind, Kind::Face | Kind::Near) {
            pair.exits = true;
            pair.end_s = seconds(now);
            self.announce(pair, now, calendar);
        } else {
            self.count(&pair);
        }
    }

    /// Counts an encounter that is over.
    fn count(&mut self, pair: &Pair) {
        if pair.kind == Kind::Detect {
            let past = &mut self.seats[pair.target.0 as usize].past;
            match past.binary_search_by_key(&pair.observer, |&(o, _)| o) {
                Ok(i) => past[i].1 = pair.ordinal + 1,
                Err(i) => past.insert(i, (pair.observer, pair.ordinal + 1)),
            }
        }
    }

    /// How many encounters of an observer with a target are over.
    fn encounters(&self, observer: MoverId, target: MoverId) -> u32 {
        let past = &self.seats[target.0 as usize].past;
        past.binary_search_by_key(&observer, |&(o, _)| o)
            .map_or(0, |i| past[i].1)
    }

    /// Takes a pair out of the slab and out of the other mover's links.
    fn unlink(&mut self, slot: u32, from: MoverId) -> Option<Pair> {
        let pair = self.pairs[slot as usize].take()?;
        self.free.push(slot);
        let other = if pair.observer == from {
            pair.target
        } else {
            pair.observer
        };
        let links = &mut self.seats[other.0 as usize].links;
        if let Some(i) = links.iter().position(|&l| l == slot) {
            links.swap_remove(i);
        }
        Some(pair)
    }

    /// A pair's place in the slab, by the links of its target: few can see anything, but one may
    /// see many.
    fn slot(&self, observer: MoverId, target: MoverId, stamp: u32) -> Option<u32> {
        let links = &self.seats[target.0 as usize].links;
        links.iter().copied().find(|&l| {
            self.pairs[l as usize]
                .as_ref()
                .is_some_and(|p| p.stamp == stamp && p.observer == observer)
        })
    }

    /// Carries out an opening that was announced; gives the encounter's number, or `None` if it is
    /// out of date.
    pub fn open(
        &mut self,
        observer: MoverId,
        target: MoverId,
        stamp: u32,
        now: SimTime,
        calendar: &mut Calendar,
    ) -> Option<u32> {
        let slot = self.slot(observer, target, stamp)?;
        let pair = self.pairs[slot as usize].as_mut()?;
        pair.open = true;
        if pair.kind == Kind::Detect && pair.exits {
            calendar.at(not_before(pair.end_s, now), closing(pair));
        }
        Some(pair.ordinal)
    }

    /// Carries out a closing that was announced; false if it is out of date.
    pub fn shut(&mut self, observer: MoverId, target: MoverId, stamp: u32) -> bool {
        let Some(slot) = self.slot(observer, target, stamp) else {
            return false;
        };
        let links = &mut self.seats[observer.0 as usize].links;
        if let Some(i) = links.iter().position(|&l| l == slot) {
            links.swap_remove(i);
        }
        let Some(pair) = self.unlink(slot, observer) else {
            return false;
        };
        self.count(&pair);
        pair.open
    }

    /// The targets that an observer has found and still has within reach, in order.
    pub fn in_sight(&self, observer: MoverId) -> Vec<MoverId> {
        let mut seen: Vec<MoverId> = self.seats[observer.0 as usize]
            .links
            .iter()
            .filter_map(|&l| self.pairs[l as usize].as_ref())
            .filter(|p| p.observer == observer && p.kind == Kind::Detect && p.open)
            .map(|p| p.target)
            .collect();
        seen.sort();
        seen
    }
}

fn closing(pair: &Pair) -> Due {
    match pair.kind {
        Kind::Watch => Due::WatchEnds(pair.observer, pair.target, pair.stamp),
        _ => Due::Lose(pair.observer, pair.target, pair.stamp),
    }
}
