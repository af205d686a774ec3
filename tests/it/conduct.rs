//! The shipped rules against small logs written by hand.

use std::collections::BTreeMap;

use joint_patrol::base::time::SimTime;
use joint_patrol::conduct::RuleSet;
use joint_patrol::conduct::ledger::Counts;
use joint_patrol::conduct::monitor;
use joint_patrol::io::load::Loader;
use joint_patrol::journal::fact::{Fact, FieldValue};

const MIN: i64 = 60_000;

#[derive(Clone)]
struct Row {
    at: i64,
    row: u64,
    name: &'static str,
    fields: BTreeMap<String, String>,
}

impl Fact for Row {
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
        let text = self.fields.get(field)?;
        Some(match (text.parse::<f64>(), text.as_str()) {
            (Ok(number), _) => FieldValue::Number(number),
            (_, "true") => FieldValue::Bool(true),
            (_, "false") => FieldValue::Bool(false),
            (_, text) => FieldValue::Text(text),
        })
    }
}

/// `minute kind field=value …`, one fact a line.
fn log(text: &'static str) -> Vec<Row> {
    let line = |(i, line): (usize, &'static str)| {
        let mut words = line.split_whitespace();
        let minute: f64 = words.next().and_then(|w| w.parse().ok()).expect("a minute");
        let name = words.next().expect("a kind");
        let fields = words
            .filter_map(|w| w.split_once('='))
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect();
        Row {
            at: (minute * MIN as f64) as i64,
            row: i as u64 + 1,
            name,
            fields,
        }
    };
    text.lines()
        .filter(|l| !l.trim().is_empty())
        .enumerate()
        .map(line)
        .collect()
}

fn rules() -> RuleSet {
    Loader::default()
        .shipped_rules()
        .expect("the shipped rules are sound")
}

fn judged(rule: &str, rows: &[Row], until_min: i64) -> Counts {
    let rules = rules();
    let place = rules
        .rules
        .iter()
        .position(|r| r.id.value == *rule)
        .expect("the rule");
    let facts = rows.iter().map(|r| r as &dyn Fact);
    let judgement = monitor::judge(&rules, facts, SimTime(until_min * MIN), true).expect("sound");
    judgement.counts(place)
}

/// rule, log, end in minutes, satisfied, violated, excused, pending.
type Case = (&'static str, &'static str, i64, [u64; 4]);

const SEEN: &str = "10 contact_classified actor=A track=t class=threat line_distance_m=900";

const CASES: &[Case] = &[
    (
        "LOC-01",
        "-800 plan_shared actor=A patrol=p departure=1\n0 patrol_started actor=A patrol=p departure=1 on_joint_section=true",
        60,
        [1, 0, 0, 0],
    ),
    (
        "LOC-01",
        "-100 plan_shared actor=A patrol=p departure=1\n0 patrol_started actor=A patrol=p departure=1 on_joint_section=true",
        60,
        [0, 1, 0, 0],
    ),
    (
        "LOC-05",
        "0 patrol_started actor=A unit=u\n9 line_recrossed actor=A unit=u",
        60,
        [1, 0, 0, 0],
    ),
    (
        "LOC-05",
        "0 patrol_started actor=A unit=u\n9 line_crossed actor=A unit=u authorised=false pursuit=false",
        60,
        [0, 1, 0, 0],
    ),
    (
        "LOC-08",
        "5 encounter_began actor=A encounter=e unit=u status=undefined planned=false\n6 halted actor=A encounter=e unit=u",
        60,
        [1, 0, 0, 0],
    ),
    (
        "LOC-08",
        "5 encounter_began actor=A encounter=e unit=u status=undefined planned=false\n5 advanced actor=A encounter=e unit=u",
        60,
        [0, 2, 0, 0],
    ),
    (
        "LOC-08",
        "5 encounter_began actor=A encounter=e unit=u status=demarcated planned=false",
        60,
        [0, 0, 0, 0],
    ),
    (
        "LOC-14",
        "10 contact_classified actor=A track=t class=threat line_distance_m=900\n20 notification_sent actor=A track=t",
        60,
        [1, 0, 0, 0],
    ),
    (
        "LOC-14",
        "10 contact_classified actor=A track=t class=threat line_distance_m=900\n20.01 notification_sent actor=A track=t",
        60,
        [0, 1, 0, 0],
    ),
    (
        "LOC-14",
        "10 contact_classified actor=A track=t class=threat line_distance_m=900\n15 notification_sent actor=B track=t",
        60,
        [0, 1, 0, 0],
    ),
    ("LOC-14", SEEN, 19, [0, 0, 0, 1]),
    (
        "LOC-14",
        "10 contact_classified actor=A track=t class=threat line_distance_m=9000",
        60,
        [0, 0, 0, 0],
    ),
    (
        "LOC-14",
        "10 contact_classified actor=A track=t class=threat line_distance_m=900\n12 attempt_failed actor=A track=t purpose=notify reason=outage\n40 notification_sent actor=A track=t",
        60,
        [0, 0, 1, 0],
    ),
    (
        "LOC-15",
        "3 notification_received actor=B message=m channel=hotline\n8 acknowledgement_sent actor=B message=m",
        60,
        [1, 0, 0, 0],
    ),
    (
        "LOC-15",
        "3 notification_received actor=B message=m channel=hotline\n8 acknowledgement_sent actor=B message=n",
        60,
        [0, 1, 0, 0],
    ),
    (
        "LOC-16",
        "3 line_reached actor=A track=t\n7 handover_sent actor=A track=t",
        60,
        [1, 0, 0, 0],
    ),
    (
        "LOC-16",
        "3 line_reached actor=A track=t\n4 line_crossed actor=A track=t authorised=false pursuit=true",
        60,
        [0, 2, 0, 0],
    ),
    (
        "LOC-18",
        "0 joint_operation_began actor=A unit=u patrol=p departure=1 status=undefined\n14 position_reported actor=A unit=u patrol=p departure=1\n20 joint_operation_ended actor=A unit=u patrol=p departure=1",
        60,
        [2, 0, 0, 0],
    ),
    (
        "LOC-18",
        "0 joint_operation_began actor=A unit=u patrol=p departure=1 status=undefined\n40 joint_operation_ended actor=A unit=u patrol=p departure=1",
        60,
        [0, 1, 0, 0],
    ),
    (
        "LOC-19",
        "0 threat_confirmed actor=A case=c joint=true\n3 unit_tasked actor=A case=c\n9 lead_declared actor=B case=c",
        60,
        [2, 0, 0, 0],
    ),
    (
        "LOC-19",
        "0 threat_confirmed actor=A case=c joint=true\n3 unit_tasked actor=B case=c",
        60,
        [0, 2, 0, 0],
    ),
    (
        "LOC-20",
        "0 part_agreed section=s part=s/1 status=delimited\n60 observation_began section=s part=s/1\n90 observation_ended section=s part=s/1",
        400,
        [2, 0, 0, 0],
    ),
    (
        "LOC-20",
        "0 part_agreed section=s part=s/1 status=undefined",
        400,
        [0, 1, 0, 0],
    ),
];

#[test]
fn each_rule_is_kept_and_broken_as_it_should() {
    for (rule, text, until, expected) in CASES {
        let c = judged(rule, &log(text), *until);
        let got = [c.satisfied, c.violated, c.excused, c.pending];
        assert_eq!(got, *expected, "{rule}:\n{text}");
    }
}

#[test]
fn time_and_bystanders_change_no_verdict_and_an_empty_log_asks_nothing() {
    for (rule, text, until, expected) in CASES {
        let mut rows = log(text);
        rows.iter_mut().for_each(|r| r.at += 5000 * MIN);
        let first = rows[0].at;
        let last = rows[rows.len() - 1].at;
        for (at, row) in [(first, 901), (last, 902)] {
            let fields = BTreeMap::from([("actor".to_owned(), "Z".to_owned())]);
            let other = Row {
                at,
                row,
                name: "note_taken",
                fields,
            };
            let place = if row == 901 { 0 } else { rows.len() };
            rows.insert(place, other);
        }
        let c = judged(rule, &rows, until + 5000);
        let got = [c.satisfied, c.violated, c.excused, c.pending];
        assert_eq!(got, *expected, "{rule}:\n{text}");
        assert_eq!(judged(rule, &[], 60).total(), 0);
    }
}
