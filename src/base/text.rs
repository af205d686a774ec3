//! Small things about words.

/// The candidate nearest to what was written, when it is near enough to be a slip.
pub fn did_you_mean<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = written.to_lowercase();
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(&lower, &c.to_lowercase()), c))
        .filter(|(distance, c)| *distance <= 1 + c.chars().count().max(lower.chars().count()) / 4)
        .min()
        .map(|(_, c)| c)
}

/// `a, b or c`, each in backquotes; at most twelve, then `…`.
pub fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut quoted: Vec<String> = words.into_iter().map(|w| format!("`{w}`")).collect();
    if quoted.len() > 12 {
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
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
