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
pub trait AsField: Serialize {
    /// The value; `None` if it is empty.
    fn as_field(&self) -> Option<FieldValue<'_>>;
    /// What to call the type in the catalogue.
    const TYPE: &'static str;

    /// Appends the value as JSON: what its `Serialize` gives.
    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
        serde_json::to_writer(out, self)
    }
}

/// The bytes that JSON does not take as they are.
const ESCAPED: [bool; 256] = {
    let mut escaped = [false; 256];
    let mut b = 0;
    while b < b' ' as usize {
        escaped[b] = true;
        b += 1;
    }
    escaped[b'"' as usize] = true;
    escaped[b'\\' as usize] = true;
    escaped
};

impl AsField for Name {
    const TYPE: &'static str = "text";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Text(self.as_str()))
    }

    /// Most names are copied as they are: nothing in them needs to be escaped.
    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
        let text = self.as_str().as_bytes();
        if text.iter().fold(false, |any, &b| any | ESCAPED[b as usize]) {
            return serde_json::to_writer(out, self);
        }
        out.reserve(text.len() + 2);
        out.push(b'"');
        out.extend_from_slice(text);
        out.push(b'"');
        Ok(())
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

impl<T: AsField> AsField for Option<T> {
    const TYPE: &'static str = T::TYPE;
    fn as_field(&self) -> Option<FieldValue<'_>> {
        self.as_ref().and_then(T::as_field)
    }

    fn write_json(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
        match self {
            Some(value) => value.write_json(out),
            None => serde_json::to_writer(out, self),
        }
    }
}

impl<T: AsField> AsField for Vec<T> {
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
    use crate::journal::event::Waypoint;

    #[test]
    fn a_field_is_written_as_its_serialize_writes_it() {
        fn check<T: AsField>(value: T) {
            let mut written = Vec::new();
            value.write_json(&mut written).unwrap();
            let expected = serde_json::to_string(&value).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), expected);
        }
        let every_byte: String = (0..=0x17f).filter_map(char::from_u32).collect();
        for text in [
            "",
            "kgz-7",
            "кордон",
            "a\"b",
            "a\\b",
            "a\u{1}b",
            "\u{7f}",
            &every_byte,
        ] {
            check(Name::new(text));
            check(text.to_owned());
            check(Some(Name::new(text)));
            check(vec![Name::new(text), Name::new("post")]);
        }
        check(None::<Name>);
        check(Vec::<Name>::new());
        check(vec![Waypoint(SimTime(-5), 0.1, 1e300)]);
        check(Some(f64::NAN));
        check((1.0_f64, 7_u32).0);
        check(true);
        check(SimDuration(60_000));
    }
}
