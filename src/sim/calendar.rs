//! What will happen when: one queue, ordered by (time, kind, ids).
//!
//! # Determinism
//!
//! The order of two items of one instant depends on what they are and whom they concern, never on
//! when they were put in.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use bevy::ecs::prelude::Resource;

use crate::base::time::SimTime;
use crate::scenario::{CivilianId, InjectId, PatrolId, SectionId, UnitId};
use crate::sim::state::{DepartureId, EncounterId, GroupId, JobId, MessageId, MoverId, RequestId};

/// Something that is due at an instant. The order of the variants is the order within an instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Due {
    /// A departure is announced to the neighbour.
    SharePlan(PatrolId, DepartureId),
    /// STARTEX.
    Start,
    /// It becomes day or night.
    Light(u32),
    /// The weather changes.
    Weather(u32),
    /// An order is given.
    Order(u32),
    /// An inject is given.
    Inject(InjectId),
    /// What an inject did is over.
    InjectOver(InjectId),
    /// A mover comes to the end of a straight piece of its path.
    PieceEnd(MoverId, u32),
    /// A mover crosses the line of a section, or the edge of its band.
    LineChange(MoverId, u32, SectionId),
    /// A contact window opens or closes, or its hazard is crossed: observer, target, stamp.
    WatchBegins(MoverId, MoverId, u32),
    /// A part of a section goes out of view.
    WatchEnds(MoverId, MoverId, u32),
    /// An observer finds a target.
    Sight(MoverId, MoverId, u32),
    /// A found target goes out of reach.
    Lose(MoverId, MoverId, u32),
    /// Two units come face to face.
    FaceToFace(MoverId, MoverId, u32),
    /// A group appears.
    Arrive(GroupId),
    /// A group sets out.
    SetOut(GroupId),
    /// A working day begins.
    Workday(CivilianId, u32),
    /// Work is over for the day.
    WorkOver(CivilianId, u32),
    /// A unit leaves on patrol.
    Depart(PatrolId, DepartureId, UnitId),
    /// A unit has waited long enough at a rendezvous.
    WaitOver(PatrolId, DepartureId, UnitId),
    /// The exchange at a rendezvous is over.
    ExchangeOver(PatrolId, DepartureId),
    /// A unit reports its position.
    PositionReport(UnitId, u32),
    /// An attempt to get a message through.
    Attempt(MessageId),
    /// A message comes out at the other end.
    Deliver(MessageId),
    /// A duty officer has handled something.
    Handled(JobId),
    /// A decision is due.
    Decide(RequestId),
    /// A unit stops looking.
    SearchOver(UnitId, u32),
    /// A check is over.
    CheckOver(UnitId, u32),
    /// An encounter is over.
    EncounterOver(EncounterId),
    /// ENDEX.
    End,
}

/// The queue.
#[derive(Resource, Default)]
pub struct Calendar {
    heap: BinaryHeap<Reverse<(SimTime, Due)>>,
}

impl Calendar {
    /// Puts something in.
    pub fn at(&mut self, time: SimTime, due: Due) {
        self.heap.push(Reverse((time, due)));
    }

    /// Takes out the next item that is due before `end`.
    pub fn next_before(&mut self, end: SimTime) -> Option<(SimTime, Due)> {
        if self.heap.peek()?.0.0 >= end {
            return None;
        }
        self.heap.pop().map(|Reverse(item)| item)
    }

    /// When the next item is due.
    pub fn next_at(&self) -> Option<SimTime> {
        self.heap.peek().map(|Reverse((time, _))| *time)
    }
}
