pub mod base;
pub mod journal;
pub mod notation;
pub mod order;
pub mod scenario;
