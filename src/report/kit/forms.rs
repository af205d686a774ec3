//! The evaluator's form of an objective, on A5.

use std::collections::BTreeSet;

use askama::Template;

use crate::report::kit::{Head, Kit, RuleLine, rule_line, services};
use crate::report::words::{Words, text};
use crate::scenario::Objective;
use crate::score::metrics::metric;

/// What is different on A5.
const A5: &str = "@page{size:A5 portrait;margin:9mm}";
/// Lines for what was seen.
const LINES: usize = 14;
/// With more rules than these, only their titles are printed.
const IN_FULL: usize = 6;
/// The ratings, the best first.
const RATINGS: [&str; 4] = ["P", "S", "M", "U"];
/// The metric on which every rule bears.
const ALL_RULES: &str = "M10";

#[derive(Template)]
#[template(path = "kit/form.html")]
struct Form<'p> {
    w: &'p Words,
    head: Head,
    objective: String,
    target: String,
    services: Vec<(String, String)>,
    metrics: Vec<(String, String, String)>,
    rules: Vec<RuleLine>,
    in_full: bool,
    lines: Vec<usize>,
    ratings: Vec<(&'static str, String)>,
}

/// The form of an objective.
pub(super) fn form(kit: &Kit<'_>, o: &Objective) -> String {
    let w = kit.words;
    let readers = w.t("kit-for-evaluators");
    let rules = rules(kit, o);
    let page = Form {
        w,
        head: Head::styled(kit, "form", w.t("kit-form"), readers, A5),
        objective: w.authored(&o.text),
        target: w.f("kit-target", &[("points", text(w.num(o.target, 0)))]),
        services: services(kit),
        metrics: o.metrics.iter().map(|id| measure(w, id.as_str())).collect(),
        in_full: rules.len() <= IN_FULL,
        rules,
        lines: (1..=LINES).collect(),
        ratings: RATINGS.map(|r| (r, w.t(&format!("rating-{r}")))).to_vec(),
    };
    page.render().unwrap_or_default()
}

/// A metric with its name and meaning.
fn measure(w: &Words, id: &str) -> (String, String, String) {
    let name = metric(id).map_or("", |m| m.name);
    let meaning = w.beside(&format!("metric-{id}"), "meaning");
    (id.to_owned(), w.metric(id, name), meaning)
}

/// The rules that bear on an objective: its own, or else those of its metrics.
fn rules(kit: &Kit<'_>, o: &Objective) -> Vec<RuleLine> {
    let own: BTreeSet<&str> = o.rules.iter().map(|r| r.as_str()).collect();
    let measured = o.metrics.iter().filter_map(|m| metric(m.as_str()));
    let measured: BTreeSet<&str> = measured.flat_map(|m| m.rules.iter().copied()).collect();
    let all = o.metrics.iter().any(|m| m.as_str() == ALL_RULES);
    let bears = |id: &str| match own.is_empty() {
        false => own.contains(id),
        true => all || measured.contains(id),
    };
    let found = kit
        .rules
        .rules
        .iter()
        .filter(|r| bears(r.id.value.as_str()));
    found.map(|r| rule_line(kit.words, r)).collect()
}
