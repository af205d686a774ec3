//! `joint-patrol explain`.

use std::collections::BTreeMap;

use crate::base::text;
use crate::cli::args::ExplainArgs;
use crate::cli::{Outcome, say, tell};
use crate::io::load::Loader;
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
    if let Some(rules) = loader.shipped_rules() {
        for rule in &rules.rules {
            let mut page = format!(
                "{}  {}\n\n{}\n\nSeverity {} of 4; {}.\nSections: {}.\nSources:\n",
                rule.id.value,
                rule.title,
                rule.statement,
                rule.severity.0,
                rule.modality,
                rule.status
                    .iter()
                    .map(|s| s.word())
                    .collect::<Vec<_>>()
                    .join(", "),
            );
            for source in &rule.sources {
                page.push_str(&format!("  - {source}\n"));
            }
            page.push_str("\nThe rules are a reconstruction from published instruments.\n");
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
