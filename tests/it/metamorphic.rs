//! What must not matter does not: names, order in the file, a bystander far away, the origin.

use joint_patrol::journal::event::Event;
use joint_patrol::journal::lines::Writer;
use joint_patrol::journal::{Entry, Journal};

use crate::util::{Exercise, digest, root, shipped, with};

fn plain() -> Exercise {
    with(&shipped("first_patrol"), &[], |_| {})
}

#[test]
fn the_line_of_an_entry_is_what_serde_writes() {
    let mut writer = Writer::default();
    for entry in &plain().run(3).entries {
        let mut line = Vec::new();
        writer.write(entry, &mut line);
        let mut other = serde_json::to_vec(entry).unwrap();
        other.push(b'\n');
        assert_eq!(String::from_utf8(line), String::from_utf8(other));
    }
}

#[test]
fn display_names_mean_nothing() {
    let renamed = with(&shipped("first_patrol"), &[], |loaded| {
        let s = &mut loaded.inputs.scenario;
        s.sites
            .iter_mut()
            .for_each(|x| x.name = Some("Somewhere".to_owned()));
        s.units
            .iter_mut()
            .for_each(|x| x.name = Some("Somebody".to_owned()));
        s.patrols.iter_mut().for_each(|x| x.name = None);
        s.states.iter_mut().for_each(|x| x.name = None);
    });
    assert_eq!(digest(&plain().run(3)), digest(&renamed.run(3)));
}

#[test]
fn the_order_in_the_file_means_nothing() {
    let turned = with(&shipped("first_patrol"), &[], |loaded| {
        let s = &mut loaded.inputs.scenario;
        s.units.reverse();
        s.sites.reverse();
        s.legs.reverse();
        s.patrols.reverse();
        s.arrivals.reverse();
        s.civilians.reverse();
        s.states.reverse();
        s.sections.reverse();
        s.sensors.reverse();
    });
    for seed in [3, 4] {
        assert_eq!(digest(&plain().run(seed)), digest(&turned.run(seed)));
    }
}

#[test]
fn an_idle_bystander_changes_nothing() {
    let more = with(&shipped("first_patrol"), &[], |loaded| {
        let s = &mut loaded.inputs.scenario;
        let mut site = s.sites[0].clone();
        site.id.value = "zz-far".into();
        site.at.lon.0 += 0.6;
        site.at.lat.0 += 0.5;
        site.hotline.clear();
        site.sensors.clear();
        let mut unit = s.units[0].clone();
        unit.id.value = "aa-idle".into();
        unit.home.value = "zz-far".into();
        unit.sensors.clear();
        s.sites.push(site);
        s.units.push(unit);
    });
    let without = |journal: &Journal| -> Vec<(i64, Event)> {
        let own = |e: &&Entry| e.subject != *"aa-idle";
        journal
            .entries
            .iter()
            .filter(own)
            .map(|e| (e.at.0, e.event.clone()))
            .collect()
    };
    for seed in [3, 4] {
        assert_eq!(
            without(&plain().run(seed)),
            without(&more.run(seed)),
            "seed {seed}"
        );
    }
}

#[test]
fn the_origin_moves_nothing_but_the_sun() {
    let fixed = |change: fn(&mut joint_patrol::scenario::file::ScenarioFile)| {
        with(&shipped("first_patrol"), &[], |loaded| {
            loaded.inputs.scenario.light = joint_patrol::scenario::file::Light::Day;
            change(&mut loaded.inputs.scenario);
        })
    };
    let here = fixed(|_| {});
    let moved = fixed(|s| {
        s.origin.lon.0 += 0.31;
        s.origin.lat.0 -= 0.17;
    });
    assert_eq!(digest(&here.run(5)), digest(&moved.run(5)));
}

/// The whole scenario carried round the earth, with the light fixed, is the same exercise.
#[test]
fn everything_carried_east_is_the_same_exercise() {
    let carried = |degrees: f64| {
        with(&shipped("first_patrol"), &[], |loaded| {
            let s = &mut loaded.inputs.scenario;
            s.light = joint_patrol::scenario::file::Light::Day;
            s.origin.lon.0 += degrees;
            s.sites.iter_mut().for_each(|x| x.at.lon.0 += degrees);
            s.legs
                .iter_mut()
                .flat_map(|x| &mut x.via)
                .for_each(|p| p.lon.0 += degrees);
            for section in &mut s.sections {
                section.line.iter_mut().for_each(|p| p.lon.0 += degrees);
                section
                    .claims
                    .values_mut()
                    .flatten()
                    .for_each(|p| p.lon.0 += degrees);
            }
        })
    };
    assert_eq!(digest(&carried(0.0).run(5)), digest(&carried(2.5).run(5)));
}

/// The digests of some journals, as they were recorded: they move only when the model does, and
/// then CHANGELOG.md says so. Written anew with `UPDATE_DOCS=1`. CI runs an unoptimised build
/// against the same file.
#[test]
fn journals_are_those_that_were_recorded() {
    let mut text = String::new();
    for name in ["first_patrol", "four_services"] {
        for seed in [7, 8] {
            let journal = with(&shipped(name), &[], |_| {}).run(seed);
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
