//! The flat view that rules and injects have of what happened: a name, a time, and fields.

use serde::Serialize;

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue<'a> {
    /// A word or an id.
    Text(&'a str),
    /// A number, in the unit its field names.
    Number(f64),
    /// Yes or no.
    Bool(bool),
    /// Several.
    List(Vec<FieldValue<'a>>),
}

/// Something that happened, seen flat.
pub trait Fact {
    /// What happened.
    fn name(&self) -> &str;
    /// When.
    fn at(&self) -> SimTime;
    /// The number of the journal entry or of the row in a log.
    fn row(&self) -> u64;
    /// One of its fields; `None` if it has none of that name, or it is empty.
    fn get(&self, field: &str) -> Option<FieldValue<'_>>;
}

/// A type whose values can be fields.
pub trait AsField {
    /// The value; `None` if it is empty.
    fn as_field(&self) -> Option<FieldValue<'_>>;
    /// What to call the type in the catalogue.
    const TYPE: &'static str;

    /// Writes it as JSON, as its `Serialize` does.
    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()>
    where
        Self: Serialize,
    {
        serde_json::to_writer(out, self)
    }
}

/// Writes a text as JSON. Nearly every one is copied as it is; that is looked up first, which is
/// quicker than to copy letter by letter.
fn write_text(text: &str, out: &mut Vec<u8>) -> serde_json::Result<()> {
    if !is_plain(text.as_bytes()) {
        return serde_json::to_writer(out, text);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
    Ok(())
}

/// Whether JSON escapes nothing in a text. It is looked at by words of eight letters, the last of
/// them again where it is not full; a short text by two words of four.
fn is_plain(text: &[u8]) -> bool {
    fn all<const N: usize>(word: &[u8; N]) -> bool {
        // No end before the last: so it is one comparison of all.
        let plain = |b: u8| b >= b' ' && b != b'"' && b != b'\\';
        word.iter().fold(true, |all, &b| all & plain(b))
    }
    if let Some(last) = text.last_chunk::<8>() {
        let (words, _) = text.as_chunks::<8>();
        words
            .iter()
            .fold(all(last), |plain, word| plain & all(word))
    } else if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        all(first) & all(last)
    } else {
        text.iter().all(|&b| all(&[b]))
    }
}

impl AsField for Name {
    const TYPE: &'static str = "text";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Text(self.as_str()))
    }
    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
        write_text(self.as_str(), out)
    }
}

impl AsField for String {
    const TYPE: &'static str = "text";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Text(self.as_str()))
    }
}

impl AsField for f64 {
    const TYPE: &'static str = "number";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Number(*self))
    }
}

impl AsField for u32 {
    const TYPE: &'static str = "whole number";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Number(f64::from(*self)))
    }
}

impl AsField for SimTime {
    const TYPE: &'static str = "milliseconds since STARTEX";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Number(self.0 as f64))
    }
}

impl AsField for SimDuration {
    const TYPE: &'static str = "milliseconds";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Number(self.0 as f64))
    }
}

impl AsField for bool {
    const TYPE: &'static str = "true or false";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Bool(*self))
    }
}

impl<T: AsField + Serialize> AsField for Option<T> {
    const TYPE: &'static str = T::TYPE;
    fn as_field(&self) -> Option<FieldValue<'_>> {
        self.as_ref().and_then(T::as_field)
    }
    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
        match self {
            Some(value) => value.write_json(out),
            None => {
                out.extend_from_slice(b"null");
                Ok(())
            }
        }
    }
}

impl<T: AsField + Serialize> AsField for Vec<T> {
    const TYPE: &'static str = "list";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::List(
            self.iter().filter_map(T::as_field).collect(),
        ))
    }
    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
        out.push(b'[');
        for (i, value) in self.iter().enumerate() {
            if i > 0 {
                out.push(b',');
            }
            value.write_json(out)?;
        }
        out.push(b']');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_serde_writes() {
        fn same<T: AsField + Serialize>(value: T) {
            let mut out = b"before".to_vec();
            value.write_json(&mut out).unwrap();
            assert_eq!(out[..6], *b"before");
            let written = String::from_utf8(out[6..].to_vec()).unwrap();
            assert_eq!(written, serde_json::to_string(&value).unwrap());
        }
        let letters = (0..0x250).filter_map(char::from_u32);
        for letter in letters.chain(['\u{2028}', '\u{ffff}', '\u{1f600}']) {
            for others in 0..20 {
                let others = "o".repeat(others);
                same(Name::new(&format!("{letter}{others}")));
                same(Name::new(&format!("{others}{letter}")));
                same(Name::new(&format!("{others}{letter}{others}")));
            }
        }
        same(vec![Name::new("keep \"it\""), Name::default()]);
        same(Vec::<Name>::new());
        same(vec![Some(1.5), None]);
        same(Some(Name::new("a\\b")));
        same(None::<Name>);
    }
}
