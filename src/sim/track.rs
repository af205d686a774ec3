//! What each side knows: tracks of whoever was seen, under the side's own numbers.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::base::geo::Pos;
use crate::base::id::{Id, IdVec, Name};
use crate::base::time::{SimDuration, SimTime};
use crate::scenario::border::Near;
use crate::scenario::{InjectId, SiteId, StateId, UnitId};
use crate::sim::state::{MoverId, TrackId};

/// Who a report is really about: hidden from every decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// A mover.
    Mover(MoverId),
    /// Nobody: the false contact of an inject.
    Nobody(InjectId),
}

/// An observed place and course.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sighting {
    /// When.
    pub at: SimTime,
    /// Where it seemed to be.
    pub pos: Pos,
    /// Where that is with respect to the border.
    pub near: Option<Near>,
    /// How it seemed to move, in metres a second.
    pub velocity: Pos,
    /// Hidden: who it really was.
    pub truth: Truth,
    /// Whether it is a first sighting, not the last place of one that was lost.
    pub first: bool,
}

/// What a side takes somebody for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Not known.
    Unknown,
    /// Doing what is allowed.
    Lawful,
    /// Crossing without papers, no threat.
    Irregular,
    /// A threat.
    Threat,
}

impl Class {
    /// The word in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Lawful => "lawful",
            Self::Irregular => "irregular",
            Self::Threat => "threat",
        }
    }
}

/// Somebody as one side knows them.
#[derive(Clone, Debug)]
pub struct Track {
    /// Its name, by the side's own count.
    pub name: Name,
    /// What was seen last.
    pub last: Sighting,
    /// Hidden: who it was about when it was opened.
    pub truth: Truth,
    /// What it is taken for.
    pub class: Class,
    /// Where it is expected to go: corners with times.
    pub expected: Vec<(SimTime, Pos)>,
    /// The unit that is sent to it.
    pub tasked: Option<UnitId>,
    /// Whether the neighbour was told.
    pub notified: bool,
    /// Whether it is being considered to tell the neighbour more.
    pub telling: bool,
    /// The case, once both sides share one.
    pub case: Option<Name>,
    /// The neighbour's track of the same people, as far as is known.
    pub peer: Option<(StateId, TrackId)>,
    /// Whether one lead is named, and the ground not searched by both sides yet.
    pub led: bool,
    /// Whether it is dealt with.
    pub closed: bool,
    /// The post that keeps it.
    pub post: SiteId,
    /// How many requests of each kind were raised about it.
    pub asked: SmallVec<[(&'static str, u32); 4]>,
    /// The last entry about it.
    pub cause: u64,
}

/// Room for so many tracks of a state from the start: growing copies them all.
const ROOM: usize = 512;

/// What each state knows.
#[derive(Default)]
pub struct Pictures {
    /// Tracks by state.
    pub tracks: IdVec<StateId, IdVec<TrackId, Track>>,
    /// When each track was last seen.
    seen: IdVec<StateId, Seen>,
    /// Who is after whom.
    pub chases: BTreeMap<MoverId, Vec<UnitId>>,
    /// When somebody was last checked and released, as each state knows.
    pub released: BTreeMap<(MoverId, StateId), SimTime>,
}

impl Pictures {
    /// The pictures of so many states, all empty.
    pub fn new(states: usize) -> Self {
        Self {
            tracks: (0..states).map(|_| IdVec::with_room(ROOM)).collect(),
            seen: (0..states).map(|_| Seen::default()).collect(),
            ..Self::default()
        }
    }

    /// A state has a new track.
    pub fn open(&mut self, state: StateId, track: Track) -> TrackId {
        let at = track.last.at;
        let id = self.tracks[state].push(track);
        self.seen[state].note(id, at);
        id
    }

    /// A track is seen again.
    pub fn see(&mut self, state: StateId, track: TrackId, sighting: Sighting) {
        self.seen[state].note(track, sighting.at);
        self.tracks[state][track].last = sighting;
    }

    /// The tracks of a state that were seen within some time before or after an instant, with how
    /// long before it, the last first.
    pub fn seen_near(
        &self,
        state: StateId,
        at: SimTime,
        within: SimDuration,
    ) -> impl Iterator<Item = (TrackId, SimDuration)> + '_ {
        self.seen[state].near(at, within)
    }
}

/// So many tracks one after another are passed over at once if all of them are too old.
const BLOCK: usize = 16;

/// When each track was last seen, and each block of them: kept apart from the tracks, as most are
/// too old to be looked at when a report comes in.
#[derive(Clone, Debug, Default)]
struct Seen {
    tracks: Vec<SimTime>,
    blocks: Vec<SimTime>,
}

impl Seen {
    /// A track is seen: a new one, or one that is there. A block is as late as the latest that was
    /// ever noted in it.
    fn note(&mut self, track: TrackId, at: SimTime) {
        let i = track.index();
        self.tracks.resize(self.tracks.len().max(i + 1), at);
        self.tracks[i] = at;
        self.blocks.resize(self.blocks.len().max(i / BLOCK + 1), at);
        let block = &mut self.blocks[i / BLOCK];
        *block = at.max(*block);
    }

    /// The tracks seen within some time before or after an instant, and how long before it, the
    /// last first.
    fn near(
        &self,
        at: SimTime,
        within: SimDuration,
    ) -> impl Iterator<Item = (TrackId, SimDuration)> + '_ {
        let blocks = self.tracks.chunks(BLOCK).zip(&self.blocks).enumerate();
        blocks
            .rev()
            .filter(move |(_, (_, latest))| at - **latest <= within)
            .flat_map(|(block, (tracks, _))| {
                let of = move |i| TrackId::from_index(block * BLOCK + i);
                tracks
                    .iter()
                    .enumerate()
                    .rev()
                    .map(move |(i, t)| (of(i), *t))
            })
            .map(move |(track, seen)| (track, at - seen))
            .filter(move |(_, age)| *age <= within && age.0 >= -within.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{Purpose, Seed};

    #[test]
    fn whatever_was_seen_near_an_instant_is_found_as_by_looking_at_all() {
        let mut draw = Seed(4).stream(Purpose::Arrival, &[1]);
        let (mut seen, mut all) = (Seen::default(), Vec::<SimTime>::new());
        let within = SimDuration(300);
        for step in 0..2_000_i64 {
            let now = SimTime(step * 10 - i64::from(draw.whole(0, 400)));
            let track = draw.whole(0, all.len() as u32) as usize;
            match all.get_mut(track) {
                Some(last) => *last = now,
                None => all.push(now),
            }
            seen.note(TrackId::from_index(track), all[track]);
            let at = SimTime(now.0 - i64::from(draw.whole(0, 600)));
            let ages = all.iter().map(|last| at - *last).enumerate().rev();
            let near = ages.filter(|(_, age)| age.0.abs() <= within.0);
            let brute: Vec<_> = near.map(|(i, age)| (TrackId::from_index(i), age)).collect();
            assert_eq!(seen.near(at, within).collect::<Vec<_>>(), brute);
        }
    }
}
