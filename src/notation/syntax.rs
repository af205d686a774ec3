//! Text to tree.

use ron2::ast::{self, Expr};

use crate::base::diag::{Diagnostics, Sources, Span};
use crate::notation::decode::{Decode, Decoder};

/// The largest file that is read, in bytes.
pub const SIZE_MAX: usize = 8 << 20;

/// At most so many syntax faults of one file are reported; the rest follow from them.
const FAULTS_MAX: usize = 50;

/// Reads one file as a value. Syntax faults do not hide the faults of what could still be read;
/// with any error the value is `None`.
pub fn read<T: Decode>(sources: &Sources, file: u32, diags: &mut Diagnostics) -> Option<T> {
    let source = sources.get(file)?;
    let text = source.text.as_str();
    let whole = Span {
        file,
        start: 0,
        end: text.len().min(1) as u32,
    };
    if text.len() > SIZE_MAX {
        diags.error(
            "file-too-large",
            whole,
            format!(
                "the file has {} bytes; at most {SIZE_MAX} are read",
                text.len()
            ),
            "split it with `include`",
        );
        return None;
    }
    let (document, faults) = ast::parse_document_lossy(text);
    let mut found = Diagnostics::default();
    for fault in faults.iter().take(FAULTS_MAX) {
        let span = fault.span();
        let (start, end) = (
            span.start_offset.min(text.len()),
            span.end_offset.min(text.len()),
        );
        found.error(
            "syntax",
            Span {
                file,
                start: start as u32,
                end: end.max(start) as u32,
            },
            sentence(&fault.kind().to_string()),
            "",
        );
    }
    let Some(expr) = document.value.as_ref() else {
        if faults.is_empty() {
            found.error(
                "empty-file",
                whole,
                "the file holds no value",
                "write `( format: 1, … )`",
            );
        }
        diags.append(found);
        return None;
    };
    let value = decode_all(expr, file, &mut found);
    let broken = found.has_errors();
    diags.append(found);
    if broken { None } else { value }
}

fn decode_all<T: Decode>(expr: &Expr<'_>, file: u32, diags: &mut Diagnostics) -> Option<T> {
    let mut decoder = Decoder { file, diags };
    T::decode(expr, &mut decoder)
}

/// A library's message in our tone: small first letter, no full stop.
fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().collect::<String>() + chars.as_str(),
        None => "this is not RON".to_owned(),
    }
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
