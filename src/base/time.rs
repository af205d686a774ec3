//! Exact time: whole milliseconds since STARTEX.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// An instant in milliseconds since STARTEX. What was prepared before STARTEX is negative.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct SimTime(pub i64);

/// A length of time in milliseconds.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct SimDuration(pub i64);

impl SimTime {
    /// STARTEX.
    pub const START: SimTime = SimTime(0);

    /// An instant that never comes.
    pub const NEVER: SimTime = SimTime(i64::MAX);

    /// Milliseconds as a float, for geometry.
    pub fn as_f64(self) -> f64 {
        self.0 as f64
    }
}

impl SimDuration {
    /// No time at all.
    pub const ZERO: SimDuration = SimDuration(0);

    /// Whole minutes.
    pub const fn from_min(min: i64) -> Self {
        Self(min * 60_000)
    }

    /// Seconds, rounded to the nearest millisecond.
    pub fn from_s_f64(s: f64) -> Self {
        Self(libm::round(s * 1000.0) as i64)
    }

    /// Hours.
    pub fn hours(self) -> f64 {
        self.0 as f64 / 3_600_000.0
    }

    /// Minutes.
    pub fn minutes(self) -> f64 {
        self.0 as f64 / 60_000.0
    }

    /// How durations are written, for whoever wrote something else.
    pub const HELP: &str = "write for example \"90min\", \"2h30min\" or \"45s\"";

    /// Reads a duration such as `90min`, `2h30min`, `3 days` or `45s`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let d: jiff::SignedDuration = text.trim().parse().map_err(|_| {
            let fault = match text.trim().parse::<f64>() {
                Ok(_) => "has no unit",
                Err(_) => "is not a duration",
            };
            format!("`{text}` {fault}")
        })?;
        i64::try_from(d.as_millis())
            .map(Self)
            .map_err(|_| format!("the duration `{text}` is too long"))
    }

    /// Scaled by a factor, to the nearest millisecond.
    pub fn times(self, factor: f64) -> Self {
        Self(libm::round(self.0 as f64 * factor) as i64)
    }
}

impl Add<SimDuration> for SimTime {
    type Output = SimTime;
    fn add(self, d: SimDuration) -> SimTime {
        SimTime(self.0.saturating_add(d.0))
    }
}

impl AddAssign<SimDuration> for SimTime {
    fn add_assign(&mut self, d: SimDuration) {
        *self = *self + d;
    }
}

impl Sub<SimDuration> for SimTime {
    type Output = SimTime;
    fn sub(self, d: SimDuration) -> SimTime {
        SimTime(self.0.saturating_sub(d.0))
    }
}

impl Sub for SimTime {
    type Output = SimDuration;
    fn sub(self, other: SimTime) -> SimDuration {
        SimDuration(self.0.saturating_sub(other.0))
    }
}

impl Add for SimDuration {
    type Output = SimDuration;
    fn add(self, other: SimDuration) -> SimDuration {
        SimDuration(self.0.saturating_add(other.0))
    }
}

/// `D+0 06:15:00`: day and time of day since STARTEX.
impl fmt::Display for SimTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.0.div_euclid(1000);
        let (day, rest) = (s.div_euclid(86_400), s.rem_euclid(86_400));
        let text = format!(
            "D{day:+} {:02}:{:02}:{:02}",
            rest / 3600,
            rest / 60 % 60,
            rest % 60
        );
        f.pad(&text)
    }
}

/// `2h05min`, `12min30s`, `0s`: short text that [`SimDuration::parse`] reads back.
impl fmt::Display for SimDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.unsigned_abs();
        let (h, min, s, rest) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
        let mut text = String::new();
        if self.0 < 0 {
            text.push('-');
        }
        if h > 0 {
            text.push_str(&format!("{h}h"));
        }
        if min > 0 {
            text.push_str(&format!("{min}min"));
        }
        if s > 0 {
            text.push_str(&format!("{s}s"));
        }
        if rest > 0 {
            text.push_str(&format!("{rest}ms"));
        }
        if ms == 0 {
            text.push_str("0s");
        }
        f.pad(&text)
    }
}

/// The calendar instant of STARTEX, with its offset from UTC.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Calendar {
    /// STARTEX in milliseconds since the Unix epoch.
    pub epoch_ms: i64,
    /// Local time minus UTC, in seconds.
    pub offset_s: i32,
}

impl Calendar {
    /// How the instant is written, for whoever wrote something else.
    pub const HELP: &str = "write for example \"2022-06-27T06:00:00+06:00\"";

    /// Reads `2022-06-27T06:00:00+06:00`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let say = || format!("`{text}` is not a date and time with an offset");
        let instant: Timestamp = text.parse().map_err(|_| say())?;
        let pieces = jiff::fmt::temporal::DateTimeParser::new()
            .parse_pieces(text.as_bytes())
            .map_err(|_| say())?;
        let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
        Ok(Self {
            epoch_ms: instant.as_millisecond(),
            offset_s: offset.seconds(),
        })
    }

    /// How far the local clock is ahead of UTC, in hours.
    pub fn offset_h(&self) -> f64 {
        f64::from(self.offset_s) / 3600.0
    }

    /// Milliseconds since local midnight at an instant.
    pub fn time_of_day(&self, at: SimTime) -> i64 {
        (self.epoch_ms + i64::from(self.offset_s) * 1000 + at.0).rem_euclid(86_400_000)
    }

    /// The local month at an instant, from 1.
    pub fn month(&self, at: SimTime) -> u32 {
        let offset = Offset::from_seconds(self.offset_s).unwrap_or(Offset::UTC);
        Timestamp::from_millisecond(self.epoch_ms + at.0)
            .map_or(1, |t| offset.to_datetime(t).month() as u32)
    }

    /// The local day of an instant, STARTEX's being 0.
    pub fn day(&self, at: SimTime) -> i64 {
        (self.time_of_day(SimTime::START) + at.0).div_euclid(86_400_000)
    }

    /// Day and clock at an instant: `D+0 06:15`.
    pub fn moment(&self, at: SimTime) -> String {
        format!("D{:+} {}", self.day(at), self.clock(at))
    }

    /// The clock at an instant: `06:15`.
    pub fn clock(&self, at: SimTime) -> String {
        let min = self.time_of_day(at) / 60_000;
        format!("{:02}:{:02}", min / 60, min % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_and_write() {
        let cases = [
            ("90min", 5_400_000),
            ("2h30min", 9_000_000),
            ("45s", 45_000),
            ("72h", 259_200_000),
        ];
        for (text, ms) in cases {
            assert_eq!(SimDuration::parse(text).unwrap().0, ms, "{text}");
        }
        for ms in [0, 1, 999, 60_000, 3_600_000, 9_001_500] {
            let text = SimDuration(ms).to_string();
            assert_eq!(SimDuration::parse(&text).unwrap().0, ms, "{text}");
        }
        for bad in ["", "10", "ten minutes", "5 parsecs", "1e9h"] {
            assert!(SimDuration::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn calendar_keeps_its_offset() {
        let c = Calendar::parse("2022-06-27T06:00:00+06:00").unwrap();
        assert_eq!(c.clock(SimTime(0)), "06:00");
        assert_eq!(c.clock(SimTime(20 * 3_600_000)), "02:00");
        assert_eq!(c.moment(SimTime(20 * 3_600_000)), "D+1 02:00");
        assert_eq!(c.moment(SimTime(17 * 3_600_000)), "D+0 23:00");
        assert_eq!(c.moment(SimTime(-7 * 3_600_000)), "D-1 23:00");
        assert!(Calendar::parse("yesterday").is_err());
    }

    #[test]
    fn instants_read_well() {
        assert_eq!(SimTime(22_500_000).to_string(), "D+0 06:15:00");
        assert_eq!(SimTime(-3_600_000).to_string(), "D-1 23:00:00");
    }
}
