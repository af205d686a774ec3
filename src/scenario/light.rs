//! Day and night: the sun's altitude, tabled at load, with civil twilight as the border.

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

/// The instants at which it becomes day or night, the first at STARTEX; `true` is night.
pub fn changes(
    light: Light,
    calendar: Calendar,
    place: LonLat,
    duration: SimDuration,
) -> Vec<(SimTime, bool)> {
    match light {
        Light::Day => return vec![(SimTime::START, false)],
        Light::Night => return vec![(SimTime::START, true)],
        Light::Sun => {}
    }
    let night_at = |at: SimTime| altitude_deg(calendar, place, at) < NIGHT_BELOW_DEG;
    let mut changes = vec![(SimTime::START, night_at(SimTime::START))];
    let mut before = SimTime::START;
    while before.0 <= duration.0 {
        let after = before + SimDuration(STEP_MS);
        let night = night_at(after);
        if changes.last().is_none_or(|&(_, was)| was != night) {
            changes.push((minute_of_change(before, after, night, night_at), night));
        }
        before = after;
    }
    changes
}

/// The first whole minute after `before` at which `night_at` says `night`, as it does at `after`.
fn minute_of_change(
    before: SimTime,
    after: SimTime,
    night: bool,
    night_at: impl Fn(SimTime) -> bool,
) -> SimTime {
    let (mut low, mut high) = (before.0 / MINUTE_MS, after.0 / MINUTE_MS);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if night_at(SimTime(middle * MINUTE_MS)) == night {
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
            .map(|&(at, night)| (calendar.clock(at), night))
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
