//! Values to RON: what [`decode`](crate::notation::decode) reads back as the same value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use ron2::Span;
use ron2::ast::{
    self, AnonStructExpr, BoolExpr, Expr, FieldsBody, FormatConfig, Ident, MapEntry, MapExpr,
    NumberExpr, NumberKind, SeqExpr, SeqItem, StringExpr, StringKind, StructBody, StructExpr,
    StructField, Trivia, TupleBody, TupleElement, TupleExpr,
};

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::notation::kinds::{At, Int, Real};
use crate::notation::place;
use crate::notation::syntax::quoted;

/// Groups of fields up to this length stand on one line.
const LINE: usize = 100;

/// A type that can be written as RON.
pub trait Encode {
    /// The value as a tree.
    fn encode(&self) -> Expr<'static>;
}

/// A value as the text of a file.
pub fn text<T: Encode>(value: &T) -> String {
    let mut config = FormatConfig::new();
    config.compaction.char_limit = LINE;
    let mut out = ast::format_expr(&value.encode(), &config);
    out.push('\n');
    out
}

/// A value on one line.
pub fn line<T: Encode + ?Sized>(value: &T) -> String {
    let mut config = FormatConfig::new();
    config.compaction.char_limit = usize::MAX;
    config.compaction.compact_from_depth = Some(0);
    ast::format_expr(&value.encode(), &config)
}

/// `(a: …, b: …)`.
pub fn record(fields: Vec<(&'static str, Expr<'static>)>) -> Expr<'static> {
    let field = |(name, value): (&'static str, Expr<'static>)| StructField {
        leading: Trivia::empty(),
        name: ident(name),
        pre_colon: Trivia::empty(),
        colon: Span::synthetic(),
        post_colon: Trivia::empty(),
        value,
        trailing: Trivia::empty(),
        comma: None,
    };
    // Of what was read before, a record stands where its first field with a place does.
    let places = fields.iter().map(|(_, value)| *value.span());
    let span = places.into_iter().find(|s| *s != Span::synthetic());
    Expr::AnonStruct(AnonStructExpr {
        span: span.unwrap_or_else(Span::synthetic),
        open_paren: Span::synthetic(),
        leading: Trivia::empty(),
        fields: fields.into_iter().map(field).collect(),
        trailing: Trivia::empty(),
        close_paren: Span::synthetic(),
    })
}

/// `(a: …)` as `Name(a: …)`.
pub fn with_name(name: &'static str, value: Expr<'static>) -> Expr<'static> {
    let Expr::AnonStruct(record) = value else {
        return tuple(name, vec![value]);
    };
    let body = StructBody::Fields(FieldsBody {
        open_brace: Span::synthetic(),
        leading: Trivia::empty(),
        fields: record.fields,
        trailing: Trivia::empty(),
        close_brace: Span::synthetic(),
    });
    called(name, Some(body))
}

/// `Name(a, b)`.
pub fn tuple(name: &'static str, items: Vec<Expr<'static>>) -> Expr<'static> {
    let body = StructBody::Tuple(TupleBody {
        open_paren: Span::synthetic(),
        leading: Trivia::empty(),
        elements: items.into_iter().map(element).collect(),
        trailing: Trivia::empty(),
        close_paren: Span::synthetic(),
    });
    called(name, Some(body))
}

/// `name`.
pub fn word(name: &'static str) -> Expr<'static> {
    called(name, None)
}

fn called(name: &'static str, body: Option<StructBody<'static>>) -> Expr<'static> {
    Expr::Struct(StructExpr {
        span: Span::synthetic(),
        name: ident(name),
        pre_body: Trivia::empty(),
        body,
    })
}

fn ident(name: &'static str) -> Ident<'static> {
    Ident {
        span: Span::synthetic(),
        name: Cow::Borrowed(name),
    }
}

fn element(expr: Expr<'static>) -> TupleElement<'static> {
    TupleElement {
        leading: Trivia::empty(),
        expr,
        trailing: Trivia::empty(),
        comma: None,
    }
}

fn number(raw: String, kind: NumberKind) -> Expr<'static> {
    Expr::Number(NumberExpr {
        span: Span::synthetic(),
        raw: Cow::Owned(raw),
        kind,
    })
}

impl Encode for bool {
    fn encode(&self) -> Expr<'static> {
        Expr::Bool(BoolExpr {
            span: Span::synthetic(),
            value: *self,
        })
    }
}

impl Encode for f64 {
    fn encode(&self) -> Expr<'static> {
        number(self.to_string(), NumberKind::Float)
    }
}

impl Encode for str {
    fn encode(&self) -> Expr<'static> {
        Expr::String(StringExpr {
            span: Span::synthetic(),
            raw: Cow::Owned(quoted(self)),
            value: self.to_owned(),
            kind: StringKind::Regular,
        })
    }
}

impl Encode for String {
    fn encode(&self) -> Expr<'static> {
        self.as_str().encode()
    }
}

impl Encode for Name {
    fn encode(&self) -> Expr<'static> {
        self.as_str().encode()
    }
}

impl Encode for SimDuration {
    fn encode(&self) -> Expr<'static> {
        self.to_string().encode()
    }
}

impl Encode for SimTime {
    fn encode(&self) -> Expr<'static> {
        (*self - SimTime::START).encode()
    }
}

impl<const MIN: i64, const MAX: i64> Encode for Real<MIN, MAX> {
    fn encode(&self) -> Expr<'static> {
        self.0.encode()
    }
}

impl<const MIN: u32, const MAX: u32> Encode for Int<MIN, MAX> {
    fn encode(&self) -> Expr<'static> {
        number(self.0.to_string(), NumberKind::Integer)
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode(&self) -> Expr<'static> {
        T::encode(self)
    }
}

/// A value that stands somewhere keeps its place.
impl<T: Encode> Encode for At<T> {
    fn encode(&self) -> Expr<'static> {
        let mut expr = self.value.encode();
        if self.span != crate::base::diag::Span::default() {
            place::put(&mut expr, place::span(self.span));
        }
        expr
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self) -> Expr<'static> {
        match self {
            Some(value) => value.encode(),
            None => word("None"),
        }
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self) -> Expr<'static> {
        let item = |value: &T| SeqItem {
            leading: Trivia::empty(),
            expr: value.encode(),
            trailing: Trivia::empty(),
            comma: None,
        };
        Expr::Seq(SeqExpr {
            span: Span::synthetic(),
            open_bracket: Span::synthetic(),
            leading: Trivia::empty(),
            items: self.iter().map(item).collect(),
            trailing: Trivia::empty(),
            close_bracket: Span::synthetic(),
        })
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self) -> Expr<'static> {
        let entry = |(key, value): (&String, &T)| MapEntry {
            leading: Trivia::empty(),
            key: key.encode(),
            pre_colon: Trivia::empty(),
            colon: Span::synthetic(),
            post_colon: Trivia::empty(),
            value: value.encode(),
            trailing: Trivia::empty(),
            comma: None,
        };
        Expr::Map(MapExpr {
            span: Span::synthetic(),
            open_brace: Span::synthetic(),
            leading: Trivia::empty(),
            entries: self.iter().map(entry).collect(),
            trailing: Trivia::empty(),
            close_brace: Span::synthetic(),
        })
    }
}

impl<A: Encode, B: Encode> Encode for (A, B) {
    fn encode(&self) -> Expr<'static> {
        Expr::Tuple(TupleExpr {
            span: Span::synthetic(),
            open_paren: Span::synthetic(),
            leading: Trivia::empty(),
            elements: vec![element(self.0.encode()), element(self.1.encode())],
            trailing: Trivia::empty(),
            close_paren: Span::synthetic(),
        })
    }
}
