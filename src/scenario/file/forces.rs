//! Forces as they stand in a file: sensors, channels, units, patrols.

use std::collections::BTreeMap;

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::notation::kinds::{At, Int, Real, Share};
use crate::{choice, record};

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
        /// The same by moonlight; by default as by night.
        pub moon_km: Option<Real<0, 100>>,
        /// Detections a minute, by one pair of eyes against one person.
        pub rate_per_min: Real<0, 1000> = Real(0.5),
        /// Whether it sees through fog and haze, and suffers less from rain, snow and dust.
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
        /// Post to its own headquarters.
        Command = "command",
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
        /// In a vehicle, on roads and tracks.
        Vehicle = "vehicle",
        /// In a boat, on rivers.
        Boat = "boat",
        /// A small drone: straight through the air, not in fog or strong wind.
        Uav = "uav",
    }
}

choice! {
    /// What a unit is there for.
    pub enum UnitRole {
        /// It goes on patrol, and is sent to threats as well.
        Patrol = "patrol",
        /// It stands by to be sent: it turns out in two minutes and not in five.
        Reaction = "reaction",
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
        /// What it is there for.
        pub role: UnitRole = UnitRole::Patrol,
        /// Whether it is heavy equipment: kept back by agreement, and no help where tempers run high.
        pub heavy: bool = false,
        /// How long it can be out before it must go home; it tires meanwhile. Without it, it
        /// neither tires nor must go home (a drone: after 75 min).
        pub endurance: Option<SimDuration>,
        /// How far its fuel takes it, in kilometres; without it, fuel is not counted.
        pub range_km: Option<Real<1, 5000>>,
        /// How long it rests after it was out, before it goes on patrol again.
        pub rest: SimDuration = SimDuration(0),
        /// How high it holds the antenna of its radio, in metres.
        pub antenna_m: Real<0, 100> = Real(1.5),
        /// How far its own idea of where it is may be wrong (standard deviation), in metres.
        pub fix_error_m: Real<0, 2000> = Real(15.0),
    }
}

choice! {
    /// How a patrol is formed.
    pub enum Form {
        /// One side by itself.
        Single = "single",
        /// Both sides, each on its own side of the line.
        Parallel = "parallel",
        /// Units of both sides go together as one, on either side of the line.
        Mixed = "mixed",
        /// The sides take turns: the first departure is the first unit's, the next the second's.
        Alternating = "alternating",
        /// Units of both sides man one observation post together.
        ObservationPost = "observation_post",
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
        /// Where units of two or more states meet.
        pub meet: Option<MeetFile>,
        /// The state that leads it; by default the one whose unit is named first.
        pub lead: Option<At<Name>>,
        /// Every departure is repeated after this time until ENDEX.
        pub every: Option<At<SimDuration>>,
        /// A section along whose line it goes off the ways, each unit on its own side.
        pub along: Option<At<Name>>,
        /// How far from the line, or from the edge of the band, it keeps then, in metres.
        pub offset_m: Real<0, 5000> = Real(200.0),
        /// How long it stays at its post (observation posts).
        pub stay: SimDuration = SimDuration(4 * 3_600_000),
        /// Whether it stays at its post until those of the next departure have come to relieve it.
        pub relieved: bool = false,
    }
}

record! {
    /// A border representative: who meets the other side's about incidents. Without one, the post
    /// nearest to the incident sends somebody.
    pub struct RepresentativeFile {
        /// Whose representative it is.
        pub state: At<Name>,
        /// For the border with which state.
        pub with: At<Name>,
        /// The site where the representative sits.
        pub at: At<Name>,
        /// Languages that the representative speaks.
        pub languages: Vec<Name> = vec![Name::new("ru")],
    }
}
