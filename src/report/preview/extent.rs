//! Which maps a scenario needs: one of all, and where that is large, one of each part.

use crate::base::geo::Pos;
use crate::scenario::border::Section;
use crate::scenario::{Scenario, SectionId};

/// Sections nearer to each other are on one map, in metres.
const TOGETHER_M: f64 = 3_000.0;
/// Places so near to a section stand on its map, in metres, if no other is nearer.
const NEAR_M: f64 = 15_000.0;

/// Sections that are near to each other, together.
pub(super) fn clusters(s: &Scenario) -> Vec<Vec<SectionId>> {
    let near = |a: &Section, b: &Section| {
        let touches = |a: &Section, b: &Section| {
            let mut points = a.line.points().iter();
            points.any(|p| b.line.foot(*p).distance < TOGETHER_M)
        };
        touches(a, b) || touches(b, a)
    };
    let mut out: Vec<Vec<SectionId>> = Vec::new();
    for (id, x) in s.sections.iter() {
        let (mut own, others): (Vec<_>, Vec<_>) = out
            .into_iter()
            .partition(|c| c.iter().any(|o| near(x, &s.sections[*o])));
        let mut joined: Vec<SectionId> = own.drain(..).flatten().collect();
        joined.push(id);
        joined.sort();
        out = others;
        out.push(joined);
    }
    out.sort();
    out
}

/// The places on the map of some sections.
pub(super) fn near(s: &Scenario, cluster: &[SectionId]) -> Vec<Pos> {
    let mut out: Vec<Pos> = cluster
        .iter()
        .flat_map(|id| lines(&s.sections[*id]))
        .collect();
    let own = s.sites.iter().map(|(_, x)| x.pos).filter(|p| {
        let near = s.near(*p);
        near.is_some_and(|n| n.distance_m <= NEAR_M && cluster.contains(&n.section))
    });
    out.extend(own);
    out
}

fn lines(x: &Section) -> Vec<Pos> {
    let lines = [&x.line, &x.own_lines[0], &x.own_lines[1]];
    lines
        .into_iter()
        .flat_map(|l| l.points().iter().copied())
        .collect()
}

/// All places that a map of all shows.
pub(super) fn all_points(s: &Scenario) -> Vec<Pos> {
    let mut out: Vec<Pos> = s.sections.iter().flat_map(|(_, x)| lines(x)).collect();
    out.extend(s.sites.iter().map(|(_, x)| x.pos));
    out
}
