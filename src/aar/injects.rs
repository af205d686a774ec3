//! The master scenario events list: what was given, when, and what was not.

use crate::aar::edition::{Sight, concerns};
use crate::base::time::SimTime;
use crate::journal::event::Event;
use crate::scenario::{InjectId, Scenario};

/// What became of an inject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The inject.
    pub inject: InjectId,
    /// When it was given, with the entry; none if it was not.
    pub given: Option<(SimTime, u64)>,
}

/// Every inject of an edition, in order of time; those that were not given last.
pub fn injects(scenario: &Scenario, sight: &Sight<'_>) -> Vec<Given> {
    let ours = scenario
        .injects
        .iter()
        .filter(|(_, i)| sight.state.is_none_or(|s| concerns(scenario, i, s)));
    let mut out: Vec<Given> = ours
        .map(|(id, inject)| {
            let given = sight.entries().find_map(|entry| match &entry.event {
                Event::InjectGiven(e) if e.inject == inject.name => Some((entry.at, entry.seq)),
                _ => None,
            });
            Given { inject: id, given }
        })
        .collect();
    out.sort_by_key(|g| (g.given.is_none(), g.given, g.inject));
    out
}
