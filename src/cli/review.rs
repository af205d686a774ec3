//! `joint-patrol review`.

use std::path::Path;

use crate::aar::{Edition, Notes, Review, Run};
use crate::base::id::Name;
use crate::cli::args::ReviewArgs;
use crate::cli::score::Judged;
use crate::cli::{Outcome, say_or_tell};
use crate::io::load::Loader;
use crate::io::save;
use crate::report::page::{self, Look};
use crate::report::words::{ENGLISH, Words};
use crate::scenario::Scenario;

/// Makes the report of a run.
pub fn review(args: &ReviewArgs) -> Outcome {
    let mut loader = Loader::default();
    let written = made(args, &mut loader);
    say_or_tell(&loader, written)
}

/// Whose edition, in which language, with which names.
pub(super) struct Wanted<'w> {
    pub state: Option<&'w str>,
    pub lang: &'w str,
    pub neutral: bool,
}

impl Wanted<'_> {
    /// The joint edition in English.
    pub const JOINT: Wanted<'static> = Wanted {
        state: None,
        lang: ENGLISH,
        neutral: false,
    };

    /// The edition, if the scenario has its state.
    pub fn edition(&self, scenario: &Scenario) -> Result<Edition, String> {
        let Some(state) = self.state else {
            return Ok(Edition::Joint);
        };
        let names: Vec<&str> = scenario
            .states
            .iter()
            .map(|(_, s)| s.name.as_str())
            .collect();
        match names.contains(&state) {
            true => Ok(Edition::State(Name::new(state))),
            false => Err(format!("there is no state `{state}`: {}", names.join(", "))),
        }
    }

    /// The words of the edition.
    pub fn words(&self, scenario: &Scenario) -> Result<Words, String> {
        Words::of(self.lang, scenario, self.neutral)
    }
}

/// The report of a run as a page.
pub(super) fn html(run: Run<'_>, wanted: &Wanted<'_>, notes: Vec<Notes>) -> Result<String, String> {
    let words = wanted.words(run.scenario)?;
    let review = Review::of(run, wanted.edition(run.scenario)?, notes)?;
    let neutral = wanted.neutral;
    Ok(page::html(&review, &words, Look { neutral }))
}

fn made(args: &ReviewArgs, loader: &mut Loader) -> Result<String, String> {
    let judged = Judged::of(&args.run, loader)?;
    let wanted = Wanted {
        state: args.state.as_deref(),
        lang: &args.lang,
        neutral: args.names.is_some(),
    };
    let edition = wanted.edition(&judged.scenario)?;
    let mut notes = Vec::new();
    for path in &args.notes {
        notes.push(read_notes(path, &judged, &edition)?);
    }
    let page = html(judged.run(), &wanted, notes)?;
    let out = match &args.out {
        Some(path) => path.clone(),
        None => beside(&args.run, &wanted),
    };
    save::whole(&out, page.as_bytes())?;
    Ok(format!("{}\n", out.display()))
}

fn read_notes(path: &Path, judged: &Judged, edition: &Edition) -> Result<Notes, String> {
    let name = path.display();
    let text = save::text(path).map_err(|e| format!("cannot read the notes `{name}`: {e}"))?;
    let notes = Notes::parse(&text).map_err(|e| format!("`{name}` holds no sound notes: {e}"))?;
    // What was written about everybody may tell a state what did not touch it.
    if *edition != Edition::Joint && notes.edition != edition.token() {
        return Err(format!(
            "the notes `{name}` were written on another edition: a state's own takes notes that were written on it"
        ));
    }
    let digest = judged.journal.trailer.as_ref().map(|t| t.digest.as_str());
    match digest {
        Some(digest) if digest != notes.digest => Err(format!(
            "the notes `{name}` were written about another run: their digest is {}, that of this run {digest}",
            notes.digest
        )),
        _ => Ok(notes),
    }
}

/// Where a report goes by default: beside the journal, named after its edition.
fn beside(run: &Path, wanted: &Wanted<'_>) -> std::path::PathBuf {
    let folder = match run.is_dir() {
        true => run,
        false => run.parent().unwrap_or(Path::new(".")),
    };
    let mut name = "report".to_owned();
    if let Some(state) = wanted.state {
        name.push_str(&format!("-{state}"));
    }
    if wanted.neutral {
        name.push_str("-neutral");
    }
    if wanted.lang != ENGLISH {
        name.push_str(&format!("-{}", wanted.lang));
    }
    folder.join(format!("{name}.html"))
}
