//! Citizens at lawful work: whether their days went undisturbed, and how long they were held.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Name;
use crate::journal::event::Event;
use crate::score::evidence::Source;
use crate::score::figures::{Case, Figure, View, inside, median, share};

/// The kind of arrivals that are animals.
const WILDLIFE: &str = "wildlife";

/// Citizens' days.
#[derive(Default)]
pub struct Citizens {
    /// 1 for each lawful journey or working day that nobody checked, 0 for each other.
    undisturbed: Vec<Case>,
    /// Minutes for which lawful people were held.
    held: Vec<Case>,
    /// Hours of work planned, and lost.
    planned: Vec<Case>,
    lost: Vec<Case>,
}

impl Citizens {
    /// Gathers them. Who was checked counts for the state that checked; others for the state
    /// where they live or start.
    pub fn gather(source: Source<'_>) -> Self {
        let scenario = source.scenario;
        let mut out = Self::default();
        let home: BTreeMap<&Name, Name> = scenario
            .civilians
            .iter()
            .map(|(_, c)| (&c.name, source.state(c.state)))
            .collect();
        let land: BTreeMap<&str, Name> = scenario
            .sites
            .iter()
            .filter_map(|(_, s)| Some((s.name.as_str(), source.state(s.territory?))))
            .collect();
        let mut checked: BTreeMap<&Name, Name> = BTreeMap::new();
        let mut on_the_way: BTreeMap<&Name, Name> = BTreeMap::new();
        let mut animals: BTreeSet<&Name> = BTreeSet::new();
        for entry in &source.journal.entries {
            match &entry.event {
                Event::Arrival(e) if e.threat_kind == *WILDLIFE => {
                    animals.insert(&e.group);
                }
                Event::Arrival(e) if e.lawful => {
                    let from = land.get(e.from.as_str()).cloned().unwrap_or_default();
                    on_the_way.insert(&e.group, from);
                }
                Event::WorkdayStarted(e) => {
                    checked.remove(&e.civilian);
                }
                Event::GroupHandled(e) if e.lawful && !animals.contains(&e.group) => {
                    let value = e.held_ms.minutes();
                    let from = entry.actor.clone();
                    out.held.push(Case::new(from.clone(), None, value));
                    checked.entry(&e.group).or_insert(from);
                }
                Event::WorkdayEnded(e) => {
                    let state = home.get(&e.civilian).cloned().unwrap_or_default();
                    let case = |hours| Case::new(state.clone(), None, hours);
                    out.planned.push(case(e.planned_ms.hours()));
                    out.lost.push(case(e.lost_ms.hours()));
                    out.day(checked.remove(&e.civilian), state);
                }
                _ => {}
            }
        }
        for (group, state) in on_the_way {
            out.day(checked.remove(group), state);
        }
        out
    }

    fn day(&mut self, checked_by: Option<Name>, state: Name) {
        let value = f64::from(u8::from(checked_by.is_none()));
        let from = checked_by.unwrap_or(state);
        self.undisturbed.push(Case::new(from, None, value));
    }

    /// M11. Between two states: both of them.
    pub fn undisturbed(&self, view: &View) -> Vec<Figure> {
        let of = |cases: &[Case]| -> Vec<f64> {
            match view {
                View::Pair(a, b) => {
                    let both = cases.iter().filter(|c| c.from == *a || c.from == *b);
                    both.map(|c| c.value).collect()
                }
                View::Directed(a, _) => inside(cases, &View::State(a.clone())),
                _ => inside(cases, view),
            }
        };
        let (value, n) = share(&of(&self.undisturbed));
        let (held, m) = median(&of(&self.held));
        let planned: f64 = of(&self.planned).iter().sum();
        let lost: f64 = of(&self.lost).iter().sum();
        let fear = (planned > 0.0).then(|| 100.0 * lost / planned);
        vec![
            Figure::new("citizens undisturbed", "%", value, n),
            Figure::new("time lawful people were held, median", "min", held, m),
            Figure::new(
                "hours of lawful work lost",
                "%",
                fear,
                of(&self.planned).len(),
            ),
        ]
    }
}
