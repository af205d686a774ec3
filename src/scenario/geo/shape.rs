//! Geometries: positions with their ranges, lines joined of parts, and a point within an outline.

use crate::notation::kinds::Real;

use super::faults::{CORNERS_MOST, Faults};
use super::json::{Member, Piece};
use super::values::{self, Place};

/// Lines of more parts than this are not joined.
const PARTS_MOST: usize = 1000;
/// Ends of parts that are nearer than this, in degrees, are one: about a centimetre.
const MEETS: f64 = 1e-7;

/// A position.
#[derive(Clone, Copy)]
pub struct Corner<'t> {
    /// Degrees east.
    pub lon: Real<-180, 180>,
    /// Degrees north.
    pub lat: Real<-89, 89>,
    /// Metres above the sea, not yet looked at.
    pub alt: Option<Piece<'t>>,
}

/// What a geometry is.
pub enum Drawn<'t> {
    /// A point.
    Point(Corner<'t>),
    /// A line of two corners or more.
    Line(Vec<Corner<'t>>),
    /// An outline and its holes, each closed as it is in the file.
    Polygon(Vec<Vec<Corner<'t>>>),
}

impl Drawn<'_> {
    /// What it is, in words.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Point(_) => "a Point",
            Self::Line(_) => "a LineString",
            Self::Polygon(_) => "a Polygon",
        }
    }
}

impl Corner<'_> {
    /// Whether it is the same place as another.
    pub fn is_at(&self, other: &Self) -> bool {
        self.lon == other.lon && self.lat == other.lat
    }

    fn meets(&self, other: &Self) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() <= MEETS;
        near(self.lon.0, other.lon.0) && near(self.lat.0, other.lat.0)
    }
}

/// Reads the geometry of a thing.
pub struct Shaper<'f, 'n> {
    /// Where faults go.
    pub faults: &'f mut Faults,
    /// What the thing is called.
    pub thing: &'n str,
}

/// The member of an object by its name.
pub fn member<'m, 't>(members: &'m [Member<'t>], name: &str) -> Option<&'m Piece<'t>> {
    members.iter().find(|m| m.key == name).map(|m| &m.value)
}

impl Shaper<'_, '_> {
    fn fault(&mut self, at: Place, what: &str, help: &str) {
        let message = format!("{} {what}", self.thing);
        self.faults.geometry(at, message, help);
    }

    /// Reads a geometry; none after a fault.
    pub fn drawn<'t>(&mut self, geometry: Piece<'t>) -> Option<Drawn<'t>> {
        let at = (geometry.start, geometry.start + 1);
        let members = match geometry.members() {
            Some(Ok(members)) => members,
            Some(Err(fault)) => {
                self.faults.syntax(fault);
                return None;
            }
            None => {
                self.fault(at, "has no geometry", "draw it, or delete its row");
                return None;
            }
        };
        let kind = member(&members, "type").and_then(Piece::word);
        let Some(coordinates) = member(&members, "coordinates").copied() else {
            let kind = kind.as_deref().unwrap_or("nothing").chars().take(40);
            let what = format!("is drawn as {}", kind.collect::<String>());
            self.fault(at, &what, "draw a point, a line or a polygon");
            return None;
        };
        match kind.as_deref() {
            Some("Point") => self.corner(coordinates).map(Drawn::Point),
            Some("MultiPoint") => {
                let one = self.one(coordinates)?;
                self.corner(one).map(Drawn::Point)
            }
            Some("LineString") => self.line(coordinates).map(Drawn::Line),
            Some("MultiLineString") => self.joined(coordinates).map(Drawn::Line),
            Some("Polygon") => self.rings(coordinates).map(Drawn::Polygon),
            Some("MultiPolygon") => {
                let one = self.one(coordinates)?;
                self.rings(one).map(Drawn::Polygon)
            }
            _ => {
                let help = "export the layer again as Point, LineString or Polygon";
                self.fault(at, "has a geometry of no known type", help);
                None
            }
        }
    }

    /// The items of a list that must hold some.
    fn full<'t>(&mut self, piece: Piece<'t>) -> Option<Vec<Piece<'t>>> {
        let at = (piece.start, piece.end().min(piece.start + 1));
        match piece.items() {
            Some(items) if !items.is_empty() => Some(items),
            Some(_) => {
                self.fault(
                    at,
                    "has an empty geometry",
                    "draw it again, or delete its row",
                );
                None
            }
            None => {
                let help = "write a list of positions `[longitude, latitude]`";
                self.fault(at, "has coordinates that are no list", help);
                None
            }
        }
    }

    /// The only part of a geometry of parts.
    fn one<'t>(&mut self, piece: Piece<'t>) -> Option<Piece<'t>> {
        let parts = self.full(piece)?;
        match parts.as_slice() {
            [one] => Some(*one),
            [_, second, ..] => {
                let what = format!("has {} parts", parts.len());
                let help = "make each part a feature of its own: in QGIS, Multipart to singleparts";
                self.fault((second.start, second.start + 1), &what, help);
                None
            }
            [] => None,
        }
    }

    fn corner<'t>(&mut self, piece: Piece<'t>) -> Option<Corner<'t>> {
        let items = self.full(piece)?;
        let plain = |p: &Piece<'_>| p.number().is_some();
        let (lon, lat, rest) = match items.as_slice() {
            [lon, lat, rest @ ..] if plain(lon) && plain(lat) => (lon, lat, rest),
            _ => {
                let help =
                    "write `[longitude, latitude]`, and the height after them where it has one";
                let at = (piece.start, piece.end());
                self.fault(at, "has a position that is not two or three numbers", help);
                return None;
            }
        };
        let alt = rest.first().filter(|p| !p.is_null()).copied();
        if let Some(alt) = alt.filter(|a| !plain(a)) {
            let at = (alt.start, alt.end());
            self.fault(at, "has a height that is no number", "write metres");
            return None;
        }
        let help = misread(lon.raw(), lat.raw());
        Some(Corner {
            lon: self.degrees(*lon, help)?,
            lat: self.degrees(*lat, help)?,
            alt,
        })
    }

    fn degrees<const MIN: i64, const MAX: i64>(
        &mut self,
        piece: Piece<'_>,
        help: Option<&str>,
    ) -> Option<Real<MIN, MAX>> {
        let tree = values::number(piece.raw(), (piece.start, piece.end()));
        let thing = self.thing;
        self.faults.decode_or(&tree, |_| thing.to_owned(), help)
    }

    fn corners<'t>(&mut self, piece: Piece<'t>) -> Option<Vec<Corner<'t>>> {
        let mut out = Vec::new();
        let mut whole = true;
        let positions = self.full(piece)?;
        if !self.faults.may_have(positions.len()) {
            let what = format!("has a corner beyond the {CORNERS_MOST} that a file may have");
            let help = "simplify the lines (in QGIS: Simplify), or split the file";
            self.fault((piece.start, piece.start + 1), &what, help);
            return None;
        }
        for position in positions {
            match self.corner(position) {
                Some(corner) => out.push(corner),
                None if self.faults.full() => return None,
                None => whole = false,
            }
        }
        whole.then_some(out)
    }

    fn line<'t>(&mut self, piece: Piece<'t>) -> Option<Vec<Corner<'t>>> {
        let corners = self.corners(piece)?;
        if corners.len() < 2 {
            let help = "draw a line with two corners or more";
            self.fault(
                (piece.start, piece.end()),
                "has a line of one corner only",
                help,
            );
            return None;
        }
        Some(corners)
    }

    fn rings<'t>(&mut self, piece: Piece<'t>) -> Option<Vec<Vec<Corner<'t>>>> {
        let mut out = Vec::new();
        let mut whole = true;
        for ring in self.full(piece)? {
            match self.corners(ring) {
                Some(corners) => out.push(corners),
                None if self.faults.full() => return None,
                None => whole = false,
            }
        }
        whole.then_some(out)
    }

    fn joined<'t>(&mut self, piece: Piece<'t>) -> Option<Vec<Corner<'t>>> {
        let parts = self.full(piece)?;
        let count = parts.len();
        let joined = if count <= PARTS_MOST {
            let lines: Vec<_> = parts.iter().map(|p| self.line(*p)).collect();
            join(lines.into_iter().collect::<Option<_>>()?)
        } else {
            None
        };
        if joined.is_none() {
            let what = format!("has {count} parts that do not make one line");
            let help = "let their ends meet, or make each part a feature of its own: in QGIS, \
                        Multipart to singleparts";
            self.fault((piece.start, piece.start + 1), &what, help);
        }
        joined
    }
}

/// What two numbers that are no longitude and latitude probably are.
fn misread(lon: &str, lat: &str) -> Option<&'static str> {
    let (lon, lat): (f64, f64) = (lon.parse().ok()?, lat.parse().ok()?);
    if !(lon.is_finite() && lat.is_finite()) {
        return None;
    }
    if lat.abs() > 89.0 && lat.abs() <= 180.0 && lon.abs() <= 89.0 {
        return Some(
            "latitude and longitude are swapped: write the longitude first, `[longitude, latitude]`",
        );
    }
    (lon.abs() > 360.0 || lat.abs() > 360.0)
        .then_some("these are metres and not degrees: export the layer with the CRS EPSG:4326")
}

/// One line of parts whose ends meet, whichever way each was drawn.
fn join(mut parts: Vec<Vec<Corner<'_>>>) -> Option<Vec<Corner<'_>>> {
    let mut line = parts.remove(0);
    while !parts.is_empty() {
        let (first, last) = (*line.first()?, *line.last()?);
        let at = |p: &Vec<Corner<'_>>, end: &Corner<'_>| {
            [p.first(), p.last()]
                .into_iter()
                .flatten()
                .any(|c| c.meets(end))
        };
        if let Some(i) = parts.iter().position(|p| at(p, &last)) {
            let mut part = parts.remove(i);
            if !part.first()?.meets(&last) {
                part.reverse();
            }
            line.extend(part.into_iter().skip(1));
        } else {
            let i = parts.iter().position(|p| at(p, &first))?;
            let mut part = parts.remove(i);
            if !part.last()?.meets(&first) {
                part.reverse();
            }
            part.pop();
            part.append(&mut line);
            line = part;
        }
    }
    Some(line)
}

/// A point within an outline and outside its holes: in the middle of the widest stretch at about
/// half its height.
pub fn within(rings: &[Vec<Corner<'_>>]) -> Option<(f64, f64)> {
    let outline = rings.first()?;
    let lats = || outline.iter().map(|c| c.lat.0);
    let middle = f64::midpoint(
        lats().fold(f64::INFINITY, f64::min),
        lats().fold(f64::NEG_INFINITY, f64::max),
    );
    let all = || rings.iter().flatten().map(|c| c.lat.0);
    let below = all()
        .filter(|y| *y <= middle)
        .fold(f64::NEG_INFINITY, f64::max);
    let above = all().filter(|y| *y > middle).fold(f64::INFINITY, f64::min);
    let y = f64::midpoint(below, above);
    let mut crossings: Vec<f64> = Vec::new();
    for ring in rings {
        let next = ring.iter().cycle().skip(1);
        for (a, b) in ring.iter().zip(next) {
            if (a.lat.0 > y) != (b.lat.0 > y) {
                let share = (y - a.lat.0) / (b.lat.0 - a.lat.0);
                crossings.push(a.lon.0 + share * (b.lon.0 - a.lon.0));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    let stretches = crossings.chunks_exact(2).map(|p| (p[0], p[1]));
    let widest = stretches.max_by(|p, q| (p.1 - p.0).total_cmp(&(q.1 - q.0)))?;
    (widest.1 > widest.0).then_some((f64::midpoint(widest.0, widest.1), y))
}
