//! The scorecard for people (in 100 columns) and for programs.

mod between;

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::cli::setting::Setting;
use crate::conduct::Basis;
use crate::conduct::ledger::Verdict;
use crate::scenario::Scenario;
use crate::score::Scorecard;
use crate::score::findings::Finding;

/// At most so many findings are printed; all stand in the JSON.
const FINDINGS_MAX: usize = 15;
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// What states are called.
pub struct Names(BTreeMap<Name, String>);

impl Names {
    /// The ids of a scenario's states, or their neutral names.
    pub fn of(scenario: &Scenario, neutral: bool) -> Self {
        let name = |s: &crate::scenario::State| {
            if neutral {
                s.neutral.clone()
            } else {
                s.name.to_string()
            }
        };
        Self(
            scenario
                .states
                .iter()
                .map(|(_, s)| (s.name.clone(), name(s)))
                .collect(),
        )
    }

    /// A text with every state's id replaced by what the state is called.
    pub fn show(&self, text: &str) -> String {
        let mut out = String::new();
        let mut word = String::new();
        let flush = |word: &mut String, out: &mut String| {
            out.push_str(
                self.0
                    .get(word.as_str())
                    .map_or(word.as_str(), String::as_str),
            );
            word.clear();
        };
        for c in text.chars() {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
            } else {
                flush(&mut word, &mut out);
                out.push(c);
            }
        }
        flush(&mut word, &mut out);
        out
    }
}

/// One JSON object.
pub fn json(card: &Scorecard) -> String {
    let mut text = serde_json::to_string_pretty(card).expect("plain data can be written as JSON");
    text.push('\n');
    text
}

/// A scorecard with what its run is set against.
#[derive(serde::Serialize)]
struct Whole<'w> {
    #[serde(flatten)]
    card: &'w Scorecard,
    #[serde(flatten)]
    setting: &'w Setting,
}

/// One JSON object, with what the run is set against.
pub fn json_with(card: &Scorecard, setting: &Setting) -> String {
    let whole = Whole { card, setting };
    let mut text = serde_json::to_string_pretty(&whole).expect("plain data can be written as JSON");
    text.push('\n');
    text
}

/// The scorecard for people.
pub fn text(card: &Scorecard, scenario: &Scenario, names: &Names) -> String {
    let mut out = String::new();
    head(card, scenario, &mut out);
    officers(card, &mut out);
    objectives(card, &mut out);
    metrics(card, &mut out);
    between::pairs(card, names, &mut out);
    between::promises(card, names, &mut out);
    rules(card, &mut out);
    findings(card, scenario, names, &mut out);
    values(card, &mut out);
    foot(&mut out);
    out
}

pub(super) fn heading(out: &mut String, text: &str) {
    out.push_str(&format!("\n{BOLD}{text}{BOLD:#}\n"));
}

fn points(score: Option<f64>) -> String {
    score.map_or_else(|| "–".to_owned(), |s| format!("{s:.0}"))
}

fn rating(letter: Option<&str>) -> &'static str {
    match letter {
        Some("P") => "P  performed without challenges",
        Some("S") => "S  performed with some challenges",
        Some("M") => "M  performed with major challenges",
        Some("U") => "U  unable to be performed",
        _ => "–  not exercised",
    }
}

fn bar(score: Option<f64>) -> String {
    let Some(score) = score else {
        return String::new();
    };
    let full = (score / 5.0).round() as usize;
    format!("{}{}", "█".repeat(full), "·".repeat(20 - full.min(20)))
}

fn head(card: &Scorecard, scenario: &Scenario, out: &mut String) {
    let length = match card.simulated_s as f64 / 3600.0 {
        short if short < 2.0 => format!("{:.0} min", 60.0 * short),
        hours => format!("{hours:.0} h"),
    };
    out.push_str(&format!("{BOLD}{}{BOLD:#}\n", card.scenario));
    let luck = if card.luck_seed == card.seed {
        String::new()
    } else {
        format!(", luck {}", card.luck_seed)
    };
    let digest = card.digest.as_deref().map_or("cut off", |d| &d[..12]);
    let start = scenario.calendar.clock(SimTime::START);
    out.push_str(&format!(
        "{DIM}{length} from {start} · seed {}{luck} · digest {digest}{DIM:#}\n",
        card.seed
    ));
    let colour = match card.overall.rating {
        Some("P") => AnsiColor::Green,
        Some("S") => AnsiColor::Cyan,
        Some("M") => AnsiColor::Yellow,
        Some("U") => AnsiColor::Red,
        _ => AnsiColor::White,
    }
    .on_default()
    .bold();
    out.push_str(&format!(
        "\nOverall {colour}{:>3}{colour:#} of 100 {} suggested rating {colour}{}{colour:#}\n",
        points(card.overall.score),
        bar(card.overall.score),
        rating(card.overall.rating)
    ));
}

/// What officers accept as fair comes first.
fn officers(card: &Scorecard, out: &mut String) {
    let o = &card.outcomes;
    let rule = |id: &str| card.rules.iter().find(|r| r.id == *id);
    let kept = |id: &str| {
        rule(id)
            .filter(|r| r.counts.satisfied + r.counts.violated > 0)
            .map_or_else(
                || "none was due".to_owned(),
                |r| {
                    format!(
                        "{} of {}",
                        r.counts.satisfied,
                        r.counts.satisfied + r.counts.violated
                    )
                },
            )
    };
    heading(out, "What happened");
    let mut table = plain();
    table.add_row(vec![
        "Unlawful groups".to_owned(),
        format!(
            "{} set out, {} found, {} told to a neighbour, {} dealt with, {} at their goal",
            o.arrivals, o.detected, o.notified, o.handled, o.escaped
        ),
    ]);
    table.add_row(vec![
        "Calls".to_owned(),
        format!(
            "neighbour told in time {} · acknowledged in time {}",
            kept("LOC-14"),
            kept("LOC-15")
        ),
    ]);
    table.add_row(vec![
        "Together".to_owned(),
        format!(
            "meetings kept {} · missed {} · pursuits handed over {}",
            o.meetings_kept, o.meetings_missed, o.handovers
        ),
    ]);
    table.add_row(vec![
        "Citizens".to_owned(),
        format!(
            "{:.0} hours of work planned · {:.1} lost to checks · {} lawful people checked",
            o.civilian_hours_planned, o.civilian_hours_lost, o.lawful_checked
        ),
    ]);
    table.add_row(vec![
        "Pictures".to_owned(),
        format!(
            "{} duplicate tracks · {} reports taken for others · {} searches in vain",
            o.duplicate_tracks, o.wrong_correlations, o.searches_in_vain
        ),
    ]);
    push(out, &table);
}

fn objectives(card: &Scorecard, out: &mut String) {
    if card.objectives.is_empty() {
        return;
    }
    heading(out, "Objectives");
    for o in &card.objectives {
        let mark = match o.score {
            Some(s) if s >= o.target => "met",
            Some(_) => "not met",
            None => "not exercised",
        };
        out.push_str(&format!(
            "  {:<12} {:>3}  {}  target {:.0}: {mark}\n",
            o.id.as_str(),
            points(o.score),
            bar(o.score),
            o.target
        ));
        out.push_str(&format!("  {:<12} {DIM}{}{DIM:#}\n", "", o.text));
        for reason in &o.reasons {
            out.push_str(&format!("  {:<12}   {DIM}· {reason}{DIM:#}\n", ""));
        }
    }
}

fn shown(value: Option<f64>, unit: &str) -> String {
    match value {
        None => "not exercised".to_owned(),
        Some(v) if unit == "0-1" => format!("{v:.2}"),
        Some(v) if unit == "-" => format!("{v:.1}"),
        Some(v) => format!("{v:.1} {unit}"),
    }
}

fn metrics(card: &Scorecard, out: &mut String) {
    heading(out, "Metrics");
    let mut table = plain();
    table.set_header(vec!["", "", "value", "cases", "points", "weight", "lost"]);
    for m in &card.metrics {
        table.add_row(vec![
            m.id.to_owned(),
            m.name.to_owned(),
            shown(m.value, m.unit),
            m.n.to_string(),
            points(m.score),
            format!("{}", m.weight),
            m.lost.map_or_else(String::new, |lost| format!("{lost:.1}")),
        ]);
        let said = m
            .details
            .iter()
            .filter(|d| m.value.is_some() && d.value.is_some());
        for d in said {
            table.add_row(vec![
                String::new(),
                format!("  {}", d.name),
                shown(d.value, d.unit),
                d.n.to_string(),
            ]);
        }
    }
    right(&mut table, 2..7);
    push(out, &table);
}

fn rules(card: &Scorecard, out: &mut String) {
    heading(out, "Rules of conduct");
    let mut table = plain();
    table.set_header(vec!["", "", "kept", "departed", "excused", "pending"]);
    for r in &card.rules {
        let c = r.counts;
        let row = if c.total() == 0 {
            vec![
                r.id.to_string(),
                r.title.clone(),
                "not exercised".to_owned(),
            ]
        } else {
            vec![
                r.id.to_string(),
                r.title.clone(),
                c.satisfied.to_string(),
                c.violated.to_string(),
                c.excused.to_string(),
                c.pending.to_string(),
            ]
        };
        table.add_row(row);
    }
    right(&mut table, 2..6);
    push(out, &table);
}

fn findings(card: &Scorecard, scenario: &Scenario, names: &Names, out: &mut String) {
    let mut violated: Vec<&Finding> = card
        .findings
        .iter()
        .filter(|f| f.verdict == Verdict::Violated)
        .collect();
    if violated.is_empty() {
        heading(out, "No departure from agreed conduct");
        return;
    }
    violated.sort_by_key(|f| (std::cmp::Reverse(f.severity), f.at_ms));
    heading(out, "Departures from agreed conduct, the gravest first");
    for f in violated.iter().take(FINDINGS_MAX) {
        let late = match f.slack_ms {
            Some(s) if s.0 < 0 => format!("late by {:.0} min", -s.minutes()),
            _ => "not done".to_owned(),
        };
        let rule = card
            .rules
            .iter()
            .find(|r| r.id == f.rule)
            .map_or("", |r| r.title.as_str());
        let what: Vec<&str> = f
            .binding
            .iter()
            .filter(|(k, _)| !matches!(k.as_str(), "actor" | "section"))
            .map(|(_, v)| v.as_str())
            .collect();
        let entries: Vec<String> = f.evidence.iter().take(3).map(u64::to_string).collect();
        let line = format!(
            "  {}  sev {}  {} {rule}: {} {}, {late}; owner {} [{}]",
            scenario.calendar.moment(f.at_ms),
            f.severity,
            f.rule,
            names.show(f.state.as_str()),
            names.show(&what.join(" ")),
            f.owner.word(),
            entries.join(", ")
        );
        out.push_str(&wrap(&line, 100, 25));
    }
    if violated.len() > FINDINGS_MAX {
        out.push_str(&format!(
            "  {DIM}… and {} more; all stand in `--format json`{DIM:#}\n",
            violated.len() - FINDINGS_MAX
        ));
    }
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    violated
        .iter()
        .for_each(|f| *owners.entry(f.owner.word()).or_default() += 1);
    let words: Vec<String> = owners.iter().map(|(o, n)| format!("{o} {n}")).collect();
    out.push_str(&format!("  {DIM}owners: {}{DIM:#}\n", words.join(", ")));
}

/// Breaks a line at blanks to a width; what follows is indented.
fn wrap(line: &str, width: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut here = line.chars().take_while(|c| *c == ' ').count();
    out.push_str(&" ".repeat(here));
    let mut first = true;
    for word in line.split_whitespace() {
        let length = word.chars().count();
        if !first && here + 1 + length > width {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            here = indent;
        } else if !first {
            out.push(' ');
            here += 1;
        }
        out.push_str(word);
        here += length;
        first = false;
    }
    out.push('\n');
    out
}

/// The values by which it was judged: what was agreed, what is assumed, what instruments say.
fn values(card: &Scorecard, out: &mut String) {
    heading(out, "Values it was judged by");
    for (basis, words) in [
        (Basis::Agreed, "agreed:"),
        (Basis::Source, "from a source:"),
        (Basis::Assumption, "exercise assumptions:"),
    ] {
        let of = card.values.iter().filter(|(_, v)| v.basis == basis);
        let list: Vec<String> = of.map(|(name, v)| format!("{name} {}", v.value)).collect();
        if !list.is_empty() {
            let line = format!("  {words} {}", list.join(", "));
            out.push_str(&format!("{DIM}{}{DIM:#}", wrap(&line, 100, 4)));
        }
    }
}

fn foot(out: &mut String) {
    out.push_str(&format!(
        "\n{DIM}Ratings are suggestions, for an evaluator to confirm. The rules are a reconstruction from\n\
         published instruments; deadlines are exercise assumptions. Numbers in [ ] are journal entries.{DIM:#}\n"
    ));
}

pub(super) fn plain() -> Table {
    let mut table = Table::new();
    table.load_style(NOTHING);
    table
}

pub(super) fn right(table: &mut Table, columns: std::ops::Range<usize>) {
    for i in columns {
        if let Some(column) = table.column_mut(i) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

pub(super) fn push(out: &mut String, table: &Table) {
    for line in table.to_string().lines() {
        out.push_str(&format!(" {}\n", line.trim_end()));
    }
}
