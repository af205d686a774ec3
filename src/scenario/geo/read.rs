//! From a map to records.

use crate::base::diag::{Diagnostics, Sources, Span};
use crate::notation::decode::Decode;
use crate::notation::kinds::Real;
use crate::notation::record::Described;
use crate::notation::syntax::SIZE_MAX;
use crate::scenario::file::{AreaFile, IncludeFile, Point, RiverFile, SiteFile};

use super::columns::{ALT, Shape, What};
use super::faults::Faults;
use super::feature::{self, Feature, Field};
use super::json::{Fault, Piece};
use super::shape::{self, Corner, Drawn, member};
use super::values::{self, Place};
use super::{legs, sections};

/// A file of more features is refused.
const FEATURES_MOST: usize = 10_000;
const BYTE_ORDER: char = '\u{feff}';

/// Reads a map that was added to the sources: a `FeatureCollection` as QGIS writes it. With any
/// error the value is `None`. All places, also those that the records keep, are places in the map.
pub fn read(sources: &Sources, file: u32, diags: &mut Diagnostics) -> Option<IncludeFile> {
    let text = sources.get(file)?.text.as_str();
    let mut faults = Faults::of(file);
    let include = collection(text, &mut faults);
    // What breaks off has its fault behind its last byte.
    let end = text.len().max(1) as u32;
    for fault in faults.diags.each() {
        fault.span.end = fault.span.end.min(end);
        fault.span.start = fault.span.start.min(fault.span.end);
    }
    let broken = faults.diags.has_errors();
    diags.append(faults.diags);
    include.filter(|_| !broken)
}

fn collection(text: &str, faults: &mut Faults) -> Option<IncludeFile> {
    if text.len() > SIZE_MAX {
        let message = format!(
            "the file has {} bytes; at most {SIZE_MAX} are read",
            text.len()
        );
        faults.error("file-too-large", (0, 1), message, "split it with `include`");
        return None;
    }
    let body = text.trim_start_matches(BYTE_ORDER);
    let members = Piece::whole(body, text.len() - body.len()).and_then(|whole| {
        whole.members().unwrap_or_else(|| {
            Err(Fault {
                at: whole.start,
                message: "this is no JSON object".to_owned(),
            })
        })
    });
    let members = match members {
        Ok(members) => members,
        Err(fault) => {
            faults.syntax(fault);
            return None;
        }
    };
    let kind = member(&members, "type").and_then(Piece::word);
    let features = member(&members, "features").and_then(Piece::items);
    let (Some("FeatureCollection"), Some(features)) = (kind.as_deref(), features) else {
        let help = "in QGIS, export a layer as GeoJSON";
        let message = "this is no `FeatureCollection` with `features`";
        faults.error("geojson-syntax", (0, 1), message, help);
        return None;
    };
    if features.len() > FEATURES_MOST {
        let n = features.len();
        let message = format!("the file has {n} features; at most {FEATURES_MOST} are read");
        faults.error("file-too-large", (0, 1), message, "split it with `include`");
        return None;
    }
    if let Some(crs) = member(&members, "crs") {
        reference(*crs, faults);
    }
    let name = member(&members, "name").and_then(Piece::word);
    let of = name.as_deref().and_then(What::of_name);
    let mut found = Vec::new();
    for (i, piece) in features.into_iter().enumerate() {
        found.extend(feature::read(piece, i + 1, of, faults));
        if faults.full() {
            break;
        }
    }
    records(&found, faults)
}

/// Maps are in degrees of WGS 84.
fn reference(crs: Piece<'_>, faults: &mut Faults) {
    if crs.is_null() {
        return;
    }
    fn inner<'t>(piece: Piece<'t>, name: &str) -> Option<Piece<'t>> {
        let members = piece.members()?.ok()?;
        member(&members, name).copied()
    }
    let name = inner(crs, "properties").and_then(|p| inner(p, "name"));
    let place = name.unwrap_or(crs);
    let (at, word) = ((place.start, place.end()), place.word().unwrap_or_default());
    let known = ["CRS84", "CRS84H", "4326", "4979"];
    let last = word.rsplit([':', '/']).next().unwrap_or("").to_uppercase();
    if !known.contains(&last.as_str()) {
        let word: String = word.chars().take(60).collect();
        let message = format!("the coordinates are in `{word}` and not in degrees of WGS 84");
        let help = "export the layer with the CRS EPSG:4326";
        faults.error("geojson-crs", at, message, help);
    }
}

/// The records of all features, each kind in the order of the file.
fn records(found: &[Feature<'_>], faults: &mut Faults) -> Option<IncludeFile> {
    let empty = values::record(Vec::new(), (0, 1));
    let mut out: IncludeFile = faults.decode(&empty, "the file")?;
    let mut whole = true;
    for f in found {
        if faults.full() {
            return None;
        }
        match f.what {
            What::Site | What::Pasture => out.sites.extend(site(f, faults)),
            What::Area => out.areas.extend(area(f, faults)),
            What::River => out.rivers.extend(river(f, faults)),
            What::Leg | What::Section => {}
        }
    }
    let of = |what: What| found.iter().filter(move |f| f.what == what);
    out.sections = sections::sections(of(What::Section), faults);
    let sites = legs::Sites::of(&out.sites);
    for f in of(What::Leg) {
        match legs::leg(f, &sites, faults) {
            Some(leg) => out.legs.push(leg),
            None => whole = false,
        }
    }
    whole.then_some(out)
}

/// A record without what is drawn, which is put in afterwards. `placeholder` stands for a list that
/// must be there.
pub fn record<T: Decode + Described>(
    f: &Feature<'_>,
    mut fields: Vec<Field>,
    placeholder: Option<&str>,
    faults: &mut Faults,
) -> Option<T> {
    let full = f.is_full::<T>(&fields, faults);
    if let Some(name) = placeholder {
        fields.push((name.to_owned(), f.at, values::list(Vec::new(), f.at)));
    }
    let called = |span: Span| f.called(span.start as usize);
    full.then(|| faults.decode_or(&values::record(fields, f.at), called, None))
        .flatten()
}

/// The places of a line.
pub fn points(corners: &[Corner<'_>]) -> Vec<Point> {
    let point = |c: &Corner<'_>| Point {
        lon: c.lon,
        lat: c.lat,
    };
    corners.iter().map(point).collect()
}

/// The corners of something that is drawn as a line.
pub fn line<'t>(f: &Feature<'t>, faults: &mut Faults) -> Option<Vec<Corner<'t>>> {
    match f.drawn(faults)? {
        Drawn::Line(corners) => Some(corners),
        other => {
            f.misdrawn(&other, faults);
            None
        }
    }
}

fn site(f: &Feature<'_>, faults: &mut Faults) -> Option<SiteFile> {
    let mut fields = f.fields(faults);
    let pasture = fields.iter().any(|c| {
        c.0 == "kind" && matches!(&c.2, ron2::ast::Expr::Struct(s) if s.name.name == "pasture")
    });
    if f.what == What::Pasture && !fields.iter().any(|c| c.0 == "kind") {
        let kind = values::word("pasture", f.at);
        fields.push(("kind".to_owned(), f.at, kind));
    }
    let at = match f.drawn(faults) {
        Some(Drawn::Point(corner)) => Some((corner.lon.0, corner.lat.0, corner.alt)),
        Some(Drawn::Polygon(rings)) if pasture || f.what == What::Pasture => {
            let middle = shape::within(&rings).map(|(lon, lat)| (lon, lat, None));
            if middle.is_none() {
                let message = format!("{} is drawn as an area without extent", f.thing);
                faults.geometry(f.drawn_at(), message, "draw it with three corners or more");
            }
            middle
        }
        Some(other) => {
            f.misdrawn(&other, faults);
            None
        }
        None => None,
    };
    let place = f.drawn_at();
    let (lon, lat, alt) = at.unwrap_or((0.0, 0.0, None));
    fields.push(("at".to_owned(), place, position(f, (lon, lat), alt, faults)));
    let site = record(f, fields, None, faults);
    at.and(site)
}

/// A place with its height: that of the point, else that of the column.
fn position(
    f: &Feature<'_>,
    (lon, lat): (f64, f64),
    alt: Option<Piece<'_>>,
    faults: &mut Faults,
) -> values::Tree {
    let place = f.drawn_at();
    let mut at: Vec<Field> = [("lon", lon), ("lat", lat)]
        .map(|(name, x)| {
            (
                name.to_owned(),
                place,
                values::number(&x.to_string(), place),
            )
        })
        .into();
    let said = alt.filter(|p| !p.is_zero()).or_else(|| f.piece(ALT));
    if let Some(alt) = said.or(alt) {
        match values::tree(alt, Shape::Number) {
            Ok(Some(tree)) => at.push((ALT.to_owned(), (alt.start, alt.end()), tree)),
            Ok(None) => {}
            Err(fault) => faults.syntax(fault),
        }
    }
    values::record(at, place)
}

fn area(f: &Feature<'_>, faults: &mut Faults) -> Option<AreaFile> {
    let fields = f.fields(faults);
    let outline = match f.drawn(faults) {
        Some(Drawn::Polygon(rings)) => outline(f, &rings, faults),
        Some(other) => {
            f.misdrawn(&other, faults);
            None
        }
        None => None,
    };
    let mut area: AreaFile = record(f, fields, Some("outline"), faults)?;
    area.outline = outline?;
    Some(area)
}

/// The corners of an outline, each once.
fn outline(f: &Feature<'_>, rings: &[Vec<Corner<'_>>], faults: &mut Faults) -> Option<Vec<Point>> {
    let fault = |faults: &mut Faults, what: &str, help: &str| {
        let message = format!("{} {what}", f.thing);
        faults.geometry(f.drawn_at(), message, help);
        None
    };
    let [ring] = rings else {
        return fault(faults, "has a hole", "fill it, or cut the area in two");
    };
    let closed = matches!((ring.first(), ring.last()), (Some(a), Some(b)) if a.is_at(b));
    let corners = match closed {
        true => &ring[..ring.len() - 1],
        false => &ring[..],
    };
    if corners.len() < 3 {
        let help = "draw it with three corners or more";
        return fault(faults, "has fewer than three corners", help);
    }
    Some(points(corners))
}

fn river(f: &Feature<'_>, faults: &mut Faults) -> Option<RiverFile> {
    let fields = f.fields(faults);
    let line = line(f, faults);
    let mut river: RiverFile = record(f, fields, Some("line"), faults)?;
    river.line = points(&line?);
    Some(river)
}

/// A height within its range; none after a fault.
pub fn height<const MIN: i64, const MAX: i64>(
    alt: Piece<'_>,
    thing: &str,
    faults: &mut Faults,
) -> Option<Real<MIN, MAX>> {
    let at: Place = (alt.start, alt.end());
    faults.decode(&values::number(alt.raw(), at), thing)
}
