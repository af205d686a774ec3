//! Words on a map: how wide they are, how they are cut, and made harmless.

use crate::report::atoms::escaped;
use crate::report::names::{clean, shortened};

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Face {
    /// Its class in the style sheet.
    pub class: &'static str,
    /// Its size in pixels.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Room between letters.
    pub spacing: f64,
}

impl Face {
    /// A face.
    pub const fn new(class: &'static str, size: f64, bold: bool, spacing: f64) -> Self {
        Self {
            class,
            size,
            bold,
            spacing,
        }
    }

    /// About how wide a text is.
    pub fn width(&self, text: &str) -> f64 {
        let ems: f64 = text.chars().map(em).sum();
        let heavier = if self.bold { 1.07 } else { 1.0 };
        ems * self.size * heavier + self.spacing * text.chars().count() as f64
    }
}

/// The mean width of a letter, in sizes of its face.
fn em(c: char) -> f64 {
    match c {
        ' ' | 'i' | 'j' | 'l' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' | '·' | 'і' => 0.27,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '/' | '°' | '′' => 0.38,
        'm' | 'w' | 'M' | 'W' | 'ш' | 'щ' | 'ж' | 'ю' | 'Ш' | 'Щ' | 'Ж' | 'Ю' | 'м' | 'ы' | 'ф' => {
            0.87
        }
        '0'..='9' => 0.572,
        'A'..='Z' => 0.65,
        'a'..='z' => 0.56,
        'А'..='Я' => 0.68,
        'а'..='я' => 0.59,
        c if c.is_ascii() => 0.6,
        c if c >= '\u{1100}' && !('\u{2000}'..='\u{21ff}').contains(&c) => 1.1,
        _ => 0.64,
    }
}

/// A text on one line, without what steers or what a picture may not hold, of so many characters
/// at most.
pub(super) fn plain(text: &str, most: usize) -> String {
    let text: String = clean(text)
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| {
            !matches!(
                c,
                '\u{fffe}' | '\u{ffff}' | '\u{200e}' | '\u{200f}' | '\u{61c}'
            )
        })
        .take(most * 8)
        .collect();
    shortened(text.trim(), most)
}

/// Lines of a text, none wider than so many pixels, and no more than so many.
pub(super) fn wrapped(text: &str, face: Face, width: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = match line.is_empty() {
            true => word.to_owned(),
            false => format!("{line} {word}"),
        };
        if face.width(&longer) <= width || line.is_empty() {
            line = longer;
            continue;
        }
        if lines.len() + 1 == most {
            line.push('…');
            break;
        }
        lines.push(std::mem::replace(&mut line, word.to_owned()));
    }
    lines.push(cut(&line, face, width));
    lines
}

/// The beginning of a text that is no wider than so many pixels.
pub(super) fn cut(text: &str, face: Face, width: f64) -> String {
    if face.width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if face.width(&out) + face.size > width {
            break;
        }
    }
    format!("{}…", out.trim_end())
}

/// A text as an element, beginning at a place. `more` are further attributes.
pub(super) fn element(face: Face, x: f64, y: f64, more: &str, text: &str) -> String {
    let class = face.class;
    let text = escaped(text);
    format!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\"{more}>{text}</text>")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Face = Face::new("n2", 10.0, false, 0.0);

    #[test]
    fn texts_are_made_harmless_and_short() {
        let evil = format!("a\u{202e}\nb\u{ffff}{}", "x".repeat(10_000));
        let shown = plain(&evil, 10);
        assert_eq!(shown, "a bxxxxxxx…");
        assert_eq!(plain("  Archa post ", 40), "Archa post");
    }

    #[test]
    fn lines_keep_to_their_width() {
        let text = "one two three four five six seven";
        let lines = wrapped(text, FACE, 60.0, 3);
        assert!(lines.len() == 3 && lines[2].ends_with('…'), "{lines:?}");
        assert!(FACE.width(&cut(&"w".repeat(500), FACE, 60.0)) < 72.0);
    }
}
