//! From longitude and latitude (WGS 84) to metres on a plane and back.
//!
//! The projection is azimuthal equidistant around its centre, which is also its zero: the middle
//! of the border sections, where distortion matters most. So no result depends on what a scenario
//! calls its origin. Coordinates are rounded to the millimetre here, once, so that the library's
//! own mathematics does not reach a result.

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic};

use crate::base::geo::Pos;
use crate::base::num;

/// Longitude and latitude in degrees.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct LonLat {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
}

/// The plane of one scenario.
#[derive(Clone, Debug)]
pub struct Plane {
    geodesic: Geodesic,
    centre: LonLat,
}

impl Plane {
    /// The plane around a centre.
    pub fn new(centre: LonLat) -> Self {
        Self {
            geodesic: Geodesic::wgs84(),
            centre,
        }
    }

    /// Its centre and zero.
    pub fn centre(&self) -> LonLat {
        self.centre
    }

    /// The place of a longitude and latitude, to the millimetre.
    pub fn pos(&self, at: LonLat) -> Pos {
        let (distance, azimuth, _, _): (f64, f64, f64, f64) =
            self.geodesic
                .inverse(self.centre.lat, self.centre.lon, at.lat, at.lon);
        let angle = azimuth.to_radians();
        let mm = |x: f64| num::round_to(x, 0.001);
        Pos::new(
            mm(distance * num::sin(angle)),
            mm(distance * num::cos(angle)),
        )
    }

    /// The longitude and latitude of a place.
    pub fn lonlat(&self, p: Pos) -> LonLat {
        let q = p;
        let azimuth = num::atan2(q.x, q.y).to_degrees();
        let (lat, lon): (f64, f64) =
            self.geodesic
                .direct(self.centre.lat, self.centre.lon, azimuth, q.norm());
        LonLat { lon, lat }
    }

    /// By how much lengths across the line of sight from the centre are stretched at a place.
    pub fn distortion(&self, p: Pos) -> f64 {
        let r = p.norm() / 6_371_000.0;
        if r < 1e-9 { 0.0 } else { r / num::sin(r) - 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let here = LonLat {
            lon: 72.0,
            lat: 40.5,
        };
        let plane = Plane::new(here);
        for (lon, lat) in [(72.0, 40.5), (71.3, 40.1), (73.2, 41.0)] {
            let back = plane.lonlat(plane.pos(LonLat { lon, lat }));
            assert!((back.lon - lon).abs() < 1e-7 && (back.lat - lat).abs() < 1e-7);
        }
    }

    #[test]
    fn one_degree_of_latitude_is_111_km() {
        let plane = Plane::new(LonLat {
            lon: 72.0,
            lat: 40.0,
        });
        let p = plane.pos(LonLat {
            lon: 72.0,
            lat: 41.0,
        });
        assert!((p.y - 111_044.0).abs() < 20.0 && p.x.abs() < 0.01, "{p:?}");
    }
}
