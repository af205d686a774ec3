//! `joint-patrol check --measure`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::card::{plain, push, right};
use crate::io::load::{Loaded, Loader};
use crate::io::shipped;
use crate::sweep::measure::{self, Measured, Trial};
use crate::sweep::stats::Estimate;

/// At most so many metrics and rules are named of an inject.
const SHOWN: usize = 10;

/// The staffs that are shipped, from the worst to the best.
const STAFFS: [&str; 3] = ["do_nothing", "careless", "good"];

/// Measures a scenario that has no errors; adds what there is to say to the loader. Gives the
/// figures for people, or nothing if it cannot be run.
pub fn measured(loader: &mut Loader, path: &Path, seeds: u64) -> Option<String> {
    // What is told of the file was told before: this reading is for the values alone.
    let mut again = Loader::default();
    let Some(loaded) = again.scenario(path, &[]) else {
        let shown = path.display().to_string();
        let message = format!("`{shown}` is no scenario that could be run and measured");
        loader.fault("not-measurable", &shown, message, "name a whole scenario");
        return None;
    };
    let staffs = STAFFS.iter().map(|name| {
        let doctrine = again.shipped_staff(name)?;
        Some(((*name).to_owned(), doctrine))
    });
    let trial = Trial {
        inputs: &loaded.inputs,
        rules: &loaded.rules,
        profile: &loaded.profile,
        header: loaded.header(0, 0),
        staffs: staffs.collect::<Option<_>>()?,
        seeds,
    };
    match measure::measure(&trial) {
        Err(message) => {
            let shown = path.display().to_string();
            loader.fault(
                "not-measurable",
                &shown,
                message,
                "check it without `--measure` first",
            );
            None
        }
        Ok(measured) => {
            let shipped = rules_are_shipped(&again, &loaded);
            measure::tell(&trial, &measured, shipped, &mut again.diags);
            loader.adopt(again);
            Some(figures(&measured))
        }
    }
}

/// Whether the rules are, letter for letter, among those that are shipped.
fn rules_are_shipped(loader: &Loader, loaded: &Loaded) -> bool {
    let first = loaded.rules.rules.first();
    let text = first
        .and_then(|r| loader.sources.get(r.id.span.file))
        .map(|s| s.text.as_str());
    let known = shipped::files("conduct");
    let mut known = known
        .iter()
        .map(|n| shipped::text(&format!("conduct/{n}.ron")));
    text.is_none_or(|text| known.any(|k| k == Some(text)))
}

fn figures(m: &Measured) -> String {
    let shown = |e: &Option<Estimate>| match e {
        None => "–".to_owned(),
        Some(e) => match (e.low, e.high) {
            (Some(low), Some(high)) => format!("{:.1} ± {:.1}", e.value, (high - low) / 2.0),
            _ => format!("{:.1}", e.value),
        },
    };
    let mut out = format!("\nMeans of {} seeds with 95 % intervals\n", m.seeds);
    let mut table = plain();
    let mut head = vec![String::new()];
    head.extend(m.staffs.iter().map(|s| s.name.clone()));
    head.push("something to measure in".to_owned());
    table.set_header(head);
    let mut row = vec!["overall".to_owned()];
    row.extend(m.staffs.iter().map(|s| shown(&s.score)));
    row.push(String::new());
    table.add_row(row);
    for o in &m.objectives {
        let mut row = vec![o.id.to_string()];
        row.extend(o.scores.iter().map(shown));
        row.push(format!("{} of {} runs", o.exercised, m.seeds));
        table.add_row(row);
    }
    right(&mut table, 1..m.staffs.len() + 1);
    push(&mut out, &table);
    for inject in &m.injects {
        let moved = moved(&inject.moved);
        let own = inject
            .objective
            .as_ref()
            .map_or_else(String::new, |o| match inject.own {
                true => format!(" its objective `{o}`:"),
                false => format!(" not its objective `{o}`, but"),
            });
        out.push_str(&format!("inject {} moves{own} {moved}\n", inject.id));
    }
    let exercised = m.rules - m.never.len();
    out.push_str(&format!(
        "{exercised} of {} rules were triggered\n",
        m.rules
    ));
    out
}

/// Metrics and rules, by number, metrics first; of many, the first.
fn moved(all: &BTreeSet<String>) -> String {
    let mut all: Vec<&str> = all.iter().map(String::as_str).collect();
    all.sort_by_key(|id| {
        let digits = id.trim_start_matches(|c: char| !c.is_ascii_digit());
        (id.len() - digits.len(), digits.parse::<u32>().unwrap_or(0))
    });
    match all.len() {
        0 => "no figure".to_owned(),
        1..=SHOWN => all.join(", "),
        n => format!("{} and {} more", all[..SHOWN].join(", "), n - SHOWN),
    }
}
