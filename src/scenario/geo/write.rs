//! From records to a map.

use std::collections::BTreeMap;

use ron2::ast::{Expr, StructBody};
use serde_json::Value;

use crate::notation::decode::tuple_items;
use crate::notation::write::Encode;
use crate::scenario::file::{
    AreaFile, LegFile, Point, RiverFile, ScenarioFile, SectionFile, SiteFile, SitePoint, ViaPoint,
};

use super::columns::{CLAIM, HEIGHTS, WHAT, What};

/// The ground of a scenario as a `FeatureCollection` (RFC 7946), one feature a line: every section,
/// site, leg, area and river with all its fields. [`read`](super::read()) gives equal records.
///
/// A section without a line and without claims cannot be drawn and is left out; so is a leg of whose
/// ends and corners no place is known.
pub fn write(file: &ScenarioFile) -> String {
    let mut features = Vec::new();
    for s in &file.sections {
        section(s, &mut features);
    }
    features.extend(file.sites.iter().map(site));
    let mut places: BTreeMap<&str, &SitePoint> = BTreeMap::new();
    for s in &file.sites {
        places.entry(s.id.as_str()).or_insert(&s.at);
    }
    features.extend(file.legs.iter().filter_map(|l| leg(l, &places)));
    features.extend(file.areas.iter().map(area));
    features.extend(file.rivers.iter().map(river));
    format!(
        "{{\n\"type\": \"FeatureCollection\",\n\"name\": {},\n\"features\": [\n{}\n]\n}}\n",
        quoted(&file.title),
        features.join(",\n")
    )
}

/// The columns of a feature: what it is, and each field under its name.
struct Columns(Vec<(&'static str, String)>);

impl Columns {
    fn of(what: What) -> Self {
        Self(vec![(WHAT, quoted(what.word()))])
    }

    fn with<T: Encode>(mut self, name: &'static str, value: &T) -> Self {
        self.0.push((name, json(&value.encode())));
        self
    }

    /// The feature, drawn so.
    fn feature(&self, kind: &str, coordinates: &str) -> String {
        let columns = self.0.iter().map(|(k, v)| format!("\"{k}\": {v}"));
        let columns = columns.collect::<Vec<_>>().join(", ");
        format!(
            "{{ \"type\": \"Feature\", \"properties\": {{ {columns} }}, \"geometry\": {{ \
             \"type\": \"{kind}\", \"coordinates\": {coordinates} }} }}"
        )
    }
}

fn section(s: &SectionFile, out: &mut Vec<String>) {
    let SectionFile {
        id,
        between,
        status,
        joint,
        line,
        claims,
        band_m,
        setback_m,
        heavy_setback_m,
        sensitive,
        patrol_cap,
        pursuit_annex,
    } = s;
    let columns = |claim: Option<String>| {
        Columns::of(What::Section)
            .with("id", id)
            .with(CLAIM, &claim)
            .with("between", between)
            .with("status", status)
            .with("joint", joint)
            .with("band_m", band_m)
            .with("setback_m", setback_m)
            .with("heavy_setback_m", heavy_setback_m)
            .with("sensitive", sensitive)
            .with("patrol_cap", patrol_cap)
            .with("pursuit_annex", pursuit_annex)
    };
    if !line.is_empty() {
        out.push(columns(None).feature("LineString", &points(line)));
    }
    for (state, line) in claims {
        let columns = columns(Some(state.clone()));
        out.push(columns.feature("LineString", &points(line)));
    }
}

fn site(s: &SiteFile) -> String {
    let SiteFile {
        id,
        name,
        kind,
        state,
        at,
        staff,
        hotline,
        sensors,
        mast_m,
        officers,
        languages,
        interpreters,
        kept_free,
    } = s;
    Columns::of(What::Site)
        .with("id", id)
        .with("name", name)
        .with("kind", kind)
        .with("state", state)
        .with("staff", staff)
        .with("hotline", hotline)
        .with("sensors", sensors)
        .with("mast_m", mast_m)
        .with("officers", officers)
        .with("languages", languages)
        .with("interpreters", interpreters)
        .with("kept_free", kept_free)
        .feature("Point", &position(at.lon.0, at.lat.0, Some(at.alt_m.0)))
}

/// What is known of the heights of a leg's corners: all of them, none, or those that are not 0.
fn heights(via: &[ViaPoint]) -> Option<bool> {
    let known = || via.iter().filter_map(|v| v.alt_m);
    if known().count() == 0 {
        return Some(false);
    }
    let all = known().count() == via.len() || known().any(|a| a.0 == 0.0);
    all.then_some(true)
}

/// A leg with the places of its ends. Where no corner has a height, the whole line has none; an end
/// that has no known place stands at the corner next to it.
fn leg(l: &LegFile, places: &BTreeMap<&str, &SitePoint>) -> Option<String> {
    let LegFile {
        from,
        to,
        surface,
        via,
        modes,
        months,
        closed,
    } = l;
    let high = via.iter().any(|v| v.alt_m.is_some());
    let corner = |v: &ViaPoint| position(v.lon.0, v.lat.0, v.alt_m.map(|a| a.0));
    let end = |name: &str| {
        let at = places.get(name)?;
        Some(position(at.lon.0, at.lat.0, high.then_some(at.alt_m.0)))
    };
    let (first, last) = (end(from.as_str()), end(to.as_str()));
    let begin = first.clone().or_else(|| via.first().map(corner));
    let finish = last.or_else(|| via.last().map(corner)).or(first);
    let begin = begin.or_else(|| finish.clone())?;
    let mut corners = vec![begin];
    corners.extend(via.iter().map(corner));
    corners.extend(finish);
    let columns = Columns::of(What::Leg)
        .with("from", from)
        .with("to", to)
        .with("surface", surface)
        .with(HEIGHTS, &heights(via))
        .with("modes", modes)
        .with("months", months)
        .with("closed", closed);
    Some(columns.feature("LineString", &format!("[{}]", corners.join(", "))))
}

fn area(a: &AreaFile) -> String {
    let AreaFile { id, cover, outline } = a;
    let mut ring = outline.clone();
    ring.extend(outline.first().cloned());
    Columns::of(What::Area)
        .with("id", id)
        .with("cover", cover)
        .feature("Polygon", &format!("[{}]", points(&ring)))
}

fn river(r: &RiverFile) -> String {
    let RiverFile { id, line, crossing } = r;
    Columns::of(What::River)
        .with("id", id)
        .with("crossing", crossing)
        .feature("LineString", &points(line))
}

fn points(line: &[Point]) -> String {
    let corners = line.iter().map(|p| position(p.lon.0, p.lat.0, None));
    format!("[{}]", corners.collect::<Vec<_>>().join(", "))
}

/// A position with as many digits as its numbers need to read back the same.
fn position(lon: f64, lat: f64, alt: Option<f64>) -> String {
    match alt {
        Some(alt) => format!("[{lon}, {lat}, {alt}]"),
        None => format!("[{lon}, {lat}]"),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A tree as JSON: words as texts, tuples as lists, records as objects, `None` as null.
pub fn json(tree: &Expr<'_>) -> String {
    let listed = |items: Vec<String>| format!("[{}]", items.join(", "));
    match tree {
        Expr::Bool(b) => b.value.to_string(),
        Expr::Number(n) => n.raw.to_string(),
        Expr::String(s) => quoted(&s.value),
        Expr::Seq(s) => listed(s.items.iter().map(|i| json(&i.expr)).collect()),
        Expr::AnonStruct(s) => {
            let field = |name: &str, value| format!("{}: {}", quoted(name), json(value));
            let fields = s.fields.iter().map(|f| field(&f.name.name, &f.value));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        Expr::Struct(s) if s.name.name == "None" => "null".to_owned(),
        Expr::Struct(s) if !matches!(s.body, Some(StructBody::Tuple(_))) => quoted(&s.name.name),
        other => match tuple_items(other) {
            Some(items) => listed(items.into_iter().map(json).collect()),
            None => "null".to_owned(),
        },
    }
}
