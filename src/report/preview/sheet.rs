//! The whole sheet: what it is called, its maps, the key, and what it does not say.

use std::fmt::Write;

use crate::base::geo::Pos;
use crate::base::time::SimTime;
use crate::report::atoms::escaped;
use crate::report::kit;
use crate::report::preview::extent::{all_points, clusters, near};
use crate::report::preview::frame::Frame;
use crate::report::preview::look::{HEADING, KEY, Look, STYLE, TEXT, TITLE};
use crate::report::preview::marks::manned;
use crate::report::preview::picture::{Drawn, Inset, Source, draw};
use crate::report::preview::text::{cut, element, plain, wrapped};
use crate::report::preview::{LabelBox, furniture, legend};
use crate::report::words::{Words, text};
use crate::scenario::{Scenario, SectionId};

/// The margin of a sheet.
const MARGIN: f64 = 30.0;
/// The width of a sheet with one map, and of its key.
const WIDTH: f64 = 1400.0;
const KEY_WIDTH: f64 = 268.0;
/// The least and greatest height of its map.
const HEIGHTS: (f64, f64) = (560.0, 1000.0);
/// The width of a map among several, its least and greatest height, and the room between them.
const CELL: (f64, f64, f64) = (680.0, 450.0, 780.0);
const GAP: f64 = 46.0;
const DOWN: f64 = 72.0;
/// A larger scenario has a map of its parts, in metres.
const LARGE_M: f64 = 40_000.0;

/// A sheet, and where words stand on its maps.
pub(super) struct Sheet {
    /// The picture.
    pub svg: String,
    /// The boxes of words.
    pub labels: Vec<LabelBox>,
}

/// What a sheet is put together from.
struct Parts {
    body: String,
    labels: Vec<LabelBox>,
    maps: usize,
}

impl Parts {
    /// Puts a map at a place.
    fn map(&mut self, from: Source<'_>, frame: &Frame, drawn: Drawn, (x, y): (f64, f64)) {
        let n = self.maps;
        self.maps += 1;
        let (w, h) = (frame.width, frame.height);
        let _ = write!(
            self.body,
            "<g transform=\"translate({x:.1} {y:.1})\"><clipPath id=\"c{n}\"><rect width=\"{w:.1}\" height=\"{h:.1}\"/></clipPath><rect fill=\"#fffdf7\" width=\"{w:.1}\" height=\"{h:.1}\"/><g clip-path=\"url(#c{n})\">{}</g>{}</g>",
            drawn.svg,
            furniture::edge(from, frame)
        );
        self.labels.extend(drawn.labels.into_iter().map(|b| (n, b)));
    }
}

/// Draws a scenario.
pub(super) fn drawn(s: &Scenario, w: &Words) -> Sheet {
    let look = Look::of(s, w);
    let from = Source { s, w, look: &look };
    let points = all_points(s);
    let frame = Frame::around(&points, 1000.0, 1000.0);
    let clusters = clusters(s);
    let mut parts = Parts {
        body: String::new(),
        labels: Vec::new(),
        maps: 0,
    };
    let large = clusters.len() > 1 && 1000.0 / frame.scale > LARGE_M;
    let (width, height) = match large {
        true => several(from, &points, &clusters, &mut parts),
        false => single(from, &points, &mut parts),
    };
    Sheet {
        svg: whole(from, width, height, &parts.body),
        labels: parts.labels,
    }
}

/// One map with the key beside it; gives the size of the sheet.
fn single(from: Source<'_>, points: &[Pos], parts: &mut Parts) -> (f64, f64) {
    let (head, top) = heading(from, WIDTH);
    parts.body.push_str(&head);
    let (key, key_height) = legend::key(from, 1, KEY_WIDTH);
    let left = MARGIN + furniture::EDGE;
    let width = WIDTH - left - MARGIN - KEY_WIDTH - 34.0;
    let wanted = Frame::wanted_height(points, width);
    let height = wanted.clamp(HEIGHTS.0, HEIGHTS.1).max(key_height);
    let frame = Frame::around(points, width, height);
    parts.map(from, &frame, draw(from, frame, true, &[]), (left, top));
    let x = left + width + 34.0;
    let _ = write!(
        parts.body,
        "<g transform=\"translate({x:.1} {top:.1})\">{key}</g>"
    );
    let bottom = top + height + furniture::EDGE + 22.0;
    parts.body.push_str(&note(from, WIDTH, bottom));
    (WIDTH, bottom + 24.0)
}

/// A map from afar, one of each part, and the key; gives the size of the sheet.
fn several(
    from: Source<'_>,
    points: &[Pos],
    clusters: &[Vec<SectionId>],
    parts: &mut Parts,
) -> (f64, f64) {
    let maps = by_height(from, clusters);
    let (key, high) = legend::key(from, 2, (CELL.0 - 20.0) / 2.0);
    let grid = Grid::of(points, &maps, high);
    let across = CELL.0 + GAP;
    let width = MARGIN * 2.0 + furniture::EDGE + across * grid.columns as f64 - GAP + 8.0;
    let (head, top) = heading(from, width);
    parts.body.push_str(&head);
    let at = |cell: usize| {
        let above: f64 = grid
            .rows
            .iter()
            .take(cell / grid.columns)
            .map(|h| h + DOWN)
            .sum();
        let x = MARGIN + furniture::EDGE + across * (cell % grid.columns) as f64;
        (x, top + 24.0 + above)
    };
    let inset = |(i, (points, cluster)): (usize, &(Vec<Pos>, &Vec<SectionId>))| Inset {
        letter: letter(i),
        frame: Frame::around(points, CELL.0, grid.rows[grid.cell(i) / grid.columns]),
        name: called(from, cluster),
    };
    let insets: Vec<Inset> = maps.iter().enumerate().map(inset).collect();
    // The map of all shows the maps of its parts whole.
    let mut all = points.to_vec();
    for f in insets.iter().map(|x| &x.frame) {
        all.extend([f.low, f.pos((f.width, 0.0))]);
    }
    let frame = Frame::around(&all, CELL.0, grid.rows[0]);
    title(parts, None, &from.w.t("preview-overview"), at(0));
    parts.map(from, &frame, draw(from, frame, false, &insets), at(0));
    for (i, (inset, (_, cluster))) in insets.iter().zip(&maps).enumerate() {
        let place = at(grid.cell(i));
        let said = called(from, cluster);
        title(parts, Some(&inset.letter), &said, place);
        let drawn = draw(from, inset.frame, true, &[]);
        parts.map(from, &inset.frame, drawn, place);
    }
    let (x, y) = at(grid.key);
    let y = y - 22.0;
    let _ = write!(
        parts.body,
        "<g transform=\"translate({x:.1} {y:.1})\">{key}</g>"
    );
    let down: f64 = grid.rows.iter().map(|h| h + DOWN).sum();
    let bottom = top + down + 14.0;
    parts.body.push_str(&note(from, width, bottom));
    (width, bottom + 24.0)
}

/// Where several maps and the key stand.
struct Grid {
    columns: usize,
    rows: Vec<f64>,
    /// The cell of the key.
    key: usize,
}

impl Grid {
    /// The grid that needs the least height, the key as late as may be. The first cell is that of
    /// the map of all.
    fn of(points: &[Pos], maps: &[(Vec<Pos>, &Vec<SectionId>)], key_height: f64) -> Self {
        let cells = maps.len() + 2;
        let mut columns = 2;
        while columns * columns < cells && columns < 4 {
            columns += 1;
        }
        let with = |key: usize| {
            let mut heights = vec![wanted(points)];
            heights.extend(maps.iter().map(|m| wanted(&m.0)));
            heights.insert(key, key_height - 40.0);
            let highest = |c: &[f64]| c.iter().copied().fold(0.0, f64::max);
            let rows: Vec<f64> = heights.chunks(columns).map(highest).collect();
            Self { columns, rows, key }
        };
        let mut best = with(cells - 1);
        for other in (1..cells - 1).rev().map(with) {
            if other.height() + 1.0 < best.height() {
                best = other;
            }
        }
        best
    }

    fn height(&self) -> f64 {
        self.rows.iter().sum()
    }

    /// The cell of a map of a part.
    fn cell(&self, map: usize) -> usize {
        map + 1 + usize::from(map + 1 >= self.key)
    }
}

/// The places on the map of each cluster; the higher first, so that maps of about the same height
/// stand side by side.
fn by_height<'c>(
    from: Source<'_>,
    clusters: &'c [Vec<SectionId>],
) -> Vec<(Vec<Pos>, &'c Vec<SectionId>)> {
    let mut maps: Vec<_> = clusters.iter().map(|c| (near(from.s, c), c)).collect();
    maps.sort_by(|a, b| wanted(&b.0).total_cmp(&wanted(&a.0)).then(a.1.cmp(b.1)));
    maps
}

/// How high a map among several wants to be.
fn wanted(points: &[Pos]) -> f64 {
    Frame::wanted_height(points, CELL.0).clamp(CELL.1, CELL.2)
}

/// The heading of a map among several.
fn title(parts: &mut Parts, letter: Option<&str>, said: &str, (x, y): (f64, f64)) {
    let mut left = x;
    if let Some(letter) = letter {
        parts
            .body
            .push_str(&furniture::badge((x + 5.0, y - 19.0), letter));
        left += 24.0;
    }
    let said = cut(said, HEADING, CELL.0 - 30.0);
    parts
        .body
        .push_str(&element(HEADING, left, y - 14.0, "", &said));
}

/// The sections of a map, with their states.
fn called(from: Source<'_>, cluster: &[SectionId]) -> String {
    let one = |id: &SectionId| {
        let x = &from.s.sections[*id];
        let name = plain(&from.w.names.show(x.name.as_str()), 22);
        let of = |id| from.look.side(id).short.clone();
        format!("{name} · {}–{}", of(x.between.0), of(x.between.1))
    };
    cluster.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// A, B, C and so on.
fn letter(i: usize) -> String {
    let c = char::from_u32('A' as u32 + (i % 26) as u32).unwrap_or('?');
    match i / 26 {
        0 => c.to_string(),
        n => format!("{c}{n}"),
    }
}

/// What the sheet is called and about; gives where the maps begin.
fn heading(from: Source<'_>, width: f64) -> (String, f64) {
    let (s, w) = (from.s, from.w);
    let room = width - 2.0 * MARGIN;
    let title = cut(&plain(&w.authored(&s.title), 120), TITLE, room);
    let mut out = element(TITLE, MARGIN, 54.0, "", &title);
    out.push_str(&element(
        HEADING,
        MARGIN,
        80.0,
        "",
        &cut(&facts(from), HEADING, room),
    ));
    let summary = plain(&w.authored(&s.summary), 600);
    let mut y = 80.0;
    if !summary.is_empty() {
        for line in wrapped(&summary, TEXT, room.min(1300.0), 2) {
            y += 19.0;
            out.push_str(&element(TEXT, MARGIN, y, "", &line));
        }
    }
    (out, y + 30.0)
}

/// When it begins, how long it lasts, how much there is.
fn facts(from: Source<'_>) -> String {
    let (s, w) = (from.s, from.w);
    let date = kit::date(w, &s.calendar, SimTime::START);
    let clock = s.calendar.clock(SimTime::START);
    let offset = offset(s.calendar.offset_s);
    let posts = s.sites.iter().filter(|(_, x)| manned(x.kind)).count();
    let start = [
        ("date", text(date)),
        ("time", text(clock)),
        ("offset", text(offset)),
    ];
    let mut out = vec![
        w.f("preview-start", &start),
        w.f(
            "preview-duration",
            &[("length", text(w.length(s.duration)))],
        ),
    ];
    let counts = [
        ("preview-sections", s.sections.len()),
        ("preview-posts", posts),
        ("preview-patrol-count", s.patrols.len()),
    ];
    out.extend(
        counts
            .into_iter()
            .filter(|c| c.1 > 0)
            .map(|(id, n)| w.n(id, n)),
    );
    out.join("  ·  ")
}

/// Local time minus UTC, as `+06:00`.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '−' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What the map takes no stand on.
fn note(from: Source<'_>, width: f64, y: f64) -> String {
    let said = cut(&from.w.t("preview-note"), KEY, width - 2.0 * MARGIN);
    element(KEY, MARGIN, y, "", &said)
}

/// The sheet as a file.
fn whole(from: Source<'_>, width: f64, height: f64, body: &str) -> String {
    let title = escaped(&plain(&from.w.authored(&from.s.title), 120));
    let lang = escaped(&from.w.lang);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{lang}\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" aria-label=\"{title}\" font-family=\"Noto Sans, Segoe UI, Roboto, DejaVu Sans, sans-serif\"><title>{title}</title><style>{STYLE}</style><defs><pattern id=\"cover\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path stroke=\"#7d9a6b\" stroke-width=\"1.200\" d=\"M0 0V7\"/></pattern></defs><rect fill=\"#f4f1e8\" width=\"{width:.0}\" height=\"{height:.0}\"/>{body}</svg>\n"
    )
}
