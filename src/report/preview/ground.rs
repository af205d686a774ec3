//! The ground: cover, waters, ways, and how far what is mounted at places sees.

use std::collections::BTreeSet;

use crate::report::preview::frame::{along, path};
use crate::report::preview::look::NOTE;
use crate::report::preview::picture::{Picture, Source};
use crate::report::preview::place::{Ask, Spot};
use crate::report::preview::text::plain;
use crate::report::words::text;
use crate::scenario::SensorId;
use crate::scenario::file::Surface;

/// The colour of waters and of their names.
pub(super) const WATER: &str = "#8dbbe0";
const WATER_NAME: &str = "#2c6592";
/// The colour of names of covers.
const COVER_NAME: &str = "#47683a";
/// Sixteen directions around a place, as cosine and sine.
const AROUND: [(f64, f64); 16] = [
    (0.707, -0.707),
    (-0.707, -0.707),
    (0.3827, -0.9239),
    (-0.3827, -0.9239),
    (0.9239, -0.3827),
    (-0.9239, -0.3827),
    (0.0, -1.0),
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.9239, 0.3827),
    (-0.9239, 0.3827),
    (0.707, 0.707),
    (-0.707, 0.707),
    (0.3827, 0.9239),
    (-0.3827, 0.9239),
    (0.0, 1.0),
];

/// Areas of cover, hatched.
pub(super) fn areas(m: &mut Picture<'_>) {
    let s = m.from.s;
    for (_, area) in s.areas.iter() {
        let spots = m.frame.line(area.outline.points());
        let d = path(&spots);
        m.add(&format!(
            "<path fill=\"#dfe9d3\" d=\"{d}z\"/><path fill=\"url(#cover)\" stroke=\"#7d9a6b\" stroke-width=\".9\" d=\"{d}z\"/>"
        ));
        let corners = spots.len().max(1) as f64;
        let sum = spots.iter().fold((0.0, 0.0), |a, p| (a.0 + p.0, a.1 + p.1));
        let top = spots.iter().fold(f64::INFINITY, |y, p| y.min(p.1));
        let middle = (sum.0 / corners, sum.1 / corners);
        note(
            m,
            area.name.as_str(),
            vec![middle, (middle.0, top + 9.0)],
            COVER_NAME,
        );
    }
}

/// Rivers that hold up whoever crosses them.
pub(super) fn rivers(m: &mut Picture<'_>) {
    let s = m.from.s;
    for (_, river) in s.rivers.iter() {
        let spots = m.frame.line(river.line.points());
        let wide = if m.near { 9.0 } else { 3.0 };
        m.line(
            &spots,
            &format!("stroke=\"{WATER}\" stroke-width=\"{wide}\" stroke-linecap=\"round\" opacity=\".75\""),
        );
        let beside = [0.12, 0.88, 0.3, 0.7, 0.5].map(|share| {
            let ((x, y), (dx, dy)) = along(&spots, share);
            (x - dy * 14.0, y + dx * 14.0)
        });
        note(m, river.name.as_str(), beside.to_vec(), WATER_NAME);
    }
}

/// The name of an area or a river.
fn note(m: &mut Picture<'_>, name: &str, spots: Vec<Spot>, colour: &'static str) {
    if !m.near {
        return;
    }
    let text = plain(&m.from.w.names.thing(name), 26);
    m.ask(Ask {
        spots,
        clear: 0.0,
        text,
        face: NOTE,
        colour: Some(colour),
        rank: 6,
        far: false,
    });
}

/// How any way is drawn on a map from afar.
const FAINT: &[&str] = &["stroke=\"#8b7b67\" stroke-width=\".800\" opacity=\".7\""];

/// How a surface is drawn: paths over each other.
pub(super) fn strokes(surface: Surface) -> &'static [&'static str] {
    match surface {
        Surface::Road => &[
            "stroke=\"#6f655a\" stroke-width=\"4\"",
            "stroke=\"#fff7e0\" stroke-width=\"2.400\"",
        ],
        Surface::Track => &["stroke=\"#8b7b67\" stroke-width=\"1.700\""],
        Surface::Trail => {
            &["stroke=\"#8b7b67\" stroke-width=\"1.400\" stroke-dasharray=\"4 2.500\""]
        }
        Surface::River => &["stroke=\"#3f86bf\" stroke-width=\"2\" stroke-dasharray=\"7 3\""],
        Surface::Ford => &["stroke=\"#3f86bf\" stroke-width=\"1.800\" stroke-dasharray=\"2 2\""],
    }
}

/// The ways between places, by surface.
pub(super) fn ways(m: &mut Picture<'_>) {
    let s = m.from.s;
    // Roads over tracks over trails.
    let order = [
        Surface::Trail,
        Surface::Ford,
        Surface::River,
        Surface::Track,
        Surface::Road,
    ];
    for surface in order {
        let strokes = if m.near { strokes(surface) } else { FAINT };
        for stroke in strokes {
            for (_, leg) in s.network.legs.iter().filter(|(_, l)| l.surface == surface) {
                let spots = m.frame.line(leg.line.points());
                m.line(&spots, &format!("stroke-linecap=\"round\" {stroke}"));
            }
        }
    }
    if m.near {
        for (_, leg) in s.network.legs.iter() {
            let spots = m.frame.line(leg.line.points());
            m.avoid(&spots);
        }
    }
}

/// What a type of sensor is called.
pub(super) fn sensor_name(from: Source<'_>, id: SensorId) -> String {
    let name = from.s.sensors[id].name.as_str();
    let key = format!("kit-sensor-{name}");
    let known = from.w.t(&key);
    plain(
        &if known == key {
            from.w.names.show(name)
        } else {
            known
        },
        40,
    )
}

/// How far sensors see that are mounted at places.
pub(super) fn reach(m: &mut Picture<'_>) {
    let s = m.from.s;
    for (_, site) in s.sites.iter() {
        let own: BTreeSet<SensorId> = site.sensors.iter().copied().collect();
        for id in own {
            let (x, y) = m.frame.at(site.pos);
            let r = s.sensors[id].day_m * m.frame.scale;
            if !m.touches(&[(x - r, y - r), (x + r, y + r)]) {
                continue;
            }
            let colour = m.from.look.colour(site.state);
            m.add(&format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\" fill=\"{colour}\" fill-opacity=\".035\" stroke=\"{colour}\" stroke-opacity=\".55\" stroke-width=\".9\" stroke-dasharray=\"1.500 4\"/>"
            ));
            let said = [
                ("sensor", text(sensor_name(m.from, id))),
                ("distance", text(m.from.w.distance(s.sensors[id].day_m))),
            ];
            let spots = AROUND.map(|(c, s)| (x + c * r, y + s * r));
            m.ask(Ask {
                spots: spots.to_vec(),
                clear: 0.0,
                text: m.from.w.f("preview-reach", &said),
                face: NOTE,
                colour: Some(colour),
                rank: 7,
                far: false,
            });
        }
    }
}
