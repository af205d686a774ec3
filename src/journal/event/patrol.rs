//! Plans, departures, watched parts, rendezvous, joint operations.

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::declare::kinds;

kinds! {
    /// A departure of a patrol stands in the plan.
    PatrolPlanned "patrol_planned" root {
        /// The patrol.
        patrol: Name,
        /// Which departure of it, from 1.
        departure: u32,
        /// The units that go.
        units: Vec<Name>,
        /// Agreed time of departure.
        depart_ms: SimTime,
        /// Whether units of two states go together.
        joint: bool,
        /// Where the units meet, if they do.
        meet: Option<Name>,
    }
    /// A part of a joint section is to be watched, as agreed before STARTEX.
    PartAgreed "part_agreed" root {
        /// The section.
        section: Name,
        /// Which part of it, such as `north/3`.
        part: Name,
        /// The section's status.
        status: Name,
        /// Whether it is a joint section.
        joint: bool,
        /// The two states.
        between: Vec<Name>,
    }
    /// A state told a neighbour of a patrol to come, through headquarters.
    PlanShared "plan_shared" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// The state that was told.
        to: Name,
        /// How long before the departure.
        lead_ms: SimDuration,
    }
    /// A unit left on patrol.
    PatrolStarted "patrol_started" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// The unit.
        unit: Name,
        /// How many people.
        size: u32,
        /// Whether units of two states go together.
        joint: bool,
        /// Whether the patrol goes along a joint section.
        on_joint_section: bool,
        /// The section it goes along, if any.
        section: Option<Name>,
        /// That section's status.
        status: Option<Name>,
        /// The state across the section.
        neighbour: Option<Name>,
        /// How it is formed.
        form: Name,
        /// The state that leads it.
        lead: Name,
        /// The most people that a patrol may have on that section, if that was agreed.
        cap: Option<u32>,
        /// Whether it has more.
        over_cap: bool,
        /// On how many of the days just before this side left along this section within ten
        /// minutes of this time of day.
        same_time_days: u32,
    }
    /// A drone took off.
    FlightBegan "flight_began" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// The drone.
        unit: Name,
        /// The section it flies along, if any.
        section: Option<Name>,
        /// That section's status.
        status: Option<Name>,
        /// How near its route comes to the nearest line, in metres.
        line_distance_m: Option<f64>,
    }
    /// Guards took up a position: a post at STARTEX, a unit on a height, a reinforcement.
    PositionTaken "position_taken" caused {
        /// The post or the unit.
        holder: Name,
        /// `post`, `heavy` equipment, `height` or `reinforcement`.
        what: Name,
        /// The nearest section.
        section: Name,
        /// Its status.
        status: Name,
        /// Distance to its line, in metres.
        line_distance_m: f64,
        /// The agreed setback there, in metres.
        setback_m: f64,
        /// Whether it lies nearer than agreed, or on a height that is to be kept free.
        against_agreement: bool,
    }
    /// A unit at an observation post was relieved in place.
    Relieved "relieved" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure was relieved.
        departure: u32,
        /// The unit that was relieved.
        unit: Name,
        /// The unit that took over.
        by: Name,
    }
    /// A unit broke off and went home.
    ReturnedEarly "returned_early" caused {
        /// The unit.
        unit: Name,
        /// `endurance`, `fuel` or `weather`.
        reason: Name,
    }
    /// A unit came back from patrol.
    PatrolEnded "patrol_ended" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// The unit.
        unit: Name,
        /// `completed` or `broken_off`.
        outcome: Name,
    }
    /// A departure could not be made: the unit was still busy.
    PatrolCancelled "patrol_cancelled" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// The unit.
        unit: Name,
        /// The section it would have gone along, if any.
        section: Option<Name>,
        /// `unit_busy`, `unit_tired`, `weather` or `not_sent`.
        reason: Name,
    }
    /// A part of a section came into somebody's view.
    ObservationBegan "observation_began" caused {
        /// The section.
        section: Name,
        /// Which part of it, such as `north/3`.
        part: Name,
        /// The section's status.
        status: Name,
        /// Whether it is a joint section.
        joint: bool,
        /// Who looks.
        observer: Name,
    }
    /// A part of a section went out of somebody's view.
    ObservationEnded "observation_ended" caused {
        /// The section.
        section: Name,
        /// Which part of it.
        part: Name,
        /// The section's status.
        status: Name,
        /// Whether it is a joint section.
        joint: bool,
        /// Who looked.
        observer: Name,
    }
    /// A unit of a joint patrol is at the place of the rendezvous.
    RendezvousReached "rendezvous_reached" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// The unit.
        unit: Name,
        /// The place.
        site: Name,
    }
    /// The units of a joint patrol met.
    RendezvousMet "rendezvous_met" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// The units that met.
        units: Vec<Name>,
        /// The place.
        site: Name,
        /// The section, if any.
        section: Option<Name>,
        /// How long they needed to exchange what they know, in milliseconds.
        exchange_ms: SimDuration,
    }
    /// A unit of a joint patrol waited in vain, or did not wait.
    RendezvousMissed "rendezvous_missed" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// The unit.
        unit: Name,
        /// The place.
        site: Name,
        /// How long it waited, in milliseconds.
        waited_ms: SimDuration,
    }
    /// A joint operation of a unit is under way.
    JointOperationBegan "joint_operation_began" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// The unit.
        unit: Name,
        /// The section, if any.
        section: Option<Name>,
        /// Its status.
        status: Option<Name>,
    }
    /// A joint operation of a unit is over.
    JointOperationEnded "joint_operation_ended" caused {
        /// The patrol.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// The unit.
        unit: Name,
    }
    /// A unit's position report reached its post.
    PositionReported "position_reported" caused {
        /// The unit.
        unit: Name,
        /// The patrol it is on.
        patrol: Name,
        /// Which departure.
        departure: u32,
        /// Metres east.
        x_m: f64,
        /// Metres north.
        y_m: f64,
    }
}
