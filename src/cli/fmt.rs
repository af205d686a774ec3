//! `joint-patrol fmt`.

use std::path::{Path, PathBuf};

use crate::cli::args::FmtArgs;
use crate::cli::{Outcome, say, tell, tell_faults};
use crate::io::load::Loader;
use crate::io::save;
use crate::notation::{format, syntax};

/// Makes files tidy.
pub fn fmt(args: &FmtArgs) -> Outcome {
    let mut outcome = Outcome::Done;
    for path in &args.path {
        let file = file_of(path);
        match one(&file, args.check) {
            Ok(false) => {}
            Ok(true) if args.check => {
                say(&format!("{}: not tidy\n", file.display()));
                outcome = outcome.and(Outcome::BarNotMet);
            }
            Ok(true) => say(&format!("{}: made tidy\n", file.display())),
            Err(()) => outcome = Outcome::Failed,
        }
    }
    outcome
}

/// A path to a folder is meant for the scenario in it.
fn file_of(path: &Path) -> PathBuf {
    match path.is_dir() {
        true => path.join("scenario.ron"),
        false => path.to_owned(),
    }
}

/// Whether a file was, or would be, changed. A file that is no RON is left as it is.
fn one(path: &Path, only_check: bool) -> Result<bool, ()> {
    let mut loader = Loader::default();
    let text = loader.text(path);
    let sound = text.as_ref().and_then(|(text, file)| {
        let tree = syntax::tree_of(&loader.sources, *file, &mut loader.diags);
        tree.filter(|_| !loader.diags.has_errors())
            .map(|_| text.clone())
    });
    let Some(text) = sound else {
        tell_faults(&loader);
        return Err(());
    };
    let tidy = format::tidy(&text);
    if !format::same(&text, &tidy) {
        let name = path.display();
        tell(&format!(
            "error: `{name}` would not say the same; it was left as it is\n"
        ));
        return Err(());
    }
    if tidy == text {
        return Ok(false);
    }
    if !only_check && let Err(e) = save::whole(path, tidy.as_bytes()) {
        tell(&format!("error: {e}\n"));
        return Err(());
    }
    Ok(true)
}
