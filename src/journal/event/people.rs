//! Groups and citizens.

use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::journal::declare::kinds;
use crate::journal::event::Waypoint;

kinds! {
    /// A group set out.
    Arrival "arrival" root {
        /// The group.
        group: Name,
        /// The scenario's arrivals that it belongs to.
        source: Name,
        /// What it is.
        threat_kind: Name,
        /// Whether it does what is allowed.
        lawful: bool,
        /// How many people.
        size: u32,
        /// Where it starts.
        from: Name,
        /// Where it wants to go.
        to: Name,
        /// The sites on its way.
        route: Vec<Name>,
        /// Which of the routes offered, from 1.
        route_number: u32,
        /// How many routes were offered.
        routes_offered: u32,
    }
    /// A working day of citizens begins.
    WorkdayStarted "workday_started" root {
        /// The citizens.
        civilian: Name,
        /// Where they work.
        work: Name,
        /// People times planned working time, in milliseconds.
        planned_ms: SimDuration,
    }
    /// A working day of citizens is over.
    WorkdayEnded "workday_ended" caused {
        /// The citizens.
        civilian: Name,
        /// People times planned working time, in milliseconds.
        planned_ms: SimDuration,
        /// People times time lost to checks and incidents, in milliseconds.
        lost_ms: SimDuration,
        /// The part of it that incidents took, in milliseconds.
        hindered_ms: SimDuration,
    }
    /// Something set out along a path. It holds until the next motion of the same mover.
    Motion "motion" caused {
        /// The unit or group.
        mover: Name,
        /// Its path: corners with the time each is reached; straight and steady between them.
        path: Vec<Waypoint>,
    }
    /// A group crossed a border section.
    GroupCrossed "group_crossed" caused {
        /// The group.
        group: Name,
        /// The section.
        section: Name,
        /// The state it left.
        from: Name,
        /// The state it entered.
        to: Name,
    }
    /// People who saw that they were pursued reacted.
    GroupReacted "group_reacted" caused {
        /// The group.
        group: Name,
        /// `turn_back`, `scatter` or `run_on`.
        reaction: Name,
    }
    /// A group that was pursued is back where it came from.
    GroupTurnedBack "group_turned_back" caused {
        /// The group.
        group: Name,
        /// What it was.
        threat_kind: Name,
    }
    /// Citizens at work fled from people whom they feared.
    CitizensFled "citizens_fled" caused {
        /// The citizens.
        civilian: Name,
        /// The group.
        group: Name,
        /// Whether they had been warned, and only stay away for a while.
        warned: bool,
        /// People times working time lost, in milliseconds.
        lost_ms: SimDuration,
    }
    /// A group reached its goal unhandled.
    GroupArrived "group_arrived" caused {
        /// The group.
        group: Name,
        /// What it was.
        threat_kind: Name,
        /// Whether it did what is allowed.
        lawful: bool,
    }
}
