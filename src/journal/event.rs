//! Every kind of entry there is.
//!
//! The list below is the journal's whole vocabulary. The catalogue in `docs/journal.md` is made
//! from it; its kinds are the facts of conduct rules.

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::catalogue::{FieldRow, KindRow};
use crate::journal::declare::{events, is_root};
use crate::journal::fact::{AsField, FieldValue};

/// A corner of a path: when, metres east, metres north.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waypoint(pub SimTime, pub f64, pub f64);

impl AsField for Waypoint {
    const TYPE: &'static str = "[at_ms, x_m, y_m]";
    fn as_field(&self) -> Option<FieldValue<'_>> {
        None
    }
}

events! {
    /// STARTEX.
    ExerciseStarted "exercise_started" root {
        /// The scenario's title.
        title: String,
        /// The states that take part.
        states: Vec<Name>,
    }
    /// ENDEX.
    ExerciseEnded "exercise_ended" root {}
    /// It became day or night.
    LightChanged "light_changed" root {
        /// `day` or `night`.
        light: Name,
    }
    /// The weather changed.
    WeatherChanged "weather_changed" root {
        /// How far one can see, in kilometres.
        visibility_km: f64,
        /// Whether there is fog.
        fog: bool,
    }
    /// An inject of the master scenario events list was given.
    InjectGiven "inject_given" root {
        /// The inject.
        inject: Name,
        /// What it does, in words.
        what: String,
        /// The objective that it tests, if any.
        objective: Option<Name>,
        /// What is expected of the training audience.
        expected: String,
    }
    /// What an inject did is over.
    InjectEnded "inject_ended" caused {
        /// The inject.
        inject: Name,
    }
    /// Somebody gave an order.
    OrderGiven "order_given" root {
        /// The seat that gave it.
        seat: Name,
        /// What was ordered, in words.
        order: String,
    }
    /// An order came too late, or for nothing that was asked, and was not carried out.
    OrderRejected "order_rejected" caused {
        /// The seat that gave it.
        seat: Name,
        /// Why not.
        reason: String,
    }
    /// An evaluator's note.
    NoteTaken "note_taken" root {
        /// The seat that wrote it.
        seat: Name,
        /// The note.
        note: String,
    }
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
        /// People times time lost to checks and holds, in milliseconds.
        lost_ms: SimDuration,
    }
    /// Something set out along a path. It holds until the next motion of the same mover.
    Motion "motion" caused {
        /// The unit or group.
        mover: Name,
        /// Its path: corners with the time each is reached; straight and steady between them.
        path: Vec<Waypoint>,
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
        /// Why.
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
    /// A sensor found somebody.
    ContactDetected "contact_detected" caused {
        /// The unit or site that looked.
        observer: Name,
        /// How far away, in metres.
        range_m: f64,
        /// Where it seemed to be: metres east.
        x_m: f64,
        /// Where it seemed to be: metres north.
        y_m: f64,
        /// The nearest section.
        section: Option<Name>,
        /// That section's status.
        status: Option<Name>,
        /// Distance to the nearest border line, in metres.
        line_distance_m: Option<f64>,
        /// Hidden: who it really was.
        truth: Name,
    }
    /// A contact went out of reach of the observer who had found it.
    ContactLost "contact_lost" caused {
        /// The unit or site that had looked.
        observer: Name,
        /// Hidden: who it really was.
        truth: Name,
    }
    /// A patrol's report could be given to its post.
    ReportSent "report_sent" caused {
        /// The message.
        message: Name,
        /// The post it goes to.
        to: Name,
        /// How many attempts it took.
        attempts: u32,
        /// How long it took to get through, in milliseconds.
        delay_ms: SimDuration,
    }
    /// The duty officer of a post has a report.
    ReportReceived "report_received" caused {
        /// The message.
        message: Name,
        /// Who sent it.
        from: Name,
        /// The track it was taken for.
        track: Name,
    }
    /// A side opened a track: as far as it knows, this is somebody new.
    TrackOpened "track_opened" caused {
        /// The track, by that side's own count.
        track: Name,
        /// `own` detection or `message`.
        source: Name,
        /// Metres east.
        x_m: f64,
        /// Metres north.
        y_m: f64,
        /// Hidden: who it really was.
        truth: Name,
    }
    /// A side took a report for a track that it had already.
    TrackUpdated "track_updated" caused {
        /// The track.
        track: Name,
        /// `own` detection or `message`.
        source: Name,
        /// Metres east.
        x_m: f64,
        /// Metres north.
        y_m: f64,
        /// Hidden: who it really was, by the report.
        truth: Name,
        /// Hidden: whether the report and the track were of the same people.
        correct: bool,
    }
    /// A side decided what a track is.
    ContactClassified "contact_classified" caused {
        /// The track.
        track: Name,
        /// `threat`, `irregular`, `lawful` or `unknown`.
        class: Name,
        /// Distance to the nearest border line, in metres.
        line_distance_m: Option<f64>,
        /// The nearest section.
        section: Option<Name>,
        /// That section's status.
        status: Option<Name>,
        /// Whether that section is joint.
        joint: bool,
        /// The state across that section.
        neighbour: Option<Name>,
        /// Hidden: who it really was.
        truth: Name,
        /// Hidden: what it really was.
        truth_kind: Name,
    }
    /// Somebody has to choose.
    DecisionRequested "decision_requested" caused {
        /// The request: what about, whom, and which time.
        request: Name,
        /// Who has to choose.
        seat: Name,
        /// What about.
        decision: Name,
        /// The track it is about, if any.
        track: Option<Name>,
        /// What can be chosen.
        options: Vec<Name>,
        /// What holds if nobody chooses in time.
        default: Name,
        /// Until when it can be chosen.
        limit_ms: SimTime,
    }
    /// Somebody chose.
    DecisionMade "decision_made" caused {
        /// The request.
        request: Name,
        /// Who chose.
        seat: Name,
        /// What about.
        decision: Name,
        /// The track it is about, if any.
        track: Option<Name>,
        /// What was chosen.
        choice: Name,
        /// `doctrine`, `seat`, or `default`.
        by: Name,
        /// The reason that was given, if any.
        reason: Option<String>,
    }
    /// An attempt to get through failed.
    AttemptFailed "attempt_failed" caused {
        /// The message.
        message: Name,
        /// What kind of message.
        purpose: Name,
        /// The track it is about, if any.
        track: Option<Name>,
        /// The channel.
        channel: Name,
        /// Which attempt, from 1.
        attempt: u32,
        /// `outage` or `no_contact`.
        reason: Name,
    }
    /// A message was given up.
    MessageLost "message_lost" caused {
        /// The message.
        message: Name,
        /// What kind of message.
        purpose: Name,
        /// The track it is about, if any.
        track: Option<Name>,
        /// How many attempts were made.
        attempts: u32,
    }
    /// A post told a neighbour of a track.
    NotificationSent "notification_sent" caused {
        /// The message.
        message: Name,
        /// The track, by the sender's count.
        track: Name,
        /// The state that was told.
        to: Name,
        /// The channel, `hotline` or `meeting`.
        channel: Name,
        /// What the sender takes it for.
        class: Name,
        /// Distance to the nearest border line, in metres.
        line_distance_m: Option<f64>,
        /// The nearest section.
        section: Option<Name>,
        /// How many attempts it took.
        attempts: u32,
        /// Hidden: who it really was.
        truth: Name,
    }
    /// A notification reached the neighbour's duty officer.
    NotificationReceived "notification_received" caused {
        /// The message.
        message: Name,
        /// The state that sent it.
        from: Name,
        /// The track it was taken for, by the receiver's count.
        track: Name,
        /// The channel.
        channel: Name,
        /// The nearest section.
        section: Option<Name>,
        /// Hidden: who it really was.
        truth: Name,
    }
    /// A notification was acknowledged.
    AcknowledgementSent "acknowledgement_sent" caused {
        /// The notification that is acknowledged.
        message: Name,
        /// The state that had sent it.
        to: Name,
        /// The receiver's own track.
        track: Name,
        /// What the receiver means to do: `task` or `watch`.
        intent: Name,
    }
    /// An acknowledgement came back.
    AcknowledgementReceived "acknowledgement_received" caused {
        /// The notification that is acknowledged.
        message: Name,
        /// The state that acknowledges.
        from: Name,
        /// The track, by the count of the one who had notified.
        track: Name,
        /// What the other side means to do.
        intent: Name,
        /// How long after the notification was sent, in milliseconds.
        loop_ms: SimDuration,
        /// The nearest section.
        section: Option<Name>,
    }
    /// Both sides know of a threat at a section, and each knows that the other knows.
    ThreatConfirmed "threat_confirmed" caused {
        /// The case that both sides now share.
        case: Name,
        /// The track, by this side's count.
        track: Name,
        /// The other side.
        with: Name,
        /// The section.
        section: Option<Name>,
        /// Its status.
        status: Option<Name>,
        /// Whether it is a joint section.
        joint: bool,
    }
    /// The named lead of a shared case was declared.
    LeadDeclared "lead_declared" caused {
        /// The case.
        case: Name,
        /// The side that leads: the host of the place where the threat is.
        lead: Name,
    }
    /// A unit was sent to a track.
    UnitTasked "unit_tasked" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// The case, if both sides share one.
        case: Option<Name>,
        /// Where it is to meet the track: metres east.
        x_m: f64,
        /// Where it is to meet the track: metres north.
        y_m: f64,
        /// When it should be there.
        eta_ms: SimTime,
        /// Hidden: who it really is.
        truth: Name,
    }
    /// Nobody could be sent.
    TaskingFailed "tasking_failed" caused {
        /// The track.
        track: Name,
        /// The case, if both sides share one.
        case: Option<Name>,
        /// Why: `no_unit_free` or `out_of_reach`.
        reason: Name,
    }
    /// A unit's task is over.
    TaskEnded "task_ended" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// `intercepted`, `not_found`, `handed_over`, `lost` or `called_off`.
        outcome: Name,
    }
    /// A unit on a task has its target in sight and closes with it.
    PursuitBegan "pursuit_began" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// Hidden: who it really is.
        truth: Name,
    }
    /// A pursuit came to the border line, and the target is across or about to cross.
    LineReached "line_reached" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// The section.
        section: Name,
        /// Its status.
        status: Name,
        /// The state across it.
        neighbour: Name,
        /// Hidden: who it really is.
        truth: Name,
    }
    /// A unit is beyond the line (or the agreed band) of a section.
    LineCrossed "line_crossed" caused {
        /// The unit.
        unit: Name,
        /// The section.
        section: Name,
        /// Its status.
        status: Name,
        /// How far beyond the line or band, at most, in metres.
        beyond_m: f64,
        /// Whether it may: a joint patrol on its agreed route.
        authorised: bool,
        /// Whether it was in pursuit.
        pursuit: bool,
        /// The track it followed, if in pursuit.
        track: Option<Name>,
    }
    /// A unit is back from beyond the line.
    LineRecrossed "line_recrossed" caused {
        /// The unit.
        unit: Name,
        /// The section.
        section: Name,
    }
    /// A pursuit was handed over to the neighbour: position, heading, number, time.
    HandoverSent "handover_sent" caused {
        /// The message.
        message: Name,
        /// The track, by the sender's count.
        track: Name,
        /// The state that takes over.
        to: Name,
        /// Hidden: who it really is.
        truth: Name,
    }
    /// The neighbour has a handover.
    HandoverReceived "handover_received" caused {
        /// The message.
        message: Name,
        /// The state that handed over.
        from: Name,
        /// The receiver's own track.
        track: Name,
        /// Hidden: who it really is.
        truth: Name,
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
    /// A unit reached the people it was sent to.
    Intercepted "intercepted" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// The group.
        group: Name,
    }
    /// What became of a group that a unit reached.
    GroupHandled "group_handled" caused {
        /// The group or the citizens.
        group: Name,
        /// The unit.
        unit: Name,
        /// What it was.
        threat_kind: Name,
        /// Whether it did what is allowed.
        lawful: bool,
        /// `detained`, `registered`, `released`, `turned_away` or `nobody`.
        outcome: Name,
        /// How long they were held up, in milliseconds.
        held_ms: SimDuration,
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
    /// Patrols of two states met that had not agreed to.
    EncounterBegan "encounter_began" caused {
        /// The encounter.
        encounter: Name,
        /// This side's unit.
        unit: Name,
        /// The other side's unit.
        other: Name,
        /// The nearest section.
        section: Option<Name>,
        /// That section's status.
        status: Option<Name>,
        /// Whether a meeting was agreed.
        planned: bool,
    }
    /// A unit halted in an encounter.
    Halted "halted" caused {
        /// The encounter.
        encounter: Name,
        /// The unit.
        unit: Name,
    }
    /// A unit went on in an encounter instead of halting.
    Advanced "advanced" caused {
        /// The encounter.
        encounter: Name,
        /// The unit.
        unit: Name,
    }
    /// A unit left an encounter.
    Disengaged "disengaged" caused {
        /// The encounter.
        encounter: Name,
        /// The unit.
        unit: Name,
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
