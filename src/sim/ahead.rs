//! Reading ahead: what the next events will need is asked of the memory for several of them at a
//! time, so that the waiting overlaps. It changes nothing, and pays where there are so many movers
//! that the processor's cache cannot hold them.

use std::hint::black_box;

use crate::sim::calendar::{Calendar, Due};
use crate::sim::contact::Contacts;
use crate::sim::motion::Movers;
use crate::sim::state::MoverId;

/// With fewer movers the cache holds them all.
const MOVERS_LEAST: usize = 10_000;
/// Events at a time.
const EVENTS: usize = 24;

/// Reads ahead every few events.
#[derive(Default)]
pub struct ReadAhead {
    left: usize,
}

impl ReadAhead {
    /// To be called before each event that is taken out of the calendar.
    pub fn next(&mut self, calendar: &Calendar, movers: &Movers, contacts: &Contacts) {
        if movers.len() < MOVERS_LEAST {
            return;
        }
        if self.left > 0 {
            self.left -= 1;
            return;
        }
        let soon = calendar.soon(EVENTS);
        self.left = soon.len().max(EVENTS / 4) - 1;
        let whom = || soon.iter().flat_map(|(_, due)| movers_of(due));
        black_box(whom().fold(0, |sum, m| sum ^ movers.read(m) ^ contacts.read(m)));
        black_box(whom().fold(0, |sum, m| {
            sum ^ movers.read_path(m) ^ contacts.read_pairs(m)
        }));
        black_box(whom().fold(0, |sum, m| sum ^ contacts.read_near(m, movers.piece(m).end)));
    }
}

/// The movers that an event is about.
fn movers_of(due: &Due) -> impl Iterator<Item = MoverId> + use<> {
    let (a, b) = match *due {
        Due::PieceEnd(m, _) | Due::LineChange(m, _, _) => (Some(m), None),
        Due::WatchBegins(o, t, _)
        | Due::WatchEnds(o, t, _)
        | Due::Sight(o, t, _)
        | Due::Lose(o, t, _)
        | Due::FaceToFace(o, t, _) => (Some(o), Some(t)),
        _ => (None, None),
    };
    a.into_iter().chain(b)
}
