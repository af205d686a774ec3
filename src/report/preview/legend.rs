//! The key: what the signs mean, only those that occur.

use std::collections::BTreeSet;

use crate::report::preview::border::{BAND, dashes, rings};
use crate::report::preview::ground::{WATER, strokes};
use crate::report::preview::look::{FLOW, HEADING, KEY};
use crate::report::preview::marks::meetings;
use crate::report::preview::people::{HOTLINE, Sort, WORK, comes, how, lines};
use crate::report::preview::picture::Source;
use crate::report::preview::signs::{meeting, sign};
use crate::report::preview::text::{element, wrapped};
use crate::report::preview::{look, routes};
use crate::report::words::text;
use crate::scenario::StateId;
use crate::scenario::file::{SiteKind, Status, Surface};

/// The width of a picture in the key.
const PICTURE: f64 = 46.0;
/// The height of a row of one line, the distance of lines, and how much each further one adds.
const ROW: (f64, f64, f64) = (23.0, 12.5, 9.0);
/// Room over a heading, and its height.
const HEAD: (f64, f64) = (14.0, 22.0);

/// A sign with its meaning.
struct Row {
    picture: String,
    said: String,
}

/// Signs of one sort.
struct Group {
    title: String,
    rows: Vec<Row>,
}

fn path(stroke: &str) -> String {
    format!("<path fill=\"none\" {stroke} d=\"M3 11H41\"/>")
}

fn row(picture: String, said: String) -> Row {
    Row { picture, said }
}

/// All groups with something in them.
fn groups(from: Source<'_>) -> Vec<Group> {
    let groups = [
        ("preview-states", states(from)),
        ("preview-border", border(from)),
        ("preview-places", places(from)),
        ("preview-ground", ground(from)),
        ("preview-patrols", patrols(from)),
        ("preview-people", people(from)),
    ];
    let groups = groups.into_iter().map(|(id, rows)| Group {
        title: from.w.t(id),
        rows,
    });
    groups.filter(|g| !g.rows.is_empty()).collect()
}

fn states(from: Source<'_>) -> Vec<Row> {
    let sides = from.look.sides().iter();
    sides
        .map(|side| {
            let said = match side.short == side.full {
                true => side.full.clone(),
                false => format!("{} · {}", side.short, side.full),
            };
            let picture = sign((22.0, 11.0), SiteKind::Post, side.colour, &side.letter);
            row(picture, said)
        })
        .collect()
}

fn border(from: Source<'_>) -> Vec<Row> {
    let sections = || from.s.sections.iter().map(|(_, x)| x);
    let mut out = Vec::new();
    for status in [Status::Demarcated, Status::Delimited] {
        if sections().any(|x| x.status == status) {
            let dash = dashes(status);
            let line = path(&format!(
                "stroke=\"#15181b\" stroke-width=\"2.800\" stroke-dasharray=\"{dash}\""
            ));
            out.push(row(line, from.w.t(&format!("kit-line-{}", status.word()))));
        }
    }
    let open = sections().filter(|x| x.status == Status::Undefined);
    let states: BTreeSet<StateId> = open.flat_map(|x| [x.between.0, x.between.1]).collect();
    for id in states {
        let side = from.look.side(id);
        let (colour, dash) = (side.colour, side.dashes);
        let line = path(&format!(
            "stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\""
        ));
        let said = [("of", text(side.short.clone()))];
        out.push(row(line, from.w.f("kit-line-claim", &said)));
    }
    if sections().any(|x| x.status == Status::Undefined) {
        let band = path(&format!(
            "stroke=\"{BAND}\" stroke-width=\"9\" opacity=\".5\""
        ));
        out.push(row(band, from.w.t("preview-band")));
    }
    if sections().any(|x| x.joint) {
        out.push(row(
            rings((22.0, 11.0), (1.0, 0.0)),
            from.w.t("preview-joint"),
        ));
    }
    out
}

fn places(from: Source<'_>) -> Vec<Row> {
    let mut out = Vec::new();
    for kind in SiteKind::ALL {
        if from.s.sites.iter().any(|(_, x)| x.kind == *kind) {
            let picture = sign((22.0, 11.0), *kind, look::NOBODY, "");
            // What is higher than a row is drawn smaller.
            let picture = match kind {
                SiteKind::Headquarters => smaller(&picture, 0.75, 13.0),
                _ => picture,
            };
            out.push(row(picture, from.w.word(kind.word())));
        }
    }
    if !meetings(from.s).is_empty() {
        let ring = smaller(&meeting((22.0, 11.0)), 0.72, 11.0);
        out.push(row(ring, from.w.t("kit-sign-meeting")));
    }
    out
}

/// A picture drawn smaller, its middle so far down.
fn smaller(picture: &str, share: f64, down: f64) -> String {
    format!("<g transform=\"translate(22 {down}) scale({share}) translate(-22 -11)\">{picture}</g>")
}

fn ground(from: Source<'_>) -> Vec<Row> {
    let mut out = Vec::new();
    for surface in Surface::ALL {
        if from
            .s
            .network
            .legs
            .iter()
            .any(|(_, l)| l.surface == *surface)
        {
            let lines = strokes(*surface).iter().map(|s| path(s));
            let said = match surface {
                Surface::River => from.w.t("preview-by-water"),
                _ => from.w.word(surface.word()),
            };
            out.push(row(lines.collect(), said));
        }
    }
    if !from.s.rivers.is_empty() {
        let line = path(&format!(
            "stroke=\"{WATER}\" stroke-width=\"7\" opacity=\".75\""
        ));
        out.push(row(line, from.w.word("river")));
    }
    if !from.s.areas.is_empty() {
        let area = "M4 4H40V18H4z";
        out.push(row(
            format!("<path fill=\"#dfe9d3\" d=\"{area}\"/><path fill=\"url(#cover)\" stroke=\"#7d9a6b\" stroke-width=\".9\" d=\"{area}\"/>"),
            from.w.t("preview-cover"),
        ));
    }
    if from.s.sites.iter().any(|(_, x)| !x.sensors.is_empty()) {
        let arc = "<path fill=\"none\" stroke=\"#33383d\" stroke-width=\"1\" stroke-dasharray=\"1.500 4\" d=\"M4 20A20 20 0 0 1 40 20\"/>";
        out.push(row(arc.to_owned(), from.w.t("preview-sees")));
    }
    out
}

fn patrols(from: Source<'_>) -> Vec<Row> {
    let [joint, alone, along, air] = routes::kinds(from.s);
    let colour = look::NOBODY;
    let all = |joint: bool| {
        routes::strokes(joint, colour)
            .iter()
            .map(|s| path(s))
            .collect()
    };
    let mut out = Vec::new();
    if joint {
        out.push(row(all(true), from.w.t("preview-patrol-joint")));
    }
    if alone {
        out.push(row(all(false), from.w.t("preview-patrol-alone")));
    }
    if along {
        out.push(row(
            routes::chevrons(&[(2.0, 11.0), (44.0, 11.0)], colour),
            from.w.t("preview-patrol-along"),
        ));
    }
    if air {
        out.push(row(
            path(&routes::flown(colour)),
            from.w.t("preview-patrol-air"),
        ));
    }
    out
}

fn people(from: Source<'_>) -> Vec<Row> {
    let mut out = Vec::new();
    for sort in Sort::ALL.into_iter().filter(|x| comes(from.s, *x)) {
        let (colour, dash) = sort.look();
        let picture = format!(
            "<path fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.500\" stroke-dasharray=\"{dash}\" d=\"M3 15Q20 3 36 10\"/><path fill=\"{colour}\" d=\"M43 13L33.500 13.500 36 10 35.500 6z\"/>"
        );
        out.push(row(picture, from.w.t(sort.text())));
    }
    let sample = |text: &str| element(FLOW, 22.0, 15.0, " text-anchor=\"middle\"", text);
    let [often, set] = how(from.s);
    if often {
        let n = from.w.f("preview-per-day", &[("n", text("3"))]);
        out.push(row(sample(&n), from.w.t("preview-often")));
    }
    if set {
        out.push(row(sample("2×"), from.w.t("preview-set")));
    }
    if !from.s.civilians.is_empty() {
        out.push(row(path(WORK), from.w.t("preview-work")));
    }
    if !lines(from.s).is_empty() {
        out.push(row(path(HOTLINE), from.w.word("hotline")));
    }
    out
}

/// The key in columns of a width, and how high it is. Groups stay whole; with several columns, they
/// are about equally high.
pub(super) fn key(from: Source<'_>, columns: usize, width: f64) -> (String, f64) {
    let drawn: Vec<(String, f64)> = groups(from).iter().map(|g| group(g, width)).collect();
    let whole: f64 = drawn.iter().map(|g| g.1).sum();
    let high = drawn.iter().fold(whole / columns as f64, |h, g| h.max(g.1));
    let (mut out, mut x, mut y, mut most) = (String::new(), 0.0, 0.0, 0.0f64);
    let mut column = 1;
    for (svg, h) in drawn {
        if y > 0.0 && y + h * 0.6 > high && column < columns {
            column += 1;
            x += width + 20.0;
            y = 0.0;
        }
        out.push_str(&format!(
            "<g transform=\"translate({x:.1} {y:.1})\">{svg}</g>"
        ));
        y += h;
        most = most.max(y);
    }
    (out, most)
}

fn group(g: &Group, width: f64) -> (String, f64) {
    let mut y = HEAD.0;
    let mut out = element(HEADING, 0.0, y, "", &g.title);
    y += HEAD.1 - HEAD.0;
    for r in &g.rows {
        let said = wrapped(&r.said, KEY, width - PICTURE, 2);
        out.push_str(&format!(
            "<g transform=\"translate(0 {y:.1})\">{}</g>",
            r.picture
        ));
        for (i, line) in said.iter().enumerate() {
            let base = y + 15.0 + ROW.1 * i as f64 - if said.len() > 1 { 2.0 } else { 0.0 };
            out.push_str(&element(KEY, PICTURE + 4.0, base, "", line));
        }
        y += ROW.0 + ROW.2 * (said.len() - 1) as f64;
    }
    (out, y + 10.0)
}
