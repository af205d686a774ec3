//! What will happen when: one queue, ordered by (time, kind, ids).
//!
//! # Determinism
//!
//! The order of two items of one instant depends on what they are and whom they concern, never on
//! when they were put in.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use bevy::ecs::prelude::Resource;

use crate::base::time::SimTime;
use crate::scenario::{
    CivilianId, HazardId, InjectId, PatrolId, SectionId, SiteId, StateId, UnitId,
};
use crate::sim::state::{
    DepartureId, EncounterId, GroupId, IncidentId, JobId, MeetingId, MessageId, MoverId, RequestId,
};

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
    /// Ways are closed or opened.
    Ways(u32),
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
    /// Two units of different sides come within sight of each other.
    WithinSight(MoverId, MoverId, u32),
    /// A unit has followed another for a while: follower, stamp, followed.
    Tailed(UnitId, u32, UnitId),
    /// A unit beyond the line is cautioned: unit, stamp, by whom, section.
    Caution(UnitId, u32, UnitId, SectionId),
    /// A pursuit beyond the line by agreement comes to its end: unit, stamp.
    PursuitEnds(UnitId, u32),
    /// A firearm is used: by whom, against whom, the number of the entry that led to it.
    Shot(UnitId, GroupId, u32),
    /// A group appears.
    Arrive(GroupId),
    /// A group sets out.
    SetOut(GroupId),
    /// An incident of the scenario happens: which, and which time.
    Hazard(HazardId, u32),
    /// An incident comes to a moment that was foreseen: incident, stamp.
    Incident(IncidentId, u32),
    /// Works are announced: which, and which time.
    AnnounceWorks(HazardId, u32),
    /// People who asked for protection and were not referred are sent back.
    SendBack(UnitId, GroupId),
    /// A group comes near citizens at work: group, version of its path, citizens.
    Flee(GroupId, u32, CivilianId),
    /// A written report of an incident is due.
    WriteReport(IncidentId, StateId),
    /// People tell a state's post of an incident.
    PeopleTell(IncidentId, StateId),
    /// A duty officer's superiors are told of an incident.
    InformSuperior(IncidentId, StateId),
    /// A unit begins first aid.
    FirstAid(IncidentId, UnitId),
    /// People or animals are handed back.
    HandedBack(IncidentId),
    /// Border representatives meet.
    MeetingBegins(MeetingId),
    /// A meeting ends with its protocol.
    Protocol(MeetingId),
    /// A unit gives the agreed signal in an encounter.
    Signal(EncounterId, UnitId),
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
    /// A unit's time at its observation post is over.
    StayOver(PatrolId, DepartureId, UnitId),
    /// A unit's endurance is nearly spent: unit, outing.
    MustReturn(UnitId, u32),
    /// A unit halts at a site that is to be kept free: unit, stamp, site.
    OnHeight(UnitId, u32, SiteId),
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

/// Milliseconds in a page of the queue, as a power of two: about a minute.
const PAGE_BITS: u32 = 16;

/// Something with its instant.
type Item = (SimTime, Due);

/// The queue: the open page in order, a heap of what was put onto it since it was opened, and
/// pages yet to be opened. So little is sorted at a time, however much is due later.
#[derive(Resource, Default)]
pub struct Calendar {
    /// What was on the open page when it was opened, the last first.
    open: Vec<Item>,
    late: BinaryHeap<Reverse<Item>>,
    /// The open page: whatever is due on it or earlier is in `open` or `late`.
    page: i64,
    later: BTreeMap<i64, Vec<Item>>,
}

impl Calendar {
    /// Puts something in.
    pub fn at(&mut self, time: SimTime, due: Due) {
        let page = time.0 >> PAGE_BITS;
        if page <= self.page {
            self.late.push(Reverse((time, due)));
        } else {
            self.later.entry(page).or_default().push((time, due));
        }
    }

    /// Takes out the next item that is due before `end`.
    pub fn next_before(&mut self, end: SimTime) -> Option<(SimTime, Due)> {
        self.turn_to((end.0 - 1) >> PAGE_BITS);
        let (item, late) = self.first()?;
        if item.0 >= end {
            return None;
        }
        if late {
            self.late.pop();
        } else {
            self.open.pop();
        }
        Some(item)
    }

    /// The next item on the open page, and whether it was put onto it late.
    fn first(&self) -> Option<(Item, bool)> {
        match (self.open.last(), self.late.peek()) {
            (Some(&item), None) => Some((item, false)),
            (Some(&item), Some(Reverse(late))) if item <= *late => Some((item, false)),
            (_, Some(&Reverse(late))) => Some((late, true)),
            (None, None) => None,
        }
    }

    /// Opens the next page with something on it, up to `last`, once the open one is empty.
    fn turn_to(&mut self, last: i64) {
        if !self.open.is_empty() || !self.late.is_empty() {
            return;
        }
        if let Some(entry) = self.later.first_entry()
            && *entry.key() <= last
        {
            self.page = *entry.key();
            self.open = entry.remove();
            self.open.sort_unstable_by(|a, b| b.cmp(a));
        }
    }

    /// When the next item is due.
    pub fn next_at(&self) -> Option<SimTime> {
        match self.first() {
            Some(((time, _), _)) => Some(time),
            None => {
                let page = self.later.first_key_value()?.1;
                page.iter().map(|item| item.0).min()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_order_of_time_and_kind_whenever_they_were_put_in() {
        let mut calendar = Calendar::default();
        let times = [5, 70_000, 5, 1 << 40, 65_536, 65_535, 200_000, 0, -3];
        for (i, &t) in times.iter().enumerate() {
            calendar.at(SimTime(t), Due::Light(i as u32));
        }
        calendar.at(SimTime(5), Due::Start);
        let (mut last, mut taken) = (None, 0);
        while let Some(next) = calendar.next_at() {
            assert!(calendar.next_before(next).is_none(), "nothing before it");
            let item = calendar.next_before(SimTime(next.0 + 1)).expect("due");
            assert_eq!(item.0, next);
            assert!(last < Some(item), "{last:?} before {item:?}");
            last = Some(item);
            taken += 1;
            if taken == 4 {
                // What is put in late still comes in its place.
                calendar.at(SimTime(100_000), Due::Light(90));
                calendar.at(next, Due::End);
            }
        }
        assert_eq!(taken, times.len() + 3);
    }
}
