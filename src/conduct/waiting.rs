//! Obligations that wait for an answer by a deadline.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::time::{SimDuration, SimTime};
use crate::conduct::kept::Kept;
use crate::conduct::ledger::{Draft, Ledger, Verdict};
use crate::conduct::scope::agrees;
use crate::journal::fact::Fact;
use crate::journal::matcher::{Key, Matcher};

/// An answer that comes later than this after its deadline is no longer noted as late.
const FORGET: SimDuration = SimDuration::from_min(24 * 60);

/// Obligations that wait for an answer, oldest first.
#[derive(Debug, Default)]
pub(super) struct Answers {
    waiting: BTreeMap<u64, Waiting>,
    by_key: BTreeMap<Key, BTreeSet<u64>>,
    count: u64,
}

#[derive(Debug)]
struct Waiting {
    draft: Draft,
    trigger: Kept,
    key: Key,
    binding: Key,
    deadline: SimTime,
    /// Up to when there were excuses without too long a gap, if there were any.
    excused_until: Option<SimTime>,
}

impl Answers {
    /// An obligation begins to wait. One whose trigger lacks what the answer must share with it
    /// can never be answered, and waits all the same.
    #[allow(clippy::too_many_arguments)] // what waits, for what, until when
    pub fn wait(
        &mut self,
        draft: Draft,
        trigger: &dyn Fact,
        (then, fields): (&Matcher, &BTreeSet<String>),
        binding: Key,
        deadline: SimTime,
        before: Option<u64>,
        ledger: &mut Ledger,
    ) {
        self.forget(trigger.at(), ledger);
        self.count += 1;
        let kept = Kept::of(trigger, fields);
        let key = then.trigger_key(trigger).unwrap_or_default();
        self.by_key
            .entry(key.clone())
            .or_default()
            .insert(self.count);
        let mut waiting = Waiting {
            draft,
            trigger: kept,
            key,
            binding,
            deadline,
            excused_until: None,
        };
        if let Some(row) = before {
            waiting.draft.obligation.evidence.push(row);
            waiting.excused_until = Some(SimTime(i64::MAX));
        }
        self.waiting.insert(self.count, waiting);
    }

    /// An answer: everything that it answers is decided.
    pub fn answer(&mut self, then: &Matcher, fact: &dyn Fact, ledger: &mut Ledger) {
        let Some(key) = then.join_key(fact) else {
            return;
        };
        let Some(numbers) = self.by_key.get(&key).cloned() else {
            return;
        };
        for n in numbers {
            if self
                .waiting
                .get(&n)
                .is_some_and(|w| then.rest_holds(fact, &w.trigger))
                && let Some(mut w) = self.take(n)
            {
                w.draft.obligation.slack = Some(w.deadline - fact.at());
                w.draft
                    .obligation
                    .evidence
                    .insert(1.min(w.draft.obligation.evidence.len()), fact.row());
                let verdict = if fact.at() <= w.deadline {
                    Verdict::Satisfied
                } else {
                    w.missed()
                };
                ledger.enter(w.draft, verdict);
            }
        }
    }

    /// A fact that excuses what waits, where it has to do with it.
    pub fn excuse(&mut self, by: &Matcher, fact: &dyn Fact, key: &Key, every: Option<SimDuration>) {
        for w in self.waiting.values_mut() {
            let open = fact.at() <= w.deadline && agrees(&w.binding, key);
            if open && by.relates(fact, &w.trigger) {
                w.excuse(fact, every);
            }
        }
    }

    /// What was missed so long ago that a late answer matters no more.
    pub fn forget(&mut self, now: SimTime, ledger: &mut Ledger) {
        while let Some((&n, w)) = self.waiting.first_key_value()
            && w.deadline + FORGET < now
        {
            if let Some(w) = self.take(n) {
                let verdict = w.missed();
                ledger.enter(w.draft, verdict);
            }
        }
    }

    pub fn finish(&mut self, horizon: SimTime, ledger: &mut Ledger) {
        for (_, w) in std::mem::take(&mut self.waiting) {
            let verdict = if horizon < w.deadline {
                Verdict::Pending
            } else {
                w.missed()
            };
            ledger.enter(w.draft, verdict);
        }
        self.by_key.clear();
    }

    fn take(&mut self, n: u64) -> Option<Waiting> {
        let w = self.waiting.remove(&n)?;
        if let Some(set) = self.by_key.get_mut(&w.key) {
            set.remove(&n);
            if set.is_empty() {
                self.by_key.remove(&w.key);
            }
        }
        Some(w)
    }
}

impl Waiting {
    /// A fact excuses it: alone, or together with others that are never further apart.
    fn excuse(&mut self, fact: &dyn Fact, every: Option<SimDuration>) {
        self.draft.obligation.evidence.push(fact.row());
        let Some(every) = every else {
            self.excused_until = Some(SimTime(i64::MAX));
            return;
        };
        let so_far = self.excused_until.unwrap_or(self.trigger.at() + every);
        let unbroken = so_far >= fact.at();
        self.excused_until = Some(if unbroken {
            so_far.max(fact.at() + every)
        } else {
            so_far
        });
    }

    fn missed(&self) -> Verdict {
        if self
            .excused_until
            .is_some_and(|until| until >= self.deadline)
        {
            Verdict::Excused
        } else {
            Verdict::Violated
        }
    }
}
