//! The reference of the scenario format is that of the types, and its forms can be read.

use std::path::Path;

use joint_patrol::io::shipped;
use joint_patrol::notation::write;
use joint_patrol::scenario::file::{EffectFile, ScenarioFile, WhenFile};
use joint_patrol::scenario::reference;

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
