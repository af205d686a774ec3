//! Records and choices: the declarations from which reading, writing and the reference of the
//! format all come.

/// What the reference of the format says of one field.
#[derive(Clone, Debug)]
pub struct FieldDoc {
    /// Its name.
    pub name: &'static str,
    /// Its type, in words.
    pub type_name: String,
    /// What it means, with unit and range.
    pub doc: String,
    /// Whether it must be written.
    pub required: bool,
    /// What holds where it is not written.
    pub default: Option<String>,
}

/// A record that can describe itself.
pub trait Described {
    /// Its name.
    const NAME: &'static str;
    /// What it is.
    fn doc() -> String;
    /// Its fields, in the order they are best written.
    fn fields() -> Vec<FieldDoc>;
}

/// Joins the lines of a doc comment.
pub fn join_doc(lines: &[&str]) -> String {
    lines
        .iter()
        .map(|l| l.trim())
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

/// Declares a record type: a struct that reads from RON, writes to JSON and back, refuses unknown
/// fields, and knows its own documentation. A field with `= value` may be left out.
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $($(#[doc = $fdoc:literal])* pub $field:ident: $ty:ty $(= $default:expr)?,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[doc = $fdoc])* pub $field: $ty,)*
        }

        impl $crate::notation::decode::Decode for $name {
            fn decode(
                expr: &ron2::ast::Expr<'_>,
                d: &mut $crate::notation::decode::Decoder<'_>,
            ) -> Option<Self> {
                $crate::notation::decode::no_other_name(expr, d);
                let what = $crate::notation::decode::What {
                    record: stringify!($name),
                    name: || $crate::notation::record::one_of_type(stringify!($name)),
                    sample: <Self as $crate::notation::decode::Decode>::sample,
                };
                let mut fields = $crate::notation::decode::Fields::like(expr, what, d)?;
                $(let $field: Option<$ty> = fields.take(
                    stringify!($field),
                    $crate::record!(@default $($default)?),
                    d,
                );)*
                let finished = fields.finish(&[$(stringify!($field)),*], d);
                finished?;
                Some(Self { $($field: $field?,)* })
            }

            fn stand_in() -> Option<Self> {
                $(let $field: Option<$ty> = $crate::record!(@default $($default)?);
                let $field =
                    $field.or_else(<$ty as $crate::notation::decode::Decode>::stand_in);)*
                Some(Self { $($field: $field?,)* })
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn sample() -> String {
                let mut fields: Vec<String> = Vec::new();
                $({
                    let default: Option<$ty> = $crate::record!(@default $($default)?);
                    if default.is_none()
                        && <$ty as $crate::notation::decode::Decode>::absent().is_none()
                    {
                        let value = <$ty as $crate::notation::decode::Decode>::sample();
                        fields.push(format!("{}: {value}", stringify!($field)));
                    }
                })*
                match fields.is_empty() {
                    true => "(…)".to_owned(),
                    false => format!("({})", fields.join(", ")),
                }
            }
        }

        impl $crate::notation::write::Encode for $name {
            fn encode(&self) -> ron2::ast::Expr<'static> {
                let mut fields = Vec::new();
                $({
                    let default: Option<$ty> = $crate::record!(@default $($default)?);
                    let default =
                        default.or_else(<$ty as $crate::notation::decode::Decode>::absent);
                    if default.is_none_or(|d| d != self.$field) {
                        let value = $crate::notation::write::Encode::encode(&self.$field);
                        fields.push((stringify!($field), value));
                    }
                })*
                $crate::notation::write::record(fields)
            }
        }

        impl $crate::notation::record::Described for $name {
            const NAME: &'static str = stringify!($name);
            fn doc() -> String {
                $crate::notation::record::join_doc(&[$($doc),*])
            }
            fn fields() -> Vec<$crate::notation::record::FieldDoc> {
                vec![$($crate::notation::record::FieldDoc {
                    name: stringify!($field),
                    type_name: <$ty as $crate::notation::decode::Decode>::type_name(),
                    doc: $crate::notation::record::join_doc(&[$($fdoc),*]),
                    default: {
                        let default: Option<$ty> = $crate::record!(@default $($default)?);
                        default.map(|d| $crate::notation::write::line(&d))
                    },
                    required: {
                        let default: Option<$ty> = $crate::record!(@default $($default)?);
                        default.is_none()
                            && <$ty as $crate::notation::decode::Decode>::absent().is_none()
                    },
                },)*]
            }
        }
    };
    (@default) => { None };
    (@default $default:expr) => { Some($default) };
}

/// Declares a closed choice of words: an enum that reads from RON as a bare word.
#[macro_export]
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $($(#[doc = $vdoc:literal])* $variant:ident = $word:literal,)* }
    ) => {
        $(#[doc = $doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $name { $($(#[doc = $vdoc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The words, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The words with what they mean, in the same order.
            pub fn meanings() -> Vec<(&'static str, String)> {
                vec![$(($word, $crate::notation::record::join_doc(&[$($vdoc),*]))),*]
            }

            /// The word in files, journal and reports.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl $crate::notation::write::Encode for $name {
            fn encode(&self) -> ron2::ast::Expr<'static> {
                $crate::notation::write::word(self.word())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl $crate::notation::decode::Decode for $name {
            fn decode(
                expr: &ron2::ast::Expr<'_>,
                d: &mut $crate::notation::decode::Decoder<'_>,
            ) -> Option<Self> {
                let word = match expr {
                    ron2::ast::Expr::Struct(s) if s.body.is_none() => s.name.name.to_string(),
                    _ => {
                        let word = $crate::notation::decode::bare(expr).map(str::to_lowercase);
                        let meant = word.filter(|w| Self::WORDS.contains(&w.as_str()));
                        d.wrong_type_for(expr, &Self::type_name(), meant);
                        return None;
                    }
                };
                match word.as_str() {
                    $($word => Some($name::$variant),)*
                    _ => {
                        let span = d.span(expr);
                        let what = $crate::notation::record::words_of(stringify!($name));
                        d.unknown_word(
                            span, "unknown-choice", &what, &word, Self::WORDS.iter().copied(),
                        );
                        None
                    }
                }
            }

            fn type_name() -> String {
                $crate::base::text::one_of(Self::WORDS.iter().copied())
            }

            fn sample() -> String {
                Self::WORDS[0].to_owned()
            }
        }
    };
}

/// `SiteFile` as `a site`.
pub fn one_of_type(type_name: &str) -> String {
    let words = words_of(type_name);
    match words.starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => format!("an {words}"),
        false => format!("a {words}"),
    }
}

/// `SiteKind` as `site kind`, `SiteFile` as `site`.
pub fn words_of(type_name: &str) -> String {
    let type_name = type_name.strip_suffix("File").unwrap_or(type_name);
    let mut out = String::new();
    for (i, c) in type_name.chars().enumerate() {
        if c.is_uppercase() && i > 0 {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}
