//! The flat view that rules and injects have of what happened: a name, a time, and fields.

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
}

impl AsField for Name {
    const TYPE: &'static str = "text";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Text(self.as_str()))
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
}

impl<T: AsField> AsField for Vec<T> {
    const TYPE: &'static str = "list";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::List(
            self.iter().filter_map(T::as_field).collect(),
        ))
    }
}
