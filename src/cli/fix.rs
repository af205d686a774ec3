//! Mending what is certain.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::diag::Fix;
use crate::io::load::Loader;
use crate::io::save;

/// Mending is done at most so often: what was mended may show further faults.
pub const ROUNDS: usize = 10;

/// Writes all certain fixes of a loader into their files. Gives what was written, a line each; files
/// inside the program are left alone.
pub fn mend(loader: &Loader) -> Result<Vec<String>, String> {
    let mut by_file: BTreeMap<u32, Vec<&Fix>> = BTreeMap::new();
    for fault in loader.diags.sorted() {
        if let Some(fix) = &fault.fix {
            by_file.entry(fix.span.file).or_default().push(fix);
        }
    }
    let mut report = Vec::new();
    for (file, mut fixes) in by_file {
        let Some(source) = loader.sources.get(file) else {
            continue;
        };
        let path = Path::new(&source.name);
        if !loader.read.iter().any(|read| read == path) {
            continue;
        }
        // Of two that begin at one place the longer one knows more.
        fixes.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end), &f.text));
        fixes.dedup();
        let (text, done) = applied(&source.text, &fixes);
        for fix in done {
            let (line, column) = loader.sources.line_column(file, fix.span.start);
            let old = &source.text[fix.span.start as usize..fix.span.end as usize];
            let name = &source.name;
            report.push(match (old.is_empty(), fix.text.is_empty()) {
                (true, _) => format!("{name}:{line}:{column}: `{}` put in", fix.text.trim_end()),
                (_, true) => format!("{name}:{line}:{column}: `{old}` taken out"),
                _ => format!("{name}:{line}:{column}: `{old}` is `{}` now", fix.text),
            });
        }
        save::whole(path, text.as_bytes())?;
    }
    Ok(report)
}

/// A text with fixes, sorted by place; those that touch an earlier one wait for the next round.
fn applied<'f>(text: &str, fixes: &[&'f Fix]) -> (String, Vec<&'f Fix>) {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    let mut done = Vec::new();
    for fix in fixes {
        let (from, to) = (fix.span.start as usize, fix.span.end as usize);
        let before = text.get(at..from);
        if let (Some(before), true) = (before, text.is_char_boundary(to)) {
            out.push_str(before);
            out.push_str(&fix.text);
            at = to;
            done.push(*fix);
        }
    }
    out.push_str(&text[at..]);
    (out, done)
}
