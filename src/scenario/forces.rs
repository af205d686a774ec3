//! The forces of a scenario: states, sensors, units, patrols.

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::scenario::doctrine::Doctrine;
use crate::scenario::file::{Form, Law, Mode, UnitRole};
use crate::scenario::{SectionId, SensorId, SiteId, StateId, UnitId};

/// A state.
#[derive(Clone, Debug)]
pub struct State {
    /// Its id in files.
    pub name: Name,
    /// Its name, for people.
    pub display: String,
    /// Its neutral name.
    pub neutral: String,
    /// Key of its random streams.
    pub key: u64,
    /// How its people act.
    pub doctrine: Doctrine,
    /// Its posts, in order.
    pub posts: Vec<SiteId>,
}

/// A type of sensor.
#[derive(Clone, Debug)]
pub struct Sensor {
    /// Its id in files.
    pub name: Name,
    /// How detection goes with distance.
    pub law: Law,
    /// Range by day in metres.
    pub day_m: f64,
    /// Range by night in metres.
    pub night_m: f64,
    /// Range by moonlight in metres.
    pub moon_m: f64,
    /// Detections a second.
    pub rate_per_s: f64,
    /// Whether it sees through fog and haze.
    pub through_fog: bool,
}

/// How well a channel gets through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelSpec {
    /// Probability that one attempt gets through.
    pub success: f64,
    /// Time between attempts.
    pub retry: SimDuration,
    /// After so many attempts a message is given up.
    pub attempts: u32,
}

/// A unit of a border service.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its id in files.
    pub name: Name,
    /// Its name, for people.
    pub display: String,
    /// Key of its random streams.
    pub key: u64,
    /// Whose it is.
    pub state: StateId,
    /// How it moves.
    pub mode: Mode,
    /// How many people.
    pub size: u32,
    /// The post it belongs to.
    pub home: SiteId,
    /// What it sees with.
    pub sensors: Vec<SensorId>,
    /// Languages spoken in it.
    pub languages: Vec<Name>,
    /// A fixed speed in metres a second.
    pub speed_mps: Option<f64>,
    /// What it is there for.
    pub role: UnitRole,
    /// Whether it is heavy equipment.
    pub heavy: bool,
    /// How long it can be out; it tires meanwhile. Without it, neither is followed.
    pub endurance: Option<SimDuration>,
    /// How far its fuel takes it, in metres; without it, that is not followed.
    pub range_m: Option<f64>,
    /// How long it rests after it was out.
    pub rest: SimDuration,
    /// How high it holds the antenna of its radio, in metres.
    pub antenna_m: f64,
    /// How far its own idea of where it is may be wrong, in metres.
    pub fix_error_m: f64,
}

/// Where the units of a joint patrol wait for each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meet {
    /// The site.
    pub site: SiteId,
    /// How long one waits.
    pub window: SimDuration,
}

/// A patrol.
#[derive(Clone, Debug)]
pub struct Patrol {
    /// Its id in files.
    pub name: Name,
    /// Its name, for people.
    pub display: String,
    /// Key of its random streams.
    pub key: u64,
    /// Its units, each with the sites it calls at, from home to home.
    pub units: Vec<(UnitId, Vec<SiteId>)>,
    /// When it leaves, as planned.
    pub depart: Vec<SimTime>,
    /// Departures vary by up to this much.
    pub vary: SimDuration,
    /// Each unit may be late by up to this much.
    pub late: SimDuration,
    /// How long it stops at each site; by default as suits the site.
    pub halt: Option<SimDuration>,
    /// How many times it goes round.
    pub laps: u32,
    /// Where units meet.
    pub meet: Option<Meet>,
    /// How it is formed.
    pub form: Form,
    /// Whether units of two states go together.
    pub joint: bool,
    /// The state that leads it.
    pub lead: StateId,
    /// The section along which it goes off the ways, and how far from its line or band, in metres.
    pub along: Option<(SectionId, f64)>,
    /// How long it stays at its post.
    pub stay: SimDuration,
    /// Whether it stays until it is relieved.
    pub relieved: bool,
    /// The section it goes along: the nearest to the middle of its route within 5 km.
    pub section: Option<SectionId>,
}

/// A border representative.
#[derive(Clone, Debug)]
pub struct Representative {
    /// Whose.
    pub state: StateId,
    /// For the border with which state.
    pub with: StateId,
    /// Where the representative sits.
    pub site: SiteId,
    /// Languages that the representative speaks.
    pub languages: Vec<Name>,
}
