//! The ground as it stands in a file: border sections, sites, ways, rivers, light and weather.

use std::collections::BTreeMap;

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::notation::kinds::{At, Int, Real, Share};
use crate::scenario::file::Mode;
use crate::{choice, record};

choice! {
    /// Where day and night come from.
    pub enum Light {
        /// The sun at the scenario's origin.
        Sun = "sun",
        /// Always day.
        Day = "day",
        /// Always night without a moon.
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
        /// No posts or reinforcements nearer to the line than this, as agreed; 0: nothing agreed.
        pub setback_m: Real<0, 50_000> = Real(0.0),
        /// No heavy equipment nearer to the line than this, as agreed; 0: nothing agreed.
        pub heavy_setback_m: Real<0, 100_000> = Real(0.0),
        /// Whether the size of patrols is capped here.
        pub sensitive: bool = false,
        /// The most people that one side's patrol may have on a sensitive section.
        pub patrol_cap: Int<1, 100> = Int(5),
        /// Whether both sides agreed that an urgent pursuit may cross (demarcated sections).
        pub pursuit_annex: bool = false,
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
        /// A commanding height.
        Height = "height",
        /// A headquarters, to which posts report.
        Headquarters = "headquarters",
        /// A radio relay.
        Relay = "relay",
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
        /// How high its radio mast is above the ground, in metres.
        pub mast_m: Real<0, 300> = Real(12.0),
        /// How many duty officers handle what comes in, each one thing at a time.
        pub officers: Int<1, 20> = Int(1),
        /// Languages that are spoken there.
        pub languages: Vec<Name> = vec![Name::new("ru")],
        /// How many interpreters there are for calls without a common language.
        pub interpreters: Int<0, 20> = Int(1),
        /// Whether both sides agreed to keep it free of guards (heights).
        pub kept_free: bool = false,
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
        /// Water that one goes along: on foot and on horseback along its edge, by boat on it.
        River = "river",
        /// A ford: closed to all but boats at high water.
        Ford = "ford",
    }
}

record! {
    /// A corner of a way.
    pub struct ViaPoint {
        /// Longitude in degrees east (WGS 84).
        pub lon: Real<-180, 180>,
        /// Latitude in degrees north (WGS 84).
        pub lat: Real<-89, 89>,
        /// Metres above the sea; without it the slope is even between the corners that say.
        pub alt_m: Option<Real<-400, 8000>>,
    }
}

record! {
    /// A time in which a way is closed.
    pub struct ClosureFile {
        /// From when, since STARTEX.
        pub from: At<SimTime>,
        /// Until when; without it, to ENDEX.
        pub until: Option<At<SimTime>>,
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
        pub via: Vec<ViaPoint> = Vec::new(),
        /// Who may use it; by default all whom its surface suits.
        pub modes: Vec<Mode> = Vec::new(),
        /// The months in which it is open, from and to, such as `(5, 10)`; by default all.
        pub months: Option<(Int<1, 12>, Int<1, 12>)>,
        /// When it is closed.
        pub closed: Vec<ClosureFile> = Vec::new(),
    }
}

record! {
    /// Broken ground, wood or reeds, in which people are seen less far.
    pub struct AreaFile {
        /// Its id.
        pub id: At<Name>,
        /// The share of a sensor's range at which people in it are seen.
        pub cover: Share,
        /// Its outline: three corners or more.
        pub outline: Vec<Point>,
    }
}

record! {
    /// A river that holds up whoever crosses it off the ways.
    pub struct RiverFile {
        /// Its id.
        pub id: At<Name>,
        /// Its course.
        pub line: Vec<Point>,
        /// How long it takes to get across, wading, swimming or with a raft; at high water three
        /// times that.
        pub crossing: SimDuration = SimDuration(1_200_000),
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
        /// Whether it rains: slower ways, shorter sight.
        pub rain: bool = false,
        /// Whether it snows, or snow lies: slower ways, shorter sight.
        pub snow: bool = false,
        /// Whether there is a dust storm: slower ways, shorter sight.
        pub dust: bool = false,
        /// Wind in metres a second, which keeps drones on the ground and drives fires.
        pub wind_mps: Real<0, 60> = Real(3.0),
        /// Whether rivers are high: fords are closed.
        pub high_water: bool = false,
    }
}
