//! What can be used but probably says something else than was meant.

use crate::base::diag::Diagnostics;
use crate::scenario::Scenario;
use crate::scenario::file::{ScenarioFile, SiteKind};

/// Where the plane stretches lengths by more than this, it says so.
const DISTORTION_MAX: f64 = 0.001;

/// Adds the warnings of a scenario that can be run.
pub fn warn(file: &ScenarioFile, scenario: &Scenario, diags: &mut Diagnostics) {
    distortion(file, scenario, diags);
    silent_posts(file, scenario, diags);
    if scenario.states.is_empty() {
        diags.warning(
            "nothing-to-exercise",
            file.duration.span,
            "the scenario has no states: nothing can be detected or judged",
            "add `states`, `sites` and `units`",
        );
    }
}

fn distortion(file: &ScenarioFile, scenario: &Scenario, diags: &mut Diagnostics) {
    for site in &file.sites {
        let Some((_, lowered)) = scenario.sites.iter().find(|(_, s)| s.name == site.id.value)
        else {
            continue;
        };
        let stretch = scenario.plane.distortion(lowered.pos);
        if stretch > DISTORTION_MAX {
            diags.warning(
                "far-from-centre",
                site.id.span,
                format!(
                    "`{}` lies so far from the sections that lengths there are {:.1} % wrong",
                    site.id.value,
                    100.0 * stretch
                ),
                "move it nearer, or split the exercise",
            );
        }
    }
}

fn silent_posts(file: &ScenarioFile, scenario: &Scenario, diags: &mut Diagnostics) {
    let called = |name: &str| {
        file.sites
            .iter()
            .any(|s| s.hotline.iter().any(|h| h.value == name))
    };
    for state in &file.states {
        let mut posts = file.sites.iter().filter(|s| {
            s.kind.value == SiteKind::Post
                && s.state.as_ref().is_some_and(|n| n.value == state.id.value)
        });
        let silent = posts.all(|p| p.hotline.is_empty() && !called(p.id.as_str()));
        if silent && scenario.states.len() > 1 {
            diags.warning(
                "no-hotline",
                state.id.span,
                format!("no post of {} has a hotline to a neighbour", state.id.value),
                "add `hotline: [\"…\"]` to a post",
            );
        }
    }
}
