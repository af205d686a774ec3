//! What will happen when: one queue, ordered by (time, kind, ids).
//!
//! # Determinism
//!
//! The order of two items of one instant depends on what they are and whom they concern, never on
//! when they were put in.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::hash::{Hash, Hasher};

use bevy::ecs::prelude::Resource;
use mem_prefetch::prefetch_read_data;

use crate::base::time::SimTime;
use crate::scenario::{
    CivilianId, HazardId, InjectId, PatrolId, SectionId, SiteId, StateId, UnitId,
};
use crate::sim::state::{
    DepartureId, EncounterId, GroupId, IncidentId, JobId, MeetingId, MessageId, MoverId, RequestId,
};

/// Something that is due at an instant. The order of the variants is the order within an instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
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

/// So many pages ahead have a place of their own: about five hours.
const NEAR: usize = 256;

/// So many lines of a page are fetched at once before it is opened. Two items and a little more
/// are a line of the cache.
const LINES_AT_ONCE: usize = 16;

/// So many items are read ahead together.
const BATCH: usize = 4;

/// What an item needs is read in so many stages, each a batch further ahead than the next.
pub(super) const STAGES: usize = 4;

/// At most so many items that were put onto the open page are kept out of its heap.
const NEW: usize = 4;

/// Something with its instant.
pub type Item = (SimTime, Due);

/// Where an item of the open page is.
#[derive(Clone, Copy)]
enum Place {
    Open,
    Late,
    New(usize),
}

/// How early an item comes on its page, as far as one number tells: by its time, its kind and the
/// first of its ids. Comparing numbers is much quicker than comparing items, of which many may be
/// due at one instant.
fn rank((time, due): &Item) -> u64 {
    let mut kind_and_id = KindAndId::default();
    due.hash(&mut kind_and_id);
    let within = time.0 as u64 & ((1 << PAGE_BITS) - 1);
    within << 40 | kind_and_id.finish()
}

/// Of what a derived `Hash` tells of a `Due`, its place among the variants (up to 256) and the
/// first id: they are what a derived `Ord` compares first.
#[derive(Default)]
struct KindAndId {
    kind: u8,
    id: Option<u32>,
}

impl Hasher for KindAndId {
    /// What is no number of 32 bits is not told apart.
    fn write(&mut self, _: &[u8]) {
        self.id.get_or_insert(0);
    }

    fn write_isize(&mut self, variant: isize) {
        self.kind = variant as u8;
    }

    fn write_u32(&mut self, id: u32) {
        self.id.get_or_insert(id);
    }

    fn finish(&self) -> u64 {
        u64::from(self.kind) << 32 | u64::from(self.id.unwrap_or(0))
    }
}

/// The queue: the open page in order, what was put onto it since it was opened (a heap, and the
/// last few), and pages yet to be opened. So little is sorted at a time, however much is due later.
#[derive(Resource)]
pub struct Calendar {
    /// What was on the open page when it was opened, the last first.
    open: Vec<Item>,
    /// What was put onto the open page since, but for the last few.
    late: BinaryHeap<Reverse<Item>>,
    /// What was put onto it last, in no order: a few that are often due at once.
    new: Vec<Item>,
    /// The open page: whatever is due on it or earlier is in `open`, `late` or `new`.
    page: i64,
    /// The pages after the open one, and how much is on them.
    near: VecDeque<Vec<Item>>,
    waiting: usize,
    /// The pages after those.
    far: BTreeMap<i64, Vec<Item>>,
    /// Of the open page, so many items have not been through each stage of reading ahead.
    unread: [usize; STAGES],
    /// The ranks of the items of a page while it is sorted, and where they stand.
    ranks: Vec<(u64, u32)>,
    /// Pages that were written on, to be written on again.
    blank: Vec<Vec<Item>>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            open: Vec::new(),
            late: BinaryHeap::new(),
            new: Vec::with_capacity(NEW),
            page: 0,
            near: (0..NEAR).map(|_| Vec::new()).collect(),
            waiting: 0,
            far: BTreeMap::new(),
            unread: [0; STAGES],
            ranks: Vec::new(),
            blank: Vec::new(),
        }
    }
}

impl Calendar {
    /// Puts something in. It is put together where it stays: to copy what was just put together
    /// would wait until all that was written before is in the cache.
    #[inline]
    pub fn at(&mut self, time: SimTime, due: Due) {
        self.room_at(time).push((time, due));
    }

    /// The list onto which one more item due at an instant is to be put, and is counted already.
    #[inline(never)]
    fn room_at(&mut self, time: SimTime) -> &mut Vec<Item> {
        let page = time.0 >> PAGE_BITS;
        if page <= self.page {
            if self.new.len() == NEW {
                self.late.extend(self.new.drain(..).map(Reverse));
            }
            return &mut self.new;
        }
        if let Some(items) = self.near.get_mut((page - self.page - 1) as usize) {
            if items.capacity() == 0
                && let Some(blank) = self.blank.pop()
            {
                *items = blank;
            }
            self.waiting += 1;
            return items;
        }
        let blank = || self.blank.pop().unwrap_or_default();
        self.far.entry(page).or_insert_with(blank)
    }

    /// Takes out the next item that is due before `end`.
    #[inline]
    pub fn next_before(&mut self, end: SimTime) -> Option<Item> {
        if self.is_done() {
            self.turn_to((end.0 - 1) >> PAGE_BITS);
        }
        match self.first()? {
            (item, _) if item.0 >= end => None,
            (_, Place::Open) => self.open.pop(),
            (_, Place::Late) => self.late.pop().map(|Reverse(item)| item),
            (_, Place::New(i)) => Some(self.new.swap_remove(i)),
        }
    }

    /// Once a batch is done: the items of the open page that are due for each stage of reading
    /// ahead, the last first. The first stage is the furthest ahead.
    pub(super) fn coming(&mut self) -> Option<[&[Item]; STAGES]> {
        let len = self.open.len();
        if len > self.unread[STAGES - 1] || len == 0 {
            return None;
        }
        Some(std::array::from_fn(|stage| {
            let from = len.saturating_sub(BATCH * (STAGES - stage));
            let to = std::mem::replace(&mut self.unread[stage], from).min(len);
            &self.open[from..to]
        }))
    }

    /// The next item on the open page, and where it is.
    fn first(&self) -> Option<(&Item, Place)> {
        let mut first = self.open.last().map(|item| (item, Place::Open));
        let mut sooner = |item, place| {
            if first.is_none_or(|(other, _)| item < other) {
                first = Some((item, place));
            }
        };
        if let Some(Reverse(item)) = self.late.peek() {
            sooner(item, Place::Late);
        }
        for (i, item) in self.new.iter().enumerate() {
            sooner(item, Place::New(i));
        }
        first
    }

    /// Whether nothing is left on the open page.
    fn is_done(&self) -> bool {
        self.open.is_empty() && self.late.is_empty() && self.new.is_empty()
    }

    /// Opens the next page with something on it, up to `last`, once the open one is empty.
    fn turn_to(&mut self, last: i64) {
        while self.is_done() && self.page < last {
            if self.waiting == 0 {
                match self.far.first_key_value() {
                    Some((&page, _)) if page <= last => self.page = page - 1,
                    _ => return,
                }
                for ahead in 1..=NEAR as i64 {
                    self.bring_near(ahead);
                }
            }
            self.turn();
        }
    }

    /// Turns to the next page.
    fn turn(&mut self) {
        self.page += 1;
        let mut items = self.near.pop_front().unwrap_or_default();
        self.waiting -= items.len();
        self.sort(&mut items);
        self.unread = [self.open.len(); STAGES];
        if items.capacity() > 0 {
            self.blank.push(items);
        }
        self.near.push_back(Vec::new());
        self.bring_near(NEAR as i64);
        // The next page was written on over hours, and so is likely in no cache.
        for item in self.near[0].iter().step_by(2).take(LINES_AT_ONCE) {
            prefetch_read_data::<_, 3>(item);
        }
    }

    /// Gives a page its own place, so many pages from the open one.
    fn bring_near(&mut self, ahead: i64) {
        if let Some(items) = self.far.remove(&(self.page + ahead)) {
            self.waiting += items.len();
            self.near[ahead as usize - 1] = items;
        }
    }

    /// Moves the items of a page to the open one, the last first.
    fn sort(&mut self, items: &mut Vec<Item>) {
        self.ranks.clear();
        self.ranks.extend(items.iter().map(rank).zip(0..));
        self.ranks.sort_unstable_by_key(|&(rank, _)| Reverse(rank));
        let sorted = self.ranks.iter().map(|&(_, i)| items[i as usize]);
        self.open.clear();
        self.open.extend(sorted);
        let mut from = 0;
        for alike in self.ranks.chunk_by(|a, b| a.0 == b.0) {
            let to = from + alike.len();
            if alike.len() > 1 {
                self.open[from..to].sort_unstable_by(|a, b| b.cmp(a));
            }
            from = to;
        }
        items.clear();
    }

    /// When the next item is due.
    pub fn next_at(&self) -> Option<SimTime> {
        if let Some((&(time, _), _)) = self.first() {
            return Some(time);
        }
        let near = self.near.iter().find(|items| !items.is_empty());
        let page = near.or_else(|| self.far.first_key_value().map(|(_, items)| items))?;
        page.iter().map(|item| item.0).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{Purpose, Seed, Stream};

    /// Something of many kinds, of which many are alike.
    fn some_due(draw: &mut Stream) -> Due {
        let (a, b, c) = (draw.whole(0, 3), draw.whole(0, 3), draw.whole(0, 3));
        match draw.whole(0, 7) {
            0 => Due::Light(a),
            1 => Due::Start,
            2 => Due::End,
            3 => Due::Sight(MoverId(a), MoverId(b), c),
            4 => Due::Lose(MoverId(a), MoverId(b), c),
            5 => Due::Shot(UnitId(a), GroupId(b), c),
            6 => Due::LineChange(MoverId(a), b, SectionId(c)),
            _ => Due::Depart(PatrolId(a), DepartureId(b), UnitId(c)),
        }
    }

    #[test]
    fn what_has_a_lower_rank_comes_earlier() {
        let mut draw = Seed(8).stream(Purpose::Arrival, &[2]);
        let mut told_apart = 0;
        for _ in 0..5_000 {
            let mut item = || (SimTime(i64::from(draw.whole(0, 2))), some_due(&mut draw));
            let (a, b) = (item(), item());
            if rank(&a) != rank(&b) {
                assert_eq!(rank(&a) < rank(&b), a < b, "{a:?} and {b:?}");
                told_apart += 1;
            }
        }
        assert!(told_apart > 4_000);
    }

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

    #[test]
    fn whatever_is_put_in_and_taken_out_the_first_comes_first() {
        let mut draw = Seed(6).stream(Purpose::Arrival, &[4]);
        let mut calendar = Calendar::default();
        let mut all: Vec<Item> = Vec::new();
        let mut now = 0;
        for _ in 0..40_000 {
            if draw.chance(0.5) {
                let reach = [2, 50, 30_000, 200_000, 40_000_000][draw.whole(0, 4) as usize];
                // Some is due before now.
                let time = SimTime(now - 5 + i64::from(draw.whole(0, reach)));
                let due = some_due(&mut draw);
                calendar.at(time, due);
                all.push((time, due));
                all.sort_by(|a, b| b.cmp(a));
            } else {
                let end = SimTime(now + i64::from(draw.whole(0, 90_000)));
                let first = all.pop_if(|item| item.0 < end);
                assert_eq!(calendar.next_before(end), first);
                now = first.map_or(end.0 - 1, |item| item.0.0).max(now);
            }
            assert_eq!(calendar.next_at(), all.last().map(|item| item.0));
        }
        assert!(all.len() > 100);
    }

    #[test]
    fn crowded_pages_come_in_order_too() {
        let mut draw = Seed(3).stream(Purpose::Arrival, &[9]);
        let mut calendar = Calendar::default();
        let mut all: Vec<Item> = Vec::new();
        let mut put = |calendar: &mut Calendar, all: &mut Vec<Item>, from: i64, to: i64| {
            let time = SimTime(i64::from(draw.whole(from as u32 / 100, to as u32 / 100)) * 100);
            let due = some_due(&mut draw);
            calendar.at(time, due);
            all.push((time, due));
        };
        for _ in 0..3_000 {
            put(&mut calendar, &mut all, 0, 200_000);
            put(&mut calendar, &mut all, 40_000_000, 100_000_000);
        }
        let mut taken: Vec<Item> = Vec::new();
        while let Some(item) = calendar.next_before(SimTime::NEVER) {
            taken.push(item);
            if taken.len().is_multiple_of(3) && all.len() < 9_000 {
                put(&mut calendar, &mut all, item.0.0 + 100, item.0.0 + 90_000);
            }
        }
        all.sort();
        assert_eq!(taken, all);
    }
}
