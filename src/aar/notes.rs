//! What evaluators write on the page: ratings, notes, and the improvement plan, as one file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::aar::edition::Edition;
use crate::score::Scorecard;

/// The version of the file's format.
pub const FORMAT: u32 = 1;
/// The ratings, from best to worst.
pub const LETTERS: [&str; 4] = ["P", "S", "M", "U"];

/// What one evaluator wrote on a report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// Version of the format: 1.
    pub format: u32,
    /// The digest of the run that it is about.
    pub digest: String,
    /// The edition on which they were written: `joint`, or the token of a state's own.
    #[serde(default = "joint")]
    pub edition: String,
    /// The evaluator's function, such as "evaluator 2, section north": no person's name.
    #[serde(default)]
    pub function: String,
    /// The rating of each objective: P, S, M or U.
    #[serde(default)]
    pub ratings: BTreeMap<String, String>,
    /// Notes, by what they are about: `objective:inform`, `finding:12`, `rule:LOC-14`, `sheet`.
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    /// The improvement plan.
    #[serde(default)]
    pub plan: Vec<Step>,
}

fn joint() -> String {
    Edition::Joint.token()
}

/// A step of the improvement plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What is to be done.
    #[serde(default)]
    pub action: String,
    /// By which function.
    #[serde(default)]
    pub owner: String,
    /// By when.
    #[serde(default)]
    pub date: String,
}

/// How far evaluators and suggestions agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Ratings that stand beside a suggestion.
    pub rated: usize,
    /// Of these, the same.
    pub same: usize,
    /// Of these, at most one step apart.
    pub near: usize,
    /// Cohen's kappa, weighted by the square of the distance; none where all lies on one rating.
    pub kappa: Option<f64>,
}

impl Notes {
    /// Reads a file of notes. Faults say what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let notes: Self = serde_json::from_str(text).map_err(|e| e.to_string())?;
        if notes.format != FORMAT {
            return Err(format!(
                "it is of format {}, and this program reads format {FORMAT}",
                notes.format
            ));
        }
        let wrong = |r: &&String| !r.is_empty() && !LETTERS.contains(&r.as_str());
        match notes.ratings.values().find(wrong) {
            Some(letter) => Err(format!("there is no rating `{letter}`: write P, S, M or U")),
            None => Ok(notes),
        }
    }
}

/// How far ratings and suggestions agree; none if nobody rated anything.
pub fn agreement(card: &Scorecard, notes: &[Notes]) -> Option<Agreement> {
    let place = |letter: &str| LETTERS.iter().position(|l| *l == letter);
    let pairs: Vec<(usize, usize)> = card
        .objectives
        .iter()
        .flat_map(|o| {
            let given = notes.iter().filter_map(|n| n.ratings.get(o.id.as_str()));
            given.filter_map(move |letter| Some((place(o.rating?)?, place(letter)?)))
        })
        .collect();
    if pairs.is_empty() {
        return None;
    }
    let near = pairs.iter().filter(|(a, b)| a.abs_diff(*b) <= 1).count();
    Some(Agreement {
        rated: pairs.len(),
        same: pairs.iter().filter(|(a, b)| a == b).count(),
        near,
        kappa: kappa(&pairs),
    })
}

/// 1 minus the mean squared distance over the one that the two sets of ratings would have by
/// chance.
fn kappa(pairs: &[(usize, usize)]) -> Option<f64> {
    let square = |a: usize, b: usize| (a.abs_diff(b) * a.abs_diff(b)) as f64;
    let n = pairs.len() as f64;
    let seen: f64 = pairs.iter().map(|&(a, b)| square(a, b)).sum::<f64>() / n;
    let mut chance = 0.0;
    for &(a, _) in pairs {
        for &(_, b) in pairs {
            chance += square(a, b) / (n * n);
        }
    }
    (chance > 0.0).then(|| 1.0 - seen / chance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_is_the_textbook_one() {
        for (pairs, expected) in [
            (vec![(0, 0), (3, 3)], Some(1.0)),
            (vec![(0, 3), (3, 0)], Some(-1.0)),
            (vec![(1, 1), (1, 1)], None),
            // Weighted disagreement 1/4 against (0+1+1+0)/4 x ... = 1/2 by chance.
            (vec![(0, 0), (1, 1), (0, 1), (1, 0)], Some(0.0)),
        ] {
            assert_eq!(kappa(&pairs), expected, "{pairs:?}");
        }
    }

    #[test]
    fn faults_are_told() {
        for (text, part) in [
            ("{", "EOF"),
            (r#"{"format": 2, "digest": "x"}"#, "format 2"),
            (
                r#"{"format": 1, "digest": "x", "ratings": {"a": "Q"}}"#,
                "no rating `Q`",
            ),
            (
                r#"{"format": 1, "digest": "x", "marks": {}}"#,
                "unknown field `marks`",
            ),
        ] {
            let fault = Notes::parse(text).expect_err("faulty notes");
            assert!(fault.contains(part), "{fault}");
        }
    }
}
