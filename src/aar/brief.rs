//! What a side knows at a moment: its contacts, messages, units, and what it still has to do.

use std::collections::BTreeMap;

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::conduct::RuleSet;
use crate::conduct::ledger::Verdict;
use crate::conduct::monitor::Monitor;
use crate::journal::Entry;
use crate::journal::event::Event;
use crate::scenario::Scenario;

/// So many of the latest messages are kept.
const MESSAGES: usize = 8;

/// What a side knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brief {
    /// Contacts that are not dealt with, by their own name, the latest first.
    pub contacts: Vec<Contact>,
    /// The latest messages and events, the newest last.
    pub messages: Vec<(SimTime, String)>,
    /// The own units and what they do.
    pub units: Vec<(Name, String)>,
    /// Incidents that are known and not over.
    pub incidents: Vec<(Name, String)>,
    /// What has to be done, with the time left.
    pub duties: Vec<Duty>,
}

/// Somebody as the side knows them.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// The track.
    pub track: Name,
    /// What it is taken for.
    pub class: String,
    /// Where: near which section, how far from the line.
    pub place: String,
    /// When it was last heard of.
    pub last: SimTime,
    /// Whether the neighbour was told, and which unit is after it.
    pub state: Vec<String>,
}

/// Something that a rule asks of the side and that is still open.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// The rule.
    pub rule: Name,
    /// Its title.
    pub title: String,
    /// About what.
    pub about: String,
    /// Time left; negative if it is late.
    pub left: SimDuration,
}

impl Brief {
    /// What a state knows after these entries, at an instant.
    pub fn of(
        entries: &[Entry],
        state: &Name,
        now: SimTime,
        scenario: &Scenario,
        rules: &RuleSet,
    ) -> Self {
        let mut brief = Self::default();
        let mut contacts: BTreeMap<Name, Contact> = BTreeMap::new();
        let own = scenario
            .units
            .iter()
            .filter(|(_, u)| scenario.states[u.state].name == *state);
        let mut units: BTreeMap<Name, String> = own
            .map(|(_, u)| (u.name.clone(), "at its post".to_owned()))
            .collect();
        let mut incidents: BTreeMap<Name, String> = BTreeMap::new();
        // What the seats of the state ordered stands under the seat's name.
        let mine =
            |e: &&Entry| e.actor == *state || e.actor.as_str().starts_with(&format!("{state}/"));
        for entry in entries.iter().filter(mine) {
            contact(entry, &mut contacts);
            unit(entry, &mut units);
            incident(entry, &mut incidents);
            if let Some(text) = message(entry) {
                brief.messages.push((entry.at, text));
            }
        }
        let older = brief.messages.len().saturating_sub(MESSAGES);
        brief.messages.drain(..older);
        brief.contacts = contacts.into_values().collect();
        brief.contacts.sort_by_key(|c| std::cmp::Reverse(c.last));
        brief.units = units.into_iter().collect();
        brief.incidents = incidents.into_iter().collect();
        brief.duties = duties(entries, state, now, rules);
        brief
    }
}

/// What rules ask of a state and is still open, the most urgent first. The monitor hears only of
/// what the state itself saw and did.
fn duties(entries: &[Entry], state: &Name, now: SimTime, rules: &RuleSet) -> Vec<Duty> {
    let Ok(monitor) = Monitor::new(rules) else {
        return Vec::new();
    };
    let mut monitor = monitor.count_satisfied();
    let known = entries.iter().filter(|e| e.actor == *state);
    known.for_each(|e| monitor.see(e));
    let judgement = monitor.finish(now, false);
    let mut out: Vec<Duty> = judgement
        .obligations
        .iter()
        .filter(|o| o.verdict == Verdict::Pending)
        .filter(|o| o.binding.get("actor").is_some_and(|a| a == state.as_str()))
        .filter_map(|o| {
            let rule = &rules.rules[o.rule];
            let about = o.binding.iter().filter(|(k, _)| *k != "actor");
            let about: Vec<&str> = about.map(|(_, v)| v.as_str()).collect();
            Some(Duty {
                rule: rule.id.value.clone(),
                title: rule.title.clone(),
                about: about.join(" "),
                left: o.deadline? - now,
            })
        })
        .collect();
    out.sort_by(|a, b| (a.left, &a.rule, &a.about).cmp(&(b.left, &b.rule, &b.about)));
    out
}

fn place(section: Option<&Name>, distance_m: Option<f64>) -> String {
    match (section, distance_m) {
        (Some(s), Some(d)) => format!("{:.1} km from the line of {s}", d / 1000.0),
        (Some(s), None) => format!("near {s}"),
        _ => "place not known".to_owned(),
    }
}

fn contact(entry: &Entry, contacts: &mut BTreeMap<Name, Contact>) {
    let at = entry.at;
    let mut note = |track: &Name, note: String| {
        if let Some(c) = contacts.get_mut(track) {
            c.last = at;
            c.state.retain(|s| *s != note);
            c.state.push(note);
        }
    };
    match &entry.event {
        Event::TrackOpened(e) => {
            let new = Contact {
                track: e.track.clone(),
                class: "not classed yet".to_owned(),
                place: "place not known".to_owned(),
                last: at,
                state: Vec::new(),
            };
            contacts.insert(e.track.clone(), new);
        }
        Event::TrackUpdated(e) => {
            if let Some(c) = contacts.get_mut(&e.track) {
                c.last = at;
            }
        }
        Event::ContactClassified(e) => {
            if let Some(c) = contacts.get_mut(&e.track) {
                c.last = at;
                c.class = e.class.to_string();
                if e.armed {
                    c.class.push_str(", armed");
                }
                c.place = place(e.section.as_ref(), e.line_distance_m);
            }
        }
        Event::NotificationSent(e) => note(&e.track, format!("{} told", e.to)),
        Event::NotificationReceived(e) => note(&e.track, format!("told by {}", e.from)),
        Event::AcknowledgementReceived(e) => note(&e.track, format!("{} acknowledged", e.from)),
        Event::HandoverSent(e) => note(&e.track, format!("handed over to {}", e.to)),
        Event::UnitTasked(e) => note(&e.track, format!("{} sent", e.unit)),
        Event::LeadAccepted(e) => note(&e.track, format!("{} leads", e.lead)),
        Event::TaskEnded(e) if e.outcome == *"intercepted" => {
            contacts.remove(&e.track);
        }
        Event::TaskEnded(e) => note(&e.track, format!("{}: {}", e.unit, spaced(&e.outcome))),
        Event::StandDownReceived(e) => {
            contacts.remove(&e.track);
        }
        _ => {}
    }
}

fn unit(entry: &Entry, units: &mut BTreeMap<Name, String>) {
    let (unit, doing) = match &entry.event {
        Event::PatrolStarted(e) => (&e.unit, format!("on patrol {}", e.patrol)),
        Event::PatrolEnded(e) => (&e.unit, "back, or on its way".to_owned()),
        Event::UnitTasked(e) => (&e.unit, format!("after {}", e.track)),
        Event::UnitSent(e) => (&e.unit, format!("sent to {}", e.site)),
        Event::Intercepted(e) => (&e.unit, format!("with the people of {}", e.track)),
        Event::TaskEnded(e) => (&e.unit, "back, or on its way".to_owned()),
        Event::AssistanceSent(e) => (&e.unit, format!("on the way to {}", e.incident)),
        Event::AssistanceArrived(e) => (&e.unit, format!("helping at {}", e.incident)),
        _ => return,
    };
    if let Some(known) = units.get_mut(unit) {
        *known = doing;
    }
}

fn incident(entry: &Entry, incidents: &mut BTreeMap<Name, String>) {
    match &entry.event {
        Event::IncidentKnown(e) => {
            let hurt = match e.injured {
                0 => String::new(),
                n => format!(", {n} hurt"),
            };
            let text = format!("{}{hurt}", spaced(&e.incident_kind));
            incidents.insert(e.incident.clone(), text);
        }
        Event::IncidentEnded(e) => {
            incidents.remove(&e.incident);
        }
        Event::ProtocolSigned(e) => {
            incidents.remove(&e.incident);
        }
        _ => {}
    }
}

/// What a duty officer hears or reads, in words.
fn message(entry: &Entry) -> Option<String> {
    Some(match &entry.event {
        Event::ReportReceived(e) => format!("report from {}: {}", e.from, e.track),
        Event::NotificationSent(e) => format!("told {} of {}", e.to, e.track),
        Event::NotificationReceived(e) => format!("{} tells of {}", e.from, e.track),
        Event::AcknowledgementReceived(e) => {
            format!("{} acknowledges {}: will {}", e.from, e.track, e.intent)
        }
        Event::AcknowledgementSent(e) => format!("acknowledged to {}: {}", e.to, e.track),
        Event::HandoverReceived(e) => format!("{} hands over {}", e.from, e.track),
        Event::StandDownReceived(e) => format!("{} says {} is dealt with", e.from, e.track),
        Event::IncidentReceived(e) => format!("{} tells of {}", e.from, e.incident),
        Event::IncidentKnown(e) => format!("{}: {}", e.incident, spaced(&e.incident_kind)),
        Event::MeetingRequestReceived(e) => {
            format!("{} asks for a meeting about {}", e.from, e.incident)
        }
        Event::MeetingHeld(e) => format!("met {} about {}", e.with, e.incident),
        Event::MessageLost(e) => format!("a message ({}) did not get through", spaced(&e.purpose)),
        Event::TaskingFailed(e) => format!("nobody for {}: {}", e.track, spaced(&e.reason)),
        Event::TaskEnded(e) => format!("{} on {}: {}", e.unit, e.track, spaced(&e.outcome)),
        Event::RendezvousMissed(e) => format!("{} waited in vain at {}", e.unit, e.site),
        Event::FreeMessageSent(e) => format!("wrote to {}: {}", e.to, e.text),
        Event::FreeMessageReceived(e) => format!("{} writes: {}", e.from, e.text),
        Event::OrderRejected(e) => format!("an order was not carried out: {}", e.reason),
        _ => return None,
    })
}

fn spaced(word: &Name) -> String {
    word.as_str().replace('_', " ")
}
