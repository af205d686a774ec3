//! A file made tidy: indents, blanks, line ends. What its author laid out stays: where lines
//! break, what is aligned, every comment.

use crate::notation::token::{Kind, Token, tokens};

/// The indent of one level.
const INDENT: usize = 4;

/// A text made tidy; doing it again changes nothing. The text must be whole RON.
pub fn tidy(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let all = tokens(text);
    let mut out = Tidy {
        text,
        all: &all,
        out: String::with_capacity(text.len() + text.len() / 8),
        open: Vec::new(),
        indent: 0,
        line_start: 0,
        said: (0, Kind::Open),
    };
    for (i, token) in all.iter().enumerate() {
        match token.kind {
            Kind::Space => out.space(i),
            _ => out.token(i),
        }
    }
    let mut out = out.out;
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Whether two texts say the same: the same tokens and comments, but for commas before a closing
/// bracket.
pub fn same(a: &str, b: &str) -> bool {
    said(a) == said(b)
}

fn said(text: &str) -> Vec<(Kind, String)> {
    let mut out: Vec<(Kind, String)> = Vec::new();
    for token in tokens(text) {
        let piece = match token.kind {
            Kind::Text => text[token.range.clone()].to_owned(),
            _ => text[token.range.clone()].trim_end().replace("\r\n", "\n"),
        };
        let last = out
            .iter()
            .rposition(|(kind, _)| *kind != Kind::LineComment && *kind != Kind::BlockComment);
        if let (Kind::Close, Some(last)) = (token.kind, last)
            && out[last].0 == Kind::Comma
        {
            out.remove(last);
        }
        if token.kind != Kind::Space {
            out.push((token.kind, piece));
        }
    }
    out
}

/// A bracket that is open.
struct Bracket {
    /// The indent of the line on which it stands.
    line: usize,
    /// The indent of the lines within it.
    within: usize,
    /// Whether the last of what is in it may have a comma.
    comma: bool,
}

struct Tidy<'t> {
    text: &'t str,
    all: &'t [Token],
    out: String,
    /// The brackets that are open.
    open: Vec<Bracket>,
    /// The indent of this line, and where it begins.
    indent: usize,
    line_start: usize,
    /// Where the last token that is no comment ends, and what it is.
    said: (usize, Kind),
}

impl Tidy<'_> {
    fn piece(&self, i: usize) -> &str {
        &self.text[self.all[i].range.clone()]
    }

    fn kind(&self, i: usize) -> Option<Kind> {
        self.all.get(i).map(|t| t.kind)
    }

    /// Blanks between two tokens.
    fn space(&mut self, i: usize) {
        let breaks = self.piece(i).matches('\n').count();
        let (before, after) = (
            i.checked_sub(1).and_then(|b| self.kind(b)),
            self.kind(i + 1),
        );
        let (Some(before), Some(after)) = (before, after) else {
            return; // the ends of the file
        };
        if breaks == 0 {
            let blanks = match self.piece(i).contains('\t') {
                true => 1,
                false => self.piece(i).chars().count(),
            };
            let none = before == Kind::Open
                || matches!(after, Kind::Close | Kind::Comma | Kind::Colon)
                || (before == Kind::Word && after == Kind::Open);
            let none = none && !comment(before) && !comment(after);
            self.out
                .push_str(&" ".repeat(if none { 0 } else { blanks }));
            return;
        }
        if after == Kind::Close {
            self.last_comma();
        }
        let blank_line = breaks > 1 && before != Kind::Open && after != Kind::Close;
        self.out.push_str(if blank_line { "\n\n" } else { "\n" });
        self.line_start = self.out.len();
        self.indent = self.indent_of(i + 1);
        self.out.push_str(&" ".repeat(self.indent));
    }

    /// The indent of a line that begins with a token.
    fn indent_of(&self, first: usize) -> usize {
        let closing = self.all[first..].iter();
        let closing = closing.take_while(|t| t.kind == Kind::Close).count();
        match self.open.len().checked_sub(closing.max(1)) {
            Some(at) if closing > 0 => self.open[at].line,
            Some(at) => self.open[at].within,
            None => 0,
        }
    }

    /// A comma after the last of things that stand on lines of their own.
    fn last_comma(&mut self) {
        let may = self.open.last().is_some_and(|b| b.comma);
        let (at, kind) = self.said;
        if may && !matches!(kind, Kind::Comma | Kind::Open) {
            self.out.insert(at, ',');
        }
    }

    fn token(&mut self, i: usize) {
        let kind = self.all[i].kind;
        if kind == Kind::Open {
            let some = i > 0 && self.kind(i - 1) == Some(Kind::Word) && self.piece(i - 1) == "Some";
            // What begins beside a bracket that begins its line goes on below its beginning.
            let column = self.out.len() - self.line_start;
            let breaks =
                |i: usize| self.kind(i) == Some(Kind::Space) && self.piece(i).contains('\n');
            let next = i + 1 + usize::from(self.kind(i + 1) == Some(Kind::Space) && !breaks(i + 1));
            let beside = !breaks(next) && self.kind(next).is_some_and(|k| !comment(k));
            let within = match column == self.indent && beside && !self.open.is_empty() {
                true => column + 1,
                false => self.indent + INDENT,
            };
            self.open.push(Bracket {
                line: self.indent,
                within,
                comma: !some,
            });
        }
        if kind == Kind::Close {
            self.open.pop();
        }
        let piece = &self.text[self.all[i].range.clone()];
        match kind {
            Kind::LineComment => self.out.push_str(piece.trim_end()),
            Kind::BlockComment => self.out.push_str(&piece.replace("\r\n", "\n")),
            _ => self.out.push_str(piece),
        }
        if let Some(last) = piece.rfind('\n').filter(|_| kind != Kind::LineComment) {
            self.line_start = self.out.len() - (piece.len() - last - 1);
        }
        if self.all[i].counts() {
            self.said = (self.out.len(), kind);
        }
        // What follows without any blank, where one belongs.
        let gap = match (kind, self.kind(i + 1)) {
            (Kind::Comma | Kind::Colon, Some(next)) => next != Kind::Space && next != Kind::Close,
            (_, Some(next)) => comment(next) && !comment(kind) && kind != Kind::Space,
            _ => false,
        };
        if gap {
            self.out.push(' ');
        }
    }
}

fn comment(kind: Kind) -> bool {
    matches!(kind, Kind::LineComment | Kind::BlockComment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untidy_files_become_tidy() {
        let cases = [
            ("(a:1,b :[1,2 ,3])", "(a: 1, b: [1, 2, 3])\n"),
            (
                "( // head\n  a: 1,\n\n\n\n\tb: [\n(x: 1)\n], c: Time (\"3h\")\n)",
                "( // head\n    a: 1,\n\n    b: [\n        (x: 1),\n    ], c: Time(\"3h\"),\n)\n",
            ),
            (
                "(a: [(id: 1, line: [\n(x: 1),\n]),\n],\n)\n\n",
                "(a: [(id: 1, line: [\n    (x: 1),\n]),\n],\n)\n",
            ),
            ("// c\n(a: 1 // one\n)", "// c\n(a: 1, // one\n)\n"),
            (
                "([\n( a: 1,\nb: 2),\n( // c\nb: 2)])",
                "([\n    (a: 1,\n     b: 2),\n    ( // c\n        b: 2)])\n",
            ),
            ("(a:   1,  b: 2)", "(a:   1,  b: 2)\n"),
            ("(\r\n  a: \"x\r\n y\",\r\n)", "(\n    a: \"x\r\n y\",\n)\n"),
        ];
        for (untidy, expected) in cases {
            assert_eq!(tidy(untidy), expected);
            assert_eq!(tidy(expected), expected, "again");
        }
    }
}
