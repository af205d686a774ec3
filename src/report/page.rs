//! The report as one page: text, pictures, the replay and what drives it, all in one file.

use askama::Template;

use crate::aar::edition::Edition;
use crate::aar::notes::Notes;
use crate::aar::review::Review;
use crate::base::time::SimTime;
use crate::report::atoms::Num;
use crate::report::course::{self, CallRow, ContactRow, HourRow, InjectRow, SectionRow};
use crate::report::findings::{self, AreaRow, Line, RuleFindings};
use crate::report::scores::{
    self, Mark, Measured, Objective, PromiseRow, RuleRow, Table, ValueRow,
};
use crate::report::words::{Words, text};
use crate::report::{data, policy};

const STYLE: &str = include_str!("assets/report.css");
const SCRIPT: &str = include_str!("assets/report.js");
const SYMBOLS: &str = include_str!("assets/symbols.svg");
/// So many strengths and areas stand on the hot-wash sheet.
const SHEET: usize = 3;
/// Lines of the improvement plan.
const PLAN_LINES: usize = 5;

/// How a page is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// Whether only neutral names of states are shown.
    pub neutral: bool,
}

/// What one evaluator gave.
struct Evaluator {
    function: String,
    ratings: Vec<(String, String)>,
    notes: Vec<(String, String)>,
    plan: Vec<[String; 3]>,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'p> {
    w: &'p Words,
    policy: String,
    style: &'static str,
    script: &'static str,
    symbols: &'static str,
    data: String,
    title: String,
    summary: String,
    edition: String,
    facts: Vec<(String, String)>,
    seeds: Vec<(String, Num)>,
    overall: Mark,
    outcomes: Vec<(String, Num)>,
    objectives: Vec<Objective>,
    metrics: Vec<Measured>,
    strengths: Vec<String>,
    areas: Vec<AreaRow>,
    sheet: usize,
    events: Vec<Line>,
    contacts: Vec<ContactRow>,
    left_out: usize,
    sections: Vec<SectionRow>,
    call_heads: Vec<String>,
    calls: Vec<CallRow>,
    promises: Vec<PromiseRow>,
    hours: Vec<HourRow>,
    rules_departed: Vec<RuleFindings>,
    injects: Vec<InjectRow>,
    plan_lines: Vec<usize>,
    evaluators: Vec<Evaluator>,
    agreement: Option<String>,
    journal_notes: Vec<Line>,
    tables: Vec<Table>,
    rules: Vec<RuleRow>,
    values: Vec<ValueRow>,
}

/// The report of a review, as one file.
pub fn html(r: &Review<'_>, w: &Words, look: Look) -> String {
    let card = &r.card;
    let digest = card.digest.clone().unwrap_or_default();
    let edition = match &r.edition {
        Edition::Joint => w.t("edition-joint"),
        Edition::State(s) => {
            let name = w.names.state_in_full(s.as_str());
            w.f("edition-state", &[("state", text(name))])
        }
    };
    let key = format!("{digest} {edition}");
    let (call_heads, calls) = course::calls(w, r);
    let page = Page {
        w,
        policy: policy::of(&[STYLE], &[SCRIPT]),
        style: STYLE,
        script: SCRIPT,
        symbols: SYMBOLS,
        data: data::data(w, r, &key),
        title: w.authored(&r.run.scenario.title),
        summary: w.authored(&r.run.scenario.summary),
        edition,
        facts: facts(w, r),
        seeds: seeds(w, r),
        overall: w.mark("overall", card.overall.score, card.overall.rating),
        outcomes: scores::outcomes(w, card),
        objectives: scores::objectives(w, card),
        metrics: scores::metrics(w, card),
        strengths: findings::strengths(w, r),
        areas: findings::areas(w, r),
        sheet: SHEET,
        events: course::events(w, r),
        contacts: course::contacts(w, r),
        left_out: course::left_out(r),
        sections: course::sections(w, r),
        call_heads,
        calls,
        promises: scores::promises(w, card),
        hours: course::hours(w, r),
        rules_departed: findings::by_rule(w, r, look.neutral),
        injects: course::injects(w, r),
        plan_lines: (1..=PLAN_LINES).collect(),
        evaluators: r.notes.iter().map(|n| evaluator(w, n)).collect(),
        agreement: agreement(w, r),
        journal_notes: journal_notes(w, r),
        tables: scores::tables(w, card),
        rules: scores::rules(w, card),
        values: scores::values(w, card),
    };
    // A template that compiles writes into a string without fault.
    page.render().unwrap_or_default()
}

fn facts(w: &Words, r: &Review<'_>) -> Vec<(String, String)> {
    let journal = r.run.journal;
    let states: Vec<String> = r
        .card
        .states
        .keys()
        .map(|s| w.names.state_in_full(s.as_str()))
        .collect();
    let digest = r.card.digest.clone().unwrap_or_else(|| w.t("cut-off"));
    let at = |t| r.run.scenario.calendar.moment(t);
    let span = format!("{} – {}", at(SimTime::START), at(journal.horizon()));
    vec![
        (w.t("fact-states"), states.join(", ")),
        (w.t("fact-span"), span),
        (w.t("fact-rules"), w.authored(&r.run.rules.title)),
        (w.t("fact-version"), journal.header.version.clone()),
        (w.t("fact-digest"), digest),
    ]
}

fn seeds(w: &Words, r: &Review<'_>) -> Vec<(String, Num)> {
    let n = |id: &str, of: &str, x: u64| (w.t(id), Num::count(w, of.to_owned(), x));
    vec![
        n("fact-seed", "seed", r.card.seed),
        n("fact-luck-seed", "luck_seed", r.card.luck_seed),
        (
            w.t("fact-simulated"),
            Num::new(
                w,
                "simulated_s".to_owned(),
                r.card.simulated_s,
                w.num(r.card.simulated_s as f64 / 3600.0, 1),
            ),
        ),
    ]
}

fn evaluator(w: &Words, n: &Notes) -> Evaluator {
    let show = |s: &String| w.names.show(s);
    let ratings = n.ratings.iter().filter(|(_, r)| !r.is_empty());
    let notes = n.notes.iter().filter(|(_, t)| !t.trim().is_empty());
    let plan = n
        .plan
        .iter()
        .map(|s| [show(&s.action), show(&s.owner), show(&s.date)]);
    Evaluator {
        function: match n.function.trim() {
            "" => w.t("evaluator-unnamed"),
            function => w.names.show(function),
        },
        ratings: ratings.map(|(o, r)| (show(o), r.clone())).collect(),
        notes: notes.map(|(about, t)| (show(about), show(t))).collect(),
        plan: plan
            .filter(|p| p.iter().any(|c| !c.trim().is_empty()))
            .collect(),
    }
}

fn agreement(w: &Words, r: &Review<'_>) -> Option<String> {
    let a = r.agreement?;
    let n = |x: usize| text(x.to_string());
    let kappa = w.maybe(a.kappa, 2);
    Some(w.f(
        "agreement",
        &[
            ("rated", n(a.rated)),
            ("same", n(a.same)),
            ("near", n(a.near)),
            ("kappa", text(kappa)),
        ],
    ))
}

/// Notes that were taken while the exercise ran.
fn journal_notes(w: &Words, r: &Review<'_>) -> Vec<Line> {
    let notes = r.sight.entries().filter(|e| e.event.kind() == "note_taken");
    notes.filter_map(|e| findings::line(w, r, e.seq)).collect()
}
