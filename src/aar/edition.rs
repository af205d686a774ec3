//! Whose review it is, and what it may show.
//!
//! The joint edition shows everything. A state's own edition shows what it did and saw, and of the
//! others what they said to it, did with it, or did on its side of the line. Everything that an
//! edition shows is taken from the entries that pass here, so that what did not touch a state
//! cannot reach its page.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::journal::event::Event;
use crate::journal::fact::{Fact, FieldValue};
use crate::journal::{Entry, Journal};
use crate::scenario::{Effect, Inject, Scenario, StateId};

/// Whose review it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edition {
    /// Everybody's.
    Joint,
    /// One state's own.
    State(Name),
}

impl Edition {
    /// By what notes know on which edition they were written: `joint`, or a number that names no
    /// state, as a page may show neutral names alone.
    pub fn token(&self) -> String {
        match self {
            Self::Joint => "joint".to_owned(),
            Self::State(state) => {
                let hash = Sha256::digest(state.as_str());
                hash.iter().take(6).map(|b| format!("{b:02x}")).collect()
            }
        }
    }
}

/// What an edition may show.
pub struct Sight<'a> {
    journal: &'a Journal,
    /// The state whose edition it is; none: everybody's.
    pub state: Option<StateId>,
    seen: Vec<bool>,
    /// Names that entries it shows speak of.
    mentioned: BTreeSet<&'a str>,
    /// The groups and incidents that touched the state, since when, and its own citizens.
    touched: BTreeMap<&'a Name, SimTime>,
    /// While units of others were out together with the state's own.
    together: BTreeMap<&'a Name, Vec<(SimTime, SimTime)>>,
}

impl<'a> Sight<'a> {
    /// What an edition may show of a run.
    pub fn of(journal: &'a Journal, scenario: &'a Scenario, edition: &Edition) -> Self {
        let state = match edition {
            Edition::Joint => None,
            Edition::State(name) => scenario
                .states
                .iter()
                .find_map(|(id, s)| (s.name == *name).then_some(id)),
        };
        let mut sight = Self {
            journal,
            state,
            seen: vec![true; journal.entries.len()],
            mentioned: BTreeSet::new(),
            touched: BTreeMap::new(),
            together: BTreeMap::new(),
        };
        if let Some(id) = state {
            let rules = Touch::of(journal, scenario, id);
            for (seen, entry) in sight.seen.iter_mut().zip(&journal.entries) {
                *seen = rules.touches(entry);
            }
            sight.mentioned = mentions(&journal.entries, &sight.seen);
            sight.together = rules.together;
            sight.touched = rules.touched;
        }
        sight
    }

    /// Whether it shows everything.
    pub fn joint(&self) -> bool {
        self.state.is_none()
    }

    /// Whether it shows an entry.
    pub fn sees(&self, entry: &Entry) -> bool {
        let i = usize::try_from(entry.seq.saturating_sub(1)).unwrap_or(usize::MAX);
        self.seen.get(i).copied().unwrap_or(false)
    }

    /// The entries that it shows.
    pub fn entries(&self) -> impl Iterator<Item = &'a Entry> + '_ {
        let all = self.journal.entries.iter().zip(&self.seen);
        all.filter_map(|(entry, seen)| seen.then_some(entry))
    }

    /// An entry by its number, if it shows it.
    pub fn entry(&self, seq: u64) -> Option<&'a Entry> {
        self.journal.entry(seq).filter(|e| self.sees(e))
    }

    /// Whether something that belongs to a state, or to nobody, may be named.
    pub fn names(&self, name: &Name, of: Option<StateId>) -> bool {
        self.joint() || (of.is_some() && of == self.state) || self.mentioned.contains(name.as_str())
    }

    /// Since when a group, an incident or citizens are a matter of the state, if ever.
    pub fn since(&self, name: &Name) -> Option<SimTime> {
        match self.joint() {
            true => Some(SimTime::START),
            false => self.touched.get(name).copied(),
        }
    }

    /// While a unit of another state was out together with own ones.
    pub fn spans(&self, unit: &Name) -> Vec<(SimTime, SimTime)> {
        self.together.get(unit).cloned().unwrap_or_default()
    }
}

/// All names in the text fields of entries.
fn mentions<'a>(entries: &'a [Entry], seen: &[bool]) -> BTreeSet<&'a str> {
    let mut out = BTreeSet::new();
    let fields: BTreeMap<&str, Vec<&str>> = Event::catalogue()
        .into_iter()
        .map(|row| (row.kind, row.fields.iter().map(|f| f.name).collect()))
        .collect();
    for (entry, _) in entries.iter().zip(seen).filter(|(_, seen)| **seen) {
        out.insert(entry.subject.as_str());
        for field in fields.get(entry.event.kind()).into_iter().flatten() {
            match entry.get(field) {
                Some(FieldValue::Text(text)) => {
                    out.insert(text);
                }
                Some(FieldValue::List(items)) => {
                    out.extend(items.into_iter().filter_map(|i| match i {
                        FieldValue::Text(text) => Some(text),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
    }
    out
}

/// What touches a state.
struct Touch<'a> {
    scenario: &'a Scenario,
    id: StateId,
    state: &'a Name,
    units: BTreeSet<&'a Name>,
    /// Patrols with an own unit.
    patrols: BTreeSet<&'a Name>,
    /// Sections with its own line.
    sections: BTreeSet<&'a Name>,
    /// Its own citizens.
    citizens: BTreeSet<&'a Name>,
    /// Groups and incidents, since when, and its own citizens.
    touched: BTreeMap<&'a Name, SimTime>,
    /// Cases, meetings and encounters that it is part of.
    shared: BTreeSet<&'a Name>,
    together: BTreeMap<&'a Name, Vec<(SimTime, SimTime)>>,
}

impl<'a> Touch<'a> {
    fn of(journal: &'a Journal, scenario: &'a Scenario, id: StateId) -> Self {
        let units: BTreeSet<&Name> = scenario
            .units
            .iter()
            .filter(|(_, u)| u.state == id)
            .map(|(_, u)| &u.name)
            .collect();
        let patrols = scenario.patrols.iter().filter(|(_, p)| {
            let mut of = p.units.iter();
            of.any(|(u, _)| scenario.units[*u].state == id)
        });
        let sections = scenario.sections.iter().filter(|(_, s)| s.concerns(id));
        let citizens = scenario.civilians.iter().filter(|(_, c)| c.state == id);
        let citizens: BTreeSet<&Name> = citizens.map(|(_, c)| &c.name).collect();
        let mut touch = Self {
            scenario,
            id,
            state: &scenario.states[id].name,
            units,
            patrols: patrols.map(|(_, p)| &p.name).collect(),
            sections: sections.map(|(_, s)| &s.name).collect(),
            touched: citizens.iter().map(|c| (*c, SimTime::START)).collect(),
            citizens,
            shared: BTreeSet::new(),
            together: BTreeMap::new(),
        };
        journal.entries.iter().for_each(|e| touch.gather(e));
        touch.out_together(journal);
        touch
    }

    fn own(&self, actor: &Name) -> bool {
        let actor = actor.as_str();
        let seat = actor.split('/').next();
        seat == Some(self.state.as_str())
    }

    /// Notes what an entry makes a matter of the state.
    fn gather(&mut self, entry: &'a Entry) {
        let own = self.own(&entry.actor);
        match &entry.event {
            Event::ContactDetected(e) if own => self.touch(&e.truth, entry),
            Event::NotificationReceived(e) if own => self.touch(&e.truth, entry),
            Event::HandoverReceived(e) if own => self.touch(&e.truth, entry),
            Event::Intercepted(e) if own => self.touch(&e.group, entry),
            Event::GroupCrossed(e) if e.from == *self.state || e.to == *self.state => {
                self.touch(&e.group, entry);
            }
            Event::IncidentKnown(e) if own => self.touch(&e.incident, entry),
            Event::IncidentBegan(e) if e.whose.as_ref() == Some(self.state) => {
                self.touch(&e.incident, entry);
            }
            Event::ThreatConfirmed(e) if own => self.share(&e.case),
            Event::MeetingRequested(e) if own || e.to == *self.state => self.share(&e.meeting),
            Event::MeetingHeld(e) if own => self.share(&e.meeting),
            Event::EncounterBegan(e) if own || self.units.contains(&e.other) => {
                self.share(&e.encounter);
            }
            _ => {}
        }
    }

    /// From now on a group or an incident is a matter of the state; citizens and units of others
    /// are seen, and stay the others'.
    fn touch(&mut self, name: &'a Name, entry: &Entry) {
        let scenario = self.scenario;
        let citizens = scenario.civilians.iter().any(|(_, c)| c.name == *name);
        let unit = scenario.units.iter().any(|(_, u)| u.name == *name);
        if !citizens && !unit {
            self.touched.entry(name).or_insert(entry.at);
        }
    }

    /// Whether something is a matter of the state at an instant.
    fn ours(&self, name: &Name, at: SimTime) -> bool {
        self.touched.get(name).is_some_and(|since| *since <= at)
    }

    fn share(&mut self, name: &'a Name) {
        self.shared.insert(name);
    }

    /// From when to when units of others were out in a patrol with own ones.
    fn out_together(&mut self, journal: &'a Journal) {
        let mut open: BTreeMap<(&Name, &Name), SimTime> = BTreeMap::new();
        for entry in &journal.entries {
            match &entry.event {
                Event::RendezvousMet(e) if self.patrols.contains(&e.patrol) => {
                    for unit in e.units.iter().filter(|u| !self.units.contains(u)) {
                        open.insert((&e.patrol, unit), entry.at);
                    }
                }
                Event::JointOperationEnded(e) => {
                    if let Some(from) = open.remove(&(&e.patrol, &e.unit)) {
                        let spans = self.together.entry(&e.unit).or_default();
                        spans.push((from, entry.at));
                    }
                }
                _ => {}
            }
        }
    }

    fn touches(&self, entry: &Entry) -> bool {
        if self.own(&entry.actor) {
            return true;
        }
        match entry.actor.as_str() {
            "world" | "excon" | "evaluator" => self.outside(entry),
            _ => self.said(entry) || self.met(entry) || self.on_our_side(entry),
        }
    }

    /// What others said to the state.
    fn said(&self, entry: &Entry) -> bool {
        let to = match &entry.event {
            Event::PlanShared(e) => &e.to,
            Event::NotificationSent(e) => &e.to,
            Event::AcknowledgementSent(e) => &e.to,
            Event::StandDownSent(e) => &e.to,
            Event::FreeMessageSent(e) => &e.to,
            Event::HandoverSent(e) => &e.to,
            Event::IncidentTold(e) => &e.to,
            Event::MeetingRequested(e) => &e.to,
            Event::MeetingAnswered(e) => &e.to,
            Event::DetentionTold(e) => &e.to,
            Event::AlertShared(e) => &e.to,
            Event::WorksAnnounced(e) => &e.to,
            Event::WorksConsented(e) => &e.to,
            Event::Returned(e) => &e.to,
            _ => return false,
        };
        to == self.state
    }

    /// What others did together with the state, or in its face.
    fn met(&self, entry: &Entry) -> bool {
        match &entry.event {
            Event::PatrolPlanned(e) => self.patrols.contains(&e.patrol),
            Event::PatrolStarted(e) => self.patrols.contains(&e.patrol),
            Event::PatrolEnded(e) => self.patrols.contains(&e.patrol),
            Event::RendezvousReached(e) => self.patrols.contains(&e.patrol),
            Event::RendezvousMet(e) => self.patrols.contains(&e.patrol),
            Event::RendezvousMissed(e) => self.patrols.contains(&e.patrol),
            Event::JointOperationBegan(e) => self.patrols.contains(&e.patrol),
            Event::JointOperationEnded(e) => self.patrols.contains(&e.patrol),
            Event::PartAgreed(e) => e.between.contains(self.state),
            Event::ThreatConfirmed(e) => e.with == *self.state,
            Event::LeadDeclared(e) => self.shared.contains(&e.case),
            Event::MeetingHeld(e) => e.with == *self.state,
            Event::ProtocolSigned(e) => self.shared.contains(&e.meeting),
            Event::EncounterBegan(e) => self.shared.contains(&e.encounter),
            Event::Halted(e) => self.shared.contains(&e.encounter),
            Event::SignalGiven(e) => self.shared.contains(&e.encounter),
            Event::Advanced(e) => self.shared.contains(&e.encounter),
            Event::Disengaged(e) => self.shared.contains(&e.encounter),
            Event::Provoked(e) => self.shared.contains(&e.encounter),
            Event::MarkPlaced(e) => self.shared.contains(&e.encounter),
            Event::TailingBegan(e) => self.units.contains(&e.other),
            _ => false,
        }
    }

    /// What others did on the state's side of the line, or to its citizens.
    fn on_our_side(&self, entry: &Entry) -> bool {
        match &entry.event {
            Event::Intercepted(e) => self.citizens.contains(&e.group),
            Event::GroupHandled(e) => self.citizens.contains(&e.group),
            Event::LineCrossed(e) => self.sections.contains(&e.section),
            Event::LineRecrossed(e) => self.sections.contains(&e.section),
            Event::PursuitCrossed(e) => e.host == *self.state,
            Event::Cautioned(e) => e.by == *self.state,
            _ => false,
        }
    }

    fn outside(&self, entry: &Entry) -> bool {
        match &entry.event {
            Event::ExerciseStarted(_)
            | Event::ExerciseEnded(_)
            | Event::LightChanged(_)
            | Event::WeatherChanged(_) => true,
            Event::WayClosed(e) => self.way(&e.from) || self.way(&e.to),
            Event::WayOpened(e) => self.way(&e.from) || self.way(&e.to),
            Event::InjectGiven(e) => self.inject(&e.inject),
            Event::InjectEnded(e) => self.inject(&e.inject),
            Event::NoteTaken(e) => {
                let named = self.named(&e.note);
                named.contains(&self.id) && named.len() == 1
            }
            Event::OrderGiven(_) | Event::OrderRejected(_) => false,
            Event::Motion(e) => self.ours(&e.mover, entry.at) || self.units.contains(&e.mover),
            Event::PartAgreed(e) => e.between.contains(self.state),
            Event::PatrolPlanned(e) => self.patrols.contains(&e.patrol),
            Event::WorkdayStarted(e) => self.citizens.contains(&e.civilian),
            Event::WorkdayEnded(e) => self.citizens.contains(&e.civilian),
            Event::CitizensFled(e) => self.citizens.contains(&e.civilian),
            Event::GroupCrossed(e) => e.from == *self.state || e.to == *self.state,
            Event::PersonRescued(e) => e.units.iter().any(|u| self.units.contains(u)),
            // The other side's post or unit is no business of this edition.
            Event::GroupHandled(e) => self.units.contains(&e.unit),
            event => ["group", "civilian", "incident"].iter().any(|field| {
                let Some(FieldValue::Text(name)) = event.field(field) else {
                    return false;
                };
                self.ours(&Name::new(name), entry.at)
            }),
        }
    }

    fn way(&self, site: &Name) -> bool {
        let found = self.scenario.sites.iter().find(|(_, s)| s.name == *site);
        found.is_some_and(|(_, s)| s.state.or(s.territory) == Some(self.id))
    }

    fn inject(&self, name: &Name) -> bool {
        let found = self.scenario.injects.iter().find(|(_, i)| i.name == *name);
        found.is_some_and(|(_, i)| concerns(self.scenario, i, self.id))
    }

    fn named(&self, text: &str) -> BTreeSet<StateId> {
        states_named(self.scenario, text)
    }
}

/// Whether an inject is meant for a state: by what it does, or by whom it says it is for. One that
/// names nobody is for all.
pub fn concerns(scenario: &Scenario, inject: &Inject, state: StateId) -> bool {
    let of = match &inject.effect {
        Effect::Outage { state: Some(s), .. } | Effect::FalseContact { state: s, .. } => {
            BTreeSet::from([*s])
        }
        Effect::Media { states, .. } => states.iter().copied().collect(),
        Effect::Incident { hazard } => {
            let near = scenario.near(scenario.sites[scenario.hazards[*hazard].site].pos);
            let section = near.map(|n| &scenario.sections[n.section]);
            section.map_or_else(BTreeSet::new, |s| {
                BTreeSet::from([s.between.0, s.between.1])
            })
        }
        Effect::Outage { state: None, .. } | Effect::Message { .. } => BTreeSet::new(),
    };
    let addressed = states_named(scenario, &inject.to);
    match (addressed.is_empty(), of.is_empty()) {
        (false, _) => addressed.contains(&state),
        (true, false) => of.contains(&state),
        (true, true) => true,
    }
}

/// The states that a text names: by id or name, by a seat, or by a site or unit of theirs.
fn states_named(scenario: &Scenario, text: &str) -> BTreeSet<StateId> {
    let text = &text.to_lowercase();
    let has = |name: &str| !name.is_empty() && contains_word(text, &name.to_lowercase());
    // A word that only one state has in its name tells which is meant: `Tajik duty officers`.
    let alone = |word: &str| {
        let with = scenario
            .states
            .iter()
            .filter(|(_, s)| contains_word(&s.display, word));
        with.count() == 1
    };
    let states = scenario.states.iter();
    let mut out: BTreeSet<StateId> = states
        .filter(|(_, s)| {
            let mut words = s.display.split_whitespace();
            let own = words.any(|word| alone(word) && has(word));
            own || has(s.name.as_str()) || has(&s.display) || has(&s.neutral)
        })
        .map(|(id, _)| id)
        .collect();
    let sites = scenario.sites.iter().filter_map(|(_, s)| {
        let of = s.state.or(s.territory)?;
        (has(s.name.as_str()) || has(&s.display)).then_some(of)
    });
    out.extend(sites);
    let units = scenario.units.iter();
    out.extend(
        units
            .filter(|(_, u)| has(u.name.as_str()) || has(&u.display))
            .map(|(_, u)| u.state),
    );
    out
}

/// Whether a text holds a name that is not part of a longer word.
pub(super) fn contains_word(text: &str, name: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(name).any(|(i, m)| {
        edge(text[..i].chars().next_back()) && edge(text[i + m.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        for (text, name, found) in [
            ("KGZ duty officer", "KGZ", true),
            ("to KGZ/duty", "KGZ", true),
            ("the KGZX post", "KGZ", false),
            ("post-a, then post-ab", "post-a", true),
            ("post-ab", "post-a", false),
            ("", "KGZ", false),
        ] {
            assert_eq!(contains_word(text, name), found, "{text:?} {name:?}");
        }
    }
}
