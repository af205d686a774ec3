//! Scenarios with one token changed: each is valid or diagnosed, near the change, in no time.

use joint_patrol::base::diag::Severity;
use joint_patrol::io::load::Loader;
use joint_patrol::io::shipped;
use joint_patrol::notation::token::{Kind, Token, tokens};

use crate::util;

/// One change of one token.
struct Mutation {
    /// The changed text.
    text: String,
    /// The line of the change.
    line: usize,
    /// What was done, for people.
    what: String,
}

/// What checking a changed text came to.
enum Verdict {
    Valid,
    /// How many lines from the change the nearest error stands.
    Diagnosed(usize),
}

/// Numbers that follow from a seed (the generator of Numerical Recipes).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// A change of a token: away, twice, swapped with the next, another, or a slip within it.
fn mutation(text: &str, all: &[Token], dice: &mut Dice) -> Mutation {
    let counting: Vec<&Token> = all.iter().filter(|t| t.counts()).collect();
    let i = dice.below(counting.len());
    let here = counting[i].range.clone();
    let token = &text[here.clone()];
    let other = &text[counting[dice.below(counting.len())].range.clone()];
    let (kind, new) = match dice.below(6) {
        0 => ("removed", String::new()),
        1 => ("doubled", format!("{token} {token}")),
        2 => ("replaced", other.to_owned()),
        3 if i + 1 < counting.len() => {
            let next = counting[i + 1].range.clone();
            let between = &text[here.end..next.start];
            let swapped = format!("{}{between}{token}", &text[next.clone()]);
            return at(text, here.start, next.end, &swapped, "swapped", token);
        }
        4 => ("typed", slip(token, dice)),
        _ => ("set", value_like(counting[i].kind, dice).to_owned()),
    };
    at(text, here.start, here.end, &new, kind, token)
}

fn at(text: &str, from: usize, to: usize, new: &str, kind: &str, old: &str) -> Mutation {
    let line = text[..from].matches('\n').count() + 1;
    Mutation {
        text: format!("{}{new}{}", &text[..from], &text[to..]),
        line,
        what: format!("line {line}: `{old}` {kind}: `{new}`"),
    }
}

/// A slip of the finger: a letter away, twice, or two swapped.
fn slip(token: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = token.chars().collect();
    let i = dice.below(letters.len());
    match dice.below(3) {
        0 => {
            letters.remove(i);
        }
        1 => letters.insert(i, letters[i]),
        _ if i + 1 < letters.len() => letters.swap(i, i + 1),
        _ => letters.push('x'),
    }
    letters.into_iter().collect()
}

/// Something that may stand where the token stands, and mostly should not.
fn value_like(kind: Kind, dice: &mut Dice) -> &'static str {
    let offered: &[&str] = match kind {
        Kind::Number => &["-1", "1e999", "99999999999999999999", "NaN", "\"7\"", "0"],
        Kind::Text => &["\"\"", "\"nowhere\"", "\"-3h\"", "7", "\"10000h\"", "KGZ"],
        Kind::Word => &["nothing", "true", "None", "id", "7"],
        _ => &["(", ")", "[", "]", ",", ":", "{", "}", "#", "\""],
    };
    offered[dice.below(offered.len())]
}

fn checked(text: &str, line: usize) -> Verdict {
    let mut loader = Loader::default();
    let loaded = loader.scenario_from("x.ron", text, &[]);
    let sound = loaded.and_then(|l| l.inputs.lower(&mut loader.diags));
    let errors = loader.diags.sorted().into_iter();
    let lines: Vec<(usize, usize)> = errors
        .filter(|d| d.severity == Severity::Error)
        .map(|d| {
            let (from, _) = loader.sources.line_column(d.span.file, d.span.start);
            let (to, _) = loader.sources.line_column(d.span.file, d.span.end);
            (from, to.min(from + 1))
        })
        .collect();
    assert_eq!(sound.is_none(), !lines.is_empty(), "diagnosed or valid");
    let away = |&(from, to): &(usize, usize)| match line {
        l if l < from => from - l,
        l if l > to => l - to,
        _ => 0,
    };
    match lines.iter().map(away).min() {
        None => Verdict::Valid,
        Some(lines) => Verdict::Diagnosed(lines),
    }
}

#[test]
fn five_thousand_changed_tokens_are_diagnosed_where_they_stand() {
    let names = shipped::scenarios();
    let texts: Vec<(String, Vec<Token>)> = names
        .iter()
        .map(|n| util::shipped(n))
        .map(|t| (t.clone(), tokens(&t)))
        .collect();
    let results = util::over_seeds(0..6_000, |seed| {
        let mut dice = Dice(seed);
        dice.below(7);
        let which = dice.below(texts.len());
        let (text, all) = &texts[which];
        let m = mutation(text, all, &mut dice);
        let what = format!("{}: {}", names[which], m.what);
        let verdict = util::soon(1, &what, || checked(&m.text, m.line));
        (verdict, what)
    });
    let (mut diagnosed, mut far) = (0, Vec::new());
    for (verdict, what) in &results {
        if let Verdict::Diagnosed(lines) = verdict {
            diagnosed += 1;
            if *lines > 3 {
                far.push(format!("{lines} lines away: {what}"));
            }
        }
    }
    println!(
        "{} changed, {diagnosed} diagnosed, {} far away",
        results.len(),
        far.len()
    );
    far.iter().take(100).for_each(|f| println!("{f}"));
    assert!(2 * diagnosed > results.len(), "most changes are faults");
    assert!(20 * far.len() <= diagnosed, "{} of {diagnosed}", far.len());
}
