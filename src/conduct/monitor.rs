//! One pass over the facts of a log: which obligations arise, and what becomes of each.
//!
//! The cost is linear in the facts, and the memory is that of open obligations: every rule part is
//! a [`Machine`] that hears only of the facts it names.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::time::SimTime;
use crate::conduct::RuleSet;
use crate::conduct::ledger::{Judgement, Ledger};
use crate::conduct::machine::{Machine, machines};
use crate::journal::fact::Fact;

/// Holds a log against a rule set, fact by fact.
pub struct Monitor {
    machines: Vec<Machine>,
    by_fact: BTreeMap<String, Vec<usize>>,
    ledger: Ledger,
    begun: Option<SimTime>,
}

impl Monitor {
    /// A monitor of these rules; the error names a value that is missing or of the wrong kind.
    pub fn new(rules: &RuleSet) -> Result<Self, String> {
        let machines = machines(rules)?;
        let mut by_fact: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, machine) in machines.iter().enumerate() {
            for fact in machine.facts() {
                by_fact.entry(fact.to_owned()).or_default().push(i);
            }
        }
        Ok(Self {
            machines,
            by_fact,
            ledger: Ledger::new(rules.rules.len()),
            begun: None,
        })
    }

    /// Counts obligations that were met instead of keeping them.
    pub fn count_satisfied(mut self) -> Self {
        self.ledger.count_satisfied = true;
        self
    }

    /// Hears of the next fact; facts come in order of time.
    pub fn see(&mut self, fact: &dyn Fact) {
        let begun = *self.begun.get_or_insert(fact.at());
        if let Some(concerned) = self.by_fact.get(fact.name()) {
            for &i in concerned {
                self.machines[i].see(fact, begun, &mut self.ledger);
            }
        }
    }

    /// The judgement of a log that tells of everything up to `horizon`. With `complete`, scopes
    /// end there (ENDEX); otherwise what they leave open is pending.
    pub fn finish(mut self, horizon: SimTime, complete: bool) -> Judgement {
        let mut undecided = BTreeSet::new();
        for (i, machine) in self.machines.iter_mut().enumerate() {
            let end = (horizon, complete);
            machine.finish(i, self.begun, end, &mut self.ledger, &mut undecided);
        }
        self.ledger.finish(&undecided)
    }
}

/// Judges a whole log at once.
pub fn judge<'f>(
    rules: &RuleSet,
    facts: impl IntoIterator<Item = &'f dyn Fact>,
    horizon: SimTime,
    complete: bool,
) -> Result<Judgement, String> {
    let mut monitor = Monitor::new(rules)?;
    for fact in facts {
        monitor.see(fact);
    }
    Ok(monitor.finish(horizon, complete))
}
