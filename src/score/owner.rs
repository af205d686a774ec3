//! Who or what brought a departure about: a person in a seat, the doctrine, or the model.
//!
//! What had to be done and was not leads to the decision that would have done it: whoever decided
//! otherwise, or too late, owns it; where the right choice was made in time, something in the model
//! stood against it. What must not happen leads back along its causes to the decision behind it.
//! What people do without being asked (a signal, a report, restraint) is the doctrine's.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::conduct::ledger::Obligation;
use crate::journal::event::{DecisionMade, Event};
use crate::journal::fact::{Fact, FieldValue};
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

/// How something comes to be done.
enum Way {
    /// By decisions of these kinds about this field of the trigger.
    Decided(&'static [&'static str], &'static str),
    /// By people without being asked, as their doctrine has it, over a channel if any.
    Habit,
    /// By itself, or by a plan.
    Model,
}

/// How the fact that a rule waits for comes about.
fn way_of(wanted: &str) -> Way {
    match wanted {
        "notification_sent" => Way::Decided(&["notify"], "track"),
        "acknowledgement_sent" => Way::Decided(&["acknowledge"], "track"),
        "handover_sent" => Way::Decided(&["hand_over"], "track"),
        "unit_tasked" => Way::Decided(&["task", "support"], "track"),
        "lead_declared" => Way::Decided(&["declare_lead"], "track"),
        "halted" | "disengaged" => Way::Decided(&["encounter"], "unit"),
        "line_recrossed" => Way::Decided(&["pull_back"], "unit"),
        "meeting_requested" => Way::Decided(&["request_meeting"], "incident"),
        "meeting_answered" => Way::Decided(&["answer_meeting"], "incident"),
        "meeting_held" => Way::Decided(&["request_meeting", "answer_meeting"], "incident"),
        "incident_told" => Way::Decided(&["tell_incident"], "incident"),
        "returned" => Way::Decided(&["hand_back"], "incident"),
        "detention_told" => Way::Decided(&["tell_detention"], "group"),
        "referred" => Way::Decided(&["refer"], "group"),
        "signal_given" | "plan_shared" | "superior_informed" | "report_written"
        | "position_reported" | "nonviolent_means" | "warning_given" | "media_approved"
        | "incident_reported" => Way::Habit,
        _ => Way::Model,
    }
}

/// How what must not happen comes about, where its causes name no decision.
fn way_to(event: &Event) -> Way {
    match event {
        Event::ReturnedSummarily(_) => Way::Decided(&["refer"], "group"),
        Event::TailingBegan(_) => Way::Decided(&["follow"], "unit"),
        Event::Provoked(_)
        | Event::MarkPlaced(_)
        | Event::ActiveAction(_)
        | Event::ForceUsed(_)
        | Event::FirearmUsed(_)
        | Event::IllTreated(_)
        | Event::GroupHandled(_) => Way::Habit,
        _ => Way::Model,
    }
}

/// Decisions that can lead to what must not happen.
const LEADING: [&str; 6] = [
    "hold_at_line",
    "cross_by_annex",
    "encounter",
    "follow",
    "pull_back",
    "refer",
];

/// A request, and what became of it.
struct Asked<'j> {
    actor: &'j Name,
    seq: u64,
    /// The choice that does it.
    right: &'j Name,
    made: Option<Made<'j>>,
}

/// A decision that was made: when, its entry, what was chosen.
type Made<'j> = (SimTime, u64, &'j DecisionMade);

/// Who or what brought something about, with the entry of the decision if there was one.
pub(super) type Owned = (Owner, Option<u64>);

/// The decisions of a journal, by kind and subject.
pub(super) struct Owners<'j> {
    journal: &'j Journal,
    asked: BTreeMap<(&'j str, &'j str), Vec<Asked<'j>>>,
    /// Attempts that failed and messages that were lost: when, whose, what for.
    failed: Vec<(SimTime, &'j Name, &'j Name)>,
    /// The tracks of each case, with whose they are.
    cases: BTreeMap<&'j Name, Vec<(&'j Name, &'j Name)>>,
}

impl<'j> Owners<'j> {
    pub fn of(journal: &'j Journal) -> Self {
        let mut made: BTreeMap<(&Name, &Name), Made<'_>> = BTreeMap::new();
        let mut failed = Vec::new();
        let mut cases: BTreeMap<&Name, Vec<(&Name, &Name)>> = BTreeMap::new();
        for entry in &journal.entries {
            match &entry.event {
                Event::DecisionMade(e) => {
                    made.insert((&e.seat, &e.request), (entry.at, entry.seq, e));
                }
                Event::AttemptFailed(e) => failed.push((entry.at, &entry.actor, &e.purpose)),
                Event::ThreatConfirmed(e) => {
                    let tracks = cases.entry(&e.case).or_default();
                    tracks.push((&entry.actor, &e.track));
                }
                _ => {}
            }
        }
        let mut asked: BTreeMap<(&str, &str), Vec<Asked<'_>>> = BTreeMap::new();
        for entry in &journal.entries {
            if let Event::DecisionRequested(e) = &entry.event
                && let Some(right) = e.options.first()
            {
                let key = (e.decision.as_str(), entry.subject.as_str());
                asked.entry(key).or_default().push(Asked {
                    actor: &entry.actor,
                    seq: entry.seq,
                    right,
                    made: made.get(&(&e.seat, &e.request)).copied(),
                });
            }
        }
        Self {
            journal,
            asked,
            failed,
            cases,
        }
    }

    /// The owner of what became of an obligation.
    pub fn owner(&self, o: &Obligation) -> Owned {
        let Some(first) = o.evidence.first().and_then(|&s| self.journal.entry(s)) else {
            return (Owner::Model, None);
        };
        let way = match &o.wanted {
            Some(wanted) => way_of(wanted.as_str()),
            None => match self.chain(first) {
                Some(owner) => return owner,
                None => way_to(&first.event),
            },
        };
        match way {
            Way::Decided(kinds, field) => self.decided(o, first, kinds, field),
            Way::Habit if self.radio_failed(o, first) => (Owner::Model, None),
            Way::Habit => (Owner::Doctrine, None),
            Way::Model => (self.unsent(o), None),
        }
    }

    /// Whoever chose otherwise, or too late.
    fn decided(&self, o: &Obligation, first: &Entry, kinds: &[&'static str], field: &str) -> Owned {
        let Some(FieldValue::Text(subject)) = first.get(field) else {
            return (Owner::Model, None);
        };
        for kind in kinds {
            let subjects = self.subjects(kind, first, subject);
            let mut all: Vec<&Asked<'_>> = subjects
                .into_iter()
                .flat_map(|(whose, s)| {
                    let asked = self.asked.get(&(*kind, s)).into_iter().flatten();
                    asked.filter(move |a| whose.is_none_or(|w| *a.actor == *w))
                })
                .collect();
            all.sort_by_key(|a| a.seq);
            let later = all.iter().find(|a| a.seq > first.seq);
            let chosen = later.or_else(|| all.last()).copied();
            let Some(asked) = chosen else { continue };
            match asked.made {
                Some((at, seq, made)) => {
                    let in_time = o.deadline.is_none_or(|limit| at <= limit);
                    if made.choice != *asked.right || !in_time {
                        return (by(made), Some(seq));
                    }
                }
                // Whoever was to decide had not come to it by ENDEX.
                None => return (Owner::Doctrine, None),
            }
        }
        (Owner::Model, None)
    }

    /// Whose decisions may stand behind a trigger, and about what: a meeting takes both sides, and
    /// either side may have to name the lead of a shared case, each by its own track.
    fn subjects<'s>(
        &'s self,
        kind: &str,
        first: &'s Entry,
        subject: &'s str,
    ) -> Vec<(Option<&'s Name>, &'s str)> {
        match &first.event {
            Event::ThreatConfirmed(e) if kind == "declare_lead" => {
                let tracks = self.cases.get(&e.case).into_iter().flatten();
                tracks.map(|(who, t)| (Some(*who), t.as_str())).collect()
            }
            _ if kind == "answer_meeting" => vec![(None, subject)],
            _ => vec![(Some(&first.actor), subject)],
        }
    }

    /// The decision that led to what must not happen.
    fn chain(&self, entry: &Entry) -> Option<Owned> {
        let mut here = entry.cause.and_then(|c| self.journal.entry(c));
        while let Some(e) = here {
            if matches!(e.event, Event::OrderGiven(_)) {
                return Some((Owner::Seat, Some(e.seq)));
            }
            if let Event::DecisionMade(d) = &e.event {
                let led = LEADING.contains(&d.decision.as_str());
                return led.then(|| (by(d), Some(e.seq)));
            }
            here = e.cause.and_then(|c| self.journal.entry(c));
        }
        None
    }

    /// Whether a message that would have done it did not get through in time.
    fn radio_failed(&self, o: &Obligation, first: &Entry) -> bool {
        let purpose = match o.wanted.as_ref().map(Name::as_str) {
            Some("superior_informed") => "superior",
            Some("position_reported") => "position",
            Some("incident_reported") => "incident",
            _ => return false,
        };
        let until = o.deadline.unwrap_or(first.at);
        let from = self.failed.partition_point(|(at, ..)| *at < o.at);
        self.failed[from..]
            .iter()
            .take_while(|(at, ..)| *at <= until)
            .any(|(_, whose, what)| **whose == first.actor && **what == *purpose)
    }

    /// A part that nobody watched: the doctrine's, where patrols along its section were not sent.
    fn unsent(&self, o: &Obligation) -> Owner {
        let (Some(_), Some(section)) = (o.binding.get("part"), o.binding.get("section")) else {
            return Owner::Model;
        };
        let until = match (o.deadline, o.slack) {
            (Some(deadline), Some(slack)) => SimTime(deadline.0 - slack.0),
            _ => o.at,
        };
        let inside = self
            .journal
            .entries
            .iter()
            .filter(|e| e.at >= o.at && e.at <= until);
        for entry in inside {
            if let Event::PatrolCancelled(e) = &entry.event
                && e.reason == *"not_sent"
                && e.section.as_ref().is_some_and(|s| s.as_str() == section)
            {
                return Owner::Doctrine;
            }
        }
        Owner::Model
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
