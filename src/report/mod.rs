//! A review as pages and files: words from catalogues, templates, pictures.

pub mod atoms;
pub mod names;
pub mod scores;
pub mod sentence;
pub mod words;
