//! What stands between services on the scorecard: figures of each pair, and promises kept.

use crate::cli::card::{Names, heading, plain, points, push, right};
use crate::score::Scorecard;
use crate::score::card::Scored;
use crate::score::promises::Kept;

fn cell(scored: &Scored, id: &str) -> String {
    scored
        .metrics
        .iter()
        .find(|m| m.id == id && m.n > 0)
        .map_or_else(
            || "–".to_owned(),
            |m| {
                format!(
                    "{:.0}{} ({})",
                    m.value.unwrap_or_default(),
                    if m.unit == "%" { " %" } else { "" },
                    m.n
                )
            },
        )
}

pub(super) fn pairs(card: &Scorecard, names: &Names, out: &mut String) {
    if card.pairs.is_empty() {
        return;
    }
    heading(out, "Between services");
    let mut table = plain();
    table.set_header(vec![
        "",
        "score",
        "told in time",
        "contact to\nack, min",
        "contact to\nscene, min",
        "dealt with",
        "rating",
    ]);
    let row = |label: String, s: &Scored| {
        vec![
            label,
            points(s.score),
            cell(s, "M1"),
            cell(s, "M2"),
            cell(s, "M8"),
            cell(s, "M13"),
            s.rating.unwrap_or("–").to_owned(),
        ]
    };
    for (name, pair) in &card.pairs {
        table.add_row(row(names.show(name), &pair.both));
        for (way, scored) in &pair.directed {
            table.add_row(row(
                format!("  {}", names.show(way).replace('>', " → ")),
                scored,
            ));
        }
    }
    for (state, scored) in &card.states {
        table.add_row(row(format!("{} alone", names.show(state.as_str())), scored));
    }
    right(&mut table, 1..6);
    push(out, &table);
}

/// What services had promised each other, and what they kept.
pub(super) fn promises(card: &Scorecard, names: &Names, out: &mut String) {
    let due = |k: &Kept| match k.due {
        0 => "–".to_owned(),
        n => format!("{} of {n}", k.kept),
    };
    if card.promises.is_empty() {
        return;
    }
    heading(out, "Promises kept");
    let mut table = plain();
    table.set_header(vec!["", "meetings", "answers", "returns", "information"]);
    for (pair, p) in &card.promises {
        table.add_row(vec![
            names.show(pair),
            due(&p.meetings),
            due(&p.answers),
            due(&p.returns),
            due(&p.information),
        ]);
    }
    right(&mut table, 1..5);
    push(out, &table);
}
