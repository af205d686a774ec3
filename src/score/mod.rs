//! From a journal to a score: judgement, metrics, owners, ratings. Reads nothing but the journal.

pub mod card;
pub mod evidence;
pub mod figures;
pub mod findings;
pub mod metrics;
pub mod outcomes;
pub mod owner;
pub mod profile;
pub mod promises;
mod rating;
pub mod reason;

pub use card::{Scorecard, score, score_for};
