//! Every shipped rule against the two logs that it brings along, and against what may be done to
//! a log without changing what it means.

use std::collections::BTreeMap;

use joint_patrol::base::time::{SimDuration, SimTime};
use joint_patrol::conduct::ledger::{Counts, Judgement, Obligation, Verdict};
use joint_patrol::conduct::{Rule, RuleSet, monitor};
use joint_patrol::io::load::Loader;
use joint_patrol::journal::fact::{Fact, FieldValue};

/// The rule files that are shipped.
const FILES: [&str; 2] = [
    "conduct/line_of_conduct.ron",
    "conduct/protocols_2022_09.ron",
];

#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Number(f64),
    Bool(bool),
}

#[derive(Clone, Debug)]
struct Row {
    at: i64,
    row: u64,
    name: String,
    fields: BTreeMap<String, Value>,
}

impl Fact for Row {
    fn name(&self) -> &str {
        &self.name
    }
    fn at(&self) -> SimTime {
        SimTime(self.at)
    }
    fn row(&self) -> u64 {
        self.row
    }
    fn get(&self, field: &str) -> Option<FieldValue<'_>> {
        self.fields.get(field).map(|v| match v {
            Value::Text(t) => FieldValue::Text(t),
            Value::Number(x) => FieldValue::Number(*x),
            Value::Bool(b) => FieldValue::Bool(*b),
        })
    }
}

/// The facts of an example, read as `judge` reads them.
fn facts(rules: &RuleSet, example: &str) -> Vec<Row> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let text = example.trim_start();
    std::fs::write(file.path(), text).expect("written");
    let columns: Vec<&str> = text.lines().next().expect("a header").split(',').collect();
    let mut loader = Loader::default();
    let mut rows = Vec::new();
    let ended = loader.log(file.path(), rules, &mut |fact| {
        let field = |name: &&str| {
            let value = match fact.get(name)? {
                FieldValue::Text(t) => Value::Text(t.to_owned()),
                FieldValue::Number(x) => Value::Number(x),
                FieldValue::Bool(b) => Value::Bool(b),
                FieldValue::List(_) => return None,
            };
            Some(((*name).to_owned(), value))
        };
        rows.push(Row {
            at: fact.at().0,
            row: fact.row(),
            name: fact.name().to_owned(),
            fields: columns.iter().filter_map(field).collect(),
        });
    });
    let told: Vec<&str> = loader
        .diags
        .sorted()
        .iter()
        .map(|d| d.message.as_str())
        .collect();
    assert!(ended.is_some() && told.is_empty(), "{told:?}\n{text}");
    rows
}

/// What a rule alone says of rows; the log tells up to its last row, or to a later instant.
fn judged(rules: &RuleSet, rows: &[Row], until: Option<i64>) -> Judgement {
    let horizon = until.or(rows.last().map(|r| r.at)).unwrap_or_default();
    let facts = rows.iter().map(|r| r as &dyn Fact);
    monitor::judge(rules, facts, SimTime(horizon), false).expect("sound")
}

/// Calls a check with each rule, in a set of its own, and with its kept and its broken log.
fn each(mut check: impl FnMut(&Rule, &RuleSet, &[Row], &[Row])) {
    for file in FILES {
        let all = Loader::default()
            .rules(file.as_ref())
            .expect("the shipped rules are sound");
        for rule in &all.rules {
            let mut alone = all.clone();
            alone.rules.retain(|r| r.id == rule.id);
            let (kept, broken) = (facts(&all, &rule.keeps), facts(&all, &rule.breaks));
            check(rule, &alone, &kept, &broken);
        }
    }
}

fn counts(judgement: &Judgement) -> Counts {
    judgement.counts(0)
}

#[test]
fn each_rule_is_kept_and_departed_from_by_its_examples() {
    let mut seen = 0;
    each(|rule, rules, kept, broken| {
        let id = &rule.id.value;
        for log in [kept, broken] {
            assert!((3..=6).contains(&log.len()), "{id}: {} events", log.len());
        }
        let (good, bad) = (
            counts(&judged(rules, kept, None)),
            counts(&judged(rules, broken, None)),
        );
        assert!(good.satisfied > 0, "{id} is not kept: {good:?}");
        assert_eq!(
            (good.violated, good.excused, good.pending),
            (0, 0, 0),
            "{id}: {good:?}"
        );
        assert!(bad.violated > 0, "{id} is not departed from: {bad:?}");
        assert!(!rule.reason.is_empty() && !rule.sources.is_empty(), "{id}");
        seen += 1;
    });
    assert!(seen >= 31);
}

/// A row moved to another instant; the rows stay in order of time.
fn moved(rows: &[Row], row: u64, by: i64) -> Vec<Row> {
    let mut out = rows.to_vec();
    for r in out.iter_mut().filter(|r| r.row == row) {
        r.at += by;
    }
    out.sort_by_key(|r| r.at);
    out
}

/// Whether an obligation that arose from the same row, with the same length of time, ended so.
fn ended(judgement: &Judgement, o: &Obligation, how: (Verdict, Option<i64>)) -> bool {
    let length = |o: &Obligation| o.deadline.map(|d| d - o.at);
    judgement.obligations.iter().any(|x| {
        x.evidence.first() == o.evidence.first()
            && length(x) == length(o)
            && x.binding == o.binding
            && x.verdict == how.0
            && (how.1.is_none() || x.slack.map(|s| s.0) == how.1)
    })
}

#[test]
fn what_comes_exactly_in_time_is_in_time_and_a_moment_later_is_not() {
    let mut tried = BTreeMap::new();
    each(|rule, rules, kept, _| {
        let id = rule.id.value.clone();
        for o in judged(rules, kept, None).obligations {
            let (Some(SimDuration(slack)), Some(&answer)) = (o.slack, o.evidence.get(1)) else {
                continue;
            };
            let far = kept.last().map(|r| r.at + slack + 10);
            let on_time = judged(rules, &moved(kept, answer, slack), far);
            assert!(ended(&on_time, &o, (Verdict::Satisfied, Some(0))), "{id}");
            let late = judged(rules, &moved(kept, answer, slack + 1), far);
            assert!(ended(&late, &o, (Verdict::Violated, None)), "{id}");
            *tried.entry(id.to_string()).or_insert(0) += 1;
        }
    });
    // All the rules that have a deadline or a notice.
    let with_time = [
        "LOC-01", "LOC-02", "LOC-06", "LOC-08", "LOC-09", "LOC-11", "LOC-13", "LOC-14", "LOC-15",
        "LOC-16", "LOC-17", "LOC-18", "LOC-19", "LOC-20", "LOC-22", "LOC-23", "LOC-24", "LOC-25",
        "LOC-26", "LOC-27", "LOC-28", "LOC-29", "LOC-30", "LOC-31",
    ];
    let missing: Vec<&str> = with_time
        .into_iter()
        .filter(|id| !tried.contains_key(*id))
        .collect();
    assert!(missing.is_empty(), "not tried: {missing:?}; {tried:?}");
}

#[test]
fn a_log_that_ends_before_the_deadline_leaves_it_open() {
    let mut tried = 0;
    each(|rule, rules, kept, _| {
        for o in judged(rules, kept, None).obligations {
            let (Some(deadline), Some(&answer)) = (o.deadline, o.evidence.get(1)) else {
                continue;
            };
            let without: Vec<Row> = kept
                .iter()
                .filter(|r| r.row != answer && r.at < deadline.0)
                .cloned()
                .collect();
            let cut = judged(rules, &without, Some(deadline.0 - 1));
            let id = &rule.id.value;
            assert!(ended(&cut, &o, (Verdict::Pending, None)), "{id}");
            let over = judged(rules, &without, Some(deadline.0 + 1));
            assert!(ended(&over, &o, (Verdict::Violated, None)), "{id}");
            tried += 1;
        }
    });
    assert!(tried > 25, "{tried}");
}

#[test]
fn times_shifted_and_bystanders_change_no_verdict_and_an_empty_log_asks_nothing() {
    each(|rule, rules, kept, broken| {
        let id = &rule.id.value;
        assert_eq!(counts(&judged(rules, &[], None)).total(), 0, "{id}");
        for log in [kept, broken] {
            let expected = judged(rules, log, None);
            let mut later = log.to_vec();
            later.iter_mut().for_each(|r| r.at += 987_654_321);
            assert_eq!(
                counts(&judged(rules, &later, None)),
                counts(&expected),
                "{id}"
            );
            for place in 0..=log.len() {
                let mut more = log.to_vec();
                let beside = if place == log.len() { place - 1 } else { place };
                for (n, name) in ["note_taken", "weather_changed", "tea_was_served"]
                    .into_iter()
                    .enumerate()
                {
                    let fields = BTreeMap::from([
                        ("actor".to_owned(), Value::Text("UZB".to_owned())),
                        ("track".to_owned(), Value::Text("t1".to_owned())),
                    ]);
                    let row = 900 + n as u64;
                    let (at, name) = (log[beside].at, name.to_owned());
                    more.insert(
                        place,
                        Row {
                            at,
                            row,
                            name,
                            fields,
                        },
                    );
                }
                let got = judged(rules, &more, None);
                assert_eq!(got.obligations, expected.obligations, "{id} at {place}");
            }
        }
    });
}

#[test]
fn labels_of_the_parties_swapped_swap_the_verdicts() {
    let other = |name: &str| match name {
        "KGZ" => "TJK".to_owned(),
        "TJK" => "KGZ".to_owned(),
        name => name.to_owned(),
    };
    each(|rule, rules, kept, broken| {
        for log in [kept, broken] {
            let mut swapped = log.to_vec();
            for row in &mut swapped {
                for value in row.fields.values_mut() {
                    if let Value::Text(t) = value {
                        *t = other(t);
                    }
                }
            }
            let key = |o: &Obligation| (o.at, o.verdict, o.binding.clone(), o.evidence.clone());
            let mut expected: Vec<_> = judged(rules, log, None)
                .obligations
                .iter()
                .map(key)
                .collect();
            for (_, _, binding, _) in &mut expected {
                binding.values_mut().for_each(|v| *v = other(v));
            }
            let mut got: Vec<_> = judged(rules, &swapped, None)
                .obligations
                .iter()
                .map(key)
                .collect();
            expected.sort();
            got.sort();
            assert_eq!(got, expected, "{}", rule.id.value);
        }
    });
}
