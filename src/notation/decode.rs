//! Tree to values, with every fault.

use std::collections::BTreeMap;

use ron2::ast::{Expr, FieldsBody, NumberKind, StructBody, StructField};

use crate::base::diag::{Diagnostics, Span};
use crate::base::text;

/// Where faults go while one file is decoded.
pub struct Decoder<'d> {
    /// The file's number.
    pub file: u32,
    /// The faults so far.
    pub diags: &'d mut Diagnostics,
}

impl Decoder<'_> {
    /// The place of a part of the tree.
    pub fn span(&self, expr: &Expr<'_>) -> Span {
        self.place(expr.span())
    }

    /// The place of one of the tree's spans.
    pub fn place(&self, span: &ron2::Span) -> Span {
        Span {
            file: self.file,
            start: span.start_offset as u32,
            end: span.end_offset as u32,
        }
    }

    /// Reports that a value of another shape was expected.
    pub fn wrong_type(&mut self, expr: &Expr<'_>, expected: &str) {
        if matches!(expr, Expr::Error(_)) {
            return; // already reported as a syntax fault
        }
        let span = self.span(expr);
        self.diags.error(
            "wrong-type",
            span,
            format!("expected {expected}, found {}", describe(expr)),
            format!("write {expected} here"),
        );
    }

    /// Reports a value that has the right shape but cannot be.
    pub fn out_of_range(&mut self, expr: &Expr<'_>, message: String, help: String) {
        let span = self.span(expr);
        self.diags.error("out-of-range", span, message, help);
    }

    /// Reports a word that is none of those offered.
    pub fn unknown_word<'a>(
        &mut self,
        span: Span,
        slug: &'static str,
        what: &str,
        word: &str,
        offered: impl IntoIterator<Item = &'a str> + Clone,
    ) {
        let help = match text::did_you_mean(word, offered.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use {}", text::one_of(offered)),
        };
        self.diags
            .error(slug, span, format!("no {what} `{word}`"), help);
    }
}

/// What a piece of RON is, in words.
pub fn describe(expr: &Expr<'_>) -> String {
    match expr {
        Expr::Unit(_) => "`()`".to_owned(),
        Expr::Bool(b) => format!("`{}`", b.value),
        Expr::Char(_) | Expr::Byte(_) => "a character".to_owned(),
        Expr::Number(n) => format!("the number {}", clip(&n.raw)),
        Expr::String(s) => format!("the text \"{}\"", clip(&s.value)),
        Expr::Bytes(_) => "bytes".to_owned(),
        Expr::Option(o) if o.value.is_none() => "`None`".to_owned(),
        Expr::Option(_) => "`Some(…)`".to_owned(),
        Expr::Seq(_) => "a list".to_owned(),
        Expr::Map(_) => "a map".to_owned(),
        Expr::Tuple(_) => "a tuple".to_owned(),
        Expr::AnonStruct(_) => "a group of fields".to_owned(),
        Expr::Struct(s) => format!("`{}`", clip(&s.name.name)),
        Expr::Error(_) => "something unreadable".to_owned(),
    }
}

fn clip(text: &str) -> String {
    if text.chars().count() <= 40 {
        text.to_owned()
    } else {
        text.chars().take(40).chain(['…']).collect()
    }
}

/// A type that can be read from RON.
pub trait Decode: Sized {
    /// The value, or `None` after at least one fault was reported.
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self>;

    /// The value of a field that is not written; `None` if it must be.
    fn absent() -> Option<Self> {
        None
    }

    /// What to call the type in the reference of the format.
    fn type_name() -> String;
}

impl Decode for bool {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match expr {
            Expr::Bool(b) => Some(b.value),
            _ => {
                d.wrong_type(expr, "`true` or `false`");
                None
            }
        }
    }

    fn type_name() -> String {
        "bool".to_owned()
    }
}

/// A finite number with its text, or `None` after a fault.
pub fn finite(expr: &Expr<'_>, expected: &str, d: &mut Decoder<'_>) -> Option<f64> {
    let Expr::Number(number) = expr else {
        d.wrong_type(expr, expected);
        return None;
    };
    let plain = number.raw.replace('_', "");
    let value = match number.kind {
        NumberKind::SpecialFloat => None,
        _ => plain.parse::<f64>().ok().or_else(|| whole_text(&plain)),
    };
    match value {
        Some(v) if v.is_finite() => Some(v),
        _ => {
            d.out_of_range(
                expr,
                format!("{} is not a finite number", clip(&number.raw)),
                format!("write {expected}"),
            );
            None
        }
    }
}

/// The value of `0x1F`, `0b101`, `0o17`, and of numbers with a type suffix.
fn whole_text(plain: &str) -> Option<f64> {
    let (digits, radix) = match plain.get(..2) {
        Some("0x") => (&plain[2..], 16),
        Some("0b") => (&plain[2..], 2),
        Some("0o") => (&plain[2..], 8),
        _ => return None,
    };
    i64::from_str_radix(digits, radix).ok().map(|v| v as f64)
}

impl Decode for String {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match expr {
            Expr::String(s) => Some(s.value.clone()),
            _ => {
                d.wrong_type(expr, "a text in quotes");
                None
            }
        }
    }

    fn type_name() -> String {
        "text".to_owned()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let Expr::Seq(seq) = expr else {
            d.wrong_type(expr, &format!("a list `[{}, …]`", T::type_name()));
            return None;
        };
        let items: Vec<Option<T>> = seq.items.iter().map(|i| T::decode(&i.expr, d)).collect();
        items.into_iter().collect()
    }

    fn type_name() -> String {
        format!("list of {}", T::type_name())
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match expr {
            Expr::Option(o) => match &o.value {
                None => Some(None),
                Some(inner) => T::decode(&inner.expr, d).map(Some),
            },
            _ => T::decode(expr, d).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn type_name() -> String {
        T::type_name()
    }
}

impl<V: Decode> Decode for BTreeMap<String, V> {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let Expr::Map(map) = expr else {
            d.wrong_type(expr, &format!("a map `{{\"…\": {}}}`", V::type_name()));
            return None;
        };
        let mut out = Self::new();
        let mut whole = true;
        for entry in &map.entries {
            let (key, value) = (String::decode(&entry.key, d), V::decode(&entry.value, d));
            let (Some(key), Some(value)) = (key, value) else {
                whole = false;
                continue;
            };
            if out.insert(key.clone(), value).is_some() {
                let span = d.span(&entry.key);
                d.diags.error(
                    "duplicate-key",
                    span,
                    format!("`{key}` stands twice in this map"),
                    "remove one of the two",
                );
            }
        }
        whole.then_some(out)
    }

    fn type_name() -> String {
        format!("map of text to {}", V::type_name())
    }
}

/// The elements of a tuple `(a, b)`, whatever its name.
pub fn tuple_items<'e, 'a>(expr: &'e Expr<'a>) -> Option<Vec<&'e Expr<'a>>> {
    match expr {
        Expr::Tuple(t) => Some(t.elements.iter().map(|e| &e.expr).collect()),
        Expr::Struct(s) => match &s.body {
            Some(StructBody::Tuple(t)) => Some(t.elements.iter().map(|e| &e.expr).collect()),
            _ => None,
        },
        Expr::Unit(_) => Some(Vec::new()),
        _ => None,
    }
}

impl<A: Decode, B: Decode> Decode for (A, B) {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match tuple_items(expr).as_deref() {
            Some([a, b]) => {
                let (a, b) = (A::decode(a, d), B::decode(b, d));
                Some((a?, b?))
            }
            _ => {
                d.wrong_type(expr, &Self::type_name());
                None
            }
        }
    }

    fn type_name() -> String {
        format!("a pair `({}, {})`", A::type_name(), B::type_name())
    }
}

/// The fields of a record while it is being decoded.
pub struct Fields<'e, 'a> {
    span: Span,
    left: Vec<&'e StructField<'a>>,
}

impl<'e, 'a> Fields<'e, 'a> {
    /// The fields of `(a: 1, b: 2)` or `Name(a: 1, b: 2)`.
    pub fn of(expr: &'e Expr<'a>, what: &str, d: &mut Decoder<'_>) -> Option<Self> {
        let span = d.span(expr);
        let fields: Option<Vec<&StructField<'a>>> = match expr {
            Expr::AnonStruct(s) => Some(s.fields.iter().collect()),
            Expr::Struct(s) => match &s.body {
                Some(StructBody::Fields(FieldsBody { fields, .. })) => {
                    Some(fields.iter().collect())
                }
                None => Some(Vec::new()),
                _ => None,
            },
            Expr::Unit(_) => Some(Vec::new()),
            _ => None,
        };
        let Some(left) = fields else {
            d.wrong_type(expr, &format!("{what} `(field: value, …)`"));
            return None;
        };
        for (i, field) in left.iter().enumerate() {
            if left[..i].iter().any(|f| f.name.name == field.name.name) {
                let span = d.place(&field.name.span);
                d.diags.error(
                    "duplicate-field",
                    span,
                    format!("the field `{}` stands twice", field.name.name),
                    "remove one of the two",
                );
            }
        }
        Some(Self { span, left })
    }

    /// Takes a field; `None` after a fault, or when it must be there and is not.
    pub fn take<T: Decode>(
        &mut self,
        name: &str,
        default: Option<T>,
        d: &mut Decoder<'_>,
    ) -> Option<T> {
        let found = self.left.iter().position(|f| f.name.name == name);
        match found {
            Some(i) => {
                let field = self.left.remove(i);
                self.left.retain(|f| f.name.name != name);
                T::decode(&field.value, d)
            }
            None => default.or_else(T::absent).or_else(|| {
                let span = Span {
                    end: self.span.start + 1,
                    ..self.span
                };
                d.diags.error(
                    "missing-field",
                    span,
                    format!("the field `{name}` is missing"),
                    format!("add `{name}: {}`", T::type_name()),
                );
                None
            }),
        }
    }

    /// Reports the fields that nobody took.
    pub fn finish(self, known: &[&str], d: &mut Decoder<'_>) -> Option<()> {
        let clean = self.left.is_empty();
        for field in &self.left {
            let span = d.place(&field.name.span);
            d.unknown_word(
                span,
                "unknown-field",
                "field",
                &field.name.name,
                known.iter().copied(),
            );
        }
        clean.then_some(())
    }
}
