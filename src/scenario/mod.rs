//! A scenario: everything that a run needs, valid by construction.
//!
//! [`file`] is what people write; [`lower`] resolves names once and reports every fault; what
//! comes out here is indexed by dense ids, sorted by name, so that the order in a file means
//! nothing.

pub mod border;
pub mod check;
pub mod doctrine;
pub mod file;
pub mod inputs;
pub mod light;
pub mod lower;
pub mod msel;
pub mod network;
pub mod reference;

use crate::base::geo::Pos;
use crate::base::id::{IdVec, Name};
use crate::base::plane::Plane;
use crate::base::time::{Calendar, SimDuration, SimTime};
use crate::dense_ids;
use border::{Part, Section};
use doctrine::Doctrine;
use file::{ArrivalKind, Channel, CivilianKind, Law, Mode, SiteKind};
use network::{Network, Step};

dense_ids! {
    /// A state.
    StateId
    /// A border section.
    SectionId
    /// A part of a joint section.
    PartId
    /// A site.
    SiteId
    /// A leg of the network.
    LegId
    /// A type of sensor.
    SensorId
    /// A unit.
    UnitId
    /// A patrol.
    PatrolId
    /// A source of arrivals.
    SourceId
    /// Citizens.
    CivilianId
    /// An inject.
    InjectId
}

/// Everything that a run needs.
#[derive(Debug)]
pub struct Scenario {
    /// What the exercise is called.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// The calendar instant of STARTEX.
    pub calendar: Calendar,
    /// From STARTEX to ENDEX.
    pub duration: SimDuration,
    /// How much time one step of the schedule handles.
    pub tick: SimDuration,
    /// Longitude and latitude to metres and back.
    pub plane: Plane,
    /// When it becomes day or night; `true` is night; the first at STARTEX.
    pub light: Vec<(SimTime, bool)>,
    /// The weather through time; the first at STARTEX.
    pub weather: Vec<Weather>,
    /// The states.
    pub states: IdVec<StateId, State>,
    /// The border sections.
    pub sections: IdVec<SectionId, Section>,
    /// The parts of joint sections.
    pub parts: IdVec<PartId, Part>,
    /// The sites.
    pub sites: IdVec<SiteId, Site>,
    /// The sites from west to east, each with its place, to find what is near.
    pub west_to_east: Vec<(Pos, SiteId)>,
    /// The ways between sites.
    pub network: Network,
    /// The types of sensors.
    pub sensors: IdVec<SensorId, Sensor>,
    /// How well each channel gets through, in the order of [`Channel::ALL`].
    pub channels: [ChannelSpec; Channel::ALL.len()],
    /// The units.
    pub units: IdVec<UnitId, Unit>,
    /// The patrols.
    pub patrols: IdVec<PatrolId, Patrol>,
    /// The sources of arrivals.
    pub sources: IdVec<SourceId, Source>,
    /// The citizens.
    pub civilians: IdVec<CivilianId, Civilian>,
    /// The injects.
    pub injects: IdVec<InjectId, Inject>,
    /// What is trained.
    pub objectives: Vec<Objective>,
}

/// The weather from an instant on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weather {
    /// From when.
    pub at: SimTime,
    /// How far one can see, in kilometres.
    pub visibility_km: f64,
    /// Whether there is fog.
    pub fog: bool,
}

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

/// A place on the network.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its id in files.
    pub name: Name,
    /// Its name, for people.
    pub display: String,
    /// Key of its random streams.
    pub key: u64,
    /// What it is.
    pub kind: SiteKind,
    /// Whose it is, if that is said.
    pub state: Option<StateId>,
    /// Where it is.
    pub pos: Pos,
    /// The state on whose side of the nearest section it lies.
    pub territory: Option<StateId>,
    /// Metres above the sea.
    pub alt_m: f64,
    /// How many people man it.
    pub staff: u32,
    /// The neighbours' posts that it can call.
    pub hotline: Vec<SiteId>,
    /// Sensors mounted there.
    pub sensors: Vec<SensorId>,
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
    /// Whether units of two states go together.
    pub joint: bool,
    /// The section it goes along: the nearest to the middle of its route within 5 km.
    pub section: Option<SectionId>,
}

/// Where a group may go.
#[derive(Clone, Debug)]
pub struct Way {
    /// Where it starts.
    pub from: SiteId,
    /// Where it ends.
    pub to: SiteId,
    /// The routes, the quickest first, each with its time on foot in seconds. One route without
    /// steps stands for the straight line across a front.
    pub routes: Vec<(Vec<Step>, f64)>,
}

/// A source of arrivals.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id in files.
    pub name: Name,
    /// Key of its random streams.
    pub key: u64,
    /// Who they are.
    pub kind: ArrivalKind,
    /// Where they may go.
    pub ways: Vec<Way>,
    /// Groups a day, on average.
    pub per_day: f64,
    /// Certain arrivals.
    pub at: Vec<SimTime>,
    /// Local hours between which they arrive, in milliseconds since midnight.
    pub hours: Option<(i64, i64)>,
    /// How many people, from and to.
    pub size: (u32, u32),
    /// Width of the front in metres; 0 for none.
    pub front_m: f64,
    /// How long they lie up before they set out.
    pub stay: SimDuration,
    /// A fixed speed in metres a second.
    pub speed_mps: Option<f64>,
}

/// Citizens at work.
#[derive(Clone, Debug)]
pub struct Civilian {
    /// Their id in files.
    pub name: Name,
    /// Key of their random streams.
    pub key: u64,
    /// What they do.
    pub kind: CivilianKind,
    /// Whose citizens they are.
    pub state: StateId,
    /// Where they live.
    pub home: SiteId,
    /// Where they work.
    pub work: SiteId,
    /// How many people.
    pub people: u32,
    /// How many animals.
    pub herd: u32,
    /// When they leave home, in milliseconds since local midnight.
    pub leave_ms: i64,
    /// How long they work.
    pub hours: SimDuration,
}

/// What an inject does.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A channel is down.
    Outage {
        /// Which.
        channel: Channel,
        /// For how long.
        lasting: SimDuration,
        /// For whom; for all if none.
        state: Option<StateId>,
    },
    /// A report of somebody who is not there.
    FalseContact {
        /// Where it is said to be.
        at: SiteId,
        /// Whose post gets the report.
        state: StateId,
    },
    /// Something is said to the training audience.
    Message {
        /// What.
        text: String,
    },
}

/// An item of the master scenario events list.
#[derive(Clone, Debug)]
pub struct Inject {
    /// Its id in files.
    pub name: Name,
    /// When it is given; by hand if none.
    pub at: Option<SimTime>,
    /// What it does.
    pub effect: Effect,
    /// The objective that it tests.
    pub objective: Option<Name>,
    /// What is expected.
    pub expected: String,
}

/// Something that is trained.
#[derive(Clone, Debug)]
pub struct Objective {
    /// Its id.
    pub name: Name,
    /// What it is.
    pub text: String,
    /// The metrics that measure it.
    pub metrics: Vec<Name>,
    /// The score at which it counts as met.
    pub target: f64,
}

impl Scenario {
    /// ENDEX.
    pub fn end(&self) -> SimTime {
        SimTime::START + self.duration
    }

    /// The weather at an instant.
    pub fn weather_at(&self, at: SimTime) -> Weather {
        let i = self.weather.partition_point(|w| w.at <= at).max(1);
        self.weather[i - 1]
    }

    /// Whether it is night at an instant.
    pub fn night_at(&self, at: SimTime) -> bool {
        let i = self.light.partition_point(|&(from, _)| from <= at).max(1);
        self.light[i - 1].1
    }

    /// Light and weather as far as they bear on speed.
    pub fn going_at(&self, at: SimTime) -> network::Going {
        network::Going {
            night: self.night_at(at),
            fog: self.weather_at(at).fog,
        }
    }

    /// The section nearest to a place.
    pub fn near(&self, p: Pos) -> Option<border::Near> {
        border::nearest(self.sections.iter(), p)
    }

    /// The state on whose side a place lies, if there is any section.
    pub fn territory(&self, p: Pos) -> Option<StateId> {
        self.near(p).map(|n| n.state)
    }

    /// The sites within a distance of a place, in id order.
    pub fn sites_within(&self, p: Pos, reach_m: f64) -> impl Iterator<Item = SiteId> + '_ {
        self.sites
            .iter()
            .filter(move |(_, s)| s.pos.distance(p) <= reach_m)
            .map(|(id, _)| id)
    }
}
