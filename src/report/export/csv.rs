//! Findings, entries and metrics as CSV, harmless in a spreadsheet.

use ::csv::Writer;

use crate::aar::review::Review;
use crate::base::num;
use crate::journal::Entry;
use crate::report::export::joined;
use crate::report::findings::{about, side};
use crate::report::words::Words;
use crate::score::card::Metric;
use crate::score::findings::Finding;

/// What a spreadsheet may take for the beginning of a formula, also in full width.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

const FINDINGS: [&str; 13] = [
    "number",
    "at",
    "at_ms",
    "rule",
    "title",
    "state",
    "about",
    "verdict",
    "severity",
    "slack_min",
    "owner",
    "evidence",
    "decision",
];

const ENTRIES: [&str; 8] = [
    "seq", "at", "at_ms", "side", "kind", "cause", "subject", "text",
];

const METRICS: [&str; 10] = [
    "view", "metric", "name", "detail", "value", "unit", "n", "points", "weight", "lost",
];

/// The obligations that were not met, or not known to be met. `number` is their number on the page
/// and their place in `score.json`.
pub fn findings(w: &Words, r: &Review<'_>) -> Result<Vec<u8>, String> {
    let rows = r.card.findings.iter().enumerate();
    bytes(&FINDINGS, rows.map(|(i, f)| finding(w, r, i, f)))
}

fn finding(w: &Words, r: &Review<'_>, number: usize, f: &Finding) -> [String; 13] {
    let id = f.rule.as_str();
    let rule = r.run.rules.rule(id);
    let seen = |seq: &u64| r.sight.entry(*seq).is_some();
    let evidence = f.evidence.iter().filter(|s| seen(s)).map(u64::to_string);
    let slack = f.slack_ms.map(|s| num::four_decimals(s.minutes()));
    [
        number.to_string(),
        w.moment(f.at_ms),
        f.at_ms.0.to_string(),
        w.names.show(id),
        rule.map_or_else(String::new, |x| w.rule(id, &x.title)),
        joined(w, f.state.as_str(), '-'),
        about(w, f),
        f.verdict.word().to_owned(),
        f.severity.to_string(),
        maybe(slack),
        f.owner.word().to_owned(),
        evidence.collect::<Vec<_>>().join(" "),
        maybe(f.decision.filter(seen)),
    ]
}

/// All entries that the edition shows.
pub fn entries(w: &Words, r: &Review<'_>) -> Result<Vec<u8>, String> {
    bytes(&ENTRIES, r.sight.entries().map(|e| entry(w, r, e)))
}

fn entry(w: &Words, r: &Review<'_>, e: &Entry) -> [String; 8] {
    [
        e.seq.to_string(),
        w.moment(e.at),
        e.at.0.to_string(),
        side(w, e.actor.as_str()),
        e.event.kind().to_owned(),
        maybe(e.cause.filter(|&seq| r.sight.entry(seq).is_some())),
        w.names.show(e.subject.as_str()),
        w.sentence(e),
    ]
}

/// All metrics and the figures beside them: over the edition, by state, by pair, by direction.
pub fn metrics(w: &Words, r: &Review<'_>) -> Result<Vec<u8>, String> {
    let card = &r.card;
    let mut views: Vec<(String, &[Metric])> = vec![("overall".to_owned(), &card.metrics)];
    for (state, scored) in &card.states {
        views.push((w.names.state(state.as_str()), &scored.metrics));
    }
    for (pair, scores) in &card.pairs {
        views.push((joined(w, pair, '-'), &scores.both.metrics));
        for (direction, scored) in &scores.directed {
            views.push((joined(w, direction, '>'), &scored.metrics));
        }
    }
    let rows = views.iter().flat_map(|(view, metrics)| {
        let of = metrics.iter();
        of.flat_map(|m| metric(w, view, m))
    });
    bytes(&METRICS, rows)
}

/// A metric, and the figures that belong to it.
fn metric(w: &Words, view: &str, m: &Metric) -> Vec<[String; 10]> {
    let row = |detail, value, unit: &str, n: usize, points: [String; 3]| {
        let [points, weight, lost] = points;
        [
            view.to_owned(),
            m.id.to_owned(),
            w.metric(m.id, m.name),
            detail,
            maybe(value),
            unit.trim_matches('-').to_owned(),
            n.to_string(),
            points,
            weight,
            lost,
        ]
    };
    let points = [maybe(m.score), m.weight.to_string(), maybe(m.lost)];
    let mut out = vec![row(String::new(), m.value, m.unit, m.n, points)];
    let none = || [const { String::new() }; 3];
    let details = m.details.iter();
    out.extend(details.map(|d| row(w.figure(d.name), d.value, d.unit, d.n, none())));
    out
}

fn maybe(x: Option<impl ToString>) -> String {
    x.map_or_else(String::new, |x| x.to_string())
}

/// A table with its heads, as UTF-8.
fn bytes<const N: usize>(
    heads: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>, String> {
    let say = |e: ::csv::Error| format!("a table could not be written: {e}");
    let mut out = Writer::from_writer(Vec::new());
    out.write_record(heads).map_err(say)?;
    for row in rows {
        out.write_record(row.map(cell)).map_err(say)?;
    }
    out.into_inner()
        .map_err(|e| format!("a table could not be written: {e}"))
}

/// A cell that no spreadsheet takes for a formula: text that begins like one stands behind an
/// apostrophe.
fn cell(text: String) -> String {
    match text.starts_with(FORMULA) && !is_number(&text) {
        true => format!("'{text}"),
        false => text,
    }
}

/// Whether a text is a number in digits; words such as `-inf` are none.
fn is_number(text: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E');
    text.chars().all(digits) && text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+7 700 123", "'+7 700 123"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("＝1", "'＝1"),
            ("-inf", "'-inf"),
            ("-", "'-"),
            ("-12.5", "-12.5"),
            ("-3e-7", "-3e-7"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(cell(text.to_owned()), written, "{text:?}");
        }
    }

    #[test]
    fn tables_read_back() {
        let rows = [["a,b".to_owned(), "say \"x\"\nтак".to_owned()]];
        let written = bytes(&["one", "two"], rows.clone().into_iter()).unwrap();
        let mut read = ::csv::Reader::from_reader(written.as_slice());
        let cells: Vec<Vec<String>> = read.deserialize().map(Result::unwrap).collect();
        assert_eq!(cells, rows);
        let empty = bytes(&["one", "two"], std::iter::empty()).unwrap();
        assert_eq!(empty, b"one,two\n");
    }
}
