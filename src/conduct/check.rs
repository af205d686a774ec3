//! Faults of rules that can be read but not held: unknown values, doubled ids, unknown facts.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::Diagnostics;
use crate::base::text;
use crate::conduct::pattern::{Pattern, Scope};
use crate::conduct::{Quantity, Rule, RuleSet};
use crate::journal::condition::{Amount, Condition, FactPattern, Field, Length};
use crate::journal::event::Event;
use crate::notation::kinds::At;

/// Fields that every fact of a journal has.
const ENVELOPE: [&str; 2] = ["actor", "subject"];

struct Check<'r, 'd> {
    rules: &'r RuleSet,
    kinds: BTreeMap<&'static str, BTreeSet<&'static str>>,
    diags: &'d mut Diagnostics,
}

/// Adds the faults of a rule set.
pub(super) fn check(rules: &RuleSet, diags: &mut Diagnostics) {
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
}

impl Check<'_, '_> {
    fn rule(&mut self, rule: &Rule) {
        self.scope(&rule.scope);
        self.pattern(&rule.pattern);
        if let Some(excuse) = &rule.excuse {
            self.fact(excuse);
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
                p.exposure.iter().for_each(|f| self.fact(f));
            }
            Pattern::Existence(p) => {
                self.fact(&p.of);
                self.length(&p.within);
            }
            Pattern::Response(p) => {
                self.fact(&p.when);
                self.fact(&p.then);
                self.length(&p.within);
            }
            Pattern::Precedence(p) => {
                self.fact(&p.what);
                self.fact(&p.needs);
                self.length(&p.within);
                self.length(&p.at_least);
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
            let message = format!("no journal has a fact `{name}`");
            self.diags
                .warning("unknown-fact", pattern.fact.span, message, help);
        }
        for condition in &pattern.conditions {
            self.condition(condition, fields.as_ref());
        }
    }

    fn condition(&mut self, condition: &Condition, fields: Option<&BTreeSet<&'static str>>) {
        match condition {
            Condition::Eq(f, _)
            | Condition::Ne(f, _)
            | Condition::In(f, _)
            | Condition::Has(f)
            | Condition::Same(f, _)
            | Condition::Other(f, _) => self.field(f, fields),
            Condition::AtMost(f, x)
            | Condition::AtLeast(f, x)
            | Condition::Below(f, x)
            | Condition::Above(f, x) => {
                self.field(f, fields);
                self.amount(x);
            }
            Condition::All(list) | Condition::Any(list) => {
                list.iter().for_each(|c| self.condition(c, fields));
            }
            Condition::Not(c) => self.condition(c, fields),
        }
    }

    fn field(&mut self, field: &Field, fields: Option<&BTreeSet<&'static str>>) {
        let Some(known) = fields.filter(|known| !known.contains(field.value.as_str())) else {
            return;
        };
        let near = text::did_you_mean(&field.value, known.iter().copied());
        let help = near.map_or_else(
            || format!("it has {}", text::one_of(known.iter().copied())),
            |n| format!("did you mean `{n}`?"),
        );
        let message = format!("the fact has no field `{}` in a journal", field.value);
        self.diags
            .warning("unknown-fact-field", field.span, message, help);
    }

    fn length(&mut self, length: &At<Length>) {
        let Length::Named(name) = &length.value else {
            return;
        };
        match self.rules.values.get(name).map(|v| v.value.value) {
            Some(Quantity::Duration(_)) => {}
            Some(Quantity::Number(_)) => self.diags.error(
                "wrong-value",
                length.span,
                format!("the value `{name}` is a number; a duration is needed here"),
                "write for example \"10min\" as its value",
            ),
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

    fn unknown(&mut self, name: &str, span: crate::base::diag::Span) {
        let known = self.rules.values.keys().map(String::as_str);
        let help = match text::did_you_mean(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add it to `values`; there are {}", text::one_of(known)),
        };
        self.diags
            .error("unknown-value", span, format!("no value `{name}`"), help);
    }
}
