//! The ground floor: ids, exact time, plane geometry, keyed randomness, diagnostics.
//!
//! Knows nothing of files, of Bevy, or of borders.

pub mod diag;
pub mod geo;
pub mod id;
pub mod num;
pub mod plane;
pub mod rng;
pub mod text;
pub mod time;
