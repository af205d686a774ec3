//! One part of a rule at work: its scope, its pattern, its open obligations.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::base::time::{SimDuration, SimTime};
use crate::conduct::kept::Kept;
use crate::conduct::ledger::{Draft, Hold, Ledger, Obligation, Verdict};
use crate::conduct::pattern::{Pattern, Scope};
use crate::conduct::recurrence::Recurring;
use crate::conduct::scope::{Window, agrees};
use crate::conduct::{Rule, RuleSet};
use crate::journal::fact::Fact;
use crate::journal::matcher::{Key, key_of};
use crate::journal::matcher::{Matcher, text_of};

/// An answer that comes later than this after its deadline is no longer noted as late.
const FORGET: SimDuration = SimDuration::from_min(24 * 60);

/// What every obligation of a machine has in common.
#[derive(Debug)]
pub(super) struct Common {
    rule: usize,
    severity: u8,
    pub per: Vec<String>,
    status: Vec<&'static str>,
}

/// A part of a rule at work.
#[derive(Debug)]
pub(super) struct Machine {
    common: Common,
    window: Window,
    excuse: Option<Matcher>,
    work: Work,
    number: usize,
}

#[derive(Debug)]
enum Work {
    Absence {
        of: Matcher,
        exposure: Option<Matcher>,
        exposed: BTreeMap<Key, Draft>,
    },
    Existence {
        of: Matcher,
        within: SimDuration,
        open: Answers,
    },
    Response {
        when: Matcher,
        then: Matcher,
        within: SimDuration,
        open: Answers,
    },
    Precedence {
        what: Matcher,
        needs: Matcher,
        within: SimDuration,
        at_least: SimDuration,
        past: Past,
    },
    Recurrence(Recurring),
}

/// Facts that may be needed by what comes later, by what they have in common with it.
#[derive(Debug, Default)]
struct Past {
    by_key: BTreeMap<Key, VecDeque<Kept>>,
    /// The keys in order of time, so that what is too old is found without a search.
    order: VecDeque<(SimTime, Key)>,
}

impl Past {
    fn keep(&mut self, key: Key, kept: Kept) {
        self.order.push_back((kept.at(), key.clone()));
        self.by_key.entry(key).or_default().push_back(kept);
    }

    /// Drops what lies before an instant.
    fn forget(&mut self, before: SimTime) {
        while let Some((at, _)) = self.order.front()
            && *at < before
            && let Some((_, key)) = self.order.pop_front()
        {
            if let Some(list) = self.by_key.get_mut(&key) {
                list.pop_front();
                if list.is_empty() {
                    self.by_key.remove(&key);
                }
            }
        }
    }
}

/// Obligations that wait for an answer, oldest first.
#[derive(Debug, Default)]
struct Answers {
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
    excused: bool,
}

/// The machines of a rule set, in order.
pub(super) fn machines(rules: &RuleSet) -> Result<Vec<Machine>, String> {
    let mut out = Vec::new();
    for (i, rule) in rules.rules.iter().enumerate() {
        let severity = rule.severity.0 as u8;
        parts(
            rules,
            i,
            rule,
            &rule.pattern,
            &rule.scope,
            severity,
            &mut out,
        )?;
    }
    for (i, machine) in out.iter_mut().enumerate() {
        machine.number = i;
    }
    Ok(out)
}

fn parts(
    rules: &RuleSet,
    index: usize,
    rule: &Rule,
    pattern: &Pattern,
    scope: &Scope,
    severity: u8,
    out: &mut Vec<Machine>,
) -> Result<(), String> {
    let ready = |f| Matcher::new(f, &|x| rules.amount(x));
    let work = match pattern {
        Pattern::Every(list) => {
            for part in list {
                parts(rules, index, rule, part, scope, severity, out)?;
            }
            return Ok(());
        }
        Pattern::Part(part) => {
            let scope = part.scope.as_ref().unwrap_or(scope);
            let severity = part.severity.map_or(severity, |s| s.0 as u8);
            return parts(rules, index, rule, &part.pattern, scope, severity, out);
        }
        Pattern::Absence(p) => Work::Absence {
            of: ready(&p.of)?,
            exposure: p.exposure.as_ref().map(ready).transpose()?,
            exposed: BTreeMap::new(),
        },
        Pattern::Existence(p) => Work::Existence {
            of: ready(&p.of)?,
            within: rules.length(&p.within)?,
            open: Answers::default(),
        },
        Pattern::Response(p) => Work::Response {
            when: ready(&p.when)?,
            then: ready(&p.then)?,
            within: rules.length(&p.within)?,
            open: Answers::default(),
        },
        Pattern::Precedence(p) => Work::Precedence {
            what: ready(&p.what)?,
            needs: ready(&p.needs)?,
            within: rules.length(&p.within)?,
            at_least: rules.length(&p.at_least)?,
            past: Past::default(),
        },
        Pattern::Recurrence(p) => {
            let until = p.until.as_ref().map(ready).transpose()?;
            Work::Recurrence(Recurring::new(
                ready(&p.of)?,
                until,
                rules.length(&p.every)?,
            ))
        }
        Pattern::Universality(p) => {
            let (open, close) = (ready(&p.of.open)?, ready(&p.of.close)?);
            Work::Recurrence(Recurring::new(open, Some(close), SimDuration::ZERO))
        }
    };
    out.push(Machine {
        common: Common {
            rule: index,
            severity,
            per: rule.per.iter().map(|f| f.value.clone()).collect(),
            status: rule.status.iter().map(|s| s.word()).collect(),
        },
        window: Window::new(scope, rules)?,
        excuse: rule.excuse.as_ref().map(ready).transpose()?,
        work,
        number: 0,
    });
    Ok(())
}

impl Common {
    /// Whether the rule holds at the status that a fact names.
    fn applies(&self, fact: &dyn Fact) -> bool {
        fact.get("status")
            .is_none_or(|v| self.status.iter().any(|s| *s == text_of(&v)))
    }

    /// The values that bind an obligation to a fact.
    fn key(&self, fact: &dyn Fact) -> Key {
        key_of(fact, self.per.iter())
    }

    /// An obligation that arises now.
    pub fn draft(
        &self,
        key: &Key,
        at: SimTime,
        deadline: Option<SimTime>,
        evidence: Vec<u64>,
        hold: Option<Hold>,
    ) -> Draft {
        let binding = self
            .per
            .iter()
            .zip(key)
            .filter_map(|(field, value)| Some((field.clone(), value.clone()?)))
            .collect();
        let obligation = Obligation {
            rule: self.rule,
            severity: self.severity,
            verdict: Verdict::Pending,
            binding,
            at,
            deadline,
            slack: None,
            evidence,
        };
        Draft { obligation, hold }
    }
}

impl Machine {
    /// The facts it hears of.
    pub fn facts(&self) -> BTreeSet<&str> {
        let mut out: BTreeSet<&str> = self.window.facts().into_iter().collect();
        out.extend(self.excuse.iter().map(Matcher::fact));
        match &self.work {
            Work::Absence { of, exposure, .. } => {
                out.insert(of.fact());
                out.extend(exposure.iter().map(Matcher::fact));
            }
            Work::Existence { of, .. } => {
                out.insert(of.fact());
            }
            Work::Response { when, then, .. } => out.extend([when.fact(), then.fact()]),
            Work::Precedence { what, needs, .. } => out.extend([what.fact(), needs.fact()]),
            Work::Recurrence(r) => out.extend(r.facts()),
        }
        out
    }

    /// A scope that holds from the log's first fact on is opened there, once.
    fn begin(&mut self, begun: SimTime, ledger: &mut Ledger) {
        let fields = self.common.per.len();
        if let Some(n) = self.window.begin(begun, fields) {
            self.opened(n, None, ledger);
        }
    }

    /// Hears of a fact. `begun` is the time of the log's first fact.
    pub fn see(&mut self, fact: &dyn Fact, begun: SimTime, ledger: &mut Ledger) {
        self.begin(begun, ledger);
        let applies = self.common.applies(fact);
        self.excuse(fact);
        self.answer(fact, ledger);
        let change = self.window.see(fact, &self.common.per, applies);
        for (n, opening) in change.closed {
            if let Work::Recurrence(r) = &mut self.work {
                let hold = self.window.holds_back().then_some((self.number, n));
                r.close(n, &opening, fact.at(), true, &self.common, hold, ledger);
            }
        }
        if let Some(n) = change.opened {
            self.opened(n, Some(fact), ledger);
        }
        if applies {
            self.raise(fact, ledger);
        }
    }

    /// A scope opened.
    fn opened(&mut self, n: u64, fact: Option<&dyn Fact>, ledger: &mut Ledger) {
        let Some(opening) = self.window.opening(n) else {
            return;
        };
        let hold = self.window.holds_back().then_some((self.number, n));
        match &mut self.work {
            Work::Recurrence(r) => r.open(n, opening),
            Work::Existence { of, within, open } => {
                let deadline = opening.at + *within;
                let rows = opening.row.into_iter().collect();
                let draft = self
                    .common
                    .draft(&opening.key, opening.at, Some(deadline), rows, hold);
                let nothing = NoFact(opening.at);
                let trigger: &dyn Fact = fact.unwrap_or(&nothing);
                let waits_for = (&*of, self.excuse.as_ref());
                let key = opening.key.clone();
                open.wait(draft, trigger, waits_for, key, deadline, ledger);
            }
            _ => {}
        }
    }

    /// A fact that excuses what is open.
    fn excuse(&mut self, fact: &dyn Fact) {
        let Some(excuse) = self.excuse.as_ref().filter(|e| e.fits(fact)) else {
            return;
        };
        let (Work::Existence { open, .. } | Work::Response { open, .. }) = &mut self.work else {
            return;
        };
        let key = self.common.key(fact);
        for w in open.waiting.values_mut() {
            if fact.at() <= w.deadline
                && agrees(&w.binding, &key)
                && excuse.relates(fact, &w.trigger)
            {
                w.excused = true;
                w.draft.obligation.evidence.push(fact.row());
            }
        }
    }

    /// A fact that answers what is open, or may be needed later.
    fn answer(&mut self, fact: &dyn Fact, ledger: &mut Ledger) {
        match &mut self.work {
            Work::Existence { of: then, open, .. } | Work::Response { then, open, .. } => {
                open.forget(fact.at(), ledger);
                if then.fits(fact) {
                    open.answer(then, fact, ledger);
                }
            }
            Work::Precedence {
                needs,
                within,
                past,
                ..
            } => {
                past.forget(fact.at() + SimDuration(-within.0));
                if needs.fits(fact)
                    && let Some(key) = needs.join_key(fact)
                {
                    past.keep(key, Kept::of(fact, &needs.own_fields()));
                }
            }
            Work::Recurrence(r) => {
                let key = self.common.key(fact);
                if let Some(n) = self.window.around(&key) {
                    let hold = self.window.holds_back().then_some((self.number, n));
                    r.see(
                        n,
                        &key,
                        fact,
                        self.window.opening(n),
                        &self.common,
                        hold,
                        ledger,
                    );
                }
            }
            Work::Absence { .. } => {}
        }
    }

    /// A fact that raises an obligation.
    fn raise(&mut self, fact: &dyn Fact, ledger: &mut Ledger) {
        let key = self.common.key(fact);
        let Some(n) = self.window.around(&key) else {
            return;
        };
        let hold = self.window.holds_back().then_some((self.number, n));
        let (at, row) = (fact.at(), vec![fact.row()]);
        match &mut self.work {
            Work::Absence {
                of,
                exposure,
                exposed,
            } => {
                if of.fits(fact) {
                    exposed.remove(&key);
                    ledger.enter(
                        self.common.draft(&key, at, None, row, hold),
                        Verdict::Violated,
                    );
                } else if exposure.as_ref().is_some_and(|e| e.fits(fact)) {
                    let draft = self.common.draft(&key, at, None, row, hold);
                    if let Some(before) = exposed.insert(key, draft) {
                        ledger.enter(before, Verdict::Satisfied);
                    }
                }
            }
            Work::Response {
                when,
                then,
                within,
                open,
            } if when.fits(fact) => {
                let deadline = at + *within;
                let draft = self.common.draft(&key, at, Some(deadline), row, hold);
                let waits_for = (&*then, self.excuse.as_ref());
                open.wait(draft, fact, waits_for, key, deadline, ledger);
            }
            Work::Precedence {
                what,
                needs,
                within,
                at_least,
                past,
            } if what.fits(fact) => {
                let mut draft = self.common.draft(&key, at, None, row, hold);
                let found = needs
                    .trigger_key(fact)
                    .and_then(|k| past.by_key.get(&k))
                    .and_then(|list| {
                        list.iter().rev().find(|k| {
                            (*at_least..=*within).contains(&(at - k.at()))
                                && needs.rest_holds(*k, fact)
                        })
                    });
                let verdict = match found {
                    Some(kept) => {
                        draft.obligation.evidence.push(kept.row());
                        draft.obligation.slack = Some((at - kept.at()) + SimDuration(-at_least.0));
                        Verdict::Satisfied
                    }
                    None => Verdict::Violated,
                };
                ledger.enter(draft, verdict);
            }
            _ => {}
        }
    }

    /// The log is over.
    pub fn finish(
        &mut self,
        number: usize,
        begun: Option<SimTime>,
        (horizon, complete): (SimTime, bool),
        ledger: &mut Ledger,
        undecided: &mut BTreeSet<Hold>,
    ) {
        // It may have heard of nothing: then that is what there is to judge.
        if let Some(begun) = begun {
            self.begin(begun, ledger);
        }
        if self.window.holds_back() {
            undecided.extend(self.window.still_open().iter().map(|(n, _)| (number, *n)));
        }
        match &mut self.work {
            Work::Absence { exposed, .. } => {
                for (_, draft) in std::mem::take(exposed) {
                    ledger.enter(draft, Verdict::Satisfied);
                }
            }
            Work::Existence { open, .. } | Work::Response { open, .. } => {
                open.finish(horizon, ledger);
            }
            Work::Precedence { .. } => {}
            Work::Recurrence(r) => {
                for (n, opening) in self.window.still_open() {
                    let hold = self.window.holds_back().then_some((number, n));
                    r.close(n, &opening, horizon, complete, &self.common, hold, ledger);
                }
            }
        }
    }
}

/// The trigger of what holds from the start: it has no fields.
struct NoFact(SimTime);

impl Fact for NoFact {
    fn name(&self) -> &str {
        ""
    }
    fn at(&self) -> SimTime {
        self.0
    }
    fn row(&self) -> u64 {
        0
    }
    fn get(&self, _: &str) -> Option<crate::journal::fact::FieldValue<'_>> {
        None
    }
}

impl Answers {
    /// An obligation begins to wait. One whose trigger lacks what the answer must share with it
    /// can never be answered, and waits all the same.
    fn wait(
        &mut self,
        draft: Draft,
        trigger: &dyn Fact,
        (then, excuse): (&Matcher, Option<&Matcher>),
        binding: Key,
        deadline: SimTime,
        ledger: &mut Ledger,
    ) {
        self.forget(trigger.at(), ledger);
        self.count += 1;
        let mut fields = then.trigger_fields();
        fields.extend(excuse.into_iter().flat_map(Matcher::trigger_fields));
        let kept = Kept::of(trigger, &fields);
        let key = then.trigger_key(trigger).unwrap_or_default();
        self.by_key
            .entry(key.clone())
            .or_default()
            .insert(self.count);
        let waiting = Waiting {
            draft,
            trigger: kept,
            key,
            binding,
            deadline,
            excused: false,
        };
        self.waiting.insert(self.count, waiting);
    }

    /// An answer: everything that it answers is decided.
    fn answer(&mut self, then: &Matcher, fact: &dyn Fact, ledger: &mut Ledger) {
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

    /// What was missed so long ago that a late answer matters no more.
    fn forget(&mut self, now: SimTime, ledger: &mut Ledger) {
        while let Some((&n, w)) = self.waiting.first_key_value()
            && w.deadline + FORGET < now
        {
            if let Some(w) = self.take(n) {
                let verdict = w.missed();
                ledger.enter(w.draft, verdict);
            }
        }
    }

    fn finish(&mut self, horizon: SimTime, ledger: &mut Ledger) {
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
    fn missed(&self) -> Verdict {
        if self.excused {
            Verdict::Excused
        } else {
            Verdict::Violated
        }
    }
}
