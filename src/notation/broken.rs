//! Text that is not RON: what is wrong, where, and what to write.
//!
//! The parser recovers and goes on, which after a bracket or a quote that is missing leads to
//! faults that are none. So brackets and quotes are looked at first, on the tokens.

use std::ops::Range;

use ron2::{Error, ErrorKind};

use crate::base::diag::{Diagnostics, Span};
use crate::notation::syntax::quoted;
use crate::notation::token::{Kind, Token, tokens};

/// At most so many syntax faults of one file are reported; the rest follow from them.
const FAULTS_MAX: usize = 50;
/// So many words, numbers, signs and blanks are refused before anything else looks at them.
const TOKENS_MAX: usize = 1_500_000;
/// Nesting that deep is refused before anything else looks at it.
const DEPTH_MAX: usize = 100;

/// Adds the syntax faults of a text. Gives the byte from which on nothing can be relied upon: what
/// the parser makes of the rest is no fault of its own.
pub fn tell(text: &str, file: u32, faults: &[Error], diags: &mut Diagnostics) -> Option<u32> {
    if faults.is_empty() {
        return None;
    }
    let all = tokens(text);
    let spot = |start: usize, end: usize| Span {
        file,
        start: start as u32,
        end: end as u32,
    };
    if strange_blanks(text, &all, diags, spot) {
        return Some(0);
    }
    let hash = hash_note(text, &all, diags, spot);
    let comment = hash.or_else(|| open_comment(&all, text, diags, spot));
    let quote = comment.or_else(|| open_text(text, &all, faults, diags, spot));
    let sound = all.partition_point(|t| quote.is_none_or(|at| t.range.start < at));
    let bracket = brackets(text, &all[..sound], quote.is_none(), diags, spot);
    let lost = bracket.or(quote).map(|at| at as u32);
    let mut colon_for = None;
    for fault in faults.iter().take(FAULTS_MAX) {
        let at = fault.span().start_offset.min(text.len());
        if lost.is_none_or(|lost| (at as u32) < lost) && colon_for != Some(at) {
            colon_for = one(text, &all, fault, diags, &spot);
        }
    }
    lost
}

/// Refuses a text that nests deeper, or has more in it, than any file of this program; tells where.
pub fn refused(text: &str, file: u32, diags: &mut Diagnostics) -> bool {
    let spot = |at: usize| Span {
        file,
        start: at as u32,
        end: at as u32 + 1,
    };
    let mut depth = 0_usize;
    for (count, token) in tokens(text).iter().enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_MAX {
            let message = format!("brackets stand more than {DEPTH_MAX} deep in each other");
            let help = "close what is open; no file needs more than ten";
            diags.error("too-deep", spot(token.range.start), message, help);
            return true;
        }
        if count >= TOKENS_MAX {
            let message = format!("the file has more than {TOKENS_MAX} words, numbers and signs");
            let help = "leave out what the exercise does not need, or make two of it";
            diags.error("too-many", spot(token.range.start), message, help);
            return true;
        }
    }
    false
}

/// Blanks that look like any other and are none to the parser: told alone, as all else follows.
fn strange_blanks(
    text: &str,
    all: &[Token],
    diags: &mut Diagnostics,
    spot: impl Fn(usize, usize) -> Span,
) -> bool {
    let strange = |c: char| {
        let blank = c.is_whitespace() && !matches!(c, ' ' | '\n' | '\r' | '\t');
        blank || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let mut found = false;
    let outside = all
        .iter()
        .filter(|t| matches!(t.kind, Kind::Space | Kind::Other));
    for token in outside {
        for (i, c) in text[token.range.clone()]
            .char_indices()
            .filter(|(_, c)| strange(*c))
        {
            let at = token.range.start + i;
            let place = spot(at, at + c.len_utf8());
            let message = format!(
                "an invisible character (U+{:04X}) stands here",
                u32::from(c)
            );
            diags
                .error("syntax", place, message, "write a blank in its place")
                .fixed_by(place, " ");
            found = true;
        }
    }
    found
}

/// A note that begins with `#`: the first, as all else follows.
fn hash_note(
    text: &str,
    all: &[Token],
    diags: &mut Diagnostics,
    spot: impl Fn(usize, usize) -> Span,
) -> Option<usize> {
    let mut begins = true;
    let note = all.iter().find(|t| {
        let piece = &text[t.range.clone()];
        let hash = begins && t.kind == Kind::Other && piece == "#";
        begins = t.kind == Kind::Space && (begins || piece.contains('\n'));
        hash
    })?;
    if text[note.range.start..].starts_with("#!") {
        return None;
    }
    let place = spot(note.range.start, note.range.end);
    diags
        .error(
            "syntax",
            place,
            "a note for people begins with `//`, not with `#`",
            "write `//`",
        )
        .fixed_by(place, "//");
    Some(note.range.start)
}

/// A comment without its end.
fn open_comment(
    all: &[Token],
    text: &str,
    diags: &mut Diagnostics,
    spot: impl Fn(usize, usize) -> Span,
) -> Option<usize> {
    let last = all.last().filter(|t| t.kind == Kind::BlockComment)?;
    let piece = &text[last.range.clone()];
    let opened = piece.matches("/*").count();
    if opened <= piece.matches("*/").count() {
        return None;
    }
    let at = last.range.start;
    diags.error(
        "unclosed-comment",
        spot(at, at + 2),
        "the comment that begins with `/*` has no end",
        "write `*/` where it ends, or begin each of its lines with `//`",
    );
    Some(at)
}

/// A quote without its end: the first text that runs over its line.
fn open_text(
    text: &str,
    all: &[Token],
    faults: &[Error],
    diags: &mut Diagnostics,
    spot: impl Fn(usize, usize) -> Span,
) -> Option<usize> {
    let ends = |f: &Error| matches!(f.kind(), ErrorKind::ExpectedStringEnd | ErrorKind::Eof);
    let last = all.iter().rev().find(|t| t.kind != Kind::Space)?;
    let open = last.kind == Kind::Text && faults.iter().any(ends);
    // `"a, b: "c"`: the second text ends where a third would begin.
    let swallowed = all.windows(2).find(|w| {
        let after = matches!(w[1].kind, Kind::Word | Kind::Number);
        after && w[0].kind == Kind::Text && text[w[0].range.clone()].contains([':', ','])
    });
    if let (Some(pair), false) = (swallowed, open) {
        return Some(unclosed(text, pair[0].range.clone(), diags, spot));
    }
    if !open {
        return None;
    }
    let first = all.iter().find(|t| {
        let raw = text[t.range.clone()].starts_with('r');
        t.kind == Kind::Text && !raw && text[t.range.clone()].contains('\n')
    });
    let at = first.unwrap_or(last).range.start;
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    Some(unclosed(text, at..end, diags, spot))
}

/// Tells of a text without its closing quote: it ends, at the latest, at the next comma.
fn unclosed(
    text: &str,
    range: Range<usize>,
    diags: &mut Diagnostics,
    spot: impl Fn(usize, usize) -> Span,
) -> usize {
    let at = range.start;
    let shown = text[range].trim_end_matches(['"', '\r']);
    let shown = match shown.find(',') {
        Some(comma) if shown[comma..].contains(':') => &shown[..comma],
        _ => shown.trim_end().trim_end_matches(','),
    };
    diags.error(
        "unclosed-text",
        spot(at, at + shown.len()),
        format!("the text `{}` has no closing quote", clip(shown)),
        format!("write `{}\"`", clip(shown)),
    );
    at
}

/// A bracket without its other half.
enum Half {
    /// It opens and is not closed before this token.
    Open(usize, Option<usize>),
    /// It closes nothing.
    Close(usize),
}

/// The first bracket without its other half.
fn brackets(
    text: &str,
    all: &[Token],
    whole: bool,
    diags: &mut Diagnostics,
    spot: impl Fn(usize, usize) -> Span,
) -> Option<usize> {
    match lone(text, all, None).0? {
        Half::Open(_, None) if !whole => None,
        Half::Open(i, before) => {
            let at = all[i].range.start;
            let open = &text[all[i].range.clone()];
            let close = other_half(open);
            let before = before.map_or("at the end".to_owned(), |b| {
                let line = text[..all[b].range.start].matches('\n').count() + 1;
                format!(
                    "before the `{}` of line {line}",
                    &text[all[b].range.clone()]
                )
            });
            diags.error(
                "unclosed-bracket",
                spot(at, at + 1),
                format!("the `{open}` is not closed"),
                format!("write `{close}` where it ends, {before}"),
            );
            Some(at + 1)
        }
        Half::Close(i) => {
            let at = all[i].range.start;
            let close = &text[all[i].range.clone()];
            diags.error(
                "stray-bracket",
                spot(at, at + 1),
                format!("the `{close}` closes nothing"),
                format!(
                    "remove it, or write `{}` where it begins",
                    other_half(close)
                ),
            );
            Some(at)
        }
    }
}

/// The first bracket without its other half, and how many there are; one token may be passed over.
fn lone(text: &str, all: &[Token], pass: Option<usize>) -> (Option<Half>, usize) {
    let mut open: Vec<usize> = Vec::new();
    let (mut first, mut count) = (None, 0);
    for (i, token) in all.iter().enumerate() {
        match token.kind {
            Kind::Open => open.push(i),
            Kind::Close if pass != Some(i) => {
                let opens = other_half(&text[token.range.clone()]);
                let fits = |&o: &usize| text[all[o].range.clone()] == *opens;
                // Deeper than that no file nests; what is open below stays so.
                let top = open.len().saturating_sub(DEPTH_MAX);
                let at = open[top..].iter().rposition(fits).map(|at| top + at);
                let within = at.map_or(0, |at| open.len() - 1 - at);
                if within == 0 && at.is_some() {
                    open.pop();
                    continue;
                }
                // Too many of the one or too few of the other: what leaves less to explain.
                let stray = at.is_none() || (pass.is_none() && lighter(text, all, i));
                count += if stray { 1 } else { within };
                if first.is_none() {
                    first = Some(match at {
                        Some(at) if !stray => Half::Open(open[at + 1], Some(i)),
                        _ => Half::Close(i),
                    });
                }
                if let (Some(at), false) = (at, stray) {
                    open.truncate(at);
                }
            }
            _ => {}
        }
        if pass.is_none() && first.is_some() {
            return (first, count);
        }
    }
    if let (Some(&o), None) = (open.first(), &first) {
        first = Some(Half::Open(innermost(text, all, &open).unwrap_or(o), None));
    }
    (first, count + open.len())
}

/// Whether passing over a closing bracket leaves fewer without their other half.
fn lighter(text: &str, all: &[Token], close: usize) -> bool {
    let without = lone(text, all, Some(close)).1 + 1;
    without < lone(text, all, Some(usize::MAX)).1
}

/// Of brackets that are open at the end, the one to blame: the first whose line is indented as
/// much as a later line, as if it were over.
fn innermost(text: &str, all: &[Token], open: &[usize]) -> Option<usize> {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let blank = line.trim().is_empty() || line.trim().starts_with([')', ']', '}']);
        lines.push((begin, if blank { usize::MAX } else { indent }));
        begin += line.len();
    }
    let line_of = |at: usize| lines.partition_point(|l| l.0 <= at).max(1) - 1;
    // The least indent of all lines from each on.
    let mut least = vec![usize::MAX; lines.len() + 1];
    for i in (0..lines.len()).rev() {
        least[i] = least[i + 1].min(lines[i].1);
    }
    let blamed = open.iter().copied().find(|&o| {
        let line = line_of(all[o].range.start);
        lines[line].1 != usize::MAX && least[line + 1] <= lines[line].1
    });
    blamed.or(open.last().copied())
}

fn other_half(bracket: &str) -> &'static str {
    match bracket {
        "(" => ")",
        "[" => "]",
        "{" => "}",
        ")" => "(",
        "]" => "[",
        _ => "{",
    }
}

/// One fault of the parser. Gives the place of a sign that stands where a `:` should, as the parser
/// complains of it again.
fn one(
    text: &str,
    all: &[Token],
    fault: &Error,
    diags: &mut Diagnostics,
    spot: &impl Fn(usize, usize) -> Span,
) -> Option<usize> {
    let (start, end) = ends(text, fault);
    let next = all.partition_point(|t| t.range.end <= start);
    let found = all[next..].iter().find(|t| t.counts());
    let found = found.map_or("the end", |t| &text[t.range.clone()]);
    let before = all[..next].iter().rev().find(|t| t.counts());
    let after = before.map_or(0, |t| t.range.end);
    let expected = match fault.kind() {
        ErrorKind::Expected { expected, .. } => expected.as_ref(),
        _ => "",
    };
    if expected == "comma" && found == ":" {
        return quoted_field(text, all, next, diags, spot);
    }
    if let Some(range) = decimal_comma(text, all, next) {
        let number = text[range.clone()].replace(',', ".");
        let message = format!("`{}` has a comma before its decimals", &text[range.clone()]);
        let place = spot(range.start, range.end);
        diags
            .error("syntax", place, message, format!("write `{number}`"))
            .fixed_by(place, number);
        return None;
    }
    if let Some(run) = without_quotes(text, all, next) {
        let piece = clip(&text[run.clone()]);
        let message = format!("`{piece}` stands without quotes");
        diags
            .error(
                "syntax",
                spot(run.start, run.end),
                message,
                format!("write `\"{piece}\"`"),
            )
            .fixed_by(spot(run.start, run.end), quoted(&text[run.clone()]));
        diags.mute(spot(run.start, run.end));
        return None;
    }
    if expected == "comma" {
        let last = before.map_or("", |t| &text[t.range.clone()]);
        let message = format!(
            "a comma is missing between `{}` and `{}`",
            clip(last),
            clip(found)
        );
        let help = format!("write `{},`", clip(last));
        let at = spot(after, after);
        let place = spot(before.map_or(after, |t| t.range.start), after);
        let fault = diags.error("missing-comma", place, message, help);
        let mut after_gap = all[next..].iter().filter(|t| t.counts());
        let (first, second) = (after_gap.next(), after_gap.next());
        let sure = match first.map(|t| t.kind) {
            Some(Kind::Word) => second.is_some_and(|t| t.kind == Kind::Colon),
            Some(Kind::Text | Kind::Open | Kind::Number) => true,
            _ => false,
        };
        if sure {
            fault.fixed_by(at, ",");
        }
        return None;
    }
    if expected.starts_with("`:`") {
        return missing_colon(text, all, (start, end), diags, spot);
    }
    let token = all[next..].iter().find(|t| t.counts());
    let (start, end) = match token {
        Some(t) if text[start..end].trim().is_empty() => (t.range.start, t.range.end),
        _ => (start, end),
    };
    let (message, help) = in_words(fault, found);
    diags.error("syntax", spot(start, end), message, help);
    None
}

/// An id or another text that stands without quotes, such as `kgz-1`: words, numbers and signs
/// that touch each other around the place where a comma is missed.
fn without_quotes(text: &str, all: &[Token], next: usize) -> Option<Range<usize>> {
    let fits = |t: &Token| match t.kind {
        Kind::Word | Kind::Number => true,
        Kind::Other => matches!(&text[t.range.clone()], "-" | "." | "/"),
        _ => false,
    };
    let at = next.min(all.len().checked_sub(1)?);
    if !fits(&all[at]) {
        return None;
    }
    let first = (0..=at).rev().take_while(|&i| fits(&all[i])).last()?;
    let last = (at..all.len()).take_while(|&i| fits(&all[i])).last()?;
    let run = all[first].range.start..all[last].range.end;
    // `12h` is one token and no number, `kgz-1` several that touch each other.
    let odd = all[first].kind == Kind::Number && text[run.clone()].contains(char::is_alphabetic);
    let word = all[first].kind == Kind::Word && last > first;
    (odd || word).then_some(run)
}

/// A number with a comma before its decimals, around a token.
fn decimal_comma(text: &str, all: &[Token], next: usize) -> Option<Range<usize>> {
    let three = next.checked_sub(2).and_then(|i| all.get(i..=next))?;
    let [whole, comma, decimals] = three else {
        return None;
    };
    let digits = |t: &Token| {
        t.kind == Kind::Number && text[t.range.clone()].bytes().all(|b| b.is_ascii_digit())
    };
    let fits = whole.kind == Kind::Number && comma.kind == Kind::Comma && digits(decimals);
    (fits && !text[whole.range.clone()].contains('.'))
        .then_some(whole.range.start..decimals.range.end)
}

/// A field in quotes, as JSON has it.
fn quoted_field(
    text: &str,
    all: &[Token],
    next: usize,
    diags: &mut Diagnostics,
    spot: &impl Fn(usize, usize) -> Span,
) -> Option<usize> {
    let before = all[..next].iter().rev().find(|t| t.counts())?;
    let piece = &text[before.range.clone()];
    let field = piece.trim_matches('"');
    let at = spot(before.range.start, before.range.end);
    let help = format!("write `{field}:`, and `( … )` in place of `{{ … }}`");
    let message = format!("the field {} stands in quotes", clip(piece));
    diags.error("syntax", at, message, help);
    None
}

/// A field without the `:` after it.
fn missing_colon(
    text: &str,
    all: &[Token],
    (start, end): (usize, usize),
    diags: &mut Diagnostics,
    spot: &impl Fn(usize, usize) -> Span,
) -> Option<usize> {
    let after = all.partition_point(|t| t.range.start < end.max(start + 1));
    let next = all[after..].iter().find(|t| t.counts());
    let found = next.map_or("the end", |t| &text[t.range.clone()]);
    let field = clip(text[start..end].trim());
    let message = format!("a `:` is missing between `{field}` and `{}`", clip(found));
    let help = format!("write `{field}: value`");
    let fault = diags.error("missing-colon", spot(start, end), message, help);
    let sign = next.filter(|_| found == "=")?.range.clone();
    fault.fixed_by(spot(sign.start, sign.end), ":");
    Some(sign.start)
}

fn ends(text: &str, fault: &Error) -> (usize, usize) {
    let span = fault.span();
    let start = span.start_offset.min(text.len());
    (start, span.end_offset.clamp(start, text.len()))
}

/// The parser's message in our words, and what to write.
fn in_words(fault: &Error, found: &str) -> (String, &'static str) {
    let found = clip(found);
    match fault.kind() {
        ErrorKind::UnexpectedChar(c) => (
            format!("`{c}` has no meaning here"),
            match c {
                ';' => "write `,` between fields",
                '\'' | '“' | '”' | '«' | '»' | '„' => {
                    "write straight double quotes: `\"text\"`"
                }
                '#' => "write `//` before a note for people",
                _ => "remove it; texts stand in quotes, and between field and value stands `:`",
            },
        ),
        ErrorKind::InvalidEscape(_) => (
            sentence(&fault.kind().to_string()),
            "write `\\\\` for a backslash and `\\\"` for a quote within a text",
        ),
        ErrorKind::InvalidIntegerDigit { .. }
        | ErrorKind::UnderscoreAtBeginning
        | ErrorKind::FloatUnderscore => (
            format!("`{found}` is no number"),
            "write digits, with a point before decimals",
        ),
        ErrorKind::TrailingCharacters => (
            format!("`{found}` stands after the end of the file's value"),
            "remove it, or move it into the brackets above",
        ),
        ErrorKind::ExpectedStringEnd => (
            "a text has no closing quote".to_owned(),
            "write `\"` where it ends",
        ),
        ErrorKind::Eof => (
            "the file ends before its value does".to_owned(),
            "write the value, and close what is open",
        ),
        ErrorKind::Expected { expected, .. } if expected == "identifier" => (
            format!("`{found}` stands where a field should begin"),
            "write `field: value`, or remove it",
        ),
        ErrorKind::Expected { expected, .. } => (
            format!(
                "`{found}` stands where {} was expected",
                with_article(expected)
            ),
            "write a value, or remove what is too much",
        ),
        kind => (
            sentence(&kind.to_string()),
            "write `field: value` pairs in `( … )`, lists in `[ … ]`, texts in quotes",
        ),
    }
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

fn with_article(what: &str) -> String {
    match what {
        "value" => "a value".to_owned(),
        "attribute" => "the file's value".to_owned(),
        _ => what.to_owned(),
    }
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((i, _)) => format!("{}…", &text[..i]),
        None => text.to_owned(),
    }
}
