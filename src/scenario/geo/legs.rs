//! Legs: lines whose ends are sites.
//!
//! The first and the last corner of a line are its ends and no corners between them, where the site
//! of that end is not in the map, or is nearer than [`END_M`]. A line that was drawn from `to` to
//! `from` is turned round.
//!
//! QGIS gives the height 0 to corners without one where a layer has heights at all. So 0 is no height,
//! unless the column `heights` says that all are known.

use std::collections::BTreeMap;

use crate::scenario::file::{LegFile, SiteFile, ViaPoint};

use super::columns::{HEIGHTS, Shape};
use super::faults::Faults;
use super::feature::{Feature, Field};
use super::read;
use super::shape::Corner;
use super::values;

/// An end of a line that is so near to its site is that site, in metres.
const END_M: f64 = 50.0;
/// Without `from` or `to`, an end is the nearest site within so many metres.
const SNAP_M: f64 = 100.0;
/// Metres of a degree of latitude, about.
const DEGREE_M: f64 = 111_195.0;

/// The sites of the same map.
pub struct Sites {
    by_id: BTreeMap<String, (f64, f64)>,
    /// Latitude, longitude and id, from south to north.
    by_lat: Vec<(f64, f64, String)>,
}

/// Metres between two places that are near each other.
fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let north = (a.1 - b.1) * DEGREE_M;
    let east = (a.0 - b.0) * DEGREE_M * libm::cos(a.1.to_radians());
    libm::hypot(north, east)
}

impl Sites {
    /// The places of sites.
    pub fn of(sites: &[SiteFile]) -> Self {
        let mut by_id = BTreeMap::new();
        let mut by_lat = Vec::new();
        for s in sites {
            let (lon, lat) = (s.at.lon.0, s.at.lat.0);
            by_id.entry(s.id.to_string()).or_insert((lon, lat));
            by_lat.push((lat, lon, s.id.to_string()));
        }
        by_lat.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.2.cmp(&b.2)));
        Self { by_id, by_lat }
    }

    /// The nearest site within reach of an end.
    fn near(&self, end: (f64, f64)) -> Option<&str> {
        let reach = SNAP_M / DEGREE_M;
        let begin = self.by_lat.partition_point(|s| s.0 < end.1 - reach);
        let within = self.by_lat[begin..]
            .iter()
            .take_while(|s| s.0 <= end.1 + reach);
        let share = libm::cos(end.1.to_radians());
        let mut best: Option<(f64, &str)> = None;
        for (lat, lon, id) in within {
            let (north, east) = ((lat - end.1) * DEGREE_M, (lon - end.0) * DEGREE_M * share);
            let square = north * north + east * east;
            if square <= best.map_or(SNAP_M * SNAP_M, |b| b.0) && best.is_none_or(|b| square < b.0)
            {
                best = Some((square, id));
            }
        }
        best.map(|(_, id)| id)
    }

    /// How far a place is from a site of the map.
    fn from(&self, site: &str, end: &Corner<'_>) -> Option<f64> {
        let at = self.by_id.get(site)?;
        Some(metres((end.lon.0, end.lat.0), *at))
    }
}

/// A leg; none after a fault.
pub fn leg(f: &Feature<'_>, sites: &Sites, faults: &mut Faults) -> Option<LegFile> {
    let mut fields = f.fields(faults);
    let corners = read::line(f, faults);
    let mut ends = true;
    if let Some([first, .., last]) = corners.as_deref() {
        for (name, end) in [("from", first), ("to", last)] {
            ends &= has_end(f, &mut fields, (name, end), sites, faults);
        }
    }
    if !ends {
        return None;
    }
    let mut leg: LegFile = read::record(f, fields, None, faults)?;
    let mut corners = corners?;
    let near = |site: &str, end: &Corner<'_>| sites.from(site, end).is_none_or(|m| m <= END_M);
    let [first, .., last] = corners.as_slice() else {
        return None;
    };
    let (from, to) = (leg.from.as_str(), leg.to.as_str());
    let known = |site: &str| sites.by_id.contains_key(site);
    let straight = near(from, first) && near(to, last);
    if !straight && known(from) && known(to) && near(from, last) && near(to, first) {
        corners.reverse();
    }
    if corners.last().is_some_and(|c| near(to, c)) {
        corners.pop();
    }
    let skip = usize::from(corners.first().is_some_and(|c| near(from, c)));
    let heights = heights(f, faults)?;
    for corner in &mut corners {
        corner.alt = match heights {
            Some(true) => corner.alt,
            Some(false) => None,
            None => corner.alt.filter(|p| !p.is_zero()),
        };
    }
    leg.via = via(f, &corners[skip..], faults)?;
    Some(leg)
}

/// Whether an end of a leg is named; else the site that is there is taken.
fn has_end(
    f: &Feature<'_>,
    fields: &mut Vec<Field>,
    (name, end): (&str, &Corner<'_>),
    sites: &Sites,
    faults: &mut Faults,
) -> bool {
    if f.text(name).is_some() || fields.iter().any(|c| c.0 == name) {
        return true;
    }
    let place = f.drawn_at();
    if let Some(site) = sites.near((end.lon.0, end.lat.0)) {
        let tree = values::string(site, place);
        fields.push((name.to_owned(), place, tree));
        return true;
    }
    let message = format!("{} has no `{name}`, and no site lies at its end", f.thing);
    let help = format!(
        "fill the column `{name}` with the id of a site, or draw the line to within {SNAP_M} m of \
         a site of this file"
    );
    faults.property(f.at, message, help);
    false
}

/// What the column says of heights; none after a fault.
fn heights(f: &Feature<'_>, faults: &mut Faults) -> Option<Option<bool>> {
    let Some(piece) = f.piece(HEIGHTS) else {
        return Some(None);
    };
    match values::tree(piece, Shape::Flag) {
        Ok(Some(tree)) => faults.decode_or(&tree, |s| f.called(s.start as usize), None),
        Ok(None) => Some(None),
        Err(fault) => {
            faults.syntax(fault);
            None
        }
    }
}

/// The corners between the ends.
fn via(f: &Feature<'_>, corners: &[Corner<'_>], faults: &mut Faults) -> Option<Vec<ViaPoint>> {
    let mut corner = |c: &Corner<'_>| {
        let alt = c.alt.map(|alt| read::height(alt, &f.thing, faults));
        let alt_m = match alt {
            Some(found) => Some(found?),
            None => None,
        };
        Some(ViaPoint {
            lon: c.lon,
            lat: c.lat,
            alt_m,
        })
    };
    let all: Vec<_> = corners.iter().map(&mut corner).collect();
    all.into_iter().collect()
}
