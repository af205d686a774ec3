//! What happened: the only source for judgement.
//!
//! A journal is a header (versions, seeds, the whole resolved scenario), a list of entries in
//! order of time, and a trailer (count and digest). An [`Entry`] is an envelope and an
//! [`event::Event`]; rules and injects see it through [`fact::Fact`].

pub mod catalogue;
pub mod condition;
mod declare;
pub mod digest;
pub mod event;
pub mod fact;
pub mod lines;
pub mod matcher;

use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::base::id::Name;
use crate::base::time::SimTime;
use event::Event;

/// The version of the journal's own format.
pub const FORMAT: u32 = 1;

/// The first line of a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the journal's format.
    pub format: u32,
    /// Version of the program that wrote it.
    pub version: String,
    /// Seed of the world: arrivals, their plans, weather.
    pub seed: u64,
    /// Seed of luck: detection, radio, delays.
    pub luck_seed: u64,
    /// The resolved scenario, everything included, and what judges it by default; shared by all
    /// journals of one scenario.
    pub inputs: Arc<Value>,
}

impl Header {
    /// The header of another run of the same scenario.
    pub fn with_seeds(&self, seed: u64, luck_seed: u64) -> Self {
        Self {
            seed,
            luck_seed,
            ..self.clone()
        }
    }
}

/// The last line of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trailer {
    /// How many entries there are.
    pub entries: u64,
    /// SHA-256 over the entries' lines, each with its newline, in hexadecimal.
    pub digest: String,
    /// When the run ended, in milliseconds since STARTEX.
    pub ended_ms: SimTime,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number, from 1 without gaps.
    pub seq: u64,
    /// When, in milliseconds since STARTEX; what was prepared before is negative.
    pub at: SimTime,
    /// Whose doing it was: a state's id, a seat such as `KGZ/duty`, `world`, `excon` or `evaluator`.
    pub actor: Name,
    /// The number of the entry that brought it about; none for what came from outside, from an
    /// order, or from a plan.
    pub cause: Option<u64>,
    /// Whom or what it is about.
    pub subject: Name,
    /// What happened.
    pub event: Event,
}

/// A whole journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Journal {
    /// Versions, seeds, scenario.
    pub header: Header,
    /// What happened, in order.
    pub entries: Vec<Entry>,
    /// Count and digest; none while it is being written, or when it was cut off.
    pub trailer: Option<Trailer>,
}

impl Journal {
    /// The instant up to which the journal tells: ENDEX, or the last entry if it was cut off.
    pub fn horizon(&self) -> SimTime {
        match (&self.trailer, self.entries.last()) {
            (Some(trailer), _) => trailer.ended_ms,
            (None, Some(entry)) => entry.at,
            (None, None) => SimTime::START,
        }
    }

    /// The entry with a number.
    pub fn entry(&self, seq: u64) -> Option<&Entry> {
        let i = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.entries.get(i).filter(|e| e.seq == seq)
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("seq", &self.seq)?;
        map.serialize_entry("at_ms", &self.at)?;
        map.serialize_entry("kind", self.event.kind())?;
        map.serialize_entry("actor", &self.actor)?;
        map.serialize_entry("cause", &self.cause)?;
        map.serialize_entry("subject", &self.subject)?;
        self.event.serialize_fields(&mut map)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let mut map = serde_json::Map::deserialize(deserializer)?;
        let mut take = |field: &str| {
            map.remove(field)
                .ok_or_else(|| D::Error::custom(format!("the entry has no `{field}`")))
        };
        let (seq, at, kind) = (take("seq")?, take("at_ms")?, take("kind")?);
        let (actor, cause, subject) = (take("actor")?, take("cause")?, take("subject")?);
        let kind: String = serde_json::from_value(kind).map_err(D::Error::custom)?;
        Ok(Self {
            seq: serde_json::from_value(seq).map_err(D::Error::custom)?,
            at: serde_json::from_value(at).map_err(D::Error::custom)?,
            actor: serde_json::from_value(actor).map_err(D::Error::custom)?,
            cause: serde_json::from_value(cause).map_err(D::Error::custom)?,
            subject: serde_json::from_value(subject).map_err(D::Error::custom)?,
            event: Event::from_fields(&kind, map).map_err(D::Error::custom)?,
        })
    }
}

impl fact::Fact for Entry {
    fn name(&self) -> &str {
        self.event.kind()
    }

    fn at(&self) -> SimTime {
        self.at
    }

    fn row(&self) -> u64 {
        self.seq
    }

    fn get(&self, field: &str) -> Option<fact::FieldValue<'_>> {
        match field {
            "actor" => Some(fact::FieldValue::Text(self.actor.as_str())),
            "subject" => Some(fact::FieldValue::Text(self.subject.as_str())),
            _ => self.event.field(field),
        }
    }
}
