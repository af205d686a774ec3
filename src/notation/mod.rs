//! RON as people write it: text to a lossless tree with places, tree to typed values, and every
//! fault on the way.
//!
//! The tree is `ron2`'s: it keeps comments and recovers from syntax faults. [`decode`] turns it
//! into values, collecting all faults of type and name instead of stopping at the first.

pub mod broken;
pub mod decode;
pub mod format;
pub mod kinds;
pub mod merge;
pub mod place;
pub mod record;
pub mod reference;
pub mod syntax;
pub mod token;
pub mod write;
