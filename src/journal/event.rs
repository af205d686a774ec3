//! Every kind of entry there is.
//!
//! The kinds are declared in one file a subject below; the list here is the journal's whole
//! vocabulary, in the order of the catalogue in `docs/journal.md`, which is made from it. Kinds
//! are the facts of conduct rules.

mod encounter;
mod exercise;
mod incident;
mod measures;
mod meeting;
mod patrol;
mod people;
mod picture;
mod response;
mod talk;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::time::SimTime;
use crate::journal::catalogue::KindRow;
use crate::journal::declare::{Kind, events};
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
    exercise: ExerciseStarted, ExerciseEnded, LightChanged, WeatherChanged, WayClosed, WayOpened, InjectGiven, InjectEnded, OrderGiven, OrderRejected, NoteTaken;
    patrol: PatrolPlanned, PartAgreed, PlanShared, PatrolStarted, FlightBegan, PositionTaken, Relieved, ReturnedEarly, PatrolEnded, PatrolCancelled, ObservationBegan, ObservationEnded, RendezvousReached, RendezvousMet, RendezvousMissed, JointOperationBegan, JointOperationEnded, PositionReported;
    picture: ContactDetected, ContactLost, TrackOpened, TrackUpdated, ContactClassified, ThreatConfirmed, LeadDeclared, LeadAccepted;
    talk: ReportSent, ReportReceived, DecisionRequested, DecisionMade, AttemptFailed, MessageLost, NotificationSent, NotificationReceived, AcknowledgementSent, AcknowledgementReceived, StandDownSent, StandDownReceived, HandoverSent, HandoverReceived, FreeMessageSent, FreeMessageReceived;
    response: UnitTasked, UnitSent, TaskingFailed, TaskEnded, SearchCoordinated, PursuitBegan, LineReached, LineCrossed, LineRecrossed, Intercepted, GroupHandled, PursuitCrossed, StopRequested, PursuitStopped, Resisted, NonviolentMeans, ForceUsed, WarningGiven, FirearmUsed, IllTreated, ProtectionClaimed, Referred, ReturnedSummarily, DetentionTold;
    people: Arrival, WorkdayStarted, WorkdayEnded, Motion, GroupCrossed, GroupArrived, GroupReacted, GroupTurnedBack, CitizensFled;
    encounter: EncounterBegan, Halted, SignalGiven, Advanced, Disengaged, PatrolSighted, TailingBegan, Cautioned, Provoked, MarkPlaced;
    incident: IncidentBegan, IncidentReported, IncidentKnown, SuperiorInformed, IncidentTold, IncidentReceived, AssistanceSent, AssistanceArrived, FirstAidGiven, MedicalHelpRequested, ActiveAction, PersonRescued, PersonHarmed, Escalated, Returned, IncidentEnded, ReportWritten;
    meeting: MeetingRequested, MeetingRequestReceived, MeetingAnswered, MeetingHeld, ProtocolSigned;
    measures: AlertRaised, AlertShared, AreaClosed, TrafficHeld, SectionStrengthened, WorksAnnounced, WorksConsented, WorksBegan, MediaApproved, MediaReleased;
}
