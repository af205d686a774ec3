//! Obligations: how many were decided, and what the departures from them weigh.

use std::collections::BTreeMap;

use crate::base::id::Name;
use crate::conduct::Modality;
use crate::conduct::ledger::{Obligation, Verdict};
use crate::journal::fact::{Fact, FieldValue};
use crate::journal::{Entry, Journal};
use crate::score::evidence::Source;
use crate::score::figures::{Case, Figure, View};
use crate::score::findings::state_of;

/// One obligation that was decided.
#[derive(Clone, Debug)]
struct Decided {
    rule: Name,
    /// The severity weight; 0 where it was met.
    case: Case,
    critical: bool,
    /// How grave it is, if it was departed from.
    departed: Option<u8>,
    /// Whether it is the second side of an obligation that two sides share.
    second: bool,
    shared: bool,
    /// Whether something had to be done, and whether it was.
    duty: Option<bool>,
}

/// What had to be done, and how much of it was.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Duties {
    /// How much was done.
    pub done: usize,
    /// How much there was.
    pub due: usize,
    /// The share that was done: the mean over rules, so that no rule with many easy duties hides
    /// the others.
    pub share: Option<f64>,
}

/// Obligations and what departures from them weigh.
pub struct Conduct {
    decided: Vec<Decided>,
}

impl Conduct {
    /// Gathers them. One about a shared section counts once for both sides together, and with half
    /// its weight for each side alone.
    pub fn gather(source: Source<'_>) -> Self {
        let parts = source.parts();
        let mut decided = Vec::new();
        for o in &source.judgement.obligations {
            if o.verdict == Verdict::Pending {
                continue;
            }
            let violated = o.verdict == Verdict::Violated;
            let weight = match violated {
                true => source.profile.severity_weight(o.severity),
                false => 0.0,
            };
            let rule = &source.rules.rules[o.rule];
            // What must not happen, and what another rule excuses, is no duty.
            let duty = (rule.modality == Modality::Obligation
                && o.wanted.is_some()
                && o.verdict != Verdict::Excused)
                .then_some(!violated);
            let mut add = |from: Name, to: Option<Name>, second: bool| {
                decided.push(Decided {
                    rule: rule.id.value.clone(),
                    case: Case::new(from, to, weight),
                    critical: violated && o.severity >= 4,
                    departed: violated.then_some(o.severity),
                    second,
                    shared: o.binding.contains_key("part"),
                    duty,
                });
            };
            let shared = o.binding.get("part");
            if let Some((a, b)) = shared.and_then(|part| parts.get(part.as_str())) {
                add(a.clone(), Some(b.clone()), false);
                add(b.clone(), Some(a.clone()), true);
            } else {
                let to = towards(source.journal, o);
                add(state_of(source.journal, o), to, false);
            }
        }
        Self { decided }
    }

    /// M10, over all rules or over some.
    pub fn weight(&self, view: &View, rules: Option<&[Name]>) -> Vec<Figure> {
        let chosen: Vec<&Decided> = self
            .seen(view)
            .filter(|d| rules.is_none_or(|rules| rules.contains(&d.rule)))
            .collect();
        let alone = matches!(view, View::State(_) | View::Directed(..));
        let weight = |d: &&Decided| match d.shared && alone {
            true => d.case.value / 2.0,
            false => d.case.value,
        };
        let n = chosen.len();
        let mean = (n > 0).then(|| 100.0 * chosen.iter().map(weight).sum::<f64>() / n as f64);
        let critical = chosen.iter().filter(|d| d.critical).count();
        vec![
            Figure::new("severity weight per 100 obligations", "-", mean, n),
            Figure::new(
                "departures of severity 4",
                "-",
                (n > 0).then_some(critical as f64),
                n,
            ),
        ]
    }

    /// How grave the gravest departure in a view is.
    pub fn worst(&self, view: &View) -> Option<u8> {
        self.seen(view).filter_map(|d| d.departed).max()
    }

    /// The obligations of a view, each once.
    fn seen<'s>(&'s self, view: &'s View) -> impl Iterator<Item = &'s Decided> {
        let both = matches!(view, View::All | View::Pair(..));
        self.decided
            .iter()
            .filter(move |d| view.has(&d.case.from, d.case.to.as_ref()) && !(both && d.second))
    }

    /// Of what had to be done under some rules: how much was.
    pub fn duties(&self, view: &View, rules: &[Name]) -> Duties {
        let mut by_rule: BTreeMap<&Name, (usize, usize)> = BTreeMap::new();
        for d in self.seen(view) {
            if let (true, Some(done)) = (rules.contains(&d.rule), d.duty) {
                let (all_done, due) = by_rule.entry(&d.rule).or_default();
                *all_done += usize::from(done);
                *due += 1;
            }
        }
        let shares = by_rule
            .values()
            .map(|(done, due)| *done as f64 / *due as f64);
        let share = (!by_rule.is_empty()).then(|| shares.sum::<f64>() / by_rule.len() as f64);
        Duties {
            done: by_rule.values().map(|d| d.0).sum(),
            due: by_rule.values().map(|d| d.1).sum(),
            share,
        }
    }
}

/// The state towards which an obligation is directed, if any.
pub(super) fn towards(journal: &Journal, o: &Obligation) -> Option<Name> {
    let first = o.evidence.first().and_then(|&seq| journal.entry(seq));
    first.and_then(counterpart)
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
