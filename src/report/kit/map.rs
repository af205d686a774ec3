//! The map of one side: its sites, its sections, the ways, the places where it meets others.
//! What a sign means shows by shape and dashes, so that it prints in black.

mod labels;

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::base::geo::{Pos, bounds};
use crate::report::atoms::escaped;
use crate::report::kit::brief::Side;
use crate::report::words::text;
use crate::scenario::SiteId;
use crate::scenario::border::Section;
use crate::scenario::file::{SiteKind, Status, Surface};
use labels::labels;

/// The width of a map, and the least and greatest height.
const WIDTH: f64 = 720.0;
const HEIGHTS: (f64, f64) = (300.0, 560.0);
/// Free room around what is shown, as a share of it.
const MARGIN: f64 = 0.07;
/// A larger map has one for each section beside it, in metres.
const LARGE_M: f64 = 40_000.0;
/// Sites so near to a section stand on its map, in metres, if no other is nearer.
const NEAR_M: f64 = 12_000.0;
/// The longest scale bar.
const BAR: f64 = 170.0;

/// A map with its caption.
pub(super) struct Map {
    /// What it shows.
    pub caption: String,
    /// The picture.
    pub svg: String,
}

/// How important it is that a site is named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Post,
    Meeting,
    Neighbour,
    OnLine,
    Other,
}

/// A site on the map.
struct Mark {
    site: SiteId,
    rank: Rank,
    pos: Pos,
}

/// Maps of a side: all of it, and where that is large, each section.
pub(super) fn maps(side: &Side<'_>) -> Vec<Map> {
    let marks = marks(side);
    let sections: Vec<&Section> = side.own_sections().collect();
    let frame = Frame::around(&sections, &marks);
    let large = sections.len() > 1 && frame.span_m() > LARGE_M;
    let mut out = vec![Map {
        caption: side.w.t("kit-map-all"),
        svg: draw(side, &frame, &sections, &marks, large),
    }];
    if large {
        out.extend(sections.iter().map(|x| of_section(side, x, &marks)));
    }
    out
}

fn of_section(side: &Side<'_>, section: &Section, marks: &[Mark]) -> Map {
    let near = |m: &&Mark| {
        let nearest = side.s.near(m.pos);
        nearest.is_some_and(|n| {
            n.distance_m <= NEAR_M && side.s.sections[n.section].name == section.name
        })
    };
    let near = marks.iter().filter(near).map(|m| Mark { ..*m });
    let near: Vec<Mark> = near.collect();
    let frame = Frame::around(&[section], &near);
    let sections: Vec<&Section> = side.own_sections().collect();
    let name = text(side.w.names.show(section.name.as_str()));
    let with = text(side.short(section.across(side.state)));
    Map {
        caption: side
            .w
            .f("kit-map-section", &[("section", name), ("state", with)]),
        svg: draw(side, &frame, &sections, marks, false),
    }
}

/// The sites that the side may see: its own, those on its sections, where it meets others, and the
/// posts that its hotlines reach.
fn marks(side: &Side<'_>) -> Vec<Mark> {
    let meetings = meetings(side);
    let reached: BTreeSet<SiteId> = side.hotlines().into_iter().map(|(_, far)| far).collect();
    let on_line = |pos: Pos| {
        let near = side.s.near(pos);
        near.is_some_and(|n| side.s.sections[n.section].concerns(side.state))
    };
    let rank = |id: SiteId| {
        let site = &side.s.sites[id];
        let own = site.state == Some(side.state);
        let manned = matches!(site.kind, SiteKind::Post | SiteKind::Headquarters);
        match () {
            () if own && (manned || side.at_home(id) > 0) => Some(Rank::Post),
            () if meetings.contains(&id) => Some(Rank::Meeting),
            () if reached.contains(&id) => Some(Rank::Neighbour),
            () if site.state.is_none() && on_line(site.pos) => Some(Rank::OnLine),
            () if own => Some(Rank::Other),
            () => None,
        }
    };
    let sites = side.s.sites.iter();
    let mut out: Vec<Mark> = sites
        .filter_map(|(site, x)| {
            Some(Mark {
                site,
                rank: rank(site)?,
                pos: x.pos,
            })
        })
        .collect();
    out.sort_by_key(|m| (m.rank, m.site));
    out
}

fn meetings(side: &Side<'_>) -> BTreeSet<SiteId> {
    let patrols = side.own_patrols().into_iter();
    patrols.filter_map(|p| p.meet).map(|m| m.site).collect()
}

/// The part of the plane that a map shows.
struct Frame {
    low: Pos,
    scale: f64,
    height: f64,
    high: Pos,
}

impl Frame {
    fn around(sections: &[&Section], marks: &[Mark]) -> Self {
        let lines = sections
            .iter()
            .flat_map(|x| [&x.line, &x.own_lines[0], &x.own_lines[1]]);
        let mut points: Vec<Pos> = lines.flat_map(|l| l.points().iter().copied()).collect();
        points.extend(marks.iter().map(|m| m.pos));
        if points.is_empty() {
            points.push(Pos { x: 0.0, y: 0.0 });
        }
        let (low, high) = bounds(&points);
        let (w, h) = ((high.x - low.x).max(2_000.0), (high.y - low.y).max(1_000.0));
        let height = (WIDTH * h / w).clamp(HEIGHTS.0, HEIGHTS.1);
        let room = 1.0 + 2.0 * MARGIN;
        let scale = (WIDTH / (w * room)).min(height / (h * room));
        let middle = low.toward(high, 0.5);
        let half = Pos {
            x: WIDTH / scale / 2.0,
            y: height / scale / 2.0,
        };
        Self {
            low: middle.minus(half),
            high: middle.plus(half),
            scale,
            height,
        }
    }

    /// The greater of the two extents, in metres.
    fn span_m(&self) -> f64 {
        (self.high.x - self.low.x).max(self.high.y - self.low.y)
    }

    fn at(&self, p: Pos) -> (f64, f64) {
        let d = p.minus(self.low);
        (d.x * self.scale, self.height - d.y * self.scale)
    }

    fn shows(&self, p: Pos) -> bool {
        let (x, y) = self.at(p);
        (0.0..=WIDTH).contains(&x) && (0.0..=self.height).contains(&y)
    }

    fn path(&self, points: &[Pos]) -> String {
        let mut d = String::new();
        for (i, p) in points.iter().enumerate() {
            let (x, y) = self.at(*p);
            let _ = write!(d, "{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' });
        }
        d
    }
}

/// The dashes of a section's line.
fn dashes(status: Status) -> &'static str {
    match status {
        Status::Demarcated => "none",
        Status::Delimited => "12 4",
        Status::Undefined => "2 6",
    }
}

/// The dashes of the lines as the side and its neighbour have them.
const CLAIMS: [&str; 2] = ["5 3", "9 3 2 3"];

fn draw(
    side: &Side<'_>,
    frame: &Frame,
    sections: &[&Section],
    marks: &[Mark],
    small: bool,
) -> String {
    let mut out = format!(
        "<svg class=\"map\" viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\" aria-label=\"{}\">",
        frame.height,
        escaped(&side.w.t("kit-map"))
    );
    out.push_str(&legs(side, frame));
    for section in sections {
        out.push_str(&border(side, frame, section));
    }
    let shown: Vec<&Mark> = marks.iter().filter(|m| frame.shows(m.pos)).collect();
    let meetings = meetings(side);
    for m in &shown {
        let (x, y) = frame.at(m.pos);
        let site = &side.s.sites[m.site];
        out.push_str(&symbol(x, y, sign(m.rank, site.kind)));
        if meetings.contains(&m.site) {
            out.push_str(&symbol(x, y, "meeting"));
        }
    }
    out.push_str(&labels(side, frame, sections, &shown, small));
    out.push_str(&furniture(side, frame));
    out.push_str("</svg>");
    out
}

fn legs(side: &Side<'_>, frame: &Frame) -> String {
    let mut out = String::new();
    for (_, leg) in side.s.network.legs.iter() {
        let ours = |site: SiteId| {
            let near = side.s.near(side.s.sites[site].pos);
            near.is_some_and(|n| side.s.sections[n.section].concerns(side.state))
        };
        let seen = leg.line.points().iter().any(|p| frame.shows(*p));
        if !seen || !(ours(leg.from) || ours(leg.to)) {
            continue;
        }
        let class = match leg.surface {
            Surface::Road => "road",
            Surface::Track => "track",
            Surface::River => "water",
            Surface::Trail | Surface::Ford => "trail",
        };
        let d = frame.path(leg.line.points());
        let _ = write!(out, "<path class=\"leg {class}\" d=\"{d}\"/>");
    }
    out
}

fn border(side: &Side<'_>, frame: &Frame, section: &Section) -> String {
    let mut out = String::new();
    if section.status == Status::Undefined {
        let [first, second] = &section.own_lines;
        let lines = match section.between.0 == side.state {
            true => [first, second],
            false => [second, first],
        };
        for (line, dash) in lines.into_iter().zip(CLAIMS) {
            let d = frame.path(line.points());
            let _ = write!(
                out,
                "<path class=\"claim\" stroke-dasharray=\"{dash}\" d=\"{d}\"/>"
            );
        }
    }
    let (d, dash) = (frame.path(section.line.points()), dashes(section.status));
    let _ = write!(
        out,
        "<path class=\"border\" stroke-dasharray=\"{dash}\" d=\"{d}\"/>"
    );
    out
}

/// The sign of a site.
fn sign(rank: Rank, kind: SiteKind) -> &'static str {
    match (rank, kind) {
        (Rank::Post, SiteKind::Headquarters) => "headquarters",
        (Rank::Post, _) => "post",
        (Rank::Neighbour, _) => "neighbour",
        (_, SiteKind::CrossingPoint) => "crossing",
        (_, SiteKind::Pass | SiteKind::Height) => "height",
        (_, SiteKind::Ford) => "ford",
        _ => "place",
    }
}

fn symbol(x: f64, y: f64, sign: &str) -> String {
    let shape = match sign {
        "post" => "<path class=\"full\" d=\"M-5-5H5V5H-5z\"/>",
        "headquarters" => {
            "<path class=\"full\" d=\"M-5-7H5V3H-5z\"/><path class=\"line\" d=\"M-5 3V9\"/>"
        }
        "neighbour" => "<path class=\"hollow\" d=\"M-5-5H5V5H-5z\"/>",
        "crossing" => "<path class=\"hollow\" d=\"M0-6L6 0 0 6-6 0z\"/>",
        "height" => "<path class=\"hollow\" d=\"M0-5L5 4H-5z\"/>",
        "ford" => "<path class=\"line\" d=\"M-5-2q2.500-3 5 0t5 0M-5 3q2.500-3 5 0t5 0\"/>",
        "meeting" => "<circle class=\"ring\" r=\"9.500\"/>",
        _ => "<circle class=\"full\" r=\"2.500\"/>",
    };
    format!("<g transform=\"translate({x:.1} {y:.1})\">{shape}</g>")
}

/// Scale bar and north arrow.
fn furniture(side: &Side<'_>, frame: &Frame) -> String {
    let most = BAR / frame.scale;
    let step = 10f64.powf(most.log10().floor());
    let nice = [5.0, 2.0, 1.0]
        .into_iter()
        .map(|k| k * step)
        .find(|m| *m <= most);
    let metres = nice.unwrap_or(step);
    let (length, y) = (metres * frame.scale, frame.height - 14.0);
    let said = match metres < 1000.0 {
        true => side.w.distance(metres),
        false => {
            let km = text(side.w.num(metres / 1000.0, 0));
            side.w.f("distance-km", &[("km", km)])
        }
    };
    let (half, end) = (14.0 + length / 2.0, 14.0 + length);
    let mut out = format!(
        "<rect class=\"paper\" x=\"6\" y=\"{:.1}\" width=\"{:.1}\" height=\"28\"/>",
        y - 18.0,
        length + 16.0
    );
    let _ = write!(
        out,
        "<path class=\"bar\" d=\"M14 {y:.1}v-6M{half:.1} {y:.1}v-4M{end:.1} {y:.1}v-6M14 {y:.1}H{end:.1}\"/><text class=\"main\" x=\"14\" y=\"{:.1}\">0</text><text class=\"main\" text-anchor=\"end\" x=\"{end:.1}\" y=\"{:.1}\">{}</text>",
        y - 8.0,
        y - 8.0,
        escaped(&said)
    );
    let north = escaped(&side.w.t("kit-north"));
    let x = WIDTH - 18.0;
    let _ = write!(
        out,
        "<path class=\"north\" d=\"M{x:.0} 8l6 20-6-5-6 5z\"/><text class=\"main\" text-anchor=\"middle\" x=\"{x:.0}\" y=\"40\">{north}</text><rect class=\"edge\" x=\".5\" y=\".5\" width=\"{:.1}\" height=\"{:.1}\"/>",
        WIDTH - 1.0,
        frame.height - 1.0
    );
    out
}

/// What the signs mean, each with its picture.
pub(super) fn legend(side: &Side<'_>) -> Vec<(String, String)> {
    let w = side.w;
    let mut out = Vec::new();
    let marks = marks(side);
    let used = |wanted: &str| {
        let of = |m: &Mark| sign(m.rank, side.s.sites[m.site].kind) == wanted;
        marks.iter().any(of)
    };
    let signs = [
        "post",
        "headquarters",
        "neighbour",
        "crossing",
        "height",
        "ford",
        "place",
    ];
    for name in signs.into_iter().filter(|s| used(s)) {
        out.push((
            sample(&symbol(16.0, 10.0, name)),
            w.t(&format!("kit-sign-{name}")),
        ));
    }
    if !meetings(side).is_empty() {
        out.push((
            sample(&symbol(16.0, 10.0, "meeting")),
            w.t("kit-sign-meeting"),
        ));
    }
    let line = |class: &str, dash: &str| {
        sample(&format!(
            "<path class=\"{class}\" stroke-dasharray=\"{dash}\" d=\"M0 10H32\"/>"
        ))
    };
    for status in Status::ALL {
        if side.own_sections().any(|x| x.status == *status) {
            let said = w.t(&format!("kit-line-{}", status.word()));
            out.push((line("border", dashes(*status)), said));
        }
    }
    out.extend(
        claims(side)
            .into_iter()
            .map(|(i, said)| (line("claim", CLAIMS[i]), said)),
    );
    out.push((line("leg road", "none"), w.word("road")));
    out.push((line("leg track", "none"), w.word("track")));
    let trail = sample("<path class=\"leg trail\" d=\"M0 10H32\"/>");
    out.push((trail, w.word("trail")));
    out
}

/// Whose lines are shown with which dashes.
fn claims(side: &Side<'_>) -> Vec<(usize, String)> {
    let undefined = side
        .own_sections()
        .filter(|x| x.status == Status::Undefined);
    let others: BTreeSet<String> = undefined
        .map(|x| side.short(x.across(side.state)))
        .collect();
    if others.is_empty() {
        return Vec::new();
    }
    let others: Vec<String> = others.into_iter().collect();
    let said = |of: String| side.w.f("kit-line-claim", &[("of", text(of))]);
    vec![
        (0, said(side.short(side.state))),
        (1, said(others.join(", "))),
    ]
}

fn sample(inner: &str) -> String {
    format!("<svg class=\"map sample\" viewBox=\"0 0 32 20\" aria-hidden=\"true\">{inner}</svg>")
}
