//! A review as pages and files: words from catalogues, templates, pictures.

pub mod atoms;
pub mod chart;
pub mod compare;
pub mod course;
pub mod data;
pub mod export;
pub mod findings;
pub mod kit;
pub mod names;
pub mod page;
pub mod policy;
pub mod preview;
pub mod scores;
pub mod sentence;
pub mod words;
