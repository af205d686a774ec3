//! Promises between two services: what was due, and what was kept. Confidence is shown, not guessed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::id::Name;
use crate::conduct::ledger::{Obligation, Verdict};
use crate::journal::event::Event;
use crate::score::evidence::Source;
use crate::score::findings::state_of;

/// How many promises of a kind were due, and how many were kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Kept.
    pub kept: usize,
    /// Due.
    pub due: usize,
}

impl Kept {
    fn add(&mut self, kept: bool) {
        self.due += 1;
        self.kept += usize::from(kept);
    }
}

/// What two states had promised each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Promises {
    /// Rendezvous of joint patrols, and meetings of border representatives.
    pub meetings: Kept,
    /// Acknowledgements, and answers to requests for a meeting.
    pub answers: Kept,
    /// People and animals that were to be handed back.
    pub returns: Kept,
    /// Plans, notifications, incidents and detentions of which the other side was to know.
    pub information: Kept,
}

/// The promises of every pair of states with a common section.
pub fn promises(source: Source<'_>) -> BTreeMap<String, Promises> {
    let scenario = source.scenario;
    let mut out: BTreeMap<String, Promises> = BTreeMap::new();
    let name = |a: &Name, b: &Name| match a < b {
        true => format!("{a}-{b}"),
        false => format!("{b}-{a}"),
    };
    for (_, s) in scenario.sections.iter() {
        let state = |id| &scenario.states[id].name;
        out.entry(name(state(s.between.0), state(s.between.1)))
            .or_default();
    }
    rendezvous(source, &mut out);
    for o in &source.judgement.obligations {
        let kept = match o.verdict {
            Verdict::Satisfied => true,
            Verdict::Violated => false,
            Verdict::Excused | Verdict::Pending => continue,
        };
        let Some((from, to)) = between(source, o) else {
            continue;
        };
        let Some(promises) = out.get_mut(&name(&from, &to)) else {
            continue;
        };
        if let Some(kind) = kind_of(o, promises) {
            kind.add(kept);
        }
    }
    out
}

/// What kind of promise an obligation is, by what it waits for.
fn kind_of<'p>(o: &Obligation, promises: &'p mut Promises) -> Option<&'p mut Kept> {
    Some(match o.wanted.as_ref()?.as_str() {
        "plan_shared" | "notification_sent" | "incident_told" | "detention_told" => {
            &mut promises.information
        }
        "acknowledgement_sent" | "meeting_answered" => &mut promises.answers,
        "meeting_held" => &mut promises.meetings,
        "returned" => &mut promises.returns,
        _ => return None,
    })
}

/// The two states between which an obligation stands.
fn between(source: Source<'_>, o: &Obligation) -> Option<(Name, Name)> {
    let from = state_of(source.journal, o);
    let first = o.evidence.first().and_then(|&s| source.journal.entry(s))?;
    let other = match &first.event {
        Event::PatrolStarted(e) => e.neighbour.clone(),
        Event::ContactClassified(e) => e.neighbour.clone(),
        Event::NotificationReceived(e) => Some(e.from.clone()),
        Event::MeetingRequestReceived(e) => Some(e.from.clone()),
        Event::MeetingRequested(e) => Some(e.to.clone()),
        Event::IncidentKnown(e) => e.neighbour.clone(),
        Event::GroupHandled(_) => only_neighbour(source, &from),
        _ => None,
    }?;
    Some((from, other))
}

/// The one state with which another has a common section, if there is but one.
fn only_neighbour(source: Source<'_>, state: &Name) -> Option<Name> {
    let scenario = source.scenario;
    let mut others = scenario.sections.iter().filter_map(|(_, s)| {
        let (a, b) = s.between;
        let (a, b) = (&scenario.states[a].name, &scenario.states[b].name);
        match () {
            () if a == state => Some(b.clone()),
            () if b == state => Some(a.clone()),
            () => None,
        }
    });
    let first = others.next()?;
    others.all(|o| o == first).then_some(first)
}

/// A rendezvous is a promise of each unit to the others.
fn rendezvous(source: Source<'_>, out: &mut BTreeMap<String, Promises>) {
    let scenario = source.scenario;
    let states = |patrol: &Name| -> Option<(Name, Name)> {
        let (_, p) = scenario.patrols.iter().find(|(_, p)| p.name == *patrol)?;
        let mut of: Vec<&Name> = p
            .units
            .iter()
            .map(|(u, _)| &scenario.states[scenario.units[*u].state].name)
            .collect();
        of.sort();
        of.dedup();
        match of.as_slice() {
            [a, b] => Some(((*a).clone(), (*b).clone())),
            _ => None,
        }
    };
    let mut counted = BTreeSet::new();
    for entry in &source.journal.entries {
        let (patrol, departure, kept) = match &entry.event {
            Event::RendezvousMet(e) => (&e.patrol, e.departure, true),
            Event::RendezvousMissed(e) => (&e.patrol, e.departure, false),
            _ => continue,
        };
        // Each meeting once, however many units waited in vain.
        if counted.insert((patrol, departure))
            && let Some((a, b)) = states(patrol)
            && let Some(promises) = out.get_mut(&format!("{a}-{b}"))
        {
            promises.meetings.add(kept);
        }
    }
}
