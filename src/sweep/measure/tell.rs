//! What was measured, as diagnostics: where the exercise does not do what it says.

use std::collections::BTreeSet;

use crate::base::diag::{Diagnostics, Span};
use crate::base::id::Name;
use crate::base::text;
use crate::conduct::{Rule, SectionStatus};
use crate::scenario::file::{EffectFile, InjectFile, Status};
use crate::sweep::measure::{InjectUse, Measured, ObjectiveUse, Trial};

/// Adds what there is to say. `shipped` tells whether the rules are shipped ones: of these nobody
/// expects that each is exercised.
pub fn tell(trial: &Trial<'_>, measured: &Measured, shipped: bool, diags: &mut Diagnostics) {
    for objective in &measured.objectives {
        of_objective(trial, measured, objective, diags);
    }
    for (inject, used) in trial.inputs.scenario.injects.iter().zip(&measured.injects) {
        of_inject(measured, inject, used, diags);
    }
    of_rules(trial, measured, shipped, diags);
    of_staffs(trial, measured, diags);
}

/// The objectives as a whole: the place of the first, or of the duration where there is none.
fn place(trial: &Trial<'_>) -> Span {
    let file = &trial.inputs.scenario;
    let first = file.objectives.first().map(|o| o.id.span);
    first.unwrap_or(file.duration.span)
}

fn of_objective(
    trial: &Trial<'_>,
    measured: &Measured,
    used: &ObjectiveUse,
    diags: &mut Diagnostics,
) {
    let mut all = trial.inputs.scenario.objectives.iter();
    let Some(file) = all.find(|o| o.id.value == used.id) else {
        return;
    };
    let (span, id, runs) = (file.id.span, &used.id, measured.seeds);
    let metrics = text::one_of(file.metrics.iter().map(|m| m.as_str()));
    if !used.ever {
        diags.warning(
            "objective-untested",
            span,
            format!("nothing tests the objective `{id}`: in {runs} runs {metrics} had no case"),
            "add arrivals or an inject that lead to such a case; `joint-patrol explain M1` says what a metric counts",
        );
    } else if used.moved == 0 {
        diags.warning(
            "objective-untested",
            span,
            format!("nothing that arrives or is given moves the objective `{id}`: without it all, it comes out the same in {runs} runs"),
            "choose metrics on which it bears, or add arrivals or an inject that bear on these",
        );
    } else if 2 * used.exercised < measured.seeds as usize {
        let n = used.exercised;
        diags.note(
            "objective-seldom-tested",
            span,
            format!("the objective `{id}` had something to measure in {n} of {runs} runs"),
            "give arrivals certain times with `at`, or add an inject",
        );
    }
}

fn of_inject(measured: &Measured, inject: &InjectFile, used: &InjectUse, diags: &mut Diagnostics) {
    let (span, id, runs) = (inject.id.span, &used.id, measured.seeds);
    let Some(objective) = &inject.objective else {
        let silent = matches!(inject.what, EffectFile::Message { .. });
        if used.moved.is_empty() && !silent {
            diags.warning(
                "inject-unmeasured",
                span,
                format!("nothing measures the inject `{id}`: without it all figures are the same in {runs} runs"),
                "give it at a time, at a place or to a state where somebody must act on it",
            );
        }
        return;
    };
    if used.own {
        return;
    }
    let help = match used.moved.is_empty() {
        true => "it moves no figure at all: give it where somebody must act on it, or leave `objective` out".to_owned(),
        false => format!(
            "it moves {}: name these in the objective, or another objective that has them",
            text::one_of(used.moved.iter().map(String::as_str))
        ),
    };
    diags.warning(
        "inject-unmeasured",
        span,
        format!("nothing measures the inject `{id}`: without it the objective `{}` comes out the same in {runs} runs", objective.value),
        help,
    );
}

/// Rules of which no duty ever arose.
fn of_rules(trial: &Trial<'_>, measured: &Measured, shipped: bool, diags: &mut Diagnostics) {
    let never: BTreeSet<&Name> = measured.never.iter().collect();
    let objectives = &trial.inputs.scenario.objectives;
    let mut told: BTreeSet<&Name> = BTreeSet::new();
    for named in objectives.iter().flat_map(|o| &o.rules) {
        if never.contains(&named.value) && told.insert(&named.value) {
            of_rule(trial, measured, &named.value, named.span, diags);
        }
    }
    let rest: Vec<&Rule> = trial
        .rules
        .rules
        .iter()
        .filter(|r| never.contains(&r.id.value) && !told.contains(&r.id.value))
        .collect();
    if !shipped {
        for rule in rest {
            of_rule(trial, measured, &rule.id.value, rule.id.span, diags);
        }
    } else if !rest.is_empty() {
        let ids: Vec<&str> = rest.iter().map(|r| r.id.as_str()).collect();
        diags.note(
            "rules-not-triggered",
            place(trial),
            format!(
                "{} of {} rules were never triggered in {} runs: {}",
                rest.len(),
                measured.rules,
                measured.seeds,
                ids.join(", ")
            ),
            "nothing is wrong with that, unless the exercise is to train one of them",
        );
    }
}

fn of_rule(trial: &Trial<'_>, measured: &Measured, id: &Name, span: Span, diags: &mut Diagnostics) {
    let Some(rule) = trial.rules.rule(id.as_str()) else {
        return;
    };
    let sections = &trial.inputs.scenario.sections;
    let same = |a: &SectionStatus, b: Status| a.word() == b.word();
    let there = |s: &SectionStatus| sections.iter().any(|x| same(s, x.status.value));
    let help = if rule.status.iter().any(there) {
        "add an inject, an arrival or an incident that leads to its trigger, or leave the rule out"
            .to_owned()
    } else {
        let wanted = text::one_of(rule.status.iter().map(|s| s.word()));
        format!("it holds on {wanted} sections, and there are none: add one, or leave the rule out")
    };
    diags.warning(
        "rule-never-triggered",
        span,
        format!(
            "the rule `{id}` was never triggered: no duty arose from it in {} runs of each staff",
            measured.seeds
        ),
        help,
    );
}

/// Staffs that the score does not tell apart.
fn of_staffs(trial: &Trial<'_>, measured: &Measured, diags: &mut Diagnostics) {
    for (pair, step) in measured.staffs.windows(2).zip(&measured.steps) {
        let (worse, better) = (&pair[0], &pair[1]);
        let apart = step
            .as_ref()
            .and_then(|s| s.difference.low)
            .is_some_and(|low| low > 0.0);
        if apart {
            continue;
        }
        let said = match step {
            None => "most runs have no score at all".to_owned(),
            Some(step) => {
                let d = &step.difference;
                let ends = d.low.zip(d.high);
                let ends = ends.map_or(String::new(), |(l, h)| {
                    format!(", 95 % interval {l:.1} to {h:.1}")
                });
                format!("the difference is {:+.1} points{ends}", d.value)
            }
        };
        diags.warning(
            "staffs-not-told-apart",
            place(trial),
            format!(
                "over {} seeds the score does not tell the staff `{}` from `{}`: {said}",
                measured.seeds, better.name, worse.name
            ),
            "name metrics that depend on decisions (M1, M2, M8, M13), and let more happen near the line; `--seeds 100` tells smaller differences",
        );
    }
}
