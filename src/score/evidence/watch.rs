//! Joint sections through time: gaps that nobody watched, and overlaps that nobody had planned.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::Event;
use crate::score::evidence::Source;
use crate::score::figures::{Figure, View, mean};

/// The rule that says how long a part may be unwatched.
const REVISIT: &str = "LOC-20";

/// One part of a joint section.
#[derive(Clone, Debug, Default)]
struct PartWatch {
    between: (Name, Name),
    /// Whether the rules ask for it to be watched again and again.
    asked: bool,
    /// Time beyond the agreed revisit time.
    beyond: SimDuration,
    longest_gap: SimDuration,
    /// Time in which anybody watched, and in which both sides did without having planned to.
    either: SimDuration,
    both: SimDuration,
}

/// What was watched of joint sections.
pub struct Watch {
    parts: Vec<PartWatch>,
    whole: SimDuration,
}

/// Somebody looks at a part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    state: Name,
    /// Whether it is a unit that was sent.
    sent: bool,
    observer: Name,
}

impl Watch {
    /// Gathers it.
    pub fn gather(source: Source<'_>) -> Self {
        let horizon = source.journal.horizon();
        let mut parts: BTreeMap<Name, PartWatch> = source
            .parts()
            .into_iter()
            .map(|(part, between)| {
                let watch = PartWatch {
                    between,
                    ..PartWatch::default()
                };
                (part, watch)
            })
            .collect();
        Self::gather_gaps(source, &mut parts);
        Self::gather_looks(source, &mut parts);
        Self {
            parts: parts.into_values().collect(),
            whole: horizon - SimTime::START,
        }
    }

    fn gather_gaps(source: Source<'_>, parts: &mut BTreeMap<Name, PartWatch>) {
        for o in &source.judgement.obligations {
            if source.rules.rules[o.rule].id.value != *REVISIT {
                continue;
            }
            let part = o.binding.get("part").map(|p| Name::new(p));
            let Some(watch) = part.and_then(|p| parts.get_mut(&p)) else {
                continue;
            };
            watch.asked = true;
            if let (Some(slack), Some(deadline)) = (o.slack, o.deadline) {
                watch.beyond = watch.beyond + SimDuration((-slack.0).max(0));
                let gap = (deadline - o.at) + SimDuration(-slack.0);
                watch.longest_gap = watch.longest_gap.max(gap);
            }
        }
    }

    fn gather_looks(source: Source<'_>, parts: &mut BTreeMap<Name, PartWatch>) {
        let journal = source.journal;
        // Posts look where they stand; only who is sent out can be sent twice.
        let units: BTreeSet<&Name> = source.scenario.units.iter().map(|(_, u)| &u.name).collect();
        let mut outing: BTreeMap<&Name, (&Name, u32)> = BTreeMap::new();
        let mut open: BTreeMap<&Name, (BTreeSet<Look>, SimTime)> = BTreeMap::new();
        for entry in &journal.entries {
            let (part, look, begins) = match &entry.event {
                Event::JointOperationBegan(e) => {
                    outing.insert(&e.unit, (&e.patrol, e.departure));
                    continue;
                }
                Event::JointOperationEnded(e) => {
                    outing.remove(&e.unit);
                    continue;
                }
                Event::ObservationBegan(e) => (&e.part, &e.observer, true),
                Event::ObservationEnded(e) => (&e.part, &e.observer, false),
                _ => continue,
            };
            let (looks, since) = open
                .entry(part)
                .or_insert_with(|| (BTreeSet::new(), SimTime::START));
            if let Some(watch) = parts.get_mut(part) {
                watch.spend(looks, &outing, entry.at - *since);
            }
            *since = entry.at.max(SimTime::START);
            let look = Look {
                state: entry.actor.clone(),
                sent: units.contains(look),
                observer: look.clone(),
            };
            if begins {
                looks.insert(look);
            } else {
                looks.remove(&look);
            }
        }
        for (part, (looks, since)) in open {
            if let Some(watch) = parts.get_mut(part) {
                watch.spend(&looks, &outing, journal.horizon() - since);
            }
        }
    }

    /// M3.
    pub fn gaps(&self, view: &View) -> Vec<Figure> {
        let mut chosen = self.chosen(view);
        chosen.retain(|p| p.asked);
        let whole = (self.whole.0 as f64).max(1.0);
        let shares: Vec<f64> = chosen
            .iter()
            .map(|p| 100.0 * (p.beyond.0 as f64 / whole).min(1.0))
            .collect();
        let (value, n) = mean(&shares);
        let longest = chosen.iter().map(|p| p.longest_gap.hours());
        let longest = longest.reduce(f64::max);
        vec![
            Figure::new("joint sections unwatched too long", "%", value, n),
            Figure::new("longest gap", "h", longest, n),
        ]
    }

    /// M4.
    pub fn overlap(&self, view: &View) -> Vec<Figure> {
        let chosen = self.chosen(view);
        let watched: Vec<&&PartWatch> = chosen.iter().filter(|p| p.either.0 > 0).collect();
        let either: f64 = watched.iter().map(|p| p.either.hours()).sum();
        let both: f64 = watched.iter().map(|p| p.both.hours()).sum();
        let value = (either > 0.0).then(|| 100.0 * both / either);
        let name = "joint sections watched twice, unplanned";
        vec![Figure::new(name, "%", value, watched.len())]
    }

    fn chosen(&self, view: &View) -> Vec<&PartWatch> {
        let fits = |p: &&PartWatch| view.shares(&p.between.0, &p.between.1);
        self.parts.iter().filter(fits).collect()
    }
}

impl PartWatch {
    /// Some time in which these looked at it.
    fn spend(
        &mut self,
        looks: &BTreeSet<Look>,
        outing: &BTreeMap<&Name, (&Name, u32)>,
        time: SimDuration,
    ) {
        if looks.is_empty() || time.0 <= 0 {
            return;
        }
        self.either = self.either + time;
        let of = |state: &Name| -> Vec<Option<&(&Name, u32)>> {
            let mine = looks.iter().filter(|l| l.sent && l.state == *state);
            mine.map(|l| outing.get(&l.observer)).collect()
        };
        let (a, b) = (of(&self.between.0), of(&self.between.1));
        let planned = a
            .iter()
            .flatten()
            .any(|x| b.iter().flatten().any(|y| x == y));
        if !a.is_empty() && !b.is_empty() && !planned {
            self.both = self.both + time;
        }
    }
}
