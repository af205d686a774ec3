//! What the contact windows keep of one mover: together, as it is needed together, and small, as
//! there may be very many.

use smallvec::SmallVec;

use crate::sim::grid::{Cells, NOWHERE};
use crate::sim::hazard::{LensSets, Lenses};
use crate::sim::state::MoverId;

/// What a mover is to the contact windows.
#[derive(Clone, Debug)]
pub enum Role {
    /// It looks.
    Observer {
        /// What it sees with now; empty for the blind.
        lenses: Lenses,
        /// How much better than one pair of eyes it sees.
        eyes: f64,
        /// The state it belongs to, as a bit.
        side: u32,
        /// Whether it is a unit that can meet other units.
        unit: bool,
    },
    /// People, seen the better the more they are: a factor on the rate of detection.
    People(f64),
    /// A part of a section, looked at by the states in the mask.
    Part(u32),
}

/// A mover as it is told to the contact windows.
#[derive(Clone, Debug)]
pub struct Member {
    /// Key of its random streams.
    pub key: u64,
    /// What it is.
    pub role: Role,
    /// Whether it takes part from the start.
    pub active: bool,
}

/// What of a mover's role decides whether others have a window with it.
#[derive(Clone, Copy, Debug)]
pub enum Look {
    /// An observer.
    Observer {
        /// Its lenses, by place among the sets that occur.
        set: u32,
        /// The state it belongs to, as a bit.
        side: u32,
        /// Whether it is a unit that can meet other units.
        unit: bool,
    },
    /// People.
    People {
        /// The share of a sensor's range that the ground takes away where they are.
        hidden: f64,
    },
    /// A part of a section.
    Part {
        /// The states that look at it.
        sides: u32,
    },
}

impl Look {
    /// What others see in a role.
    pub(super) fn of(role: &Role, sets: &mut LensSets) -> Self {
        match role {
            Role::Observer {
                lenses, side, unit, ..
            } => Self::Observer {
                set: sets.place_of(lenses),
                side: *side,
                unit: *unit,
            },
            Role::People(_) => Self::People { hidden: 0.0 },
            Role::Part(sides) => Self::Part { sides: *sides },
        }
    }
}

/// What is needed of a mover once there is a window: a line of the cache.
#[repr(align(64))]
pub(super) struct Seat {
    pub key: u64,
    /// How much better than one pair of eyes it sees, or how much better than one person it is
    /// seen.
    pub factor: f64,
    /// Its pairs, by place in the slab.
    pub links: SmallVec<[u32; 4]>,
    /// The first of its encounters that are over.
    pub past: Chain,
    /// The cells in which it is to be found.
    pub held: Cells,
    /// Whether it takes part at present.
    pub active: bool,
}

const _: () = assert!(size_of::<Seat>() == 64);

impl Seat {
    /// Drops a pair from its links; the last takes its place.
    pub fn unlink(&mut self, link: u32) {
        if let Some(i) = self.links.iter().position(|&l| l == link) {
            self.links.swap_remove(i);
        }
    }

    pub fn new(member: &Member) -> Self {
        Self {
            key: member.key,
            factor: match member.role {
                Role::Observer { eyes, .. } => eyes,
                Role::People(factor) => factor,
                Role::Part(_) => 1.0,
            },
            links: SmallVec::new(),
            past: Chain::EMPTY,
            held: NOWHERE,
            active: member.active,
        }
    }
}

/// Where a mover's encounters that are over begin.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Chain(u32);

impl Chain {
    pub const EMPTY: Self = Self(u32::MAX);
}

struct Over {
    observer: MoverId,
    count: u32,
    next: Chain,
}

/// Encounters that are over, of all movers: how many of each observer with each target. Most have
/// none, and few have more than two.
#[derive(Default)]
pub(super) struct Past {
    all: Vec<Over>,
}

impl Past {
    /// How many encounters with an observer are over.
    pub fn with(&self, mut chain: Chain, observer: MoverId) -> u32 {
        while let Some(over) = self.all.get(chain.0 as usize) {
            if over.observer == observer {
                return over.count;
            }
            chain = over.next;
        }
        0
    }

    /// Sets how many encounters with an observer are over.
    pub fn set(&mut self, chain: &mut Chain, observer: MoverId, count: u32) {
        let mut at = *chain;
        while let Some(over) = self.all.get_mut(at.0 as usize) {
            if over.observer == observer {
                over.count = count;
                return;
            }
            at = over.next;
        }
        self.all.push(Over {
            observer,
            count,
            next: *chain,
        });
        *chain = Chain((self.all.len() - 1) as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encounters_are_counted_by_target_and_observer() {
        let (mut past, mut one, mut other) = (Past::default(), Chain::EMPTY, Chain::EMPTY);
        past.set(&mut one, MoverId(4), 1);
        past.set(&mut other, MoverId(4), 1);
        past.set(&mut one, MoverId(6), 1);
        past.set(&mut one, MoverId(4), 2);
        let of = |chain, observer| past.with(chain, MoverId(observer));
        assert_eq!((of(one, 4), of(one, 6), of(one, 5)), (2, 1, 0));
        assert_eq!((of(other, 4), of(other, 6)), (1, 0));
        assert_eq!(of(Chain::EMPTY, 4), 0);
    }
}
