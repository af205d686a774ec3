//! The only writer of the journal.

use bevy::ecs::prelude::Resource;

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::journal::Entry;
use crate::journal::event::Event;

/// Entries in the order in which they happened.
#[derive(Resource, Default)]
pub struct Record {
    pending: Vec<Entry>,
    seq: u64,
}

impl Record {
    /// Writes an entry and gives its number.
    pub fn log(
        &mut self,
        at: SimTime,
        actor: &Name,
        cause: Option<u64>,
        subject: &Name,
        event: impl Into<Event>,
    ) -> u64 {
        self.seq += 1;
        let event = event.into();
        debug_assert!(
            cause.is_some() || event.may_be_root(),
            "an entry of kind {} needs a cause",
            event.kind()
        );
        debug_assert!(
            cause.is_none_or(|c| c < self.seq),
            "a cause lies before its effect"
        );
        self.pending.push(Entry {
            seq: self.seq,
            at,
            actor: actor.clone(),
            cause,
            subject: subject.clone(),
            event,
        });
        self.seq
    }

    /// Takes out what was written since the last call.
    pub fn take(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.pending)
    }
}
