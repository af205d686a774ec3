//! Injects as a spreadsheet that reads back, and as they are written in scenarios.

use crate::journal::condition::FactPattern;
use crate::notation::write;
use crate::scenario::file::{EffectFile, InjectFile, WhenFile};

/// The columns of the sheet.
pub const COLUMNS: [&str; 9] = [
    "id",
    "time",
    "from",
    "to",
    "method",
    "message",
    "expected",
    "objective",
    "what",
];
/// What stands before a text that a spreadsheet would calculate.
pub const GUARD: char = '\'';
/// What such a text begins with; the guard itself, so that it reads back as it was.
pub const GUARDED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', GUARD];

/// The injects as a sheet. It begins with the mark by which spreadsheets know UTF-8.
pub fn csv(injects: &[InjectFile]) -> String {
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    // Writing into memory cannot fail.
    let _ = out.write_record(COLUMNS);
    for i in injects {
        let _ = out.write_record(row(i).map(guarded));
    }
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn row(i: &InjectFile) -> [String; 9] {
    let message = match &i.what {
        EffectFile::Message { text } | EffectFile::Media { text, .. } => text.clone(),
        _ => String::new(),
    };
    [
        i.id.to_string(),
        time(&i.at),
        i.controller.clone(),
        i.to.clone(),
        i.method.clone(),
        message,
        i.expected.clone(),
        i.objective
            .as_ref()
            .map_or_else(String::new, |o| o.to_string()),
        what(&i.what),
    ]
}

fn guarded(text: String) -> String {
    match text.starts_with(GUARDED) {
        true => format!("{GUARD}{text}"),
        false => text,
    }
}

fn time(when: &WhenFile) -> String {
    match when {
        WhenFile::Time(at) => (at.value - crate::base::time::SimTime::START).to_string(),
        WhenFile::When { .. } => write::line(when),
        WhenFile::ByHand => String::new(),
    }
}

/// The fact that an inject waits for, as it is written in scenarios.
pub fn pattern(fact: &FactPattern) -> String {
    match fact.conditions.is_empty() {
        true => fact.fact.to_string(),
        false => format!("{}: {}", *fact.fact, write::line(&fact.conditions)),
    }
}

/// An effect without its text, which has a column of its own.
fn what(effect: &EffectFile) -> String {
    match effect {
        EffectFile::Media { states, .. } => {
            format!("Media(states: {})", write::line(states))
        }
        EffectFile::Message { .. } => String::new(),
        _ => write::line(effect),
    }
}
