//! JSON Lines: one object a line, with `time` (or `at_ms`) and `fact` (or `kind`).

use serde_json::{Map, Value};

use crate::io::log::{Cell, Line, Reading, Start};

/// Fields of a row that are not fields of its fact.
const ENVELOPE: [&str; 5] = ["time", "at_ms", "fact", "kind", "seq"];

impl Reading<'_, '_> {
    /// An object on a line.
    pub(super) fn json_line(&mut self, line: &Line<'_>) {
        let object: Map<String, Value> = match serde_json::from_str(line.text) {
            Ok(object) => object,
            Err(e) if !line.whole && e.is_eof() => return self.torn(line),
            Err(e) => {
                let (file, _, end, slug) = self.line("broken-line", line.text, line.number);
                let start = e.column().saturating_sub(1).min(end.saturating_sub(1));
                let place = (file, start, (start + 1).min(end), slug);
                let message = format!("line {} is no JSON object: {e}", line.number);
                self.fault(place, &message, "write one object a line");
                return;
            }
        };
        if object.contains_key("trailer") {
            return;
        }
        let fact = ["fact", "kind"]
            .iter()
            .find_map(|k| object.get(*k)?.as_str());
        let at = match (
            object.get("time"),
            object.get("at_ms").and_then(Value::as_i64),
        ) {
            (Some(Value::String(text)), _) => self.time(text),
            (None, Some(ms)) => self.since_start(Start::Zero, ms).map_err(str::to_owned),
            _ => Err("it has no `time` such as \"00:41:00\", and no `at_ms`".to_owned()),
        };
        let (Ok(at), Some(fact)) = (&at, fact) else {
            if let Err(message) = at {
                let place = self.line("bad-time", line.text, line.number);
                self.fault(place, &format!("line {}: {message}", line.number), "");
            }
            if fact.is_none() {
                let place = self.line("missing-fact", line.text, line.number);
                let message = format!("line {} names no fact", line.number);
                self.fault(place, &message, "add `\"fact\": \"…\"`");
            }
            return;
        };
        let seq = object.get("seq").map(Value::as_u64);
        let (given, before) = (seq.flatten(), self.last_seq);
        let mixed = self.facts > 0 && before.is_some() != given.is_some();
        if seq == Some(None) || mixed || before.zip(given).is_some_and(|(a, b)| b <= a) {
            let place = self.line("duplicate-id", line.text, line.number);
            let message = format!(
                "line {}: `seq` does not go up from line to line",
                line.number
            );
            self.fault(place, &message, "number every line, in order, or none");
            return;
        }
        self.last_seq = given;
        self.row.at = *at;
        self.row.row = given.unwrap_or(line.number as u64);
        fact.clone_into(&mut self.row.name);
        self.row.fields.clear();
        for (name, value) in &object {
            if !ENVELOPE.contains(&name.as_str())
                && let Some(cell) = cell(value)
            {
                self.row.fields.push((name.clone(), cell));
            }
        }
        self.tell(line);
    }
}

/// A value as a cell; what is null, empty or an object is absent.
fn cell(value: &Value) -> Option<Cell> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::Bool(b) => Some(Cell::Bool(*b)),
        Value::Number(n) => n.as_f64().map(Cell::Number),
        Value::String(s) if s.is_empty() => None,
        Value::String(s) => Some(Cell::Text(s.clone())),
        Value::Array(items) => Some(Cell::List(items.iter().filter_map(cell).collect())),
    }
}
