//! What the metrics are computed from, gathered from a journal once.

mod calls;
mod citizens;
mod conduct;
mod patrols;
mod people;
mod pictures;
mod watch;

pub use calls::Calls;
pub use citizens::Citizens;
pub use conduct::{Conduct, Duties};
pub use patrols::Patrols;
pub use people::People;
pub use pictures::Pictures;
pub use watch::Watch;

use std::collections::BTreeMap;

use crate::base::id::Name;
use crate::conduct::RuleSet;
use crate::conduct::ledger::Judgement;
use crate::journal::Journal;
use crate::journal::event::Event;
use crate::scenario::Scenario;
use crate::score::profile::Profile;

/// What everything is gathered from.
#[derive(Clone, Copy)]
pub struct Source<'s> {
    /// What happened.
    pub journal: &'s Journal,
    /// In what scenario.
    pub scenario: &'s Scenario,
    /// The rules.
    pub rules: &'s RuleSet,
    /// What became of their obligations.
    pub judgement: &'s Judgement,
    /// How it is scored.
    pub profile: &'s Profile,
}

impl Source<'_> {
    /// What a state is called.
    fn state(&self, id: crate::scenario::StateId) -> Name {
        self.scenario.states[id].name.clone()
    }

    /// The two states of each part of a joint section.
    fn parts(&self) -> BTreeMap<Name, (Name, Name)> {
        let agreed = self.journal.entries.iter().filter_map(|e| match &e.event {
            Event::PartAgreed(p) => {
                let (a, b) = (p.between.first()?.clone(), p.between.get(1)?.clone());
                Some((p.part.clone(), (a, b)))
            }
            _ => None,
        });
        agreed.collect()
    }
}

/// The evidence of a journal.
pub struct Evidence {
    /// Who told whom, and who answered.
    pub calls: Calls,
    /// What was watched of joint sections.
    pub watch: Watch,
    /// What each side knew, and what was handed over.
    pub pictures: Pictures,
    /// Who crossed, who was found and dealt with.
    pub people: People,
    /// Patrols, their plans and their encounters.
    pub patrols: Patrols,
    /// Obligations and what departures weigh.
    pub conduct: Conduct,
    /// Citizens' days.
    pub citizens: Citizens,
}

impl Evidence {
    /// Gathers the evidence of a journal.
    pub fn gather(source: Source<'_>) -> Self {
        Self {
            calls: Calls::gather(source),
            watch: Watch::gather(source),
            pictures: Pictures::gather(source),
            people: People::gather(source),
            patrols: Patrols::gather(source),
            conduct: Conduct::gather(source),
            citizens: Citizens::gather(source),
        }
    }
}
