//! What can be typed to design scenarios.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::args::Names;

pub const CHECK_EXAMPLES: &str = "\
Examples:
  joint-patrol check my.ron                      all faults, warnings and notes
  joint-patrol check my.ron --fix                mend what is certain, keeping comments and layout
  joint-patrol check my.ron --measure            does the exercise measure what it claims to train?
  joint-patrol check my.ron --watch              again on each save
  joint-patrol check scenarios/* --format sarif  for an editor or a build server

`joint-patrol explain SLUG` tells more of a fault: unknown-unit, lines-cross, …";

/// How diagnostics are printed.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// One JSON object, for programs.
    Json,
    /// SARIF 2.1.0, for editors and build servers.
    Sarif,
}

/// `joint-patrol check`.
#[derive(ClapArgs, Debug)]
pub struct CheckArgs {
    /// Scenarios to check; also rule files, doctrines, score profiles, agreed values, orders.
    #[arg(required = true)]
    pub path: Vec<PathBuf>,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Exit with 1 on warnings too.
    #[arg(long, value_name = "warnings")]
    pub deny: Option<Deny>,
    /// Whether the exercise measures what it claims to train: runs it with scripted staffs.
    #[arg(long)]
    pub measure: bool,
    /// How many seeds `--measure` runs with each staff.
    #[arg(long, value_name = "N", default_value_t = 30, requires = "measure",
          value_parser = clap::value_parser!(u64).range(4..=1000))]
    pub seeds: u64,
    /// Mend what is certain: the files are changed, comments and layout stay.
    #[arg(long)]
    pub fix: bool,
    /// Check again whenever one of the files is saved.
    #[arg(long, conflicts_with = "fix")]
    pub watch: bool,
}

/// What is not accepted.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deny {
    /// Warnings.
    Warnings,
}

pub const NEW_EXAMPLES: &str = "\
Examples:
  joint-patrol new my_exercise                              asks for template, title and states
  joint-patrol new my_exercise --template joint_patrol
  joint-patrol new night --template two_posts --title \"Night watch\" --states KAZ,UZB

`joint-patrol list` names the templates.";

/// `joint-patrol new`.
#[derive(ClapArgs, Debug)]
pub struct NewArgs {
    /// The folder to write to; it is made if it is not there.
    pub dir: PathBuf,
    /// The template to begin with.
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,
    /// What the exercise is called.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The states that take part, in place of the template's, such as KAZ,UZB.
    #[arg(long, value_name = "ID,ID")]
    pub states: Option<String>,
}

pub const FMT_EXAMPLES: &str = "\
Examples:
  joint-patrol fmt my.ron               make it tidy
  joint-patrol fmt scenarios/*          several at once
  joint-patrol fmt my.ron --check       change nothing; exit with 1 if it is not tidy";

/// `joint-patrol fmt`.
#[derive(ClapArgs, Debug)]
pub struct FmtArgs {
    /// RON files to make tidy, or folders with `scenario.ron`.
    #[arg(required = true)]
    pub path: Vec<PathBuf>,
    /// Change nothing; exit with 1 if a file is not tidy.
    #[arg(long)]
    pub check: bool,
}

pub const CONVERT_EXAMPLES: &str = "\
Examples:
  joint-patrol convert four_services --out ground.geojson    the ground, to be edited in QGIS
  joint-patrol convert ground.geojson --out ground.ron       a file to include: [\"ground.ron\"]
  joint-patrol convert my.ron --out whole.ron                a scenario with what it includes

A scenario may also include a map as it is: include: [\"ground.geojson\"].";

/// `joint-patrol convert`.
#[derive(ClapArgs, Debug)]
pub struct ConvertArgs {
    /// A map (`.geojson`), or a scenario: a `.ron` file, a folder with `scenario.ron`, or a shipped
    /// scenario's name.
    #[arg(value_name = "IN")]
    pub input: PathBuf,
    /// The file to write: `.geojson` or `.ron`.
    #[arg(long, value_name = "OUT")]
    pub out: PathBuf,
    /// Replace OUT if it is there.
    #[arg(long)]
    pub force: bool,
}

pub const PREVIEW_EXAMPLES: &str = "\
Examples:
  joint-patrol preview first_patrol --out first_patrol.svg
  joint-patrol preview my.ron --out my.png --lang ru
  joint-patrol preview four_services --out map.svg --names neutral
  joint-patrol preview my.ron --out my.svg --watch         again on each save";

/// `joint-patrol preview`.
#[derive(ClapArgs, Debug)]
pub struct PreviewArgs {
    /// A `.ron` file, a folder with `scenario.ron`, or a shipped scenario's name.
    pub scenario: PathBuf,
    /// The picture to write: `.svg` or `.png`.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// The language of the map: en, ru.
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub lang: String,
    /// Show neutral names of states.
    #[arg(long, value_name = "neutral")]
    pub names: Option<Names>,
    /// Draw again whenever one of the files is saved.
    #[arg(long)]
    pub watch: bool,
}
