//! Day, moonlight and night: the altitudes of sun and moon, tabled at load. Civil twilight is the
//! border of the day.

use solar_positioning::time::JulianDate;
use solar_positioning::{Location, SolarPositions};

use crate::base::plane::LonLat;
use crate::base::time::{Calendar, SimDuration, SimTime};
use crate::scenario::file::Light;

/// Below this altitude of the sun it is night: the end of civil twilight, in degrees.
const NIGHT_BELOW_DEG: f64 = -6.0;
/// The steps in which the sun is followed; a change is then found to the minute.
const STEP_MS: i64 = 10 * MINUTE_MS;
const MINUTE_MS: i64 = 60_000;
/// Difference of terrestrial and universal time in the 2020s, in seconds.
const DELTA_T_S: f64 = 69.0;

/// The moon lights the ground when it stands higher than this, in degrees, ...
const MOON_ABOVE_DEG: f64 = 5.0;
/// ... and this share of it is lit at least.
const MOON_LIT: f64 = 0.4;

/// How light it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Illumination {
    /// Day, civil twilight included.
    Day,
    /// Night with a moon that lights the ground.
    Moonlight,
    /// Night without.
    Night,
}

impl Illumination {
    /// The word in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Moonlight => "moonlight",
            Self::Night => "night",
        }
    }

    /// What it leaves of a speed on the ground: exercise assumptions.
    pub fn speed_factor(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Moonlight => 0.75,
            Self::Night => 0.6,
        }
    }
}

/// The instants at which the light changes, the first at STARTEX.
pub fn changes(
    light: Light,
    calendar: Calendar,
    place: LonLat,
    duration: SimDuration,
) -> Vec<(SimTime, Illumination)> {
    match light {
        Light::Day => return vec![(SimTime::START, Illumination::Day)],
        Light::Night => return vec![(SimTime::START, Illumination::Night)],
        Light::Sun => {}
    }
    let light_at = |at: SimTime| {
        if altitude_deg(calendar, place, at) >= NIGHT_BELOW_DEG {
            Illumination::Day
        } else if moon_altitude_deg(calendar, place, at) > MOON_ABOVE_DEG
            && moon_lit(calendar, at) >= MOON_LIT
        {
            Illumination::Moonlight
        } else {
            Illumination::Night
        }
    };
    let mut changes = vec![(SimTime::START, light_at(SimTime::START))];
    let mut before = SimTime::START;
    while before.0 <= duration.0 {
        let after = before + SimDuration(STEP_MS);
        let light = light_at(after);
        if changes.last().is_none_or(|&(_, was)| was != light) {
            changes.push((minute_of_change(before, after, light, light_at), light));
        }
        before = after;
    }
    changes
}

/// The first whole minute after `before` at which `light_at` says `light`, as it does at `after`.
fn minute_of_change(
    before: SimTime,
    after: SimTime,
    light: Illumination,
    light_at: impl Fn(SimTime) -> Illumination,
) -> SimTime {
    let (mut low, mut high) = (before.0 / MINUTE_MS, after.0 / MINUTE_MS);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if light_at(SimTime(middle * MINUTE_MS)) == light {
            high = middle
        } else {
            low = middle
        }
    }
    SimTime(high * MINUTE_MS)
}

/// The sun's altitude in degrees without refraction, to a hundredth; 0 beyond the tables.
pub fn altitude_deg(calendar: Calendar, place: LonLat, at: SimTime) -> f64 {
    let days = (calendar.epoch_ms + at.0) as f64 / 86_400_000.0 + 2_440_587.5;
    let location = Location {
        latitude: place.lat,
        longitude: place.lon,
    };
    JulianDate::new(days, DELTA_T_S)
        .and_then(|time| SolarPositions::new().at_from_julian(time, location, 0.0, None))
        .map_or(0.0, |p| crate::base::num::cents(p.elevation_angle()))
}

fn unix(calendar: Calendar, at: SimTime) -> suncalc::Timestamp {
    suncalc::Timestamp(calendar.epoch_ms + at.0)
}

/// The moon's altitude in degrees, to a hundredth.
pub fn moon_altitude_deg(calendar: Calendar, place: LonLat, at: SimTime) -> f64 {
    let moon = suncalc::moon_pos(unix(calendar, at), place.lat, place.lon);
    crate::base::num::cents(moon.altitude.to_degrees())
}

/// The share of the moon's face that is lit, to a hundredth.
pub fn moon_lit(calendar: Calendar, at: SimTime) -> f64 {
    crate::base::num::cents(suncalc::moon_illumination(unix(calendar, at)).fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midsummer_nights_at_issyk_kul_are_short() {
        let calendar = Calendar::parse("2022-06-27T00:00:00+06:00").unwrap();
        let place = LonLat {
            lon: 77.0,
            lat: 42.5,
        };
        let got = changes(Light::Sun, calendar, place, SimDuration::from_min(24 * 60));
        let words: Vec<(String, bool)> = got
            .iter()
            .map(|&(at, light)| (calendar.clock(at), light != Illumination::Day))
            .collect();
        // Civil twilight there and then: about 04:58 to 21:22 local time.
        assert_eq!(words.len(), 3, "{words:?}");
        assert!(words[0].1 && !words[1].1 && words[2].1);
        assert!(
            words[1].0.as_str() > "04:40" && words[1].0.as_str() < "05:15",
            "{words:?}"
        );
        assert!(
            words[2].0.as_str() > "21:05" && words[2].0.as_str() < "21:40",
            "{words:?}"
        );
    }
}
