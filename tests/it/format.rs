//! The reference of the scenario format is that of the types, and its forms can be read.

use std::path::Path;

use joint_patrol::conduct::pattern::{
    Absence, Existence, Interval, Part, Precedence, Recurrence, Response, Universality,
};
use joint_patrol::conduct::values::AgreedValues;
use joint_patrol::conduct::{Basis, Modality, Rule, RuleSet, Value, Yield};
use joint_patrol::io::shipped;
use joint_patrol::notation::reference::{choice, record};
use joint_patrol::notation::write;
use joint_patrol::order::file::{DecideFile, OrderFile, OrdersFile, SendFile, TellFile};
use joint_patrol::scenario::doctrine::{AcrossBorder, Doctrine, Habit, OwnSide};
use joint_patrol::scenario::file::{EffectFile, ScenarioFile, WhenFile};
use joint_patrol::scenario::reference;
use joint_patrol::score::profile::{Profile, RatingLimits, Scale};

use crate::util::ron;

#[test]
fn the_reference_of_the_format_is_made_from_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scenario-format.md");
    let page = reference::page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/scenario-format.md is out of date: UPDATE_DOCS=1 cargo test --test it format"
    );
}

#[test]
fn the_forms_of_the_reference_can_be_read() {
    for (form, _) in WhenFile::FORMS {
        assert!(ron::<WhenFile>(form).is_some(), "{form}");
    }
    for (form, _) in EffectFile::FORMS {
        assert!(ron::<EffectFile>(form).is_some(), "{form}");
    }
}

#[test]
fn what_is_written_reads_back_as_the_same_value() {
    for name in shipped::scenarios() {
        let file: ScenarioFile = ron(&crate::util::shipped(&name)).expect("sound");
        let text = write::text(&file);
        let again: ScenarioFile = ron(&text).unwrap_or_else(|| panic!("{name}: {text}"));
        assert!(file == again, "{name} changed on the way");
        assert_eq!(text, write::text(&again), "{name}");
    }
}

#[test]
fn the_reference_of_the_other_files_is_made_from_the_types() {
    let mut page = String::from(
        "# The other files\n\n\
         What a scenario names beside itself, and what is given to a run. All are RON files with `format: 1`.\n\
         This page is made from the types that read them (`cargo test` holds it against them).\n\
         How conditions and patterns are written is in [conduct-rules.md](conduct-rules.md).\n\n\
         # Doctrines\n",
    );
    let out = &mut page;
    record::<Doctrine>(out);
    record::<OwnSide>(out);
    record::<AcrossBorder>(out);
    record::<Habit>(out);
    out.push_str("\n# Rules of conduct\n");
    record::<RuleSet>(out);
    record::<Value>(out);
    record::<Rule>(out);
    record::<Yield>(out);
    record::<Absence>(out);
    record::<Existence>(out);
    record::<Response>(out);
    record::<Precedence>(out);
    record::<Recurrence>(out);
    record::<Universality>(out);
    record::<Interval>(out);
    record::<Part>(out);
    choice(out, "Basis of a value", Basis::meanings());
    choice(out, "Modality of a rule", Modality::meanings());
    out.push_str("\n# Agreed values\n");
    record::<AgreedValues>(out);
    out.push_str("\n# Score profiles\n");
    record::<Profile>(out);
    record::<Scale>(out);
    record::<RatingLimits>(out);
    out.push_str("\n# Orders\n");
    record::<OrdersFile>(out);
    record::<OrderFile>(out);
    record::<DecideFile>(out);
    record::<SendFile>(out);
    record::<TellFile>(out);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/other-formats.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/other-formats.md is out of date: UPDATE_DOCS=1 cargo test format"
    );
}
