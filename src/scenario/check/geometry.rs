//! Lines and places that contradict each other on the ground.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::geo::{Polyline, Pos, bounds, crossings};
use crate::base::id::Name;
use crate::base::plane::LonLat;
use crate::scenario::border::Section;
use crate::scenario::check::{Check, metres};
use crate::scenario::file::{SiteKind, Status};
use crate::scenario::{SectionId, SiteId};

/// Where the plane stretches lengths by more than this, it says so.
const DISTORTION_MAX: f64 = 0.001;
/// Ends of sections so near to each other meet, in metres.
const MEETS_M: f64 = 50.0;
/// Sections of two states whose ends are farther apart than this are different parts of the
/// border, in metres.
const APART_M: f64 = 3_000.0;
/// Sites nearer to each other than this are one place, in metres.
const SAME_PLACE_M: f64 = 1.0;
/// A slope that nobody builds a way on.
const STEEP: f64 = 0.7;
/// The origin lies nearer to the sections than this, in metres.
const ORIGIN_M: f64 = 200_000.0;
/// Clocks differ from the sun by less than this, in hours.
const OFFSET_H: f64 = 3.5;
/// So far from the sections a place may have its coordinates swapped, in metres.
const FAR_M: f64 = 300_000.0;

impl Check<'_> {
    pub(super) fn geometry(&mut self) {
        self.origin();
        self.distortion();
        self.own_crossings();
        self.lines_cross();
        self.contiguous();
        self.posts();
        self.same_place();
        self.legs();
        self.areas();
    }

    /// The origin is the place of the sun: it lies where the sections are.
    fn origin(&mut self) {
        let origin = LonLat {
            lon: self.file.origin.lon.0,
            lat: self.file.origin.lat.0,
        };
        let away = self.s.plane.pos(origin).norm();
        let start = self.file.start.span;
        if away > ORIGIN_M && !self.s.sections.is_empty() {
            let message = format!("`origin` lies {} from the sections", metres(away));
            let help = "write the middle of the map: `lon` counts degrees east, `lat` north; by it day and night are reckoned";
            self.warn("origin-elsewhere", start, message, help)
                .in_field("origin");
        }
        let centre = self.s.plane.centre();
        let noon_h = centre.lon / 15.0;
        let offset_h = self.s.calendar.offset_h();
        let apart = (offset_h - noon_h + 36.0).rem_euclid(24.0) - 12.0;
        if apart.abs() > OFFSET_H {
            let message = format!(
                "the clock of `start` is {offset_h:+} h from UTC, and the sections lie at {:.1}° east, where the sun is about {noon_h:+.0} h from it",
                centre.lon
            );
            let help =
                "correct the offset, such as `+06:00`; or `lon` and `lat` are swapped throughout";
            self.warn("offset-and-place", start, message, help);
        }
    }

    fn distortion(&mut self) {
        let centre = self.s.plane.centre();
        for (_, site) in self.s.sites.iter() {
            let stretch = self.s.plane.distortion(site.pos);
            if stretch <= DISTORTION_MAX {
                continue;
            }
            let span = self.site_span(&site.name);
            let place = self.s.plane.lonlat(site.pos);
            let swapped = LonLat {
                lon: place.lat,
                lat: place.lon,
            };
            let near = swapped.lat.abs() < 89.0
                && (swapped.lat - centre.lat).abs() < 3.0
                && (swapped.lon - centre.lon).abs() < 4.0;
            if near && site.pos.norm() > FAR_M {
                self.warn(
                    "swapped-coordinates",
                    span,
                    format!(
                        "`{}` lies {} from the sections",
                        site.name,
                        metres(site.pos.norm())
                    ),
                    "`lon` and `lat` seem to be swapped: `lon` counts degrees east, `lat` north",
                )
                .in_field("at");
                continue;
            }
            self.warn(
                "far-from-centre",
                span,
                format!(
                    "`{}` lies so far from the sections that lengths there are {:.1} % wrong",
                    site.name,
                    100.0 * stretch
                ),
                "move it nearer, or split the exercise",
            )
            .in_field("at");
        }
    }

    /// Lines that cross themselves, and claims that cross each other.
    fn own_crossings(&mut self) {
        for (_, section) in self.s.sections.iter() {
            let span = self.section_span(&section.name);
            let name = &section.name;
            let lines = match section.status {
                Status::Undefined => &section.own_lines[..],
                _ => std::slice::from_ref(&section.line),
            };
            for line in lines {
                if let Some(at) = crosses_itself(line) {
                    let at = self.place(at);
                    let field = match section.status {
                        Status::Undefined => "claims",
                        _ => "line",
                    };
                    self.diags
                        .error(
                            "line-crosses-itself",
                            span,
                            format!("the line of `{name}` crosses itself at {at}"),
                            "put its points in the order in which one walks along it",
                        )
                        .in_field(field);
                    break;
                }
            }
            let [a, b] = &section.own_lines;
            if section.status == Status::Undefined
                && let Some(at) = cross(a, b)
            {
                let at = self.place(at);
                self.warn(
                    "claims-cross",
                    span,
                    format!("the two claims on `{name}` cross at {at}"),
                    "let each line stay on its side of the other, or split the section there",
                );
            }
        }
    }

    /// Sections that cross each other.
    fn lines_cross(&mut self) {
        let all: Vec<(SectionId, &Section)> = self.s.sections.iter().collect();
        let mut found = Vec::new();
        for (i, (_, a)) in all.iter().enumerate() {
            for (_, b) in &all[i + 1..] {
                let pairs = a
                    .own_lines
                    .iter()
                    .flat_map(|x| b.own_lines.iter().map(move |y| (x, y)));
                if let Some(at) = pairs.into_iter().find_map(|(x, y)| cross_within(x, y)) {
                    found.push((&a.name, &b.name, at));
                }
            }
        }
        for (a, b, at) in found {
            let (a, b) = self.in_file_order(a, b);
            let (span, at) = (self.section_span(b), self.place(at));
            self.diags.error(
                "lines-cross",
                span,
                format!("the line of `{b}` crosses that of `{a}` at {at}"),
                "let one end where the other begins",
            );
        }
    }

    /// Sections of two states whose ends nearly meet.
    fn contiguous(&mut self) {
        let mut by_pair: BTreeMap<_, Vec<&Section>> = BTreeMap::new();
        for (_, section) in self.s.sections.iter() {
            let (a, b) = section.between;
            by_pair
                .entry((a.min(b), a.max(b)))
                .or_default()
                .push(section);
        }
        let mut found: Vec<(&Name, &Name, f64)> = Vec::new();
        for sections in by_pair.values() {
            for (i, a) in sections.iter().enumerate() {
                for b in &sections[i + 1..] {
                    let gap = gap(&a.line, &b.line);
                    if gap > MEETS_M && gap < APART_M && !self.filled(a, b, sections) {
                        found.push((&a.name, &b.name, gap));
                    }
                }
            }
        }
        for (a, b, gap) in found {
            let (a, b) = self.in_file_order(a, b);
            let span = self.section_span(b);
            self.warn(
                "sections-not-contiguous",
                span,
                format!(
                    "between `{a}` and `{b}` {} of the border are missing",
                    metres(gap)
                ),
                "let the line of the one end at the very point where that of the other begins",
            );
        }
    }

    /// Two sections, the one that is written first before the other.
    fn in_file_order<'n>(&self, a: &'n Name, b: &'n Name) -> (&'n Name, &'n Name) {
        match self.section_span(a) <= self.section_span(b) {
            true => (a, b),
            false => (b, a),
        }
    }

    /// Whether a third section lies between two.
    fn filled(&self, a: &Section, b: &Section, all: &[&Section]) -> bool {
        all.iter().any(|c| {
            c.name != a.name
                && c.name != b.name
                && gap(&a.line, &c.line) < gap(&a.line, &b.line)
                && gap(&b.line, &c.line) < gap(&a.line, &b.line)
        })
    }

    fn posts(&mut self) {
        let posts: Vec<SiteId> = self.s.sites.ids().collect();
        for id in posts {
            let site = &self.s.sites[id];
            let (Some(state), Some(near)) = (site.state, self.s.near(site.pos)) else {
                continue;
            };
            let manned = matches!(site.kind, SiteKind::Post | SiteKind::Headquarters);
            let section = &self.s.sections[near.section];
            if !manned || !section.concerns(state) || near.beyond_end {
                continue;
            }
            let (span, name) = (self.site_span(&site.name), &site.name);
            let whose = &self.s.states[state].name;
            if near.state != state && section.status != Status::Undefined {
                let beyond = metres(near.distance_m);
                self.warn(
                    "post-on-wrong-side",
                    span,
                    format!("`{name}` of {whose} lies {beyond} beyond the line of `{}`", section.name),
                    "correct its place or its `state`; if most posts are told so, the line may be wrong",
                );
            } else if near.distance_m < section.setback_m {
                let (is, agreed) = (metres(near.distance_m), metres(section.setback_m));
                self.warn(
                    "post-within-setback",
                    span,
                    format!(
                        "`{name}` lies {is} from the line of `{}`, where {agreed} are agreed as `setback_m`",
                        section.name
                    ),
                    "move it back, or lower `setback_m`",
                );
            }
        }
    }

    fn same_place(&mut self) {
        let mut found = Vec::new();
        for (i, (a, id)) in self.s.west_to_east.iter().enumerate() {
            let east = self.s.west_to_east[i + 1..].iter();
            for (b, other) in east.take_while(|(b, _)| b.x - a.x < SAME_PLACE_M) {
                if a.distance(*b) < SAME_PLACE_M {
                    found.push((*id.min(other), *id.max(other)));
                }
            }
        }
        for (a, b) in found {
            let (a, b) = (&self.s.sites[a].name, &self.s.sites[b].name);
            let span = self.site_span(b);
            self.warn(
                "sites-coincide",
                span,
                format!("`{b}` lies where `{a}` lies"),
                "make one site of them, or correct a coordinate",
            );
        }
    }

    fn legs(&mut self) {
        let file = self.file;
        let mut seen = BTreeSet::new();
        for leg in &file.legs {
            let (from, to) = (&leg.from.value, &leg.to.value);
            let ends = (from.min(to), from.max(to), leg.surface);
            if !seen.insert(ends) {
                self.warn(
                    "leg-twice",
                    leg.to.span,
                    format!("a second {} joins `{from}` and `{to}`", leg.surface),
                    "remove one of the two",
                );
            }
        }
        for (_, leg) in self.s.network.legs.iter() {
            let (a, b) = (&self.s.sites[leg.from], &self.s.sites[leg.to]);
            let slope = (a.alt_m - b.alt_m).abs() / leg.line.length().max(1.0);
            if slope <= STEEP {
                continue;
            }
            let same = |l: &&crate::scenario::file::LegFile| {
                l.from.value == a.name && l.to.value == b.name
            };
            let span = file.legs.iter().find(same).map(|l| l.to.span);
            let rise = metres((a.alt_m - b.alt_m).abs());
            let message = format!(
                "between `{}` and `{}` the way rises {rise} over {}",
                a.name,
                b.name,
                metres(leg.line.length())
            );
            let help = "correct `alt_m` of one of them; sites without it lie at sea level";
            self.warn("steep-leg", span.unwrap_or_default(), message, help);
        }
    }

    fn areas(&mut self) {
        for (_, area) in self.s.areas.iter() {
            let Some(at) = crosses_itself(&area.outline) else {
                continue;
            };
            let file = self.file.areas.iter().find(|a| a.id.value == area.name);
            let (span, at) = (file.map(|a| a.id.span), self.place(at));
            let message = format!(
                "the outline of the area `{}` crosses itself at {at}",
                area.name
            );
            let help = "put its corners in the order in which one walks around it";
            self.warn(
                "area-crosses-itself",
                span.unwrap_or_default(),
                message,
                help,
            )
            .in_field("outline");
        }
    }

    /// A place for people.
    fn place(&self, p: Pos) -> String {
        let at = self.s.plane.lonlat(p);
        format!("(lon: {:.4}, lat: {:.4})", at.lon, at.lat)
    }
}

/// The distance between the nearest ends of two lines.
fn gap(a: &Polyline, b: &Polyline) -> f64 {
    let ends = |l: &Polyline| [l.points()[0], l.points()[l.points().len() - 1]];
    let pairs = ends(a)
        .into_iter()
        .flat_map(|p| ends(b).map(|q| p.distance(q)));
    pairs.fold(f64::INFINITY, f64::min)
}

/// Where two lines cross, from the first's beginning on.
fn crossed<'l>(a: &'l Polyline, b: &'l Polyline) -> impl Iterator<Item = Pos> + 'l {
    let (low, high) = bounds(b.points());
    a.points().windows(2).flat_map(move |w| {
        let (l, h) = bounds(w);
        let apart = h.x < low.x || l.x > high.x || h.y < low.y || l.y > high.y;
        let at = match apart {
            true => Vec::new(),
            false => crossings(w[0], w[1], b),
        };
        at.into_iter().map(|f| w[0].toward(w[1], f))
    })
}

/// Where two lines cross, if they do.
fn cross(a: &Polyline, b: &Polyline) -> Option<Pos> {
    crossed(a, b).next()
}

/// The same, but for where they only meet with their ends.
fn cross_within(a: &Polyline, b: &Polyline) -> Option<Pos> {
    let ends = |l: &Polyline| [l.points()[0], l.points()[l.points().len() - 1]];
    let all: Vec<Pos> = ends(a).into_iter().chain(ends(b)).collect();
    crossed(a, b).find(|at| all.iter().all(|e| e.distance(*at) >= MEETS_M))
}

/// Where a line crosses itself: its pieces from west to east, each against those that reach as far.
fn crosses_itself(line: &Polyline) -> Option<Pos> {
    let points = line.points();
    let closed = points.first() == points.last();
    let pieces = points.len().saturating_sub(1);
    let mut order: Vec<usize> = (0..pieces).collect();
    let west = |i: usize| points[i].x.min(points[i + 1].x);
    let east = |i: usize| points[i].x.max(points[i + 1].x);
    order.sort_by(|&a, &b| west(a).total_cmp(&west(b)));
    for (n, &i) in order.iter().enumerate() {
        for &j in order[n + 1..].iter().take_while(|&&j| west(j) <= east(i)) {
            let (a, b) = (i.min(j), i.max(j));
            let neighbours = b - a <= 1 || (closed && a == 0 && b == pieces - 1);
            let other = Polyline::new(vec![points[b], points[b + 1]]);
            let found = (!neighbours).then(|| crossings(points[a], points[a + 1], &other));
            if let Some(f) = found.and_then(|f| f.first().copied()) {
                return Some(points[a].toward(points[a + 1], f));
            }
        }
    }
    None
}
