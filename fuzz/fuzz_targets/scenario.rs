//! Any text as a scenario: it is valid, or at least one error is told, and nothing panics.

#![no_main]

use joint_patrol::io::load::Loader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut loader = Loader::default();
    let loaded = loader.scenario_from("x.ron", text, &[]);
    let sound = loaded.and_then(|l| l.inputs.lower(&mut loader.diags));
    assert_eq!(sound.is_none(), loader.diags.has_errors());
    for d in loader.diags.sorted() {
        let source = loader.sources.get(d.span.file).expect("a file");
        assert!(d.span.start <= d.span.end, "{d:?}");
        assert!(d.span.end as usize <= source.text.len().max(1), "{d:?}");
        let _ = loader.sources.line_column(d.span.file, d.span.end);
    }
    let _ = joint_patrol::io::render::text(&loader.sources, &loader.diags, false);
});
