//! Who is where: paths of straight, steady pieces.

use bevy::ecs::prelude::Resource;
use mem_prefetch::prefetch_read_data;

use crate::base::geo::Pos;
use crate::base::num;
use crate::base::time::SimTime;
use crate::journal::event::Waypoint;
use crate::sim::grid::Extent;
use crate::sim::hazard::Relative;
use crate::sim::seat::Look;
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
    /// A piece from one corner to the next.
    pub fn between(from: SimTime, until: SimTime, start: Pos, end: Pos) -> Self {
        let s = (until - from).0 as f64 / 1000.0;
        let velocity = if s > 0.0 && start != end {
            end.minus(start).times(1.0 / s)
        } else {
            Pos::default()
        };
        Self {
            from,
            until,
            start,
            end,
            velocity,
        }
    }

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

/// A mover as others see it: a line of the cache, with all that is needed to tell that there is
/// no window.
#[derive(Clone)]
#[repr(align(64))]
struct Figure {
    from: SimTime,
    until: SimTime,
    start: Pos,
    end: Pos,
    look: Look,
}

const _: () = assert!(size_of::<Figure>() == 64);

impl Figure {
    fn set(&mut self, piece: Piece) {
        (self.from, self.until) = (piece.from, piece.until);
        (self.start, self.end) = (piece.start, piece.end);
    }
}

/// Where a mover goes: never on two lines of the cache.
#[derive(Clone)]
#[repr(align(32))]
struct Route {
    path: Vec<Waypoint>,
    /// The corner of the path at which the current piece ends.
    next: u32,
    version: u32,
}

const _: () = assert!(size_of::<Route>() == 32);

impl Route {
    /// The corner at which the next piece ends.
    fn next_corner(&self) -> Option<&Waypoint> {
        self.path.get(self.next as usize + 1)
    }
}

/// A mover: two lines of the cache side by side, so that in a crowd one page of memory is looked
/// for instead of two.
#[derive(Clone)]
#[repr(align(128))]
struct Mover {
    figure: Figure,
    route: Route,
}

/// The motion of everything that can see or be seen, by mover.
#[derive(Resource, Default)]
pub struct Movers {
    movers: Vec<Mover>,
}

impl Movers {
    /// Adds a mover that rests at a place.
    pub fn add(&mut self, pos: Pos) -> MoverId {
        let figure = Figure {
            from: SimTime(i64::MIN / 4),
            until: SimTime::NEVER,
            start: pos,
            end: pos,
            look: Look::Part { sides: 0 },
        };
        let route = Route {
            path: Vec::new(),
            next: 0,
            version: 0,
        };
        self.movers.push(Mover { figure, route });
        MoverId((self.movers.len() - 1) as u32)
    }

    fn figure(&self, mover: MoverId) -> &Figure {
        &self.movers[mover.0 as usize].figure
    }

    fn route(&self, mover: MoverId) -> &Route {
        &self.movers[mover.0 as usize].route
    }

    fn both(&mut self, mover: MoverId) -> (&mut Figure, &mut Route) {
        let Mover { figure, route } = &mut self.movers[mover.0 as usize];
        (figure, route)
    }

    /// The current piece.
    pub fn piece(&self, mover: MoverId) -> Piece {
        let f = self.figure(mover);
        Piece::between(f.from, f.until, f.start, f.end)
    }

    /// The box of its current piece.
    pub fn extent(&self, mover: MoverId) -> Extent {
        let figure = self.figure(mover);
        Extent::around(figure.start, figure.end, 0.0)
    }

    /// What others see in it.
    pub fn look(&self, mover: MoverId) -> Look {
        self.figure(mover).look
    }

    /// Sets what others see in it.
    pub fn show(&mut self, mover: MoverId, look: Look) {
        self.both(mover).0.look = look;
    }

    /// The place at an instant of the current piece.
    pub fn pos(&self, mover: MoverId, now: SimTime) -> Pos {
        self.piece(mover).at(now)
    }

    /// Which path it is on, to tell what is out of date.
    pub fn version(&self, mover: MoverId) -> u32 {
        self.route(mover).version
    }

    /// The rest of its path: the corners still to come.
    pub fn ahead(&self, mover: MoverId) -> &[Waypoint] {
        let route = self.route(mover);
        &route.path[(route.next as usize).min(route.path.len())..]
    }

    /// The box of its next piece, if it goes on.
    pub fn next_box(&self, mover: MoverId) -> Extent {
        let from = self.figure(mover).end;
        let corner = self.route(mover).next_corner();
        Extent::around(from, corner.map_or(from, |w| Pos::new(w.1, w.2)), 0.0)
    }

    /// Has the processor fetch a mover as others see it.
    pub fn prefetch_figure(&self, mover: MoverId) {
        prefetch_read_data::<_, 3>(self.figure(mover));
    }

    /// Has the processor fetch a mover and where it goes.
    pub fn prefetch(&self, mover: MoverId) {
        self.prefetch_figure(mover);
        prefetch_read_data::<_, 3>(self.route(mover));
    }

    /// Has the processor fetch the ends of the next piece of a mover.
    pub fn prefetch_corners(&self, mover: MoverId) {
        for corner in self.ahead(mover).iter().take(2) {
            prefetch_read_data::<_, 3>(corner);
        }
    }

    /// Sets out on a path whose first corner is here and now.
    pub fn set_out(&mut self, mover: MoverId, path: Vec<Waypoint>) {
        let (figure, route) = self.both(mover);
        route.version += 1;
        route.next = 0;
        figure.set(
            path.first()
                .map_or_else(Piece::default, |w| Piece::rest(w.0, Pos::new(w.1, w.2))),
        );
        route.path = path;
        self.advance(mover);
    }

    /// Stops at a place.
    pub fn stop(&mut self, mover: MoverId, now: SimTime) {
        let pos = self.pos(mover, now);
        let (figure, route) = self.both(mover);
        route.version += 1;
        route.path.clear();
        route.next = 0;
        figure.set(Piece::rest(now, pos));
    }

    /// Goes on to the next piece of the path; false at its end.
    pub fn advance(&mut self, mover: MoverId) -> bool {
        let (figure, route) = self.both(mover);
        let here = route.next as usize;
        let path = &route.path;
        if here + 1 >= path.len() {
            if let Some(last) = path.last() {
                figure.set(Piece::rest(last.0, Pos::new(last.1, last.2)));
            }
            route.next = path.len() as u32;
            return false;
        }
        let (a, b) = (path[here], path[here + 1]);
        (figure.from, figure.until) = (a.0, b.0);
        (figure.start, figure.end) = (Pos::new(a.1, a.2), Pos::new(b.1, b.2));
        route.next += 1;
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
        let mut corners = Vec::with_capacity(8);
        corners.push(corner(at, pos));
        Self { corners }
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
