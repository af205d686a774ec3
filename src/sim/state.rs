//! The state of an exercise under way: components of units, groups and citizens, and the books
//! that each side keeps; its tracks are in `track.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bevy::ecs::prelude::{Component, Entity, Resource};

use crate::base::geo::Pos;
use crate::base::id::{IdVec, Name};
use crate::base::rng::Seed;
use crate::base::time::{SimDuration, SimTime};
use crate::dense_ids;
use crate::order::Order;
use crate::scenario::border::Near;
use crate::scenario::file::{ArrivalKind, Channel};
use crate::scenario::{CivilianId, PatrolId, Scenario, SectionId, SiteId, StateId, UnitId};
use crate::sim::track::Sighting;
use crate::sim::world::GroupPlan;

dense_ids! {
    /// Anything that moves or is looked at.
    MoverId
    /// A group of people that arrived.
    GroupId
    /// A departure of a patrol, from 0.
    DepartureId
    /// An unplanned meeting of two units.
    EncounterId
    /// An incident.
    IncidentId
    /// A meeting of border representatives.
    MeetingId
    /// A message on its way.
    MessageId
    /// Something that a duty officer has on the desk.
    JobId
    /// A decision request.
    RequestId
    /// A track of one side.
    TrackId
}

/// What a mover is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Who {
    /// A unit.
    Unit(UnitId),
    /// Sensors mounted at a site.
    Fixed(SiteId),
    /// A part of a section.
    Part(crate::scenario::PartId),
    /// A group.
    Group(GroupId),
    /// Citizens.
    Civilian(CivilianId),
}

/// What a run takes, and what was drawn from it at the start.
#[derive(Resource)]
pub struct Given {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Seed of the world.
    pub world: Seed,
    /// Seed of luck.
    pub luck: Seed,
    /// Orders, in order of time.
    pub orders: Vec<Order>,
    /// Groups that will arrive.
    pub groups: IdVec<GroupId, GroupPlan>,
    /// What each mover is.
    pub movers: IdVec<MoverId, Who>,
    /// Where groups and citizens begin among the movers.
    pub first: First,
    /// Posts that can call each other.
    pub talk: crate::scenario::talk::Talk,
    /// The entities of those whose state changes.
    pub roster: Roster,
}

/// Where each kind of mover begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct First {
    /// The first group.
    pub group: u32,
    /// The first citizens.
    pub civilian: u32,
}

impl Given {
    /// The mover of a unit.
    pub fn unit(&self, id: UnitId) -> MoverId {
        MoverId(id.0)
    }

    /// The mover of a group.
    pub fn group(&self, id: GroupId) -> MoverId {
        MoverId(self.first.group + id.0)
    }

    /// The mover of citizens.
    pub fn civilian(&self, id: CivilianId) -> MoverId {
        MoverId(self.first.civilian + id.0)
    }
}

/// Entities by id.
#[derive(Default)]
pub struct Roster {
    /// Units.
    pub units: IdVec<UnitId, Entity>,
    /// Groups.
    pub groups: IdVec<GroupId, Entity>,
    /// Citizens.
    pub civilians: IdVec<CivilianId, Entity>,
}

/// What a unit is doing.
#[derive(Component, Clone, Debug)]
pub struct Activity {
    /// What it does.
    pub what: Doing,
    /// The last entry that set it in motion: the cause of what follows.
    pub cause: u64,
    /// What it did before it turned for home.
    pub before: Doing,
    /// Counts changes of activity, to tell what is out of date.
    pub stamp: u32,
    /// The sections beyond whose line it is at present.
    pub beyond: Vec<SectionId>,
    /// Since it left its post, if it is out.
    pub out: Option<Outing>,
    /// How often it has left its post.
    pub outings: u32,
    /// When it came back last.
    pub back_at: SimTime,
    /// Whether it was asked across the line on this outing.
    pub invited: bool,
}

/// A unit's time away from its post.
#[derive(Clone, Debug, PartialEq)]
pub struct Outing {
    /// Since when.
    pub since: SimTime,
    /// How far it has gone, in metres.
    pub travelled_m: f64,
    /// Where that was counted last.
    pub at: Pos,
}

/// What a unit may be doing.
#[derive(Clone, Debug, PartialEq)]
pub enum Doing {
    /// At its post, ready.
    Ready,
    /// On patrol.
    Patrol(Round),
    /// On a task.
    Task(Task),
    /// On the way to an incident, or there.
    Assist(IncidentId, bool),
    /// On its way home.
    Home,
}

/// A unit's round on patrol.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// The patrol.
    pub patrol: PatrolId,
    /// Which departure.
    pub departure: DepartureId,
    /// Which of its sites it goes to next.
    pub next: usize,
    /// Whether it waits at the rendezvous.
    pub waiting_since: Option<SimTime>,
    /// Whether the rendezvous is behind it.
    pub met: bool,
    /// Whether it mans its observation post, and since when.
    pub on_post: Option<SimTime>,
}

/// A unit's task against a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// The track.
    pub track: TrackId,
    /// How far it has come.
    pub stage: Stage,
}

/// How far a task has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// On the way to where the track should be.
    Under,
    /// There, looking.
    Searching,
    /// Closing with somebody in sight; on whichever side of the line, once it did not hold there.
    Pursuing {
        /// Whom.
        target: MoverId,
        /// Whether the line holds it no more.
        over_line: bool,
    },
    /// With them.
    Checking(MoverId),
    /// At the line, while it is decided what to do.
    AtLine(MoverId, SectionId),
}

/// How far a group has come.
#[derive(Component, Clone, Debug)]
pub struct Course {
    /// Where it is in its life.
    pub stage: GroupStage,
    /// Its last entry.
    pub cause: u64,
    /// Whether it knows that it is pursued, and has reacted.
    pub reacted: bool,
    /// Whether it has turned back.
    pub turned_back: bool,
    /// Whether it has scattered.
    pub scattered: bool,
    /// How often it was stopped: the occurrence of its draws.
    pub stopped: u32,
}

/// The stages of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupStage {
    /// Not yet there.
    ToCome,
    /// Lying up at its start.
    LyingUp,
    /// On its way.
    OnTheWay,
    /// Held by a unit.
    Held,
    /// At its goal, or out of the exercise.
    Gone,
}

/// Where citizens are in their day.
#[derive(Component, Clone, Debug)]
pub struct Workday {
    /// What they do.
    pub stage: WorkStage,
    /// The entry that began the day.
    pub cause: u64,
    /// Working time planned, for one person.
    pub planned: SimDuration,
    /// Time lost, for one person.
    pub lost: SimDuration,
    /// When they left home.
    pub began: SimTime,
    /// When they go home.
    pub until: SimTime,
    /// Which day.
    pub day: u32,
}

/// The stages of a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkStage {
    /// At home.
    AtHome,
    /// On the way to work.
    Out,
    /// At work.
    Working,
    /// On the way home.
    Back,
}

/// What a message is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Purpose {
    /// A patrol tells its post what it saw.
    Report(Sighting),
    /// A post tells the neighbour of a track.
    Notify(TrackId),
    /// A post acknowledges a notification: the notifier's track, and what is intended.
    Acknowledge {
        /// The notification.
        notification: MessageId,
        /// The receiver's own track.
        track: TrackId,
        /// Whether a unit is to be sent.
        task: bool,
    },
    /// A post hands a pursuit over.
    HandOver(TrackId),
    /// A unit tells its post where it is.
    Position(PatrolId, DepartureId),
    /// A unit tells its post of an incident, or a post the neighbour.
    Incident(IncidentId),
    /// A post asks the neighbour for a meeting of border representatives.
    MeetingRequest(MeetingId),
    /// A post agrees to a meeting.
    MeetingAnswer(MeetingId),
    /// A post tells the neighbour that its state is on alert because of a track.
    Alert(TrackId),
    /// A post tells the neighbour of a detention.
    Detention(GroupId),
    /// A post tells the neighbour that its side leads a shared case.
    Lead(TrackId),
    /// A post tells the neighbour that a shared case is dealt with: the track, and who it was.
    StandDown(TrackId, MoverId),
    /// A post tells its headquarters of an incident.
    Superior(IncidentId),
    /// A post writes to the neighbour in its own words.
    Words(Name),
}

impl Purpose {
    /// The word in the journal.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Report(_) => "report",
            Self::Notify(_) => "notify",
            Self::Acknowledge { .. } => "acknowledge",
            Self::HandOver(_) => "hand_over",
            Self::Position(..) => "position",
            Self::Incident(_) => "incident",
            Self::MeetingRequest(_) => "meeting_request",
            Self::MeetingAnswer(_) => "meeting_answer",
            Self::Alert(_) => "alert",
            Self::Detention(_) => "detention",
            Self::Lead(_) => "lead",
            Self::StandDown(..) => "stand_down",
            Self::Superior(_) => "superior",
            Self::Words(_) => "words",
        }
    }
}

/// A message: it can be late, be lost, be repeated, be acknowledged.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its name.
    pub name: Name,
    /// What it is for.
    pub purpose: Purpose,
    /// The state that sends it.
    pub from: StateId,
    /// The unit that sends it, if it is one.
    pub unit: Option<UnitId>,
    /// The post that sends it, if it is one.
    pub sender: Option<SiteId>,
    /// The post that gets it.
    pub to: SiteId,
    /// The channel.
    pub channel: Channel,
    /// Key of its random streams.
    pub key: u64,
    /// Attempts so far.
    pub attempts: u32,
    /// When the first attempt was made.
    pub begun: SimTime,
    /// What it takes beyond the attempts: relays, interpreter.
    pub transit: SimDuration,
    /// Its last entry.
    pub cause: u64,
    /// When it got through.
    pub sent: SimTime,
    /// What it says of a track, as the sender knew it then.
    pub content: Option<Sighting>,
}

/// Something on a duty officer's desk.
#[derive(Clone, Debug)]
pub struct Job {
    /// The post.
    pub post: SiteId,
    /// The message, or the inject that brought a false contact.
    pub what: JobKind,
    /// What brought it.
    pub cause: u64,
}

/// What kind of thing is on the desk.
#[derive(Clone, Debug)]
pub enum JobKind {
    /// A message that came in.
    Message(MessageId),
    /// A sighting that was made at the post itself, or is said to have been.
    Seen(Sighting),
    /// An incident that was noticed at the post itself, or of which people tell; whether the other
    /// side told it.
    Incident(IncidentId, bool),
}

/// Messages, desks and plans.
#[derive(Default)]
pub struct Post {
    /// The entry of STARTEX.
    pub startex: u64,
    /// The entries of planned departures.
    pub plans: BTreeMap<(PatrolId, DepartureId), u64>,
    /// When patrols of each state left along each section.
    pub starts: BTreeMap<(StateId, SectionId), Vec<SimTime>>,
    /// All messages.
    pub messages: IdVec<MessageId, Message>,
    /// How many messages each state has sent.
    pub counts: BTreeMap<StateId, u32>,
    /// All jobs.
    pub jobs: IdVec<JobId, Job>,
    /// Until when each of a post's duty officers is busy.
    pub busy: BTreeMap<SiteId, Vec<SimTime>>,
    /// Until when each of a post's interpreters is busy.
    pub interpreting: BTreeMap<SiteId, Vec<SimTime>>,
    /// The entries that injects had waited for.
    pub awaited: BTreeMap<crate::scenario::InjectId, u64>,
    /// The entries of injects that were given.
    pub injects: BTreeMap<crate::scenario::InjectId, u64>,
    /// Until when a channel is down, for all (`None`) or for one state.
    pub outages: BTreeMap<(Channel, Option<StateId>), SimTime>,
}

/// A joint patrol's rendezvous under way.
#[derive(Clone, Debug, Default)]
pub struct Rendezvous {
    /// Who is there, and has decided to keep it.
    pub present: Vec<UnitId>,
    /// Whether they met.
    pub met: bool,
}

/// Two units face to face that had not agreed to meet.
#[derive(Clone, Debug)]
pub struct Encounter {
    /// Its name.
    pub name: Name,
    /// The two units.
    pub units: [UnitId; 2],
    /// Whether each side knew what the other's unit was about.
    pub planned: bool,
    /// The incident that it is reported as.
    pub incident: IncidentId,
    /// The entries that opened it, one for each side.
    pub causes: [u64; 2],
}

/// Meetings, agreed and not.
#[derive(Default)]
pub struct Meetings {
    /// Rendezvous by patrol and departure.
    pub rendezvous: BTreeMap<(PatrolId, DepartureId), Rendezvous>,
    /// Departures of which a state was told beforehand.
    pub plans: BTreeSet<(PatrolId, DepartureId, StateId)>,
    /// Encounters.
    pub encounters: IdVec<EncounterId, Encounter>,
    /// Until when two units that saw each other do not look at each other anew.
    pub seen: BTreeMap<(UnitId, UnitId), SimTime>,
    /// Until when two units that met are not to meet again.
    pub rest: BTreeMap<(UnitId, UnitId), SimTime>,
}

/// A place with respect to the border, in the words of the journal.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The nearest section.
    pub section: Option<Name>,
    /// Its status.
    pub status: Option<Name>,
    /// Whether it is joint.
    pub joint: bool,
    /// Distance to its line, in metres.
    pub line_distance_m: Option<f64>,
    /// The nearest section and side.
    pub near: Option<Near>,
}

/// Whether a kind of arrival does what is allowed.
pub fn lawful(kind: ArrivalKind) -> bool {
    matches!(kind, ArrivalKind::LawfulCrossing | ArrivalKind::Wildlife)
}
