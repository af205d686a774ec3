//! The specification patterns and their scopes (Dwyer et al. 1999; Konrad & Cheng 2005).
//!
//! Intervals are closed: what comes exactly at the deadline is in time. Facts of the same instant
//! count in the order of the log. Obligations arise only from triggers.

use ron2::ast::Expr;
use serde::{Deserialize, Serialize};

use crate::base::time::SimDuration;
use crate::conduct::Gravity;
use crate::journal::condition::{FactPattern, Length, one, two, variant};
use crate::notation::decode::{Decode, Decoder};
use crate::notation::kinds::At;
use crate::notation::write::{self, Encode};
use crate::record;

record! {
    /// Something must not happen: each such fact is a violation.
    pub struct Absence {
        /// What must not happen.
        pub of: FactPattern,
        /// Each such fact is an occasion on which it could have happened: one obligation, kept
        /// unless `of` follows with the same fields of `per` before the next occasion.
        pub exposure: Option<FactPattern>,
    }
}

record! {
    /// Something must happen after the scope opens.
    pub struct Existence {
        /// What must happen; `Same` refers to the fact that opened the scope.
        pub of: FactPattern,
        /// How soon.
        pub within: At<Length>,
    }
}

record! {
    /// Something must be answered.
    pub struct Response {
        /// What must be answered.
        pub when: FactPattern,
        /// The answer; `Same` refers to the `when` fact.
        pub then: FactPattern,
        /// How soon.
        pub within: At<Length>,
    }
}

record! {
    /// Something may happen only after something else.
    pub struct Precedence {
        /// What may happen only then.
        pub what: FactPattern,
        /// What must have come before; `Same` refers to the `what` fact.
        pub needs: FactPattern,
        /// How long before, at most.
        pub within: At<Length>,
        /// How long before, at least.
        pub at_least: At<Length> = At::from(Length::Fixed(SimDuration::ZERO)),
    }
}

record! {
    /// Something must happen again and again: the gaps between occurrences, and between them and
    /// the ends of the scope, are bounded. Each gap is one obligation. With fields of `per` in the
    /// fact that opens the scope, there is one series for each such opening; otherwise there is
    /// one for each binding that occurs.
    pub struct Recurrence {
        /// What must happen.
        pub of: FactPattern,
        /// What ends an occurrence; without it an occurrence is an instant. Occurrences that
        /// overlap are counted: a gap begins when the last of them ends.
        pub until: Option<FactPattern>,
        /// The longest gap.
        pub every: At<Length>,
    }
}

record! {
    /// A state of things, from one fact to another.
    pub struct Interval {
        /// What begins it.
        pub open: FactPattern,
        /// What ends it.
        pub close: FactPattern,
    }
}

record! {
    /// A state of things must hold all through the scope: a recurrence without gaps.
    pub struct Universality {
        /// The state of things.
        pub of: Interval,
    }
}

record! {
    /// A part of a rule that has its own scope or its own gravity.
    pub struct Part {
        /// What it asks.
        pub pattern: Pattern,
        /// When it holds; without it, when the rule does.
        pub scope: Option<Scope>,
        /// How grave a departure from this part is; without it, as the rule says.
        pub severity: Option<Gravity>,
    }
}

/// What a rule asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pattern {
    /// Something must not happen.
    Absence(Absence),
    /// Something must happen after the scope opens.
    Existence(Existence),
    /// Something must be answered.
    Response(Response),
    /// Something may happen only after something else.
    Precedence(Precedence),
    /// Something must happen again and again.
    Recurrence(Recurrence),
    /// Something must hold throughout.
    Universality(Universality),
    /// All of them; each raises its own obligations.
    Every(Vec<Pattern>),
    /// With its own scope or gravity.
    Part(Box<Part>),
}

impl Pattern {
    /// The names of the patterns.
    pub const NAMES: [&'static str; 8] = [
        "Absence",
        "Existence",
        "Response",
        "Precedence",
        "Recurrence",
        "Universality",
        "Every",
        "Part",
    ];
}

impl Decode for Pattern {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match variant(expr, "pattern", &Self::NAMES, d)? {
            "Absence" => Decode::decode(expr, d).map(Self::Absence),
            "Existence" => Decode::decode(expr, d).map(Self::Existence),
            "Response" => Decode::decode(expr, d).map(Self::Response),
            "Precedence" => Decode::decode(expr, d).map(Self::Precedence),
            "Recurrence" => Decode::decode(expr, d).map(Self::Recurrence),
            "Universality" => Decode::decode(expr, d).map(Self::Universality),
            "Every" => one(expr, d).map(Self::Every),
            _ => Part::decode(expr, d).map(|p| Self::Part(Box::new(p))),
        }
    }

    fn type_name() -> String {
        "pattern such as `Response(…)`".to_owned()
    }
}

impl Encode for Pattern {
    fn encode(&self) -> Expr<'static> {
        match self {
            Self::Absence(p) => write::with_name("Absence", p.encode()),
            Self::Existence(p) => write::with_name("Existence", p.encode()),
            Self::Response(p) => write::with_name("Response", p.encode()),
            Self::Precedence(p) => write::with_name("Precedence", p.encode()),
            Self::Recurrence(p) => write::with_name("Recurrence", p.encode()),
            Self::Universality(p) => write::with_name("Universality", p.encode()),
            Self::Every(parts) => write::tuple("Every", vec![parts.encode()]),
            Self::Part(part) => write::with_name("Part", part.encode()),
        }
    }
}

/// When a rule holds. A scope opens separately for each set of the fields of `per` that the
/// opening fact has; a second opening while it is open changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Scope {
    /// Always.
    Globally,
    /// Until the first such fact. If it never comes, what it would have decided stays pending.
    Before(FactPattern),
    /// From the first such fact on.
    After(FactPattern),
    /// From the first to the second; `Same` in the second refers to the first. If the second never
    /// comes, what it would have decided stays pending.
    Between(FactPattern, FactPattern),
    /// While a state of things holds, whether or not its end is seen.
    While(Interval),
}

impl Scope {
    /// The fact that opens it, if one does.
    pub fn opening(&self) -> Option<&FactPattern> {
        match self {
            Self::Globally | Self::Before(_) => None,
            Self::After(open) | Self::Between(open, _) => Some(open),
            Self::While(interval) => Some(&interval.open),
        }
    }

    /// The fact that closes it, if one does.
    pub fn closing(&self) -> Option<&FactPattern> {
        match self {
            Self::Globally | Self::After(_) => None,
            Self::Before(close) | Self::Between(_, close) => Some(close),
            Self::While(interval) => Some(&interval.close),
        }
    }

    /// The names of the scopes.
    pub const NAMES: [&'static str; 5] = ["Globally", "Before", "After", "Between", "While"];
}

impl Decode for Scope {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match variant(expr, "scope", &Self::NAMES, d)? {
            "Globally" => Some(Self::Globally),
            "Before" => one(expr, d).map(Self::Before),
            "After" => one(expr, d).map(Self::After),
            "Between" => two(expr, d).map(|(a, b)| Self::Between(a, b)),
            _ => Interval::decode(expr, d).map(Self::While),
        }
    }

    fn type_name() -> String {
        "scope such as `After(…)`".to_owned()
    }
}

impl Encode for Scope {
    fn encode(&self) -> Expr<'static> {
        match self {
            Self::Globally => write::word("Globally"),
            Self::Before(f) => write::tuple("Before", vec![f.encode()]),
            Self::After(f) => write::tuple("After", vec![f.encode()]),
            Self::Between(a, b) => write::tuple("Between", vec![a.encode(), b.encode()]),
            Self::While(interval) => write::with_name("While", interval.encode()),
        }
    }
}
