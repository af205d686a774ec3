//! The mathematics that may enter a result: functions that are the same on every machine.
//!
//! `+ - * / sqrt` are exact by IEEE 754; everything else comes from `libm`.

use std::cmp::Ordering;

pub use libm::{asin, atan2, cos, exp, log, pow, sin};

/// Square root: correctly rounded on every machine.
pub fn sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// `x` rounded to a multiple of `step`, with no negative zero.
pub fn round_to(x: f64, step: f64) -> f64 {
    let rounded = libm::round(x / step) * step;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// `x` rounded to two decimals, so that its shortest text has at most two.
pub fn cents(x: f64) -> f64 {
    let rounded = libm::round(x * 100.0) / 100.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// `x` rounded to four decimals.
pub fn four_decimals(x: f64) -> f64 {
    let rounded = libm::round(x * 10_000.0) / 10_000.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Total order of floats, for sorting.
pub fn by_value(a: &f64, b: &f64) -> Ordering {
    a.total_cmp(b)
}
