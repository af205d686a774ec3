//! The whole after-action review of a run, as data: what every page and file about it is made of.

use std::collections::BTreeMap;

use crate::aar::calls::{self, Calls};
use crate::aar::citizens::{self, Hours};
use crate::aar::coverage::{self, Coverage};
use crate::aar::edition::{Edition, Sight};
use crate::aar::injects::{self, Given};
use crate::aar::knowledge::{self, Contact};
use crate::aar::lessons::{self, Area, Strength};
use crate::aar::notes::{self, Agreement, Notes};
use crate::aar::replay::{self, Replay};
use crate::base::id::Name;
use crate::conduct::RuleSet;
use crate::journal::Journal;
use crate::scenario::Scenario;
use crate::score::profile::Profile;
use crate::score::{self, Scorecard};

/// What a review is made from.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// What happened.
    pub journal: &'a Journal,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The rules.
    pub rules: &'a RuleSet,
    /// The score profile.
    pub profile: &'a Profile,
}

/// An after-action review.
pub struct Review<'a> {
    /// What it is made from.
    pub run: Run<'a>,
    /// Whose it is.
    pub edition: Edition,
    /// What it may show.
    pub sight: Sight<'a>,
    /// The scores, as far as they concern the edition.
    pub card: Scorecard,
    /// What went well.
    pub strengths: Vec<Strength>,
    /// What to do better.
    pub areas: Vec<Area>,
    /// Who knew what when.
    pub contacts: Vec<Contact>,
    /// How joint sections were watched.
    pub coverage: Vec<Coverage>,
    /// Who told whom.
    pub calls: BTreeMap<(Name, Name), Calls>,
    /// Citizens' hours.
    pub hours: BTreeMap<Name, Hours>,
    /// Injects, given and not.
    pub injects: Vec<Given>,
    /// Where everybody was.
    pub replay: Replay,
    /// What evaluators wrote.
    pub notes: Vec<Notes>,
    /// How far they agree with the suggestions.
    pub agreement: Option<Agreement>,
}

impl<'a> Review<'a> {
    /// Reviews a run. The error names a value that the rules need and do not have.
    pub fn of(run: Run<'a>, edition: Edition, notes: Vec<Notes>) -> Result<Self, String> {
        let Run {
            journal,
            scenario,
            rules,
            profile,
        } = run;
        let sight = Sight::of(journal, scenario, &edition);
        let card = match &edition {
            Edition::Joint => score::score(journal, scenario, rules, profile)?,
            Edition::State(state) => {
                score::score_for(journal, scenario, rules, profile, state, |e| sight.sees(e))?
            }
        };
        let end = journal.horizon();
        Ok(Self {
            strengths: lessons::strengths(&card),
            areas: lessons::areas(&card, &sight),
            contacts: knowledge::contacts(journal, scenario, &sight),
            coverage: coverage::coverage(journal, scenario, &sight),
            calls: calls::calls(&sight),
            hours: citizens::hours(scenario, &sight),
            injects: injects::injects(scenario, &sight),
            replay: replay::replay(scenario, &sight, &journal.entries, end),
            agreement: notes::agreement(&card, &notes),
            run,
            edition,
            sight,
            card,
            notes,
        })
    }
}
