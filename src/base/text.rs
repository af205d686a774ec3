//! Small things about words.

/// Nothing is guessed of texts longer than this, in bytes.
const GUESSED_MAX: usize = 200;

/// The candidate nearest to what was written, when it is near enough to be a slip.
pub fn did_you_mean<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if written.len() > GUESSED_MAX {
        return None;
    }
    let lower = written.to_lowercase();
    let letters = lower.chars().count();
    let most = |c: &str| 1 + c.chars().count().max(letters) / 4;
    candidates
        .into_iter()
        .filter(|c| c.chars().count().abs_diff(letters) <= most(c))
        .map(|c| (strsim::damerau_levenshtein(&lower, &c.to_lowercase()), c))
        .filter(|(distance, c)| *distance <= most(c))
        .min()
        .map(|(_, c)| c)
}

/// The candidate that was meant, where no other comes near: one slip of the finger away, two in a
/// longer word.
pub fn surely_meant<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if written.len() > GUESSED_MAX {
        return None;
    }
    let lower = written.to_lowercase();
    let letters = lower.chars().count();
    let most = if letters < 7 { 1 } else { 2 };
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|c| c.chars().count().abs_diff(letters) <= most + 1)
        .map(|c| (strsim::damerau_levenshtein(&lower, &c.to_lowercase()), c))
        .filter(|(distance, _)| *distance <= most + 1)
        .collect();
    near.sort_unstable();
    match near.as_slice() {
        [(first, meant), rest @ ..] if *first <= most => {
            rest.iter().all(|(d, _)| d > first).then_some(*meant)
        }
        _ => None,
    }
}

/// The id that was meant: as in [`surely_meant`], one letter away, and not by a digit, as units are
/// numbered and one may be missing.
pub fn surely_meant_id<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let meant = surely_meant(written, candidates)?;
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let near = strsim::damerau_levenshtein(&written.to_lowercase(), &meant.to_lowercase()) <= 1;
    (near && digits(written) == digits(meant)).then_some(meant)
}

/// `a, b or c`, each in backquotes; at most twelve, then `…`.
pub fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut quoted: Vec<String> = words
        .into_iter()
        .take(15)
        .map(|w| format!("`{w}`"))
        .collect();
    if quoted.len() > 14 {
        quoted.truncate(12);
        return format!("{}, …", quoted.join(", "));
    }
    match quoted.len() {
        0 => "nothing".to_owned(),
        1 => quoted.remove(0),
        n => format!("{} or {}", quoted[..n - 1].join(", "), quoted[n - 1]),
    }
}

/// `1 patrol`, `2 patrols`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 {
        format!("1 {noun}")
    } else {
        format!("{n} {noun}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let units = ["kgz-1", "kgz-2", "tjk-1"];
        assert_eq!(did_you_mean("kgz-7", units), Some("kgz-1"));
        assert_eq!(did_you_mean("KGZ-2", units), Some("kgz-2"));
        assert_eq!(did_you_mean("helicopter", units), None);
        assert_eq!(surely_meant("kgz-7", units), None, "two are as near");
        assert_eq!(surely_meant("tjk-l", units), Some("tjk-1"));
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
