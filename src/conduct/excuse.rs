//! What excuses a missed duty: facts that made it impossible, and rules that go before.

use std::collections::{BTreeSet, VecDeque};

use crate::base::time::SimDuration;
use crate::conduct::kept::Kept;
use crate::conduct::ledger::{Draft, Verdict};
use crate::conduct::scope::agrees;
use crate::conduct::{Rule, RuleSet, Yield};
use crate::journal::fact::Fact;
use crate::journal::matcher::{Key, Matcher};

/// What excuses a missed deadline.
#[derive(Debug)]
pub(super) struct Excuse {
    pub by: Matcher,
    /// How far apart such facts may be, if one is not enough.
    pub every: Option<SimDuration>,
}

/// A rule that goes before, and the facts so far by which one sees that it does.
#[derive(Debug)]
pub(super) struct Before {
    pub when: Matcher,
    within: SimDuration,
    seen: VecDeque<(Kept, Key)>,
}

impl Excuse {
    /// The excuse of a rule, made ready.
    pub fn of(rules: &RuleSet, rule: &Rule) -> Result<Option<Self>, String> {
        let Some(by) = &rule.excuse else {
            return Ok(None);
        };
        let every = rule.excuse_every.as_ref();
        Ok(Some(Self {
            by: Matcher::new(by, &|x| rules.amount(x))?,
            every: every.map(|d| rules.length(d)).transpose()?,
        }))
    }
}

impl Before {
    /// The rules that go before a rule, made ready.
    pub fn of(rules: &RuleSet, rule: &Rule) -> Result<Vec<Self>, String> {
        let ready = |y: &Yield| {
            Ok(Self {
                when: Matcher::new(&y.when, &|x| rules.amount(x))?,
                within: rules.length(&y.within)?,
                seen: VecDeque::new(),
            })
        };
        rule.yields_to.iter().map(ready).collect()
    }

    /// Keeps a fact for triggers to come, and forgets what is too old for any.
    pub fn keep(&mut self, fact: &dyn Fact, key: Key) {
        let oldest = fact.at() + SimDuration(-self.within.0);
        while self.seen.front().is_some_and(|(k, _)| k.at() < oldest) {
            self.seen.pop_front();
        }
        let kept = Kept::of(fact, &self.when.own_fields());
        self.seen.push_back((kept, key));
    }
}

/// The fields of a trigger that excuses need later.
pub(super) fn excuse_fields(excuse: Option<&Excuse>, yields: &[Before]) -> BTreeSet<String> {
    let by = excuse.iter().flat_map(|e| e.by.trigger_fields());
    let when = yields.iter().flat_map(|y| y.when.trigger_fields());
    by.chain(when).collect()
}

/// The row by which one sees that another rule went before what this fact asks.
pub(super) fn went_before(yields: &[Before], trigger: &dyn Fact, key: &Key) -> Option<u64> {
    yields.iter().find_map(|y| {
        let found = y.seen.iter().rev().find(|(kept, theirs)| {
            trigger.at() - kept.at() <= y.within
                && agrees(key, theirs)
                && y.when.relates(kept, trigger)
        });
        found.map(|(kept, _)| kept.row())
    })
}

impl Draft {
    /// The verdict of what was not done: excused where another rule went before.
    pub fn missed(&mut self, before: Option<u64>) -> Verdict {
        match before {
            Some(row) => {
                self.obligation.evidence.push(row);
                Verdict::Excused
            }
            None => Verdict::Violated,
        }
    }
}
