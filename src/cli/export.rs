//! `joint-patrol export`.

use crate::aar::Review;
use crate::cli::args::ExportArgs;
use crate::cli::review::Wanted;
use crate::cli::score::Judged;
use crate::cli::{Outcome, say_or_tell};
use crate::io::load::Loader;
use crate::io::save;
use crate::report::export;

/// Writes the review of a run as files for other programs.
pub fn export(args: &ExportArgs) -> Outcome {
    let mut loader = Loader::default();
    let written = made(args, &mut loader);
    say_or_tell(&loader, written)
}

/// The paths of the files, a line each; the error is empty where the loader has the faults.
fn made(args: &ExportArgs, loader: &mut Loader) -> Result<String, String> {
    let judged = Judged::of(&args.run, loader)?;
    let wanted = Wanted {
        state: args.state.as_deref(),
        lang: &args.lang,
        neutral: args.names.is_some(),
    };
    let words = wanted.words(&judged.scenario)?;
    let edition = wanted.edition(&judged.scenario)?;
    let review = Review::of(judged.run(), edition, Vec::new())?;
    let mut said = String::new();
    for (name, bytes) in export::files(&words, &review)? {
        let path = args.out.join(name);
        save::whole(&path, &bytes)?;
        said.push_str(&format!("{}\n", path.display()));
    }
    Ok(said)
}
