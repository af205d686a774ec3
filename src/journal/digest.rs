//! The digest over a journal's entries: SHA-256 of their lines.

use sha2::{Digest as _, Sha256};

/// A digest in the making.
#[derive(Clone, Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds the line of an entry, newline included.
    pub fn add(&mut self, line: &[u8]) {
        self.0.update(line);
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
