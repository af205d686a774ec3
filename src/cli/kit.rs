//! `joint-patrol kit`.

use crate::cli::args::KitArgs;
use crate::cli::{Outcome, say_or_tell};
use crate::io::load::Loader;
use crate::io::save;
use crate::report::kit::{self, Kit};
use crate::report::words::Words;

/// Makes what goes on paper before an exercise.
pub fn kit(args: &KitArgs) -> Outcome {
    let mut loader = Loader::default();
    let written = made(args, &mut loader);
    say_or_tell(&loader, written)
}

fn made(args: &KitArgs, loader: &mut Loader) -> Result<String, String> {
    let loaded = loader.scenario(&args.scenario, &[]);
    let injects = args.injects.as_ref().map(|path| loader.injects(path));
    let mut loaded = loaded.ok_or_else(String::new)?;
    if let Some(injects) = injects {
        loaded.inputs.scenario.injects = injects.ok_or_else(String::new)?;
    }
    let scenario = loaded
        .inputs
        .lower(&mut loader.diags)
        .ok_or_else(String::new)?;
    let neutral = args.names.is_some();
    let words = Words::of(&args.lang, &scenario, neutral)?;
    let papers = kit::papers(&Kit {
        scenario: &scenario,
        rules: &loaded.rules,
        injects: &loaded.inputs.scenario.injects,
        words: &words,
        neutral,
    });
    let mut written = String::new();
    for paper in &papers {
        let path = args.out.join(&paper.path);
        save::whole(&path, paper.text.as_bytes())?;
        written.push_str(&format!("{}\n", path.display()));
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::shipped;
    use crate::scenario::{Effect, Scenario, StateId};
    use std::path::Path;

    /// Texts that must not stand in a side's brief.
    fn secrets(s: &Scenario, own: StateId) -> Vec<String> {
        let mut out = Vec::new();
        for (_, i) in s.injects.iter() {
            out.push(i.expected.clone());
            if let Effect::Media { text, .. } | Effect::Message { text } = &i.effect {
                out.push(text.clone());
            }
        }
        let together = |unit: &crate::scenario::Unit| {
            s.patrols.iter().any(|(_, p)| {
                let of = |u: &crate::scenario::Unit| {
                    p.units.iter().any(|(x, _)| s.units[*x].name == u.name)
                };
                of(unit) && p.units.iter().any(|(x, _)| s.units[*x].state == own)
            })
        };
        let others = s
            .units
            .iter()
            .filter(|(_, u)| u.state != own && !together(u));
        out.extend(others.map(|(_, u)| u.display.clone()));
        out.retain(|t| !t.is_empty());
        out
    }

    #[test]
    fn a_brief_keeps_what_its_side_may_not_know() {
        for name in shipped::scenarios() {
            let mut loader = Loader::default();
            let Some(loaded) = loader.scenario(Path::new(&name), &[]) else {
                continue;
            };
            let Some(scenario) = loaded.inputs.lower(&mut loader.diags) else {
                panic!("{name} can be run");
            };
            for lang in ["en", "ru"] {
                let words = Words::of(lang, &scenario, false).unwrap();
                let papers = kit::papers(&Kit {
                    scenario: &scenario,
                    rules: &loaded.rules,
                    injects: &loaded.inputs.scenario.injects,
                    words: &words,
                    neutral: false,
                });
                for (id, state) in scenario.states.iter() {
                    let path = format!("players/{}.html", state.name);
                    let brief = &papers.iter().find(|p| p.path == path).unwrap().text;
                    for secret in secrets(&scenario, id) {
                        let shown = crate::report::atoms::escaped(&secret);
                        assert!(!brief.contains(&shown), "{name}, {path}: {secret}");
                    }
                }
                for p in &papers {
                    assert!(!p.text.is_empty(), "{name}, {}", p.path);
                    assert!(
                        !p.text.contains("kit-"),
                        "{name}, {}: a text is missing",
                        p.path
                    );
                }
            }
        }
    }

    #[test]
    fn neutral_kits_name_no_state() {
        let mut loader = Loader::default();
        let loaded = loader.scenario(Path::new("four_services"), &[]).unwrap();
        let scenario = loaded.inputs.lower(&mut loader.diags).unwrap();
        let words = Words::of("ru", &scenario, true).unwrap();
        let papers = kit::papers(&Kit {
            scenario: &scenario,
            rules: &loaded.rules,
            injects: &loaded.inputs.scenario.injects,
            words: &words,
            neutral: true,
        });
        for p in papers
            .iter()
            .filter(|p| !p.path.starts_with("controllers/injects.csv"))
        {
            assert!(
                !p.path.contains("KGZ") && !p.text.contains("KGZ"),
                "{}",
                p.path
            );
        }
    }
}
