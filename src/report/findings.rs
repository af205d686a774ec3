//! Departures from agreed conduct, strengths, and areas for improvement, on a page.

use crate::aar::lessons::{Area, Strength};
use crate::aar::review::Review;
use crate::conduct::ledger::Verdict;
use crate::report::atoms::{Jump, Num};
use crate::report::words::{Words, text};
use crate::score::findings::Finding;

/// So many of an area's departures are named; all stand in the list.
const NAMED: usize = 6;

/// An entry of the journal as evidence.
pub struct Line {
    pub seq: String,
    pub at: Jump,
    pub side: String,
    pub says: String,
}

/// A rule with the departures from it.
pub struct RuleFindings {
    pub id: String,
    pub title: String,
    pub statement: String,
    pub reason: String,
    pub sources: Vec<String>,
    pub findings: Vec<FindingRow>,
}

/// An obligation that was not met.
pub struct FindingRow {
    pub place: usize,
    pub at: Jump,
    pub severity: Num,
    pub state: String,
    pub about: String,
    pub verdict: String,
    pub departed: bool,
    pub late: String,
    pub slack: Option<Num>,
    pub owner: String,
    pub evidence: Vec<(Num, Line)>,
    pub decision: Option<(Num, Line)>,
}

/// What to do better.
pub struct AreaRow {
    pub place: usize,
    pub state: String,
    pub rule: String,
    pub title: String,
    pub reason: String,
    pub severity: u8,
    pub count: usize,
    pub owner: String,
    pub owner_means: String,
    pub moments: Vec<(usize, Jump)>,
    pub more: usize,
    pub chain: Vec<Line>,
}

/// An entry as evidence.
pub fn line(w: &Words, r: &Review<'_>, seq: u64) -> Option<Line> {
    let entry = r.sight.entry(seq)?;
    Some(Line {
        seq: seq.to_string(),
        at: Jump::new(w, entry.at),
        side: side(w, entry.actor.as_str()),
        says: w.sentence(entry),
    })
}

/// Who did something: a state, a seat, or the surroundings.
pub fn side(w: &Words, actor: &str) -> String {
    match actor {
        "world" | "excon" => w.word(actor),
        _ => match actor.split_once('/') {
            Some((state, role)) => format!("{}, {}", w.names.state(state), w.word(role)),
            None => w.names.state(actor),
        },
    }
}

/// What a finding is about, without what is said elsewhere.
pub(super) fn about(w: &Words, f: &Finding) -> String {
    let of = f.binding.iter().filter(|(k, _)| k.as_str() != "actor");
    let words: Vec<String> = of.map(|(_, v)| w.names.thing(v)).collect();
    words.join(" · ")
}

/// The obligations of an edition that were not met, by rule.
pub fn by_rule(w: &Words, r: &Review<'_>, neutral: bool) -> Vec<RuleFindings> {
    let rules = r.run.rules.rules.iter();
    rules
        .filter_map(|rule| {
            let id = rule.id.value.as_str();
            let of = r.card.findings.iter().enumerate();
            let findings: Vec<FindingRow> = of
                .filter(|(_, f)| f.rule == rule.id.value)
                .map(|(i, f)| row(w, r, i, f))
                .collect();
            let key = format!("rule-{id}");
            let source = |(i, s): (usize, &String)| {
                w.of_english(&key, Some(&format!("source-{}", i + 1)), s)
            };
            (!findings.is_empty()).then(|| RuleFindings {
                id: w.names.show(id),
                title: w.rule(id, &rule.title),
                statement: w.of_english(&key, Some("statement"), &rule.statement),
                reason: w.of_english(&key, Some("reason"), &rule.reason),
                // Sources name real states.
                sources: match neutral {
                    true => Vec::new(),
                    false => rule.sources.iter().enumerate().map(source).collect(),
                },
                findings,
            })
        })
        .collect()
}

fn row(w: &Words, r: &Review<'_>, place: usize, f: &Finding) -> FindingRow {
    let of = |field: &str| format!("findings.{place}.{field}");
    let late = match (f.verdict, f.slack_ms) {
        (Verdict::Violated, Some(s)) if s.0 < 0 => w.f("late-by", &[("time", text(w.length(s)))]),
        (Verdict::Violated, _) if f.wanted.is_some() => w.t("not-done"),
        _ => String::new(),
    };
    let evidence = f.evidence.iter().enumerate().filter_map(|(i, &seq)| {
        let num = Num::count(w, of(&format!("evidence.{i}")), seq);
        Some((num, line(w, r, seq)?))
    });
    FindingRow {
        place,
        at: Jump::of(w, f.at_ms, of("at_ms")),
        severity: Num::count(w, of("severity"), f.severity),
        state: w.names.state(f.state.as_str()),
        about: about(w, f),
        verdict: w.t(&format!("verdict-{}", f.verdict.word())),
        departed: f.verdict == Verdict::Violated,
        late,
        slack: f
            .slack_ms
            .map(|s| Num::new(w, of("slack_ms"), s.0, w.num(s.minutes(), 1))),
        owner: w.owner(f.owner),
        evidence: evidence.collect(),
        decision: f.decision.and_then(|seq| {
            let num = Num::count(w, of("decision"), seq);
            Some((num, line(w, r, seq)?))
        }),
    }
}

/// What to do better.
pub fn areas(w: &Words, r: &Review<'_>) -> Vec<AreaRow> {
    let area = |(place, a): (usize, &Area)| {
        let rule = r.run.rules.rule(a.rule.as_str());
        let id = a.rule.as_str();
        let moments = a.findings.iter().take(NAMED);
        AreaRow {
            place,
            state: w.names.state(a.state.as_str()),
            rule: w.names.show(id),
            title: rule.map_or_else(String::new, |x| w.rule(id, &x.title)),
            reason: rule.map_or_else(String::new, |x| {
                w.of_english(&format!("rule-{id}"), Some("reason"), &x.reason)
            }),
            severity: a.severity,
            count: a.findings.len(),
            owner: w.owner(a.owner),
            owner_means: w.beside(&format!("owner-{}", a.owner.word()), "meaning"),
            moments: moments
                .map(|&i| (i, Jump::new(w, r.card.findings[i].at_ms)))
                .collect(),
            more: a.findings.len().saturating_sub(NAMED),
            chain: a.chain.iter().filter_map(|&s| line(w, r, s)).collect(),
        }
    };
    r.areas.iter().enumerate().map(area).collect()
}

/// What went well, in words.
pub fn strengths(w: &Words, r: &Review<'_>) -> Vec<String> {
    let say = |s: &Strength| match s {
        Strength::Objective(i) => {
            let o = &r.card.objectives[*i];
            let score = w.maybe(o.score, 0);
            w.f(
                "strength-objective",
                &[
                    ("text", text(w.authored(&o.text))),
                    ("score", text(score)),
                    ("target", text(w.num(o.target, 0))),
                ],
            )
        }
        Strength::Metric(i) => {
            let m = &r.card.metrics[*i];
            w.f(
                "strength-metric",
                &[
                    ("id", text(m.id)),
                    ("name", text(w.metric(m.id, m.name))),
                    (
                        "value",
                        text(w.measure(m.value.unwrap_or_default(), m.unit)),
                    ),
                    ("points", text(w.maybe(m.score, 0))),
                ],
            )
        }
        Strength::Rule(i) => {
            let rule = &r.card.rules[*i];
            let n = usize::try_from(rule.counts.satisfied).unwrap_or(usize::MAX);
            w.f(
                "strength-rule",
                &[
                    ("id", text(rule.id.to_string())),
                    ("title", text(w.rule(rule.id.as_str(), &rule.title))),
                    ("n", crate::report::words::count(n)),
                ],
            )
        }
    };
    r.strengths.iter().map(say).collect()
}
