//! What can be typed.

mod design;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::base::rng::SEED_MAX;
use crate::base::time::SimDuration;

pub use design::*;

/// A simulator for joint border-patrol exercises: scenarios in RON, a journal of what happened,
/// rules of conduct, and scores that explain themselves.
#[derive(Parser, Debug)]
#[command(name = "joint-patrol", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  joint-patrol list                                      what is shipped
  joint-patrol run first_patrol                          run an exercise, print its scorecard
  joint-patrol run my.ron --seed 7 --out runs/7          keep journal and scores
  joint-patrol run four_services --doctrine KGZ=notify   change how one side acts
  joint-patrol new my_exercise                           a scenario of your own, from a template
  joint-patrol check my.ron                              every fault of a scenario, with its place
  joint-patrol play first_patrol --seat KGZ/duty         take a seat yourself
  joint-patrol review runs/7                             the after-action review as a page
  joint-patrol score runs/7                              score a kept journal again
  joint-patrol judge observers.csv --rules rules.ron     judge a log written in the field
  joint-patrol explain LOC-14                            a rule, a metric, a diagnostic, a term

Exit codes: 0 done; 1 done, and a bar (--min-score, --no-findings) not met; 2 could not do it.";

/// What can be done.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Run an exercise and print its scorecard.
    #[command(after_help = RUN_EXAMPLES)]
    Run(RunArgs),
    /// Take seats in an exercise at the terminal; leaving and coming back goes on where it stopped.
    #[command(after_help = PLAY_EXAMPLES)]
    Play(PlayArgs),
    /// Check scenarios: every fault at once, each with its place and what to write instead.
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Begin a scenario of your own from a template; asks at a terminal what is not given.
    #[command(after_help = NEW_EXAMPLES)]
    New(NewArgs),
    /// Convert a scenario to a map, a map to a file to include, a scenario to a single file.
    #[command(after_help = CONVERT_EXAMPLES)]
    Convert(ConvertArgs),
    /// Draw a whole scenario as one map: SVG or PNG.
    #[command(after_help = PREVIEW_EXAMPLES)]
    Preview(PreviewArgs),
    /// Make files tidy: indents, blanks, line ends. Comments and layout stay.
    #[command(after_help = FMT_EXAMPLES)]
    Fmt(FmtArgs),
    /// Score a journal, also one that was cut off; under other rules or weights if wanted.
    #[command(after_help = SCORE_EXAMPLES)]
    Score(ScoreArgs),
    /// Judge any event log by a rule file: a spreadsheet of observers, or a journal.
    #[command(after_help = JUDGE_EXAMPLES)]
    Judge(JudgeArgs),
    /// Make the after-action review report of a run: one HTML file, joint or a state's own.
    #[command(after_help = REVIEW_EXAMPLES)]
    Review(ReviewArgs),
    /// Make what goes on paper before an exercise: overview, briefs, injects, evaluators' forms.
    #[command(after_help = KIT_EXAMPLES)]
    Kit(KitArgs),
    /// Write the review of a run as files for other programs: CSV, GeoJSON, Markdown.
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Compare plans: figure by figure, pair by pair where the seeds are the same.
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(CompareArgs),
    /// Explain a rule, a metric, a diagnostic, a kind of journal entry, or a term.
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// List shipped scenarios, doctrines, rules and profiles.
    #[command(after_help = LIST_EXAMPLES)]
    List,
    /// Print completions for a shell.
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
}

const RUN_EXAMPLES: &str = "\
Examples:
  joint-patrol run first_patrol
  joint-patrol run four_services --seed 7 --format json
  joint-patrol run four_services --doctrine KGZ=isolated --doctrine TJK=isolated
  joint-patrol run my.ron --luck-seed 3 --out runs/lucky     same arrivals, other luck
  joint-patrol run my.ron --min-score 70 --no-findings       exit code 1 if not met";

const PLAY_EXAMPLES: &str = "\
Examples:
  joint-patrol play first_patrol --seat KGZ/duty
  joint-patrol play four_services --seat KGZ/duty --seat KGZ/patrol --seed 7 --out runs/7

The exercise stops at each decision of the seats. Reading costs no time; each answer takes the time
of --deliberation. Everything is kept in DIR/orders.ron: `run --orders` gives the same journal.";

const REVIEW_EXAMPLES: &str = "\
Examples:
  joint-patrol review runs/7                                 the joint report, beside the journal
  joint-patrol review runs/7 --for KGZ --lang ru             one delegation's own edition
  joint-patrol review runs/7 --names neutral --out aar.html  Amber, Blue, Green, White
  joint-patrol review runs/7 --notes notes-1.json            with what evaluators wrote on the page";

const EXPORT_EXAMPLES: &str = "\
Examples:
  joint-patrol export runs/7 --out runs/7/export             everybody's: tables, map, summary
  joint-patrol export runs/7 --out kgz --for KGZ --lang ru   one delegation's own edition

Written are findings.csv, entries.csv, metrics.csv, sections.geojson, tracks.geojson and summary.md.
Files of these names that are there already are replaced.";

const KIT_EXAMPLES: &str = "\
Examples:
  joint-patrol kit four_services --out kit                        all papers, as HTML for A4
  joint-patrol kit four_services --out kit-ru --lang ru --names neutral
  joint-patrol kit first_patrol --out kit --injects injects.csv   with injects from a spreadsheet

DIR/players/<STATE>.html is for that side alone, DIR/controllers for exercise control alone.";

const COMPARE_EXAMPLES: &str = "\
Examples:
  joint-patrol compare runs/before runs/after                two folders of runs, paired by seed
  joint-patrol compare runs/before runs/after --for KGZ      one side's own figures
  joint-patrol compare runs/1 runs/2 --format json           two runs
  joint-patrol compare runs/1 runs/2 --format html > two.html";

/// How results are printed.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object, for programs.
    Json,
}

/// How a comparison is printed.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareFormat {
    /// For people.
    Text,
    /// One JSON object, for programs.
    Json,
    /// A page.
    Html,
}

/// `joint-patrol run`.
#[derive(ClapArgs, Debug)]
pub struct RunArgs {
    /// A `.ron` file, a folder with `scenario.ron`, or a shipped scenario's name.
    pub scenario: PathBuf,
    /// The seed of the world and of luck.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = seed())]
    pub seed: u64,
    /// Another seed for luck alone: detection, radio, delays, lapses.
    #[arg(long, value_name = "N", value_parser = seed())]
    pub luck_seed: Option<u64>,
    /// How a state acts: a shipped doctrine or a file. May be given several times.
    #[arg(long, value_name = "STATE=NAME", value_parser = doctrine)]
    pub doctrine: Vec<(String, String)>,
    /// Orders to carry out: a recording, or one's own plan.
    #[arg(long, value_name = "FILE")]
    pub orders: Option<PathBuf>,
    /// Injects from a spreadsheet, in place of the scenario's own.
    #[arg(long, value_name = "FILE")]
    pub injects: Option<PathBuf>,
    /// Other rules of conduct.
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// Another score profile.
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    /// The agreed values, in place of those of rules and profile.
    #[arg(long, value_name = "FILE")]
    pub values: Option<PathBuf>,
    /// Show neutral names of states.
    #[arg(long, value_name = "neutral")]
    pub names: Option<Names>,
    /// Keep journal, scores, report and scenario in this folder.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How to print the scorecard.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Exit with 1 if the overall score is lower.
    #[arg(long, value_name = "X", value_parser = score)]
    pub min_score: Option<f64>,
    /// Exit with 1 if any rule was departed from.
    #[arg(long)]
    pub no_findings: bool,
    /// What co-ordination was worth: the same seeds with nothing across the line, and with all.
    #[arg(long)]
    pub gain: bool,
    /// Luck or skill: where this run stands among N runs of other luck in the same world.
    #[arg(long, value_name = "N", value_parser = many())]
    pub luck: Option<u64>,
    /// Par: what N runs each of random, evenly spread and mixed patrols would have caught.
    #[arg(long, value_name = "N", value_parser = many())]
    pub par: Option<u64>,
}

/// `joint-patrol review`.
#[derive(ClapArgs, Debug)]
pub struct ReviewArgs {
    /// The folder of a run, or its journal.
    pub run: PathBuf,
    /// Where to write the report; without it, beside the journal.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// One state's own edition: its details in full, the others only as far as they touched it.
    #[arg(long = "for", value_name = "STATE")]
    pub state: Option<String>,
    /// The language of the report: en, ru.
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub lang: String,
    /// Show neutral names of states.
    #[arg(long, value_name = "neutral")]
    pub names: Option<Names>,
    /// Notes and ratings saved from the page, to print beside the suggestions. May be given
    /// several times.
    #[arg(long, value_name = "FILE")]
    pub notes: Vec<PathBuf>,
}

/// `joint-patrol export`.
#[derive(ClapArgs, Debug)]
pub struct ExportArgs {
    /// The folder of a run, or its journal.
    pub run: PathBuf,
    /// The folder to write the files to; it is made if it is not there.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// One state's own edition: its details in full, the others only as far as they touched it.
    #[arg(long = "for", value_name = "STATE")]
    pub state: Option<String>,
    /// The language of names, titles and sentences: en, ru.
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub lang: String,
    /// Show neutral names of states. Positions stay true.
    #[arg(long, value_name = "neutral")]
    pub names: Option<Names>,
}

/// `joint-patrol kit`.
#[derive(ClapArgs, Debug)]
pub struct KitArgs {
    /// A `.ron` file, a folder with `scenario.ron`, or a shipped scenario's name.
    pub scenario: PathBuf,
    /// The folder to write to.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The language of the papers: en, ru.
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub lang: String,
    /// Show neutral names of states.
    #[arg(long, value_name = "neutral")]
    pub names: Option<Names>,
    /// Injects from a spreadsheet, in place of the scenario's own.
    #[arg(long, value_name = "FILE")]
    pub injects: Option<PathBuf>,
}

/// `joint-patrol compare`.
#[derive(ClapArgs, Debug)]
pub struct CompareArgs {
    /// Runs, or folders of runs. Two folders are two plans; single runs of one scenario and
    /// doctrine are one plan.
    #[arg(required = true, num_args = 2..)]
    pub run: Vec<PathBuf>,
    /// The figures of one state alone.
    #[arg(long = "for", value_name = "STATE")]
    pub state: Option<String>,
    /// The figure that decides: `score`, a metric such as M13, or an outcome. The others are
    /// adjusted for being many.
    #[arg(long, value_name = "FIGURE", default_value = "score")]
    pub primary: String,
    /// How to print the comparison.
    #[arg(long, value_enum, default_value_t = CompareFormat::Text)]
    pub format: CompareFormat,
    /// The language of a page: en, ru.
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub lang: String,
    /// Show neutral names of states on a page.
    #[arg(long, value_name = "neutral")]
    pub names: Option<Names>,
}

/// `joint-patrol play`.
#[derive(ClapArgs, Debug)]
pub struct PlayArgs {
    /// A `.ron` file, a folder with `scenario.ron`, or a shipped scenario's name.
    pub scenario: PathBuf,
    /// A seat to take, such as KGZ/duty or KGZ/patrol. May be given several times.
    #[arg(long, value_name = "STATE/ROLE", required = true)]
    pub seat: Vec<String>,
    /// The seed of the world and of luck.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = seed())]
    pub seed: u64,
    /// Another seed for luck alone: detection, radio, delays, lapses.
    #[arg(long, value_name = "N", value_parser = seed())]
    pub luck_seed: Option<u64>,
    /// How a state acts where no seat is taken. May be given several times.
    #[arg(long, value_name = "STATE=NAME", value_parser = doctrine)]
    pub doctrine: Vec<(String, String)>,
    /// Injects from a spreadsheet, in place of the scenario's own.
    #[arg(long, value_name = "FILE")]
    pub injects: Option<PathBuf>,
    /// The time that each answer takes.
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = deliberation)]
    pub deliberation: SimDuration,
    /// Show neutral names of states.
    #[arg(long, value_name = "neutral")]
    pub names: Option<Names>,
    /// Where orders, journal and scores are kept; without it, a folder named after the scenario
    /// and the seed.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Whose names are shown.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Amber, Blue, Green, White.
    Neutral,
}

/// `joint-patrol score`.
#[derive(ClapArgs, Debug)]
pub struct ScoreArgs {
    /// A journal, or the folder of a run.
    pub journal: PathBuf,
    /// Other rules of conduct.
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// Another score profile.
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    /// The agreed values, in place of those of rules and profile.
    #[arg(long, value_name = "FILE")]
    pub values: Option<PathBuf>,
    /// Show neutral names of states.
    #[arg(long, value_name = "neutral")]
    pub names: Option<Names>,
    /// How to print the scorecard.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

const SCORE_EXAMPLES: &str = "\
Examples:
  joint-patrol score runs/7                               a kept run, or one that was cut off
  joint-patrol score runs/7 --rules rules.ron             under other rules
  joint-patrol score runs/7/journal.jsonl --format json   for programs";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  joint-patrol explain LOC-14           a rule of conduct
  joint-patrol explain M1               a metric, with its formula
  joint-patrol explain unknown-unit     a diagnostic, with what to write instead
  joint-patrol explain unit_tasked      a kind of journal entry, with its fields
  joint-patrol explain rendezvous       a term";

const LIST_EXAMPLES: &str = "\
Examples:
  joint-patrol list                     all that is shipped
  joint-patrol run first_patrol         what it names can be run by its name
  joint-patrol explain LOC-14           and explained";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  joint-patrol completions bash > ~/.local/share/bash-completion/completions/joint-patrol
  joint-patrol completions zsh > ~/.zfunc/_joint-patrol
  joint-patrol completions fish > ~/.config/fish/completions/joint-patrol.fish";

const JUDGE_EXAMPLES: &str = "\
Examples:
  joint-patrol judge observers.csv                           by the shipped line of conduct
  joint-patrol judge observers.csv --rules rules.ron --all   what was kept as well
  joint-patrol judge events.jsonl --format json              for programs

A log is CSV (time,fact,actor,track,…; , or ; or tab) or JSON Lines. Times are durations since the
start (00:41:00, 41min) or ISO 8601. `docs/observers-log.md` has the form and an example.";

/// `joint-patrol judge`.
#[derive(ClapArgs, Debug)]
pub struct JudgeArgs {
    /// A log as CSV or JSON Lines, a journal, or the folder of a run.
    pub log: PathBuf,
    /// The rules; without it, the shipped line of conduct.
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// The agreed values, in place of those of the rules.
    #[arg(long, value_name = "FILE")]
    pub values: Option<PathBuf>,
    /// List what was kept, too.
    #[arg(long)]
    pub all: bool,
    /// How to print the verdicts.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// `joint-patrol explain`.
#[derive(ClapArgs, Debug)]
pub struct ExplainArgs {
    /// Such as `LOC-14`, `M1`, `unknown-unit`, `notification_sent` or `doctrine`.
    pub name: String,
}

/// `joint-patrol completions`.
#[derive(ClapArgs, Debug)]
pub struct CompletionsArgs {
    /// The shell.
    pub shell: clap_complete::Shell,
}

fn many() -> clap::builder::RangedU64ValueParser<u64> {
    clap::value_parser!(u64).range(1..=100_000)
}

fn seed() -> clap::builder::RangedU64ValueParser<u64> {
    clap::value_parser!(u64).range(0..=SEED_MAX)
}

fn doctrine(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((state, name)) if !state.is_empty() && !name.is_empty() => {
            Ok((state.to_owned(), name.to_owned()))
        }
        _ => Err("write STATE=NAME, such as KGZ=joint".to_owned()),
    }
}

fn deliberation(text: &str) -> Result<SimDuration, String> {
    let time = SimDuration::parse(text).map_err(|e| format!("{e}; {}", SimDuration::HELP))?;
    match time.0 {
        0..=3_600_000 => Ok(time),
        _ => Err("write a time from 0s to 1h".to_owned()),
    }
}

fn score(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(x) if (0.0..=100.0).contains(&x) => Ok(x),
        _ => Err("write a number from 0 to 100".to_owned()),
    }
}
