//! Citizens' working hours on each side: planned, kept, lost.

use std::collections::BTreeMap;

use crate::aar::edition::Sight;
use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::journal::event::Event;
use crate::scenario::Scenario;

/// Person-hours of one side's citizens.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hours {
    /// Planned.
    pub planned: f64,
    /// Lost to checks and incidents.
    pub lost: f64,
    /// Of these, lost to incidents.
    pub hindered: f64,
}

/// The hours of each side's citizens.
pub fn hours(scenario: &Scenario, sight: &Sight<'_>) -> BTreeMap<Name, Hours> {
    let of: BTreeMap<&Name, &Name> = scenario
        .civilians
        .iter()
        .filter(|(_, c)| sight.state.is_none_or(|own| c.state == own))
        .map(|(_, c)| (&c.name, &scenario.states[c.state].name))
        .collect();
    let mut sums: BTreeMap<&Name, [SimDuration; 3]> = BTreeMap::new();
    for entry in sight.entries() {
        if let Event::WorkdayEnded(e) = &entry.event
            && let Some(state) = of.get(&e.civilian)
        {
            let sum = sums.entry(state).or_default();
            sum[0] = sum[0] + e.planned_ms;
            sum[1] = sum[1] + e.lost_ms;
            sum[2] = sum[2] + e.hindered_ms;
        }
    }
    sums.into_iter()
        .map(|(state, [planned, lost, hindered])| {
            let hours = Hours {
                planned: planned.hours(),
                lost: lost.hours(),
                hindered: hindered.hours(),
            };
            (state.clone(), hours)
        })
        .collect()
}
