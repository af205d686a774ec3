//! Disk and shipped data: the only place that reads and writes files.

#![allow(clippy::disallowed_methods)]

pub mod injects;
pub mod load;
pub mod log;
pub mod render;
pub mod sarif;
pub mod save;
pub mod shipped;
