//! What light and weather leave of speeds.

use crate::base::time::SimTime;
use crate::scenario::file::Mode;
use crate::scenario::ground::Weather;
use crate::scenario::light::Illumination;

/// Light and weather as far as they bear on speed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Going {
    /// What light and weather leave of a speed on the ground.
    pub ground: f64,
    /// Wind in metres a second.
    pub wind_mps: f64,
    /// Whether there is fog.
    pub fog: bool,
}

impl Going {
    /// When light or weather changes, and what they leave of speeds from then on; both begin at
    /// STARTEX.
    pub fn changes(light: &[(SimTime, Illumination)], weather: &[Weather]) -> Vec<(SimTime, Self)> {
        let lights = light.iter().map(|&(at, _)| at);
        let mut times: Vec<SimTime> = lights.chain(weather.iter().map(|w| w.at)).collect();
        times.sort_unstable();
        times.dedup();
        let from_then = |at: SimTime| {
            let light = light[light.partition_point(|&(from, _)| from <= at).max(1) - 1].1;
            let weather = weather[weather.partition_point(|w| w.at <= at).max(1) - 1];
            Self {
                ground: light.speed_factor() * weather.speed_factor(),
                wind_mps: weather.wind_mps,
                fog: weather.fog,
            }
        };
        times.into_iter().map(|at| (at, from_then(at))).collect()
    }

    /// What is left of a mode's speed.
    pub fn factor(self, mode: Mode) -> f64 {
        if mode == Mode::Uav { 1.0 } else { self.ground }
    }

    /// Whether a drone can fly.
    pub fn flying(self) -> bool {
        !self.fog && self.wind_mps <= WIND_MAX_MPS
    }
}

/// The strongest wind in which a small drone flies, in metres a second: an exercise assumption.
const WIND_MAX_MPS: f64 = 12.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_change_it_is_what_light_and_weather_leave() {
        let weather = |at: i64, fog: bool, rain: bool| Weather {
            at: SimTime(at),
            fog,
            rain,
            wind_mps: at as f64 / 10.0,
            ..Weather::FAIR
        };
        let light = [
            (SimTime(0), Illumination::Night),
            (SimTime(40), Illumination::Day),
            (SimTime(90), Illumination::Moonlight),
        ];
        let weather = [
            weather(0, true, false),
            weather(40, false, true),
            weather(60, false, false),
            weather(60, true, true), // of two at one instant the last
        ];
        let changes = Going::changes(&light, &weather);
        let times: Vec<i64> = changes.iter().map(|(at, _)| at.0).collect();
        assert_eq!(times, [0, 40, 60, 90]);
        for (place, (ground, wind_mps, fog)) in [
            (0.6 * 0.7, 0.0, true),
            (0.85, 4.0, false),
            (0.7 * 0.85, 6.0, true),
            (0.75 * (0.7 * 0.85), 6.0, true),
        ]
        .into_iter()
        .enumerate()
        {
            let wanted = Going {
                ground,
                wind_mps,
                fog,
            };
            assert_eq!(changes[place].1, wanted, "change {place}");
        }
    }
}
