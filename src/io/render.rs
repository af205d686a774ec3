//! Diagnostics for people and for programs.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::base::diag::{Diagnostic, Diagnostics, Fix, Severity, Sources};
use crate::notation::place;

/// At most so many faults are shown in full; the rest are counted.
const SHOWN_MAX: usize = 100;
/// At most so much of a line is shown.
const LINE_MAX: usize = 400;

/// A diagnostic as the contract of `check --format json` has it.
#[derive(Debug, Serialize)]
pub struct Row<'d> {
    slug: &'d str,
    severity: Severity,
    message: &'d str,
    file: &'d str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: &'d str,
    /// What `--fix` writes there, where that is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Replacement<'d>>,
}

/// A text in place of another.
#[derive(Debug, Serialize)]
struct Replacement<'d> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'d str,
}

/// All diagnostics, for programs.
pub fn rows<'d>(sources: &'d Sources, diags: &'d Diagnostics) -> Vec<Row<'d>> {
    diags
        .sorted()
        .into_iter()
        .map(|d| {
            let (line, column) = sources.line_column(d.span.file, d.span.start);
            let (end_line, end_column) = sources.line_column(d.span.file, d.span.end);
            Row {
                slug: d.slug,
                severity: d.severity,
                message: &d.message,
                file: sources.get(d.span.file).map_or("", |s| s.name.as_str()),
                line,
                column,
                end_line,
                end_column,
                help: &d.help,
                fix: d.fix.as_ref().map(|fix| replacement(sources, fix)),
            }
        })
        .collect()
}

fn replacement<'d>(sources: &Sources, fix: &'d Fix) -> Replacement<'d> {
    let (line, column) = sources.line_column(fix.span.file, fix.span.start);
    let (end_line, end_column) = sources.line_column(fix.span.file, fix.span.end);
    Replacement {
        line,
        column,
        end_line,
        end_column,
        text: &fix.text,
    }
}

/// All diagnostics, for people.
pub fn text(sources: &Sources, diags: &Diagnostics, colour: bool) -> String {
    let mut diags = diags.clone();
    place::narrow(sources, &mut diags);
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let all = diags.sorted();
    let mut out = String::new();
    for d in all.iter().take(SHOWN_MAX) {
        out.push_str(&one(sources, d, &renderer));
        out.push_str("\n\n");
    }
    let more = all.len().saturating_sub(SHOWN_MAX) + diags.dropped();
    if more > 0 {
        out.push_str(&format!("… and {more} more\n"));
    }
    out
}

fn one(sources: &Sources, d: &Diagnostic, renderer: &Renderer) -> String {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(d.message.as_str()).id(d.slug);
    let source = sources.get(d.span.file);
    let shown = source
        .filter(|s| !s.text.is_empty())
        .map(|s| excerpt(&s.text, s.first_line, d));
    let mut group = Group::with_title(title);
    let mut head = String::new();
    match (&shown, source) {
        (Some((text, first_line, start, end)), Some(source)) => {
            let snippet = Snippet::source(text.as_str())
                .line_start(*first_line)
                .path(source.name.as_str())
                .annotation(AnnotationKind::Primary.span(*start..*end));
            group = group.element(snippet);
        }
        (_, Some(source)) if !source.name.is_empty() => {
            head = format!("\n  --> {}", source.name);
        }
        _ => {}
    }
    let help;
    if !d.help.is_empty() {
        help = d.help.clone();
        group = group.element(Level::HELP.message(help.as_str()));
    }
    format!("{}{head}", renderer.render(&[group]))
}

/// The lines of a fault, cut to a bearable length: text, number of the first line, span in it.
fn excerpt(text: &str, first_line: usize, d: &Diagnostic) -> (String, usize, usize, usize) {
    let boundary = |mut i: usize| {
        i = i.min(text.len());
        while !text.is_char_boundary(i) {
            i -= 1;
        }
        i
    };
    let (start, end) = (
        boundary(d.span.start as usize),
        boundary(d.span.end as usize),
    );
    let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let cut_start = boundary(line_start.max(start.saturating_sub(LINE_MAX)));
    let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let cut_end = boundary(line_end.min(start + LINE_MAX)).max(start);
    let number = text[..start].bytes().filter(|&b| b == b'\n').count() + first_line;
    let shown = text[cut_start..cut_end].to_owned();
    let from = start - cut_start;
    let to = (end.min(cut_end)).max(start) - cut_start;
    (shown, number, from, to.max(from))
}
