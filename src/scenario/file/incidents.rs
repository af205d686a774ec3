//! Incidents as they stand in a file: what happens at the border beside arrivals.

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::notation::kinds::{At, Int, Real};
use crate::{choice, record};

choice! {
    /// What happens.
    pub enum IncidentKind {
        /// One side begins works at a water point: a fence, a camera, a pipe.
        Works = "works",
        /// Herders of both sides claim the same pasture.
        PastureDispute = "pasture_dispute",
        /// A shot is heard near the line, and a guard is hurt.
        ShotHeard = "shot_heard",
        /// One side believes that the other's aircraft crossed the line.
        AirIntrusion = "air_intrusion",
        /// A wildfire.
        Wildfire = "wildfire",
        /// A mudflow that blocks ways and buries people.
        Mudflow = "mudflow",
        /// An avalanche that buries people.
        Avalanche = "avalanche",
        /// Somebody is lost.
        LostPerson = "lost_person",
        /// Somebody is hurt.
        InjuredPerson = "injured_person",
        /// Animals stray across the line.
        StrayedHerd = "strayed_herd",
        /// People cross the line without meaning to.
        InadvertentCrossing = "inadvertent_crossing",
        /// Patrols that met without having agreed to: it comes about by itself.
        Encounter = "encounter",
        /// A patrol was seen beyond the line: it comes about by itself.
        StrayedPatrol = "strayed_patrol",
        /// A patrol was followed by the other side's: it comes about by itself.
        Tailing = "tailing",
        /// Patrols met who both knew of each other: it comes about by itself.
        PlannedEncounter = "planned_encounter",
        /// Force was used, and nobody was hurt: it comes about by itself.
        UseOfForce = "use_of_force",
        /// A herd was stolen: it comes about by itself, where thieves set out.
        StolenHerd = "stolen_herd",
    }
}

record! {
    /// Something that happens at a site, at given times or at random ones.
    pub struct IncidentFile {
        /// Its id.
        pub id: At<Name>,
        /// What happens.
        pub kind: At<IncidentKind>,
        /// Where.
        pub at: At<Name>,
        /// When, since STARTEX; without times and `per_day`, when an inject says so.
        pub times: Vec<At<SimTime>> = Vec::new(),
        /// How often a day, on average.
        pub per_day: Real<0, 1000> = Real(0.0),
        /// Whose doing it is, or whose people or animals are concerned; by default the state on
        /// whose side it happens.
        pub state: Option<At<Name>>,
        /// How many people are in danger, hurt or lost.
        pub people: Int<0, 200> = Int(1),
        /// How many animals.
        pub herd: Int<0, 5000> = Int(0),
    }
}
