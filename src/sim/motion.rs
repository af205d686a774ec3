//! Who is where: paths of straight, steady pieces.

use bevy::ecs::prelude::Resource;

use crate::base::geo::Pos;
use crate::base::num;
use crate::base::time::SimTime;
use crate::journal::event::Waypoint;
use crate::sim::hazard::Relative;
use crate::sim::state::MoverId;

/// A straight, steady piece of a path. Times in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Piece {
    /// When it begins.
    pub from: SimTime,
    /// When it ends.
    pub until: SimTime,
    /// Where it begins.
    pub start: Pos,
    /// Where it ends.
    pub end: Pos,
    /// Metres a second.
    pub velocity: Pos,
}

impl Piece {
    /// The place at an instant of the piece.
    pub fn at(&self, at: SimTime) -> Pos {
        if at >= self.until {
            return self.end;
        }
        self.start
            .plus(self.velocity.times((at - self.from).0 as f64 / 1000.0))
    }

    /// A piece without motion, without end.
    pub fn rest(at: SimTime, pos: Pos) -> Self {
        Self {
            from: at,
            until: SimTime::NEVER,
            start: pos,
            end: pos,
            velocity: Pos::default(),
        }
    }

    /// How `target` moves relative to `self` from an instant on.
    pub fn relative(&self, target: &Piece, now: SimTime) -> Relative {
        Relative {
            from_s: now.as_f64() / 1000.0,
            apart: target.at(now).minus(self.at(now)),
            velocity: target.velocity.minus(self.velocity),
        }
    }
}

/// One mover's motion.
#[derive(Clone)]
struct Course {
    piece: Piece,
    path: Vec<Waypoint>,
    /// The corner of the path at which the current piece ends.
    next: u32,
    version: u32,
}

/// The motion of everything that can see or be seen, by mover.
#[derive(Resource, Default)]
pub struct Movers {
    courses: Vec<Course>,
}

impl Movers {
    /// Adds a mover that rests at a place.
    pub fn add(&mut self, pos: Pos) -> MoverId {
        self.courses.push(Course {
            piece: Piece::rest(SimTime(i64::MIN / 4), pos),
            path: Vec::new(),
            next: 0,
            version: 0,
        });
        MoverId((self.courses.len() - 1) as u32)
    }

    fn of(&self, mover: MoverId) -> &Course {
        &self.courses[mover.0 as usize]
    }

    /// The current piece.
    pub fn piece(&self, mover: MoverId) -> &Piece {
        &self.of(mover).piece
    }

    /// The place at an instant of the current piece.
    pub fn pos(&self, mover: MoverId, now: SimTime) -> Pos {
        self.piece(mover).at(now)
    }

    /// Which path it is on, to tell what is out of date.
    pub fn version(&self, mover: MoverId) -> u32 {
        self.of(mover).version
    }

    /// The rest of its path: the corners still to come.
    pub fn ahead(&self, mover: MoverId) -> &[Waypoint] {
        let course = self.of(mover);
        &course.path[(course.next as usize).min(course.path.len())..]
    }

    /// Sets out on a path whose first corner is here and now.
    pub fn set_out(&mut self, mover: MoverId, path: Vec<Waypoint>) {
        let course = &mut self.courses[mover.0 as usize];
        course.version += 1;
        course.next = 0;
        course.piece = path
            .first()
            .map_or_else(Piece::default, |w| Piece::rest(w.0, Pos::new(w.1, w.2)));
        course.path = path;
        self.advance(mover);
    }

    /// Stops at a place.
    pub fn stop(&mut self, mover: MoverId, now: SimTime) {
        let pos = self.pos(mover, now);
        let course = &mut self.courses[mover.0 as usize];
        course.version += 1;
        course.path.clear();
        course.next = 0;
        course.piece = Piece::rest(now, pos);
    }

    /// Goes on to the next piece of the path; false at its end.
    pub fn advance(&mut self, mover: MoverId) -> bool {
        let course = &mut self.courses[mover.0 as usize];
        let here = course.next as usize;
        let path = &course.path;
        if here + 1 >= path.len() {
            if let Some(last) = path.last() {
                course.piece = Piece::rest(last.0, Pos::new(last.1, last.2));
            }
            course.next = path.len() as u32;
            return false;
        }
        let (a, b) = (path[here], path[here + 1]);
        let (start, end) = (Pos::new(a.1, a.2), Pos::new(b.1, b.2));
        let s = (b.0 - a.0).0 as f64 / 1000.0;
        let velocity = if s > 0.0 {
            end.minus(start).times(1.0 / s)
        } else {
            Pos::default()
        };
        course.piece = Piece {
            from: a.0,
            until: b.0,
            start,
            end,
            velocity,
        };
        course.next += 1;
        true
    }
}

/// A path in the making.
#[derive(Clone, Debug)]
pub struct PathBuilder {
    corners: Vec<Waypoint>,
}

impl PathBuilder {
    /// A path from here and now.
    pub fn new(at: SimTime, pos: Pos) -> Self {
        Self {
            corners: vec![corner(at, pos)],
        }
    }

    /// Its last corner's time.
    pub fn time(&self) -> SimTime {
        self.corners[self.corners.len() - 1].0
    }

    /// Its last corner's place.
    pub fn pos(&self) -> Pos {
        let last = self.corners[self.corners.len() - 1];
        Pos::new(last.1, last.2)
    }

    /// Straight on to a place at a speed.
    pub fn go(&mut self, to: Pos, speed_mps: f64) {
        let distance = self.pos().distance(to);
        let ms = libm::ceil(distance / speed_mps * 1000.0) as i64;
        if distance > 0.001 && ms > 0 {
            let at = SimTime(self.time().0.saturating_add(ms));
            self.corners.push(corner(at, to));
        }
    }

    /// Waits until an instant.
    pub fn wait_until(&mut self, at: SimTime) {
        if at > self.time() {
            self.corners.push(corner(at, self.pos()));
        }
    }

    /// The corners.
    pub fn finish(self) -> Vec<Waypoint> {
        self.corners
    }
}

/// A corner, with its place to the millimetre.
fn corner(at: SimTime, pos: Pos) -> Waypoint {
    let mm = |x: f64| {
        let rounded = libm::round(x * 1000.0) / 1000.0;
        if rounded == 0.0 { 0.0 } else { rounded }
    };
    Waypoint(at, mm(pos.x), mm(pos.y))
}

/// The heading of a velocity in degrees from north, clockwise; 0 at rest.
pub fn heading_deg(velocity: Pos) -> f64 {
    if velocity.dot(velocity) == 0.0 {
        return 0.0;
    }
    let degrees = num::atan2(velocity.x, velocity.y).to_degrees();
    if degrees < 0.0 {
        degrees + 360.0
    } else {
        degrees
    }
}
