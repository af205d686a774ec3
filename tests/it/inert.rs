//! No inert input: every numeric and choice field of the shipped scenarios, changed by itself,
//! changes some journal over twenty seeds, or has its reason below.

use joint_patrol::base::diag::Diagnostics;
use joint_patrol::io::load::Loader;
use ron2::ast::{Expr, StructBody, parse_document};

use crate::util::{Exercise, exercise, over_seeds, shipped};

/// Fields that change no journal, and why; `[]` stands for any place in a list.
const REASONS: &[(&str, &str)] = &[
    (
        ".origin.lon",
        "sets the sun alone: a little to the east moves twilight by seconds",
    ),
    (
        ".origin.lat",
        "sets the sun alone: a little to the north moves twilight by seconds",
    ),
    (
        ".objectives[].target",
        "belongs to judgement, which reads the journal",
    ),
    (
        ".sites[].at.alt_m",
        "counts by the grade of ways on foot and on horseback: here nobody walks to it",
    ),
    (
        ".sites[].mast_m",
        "where a radio reaches anyhow, a mast more or less does not matter",
    ),
    (
        ".sites[].kept_free",
        "kept free, and nobody goes there: the plan keeps the agreement",
    ),
    (
        ".units[].range_km",
        "fuel for longer than the exercise lasts",
    ),
    (
        ".legs[].surface",
        "where nobody drives, one surface is as good as another",
    ),
    (
        ".legs[].months",
        "any first month before that of the exercise leaves the way open",
    ),
    (
        ".civilians[].months",
        "any first month before that of the exercise leaves them at work",
    ),
    (
        ".arrivals[].season.from",
        "any first month before that of the exercise leaves it in the season",
    ),
    (
        ".arrivals[].season.to",
        "any last month after that of the exercise leaves it in the season",
    ),
    (
        ".sites[].kind",
        "where no patrol halts and nobody is seen, the kind is the map's symbol",
    ),
];

struct Spot {
    path: String,
    start: usize,
    end: usize,
    instead: Vec<String>,
}

/// The fields of a tree that can be changed, with what to write instead.
fn spots(expr: &Expr<'_>, path: &str, out: &mut Vec<Spot>) {
    let span = expr.span();
    let mut add = |instead: Vec<String>| {
        out.push(Spot {
            path: path.to_owned(),
            start: span.start_offset,
            end: span.end_offset,
            instead,
        });
    };
    match expr {
        Expr::Number(n) => {
            let value: f64 = n.raw.parse().unwrap_or(0.0);
            let near = path.ends_with(".lon") || path.ends_with(".lat");
            if near {
                add(vec![format!("{:.5}", value + 0.0031)]);
            } else if n.raw.contains('.') {
                add(vec![
                    format!("{:.4}", value * 1.5 + 0.1),
                    format!("{:.4}", value * 0.5),
                ]);
            } else {
                let less = (value / 2.0).floor();
                add(vec![format!("{}", value * 2.0 + 1.0), format!("{less}")]);
            }
        }
        Expr::Bool(b) => add(vec![(!b.value).to_string()]),
        Expr::String(s) => {
            if let Ok(d) = joint_patrol::base::time::SimDuration::parse(&s.value) {
                let text = |ms: i64| format!("\"{}\"", joint_patrol::base::time::SimDuration(ms));
                add(vec![text(d.0 * 3 / 2 + 600_000), text(d.0 / 2)]);
            }
        }
        Expr::Struct(s) if s.body.is_none() => {
            let words = choices(&s.name.name);
            if !words.is_empty() {
                add(words);
            }
        }
        Expr::Struct(s) => match &s.body {
            Some(StructBody::Fields(f)) => {
                for field in &f.fields {
                    spots(&field.value, &format!("{path}.{}", field.name.name), out);
                }
            }
            Some(StructBody::Tuple(t)) => {
                t.elements.iter().for_each(|e| spots(&e.expr, path, out));
            }
            None => {}
        },
        Expr::AnonStruct(s) => {
            for field in &s.fields {
                spots(&field.value, &format!("{path}.{}", field.name.name), out);
            }
        }
        Expr::Seq(s) => {
            for (i, item) in s.items.iter().enumerate() {
                spots(&item.expr, &format!("{path}[{i}]"), out);
            }
        }
        Expr::Tuple(t) => t.elements.iter().for_each(|e| spots(&e.expr, path, out)),
        Expr::Map(m) => m.entries.iter().for_each(|e| spots(&e.value, path, out)),
        Expr::Option(o) => {
            if let Some(v) = &o.value {
                spots(&v.expr, path, out);
            }
        }
        _ => {}
    }
}

/// The other words of the choice that a word belongs to.
fn choices(word: &str) -> Vec<String> {
    use joint_patrol::scenario::file as f;
    let all: [&[&str]; 8] = [
        f::Light::WORDS,
        f::Status::WORDS,
        f::SiteKind::WORDS,
        f::Surface::WORDS,
        f::Law::WORDS,
        f::Mode::WORDS,
        f::ArrivalKind::WORDS,
        f::CivilianKind::WORDS,
    ];
    all.iter()
        .find(|words| words.contains(&word))
        .map(|words| {
            words
                .iter()
                .filter(|w| **w != word)
                .map(|w| (*w).to_owned())
                .collect()
        })
        .unwrap_or_default()
}

/// The digest of the entries as they would be without the header.
fn fingerprint(exercise: &Exercise, seed: u64) -> String {
    crate::util::digest(&exercise.run(seed))
}

fn changed(text: &str) -> Option<Exercise> {
    let mut loader = Loader::default();
    let loaded = loader.scenario_from("x.ron", text, &[])?;
    let scenario = loaded.inputs.lower(&mut Diagnostics::default())?;
    Some(Exercise {
        loaded,
        scenario: std::sync::Arc::new(scenario),
    })
}

fn inert_fields(name: &str, one_in: usize) -> (Vec<String>, usize) {
    let text = shipped(name);
    let document = parse_document(&text).expect("it is RON");
    let mut all = Vec::new();
    spots(document.value.as_ref().expect("a value"), "", &mut all);
    let all: Vec<Spot> = all
        .into_iter()
        .enumerate()
        .filter(|(i, _)| i % one_in == 0)
        .map(|(_, s)| s)
        .collect();
    let base = exercise(&text);
    let prints = over_seeds(0..20, |seed| fingerprint(&base, seed));
    let inert = over_seeds(0..all.len() as u64, |i| {
        let spot = &all[i as usize];
        let mut tried = false;
        for instead in &spot.instead {
            let edited = format!("{}{}{}", &text[..spot.start], instead, &text[spot.end..]);
            let Some(exercise) = changed(&edited) else {
                continue;
            };
            tried = true;
            if (0..20).any(|seed| fingerprint(&exercise, seed) != prints[seed as usize]) {
                return None;
            }
        }
        tried.then(|| spot.path.clone())
    });
    (inert.into_iter().flatten().collect(), all.len())
}

fn without_reason(inert: &[String]) -> Vec<&String> {
    let bare = |path: &str| path.replace(|c: char| c.is_ascii_digit(), "");
    inert
        .iter()
        .filter(|path| !REASONS.iter().any(|(known, _)| *known == bare(path)))
        .collect()
}

/// Every field of the smaller exercises, and every fifth of the large one: all of those take
/// minutes (`INERT_ALL=1 cargo test inert` does them).
#[test]
fn no_field_of_an_exercise_is_inert() {
    let mut left = Vec::new();
    for name in joint_patrol::io::shipped::scenarios() {
        let large = name == "four_services" && std::env::var_os("INERT_ALL").is_none();
        let (inert, n) = inert_fields(&name, if large { 5 } else { 1 });
        println!("{name}: {n} fields, {} inert: {inert:#?}", inert.len());
        assert!(
            inert.len() * 4 < n,
            "{name}: {} of {n} are inert",
            inert.len()
        );
        left.extend(
            without_reason(&inert)
                .into_iter()
                .map(|path| format!("{name}: {path}")),
        );
    }
    assert!(left.is_empty(), "inert without a reason: {left:#?}");
}
