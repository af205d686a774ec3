//! Faults of rules that can be read but not held: unknown values, doubled ids, unknown facts,
//! scopes and conditions that contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Diagnostics, Span};
use crate::base::text;
use crate::conduct::pattern::{Pattern, Scope};
use crate::conduct::{Quantity, Rule, RuleSet, Yield};
use crate::journal::condition::{Amount, Condition, FactPattern, Field, Length, Literal};
use crate::journal::event::Event;
use crate::notation::kinds::At;

/// Fields that every fact of a journal has.
const ENVELOPE: [&str; 2] = ["actor", "subject"];

/// A word of a rule that no journal knows: a fault, unless the log that is judged uses it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stranger {
    /// The fact.
    pub fact: String,
    /// The field, if it is the field that is unknown.
    pub field: Option<String>,
    /// Where it stands.
    pub span: Span,
    message: String,
    help: String,
}

impl Stranger {
    /// Tells of it: as a fault, or as a warning where the log has words of its own.
    pub fn tell(&self, fault: bool, diags: &mut Diagnostics) {
        let slug = match self.field {
            Some(_) => "unknown-fact-field",
            None => "unknown-fact",
        };
        if fault {
            diags.error(slug, self.span, &*self.message, &*self.help);
        } else {
            diags.warning(slug, self.span, &*self.message, &*self.help);
        }
    }
}

struct Check<'r, 'd> {
    rules: &'r RuleSet,
    kinds: BTreeMap<&'static str, BTreeSet<&'static str>>,
    strangers: Vec<Stranger>,
    diags: &'d mut Diagnostics,
}

/// Adds the faults of a rule set, and gives the words that no journal knows.
pub(super) fn check(rules: &RuleSet, diags: &mut Diagnostics) -> Vec<Stranger> {
    let kinds = Event::catalogue()
        .into_iter()
        .map(|row| {
            let fields = row.fields.iter().map(|f| f.name).chain(ENVELOPE).collect();
            (row.kind, fields)
        })
        .collect();
    let mut check = Check {
        rules,
        kinds,
        strangers: Vec::new(),
        diags,
    };
    let mut seen = BTreeSet::new();
    for rule in &rules.rules {
        if !seen.insert(rule.id.value.clone()) {
            check.diags.error(
                "duplicate-id",
                rule.id.span,
                format!("two rules have the id `{}`", rule.id.value),
                "give one of them another id",
            );
        }
        check.rule(rule);
    }
    check.strangers
}

/// The facts that raise the obligations of a pattern.
fn triggers(pattern: &Pattern, each: &mut dyn FnMut(&FactPattern)) {
    match pattern {
        Pattern::Absence(p) => {
            each(&p.of);
            p.exposure.iter().for_each(each);
        }
        Pattern::Existence(p) => each(&p.of),
        Pattern::Response(p) => each(&p.when),
        Pattern::Precedence(p) => each(&p.what),
        Pattern::Recurrence(p) => each(&p.of),
        Pattern::Universality(p) => each(&p.of.open),
        Pattern::Every(parts) => parts.iter().for_each(|p| triggers(p, each)),
        Pattern::Part(part) => triggers(&part.pattern, each),
    }
}

/// Whether a pattern has a part that must be done by a deadline.
fn has_deadline(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Response(_) | Pattern::Existence(_) => true,
        Pattern::Every(parts) => parts.iter().any(has_deadline),
        Pattern::Part(part) => has_deadline(&part.pattern),
        _ => false,
    }
}

/// The fields of the other fact with which a condition compares.
fn relations(condition: &Condition, out: &mut Vec<Field>) {
    match condition {
        Condition::Same(_, g) | Condition::Other(_, g) => out.push(g.clone()),
        Condition::All(list) | Condition::Any(list) => {
            list.iter().for_each(|c| relations(c, out));
        }
        Condition::Not(c) => relations(c, out),
        _ => {}
    }
}

/// The scopes of a rule: its own, and those of its parts.
fn scopes(scope: &Scope, pattern: &Pattern, each: &mut dyn FnMut(&Scope)) {
    match pattern {
        Pattern::Every(parts) => parts.iter().for_each(|p| scopes(scope, p, each)),
        Pattern::Part(part) => scopes(part.scope.as_ref().unwrap_or(scope), &part.pattern, each),
        _ => each(scope),
    }
}

/// The status that a fact pattern asks for, if it asks for one.
fn status_of(pattern: &FactPattern) -> Option<&str> {
    pattern.conditions.iter().find_map(|c| match c {
        Condition::Eq(f, Literal::Text(t)) if f.value == "status" => Some(t.as_str()),
        _ => None,
    })
}

impl Check<'_, '_> {
    fn rule(&mut self, rule: &Rule) {
        self.scope(&rule.scope);
        self.pattern(&rule.pattern);
        self.bindings(rule);
        if let Some(excuse) = &rule.excuse {
            self.fact(excuse);
        }
        if let Some(every) = &rule.excuse_every {
            self.length(every);
            if rule.excuse.is_none() {
                self.diags.error(
                    "excuse-without-fact",
                    every.span,
                    format!(
                        "`excuse_every` of `{}` says how often, and nothing says what",
                        rule.id.value
                    ),
                    "add `excuse: (fact: \"…\")`, or leave `excuse_every` out",
                );
            }
        }
        for before in &rule.yields_to {
            self.fact(&before.when);
            self.length(&before.within);
            self.goes_before(rule, before);
        }
        self.contradictions(rule);
    }

    /// Every field of `per` is a field of some fact of the rule.
    fn bindings(&mut self, rule: &Rule) {
        let mut facts = BTreeSet::new();
        triggers(&rule.pattern, &mut |fact| {
            facts.insert(fact.fact.value.clone());
        });
        scopes(&rule.scope, &rule.pattern, &mut |scope| {
            facts.extend(scope.opening().map(|f| f.fact.value.clone()));
        });
        let known = |fact: &String| self.kinds.get(fact.as_str());
        let Some(fields) = facts.iter().map(known).collect::<Option<Vec<_>>>() else {
            return; // the facts are unknown, and that is told
        };
        let all: BTreeSet<&str> = fields.into_iter().flatten().copied().collect();
        for field in &rule.per {
            if all.contains(field.value.as_str()) {
                continue;
            }
            let near = text::did_you_mean(&field.value, all.iter().copied());
            let help = near.map_or_else(
                || format!("they have {}", text::one_of(all.iter().copied())),
                |n| format!("did you mean `{n}`?"),
            );
            self.strangers.push(Stranger {
                fact: facts.first().cloned().unwrap_or_default(),
                field: Some(field.value.clone()),
                span: field.span,
                message: format!(
                    "no fact that raises this rule has a field `{}`",
                    field.value
                ),
                help,
            });
        }
    }

    /// The answer compares with fields that the trigger has.
    fn compared(&mut self, answer: &FactPattern, trigger: &FactPattern) {
        let Some(fields) = self.kinds.get(trigger.fact.value.as_str()).cloned() else {
            return;
        };
        let mut compared = Vec::new();
        answer
            .conditions
            .iter()
            .for_each(|c| relations(c, &mut compared));
        for field in compared {
            self.field(&field, &trigger.fact.value, Some(&fields));
        }
    }

    /// What raises an obligation has nothing to be compared with.
    fn alone(&mut self, trigger: &FactPattern) {
        let mut compared = Vec::new();
        trigger
            .conditions
            .iter()
            .for_each(|c| relations(c, &mut compared));
        for field in compared {
            self.diags.error(
                "relation-without-trigger",
                field.span,
                "`Same` and `Other` compare with the fact that came first, and this one comes first",
                "use them in `then`, `needs`, an excuse, or the end of a scope",
            );
        }
    }

    fn goes_before(&mut self, rule: &Rule, before: &Yield) {
        let (name, span) = (before.rule.value.as_str(), before.rule.span);
        if before.rule.value == rule.id.value {
            let message = format!("`{name}` yields to itself");
            let help = "name the rule that goes before it";
            self.diags.error("contradictory-scope", span, message, help);
        } else if self.rules.rule(name).is_none() {
            let known = self.rules.rules.iter().map(|r| r.id.value.as_str());
            let help = text::did_you_mean(name, known.clone()).map_or_else(
                || format!("there are {}", text::one_of(known)),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("no rule `{name}` to yield to");
            self.diags.error("unknown-rule", span, message, help);
        }
    }

    /// What can never be, or never not be.
    fn contradictions(&mut self, rule: &Rule) {
        if let Some(excuse) = &rule.excuse
            && !has_deadline(&rule.pattern)
        {
            self.diags.warning(
                "excuse-without-deadline",
                excuse.fact.span,
                format!(
                    "nothing in `{}` has a deadline that could be excused",
                    rule.id.value
                ),
                "excuses are for `Response` and `Existence`; leave it out",
            );
        }
        if rule.status.is_empty() {
            self.diags
                .error(
                    "contradictory-scope",
                    rule.id.span,
                    format!("`{}` holds on sections of no status", rule.id.value),
                    "leave `status` out, or name at least one",
                )
                .in_field("status");
        }
        let mut wrong = Vec::new();
        scopes(&rule.scope, &rule.pattern, &mut |scope| {
            if let (Some(open), Some(close)) = (scope.opening(), scope.closing())
                && open.same_as(close)
            {
                wrong.push((
                    close.fact.span,
                    format!(
                        "the scope ends with `{}`, the fact that opens it",
                        *close.fact
                    ),
                    "name another fact to end it, or other conditions",
                ));
            }
            let status = scope.opening().and_then(status_of);
            if let (Some(open), Some(status)) = (scope.opening(), status)
                && !rule.status.iter().any(|s| s.word() == status)
            {
                wrong.push((
                    open.fact.span,
                    format!("the scope opens on `{status}` sections, where the rule does not hold"),
                    "add that status to the rule's `status`, or leave the condition out",
                ));
            }
        });
        for (span, message, help) in wrong {
            self.diags.error("contradictory-scope", span, message, help);
        }
    }

    fn scope(&mut self, scope: &Scope) {
        for fact in scope.opening().into_iter().chain(scope.closing()) {
            self.fact(fact);
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        match pattern {
            Pattern::Absence(p) => {
                self.fact(&p.of);
                self.alone(&p.of);
                if let Some(exposure) = &p.exposure {
                    self.fact(exposure);
                    self.alone(exposure);
                }
            }
            Pattern::Existence(p) => {
                self.fact(&p.of);
                self.length(&p.within);
            }
            Pattern::Response(p) => {
                self.fact(&p.when);
                self.fact(&p.then);
                self.alone(&p.when);
                self.compared(&p.then, &p.when);
                self.length(&p.within);
            }
            Pattern::Precedence(p) => {
                self.fact(&p.what);
                self.fact(&p.needs);
                self.alone(&p.what);
                self.compared(&p.needs, &p.what);
                self.length(&p.within);
                self.length(&p.at_least);
                let (most, least) = (self.rules.length(&p.within), self.rules.length(&p.at_least));
                if let (Ok(most), Ok(least)) = (most, least)
                    && least > most
                {
                    self.diags.error(
                        "contradictory-scope",
                        p.at_least.span,
                        format!("at least {least} before, and at most {most}: never"),
                        "make `within` longer than `at_least`",
                    );
                }
            }
            Pattern::Recurrence(p) => {
                self.fact(&p.of);
                p.until.iter().for_each(|f| self.fact(f));
                self.length(&p.every);
            }
            Pattern::Universality(p) => {
                self.fact(&p.of.open);
                self.fact(&p.of.close);
            }
            Pattern::Every(parts) => parts.iter().for_each(|p| self.pattern(p)),
            Pattern::Part(part) => {
                part.scope.iter().for_each(|s| self.scope(s));
                self.pattern(&part.pattern);
            }
        }
    }

    fn fact(&mut self, pattern: &FactPattern) {
        let name = pattern.fact.value.as_str();
        let fields = self.kinds.get(name).cloned();
        if fields.is_none() {
            let near = text::did_you_mean(name, self.kinds.keys().copied());
            let help = near.map_or_else(
                || {
                    "facts of a journal stand in docs/journal.md; other logs may use others"
                        .to_owned()
                },
                |n| format!("did you mean `{n}`?"),
            );
            self.strangers.push(Stranger {
                fact: name.to_owned(),
                field: None,
                span: pattern.fact.span,
                message: format!("no journal has a fact `{name}`"),
                help,
            });
        }
        for condition in &pattern.conditions {
            self.condition(condition, name, fields.as_ref());
        }
    }

    fn condition(
        &mut self,
        condition: &Condition,
        fact: &str,
        fields: Option<&BTreeSet<&'static str>>,
    ) {
        match condition {
            Condition::Eq(f, _)
            | Condition::Ne(f, _)
            | Condition::In(f, _)
            | Condition::Has(f)
            | Condition::Same(f, _)
            | Condition::Other(f, _) => self.field(f, fact, fields),
            Condition::AtMost(f, x)
            | Condition::AtLeast(f, x)
            | Condition::Below(f, x)
            | Condition::Above(f, x) => {
                self.field(f, fact, fields);
                self.amount(x);
            }
            Condition::All(list) | Condition::Any(list) => {
                list.iter().for_each(|c| self.condition(c, fact, fields));
            }
            Condition::Not(c) => self.condition(c, fact, fields),
        }
    }

    fn field(&mut self, field: &Field, fact: &str, fields: Option<&BTreeSet<&'static str>>) {
        let Some(known) = fields.filter(|known| !known.contains(field.value.as_str())) else {
            return;
        };
        let near = text::did_you_mean(&field.value, known.iter().copied());
        let help = near.map_or_else(
            || format!("it has {}", text::one_of(known.iter().copied())),
            |n| format!("did you mean `{n}`?"),
        );
        self.strangers.push(Stranger {
            fact: fact.to_owned(),
            field: Some(field.value.clone()),
            span: field.span,
            message: format!("`{fact}` has no field `{}` in a journal", field.value),
            help,
        });
    }

    fn length(&mut self, length: &At<Length>) {
        let Length::Named(name) = &length.value else {
            return;
        };
        match self.rules.values.get(name).map(|v| v.value.value) {
            Some(Quantity::Duration(_)) => {}
            Some(Quantity::Number(_)) => {
                self.diags.error(
                    "wrong-value",
                    length.span,
                    format!("the value `{name}` is a number; a duration is needed here"),
                    "write for example \"10min\" as its value",
                );
            }
            None => self.unknown(name, length.span),
        }
    }

    fn amount(&mut self, amount: &At<Amount>) {
        if let Amount::Named(name) = &amount.value
            && !self.rules.values.contains_key(name)
        {
            self.unknown(name, amount.span);
        }
    }

    fn unknown(&mut self, name: &str, span: Span) {
        let known = self.rules.values.keys().map(String::as_str);
        let help = match text::did_you_mean(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add it to `values`; there are {}", text::one_of(known)),
        };
        self.diags
            .error("unknown-value", span, format!("no value `{name}`"), help);
    }
}
