//! The small types that records are made of: values with their place, numbers with their range.

use std::ops::Deref;

use ron2::ast::Expr;
use serde::{Deserialize, Serialize};

use crate::base::diag::Span;
use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::notation::decode::{Decode, Decoder, finite};

/// A value and where it stands. Read back from a journal, it stands nowhere.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    #[serde(skip)]
    pub span: Span,
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> From<T> for At<T> {
    fn from(value: T) -> Self {
        Self {
            value,
            span: Span::default(),
        }
    }
}

impl<T: Decode> Decode for At<T> {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let span = d.span(expr);
        T::decode(expr, d).map(|value| Self { value, span })
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::from)
    }

    fn stand_in() -> Option<Self> {
        T::stand_in().map(|value| Self {
            value,
            span: Span::NOWHERE,
        })
    }

    fn type_name() -> String {
        T::type_name()
    }

    fn sample() -> String {
        T::sample()
    }
}

impl Decode for Name {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let text = String::decode(expr, d)?;
        if let Some((alike, plain)) = two_alphabets(&text) {
            let message =
                format!("the id `{text}` has the Cyrillic letter `{alike}` among Latin ones");
            d.out_of_range(
                expr,
                message,
                format!("write `{plain}`, all in one alphabet"),
            );
            let span = d.span(expr);
            if let Some(fault) = d.diags.last() {
                fault.fixed_by(span, crate::notation::syntax::quoted(&plain));
            }
            return None;
        }
        let fits = |c: char| c.is_alphanumeric() || "-_./>+".contains(c);
        if text.is_empty() || text.len() > 64 || !text.chars().all(fits) {
            d.out_of_range(
                expr,
                format!("`{text}` cannot be an id"),
                "use 1 to 64 letters, digits, `-`, `_` or `.`".to_owned(),
            );
            return None;
        }
        Some(Self::from(text))
    }

    /// A name that nothing can have.
    fn stand_in() -> Option<Self> {
        Some(Self::from("…"))
    }

    fn type_name() -> String {
        "id".to_owned()
    }

    fn sample() -> String {
        "\"…\"".to_owned()
    }
}

/// Cyrillic letters and the Latin ones that look the same.
const ALIKE: [(char, char); 22] = [
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('е', 'e'),
    ('н', 'h'),
    ('і', 'i'),
    ('к', 'k'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('т', 't'),
    ('х', 'x'),
    ('у', 'y'),
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Т', 'T'),
];

/// A Cyrillic letter in a text that has Latin ones, too, and the text without such letters; none if
/// it cannot be written so.
fn two_alphabets(text: &str) -> Option<(char, String)> {
    let cyrillic = |c: &char| ('\u{400}'..='\u{52f}').contains(c);
    let first = text.chars().find(cyrillic)?;
    text.chars().find(char::is_ascii_alphabetic)?;
    let plain = |c: char| match cyrillic(&c) {
        true => ALIKE.iter().find(|(a, _)| *a == c).map(|(_, b)| *b),
        false => Some(c),
    };
    let plain: String = text.chars().map(plain).collect::<Option<_>>()?;
    Some((first, plain))
}

/// A number from `MIN` to `MAX`, in the unit its field names.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Real<const MIN: i64, const MAX: i64>(pub f64);

impl<const MIN: i64, const MAX: i64> Decode for Real<MIN, MAX> {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let value = finite(expr, &Self::type_name(), d)?;
        if value < MIN as f64 || value > MAX as f64 {
            d.out_of_range(
                expr,
                format!("{value} is not between {MIN} and {MAX}"),
                format!("write a number from {MIN} to {MAX}"),
            );
            return None;
        }
        Some(Self(value))
    }

    fn type_name() -> String {
        format!("number from {MIN} to {MAX}")
    }

    fn sample() -> String {
        MIN.max(1).to_string()
    }
}

/// A probability or share.
pub type Share = Real<0, 1>;

/// A whole number from `MIN` to `MAX`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Int<const MIN: u32, const MAX: u32>(pub u32);

impl<const MIN: u32, const MAX: u32> Decode for Int<MIN, MAX> {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let value = finite(expr, &Self::type_name(), d)?;
        if value.fract() != 0.0 || value < f64::from(MIN) || value > f64::from(MAX) {
            d.out_of_range(
                expr,
                format!("{value} is not a whole number from {MIN} to {MAX}"),
                format!("write a whole number from {MIN} to {MAX}"),
            );
            return None;
        }
        Some(Self(value as u32))
    }

    fn type_name() -> String {
        format!("whole number from {MIN} to {MAX}")
    }

    fn sample() -> String {
        MIN.max(1).to_string()
    }
}

/// The longest duration that is accepted: 400 days.
const DURATION_MAX: i64 = 400 * 86_400_000;

impl Decode for SimDuration {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        let Expr::String(text) = expr else {
            d.wrong_type(expr, &Self::type_name());
            return None;
        };
        let fault = match Self::parse(&text.value) {
            Ok(value) if value.0 < 0 => format!("the duration `{}` is negative", text.value),
            Ok(value) if value.0 > DURATION_MAX => {
                format!("the duration `{}` is longer than 400 days", text.value)
            }
            Ok(value) => return Some(value),
            Err(message) => message,
        };
        d.out_of_range(expr, fault, Self::HELP.to_owned());
        None
    }

    fn type_name() -> String {
        "duration such as \"90min\"".to_owned()
    }

    fn sample() -> String {
        "\"90min\"".to_owned()
    }
}

impl Decode for SimTime {
    fn decode(expr: &Expr<'_>, d: &mut Decoder<'_>) -> Option<Self> {
        SimDuration::decode(expr, d).map(|since| SimTime::START + since)
    }

    fn type_name() -> String {
        "time since STARTEX such as \"2h30min\"".to_owned()
    }

    fn sample() -> String {
        "\"2h30min\"".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::{Diagnostics, Sources};
    use crate::notation::syntax;

    fn slugs<T: Decode>(text: &str) -> Vec<&'static str> {
        let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
        let file = sources.add("x.ron", text);
        let _ = syntax::read::<T>(&sources, file, &mut diags);
        diags.sorted().iter().map(|d| d.slug).collect()
    }

    #[test]
    fn numbers_are_finite_and_in_range() {
        let none: [&str; 0] = [];
        assert_eq!(slugs::<Real<-90, 90>>("41.5"), none);
        for bad in ["95", "NaN", "inf", "-inf", "1e999"] {
            assert_eq!(slugs::<Real<-90, 90>>(bad), ["out-of-range"], "{bad}");
        }
        assert_eq!(slugs::<Int<1, 9>>("2.5"), ["out-of-range"]);
        assert_eq!(slugs::<Int<1, 9>>("\"2\""), ["wrong-type"]);
    }

    #[test]
    fn all_faults_of_a_list_are_reported() {
        assert_eq!(slugs::<Vec<Int<1, 9>>>("[1, 0, true, 99]").len(), 3);
    }

    #[test]
    fn deep_nesting_ends_in_a_fault() {
        let bomb = "[".repeat(10_000);
        assert!(!slugs::<Vec<String>>(&bomb).is_empty());
        assert!(!slugs::<Vec<String>>("").is_empty());
    }
}
