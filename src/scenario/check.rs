//! What can be used but probably says something else than was meant.
//!
//! A scenario that comes here is valid: every name is resolved, every value in its range. What is
//! looked at is whether it makes sense: on the ground, in time, over the wires, and as life goes.

mod geometry;
mod plausible;
mod reach;
mod time;

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics, Span};
use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::scenario::Scenario;
use crate::scenario::file::{ScenarioFile, SectionFile, SiteFile};

pub use reach::out_of_reach;

/// A scenario that is being looked at, with the file it came from.
struct Check<'a> {
    file: &'a ScenarioFile,
    s: &'a Scenario,
    sites: BTreeMap<&'a Name, &'a SiteFile>,
    sections: BTreeMap<&'a Name, &'a SectionFile>,
    diags: &'a mut Diagnostics,
}

/// Adds the warnings and notes of a scenario that can be run.
pub fn warn(file: &ScenarioFile, scenario: &Scenario, diags: &mut Diagnostics) {
    let mut check = Check::new(file, scenario, diags);
    if scenario.states.is_empty() {
        check
            .warn(
                "nothing-to-exercise",
                file.duration.span,
                "the scenario has no states: nothing can be detected or judged",
                "add `states`, `sites` and `units`",
            )
            .in_field("(");
    }
    let happens = file.arrivals.len() + file.incidents.len() + file.civilians.len();
    if !scenario.states.is_empty() && happens == 0 && file.injects.is_empty() {
        check
            .warn(
                "nothing-happens",
                file.duration.span,
                "nobody arrives, nobody works, and nothing is given: there is nothing to act on",
                "add `arrivals`, `civilians`, `incidents` or `injects`",
            )
            .in_field("(");
    }
    check.geometry();
    check.times();
    check.reach();
    check.plausible();
}

impl<'a> Check<'a> {
    fn new(file: &'a ScenarioFile, s: &'a Scenario, diags: &'a mut Diagnostics) -> Self {
        Self {
            file,
            s,
            sites: file.sites.iter().map(|x| (&x.id.value, x)).collect(),
            sections: file.sections.iter().map(|x| (&x.id.value, x)).collect(),
            diags,
        }
    }

    fn warn(
        &mut self,
        slug: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.diags.warning(slug, span, message, help)
    }

    fn site_span(&self, name: &Name) -> Span {
        self.sites.get(name).map(|x| x.id.span).unwrap_or_default()
    }

    fn section_span(&self, name: &Name) -> Span {
        self.sections
            .get(name)
            .map(|x| x.id.span)
            .unwrap_or_default()
    }
}

/// A distance for people.
fn metres(m: f64) -> String {
    if m < 1_000.0 {
        format!("{m:.0} m")
    } else {
        format!("{:.1} km", m / 1_000.0)
    }
}

/// Seconds as a duration for people, to the minute.
fn minutes(seconds: f64) -> SimDuration {
    SimDuration::from_s_f64((seconds / 60.0).ceil() * 60.0)
}
