//! The content security policy of a page: nothing from outside, and no script or style but its own.

use sha2::{Digest, Sha256};

/// The policy for a page with these styles and scripts, and no others.
pub fn of(styles: &[&str], scripts: &[&str]) -> String {
    let hashes = |texts: &[&str]| {
        let all = texts
            .iter()
            .map(|t| format!("'sha256-{}'", base64(&Sha256::digest(t))));
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

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let get = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let word = get(0) << 16 | get(1) << 8 | get(2);
        for i in 0..4 {
            match i <= chunk.len() {
                true => out.push(char::from(LETTERS[(word >> (18 - 6 * i)) as usize & 63])),
                false => out.push('='),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_standard_one() {
        for (text, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }
}
