//! One part of a rule at work: its scope, its pattern, its open obligations.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::conduct::excuse::{Before, Excuse, excuse_fields, went_before};
use crate::conduct::kept::Kept;
use crate::conduct::ledger::{Draft, Hold, Ledger, Obligation, Verdict};
use crate::conduct::pattern::{Pattern, Scope};
use crate::conduct::recurrence::Recurring;
use crate::conduct::scope::Window;
use crate::conduct::waiting::Answers;
use crate::conduct::{Rule, RuleSet};
use crate::journal::fact::Fact;
use crate::journal::matcher::{Key, key_of};
use crate::journal::matcher::{Matcher, text_of};

/// What every obligation of a machine has in common.
#[derive(Debug)]
pub(super) struct Common {
    rule: usize,
    severity: u8,
    wanted: Option<Name>,
    pub per: Vec<String>,
    status: Vec<&'static str>,
}

/// A part of a rule at work.
#[derive(Debug)]
pub(super) struct Machine {
    common: Common,
    window: Window,
    excuse: Option<Excuse>,
    yields: Vec<Before>,
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
            wanted: wanted(pattern),
            per: rule.per.iter().map(|f| f.value.clone()).collect(),
            status: rule.status.iter().map(|s| s.word()).collect(),
        },
        window: Window::new(scope, rules)?,
        excuse: Excuse::of(rules, rule)?,
        yields: Before::of(rules, rule)?,
        work,
        number: 0,
    });
    Ok(())
}

/// The fact that a pattern waits for.
fn wanted(pattern: &Pattern) -> Option<Name> {
    let fact = match pattern {
        Pattern::Existence(p) => &p.of,
        Pattern::Response(p) => &p.then,
        Pattern::Precedence(p) => &p.needs,
        Pattern::Recurrence(p) => &p.of,
        Pattern::Universality(p) => &p.of.open,
        Pattern::Absence(_) | Pattern::Every(_) | Pattern::Part(_) => return None,
    };
    Some(Name::new(&fact.fact.value))
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
            wanted: self.wanted.clone(),
            evidence,
        };
        Draft { obligation, hold }
    }
}

impl Machine {
    /// The facts it hears of.
    pub fn facts(&self) -> BTreeSet<&str> {
        let mut out: BTreeSet<&str> = self.window.facts().into_iter().collect();
        out.extend(self.excuse.iter().map(|e| e.by.fact()));
        out.extend(self.yields.iter().map(|y| y.when.fact()));
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
        self.yield_to(fact);
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
                let mut fields = of.trigger_fields();
                fields.extend(excuse_fields(self.excuse.as_ref(), &self.yields));
                let key = opening.key.clone();
                let before = went_before(&self.yields, trigger, &key);
                open.wait(draft, trigger, (of, &fields), key, deadline, before, ledger);
            }
            _ => {}
        }
    }

    /// A fact that excuses what is open.
    fn excuse(&mut self, fact: &dyn Fact) {
        let Some(excuse) = self.excuse.as_ref().filter(|e| e.by.fits(fact)) else {
            return;
        };
        let key = self.common.key(fact);
        if let Work::Existence { open, .. } | Work::Response { open, .. } = &mut self.work {
            open.excuse(&excuse.by, fact, &key, excuse.every);
        }
    }

    /// A fact by which one sees that another rule goes before.
    fn yield_to(&mut self, fact: &dyn Fact) {
        for before in self.yields.iter_mut().filter(|y| y.when.fits(fact)) {
            let key = self.common.key(fact);
            if let Work::Existence { open, .. } | Work::Response { open, .. } = &mut self.work {
                open.excuse(&before.when, fact, &key, None);
            }
            before.keep(fact, key);
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
                    let mut draft = self.common.draft(&key, at, None, row, hold);
                    let verdict = draft.missed(went_before(&self.yields, fact, &key));
                    ledger.enter(draft, verdict);
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
                let mut fields = then.trigger_fields();
                fields.extend(excuse_fields(self.excuse.as_ref(), &self.yields));
                let before = went_before(&self.yields, fact, &key);
                open.wait(draft, fact, (then, &fields), key, deadline, before, ledger);
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
                    None => draft.missed(went_before(&self.yields, fact, &key)),
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
