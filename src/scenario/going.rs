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
    /// When light or weather changes, and what they make of speed since; both change at STARTEX.
    pub fn changes(light: &[(SimTime, Illumination)], weather: &[Weather]) -> Vec<(SimTime, Self)> {
        let lights = light.iter().map(|&(at, _)| at);
        let mut times: Vec<SimTime> = lights.chain(weather.iter().map(|w| w.at)).collect();
        times.sort_unstable();
        times.dedup();
        let since = |at: SimTime| {
            let light = light[light.partition_point(|&(from, _)| from <= at).max(1) - 1].1;
            let weather = weather[weather.partition_point(|w| w.at <= at).max(1) - 1];
            Self {
                ground: light.speed_factor() * weather.speed_factor(),
                wind_mps: weather.wind_mps,
                fog: weather.fog,
            }
        };
        times.into_iter().map(|at| (at, since(at))).collect()
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
pub const WIND_MAX_MPS: f64 = 12.0;
