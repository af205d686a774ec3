//! Joint sections through time: watched by nobody, by one side, by both.

use std::collections::BTreeMap;

use crate::aar::edition::Sight;
use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::Journal;
use crate::journal::event::Event;
use crate::scenario::{Scenario, SectionId, StateId};

/// At most so many steps in a picture of the time.
const STEPS: usize = 288;

/// How a joint section was watched.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The section.
    pub section: SectionId,
    /// Of its parts, the share that somebody watched, and the share that both sides watched, in
    /// each step of time.
    pub steps: Vec<(f64, f64)>,
    /// The share of time and parts that somebody watched.
    pub watched: f64,
    /// The share of time and parts that both sides watched.
    pub both: f64,
    /// The longest times that a part was watched by nobody, the longest first.
    pub gaps: Vec<Gap>,
}

/// A time in which nobody watched a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The part.
    pub part: Name,
    /// From when.
    pub from: SimTime,
    /// Until when.
    pub to: SimTime,
}

impl Gap {
    /// How long it was.
    pub fn length(&self) -> SimDuration {
        self.to - self.from
    }
}

/// When a part was watched by either side: times with what changes, by whom.
type Changes = BTreeMap<SimTime, Vec<(StateId, i32)>>;

/// How each joint section of an edition was watched. How many watched is counted over all, and
/// nobody is named.
pub fn coverage(journal: &Journal, scenario: &Scenario, sight: &Sight<'_>) -> Vec<Coverage> {
    let of = |name: &Name| {
        let unit = scenario.units.iter().find(|(_, u)| u.name == *name);
        let site = scenario.sites.iter().find(|(_, s)| s.name == *name);
        let state = unit.map(|(_, u)| u.state);
        state.or_else(|| site.and_then(|(_, s)| s.state))
    };
    let mut sides: BTreeMap<&Name, Option<StateId>> = BTreeMap::new();
    let mut parts: BTreeMap<&Name, Changes> = BTreeMap::new();
    for entry in &journal.entries {
        let (part, observer, step) = match &entry.event {
            Event::ObservationBegan(e) => (&e.part, &e.observer, 1),
            Event::ObservationEnded(e) => (&e.part, &e.observer, -1),
            _ => continue,
        };
        if let Some(side) = sides.entry(observer).or_insert_with(|| of(observer)) {
            let changes = parts.entry(part).or_default();
            changes.entry(entry.at).or_default().push((*side, step));
        }
    }
    let none = Changes::new();
    let joint = scenario.sections.iter().filter(|(_, s)| s.joint);
    joint
        .filter(|(_, s)| sight.state.is_none_or(|state| s.concerns(state)))
        .map(|(id, _)| {
            let own = scenario.parts.iter().filter(|(_, p)| p.section == id);
            let own: Vec<(&Name, &Changes)> = own
                .map(|(_, p)| (&p.name, parts.get(&p.name).unwrap_or(&none)))
                .collect();
            section(id, &own, journal.horizon())
        })
        .collect()
}

fn section(id: SectionId, parts: &[(&Name, &Changes)], end: SimTime) -> Coverage {
    let total = end.0.max(1);
    let width = total.div_euclid(STEPS as i64).max(60_000);
    let count = usize::try_from((total + width - 1) / width).unwrap_or(1);
    let mut steps = vec![(0.0, 0.0); count];
    let mut gaps = Vec::new();
    for (part, changes) in parts {
        let mut watching: BTreeMap<StateId, i32> = BTreeMap::new();
        let (mut since, mut unwatched) = (SimTime::START, Some(SimTime::START));
        for (&at, here) in *changes {
            let at = at.clamp(SimTime::START, end);
            add(&mut steps, since, at, width, &watching);
            for (side, step) in here {
                *watching.entry(*side).or_default() += step;
            }
            let now = watching.values().any(|n| *n > 0);
            match (unwatched, now) {
                (Some(from), true) => {
                    gaps.push(gap(part, from, at));
                    unwatched = None;
                }
                (None, false) => unwatched = Some(at),
                _ => {}
            }
            since = at;
        }
        add(&mut steps, since, end, width, &watching);
        gaps.extend(unwatched.map(|from| gap(part, from, end)));
    }
    let n = parts.len().max(1) as f64;
    for (i, step) in steps.iter_mut().enumerate() {
        let long = (total - i as i64 * width).min(width) as f64;
        *step = (step.0 / n / long, step.1 / n / long);
    }
    let mean = |of: fn(&(f64, f64)) -> f64| {
        let weighted = steps.iter().enumerate().map(|(i, step)| {
            let long = (total - i as i64 * width).min(width) as f64;
            of(step) * long
        });
        weighted.sum::<f64>() / total as f64
    };
    let (watched, both) = (mean(|s| s.0), mean(|s| s.1));
    gaps.retain(|g| g.to > g.from);
    gaps.sort_by(|a, b| (b.length(), a.from, &a.part).cmp(&(a.length(), b.from, &b.part)));
    Coverage {
        section: id,
        steps,
        watched,
        both,
        gaps,
    }
}

fn gap(part: &Name, from: SimTime, to: SimTime) -> Gap {
    Gap {
        part: part.clone(),
        from,
        to,
    }
}

/// Adds the time from one instant to another to the steps it lies in.
fn add(
    steps: &mut [(f64, f64)],
    from: SimTime,
    to: SimTime,
    width: i64,
    watching: &BTreeMap<StateId, i32>,
) {
    let sides = watching.values().filter(|n| **n > 0).count();
    if sides == 0 {
        return;
    }
    let mut at = from.0;
    while at < to.0 {
        let i = usize::try_from(at / width).unwrap_or(0);
        let next = ((at / width + 1) * width).min(to.0);
        if let Some(step) = steps.get_mut(i) {
            step.0 += (next - at) as f64;
            if sides > 1 {
                step.1 += (next - at) as f64;
            }
        }
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_and_gaps_add_up() {
        let (a, b) = (StateId(0), StateId(1));
        let hour = |h: i64| SimTime(h * 3_600_000);
        let part = Name::new("north/1");
        // Watched by one side from 1 h to 4 h, by the other from 2 h to 3 h.
        let changes: Changes = [
            (hour(1), vec![(a, 1)]),
            (hour(2), vec![(b, 1)]),
            (hour(3), vec![(b, -1)]),
            (hour(4), vec![(a, -1)]),
        ]
        .into();
        let c = section(SectionId(0), &[(&part, &changes)], hour(10));
        assert!((c.watched - 0.3).abs() < 1e-9, "{}", c.watched);
        assert!((c.both - 0.1).abs() < 1e-9, "{}", c.both);
        let gaps: Vec<(i64, i64)> = c.gaps.iter().map(|g| (g.from.0, g.to.0)).collect();
        assert_eq!(gaps, [(hour(4).0, hour(10).0), (0, hour(1).0)]);
        let sum: f64 = c.steps.iter().map(|s| s.0).sum();
        assert!((sum / c.steps.len() as f64 - 0.3).abs() < 0.01);
    }
}
