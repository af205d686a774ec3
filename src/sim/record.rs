//! The only writer of the journal.

use bevy::ecs::prelude::Resource;

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::journal::Entry;
use crate::journal::event::Event;

/// Entries in the order in which they happened.
#[derive(Resource, Default)]
pub struct Record {
    entries: Vec<Entry>,
    /// How many of them were handed on.
    told: usize,
    /// How many of them injects have looked at.
    watched: usize,
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
        let seq = self.entries.len() as u64 + 1;
        let event = event.into();
        debug_assert!(
            cause.is_some() || event.may_be_root(),
            "an entry of kind {} needs a cause",
            event.kind()
        );
        debug_assert!(
            cause.is_none_or(|c| c < seq),
            "a cause lies before its effect"
        );
        self.entries.push(Entry {
            seq,
            at,
            actor: actor.clone(),
            cause,
            subject: subject.clone(),
            event,
        });
        seq
    }

    /// What was written since the last call.
    pub fn news(&mut self) -> &[Entry] {
        let told = std::mem::replace(&mut self.told, self.entries.len());
        &self.entries[told..]
    }

    /// How many entries injects have looked at; from now on, all of them.
    pub fn unwatched(&mut self) -> usize {
        std::mem::replace(&mut self.watched, self.entries.len())
    }

    /// The entries after so many.
    pub fn since(&self, from: usize) -> &[Entry] {
        &self.entries[from..]
    }

    /// Everything that was written.
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}
