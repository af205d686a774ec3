//! Who owns a departure: a seat where an order was late or wrong, the doctrine where it lapsed,
//! the model where the right choice was made in time and something stood against it.

use std::collections::BTreeSet;

use joint_patrol::base::id::Name;
use joint_patrol::base::time::{SimDuration, SimTime};
use joint_patrol::conduct::ledger::Verdict;
use joint_patrol::io::load::Loaded;
use joint_patrol::io::shipped;
use joint_patrol::journal::Journal;
use joint_patrol::journal::event::Event;
use joint_patrol::notation::kinds::Real;
use joint_patrol::order::{Order, What};
use joint_patrol::scenario::doctrine::{AcrossBorder, Habit};
use joint_patrol::score::findings::Finding;
use joint_patrol::score::owner::Owner;
use joint_patrol::score::{self};
use joint_patrol::sim::{self, Seeds};

use crate::util::{Exercise, shipped as text, with};

fn ideal(name: &str, change: impl FnOnce(&mut Loaded)) -> Exercise {
    let states = ["KAZ", "KGZ", "TJK", "UZB"];
    let file = text(name);
    let there: Vec<(&str, &str)> = states
        .iter()
        .filter(|s| file.contains(&format!("(id: \"{s}\"")))
        .map(|s| (*s, "ideal"))
        .collect();
    with(&file, &there, change)
}

fn run(e: &Exercise, seed: u64, orders: &[Order]) -> (Journal, Vec<Finding>) {
    let header = e.loaded.header(seed, seed);
    let journal = sim::journal(&e.scenario, header, Seeds::both(seed), orders);
    let card = score::score(&journal, &e.scenario, &e.loaded.rules, &e.loaded.profile)
        .expect("the rules hold");
    let violated = card
        .findings
        .into_iter()
        .filter(|f| f.verdict == Verdict::Violated);
    (journal, violated.collect())
}

/// A habit across the border that is never kept, and the fact that then is missing.
type Lapse = (
    &'static str,
    fn(&mut AcrossBorder) -> &mut Habit,
    &'static str,
);

const LAPSES: [Lapse; 7] = [
    ("four_services", |b| &mut b.notify, "notification_sent"),
    (
        "four_services",
        |b| &mut b.acknowledge,
        "acknowledgement_sent",
    ),
    ("four_services", |b| &mut b.declare_lead, "lead_declared"),
    ("four_services", |b| &mut b.tell_detention, "detention_told"),
    ("herd_across", |b| &mut b.tell_incident, "incident_told"),
    (
        "herd_across",
        |b| &mut b.request_meeting,
        "meeting_requested",
    ),
    ("herd_across", |b| &mut b.answer_meeting, "meeting_answered"),
];

#[test]
fn where_the_doctrine_lapsed_it_is_the_doctrines() {
    for (name, habit, wanted) in LAPSES {
        let e = ideal(name, |loaded| {
            for doctrine in loaded.inputs.doctrines.values_mut() {
                habit(&mut doctrine.border).chance = Real(0.0);
            }
        });
        let (mut seen, mut all) = (0, 0);
        for seed in 1..=6 {
            for f in run(&e, seed, &[]).1 {
                if f.wanted.as_ref().is_some_and(|w| *w == *wanted) {
                    // What nobody was asked about is nobody's.
                    assert_ne!(f.owner, Owner::Seat, "{name}: {f:?}");
                    seen += usize::from(f.owner == Owner::Doctrine);
                    all += 1;
                }
            }
        }
        assert!(
            seen > 0 && 10 * seen >= 9 * all,
            "{name}: of {all} that lacked {wanted}, {seen}"
        );
    }
}

#[test]
fn where_the_radio_failed_it_is_the_models() {
    // Everybody calls at once, and hardly any call gets through: nothing is out, so that nothing
    // is excused.
    let e = ideal("four_services", |loaded| {
        let channels = &mut loaded.inputs.scenario.channels;
        for channel in channels.iter_mut() {
            channel.success = Real(0.02);
        }
        if channels.is_empty() {
            let file = "(id: hotline, success: 0.02)";
            channels.push(crate::util::ron(file).expect("a channel"));
        }
    });
    let mut owners: Vec<Owner> = Vec::new();
    for seed in 1..=3 {
        let told = run(&e, seed, &[]).1;
        let told = told.iter().filter(|f| {
            f.wanted
                .as_ref()
                .is_some_and(|w| *w == *"notification_sent")
        });
        owners.extend(told.map(|f| f.owner));
    }
    assert!(owners.len() > 10, "{}", owners.len());
    assert!(owners.iter().all(|o| *o == Owner::Model), "{owners:?}");
}

/// Exercise, kind of decision, the fact that is missing or late then.
const SEATS: [(&str, &str, &str); 8] = [
    ("four_services", "notify", "notification_sent"),
    ("four_services", "acknowledge", "acknowledgement_sent"),
    ("four_services", "hand_over", "handover_sent"),
    ("four_services", "declare_lead", "lead_declared"),
    ("four_services", "tell_detention", "detention_told"),
    ("herd_across", "tell_incident", "incident_told"),
    ("herd_across", "answer_meeting", "meeting_answered"),
    ("encounter_in_fog", "encounter", "halted"),
];

#[test]
fn where_a_seats_order_was_late_or_wrong_it_is_the_seats() {
    for (name, kind, wanted) in SEATS {
        let e = ideal(name, |_| {});
        let mut seen = 0;
        for seed in 1..=8 {
            let (journal, before) = run(&e, seed, &[]);
            let Some((at, seat, request, options)) = first_request(&journal, kind) else {
                continue;
            };
            // Rightly but late, and at once but wrongly.
            let orders = [
                (SimDuration::from_min(50), &options[0]),
                (SimDuration::from_min(1), &options[1]),
            ];
            for (after, choice) in orders {
                let order = Order {
                    at: at + after,
                    seat: seat.clone(),
                    what: What::Decide {
                        request: request.clone(),
                        choice: choice.clone(),
                        reason: None,
                    },
                };
                let new: Vec<Finding> = run(&e, seed, &[order])
                    .1
                    .into_iter()
                    .filter(|f| f.at_ms <= at && !before.iter().any(|b| same(b, f)))
                    .filter(|f| f.wanted.as_ref().is_some_and(|w| *w == *wanted))
                    .collect();
                for f in &new {
                    assert_eq!(f.owner, Owner::Seat, "{name} {kind}: {f:?}");
                }
                seen += new.len();
            }
        }
        assert!(seen > 0, "{name}: no departure came of {kind}");
    }
}

fn same(a: &Finding, b: &Finding) -> bool {
    (&a.rule, a.at_ms, &a.binding, &a.wanted) == (&b.rule, b.at_ms, &b.binding, &b.wanted)
}

fn first_request(journal: &Journal, kind: &str) -> Option<(SimTime, Name, Name, Vec<Name>)> {
    journal.entries.iter().find_map(|e| match &e.event {
        Event::DecisionRequested(r) if r.decision == *kind => {
            Some((e.at, r.seat.clone(), r.request.clone(), r.options.clone()))
        }
        _ => None,
    })
}

#[test]
fn nobody_is_blamed_for_an_automaton() {
    let mut owners = BTreeSet::new();
    for name in shipped::scenarios() {
        for doctrine in ["isolated", "joint"] {
            let file = text(&name);
            let states = ["KAZ", "KGZ", "TJK", "UZB"];
            let all: Vec<(&str, &str)> = states
                .iter()
                .filter(|s| file.contains(&format!("(id: \"{s}\"")))
                .map(|s| (*s, doctrine))
                .collect();
            let e = with(&file, &all, |_| {});
            for seed in 1..=3 {
                owners.extend(run(&e, seed, &[]).1.iter().map(|f| f.owner));
            }
        }
    }
    assert_eq!(owners, BTreeSet::from([Owner::Doctrine, Owner::Model]));
}
