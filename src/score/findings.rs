//! Departures from agreed conduct: which, whose, and who or what brought them about.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::conduct::RuleSet;
use crate::conduct::ledger::{Judgement, Obligation, Verdict};
use crate::journal::event::{DecisionMade, Event};
use crate::journal::{Entry, Journal};

/// Who or what brought a departure about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Owner {
    /// A person in a seat decided so, or did not decide in time.
    Seat,
    /// The doctrine did.
    Doctrine,
    /// The model did: a sensor, a radio, chance, a plan.
    Model,
}

impl Owner {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Seat => "seat",
            Self::Doctrine => "doctrine",
            Self::Model => "model",
        }
    }
}

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
    /// The journal entries that show it.
    pub evidence: Vec<u64>,
    /// What tells this obligation from others of the rule.
    pub binding: BTreeMap<String, String>,
}

/// All obligations of a judgement that were not met.
pub fn findings(journal: &Journal, rules: &RuleSet, judgement: &Judgement) -> Vec<Finding> {
    let decisions = Decisions::of(journal);
    judgement
        .obligations
        .iter()
        .filter(|o| o.verdict != Verdict::Satisfied)
        .map(|o| Finding {
            rule: rules.rules[o.rule].id.value.clone(),
            verdict: o.verdict,
            severity: o.severity,
            state: state_of(journal, o),
            at_ms: o.at,
            slack_ms: o.slack,
            owner: decisions.owner(journal, o),
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

/// The decisions of a journal, by actor and track or by request's subject.
struct Decisions<'j> {
    by_track: BTreeMap<(Name, Name), Vec<&'j Entry>>,
}

/// Which decision stands behind the answer to a rule's trigger.
fn decision_behind(trigger: &Event) -> &'static [&'static str] {
    match trigger {
        Event::ContactClassified(_) => &["notify"],
        Event::NotificationReceived(_) => &["acknowledge"],
        Event::LineReached(_) => &["hand_over", "hold_at_line"],
        Event::ThreatConfirmed(_) => &["task", "support", "declare_lead"],
        _ => &[],
    }
}

impl<'j> Decisions<'j> {
    fn of(journal: &'j Journal) -> Self {
        let mut by_track: BTreeMap<(Name, Name), Vec<&Entry>> = BTreeMap::new();
        for entry in &journal.entries {
            if let Event::DecisionMade(DecisionMade {
                track: Some(track), ..
            }) = &entry.event
            {
                by_track
                    .entry((entry.actor.clone(), track.clone()))
                    .or_default()
                    .push(entry);
            }
        }
        Self { by_track }
    }

    /// Whoever chose otherwise, or too late, owns what was missed; where the right choice was made
    /// in time and nothing came of it, the model does.
    fn owner(&self, journal: &Journal, o: &Obligation) -> Owner {
        let Some(first) = o.evidence.first().and_then(|&seq| journal.entry(seq)) else {
            return Owner::Model;
        };
        if let Some(owner) = self.chain_owner(journal, first) {
            return owner;
        }
        let Some(track) = track_of(first) else {
            return Owner::Model;
        };
        let kinds = decision_behind(&first.event);
        let made = self.by_track.get(&(first.actor.clone(), track));
        let relevant = made.into_iter().flatten().filter_map(|e| match &e.event {
            Event::DecisionMade(d) if kinds.contains(&d.decision.as_str()) => Some((*e, d)),
            _ => None,
        });
        let mut owner = None;
        for (entry, d) in relevant.filter(|(e, _)| e.at >= first.at || e.seq > first.seq) {
            let done = !matches!(
                d.choice.as_str(),
                "keep_to_self" | "wait" | "stay_silent" | "leave_open" | "let_go" | "go_on"
            );
            let in_time = o.deadline.is_none_or(|limit| entry.at <= limit);
            if !(done && in_time) {
                owner = Some(by(d));
                break;
            }
        }
        owner.unwrap_or(Owner::Model)
    }

    /// For what must not happen: whoever decided the step that led to it.
    fn chain_owner(&self, journal: &Journal, entry: &Entry) -> Option<Owner> {
        match &entry.event {
            Event::PatrolStarted(_) => return Some(Owner::Doctrine), // a plan was not shared
            Event::EncounterBegan(e) => {
                let halt =
                    journal.entries[entry.seq as usize..]
                        .iter()
                        .find_map(|x| match &x.event {
                            Event::DecisionMade(d)
                                if d.decision == *"encounter"
                                    && d.request.as_str().contains(e.unit.as_str()) =>
                            {
                                Some(by(d))
                            }
                            _ => None,
                        });
                return halt.or(Some(Owner::Model));
            }
            Event::LineCrossed(_) | Event::Advanced(_) => {}
            _ => return None,
        }
        let mut here = entry.cause.and_then(|c| journal.entry(c));
        while let Some(e) = here {
            if let Event::DecisionMade(d) = &e.event {
                let led_here = matches!(d.decision.as_str(), "hold_at_line" | "encounter");
                return Some(if led_here { by(d) } else { Owner::Model });
            }
            here = e.cause.and_then(|c| journal.entry(c));
        }
        Some(Owner::Model)
    }
}

fn by(d: &DecisionMade) -> Owner {
    // A default holds because the person in the seat let the time run out.
    if d.by == *"doctrine" {
        Owner::Doctrine
    } else {
        Owner::Seat
    }
}

fn track_of(entry: &Entry) -> Option<Name> {
    use crate::journal::fact::{Fact, FieldValue};
    match entry.get("track") {
        Some(FieldValue::Text(track)) => Some(Name::new(track)),
        _ => None,
    }
}
