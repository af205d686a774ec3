//! The summary of a review in Markdown, to paste where people write.

use crate::aar::review::Review;
use crate::base::time::SimTime;
use crate::report::export::edition;
use crate::report::findings::{self, AreaRow};
use crate::report::words::{Words, count};
use crate::score::card::{Metric, ObjectiveScore, RuleCount};

/// So many areas for improvement are listed.
const AREAS: usize = 10;

/// The summary: what it is about, scores, strengths, areas, metrics, conduct.
pub fn summary(w: &Words, r: &Review<'_>) -> Vec<u8> {
    let mut page = Page::default();
    page.heading(1, &w.authored(&r.run.scenario.title));
    let kind = format!("{} · {}", w.t("report-title"), edition(w, &r.edition));
    page.paragraph(&kind);
    page.paragraph(&w.authored(&r.run.scenario.summary));
    page.table(&[w.t("export-fact"), w.t("value")], 2, facts(w, r));
    page.heading(2, &w.nav("overview"));
    page.paragraph(&overall(w, r));
    objectives(w, r, &mut page);
    page.heading(2, &w.nav("strengths"));
    page.list(findings::strengths(w, r), &w.t("none-found"));
    areas(w, r, &mut page);
    metrics(w, r, &mut page);
    conduct(w, r, &mut page);
    page.heading(2, &w.t("export-notice"));
    page.paragraph(&w.t("notice-assumptions"));
    page.paragraph(&w.t("export-values"));
    page.text.into_bytes()
}

fn facts(w: &Words, r: &Review<'_>) -> Vec<Vec<String>> {
    let card = &r.card;
    let states = card
        .states
        .keys()
        .map(|s| w.names.state_in_full(s.as_str()));
    let (from, to) = (w.moment(SimTime::START), w.moment(r.run.journal.horizon()));
    let rows = [
        ("fact-states", states.collect::<Vec<_>>().join(", ")),
        ("fact-span", format!("{from} – {to}")),
        ("fact-rules", w.authored(&r.run.rules.title)),
        ("fact-version", r.run.journal.header.version.clone()),
        (
            "fact-digest",
            card.digest.clone().unwrap_or_else(|| w.t("cut-off")),
        ),
        ("fact-seed", card.seed.to_string()),
        ("fact-luck-seed", card.luck_seed.to_string()),
        ("fact-simulated", w.num(card.simulated_s as f64 / 3600.0, 1)),
    ];
    rows.into_iter()
        .map(|(id, value)| vec![w.t(id), value])
        .collect()
}

fn overall(w: &Words, r: &Review<'_>) -> String {
    let overall = &r.card.overall;
    let score = format!("{} {}", w.maybe(overall.score, 0), w.t("of-hundred"));
    format!(
        "{score} · {}: {}",
        w.t("suggested"),
        rating(w, overall.rating)
    )
}

/// A suggested rating: its letter, and what it means.
fn rating(w: &Words, letter: Option<&str>) -> String {
    match letter {
        Some(letter) => format!("{letter}, {}", w.rating(Some(letter))),
        None => w.rating(None),
    }
}

fn objectives(w: &Words, r: &Review<'_>, page: &mut Page) {
    let row = |o: &ObjectiveScore| {
        let met = match o.score {
            Some(s) if s >= o.target => "objective-met",
            Some(_) => "objective-not-met",
            None => "rating-none",
        };
        vec![
            w.authored(&o.text),
            w.t(met),
            rating(w, o.rating),
            w.num(o.target, 0),
            w.maybe(o.score, 0),
        ]
    };
    let heads = [
        w.t("inject-objective"),
        w.t("export-result"),
        w.t("suggested"),
        w.t("target"),
        w.t("score"),
    ];
    page.heading(2, &w.nav("objectives"));
    page.table_or(
        &heads,
        3,
        r.card.objectives.iter().map(row).collect(),
        &w.t("none-found"),
    );
}

fn areas(w: &Words, r: &Review<'_>, page: &mut Page) {
    let row = |a: AreaRow| {
        vec![
            a.state,
            format!("{} {}", a.rule, a.title),
            a.owner,
            a.severity.to_string(),
            a.count.to_string(),
        ]
    };
    let heads = [
        w.t("side"),
        w.t("rule"),
        w.t("owner"),
        w.t("severity"),
        w.t("export-departures"),
    ];
    page.heading(2, &w.nav("areas"));
    let rows = findings::areas(w, r).into_iter().take(AREAS).map(row);
    page.table_or(&heads, 3, rows.collect(), &w.t("none-found"));
    if let Some(more) = r.areas.len().checked_sub(AREAS).filter(|n| *n > 0) {
        page.paragraph(&w.f("export-more-areas", &[("n", count(more))]));
    }
}

fn metrics(w: &Words, r: &Review<'_>, page: &mut Page) {
    let row = |m: &Metric| {
        let value = m.value.map(|v| w.measure(v, m.unit));
        vec![
            format!("{} {}", m.id, w.metric(m.id, m.name)),
            value.unwrap_or_else(|| w.t("rating-none")),
            m.n.to_string(),
            w.maybe(m.score, 0),
            m.weight.to_string(),
            w.maybe(m.lost, 1),
        ]
    };
    let heads = ["metric", "value", "cases", "points", "weight", "lost"];
    page.heading(2, &w.t("annex-metrics"));
    page.table(
        &heads.map(|id| w.t(id)),
        1,
        r.card.metrics.iter().map(row).collect(),
    );
}

/// How the obligations of each rule ended, and which rules nothing was about.
fn conduct(w: &Words, r: &Review<'_>, page: &mut Page) {
    let (exercised, idle): (Vec<&RuleCount>, Vec<&RuleCount>) =
        r.card.rules.iter().partition(|x| x.counts.total() > 0);
    let row = |x: &RuleCount| {
        let (id, c) = (x.id.as_str(), x.counts);
        let mut cells = vec![format!("{} {}", w.names.show(id), w.rule(id, &x.title))];
        let counts = [c.satisfied, c.violated, c.excused, c.pending];
        cells.extend(counts.map(|n| n.to_string()));
        cells
    };
    let heads = [
        "rule",
        "verdict-satisfied",
        "verdict-violated",
        "verdict-excused",
        "verdict-pending",
    ];
    page.heading(2, &w.nav("findings"));
    let rows = exercised.into_iter().map(row).collect();
    page.table_or(&heads.map(|id| w.t(id)), 1, rows, &w.t("rating-none"));
    if !idle.is_empty() {
        let ids: Vec<String> = idle.iter().map(|x| w.names.show(x.id.as_str())).collect();
        page.paragraph(&format!("{}: {}", w.t("rating-none"), ids.join(", ")));
    }
}

/// A page of Markdown; all that is put on it shows as it stands.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn heading(&mut self, level: usize, text: &str) {
        self.paragraph_of(&format!("{} {}", "#".repeat(level), inline(text)));
    }

    fn paragraph(&mut self, text: &str) {
        let text = inline(text);
        if !text.is_empty() {
            self.paragraph_of(&text);
        }
    }

    /// A part that is Markdown already, with an empty line before it.
    fn paragraph_of(&mut self, markdown: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(markdown);
        self.text.push('\n');
    }

    /// A list, or what is said where it is empty.
    fn list(&mut self, items: Vec<String>, none: &str) {
        let lines: Vec<String> = items.iter().map(|i| format!("- {}", inline(i))).collect();
        match lines.is_empty() {
            true => self.paragraph(none),
            false => self.paragraph_of(&lines.join("\n")),
        }
    }

    /// A table; columns from a place on hold numbers.
    fn table(&mut self, heads: &[String], numbers_from: usize, rows: Vec<Vec<String>>) {
        let rule = |i: usize| if i < numbers_from { "---" } else { "--:" };
        let rules: Vec<&str> = (0..heads.len()).map(rule).collect();
        let mut lines = vec![row(heads), format!("| {} |", rules.join(" | "))];
        lines.extend(rows.iter().map(|cells| row(cells)));
        self.paragraph_of(&lines.join("\n"));
    }

    /// A table, or what is said where it has no rows.
    fn table_or(
        &mut self,
        heads: &[String],
        numbers_from: usize,
        rows: Vec<Vec<String>>,
        none: &str,
    ) {
        match rows.is_empty() {
            true => self.paragraph(none),
            false => self.table(heads, numbers_from, rows),
        }
    }
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|c| inline(c)).collect();
    format!("| {} |", cells.join(" | "))
}

/// A text that shows as it stands: on one line, and nothing in it marks anything up, begins a
/// cell, a list or an element.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push(' ');
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    // What would begin a list, or underline a heading.
    let digits = out.chars().take_while(char::is_ascii_digit).count();
    let mut rest = out[digits..].chars();
    match (rest.next(), rest.next()) {
        (Some('-' | '+' | '='), _) if digits == 0 => out.insert(0, '\\'),
        (Some('.' | ')'), None | Some(' ')) if digits > 0 => out.insert(digits, '\\'),
        _ => {}
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        for (text, written) in [
            ("post-a, north", "post-a, north"),
            ("a|b\nc\r\nd", "a\\|b c  d"),
            (
                "<script>alert(1)</script>",
                "\\<script\\>alert(1)\\</script\\>",
            ),
            ("![x](http://y/z.png)", "!\\[x\\](http://y/z.png)"),
            ("&lt;b&gt;", "\\&lt;b\\&gt;"),
            ("# head", "\\# head"),
            ("  - item", "\\- item"),
            ("12. item", "12\\. item"),
            ("12.5 km", "12.5 km"),
            ("a\\|b `c` *d* _e_", "a\\\\\\|b \\`c\\` \\*d\\* \\_e\\_"),
            ("", ""),
        ] {
            assert_eq!(inline(text), written, "{text:?}");
        }
    }

    #[test]
    fn a_cell_never_ends_its_row() {
        let mut page = Page::default();
        let heads = ["name".to_owned(), "n".to_owned()];
        page.table(
            &heads,
            1,
            vec![vec!["a | b\n\n# c".to_owned(), "1".to_owned()]],
        );
        assert_eq!(
            page.text,
            "| name | n |\n| --- | --: |\n| a \\| b  \\# c | 1 |\n"
        );
    }
}
