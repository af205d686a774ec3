//! Facts and conditions on their fields, as they stand in rules and injects.

use ron2::ast::{Expr, StructBody};
use serde::{Deserialize, Serialize};

use crate::base::time::SimDuration;
use crate::journal::fact::FieldValue;
use crate::notation::decode::{Decode, Decoder, Fields, finite, tuple_items};
use crate::notation::kinds::At;
use crate::notation::write::{self, Encode};

/// A kind of fact, with conditions on its fields: `(fact: "halted", where: [Same("unit")])`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactPattern {
    /// The name of the fact: one of the journal's kinds, or a name that a foreign log uses.
    pub fact: At<String>,
    /// What must hold of it; all of them. Written `where`.
    #[serde(rename = "where")]
    pub conditions: Vec<Condition>,
}

impl FactPattern {
    /// Whether another pattern fits exactly the same facts, wherever the two stand.
    pub fn same_as(&self, other: &Self) -> bool {
        let plain = |p: &Self| serde_json::to_value(p).ok();
        plain(self) == plain(other)
    }
}

impl Decode for FactPattern {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let mut fields = Fields::of(expr, "fact", d)?;
        let fact = fields.take("fact", None, d);
        let conditions = fields.take("where", Some(Vec::new()), d);
        fields.finish(&["fact", "where"], d)?;
        Some(Self {
            fact: fact?,
            conditions: conditions?,
        })
    }

    fn type_name() -> String {
        "(fact: \"…\", where: […])".to_owned()
    }
}

/// The name of a field, and where it stands.
pub type Field = At<String>;

/// A condition on one fact. On a field that the fact does not have, every condition but
/// `Not` is false. A field that is a list is equal to each of its elements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// The field is equal to the literal.
    Eq(Field, Literal),
    /// The field is there and is not equal to the literal.
    Ne(Field, Literal),
    /// The field is a number and at most so much.
    AtMost(Field, At<Amount>),
    /// The field is a number and at least so much.
    AtLeast(Field, At<Amount>),
    /// The field is a number and less than that.
    Below(Field, At<Amount>),
    /// The field is a number and more than that.
    Above(Field, At<Amount>),
    /// The field is equal to one of the literals.
    In(Field, Vec<Literal>),
    /// The field is there.
    Has(Field),
    /// The field is equal to the second field of the fact that raised the obligation;
    /// `Same("track")` is short for `Same("track", "track")`.
    Same(Field, Field),
    /// Both fields are there and differ; `Other("actor")` is short for `Other("actor", "actor")`.
    Other(Field, Field),
    /// All of them hold.
    All(Vec<Condition>),
    /// At least one of them holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

impl Condition {
    /// The names of the conditions.
    pub const NAMES: [&'static str; 13] = [
        "Eq", "Ne", "AtMost", "AtLeast", "Below", "Above", "In", "Has", "Same", "Other", "All",
        "Any", "Not",
    ];
}

impl Decode for Condition {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let name = variant(expr, "condition", &Self::NAMES, d)?;
        match name {
            "Eq" => two(expr, d).map(|(f, x)| Self::Eq(f, x)),
            "Ne" => two(expr, d).map(|(f, x)| Self::Ne(f, x)),
            "AtMost" => two(expr, d).map(|(f, x)| Self::AtMost(f, x)),
            "AtLeast" => two(expr, d).map(|(f, x)| Self::AtLeast(f, x)),
            "Below" => two(expr, d).map(|(f, x)| Self::Below(f, x)),
            "Above" => two(expr, d).map(|(f, x)| Self::Above(f, x)),
            "In" => two(expr, d).map(|(f, x)| Self::In(f, x)),
            "Has" => one(expr, d).map(Self::Has),
            "Same" => pair_of_fields(expr, d).map(|(f, g)| Self::Same(f, g)),
            "Other" => pair_of_fields(expr, d).map(|(f, g)| Self::Other(f, g)),
            "All" => one(expr, d).map(Self::All),
            "Any" => one(expr, d).map(Self::Any),
            _ => one(expr, d).map(|c| Self::Not(Box::new(c))),
        }
    }

    fn type_name() -> String {
        "condition such as `Eq(\"class\", \"threat\")`".to_owned()
    }
}

impl Encode for FactPattern {
    fn encode(&self) -> Expr<'static> {
        let mut fields = vec![("fact", self.fact.encode())];
        if !self.conditions.is_empty() {
            fields.push(("where", self.conditions.encode()));
        }
        write::record(fields)
    }
}

impl Encode for Condition {
    fn encode(&self) -> Expr<'static> {
        match self {
            Self::Eq(f, x) => write::tuple("Eq", vec![f.encode(), x.encode()]),
            Self::Ne(f, x) => write::tuple("Ne", vec![f.encode(), x.encode()]),
            Self::AtMost(f, x) => write::tuple("AtMost", vec![f.encode(), x.encode()]),
            Self::AtLeast(f, x) => write::tuple("AtLeast", vec![f.encode(), x.encode()]),
            Self::Below(f, x) => write::tuple("Below", vec![f.encode(), x.encode()]),
            Self::Above(f, x) => write::tuple("Above", vec![f.encode(), x.encode()]),
            Self::In(f, list) => write::tuple("In", vec![f.encode(), list.encode()]),
            Self::Has(f) => write::tuple("Has", vec![f.encode()]),
            Self::Same(f, g) => write::tuple("Same", fields(f, g)),
            Self::Other(f, g) => write::tuple("Other", fields(f, g)),
            Self::All(list) => write::tuple("All", vec![list.encode()]),
            Self::Any(list) => write::tuple("Any", vec![list.encode()]),
            Self::Not(c) => write::tuple("Not", vec![c.encode()]),
        }
    }
}

/// Two fields, or one that stands for both.
fn fields(f: &Field, g: &Field) -> Vec<Expr<'static>> {
    match f == g {
        true => vec![f.encode()],
        false => vec![f.encode(), g.encode()],
    }
}

impl Encode for Literal {
    fn encode(&self) -> Expr<'static> {
        match self {
            Self::Bool(b) => b.encode(),
            Self::Number(x) => x.encode(),
            Self::Text(t) => t.encode(),
            Self::List(items) => items.encode(),
        }
    }
}

impl Encode for Length {
    fn encode(&self) -> Expr<'static> {
        match self {
            Self::Fixed(d) => d.encode(),
            Self::Named(name) => name.encode(),
        }
    }
}

impl Encode for Amount {
    fn encode(&self) -> Expr<'static> {
        match self {
            Self::Fixed(x) => x.encode(),
            Self::Named(name) => name.encode(),
        }
    }
}

/// The name of `Name(…)`, if it is one of those offered.
pub fn variant(
    expr: &Expr<'_>,
    what: &str,
    names: &[&'static str],
    d: &mut Decoder<'_>,
) -> Option<&'static str> {
    let Expr::Struct(s) = expr else {
        d.wrong_type(expr, &format!("a {what} such as `{}(…)`", names[0]));
        return None;
    };
    let found = names.iter().find(|n| **n == s.name.name);
    if found.is_none() {
        let span = d.place(&s.name.span);
        let slug = if what == "condition" {
            "unknown-condition"
        } else {
            "unknown-pattern"
        };
        d.unknown_word(span, slug, what, &s.name.name, names.iter().copied());
    }
    found.copied()
}

/// The one argument of `Name(a)`.
pub fn one<A: Decode>(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<A> {
    match arguments(expr).as_deref() {
        Some([a]) => A::decode(a, d),
        _ => {
            d.wrong_type(expr, &format!("one argument: {}", A::type_name()));
            None
        }
    }
}

/// The two arguments of `Name(a, b)`.
pub fn two<A: Decode, B: Decode>(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<(A, B)> {
    match arguments(expr).as_deref() {
        Some([a, b]) => {
            let (a, b) = (A::decode(a, d), B::decode(b, d));
            Some((a?, b?))
        }
        _ => {
            d.wrong_type(
                expr,
                &format!("two arguments: {}, {}", A::type_name(), B::type_name()),
            );
            None
        }
    }
}

fn pair_of_fields(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<(Field, Field)> {
    match arguments(expr).as_deref() {
        Some([a]) => Field::decode(a, d).map(|f| (f.clone(), f)),
        _ => two(expr, d),
    }
}

fn arguments<'e, 'a>(expr: &'e Expr<'a>) -> Option<Vec<&'e Expr<'a>>> {
    match expr {
        Expr::Struct(s) if matches!(s.body, Some(StructBody::Tuple(_))) => tuple_items(expr),
        _ => None,
    }
}

/// A value to compare a field with, or a field's value kept for later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Literal {
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A word or an id.
    Text(String),
    /// Several; only as a kept value.
    List(Vec<Literal>),
}

impl Literal {
    /// The literal as a field's value.
    pub fn as_value(&self) -> FieldValue<'_> {
        match self {
            Self::Bool(b) => FieldValue::Bool(*b),
            Self::Number(x) => FieldValue::Number(*x),
            Self::Text(t) => FieldValue::Text(t),
            Self::List(items) => FieldValue::List(items.iter().map(Self::as_value).collect()),
        }
    }
}

impl From<FieldValue<'_>> for Literal {
    fn from(value: FieldValue<'_>) -> Self {
        match value {
            FieldValue::Bool(b) => Self::Bool(b),
            FieldValue::Number(x) => Self::Number(x),
            FieldValue::Text(t) => Self::Text(t.to_owned()),
            FieldValue::List(items) => Self::List(items.into_iter().map(Self::from).collect()),
        }
    }
}

impl Decode for Literal {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match expr {
            Expr::Bool(b) => Some(Self::Bool(b.value)),
            Expr::String(s) => Some(Self::Text(s.value.clone())),
            _ => finite(expr, &Self::type_name(), d).map(Self::Number),
        }
    }

    fn type_name() -> String {
        "a text in quotes, a number, `true` or `false`".to_owned()
    }
}

/// A length of time in a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Length {
    /// Itself; in JSON in milliseconds.
    Fixed(SimDuration),
    /// The value of this name.
    Named(String),
}

impl Decode for Length {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match expr {
            Expr::String(s) if is_name(&s.value) => Some(Self::Named(s.value.clone())),
            _ => SimDuration::decode(expr, d).map(Self::Fixed),
        }
    }

    fn type_name() -> String {
        "duration such as \"90min\", or the name of a value".to_owned()
    }
}

/// A number in a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Amount {
    /// Itself, in the unit of its field; durations in milliseconds.
    Fixed(f64),
    /// The value of this name.
    Named(String),
}

impl Decode for Amount {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match expr {
            Expr::String(s) if is_name(&s.value) => Some(Self::Named(s.value.clone())),
            Expr::String(_) => SimDuration::decode(expr, d).map(|t| Self::Fixed(t.0 as f64)),
            _ => finite(expr, &Self::type_name(), d).map(Self::Fixed),
        }
    }

    fn type_name() -> String {
        "number, duration, or the name of a value".to_owned()
    }
}

/// Whether a text can only be the name of a value: it starts with a letter and is no duration.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic()) && SimDuration::parse(text).is_err()
}
