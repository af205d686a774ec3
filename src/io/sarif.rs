//! Diagnostics in SARIF 2.1.0, which editors and build servers read.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::base::diag::{Diagnostic, Diagnostics, Severity, Sources, Span};

/// A log with one run.
pub fn log(sources: &Sources, diags: &Diagnostics) -> Value {
    let all = diags.sorted();
    let rules: BTreeSet<&str> = all.iter().map(|d| d.slug).collect();
    let rules: Vec<Value> = rules
        .into_iter()
        .map(|slug| {
            let help = format!("joint-patrol explain {slug}");
            json!({ "id": slug, "name": slug, "help": { "text": help } })
        })
        .collect();
    let results: Vec<Value> = all.iter().map(|d| result(sources, d)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "joint-patrol",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(sources: &Sources, d: &Diagnostic) -> Value {
    let level = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let text = match d.help.is_empty() {
        true => d.message.clone(),
        false => format!("{}\n{}", d.message, d.help),
    };
    let mut out = json!({
        "ruleId": d.slug,
        "level": level,
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(sources, d.span) },
            "region": region(sources, d.span),
        } }],
    });
    if let Some(fix) = &d.fix {
        out["fixes"] = json!([{
            "description": { "text": d.help },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(sources, fix.span) },
                "replacements": [{
                    "deletedRegion": region(sources, fix.span),
                    "insertedContent": { "text": fix.text },
                }],
            }],
        }]);
    }
    out
}

/// A path as the URI that it is; blanks and the like are written as SARIF asks.
fn uri(sources: &Sources, span: Span) -> String {
    let name = sources.get(span.file).map_or("", |s| s.name.as_str());
    let name = name.replace('\\', "/");
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-_.~".contains(&b);
    let mut out = String::new();
    for b in name.bytes() {
        match plain(b) {
            true => out.push(char::from(b)),
            false => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

fn region(sources: &Sources, span: Span) -> Value {
    let (line, column) = sources.line_column(span.file, span.start);
    let (end_line, end_column) = sources.line_column(span.file, span.end);
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}
