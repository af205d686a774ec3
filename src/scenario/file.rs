//! A scenario as it stands in a file. Field names and meanings here are the format's.

mod forces;
mod incidents;
mod msel;
mod people;
mod terrain;

pub use forces::*;
pub use incidents::*;
pub use msel::*;
pub use people::*;
pub use terrain::*;

use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::notation::kinds::{At, Int, Real, Share};
use crate::record;

record! {
    /// A whole exercise: everything that a run needs.
    pub struct ScenarioFile {
        /// Version of the format: 1.
        pub format: Int<1, 1>,
        /// What the exercise is called.
        pub title: String,
        /// What it is about, in a sentence or two.
        pub summary: String = String::new(),
        /// STARTEX as date and time with offset, such as "2022-06-27T06:00:00+06:00".
        pub start: At<String>,
        /// From STARTEX to ENDEX.
        pub duration: At<SimDuration>,
        /// How much time one step of the schedule handles. No result depends on it.
        pub tick: At<SimDuration> = At::from(SimDuration(60_000)),
        /// Where the exercise is: the place of the sun.
        pub origin: Point,
        /// Where day and night come from.
        pub light: Light = Light::Sun,
        /// Files whose lists are added to this one's, relative to this file.
        pub include: Vec<At<String>> = Vec::new(),
        /// The rule file, relative to this file; by default the shipped line of conduct.
        pub conduct: Option<At<String>>,
        /// The score profile, relative to this file; by default the shipped one.
        pub profile: Option<At<String>>,
        /// The agreed values, relative to this file; by default those of rules and profile.
        pub values: Option<At<String>>,
        /// What is trained.
        pub objectives: Vec<ObjectiveFile> = Vec::new(),
        /// The states that take part.
        pub states: Vec<StateFile> = Vec::new(),
        /// Border sections.
        pub sections: Vec<SectionFile> = Vec::new(),
        /// Posts, crossing points, villages and other places.
        pub sites: Vec<SiteFile> = Vec::new(),
        /// Roads, tracks and trails between sites.
        pub legs: Vec<LegFile> = Vec::new(),
        /// Broken ground, wood or reeds.
        pub areas: Vec<AreaFile> = Vec::new(),
        /// Rivers.
        pub rivers: Vec<RiverFile> = Vec::new(),
        /// Sensor types beside, or instead of, the shipped ones.
        pub sensors: Vec<SensorFile> = Vec::new(),
        /// How well each channel gets through, where it differs from the shipped figures.
        pub channels: Vec<ChannelFile> = Vec::new(),
        /// Units.
        pub units: Vec<UnitFile> = Vec::new(),
        /// Patrols.
        pub patrols: Vec<PatrolFile> = Vec::new(),
        /// Groups that arrive at random times.
        pub arrivals: Vec<ArrivalsFile> = Vec::new(),
        /// Citizens at work.
        pub civilians: Vec<CivilianFile> = Vec::new(),
        /// What happens beside arrivals.
        pub incidents: Vec<IncidentFile> = Vec::new(),
        /// Border representatives.
        pub representatives: Vec<RepresentativeFile> = Vec::new(),
        /// What the ground leaves of the radio horizon: 1 on a plain, less in the mountains.
        pub radio_reach: Share = Real(1.0),
        /// The weather through time.
        pub weather: Vec<WeatherFile> = Vec::new(),
        /// The master scenario events list.
        pub injects: Vec<InjectFile> = Vec::new(),
    }
}

record! {
    /// A scenario that changes another by a few lines. Beside these fields it may have any field of
    /// a scenario: it takes the place of the base's. In lists, a thing with the `id` of one of the
    /// base changes just the fields that it writes; a thing with a new `id` is added. Legs are known
    /// by `from` and `to`, weather by `at`, representatives by `state` and `with`.
    pub struct VariantFile {
        /// Version of the format: 1.
        pub format: Int<1, 1>,
        /// The scenario that it changes: a path from this file, or the name of a shipped one.
        pub variant_of: At<String>,
        /// The ids of things to leave out.
        pub without: Vec<At<String>> = Vec::new(),
    }
}

record! {
    /// A file that a scenario includes: any of its lists.
    pub struct IncludeFile {
        /// Version of the format: 1.
        pub format: Int<1, 1> = Int(1),
        /// Further files.
        pub include: Vec<At<String>> = Vec::new(),
        /// What is trained.
        pub objectives: Vec<ObjectiveFile> = Vec::new(),
        /// States.
        pub states: Vec<StateFile> = Vec::new(),
        /// Border sections.
        pub sections: Vec<SectionFile> = Vec::new(),
        /// Sites.
        pub sites: Vec<SiteFile> = Vec::new(),
        /// Legs.
        pub legs: Vec<LegFile> = Vec::new(),
        /// Areas.
        pub areas: Vec<AreaFile> = Vec::new(),
        /// Rivers.
        pub rivers: Vec<RiverFile> = Vec::new(),
        /// Sensor types.
        pub sensors: Vec<SensorFile> = Vec::new(),
        /// Channels.
        pub channels: Vec<ChannelFile> = Vec::new(),
        /// Units.
        pub units: Vec<UnitFile> = Vec::new(),
        /// Patrols.
        pub patrols: Vec<PatrolFile> = Vec::new(),
        /// Arrivals.
        pub arrivals: Vec<ArrivalsFile> = Vec::new(),
        /// Citizens.
        pub civilians: Vec<CivilianFile> = Vec::new(),
        /// Incidents.
        pub incidents: Vec<IncidentFile> = Vec::new(),
        /// Border representatives.
        pub representatives: Vec<RepresentativeFile> = Vec::new(),
        /// Weather.
        pub weather: Vec<WeatherFile> = Vec::new(),
        /// Injects.
        pub injects: Vec<InjectFile> = Vec::new(),
    }
}

impl ScenarioFile {
    /// Adds the lists of an included file.
    pub fn absorb(&mut self, part: IncludeFile) {
        self.objectives.extend(part.objectives);
        self.states.extend(part.states);
        self.sections.extend(part.sections);
        self.sites.extend(part.sites);
        self.legs.extend(part.legs);
        self.areas.extend(part.areas);
        self.rivers.extend(part.rivers);
        self.sensors.extend(part.sensors);
        self.channels.extend(part.channels);
        self.units.extend(part.units);
        self.patrols.extend(part.patrols);
        self.arrivals.extend(part.arrivals);
        self.civilians.extend(part.civilians);
        self.incidents.extend(part.incidents);
        self.representatives.extend(part.representatives);
        self.weather.extend(part.weather);
        self.injects.extend(part.injects);
    }
}

record! {
    /// Something that the exercise trains, and how it is measured.
    pub struct ObjectiveFile {
        /// Its id.
        pub id: At<Name>,
        /// What it is, in a sentence.
        pub text: String,
        /// The metrics that measure it, such as "M1".
        pub metrics: Vec<At<Name>>,
        /// The rules that bear on it, such as "LOC-25": M10 is measured over them alone. Without
        /// them, those that bear on its metrics.
        pub rules: Vec<At<Name>> = Vec::new(),
        /// The score, 0 to 100, at which it counts as met.
        pub target: Real<0, 100> = Real(80.0),
    }
}

record! {
    /// A state that takes part.
    pub struct StateFile {
        /// Its id, such as "KGZ".
        pub id: At<Name>,
        /// Its name, for people.
        pub name: Option<String>,
        /// Its name in neutral reports, such as "Blue".
        pub neutral: Option<String>,
        /// How its duty officers and patrols act: a shipped doctrine, or a file.
        pub doctrine: At<String> = At::from("joint".to_owned()),
    }
}
