//! The metrics: what was measured, over whom, and how many cases there were.
//!
//! Formulas stand in `docs/scoring.md`. Each metric is a pure function of the evidence and of a
//! view: everybody, one state, one pair, or one state towards another.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Name;
use crate::base::num;
use crate::base::time::SimTime;
use crate::conduct::RuleSet;
use crate::conduct::ledger::{Judgement, Verdict};
use crate::journal::event::Event;
use crate::journal::fact::{Fact, FieldValue};
use crate::journal::{Entry, Journal};
use crate::scenario::Scenario;
use crate::score::findings::state_of;
use crate::score::profile::Profile;

/// Whose figures.
#[derive(Clone, Debug, PartialEq)]
pub enum View {
    /// Everybody's.
    All,
    /// One state's.
    State(Name),
    /// Those between two states, either way.
    Pair(Name, Name),
    /// Those of the first state towards the second.
    Directed(Name, Name),
}

impl View {
    /// Whether a case of one state towards another belongs to it.
    fn has(&self, from: &Name, to: Option<&Name>) -> bool {
        match self {
            Self::All => true,
            Self::State(a) => from == a,
            Self::Pair(a, b) => (from == a && to == Some(b)) || (from == b && to == Some(a)),
            Self::Directed(a, b) => from == a && to == Some(b),
        }
    }
}

/// A metric's id, name and unit.
pub const METRICS: [(&str, &str, &str); 7] = [
    ("M1", "neighbour told in time", "%"),
    ("M2", "contact to acknowledgement, median", "min"),
    ("M3", "joint sections unwatched too long", "%"),
    ("M6", "reciprocity of notification", "0-1"),
    ("M8", "contact to unit on scene, median", "min"),
    ("M10", "severity weight per 100 obligations", "-"),
    ("M13", "unlawful groups dealt with", "%"),
];

/// One case of a state towards another.
#[derive(Clone, Debug)]
struct Case {
    from: Name,
    to: Option<Name>,
    value: f64,
}

/// What the metrics are computed from, gathered once.
#[derive(Debug, Default)]
pub struct Evidence {
    told: Vec<Case>,
    acknowledged: Vec<Case>,
    unwatched: Vec<(Name, Name, f64)>,
    on_scene: Vec<Case>,
    /// Severity weight of each obligation; 0 where it was met.
    obligations: Vec<Case>,
    groups: Vec<Case>,
}

impl Evidence {
    /// Gathers the evidence of a journal.
    pub fn gather(
        journal: &Journal,
        scenario: &Scenario,
        rules: &RuleSet,
        judgement: &Judgement,
        profile: &Profile,
    ) -> Self {
        let mut out = Self::default();
        out.gather_obligations(journal, rules, judgement, profile);
        out.gather_entries(journal);
        out.gather_groups(journal, scenario);
        out
    }

    fn gather_obligations(
        &mut self,
        journal: &Journal,
        rules: &RuleSet,
        judgement: &Judgement,
        profile: &Profile,
    ) {
        let parts = Parts::of(journal);
        for o in judgement
            .obligations
            .iter()
            .filter(|o| o.verdict != Verdict::Pending)
        {
            let first = o.evidence.first().and_then(|&seq| journal.entry(seq));
            let to = first.and_then(counterpart);
            let weight = match o.verdict {
                Verdict::Violated => profile.severity_weight(o.severity),
                _ => 0.0,
            };
            let id = rules.rules[o.rule].id.as_str();
            if let Some(part) = o.binding.get("part") {
                if let Some((a, b)) = parts.between.get(part.as_str()) {
                    for (from, to) in [(a, b), (b, a)] {
                        let to = Some(to.clone());
                        self.obligations.push(Case {
                            from: from.clone(),
                            to,
                            value: weight / 2.0,
                        });
                    }
                    let over = o.slack.map_or(0, |s| (-s.0).max(0));
                    if id == "LOC-20" {
                        self.unwatched.push((a.clone(), b.clone(), over as f64));
                    }
                }
                continue;
            }
            let from = state_of(journal, o);
            if id == "LOC-14" && o.verdict != Verdict::Excused {
                let value = f64::from(u8::from(o.verdict == Verdict::Satisfied));
                self.told.push(Case {
                    from: from.clone(),
                    to: to.clone(),
                    value,
                });
            }
            self.obligations.push(Case {
                from,
                to,
                value: weight,
            });
        }
        let length = (journal.horizon() - SimTime::START).0.max(1) as f64;
        let mut per_part: BTreeMap<(Name, Name), (f64, f64)> = BTreeMap::new();
        for (a, b) in parts.between.values() {
            per_part.entry((a.clone(), b.clone())).or_default().1 += length;
        }
        for (a, b, over) in std::mem::take(&mut self.unwatched) {
            per_part.entry((a, b)).or_default().0 += over;
        }
        self.unwatched = per_part
            .into_iter()
            .filter(|(_, (_, whole))| *whole > 0.0)
            .flat_map(|((a, b), (over, whole))| {
                let n = (whole / length) as usize;
                std::iter::repeat_n((a, b, 100.0 * (over / whole).min(1.0)), n)
            })
            .collect();
    }

    fn gather_entries(&mut self, journal: &Journal) {
        let mut opened: BTreeMap<(Name, Name), SimTime> = BTreeMap::new();
        let mut neighbour: BTreeMap<(Name, Name), Name> = BTreeMap::new();
        let mut reached: BTreeSet<(Name, Name)> = BTreeSet::new();
        for entry in &journal.entries {
            let key = |track: &Name| (entry.actor.clone(), track.clone());
            match &entry.event {
                Event::TrackOpened(e) => {
                    opened.entry(key(&e.track)).or_insert(entry.at);
                }
                Event::ContactClassified(e) => {
                    if let Some(n) = &e.neighbour {
                        neighbour.insert(key(&e.track), n.clone());
                    }
                }
                Event::AcknowledgementReceived(e) => {
                    let since = opened.get(&key(&e.track)).copied().unwrap_or(entry.at);
                    let value = (entry.at - since).minutes();
                    let (from, to) = (entry.actor.clone(), Some(e.from.clone()));
                    self.acknowledged.push(Case { from, to, value });
                }
                Event::Intercepted(e) if reached.insert(key(&e.track)) => {
                    let since = opened.get(&key(&e.track)).copied().unwrap_or(entry.at);
                    let value = (entry.at - since).minutes();
                    let to = neighbour.get(&key(&e.track)).cloned();
                    self.on_scene.push(Case {
                        from: entry.actor.clone(),
                        to,
                        value,
                    });
                }
                _ => {}
            }
        }
    }

    /// An unlawful group counts for the state where it starts, towards the one where it goes.
    fn gather_groups(&mut self, journal: &Journal, scenario: &Scenario) {
        let land: BTreeMap<&str, Name> = scenario
            .sites
            .iter()
            .filter_map(|(_, s)| {
                Some((s.name.as_str(), scenario.states[s.territory?].name.clone()))
            })
            .collect();
        let handled: BTreeSet<&Name> = journal
            .entries
            .iter()
            .filter_map(|e| match &e.event {
                Event::GroupHandled(h) if !h.lawful => Some(&h.group),
                _ => None,
            })
            .collect();
        for entry in &journal.entries {
            let Event::Arrival(e) = &entry.event else {
                continue;
            };
            if e.lawful {
                continue;
            }
            let from = land.get(e.from.as_str()).cloned().unwrap_or_default();
            let to = land.get(e.to.as_str()).cloned();
            let value = f64::from(u8::from(handled.contains(&e.group)));
            self.groups.push(Case { from, to, value });
        }
    }

    /// The value of a metric in a view, and over how many cases; no value where there are none.
    pub fn measure(&self, id: &str, view: &View) -> (Option<f64>, usize) {
        match id {
            "M1" => share(&self.told, view),
            "M2" => median(&self.acknowledged, view),
            "M3" => self.unwatched(view),
            "M6" => self.reciprocity(view),
            "M8" => median(&self.on_scene, view),
            "M10" => {
                let (mean, n) = mean(&self.obligations, view);
                (mean.map(|m| 100.0 * m), n)
            }
            "M13" => self.dealt_with(view),
            _ => (None, 0),
        }
    }

    fn unwatched(&self, view: &View) -> (Option<f64>, usize) {
        let fits = |a: &Name, b: &Name| match view {
            View::All => true,
            View::State(s) => a == s || b == s,
            View::Pair(..) | View::Directed(..) => view.has(a, Some(b)) || view.has(b, Some(a)),
        };
        let cases: Vec<f64> = self
            .unwatched
            .iter()
            .filter(|(a, b, _)| fits(a, b))
            .map(|(_, _, value)| *value)
            .collect();
        let n = cases.len();
        ((n > 0).then(|| cases.iter().sum::<f64>() / n as f64), n)
    }

    /// 1 − |x − y| / (x + y) of the shares told in time each way, weighted by cases over pairs.
    fn reciprocity(&self, view: &View) -> (Option<f64>, usize) {
        let mut pairs: BTreeSet<(Name, Name)> = BTreeSet::new();
        for case in &self.told {
            if let Some(to) = &case.to {
                let (a, b) = (case.from.clone(), to.clone());
                pairs.insert(if a < b { (a, b) } else { (b, a) });
            }
        }
        let (mut sum, mut cases) = (0.0, 0);
        for (a, b) in pairs {
            let inside = match view {
                View::All => true,
                View::State(s) => *s == a || *s == b,
                View::Pair(..) | View::Directed(..) => {
                    view.has(&a, Some(&b)) || view.has(&b, Some(&a))
                }
            };
            let there = share(&self.told, &View::Directed(a.clone(), b.clone()));
            let back = share(&self.told, &View::Directed(b, a));
            if let (true, (Some(x), n), (Some(y), m)) = (inside, there, back)
                && x + y > 0.0
            {
                sum += (1.0 - (x - y).abs() / (x + y)) * (n + m) as f64;
                cases += n + m;
            }
        }
        ((cases > 0).then(|| sum / cases as f64), cases)
    }

    /// For a state: the groups that started or meant to end on its land.
    fn dealt_with(&self, view: &View) -> (Option<f64>, usize) {
        match view {
            View::State(s) => {
                let cases: Vec<&Case> = self
                    .groups
                    .iter()
                    .filter(|c| c.from == *s || c.to.as_ref() == Some(s))
                    .collect();
                let n = cases.len();
                let sum: f64 = cases.iter().map(|c| c.value).sum();
                ((n > 0).then(|| 100.0 * sum / n as f64), n)
            }
            _ => share(&self.groups, view),
        }
    }
}

fn inside<'c>(cases: &'c [Case], view: &View) -> Vec<&'c Case> {
    cases
        .iter()
        .filter(|c| view.has(&c.from, c.to.as_ref()))
        .collect()
}

fn mean(cases: &[Case], view: &View) -> (Option<f64>, usize) {
    let cases = inside(cases, view);
    let n = cases.len();
    let sum: f64 = cases.iter().map(|c| c.value).sum();
    ((n > 0).then(|| sum / n as f64), n)
}

fn share(cases: &[Case], view: &View) -> (Option<f64>, usize) {
    let (mean, n) = mean(cases, view);
    (mean.map(|m| 100.0 * m), n)
}

fn median(cases: &[Case], view: &View) -> (Option<f64>, usize) {
    let mut values: Vec<f64> = inside(cases, view).into_iter().map(|c| c.value).collect();
    values.sort_by(num::by_value);
    let n = values.len();
    let middle = match n {
        0 => None,
        _ if n % 2 == 1 => Some(values[n / 2]),
        _ => Some(f64::midpoint(values[n / 2 - 1], values[n / 2])),
    };
    (middle, n)
}

/// The state towards which an entry is directed, if any.
fn counterpart(entry: &Entry) -> Option<Name> {
    ["neighbour", "to", "with", "from"]
        .into_iter()
        .find_map(|field| match entry.get(field) {
            Some(FieldValue::Text(name)) => Some(Name::new(name)),
            _ => None,
        })
}

/// The two states of each part of a joint section.
struct Parts {
    between: BTreeMap<String, (Name, Name)>,
}

impl Parts {
    fn of(journal: &Journal) -> Self {
        let between = journal
            .entries
            .iter()
            .filter_map(|e| match &e.event {
                Event::PartAgreed(p) => {
                    let (a, b) = (p.between.first()?.clone(), p.between.get(1)?.clone());
                    Some((p.part.to_string(), (a, b)))
                }
                _ => None,
            })
            .collect();
        Self { between }
    }
}
