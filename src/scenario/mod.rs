//! A scenario: everything that a run needs, valid by construction.
//!
//! [`file`] is what people write; [`lower`] resolves names once and reports every fault; what
//! comes out here is indexed by dense ids, sorted by name, so that the order in a file means
//! nothing.

pub mod border;
mod boxes;
pub mod check;
pub mod doctrine;
pub mod file;
pub mod forces;
pub mod geo;
pub mod going;
pub mod ground;
pub mod incidents;
pub mod inputs;
pub mod light;
pub mod lower;
pub mod msel;
pub mod network;
pub mod people;
pub mod reference;
pub mod sheet;
pub mod talk;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::base::geo::Pos;
use crate::base::id::IdVec;
use crate::base::plane::Plane;
use crate::base::time::{Calendar, SimDuration, SimTime};
use crate::dense_ids;
use border::{Part, Section};
use file::Channel;
use going::Going;
use incidents::Hazard;
use light::Illumination;
use network::Network;

pub use forces::{ChannelSpec, Meet, Patrol, Representative, Sensor, State, Unit};
pub use ground::{Area, River, Site, Weather};
pub use msel::{Effect, Inject, Objective};
pub use people::{Civilian, Source, Way};

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
    /// An area of cover.
    AreaId
    /// A river.
    RiverId
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
    /// An incident that may happen.
    HazardId
    /// An inject.
    InjectId
}

/// By site and by the state on whose side one is: the corners of the quickest way across the
/// border, worked out when it is first asked for.
pub type Across = Arc<[OnceLock<Vec<Pos>>]>;

/// None of the ways across between so many sites and states is worked out yet.
pub fn no_way_across(sites: usize, states: usize) -> Across {
    (0..sites * states).map(|_| OnceLock::new()).collect()
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
    /// When the light changes; the first at STARTEX.
    pub light: Vec<(SimTime, Illumination)>,
    /// The weather through time; the first at STARTEX.
    pub weather: Vec<Weather>,
    /// When either changes, and what they leave of speeds from then on; the first at STARTEX.
    pub going: Vec<(SimTime, Going)>,
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
    /// The ways between sites, all open.
    pub network: Arc<Network>,
    /// Ways across the border while all ways are open, for all runs.
    pub across: Across,
    /// Which legs are closed from when on, by season, plan and water; the first at STARTEX.
    pub closures: Vec<(SimTime, BTreeSet<LegId>)>,
    /// Areas of cover.
    pub areas: IdVec<AreaId, Area>,
    /// Rivers.
    pub rivers: IdVec<RiverId, River>,
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
    /// Incidents that may happen.
    pub hazards: IdVec<HazardId, Hazard>,
    /// Border representatives.
    pub representatives: Vec<Representative>,
    /// What the ground leaves of the radio horizon.
    pub radio_reach: f64,
    /// The injects.
    pub injects: IdVec<InjectId, Inject>,
    /// What is trained.
    pub objectives: Vec<Objective>,
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

    /// The light at an instant.
    pub fn light_at(&self, at: SimTime) -> Illumination {
        let i = self.light.partition_point(|&(from, _)| from <= at).max(1);
        self.light[i - 1].1
    }

    /// Light and weather as far as they bear on speed.
    pub fn going_at(&self, at: SimTime) -> Going {
        let i = self.going.partition_point(|&(from, _)| from <= at).max(1);
        self.going[i - 1].1
    }

    /// The share of a sensor's range at which people at a place are seen.
    pub fn cover_at(&self, p: Pos) -> f64 {
        let inside = self.areas.iter().filter(|(_, a)| a.holds(p));
        inside.fold(1.0, |least: f64, (_, a)| least.min(a.cover))
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
