//! Patterns of facts made ready for use: values looked up, relations to the trigger set apart.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::journal::condition::{Amount, Condition, FactPattern, Literal};
use crate::journal::fact::{Fact, FieldValue};

/// Looks a number up that stands in a condition by itself or by name.
pub type Amounts<'a> = &'a dyn Fn(&Amount) -> Result<f64, String>;

/// A field's value as text: how values are compared and how bindings are shown.
pub fn text_of<'a>(value: &FieldValue<'a>) -> Cow<'a, str> {
    match value {
        FieldValue::Text(t) => Cow::Borrowed(t),
        FieldValue::Number(x) => Cow::Owned((x + 0.0).to_string()),
        FieldValue::Bool(b) => Cow::Borrowed(if *b { "true" } else { "false" }),
        FieldValue::List(items) => {
            Cow::Owned(items.iter().map(text_of).collect::<Vec<_>>().join(" "))
        }
    }
}

/// Values of some fields as text; `None` where a fact does not have the field.
pub type Key = Vec<Option<String>>;

/// The values of some fields of a fact.
pub fn key_of<'f>(fact: &dyn Fact, fields: impl Iterator<Item = &'f String>) -> Key {
    fields
        .map(|f| fact.get(f).map(|v| text_of(&v).into_owned()))
        .collect()
}

/// A condition with its values looked up.
#[derive(Clone, Debug)]
enum Test {
    Is(String, Vec<Literal>),
    IsNot(String, Literal),
    Compares(String, fn(f64, f64) -> bool, f64),
    Has(String),
    Same(String, String),
    Other(String, String),
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
}

impl Test {
    fn new(condition: &Condition, amounts: Amounts<'_>) -> Result<Self, String> {
        let several = |list: &[Condition]| {
            list.iter()
                .map(|c| Self::new(c, amounts))
                .collect::<Result<Vec<Self>, String>>()
        };
        let compares = |field: &str, amount, compare: fn(f64, f64) -> bool| {
            Ok(Self::Compares(field.to_owned(), compare, amounts(amount)?))
        };
        Ok(match condition {
            Condition::Eq(f, x) => Self::Is(f.value.clone(), vec![x.clone()]),
            Condition::Ne(f, x) => Self::IsNot(f.value.clone(), x.clone()),
            Condition::In(f, xs) => Self::Is(f.value.clone(), xs.clone()),
            Condition::AtMost(f, x) => return compares(f, x, |a, b| a <= b),
            Condition::AtLeast(f, x) => return compares(f, x, |a, b| a >= b),
            Condition::Below(f, x) => return compares(f, x, |a, b| a < b),
            Condition::Above(f, x) => return compares(f, x, |a, b| a > b),
            Condition::Has(f) => Self::Has(f.value.clone()),
            Condition::Same(f, g) => Self::Same(f.value.clone(), g.value.clone()),
            Condition::Other(f, g) => Self::Other(f.value.clone(), g.value.clone()),
            Condition::All(list) => Self::All(several(list)?),
            Condition::Any(list) => Self::Any(several(list)?),
            Condition::Not(c) => Self::Not(Box::new(Self::new(c, amounts)?)),
        })
    }

    fn holds(&self, fact: &dyn Fact, trigger: Option<&dyn Fact>) -> bool {
        let relation = |f: &str, g: &str| {
            let (a, b) = (fact.get(f)?, trigger?.get(g)?);
            Some(text_of(&a) == text_of(&b))
        };
        match self {
            Self::Is(f, xs) => fact.get(f).is_some_and(|v| xs.iter().any(|x| equal(&v, x))),
            Self::IsNot(f, x) => fact.get(f).is_some_and(|v| !equal(&v, x)),
            Self::Compares(f, compare, bound) => {
                matches!(fact.get(f), Some(FieldValue::Number(x)) if compare(x, *bound))
            }
            Self::Has(f) => fact.get(f).is_some(),
            Self::Same(f, g) => relation(f, g) == Some(true),
            Self::Other(f, g) => relation(f, g) == Some(false),
            Self::All(list) => list.iter().all(|t| t.holds(fact, trigger)),
            Self::Any(list) => list.iter().any(|t| t.holds(fact, trigger)),
            Self::Not(t) => !t.holds(fact, trigger),
        }
    }

    /// The fields it reads: of the fact, and of the trigger.
    fn fields(&self, own: &mut BTreeSet<String>, trigger: &mut BTreeSet<String>) {
        match self {
            Self::Is(f, _) | Self::IsNot(f, _) | Self::Compares(f, ..) | Self::Has(f) => {
                own.insert(f.clone());
            }
            Self::Same(f, g) | Self::Other(f, g) => {
                own.insert(f.clone());
                trigger.insert(g.clone());
            }
            Self::All(list) | Self::Any(list) => {
                list.iter().for_each(|t| t.fields(own, trigger));
            }
            Self::Not(t) => t.fields(own, trigger),
        }
    }

    fn is_relation(&self) -> bool {
        let mut trigger = BTreeSet::new();
        self.fields(&mut BTreeSet::new(), &mut trigger);
        !trigger.is_empty()
    }
}

fn equal(value: &FieldValue<'_>, literal: &Literal) -> bool {
    match value {
        FieldValue::List(items) => items.iter().any(|item| equal(item, literal)),
        _ => text_of(value) == text_of(&literal.as_value()),
    }
}

/// A fact pattern made ready. Conditions that relate the fact to a trigger are split: plain
/// equalities become a key, by which facts and triggers find each other; the rest is tested.
#[derive(Clone, Debug)]
pub struct Matcher {
    fact: String,
    own: Vec<Test>,
    join: Vec<(String, String)>,
    rest: Vec<Test>,
}

impl Matcher {
    /// Makes a pattern ready with the values of a rule set.
    pub fn new(pattern: &FactPattern, amounts: Amounts<'_>) -> Result<Self, String> {
        let mut out = Self {
            fact: pattern.fact.value.clone(),
            own: Vec::new(),
            join: Vec::new(),
            rest: Vec::new(),
        };
        for condition in &pattern.conditions {
            match Test::new(condition, amounts)? {
                Test::Same(f, g) => out.join.push((f, g)),
                test if test.is_relation() => out.rest.push(test),
                test => out.own.push(test),
            }
        }
        Ok(out)
    }

    /// The name of the facts it is about.
    pub fn fact(&self) -> &str {
        &self.fact
    }

    /// Whether a fact fits by itself, whatever triggered.
    pub fn fits(&self, fact: &dyn Fact) -> bool {
        fact.name() == self.fact && self.own.iter().all(|t| t.holds(fact, None))
    }

    /// Whether a fact that fits also relates to the trigger as it must.
    pub fn relates(&self, fact: &dyn Fact, trigger: &dyn Fact) -> bool {
        self.join_key(fact)
            .is_some_and(|k| Some(k) == self.trigger_key(trigger))
            && self.rest_holds(fact, trigger)
    }

    /// As [`Self::relates`], once the keys are known to be equal.
    pub fn rest_holds(&self, fact: &dyn Fact, trigger: &dyn Fact) -> bool {
        self.rest.iter().all(|t| t.holds(fact, Some(trigger)))
    }

    /// What a fact must have in common with its trigger; `None` if it lacks a field of that.
    pub fn join_key(&self, fact: &dyn Fact) -> Option<Key> {
        whole(key_of(fact, self.join.iter().map(|(f, _)| f)))
    }

    /// What a trigger must have in common with the fact.
    pub fn trigger_key(&self, trigger: &dyn Fact) -> Option<Key> {
        whole(key_of(trigger, self.join.iter().map(|(_, g)| g)))
    }

    /// The fields of the trigger that the tests need later.
    pub fn trigger_fields(&self) -> BTreeSet<String> {
        let mut out: BTreeSet<String> = self.join.iter().map(|(_, g)| g.clone()).collect();
        self.rest
            .iter()
            .for_each(|t| t.fields(&mut BTreeSet::new(), &mut out));
        out
    }

    /// The fields of the fact that [`Self::relates`] needs later.
    pub fn own_fields(&self) -> BTreeSet<String> {
        let mut out: BTreeSet<String> = self.join.iter().map(|(f, _)| f.clone()).collect();
        self.rest
            .iter()
            .for_each(|t| t.fields(&mut out, &mut BTreeSet::new()));
        out
    }
}

fn whole(key: Key) -> Option<Key> {
    key.iter().all(Option::is_some).then_some(key)
}
