//! The master scenario events list as it stands in a file: injects, when they are given and what
//! they do.

use ron2::ast::Expr;
use serde::{Deserialize, Serialize};

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::condition::FactPattern;
use crate::notation::decode::{Decode, Decoder, Fields, tuple_items};
use crate::notation::kinds::At;
use crate::notation::write::{self, Encode};
use crate::record;
use crate::scenario::file::Channel;

/// What an inject does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EffectFile {
    /// `Outage(channel: "hotline", for: "40min")`: a channel is down.
    Outage {
        /// Which channel.
        channel: At<Channel>,
        /// For how long.
        lasting: SimDuration,
        /// For whom; for all if left out.
        state: Option<At<Name>>,
    },
    /// `FalseContact(at: "ford", state: "KGZ")`: a report of somebody who is not there.
    FalseContact {
        /// The site where it is said to be.
        at: At<Name>,
        /// Whose post gets the report.
        state: At<Name>,
    },
    /// `Incident(id: "fire")`: an incident of the scenario happens.
    Incident {
        /// Which.
        id: At<Name>,
    },
    /// `Media(text: "…", states: ["KGZ", "TJK"])`: a journalist asks about something.
    Media {
        /// What is asked.
        text: String,
        /// Who is asked.
        states: Vec<At<Name>>,
    },
    /// `Message(text: "…")`: something is said to the training audience; nothing else changes.
    Message {
        /// What is said.
        text: String,
    },
}

impl EffectFile {
    /// How it is written, with what it means.
    pub const FORMS: [(&str, &str); 5] = [
        (
            "Outage(channel: \"hotline\", for: \"40min\", state: \"KGZ\")",
            "a channel is down for a time, for one state or, without `state`, for all",
        ),
        (
            "FalseContact(at: \"ford\", state: \"KGZ\")",
            "the state's nearest post gets a report of somebody at a site who is not there",
        ),
        (
            "Incident(id: \"fire\")",
            "an incident of the scenario happens at its site",
        ),
        (
            "Media(text: \"…\", states: [\"KGZ\", \"TJK\"])",
            "a journalist asks states about something; each answers alone or as both agreed",
        ),
        (
            "Message(text: \"…\")",
            "something is said to the training audience; nothing else changes",
        ),
    ];
}

/// The word of a channel in a text, such as `"hotline"`.
fn channel_word(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<At<Channel>> {
    if !matches!(expr, Expr::String(_)) {
        return At::<Channel>::decode(expr, d);
    }
    let word = At::<String>::decode(expr, d)?;
    let found = Channel::ALL.iter().find(|c| c.word() == word.value);
    if found.is_none() {
        d.unknown_word(
            word.span,
            "unknown-choice",
            "channel",
            &word.value,
            Channel::WORDS.iter().copied(),
        );
    }
    found.map(|&value| At {
        value,
        span: word.span,
    })
}

/// Reads a channel given as a text or a bare word.
struct ChannelWord(At<Channel>);

impl Decode for ChannelWord {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        channel_word(expr, d).map(Self)
    }

    fn type_name() -> String {
        crate::base::text::one_of(Channel::WORDS.iter().copied())
    }
}

impl Decode for EffectFile {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let Expr::Struct(s) = expr else {
            d.wrong_type(expr, &Self::type_name());
            return None;
        };
        match &*s.name.name {
            "Outage" => {
                let mut fields = Fields::of(expr, "Outage", d)?;
                let channel = fields.take::<ChannelWord>("channel", None, d);
                let lasting = fields.take("for", None, d);
                let state = fields.take("state", None, d);
                let finished = fields.finish(&["channel", "for", "state"], d);
                finished?;
                Some(Self::Outage {
                    channel: channel?.0,
                    lasting: lasting?,
                    state: state?,
                })
            }
            "FalseContact" => {
                let mut fields = Fields::of(expr, "FalseContact", d)?;
                let (at, state) = (fields.take("at", None, d), fields.take("state", None, d));
                let finished = fields.finish(&["at", "state"], d);
                finished?;
                Some(Self::FalseContact {
                    at: at?,
                    state: state?,
                })
            }
            "Incident" => {
                let mut fields = Fields::of(expr, "Incident", d)?;
                let id = fields.take("id", None, d);
                fields.finish(&["id"], d)?;
                Some(Self::Incident { id: id? })
            }
            "Media" => {
                let mut fields = Fields::of(expr, "Media", d)?;
                let text = fields.take("text", None, d);
                let states = fields.take("states", None, d);
                fields.finish(&["text", "states"], d)?;
                Some(Self::Media {
                    text: text?,
                    states: states?,
                })
            }
            "Message" => {
                let mut fields = Fields::of(expr, "Message", d)?;
                let text = fields.take("text", None, d);
                fields.finish(&["text"], d)?;
                Some(Self::Message { text: text? })
            }
            other => {
                let span = d.place(&s.name.span);
                let offered = ["Outage", "FalseContact", "Incident", "Media", "Message"];
                d.unknown_word(span, "unknown-choice", "effect", other, offered);
                None
            }
        }
    }

    fn type_name() -> String {
        "`Outage(…)`, `FalseContact(…)`, `Incident(…)`, `Media(…)` or `Message(…)`".to_owned()
    }
}

impl Encode for EffectFile {
    fn encode(&self) -> Expr<'static> {
        let (name, fields) = match self {
            Self::Outage {
                channel,
                lasting,
                state,
            } => {
                let mut fields = vec![
                    ("channel", channel.value.word().encode()),
                    ("for", lasting.encode()),
                ];
                fields.extend(state.as_ref().map(|s| ("state", s.encode())));
                ("Outage", fields)
            }
            Self::FalseContact { at, state } => {
                let fields = vec![("at", at.encode()), ("state", state.encode())];
                ("FalseContact", fields)
            }
            Self::Incident { id } => ("Incident", vec![("id", id.encode())]),
            Self::Media { text, states } => {
                let fields = vec![("text", text.encode()), ("states", states.encode())];
                ("Media", fields)
            }
            Self::Message { text } => ("Message", vec![("text", text.encode())]),
        };
        write::with_name(name, write::record(fields))
    }
}

impl Encode for WhenFile {
    fn encode(&self) -> Expr<'static> {
        match self {
            Self::Time(at) => write::tuple("Time", vec![at.encode()]),
            Self::When { fact, after } => {
                let mut fields = vec![("fact", fact.fact.encode())];
                if !fact.conditions.is_empty() {
                    fields.push(("where", fact.conditions.encode()));
                }
                if after.0 != 0 {
                    fields.push(("after", after.encode()));
                }
                write::with_name("When", write::record(fields))
            }
            Self::ByHand => write::word("ByHand"),
        }
    }
}

/// When an inject is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WhenFile {
    /// `Time("3h")`: at a time since STARTEX.
    Time(At<SimTime>),
    /// `When(fact: "…", where: […], after: "10min")`: some time after the first such fact.
    When {
        /// The fact.
        fact: FactPattern,
        /// How long after it.
        after: SimDuration,
    },
    /// `ByHand`: when exercise control says so.
    ByHand,
}

impl WhenFile {
    /// How it is written, with what it means.
    pub const FORMS: [(&str, &str); 3] = [
        ("Time(\"3h\")", "at a time since STARTEX"),
        (
            "When(fact: \"threat_confirmed\", where: [Eq(\"joint\", true)], after: \"10min\")",
            "some time after the first entry of a kind for which the conditions hold",
        ),
        ("ByHand", "when exercise control says so, by an order"),
    ];
}

impl Decode for WhenFile {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let Expr::Struct(s) = expr else {
            let time = match expr {
                Expr::String(t) => SimDuration::parse(&t.value).ok().map(|_| &t.value),
                _ => None,
            };
            let meant = time.map(|t| format!("Time(\"{t}\")"));
            d.wrong_type_for(expr, &Self::type_name(), meant);
            return None;
        };
        if &*s.name.name == "When" {
            let mut fields = Fields::of(expr, "When", d)?;
            let fact = fields.take("fact", None, d);
            let conditions = fields.take("where", Some(Vec::new()), d);
            let after = fields.take("after", Some(SimDuration::ZERO), d);
            fields.finish(&["fact", "where", "after"], d)?;
            let fact = FactPattern {
                fact: fact?,
                conditions: conditions?,
            };
            return Some(Self::When {
                fact,
                after: after?,
            });
        }
        match (&*s.name.name, tuple_items(expr).as_deref()) {
            ("Time", Some([at])) => At::decode(at, d).map(Self::Time),
            ("ByHand", _) => Some(Self::ByHand),
            ("Time", _) => {
                d.wrong_type(expr, "`Time(\"3h\")`, the time in quotes,");
                None
            }
            (other, _) => {
                let span = d.place(&s.name.span);
                d.unknown_word(
                    span,
                    "unknown-choice",
                    "trigger",
                    other,
                    ["Time", "When", "ByHand"],
                );
                None
            }
        }
    }

    fn type_name() -> String {
        "`Time(\"3h\")`, `When(fact: \"…\")` or `ByHand`".to_owned()
    }
}

record! {
    /// An item of the master scenario events list.
    pub struct InjectFile {
        /// Its id.
        pub id: At<Name>,
        /// When it is given.
        pub at: WhenFile,
        /// What it does.
        pub what: EffectFile,
        /// The objective that it tests.
        pub objective: Option<At<Name>>,
        /// Who gives it.
        pub controller: String = String::new(),
        /// Who receives it.
        pub to: String = String::new(),
        /// How it is given: by radio, by telephone, by a role player.
        pub method: String = String::new(),
        /// What is expected of the training audience.
        pub expected: String = String::new(),
    }
}
