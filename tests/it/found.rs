//! What fuzzing and readers found, and what was mended since: each is read without a panic, in no
//! time.
//! `tests/data/found/*.ron` as scenarios and as RON, `*.geojson` as maps.

use std::fs;

use joint_patrol::base::diag::{Diagnostics, Sources};
use joint_patrol::io::load::Loader;
use joint_patrol::notation::{format, syntax, write};
use joint_patrol::scenario::file::IncludeFile;
use joint_patrol::scenario::geo;

use crate::util::{self, root};

#[test]
fn what_fuzzing_found_stays_mended() {
    let all = fs::read_dir(root().join("tests/data/found")).expect("the folder");
    let mut read = 0;
    for entry in all {
        let path = entry.expect("an entry").path();
        let name = path.display().to_string();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        read += usize::from(!name.ends_with(".md"));
        util::soon(2, &name, || read_as_its_kind(&name, &text));
    }
    assert!(read > 4, "{read} files were read");
}

/// Reads a file as what its name says it is.
fn read_as_its_kind(name: &str, text: &str) {
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let file = sources.add("x", text.to_owned());
    if name.ends_with(".geojson") {
        let map = geo::read(&sources, file, &mut diags);
        assert_eq!(map.is_none(), diags.has_errors(), "{name}");
    } else if name.ends_with(".ron") {
        let mut loader = Loader::default();
        let loaded = loader.scenario_from("x.ron", text, &[]);
        let sound = loaded.and_then(|l| l.inputs.lower(&mut loader.diags));
        assert_eq!(sound.is_none(), loader.diags.has_errors(), "{name}");
        let tree = syntax::tree_of(&sources, file, &mut diags);
        if tree.is_some() && !diags.has_errors() {
            let tidy = format::tidy(text);
            assert_eq!(format::tidy(&tidy), tidy, "{name}");
            assert!(format::same(text, &tidy), "{name}");
        }
        let part: Option<IncludeFile> = syntax::read(&sources, file, &mut diags);
        if let Some(part) = part {
            let again = sources.add("again", write::text(&part));
            let back: Option<IncludeFile> =
                syntax::read(&sources, again, &mut Diagnostics::default());
            assert_eq!(Some(part), back, "{name}");
        }
    }
}
