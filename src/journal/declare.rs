//! How kinds of entries are declared: once, for writing, reading, rules and the catalogue.

macro_rules! events {
    ($(
        $(#[doc = $doc:literal])*
        $variant:ident $kind:literal $root:ident {
            $($(#[doc = $fdoc:literal])* $field:ident: $ty:ty,)*
        }
    )*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $variant { $($(#[doc = $fdoc])* pub $field: $ty,)* }

            impl From<$variant> for Event {
                fn from(event: $variant) -> Self {
                    Self::$variant(event)
                }
            }
        )*

        /// What happened.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event { $($(#[doc = $doc])* $variant($variant),)* }

        impl Event {
            /// The kind's name in journal, rules and reports.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $kind,)* }
            }

            /// Whether entries of this kind may stand without a cause: they come from outside, from
            /// an order, or from a plan.
            pub fn may_be_root(&self) -> bool {
                match self { $(Self::$variant(_) => is_root!($root),)* }
            }

            /// Writes the fields of the kind into an entry.
            pub fn serialize_fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                match self {
                    $(Self::$variant(e) => {
                        $(map.serialize_entry(stringify!($field), &e.$field)?;)*
                        let _ = e;
                    })*
                }
                Ok(())
            }

            /// Writes the fields of the kind into the line of an entry.
            pub fn write_fields(&self, out: &mut Vec<u8>) -> serde_json::Result<()> {
                match self {
                    $(Self::$variant(e) => {
                        $(
                            out.extend_from_slice(concat!(",\"", stringify!($field), "\":").as_bytes());
                            serde_json::to_writer(&mut *out, &e.$field)?;
                        )*
                        let _ = e;
                    })*
                }
                Ok(())
            }

            /// Reads the fields of a kind back.
            pub fn from_fields(kind: &str, fields: Map<String, Value>) -> Result<Self, String> {
                match kind {
                    $($kind => serde_json::from_value::<$variant>(Value::Object(fields))
                        .map(Self::$variant)
                        .map_err(|e| format!("`{kind}`: {e}")),)*
                    _ => Err(format!("no kind of entry `{kind}`")),
                }
            }

            /// One field, as rules see it.
            pub fn field(&self, name: &str) -> Option<FieldValue<'_>> {
                match self {
                    $(Self::$variant(e) => {
                        let _ = e;
                        match name {
                            $(stringify!($field) => e.$field.as_field(),)*
                            _ => None,
                        }
                    })*
                }
            }

            /// Every kind, for the catalogue and for checks of rules.
            pub fn catalogue() -> Vec<KindRow> {
                vec![$(KindRow {
                    kind: $kind,
                    doc: crate::journal::catalogue::join(&[$($doc),*]),
                    root: is_root!($root),
                    fields: vec![$(FieldRow {
                        name: stringify!($field),
                        type_name: <$ty as AsField>::TYPE,
                        doc: crate::journal::catalogue::join(&[$($fdoc),*]),
                    },)*],
                },)*]
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
