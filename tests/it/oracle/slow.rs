//! The meaning of the patterns over a whole log, written down as it is said.

use std::collections::{BTreeMap, BTreeSet};

use joint_patrol::conduct::pattern::{Pattern, Scope};
use joint_patrol::conduct::{Quantity, Rule, RuleSet};
use joint_patrol::journal::condition::{Amount, Condition, FactPattern, Length, Literal};

use crate::oracle::{Found, Small};

/// The values of `per` of a fact.
type Key = Vec<String>;

/// A time in which a rule holds for a key; for any key where it is `None`.
#[derive(Clone, Debug)]
struct Opening {
    key: Option<Key>,
    at: i64,
    /// The fact that opened it, and the one that ended it.
    opened: Option<usize>,
    ended: Option<usize>,
}

#[derive(Clone, Copy)]
struct Log<'l> {
    rules: &'l RuleSet,
    rule: &'l Rule,
    /// When the part that is looked at holds, and how grave a departure from it is.
    scope: &'l Scope,
    severity: u8,
    facts: &'l [Small],
    horizon: i64,
    complete: bool,
}

/// All obligations of the one rule of a set.
pub(super) fn judge(rules: &RuleSet, facts: &[Small], horizon: i64, complete: bool) -> Vec<Found> {
    if facts.is_empty() {
        return Vec::new();
    }
    let log = Log {
        rules,
        rule: &rules.rules[0],
        scope: &rules.rules[0].scope,
        severity: rules.rules[0].severity.0 as u8,
        facts,
        horizon,
        complete,
    };
    log.judge(&log.rule.pattern)
}

impl<'l> Log<'l> {
    /// All obligations of a pattern: those of several are those of each.
    fn judge(&self, pattern: &'l Pattern) -> Vec<Found> {
        let openings = self.openings();
        match pattern {
            Pattern::Absence(p) => self.absence(&openings, &p.of, p.exposure.as_ref()),
            Pattern::Existence(p) => self.existence(&openings, &p.of, self.length(&p.within.value)),
            Pattern::Response(p) => {
                let within = self.length(&p.within.value);
                self.response(&openings, &p.when, &p.then, within)
            }
            Pattern::Precedence(p) => {
                let most = self.length(&p.within.value);
                let least = self.length(&p.at_least.value);
                self.precedence(&openings, &p.what, &p.needs, (least, most))
            }
            Pattern::Recurrence(p) => {
                let every = self.length(&p.every.value);
                self.recurrence(&openings, &p.of, p.until.as_ref(), every)
            }
            Pattern::Universality(p) => {
                self.recurrence(&openings, &p.of.open, Some(&p.of.close), 0)
            }
            Pattern::Every(parts) => parts.iter().flat_map(|p| self.judge(p)).collect(),
            Pattern::Part(part) => {
                let own = Log {
                    scope: part.scope.as_ref().unwrap_or(self.scope),
                    severity: part.severity.map_or(self.severity, |s| s.0 as u8),
                    ..*self
                };
                own.judge(&part.pattern)
            }
        }
    }
}

impl Log<'_> {
    fn length(&self, length: &Length) -> i64 {
        match length {
            Length::Fixed(d) => d.0,
            Length::Named(name) => match self.rules.values[name].value.value {
                Quantity::Duration(d) => d.0,
                Quantity::Number(_) => unreachable!("a duration"),
            },
        }
    }

    fn key(&self, i: usize) -> Key {
        let per = self.rule.per.iter();
        per.map(|f| word(&self.facts[i].fields[f.value.as_str()]))
            .collect()
    }

    /// Whether a fact fits by itself: relations to a trigger are looked at elsewhere.
    fn fits(&self, p: &FactPattern, i: usize) -> bool {
        let f = &self.facts[i];
        let alone = |c: &&Condition| !relates(c);
        f.name == p.fact.value
            && p.conditions
                .iter()
                .filter(alone)
                .all(|c| self.holds(c, f, None))
    }

    /// Whether a fact fits, and stands to a trigger as it should.
    fn answers(&self, p: &FactPattern, i: usize, trigger: Option<usize>) -> bool {
        let f = &self.facts[i];
        let to = trigger.map(|t| &self.facts[t]);
        f.name == p.fact.value && p.conditions.iter().all(|c| self.holds(c, f, to))
    }

    fn holds(&self, c: &Condition, f: &Small, trigger: Option<&Small>) -> bool {
        let value = |name: &str| f.fields.get(name);
        let compares = |name: &str, bound: &Amount, with: fn(f64, f64) -> bool| {
            let bound = match bound {
                Amount::Fixed(x) => *x,
                Amount::Named(n) => match self.rules.values[n].value.value {
                    Quantity::Number(x) => x,
                    Quantity::Duration(d) => d.0 as f64,
                },
            };
            matches!(value(name), Some(Literal::Number(x)) if with(*x, bound))
        };
        let related = |a: &str, b: &str| {
            let (a, b) = (value(a)?, trigger?.fields.get(b)?);
            Some(word(a) == word(b))
        };
        match c {
            Condition::Eq(n, x) => value(n).is_some_and(|v| word(v) == word(x)),
            Condition::Ne(n, x) => value(n).is_some_and(|v| word(v) != word(x)),
            Condition::In(n, xs) => value(n).is_some_and(|v| xs.iter().any(|x| word(v) == word(x))),
            Condition::AtMost(n, x) => compares(n, x, |a, b| a <= b),
            Condition::AtLeast(n, x) => compares(n, x, |a, b| a >= b),
            Condition::Below(n, x) => compares(n, x, |a, b| a < b),
            Condition::Above(n, x) => compares(n, x, |a, b| a > b),
            Condition::Has(n) => value(n).is_some(),
            Condition::Same(a, b) => related(a, b) == Some(true),
            Condition::Other(a, b) => related(a, b) == Some(false),
            Condition::All(list) => list.iter().all(|c| self.holds(c, f, trigger)),
            Condition::Any(list) => list.iter().any(|c| self.holds(c, f, trigger)),
            Condition::Not(c) => !self.holds(c, f, trigger),
        }
    }

    /// Whether a fact counts at the status of its section.
    fn counts(&self, i: usize) -> bool {
        let said = self.facts[i].fields.get("status");
        said.is_none_or(|s| self.rule.status.iter().any(|x| x.word() == word(s)))
    }

    fn openings(&self) -> Vec<Opening> {
        let all = 0..self.facts.len();
        let from_start = |ended| Opening {
            key: None,
            at: self.facts[0].at,
            opened: None,
            ended,
        };
        let (open, close, once) = match self.scope {
            Scope::Globally => return vec![from_start(None)],
            Scope::Before(end) => {
                return vec![from_start(all.into_iter().find(|&i| self.fits(end, i)))];
            }
            Scope::After(open) => (open, None, true),
            Scope::Between(open, close) => (open, Some(close), true),
            Scope::While(x) => (&x.open, Some(&x.close), false),
        };
        let keys: BTreeSet<Key> = all.clone().map(|i| self.key(i)).collect();
        let mut openings = Vec::new();
        for key in keys {
            let mut from = 0;
            let opens = |i: &usize| self.fits(open, *i) && self.counts(*i) && self.key(*i) == key;
            while let Some(i) = (from..self.facts.len()).find(opens) {
                let closes = |j: &usize| {
                    self.key(*j) == key && close.is_some_and(|c| self.answers(c, *j, Some(i)))
                };
                let ended = (i + 1..self.facts.len()).find(closes);
                openings.push(Opening {
                    key: Some(key.clone()),
                    at: self.facts[i].at,
                    opened: Some(i),
                    ended,
                });
                match ended {
                    // What ends one time may begin the next.
                    Some(end) if !once => from = end,
                    _ => break,
                }
            }
        }
        openings
    }

    /// The time in which a fact raises an obligation: from its opening up to, not with, its end.
    fn within<'o>(&self, openings: &'o [Opening], i: usize) -> Option<&'o Opening> {
        openings.iter().find(|o| {
            o.key.as_ref().is_none_or(|k| *k == self.key(i))
                && o.opened.is_none_or(|s| s <= i)
                && o.ended.is_none_or(|e| i < e)
        })
    }

    /// An obligation, pending where the end of its scope would have to come first.
    fn found(
        &self,
        opening: &Opening,
        at: i64,
        verdict: &'static str,
        key: &Option<Key>,
        slack: Option<i64>,
    ) -> Found {
        let decides = matches!(self.scope, Scope::Before(_) | Scope::Between(..));
        let verdict = if decides && opening.ended.is_none() {
            "pending"
        } else {
            verdict
        };
        let names = self.rule.per.iter().map(|f| f.value.clone());
        let binding: BTreeMap<String, String> =
            names.zip(key.clone().unwrap_or_default()).collect();
        (at, verdict, binding, slack, self.severity)
    }

    fn absence(
        &self,
        openings: &[Opening],
        of: &FactPattern,
        exposure: Option<&FactPattern>,
    ) -> Vec<Found> {
        let all = 0..self.facts.len();
        let counted = |i: usize| self.within(openings, i).filter(|_| self.counts(i));
        let bad = |i: usize| self.fits(of, i);
        let occasion = |i: usize| exposure.is_some_and(|e| self.fits(e, i)) && !bad(i);
        let mut out = Vec::new();
        for i in all.clone() {
            let Some(opening) = counted(i) else { continue };
            let verdict = if bad(i) {
                let at = self.facts[i].at;
                match self.yields((at, None), Some(i), &Some(self.key(i))) {
                    true => "excused",
                    false => "violated",
                }
            } else if occasion(i) {
                let next = all.clone().skip(i + 1).find(|&j| {
                    counted(j).is_some() && self.key(j) == self.key(i) && (bad(j) || occasion(j))
                });
                if next.is_some_and(bad) {
                    continue; // the occasion was not kept, and the departure says so
                }
                "satisfied"
            } else {
                continue;
            };
            out.push(self.found(opening, self.facts[i].at, verdict, &Some(self.key(i)), None));
        }
        out
    }

    /// What became of something that must be answered by a deadline.
    fn answered(
        &self,
        opening: &Opening,
        (at, trigger, from): (i64, Option<usize>, usize),
        key: &Option<Key>,
        (then, within): (&FactPattern, i64),
    ) -> Found {
        let deadline = at + within;
        let answer = (from..self.facts.len()).find(|&j| self.answers(then, j, trigger));
        let slack = answer.map(|j| deadline - self.facts[j].at);
        let own = |j: usize| key.as_ref().is_none_or(|k| *k == self.key(j));
        let excuses: Vec<i64> = (from..self.facts.len())
            .filter(|&j| self.facts[j].at <= deadline && own(j))
            .filter(|&j| {
                let excuse = self.rule.excuse.as_ref();
                excuse.is_some_and(|e| self.answers(e, j, trigger))
            })
            .map(|j| self.facts[j].at)
            .collect();
        let unbroken = |every: i64| {
            let ends = [vec![at], excuses.clone(), vec![deadline]].concat();
            ends.windows(2).all(|w| w[1] - w[0] <= every)
        };
        let every = self.rule.excuse_every.as_ref();
        let excused = !excuses.is_empty() && every.is_none_or(|d| unbroken(self.length(&d.value)))
            || self.yields((at, Some(deadline)), trigger, key);
        let verdict = match slack {
            Some(slack) if slack >= 0 => "satisfied",
            None if self.horizon < deadline => "pending",
            _ if excused => "excused",
            _ => "violated",
        };
        self.found(opening, at, verdict, key, slack)
    }

    /// Whether another rule goes before: a fact shows it, up to the trigger and not too long
    /// before it, or after the trigger up to the deadline, if there is one.
    fn yields(
        &self,
        (at, until): (i64, Option<i64>),
        trigger: Option<usize>,
        key: &Option<Key>,
    ) -> bool {
        self.rule.yields_to.iter().any(|y| {
            let within = self.length(&y.within.value);
            (0..self.facts.len()).any(|j| {
                let then = self.facts[j].at;
                let counts = match trigger {
                    Some(t) if j <= t => then >= at - within,
                    _ => until.is_some_and(|until| then <= until),
                };
                counts
                    && key.as_ref().is_none_or(|k| *k == self.key(j))
                    && self.answers(&y.when, j, trigger)
            })
        })
    }

    fn existence(&self, openings: &[Opening], of: &FactPattern, within: i64) -> Vec<Found> {
        let one = |o: &Opening| {
            let from = o.opened.map_or(0, |i| i + 1);
            self.answered(o, (o.at, o.opened, from), &o.key, (of, within))
        };
        openings.iter().map(one).collect()
    }

    fn response(
        &self,
        openings: &[Opening],
        when: &FactPattern,
        then: &FactPattern,
        within: i64,
    ) -> Vec<Found> {
        let triggers = (0..self.facts.len()).filter(|&i| self.fits(when, i) && self.counts(i));
        triggers
            .filter_map(|i| {
                let opening = self.within(openings, i)?;
                let trigger = (self.facts[i].at, Some(i), i + 1);
                Some(self.answered(opening, trigger, &Some(self.key(i)), (then, within)))
            })
            .collect()
    }

    fn precedence(
        &self,
        openings: &[Opening],
        what: &FactPattern,
        needs: &FactPattern,
        (least, most): (i64, i64),
    ) -> Vec<Found> {
        let triggers = (0..self.facts.len()).filter(|&i| self.fits(what, i) && self.counts(i));
        triggers
            .filter_map(|i| {
                let opening = self.within(openings, i)?;
                let ago = |j: usize| self.facts[i].at - self.facts[j].at;
                let before = (0..=i)
                    .rev()
                    .find(|&j| (least..=most).contains(&ago(j)) && self.answers(needs, j, Some(i)));
                let at = self.facts[i].at;
                let verdict = if before.is_some() {
                    "satisfied"
                } else if self.yields((at, None), Some(i), &Some(self.key(i))) {
                    "excused"
                } else {
                    "violated"
                };
                let slack = before.map(|j| ago(j) - least);
                Some(self.found(
                    opening,
                    self.facts[i].at,
                    verdict,
                    &Some(self.key(i)),
                    slack,
                ))
            })
            .collect()
    }

    fn recurrence(
        &self,
        openings: &[Opening],
        of: &FactPattern,
        until: Option<&FactPattern>,
        every: i64,
    ) -> Vec<Found> {
        let mut out = Vec::new();
        for opening in openings {
            // The fact that opens a time lies before it, the one that ends it still in it.
            let inside: Vec<usize> = (0..self.facts.len())
                .filter(|&i| opening.opened.is_none_or(|s| s < i))
                .filter(|&i| opening.ended.is_none_or(|e| i <= e))
                .collect();
            let heard = |i: &usize| self.fits(of, *i) || until.is_some_and(|u| self.fits(u, *i));
            let keys: BTreeSet<Key> = match &opening.key {
                Some(key) => [key.clone()].into(),
                None if self.rule.per.is_empty() => [Vec::new()].into(),
                None => inside
                    .iter()
                    .filter(|i| heard(i))
                    .map(|&i| self.key(i))
                    .collect(),
            };
            for key in keys {
                let own = inside.iter().copied().filter(|&i| self.key(i) == key);
                self.gaps(
                    opening,
                    &key,
                    &own.collect::<Vec<_>>(),
                    (of, until),
                    every,
                    &mut out,
                );
            }
        }
        out
    }

    /// The gaps of one series: from the start or from the end of what occurred, to the next
    /// occurrence or to the end.
    fn gaps(
        &self,
        opening: &Opening,
        key: &Key,
        own: &[usize],
        (of, until): (&FactPattern, Option<&FactPattern>),
        every: i64,
        out: &mut Vec<Found>,
    ) {
        let bound = Some(key.clone());
        let mut gap_from = Some(opening.at);
        let mut under_way = 0;
        for &i in own {
            let at = self.facts[i].at;
            if self.fits(of, i) {
                if let Some(from) = gap_from.filter(|_| under_way == 0) {
                    let verdict = if at - from > every {
                        "violated"
                    } else {
                        "satisfied"
                    };
                    out.push(self.found(opening, from, verdict, &bound, Some(from + every - at)));
                }
                if until.is_some() {
                    under_way += 1;
                } else {
                    gap_from = Some(at);
                }
            } else if until.is_some_and(|u| self.fits(u, i)) && under_way > 0 {
                under_way -= 1;
                gap_from = Some(at);
            }
        }
        if let Some(from) = gap_from.filter(|_| under_way == 0) {
            let (end, over) = match opening.ended {
                Some(e) => (self.facts[e].at, true),
                None => (self.horizon, self.complete),
            };
            let verdict = match end - from > every {
                true => "violated",
                false if over => "satisfied",
                false => "pending",
            };
            out.push(self.found(opening, from, verdict, &bound, Some(from + every - end)));
        }
    }
}

/// Whether a condition compares with a trigger.
fn relates(c: &Condition) -> bool {
    match c {
        Condition::Same(..) | Condition::Other(..) => true,
        Condition::All(list) | Condition::Any(list) => list.iter().any(relates),
        Condition::Not(c) => relates(c),
        _ => false,
    }
}

fn word(literal: &Literal) -> String {
    match literal {
        Literal::Text(t) => t.clone(),
        Literal::Number(x) => x.to_string(),
        Literal::Bool(b) => b.to_string(),
        Literal::List(_) => String::new(),
    }
}
