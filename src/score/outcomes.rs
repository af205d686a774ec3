//! What came of an exercise, in counts.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::id::Name;
use crate::base::num;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::Event;
use crate::journal::{Entry, Journal};

/// Counts of an exercise.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Outcomes {
    /// Unlawful groups that set out.
    pub arrivals: usize,
    /// Of these, those that some sensor found.
    pub detected: usize,
    /// Of these, those of which a neighbour was told.
    pub notified: usize,
    /// Of these, those that were met and dealt with.
    pub handled: usize,
    /// Of these, those that reached their goal.
    pub escaped: usize,
    /// Lawful groups that set out.
    pub lawful_arrivals: usize,
    /// Checks of people who did what is allowed.
    pub lawful_checked: usize,
    /// Tasks that ended with nobody found.
    pub searches_in_vain: usize,
    /// Hours that citizens planned to work, over all people.
    pub civilian_hours_planned: f64,
    /// Hours of that lost, to whatever it was.
    pub civilian_hours_lost: f64,
    /// Of these, hours lost to incidents.
    pub civilian_hours_hindered: f64,
    /// Incidents that happened.
    pub incidents: usize,
    /// Of these, those that were settled, calmed, put out, searched to the end or handed back.
    pub incidents_resolved: usize,
    /// Mean time from an incident to its end, in minutes; ENDEX ends those that are still open.
    pub incident_minutes: f64,
    /// People who were in danger, hurt or lost.
    pub people_in_danger: u32,
    /// Of these, those who were saved.
    pub people_saved: u32,
    /// People who came to harm.
    pub people_harmed: u32,
    /// Hectares burnt.
    pub damage_ha: f64,
    /// Meetings of border representatives.
    pub representatives_met: usize,
    /// Rendezvous that were kept.
    pub meetings_kept: usize,
    /// Rendezvous that units waited for in vain, or skipped.
    pub meetings_missed: usize,
    /// Handovers that reached the neighbour.
    pub handovers: usize,
    /// Reports taken for a track of other people.
    pub wrong_correlations: usize,
    /// Tracks of people who had one already, with the same side.
    pub duplicate_tracks: usize,
}

/// Counts what came of an exercise.
pub fn outcomes(journal: &Journal) -> Outcomes {
    count(journal.entries.iter(), journal.horizon())
}

/// Counts what came of the entries that one may see, up to an instant.
pub fn count<'e>(entries: impl Iterator<Item = &'e Entry>, until: SimTime) -> Outcomes {
    let mut out = Outcomes::default();
    let mut unlawful: BTreeSet<Name> = BTreeSet::new();
    let (mut detected, mut notified, mut handled) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut tracked: BTreeSet<(Name, Name)> = BTreeSet::new();
    let (mut planned, mut lost) = (SimDuration::ZERO, SimDuration::ZERO);
    let mut hindered = SimDuration::ZERO;
    let mut open: BTreeMap<Name, SimTime> = BTreeMap::new();
    let mut lasted = SimDuration::ZERO;
    for entry in entries {
        match &entry.event {
            Event::Arrival(e) if e.lawful => out.lawful_arrivals += 1,
            Event::Arrival(e) => {
                unlawful.insert(e.group.clone());
            }
            Event::ContactDetected(e) if unlawful.contains(&e.truth) => {
                detected.insert(e.truth.clone());
            }
            Event::NotificationReceived(e) if unlawful.contains(&e.truth) => {
                notified.insert(e.truth.clone());
            }
            Event::HandoverReceived(_) => out.handovers += 1,
            Event::GroupHandled(e) if e.lawful => out.lawful_checked += 1,
            Event::GroupHandled(e) => {
                handled.insert(e.group.clone());
            }
            Event::GroupArrived(e) if !e.lawful => out.escaped += 1,
            Event::TaskEnded(e) if e.outcome == *"not_found" => out.searches_in_vain += 1,
            Event::WorkdayEnded(e) => {
                planned = planned + e.planned_ms;
                lost = lost + e.lost_ms;
                hindered = hindered + e.hindered_ms;
            }
            Event::IncidentBegan(e) if !by_itself(&e.incident_kind) => {
                out.incidents += 1;
                out.people_in_danger += e.people;
                open.insert(e.incident.clone(), entry.at);
            }
            Event::IncidentEnded(e) => {
                if let Some(begun) = open.remove(&e.incident) {
                    let unsolved = ["dropped", "burnt_out", "came_back"];
                    let solved = !unsolved.contains(&e.outcome.as_str());
                    out.incidents_resolved += usize::from(solved);
                    lasted = lasted + (entry.at - begun);
                }
                out.people_saved += e.saved;
                out.damage_ha += e.damage_ha;
            }
            Event::PersonHarmed(e) => out.people_harmed += e.people,
            Event::Escalated(e) => out.people_harmed += e.people,
            Event::ProtocolSigned(_) => out.representatives_met += 1,
            Event::RendezvousMet(_) => out.meetings_kept += 1,
            Event::RendezvousMissed(_) => out.meetings_missed += 1,
            Event::TrackUpdated(e) if !e.correct => out.wrong_correlations += 1,
            Event::TrackOpened(e) if !tracked.insert((entry.actor.clone(), e.truth.clone())) => {
                out.duplicate_tracks += 1;
            }
            _ => {}
        }
    }
    out.arrivals = unlawful.len();
    (out.detected, out.notified, out.handled) = (detected.len(), notified.len(), handled.len());
    out.civilian_hours_planned = num::cents(planned.hours());
    out.civilian_hours_lost = num::cents(lost.hours());
    out.civilian_hours_hindered = num::cents(hindered.hours());
    out.damage_ha = num::cents(out.damage_ha);
    for begun in open.into_values() {
        lasted = lasted + (until - begun);
    }
    if out.incidents > 0 {
        out.incident_minutes = num::cents(lasted.minutes() / out.incidents as f64);
    }
    out
}

/// Incidents that come about between patrols: they are counted as encounters, not here.
fn by_itself(kind: &Name) -> bool {
    matches!(
        kind.as_str(),
        "encounter" | "planned_encounter" | "strayed_patrol" | "tailing"
    )
}
