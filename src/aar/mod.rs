//! From a journal to words: what a side knows at a moment. Reads nothing but entries, and of these
//! only what that side saw, was told and did.

pub mod brief;
pub mod question;
