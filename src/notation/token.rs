//! Text to tokens, losing nothing: what formatting works on, and what finds the bracket that is
//! missing.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Blanks and line breaks.
    Space,
    /// `// …`, without its line break.
    LineComment,
    /// `/* … */`, which may hold others.
    BlockComment,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// `,`.
    Comma,
    /// `:`.
    Colon,
    /// A word: a field, a choice, `true`.
    Word,
    /// A number.
    Number,
    /// A text in quotes, raw ones and characters too.
    Text,
    /// Anything else, one character.
    Other,
}

/// A piece of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// The bytes it takes.
    pub range: Range<usize>,
}

impl Token {
    /// Whether it means something to the reader of the file.
    pub fn counts(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Space | Kind::LineComment | Kind::BlockComment
        )
    }
}

/// The tokens of a text; together they are the text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (kind, length) = next(&text[at..]);
        out.push(Token {
            kind,
            range: at..at + length,
        });
        at += length;
    }
    out
}

/// The kind and length of the token at the beginning of a text that is not empty.
fn next(rest: &str) -> (Kind, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    let run = |fits: &dyn Fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
    match first {
        c if c.is_whitespace() => (Kind::Space, run(&char::is_whitespace)),
        '(' | '[' | '{' => (Kind::Open, 1),
        ')' | ']' | '}' => (Kind::Close, 1),
        ',' => (Kind::Comma, 1),
        ':' => (Kind::Colon, 1),
        '"' => (Kind::Text, quoted(rest, '"')),
        '/' if rest.starts_with("//") => (Kind::LineComment, rest.find('\n').unwrap_or(rest.len())),
        '/' if rest.starts_with("/*") => (Kind::BlockComment, block(rest)),
        '\'' => match character(rest) {
            Some(length) => (Kind::Text, length),
            None => (Kind::Other, 1),
        },
        'r' | 'b' => match prefixed(rest) {
            Some(length) => (Kind::Text, length),
            None => (Kind::Word, run(&is_word)),
        },
        c if c.is_ascii_digit() => (Kind::Number, number(rest)),
        '+' | '-' | '.' if signed(rest) => (Kind::Number, 1 + number(&rest[1..])),
        c if is_word(c) => (Kind::Word, run(&is_word)),
        c => (Kind::Other, c.len_utf8()),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a sign or a point begins a number.
fn signed(rest: &str) -> bool {
    let after = rest[1..].strip_prefix('.').unwrap_or(&rest[1..]);
    after.starts_with(|c: char| c.is_ascii_digit()) || rest[1..].starts_with("inf")
}

/// The length of a number, with what belongs to it: `1.5e-3`, `0x1F`, `1_000`.
fn number(rest: &str) -> usize {
    let mut before = ' ';
    let end = rest.char_indices().find(|&(_, c)| {
        let sign = matches!(c, '+' | '-') && matches!(before, 'e' | 'E');
        before = c;
        !(sign || c == '.' || is_word(c))
    });
    end.map_or(rest.len(), |(i, _)| i)
}

/// The length of a text in quotes; to the end of all where it is not closed.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return i + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// The length of `'c'` or `'\n'`; nothing if it is no character.
fn character(rest: &str) -> Option<usize> {
    let end = rest.char_indices().nth(14).map_or(rest.len(), |(i, _)| i);
    let near = rest[..end].lines().next().unwrap_or_default();
    let length = quoted(near, '\'');
    (length > 2 && near[1..length].ends_with('\'')).then_some(length)
}

/// The length of `r"…"`, `r#"…"#`, `b"…"`, `br"…"`.
fn prefixed(rest: &str) -> Option<usize> {
    let after = rest.trim_start_matches(['b', 'r']);
    let prefix = rest.len() - after.len();
    if prefix > 2 {
        return None;
    }
    if rest[..prefix].ends_with('r') {
        let inner = after.trim_start_matches('#');
        let hashes = after.len() - inner.len();
        let inner = inner.strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let begin = prefix + hashes + 1;
        return Some(match inner.find(&end) {
            Some(i) => begin + i + end.len(),
            None => rest.len(),
        });
    }
    after.starts_with('"').then(|| prefix + quoted(after, '"'))
}

/// The length of a block comment with those within it.
fn block(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        let all = tokens(text);
        all.into_iter()
            .filter(|t| t.kind != Kind::Space)
            .map(|t| (t.kind, &text[t.range]))
            .collect()
    }

    #[test]
    fn tokens_are_told_apart() {
        use Kind::*;
        let text = "(a: -1.5e-3, b: r#\"x\"y\"#, /* a /* b */ c */ 'z', \"q\\\"\", // end\n é: .5)";
        let expected = [
            (Open, "("),
            (Word, "a"),
            (Colon, ":"),
            (Number, "-1.5e-3"),
            (Comma, ","),
            (Word, "b"),
            (Colon, ":"),
            (Text, "r#\"x\"y\"#"),
            (Comma, ","),
            (BlockComment, "/* a /* b */ c */"),
            (Text, "'z'"),
            (Comma, ","),
            (Text, "\"q\\\"\""),
            (Comma, ","),
            (LineComment, "// end"),
            (Word, "é"),
            (Colon, ":"),
            (Number, ".5"),
            (Close, ")"),
        ];
        assert_eq!(kinds(text), expected);
    }

    #[test]
    fn nothing_is_lost_from_broken_text() {
        for text in [
            "\"open",
            "/* open",
            "r##\"x\"#",
            "' ' '",
            "é\u{301}#!",
            "br",
            "b'",
            "+-..",
        ] {
            let all = tokens(text);
            let joined: String = all.iter().map(|t| &text[t.range.clone()]).collect();
            assert_eq!(joined, text);
        }
    }
}
