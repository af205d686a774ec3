//! `joint-patrol judge`.

use serde_json::{Value, json};

use crate::base::time::SimDuration;
use crate::cli::args::{Format, JudgeArgs};
use crate::cli::{Outcome, card, say_or_tell};
use crate::conduct::ledger::{Judgement, Obligation, Verdict};
use crate::conduct::monitor::Monitor;
use crate::conduct::{RuleSet, Stranger};
use crate::io::load::Loader;
use crate::io::log::Ended;
use crate::journal::fact::Fact;

/// Judges an event log by a rule file.
pub fn judge(args: &JudgeArgs) -> Outcome {
    let mut loader = Loader::default();
    let judged = judged(args, &mut loader);
    say_or_tell(&loader, judged)
}

/// The verdicts as text; the error is empty where the loader has the faults.
fn judged(args: &JudgeArgs, loader: &mut Loader) -> Result<String, String> {
    let rules = match &args.rules {
        Some(path) => loader.foreign_rules(path),
        None => loader.shipped_rules().map(|rules| (rules, Vec::new())),
    };
    let (mut rules, strangers) = rules.ok_or_else(String::new)?;
    if let Some(path) = &args.values {
        // The file may hold what scoring needs, too.
        let mut profile = loader.shipped_profile().ok_or_else(String::new)?;
        loader
            .agree(path, &mut rules, &mut profile)
            .ok_or_else(String::new)?;
    }
    let mut monitor = Monitor::new(&rules)?;
    if !args.all {
        monitor = monitor.count_satisfied();
    }
    let mut own_words = false;
    let ended = loader.log(&args.log, &rules, &mut |fact| {
        own_words = own_words || strangers.iter().any(|s| occurs(s, fact));
        monitor.see(fact);
    });
    // A log with words of its own may lack some of them; in any other they are slips of the pen.
    let fault = !own_words;
    strangers
        .iter()
        .for_each(|s| s.tell(fault, &mut loader.diags));
    let ended = ended
        .filter(|_| strangers.is_empty() || own_words)
        .ok_or_else(String::new)?;
    let judgement = monitor.finish(ended.horizon, ended.complete);
    Ok(match args.format {
        Format::Json => object(&rules, &judgement),
        Format::Text => text(&rules, &judgement, ended),
    })
}

/// Whether a fact uses a word of a rule that no journal knows.
fn occurs(stranger: &Stranger, fact: &dyn Fact) -> bool {
    let field = stranger.field.as_ref();
    fact.name() == stranger.fact && field.is_none_or(|f| fact.get(f).is_some())
}

fn object(rules: &RuleSet, judgement: &Judgement) -> String {
    let counts = rules.rules.iter().enumerate().map(|(i, rule)| {
        let c = judgement.counts(i);
        json!({
            "id": rule.id.value,
            "title": rule.title,
            "satisfied": c.satisfied,
            "violated": c.violated,
            "excused": c.excused,
            "pending": c.pending,
            "status": if c.total() == 0 { "not_exercised" } else { "exercised" },
        })
    });
    let findings = judgement.obligations.iter().map(|o| {
        json!({
            "rule": rules.rules[o.rule].id.value,
            "verdict": o.verdict,
            "severity": o.severity,
            "binding": o.binding,
            "at_ms": o.at,
            "slack_ms": o.slack,
            "evidence": o.evidence,
        })
    });
    let object = json!({
        "rules": counts.collect::<Vec<Value>>(),
        "findings": findings.collect::<Vec<Value>>(),
    });
    format!("{object}\n")
}

fn text(rules: &RuleSet, judgement: &Judgement, ended: Ended) -> String {
    let mut out = format!(
        "{}\n{} facts, up to {}{}\n\n",
        rules.title,
        ended.facts,
        SimDuration(ended.horizon.0),
        if ended.complete { ", ENDEX" } else { "" }
    );
    out.push_str(&table_of_rules(rules, judgement));
    let shown: Vec<&Obligation> = judgement.obligations.iter().collect();
    if shown.is_empty() {
        out.push_str("\nNo departure from agreed conduct.\n");
        return out;
    }
    out.push_str("\nFindings, with the rows that show them\n");
    for o in shown {
        let rule = &rules.rules[o.rule];
        let who: Vec<&str> = o.binding.values().map(String::as_str).collect();
        let how = match (o.verdict, o.slack) {
            (Verdict::Violated, Some(slack)) if slack.0 < 0 => {
                format!("departed from, late by {}", SimDuration(-slack.0))
            }
            (Verdict::Violated, _) => "departed from".to_owned(),
            (verdict, _) => verdict.word().to_owned(),
        };
        let rows: Vec<String> = o.evidence.iter().map(u64::to_string).collect();
        out.push_str(&format!(
            "  {:>9}  sev {}  {} {}: {}, {how} [{}]\n",
            SimDuration(o.at.0).to_string(),
            o.severity,
            rule.id.value,
            rule.title,
            who.join(" "),
            rows.join(", ")
        ));
    }
    out
}

fn table_of_rules(rules: &RuleSet, judgement: &Judgement) -> String {
    let mut table = card::plain();
    table.set_header(vec!["", "", "kept", "departed", "excused", "pending"]);
    let mut silent = 0;
    for (i, rule) in rules.rules.iter().enumerate() {
        let c = judgement.counts(i);
        if c.total() == 0 {
            silent += 1;
            continue;
        }
        table.add_row(vec![
            rule.id.to_string(),
            rule.title.clone(),
            c.satisfied.to_string(),
            c.violated.to_string(),
            c.excused.to_string(),
            c.pending.to_string(),
        ]);
    }
    card::right(&mut table, 2..6);
    format!(
        "{table}\n{silent} of {} rules not exercised\n",
        rules.rules.len()
    )
}
