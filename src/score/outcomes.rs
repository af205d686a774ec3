//! What came of an exercise, in counts.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::base::id::Name;
use crate::base::num;
use crate::base::time::SimDuration;
use crate::journal::Journal;
use crate::journal::event::Event;

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
    /// Hours of that lost to checks.
    pub civilian_hours_lost: f64,
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
    let mut out = Outcomes::default();
    let mut unlawful: BTreeSet<Name> = BTreeSet::new();
    let (mut detected, mut notified, mut handled) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut tracked: BTreeSet<(Name, Name)> = BTreeSet::new();
    let (mut planned, mut lost) = (SimDuration::ZERO, SimDuration::ZERO);
    for entry in &journal.entries {
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
            }
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
    out
}
