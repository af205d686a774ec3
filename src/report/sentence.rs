//! Entries of a journal as sentences.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use fluent_bundle::FluentValue;

use crate::base::time::{SimDuration, SimTime};
use crate::journal::Entry;
use crate::journal::event::Event;
use crate::journal::fact::{Fact, FieldValue};
use crate::report::words::{Arg, Words, text};

/// Fields that hold words of the journal and not names.
const WORDS: [&str; 17] = [
    "class",
    "channel",
    "outcome",
    "reason",
    "intent",
    "light",
    "reaction",
    "source",
    "what",
    "incident_kind",
    "threat_kind",
    "form",
    "mode",
    "status",
    "purpose",
    "points",
    "by",
];

/// What a field holds, as far as it matters how it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    Length,
    Instant,
    Metres,
    Plain,
}

type Fields = Vec<(&'static str, Writing)>;

fn fields() -> &'static BTreeMap<&'static str, Fields> {
    static FIELDS: OnceLock<BTreeMap<&'static str, Fields>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let rows = Event::catalogue().into_iter();
        rows.map(|row| {
            let of = |f: &crate::journal::catalogue::FieldRow| {
                let writing = match f.type_name {
                    "milliseconds" => Writing::Length,
                    "milliseconds since STARTEX" => Writing::Instant,
                    "number" if f.name.ends_with("_m") => Writing::Metres,
                    _ => Writing::Plain,
                };
                (f.name, writing)
            };
            (row.kind, row.fields.iter().map(of).collect())
        })
        .collect()
    })
}

impl Words {
    /// What an entry says.
    pub fn sentence(&self, entry: &Entry) -> String {
        let kind = entry.event.kind();
        let none: Fields = Vec::new();
        let of_kind = fields().get(kind).unwrap_or(&none);
        let mut args: Vec<Arg<'_>> = of_kind
            .iter()
            .map(|(name, writing)| (*name, self.value(entry, name, *writing)))
            .collect();
        args.push(("actor", text(self.names.thing(entry.actor.as_str()))));
        args.push(("subject", text(self.names.thing(entry.subject.as_str()))));
        self.f(&format!("event-{kind}"), &args)
    }

    fn value(&self, entry: &Entry, field: &str, writing: Writing) -> FluentValue<'_> {
        let Some(value) = entry.get(field) else {
            return text("none");
        };
        match value {
            FieldValue::Text(t) => text(self.field(entry, field, t)),
            FieldValue::Bool(yes) => text(if yes { "yes" } else { "no" }),
            FieldValue::Number(x) => match writing {
                Writing::Length => text(self.length(SimDuration(x as i64))),
                Writing::Instant => text(self.moment(SimTime(x as i64))),
                Writing::Metres => text(self.distance(x)),
                Writing::Plain if x.fract() == 0.0 => FluentValue::from(x),
                Writing::Plain => text(self.num(x, 1)),
            },
            FieldValue::List(items) => {
                let words = items.iter().filter_map(|i| match i {
                    FieldValue::Text(t) => Some(self.field(entry, field, t)),
                    _ => None,
                });
                text(words.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// A text field: a word of the journal, a decision, or a name.
    fn field(&self, entry: &Entry, field: &str, value: &str) -> String {
        if value.contains([' ', '.', '{']) {
            return self.authored(value);
        }
        match field {
            "decision" => self.t(&format!("decision-{value}")),
            "choice" | "options" | "default" => match entry.get("decision") {
                Some(FieldValue::Text(decision)) => self.option(decision, value),
                _ => self.names.thing(value),
            },
            "by" | "matter" if !matches!(entry.event, Event::DecisionMade(_)) => {
                self.names.thing(value)
            }
            _ if WORDS.contains(&field) && self.has(&format!("word-{value}")) => self.word(value),
            _ => self.names.thing(value),
        }
    }

    /// What an option of a decision means.
    pub fn option(&self, decision: &str, choice: &str) -> String {
        let own = format!("option-{decision}-{choice}");
        let shared = format!("option-{choice}");
        match (self.has(&own), self.has(&shared)) {
            (true, _) => self.t(&own),
            (_, true) => self.t(&shared),
            _ => self.names.show(&choice.replace('_', " ")),
        }
    }
}
