//! Sections, and who went where, as GeoJSON (RFC 7946): longitude and latitude in WGS 84.

use ::geojson::{Feature, FeatureCollection, Geometry, JsonObject};
use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::{Value, json};

use crate::aar::replay::{self, Mover, Track, What};
use crate::aar::review::Review;
use crate::base::geo::{Polyline, Pos};
use crate::base::plane::Plane;
use crate::base::time::{Calendar, SimTime};
use crate::journal::event::Waypoint;
use crate::report::words::Words;
use crate::scenario::border::Section;
use crate::scenario::{Scenario, StateId};

/// Positions are rounded to one part of so many of a degree: about a centimetre.
const PARTS: f64 = 1e7;

/// The sections that the edition shows: the line, and where none is agreed, both claims.
pub fn sections(w: &Words, r: &Review<'_>) -> Vec<u8> {
    let all = r.run.scenario.sections.iter();
    let seen = all.filter(|(_, s)| r.sight.state.is_none_or(|own| s.concerns(own)));
    written(seen.flat_map(|(_, s)| section(w, r.run.scenario, s)))
}

fn section(w: &Words, scenario: &Scenario, s: &Section) -> Vec<Feature> {
    let state = |id: StateId| w.names.state(scenario.states[id].name.as_str());
    let of = |line: &Polyline, role: &str, whose: Option<StateId>| {
        let properties = json!({
            "id": w.names.show(s.name.as_str()),
            "status": s.status.word(),
            "joint": s.joint,
            "between": format!("{}-{}", state(s.between.0), state(s.between.1)),
            "role": role,
            "state": whose.map(state),
        });
        let places = line.points().iter().map(|p| position(&scenario.plane, *p));
        feature(places.collect(), properties)
    };
    let mut out = Vec::from_iter(of(&s.line, "line", None));
    if s.band_m > 0.0 {
        out.extend(of(&s.own_lines[0], "claim", Some(s.between.0)));
        out.extend(of(&s.own_lines[1], "claim", Some(s.between.1)));
    }
    out
}

/// Who went where: units, citizens and groups as they truly were, each span of time a feature of
/// its own, and what each side believed, as tracks.
pub fn tracks(w: &Words, r: &Review<'_>) -> Vec<u8> {
    let movers = r.replay.movers.iter();
    let truly = movers.flat_map(|m| m.spans.iter().filter_map(|s| mover(w, r, m, *s)));
    let believed = r.replay.tracks.iter().filter_map(|t| track(w, r, t));
    written(truly.chain(believed))
}

fn mover(w: &Words, r: &Review<'_>, m: &Mover, span: (SimTime, SimTime)) -> Option<Feature> {
    let scenario = r.run.scenario;
    let (role, kind, state) = match &m.what {
        What::Unit(id) => {
            let unit = &scenario.units[*id];
            ("unit", unit.mode.word().to_owned(), Some(unit.state))
        }
        What::Citizens(id) => {
            let citizens = &scenario.civilians[*id];
            let kind = citizens.kind.word().to_owned();
            ("citizens", kind, Some(citizens.state))
        }
        What::Group(kind) => ("group", w.names.show(kind.as_str()), None),
    };
    let state = state.map(|id| w.names.state(scenario.states[id].name.as_str()));
    let properties = json!({
        "role": role,
        "id": w.names.show(m.name.as_str()),
        "name": w.names.thing(m.name.as_str()),
        "kind": kind,
        "state": state,
    });
    moving(scenario, &cut(&m.path, span), properties)
}

fn track(w: &Words, r: &Review<'_>, t: &Track) -> Option<Feature> {
    let scenario = r.run.scenario;
    let classes = t.classes.iter().map(|(at, class)| {
        json!({
            "at_ms": at.0,
            "at": instant(&scenario.calendar, *at),
            "class": w.names.show(class.as_str()),
        })
    });
    let properties = json!({
        "role": "track",
        "id": w.names.show(t.name.as_str()),
        "name": w.names.thing(t.name.as_str()),
        "state": w.names.state(t.state.as_str()),
        "classes": classes.collect::<Vec<_>>(),
        "closed_ms": t.closed.map(|at| at.0),
        "closed": t.closed.map(|at| instant(&scenario.calendar, at)),
    });
    moving(scenario, &t.fixes, properties)
}

/// A path from an instant to another; at its end, where it was at rest by then.
fn cut(path: &[Waypoint], (from, to): (SimTime, SimTime)) -> Vec<Waypoint> {
    let mut out = Vec::from_iter(replay::at(path, from));
    out.extend(path.iter().filter(|w| from < w.0 && w.0 < to));
    out.extend(replay::at(path, to));
    out
}

/// A path with the instant of each of its corners.
fn moving(scenario: &Scenario, path: &[Waypoint], mut properties: Value) -> Option<Feature> {
    let times = path.iter().map(|w| instant(&scenario.calendar, w.0));
    properties["times"] = times.collect();
    properties["times_ms"] = path.iter().map(|w| w.0.0).collect();
    let places = path
        .iter()
        .map(|w| position(&scenario.plane, Pos::new(w.1, w.2)));
    feature(places.collect(), properties)
}

/// A line; what has one place only is a set of one point.
fn feature(places: Vec<[f64; 2]>, properties: Value) -> Option<Feature> {
    let geometry = match places.len() {
        0 => return None,
        1 => Geometry::new_multi_point(places),
        _ => Geometry::new_line_string(places),
    };
    let properties: Option<JsonObject> = match properties {
        Value::Object(fields) => Some(fields),
        _ => None,
    };
    Some(Feature {
        geometry: Some(geometry),
        properties,
        ..Feature::default()
    })
}

/// Degrees east and degrees north.
fn position(plane: &Plane, p: Pos) -> [f64; 2] {
    let at = plane.lonlat(p);
    // What is added last makes a plain zero of a negative one.
    [at.lon, at.lat].map(|x| (x * PARTS).round() / PARTS + 0.0)
}

/// An instant by ISO 8601, with the offset of the exercise from UTC.
fn instant(calendar: &Calendar, at: SimTime) -> String {
    let offset = Offset::from_seconds(calendar.offset_s).unwrap_or(Offset::UTC);
    Timestamp::from_millisecond(calendar.epoch_ms.saturating_add(at.0)).map_or_else(
        |_| String::new(),
        |t| t.display_with_offset(offset).to_string(),
    )
}

fn written(features: impl Iterator<Item = Feature>) -> Vec<u8> {
    let mut text = FeatureCollection::new(features).to_string();
    text.push('\n');
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use ::geojson::GeometryValue;

    use super::*;
    use crate::base::plane::LonLat;

    #[test]
    fn what_is_written_parses_back() {
        let plane = Plane::new(LonLat {
            lon: 70.5,
            lat: 40.0,
        });
        let places = vec![
            position(&plane, Pos::new(0.0, 0.0)),
            position(&plane, Pos::new(1000.0, -2000.0)),
        ];
        let hostile = json!({"name": "</script>\"\n", "times_ms": [0, 60_000]});
        let one = feature(places[..1].to_vec(), Value::Null);
        let line = feature(places.clone(), hostile.clone());
        assert!(feature(Vec::new(), Value::Null).is_none());
        let bytes = written(line.into_iter().chain(one));
        let read: FeatureCollection = std::str::from_utf8(&bytes).unwrap().parse().unwrap();
        let of = |i: usize| read.features[i].geometry.as_ref().map(|g| &g.value);
        assert_eq!(places[0], [70.5, 40.0]);
        assert_eq!(of(0), Some(&GeometryValue::new_line_string(places.clone())));
        assert_eq!(of(1), Some(&GeometryValue::new_multi_point([places[0]])));
        assert_eq!(read.features[0].properties, hostile.as_object().cloned());
    }

    #[test]
    fn paths_are_cut_to_their_span() {
        let at = |t: i64, x: f64| Waypoint(SimTime(t), x, 0.0);
        let path = [at(10, 0.0), at(20, 10.0), at(40, 10.0)];
        let span = |a: i64, b: i64| cut(&path, (SimTime(a), SimTime(b)));
        assert_eq!(span(15, 30), [at(15, 5.0), at(20, 10.0), at(30, 10.0)]);
        assert_eq!(span(0, 20), [at(10, 0.0), at(20, 10.0)]);
        assert_eq!(span(0, 5), []);
    }

    #[test]
    fn instants_keep_their_offset() {
        let calendar = Calendar::parse("2022-06-27T06:00:00+06:00").unwrap();
        for (at, written) in [
            (0, "2022-06-27T06:00:00+06:00"),
            (-60_000, "2022-06-27T05:59:00+06:00"),
            (1_500, "2022-06-27T06:00:01.5+06:00"),
            (i64::MAX, ""),
        ] {
            assert_eq!(instant(&calendar, SimTime(at)), written);
        }
    }
}
