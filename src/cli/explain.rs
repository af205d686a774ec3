//! `joint-patrol explain`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::text;
use crate::cli::args::ExplainArgs;
use crate::cli::{Outcome, say, tell};
use crate::conduct::{Quantity, Rule, RuleSet};
use crate::io::load::Loader;
use crate::io::shipped;
use crate::journal::event::Event;

/// The page that explains metrics and terms, one heading each.
const SCORING: &str = include_str!("../../docs/scoring.md");
const GLOSSARY: &str = include_str!("../../docs/glossary.md");
const DIAGNOSTICS: &str = include_str!("../../docs/diagnostics.md");

/// Explains a name.
pub fn explain(args: &ExplainArgs) -> Outcome {
    let all = everything();
    let wanted = args.name.to_lowercase();
    if let Some((_, page)) = all.iter().find(|(name, _)| name.to_lowercase() == wanted) {
        say(page);
        return Outcome::Done;
    }
    let near = text::did_you_mean(&args.name, all.keys().map(String::as_str));
    let help = near.map_or_else(
        || "try `LOC-14`, `M1`, `unknown-unit`, `notification_sent` or `doctrine`".to_owned(),
        |n| format!("did you mean `{n}`?"),
    );
    tell(&format!(
        "error: nothing is called `{}`\nhelp: {help}\n",
        args.name
    ));
    Outcome::Failed
}

/// Every name that can be explained, with its page.
fn everything() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for page in [SCORING, GLOSSARY, DIAGNOSTICS] {
        sections(page, &mut all);
    }
    for row in Event::catalogue() {
        let mut page = format!("{} (a kind of journal entry)\n\n{}\n", row.kind, row.doc);
        for field in &row.fields {
            page.push_str(&format!("  {:<18} {}\n", field.name, field.doc));
        }
        all.insert(row.kind.to_owned(), page);
    }
    let mut loader = Loader::default();
    for file in shipped::files("conduct") {
        let path = format!("conduct/{file}.ron");
        let Some(rules) = loader.rules(Path::new(&path)) else {
            continue;
        };
        for rule in &rules.rules {
            let page = rule_page(&rules, rule);
            all.insert(rule.id.to_string(), page);
        }
    }
    all
}

/// The sections of a page under `## name` headings; backquotes and what follows a colon are left
/// out of the name.
fn sections(page: &str, all: &mut BTreeMap<String, String>) {
    for part in page.split("\n## ").skip(1) {
        let Some((title, body)) = part.split_once('\n') else {
            continue;
        };
        let name = title
            .split(':')
            .next()
            .unwrap_or(title)
            .trim()
            .trim_matches('`');
        all.insert(name.to_owned(), format!("{title}\n\n{}\n", body.trim()));
    }
}

/// A rule as a page: what it asks, why, by which values, from where, and an example each way.
fn rule_page(rules: &RuleSet, rule: &Rule) -> String {
    let sections: Vec<&str> = rule.status.iter().map(|s| s.word()).collect();
    let mut page = format!("{}  {}\n\n{}\n", rule.id.value, rule.title, rule.statement);
    if !rule.reason.is_empty() {
        page.push_str(&format!("Why: {}\n", rule.reason));
    }
    page.push_str(&format!(
        "\nSeverity {} of 4; {}. Sections: {}.\n",
        rule.severity.0,
        rule.modality,
        sections.join(", ")
    ));
    let used = rules.values_of(rule);
    if !used.is_empty() {
        page.push_str("Values:\n");
        for (name, value) in used {
            let quantity = match value.value.value {
                Quantity::Duration(d) => d.to_string(),
                Quantity::Number(x) => x.to_string(),
            };
            page.push_str(&format!("  {name:<24} {quantity:<8} ({})\n", value.basis));
        }
    }
    for before in &rule.yields_to {
        page.push_str(&format!(
            "Yields to {}, seen by `{}`.\n",
            before.rule.value, before.when.fact.value
        ));
    }
    if let Some(excuse) = &rule.excuse {
        page.push_str(&format!("Excused by `{}`.\n", excuse.fact.value));
    }
    page.push_str("Sources:\n");
    for source in &rule.sources {
        page.push_str(&format!("  - {source}\n"));
    }
    for (title, log) in [
        ("A log that keeps it", &rule.keeps),
        ("A log that departs from it", &rule.breaks),
    ] {
        if !log.is_empty() {
            page.push_str(&format!("\n{title}:\n"));
            let lines = log.trim().lines().map(|line| format!("  {line}\n"));
            page.extend(lines);
        }
    }
    page.push_str("\nThe rules are a reconstruction from published instruments.\n");
    page
}
