//! The monitor against an evaluator that is slow and obviously right: it looks at the whole log
//! for every obligation, straight from the meaning of the patterns.
//!
//! `ORACLE_CASES=1000000 cargo test --test it oracle` runs more cases, `ORACLE_SEED=7` others.

mod slow;

use std::collections::{BTreeMap, BTreeSet};

use joint_patrol::base::id::Name;
use joint_patrol::base::time::{SimDuration, SimTime};
use joint_patrol::conduct::pattern::{
    Absence, Existence, Interval, Part, Pattern, Precedence, Recurrence, Response, Scope,
    Universality,
};
use joint_patrol::conduct::{
    Basis, Modality, Quantity, Rule, RuleSet, SectionStatus, Value, Yield, monitor,
};
use joint_patrol::journal::condition::{Amount, Condition, FactPattern, Length, Literal};
use joint_patrol::journal::fact::{Fact, FieldValue};
use joint_patrol::notation::kinds::{At, Int};
use proptest::collection::vec;
use proptest::num::u16;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::random::draw::Draw;

const MINUTE: i64 = 60_000;
const NAMES: [&str; 4] = ["p", "q", "r", "s"];

/// A fact of a small log: `actor` and `track` are there, the others may be.
#[derive(Clone, Debug)]
pub(crate) struct Small {
    at: i64,
    row: u64,
    name: &'static str,
    fields: BTreeMap<&'static str, Literal>,
}

impl Fact for Small {
    fn name(&self) -> &str {
        self.name
    }
    fn at(&self) -> SimTime {
        SimTime(self.at)
    }
    fn row(&self) -> u64 {
        self.row
    }
    fn get(&self, field: &str) -> Option<FieldValue<'_>> {
        self.fields.get(field).map(|l| match l {
            Literal::Text(t) => FieldValue::Text(t),
            Literal::Number(n) => FieldValue::Number(*n),
            Literal::Bool(b) => FieldValue::Bool(*b),
            Literal::List(_) => FieldValue::List(Vec::new()),
        })
    }
}

fn log(draw: &mut Draw<'_>) -> Vec<Small> {
    let mut at = 0;
    (0..draw.below(14))
        .map(|i| {
            at += MINUTE * draw.below(4) as i64;
            let text = |t: &str| Literal::Text(t.to_owned());
            let mut fields = BTreeMap::new();
            fields.insert("actor", text(draw.pick(&["KGZ", "TJK"])));
            fields.insert("track", text(draw.pick(&["t1", "t2"])));
            if draw.chance(0.7) {
                fields.insert("word", text(draw.pick(&["a", "b"])));
            }
            if draw.chance(0.7) {
                fields.insert("number", Literal::Number(draw.below(4) as f64));
            }
            if draw.chance(0.5) {
                fields.insert("flag", Literal::Bool(draw.chance(0.5)));
            }
            if draw.chance(0.4) {
                fields.insert("status", text(draw.pick(&["demarcated", "undefined"])));
            }
            Small {
                at,
                row: i as u64 + 1,
                name: draw.pick(&NAMES),
                fields,
            }
        })
        .collect()
}

fn field(draw: &mut Draw<'_>) -> At<String> {
    At::from(
        draw.pick(&["actor", "track", "word", "number", "flag"])
            .to_owned(),
    )
}

fn literal(draw: &mut Draw<'_>) -> Literal {
    match draw.below(4) {
        0 => Literal::Text("a".to_owned()),
        1 => Literal::Text("KGZ".to_owned()),
        2 => Literal::Number(draw.below(4) as f64),
        _ => Literal::Bool(draw.chance(0.5)),
    }
}

fn amount(draw: &mut Draw<'_>) -> At<Amount> {
    At::from(if draw.chance(0.3) {
        Amount::Named("two".to_owned())
    } else {
        Amount::Fixed(draw.below(4) as f64)
    })
}

/// A condition; with `relates`, it may compare with the trigger.
fn condition(draw: &mut Draw<'_>, relates: bool, depth: usize) -> Condition {
    let number = At::from("number".to_owned());
    let kinds = if depth > 1 { 9 } else { 13 };
    match draw.below(kinds) {
        0 => Condition::Eq(field(draw), literal(draw)),
        1 => Condition::Ne(field(draw), literal(draw)),
        2 => Condition::AtMost(number, amount(draw)),
        3 => Condition::AtLeast(number, amount(draw)),
        4 => Condition::Below(number, amount(draw)),
        5 => Condition::Above(number, amount(draw)),
        6 => Condition::In(field(draw), vec![literal(draw), literal(draw)]),
        7 if relates => Condition::Same(field(draw), field(draw)),
        8 if relates => Condition::Other(field(draw), field(draw)),
        9 => Condition::All(several(draw, relates, depth)),
        10 => Condition::Any(several(draw, relates, depth)),
        11 => Condition::Not(Box::new(condition(draw, relates, depth + 1))),
        _ => Condition::Has(field(draw)),
    }
}

fn several(draw: &mut Draw<'_>, relates: bool, depth: usize) -> Vec<Condition> {
    (0..draw.below(3))
        .map(|_| condition(draw, relates, depth + 1))
        .collect()
}

fn pattern_of(draw: &mut Draw<'_>, relates: bool) -> FactPattern {
    let mut conditions: Vec<Condition> = Vec::new();
    if relates && draw.chance(0.5) {
        let f = At::from(draw.pick(&["actor", "track", "word"]).to_owned());
        conditions.push(Condition::Same(f.clone(), f));
    }
    if draw.chance(0.4) {
        conditions.push(condition(draw, relates, 0));
    }
    FactPattern {
        fact: At::from(draw.pick(&NAMES).to_owned()),
        conditions,
    }
}

fn length(draw: &mut Draw<'_>) -> At<Length> {
    At::from(if draw.chance(0.3) {
        Length::Named("soon".to_owned())
    } else {
        Length::Fixed(SimDuration(MINUTE * draw.below(6) as i64))
    })
}

/// A pattern; now and then several, or a part with its own scope or gravity.
fn pattern(draw: &mut Draw<'_>, depth: usize) -> Pattern {
    match draw.below(if depth < 2 { 8 } else { 6 }) {
        6 => Pattern::Every(
            (0..=draw.below(2))
                .map(|_| pattern(draw, depth + 1))
                .collect(),
        ),
        7 => Pattern::Part(Box::new(Part {
            pattern: pattern(draw, depth + 1),
            scope: draw.chance(0.6).then(|| scope(draw)),
            severity: draw.chance(0.5).then_some(Int(4)),
        })),
        0 => Pattern::Absence(Absence {
            of: pattern_of(draw, false),
            exposure: draw.chance(0.5).then(|| pattern_of(draw, false)),
        }),
        1 => Pattern::Existence(Existence {
            of: pattern_of(draw, true),
            within: length(draw),
        }),
        2 => Pattern::Response(Response {
            when: pattern_of(draw, false),
            then: pattern_of(draw, true),
            within: length(draw),
        }),
        3 => Pattern::Precedence(Precedence {
            what: pattern_of(draw, false),
            needs: pattern_of(draw, true),
            within: length(draw),
            at_least: At::from(Length::Fixed(SimDuration(MINUTE * draw.below(2) as i64))),
        }),
        4 => Pattern::Recurrence(Recurrence {
            of: pattern_of(draw, false),
            until: draw.chance(0.5).then(|| pattern_of(draw, false)),
            every: length(draw),
        }),
        _ => Pattern::Universality(Universality {
            of: Interval {
                open: pattern_of(draw, false),
                close: pattern_of(draw, false),
            },
        }),
    }
}

fn scope(draw: &mut Draw<'_>) -> Scope {
    match draw.below(5) {
        0 => Scope::Globally,
        1 => Scope::Before(pattern_of(draw, false)),
        2 => Scope::After(pattern_of(draw, false)),
        3 => Scope::Between(pattern_of(draw, false), pattern_of(draw, true)),
        _ => Scope::While(Interval {
            open: pattern_of(draw, false),
            close: pattern_of(draw, true),
        }),
    }
}

fn rule(draw: &mut Draw<'_>) -> RuleSet {
    let per: &[&str] = [&[][..], &["actor"], &["actor", "track"]][draw.below(3)];
    let status = if draw.chance(0.3) {
        vec![SectionStatus::Undefined]
    } else {
        SectionStatus::ALL.to_vec()
    };
    let value = |value| Value {
        value: At::from(value),
        basis: Basis::Assumption,
    };
    let values = [
        (
            "soon".to_owned(),
            value(Quantity::Duration(SimDuration(3 * MINUTE))),
        ),
        ("two".to_owned(), value(Quantity::Number(2.0))),
    ];
    let rule = Rule {
        id: At::from(Name::new("R")),
        title: String::new(),
        statement: String::new(),
        sources: Vec::new(),
        severity: Int(2),
        modality: Modality::Obligation,
        status,
        per: per.iter().map(|f| At::from((*f).to_owned())).collect(),
        scope: scope(draw),
        pattern: pattern(draw, 0),
        excuse: draw.chance(0.3).then(|| pattern_of(draw, true)),
        excuse_every: draw.chance(0.3).then(|| length(draw)),
        yields_to: (0..usize::from(draw.chance(0.3)))
            .map(|_| Yield {
                rule: At::from(Name::new("R")),
                when: pattern_of(draw, true),
                within: length(draw),
            })
            .collect(),
        reason: String::new(),
        keeps: String::new(),
        breaks: String::new(),
    };
    RuleSet {
        format: Int(1),
        title: String::new(),
        values: values.into_iter().collect(),
        rules: vec![rule],
    }
}

/// What is compared of an obligation: when it arose, what became of it, whom it binds, the slack,
/// and how grave it is.
pub(crate) type Found = (i64, &'static str, BTreeMap<String, String>, Option<i64>, u8);

fn holds(numbers: &[u16], covered: &mut BTreeSet<String>) -> Result<(), TestCaseError> {
    let mut draw = Draw::new(numbers);
    let (rules, log) = (rule(&mut draw), log(&mut draw));
    let horizon = log.last().map_or(0, |f| f.at) + MINUTE * draw.below(3) as i64;
    let complete = draw.chance(0.5);
    let facts = log.iter().map(|f| f as &dyn Fact);
    let judged =
        monitor::judge(&rules, facts, SimTime(horizon), complete).map_err(TestCaseError::fail)?;
    let mut fast: Vec<Found> = judged
        .obligations
        .iter()
        .map(|o| {
            (
                o.at.0,
                o.verdict.word(),
                o.binding.clone(),
                o.slack.map(|s| s.0),
                o.severity,
            )
        })
        .collect();
    let mut slow = slow::judge(&rules, &log, horizon, complete);
    fast.sort();
    slow.sort();
    if fast != slow {
        let lines: Vec<String> = log.iter().map(|f| format!("{f:?}")).collect();
        return Err(TestCaseError::fail(format!(
            "{:#?}\n{}\nhorizon {horizon}, complete {complete}\nmonitor: {fast:#?}\nformulas: {slow:#?}",
            rules.rules[0],
            lines.join("\n")
        )));
    }
    let text = format!("{:?} {:?}", rules.rules[0].scope, rules.rules[0].pattern);
    let words = text.split(|c: char| !c.is_alphanumeric());
    covered.extend(
        words
            .filter(|w| w.starts_with(|c: char| c.is_uppercase()))
            .map(str::to_owned),
    );
    covered.extend(fast.iter().map(|f| f.1.to_owned()));
    Ok(())
}

#[test]
fn the_monitor_agrees_with_the_formulas() {
    let number = |name: &str, usual: u64| {
        let given = std::env::var(name).ok();
        given.and_then(|n| n.parse().ok()).unwrap_or(usual)
    };
    let cases = number("ORACLE_CASES", 200_000) as u32;
    let seed = number("ORACLE_SEED", 1) as u8;
    let covered: BTreeSet<String> = std::thread::scope(|scope| {
        let workers = [0, 1].map(|worker| scope.spawn(move || run(cases / 2, [seed, worker])));
        workers
            .into_iter()
            .flat_map(|w| w.join().expect("they agree"))
            .collect()
    });
    for word in [
        "Absence",
        "Existence",
        "Response",
        "Precedence",
        "Recurrence",
        "Universality",
        "Every",
        "Part",
        "Globally",
        "Before",
        "After",
        "Between",
        "While",
        "Eq",
        "Ne",
        "AtMost",
        "AtLeast",
        "Below",
        "Above",
        "In",
        "Has",
        "Same",
        "Other",
        "All",
        "Any",
        "Not",
        "satisfied",
        "violated",
        "excused",
        "pending",
    ] {
        assert!(covered.contains(word), "no case had {word}");
    }
}

fn run(cases: u32, seed: [u8; 2]) -> BTreeSet<String> {
    let mut bytes = [0; 32];
    bytes[..2].copy_from_slice(&seed);
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let covered = std::cell::RefCell::new(BTreeSet::new());
    let outcome = TestRunner::new_with_rng(config, rng).run(&vec(u16::ANY, 10..160), |numbers| {
        holds(&numbers, &mut covered.borrow_mut())
    });
    if let Err(fault) = outcome {
        panic!("{fault}");
    }
    covered.into_inner()
}
