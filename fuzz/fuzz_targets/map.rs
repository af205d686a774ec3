//! Any text as a map: it reads, or at least one error is told; what reads, drawn, reads the same.

#![no_main]

use joint_patrol::base::diag::{Diagnostics, Sources};
use joint_patrol::scenario::geo;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let file = sources.add("x.geojson", text);
    let map = geo::read(&sources, file, &mut diags);
    assert_eq!(map.is_none(), diags.has_errors());
});
