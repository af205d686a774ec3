//! `joint-patrol run`.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::aar::Run;
use crate::cli::args::{Format, RunArgs};
use crate::cli::review::{self, Wanted};
use crate::cli::{Outcome, card, say, setting, tell, tell_faults};
use crate::io::load::{Loaded, Loader};
use crate::io::save::{self, JournalFile, Unwritten};
use crate::journal::Journal;
use crate::journal::event::Event;
use crate::order::{self, Order};
use crate::scenario::Scenario;
use crate::score;
use crate::sim::{self, Seeds};

/// So many rejected orders are told of one by one.
const REJECTED_SHOWN: usize = 20;

/// Runs an exercise, judges it, prints the scorecard.
pub fn run(args: &RunArgs) -> Outcome {
    let mut loader = Loader::default();
    let Some(ready) = ready(args, &mut loader) else {
        tell_faults(&loader);
        return Outcome::Failed;
    };
    tell_faults(&loader);
    if let Some(folder) = &args.out
        && let Err(message) = save::loses_nothing(folder, &ready.loaded.texts, &loader.read)
    {
        tell(&format!("error: {message}\n"));
        return Outcome::Failed;
    }
    let seeds = Seeds {
        world: args.seed,
        luck: args.luck_seed.unwrap_or(args.seed),
    };
    let journal = match simulate(&ready, seeds, args.out.as_deref()) {
        Ok(journal) => journal,
        Err(e) => {
            tell(&format!("error: {e}\n"));
            return Outcome::Failed;
        }
    };
    tell_rejected(&journal);
    let (rules, profile) = (&ready.loaded.rules, &ready.loaded.profile);
    let scored = match score::score(&journal, &ready.scenario, rules, profile) {
        Ok(scored) => scored,
        Err(message) => {
            tell(&format!("error: the rules cannot be held: {message}\n"));
            return Outcome::Failed;
        }
    };
    let names = card::Names::of(&ready.scenario, args.names.is_some());
    let run = setting::Run {
        loaded: &ready.loaded,
        orders: &ready.orders,
        seeds,
        card: &scored,
    };
    let beside = match setting::setting(args, &run, &mut loader) {
        Ok(beside) => beside,
        Err(message) => {
            tell(&format!("error: {message}\n"));
            return Outcome::Failed;
        }
    };
    let object = card::json_with(&scored, &beside);
    if let Some(folder) = &args.out
        && let Err(message) = keep(folder, &object, &journal, &ready, args.names.is_some())
    {
        tell(&format!("error: {message}\n"));
        return Outcome::Failed;
    }
    say(&match args.format {
        Format::Json => object,
        Format::Text => {
            card::text(&scored, &ready.scenario, &names) + &setting::text(&beside, &scored)
        }
    });
    let low = args
        .min_score
        .is_some_and(|bar| scored.overall.score.is_none_or(|s| s < bar));
    let departed = scored
        .findings
        .iter()
        .any(|f| f.verdict.word() == "violated");
    if low || (args.no_findings && departed) {
        Outcome::BarNotMet
    } else {
        Outcome::Done
    }
}

/// Tells which orders were rejected, and why; the journal has them all.
fn tell_rejected(journal: &Journal) {
    let mut rejected = journal.entries.iter().filter_map(|e| match &e.event {
        Event::OrderRejected(r) => Some((e.at, r)),
        _ => None,
    });
    for (at, r) in rejected.by_ref().take(REJECTED_SHOWN) {
        let (seat, reason) = (&r.seat, &r.reason);
        tell(&format!(
            "warning: the order of {seat} at {at} was rejected: {reason}\n"
        ));
    }
    match rejected.count() {
        0 => {}
        more => tell(&format!("warning: {more} more orders were rejected\n")),
    }
}

/// Keeps scores, scenario and report beside the journal.
fn keep(
    folder: &Path,
    object: &str,
    journal: &Journal,
    ready: &Ready,
    neutral: bool,
) -> Result<(), String> {
    let run = Run {
        journal,
        scenario: &ready.scenario,
        rules: &ready.loaded.rules,
        profile: &ready.loaded.profile,
    };
    let wanted = Wanted {
        neutral,
        ..Wanted::JOINT
    };
    let report = review::html(run, &wanted, Vec::new())?;
    save::texts(folder, &ready.loaded.texts)?;
    save::whole(&folder.join("score.json"), object.as_bytes())?;
    Ok(save::whole(&folder.join("report.html"), report.as_bytes())?)
}

/// All that a run needs, read and checked.
struct Ready {
    loaded: Loaded,
    scenario: Arc<Scenario>,
    orders: Vec<Order>,
}

fn ready(args: &RunArgs, loader: &mut Loader) -> Option<Ready> {
    let loaded = loader.scenario(&args.scenario, &args.doctrine);
    let orders = match &args.orders {
        Some(path) => loader.orders(path),
        None => Some(Vec::new()),
    };
    let rules = args.rules.as_ref().map(|path| loader.rules(path));
    let profile = args.profile.as_ref().map(|path| loader.profile(path));
    let injects = args.injects.as_ref().map(|path| loader.injects(path));
    let mut loaded = loaded?;
    if let (Some(injects), Some(path)) = (injects, &args.injects) {
        loaded.inputs.scenario.injects = injects?;
        // What was run in place of the scenario's own is kept beside it.
        let text = save::text(path).unwrap_or_default();
        loaded.texts.push(("injects.csv".to_owned(), text));
    }
    let scenario = loaded.inputs.lower(&mut loader.diags);
    if let Some(rules) = rules {
        loaded.rules = rules?;
    }
    if let Some(profile) = profile {
        loaded.profile = profile?;
    }
    if let Some(path) = &args.values {
        loader.agree(path, &mut loaded.rules, &mut loaded.profile)?;
    }
    let (scenario, orders) = (scenario?, orders?);
    order::file::warn_of_late(&orders, scenario.end(), &mut loader.diags);
    Some(Ready {
        loaded,
        scenario: Arc::new(scenario),
        orders: orders.into_iter().map(|o| o.value).collect(),
    })
}

/// Runs the exercise; with a folder, its journal is on disk at every moment as far as it has
/// come, but for the last few ticks.
fn simulate(ready: &Ready, seeds: Seeds, out: Option<&Path>) -> Result<Journal, Unwritten> {
    let header = ready.loaded.header(seeds.world, seeds.luck);
    let Some(folder) = out else {
        return Ok(sim::journal(&ready.scenario, header, seeds, &ready.orders));
    };
    let mut file = JournalFile::create(folder, &header)?;
    let mut failed = None;
    let bar = progress_bar();
    let entries = sim::run(
        &ready.scenario,
        seeds,
        &ready.orders,
        |entries, progress| {
            if failed.is_none() {
                failed = file.write(entries).err();
            }
            bar.set_position((progress * 1000.0) as u64);
        },
    );
    bar.finish_and_clear();
    if let Some(e) = failed {
        return Err(e);
    }
    let trailer = file.finish(ready.scenario.end())?;
    Ok(Journal {
        header,
        entries,
        trailer: Some(trailer),
    })
}

/// A bar on a terminal, and nothing elsewhere; it shows only when a run takes its time.
fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(1000);
    let style = ProgressStyle::with_template("{msg} [{bar:40}] {percent:>3} %")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style);
    bar.set_message("running");
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
