//! `joint-patrol score`.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::aar::Run;
use crate::cli::args::{Format, ScoreArgs};
use crate::cli::{Outcome, card, say_or_tell};
use crate::conduct::RuleSet;
use crate::io::load::Loader;
use crate::journal::Journal;
use crate::scenario::Scenario;
use crate::scenario::inputs::Inputs;
use crate::score::profile::Profile;
use crate::score::{self, Scorecard};

/// Scores a journal again.
pub fn score(args: &ScoreArgs) -> Outcome {
    let mut loader = Loader::default();
    let scored = judged(args, &mut loader);
    say_or_tell(&loader, scored)
}

/// The scorecard as text; the error is empty where the loader has the faults.
fn judged(args: &ScoreArgs, loader: &mut Loader) -> Result<String, String> {
    let none = String::new;
    let journal = loader.journal(&args.journal);
    let rules = args.rules.as_ref().map(|path| loader.rules(path));
    let profile = args.profile.as_ref().map(|path| loader.profile(path));
    let journal = journal.ok_or_else(none)?;
    let scenario = scenario(&journal)?;
    let rules = match rules {
        Some(rules) => rules.ok_or_else(none)?,
        None => part(&journal, "rules")?,
    };
    let profile = match profile {
        Some(profile) => profile.ok_or_else(none)?,
        None => part(&journal, "profile")?,
    };
    let (mut rules, mut profile) = (rules, profile);
    if let Some(path) = &args.values {
        loader
            .agree(path, &mut rules, &mut profile)
            .ok_or_else(none)?;
    }
    let scored = score::score(&journal, &scenario, &rules, &profile)?;
    let names = card::Names::of(&scenario, args.names.is_some());
    Ok(match args.format {
        Format::Json => card::json(&scored),
        Format::Text => card::text(&scored, &scenario, &names),
    })
}

/// The scenario in a journal's header.
pub(super) fn scenario(journal: &Journal) -> Result<Scenario, String> {
    let inputs = Inputs {
        scenario: part(journal, "scenario")?,
        doctrines: part(journal, "doctrines")?,
    };
    let mut quiet = crate::base::diag::Diagnostics::default();
    inputs
        .lower(&mut quiet)
        .ok_or_else(|| "the scenario in the journal's header is not sound".to_owned())
}

/// A journal, scored by what stands in its own header.
pub(super) fn by_itself(journal: &Journal) -> Result<Scorecard, String> {
    let scenario = scenario(journal)?;
    let (rules, profile) = (part(journal, "rules")?, part(journal, "profile")?);
    score::score(journal, &scenario, &rules, &profile)
}

/// A journal with all that judges it, from its own header.
pub(super) struct Judged {
    pub journal: Journal,
    pub scenario: Scenario,
    pub rules: RuleSet,
    pub profile: Profile,
}

impl Judged {
    /// Reads a run. The error is empty where the loader has the faults.
    pub fn of(path: &Path, loader: &mut Loader) -> Result<Self, String> {
        let journal = loader.journal(path).ok_or_else(String::new)?;
        let scenario = scenario(&journal)?;
        let (rules, profile) = (part(&journal, "rules")?, part(&journal, "profile")?);
        Ok(Self {
            journal,
            scenario,
            rules,
            profile,
        })
    }

    /// What a review is made from.
    pub fn run(&self) -> Run<'_> {
        Run {
            journal: &self.journal,
            scenario: &self.scenario,
            rules: &self.rules,
            profile: &self.profile,
        }
    }
}

/// A part of the header's inputs.
fn part<T: DeserializeOwned>(journal: &Journal, name: &str) -> Result<T, String> {
    let value = journal.header.inputs.get(name).cloned().unwrap_or_default();
    serde_json::from_value(value)
        .map_err(|e| format!("the journal's header has no sound `{name}`: {e}"))
}
