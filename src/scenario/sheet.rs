//! Injects as a spreadsheet that reads back, and as they are written in scenarios.

use crate::journal::condition::{Amount, Condition, FactPattern, Literal};
use crate::notation::syntax::quoted;
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
        WhenFile::When { fact, after } => {
            let conditions = match fact.conditions.is_empty() {
                true => String::new(),
                false => format!(", where: {}", list(&fact.conditions)),
            };
            let fact = quoted(&fact.fact);
            format!("When(fact: {fact}{conditions}, after: \"{after}\")")
        }
        WhenFile::ByHand => String::new(),
    }
}

/// The fact that an inject waits for, as it is written in scenarios.
pub fn pattern(fact: &FactPattern) -> String {
    match fact.conditions.is_empty() {
        true => fact.fact.to_string(),
        false => format!("{}: {}", *fact.fact, list(&fact.conditions)),
    }
}

fn what(effect: &EffectFile) -> String {
    match effect {
        EffectFile::Outage {
            channel,
            lasting,
            state,
        } => {
            let of = state
                .as_ref()
                .map(|s| format!(", state: {}", quoted(s.as_str())));
            let of = of.unwrap_or_default();
            format!(
                "Outage(channel: \"{}\", for: \"{lasting}\"{of})",
                channel.word()
            )
        }
        EffectFile::FalseContact { at, state } => {
            let (at, state) = (quoted(at.as_str()), quoted(state.as_str()));
            format!("FalseContact(at: {at}, state: {state})")
        }
        EffectFile::Incident { id } => format!("Incident(id: {})", quoted(id.as_str())),
        EffectFile::Media { states, .. } => {
            let states: Vec<String> = states.iter().map(|s| quoted(s.as_str())).collect();
            format!("Media(states: [{}])", states.join(", "))
        }
        EffectFile::Message { .. } => String::new(),
    }
}

fn list(conditions: &[Condition]) -> String {
    let all: Vec<String> = conditions.iter().map(condition).collect();
    format!("[{}]", all.join(", "))
}

fn condition(c: &Condition) -> String {
    let two = |name: &str, field: &str, with: String| format!("{name}({}, {with})", quoted(field));
    match c {
        Condition::Eq(f, x) => two("Eq", f, literal(x)),
        Condition::Ne(f, x) => two("Ne", f, literal(x)),
        Condition::AtMost(f, x) => two("AtMost", f, amount(x)),
        Condition::AtLeast(f, x) => two("AtLeast", f, amount(x)),
        Condition::Below(f, x) => two("Below", f, amount(x)),
        Condition::Above(f, x) => two("Above", f, amount(x)),
        Condition::In(f, items) => {
            let items: Vec<String> = items.iter().map(literal).collect();
            two("In", f, format!("[{}]", items.join(", ")))
        }
        Condition::Has(f) => format!("Has({})", quoted(f)),
        Condition::Same(f, g) => two("Same", f, quoted(g)),
        Condition::Other(f, g) => two("Other", f, quoted(g)),
        Condition::All(inner) => format!("All({})", list(inner)),
        Condition::Any(inner) => format!("Any({})", list(inner)),
        Condition::Not(inner) => format!("Not({})", condition(inner)),
    }
}

fn literal(x: &Literal) -> String {
    match x {
        Literal::Bool(b) => b.to_string(),
        Literal::Number(n) => n.to_string(),
        Literal::Text(t) => quoted(t),
        Literal::List(items) => {
            let items: Vec<String> = items.iter().map(literal).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

fn amount(x: &Amount) -> String {
    match x {
        Amount::Fixed(n) => n.to_string(),
        Amount::Named(name) => quoted(name),
    }
}
