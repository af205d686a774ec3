//! Reading ahead: what the next items of the calendar will need is fetched from memory before they
//! are handled, so that nobody waits for it.
//!
//! Each item needs a dozen places that lie anywhere in memory, and where some of them are is known
//! only from others. So it is done in stages, a batch of items each: what a stage asks for is there
//! when the next stage of the same items comes. Nothing is changed by it, so that no result can
//! depend on it.

use mem_prefetch::prefetch_read_data;

use crate::sim::calendar::{Calendar, Due, Item, STAGES};
use crate::sim::contact::Contacts;
use crate::sim::grid::{Cells, Extent, Grid};
use crate::sim::motion::Movers;
use crate::sim::seat::Look;
use crate::sim::state::MoverId;

/// With fewer movers that take part, what is needed is in the cache anyway.
const CROWD: usize = 3_000;

impl Contacts {
    /// Fetches what handling the next items will need, in a crowd; `whose` tells whom an item sets
    /// in motion.
    pub fn read_ahead(
        &self,
        calendar: &mut Calendar,
        movers: &Movers,
        whose: impl Fn(&Due) -> Option<MoverId>,
    ) {
        if self.active >= CROWD
            && let Some(coming) = calendar.coming()
        {
            self.fetch(coming, movers, whose);
        }
    }

    fn fetch(
        &self,
        [first, second, third, last]: [&[Item]; STAGES],
        movers: &Movers,
        whose: impl Fn(&Due) -> Option<MoverId>,
    ) {
        for (_, due) in first {
            if let Some(mover) = whose(due) {
                movers.prefetch(mover);
                self.prefetch_seat(mover);
            } else if let Due::Sight(o, t, _) | Due::Lose(o, t, _) = *due {
                self.prefetch_seat(o);
                self.prefetch_seat(t);
            }
        }
        for (_, due) in second {
            if let Some(mover) = whose(due) {
                movers.prefetch_corners(mover);
                self.prefetch_pairs(mover);
            } else if let Due::Sight(_, t, _) | Due::Lose(_, t, _) = *due {
                self.prefetch_pairs(t);
            }
        }
        for mover in third.iter().filter_map(|(_, due)| whose(due)) {
            self.prefetch_known(mover);
            self.prefetch_cells(mover, movers);
        }
        for mover in last.iter().filter_map(|(_, due)| whose(due)) {
            let (sought, cells) = self.will_look(mover, &movers.next_box(mover), movers);
            sought.each_in(cells, |other| {
                movers.prefetch_figure(MoverId(other));
                self.prefetch_seat(MoverId(other)); // for a window that is new
            });
        }
    }

    fn prefetch_seat(&self, mover: MoverId) {
        prefetch_read_data::<_, 3>(self.seat(mover));
    }

    fn prefetch_pairs(&self, mover: MoverId) {
        for &link in &self.seat(mover).links {
            prefetch_read_data::<_, 3>(&self.pairs[link as usize]);
        }
    }

    /// Whoever a mover has a window with now.
    fn prefetch_known(&self, mover: MoverId) {
        for &link in &self.seat(mover).links {
            if let Some(pair) = &self.pairs[link as usize] {
                prefetch_read_data::<_, 3>(&pair.motion);
                let observes = pair.observer == mover;
                self.prefetch_seat(if observes { pair.target } else { pair.observer });
            }
        }
    }

    /// The cells in which a mover is, will be and will look.
    fn prefetch_cells(&self, mover: MoverId, movers: &Movers) {
        let next = movers.next_box(mover);
        let holder = match movers.look(mover) {
            Look::Observer { .. } => &self.observers,
            Look::People { .. } | Look::Part { .. } => &self.targets,
        };
        let (held, cells) = (self.seat(mover).held, holder.cells_of(&next));
        // A mover that stays in its cells is not put anywhere.
        if held != cells {
            holder.prefetch_blocks(held);
            holder.prefetch_blocks(cells);
        }
        let (sought, cells) = self.will_look(mover, &next, movers);
        sought.prefetch_blocks(cells);
    }

    /// Where a mover will look for others from its next piece.
    fn will_look(&self, mover: MoverId, next: &Extent, movers: &Movers) -> (&Grid, Cells) {
        let look = movers.look(mover);
        let (sought, reach_m) = match look {
            Look::Observer { .. } => (&self.targets, self.reach_m(look)),
            Look::People { .. } | Look::Part { .. } => (&self.observers, self.reach_max_m),
        };
        (sought, sought.cells_of(&next.widened(reach_m)))
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
        let members: Vec<Member> = members.collect();
        let all = Extent::around(Pos::default(), Pos::new(SIDE_M, SIDE_M), 0.0);
        let (mut movers, mut calendar) = (Movers::default(), Calendar::default());
        let ids: Vec<MoverId> = members.iter().map(|_| movers.add(Pos::default())).collect();
        let mut contacts = Contacts::new(&members, &mut movers, all, 2_000.0, Seed(1));
        let mut draw = Seed(2).stream(Purpose::Arrival, &[3]);
        for mover in ids {
            let home = (draw.range(0.0, SIDE_M), draw.range(0.0, SIDE_M));
            let corner = |at: i64| {
                let step = (draw.range(-900.0, 900.0), draw.range(-900.0, 900.0));
                Waypoint(SimTime(at), home.0 + step.0, home.1 + step.1)
            };
            let path: Vec<Waypoint> = [0, 900_000, 1_900_000].map(corner).into();
            movers.set_out(mover, path);
            calendar.at(movers.piece(mover).until, Due::PieceEnd(mover, 1));
            contacts.set_active(mover, true, SimTime(0), &movers, &mut calendar);
        }
        let mut past = Vec::new();
        while let Some((now, due)) = calendar.next_before(SimTime(2_000_000)) {
            if ahead {
                let whose = |due: &Due| match *due {
                    Due::PieceEnd(mover, _) => Some(mover),
                    _ => None,
                };
                contacts.read_ahead(&mut calendar, &movers, whose);
            }
            past.push((now, due));
            match due {
                Due::PieceEnd(mover, version) => {
                    if movers.advance(mover) {
                        calendar.at(movers.piece(mover).until, Due::PieceEnd(mover, version));
                    }
                    contacts.reseat(mover, now, &movers, &mut calendar);
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
