//! The digest over a journal's entries: SHA-256 of their lines.

use sha2::{Digest as _, Sha256};

/// A digest in the making.
#[derive(Clone, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds the lines of entries, newlines included.
    pub fn add(&mut self, lines: &[u8]) {
        self.0.update(lines);
    }

    /// The digest in hexadecimal.
    pub fn hex(self) -> String {
        self.0
            .finalize()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect()
    }
}
