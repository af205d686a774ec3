//! People as they stand in a file: groups that arrive, and citizens at work.

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::notation::kinds::{At, Int, Real, Share};
use crate::{choice, record};

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
        /// Fighters who spill over from a conflict beyond a southern front.
        Spillover = "spillover",
        /// People who cross without papers: a category of their own, registered or referred.
        IrregularMigration = "irregular_migration",
        /// Citizens who cross where and as they may.
        LawfulCrossing = "lawful_crossing",
        /// Animals that look like something on a sensor.
        Wildlife = "wildlife",
    }
}

choice! {
    /// What organised crime deals in.
    pub enum Trade {
        /// Goods on which no duty is paid: less often recognised for what they are.
        Contraband = "contraband",
        /// Herds: those who own them cannot work until they have them back.
        LivestockTheft = "livestock_theft",
        /// People: once found they are in need of protection, and referred.
        TraffickingInPersons = "trafficking_in_persons",
    }
}

record! {
    /// A season.
    pub struct SeasonFile {
        /// The first month, from 1.
        pub from: Int<1, 12>,
        /// The last month.
        pub to: Int<1, 12>,
        /// How many times more, or less, than in the rest of the year.
        pub factor: Real<0, 100>,
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
        /// The months of the year in which more come, from and to, and how many times more.
        pub season: Option<SeasonFile>,
        /// The share of groups without papers, or of those who flee, who ask for protection.
        pub claims: Share = Real(0.15),
        /// What organised crime deals in, if that is known.
        pub trade: Option<Trade>,
        /// How many animals are driven (livestock theft).
        pub herd: Int<0, 5000> = Int(0),
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
        /// They go to school; they stay away for the day from what frightens them.
        Pupil = "pupil",
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
        /// The months in which they work, from and to, such as `(5, 10)`; by default all.
        pub months: Option<(Int<1, 12>, Int<1, 12>)>,
    }
}
