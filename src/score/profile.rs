//! How metrics become points: weights, targets, limits.

use std::collections::BTreeMap;

use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::conduct::{Quantity, Value};
use crate::notation::kinds::{Int, Real};
use crate::record;

record! {
    /// A score profile.
    pub struct Profile {
        /// Version of the format: 1.
        pub format: Int<1, 1>,
        /// What to call it.
        pub title: String = String::new(),
        /// How each metric becomes points. A metric that is not named here gets none.
        pub metrics: Vec<Scale>,
        /// What a departure of severity 1, 2, 3, 4 weighs in M10.
        pub severity_weights: Vec<Real<0, 1000>>,
        /// Where ratings begin.
        pub rating: RatingLimits,
        /// Durations and numbers that metrics use by name.
        pub values: BTreeMap<String, Value> = BTreeMap::new(),
    }
}

/// What holds where a profile does not say: exercise assumptions.
const DEFAULTS: [(&str, Quantity); 3] = [
    (
        "reacquire_within",
        Quantity::Duration(SimDuration(10 * 60_000)),
    ),
    ("plan_time", Quantity::Duration(SimDuration(15 * 60_000))),
    ("plan_distance_m", Quantity::Number(300.0)),
];

record! {
    /// How one metric becomes points.
    pub struct Scale {
        /// The metric.
        pub id: Name,
        /// How much it counts among the others.
        pub weight: Real<0, 1000>,
        /// The value that gives 0 points, in the metric's unit.
        pub worst: Real<-1_000_000, 1_000_000>,
        /// The value that gives 100 points, in the metric's unit.
        pub best: Real<-1_000_000, 1_000_000>,
    }
}

record! {
    /// Where ratings begin.
    pub struct RatingLimits {
        /// From this score on an objective counts as achieved, in some way.
        pub met: Real<0, 100>,
        /// From this score on nothing more is to be wished for.
        pub stretch: Real<0, 100>,
        /// Of what had to be done, at least this share in percent; below it nothing was achieved.
        pub duties: Real<0, 100> = Real(50.0),
    }
}

impl Profile {
    /// How a metric becomes points.
    pub fn scale(&self, id: &str) -> Option<&Scale> {
        self.metrics.iter().find(|m| m.id == *id)
    }

    /// The value of a metric that gives no points; 0 for one that is not scored.
    pub fn worst(&self, id: &str) -> f64 {
        self.scale(id).map_or(0.0, |s| s.worst.0)
    }

    fn quantity(&self, name: &str) -> Option<Quantity> {
        let said = self.values.get(name).map(|v| v.value.value);
        let usual = DEFAULTS.iter().find(|(n, _)| *n == name);
        said.or(usual.map(|(_, q)| *q))
    }

    /// A length of time that a metric uses.
    pub fn length(&self, name: &str) -> SimDuration {
        match self.quantity(name) {
            Some(Quantity::Duration(d)) => d,
            _ => SimDuration::ZERO,
        }
    }

    /// A number that a metric uses.
    pub fn number(&self, name: &str) -> f64 {
        match self.quantity(name) {
            Some(Quantity::Number(x)) => x,
            _ => 0.0,
        }
    }

    /// What a departure of a severity weighs.
    pub fn severity_weight(&self, severity: u8) -> f64 {
        let place = usize::from(severity.max(1)) - 1;
        self.severity_weights
            .get(place)
            .or(self.severity_weights.last())
            .map_or(1.0, |w| w.0)
    }
}

impl Scale {
    /// The points of a value, 0 to 100.
    pub fn points(&self, value: f64) -> f64 {
        let span = self.best.0 - self.worst.0;
        if span == 0.0 {
            return if value >= self.best.0 { 100.0 } else { 0.0 };
        }
        (100.0 * (value - self.worst.0) / span).clamp(0.0, 100.0)
    }
}
