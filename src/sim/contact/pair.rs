//! The life of one contact window: announced, open, carried from piece to piece, closed, counted.

use std::borrow::Cow;
use std::mem::offset_of;

use crate::base::time::SimTime;
use crate::sim::calendar::{Calendar, Due};
use crate::sim::contact::Contacts;
use crate::sim::hazard::{Lens, Relative, crossing, gathered};
use crate::sim::motion::Movers;
use crate::sim::seat::Look;
use crate::sim::state::MoverId;

/// What a pair is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Detect,
    Watch,
    Face,
    Near,
}

/// An observer and a target with a contact window on their current pieces. What is needed to open
/// and to shut it is on one line of the cache, how the two move on the next.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub(super) struct Pair {
    pub observer: MoverId,
    pub target: MoverId,
    pub stamp: u32,
    pub ordinal: u32,
    pub kind: Kind,
    /// Whether the opening (found, in view) has come about.
    pub open: bool,
    /// Whether the target really leaves when the window ends.
    pub exits: bool,
    /// When the window ends.
    pub end_s: f64,
    /// From when on hazard is yet to be gathered; until then, when the window begins.
    pub from_s: f64,
    /// Hazard gathered before `from_s`, and the threshold of this encounter.
    pub hazard: f64,
    pub need: f64,
    pub motion: Motion,
}

const _: () = assert!(size_of::<Option<Pair>>() == 128 && offset_of!(Pair, motion) == 64);

/// The motion of the two, on a line of the cache of its own.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Motion(pub Relative);

pub(super) fn seconds(at: SimTime) -> f64 {
    at.as_f64() / 1000.0
}

/// The first whole millisecond not before an instant, and not before now.
pub(super) fn not_before(s: f64, now: SimTime) -> SimTime {
    SimTime(libm::ceil(s * 1000.0 - 1e-6) as i64).max(now)
}

impl Contacts {
    /// Keeps a pair and puts its opening and closing into the calendar.
    pub(super) fn announce(
        &mut self,
        mut pair: Pair,
        now: SimTime,
        movers: &Movers,
        calendar: &mut Calendar,
    ) {
        self.stamps += 1;
        pair.stamp = self.stamps;
        let (o, t, stamp) = (pair.observer, pair.target, pair.stamp);
        if !pair.open {
            let opens = match pair.kind {
                Kind::Detect => self.found_at(&pair, movers),
                Kind::Watch | Kind::Face | Kind::Near => Some(pair.from_s),
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
        self.seat_mut(o).links.push(slot);
        self.seat_mut(t).links.push(slot);
    }

    /// When the hazard of a pair crosses its threshold within the window, if it does.
    fn found_at(&self, pair: &Pair, movers: &Movers) -> Option<f64> {
        let need = (pair.need - pair.hazard).max(0.0);
        let (lenses, factor) = self.sight(pair, movers);
        crossing(
            &lenses,
            &pair.motion.0,
            factor,
            need,
            pair.from_s,
            pair.end_s,
        )
    }

    /// What an observer sees people with now, as far as the ground lets it, and how well.
    fn sight(&self, pair: &Pair, movers: &Movers) -> (Cow<'_, [Lens]>, f64) {
        let looks = (movers.look(pair.observer), movers.look(pair.target));
        let (Look::Observer { set, .. }, Look::People { hidden }) = looks else {
            return (Cow::Borrowed(&[]), 0.0);
        };
        let lenses = self.sets.lenses(set);
        let seen = if hidden == 0.0 {
            Cow::Borrowed(lenses)
        } else {
            let shortened = lenses.iter().map(|lens| lens.shortened(1.0 - hidden));
            shortened.collect()
        };
        let factor = self.seat(pair.observer).factor * self.seat(pair.target).factor;
        (seen, factor)
    }

    /// Adds the hazard since it was last gathered.
    pub(super) fn gather(&self, pair: &mut Pair, now: SimTime, movers: &Movers) {
        let now_s = seconds(now);
        if pair.kind == Kind::Detect && !pair.open && now_s > pair.from_s {
            let (lenses, factor) = self.sight(pair, movers);
            let until = now_s.min(pair.end_s);
            pair.hazard += gathered(&lenses, &pair.motion.0, factor, pair.from_s, until);
            pair.from_s = now_s;
        }
    }

    /// What becomes of a pair when one of the two starts a new piece: it goes on, or it is over.
    pub(super) fn settle(
        &mut self,
        mut pair: Pair,
        now: SimTime,
        movers: &Movers,
        calendar: &mut Calendar,
        carried: &mut Vec<Pair>,
    ) {
        if now < not_before(pair.from_s, SimTime(i64::MIN)) {
            return; // it had not begun
        }
        if pair.exits && now >= not_before(pair.end_s, SimTime(i64::MIN)) {
            self.close(pair, now, movers, calendar);
        } else {
            self.gather(&mut pair, now, movers);
            carried.push(pair);
        }
    }

    /// The end of a pair's window: whoever saw something must hear of it.
    pub(super) fn close(
        &mut self,
        mut pair: Pair,
        now: SimTime,
        movers: &Movers,
        calendar: &mut Calendar,
    ) {
        if pair.open && !matches!(pair.kind, Kind::Face | Kind::Near) {
            pair.exits = true;
            pair.end_s = seconds(now);
            self.announce(pair, now, movers, calendar);
        } else {
            self.count(pair.kind, pair.observer, pair.target, pair.ordinal);
        }
    }

    /// Counts an encounter that is over.
    fn count(&mut self, kind: Kind, observer: MoverId, target: MoverId, ordinal: u32) {
        if kind == Kind::Detect {
            let chain = &mut self.seats[target.0 as usize].past;
            self.past.set(chain, observer, ordinal + 1);
        }
    }

    /// Takes a pair out of the slab and out of the other mover's links.
    pub(super) fn unlink(&mut self, slot: u32, from: MoverId) -> Option<Pair> {
        let pair = self.pairs[slot as usize].take()?;
        self.free.push(slot);
        let other = if pair.observer == from {
            pair.target
        } else {
            pair.observer
        };
        self.seat_mut(other).unlink(slot);
        Some(pair)
    }

    /// A pair's place in the slab, by the links of its target: few can see anything, but one may
    /// see many.
    fn slot(&self, observer: MoverId, target: MoverId, stamp: u32) -> Option<u32> {
        let links = &self.seat(target).links;
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
        // It is not moved out: how the two move is of no use any more.
        let place = &mut self.pairs[slot as usize];
        let Some((kind, ordinal, open)) = place.as_ref().map(|p| (p.kind, p.ordinal, p.open))
        else {
            return false;
        };
        *place = None;
        self.free.push(slot);
        self.seat_mut(observer).unlink(slot);
        self.seat_mut(target).unlink(slot);
        self.count(kind, observer, target, ordinal);
        open
    }

    /// The targets that an observer has found and still has within reach, in order.
    pub fn in_sight(&self, observer: MoverId) -> Vec<MoverId> {
        let mut seen: Vec<MoverId> = self
            .seat(observer)
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
