//! What every entry of every journal keeps.

use std::collections::{BTreeMap, BTreeSet};

use joint_patrol::journal::event::{AttemptFailed, Event, Motion, Waypoint};
use joint_patrol::journal::fact::FieldValue;
use joint_patrol::journal::{Entry, Journal};
use joint_patrol::scenario::file::Channel;

use crate::util::Exercise;

/// A place may be rounded by this much between two motions, in metres.
const ROUNDED_M: f64 = 0.02;

/// What is known after so many entries.
struct Watch<'x> {
    exercise: &'x Exercise,
    faults: Vec<String>,
    now: i64,
    paths: BTreeMap<String, Vec<Waypoint>>,
    on_patrol: BTreeMap<String, (String, u32)>,
    tracks: BTreeSet<(String, String)>,
    groups: BTreeMap<String, Fate>,
    incidents: BTreeSet<String>,
    messages: BTreeMap<String, Fate>,
    /// Messages whose last attempt failed: when the next is due.
    trying: BTreeMap<String, i64>,
    working: BTreeSet<String>,
    requests: BTreeSet<(String, String)>,
    /// The names that a field may hold.
    names: Vec<(&'static str, BTreeSet<String>)>,
}

/// How far something has come that ends once.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Fate {
    UnderWay,
    Over,
}

/// Everything that does not hold, with the entry at which it broke.
pub fn broken(exercise: &Exercise, journal: &Journal) -> Vec<String> {
    let mut watch = Watch {
        exercise,
        faults: Vec::new(),
        now: i64::MIN,
        paths: BTreeMap::new(),
        on_patrol: BTreeMap::new(),
        tracks: BTreeSet::new(),
        groups: BTreeMap::new(),
        incidents: BTreeSet::new(),
        messages: BTreeMap::new(),
        trying: BTreeMap::new(),
        working: BTreeSet::new(),
        requests: BTreeSet::new(),
        names: names(exercise),
    };
    for (i, entry) in journal.entries.iter().enumerate() {
        watch.entry(i as u64 + 1, entry);
        if watch.faults.len() > 5 {
            break;
        }
    }
    watch.end();
    watch.faults
}

impl Watch<'_> {
    fn fault(&mut self, entry: &Entry, what: impl std::fmt::Display) {
        let kind = entry.event.kind();
        self.faults.push(format!("[{}] {kind}: {what}", entry.seq));
    }

    fn entry(&mut self, seq: u64, entry: &Entry) {
        if entry.seq != seq {
            self.fault(entry, format_args!("it is number {seq}"));
        }
        if entry.at.0 < self.now {
            self.fault(entry, "time goes back");
        }
        self.now = self.now.max(entry.at.0);
        match entry.cause {
            Some(cause) if cause >= seq => self.fault(entry, "its cause comes later"),
            None if !entry.event.may_be_root() => self.fault(entry, "it has no cause"),
            _ => {}
        }
        self.places(entry);
        self.ids(entry);
        self.what(entry);
    }

    /// Places are finite, and paths go on from where the mover is.
    fn places(&mut self, entry: &Entry) {
        for name in ["x_m", "y_m", "line_distance_m", "beyond_m", "damage_ha"] {
            if let Some(value) = number(&entry.event, name)
                && !value.is_finite()
            {
                self.fault(entry, format_args!("{name} is {value}"));
            }
        }
        if let Event::Motion(Motion { mover, path }) = &entry.event {
            self.motion(entry, mover.as_str(), path);
        }
    }

    fn motion(&mut self, entry: &Entry, mover: &str, path: &[Waypoint]) {
        let Some(first) = path.first() else {
            return self.fault(entry, "an empty path");
        };
        if path.iter().any(|w| !w.1.is_finite() || !w.2.is_finite()) {
            self.fault(entry, "a place is not finite");
        }
        if first.0 != entry.at || path.windows(2).any(|w| w[1].0 < w[0].0) {
            self.fault(entry, "a path does not begin now, or goes back in time");
        }
        if let Some(before) = self.paths.get(mover) {
            let (x, y) = place_at(before, entry.at.0);
            let apart = (x - first.1).hypot(y - first.2);
            if apart > ROUNDED_M {
                self.fault(
                    entry,
                    format_args!("{mover} is in two places, {apart:.2} m apart"),
                );
            }
        }
        self.paths.insert(mover.to_owned(), path.to_vec());
    }

    /// What an entry names is there.
    fn ids(&mut self, entry: &Entry) {
        let mut unknown = Vec::new();
        for (field, names) in &self.names {
            if let Some(name) = text(&entry.event, field)
                && !names.contains(name.as_str())
            {
                unknown.push(format!("no {field} `{name}`"));
            }
        }
        let own_tracks = !matches!(entry.event, Event::StopRequested(_) | Event::TrackOpened(_));
        if let Some(track) = text(&entry.event, "track").filter(|_| own_tracks)
            && !self
                .tracks
                .contains(&(entry.actor.to_string(), track.clone()))
        {
            unknown.push(format!("{} has no track `{track}`", entry.actor));
        }
        let begins = matches!(entry.event, Event::IncidentBegan(_));
        if let Some(incident) = text(&entry.event, "incident").filter(|_| !begins)
            && !self.incidents.contains(&incident)
        {
            unknown.push(format!("no incident `{incident}`"));
        }
        for what in unknown {
            self.fault(entry, what);
        }
    }

    fn what(&mut self, entry: &Entry) {
        let actor = entry.actor.to_string();
        match &entry.event {
            Event::TrackOpened(e) => {
                if !self.tracks.insert((actor, e.track.to_string())) {
                    self.fault(entry, "opened twice");
                }
            }
            Event::LineCrossed(e) => {
                if e.beyond_m < 0.0 {
                    self.fault(entry, "crossed on the way back");
                }
            }
            Event::IncidentBegan(e) => {
                if !self.incidents.insert(e.incident.to_string()) {
                    self.fault(entry, "begun twice");
                }
            }
            Event::IncidentEnded(e) => {
                let rescue = matches!(
                    e.incident_kind.as_str(),
                    "mudflow" | "avalanche" | "lost_person" | "injured_person"
                );
                if rescue && e.saved + e.harmed != e.people {
                    self.fault(entry, "people are lost or made");
                }
                if !e.damage_ha.is_finite() || e.damage_ha < 0.0 {
                    self.fault(entry, "damage is no number");
                }
            }
            Event::DecisionRequested(e) => {
                if !self
                    .requests
                    .insert((e.seat.to_string(), e.request.to_string()))
                {
                    self.fault(entry, format_args!("{} is asked twice", e.request));
                }
            }
            Event::DecisionMade(e) => {
                if !self
                    .requests
                    .contains(&(e.seat.to_string(), e.request.to_string()))
                {
                    self.fault(entry, format_args!("{} was not asked", e.request));
                }
            }
            Event::PatrolStarted(e) => {
                let now = (e.patrol.to_string(), e.departure);
                if let Some(other) = self.on_patrol.insert(e.unit.to_string(), now.clone())
                    && other != now
                {
                    self.fault(entry, format_args!("{} is on {other:?} as well", e.unit));
                }
            }
            Event::PatrolEnded(e) => {
                let was = self.on_patrol.remove(e.unit.as_str());
                if was != Some((e.patrol.to_string(), e.departure)) {
                    self.fault(entry, format_args!("{} was on {was:?}", e.unit));
                }
            }
            Event::WorkdayStarted(e) => {
                if !self.working.insert(e.civilian.to_string()) {
                    self.fault(entry, "two working days at once");
                }
            }
            Event::WorkdayEnded(e) => {
                let was = self.working.remove(e.civilian.as_str());
                let within = e.lost_ms.0 >= 0 && e.lost_ms.0 <= e.planned_ms.0;
                if !was || !within {
                    self.fault(
                        entry,
                        "a working day that was not begun, or with more lost than planned",
                    );
                }
            }
            _ => self.groups_and_messages(entry),
        }
    }

    /// Groups come once and end once; messages are received once, after they were sent.
    fn groups_and_messages(&mut self, entry: &Entry) {
        match &entry.event {
            Event::Arrival(e)
                if self
                    .groups
                    .insert(e.group.to_string(), Fate::UnderWay)
                    .is_some() =>
            {
                self.fault(entry, "arrived twice");
            }
            Event::GroupArrived(e) => self.group_ends(entry, e.group.as_str()),
            Event::GroupTurnedBack(e) => self.group_ends(entry, e.group.as_str()),
            Event::GroupHandled(e) => {
                let known = self.groups.contains_key(e.group.as_str());
                if known && !e.lawful {
                    self.group_ends(entry, e.group.as_str());
                }
            }
            Event::GroupCrossed(e)
                if self.groups.get(e.group.as_str()) != Some(&Fate::UnderWay) =>
            {
                self.fault(entry, format_args!("{} is not under way", e.group));
            }
            Event::ReportSent(e) => self.sent(entry, e.message.as_str()),
            Event::NotificationSent(e) => self.sent(entry, e.message.as_str()),
            Event::HandoverSent(e) => self.sent(entry, e.message.as_str()),
            Event::IncidentTold(e) => self.sent(entry, e.message.as_str()),
            Event::StandDownSent(e) => self.sent(entry, e.message.as_str()),
            Event::IncidentReported(e) => self.sent(entry, e.message.as_str()),
            Event::MessageLost(e) => self.sent(entry, &format!("lost/{}", e.message)),
            Event::AttemptFailed(e) => {
                let gone = [e.message.to_string(), format!("lost/{}", e.message)];
                if gone.iter().any(|m| self.messages.contains_key(m)) {
                    self.fault(entry, format_args!("{} was sent or lost before", e.message));
                }
                self.tries_again(entry, e);
            }
            Event::ReportReceived(e) => self.received(entry, e.message.as_str()),
            Event::HandoverReceived(e) => self.received(entry, e.message.as_str()),
            Event::IncidentReceived(e) => self.received(entry, e.message.as_str()),
            Event::NotificationReceived(e) if e.channel == *"hotline" => {
                self.received(entry, e.message.as_str());
            }
            _ => {}
        }
    }

    fn group_ends(&mut self, entry: &Entry, group: &str) {
        match self.groups.insert(group.to_owned(), Fate::Over) {
            Some(Fate::UnderWay) => {}
            other => self.fault(entry, format_args!("{group} was {other:?}")),
        }
    }

    /// A message that did not get through has a sender, and is tried again or given up; of some
    /// purposes the entry that it got through does not name it.
    fn tries_again(&mut self, entry: &Entry, e: &AttemptFailed) {
        let s = &self.exercise.scenario;
        if !s.states.iter().any(|(_, x)| x.name == entry.actor) {
            self.fault(entry, format_args!("{} has no sender", e.message));
        }
        let named = ["report", "notify", "hand_over", "incident", "stand_down"];
        if named.contains(&e.purpose.as_str()) {
            let channel = Channel::ALL
                .iter()
                .position(|c| c.word() == e.channel.as_str());
            let retry = channel.map_or(0, |c| s.channels[c].retry.0);
            self.trying
                .insert(e.message.to_string(), entry.at.0 + retry);
        }
    }

    fn sent(&mut self, entry: &Entry, message: &str) {
        self.trying.remove(message.trim_start_matches("lost/"));
        if self
            .messages
            .insert(message.to_owned(), Fate::UnderWay)
            .is_some()
        {
            self.fault(entry, format_args!("{message} is sent twice"));
        }
    }

    fn received(&mut self, entry: &Entry, message: &str) {
        match self.messages.insert(message.to_owned(), Fate::Over) {
            Some(Fate::UnderWay) => {}
            other => self.fault(entry, format_args!("{message} was {other:?}")),
        }
    }

    /// At ENDEX all that was to come has come.
    fn end(&mut self) {
        let expected = self.groups.len();
        let s = &self.exercise.scenario;
        let of_sources: usize = s.sources.iter().map(|(_, x)| x.at.len()).sum();
        if expected < of_sources {
            self.faults
                .push(format!("{expected} of at least {of_sources} groups came"));
        }
        let end = s.end().0;
        let lost: Vec<_> = self
            .trying
            .iter()
            .filter(|(_, next)| **next < end)
            .collect();
        if !lost.is_empty() {
            self.faults
                .push(format!("messages without a fate: {lost:?}"));
        }
        let working = std::mem::take(&mut self.working);
        if !working.is_empty() {
            self.faults
                .push(format!("days without an end: {working:?}"));
        }
    }
}

/// Where a path leads at an instant.
fn place_at(path: &[Waypoint], at: i64) -> (f64, f64) {
    let next = path.partition_point(|w| w.0.0 <= at);
    if next == 0 || next == path.len() {
        let w = path[next.saturating_sub(1).min(path.len() - 1)];
        return (w.1, w.2);
    }
    let (a, b) = (path[next - 1], path[next]);
    let share = (at - a.0.0) as f64 / ((b.0 - a.0).0 as f64).max(1.0);
    (a.1 + (b.1 - a.1) * share, a.2 + (b.2 - a.2) * share)
}

/// The names of a scenario, by the field that holds them.
fn names(exercise: &Exercise) -> Vec<(&'static str, BTreeSet<String>)> {
    let s = &exercise.scenario;
    let states: BTreeSet<String> = s.states.iter().map(|(_, x)| x.name.to_string()).collect();
    vec![
        (
            "unit",
            s.units.iter().map(|(_, x)| x.name.to_string()).collect(),
        ),
        (
            "section",
            s.sections.iter().map(|(_, x)| x.name.to_string()).collect(),
        ),
        (
            "site",
            s.sites.iter().map(|(_, x)| x.name.to_string()).collect(),
        ),
        (
            "patrol",
            s.patrols.iter().map(|(_, x)| x.name.to_string()).collect(),
        ),
        ("neighbour", states.clone()),
        ("lead", states),
    ]
}

fn text(event: &Event, field: &str) -> Option<String> {
    match event.field(field) {
        Some(FieldValue::Text(text)) => Some(text.to_owned()),
        _ => None,
    }
}

fn number(event: &Event, field: &str) -> Option<f64> {
    match event.field(field) {
        Some(FieldValue::Number(n)) => Some(n),
        _ => None,
    }
}
