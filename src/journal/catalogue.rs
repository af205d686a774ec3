//! The catalogue of kinds and fields, as data and as a page.

use crate::journal::event::Event;

/// One kind of entry.
#[derive(Clone, Debug)]
pub struct KindRow {
    /// Its name.
    pub kind: &'static str,
    /// The subject it belongs to: `patrol`, `picture`, `talk` and so on.
    pub subject: &'static str,
    /// What it means.
    pub doc: String,
    /// Whether it may stand without a cause.
    pub root: bool,
    /// Its fields.
    pub fields: Vec<FieldRow>,
}

/// One field of a kind.
#[derive(Clone, Debug)]
pub struct FieldRow {
    /// Its name.
    pub name: &'static str,
    /// Its type, in words.
    pub type_name: &'static str,
    /// What it means.
    pub doc: String,
}

/// Joins the lines of a doc comment.
pub fn join(lines: &[&str]) -> String {
    lines
        .iter()
        .map(|l| l.trim())
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

/// The page `docs/journal.md`.
pub fn page() -> String {
    let mut out = String::from(
        "# The journal\n\n\
         `journal.jsonl` holds a header line, one entry a line, and a trailer line.\n\
         This page is made from the types (`cargo test` holds it against them).\n\n\
         Every entry has an envelope:\n\n\
         | field | type | meaning |\n| --- | --- | --- |\n\
         | `seq` | whole number | its number, from 1 without gaps |\n\
         | `at_ms` | whole number | milliseconds since STARTEX; what was prepared before is negative |\n\
         | `kind` | text | what happened: one of the kinds below |\n\
         | `actor` | text | whose doing it was: a state, a seat such as `KGZ/duty`, `world`, `excon` or `evaluator` |\n\
         | `cause` | whole number or null | the entry that brought it about; null only for kinds marked *root* |\n\
         | `subject` | text | whom or what it is about |\n\n\
         The trailer's `digest` is the SHA-256 over the entries' lines, each with its newline.\n\
         Fields marked *hidden* are the truth behind a side's picture; only judgement reads them.\n\n\
         ## Kinds\n",
    );
    for row in Event::catalogue() {
        let root = if row.root { " (root)" } else { "" };
        out.push_str(&format!("\n### `{}`{root}\n\n{}\n", row.kind, row.doc));
        if !row.fields.is_empty() {
            out.push_str("\n| field | type | meaning |\n| --- | --- | --- |\n");
        }
        for field in row.fields {
            out.push_str(&format!(
                "| `{}` | {} | {} |\n",
                field.name, field.type_name, field.doc
            ));
        }
    }
    out
}
