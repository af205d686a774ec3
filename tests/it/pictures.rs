//! Pictures are not filtered truth, and every entry has its cause.

use std::collections::BTreeSet;

use joint_patrol::base::id::Name;
use joint_patrol::journal::event::Event;
use joint_patrol::journal::{Journal, lines};
use joint_patrol::score::outcomes::outcomes;

use crate::util::{exercise, over_seeds, place, shipped, with};

/// Every chain of causes ends in something from outside, an order, or a plan; and a journal reads
/// back to the same values.
#[test]
fn every_chain_of_causes_ends_in_a_root() {
    for name in joint_patrol::io::shipped::scenarios() {
        let exercise = with(&shipped(&name), &[], |_| {});
        let journal = exercise.run(2);
        for entry in &journal.entries {
            match entry.cause {
                Some(cause) => {
                    assert!(cause < entry.seq, "{} causes {}", cause, entry.seq);
                    assert!(journal.entry(cause).is_some());
                }
                None => assert!(entry.event.may_be_root(), "{}", entry.event.kind()),
            }
        }
        let mut text = lines::header_line(&journal.header);
        let mut writer = lines::Writer::default();
        writer.write(&journal.entries, &mut text);
        let trailer = writer.finish(exercise.scenario.end());
        text.extend(lines::trailer_line(&trailer));
        let mut loader = joint_patrol::io::load::Loader::default();
        let file = loader
            .sources
            .add("j", String::from_utf8(text).expect("text"));
        let back = lines::read(&loader.sources, file, &mut loader.diags).expect("it reads back");
        assert_eq!(back, journal);
    }
}

fn two_close_and_one_false() -> String {
    format!(
        "(format: 1, title: \"Pictures\", start: \"2022-06-27T06:00:00+06:00\", duration: \"6h\", \
         origin: (lon: 72.0, lat: 40.0), light: day, \
         states: [(id: \"KGZ\", doctrine: \"joint\"), (id: \"TJK\", doctrine: \"joint\")], \
         sections: [(id: \"line\", between: (\"KGZ\", \"TJK\"), status: delimited, joint: true, \
            line: [({}), ({})])], \
         sites: [(id: \"a\", kind: post, state: \"KGZ\", at: ({}), hotline: [\"b\"], sensors: [\"camera\"]), \
            (id: \"b\", kind: post, state: \"TJK\", at: ({}), sensors: [\"camera\"]), \
            (id: \"start\", kind: junction, state: \"KGZ\", at: ({})), \
            (id: \"goal\", kind: junction, state: \"TJK\", at: ({}))], \
         legs: [(from: \"a\", to: \"start\"), (from: \"start\", to: \"goal\"), (from: \"b\", to: \"goal\")], \
         units: [(id: \"k\", state: \"KGZ\", home: \"a\"), (id: \"t\", state: \"TJK\", home: \"b\")], \
         arrivals: [(id: \"pair\", kind: drug_trafficking, from: [\"start\"], to: [\"goal\"], \
            at: [\"1h\", \"1h4min\"], size: (2, 2))], \
         injects: [(id: \"rumour\", at: Time(\"90min\"), \
            what: FalseContact(at: \"start\", state: \"KGZ\"))])",
        place(-8000.0, 0.0),
        place(8000.0, 0.0),
        place(-700.0, 1500.0),
        place(-700.0, -1500.0),
        place(0.0, 4000.0),
        place(0.0, -6000.0),
    )
}

/// Two groups close together and one rumour: reports are taken for the wrong people, the same
/// people get two tracks, and units look in vain.
#[test]
fn reports_are_taken_for_the_wrong_people() {
    let exercise = exercise(&two_close_and_one_false());
    let all = over_seeds(0..100, |seed| {
        let journal = exercise.run(seed);
        let o = outcomes(&journal);
        let rumours = journal
            .entries
            .iter()
            .filter(|e| match &e.event {
                Event::TrackOpened(t) => t.truth.as_str().starts_with("nobody/"),
                Event::TrackUpdated(t) => t.truth.as_str().starts_with("nobody/"),
                _ => false,
            })
            .count();
        (
            o.wrong_correlations,
            o.duplicate_tracks,
            o.searches_in_vain,
            rumours,
        )
    });
    let sum = |f: fn(&(usize, usize, usize, usize)) -> usize| all.iter().map(f).sum::<usize>();
    let (wrong, double, vain, rumours) = (sum(|x| x.0), sum(|x| x.1), sum(|x| x.2), sum(|x| x.3));
    println!(
        "100 runs: {wrong} wrong, {double} double, {vain} in vain, {rumours} rumours believed"
    );
    assert!(wrong > 10 && double > 10 && vain > 10 && rumours > 10);
}

fn decisions(journal: &Journal) -> Vec<(i64, Event)> {
    journal
        .entries
        .iter()
        .filter(|e| {
            matches!(
                e.event,
                Event::DecisionRequested(_) | Event::DecisionMade(_)
            )
        })
        .map(|e| (e.at.0, e.event.clone()))
        .collect()
}

/// Truth that nobody observed, garbled, leaves every decision as it was.
#[test]
fn what_nobody_saw_decides_nothing() {
    let plain = with(&shipped("first_patrol"), &[], |_| {});
    let mut compared = 0;
    for seed in 0..60 {
        let journal = plain.run(seed);
        let seen: BTreeSet<&Name> = journal
            .entries
            .iter()
            .filter_map(|e| match &e.event {
                Event::ContactDetected(c) => Some(&c.truth),
                _ => None,
            })
            .collect();
        // A source of which nobody saw any group.
        let unseen = plain
            .scenario
            .sources
            .iter()
            .map(|(_, s)| s.name.clone())
            .find(|name| {
                let prefix = format!("{name}-");
                !seen.iter().any(|g| g.as_str().starts_with(&prefix))
            });
        let Some(unseen) = unseen else { continue };
        let garbled = with(&shipped("first_patrol"), &[], |loaded| {
            for source in &mut loaded.inputs.scenario.arrivals {
                if source.id.value == unseen {
                    source.kind = joint_patrol::scenario::file::ArrivalKind::Wildlife;
                }
            }
        });
        let garbled = garbled.run(seed);
        let prefix = format!("{unseen}-");
        let still = garbled.entries.iter().all(
            |e| !matches!(&e.event, Event::ContactDetected(c) if c.truth.as_str().starts_with(&prefix)),
        );
        if still {
            compared += 1;
            assert_eq!(
                decisions(&journal),
                decisions(&garbled),
                "seed {seed}, {unseen}"
            );
        }
    }
    assert!(
        compared >= 5,
        "only {compared} runs had a source that nobody saw"
    );
}
