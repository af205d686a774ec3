//! Plans side by side, as a page.

use askama::Template;

use crate::base::time::SimTime;
use crate::report::policy;
use crate::report::scores::slug;
use crate::report::words::{Words, text};
use crate::sweep::compare::{Compared, Comparison, Departures, Seen};
use crate::sweep::stats::Estimate;

const STYLE: &str = include_str!("assets/report.css");
/// So many new or gone departures of a rule are listed.
const LISTED: usize = 20;

/// Where two runs of the same seeds first part.
pub struct Parting {
    /// The seed.
    pub seed: u64,
    /// When.
    pub at: SimTime,
    /// What the first has there.
    pub before: String,
    /// What the second has there.
    pub after: String,
}

struct FigureRow {
    name: String,
    before: String,
    after: String,
    difference: String,
    moved: String,
    p: String,
    chart: String,
}

struct RuleRow {
    rule: String,
    before: usize,
    after: usize,
    new: usize,
    gone: usize,
    came: Vec<String>,
    went: Vec<String>,
    more: usize,
}

struct Part {
    before: String,
    after: String,
    runs: String,
    figures: Vec<FigureRow>,
    primary: String,
    departures: Vec<RuleRow>,
    shared: usize,
    partings: Vec<[String; 4]>,
}

#[derive(Template)]
#[template(path = "compare.html")]
struct Page<'p> {
    w: &'p Words,
    policy: String,
    style: &'static str,
    title: String,
    parts: Vec<Part>,
}

/// Comparisons as a page.
pub fn html(w: &Words, title: &str, comparisons: &[(Comparison, Vec<Parting>)]) -> String {
    let page = Page {
        w,
        policy: policy::of(&[STYLE], &[]),
        style: STYLE,
        title: w.names.show(title),
        parts: comparisons.iter().map(|(c, p)| part(w, c, p)).collect(),
    };
    // A template that compiles writes into a string without fault.
    page.render().unwrap_or_default()
}

fn part(w: &Words, c: &Comparison, partings: &[Parting]) -> Part {
    let (a, b, shared) = c.runs;
    let n = |x: usize| text(x.to_string());
    let known = c.figures.iter();
    let known = known.filter(|f| f.before.is_some() || f.after.is_some());
    Part {
        before: w.names.show(&c.before),
        after: w.names.show(&c.after),
        runs: w.f(
            "compare-runs",
            &[("a", n(a)), ("b", n(b)), ("shared", n(shared))],
        ),
        figures: known.map(|f| figure(w, f)).collect(),
        primary: c.figures.first().map_or_else(String::new, |f| f.id.clone()),
        departures: c.departures.iter().map(|d| rule(w, d)).collect(),
        shared,
        partings: partings
            .iter()
            .map(|p| {
                let show = |s: &String| w.names.show(s);
                [
                    p.seed.to_string(),
                    w.moment(p.at),
                    show(&p.before),
                    show(&p.after),
                ]
            })
            .collect(),
    }
}

fn figure(w: &Words, f: &Compared) -> FigureRow {
    let mean = |e: &Option<Estimate>| w.maybe(e.as_ref().map(|e| e.value), 1);
    let (difference, moved, chart) = match &f.paired {
        None => ("–".to_owned(), "–".to_owned(), String::new()),
        Some(p) => {
            let e = f.bootstrap.as_ref().unwrap_or(&p.difference);
            let sign = if p.difference.value > 0.0 { "+" } else { "" };
            let ends = match (e.low, e.high) {
                (Some(low), Some(high)) => format!(" [{}; {}]", w.num(low, 1), w.num(high, 1)),
                _ => String::new(),
            };
            (
                format!("{sign}{}{ends}", w.num(p.difference.value, 1)),
                format!("{} / {} / {}", p.rose, p.stayed, p.fell),
                chart(p.difference.value, e),
            )
        }
    };
    let name = match f.id.as_str() {
        "score" => w.t("score"),
        id if id.starts_with('M') => format!("{id} {}", w.metric(id, &f.name)),
        _ => w.of_english(&format!("compare-{}", slug(&f.id)), None, &f.name),
    };
    FigureRow {
        name,
        before: mean(&f.before),
        after: mean(&f.after),
        difference,
        moved,
        p: match f.p {
            None => "–".to_owned(),
            Some(p) if p < 0.001 => format!("< {}", w.num(0.001, 3)),
            Some(p) => w.num(p, 3),
        },
        chart,
    }
}

/// A difference with its interval, on a line whose middle is no difference.
fn chart(value: f64, e: &Estimate) -> String {
    let reach = [value, e.low.unwrap_or(value), e.high.unwrap_or(value)];
    let most = reach.iter().fold(1e-9_f64, |m, x| m.max(x.abs()));
    let x = |v: f64| 60.0 + 52.0 * v / most;
    let line = match (e.low, e.high) {
        (Some(low), Some(high)) => format!(
            "<path class=\"axis\" d=\"M{:.1} 3v8M{:.1} 7H{:.1}M{:.1} 3v8\"/>",
            x(low),
            x(low),
            x(high),
            x(high)
        ),
        _ => String::new(),
    };
    format!(
        "<svg class=\"steps\" viewBox=\"0 0 120 14\" width=\"120\" height=\"14\" aria-hidden=\"true\"><path class=\"axis\" d=\"M60 0V14\"/>{line}<circle cx=\"{:.1}\" cy=\"7\" r=\"3\"/></svg>",
        x(value)
    )
}

fn rule(w: &Words, d: &Departures) -> RuleRow {
    let say = |s: &Seen| {
        let about = s.about.split(' ').map(|x| w.names.thing(x));
        let about = about.collect::<Vec<_>>().join(" · ");
        format!(
            "{}: {} {} {about}",
            s.seed,
            w.moment(s.at_ms),
            w.names.state(s.state.as_str())
        )
    };
    let list = |all: &[Seen]| all.iter().take(LISTED).map(say).collect();
    let more = |all: &[Seen]| all.len().saturating_sub(LISTED);
    RuleRow {
        rule: w.names.show(&d.rule),
        before: d.before,
        after: d.after,
        new: d.new,
        gone: d.gone,
        came: list(&d.came),
        went: list(&d.went),
        more: more(&d.came) + more(&d.went),
    }
}
