//! `joint-patrol compare`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::base::time::SimDuration;
use crate::cli::args::{CompareArgs, CompareFormat};
use crate::cli::card::{heading, plain, push, right};
use crate::cli::score::{by_itself, scenario};
use crate::cli::{Outcome, say_or_tell};
use crate::io::load::{Loader, runs_in};
use crate::journal::Journal;
use crate::report::compare::{Parting, html};
use crate::report::words::Words;
use crate::sweep::compare::{Compared, Comparison, Plan, compare as compare_plans};
use crate::sweep::stats::Estimate;

/// Plans with the journals of their runs.
struct Group {
    plan: Plan,
    inputs: String,
    journals: BTreeMap<(u64, u64), Journal>,
}

/// Compares plans.
pub fn compare(args: &CompareArgs) -> Outcome {
    let mut loader = Loader::default();
    let compared = compared(args, &mut loader);
    say_or_tell(&loader, compared)
}

fn compared(args: &CompareArgs, loader: &mut Loader) -> Result<String, String> {
    let groups = groups(&args.run, loader)?;
    let [first, others @ ..] = groups.as_slice() else {
        return Err("there is no run".to_owned());
    };
    if others.is_empty() {
        return Err(
            "all these runs are of one plan: give two folders, or runs of two plans".to_owned(),
        );
    }
    if let Some(state) = &args.state {
        known_state(&first.plan, state)?;
    }
    let mut out = String::new();
    let (mut objects, mut pages) = (Vec::new(), Vec::new());
    for other in others {
        let state = args.state.as_deref();
        let c = compare_plans(&first.plan, &other.plan, state, &args.primary);
        if !c.figures.iter().any(|f| f.id == args.primary) {
            let ids: Vec<&str> = c.figures.iter().map(|f| f.id.as_str()).collect();
            return Err(format!(
                "there is no figure `{}`: {}",
                args.primary,
                ids.join(", ")
            ));
        }
        let partings = partings(first, other);
        match args.format {
            CompareFormat::Text => text(&c, &partings, &mut out),
            CompareFormat::Json => objects.push(object(&c, &partings)),
            CompareFormat::Html => pages.push((c, partings)),
        }
    }
    Ok(match args.format {
        CompareFormat::Text => out,
        CompareFormat::Html => page(args, first, &pages)?,
        CompareFormat::Json => {
            let object = json!({ "comparisons": objects });
            format!(
                "{}\n",
                serde_json::to_string_pretty(&object).unwrap_or_default()
            )
        }
    })
}

/// The comparisons as a page, in words of the first plan's scenario.
fn page(
    args: &CompareArgs,
    first: &Group,
    comparisons: &[(Comparison, Vec<Parting>)],
) -> Result<String, String> {
    let journal = first.journals.values().next();
    let journal = journal.ok_or_else(|| "there is no run".to_owned())?;
    let scenario = scenario(journal)?;
    let words = Words::of(&args.lang, &scenario, args.names.is_some())?;
    Ok(html(&words, &scenario.title, comparisons))
}

fn known_state(plan: &Plan, state: &str) -> Result<(), String> {
    let Some(card) = plan.runs.values().next() else {
        return Ok(());
    };
    let names: Vec<&str> = card.states.keys().map(|n| n.as_str()).collect();
    match names.contains(&state) {
        true => Ok(()),
        false => Err(format!("there is no state `{state}`: {}", names.join(", "))),
    }
}

/// Reads and scores all runs. A folder of runs is a plan; single runs join the plan of the same
/// inputs, unless it has their seeds already.
fn groups(paths: &[PathBuf], loader: &mut Loader) -> Result<Vec<Group>, String> {
    let mut groups: Vec<Group> = Vec::new();
    for path in paths {
        let runs = runs_in(path);
        let single = runs.as_slice() == [path.clone()];
        if runs.is_empty() {
            return Err(format!("`{}` holds no run", path.display()));
        }
        let mut own: Option<usize> = None;
        for run in runs {
            let journal = loader.journal(&run).ok_or_else(String::new)?;
            let seeds = (journal.header.seed, journal.header.luck_seed);
            let inputs = journal.header.inputs.to_string();
            let fits = |g: &Group| g.inputs == inputs && !g.plan.runs.contains_key(&seeds);
            let place = match (single, own) {
                (false, Some(own)) => Some(own),
                (false, None) => None,
                (true, _) => groups.iter().position(fits),
            };
            let place = place.unwrap_or_else(|| {
                groups.push(Group {
                    plan: Plan {
                        name: name_of(path),
                        runs: BTreeMap::new(),
                    },
                    inputs,
                    journals: BTreeMap::new(),
                });
                groups.len() - 1
            });
            own = Some(place);
            let card = by_itself(&journal)?;
            groups[place].plan.runs.insert(seeds, card);
            groups[place].journals.insert(seeds, journal);
        }
    }
    Ok(groups)
}

fn name_of(path: &Path) -> String {
    let last = path.components().next_back();
    last.map_or_else(
        || path.display().to_string(),
        |c| c.as_os_str().to_string_lossy().into_owned(),
    )
}

fn partings(before: &Group, after: &Group) -> Vec<Parting> {
    let mut out = Vec::new();
    for (seeds, a) in &before.journals {
        let Some(b) = after.journals.get(seeds) else {
            continue;
        };
        let pairs = a.entries.iter().zip(&b.entries);
        if let Some((x, y)) = pairs.clone().find(|(x, y)| x != y) {
            out.push(Parting {
                seed: seeds.0,
                at: x.at.min(y.at),
                before: format!("{} {}", x.actor, x.event.kind()),
                after: format!("{} {}", y.actor, y.event.kind()),
            });
        }
    }
    out
}

fn object(c: &Comparison, partings: &[Parting]) -> serde_json::Value {
    let parted: Vec<serde_json::Value> = partings
        .iter()
        .map(|p| json!({"seed": p.seed, "at_ms": p.at, "before": p.before, "after": p.after}))
        .collect();
    let mut object = serde_json::to_value(c).unwrap_or_default();
    object["parted"] = parted.into();
    object
}

fn text(c: &Comparison, partings: &[Parting], out: &mut String) {
    let (a, b, shared) = c.runs;
    heading(out, &format!("{} → {}", c.before, c.after));
    out.push_str(&format!(
        "  {a} runs and {b} runs; {shared} pairs on the same seeds\n"
    ));
    let mut table = plain();
    table.set_header(vec![
        "",
        "",
        &c.before,
        &c.after,
        "difference",
        "up/same/down",
        "p",
    ]);
    for f in c
        .figures
        .iter()
        .filter(|f| f.before.is_some() || f.after.is_some())
    {
        table.add_row(row(f));
    }
    right(&mut table, 2..7);
    push(out, &table);
    if let Some(first) = c.figures.first() {
        out.push_str(&format!(
            "  {} was named beforehand; the p-values of the others are after Holm\n",
            first.id
        ));
        if let Some(gain) = first.paired.and_then(|p| p.crn_gain) {
            out.push_str(&format!(
                "  the same seeds make its difference {gain:.1} times as sharp as independent runs would\n"
            ));
        }
    }
    let moved: Vec<_> = c.departures.iter().filter(|d| d.new + d.gone > 0).collect();
    if !moved.is_empty() {
        heading(out, "Departures from agreed conduct");
        let mut table = plain();
        table.set_header(vec!["", &c.before, &c.after, "gone", "new"]);
        for d in moved {
            table.add_row(vec![
                d.rule.clone(),
                d.before.to_string(),
                d.after.to_string(),
                d.gone.to_string(),
                d.new.to_string(),
            ]);
        }
        right(&mut table, 1..5);
        push(out, &table);
    }
    if shared > 0 {
        heading(out, "Where the runs first part");
    }
    for p in partings.iter().take(5) {
        out.push_str(&format!(
            "  seed {}: {}{}  {} / {}\n",
            p.seed,
            if p.at.0 < 0 { "" } else { "+" },
            SimDuration(p.at.0),
            p.before,
            p.after
        ));
    }
    match (shared, partings.len()) {
        (0, _) => {}
        (n, 0) => out.push_str(&format!("  nowhere: all {n} pairs are the same\n")),
        (_, n) if n > 5 => out.push_str(&format!("  and {} more\n", n - 5)),
        _ => {}
    }
}

fn row(f: &Compared) -> Vec<String> {
    let mean = |e: &Option<Estimate>| match e {
        Some(e) => format!("{:.1}", e.value),
        None => "–".to_owned(),
    };
    let (difference, moved) = match &f.paired {
        None => ("–".to_owned(), "–".to_owned()),
        Some(p) => {
            let e = f.bootstrap.as_ref().unwrap_or(&p.difference);
            let ends = match (e.low, e.high) {
                (Some(low), Some(high)) => format!(" [{low:.1}, {high:.1}]"),
                _ => String::new(),
            };
            (
                format!("{:+.1}{ends}", p.difference.value),
                format!("{}/{}/{}", p.rose, p.stayed, p.fell),
            )
        }
    };
    let p = f.p.map_or_else(
        || "–".to_owned(),
        |p| match p < 0.001 {
            true => "<0.001".to_owned(),
            false => format!("{p:.3}"),
        },
    );
    vec![
        f.id.clone(),
        format!("{}, {}", f.name, f.unit),
        mean(&f.before),
        mean(&f.after),
        difference,
        moved,
        p,
    ]
}
