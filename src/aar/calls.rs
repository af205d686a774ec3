//! Who told whom: notifications between services, with what came back.

use std::collections::BTreeMap;

use crate::aar::edition::Sight;
use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::journal::event::Event;
use crate::score::figures::median;

/// What one service told another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calls {
    /// Notifications that got through.
    pub told: usize,
    /// Of these, how many were acknowledged.
    pub acknowledged: usize,
    /// From telling to acknowledgement, the median, in minutes.
    pub median_min: Option<f64>,
    /// Patrol plans shared.
    pub plans: usize,
    /// Pursuits handed over.
    pub handovers: usize,
}

/// What each service told each other one.
pub fn calls(sight: &Sight<'_>) -> BTreeMap<(Name, Name), Calls> {
    let mut out: BTreeMap<(Name, Name), Calls> = BTreeMap::new();
    let mut loops: BTreeMap<(Name, Name), Vec<f64>> = BTreeMap::new();
    let mut sent: BTreeMap<&Name, SimTime> = BTreeMap::new();
    for entry in sight.entries() {
        let to = |state: &Name| (entry.actor.clone(), state.clone());
        match &entry.event {
            Event::NotificationSent(e) => {
                sent.insert(&e.message, entry.at);
                out.entry(to(&e.to)).or_default().told += 1;
            }
            // Of others only what they sent is seen, so the answer counts where it is given.
            Event::AcknowledgementSent(e) => {
                let pair = (e.to.clone(), entry.actor.clone());
                out.entry(pair.clone()).or_default().acknowledged += 1;
                if let Some(at) = sent.get(&e.message) {
                    loops
                        .entry(pair)
                        .or_default()
                        .push((entry.at - *at).minutes());
                }
            }
            Event::PlanShared(e) => out.entry(to(&e.to)).or_default().plans += 1,
            Event::HandoverSent(e) => out.entry(to(&e.to)).or_default().handovers += 1,
            _ => {}
        }
    }
    for (pair, minutes) in loops {
        out.entry(pair).or_default().median_min = median(&minutes).0;
    }
    out
}
