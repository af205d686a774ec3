//! The smallest things on a page: a number that says where it comes from, and a moment to go to.

use std::fmt;

use askama::filters::HtmlSafe;

use crate::base::time::SimTime;
use crate::report::words::Words;

/// A number on a page, with its exact value and its place in `score.json`.
#[derive(Clone, Debug)]
pub struct Num {
    of: String,
    value: String,
    shown: String,
}

impl Num {
    /// A number shown as it suits people.
    pub fn new(w: &Words, of: String, value: impl ToString, shown: String) -> Self {
        Self {
            of: w.names.show(&of),
            value: value.to_string(),
            shown,
        }
    }

    /// A count.
    pub fn count(w: &Words, of: String, n: impl ToString + Copy) -> Self {
        Self::new(w, of, n, n.to_string())
    }

    /// A number with so many digits, or none.
    pub fn maybe(w: &Words, of: String, x: Option<f64>, digits: usize) -> Option<Self> {
        x.map(|x| Self::new(w, of, x, w.num(x, digits)))
    }
}

impl fmt::Display for Num {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "<data value=\"{}\" data-of=\"{}\">{}</data>",
            escaped(&self.value),
            escaped(&self.of),
            escaped(&self.shown)
        )
    }
}

impl HtmlSafe for Num {}

/// A moment on a page: choosing it moves the replay there.
#[derive(Clone, Debug)]
pub struct Jump {
    at: SimTime,
    shown: String,
    of: Option<String>,
}

impl Jump {
    /// A moment.
    pub fn new(w: &Words, at: SimTime) -> Self {
        Self {
            at,
            shown: w.moment(at),
            of: None,
        }
    }

    /// A moment that is a number of `score.json`.
    pub fn of(w: &Words, at: SimTime, of: String) -> Self {
        Self {
            of: Some(w.names.show(&of)),
            ..Self::new(w, at)
        }
    }
}

impl fmt::Display for Jump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, shown) = (self.at.0, escaped(&self.shown));
        match &self.of {
            None => write!(
                f,
                "<button type=\"button\" class=\"jump\" data-t=\"{at}\">{shown}</button>"
            ),
            Some(of) => write!(
                f,
                "<button type=\"button\" class=\"jump\" data-t=\"{at}\"><data value=\"{at}\" data-of=\"{}\">{shown}</data></button>",
                escaped(of)
            ),
        }
    }
}

impl HtmlSafe for Jump {}

/// A text as it may stand in HTML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing into a string cannot fail.
    let _ = askama::filters::Escaper::write_escaped_str(&askama::filters::Html, &mut out, text);
    out
}
