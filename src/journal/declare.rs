//! How kinds of entries are declared: once, for writing, reading, rules and the catalogue.

use serde::de::DeserializeOwned;
use serde::ser::SerializeMap;

use crate::journal::catalogue::KindRow;
use crate::journal::fact::FieldValue;

/// What every kind of entry can do.
pub trait Kind: DeserializeOwned {
    /// Its name in journal, rules and reports.
    const KIND: &'static str;
    /// Whether its entries may stand without a cause.
    const ROOT: bool;
    /// Writes its fields into an entry.
    fn serialize_fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
    /// Writes its fields into the line of an entry.
    fn write_fields(&self, out: &mut Vec<u8>) -> serde_json::Result<()>;
    /// One field, as rules see it.
    fn field(&self, name: &str) -> Option<FieldValue<'_>>;
    /// Its row in the catalogue.
    fn row() -> KindRow;
}

/// Declares kinds of one subject: a documented struct each, which is a [`Kind`].
macro_rules! kinds {
    ($(
        $(#[doc = $doc:literal])*
        $variant:ident $kind:literal $root:ident {
            $($(#[doc = $fdoc:literal])* $field:ident: $ty:ty,)*
        }
    )*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $variant { $($(#[doc = $fdoc])* pub $field: $ty,)* }

            impl $crate::journal::declare::Kind for $variant {
                const KIND: &'static str = $kind;
                const ROOT: bool = $crate::journal::declare::is_root!($root);

                fn serialize_fields<M: serde::ser::SerializeMap>(
                    &self,
                    map: &mut M,
                ) -> Result<(), M::Error> {
                    $(map.serialize_entry(stringify!($field), &self.$field)?;)*
                    let _ = map;
                    Ok(())
                }

                fn write_fields(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
                    $(
                        out.extend_from_slice(concat!(",\"", stringify!($field), "\":").as_bytes());
                        $crate::journal::fact::AsField::write_json(&self.$field, out)?;
                    )*
                    let _ = out;
                    Ok(())
                }

                fn field(&self, name: &str) -> Option<$crate::journal::fact::FieldValue<'_>> {
                    match name {
                        $(stringify!($field) =>
                            $crate::journal::fact::AsField::as_field(&self.$field),)*
                        _ => None,
                    }
                }

                fn row() -> $crate::journal::catalogue::KindRow {
                    use $crate::journal::catalogue::{KindRow, join};
                    KindRow {
                        kind: $kind,
                        subject: "",
                        doc: join(&[$($doc),*]),
                        root: Self::ROOT,
                        fields: vec![$($crate::journal::catalogue::FieldRow {
                            name: stringify!($field),
                            type_name: <$ty as $crate::journal::fact::AsField>::TYPE,
                            doc: join(&[$($fdoc),*]),
                        },)*],
                    }
                }
            }
        )*
    };
}

/// Declares the list of all kinds: the enum over them.
macro_rules! events {
    ($($subject:ident: $($variant:ident),*;)*) => {
        $(pub use $subject::{$($variant),*};)*

        /// What happened.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs)] // each stands for the kind of its name
        pub enum Event { $($($variant($variant),)*)* }

        $($(impl From<$variant> for Event {
            fn from(event: $variant) -> Self {
                Self::$variant(event)
            }
        })*)*

        impl Event {
            /// The kind's name in journal, rules and reports.
            pub fn kind(&self) -> &'static str {
                match self { $($(Self::$variant(_) => $variant::KIND,)*)* }
            }

            /// Whether entries of this kind may stand without a cause: they come from outside, from
            /// an order, or from a plan.
            pub fn may_be_root(&self) -> bool {
                match self { $($(Self::$variant(_) => $variant::ROOT,)*)* }
            }

            /// Writes the fields of the kind into an entry.
            pub fn serialize_fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                match self { $($(Self::$variant(e) => e.serialize_fields(map),)*)* }
            }

            /// Writes the fields of the kind into the line of an entry.
            pub fn write_fields(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
                match self { $($(Self::$variant(e) => e.write_fields(out),)*)* }
            }

            /// Reads the fields of a kind back.
            pub fn from_fields(kind: &str, fields: Map<String, Value>) -> Result<Self, String> {
                match kind {
                    $($($variant::KIND => serde_json::from_value::<$variant>(Value::Object(fields))
                        .map(Self::$variant)
                        .map_err(|e| format!("`{kind}`: {e}")),)*)*
                    _ => Err(format!("no kind of entry `{kind}`")),
                }
            }

            /// One field, as rules see it.
            pub fn field(&self, name: &str) -> Option<FieldValue<'_>> {
                match self { $($(Self::$variant(e) => e.field(name),)*)* }
            }

            /// Every kind, for the catalogue and for checks of rules.
            pub fn catalogue() -> Vec<KindRow> {
                vec![$($(KindRow { subject: stringify!($subject), ..$variant::row() },)*)*]
            }
        }
    };
}

macro_rules! is_root {
    (root) => {
        true
    };
    (caused) => {
        false
    };
}

pub(crate) use events;
pub(crate) use is_root;
pub(crate) use kinds;
