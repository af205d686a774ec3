//! The after-action review, as data: from a journal and its judgement to what happened, who knew
//! what when, why, and what to do better. Words and pages are made of it in `report`.

pub mod brief;
pub mod calls;
pub mod citizens;
pub mod coverage;
pub mod edition;
pub mod injects;
pub mod knowledge;
pub mod lessons;
pub mod notes;
pub mod question;
pub mod replay;
pub mod review;

pub use edition::{Edition, Sight};
pub use notes::Notes;
pub use review::{Review, Run};
