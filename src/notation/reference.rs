//! The reference of a format, made from the types that read it.

use crate::notation::record::{Described, FieldDoc};

/// What people call a type: `SectionFile` is a `Section`.
fn plain(type_name: &str) -> String {
    type_name.replace("File", "")
}

/// A record as a heading and a table of its fields.
pub fn record<T: Described>(out: &mut String) {
    out.push_str(&format!("\n## {}\n\n{}\n\n", plain(T::NAME), T::doc()));
    out.push_str("| field | type | default | meaning |\n| --- | --- | --- | --- |\n");
    for field in T::fields() {
        out.push_str(&row(&field));
    }
}

fn row(field: &FieldDoc) -> String {
    let default = match &field.default {
        _ if field.required => "must".to_owned(),
        Some(text) => format!("`{}`", text.replace('|', "\\|")),
        None => String::new(),
    };
    let type_name = plain(&field.type_name).replace('|', "\\|");
    format!(
        "| `{}` | {type_name} | {default} | {} |\n",
        field.name, field.doc
    )
}

/// Ways to write something, each with its meaning.
pub fn forms(out: &mut String, title: &str, forms: &[(&str, &str)]) {
    out.push_str(&format!(
        "\n## {title}\n\n| form | meaning |\n| --- | --- |\n"
    ));
    for (form, meaning) in forms {
        out.push_str(&format!("| `{form}` | {meaning} |\n"));
    }
}

/// The words of a choice, each with its meaning.
pub fn choice(out: &mut String, title: &str, words: Vec<(&str, String)>) {
    out.push_str(&format!(
        "\n## {title}\n\n| word | meaning |\n| --- | --- |\n"
    ));
    for (word, meaning) in words {
        out.push_str(&format!("| `{word}` | {meaning} |\n"));
    }
}
