//! From a journal to a score: judgement, metrics, owners, ratings. Reads nothing but the journal.

pub mod card;
pub mod findings;
pub mod metrics;
pub mod outcomes;
pub mod profile;

pub use card::{Scorecard, score};
