//! The places of a map with their names, and where patrols meet.

use std::collections::BTreeSet;

use crate::report::preview::look::{MINOR, PLACE, POST};
use crate::report::preview::picture::{Picture, Source};
use crate::report::preview::place::Ask;
use crate::report::preview::signs::{self, reach, sign};
use crate::report::preview::text::{Face, plain};
use crate::report::words::text;
use crate::scenario::file::SiteKind;
use crate::scenario::{Scenario, SiteId};

/// The longest name of a place on a map.
const LONGEST: usize = 28;
/// How far the ring of a meeting place reaches.
const RING: f64 = 17.0;

/// Where patrols of two units meet.
pub(super) fn meetings(s: &Scenario) -> BTreeSet<SiteId> {
    let patrols = s.patrols.iter().filter_map(|(_, p)| p.meet);
    patrols.map(|m| m.site).collect()
}

/// Whether people of a service are stationed there.
pub(super) fn manned(kind: SiteKind) -> bool {
    matches!(kind, SiteKind::Post | SiteKind::Headquarters)
}

/// How the name of a place looks, and who comes first.
fn face(kind: SiteKind, meeting: bool) -> (Face, u8) {
    match kind {
        SiteKind::Post | SiteKind::Headquarters => (POST, 0),
        _ if meeting => (PLACE, 2),
        SiteKind::Village | SiteKind::Market | SiteKind::CrossingPoint => (PLACE, 2),
        SiteKind::Junction => (MINOR, 5),
        _ => (PLACE, 4),
    }
}

/// The name of a place; of passes and heights also how high they are.
fn called(from: Source<'_>, id: SiteId) -> String {
    let site = &from.s.sites[id];
    let name = plain(&from.w.names.thing(site.name.as_str()), LONGEST);
    if !matches!(site.kind, SiteKind::Pass | SiteKind::Height) || site.alt_m == 0.0 {
        return name;
    }
    let metres = text(from.w.num(site.alt_m, 0));
    format!("{name} {}", from.w.f("distance-m", &[("m", metres)]))
}

/// All places.
pub(super) fn sites(m: &mut Picture<'_>) {
    let s = m.from.s;
    let meetings = meetings(s);
    // What matters most lies on top.
    let mut order: Vec<SiteId> = s.sites.ids().collect();
    order.sort_by_key(|id| std::cmp::Reverse((face(s.sites[*id].kind, false).1, *id)));
    for id in order {
        let site = &s.sites[id];
        if !m.shows(site.pos) {
            continue;
        }
        let at = m.frame.at(site.pos);
        let colour = m.from.look.colour(site.state);
        if !m.near {
            if manned(site.kind) {
                m.add(&signs::small(at, colour));
            }
            continue;
        }
        let met = meetings.contains(&id);
        if met {
            m.add(&signs::meeting(at));
        }
        let letter = m.from.look.letter(site.state).to_owned();
        m.add(&sign(at, site.kind, colour, &letter));
        let r = if met { RING } else { reach(site.kind) };
        m.hard.push((at.0 - r, at.1 - r, at.0 + r, at.1 + r));
        let lettered = site.state.is_some() && signs::letter_beside(site.kind);
        if lettered {
            m.hard
                .push((at.0 + 6.0, at.1 + 1.0, at.0 + 16.0, at.1 + 12.0));
        }
        let r = if lettered { r + 5.0 } else { r };
        let (face, rank) = face(site.kind, met);
        m.ask(Ask {
            spots: vec![at],
            clear: r,
            text: called(m.from, id),
            face,
            colour: manned(site.kind).then_some(colour),
            rank,
            far: true,
        });
    }
}
