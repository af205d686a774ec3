//! `joint-patrol preview`.

use std::path::{Path, PathBuf};

use crate::cli::args::PreviewArgs;
use crate::cli::{Outcome, say_or_tell, watch};
use crate::io::load::Loader;
use crate::io::save;
use crate::report::preview;
use crate::report::words::Words;

/// The kinds of pictures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Svg,
    Png,
}

impl Kind {
    fn of(path: &Path) -> Result<Self, String> {
        let end = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        match end.to_ascii_lowercase().as_str() {
            "svg" => Ok(Self::Svg),
            "png" => Ok(Self::Png),
            _ => Err(format!(
                "`{}` is no name of a picture: end it with `.svg` or `.png`",
                path.display()
            )),
        }
    }
}

/// Draws a scenario as a map.
pub fn preview(args: &PreviewArgs) -> Outcome {
    if args.watch {
        return watch::again(|| once(args));
    }
    once(args).1
}

/// Draws it once; gives the files that were read.
fn once(args: &PreviewArgs) -> (Vec<PathBuf>, Outcome) {
    let mut loader = Loader::default();
    let written = made(args, &mut loader);
    let outcome = say_or_tell(&loader, written);
    (loader.read, outcome)
}

fn made(args: &PreviewArgs, loader: &mut Loader) -> Result<String, String> {
    let kind = Kind::of(&args.out)?;
    let loaded = loader.scenario(&args.scenario, &[]);
    let loaded = loaded.ok_or_else(String::new)?;
    let scenario = loaded
        .inputs
        .lower(&mut loader.diags)
        .ok_or_else(String::new)?;
    let words = Words::of(&args.lang, &scenario, args.names.is_some())?;
    let svg = preview::svg(&scenario, &words);
    let bytes = match kind {
        Kind::Svg => svg.into_bytes(),
        Kind::Png => preview::png(&svg)?,
    };
    save::whole(&args.out, &bytes)?;
    Ok(format!("{}\n", args.out.display()))
}
