//! The only writer of the journal.

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::journal::Entry;
use crate::journal::event::Event;

/// Room for so many entries from the start, a run of some days: memory that is not used costs
/// nothing, and growing copies everything.
const ROOM: usize = 1 << 15;

/// Entries in the order in which they happened.
pub struct Record {
    entries: Vec<Entry>,
    /// How many of them were handed on.
    told: usize,
    /// How many of them injects have looked at.
    watched: usize,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            entries: Vec::with_capacity(ROOM),
            told: 0,
            watched: 0,
        }
    }
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
        self.add(at, actor, cause, subject, event.into())
    }

    fn add(
        &mut self,
        at: SimTime,
        actor: &Name,
        cause: Option<u64>,
        subject: &Name,
        event: Event,
    ) -> u64 {
        let seq = self.entries.len() as u64 + 1;
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
