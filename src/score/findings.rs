//! Departures from agreed conduct: which, whose, and who or what brought them about.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::conduct::RuleSet;
use crate::conduct::ledger::{Judgement, Obligation, Verdict};
use crate::journal::Journal;
use crate::journal::event::Event;
use crate::score::figures::View;
use crate::score::owner::{Owner, Owners};

/// One obligation that was not met, or not known to be met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: Name,
    /// What became of the obligation.
    pub verdict: Verdict,
    /// How grave it is, 1 to 4.
    pub severity: u8,
    /// The state it concerns; both, if it concerns a shared section.
    pub state: Name,
    /// When the obligation arose, or when what must not happen did.
    pub at_ms: SimTime,
    /// Time left when it was met; negative by how late; none if it never was.
    pub slack_ms: Option<SimDuration>,
    /// Who or what brought it about.
    pub owner: Owner,
    /// The entry of the decision behind it, if there was one.
    pub decision: Option<u64>,
    /// The fact that would have met it; none for what must not happen.
    pub wanted: Option<Name>,
    /// The journal entries that show it.
    pub evidence: Vec<u64>,
    /// What tells this obligation from others of the rule.
    pub binding: BTreeMap<String, String>,
}

impl Finding {
    /// Whether it concerns a view.
    pub fn concerns(&self, view: &View) -> bool {
        concerns(&self.state, view)
    }
}

/// Whether what binds a state, or two joined by a hyphen, belongs to a view.
pub(super) fn concerns(bound: &Name, view: &View) -> bool {
    let of = |states: &[&Name]| {
        let mut named = bound.as_str().split('-');
        named.any(|x| states.iter().any(|s| **s == *x))
    };
    match view {
        View::All => true,
        View::State(s) | View::Directed(s, _) => of(&[s]),
        View::Pair(a, b) => of(&[a, b]),
    }
}

/// All obligations of a judgement that were not met.
pub fn findings(journal: &Journal, rules: &RuleSet, judgement: &Judgement) -> Vec<Finding> {
    let owners = Owners::of(journal);
    judgement
        .obligations
        .iter()
        .filter(|o| o.verdict != Verdict::Satisfied)
        .map(|o| (o, owners.owner(o)))
        .map(|(o, (owner, decision))| Finding {
            rule: rules.rules[o.rule].id.value.clone(),
            verdict: o.verdict,
            severity: o.severity,
            state: state_of(journal, o),
            at_ms: o.at,
            slack_ms: o.slack,
            owner,
            decision,
            wanted: o.wanted.clone(),
            evidence: o.evidence.clone(),
            binding: o.binding.clone(),
        })
        .collect()
}

/// The state that an obligation binds: its actor, or that of its first evidence.
pub fn state_of(journal: &Journal, o: &Obligation) -> Name {
    if let Some(actor) = o.binding.get("actor") {
        return Name::new(actor);
    }
    let between = o
        .evidence
        .iter()
        .find_map(|&seq| match &journal.entry(seq)?.event {
            Event::PartAgreed(e) => Some(joined(&e.between)),
            _ => None,
        });
    between
        .or_else(|| part_states(journal, o))
        .or_else(|| {
            o.evidence
                .first()
                .and_then(|&s| journal.entry(s))
                .map(|e| e.actor.clone())
        })
        .unwrap_or_default()
}

fn part_states(journal: &Journal, o: &Obligation) -> Option<Name> {
    let part = o.binding.get("part")?;
    journal.entries.iter().find_map(|e| match &e.event {
        Event::PartAgreed(p) if p.part.as_str() == part => Some(joined(&p.between)),
        _ => None,
    })
}

fn joined(states: &[Name]) -> Name {
    Name::from(
        states
            .iter()
            .map(Name::as_str)
            .collect::<Vec<_>>()
            .join("-"),
    )
}
