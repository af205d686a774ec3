//! Trees that come from several files: each span remembers its file.
//!
//! A span that was moved has line 0, which no text has, and the file's number plus one as column.

use std::collections::BTreeMap;
use std::ops::Range;

use ron2::Span as TreeSpan;
use ron2::ast::{Expr, FieldsBody, StructBody, StructField, TupleElement};

use crate::base::diag::{Diagnostics, Sources, Span};
use crate::notation::token::{Kind, Token, tokens};

/// The place of a span: in the file that it remembers, else in the given one.
pub fn of(span: &TreeSpan, file: u32) -> Span {
    let own = (span.start.line == 0 && span.start.col > 0).then(|| span.start.col as u32 - 1);
    Span {
        file: own.unwrap_or(file),
        start: span.start_offset as u32,
        end: span.end_offset as u32,
    }
}

/// A span of a tree for a place.
pub fn span(place: Span) -> TreeSpan {
    let mut span = TreeSpan::synthetic();
    span.start_offset = place.start as usize;
    span.end_offset = place.end as usize;
    remember(&mut span, place.file);
    span
}

fn remember(span: &mut TreeSpan, file: u32) {
    span.start.line = 0;
    span.start.col = file as usize + 1;
}

/// The span of a piece of a tree.
fn span_mut<'e>(expr: &'e mut Expr<'_>) -> &'e mut TreeSpan {
    match expr {
        Expr::Unit(e) => &mut e.span,
        Expr::Bool(e) => &mut e.span,
        Expr::Char(e) => &mut e.span,
        Expr::Byte(e) => &mut e.span,
        Expr::Number(e) => &mut e.span,
        Expr::String(e) => &mut e.span,
        Expr::Bytes(e) => &mut e.span,
        Expr::Error(e) => &mut e.span,
        Expr::Option(e) => &mut e.span,
        Expr::Seq(e) => &mut e.span,
        Expr::Map(e) => &mut e.span,
        Expr::Tuple(e) => &mut e.span,
        Expr::AnonStruct(e) => &mut e.span,
        Expr::Struct(e) => &mut e.span,
    }
}

/// Puts a piece of a tree at a place.
pub fn put(expr: &mut Expr<'_>, span: TreeSpan) {
    *span_mut(expr) = span;
}

/// Lets a tree remember its file.
pub fn set_file(expr: &mut Expr<'_>, file: u32) {
    remember(span_mut(expr), file);
    match expr {
        Expr::Option(e) => {
            e.value.iter_mut().for_each(|v| set_file(&mut v.expr, file));
        }
        Expr::Seq(e) => {
            e.items.iter_mut().for_each(|i| set_file(&mut i.expr, file));
        }
        Expr::Map(e) => {
            for entry in &mut e.entries {
                set_file(&mut entry.key, file);
                set_file(&mut entry.value, file);
            }
        }
        Expr::Tuple(e) => elements(&mut e.elements, file),
        Expr::AnonStruct(e) => fields(&mut e.fields, file),
        Expr::Struct(e) => {
            remember(&mut e.name.span, file);
            match &mut e.body {
                Some(StructBody::Tuple(body)) => elements(&mut body.elements, file),
                Some(StructBody::Fields(FieldsBody { fields: all, .. })) => fields(all, file),
                None => {}
            }
        }
        _ => {}
    }
}

fn elements(all: &mut [TupleElement<'_>], file: u32) {
    all.iter_mut().for_each(|e| set_file(&mut e.expr, file));
}

fn fields(all: &mut [StructField<'_>], file: u32) {
    for field in all {
        remember(&mut field.name.span, file);
        set_file(&mut field.value, file);
    }
}

/// Moves faults in a field of a thing to the value of that field, where it is written.
pub fn narrow(sources: &Sources, diags: &mut Diagnostics) {
    let mut known: BTreeMap<u32, Vec<Token>> = BTreeMap::new();
    for fault in diags.each() {
        let (Some(field), Some(source)) = (&fault.field, sources.get(fault.span.file)) else {
            continue;
        };
        let text = source.text.as_str();
        let all = known.entry(fault.span.file).or_insert_with(|| {
            let all = tokens(text).into_iter();
            all.filter(Token::counts).collect()
        });
        if let Some(range) = value_beside(text, all, fault.span.start as usize, field) {
            (fault.span.start, fault.span.end) = (range.start as u32, range.end as u32);
            fault.field = None;
        }
    }
}

/// The bytes of the value of a field in the innermost brackets around a place.
fn value_beside(text: &str, all: &[Token], place: usize, field: &str) -> Option<Range<usize>> {
    let at = all.partition_point(|t| t.range.start < place);
    let open = around(all, at)?;
    if field == "(" {
        return Some(all[open].range.clone());
    }
    if field == "^" {
        let colon = open
            .checked_sub(2)
            .filter(|_| all[open - 1].kind == Kind::Colon)?;
        return Some(all[colon].range.clone());
    }
    let mut within = open + 1;
    let mut found = None;
    for name in field.split('/') {
        if let Some(key) = name.strip_prefix("key:") {
            let value = value_of(text, &all[within..], key)?;
            return Some(all[within + value.start - 2].range.clone());
        }
        let value = value_of(text, &all[within..], name)?;
        found = Some(all[within + value.start].range.start..all[within + value.end - 1].range.end);
        within += value.start + 1;
    }
    found
}

/// The bracket that is open at a token.
fn around(all: &[Token], at: usize) -> Option<usize> {
    let mut closed = 0_usize;
    (0..at).rev().find(|&i| match all[i].kind {
        Kind::Close => {
            closed += 1;
            false
        }
        Kind::Open if closed == 0 => true,
        Kind::Open => {
            closed -= 1;
            false
        }
        _ => false,
    })
}

/// The tokens of the value of a field, to the comma or bracket that ends it.
fn value_of(text: &str, all: &[Token], name: &str) -> Option<Range<usize>> {
    let (mut depth, mut start) = (0_usize, None);
    for (i, token) in all.iter().enumerate() {
        let ends = depth == 0 && matches!(token.kind, Kind::Comma | Kind::Close);
        match (ends, start) {
            (true, Some(start)) => return (i > start).then_some(start..i),
            (true, None) if token.kind == Kind::Close => return None,
            _ => {}
        }
        let piece = text[token.range.clone()].trim_matches('"');
        let colon = all.get(i + 1).is_some_and(|t| t.kind == Kind::Colon);
        if depth == 0 && start.is_none() && colon && piece == name {
            start = Some(i + 2);
        }
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_of_a_field_is_found() {
        let text = "(a: [(id: \"x\", at: (lon: 1, lat: 2), n: {\"K\": [3]}), (id: \"y\", at: 4)])";
        let all: Vec<Token> = tokens(text).into_iter().filter(Token::counts).collect();
        let place = text.find("\"x\"").expect("it");
        let of = |field: &str| value_beside(text, &all, place, field).map(|r| &text[r]);
        assert_eq!(of("at"), Some("(lon: 1, lat: 2)"));
        assert_eq!(of("at/lat"), Some("2"));
        assert_eq!(of("n/K"), Some("[3]"));
        assert_eq!(of("("), Some("("));
        assert_eq!(of("z"), None);
    }
}
