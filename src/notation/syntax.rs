//! Text to tree.

use ron2::ast::{self, Expr};

use crate::base::diag::{Diagnostics, Sources, Span};
use crate::notation::broken;
use crate::notation::decode::{Decode, Decoder};

/// The largest file that is read, in bytes.
pub const SIZE_MAX: usize = 8 << 20;

/// Reads one file as a value. Syntax faults do not hide the faults of what could still be read;
/// with any error the value is `None`.
pub fn read<T: Decode>(sources: &Sources, file: u32, diags: &mut Diagnostics) -> Option<T> {
    let mut found = Diagnostics::default();
    let expr = tree_of(sources, file, &mut found);
    let value = expr.and_then(|expr| {
        let mut decoder = Decoder::new(file, &mut found);
        T::decode(&expr, &mut decoder)
    });
    let broken = found.has_errors();
    diags.append(found);
    if broken { None } else { value }
}

/// The value that a type shows as its sample, if it is one.
pub fn sample<T: Decode>() -> Option<T> {
    let (text, mut found) = (T::sample(), Diagnostics::default());
    let tree = tree(&text, Span::NOWHERE.file, &mut found)?;
    T::decode(&tree, &mut Decoder::new(Span::NOWHERE.file, &mut found))
        .filter(|_| !found.has_errors())
}

/// Reads one file as a tree.
pub fn tree_of<'s>(sources: &'s Sources, file: u32, diags: &mut Diagnostics) -> Option<Expr<'s>> {
    let text = sources.get(file)?.text.as_str();
    if text.len() > SIZE_MAX {
        let length = text.len();
        diags.error(
            "file-too-large",
            whole(text, file),
            format!("the file has {length} bytes; at most {SIZE_MAX} are read"),
            "split it with `include`",
        );
        return None;
    }
    tree(text, file, diags)
}

fn whole(text: &str, file: u32) -> Span {
    Span {
        file,
        start: 0,
        end: text.len().min(1) as u32,
    }
}

/// The tree of a text. What follows a bracket or a quote without its other half is left out of
/// the faults, as nobody knows how it was meant.
fn tree<'t>(text: &'t str, file: u32, found: &mut Diagnostics) -> Option<Expr<'t>> {
    if broken::refused(text, file, found) {
        return None;
    }
    let (document, faults) = ast::parse_document_lossy(text);
    let lost = broken::tell(text, file, &faults, found);
    if let Some(at) = lost.or((!faults.is_empty()).then_some(u32::MAX)) {
        found.lose(file, at);
    }
    if document.value.is_none() && faults.is_empty() {
        found.error(
            "empty-file",
            whole(text, file),
            "the file holds no value",
            "write `( format: 1, … )`",
        );
    }
    document.value
}

/// A text in quotes, as RON has it.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
