//! JSON with places: a piece of a text is opened one level at a time, so that depth costs nothing
//! and each piece knows where it stands.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A value that was not opened yet.
#[derive(Clone, Copy)]
pub struct Piece<'t> {
    raw: &'t RawValue,
    /// Its first byte in the file.
    pub start: usize,
}

/// A member of an object.
pub struct Member<'t> {
    /// Its name.
    pub key: Cow<'t, str>,
    /// First byte and the byte after the last of the name within its quotes, or of the value
    /// where the name is written with escapes.
    pub at: (usize, usize),
    /// Its value.
    pub value: Piece<'t>,
}

/// Why a text is no JSON: where, and what is wrong.
pub struct Fault {
    /// First byte.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

impl<'t> Piece<'t> {
    /// The whole of a text that begins at a byte of the file.
    pub fn whole(text: &'t str, begin: usize) -> Result<Self, Fault> {
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => Ok(Self {
                raw,
                start: begin + distance(text, raw.get()),
            }),
            Err(e) => Err(fault(text, begin, &e)),
        }
    }

    /// The byte after its last.
    pub fn end(&self) -> usize {
        self.start + self.raw.get().len()
    }

    /// Its text as it is written.
    pub fn raw(&self) -> &'t str {
        self.raw.get()
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.raw() == "null"
    }

    /// Its text, where it is a number.
    pub fn number(&self) -> Option<&'t str> {
        self.raw()
            .starts_with(|c: char| c == '-' || c.is_ascii_digit())
            .then_some(self.raw())
    }

    /// Whether it is the number 0.
    pub fn is_zero(&self) -> bool {
        self.raw().parse() == Ok(0.0_f64)
    }

    /// What it says, where it is a text; a fault where an escape in it stands for nothing.
    pub fn text(&self) -> Option<Result<String, Fault>> {
        let read = || serde_json::from_str(self.raw()).map_err(|e| self.fault(&e));
        self.raw().starts_with('"').then(read)
    }

    /// What it says, where it is a sound text.
    pub fn word(&self) -> Option<String> {
        self.text().and_then(Result::ok)
    }

    /// Its items, where it is a list.
    pub fn items(&self) -> Option<Vec<Self>> {
        if !self.raw().starts_with('[') {
            return None;
        }
        let items: Vec<&'t RawValue> = serde_json::from_str(self.raw()).ok()?;
        Some(items.into_iter().map(|raw| self.within(raw)).collect())
    }

    /// Its members, where it is an object; a fault where a name in it cannot be read.
    pub fn members(&self) -> Option<Result<Vec<Member<'t>>, Fault>> {
        if !self.raw().starts_with('{') {
            return None;
        }
        Some(match serde_json::from_str::<Members<'t>>(self.raw()) {
            Ok(members) => Ok(members.0.into_iter().map(|m| self.member(m)).collect()),
            Err(e) => Err(self.fault(&e)),
        })
    }

    fn member(&self, (key, raw): (Cow<'t, str>, &'t RawValue)) -> Member<'t> {
        let value = self.within(raw);
        let at = match &key {
            Cow::Borrowed(name) => {
                let start = self.start + distance(self.raw(), name);
                (start, start + name.len())
            }
            Cow::Owned(_) => (value.start, value.end()),
        };
        Member { key, at, value }
    }

    fn within(&self, raw: &'t RawValue) -> Self {
        let start = self.start + distance(self.raw(), raw.get());
        Self { raw, start }
    }

    fn fault(&self, e: &serde_json::Error) -> Fault {
        fault(self.raw(), self.start, e)
    }
}

/// Where a part of a text begins in it.
fn distance(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn fault(text: &str, begin: usize, e: &serde_json::Error) -> Fault {
    let mut line = 0;
    for _ in 1..e.line() {
        line += text[line..].find('\n').map_or(0, |n| n + 1);
    }
    let mut at = (line + e.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let said = e.to_string();
    let message = said.split(" at line ").next().unwrap_or(&said).to_owned();
    Fault {
        at: begin + at,
        message,
    }
}

/// The members of an object in their order, also where one stands twice.
struct Members<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

/// A name that is borrowed where it can be.
struct Key<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name in quotes")
            }
            fn visit_borrowed_str<E>(self, v: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(v)))
            }
            fn visit_str<E>(self, v: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(v.to_owned())))
            }
        }
        d.deserialize_str(Read)
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Read;
        impl<'de> Visitor<'de> for Read {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut out = Vec::new();
                while let Some((key, value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
                    out.push((key.0, value));
                }
                Ok(Members(out))
            }
        }
        d.deserialize_map(Read)
    }
}
