//! Values of columns as the tree that records are read from. Every part of the tree stands where
//! the column's value stands, so that its faults do, too.

use std::borrow::Cow;

use ron2::Span;
use ron2::ast::{
    AnonStructExpr, BoolExpr, Expr, Ident, NumberExpr, NumberKind, SeqExpr, SeqItem, StringExpr,
    StringKind, StructExpr, StructField, Trivia, TupleElement, TupleExpr,
};
use serde_json::Value;

use super::columns::Shape;
use super::json::{Fault, Piece};

/// The longest value of one word or number, in bytes.
const WORD_MOST: usize = 1_000;
/// The longest list or text, in bytes.
const TEXT_MOST: usize = 1 << 16;

/// A part of the tree, which borrows nothing.
pub type Tree = Expr<'static>;

/// Where something stands: first byte, and the byte after the last.
pub type Place = (usize, usize);

/// A column's value as a tree; none where the feature has none.
pub fn tree(piece: Piece<'_>, shape: Shape) -> Result<Option<Tree>, Fault> {
    let at = (piece.start, piece.end());
    let most = match shape {
        Shape::Free | Shape::List(_) | Shape::Pair(_) | Shape::Records => TEXT_MOST,
        _ => WORD_MOST,
    };
    if at.1 - at.0 > most {
        return Err(Fault {
            at: at.0,
            message: format!("its value is longer than {most} bytes"),
        });
    }
    let text = piece.text().transpose()?;
    let value = match &text {
        _ if piece.is_null() => return Ok(None),
        Some(text) if text.trim().is_empty() && shape != Shape::Free => return Ok(None),
        Some(text) => of_text(text, shape, at)?,
        None => of_plain(piece, shape, at)?,
    };
    Ok(Some(value))
}

/// What is a text in the file.
fn of_text(text: &str, shape: Shape, at: Place) -> Result<Tree, Fault> {
    let text = match shape {
        Shape::Free => text,
        _ => text.trim(),
    };
    Ok(match shape {
        Shape::Free | Shape::Text | Shape::Duration => string(text, at),
        Shape::Word => word(&text.to_lowercase(), at),
        Shape::Number if is_number(text) => number(text, at),
        Shape::Flag => flag(text, at),
        Shape::List(_) | Shape::Pair(_) if text.starts_with('[') => {
            let value = serde_json::from_str(text).map_err(|e| unread(at, &e))?;
            paired(&value, shape, at)?;
            of_value(&value, shape, at)
        }
        Shape::List(item) => list(parts(text, *item, at)?, at),
        Shape::Pair(item) => {
            let parts = parts(text, *item, at)?;
            two(parts.len(), at)?;
            tuple(parts, at)
        }
        Shape::Records => {
            let value = serde_json::from_str(text).map_err(|e| unread(at, &e))?;
            of_value(&value, shape, at)
        }
        Shape::Number => string(text, at),
    })
}

/// The parts of `a, b`, or of `(2:a,b)` as QGIS writes lists.
fn parts(text: &str, item: Shape, at: Place) -> Result<Vec<Tree>, Fault> {
    let counted = text
        .strip_prefix('(')
        .and_then(|t| t.strip_suffix(')'))
        .and_then(|t| t.split_once(':'))
        .filter(|(n, _)| n.parse::<u32>().is_ok());
    let text = counted.map_or(text, |(_, parts)| parts);
    let parts = text.split(',').map(|p| p.trim().trim_matches('"'));
    let full = parts.filter(|p| !p.is_empty());
    full.map(|p| of_text(p, item, at)).collect()
}

/// What is no text in the file.
fn of_plain(piece: Piece<'_>, shape: Shape, at: Place) -> Result<Tree, Fault> {
    match (shape, piece.number()) {
        (Shape::Number, Some(raw)) => Ok(number(raw, at)),
        // Ids and names that a column of numbers holds.
        (Shape::Text | Shape::Free, Some(raw)) => Ok(string(raw, at)),
        _ => {
            let value = serde_json::from_str(piece.raw()).map_err(|e| unread(at, &e))?;
            paired(&value, shape, at)?;
            Ok(of_value(&value, shape, at))
        }
    }
}

/// A pair has two values.
fn two(values: usize, at: Place) -> Result<(), Fault> {
    match values {
        2 => Ok(()),
        n => Err(Fault {
            at: at.0,
            message: format!("it holds {n} and not two values"),
        }),
    }
}

/// The same of a list in JSON.
fn paired(value: &Value, shape: Shape, at: Place) -> Result<(), Fault> {
    match (value, shape) {
        (Value::Array(items), Shape::Pair(_)) => two(items.len(), at),
        _ => Ok(()),
    }
}

fn unread(at: Place, e: &serde_json::Error) -> Fault {
    let said = e.to_string();
    let said = said.split(" at line ").next().unwrap_or(&said);
    Fault {
        at: at.0,
        message: format!("its value is no JSON: {said}"),
    }
}

/// A JSON value; what does not fit its shape is kept as it is, for the record to refuse.
fn of_value(value: &Value, shape: Shape, at: Place) -> Tree {
    match (value, shape) {
        (Value::Null, _) => word("None", at),
        (Value::Bool(b), _) => boolean(*b, at),
        (Value::Number(n), Shape::Flag) if n.as_f64() == Some(1.0) => boolean(true, at),
        (Value::Number(n), Shape::Flag) if n.as_f64() == Some(0.0) => boolean(false, at),
        (Value::Number(n), Shape::Text) => string(&n.to_string(), at),
        (Value::Number(n), _) => number(&n.to_string(), at),
        (Value::String(s), _) => {
            of_text(s, inner(shape), at).unwrap_or_else(|_: Fault| string(s, at))
        }
        (Value::Array(items), Shape::Pair(item)) => {
            tuple(items.iter().map(|v| of_value(v, *item, at)).collect(), at)
        }
        (Value::Array(items), _) => {
            let item = inner(shape);
            list(items.iter().map(|v| of_value(v, item, at)).collect(), at)
        }
        (Value::Object(fields), _) => {
            let full = fields.iter().filter(|(_, v)| !v.is_null());
            let field = |(k, v): (&String, &Value)| (k.clone(), at, of_value(v, Shape::Text, at));
            record(full.map(field).collect(), at)
        }
    }
}

/// The shape of what a list holds.
fn inner(shape: Shape) -> Shape {
    match shape {
        Shape::List(item) | Shape::Pair(item) => *item,
        other => other,
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') && text.parse::<f64>().is_ok()
}

fn flag(text: &str, at: Place) -> Tree {
    match text.to_lowercase().as_str() {
        "true" | "1" => boolean(true, at),
        "false" | "0" => boolean(false, at),
        _ => string(text, at),
    }
}

/// A place in the tree. Only bytes are asked for.
fn span(at: Place) -> Span {
    Span {
        start_offset: at.0,
        end_offset: at.1,
        ..Span::synthetic()
    }
}

fn ident(name: &str, at: Place) -> Ident<'static> {
    Ident {
        span: span(at),
        name: Cow::Owned(name.to_owned()),
    }
}

/// `true` or `false`.
fn boolean(value: bool, at: Place) -> Tree {
    Expr::Bool(BoolExpr {
        span: span(at),
        value,
    })
}

/// A number as it is written.
pub fn number(raw: &str, at: Place) -> Tree {
    Expr::Number(NumberExpr {
        span: span(at),
        raw: Cow::Owned(raw.to_owned()),
        kind: NumberKind::Float,
    })
}

/// A text.
pub fn string(value: &str, at: Place) -> Tree {
    Expr::String(StringExpr {
        span: span(at),
        raw: Cow::Borrowed(""),
        value: value.to_owned(),
        kind: StringKind::Regular,
    })
}

/// A bare word.
pub fn word(name: &str, at: Place) -> Tree {
    Expr::Struct(StructExpr {
        span: span(at),
        name: ident(name, at),
        pre_body: Trivia::empty(),
        body: None,
    })
}

/// `[a, b]`.
pub fn list(items: Vec<Tree>, at: Place) -> Tree {
    let item = |expr| SeqItem {
        leading: Trivia::empty(),
        expr,
        trailing: Trivia::empty(),
        comma: None,
    };
    Expr::Seq(SeqExpr {
        span: span(at),
        open_bracket: span(at),
        leading: Trivia::empty(),
        items: items.into_iter().map(item).collect(),
        trailing: Trivia::empty(),
        close_bracket: span(at),
    })
}

/// `(a, b)`.
fn tuple(items: Vec<Tree>, at: Place) -> Tree {
    let element = |expr| TupleElement {
        leading: Trivia::empty(),
        expr,
        trailing: Trivia::empty(),
        comma: None,
    };
    Expr::Tuple(TupleExpr {
        span: span(at),
        open_paren: span(at),
        leading: Trivia::empty(),
        elements: items.into_iter().map(element).collect(),
        trailing: Trivia::empty(),
        close_paren: span(at),
    })
}

/// `(a: 1, b: 2)`, each field with the place of its name.
pub fn record(fields: Vec<(String, Place, Tree)>, at: Place) -> Tree {
    let field = |(name, place, value): (String, Place, Tree)| StructField {
        leading: Trivia::empty(),
        name: ident(&name, place),
        pre_colon: Trivia::empty(),
        colon: span(place),
        post_colon: Trivia::empty(),
        value,
        trailing: Trivia::empty(),
        comma: None,
    };
    Expr::AnonStruct(AnonStructExpr {
        span: span(at),
        open_paren: span(at),
        leading: Trivia::empty(),
        fields: fields.into_iter().map(field).collect(),
        trailing: Trivia::empty(),
        close_paren: span(at),
    })
}
