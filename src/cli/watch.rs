//! Doing something again whenever one of the files that it read is saved.

use std::path::PathBuf;
use std::time::Duration;

use crate::cli::{Outcome, tell};
use crate::io::load;

/// How often the files are looked at. Asking the system for their times works on every disk, also
/// on one that is shared over a network, and costs nothing at this pace.
const PACE: Duration = Duration::from_millis(250);

/// Does it, and again on each change of the files that it names, until it is interrupted.
pub fn again(mut each: impl FnMut() -> (Vec<PathBuf>, Outcome)) -> Outcome {
    let mut known: Vec<PathBuf> = Vec::new();
    loop {
        let begun = times(&known);
        let (mut files, _) = each();
        files.sort();
        files.dedup();
        // What was saved while it worked counts as well.
        let before = if files == known { begun } else { times(&files) };
        tell("waiting for a change; Ctrl-C ends\n");
        while times(&files) == before {
            std::thread::sleep(PACE);
        }
        // A program that saves in several steps gets the time to finish.
        std::thread::sleep(PACE / 2);
        known = files;
    }
}

fn times(files: &[PathBuf]) -> Vec<Option<String>> {
    files.iter().map(|f| load::stamp(f)).collect()
}
