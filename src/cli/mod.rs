//! The command line: parse, do, say, exit.

#![allow(clippy::disallowed_methods)]

mod args;
mod card;
mod check;
mod compare;
mod convert;
mod explain;
mod export;
mod fix;
mod fmt;
mod judge;
mod kit;
mod list;
mod measure;
mod new;
mod play;
mod preview;
mod review;
mod run;
mod score;
mod setting;
mod watch;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::{CommandFactory, Parser};

use crate::base::diag::Severity;
use crate::io::load::Loader;
use crate::io::render;
use args::{Args, Command};

/// What a command came to.
enum Outcome {
    /// Done, and the bar met.
    Done,
    /// Done, and a bar not met.
    BarNotMet,
    /// It could not be done.
    Failed,
}

impl Outcome {
    /// The worse of two.
    fn and(self, other: Outcome) -> Outcome {
        match (self, other) {
            (Outcome::Failed, _) | (_, Outcome::Failed) => Outcome::Failed,
            (Outcome::BarNotMet, _) | (_, Outcome::BarNotMet) => Outcome::BarNotMet,
            _ => Outcome::Done,
        }
    }
}

/// Parses the command line, does what it says, and gives the exit code: 0 done and the bar met,
/// 1 done and a bar not met, 2 could not do it.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let outcome = match args.command {
        Command::Run(a) => run::run(&a),
        Command::Play(a) => play::play(&a),
        Command::Check(a) => check::check(&a),
        Command::Score(a) => score::score(&a),
        Command::Judge(a) => judge::judge(&a),
        Command::Review(a) => review::review(&a),
        Command::Export(a) => export::export(&a),
        Command::Kit(a) => kit::kit(&a),
        Command::Compare(a) => compare::compare(&a),
        Command::Convert(a) => convert::convert(&a),
        Command::New(a) => new::new(&a),
        Command::Preview(a) => preview::preview(&a),
        Command::Fmt(a) => fmt::fmt(&a),
        Command::Explain(a) => explain::explain(&a),
        Command::List => list::list(),
        Command::Completions(a) => {
            let mut out = Vec::new();
            clap_complete::generate(a.shell, &mut Args::command(), "joint-patrol", &mut out);
            say(&String::from_utf8_lossy(&out));
            Outcome::Done
        }
    };
    let outcome = match UNSAID.get() {
        Some(why) => {
            tell(&format!(
                "error: cannot write to standard output: {why}; send it elsewhere\n"
            ));
            Outcome::Failed
        }
        None => outcome,
    };
    ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::BarNotMet => 1,
        Outcome::Failed => 2,
    })
}

/// Why a result could not be printed, if so.
static UNSAID: OnceLock<String> = OnceLock::new();

/// Prints a result. A closed pipe is no fault; what else keeps it from being printed makes the
/// command fail.
fn say(text: &str) {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => {
            UNSAID.get_or_init(|| e.to_string());
        }
        _ => {}
    }
}

/// Prints a message.
fn tell(text: &str) {
    let mut out = anstream::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints all faults of a loader to standard error.
fn tell_faults(loader: &Loader) {
    tell_of(loader, false);
}

/// The same, with notes or without: these are for whoever checks a scenario.
fn tell_of(loader: &Loader, notes: bool) {
    let mut diags = loader.diags.clone();
    diags.retain(|d| notes || d.severity != Severity::Note);
    if !diags.is_empty() {
        tell(&render::text(&loader.sources, &diags, true));
    }
}

/// Prints a result, or why there is none; the reason is empty where the loader has the faults.
fn say_or_tell(loader: &Loader, result: Result<String, String>) -> Outcome {
    tell_faults(loader);
    match result {
        Ok(text) => {
            say(&text);
            Outcome::Done
        }
        Err(message) => {
            if !message.is_empty() {
                tell(&format!("error: {message}\n"));
            }
            Outcome::Failed
        }
    }
}
