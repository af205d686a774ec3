//! A scenario as it stands in a file. Field names and meanings here are the format's.

use std::collections::BTreeMap;

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::notation::kinds::{At, Int, Real, Share};
pub use crate::scenario::msel::{EffectFile, InjectFile, WhenFile};
use crate::{choice, record};

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
        /// The weather through time.
        pub weather: Vec<WeatherFile> = Vec::new(),
        /// The master scenario events list.
        pub injects: Vec<InjectFile> = Vec::new(),
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
        self.sensors.extend(part.sensors);
        self.channels.extend(part.channels);
        self.units.extend(part.units);
        self.patrols.extend(part.patrols);
        self.arrivals.extend(part.arrivals);
        self.civilians.extend(part.civilians);
        self.weather.extend(part.weather);
        self.injects.extend(part.injects);
    }
}

choice! {
    /// Where day and night come from.
    pub enum Light {
        /// The sun at the scenario's origin.
        Sun = "sun",
        /// Always day.
        Day = "day",
        /// Always night.
        Night = "night",
    }
}

record! {
    /// A place on the earth.
    pub struct Point {
        /// Longitude in degrees east (WGS 84).
        pub lon: Real<-180, 180>,
        /// Latitude in degrees north (WGS 84).
        pub lat: Real<-89, 89>,
    }
}

record! {
    /// A place on the earth with its height.
    pub struct SitePoint {
        /// Longitude in degrees east (WGS 84).
        pub lon: Real<-180, 180>,
        /// Latitude in degrees north (WGS 84).
        pub lat: Real<-89, 89>,
        /// Metres above the sea.
        pub alt_m: Real<-400, 8000> = Real(0.0),
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

choice! {
    /// How far a section is settled between its states.
    pub enum Status {
        /// Agreed and marked on the ground.
        Demarcated = "demarcated",
        /// Agreed on maps, not marked.
        Delimited = "delimited",
        /// Not agreed: each state has its own line, with an agreed patrol band between.
        Undefined = "undefined",
    }
}

record! {
    /// A border section between two states.
    pub struct SectionFile {
        /// Its id.
        pub id: At<Name>,
        /// The two states.
        pub between: (At<Name>, At<Name>),
        /// How far it is settled.
        pub status: At<Status>,
        /// Whether both sides watch it together.
        pub joint: bool = false,
        /// The agreed line (demarcated and delimited sections).
        pub line: Vec<Point> = Vec::new(),
        /// Each state's own line (undefined sections).
        pub claims: BTreeMap<String, Vec<Point>> = BTreeMap::new(),
        /// Half the width of the agreed patrol band, in metres (undefined sections).
        pub band_m: Real<0, 20_000> = Real(300.0),
    }
}

choice! {
    /// What a site is.
    pub enum SiteKind {
        /// A border post with a duty officer.
        Post = "post",
        /// A place where crossing is lawful.
        CrossingPoint = "crossing_point",
        /// A village.
        Village = "village",
        /// A market.
        Market = "market",
        /// A pass.
        Pass = "pass",
        /// A ford.
        Ford = "ford",
        /// A pasture.
        Pasture = "pasture",
        /// A water intake.
        Intake = "intake",
        /// Where ways meet.
        Junction = "junction",
    }
}

record! {
    /// A place on the network.
    pub struct SiteFile {
        /// Its id.
        pub id: At<Name>,
        /// Its name, for people.
        pub name: Option<String>,
        /// What it is.
        pub kind: At<SiteKind>,
        /// Whose it is; a post must say.
        pub state: Option<At<Name>>,
        /// Where it is.
        pub at: SitePoint,
        /// How many people man it; a small post handles reports more slowly.
        pub staff: Int<0, 500> = Int(20),
        /// The neighbours' posts that it can call.
        pub hotline: Vec<At<Name>> = Vec::new(),
        /// Sensors that are mounted there.
        pub sensors: Vec<At<Name>> = Vec::new(),
    }
}

choice! {
    /// What one walks or drives on.
    pub enum Surface {
        /// A made road.
        Road = "road",
        /// A track for sturdy vehicles.
        Track = "track",
        /// A path for people and horses.
        Trail = "trail",
        /// Water.
        River = "river",
    }
}

record! {
    /// A way between two sites.
    pub struct LegFile {
        /// One end.
        pub from: At<Name>,
        /// The other end.
        pub to: At<Name>,
        /// What one walks or drives on.
        pub surface: Surface = Surface::Trail,
        /// Corners between the ends.
        pub via: Vec<Point> = Vec::new(),
    }
}

choice! {
    /// How detection goes with distance.
    pub enum Law {
        /// Certain at once within the range.
        Definite = "definite",
        /// A constant rate within the range.
        Constant = "constant",
        /// A rate that falls with the cube of the distance; `rate_per_min` holds at half the range.
        InverseCube = "inverse_cube",
    }
}

record! {
    /// A type of sensor.
    pub struct SensorFile {
        /// Its id.
        pub id: At<Name>,
        /// How detection goes with distance.
        pub law: Law = Law::Constant,
        /// Range against one walking adult by day, in kilometres.
        pub day_km: Real<0, 100>,
        /// The same by night.
        pub night_km: Real<0, 100>,
        /// Detections a minute, by one pair of eyes against one person.
        pub rate_per_min: Real<0, 1000> = Real(0.5),
        /// Whether it sees through fog and haze.
        pub through_fog: bool = false,
    }
}

choice! {
    /// A way to talk.
    pub enum Channel {
        /// Patrol to its own post.
        Radio = "radio",
        /// Post to the neighbour's post.
        Hotline = "hotline",
    }
}

record! {
    /// How well a channel gets through.
    pub struct ChannelFile {
        /// Which channel.
        pub id: At<Channel>,
        /// Probability that one attempt gets through.
        pub success: Share,
        /// Time between attempts.
        pub retry: SimDuration = SimDuration(60_000),
        /// After so many attempts a message is given up.
        pub attempts: Int<1, 1000> = Int(20),
    }
}

choice! {
    /// How a unit moves.
    pub enum Mode {
        /// On foot.
        Foot = "foot",
        /// On horseback.
        Mounted = "mounted",
        /// In a vehicle.
        Vehicle = "vehicle",
    }
}

record! {
    /// A unit of a border service.
    pub struct UnitFile {
        /// Its id.
        pub id: At<Name>,
        /// Its name, for people.
        pub name: Option<String>,
        /// Whose it is.
        pub state: At<Name>,
        /// How it moves.
        pub mode: Mode = Mode::Foot,
        /// How many people.
        pub size: Int<1, 100> = Int(4),
        /// The post it belongs to.
        pub home: At<Name>,
        /// What it carries to see with.
        pub sensors: Vec<At<Name>> = vec![At::from(Name::new("eye"))],
        /// Languages that are spoken in it.
        pub languages: Vec<Name> = vec![Name::new("ru")],
        /// A fixed speed in km/h, whatever the ground and the light.
        pub speed_kmh: Option<Real<0, 300>>,
    }
}

choice! {
    /// How a patrol is formed.
    pub enum Form {
        /// One side by itself.
        Single = "single",
        /// Both sides, each on its own side of the line.
        Parallel = "parallel",
    }
}

record! {
    /// Where and how long the units of a joint patrol wait for each other.
    pub struct MeetFile {
        /// The site.
        pub at: At<Name>,
        /// How long one waits for the other.
        pub window: SimDuration = SimDuration(1_200_000),
    }
}

record! {
    /// A patrol that is repeated.
    pub struct PatrolFile {
        /// Its id.
        pub id: At<Name>,
        /// Its name, for people.
        pub name: Option<String>,
        /// How it is formed.
        pub form: At<Form> = At::from(Form::Single),
        /// The units that go.
        pub units: Vec<At<Name>>,
        /// The sites it calls at. A post of another state stands for a unit's own home.
        pub route: Vec<At<Name>>,
        /// Routes of single units that differ from `route`.
        pub routes: BTreeMap<String, Vec<At<Name>>> = BTreeMap::new(),
        /// When it leaves, since STARTEX.
        pub depart: Vec<At<SimTime>>,
        /// Departures vary evenly by up to this much, earlier or later.
        pub vary: SimDuration = SimDuration(0),
        /// Each unit may be late by up to this much.
        pub late: SimDuration = SimDuration(0),
        /// How long it stops and looks at each site; by default as suits the site.
        pub halt: Option<SimDuration>,
        /// How many times it goes round.
        pub laps: Int<1, 100_000> = Int(1),
        /// Where units of two states meet.
        pub meet: Option<MeetFile>,
    }
}

choice! {
    /// Who arrives.
    pub enum ArrivalKind {
        /// An armed or terrorist group.
        ArmedGroup = "armed_group",
        /// A courier of an extremist network.
        ExtremistCourier = "extremist_courier",
        /// Trafficking in weapons.
        WeaponsTrafficking = "weapons_trafficking",
        /// Trafficking in drugs.
        DrugTrafficking = "drug_trafficking",
        /// Organised crime: livestock theft, contraband, trafficking in persons.
        OrganisedCrime = "organised_crime",
        /// People who cross without papers: a category of their own, registered or referred.
        IrregularMigration = "irregular_migration",
        /// Citizens who cross where and as they may.
        LawfulCrossing = "lawful_crossing",
        /// Animals that look like something on a sensor.
        Wildlife = "wildlife",
    }
}

record! {
    /// Groups that arrive at random times (a Poisson process) or at given ones.
    pub struct ArrivalsFile {
        /// Their id.
        pub id: At<Name>,
        /// Who they are.
        pub kind: ArrivalKind,
        /// Where they may start.
        pub from: Vec<At<Name>>,
        /// Where they may want to go.
        pub to: Vec<At<Name>>,
        /// How many groups a day, on average.
        pub per_day: Real<0, 100_000> = Real(0.0),
        /// Times of arrival that are certain, since STARTEX.
        pub at: Vec<At<SimTime>> = Vec::new(),
        /// Local hours of the day between which they arrive; they may span midnight.
        pub hours: Option<(SimDuration, SimDuration)>,
        /// How many people, from and to.
        pub size: (Int<1, 500>, Int<1, 500>) = (Int(1), Int(1)),
        /// How many sensible routes they choose among.
        pub routes: Int<1, 5> = Int(1),
        /// They cross anywhere on a front of this width in kilometres, off the ways.
        pub front_km: Real<0, 1000> = Real(0.0),
        /// How long they lie up at their start before they set out.
        pub stay: SimDuration = SimDuration(0),
        /// A fixed speed in km/h, whatever the ground and the light.
        pub speed_kmh: Option<Real<0, 300>>,
    }
}

choice! {
    /// What citizens do.
    pub enum CivilianKind {
        /// They herd animals.
        Herder = "herder",
        /// They farm.
        Farmer = "farmer",
        /// They trade.
        Trader = "trader",
    }
}

record! {
    /// Citizens at lawful work.
    pub struct CivilianFile {
        /// Their id.
        pub id: At<Name>,
        /// What they do.
        pub kind: CivilianKind,
        /// Whose citizens they are.
        pub state: At<Name>,
        /// Where they live.
        pub home: At<Name>,
        /// Where they work.
        pub work: At<Name>,
        /// How many people.
        pub people: Int<1, 500> = Int(1),
        /// How many animals.
        pub herd: Int<0, 5000> = Int(0),
        /// When they leave home, by the local clock.
        pub leave: SimDuration = SimDuration(7 * 3_600_000),
        /// How long they work.
        pub hours: SimDuration = SimDuration(9 * 3_600_000),
    }
}

record! {
    /// The weather from an instant on.
    pub struct WeatherFile {
        /// From when.
        pub at: At<SimTime>,
        /// How far one can see, in kilometres.
        pub visibility_km: Real<0, 200> = Real(20.0),
        /// Whether there is fog, which also slows everybody.
        pub fog: bool = false,
    }
}
