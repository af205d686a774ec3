//! What must not matter does not: names, order in the file, a bystander far away, the origin.

use joint_patrol::journal::event::Event;
use joint_patrol::journal::lines::Writer;
use joint_patrol::journal::{Entry, Journal};
use joint_patrol::scenario::file::{Light, ScenarioFile};

use crate::util::{Exercise, digest, root, shipped, with};

/// Every shipped exercise, with a change of its scenario.
fn every(change: impl Fn(&mut ScenarioFile)) -> Vec<(String, Exercise)> {
    let one = |name: String| {
        let exercise = with(&shipped(&name), &[], |loaded| {
            change(&mut loaded.inputs.scenario);
        });
        (name, exercise)
    };
    joint_patrol::io::shipped::scenarios()
        .into_iter()
        .map(one)
        .collect()
}

/// The same with and without a change, in every shipped exercise.
fn changes_nothing(seeds: &[u64], change: impl Fn(&mut ScenarioFile)) {
    for ((name, a), (_, b)) in every(|_| {}).iter().zip(&every(change)) {
        for &seed in seeds {
            let (a, b) = (digest(&a.run(seed)), digest(&b.run(seed)));
            assert_eq!(a, b, "{name}, seed {seed}");
        }
    }
}

#[test]
fn the_line_of_an_entry_is_what_serde_writes() {
    for (_, exercise) in every(|_| {}) {
        let mut writer = Writer::default();
        for entry in &exercise.run(3).entries {
            let mut line = Vec::new();
            writer.write(std::slice::from_ref(entry), &mut line);
            let mut other = serde_json::to_vec(entry).unwrap();
            other.push(b'\n');
            assert_eq!(String::from_utf8(line), String::from_utf8(other));
        }
    }
}

#[test]
fn display_names_mean_nothing() {
    changes_nothing(&[3], |s| {
        s.sites
            .iter_mut()
            .for_each(|x| x.name = Some("Somewhere".to_owned()));
        s.units
            .iter_mut()
            .for_each(|x| x.name = Some("Somebody".to_owned()));
        s.patrols.iter_mut().for_each(|x| x.name = None);
        s.states.iter_mut().for_each(|x| x.name = None);
    });
}

#[test]
fn the_order_in_the_file_means_nothing() {
    changes_nothing(&[3, 4], |s| {
        s.units.reverse();
        s.sites.reverse();
        s.legs.reverse();
        s.patrols.reverse();
        s.arrivals.reverse();
        s.civilians.reverse();
        s.states.reverse();
        s.sections.reverse();
        s.sensors.reverse();
        s.areas.reverse();
        s.rivers.reverse();
        s.incidents.reverse();
        s.representatives.reverse();
        s.channels.reverse();
    });
}

#[test]
fn the_length_of_a_tick_means_nothing() {
    for seconds in [10, 600] {
        changes_nothing(&[3], |s| s.tick.value.0 = seconds * 1000);
    }
}

#[test]
fn an_idle_bystander_changes_nothing() {
    let more = |s: &mut ScenarioFile| {
        let of = s.units[0].home.value.clone();
        let home = s.sites.iter().find(|x| x.id.value == of);
        let mut site = home.expect("a unit has a home").clone();
        site.id.value = "zz-far".into();
        site.at.lon.0 += 0.6;
        site.at.lat.0 += 0.5;
        site.hotline.clear();
        site.sensors.clear();
        let mut unit = s.units[0].clone();
        unit.id.value = "aa-idle".into();
        unit.home.value = "zz-far".into();
        unit.sensors.clear();
        unit.heavy = false;
        s.sites.push(site);
        s.units.push(unit);
    };
    let without = |journal: &Journal| -> Vec<(i64, Event)> {
        let own = |e: &&Entry| e.subject != *"aa-idle" && e.subject != *"zz-far";
        journal
            .entries
            .iter()
            .filter(own)
            .map(|e| (e.at.0, e.event.clone()))
            .collect()
    };
    for ((name, a), (_, b)) in every(|_| {}).iter().zip(&every(more)) {
        for seed in [3, 4] {
            let (a, b) = (without(&a.run(seed)), without(&b.run(seed)));
            let part = a.iter().zip(&b).find(|(x, y)| x != y);
            assert!(a == b, "{name}, seed {seed}: {part:#?}");
        }
    }
}

#[test]
fn the_origin_moves_nothing_but_the_sun() {
    let fixed = |by: (f64, f64)| {
        every(move |s| {
            s.light = Light::Day;
            s.origin.lon.0 += by.0;
            s.origin.lat.0 += by.1;
        })
    };
    for ((name, a), (_, b)) in fixed((0.0, 0.0)).iter().zip(&fixed((0.31, -0.17))) {
        assert_eq!(digest(&a.run(5)), digest(&b.run(5)), "{name}");
    }
}

/// A whole scenario carried round the earth, with the light fixed, is the same exercise.
#[test]
fn everything_carried_east_is_the_same_exercise() {
    let carried = |degrees: f64| {
        every(move |s| {
            s.light = Light::Day;
            s.origin.lon.0 += degrees;
            s.sites.iter_mut().for_each(|x| x.at.lon.0 += degrees);
            s.legs
                .iter_mut()
                .flat_map(|x| &mut x.via)
                .for_each(|p| p.lon.0 += degrees);
            let lines = s.sections.iter_mut().flat_map(|section| {
                let claims = section.claims.values_mut().flatten();
                section.line.iter_mut().chain(claims)
            });
            let outlines = s.areas.iter_mut().flat_map(|x| &mut x.outline);
            let rivers = s.rivers.iter_mut().flat_map(|x| &mut x.line);
            lines
                .chain(outlines)
                .chain(rivers)
                .for_each(|p| p.lon.0 += degrees);
        })
    };
    for ((name, a), (_, b)) in carried(0.0).iter().zip(&carried(2.5)) {
        assert_eq!(digest(&a.run(5)), digest(&b.run(5)), "{name}");
    }
}

/// The digests of some journals, as they were recorded: they move only when the model does, and
/// then CHANGELOG.md says so. Written anew with `UPDATE_DOCS=1`. CI runs an unoptimised build
/// against the same file.
#[test]
fn journals_are_those_that_were_recorded() {
    let mut text = String::new();
    for (name, exercise) in every(|_| {}) {
        for seed in [7, 8] {
            let journal = exercise.run(seed);
            let trailer = journal.trailer.as_ref().expect("it ran to its end");
            text.push_str(&format!("{name} {seed} {}\n", trailer.digest));
        }
    }
    let path = root().join("tests/data/digests.txt");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &text).expect("written");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), text);
}
