//! Who knew what when: for each group of people what was true, and how knowledge of it travelled.

use std::collections::{BTreeMap, BTreeSet};

use crate::aar::edition::Sight;
use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::Event;
use crate::journal::{Entry, Journal};
use crate::scenario::{CivilianId, Scenario, UnitId};

/// How long after they were first seen citizens and patrols are still the same contact.
const CONTACT: SimDuration = SimDuration(12 * 3_600_000);

/// One group of people: the truth, and what each side knew.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// The group.
    pub group: Name,
    /// What it really was.
    pub who: Who,
    /// Whether it did what is allowed.
    pub lawful: bool,
    /// How many people.
    pub size: u32,
    /// When it set out.
    pub set_out: Option<SimTime>,
    /// What became of it.
    pub end: Option<(SimTime, End)>,
    /// What each side knew, by state.
    pub sides: BTreeMap<Name, Side>,
}

/// Who somebody really was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A group that set out, of a kind.
    Group(Name),
    /// Citizens at work.
    Citizens(CivilianId),
    /// A unit of a service.
    Unit(UnitId),
    /// Nobody: reported, and not there.
    Nobody,
}

/// What became of a group.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// Somebody dealt with it: which state, and how.
    Handled(Name, Name),
    /// It reached its goal.
    AtGoal,
    /// It turned back.
    TurnedBack,
}

/// What one side knew of a group, and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// A unit or sensor of its own found the group.
    pub detected: Option<SimTime>,
    /// Its post knew, from its own people or from the neighbour.
    pub post: Option<SimTime>,
    /// What it first took the group for.
    pub class: Option<Name>,
    /// The neighbour told it.
    pub told: Option<SimTime>,
    /// It told the neighbour.
    pub tells: Option<SimTime>,
    /// The neighbour had acknowledged.
    pub acknowledged: Option<SimTime>,
    /// A unit of its own was there.
    pub on_scene: Option<SimTime>,
}

/// How long each step took, from the first detection on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Steps {
    /// The first detection by anybody.
    pub detected: Option<SimTime>,
    /// The first post knew.
    pub post: Option<SimTime>,
    /// A neighbour was told.
    pub neighbour: Option<SimTime>,
    /// A neighbour's acknowledgement was back.
    pub acknowledged: Option<SimTime>,
    /// The first unit was there.
    pub first_on_scene: Option<SimTime>,
    /// Units of two sides were there.
    pub both_on_scene: Option<SimTime>,
}

impl Contact {
    /// The steps over all sides.
    pub fn steps(&self) -> Steps {
        let all = |of: fn(&Side) -> Option<SimTime>| self.sides.values().filter_map(of).min();
        // A report may tell of people before any sensor's find is on record.
        let detected = all(|s| s.detected).into_iter().chain(all(|s| s.post)).min();
        // Whoever is there day after day is another contact the next day.
        let until = match (&self.who, detected) {
            (Who::Group(_), _) | (_, None) => None,
            (_, Some(at)) => Some(at + CONTACT),
        };
        let inside = |at: &SimTime| until.is_none_or(|u| *at <= u);
        let first = |of: fn(&Side) -> Option<SimTime>| all(of).filter(inside);
        let mut there: Vec<SimTime> = self.sides.values().filter_map(|s| s.on_scene).collect();
        there.retain(inside);
        there.sort();
        Steps {
            detected,
            post: first(|s| s.post),
            neighbour: first(|s| match (s.told, s.tells) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            }),
            acknowledged: first(|s| s.acknowledged),
            first_on_scene: there.first().copied(),
            both_on_scene: there.get(1).copied(),
        }
    }
}

/// Every group that set out, and everybody else of whom a neighbour was told, in order of time.
pub fn contacts(journal: &Journal, scenario: &Scenario, sight: &Sight<'_>) -> Vec<Contact> {
    let mut found: BTreeMap<&Name, Contact> = BTreeMap::new();
    // Who people were is told in every edition that they touched; where they came from is not.
    for entry in &journal.entries {
        if let Event::Arrival(e) = &entry.event
            && sight.since(&e.group).is_some()
        {
            let contact = found.entry(&e.group).or_insert_with(|| unknown(&e.group));
            contact.who = Who::Group(e.threat_kind.clone());
            contact.lawful = e.lawful;
            contact.size = e.size;
        }
    }
    let mut tracks: BTreeMap<(&Name, &Name), &Name> = BTreeMap::new();
    let mut told: BTreeSet<&Name> = BTreeSet::new();
    for entry in sight.entries() {
        truth(entry, &mut found);
        match &entry.event {
            Event::TrackOpened(e) => {
                tracks.insert((&entry.actor, &e.track), &e.truth);
                let contact = found.entry(&e.truth).or_insert_with(|| unknown(&e.truth));
                let side = contact.sides.entry(entry.actor.clone()).or_default();
                side.post.get_or_insert(entry.at);
            }
            Event::NotificationSent(e) => {
                told.insert(&e.truth);
            }
            Event::NotificationReceived(e) => {
                told.insert(&e.truth);
            }
            _ => {}
        }
        known(entry, &tracks, &mut found);
    }
    let mut out: Vec<Contact> = found
        .into_iter()
        .filter(|(name, c)| c.who != Who::Nobody || told.contains(name))
        .map(|(_, c)| c)
        .collect();
    out.iter_mut().for_each(|c| name_who(c, scenario));
    out.sort_by(|a, b| (first_heard(a), &a.group).cmp(&(first_heard(b), &b.group)));
    out
}

/// Citizens and units set out from no source: their names tell who they are.
fn name_who(contact: &mut Contact, scenario: &Scenario) {
    if contact.who != Who::Nobody {
        return;
    }
    let citizens = scenario.civilians.iter();
    let units = scenario.units.iter();
    if let Some((id, _)) = citizens.into_iter().find(|(_, c)| c.name == contact.group) {
        contact.who = Who::Citizens(id);
    } else if let Some((id, _)) = units.into_iter().find(|(_, u)| u.name == contact.group) {
        contact.who = Who::Unit(id);
    }
}

fn first_heard(c: &Contact) -> Option<SimTime> {
    c.set_out.or(c.steps().detected).or(c.steps().post)
}

fn unknown(group: &Name) -> Contact {
    Contact {
        group: group.clone(),
        who: Who::Nobody,
        lawful: true,
        size: 0,
        set_out: None,
        end: None,
        sides: BTreeMap::new(),
    }
}

/// What really was.
fn truth<'e>(entry: &'e Entry, found: &mut BTreeMap<&'e Name, Contact>) {
    match &entry.event {
        Event::Arrival(e) => {
            let contact = found.entry(&e.group).or_insert_with(|| unknown(&e.group));
            contact.set_out = Some(entry.at);
        }
        Event::GroupHandled(e) => {
            if let Some(c) = found.get_mut(&e.group) {
                let end = End::Handled(entry.actor.clone(), e.outcome.clone());
                c.end.get_or_insert((entry.at, end));
            }
        }
        Event::GroupArrived(e) => {
            if let Some(c) = found.get_mut(&e.group) {
                c.end.get_or_insert((entry.at, End::AtGoal));
            }
        }
        Event::GroupTurnedBack(e) => {
            if let Some(c) = found.get_mut(&e.group) {
                c.end.get_or_insert((entry.at, End::TurnedBack));
            }
        }
        _ => {}
    }
}

/// What a side came to know.
fn known<'e>(
    entry: &'e Entry,
    tracks: &BTreeMap<(&'e Name, &'e Name), &'e Name>,
    found: &mut BTreeMap<&'e Name, Contact>,
) {
    let mine = |track: &'e Name| tracks.get(&(&entry.actor, track)).copied();
    type Note<'n> = &'n dyn Fn(&mut Side);
    let mut note = |group: Option<&Name>, set: Note<'_>| {
        if let Some(contact) = group.and_then(|g| found.get_mut(g)) {
            set(contact.sides.entry(entry.actor.clone()).or_default());
        }
    };
    let at = entry.at;
    match &entry.event {
        Event::ContactDetected(e) => note(Some(&e.truth), &|s| {
            s.detected.get_or_insert(at);
        }),
        Event::ContactClassified(e) => note(Some(&e.truth), &|s| {
            s.class.get_or_insert(e.class.clone());
        }),
        Event::NotificationSent(e) => note(Some(&e.truth), &|s| {
            s.tells.get_or_insert(at);
        }),
        Event::NotificationReceived(e) => note(Some(&e.truth), &|s| {
            s.told.get_or_insert(at);
            s.post.get_or_insert(at);
        }),
        Event::AcknowledgementReceived(e) => note(mine(&e.track), &|s| {
            s.acknowledged.get_or_insert(at);
        }),
        Event::Intercepted(e) => note(Some(&e.group), &|s| {
            s.on_scene.get_or_insert(at);
        }),
        _ => {}
    }
}
