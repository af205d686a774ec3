//! Reading ahead: what the next items of the calendar will need is read from memory before they are
//! handled, so that the waiting for it overlaps.
//!
//! Each item touches a dozen places that lie anywhere in memory. One at a time they are waited for
//! in turn; read for many items in short loops, most of the waiting goes on at once. Nothing is
//! changed by it, so that no result can depend on it.

use std::hint::black_box;

use crate::sim::calendar::{Due, Item};
use crate::sim::contact::Contacts;
use crate::sim::grid::Cells;
use crate::sim::motion::Movers;
use crate::sim::seat::Look;
use crate::sim::state::MoverId;
use crate::sim::touch::touch;

/// With fewer movers that take part, what is needed is in the cache anyway.
const CROWD: usize = 3_000;

/// Places that are about to be read.
#[derive(Default)]
pub(super) struct Ahead {
    /// Whoever is set in motion, and which of them look and which are looked for.
    movers: Vec<u32>,
    observers: Vec<u32>,
    targets: Vec<u32>,
    /// The targets of what comes into sight or goes out of it.
    seen: Vec<u32>,
    seats: Vec<u32>,
    pairs: Vec<u32>,
    observer_cells: Vec<Cells>,
    target_cells: Vec<Cells>,
    observer_blocks: Vec<u32>,
    target_blocks: Vec<u32>,
}

impl Ahead {
    fn clear(&mut self) {
        let lists = [
            &mut self.movers,
            &mut self.observers,
            &mut self.targets,
            &mut self.seen,
            &mut self.seats,
            &mut self.pairs,
            &mut self.observer_blocks,
            &mut self.target_blocks,
        ];
        lists.into_iter().for_each(Vec::clear);
        self.observer_cells.clear();
        self.target_cells.clear();
    }
}

impl Contacts {
    /// Reads what handling these items will need; `whose` tells whom an item sets in motion.
    pub fn read_ahead(
        &mut self,
        coming: &[Item],
        movers: &Movers,
        whose: impl Fn(&Due) -> Option<MoverId>,
    ) {
        if self.active < CROWD || coming.is_empty() {
            return;
        }
        let mut ahead = std::mem::take(&mut self.ahead);
        ahead.clear();
        for (_, due) in coming {
            if let Some(mover) = whose(due) {
                ahead.movers.push(mover.0);
            } else if let Due::Sight(o, t, _) | Due::Lose(o, t, _) = *due {
                ahead.seats.push(o.0);
                ahead.seen.push(t.0);
            }
        }
        let mut sum = movers.touch_figures(&ahead.movers) ^ movers.touch_routes(&ahead.movers);
        for of in [&ahead.movers, &ahead.seats, &ahead.seen] {
            sum ^= touch(of, &self.seats, |seat| seat.key);
        }
        sum ^= self.read_behind(&mut ahead, movers);
        sum ^= self.read_around(&mut ahead, movers);
        black_box(sum);
        self.ahead = ahead;
    }

    /// Reads what lies behind the movers: their pairs, whom these are with, and where they go.
    fn read_behind(&self, ahead: &mut Ahead, movers: &Movers) -> u64 {
        for &mover in &ahead.movers {
            match movers.look(MoverId(mover)) {
                Look::Observer { .. } => ahead.observers.push(mover),
                Look::People { .. } | Look::Part { .. } => ahead.targets.push(mover),
            }
        }
        for &mover in ahead.movers.iter().chain(&ahead.seen) {
            ahead.pairs.extend(self.seats[mover as usize].links.iter());
        }
        let pairs = touch(&ahead.pairs, &self.pairs, |pair| {
            pair.as_ref()
                .map_or(0, |p| u64::from(p.stamp) ^ p.need.to_bits())
        });
        let known = ahead.pairs.iter();
        let known = known.filter_map(|&link| self.pairs[link as usize].as_ref());
        ahead.seats.clear();
        ahead
            .seats
            .extend(known.flat_map(|pair| [pair.observer.0, pair.target.0]));
        pairs
            ^ movers.touch_corners(&ahead.movers)
            ^ self.observers.touch_held(&ahead.observers)
            ^ self.targets.touch_held(&ahead.targets)
            ^ touch(&ahead.seats, &self.seats, |seat| seat.key)
    }

    /// Reads the cells in which the movers are and will look, and whoever is in them.
    fn read_around(&self, ahead: &mut Ahead, movers: &Movers) -> u64 {
        for &mover in &ahead.observers {
            let next = movers.next_box(MoverId(mover));
            let reach_m = self.reach_m(movers.look(MoverId(mover)));
            let cells = self.targets.cells_of(&next.widened(reach_m));
            ahead.target_cells.push(cells);
            self.targets.list_blocks(cells, &mut ahead.target_blocks);
        }
        for &mover in &ahead.targets {
            let next = movers.next_box(MoverId(mover));
            let cells = self.observers.cells_of(&next.widened(self.reach_max_m));
            ahead.observer_cells.push(cells);
            self.observers
                .list_blocks(cells, &mut ahead.observer_blocks);
            for cells in [
                self.targets.cells_holding(mover),
                self.targets.cells_of(&next),
            ] {
                self.targets.list_blocks(cells, &mut ahead.target_blocks);
            }
        }
        let observers = self.observers.touch_blocks(&ahead.observer_blocks);
        let targets = self.targets.touch_blocks(&ahead.target_blocks);
        let others = &mut ahead.movers;
        others.clear();
        for &cells in &ahead.observer_cells {
            self.observers.each_in(cells, |other| others.push(other));
        }
        for &cells in &ahead.target_cells {
            self.targets.each_in(cells, |other| others.push(other));
        }
        observers ^ targets ^ movers.touch_figures(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::geo::Pos;
    use crate::base::rng::{Purpose, Seed};
    use crate::base::time::SimTime;
    use crate::journal::event::Waypoint;
    use crate::scenario::file::Law;
    use crate::sim::calendar::Calendar;
    use crate::sim::grid::Extent;
    use crate::sim::hazard::Lens;
    use crate::sim::seat::{Member, Role};

    /// What becomes due among a crowd that walks to and fro, looking and being looked for.
    fn history(ahead: bool) -> Vec<Item> {
        const SIDE_M: f64 = 60_000.0;
        let lens = Lens {
            law: Law::Constant,
            range_m: 800.0,
            rate_per_s: 0.001,
        };
        let members = (0..CROWD as u64 + 200).map(|key| Member {
            key,
            role: if key % 2 == 0 {
                Role::People(1.0)
            } else {
                Role::Observer {
                    lenses: smallvec::smallvec![lens],
                    eyes: 1.0,
                    side: 1,
                    unit: false,
                }
            },
            active: false,
        });
        let all = Extent::around(Pos::default(), Pos::new(SIDE_M, SIDE_M), 0.0);
        let mut contacts = Contacts::new(members.collect(), all, 2_000.0, Seed(1));
        let (mut movers, mut calendar) = (Movers::default(), Calendar::default());
        let mut draw = Seed(2).stream(Purpose::Arrival, &[3]);
        for i in 0..CROWD as u32 + 200 {
            let home = (draw.range(0.0, SIDE_M), draw.range(0.0, SIDE_M));
            let corner = |at: i64| {
                let step = (draw.range(-900.0, 900.0), draw.range(-900.0, 900.0));
                Waypoint(SimTime(at), home.0 + step.0, home.1 + step.1)
            };
            let path: Vec<Waypoint> = [0, 900_000, 1_900_000].map(corner).into();
            let mover = movers.add(Pos::new(path[0].1, path[0].2));
            movers.set_out(mover, path);
            calendar.at(movers.piece(mover).until, Due::PieceEnd(MoverId(i), 1));
            contacts.set_active(mover, true, SimTime(0), &mut movers, &mut calendar);
        }
        let mut past = Vec::new();
        while let Some((now, due)) = calendar.next_before(SimTime(2_000_000)) {
            if ahead {
                contacts.read_ahead(calendar.coming(), &movers, |due| match *due {
                    Due::PieceEnd(mover, _) => Some(mover),
                    _ => None,
                });
            }
            past.push((now, due));
            match due {
                Due::PieceEnd(mover, version) => {
                    if movers.advance(mover) {
                        calendar.at(movers.piece(mover).until, Due::PieceEnd(mover, version));
                    }
                    contacts.reseat(mover, now, &mut movers, &mut calendar);
                }
                Due::Sight(o, t, stamp) => {
                    contacts.open(o, t, stamp, now, &mut calendar);
                }
                Due::Lose(o, t, stamp) => {
                    contacts.shut(o, t, stamp);
                }
                _ => {}
            }
        }
        past
    }

    #[test]
    fn what_is_read_ahead_changes_nothing() {
        let (with, without) = (history(true), history(false));
        let seen = |due: &Due| matches!(due, Due::Sight(..));
        assert!(with.iter().filter(|(_, due)| seen(due)).count() > 100);
        assert_eq!(with, without);
    }
}
