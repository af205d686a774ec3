//! The ground of a scenario beside its borders and ways: sites, cover, rivers, weather.

use crate::base::geo::{Polyline, Pos, crossings};
use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::scenario::file::SiteKind;
use crate::scenario::{SensorId, SiteId, StateId};

/// The weather from an instant on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weather {
    /// From when.
    pub at: SimTime,
    /// How far one can see, in kilometres.
    pub visibility_km: f64,
    /// Whether there is fog.
    pub fog: bool,
    /// Whether it rains.
    pub rain: bool,
    /// Whether it snows, or snow lies.
    pub snow: bool,
    /// Whether there is a dust storm.
    pub dust: bool,
    /// Wind in metres a second.
    pub wind_mps: f64,
    /// Whether rivers are high.
    pub high_water: bool,
}

impl Weather {
    /// Fair weather from STARTEX on.
    pub const FAIR: Weather = Weather {
        at: SimTime::START,
        visibility_km: 20.0,
        fog: false,
        rain: false,
        snow: false,
        dust: false,
        wind_mps: 3.0,
        high_water: false,
    };

    /// What rain, snow and dust leave of a sensor's range; less is lost by sensors that see
    /// `through` haze. Exercise assumptions.
    pub fn sight_factor(&self, through: bool) -> f64 {
        let keep = |on: bool, plain: f64, good: f64| match (on, through) {
            (false, _) => 1.0,
            (true, false) => plain,
            (true, true) => good,
        };
        keep(self.rain, 0.7, 0.85) * keep(self.snow, 0.5, 0.7) * keep(self.dust, 0.4, 0.8)
    }

    /// What fog, rain, snow and dust leave of a speed on the ground. Exercise assumptions.
    pub fn speed_factor(&self) -> f64 {
        let keep = |on: bool, share: f64| if on { share } else { 1.0 };
        keep(self.fog, 0.7) * keep(self.rain, 0.85) * keep(self.snow, 0.6) * keep(self.dust, 0.8)
    }
}

/// A place on the network.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its id in files.
    pub name: Name,
    /// Its name, for people.
    pub display: String,
    /// Key of its random streams.
    pub key: u64,
    /// What it is.
    pub kind: SiteKind,
    /// Whose it is, if that is said.
    pub state: Option<StateId>,
    /// Where it is.
    pub pos: Pos,
    /// The state on whose side of the nearest section it lies.
    pub territory: Option<StateId>,
    /// Metres above the sea.
    pub alt_m: f64,
    /// How many people man it.
    pub staff: u32,
    /// The neighbours' posts that it can call.
    pub hotline: Vec<SiteId>,
    /// Sensors mounted there.
    pub sensors: Vec<SensorId>,
    /// How high its radio mast is, in metres.
    pub mast_m: f64,
    /// How many duty officers it has.
    pub officers: u32,
    /// Languages that are spoken there.
    pub languages: Vec<Name>,
    /// How many interpreters it has.
    pub interpreters: u32,
    /// Whether both sides agreed to keep it free of guards.
    pub kept_free: bool,
}

/// Ground in which people are seen less far.
#[derive(Clone, Debug)]
pub struct Area {
    /// Its id in files.
    pub name: Name,
    /// The share of a sensor's range at which people in it are seen.
    pub cover: f64,
    /// Its outline, closed.
    pub outline: Polyline,
}

impl Area {
    /// Whether a place lies in it: an odd number of its edges lie to the east.
    pub fn holds(&self, p: Pos) -> bool {
        if self.outline.at_least_m(p) > 0.0 {
            return false;
        }
        let east = self.outline.points().windows(2).filter(|w| {
            let (a, b) = (w[0], w[1]);
            (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)
        });
        east.count() % 2 == 1
    }
}

/// A river that holds up whoever crosses it off the ways.
#[derive(Clone, Debug)]
pub struct River {
    /// Its id in files.
    pub name: Name,
    /// Its course.
    pub line: Polyline,
    /// How long it takes to get across at usual water.
    pub crossing: SimDuration,
}

impl River {
    /// How many times longer it takes at high water.
    pub const HIGH_WATER: f64 = 3.0;

    /// How often the straight way between two places crosses it, as shares of the way.
    pub fn crossed(&self, from: Pos, to: Pos) -> Vec<f64> {
        if self.line.at_least_m(from) > from.distance(to) {
            return Vec::new();
        }
        crossings(from, to, &self.line)
    }
}
