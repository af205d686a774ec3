//! Injects from a spreadsheet: the columns of `controllers/injects.csv`, which `kit` writes.
//!
//! Comma, semicolon and tab part cells; a mark of byte order, line breaks of any kind, and line
//! breaks within quotes are no trouble. Every fault is reported at once, in its cell. What cells
//! name is looked up where the scenario's own injects are.

mod cells;

use std::collections::BTreeMap;

use ron2::ast::Expr;

use crate::base::diag::{Diagnostics, Sources, Span};
use crate::base::id::Name;
use crate::base::text;
use crate::base::time::SimTime;
use crate::notation::decode::{Decode, Decoder, Fields};
use crate::notation::kinds::At;
use crate::notation::syntax;
use crate::notation::syntax::quoted;
use crate::scenario::file::{EffectFile, InjectFile, WhenFile};
use crate::scenario::sheet::COLUMNS;
use cells::{Cell, Scanner};

/// The kind of fault that a row or cell has.
const SLUG: &str = "inject-row";
/// The columns without which a sheet would say something else than was meant.
const NEEDED: [&str; 4] = ["id", "time", "message", "what"];
const BYTE_ORDER: char = '\u{feff}';

/// Reads a sheet of injects that was added to the sources; with any fault, nothing.
pub fn read(sources: &Sources, file: u32, diags: &mut Diagnostics) -> Option<Vec<InjectFile>> {
    let text = sources.get(file)?.text.as_str();
    let mut found = Diagnostics::default();
    let mut reader = Reader {
        file,
        diags: &mut found,
    };
    let injects = reader.sheet(text);
    let broken = found.has_errors();
    diags.append(found);
    injects.filter(|_| !broken)
}

/// A row with the names of its columns.
struct Row<'r> {
    /// Its number in the spreadsheet, from 1.
    number: usize,
    cells: BTreeMap<&'static str, Cell>,
    none: &'r Cell,
}

impl Row<'_> {
    fn cell(&self, column: &str) -> &Cell {
        self.cells.get(column).unwrap_or(self.none)
    }

    fn text(&self, column: &str) -> String {
        self.cell(column).text.clone()
    }
}

struct Reader<'d> {
    file: u32,
    diags: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn sheet(&mut self, text: &str) -> Option<Vec<InjectFile>> {
        let begin = text.len() - text.trim_start_matches(BYTE_ORDER).len();
        let mut scanner = Scanner::new(text, begin);
        let mut rows = Vec::new();
        while let Some(row) = scanner.row() {
            rows.push(row);
        }
        if let Some(at) = scanner.open {
            let help = "close it; a quote within a text is written twice";
            self.fault(at, at + 1, "a quote is opened and not closed".into(), help);
        }
        let mut numbered = (1..)
            .zip(rows)
            .filter(|(_, r)| r.iter().any(|c| !c.is_blank()));
        let Some((_, heads)) = numbered.next() else {
            let help = format!("its first row is `{}`", COLUMNS.join(","));
            self.fault(0, text.len().min(1), "the sheet is empty".into(), &help);
            return None;
        };
        let columns = self.columns(&heads)?;
        let injects = numbered.map(|(n, cells)| self.row(n, cells, &columns));
        let injects: Vec<Option<InjectFile>> = injects.collect();
        injects.into_iter().collect()
    }

    fn fault(&mut self, start: usize, end: usize, message: String, help: &str) {
        let (start, end) = (start as u32, end as u32);
        let file = self.file;
        self.diags
            .error(SLUG, Span { file, start, end }, message, help);
    }

    /// A fault of a whole cell.
    fn cell_fault(&mut self, row: &Row<'_>, column: &str, message: &str, help: &str) {
        let cell = row.cell(column);
        let message = format!("row {}, `{column}`: {message}", row.number);
        self.fault(cell.start, cell.end, message, help);
    }

    /// The columns by place; none after a fault.
    fn columns(&mut self, heads: &[Cell]) -> Option<Vec<Option<&'static str>>> {
        let mut columns: Vec<Option<&'static str>> = Vec::new();
        let mut sound = true;
        for head in heads {
            let name = head.text.trim().to_lowercase();
            let known = COLUMNS.into_iter().find(|c| *c == name);
            let fault = match known {
                None if name.is_empty() => None,
                None => {
                    let help = match text::did_you_mean(&name, COLUMNS) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("the columns are {}", text::one_of(COLUMNS)),
                    };
                    Some((format!("no column `{}`", head.text.trim()), help))
                }
                Some(c) if columns.contains(&known) => Some((
                    format!("the column `{c}` stands twice"),
                    "remove one".to_owned(),
                )),
                Some(_) => None,
            };
            if let Some((message, help)) = fault {
                self.fault(head.start, head.end, message, &help);
                sound = false;
            }
            columns.push(known);
        }
        let (start, end) = match (heads.first(), heads.last()) {
            (Some(first), Some(last)) => (first.start, last.end),
            _ => (0, 0),
        };
        for needed in NEEDED.into_iter().filter(|n| !columns.contains(&Some(n))) {
            let help = format!("the first row is `{}`", COLUMNS.join(","));
            self.fault(
                start,
                end,
                format!("the column `{needed}` is missing"),
                &help,
            );
            sound = false;
        }
        sound.then_some(columns)
    }

    fn row(
        &mut self,
        number: usize,
        cells: Vec<Cell>,
        columns: &[Option<&'static str>],
    ) -> Option<InjectFile> {
        let first = cells.first().cloned().unwrap_or_default();
        let none = Cell {
            text: String::new(),
            start: first.start,
            end: first.end,
            skips: Vec::new(),
        };
        let mut by_name = BTreeMap::new();
        for (i, mut cell) in cells.into_iter().enumerate() {
            match columns.get(i).copied().flatten() {
                Some(column) => {
                    if !matches!(column, "message" | "from" | "to" | "method" | "expected") {
                        cell.trim();
                    }
                    by_name.insert(column, cell);
                }
                None if cell.is_blank() => {}
                None => {
                    let message = format!("row {number} has a cell beyond its columns");
                    let help = "put a text with commas in quotes";
                    self.fault(cell.start, cell.end, message, help);
                }
            }
        }
        let row = Row {
            number,
            cells: by_name,
            none: &none,
        };
        self.inject(&row)
    }

    fn inject(&mut self, row: &Row<'_>) -> Option<InjectFile> {
        let id = self.word::<Name>(row, "id", "every inject has an id of its own");
        let at = self.when(row);
        let what = self.effect(row);
        let objective = match row.cell("objective").text.is_empty() {
            true => Some(None),
            false => self
                .word(row, "objective", "write an objective's id, or nothing")
                .map(Some),
        };
        Some(InjectFile {
            id: id?,
            at: at?,
            what: what?,
            objective: objective?,
            controller: row.text("from"),
            to: row.text("to"),
            method: row.text("method"),
            expected: row.text("expected"),
        })
    }

    /// When an inject is given.
    fn when(&mut self, row: &Row<'_>) -> Option<WhenFile> {
        let cell = row.cell("time");
        if cell.text.is_empty() {
            return Some(WhenFile::ByHand);
        }
        if cell.text.starts_with(|c: char| c.is_alphabetic()) {
            let mut when = self.notation::<WhenFile>(row, "time", HELP_TIME)?;
            match &mut when {
                WhenFile::Time(at) => self.moved(cell, &mut at.span),
                WhenFile::When { fact, .. } => self.moved(cell, &mut fact.fact.span),
                WhenFile::ByHand => {}
            }
            return Some(when);
        }
        self.word::<SimTime>(row, "time", HELP_TIME)
            .map(WhenFile::Time)
    }

    /// What an inject does.
    fn effect(&mut self, row: &Row<'_>) -> Option<EffectFile> {
        let cell = row.cell("what");
        let what = match cell.text.is_empty() {
            true => What::Message(None),
            false => self.notation::<What>(row, "what", HELP_WHAT)?,
        };
        let message = &row.cell("message").text;
        let said = |reader: &mut Self, own: Option<String>| match (message.is_empty(), own) {
            (false, _) => Some(message.clone()),
            (true, Some(own)) => Some(own),
            (true, None) => {
                let help = "write what is said into `message`, or what happens into `what`";
                reader.cell_fault(row, "message", "nothing is said", help);
                None
            }
        };
        let mut effect = match what {
            What::Message(own) => EffectFile::Message {
                text: said(self, own)?,
            },
            What::Media(states, own) => EffectFile::Media {
                text: said(self, own)?,
                states,
            },
            What::Other(effect) => {
                self.unsaid(row);
                effect
            }
        };
        self.effect_moved(cell, &mut effect);
        Some(effect)
    }

    /// A message beside an effect that has none would be lost.
    fn unsaid(&mut self, row: &Row<'_>) {
        if !row.cell("message").is_blank() {
            let help = "make it an inject of its own, or put it into `expected`";
            self.cell_fault(row, "message", "this effect comes without a message", help);
        }
    }

    /// A cell whose text is a value by itself.
    fn word<T: Decode>(&mut self, row: &Row<'_>, column: &str, help: &str) -> Option<At<T>> {
        let cell = row.cell(column);
        let (value, found) = decoded::<T>(&quoted(&cell.text));
        for d in found.sorted() {
            let said = if cell.text.is_empty() {
                "it is empty"
            } else {
                &d.message
            };
            self.cell_fault(row, column, said, help);
        }
        let span = Span {
            file: self.file,
            start: cell.start as u32,
            end: cell.end as u32,
        };
        value.map(|value| At { value, span })
    }

    /// A cell in the notation of scenarios. Its places are those of the cell's text.
    fn notation<T: Decode>(&mut self, row: &Row<'_>, column: &str, help: &str) -> Option<T> {
        let cell = row.cell(column);
        let (value, found) = decoded::<T>(&cell.text);
        for d in found.sorted() {
            let message = format!("row {}, `{column}`: {}", row.number, d.message);
            let help = if d.help.is_empty() { help } else { &d.help };
            let (start, end) = (d.span.start as usize, d.span.end as usize);
            self.fault(cell.place(start), cell.place(end), message, help);
        }
        value
    }

    /// A place in a cell's text becomes the place in the file.
    fn moved(&self, cell: &Cell, span: &mut Span) {
        *span = Span {
            file: self.file,
            start: cell.place(span.start as usize) as u32,
            end: cell.place(span.end as usize) as u32,
        };
    }

    fn effect_moved(&self, cell: &Cell, effect: &mut EffectFile) {
        match effect {
            EffectFile::Outage { channel, state, .. } => {
                self.moved(cell, &mut channel.span);
                if let Some(state) = state {
                    self.moved(cell, &mut state.span);
                }
            }
            EffectFile::FalseContact { at, state } => {
                self.moved(cell, &mut at.span);
                self.moved(cell, &mut state.span);
            }
            EffectFile::Incident { id } => self.moved(cell, &mut id.span),
            EffectFile::Media { states, .. } => {
                for state in states {
                    self.moved(cell, &mut state.span);
                }
            }
            EffectFile::Message { .. } => {}
        }
    }
}

const HELP_TIME: &str = "write the time since STARTEX such as 2h30min, `When(fact: \"…\", after: \"10min\")`, or nothing for an inject by hand";
const HELP_WHAT: &str = "write an effect such as `Outage(channel: \"hotline\", for: \"40min\")`, or nothing for a plain message";

/// A text in the notation of scenarios, with its faults.
fn decoded<T: Decode>(text: &str) -> (Option<T>, Diagnostics) {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let file = sources.add("", text);
    let value = syntax::read(&sources, file, &mut found);
    (value, found)
}

/// An effect whose text may stand in another cell.
enum What {
    Message(Option<String>),
    Media(Vec<At<Name>>, Option<String>),
    Other(EffectFile),
}

impl Decode for What {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let name = match expr {
            Expr::Struct(s) => &*s.name.name,
            _ => "",
        };
        match name {
            "Message" => {
                let mut fields = Fields::of(expr, name, d)?;
                let text = fields.take("text", None, d);
                fields.finish(&["text"], d)?;
                Some(Self::Message(text?))
            }
            "Media" => {
                let mut fields = Fields::of(expr, name, d)?;
                let (states, text) = (fields.take("states", None, d), fields.take("text", None, d));
                fields.finish(&["text", "states"], d)?;
                Some(Self::Media(states?, text?))
            }
            _ => EffectFile::decode(expr, d).map(Self::Other),
        }
    }

    fn type_name() -> String {
        EffectFile::type_name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load::Loader;
    use crate::io::shipped;
    use crate::scenario::sheet;
    use std::path::Path;

    fn read_text(text: &str) -> (Option<Vec<InjectFile>>, Sources, Diagnostics) {
        let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
        sources.add("scenario.ron", "");
        let file = sources.add("injects.csv", text);
        let injects = read(&sources, file, &mut diags);
        (injects, sources, diags)
    }

    fn faults(text: &str) -> Vec<(usize, usize, String)> {
        let (injects, sources, diags) = read_text(text);
        assert!(injects.is_none());
        let place = |d: &&crate::base::diag::Diagnostic| {
            assert_eq!(d.slug, SLUG);
            assert!(!d.help.is_empty(), "{}", d.message);
            let (line, column) = sources.line_column(d.span.file, d.span.start);
            (line, column, d.message.clone())
        };
        diags.sorted().iter().map(place).collect()
    }

    #[test]
    fn shipped_injects_come_back_as_they_were() {
        let mut some = 0;
        for name in shipped::scenarios() {
            let mut loader = Loader::default();
            let Some(loaded) = loader.scenario(Path::new(&name), &[]) else {
                continue;
            };
            let injects = loaded.inputs.scenario.injects;
            some += injects.len();
            let text = sheet::csv(&injects);
            let (back, _, diags) = read_text(&text);
            assert!(diags.is_empty(), "{name}: {diags:?}");
            assert_eq!(back, Some(injects), "{name}");
        }
        assert!(some > 10);
    }

    #[test]
    fn every_form_comes_back() {
        let forms = [
            "(id: \"a\", at: ByHand, what: Message(text: \"=1+1, \\\"so\\\"; says\\nhe\"), to: \"'x\")",
            "(id: \"b\", at: Time(\"1h30min5s\"), what: Message(text: \"'-2\"), controller: \"@x\", method: \"+\")",
            "(id: \"c\", at: When(fact: \"f\", where: [All([Eq(\"a\", 1.5), Not(Has(\"b\"))]), Any([In(\"c\", [\"x\", true])]), AtMost(\"d\", \"limit\"), Above(\"e\", 3), Same(\"g\"), Other(\"h\", \"i\")], after: \"2h\"), what: Incident(id: \"fire\"))",
            "(id: \"d\", at: ByHand, what: FalseContact(at: \"s\", state: \"KGZ\"), objective: \"o\", expected: \"\\ttab\")",
            "(id: \"e\", at: ByHand, what: Media(text: \"who?\", states: [\"KGZ\", \"TJK\"]))",
            "(id: \"f\", at: ByHand, what: Outage(channel: \"radio\", for: \"45s\", state: \"KGZ\"))",
        ];
        let (injects, found) = decoded::<Vec<InjectFile>>(&format!("[{}]", forms.join(",")));
        assert!(found.is_empty(), "{found:?}");
        let text = sheet::csv(injects.as_deref().unwrap());
        let (back, _, diags) = read_text(&text);
        assert!(diags.is_empty(), "{diags:?}\n{text}");
        assert_eq!(back, injects, "{text}");
    }

    #[test]
    fn spreadsheets_of_all_kinds_are_read() {
        let comma = "id,time,message,what\na,3h,\"one, two\nthree\",\nb,,,\"Outage(channel: \"\"hotline\"\", for: \"\"40min\"\")\"\n";
        let (wanted, _, diags) = read_text(comma);
        assert!(wanted.is_some(), "{diags:?}");
        let semicolon = "\u{feff}ID;Time;Message;What;\r\na;3h;\"one, two\r\nthree\";;\r\n;;;;\r\nb;;;Outage(channel: \"hotline\", for: \"40min\")\r\n";
        let tab = "id\ttime\twhat\tmessage\ra\t 3h \t\t\"one, two\nthree\"\rb\t\tOutage(channel: \"hotline\", for: \"40min\")";
        for text in [semicolon, tab] {
            assert_eq!(read_text(text).0, wanted, "{text}");
        }
    }

    #[test]
    fn every_fault_has_its_place() {
        let text = "id,time,message,what,objective\n,soon,hi,,\nb,3h,,,\nc,3h,x,\"Outage(channel: \"\"pigeon\"\", for: \"\"1h\"\")\",\nd,3 parsecs,hi,,,more\n";
        let found: Vec<(usize, usize)> = faults(text).iter().map(|f| (f.0, f.1)).collect();
        assert_eq!(found, [(2, 1), (2, 2), (3, 6), (4, 25), (5, 3), (5, 18)]);
        assert_eq!(faults("id,tme,message,what\n").len(), 2);
        assert_eq!(faults("")[0].2, "the sheet is empty");
        assert!(
            faults("id,time,message,what\na,\"3h,x,\n")
                .iter()
                .any(|f| (f.0, f.1) == (2, 3))
        );
    }

    #[test]
    fn names_point_into_the_sheet() {
        let text =
            "id,time,message,what\na,,,\"FalseContact(at: \"\"ford\"\", state: \"\"KGZ\"\")\"\n";
        let (injects, sources, _) = read_text(text);
        let Some([inject]) = injects.as_deref() else {
            panic!("one inject");
        };
        let EffectFile::FalseContact { at, state } = &inject.what else {
            panic!("a report");
        };
        let source = &sources.get(at.span.file).unwrap().text;
        assert_eq!(
            &source[at.span.start as usize..at.span.end as usize],
            "\"\"ford\"\""
        );
        assert_eq!(
            &source[state.span.start as usize..state.span.end as usize],
            "\"\"KGZ\"\""
        );
    }
}
