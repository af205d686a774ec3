//! `joint-patrol check`.

use std::path::Path;

use serde_json::json;

use crate::base::text;
use crate::cli::args::{CheckArgs, CheckFormat};
use crate::cli::{Outcome, fix, measure, say, tell, tell_of, watch};
use crate::io::load::Loader;
use crate::io::{render, sarif};

/// What `--measure` finds and does not let pass.
const MEASURED: &[&str] = &[
    "objective-untested",
    "inject-unmeasured",
    "rule-never-triggered",
    "staffs-not-told-apart",
];

/// Checks files.
pub fn check(args: &CheckArgs) -> Outcome {
    if args.watch {
        return watch::again(|| {
            let (loader, outcome) = once(args);
            (loader.read, outcome)
        });
    }
    once(args).1
}

fn once(args: &CheckArgs) -> (Loader, Outcome) {
    let mut loader = Loader::default();
    let mut sound = check_all(&mut loader, args);
    let mut mended = Vec::new();
    for _ in 0..if args.fix { fix::ROUNDS } else { 0 } {
        match fix::mend(&loader) {
            Ok(done) if done.is_empty() => break,
            Ok(mut done) => mended.append(&mut done),
            Err(message) => {
                tell(&format!("error: {message}\n"));
                return (loader, Outcome::Failed);
            }
        }
        loader = Loader::default();
        sound = check_all(&mut loader, args);
    }
    let figures = if args.measure {
        measure_all(&mut loader, args, &sound)
    } else {
        Vec::new()
    };
    for line in &mended {
        tell(&format!("mended: {line}\n"));
    }
    show(args, &loader, &sound, &figures);
    let outcome = if loader.diags.has_errors() {
        Outcome::Failed
    } else if (args.measure && loader.diags.any(MEASURED))
        || (args.deny.is_some() && loader.diags.warnings() > 0)
    {
        Outcome::BarNotMet
    } else {
        Outcome::Done
    };
    (loader, outcome)
}

/// A file without errors, and how many warnings it has.
type Sound<'a> = (&'a Path, usize);

/// Checks all files; gives those that have no errors.
fn check_all<'a>(loader: &mut Loader, args: &'a CheckArgs) -> Vec<Sound<'a>> {
    let mut sound = Vec::new();
    for path in &args.path {
        let (errors, warnings) = (loader.diags.errors(), loader.diags.warnings());
        loader.check(path);
        if loader.diags.errors() == errors {
            sound.push((path.as_path(), loader.diags.warnings() - warnings));
        }
    }
    sound
}

/// Measures the scenarios that are sound, one after another; gives the figures for people.
fn measure_all(loader: &mut Loader, args: &CheckArgs, sound: &[Sound<'_>]) -> Vec<String> {
    let each = |(path, _): &Sound<'_>| {
        let figures = measure::measured(loader, path, args.seeds)?;
        Some(format!("{}{figures}", path.display()))
    };
    sound.iter().filter_map(each).collect()
}

fn show(args: &CheckArgs, loader: &Loader, sound: &[Sound<'_>], figures: &[String]) {
    match args.format {
        CheckFormat::Text => {
            for (path, warnings) in sound {
                let with = match warnings {
                    0 => String::new(),
                    n => format!(", with {}", text::count(*n, "warning")),
                };
                say(&format!("{}: sound{with}\n", path.display()));
            }
            figures.iter().for_each(|f| say(&format!("{f}\n")));
            tell_of(loader, true);
        }
        CheckFormat::Json => {
            let object = json!({ "diagnostics": render::rows(&loader.sources, &loader.diags) });
            say(&pretty(&object));
        }
        CheckFormat::Sarif => say(&pretty(&sarif::log(&loader.sources, &loader.diags))),
    }
}

fn pretty(object: &serde_json::Value) -> String {
    let text = serde_json::to_string_pretty(object).unwrap_or_default();
    format!("{text}\n")
}
