//! Any text as RON: tokens lose nothing; what is tidy stays so and says the same; what reads as a
//! value, written, reads as the same value.

#![no_main]

use joint_patrol::base::diag::{Diagnostics, Sources};
use joint_patrol::conduct::RuleSet;
use joint_patrol::notation::{format, syntax, token, write};
use joint_patrol::scenario::file::IncludeFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let all = token::tokens(text);
    let joined: String = all.iter().map(|t| &text[t.range.clone()]).collect();
    assert_eq!(joined, text);
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let file = sources.add("x.ron", text);
    let whole = syntax::tree_of(&sources, file, &mut diags).is_some() && !diags.has_errors();
    if whole {
        let tidy = format::tidy(text);
        assert_eq!(format::tidy(&tidy), tidy);
        assert!(format::same(text, &tidy), "{tidy}");
    }
    let part: Option<IncludeFile> = syntax::read(&sources, file, &mut diags);
    if let Some(part) = part {
        let again = sources.add("again.ron", write::text(&part));
        let mut diags = Diagnostics::default();
        let back: Option<IncludeFile> = syntax::read(&sources, again, &mut diags);
        assert_eq!(Some(part), back);
    }
    RuleSet::read(&sources, file, &mut Diagnostics::default());
});
