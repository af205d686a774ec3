//! Times that cannot be kept.

use std::collections::BTreeMap;

use crate::base::diag::Span;
use crate::base::time::{SimDuration, SimTime};
use crate::scenario::check::{Check, minutes};
use crate::scenario::file::{Form, PatrolFile};
use crate::scenario::{Patrol, SiteId, UnitId};

/// When each unit departs, when it can be back, and where that is written.
type Outings = BTreeMap<UnitId, Vec<(SimTime, SimTime, Span)>>;

impl Check<'_> {
    pub(super) fn times(&mut self) {
        if self.file.tick.value > self.file.duration.value {
            self.warn(
                "tick-too-long",
                self.file.tick.span,
                "a tick is longer than the whole exercise",
                "write \"60s\", or leave `tick` out",
            );
        }
        self.closures();
        self.weather_twice();
        self.citizens();
        let by_name: BTreeMap<_, _> = self.file.patrols.iter().map(|p| (&p.id.value, p)).collect();
        let mut outings: Outings = BTreeMap::new();
        for (_, patrol) in self.s.patrols.iter() {
            if let Some(file) = by_name.get(&patrol.name) {
                self.patrol(file, patrol, &mut outings);
            }
        }
        self.overlaps(outings);
    }

    fn closures(&mut self) {
        for leg in &self.file.legs {
            for c in &leg.closed {
                if let Some(until) = c.until.as_ref().filter(|u| u.value <= c.from.value) {
                    let (from, to) = (&leg.from.value, &leg.to.value);
                    self.diags.error(
                        "closure-backwards",
                        until.span,
                        format!("the way from `{from}` to `{to}` opens before it is closed"),
                        "write a later `until`, or leave it out: then it stays closed to ENDEX",
                    );
                }
            }
        }
    }

    fn weather_twice(&mut self) {
        let mut seen: BTreeMap<SimTime, Span> = BTreeMap::new();
        for weather in &self.file.weather {
            let at = weather.at.value;
            if seen.insert(at, weather.at.span).is_some() {
                let since = at - SimTime::START;
                self.warn(
                    "weather-twice",
                    weather.at.span,
                    format!("the weather of {since} is given twice"),
                    "remove one of the two, or choose another time",
                );
            }
        }
    }

    /// Citizens whose months of work are not those of the exercise.
    fn citizens(&mut self) {
        let month = self.s.calendar.month(SimTime::START);
        let last = self.s.calendar.month(self.s.end());
        for file in &self.file.civilians {
            let Some((from, to)) = file.months.map(|(a, b)| (a.0, b.0)) else {
                continue;
            };
            let works = |m: u32| match from <= to {
                true => (from..=to).contains(&m),
                false => m >= from || m <= to,
            };
            if !works(month) && !works(last) {
                self.warn(
                    "out-of-season",
                    file.id.span,
                    format!(
                        "`{}` works in the months {from} to {to}, and the exercise is in month {month}",
                        file.id.value
                    ),
                    "correct `months`, or move `start`",
                )
                .in_field("months");
            }
        }
    }

    fn patrol(&mut self, file: &PatrolFile, patrol: &Patrol, outings: &mut Outings) {
        let name = &patrol.name;
        if patrol.depart.is_empty() {
            self.warn(
                "never-departs",
                file.id.span,
                format!("the patrol `{name}` never departs"),
                "write for example `depart: [\"1h\"]`",
            )
            .in_field("depart");
        }
        for (unit, route) in &patrol.units {
            let out = self.at_least_out(patrol, *unit, route);
            let u = &self.s.units[*unit];
            if let Some(most) = u.endurance.filter(|most| out > most.0 as f64 / 1000.0) {
                let message = format!(
                    "the patrol `{name}` takes `{}` at least {}, and its endurance is {most}",
                    u.name,
                    minutes(out)
                );
                let help = "shorten `route`, `laps`, `halt` or `stay`, or give another unit";
                self.warn("shift-longer-than-endurance", file.id.span, message, help);
            }
            // What varies may save a few minutes.
            let back = SimDuration::from_s_f64(out);
            let back = SimDuration((back.0 - patrol.vary.0 - patrol.late.0).max(0));
            for (i, at) in patrol.depart.iter().enumerate() {
                if patrol.form != Form::Alternating || self.turn(patrol, *unit, i) {
                    let written = file.depart.iter().find(|d| d.value == *at);
                    let span = written
                        .or(file.depart.last())
                        .map_or(file.id.span, |d| d.span);
                    outings
                        .entry(*unit)
                        .or_default()
                        .push((*at, *at + back, span));
                }
            }
        }
        self.meeting(file, patrol);
    }

    /// Whether a departure of an alternating patrol is a unit's turn.
    fn turn(&self, patrol: &Patrol, unit: UnitId, departure: usize) -> bool {
        let all = patrol.units.len().max(1);
        patrol.units.iter().position(|(u, _)| *u == unit) == Some(departure % all)
    }

    /// How long a unit is out at least, in seconds: ways and halts that are given, by day.
    fn at_least_out(&self, patrol: &Patrol, unit: UnitId, route: &[SiteId]) -> f64 {
        let ways: f64 = route
            .windows(2)
            .map(|w| self.way_s(unit, w[0], w[1]))
            .filter(|s| s.is_finite())
            .sum();
        let seconds = |d: SimDuration| d.0 as f64 / 1000.0;
        if patrol.form == Form::ObservationPost {
            return ways + seconds(patrol.stay);
        }
        let halts = route.len().saturating_sub(2) as f64;
        f64::from(patrol.laps) * (ways + halts * patrol.halt.map_or(0.0, seconds))
    }

    /// How long a unit takes from one site to another by day, in seconds.
    fn way_s(&self, unit: UnitId, from: SiteId, to: SiteId) -> f64 {
        let u = &self.s.units[unit];
        let network = &self.s.network;
        match u.speed_mps {
            None => network.time_s(from, to, u.mode),
            Some(speed) => {
                let steps = network.route(from, to, u.mode).unwrap_or_default();
                let length = |s: &crate::scenario::network::Step| network.legs[s.leg].line.length();
                steps.iter().map(length).sum::<f64>() / speed
            }
        }
    }

    /// Units that come to their rendezvous too far apart in time.
    fn meeting(&mut self, file: &PatrolFile, patrol: &Patrol) {
        let Some(meet) = &patrol.meet else { return };
        let mut arrive: Vec<(f64, UnitId)> = Vec::new();
        for (unit, route) in &patrol.units {
            let Some(at) = route.iter().position(|s| *s == meet.site) else {
                return;
            };
            let ways = route[..=at].windows(2);
            let halt = patrol.halt.map_or(0.0, |d| d.0 as f64 / 1000.0);
            let halts = at.saturating_sub(1) as f64 * halt;
            arrive.push((
                ways.map(|w| self.way_s(*unit, w[0], w[1])).sum::<f64>() + halts,
                *unit,
            ));
        }
        let by_time = |a: &&(f64, UnitId), b: &&(f64, UnitId)| a.0.total_cmp(&b.0);
        let (Some(first), Some(last)) =
            (arrive.iter().min_by(by_time), arrive.iter().max_by(by_time))
        else {
            return;
        };
        let apart = last.0 - first.0;
        let slack = (meet.window + patrol.late).0 as f64 / 1000.0;
        if apart > slack && apart.is_finite() {
            let (a, b) = (&self.s.units[first.1].name, &self.s.units[last.1].name);
            let span = file.meet.as_ref().map_or(file.id.span, |m| m.at.span);
            let message = format!(
                "`{b}` reaches the rendezvous `{}` about {} after `{a}`, which waits {}",
                self.s.sites[meet.site].name,
                minutes(apart),
                meet.window
            );
            let help = "meet where both are as near, or write a longer `window`";
            self.warn("rendezvous-missed", span, message, help);
        }
    }

    /// Units that would have to be out twice at a time.
    fn overlaps(&mut self, outings: Outings) {
        for (unit, mut all) in outings {
            all.sort();
            let Some(pair) = all.windows(2).find(|w| w[1].0 < w[0].1) else {
                continue;
            };
            let ((first, back, _), (second, _, span)) = (pair[0], pair[1]);
            let since = |t: SimTime| t - SimTime::START;
            let message = format!(
                "`{}` departs at {}, and from its outing of {} it is back after {} at the earliest",
                self.s.units[unit].name,
                since(second),
                since(first),
                minutes(since(back).0 as f64 / 1000.0)
            );
            let help = "depart later, shorten the route, or give another unit";
            self.warn("departures-overlap", span, message, help);
        }
    }
}
