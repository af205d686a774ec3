//! `joint-patrol check`.

use serde_json::json;

use crate::cli::args::{CheckArgs, Format};
use crate::cli::{Outcome, say, tell_faults};
use crate::io::load::Loader;
use crate::io::render;

/// Checks scenarios.
pub fn check(args: &CheckArgs) -> Outcome {
    let mut loader = Loader::default();
    for path in &args.path {
        let before = loader.diags.has_errors();
        if let Some(loaded) = loader.scenario(path, &[]) {
            loaded.inputs.lower(&mut loader.diags);
        }
        if args.format == Format::Text && before == loader.diags.has_errors() && !before {
            say(&format!("{}: sound\n", path.display()));
        }
    }
    match args.format {
        Format::Text => tell_faults(&loader),
        Format::Json => {
            let object = json!({ "diagnostics": render::rows(&loader.sources, &loader.diags) });
            say(&format!(
                "{}\n",
                serde_json::to_string_pretty(&object).unwrap_or_default()
            ));
        }
    }
    if loader.diags.has_errors() {
        Outcome::Failed
    } else if args.deny.is_some() && !loader.diags.is_empty() {
        Outcome::BarNotMet
    } else {
        Outcome::Done
    }
}
