//! Weather, cover, rivers, and when which ways are closed.

use std::collections::BTreeSet;

use crate::base::geo::Polyline;
use crate::base::id::Id;
use crate::base::time::{Calendar, SimTime};
use crate::scenario::file::{AreaFile, LegFile, RiverFile, ScenarioFile, Surface};
use crate::scenario::lower::Lowering;
use crate::scenario::network::Network;
use crate::scenario::{Area, LegId, River, Weather};

const DAY_MS: i64 = 86_400_000;

impl Lowering<'_> {
    pub(super) fn weather(&mut self) -> Vec<Weather> {
        let mut weather: Vec<Weather> = self
            .file
            .weather
            .iter()
            .map(|w| Weather {
                at: w.at.value,
                visibility_km: w.visibility_km.0,
                fog: w.fog,
                rain: w.rain,
                snow: w.snow,
                dust: w.dust,
                wind_mps: w.wind_mps.0,
                high_water: w.high_water,
            })
            .collect();
        weather.sort_by_key(|w| w.at);
        if weather.first().is_none_or(|w| w.at > SimTime::START) {
            weather.insert(0, Weather::FAIR);
        }
        weather
    }

    pub(super) fn area(&mut self, file: &AreaFile) -> Option<Area> {
        let mut points: Vec<_> = file.outline.iter().map(|p| self.pos(p)).collect();
        if points.len() < 3 {
            self.diags
                .error(
                    "line-too-short",
                    file.id.span,
                    format!(
                        "the outline of the area `{}` has fewer than three corners",
                        file.id.value
                    ),
                    "write at least three corners `(lon: …, lat: …)`",
                )
                .in_field("outline");
            return None;
        }
        points.push(points[0]);
        Some(Area {
            name: file.id.value.clone(),
            cover: file.cover.0,
            outline: Polyline::new(points),
        })
    }

    pub(super) fn river(&mut self, file: &RiverFile) -> Option<River> {
        let what = format!("the river `{}`", file.id.value);
        Some(River {
            name: file.id.value.clone(),
            line: self.line(&file.line, (file.id.span, "line"), &what)?,
            crossing: file.crossing,
        })
    }

    /// The legs that are closed from when on: by their own plan, by season, and fords by high
    /// water.
    pub(super) fn closures(
        &self,
        network: &Network,
        weather: &[Weather],
        calendar: Calendar,
    ) -> Vec<(SimTime, BTreeSet<LegId>)> {
        let files = legs_in_order(self.file);
        let days = self.file.duration.value.0 / DAY_MS + 1;
        let midnight = -calendar.time_of_day(SimTime::START);
        let mut times: BTreeSet<SimTime> = (1..=days)
            .map(|day| SimTime(midnight + day * DAY_MS))
            .chain(weather.iter().map(|w| w.at))
            .collect();
        for closure in files.iter().flat_map(|f| &f.closed) {
            times.insert(closure.from.value);
            times.extend(closure.until.as_ref().map(|t| t.value));
        }
        times.insert(SimTime::START);
        let end = SimTime(self.file.duration.value.0);
        let mut changes: Vec<(SimTime, BTreeSet<LegId>)> = Vec::new();
        for at in times.range(SimTime::START..=end).copied() {
            let high = weather
                .iter()
                .rev()
                .find(|w| w.at <= at)
                .is_some_and(|w| w.high_water);
            let month = calendar.month(at);
            let closed: BTreeSet<LegId> = network
                .legs
                .iter()
                .filter(|(id, leg)| {
                    let ford = high && leg.surface == Surface::Ford;
                    ford || closed_at(files[id.index()], at, month)
                })
                .map(|(id, _)| id)
                .collect();
            if changes.last().is_none_or(|(_, before)| *before != closed) {
                changes.push((at, closed));
            }
        }
        changes
    }
}

/// The legs in the order of their ids.
pub(super) fn legs_in_order(file: &ScenarioFile) -> Vec<&LegFile> {
    let mut files: Vec<&LegFile> = file.legs.iter().collect();
    files.sort_by(|a, b| (&a.from.value, &a.to.value).cmp(&(&b.from.value, &b.to.value)));
    files
}

fn closed_at(file: &LegFile, at: SimTime, month: u32) -> bool {
    let season = file.months.is_some_and(|(from, to)| {
        if from.0 <= to.0 {
            !(from.0..=to.0).contains(&month)
        } else {
            month < from.0 && month > to.0
        }
    });
    let planned = file
        .closed
        .iter()
        .any(|c| c.from.value <= at && c.until.as_ref().is_none_or(|until| at < until.value));
    season || planned
}
