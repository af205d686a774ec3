//! The metrics: what each is called, in what unit, which rules bear on it, and where it comes from.
//!
//! Formulas stand in `docs/scoring.md`. Each metric is a pure function of the evidence and of a
//! view: everybody, one state, one pair, or one state towards another.

use crate::base::id::Name;
use crate::score::evidence::Evidence;
use crate::score::figures::{Figure, View};

/// A metric.
#[derive(Clone, Copy, Debug)]
pub struct MetricDef {
    /// Its id.
    pub id: &'static str,
    /// What it measures.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The rules whose departures bear on an objective that it measures.
    pub rules: &'static [&'static str],
}

const fn def(
    id: &'static str,
    name: &'static str,
    unit: &'static str,
    rules: &'static [&'static str],
) -> MetricDef {
    MetricDef {
        id,
        name,
        unit,
        rules,
    }
}

/// All metrics.
pub const METRICS: [MetricDef; 14] = [
    def("M1", "neighbour told in time", "%", &["LOC-14"]),
    def(
        "M2",
        "contact to acknowledgement, median",
        "min",
        &["LOC-15"],
    ),
    def("M3", "joint sections unwatched too long", "%", &["LOC-20"]),
    def(
        "M4",
        "joint sections watched twice, unplanned",
        "%",
        &["LOC-01", "LOC-18"],
    ),
    def("M5", "handover continuity", "0-1", &["LOC-16", "LOC-17"]),
    def("M6", "reciprocity of notification", "0-1", &["LOC-14"]),
    def(
        "M7",
        "shared awareness near joint sections",
        "0-1",
        &["LOC-14", "LOC-18"],
    ),
    def("M8", "contact to unit on scene, median", "min", &["LOC-19"]),
    def(
        "M9",
        "encounters nobody agreed to, per 1,000 patrol-km",
        "/1000 km",
        &["LOC-01", "LOC-08", "LOC-09", "LOC-10", "LOC-11"],
    ),
    // Every rule bears on it.
    def("M10", "severity weight per 100 obligations", "-", &[]),
    def("M11", "citizens undisturbed", "%", &["LOC-29"]),
    def("M12", "false alarms among notifications", "%", &[]),
    def(
        "M13",
        "unlawful groups dealt with",
        "%",
        &["LOC-16", "LOC-19"],
    ),
    def("M14", "patrols as announced", "%", &["LOC-01"]),
];

/// A metric by its id.
pub fn metric(id: &str) -> Option<&'static MetricDef> {
    METRICS.iter().find(|m| m.id == id)
}

impl Evidence {
    /// A metric in a view: first its value, then what it says beside. M10 may be about some rules
    /// alone.
    pub fn measure(&self, id: &str, view: &View, rules: Option<&[Name]>) -> Vec<Figure> {
        match id {
            "M1" => self.calls.told(view),
            "M2" => self.calls.closed(view),
            "M3" => self.watch.gaps(view),
            "M4" => self.watch.overlap(view),
            "M5" => self.pictures.handovers(view),
            "M6" => self.calls.reciprocity(view),
            "M7" => self.pictures.shared(view),
            "M8" => self.people.on_scene(view),
            "M9" => self.patrols.encounters(view),
            "M10" => self.conduct.weight(view, rules),
            "M11" => self.citizens.undisturbed(view),
            "M12" => self.calls.needless(view),
            "M13" => self.people.dealt_with(view),
            "M14" => self.patrols.as_planned(view),
            _ => Vec::new(),
        }
    }
}
