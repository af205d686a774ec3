//! What a handler can reach: everything of the exercise under way, and the few things that are
//! done everywhere.

use std::sync::Arc;

use bevy::ecs::prelude::{Mut, Query, Res, ResMut, Resource};
use bevy::ecs::system::SystemParam;

use crate::base::geo::{Pos, crossings};
use crate::base::id::Name;
use crate::base::num;
use crate::base::rng::{Purpose, Stream};
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{Event, Motion, Waypoint};
use crate::scenario::border::Near;
use crate::scenario::{CivilianId, Scenario, SectionId, State, StateId, UnitId};
use crate::sim::calendar::{Calendar, Due};
use crate::sim::contact::Contacts;
use crate::sim::ground::{Ground, Ways};
use crate::sim::incident::Incidents;
use crate::sim::motion::Movers;
use crate::sim::outing::{self, freshness};
use crate::sim::record::Record;
use crate::sim::request::Requests;
use crate::sim::state::{
    Activity, Course, Given, GroupId, Meetings, MoverId, Place, Post, Who, Workday,
};
use crate::sim::track::{Pictures, Truth};

/// Everything that changes while an exercise is under way. It is one resource: a step asks the
/// world for it once, and not for each book.
#[derive(Resource)]
pub struct Books {
    /// The instant that is being handled.
    pub now: SimTime,
    /// What is due.
    pub calendar: Calendar,
    /// Which ways are open.
    pub ways: Ways,
    /// Who is where.
    pub movers: Movers,
    /// Who has whom within reach.
    pub contacts: Contacts,
    /// The journal.
    pub record: Record,
    /// What each side knows.
    pub pictures: Pictures,
    /// Messages and desks.
    pub post: Post,
    /// Decision requests.
    pub requests: Requests,
    /// Meetings.
    pub meetings: Meetings,
    /// Incidents.
    pub incidents: Incidents,
}

/// What the world has for a tick.
#[derive(SystemParam)]
pub struct Tick<'w, 's> {
    given: Res<'w, Given>,
    books: ResMut<'w, Books>,
    activities: Query<'w, 's, &'static mut Activity>,
    courses: Query<'w, 's, &'static mut Course>,
    workdays: Query<'w, 's, &'static mut Workday>,
}

impl<'w, 's> Tick<'w, 's> {
    /// It, for handlers.
    pub fn ctx(&mut self) -> Ctx<'_, 'w, 's> {
        let books = &mut *self.books;
        Ctx {
            given: &self.given,
            now: &mut books.now,
            calendar: &mut books.calendar,
            ways: &mut books.ways,
            movers: &mut books.movers,
            contacts: &mut books.contacts,
            record: &mut books.record,
            pictures: &mut books.pictures,
            post: &mut books.post,
            requests: &mut books.requests,
            meetings: &mut books.meetings,
            incidents: &mut books.incidents,
            activities: &mut self.activities,
            courses: &mut self.courses,
            workdays: &mut self.workdays,
        }
    }
}

/// Everything that a handler can reach.
pub struct Ctx<'t, 'w, 's> {
    /// What the run was given.
    pub given: &'t Given,
    /// The instant that is being handled.
    pub now: &'t mut SimTime,
    /// What is due.
    pub calendar: &'t mut Calendar,
    /// Which ways are open.
    pub ways: &'t mut Ways,
    /// Who is where.
    pub movers: &'t mut Movers,
    /// Who has whom within reach.
    pub contacts: &'t mut Contacts,
    /// The journal.
    pub record: &'t mut Record,
    /// What each side knows.
    pub pictures: &'t mut Pictures,
    /// Messages and desks.
    pub post: &'t mut Post,
    /// Decision requests.
    pub requests: &'t mut Requests,
    /// Meetings.
    pub meetings: &'t mut Meetings,
    /// Incidents.
    pub incidents: &'t mut Incidents,
    activities: &'t mut Query<'w, 's, &'static mut Activity>,
    courses: &'t mut Query<'w, 's, &'static mut Course>,
    workdays: &'t mut Query<'w, 's, &'static mut Workday>,
}

impl<'t> Ctx<'t, '_, '_> {
    /// The scenario, for as long as the tick lasts.
    pub fn scenario(&self) -> &'t Scenario {
        &self.given.scenario
    }

    /// The scenario with the ways that are open now.
    pub fn ground(&self) -> Arc<Ground> {
        self.ways.ground()
    }

    /// The instant that is being handled.
    pub fn at(&self) -> SimTime {
        *self.now
    }

    /// Puts something into the calendar for as long from now.
    pub fn after(&mut self, wait: SimDuration, due: Due) {
        let at = *self.now + wait;
        self.calendar.at(at, due);
    }

    /// What a unit is doing.
    pub fn activity(&mut self, unit: UnitId) -> Mut<'_, Activity> {
        let entity = self.given.roster.units[unit];
        self.activities
            .get_mut(entity)
            .expect("every unit has an activity")
    }

    /// How far a group has come.
    pub fn course(&mut self, group: GroupId) -> Mut<'_, Course> {
        let entity = self.given.roster.groups[group];
        self.courses
            .get_mut(entity)
            .expect("every group has a course")
    }

    /// Where citizens are in their day.
    pub fn workday(&mut self, civilian: CivilianId) -> Mut<'_, Workday> {
        let entity = self.given.roster.civilians[civilian];
        self.workdays
            .get_mut(entity)
            .expect("all citizens have a working day")
    }

    /// Writes an entry of a state.
    pub fn log(
        &mut self,
        state: StateId,
        cause: u64,
        subject: &Name,
        event: impl Into<Event>,
    ) -> u64 {
        let actor = &self.given.scenario.states[state].name;
        self.record
            .log(*self.now, actor, Some(cause), subject, event)
    }

    /// Writes an entry of the world outside.
    pub fn log_world(
        &mut self,
        cause: Option<u64>,
        subject: &Name,
        event: impl Into<Event>,
    ) -> u64 {
        self.record
            .log(*self.now, &Name::from("world"), cause, subject, event)
    }

    /// The doctrine of a state and all else about it.
    pub fn state(&self, state: StateId) -> &State {
        &self.given.scenario.states[state]
    }

    /// A stream of luck.
    pub fn luck(&self, purpose: Purpose, keys: &[u64]) -> Stream {
        self.given.luck.stream(purpose, keys)
    }

    /// What a mover is.
    pub fn who(&self, mover: MoverId) -> Who {
        self.given.movers[mover]
    }

    /// The name of a mover.
    pub fn name_of(&self, mover: MoverId) -> Name {
        let s = &self.given.scenario;
        match self.who(mover) {
            Who::Unit(id) => s.units[id].name.clone(),
            Who::Fixed(id) => s.sites[id].name.clone(),
            Who::Part(id) => s.parts[id].name.clone(),
            Who::Group(id) => self.given.groups[id].name.clone(),
            Who::Civilian(id) => s.civilians[id].name.clone(),
        }
    }

    /// The state of an observer.
    pub fn side_of(&self, observer: MoverId) -> Option<StateId> {
        let s = &self.given.scenario;
        match self.who(observer) {
            Who::Unit(id) => Some(s.units[id].state),
            Who::Fixed(id) => s.sites[id].state,
            _ => None,
        }
    }

    /// The hidden name behind a report.
    pub fn truth_name(&self, truth: Truth) -> Name {
        match truth {
            Truth::Mover(mover) => self.name_of(mover),
            Truth::Nobody(inject) => Name::from(format_args!(
                "nobody/{}",
                self.given.scenario.injects[inject].name
            )),
        }
    }

    /// The key of the random streams behind a report.
    pub fn truth_key(&self, truth: Truth) -> u64 {
        match truth {
            Truth::Mover(mover) => self.contacts.key(mover),
            Truth::Nobody(inject) => {
                crate::base::rng::key_of(self.given.scenario.injects[inject].name.as_str())
            }
        }
    }

    /// A place with respect to the border.
    pub fn place(&self, pos: Pos) -> Place {
        self.place_by(self.given.scenario.near(pos))
    }

    /// The same of a place of which it is known which section is nearest.
    pub fn place_by(&self, near: Option<Near>) -> Place {
        let s = &self.given.scenario;
        let Some(near) = near else {
            return Place::default();
        };
        let section = &s.sections[near.section];
        Place {
            section: Some(section.name.clone()),
            status: Some(Name::from(section.status.word())),
            joint: section.joint,
            line_distance_m: Some(num::cents(near.distance_m)),
            near: Some(near),
        }
    }

    /// Lets a mover take part in contacts, or not.
    pub fn set_active(&mut self, mover: MoverId, active: bool) {
        let now = *self.now;
        self.contacts
            .set_active(mover, active, now, self.movers, self.calendar);
    }

    /// Sends a mover along a path that begins here and now.
    pub fn set_path(&mut self, mover: MoverId, path: Vec<Waypoint>, cause: u64) -> u64 {
        let name = self.name_of(mover);
        let path = self.cut_at_cover(mover, path);
        let motion = Motion {
            mover: name.clone(),
            path: path.clone(),
        };
        let actor = self.side_of(mover).map_or_else(
            || Name::from("world"),
            |state| self.given.scenario.states[state].name.clone(),
        );
        let seq = self
            .record
            .log(*self.now, &actor, Some(cause), &name, motion);
        self.movers.set_out(mover, path);
        self.begin_piece(mover);
        seq
    }

    /// Gives the path of people corners where it enters and leaves cover, so that every piece has
    /// one cover.
    fn cut_at_cover(&self, mover: MoverId, path: Vec<Waypoint>) -> Vec<Waypoint> {
        let s = &self.given.scenario;
        if s.areas.is_empty() || !matches!(self.who(mover), Who::Group(_) | Who::Civilian(_)) {
            return path;
        }
        let mut cut: Vec<Waypoint> = Vec::with_capacity(path.len());
        for w in path {
            if let Some(&before) = cut.last() {
                let (a, b) = (Pos::new(before.1, before.2), Pos::new(w.1, w.2));
                let mut at: Vec<f64> = s
                    .areas
                    .iter()
                    .flat_map(|(_, area)| crossings(a, b, &area.outline))
                    .collect();
                at.sort_by(f64::total_cmp);
                let ms = (w.0 - before.0).0 as f64;
                for f in at {
                    let corner = a.toward(b, f).cents();
                    let time = before.0 + SimDuration((ms * f) as i64);
                    let last = cut[cut.len() - 1];
                    if time > last.0 && time < w.0 {
                        cut.push(Waypoint(time, corner.x, corner.y));
                    }
                }
            }
            cut.push(w);
        }
        cut
    }

    /// Sets how well a mover sees, and how much the ground hides it, on its new piece.
    fn set_condition(&mut self, mover: MoverId) {
        let now = *self.now;
        let s = self.scenario();
        match self.who(mover) {
            Who::Unit(unit) => {
                let since = outing::since(self, unit);
                let fresh = since.map_or(1.0, |since| freshness(now - since));
                let eyes = num::sqrt(f64::from(s.units[unit].size)) * fresh;
                self.contacts.set_eyes(mover, eyes, now, self.movers);
            }
            Who::Group(_) | Who::Civilian(_) if !s.areas.is_empty() => {
                let piece = self.movers.piece(mover);
                let cover = s.cover_at(piece.start.toward(piece.end, 0.5));
                let hidden = 1.0 - cover;
                self.contacts.set_hidden(mover, hidden, now, self.movers);
            }
            _ => {}
        }
    }

    /// What the start of a new piece brings about.
    pub fn begin_piece(&mut self, mover: MoverId) {
        let now = *self.now;
        self.set_condition(mover);
        let (until, version) = (self.movers.piece(mover).until, self.movers.version(mover));
        if until < SimTime::NEVER {
            self.calendar.at(until, Due::PieceEnd(mover, version));
            self.foresee_lines(mover, version);
        } else {
            self.calendar.at(now, Due::PieceEnd(mover, version));
        }
        self.contacts.reseat(mover, now, self.movers, self.calendar);
    }

    /// Notes that a mover came to rest where it is.
    pub fn begin_rest(&mut self, mover: MoverId, cause: u64) {
        let now = *self.now;
        let pos = self.movers.pos(mover, now).cents();
        let name = self.name_of(mover);
        let motion = Motion {
            mover: name.clone(),
            path: vec![Waypoint(now, pos.x, pos.y)],
        };
        let actor = self.side_of(mover).map_or_else(
            || Name::from("world"),
            |state| self.given.scenario.states[state].name.clone(),
        );
        self.record.log(now, &actor, Some(cause), &name, motion);
        self.contacts.reseat(mover, now, self.movers, self.calendar);
    }

    /// Holds a mover where it is until an instant; then it goes on along its path.
    pub fn hold(&mut self, mover: MoverId, until: SimTime, cause: u64) {
        let now = *self.now;
        let pos = self.movers.pos(mover, now).cents();
        let piece = self.movers.piece(mover);
        let shift = until - now;
        let mut path = vec![Waypoint(now, pos.x, pos.y), Waypoint(until, pos.x, pos.y)];
        let ahead = self.movers.ahead(mover).to_vec();
        // The first corner ahead is the end of the current piece.
        if piece.until < SimTime::NEVER {
            path.extend(ahead.into_iter().map(|w| Waypoint(w.0 + shift, w.1, w.2)));
        }
        self.set_path(mover, path, cause);
    }

    /// How far beyond a section's line or band a mover may be before it counts.
    fn edge_m(&self, mover: MoverId, section: SectionId) -> Option<(StateId, f64)> {
        let s = &self.given.scenario;
        match self.who(mover) {
            Who::Unit(id) => {
                let state = s.units[id].state;
                let section = &s.sections[section];
                section
                    .concerns(state)
                    .then(|| (state, section.tolerance_m()))
            }
            Who::Group(_) => Some((s.sections[section].between.0, 0.0)),
            _ => None,
        }
    }

    /// Puts into the calendar when the current piece crosses a line, or the edge of a band.
    fn foresee_lines(&mut self, mover: MoverId, version: u32) {
        let s = self.scenario();
        let piece = self.movers.piece(mover);
        if piece.velocity == Pos::default() {
            return;
        }
        for (id, section) in s.sections.iter() {
            let Some((state, edge)) = self.edge_m(mover, id) else {
                continue;
            };
            let length = piece.start.distance(piece.end);
            if section.line.at_least_m(piece.start) > length + edge {
                continue;
            }
            let beyond = |p: Pos| section.depth_m(state, p) > edge;
            let start = beyond(piece.start);
            if start == beyond(piece.end) {
                // Where the way changes on the edge itself, no piece crosses it.
                let unnoticed = match self.who(mover) {
                    Who::Unit(unit) => self.activity(unit).beyond.contains(&id) != start,
                    _ => false,
                };
                if unnoticed {
                    self.calendar
                        .at(piece.from, Due::LineChange(mover, version, id));
                }
                continue;
            }
            let (mut low, mut high) = (piece.from.0, piece.until.0);
            while high - low > 1 {
                let middle = low.midpoint(high);
                if beyond(piece.at(SimTime(middle))) == start {
                    low = middle
                } else {
                    high = middle
                }
            }
            self.calendar
                .at(SimTime(high), Due::LineChange(mover, version, id));
        }
    }
}
