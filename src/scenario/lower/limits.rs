//! How much a scenario may have: more is no exercise but a wrong file, and would take all time and
//! memory before anything else is told.

use crate::base::diag::{Diagnostics, Span};
use crate::scenario::file::ScenarioFile;

/// At most so many things of each kind.
const MOST: [(&str, usize); 14] = [
    ("states", 50),
    ("sections", 1_000),
    ("sites", 5_000),
    ("legs", 15_000),
    ("areas", 1_000),
    ("rivers", 200),
    ("sensors", 200),
    ("units", 20_000),
    ("patrols", 20_000),
    ("arrivals", 1_000),
    ("civilians", 5_000),
    ("incidents", 1_000),
    ("injects", 2_000),
    ("weather", 5_000),
];
/// At most so many corners of all lines together.
const CORNERS: usize = 100_000;
/// At most so many corners of one line.
const CORNERS_OF_ONE: usize = 10_000;
/// At most so many sites of one route, and departures of one patrol.
const CALLS: usize = 2_000;
/// At most so many pairs of a start and a goal of one source of arrivals.
const PAIRS: usize = 400;

/// Whether a scenario has no more than it may; tells the first of each kind that is too many.
pub(super) fn within(file: &ScenarioFile, diags: &mut Diagnostics) -> bool {
    let mut found: Vec<(Span, String)> = Vec::new();
    lists(file, &mut found);
    lines(file, &mut found);
    for p in &file.patrols {
        let id = &p.id.value;
        let longest = p.routes.values().map(Vec::len).max().unwrap_or(0);
        if p.route.len().max(longest) > CALLS {
            let message = format!("the patrol `{id}` calls at more than {CALLS} sites");
            found.push((p.id.span, message));
        }
        if p.depart.len() > CALLS {
            let message = format!("the patrol `{id}` departs more than {CALLS} times");
            found.push((p.id.span, message));
        }
    }
    for a in &file.arrivals {
        if a.from.len().saturating_mul(a.to.len()) > PAIRS {
            let (from, to) = (a.from.len(), a.to.len());
            let message = format!(
                "the arrivals `{}` go from {from} sites to {to}: more than {PAIRS} pairs",
                a.id.value
            );
            found.push((a.id.span, message));
        }
    }
    let clean = found.is_empty();
    for (span, message) in found {
        let help = "leave out what the exercise does not need, or make two of it";
        diags.error("too-many", span, message, help);
    }
    clean
}

fn lists(file: &ScenarioFile, found: &mut Vec<(Span, String)>) {
    let mut list = |name: &str, spans: &mut dyn Iterator<Item = Span>| {
        let most = MOST.iter().find(|(n, _)| *n == name).map_or(0, |m| m.1);
        if let Some(span) = spans.nth(most) {
            found.push((span, format!("there are more than {most} {name}")));
        }
    };
    list("states", &mut file.states.iter().map(|x| x.id.span));
    list("sections", &mut file.sections.iter().map(|x| x.id.span));
    list("sites", &mut file.sites.iter().map(|x| x.id.span));
    list("legs", &mut file.legs.iter().map(|x| x.from.span));
    list("areas", &mut file.areas.iter().map(|x| x.id.span));
    list("rivers", &mut file.rivers.iter().map(|x| x.id.span));
    list("sensors", &mut file.sensors.iter().map(|x| x.id.span));
    list("units", &mut file.units.iter().map(|x| x.id.span));
    list("patrols", &mut file.patrols.iter().map(|x| x.id.span));
    list("arrivals", &mut file.arrivals.iter().map(|x| x.id.span));
    list("civilians", &mut file.civilians.iter().map(|x| x.id.span));
    list("incidents", &mut file.incidents.iter().map(|x| x.id.span));
    list("injects", &mut file.injects.iter().map(|x| x.id.span));
    list("weather", &mut file.weather.iter().map(|x| x.at.span));
}

fn lines(file: &ScenarioFile, found: &mut Vec<(Span, String)>) {
    let sections = file.sections.iter().flat_map(|s| {
        let claims = s.claims.values().map(Vec::len);
        claims.chain([s.line.len()]).map(|n| (s.id.span, n))
    });
    let areas = file.areas.iter().map(|a| (a.id.span, a.outline.len()));
    let rivers = file.rivers.iter().map(|r| (r.id.span, r.line.len()));
    let legs = file.legs.iter().map(|l| (l.from.span, l.via.len()));
    let mut all = 0_usize;
    for (span, corners) in sections.chain(areas).chain(rivers).chain(legs) {
        all += corners;
        if corners > CORNERS_OF_ONE {
            let message = format!("this line has more than {CORNERS_OF_ONE} corners");
            found.push((span, message));
        } else if all > CORNERS {
            let message = format!("all lines together have more than {CORNERS} corners");
            found.push((span, message));
            return;
        }
    }
}
