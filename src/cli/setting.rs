//! What a run is set against: co-ordination gain, other luck, par.

use std::sync::Arc;

use serde::Serialize;

use crate::cli::args::RunArgs;
use crate::cli::card::{heading, plain, push, right};
use crate::io::load::{Loaded, Loader};
use crate::order::Order;
use crate::scenario::inputs::Inputs;
use crate::score::Scorecard;
use crate::sim::Seeds;
use crate::sweep::gain::{self, Gain};
use crate::sweep::luck::{self, Luck};
use crate::sweep::par::{self, Par};
use crate::sweep::stats::Estimate;
use crate::sweep::{Exercise, Plan};

/// What was asked for beside the scorecard.
#[derive(Debug, Default, Serialize)]
pub struct Setting {
    /// What co-ordination was worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gain: Option<Gain>,
    /// Where the run stands among others of other luck.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub luck: Option<Luck>,
    /// What patrols without a thought would have caught.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub par: Vec<Par>,
}

/// The run of which it is the setting.
pub struct Run<'r> {
    /// What was run.
    pub loaded: &'r Loaded,
    /// Its orders.
    pub orders: &'r [Order],
    /// Its seeds.
    pub seeds: Seeds,
    /// How it was scored.
    pub card: &'r Scorecard,
}

/// Everything that was asked for.
pub fn setting(args: &RunArgs, run: &Run<'_>, loader: &mut Loader) -> Result<Setting, String> {
    let mut out = Setting::default();
    if args.gain {
        let name = |n: &str| format!("the shipped doctrine `{n}` is missing");
        let isolated = loader.shipped_doctrine("isolated");
        let isolated = isolated.ok_or_else(|| name("isolated"))?;
        let ideal = loader.shipped_doctrine("ideal");
        let ideal = ideal.ok_or_else(|| name("ideal"))?;
        let inputs = &run.loaded.inputs;
        let low = run
            .with(&gain::isolated(inputs, &isolated))?
            .scored(run.seeds)?;
        let high = run.with(&gain::ideal(inputs, &ideal))?.scored(run.seeds)?;
        out.gain = Some(gain::gain(run.card, &low, &high));
    }
    if let Some(n) = args.luck {
        let others = run
            .with(&run.loaded.inputs)?
            .scored_all(&luck::seeds(run.seeds, n))?;
        out.luck = luck::luck(run.card, &others);
    }
    if let Some(n) = args.par {
        for baseline in par::BASELINES {
            let mut cards = Vec::new();
            for replication in 1..=n {
                let plan = par::plan(&run.loaded.inputs, baseline, replication);
                cards.push(run.with(&plan)?.scored(run.seeds)?);
            }
            out.par.push(par::par(baseline, &cards));
        }
    }
    Ok(out)
}

impl Run<'_> {
    /// The same exercise with other inputs.
    fn with(&self, inputs: &Inputs) -> Result<Exercise, String> {
        let plan = Plan {
            header: self.loaded.header(self.seeds.world, self.seeds.luck),
            orders: self.orders.to_vec(),
            rules: Arc::new(self.loaded.rules.clone()),
            profile: Arc::new(self.loaded.profile.clone()),
        };
        plan.exercise(inputs)
    }
}

/// The setting for people.
pub fn text(setting: &Setting, card: &Scorecard) -> String {
    let mut out = String::new();
    if let Some(gain) = &setting.gain {
        heading(&mut out, "What co-ordination was worth, on the same seeds");
        let mut table = plain();
        table.set_header(vec![
            "",
            "nothing across the line",
            "this run",
            "ideal",
            "gain",
        ]);
        for f in &gain.figures {
            let share = f.share.map_or_else(
                || format!("{:+}", f.gain),
                |s| format!("{:+} ({:.0} % of the span)", f.gain, 100.0 * s),
            );
            table.add_row(vec![
                f.name.to_owned(),
                f.isolated.to_string(),
                f.run.to_string(),
                f.ideal.to_string(),
                share,
            ]);
        }
        right(&mut table, 1..5);
        push(&mut out, &table);
    }
    if let Some(l) = &setting.luck {
        heading(&mut out, "Luck or skill");
        let ends = |e: &Estimate| e.low.unwrap_or(0.0)..=e.high.unwrap_or(100.0);
        let range = ends(&l.percentile);
        out.push_str(&format!(
            "  of {} runs of other luck in the same world {:.0} % scored less than these {:.0} points\n  \
             (95 % interval {:.0} to {:.0} %); nine in ten of them scored {:.0} to {:.0}, the middle one {:.0}\n",
            l.n,
            l.percentile.value,
            l.score,
            range.start(),
            range.end(),
            l.low,
            l.high,
            l.median
        ));
    }
    if !setting.par.is_empty() {
        heading(
            &mut out,
            "Par: patrols without a thought, same units, same number of outings",
        );
        let mut table = plain();
        table.set_header(vec!["", "dealt with, %", "found, %"]);
        let percent = |part: usize| match card.outcomes.arrivals {
            0 => "–".to_owned(),
            all => format!("{:.1}", 100.0 * part as f64 / all as f64),
        };
        let o = &card.outcomes;
        table.add_row(vec![
            "this run".to_owned(),
            percent(o.handled),
            percent(o.detected),
        ]);
        let shown = |e: &Option<Estimate>| match e {
            None => "–".to_owned(),
            Some(e) => match (e.low, e.high) {
                (Some(low), Some(high)) => {
                    format!("{:.1} ± {:.1}", e.value, (high - low) / 2.0)
                }
                _ => format!("{:.1}", e.value),
            },
        };
        for p in &setting.par {
            table.add_row(vec![
                p.baseline.to_owned(),
                shown(&p.dealt_with),
                shown(&p.found),
            ]);
        }
        right(&mut table, 1..3);
        push(&mut out, &table);
    }
    out
}
