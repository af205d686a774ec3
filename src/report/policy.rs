//! The content security policy of a page: nothing from outside, and no script or style but its own.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// The policy for a page with these styles and scripts, and no others.
pub fn of(styles: &[&str], scripts: &[&str]) -> String {
    let hashes = |texts: &[&str]| {
        let all = texts
            .iter()
            .map(|t| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(t))));
        let all: Vec<String> = all.collect();
        if all.is_empty() {
            "'none'".to_owned()
        } else {
            all.join(" ")
        }
    };
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hashes(scripts),
        hashes(styles)
    )
}
