//! Rules of conduct: timed data, and the monitor that holds a log against them.
//!
//! A [`RuleSet`] is read from RON ([`RuleSet::read`]) and travels inside a journal's header as
//! JSON. Its rules use the standard specification patterns ([`pattern`]) over facts and conditions
//! on their fields ([`condition`](crate::journal::condition)). [`monitor::Monitor`] passes once over the facts of a log and
//! gives a [`ledger::Judgement`]: which obligations arose, and what became of each.

pub use check::Stranger;

pub mod ledger;
pub mod monitor;
pub mod pattern;
pub mod values;

mod check;
mod excuse;
mod kept;
mod machine;
mod recurrence;
mod scope;
mod waiting;

use std::collections::BTreeMap;

use ron2::ast::Expr;
use serde::{Deserialize, Serialize};

use crate::base::diag::{Diagnostics, Sources};
use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::conduct::pattern::{Pattern, Scope};
use crate::journal::condition::{Amount, FactPattern, Length};
use crate::notation::decode::{Decode, Decoder, finite};
use crate::notation::kinds::{At, Int};
use crate::notation::syntax;
use crate::notation::write::Encode;
use crate::{choice, record};

record! {
    /// A rule file: what two services agreed to do, and the values they agreed on.
    pub struct RuleSet {
        /// Version of the file format: 1.
        pub format: Int<1, 1>,
        /// What to call these rules.
        pub title: String,
        /// Durations and numbers that rules use by name, so that delegations can set them together.
        pub values: BTreeMap<String, Value> = BTreeMap::new(),
        /// The rules, each with its own id.
        pub rules: Vec<Rule>,
    }
}

record! {
    /// An agreed value.
    pub struct Value {
        /// A duration such as "10min", or a number in the unit of the field it is compared with.
        pub value: At<Quantity>,
        /// Where it comes from.
        pub basis: Basis,
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Quantity {
    /// A length of time.
    Duration(SimDuration),
    /// A number; its unit is that of the field it is compared with.
    Number(f64),
}

impl Decode for Quantity {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match expr {
            Expr::String(_) => SimDuration::decode(expr, d).map(Self::Duration),
            _ => finite(expr, &Self::type_name(), d).map(Self::Number),
        }
    }

    fn type_name() -> String {
        "duration such as \"10min\" or number".to_owned()
    }
}

impl Encode for Quantity {
    fn encode(&self) -> Expr<'static> {
        match self {
            Self::Duration(d) => d.encode(),
            Self::Number(x) => x.encode(),
        }
    }
}

choice! {
    /// Where a value comes from.
    pub enum Basis {
        /// Assumed for the exercise, for the delegations to agree on.
        Assumption = "assumption",
        /// Agreed by the delegations.
        Agreed = "agreed",
        /// Taken from a published instrument.
        Source = "source",
    }
}

choice! {
    /// What kind of rule it is.
    pub enum Modality {
        /// Something must be done.
        Obligation = "obligation",
        /// Something must not be done.
        Prohibition = "prohibition",
    }
}

choice! {
    /// How far the line of a section is settled.
    pub enum SectionStatus {
        /// Agreed and marked on the ground.
        Demarcated = "demarcated",
        /// Agreed, not marked.
        Delimited = "delimited",
        /// Not agreed.
        Undefined = "undefined",
    }
}

/// How grave a departure is: 1 minor, 2 moderate, 3 major, 4 critical.
pub type Gravity = Int<1, 4>;

record! {
    /// A rule of conduct.
    pub struct Rule {
        /// Its id, such as `LOC-14`.
        pub id: At<Name>,
        /// A few words to know it by.
        pub title: String,
        /// What it asks, in one or two sentences.
        pub statement: String,
        /// Why it is asked.
        pub reason: String = String::new(),
        /// The published instruments behind it.
        pub sources: Vec<String> = Vec::new(),
        /// How grave a departure is, from 1 (minor) to 4 (critical).
        pub severity: Gravity,
        /// Whether it asks for something or forbids it.
        pub modality: Modality = Modality::Obligation,
        /// On sections of which status it holds. A trigger without a field `status` always counts.
        pub status: Vec<SectionStatus> = SectionStatus::ALL.to_vec(),
        /// The fields that tell one obligation from another: who, about what.
        pub per: Vec<At<String>> = Vec::new(),
        /// When it holds.
        pub scope: Scope = Scope::Globally,
        /// What it asks.
        pub pattern: Pattern,
        /// What excuses a missed deadline: such a fact between trigger and deadline. Where it has
        /// fields of `per`, they must be those of the obligation.
        pub excuse: Option<FactPattern>,
        /// With this, one such fact is not enough: from the trigger to the deadline there must be
        /// one again and again, never further apart than this.
        pub excuse_every: Option<At<Length>>,
        /// The rules that go before it, each with the fact by which one sees that it does.
        pub yields_to: Vec<Yield> = Vec::new(),
        /// A log, as observers write it, in which it is kept.
        pub keeps: String = String::new(),
        /// A log in which it is departed from.
        pub breaks: String = String::new(),
    }
}

record! {
    /// A rule that goes before another: what the other asks is excused while it does.
    pub struct Yield {
        /// The rule that goes before.
        pub rule: At<Name>,
        /// The fact by which one sees that it does; `Same` refers to the trigger of the rule that
        /// yields, and fields of its `per` must agree where both have them.
        pub when: FactPattern,
        /// How long before the trigger such a fact still counts; up to the deadline it always does.
        pub within: At<Length>,
    }
}

impl RuleSet {
    /// The rule with an id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id.as_str() == id)
    }

    /// The same rules without their examples: what a journal's header needs.
    pub fn without_examples(&self) -> Self {
        let mut bare = self.clone();
        for rule in &mut bare.rules {
            rule.keeps.clear();
            rule.breaks.clear();
        }
        bare
    }

    /// The values that a rule uses by name, in order of name.
    pub fn values_of(&self, rule: &Rule) -> Vec<(&str, &Value)> {
        let text = serde_json::to_string(rule).unwrap_or_default();
        let used = |name: &str| text.contains(&format!("\"{name}\""));
        let all = self.values.iter().filter(|(name, _)| used(name));
        all.map(|(name, value)| (name.as_str(), value)).collect()
    }

    /// The facts of which its rules hear.
    pub fn facts(&self) -> std::collections::BTreeSet<String> {
        machine::machines(self)
            .into_iter()
            .flatten()
            .flat_map(|m| m.facts().into_iter().map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }

    /// Reads a rule file. Every fault is reported; with any error there is no rule set.
    pub fn read(sources: &Sources, file: u32, diags: &mut Diagnostics) -> Option<Self> {
        let (rules, strangers) = Self::read_foreign(sources, file, diags)?;
        strangers.iter().for_each(|s| s.tell(true, diags));
        strangers.is_empty().then_some(rules)
    }

    /// Reads a rule file for a log that may have words of its own: those that no journal knows are
    /// not faults yet, and are given beside the rules.
    pub fn read_foreign(
        sources: &Sources,
        file: u32,
        diags: &mut Diagnostics,
    ) -> Option<(Self, Vec<Stranger>)> {
        let rules: Self = syntax::read(sources, file, diags)?;
        let mut found = Diagnostics::default();
        let strangers = check::check(&rules, &mut found);
        let broken = found.has_errors();
        if broken {
            strangers.iter().for_each(|s| s.tell(true, &mut found));
        }
        diags.append(found);
        (!broken).then_some((rules, strangers))
    }

    /// The length of time that stands in a rule, by itself or by name.
    pub fn length(&self, length: &Length) -> Result<SimDuration, String> {
        match length {
            Length::Fixed(d) => Ok(*d),
            Length::Named(name) => match self.quantity(name)? {
                Quantity::Duration(d) => Ok(d),
                Quantity::Number(_) => Err(format!("the value `{name}` is not a duration")),
            },
        }
    }

    /// The number that stands in a rule, by itself or by name; durations in milliseconds.
    pub fn amount(&self, amount: &Amount) -> Result<f64, String> {
        match amount {
            Amount::Fixed(x) => Ok(*x),
            Amount::Named(name) => Ok(match self.quantity(name)? {
                Quantity::Duration(d) => d.0 as f64,
                Quantity::Number(x) => x,
            }),
        }
    }

    fn quantity(&self, name: &str) -> Result<Quantity, String> {
        self.values
            .get(name)
            .map(|v| v.value.value)
            .ok_or_else(|| format!("no value `{name}`"))
    }
}
