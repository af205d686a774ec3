//! Tree to values, with every fault.

use std::collections::{BTreeMap, BTreeSet};

use ron2::ast::{Expr, FieldsBody, NumberKind, StructBody, StructField};

use crate::base::diag::{Diagnostic, Diagnostics, Span};
use crate::base::text;
use crate::notation::place;
use crate::notation::syntax::{self, quoted};

/// Where faults go while one file is decoded.
pub struct Decoder<'d> {
    /// The file's number.
    pub file: u32,
    /// The faults so far.
    pub diags: &'d mut Diagnostics,
    /// The field whose value is read, for messages.
    pub field: &'static str,
    /// The record of that field.
    pub record: &'static str,
    /// While a broken file is read for what else is wrong with it: what was mended.
    pub mended: Option<Mended>,
}

/// Records with their fields of which something was left out, or for which something else stands.
pub type Mended = BTreeSet<(&'static str, &'static str)>;

impl<'d> Decoder<'d> {
    /// A decoder of a file.
    pub fn new(file: u32, diags: &'d mut Diagnostics) -> Self {
        Self {
            file,
            diags,
            field: "",
            record: "",
            mended: None,
        }
    }

    /// A decoder that goes on where a value cannot be read: another stands in for it, nowhere.
    pub fn mending(file: u32, diags: &'d mut Diagnostics) -> Self {
        Self {
            mended: Some(BTreeSet::new()),
            ..Self::new(file, diags)
        }
    }

    /// What stands in for the value of a field that cannot be read, if anything does.
    fn stand_in<T: Decode>(&mut self, record: &'static str, field: &'static str) -> Option<T> {
        self.mended.as_mut()?.insert((record, field));
        T::stand_in()
    }

    /// A message with the name of the field before it.
    fn of_field(&self, message: String) -> String {
        match self.field {
            "" => message,
            field => format!("`{field}`: {message}"),
        }
    }
}

impl Decoder<'_> {
    /// The place of a part of the tree.
    pub fn span(&self, expr: &Expr<'_>) -> Span {
        self.place(expr.span())
    }

    /// The place of one of the tree's spans.
    pub fn place(&self, span: &ron2::Span) -> Span {
        place::of(span, self.file)
    }

    /// Reports that a value of another shape was expected.
    pub fn wrong_type(&mut self, expr: &Expr<'_>, expected: &str) {
        if matches!(expr, Expr::Error(_)) {
            return; // already reported as a syntax fault
        }
        let (span, expected) = (self.span(expr), with_article(expected));
        self.diags.error(
            "wrong-type",
            span,
            self.of_field(format!("expected {expected}, found {}", describe(expr))),
            format!("write {expected} here"),
        );
    }

    /// Reports that a value of another shape was expected, and what was surely meant.
    pub fn wrong_type_for(&mut self, expr: &Expr<'_>, expected: &str, meant: Option<String>) {
        self.wrong_type(expr, expected);
        let span = self.span(expr);
        if let (Some(text), Some(fault)) = (meant, self.diags.last()) {
            fault.help = format!("write `{text}`");
            fault.fixed_by(span, text);
        }
    }

    /// Reports a value that has the right shape but cannot be.
    pub fn out_of_range(&mut self, expr: &Expr<'_>, message: String, help: String) {
        let (span, message) = (self.span(expr), self.of_field(message));
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
    ) -> &mut Diagnostic {
        let guess = self.diags.worth_a_guess(200);
        let near = || text::did_you_mean(word, offered.clone());
        let help = match guess.then(near).flatten() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use {}", text::one_of(offered.clone())),
        };
        let message = format!("no {what} `{}`", clip(word));
        let fault = self.diags.error(slug, span, message, help);
        if let Some(meant) = guess.then(|| text::surely_meant(word, offered)).flatten() {
            fault.fixed_by(span, meant);
        }
        fault
    }
}

/// `number` as `a number`; what begins otherwise stays.
fn with_article(what: &str) -> String {
    let bare = ["number", "whole", "duration", "time", "text", "list", "map"];
    match what {
        "id" => "an id in quotes".to_owned(),
        _ if bare.iter().any(|b| what.starts_with(b)) => format!("a {what}"),
        _ => what.to_owned(),
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

    /// What stands in for a value that cannot be read, so that the rest of its file can be looked
    /// over.
    fn stand_in() -> Option<Self> {
        Self::absent().or_else(syntax::sample)
    }

    /// What to call the type in the reference of the format.
    fn type_name() -> String;

    /// How a value looks, for somebody who forgot it.
    fn sample() -> String {
        "(…)".to_owned()
    }
}

impl Decode for bool {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        match expr {
            Expr::Bool(b) => Some(b.value),
            _ => {
                let meant = match bare(expr).map(str::to_lowercase).as_deref() {
                    Some("true" | "yes") => Some("true".to_owned()),
                    Some("false" | "no") => Some("false".to_owned()),
                    _ => None,
                };
                d.wrong_type_for(expr, "`true` or `false`", meant);
                None
            }
        }
    }

    fn type_name() -> String {
        "bool".to_owned()
    }

    fn sample() -> String {
        "true".to_owned()
    }
}

/// A finite number with its text, or `None` after a fault.
pub fn finite(expr: &Expr<'_>, expected: &str, d: &mut Decoder<'_>) -> Option<f64> {
    let Expr::Number(number) = expr else {
        let meant = match expr {
            Expr::String(s) => Some(s.value.trim()),
            _ => None,
        };
        let plain = |t: &&str| {
            let fits = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-');
            t.len() < 16 && t.bytes().all(fits) && t.parse::<f64>().is_ok()
        };
        d.wrong_type_for(expr, expected, meant.filter(plain).map(str::to_owned));
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
                d.wrong_type_for(expr, "a text in quotes", bare(expr).map(quoted));
                None
            }
        }
    }

    fn type_name() -> String {
        "text".to_owned()
    }

    fn sample() -> String {
        "\"…\"".to_owned()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let Expr::Seq(seq) = expr else {
            let one = match expr {
                Expr::String(s) => Some(format!("[{}]", quoted(&s.value))),
                _ => None,
            };
            d.wrong_type_for(expr, &format!("a list `[{}, …]`", T::sample()), one);
            return None;
        };
        let mut out = Some(Vec::with_capacity(seq.items.len()));
        for item in &seq.items {
            let value = T::decode(&item.expr, d);
            match (&mut out, value, &mut d.mended) {
                (Some(all), Some(value), _) => all.push(value),
                (_, None, Some(mended)) => {
                    mended.insert((d.record, d.field));
                }
                _ => out = None,
            }
            if out.is_none() && d.diags.full() {
                break; // whoever has so many faults begins with these
            }
        }
        out
    }

    fn type_name() -> String {
        format!("list of {}", T::type_name())
    }

    fn sample() -> String {
        format!("[{}]", T::sample())
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

    fn sample() -> String {
        T::sample()
    }
}

impl<V: Decode> Decode for BTreeMap<String, V> {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let Expr::Map(map) = expr else {
            d.wrong_type(expr, &format!("a map `{}`", Self::sample()));
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

    fn sample() -> String {
        format!("{{\"…\": {}}}", V::sample())
    }
}

/// A word that stands by itself, in quotes or not.
pub fn bare<'e>(expr: &'e Expr<'_>) -> Option<&'e str> {
    match expr {
        Expr::Struct(s) if s.body.is_none() => Some(&s.name.name),
        Expr::String(s) => Some(&s.value),
        _ => None,
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
        format!("a pair `{}`", Self::sample())
    }

    fn sample() -> String {
        format!("({}, {})", A::sample(), B::sample())
    }
}

/// What to call a record, and how one looks: worked out only where a fault is told.
#[derive(Clone, Copy)]
pub struct What {
    /// Its type, such as `UnitFile`.
    pub record: &'static str,
    /// Such as `a unit`.
    pub name: fn() -> String,
    /// Such as `(id: "…", home: "…")`.
    pub sample: fn() -> String,
}

/// Tells of a word before a record that is not the record's own: something that was left over.
pub fn no_other_name(expr: &Expr<'_>, d: &mut Decoder<'_>) {
    let Expr::Struct(s) = expr else { return };
    let name = &*s.name.name;
    // `While(…)` and the like are records by another name.
    if s.body.is_some() && !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        let span = d.place(&s.name.span);
        let message = format!("`{}` has no meaning here", clip(name));
        d.diags
            .error("syntax", span, message, "remove the word")
            .fixed_by(span, "");
    }
}

/// The fields of a record while it is being decoded.
pub struct Fields<'e, 'a> {
    span: Span,
    what: Option<What>,
    /// The record's id, or the name before its bracket.
    id: Option<&'e str>,
    /// Whether the span begins with the bracket.
    bracket: bool,
    left: Vec<&'e StructField<'a>>,
    /// While mending: the fields that are written.
    written: Vec<&'static str>,
}

impl<'e, 'a> Fields<'e, 'a> {
    /// The fields of `(a: 1, b: 2)` or `Name(a: 1, b: 2)`.
    pub fn of(expr: &'e Expr<'a>, what: &'e str, d: &mut Decoder<'_>) -> Option<Self> {
        let shape = || format!("{what} such as `(field: value, …)`");
        Self::new(expr, None, Some(what), &shape, d)
    }

    /// The same of a declared record.
    pub fn like(expr: &'e Expr<'a>, what: What, d: &mut Decoder<'_>) -> Option<Self> {
        let shape = || format!("{} such as `{}`", (what.name)(), (what.sample)());
        Self::new(expr, Some(what), None, &shape, d)
    }

    fn new(
        expr: &'e Expr<'a>,
        what: Option<What>,
        name: Option<&'e str>,
        shape: &dyn Fn() -> String,
        d: &mut Decoder<'_>,
    ) -> Option<Self> {
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
            d.wrong_type(expr, &shape());
            return None;
        };
        let mut seen = BTreeSet::new();
        let id = left.iter().find(|f| f.name.name == "id");
        let bracket = matches!(expr, Expr::AnonStruct(_));
        let found = Self {
            span,
            what,
            id: name.or(id.and_then(|f| bare(&f.value))),
            bracket,
            left,
            written: Vec::new(),
        };
        for field in &found.left {
            let name = &field.name.name;
            if !name.is_empty() && !seen.insert(name) && !d.diags.full() {
                let span = d.place(&field.name.span);
                d.diags.error(
                    "duplicate-field",
                    span,
                    format!("the field `{name}` of {} stands twice", found.label()),
                    "remove one of the two",
                );
            }
        }
        Some(found)
    }

    /// The record for people: `the unit `kgz-1``, `this unit`, `` `Outage` ``.
    fn label(&self) -> String {
        let Some(what) = self.what else {
            return format!("`{}`", self.id.unwrap_or_default());
        };
        let what = (what.name)();
        let bare = what.strip_prefix("an ").or(what.strip_prefix("a "));
        let bare = bare.unwrap_or(&what);
        match self.id {
            Some(id) => format!("the {bare} `{}`", clip(id)),
            None => format!("this {bare}"),
        }
    }

    /// Takes a field; `None` after a fault, or when it must be there and is not.
    pub fn take<T: Decode>(
        &mut self,
        name: &'static str,
        default: Option<T>,
        d: &mut Decoder<'_>,
    ) -> Option<T> {
        let found = self.left.iter().position(|f| f.name.name == name);
        match found {
            Some(i) => {
                let field = self.left.remove(i);
                self.left.retain(|f| f.name.name != name);
                let outer = (d.record, d.field);
                (d.record, d.field) = (self.record(), name);
                let value = T::decode(&field.value, d);
                (d.record, d.field) = outer;
                if d.mended.is_some() {
                    self.written.push(name);
                }
                value.or_else(|| d.stand_in(self.record(), name))
            }
            None => default.or_else(T::absent).or_else(|| {
                let span = Span {
                    end: self.span.start + 1,
                    ..self.span
                };
                let message = format!("{} has no `{name}`", self.label());
                let help = format!("add `{name}: {}`", T::sample());
                let fault = d.diags.error("missing-field", span, message, help);
                if name == "format" && self.bracket {
                    let at = Span {
                        start: span.end,
                        ..span
                    };
                    fault.fixed_by(at, "format: 1, ");
                }
                d.stand_in(self.record(), name)
            }),
        }
    }

    fn record(&self) -> &'static str {
        self.what.map_or("", |what| what.record)
    }

    /// Under an unknown name may stand a field that seems not to be written: the one that is meant,
    /// or any.
    fn misspelt(&self, name: &str, known: &[&'static str]) -> Vec<&'static str> {
        let missing = || known.iter().filter(|k| !self.written.contains(k)).copied();
        match text::did_you_mean(name, missing()) {
            Some(near) => missing().filter(|k| *k == near).collect(),
            None => missing().collect(),
        }
    }

    /// Reports the fields that nobody took.
    pub fn finish(self, known: &[&'static str], d: &mut Decoder<'_>) -> Option<()> {
        let clean = self.left.is_empty();
        for field in self.left.iter().filter(|f| !f.name.name.is_empty()) {
            if d.diags.full() {
                break;
            }
            let span = d.place(&field.name.span);
            let name = &field.name.name;
            let fault = d.unknown_word(span, "unknown-field", "field", name, known.iter().copied());
            fault.message = format!("{} has no field `{}`", self.label(), clip(name));
            // A short name is near to too many others.
            fault.fix = fault.fix.take().filter(|_| name.len() > 3);
            if let Some(mended) = &mut d.mended {
                let misspelt = self.misspelt(name, known);
                mended.extend(misspelt.into_iter().map(|field| (self.record(), field)));
            }
        }
        (clean || d.mended.is_some()).then_some(())
    }
}
