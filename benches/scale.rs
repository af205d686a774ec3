//! Moving and detecting at 100 to 100,000 units: the contact windows of the simulator, in a Bevy
//! schedule, beside a hand-written loop over arrays that reads the same input.
//!
//!     cargo bench --bench scale [-- UNITS...]
//!
//! The input is the patrol reference model without its answers: on a straight line each patrol
//! walks to and fro on a stretch of 2,520 m at 1.2 m/s; people cross at 1 m/s through a zone of
//! 4,020 m, as many alive as there are patrols (one patrol and one crosser for every 2.52 km).
//! Whoever is within 500 m of a patrol is found at a rate of 0.3567 a minute, so with probability
//! 0.3 in each minute.
//! A unit is a patrol or a crosser that is alive; figures are nanoseconds a unit and minute.
//! Both sides must find the same people, by the same patrol, in the same millisecond (± 1).

use std::time::Instant;

use bevy::ecs::prelude::{ResMut, Resource, Schedule, World};
use bevy::ecs::schedule::SingleThreadedExecutor;

use joint_patrol::base::geo::Pos;
use joint_patrol::base::rng::{Purpose, Seed};
use joint_patrol::base::time::SimTime;
use joint_patrol::journal::event::Waypoint;
use joint_patrol::scenario::file::Law;
use joint_patrol::sim::calendar::{Calendar, Due};
use joint_patrol::sim::contact::Contacts;
use joint_patrol::sim::grid::Extent;
use joint_patrol::sim::hazard::Lens;
use joint_patrol::sim::motion::Movers;
use joint_patrol::sim::seat::{Member, Role};
use joint_patrol::sim::state::{GroupId, MoverId};

const STRETCH_M: f64 = 2520.0;
const STRETCH_S: f64 = 2100.0;
const STRETCH_MS: i64 = 2_100_000;
const PATROL_MPS: f64 = 1.2;
const PATROL_Y_M: f64 = 2010.0;
const DEPTH_M: f64 = 4020.0;
const CROSSING_TICKS: i64 = 67;
const CROSSER_MPS: f64 = 1.0;
const REACH_M: f64 = 500.0;
const RATE_PER_S: f64 = 0.356_674_943_938_732_4 / 60.0;
const TICK_MS: i64 = 60_000;
const LUCK: Seed = Seed(11);

/// What both sides read.
struct Input {
    /// Milliseconds since each patrol was at the west end of its stretch, going east.
    patrols: Vec<i64>,
    /// The tick at which each crosser appears (before the first: under way), and how far east.
    crossers: Vec<(i64, f64)>,
    ticks: i64,
}

/// Who was found by whom, when in milliseconds.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Found {
    crosser: u32,
    patrol: u32,
    at: i64,
}

impl Input {
    fn new(units: usize, ticks: i64) -> Self {
        let n = units / 2;
        let mut stream = Seed(3).stream(Purpose::Arrival, &[units as u64]);
        let patrols = (0..n)
            .map(|_| 1000 * i64::from(stream.whole(0, 4199)))
            .collect();
        let each = n as f64 / CROSSING_TICKS as f64;
        let mut crossers = Vec::new();
        for tick in 1 - CROSSING_TICKS..ticks {
            let due = (each * (tick + CROSSING_TICKS) as f64) as usize;
            while crossers.len() < due {
                crossers.push((tick, stream.range(0.0, n as f64 * STRETCH_M)));
            }
        }
        Self {
            patrols,
            crossers,
            ticks,
        }
    }

    /// Units alive, summed over ticks.
    fn unit_ticks(&self) -> f64 {
        let alive: i64 = self
            .crossers
            .iter()
            .map(|&(from, _)| (from + CROSSING_TICKS).min(self.ticks) - from.max(0))
            .sum();
        alive as f64 + self.patrols.len() as f64 * self.ticks as f64
    }

    fn key_of_crosser(&self, i: usize) -> u64 {
        (self.patrols.len() + i) as u64
    }

    fn threshold(&self, patrol: usize, crosser: usize, ordinal: u32) -> f64 {
        let keys = [
            patrol as u64,
            self.key_of_crosser(crosser),
            u64::from(ordinal),
        ];
        LUCK.stream(Purpose::Detection, &keys).exponential()
    }
}

/// How far a patrol is along its stretch, which way it goes, and how long until it turns.
fn patrol_at(start_ms: i64, at_ms: i64) -> (f64, f64, i64) {
    let phase = (start_ms + at_ms).rem_euclid(2 * STRETCH_MS);
    if phase < STRETCH_MS {
        let m = phase as f64 / 1000.0 * PATROL_MPS;
        (m, PATROL_MPS, STRETCH_MS - phase)
    } else {
        let m = STRETCH_M - (phase - STRETCH_MS) as f64 / 1000.0 * PATROL_MPS;
        (m, -PATROL_MPS, 2 * STRETCH_MS - phase)
    }
}

/// The simulator's own movers, windows and calendar.
mod windows {
    use super::*;

    #[derive(Resource)]
    struct Bench {
        arrivals: Vec<f64>,
        first: u32,
        tick_end: SimTime,
        is_found: Vec<bool>,
        found: Vec<Found>,
    }

    pub struct Side {
        world: World,
        schedule: Schedule,
    }

    impl Side {
        pub fn new(input: &Input) -> Self {
            let (mut movers, mut calendar) = (Movers::default(), Calendar::default());
            let n = input.patrols.len();
            let posts = (0..n).map(|i| Pos::new(i as f64 * STRETCH_M, PATROL_Y_M));
            let entries = input.crossers.iter().map(|&(_, x)| Pos::new(x, 0.0));
            let ids: Vec<MoverId> = posts.chain(entries).map(|pos| movers.add(pos)).collect();
            let members = ids.iter().map(|id| Member {
                key: u64::from(id.0),
                role: match id.0 as usize >= n {
                    true => Role::People(1.0),
                    false => patrol(),
                },
                active: false,
            });
            let members: Vec<Member> = members.collect();
            let extent = Extent::around(
                Pos::default(),
                Pos::new(n as f64 * STRETCH_M, DEPTH_M),
                REACH_M,
            );
            let mut contacts = Contacts::new(&members, &mut movers, extent, 2.0 * REACH_M, LUCK);
            for (i, &start) in input.patrols.iter().enumerate() {
                movers.set_out(ids[i], patrol_path(i, start, input.ticks));
                begin(
                    ids[i],
                    SimTime(0),
                    &movers,
                    &mut contacts,
                    &mut calendar,
                    true,
                );
            }
            for (i, &(tick, x)) in input.crossers.iter().enumerate() {
                if tick > 0 {
                    let due = Due::Arrive(GroupId(i as u32));
                    calendar.at(SimTime(tick * TICK_MS), due);
                } else {
                    let id = ids[n + i];
                    movers.set_out(id, crosser_path(tick * TICK_MS, 0, x));
                    begin(id, SimTime(0), &movers, &mut contacts, &mut calendar, true);
                }
            }
            let mut world = World::new();
            world.insert_resource(movers);
            world.insert_resource(contacts);
            world.insert_resource(calendar);
            world.insert_resource(Bench {
                arrivals: input.crossers.iter().map(|c| c.1).collect(),
                first: n as u32,
                tick_end: SimTime(0),
                is_found: vec![false; input.crossers.len()],
                found: Vec::new(),
            });
            let mut schedule = Schedule::default();
            schedule.set_executor(SingleThreadedExecutor::new());
            schedule.add_systems(handle_due);
            Self { world, schedule }
        }

        pub fn run(&mut self, ticks: i64) {
            for tick in 1..=ticks {
                self.world.resource_mut::<Bench>().tick_end = SimTime(tick * TICK_MS);
                self.schedule.run(&mut self.world);
            }
        }

        pub fn found(&self) -> Vec<Found> {
            self.world.resource::<Bench>().found.clone()
        }
    }

    fn patrol() -> Role {
        Role::Observer {
            lenses: smallvec::smallvec![Lens {
                law: Law::Constant,
                range_m: REACH_M,
                rate_per_s: RATE_PER_S,
            }],
            eyes: 1.0,
            side: 1,
            unit: false,
        }
    }

    /// The corners of a patrol over the whole run.
    fn patrol_path(i: usize, start: i64, ticks: i64) -> Vec<Waypoint> {
        let west = i as f64 * STRETCH_M;
        let (m, mut mps, mut wait) = patrol_at(start, 0);
        let mut path = vec![Waypoint(SimTime(0), west + m, PATROL_Y_M)];
        let mut at = 0;
        while at < ticks * TICK_MS {
            at += wait;
            let m = if mps > 0.0 { STRETCH_M } else { 0.0 };
            path.push(Waypoint(SimTime(at), west + m, PATROL_Y_M));
            (mps, wait) = (-mps, STRETCH_MS);
        }
        path
    }

    fn crosser_path(appeared_ms: i64, now_ms: i64, x: f64) -> Vec<Waypoint> {
        let y = (now_ms - appeared_ms) as f64 / 1000.0 * CROSSER_MPS;
        let gone = SimTime(appeared_ms + CROSSING_TICKS * TICK_MS);
        vec![Waypoint(SimTime(now_ms), x, y), Waypoint(gone, x, DEPTH_M)]
    }

    fn begin(
        mover: MoverId,
        now: SimTime,
        movers: &Movers,
        contacts: &mut Contacts,
        calendar: &mut Calendar,
        appears: bool,
    ) {
        let due = Due::PieceEnd(mover, movers.version(mover));
        calendar.at(movers.piece(mover).until, due);
        if appears {
            contacts.set_active(mover, true, now, movers, calendar);
        } else {
            contacts.reseat(mover, now, movers, calendar);
        }
    }

    fn handle_due(
        mut bench: ResMut<Bench>,
        mut movers: ResMut<Movers>,
        mut contacts: ResMut<Contacts>,
        mut calendar: ResMut<Calendar>,
    ) {
        let end = bench.tick_end;
        let (movers, contacts, calendar) = (&mut *movers, &mut *contacts, &mut *calendar);
        while let Some((now, due)) = calendar.next_before(end) {
            if let Some(coming) = calendar.coming() {
                let first = bench.first;
                contacts.read_ahead(coming, movers, |due| match *due {
                    Due::PieceEnd(mover, _) => Some(mover),
                    Due::Arrive(GroupId(i)) => Some(MoverId(first + i)),
                    _ => None,
                });
            }
            match due {
                Due::Arrive(GroupId(i)) => {
                    let mover = MoverId(bench.first + i);
                    let x = bench.arrivals[i as usize];
                    movers.set_out(mover, crosser_path(now.0, now.0, x));
                    begin(mover, now, movers, contacts, calendar, true);
                }
                Due::PieceEnd(mover, version) if movers.version(mover) == version => {
                    if movers.advance(mover) {
                        begin(mover, now, movers, contacts, calendar, false);
                    } else {
                        contacts.set_active(mover, false, now, movers, calendar);
                    }
                }
                Due::Sight(o, t, stamp) if contacts.open(o, t, stamp, now, calendar).is_some() => {
                    let crosser = t.0 - bench.first;
                    if !std::mem::replace(&mut bench.is_found[crosser as usize], true) {
                        let (patrol, at) = (o.0, now.0);
                        bench.found.push(Found {
                            crosser,
                            patrol,
                            at,
                        });
                    }
                }
                Due::Lose(o, t, stamp) => {
                    contacts.shut(o, t, stamp);
                }
                _ => {}
            }
        }
    }
}

/// The loop that a careful person would write by hand: arrays, a grid of patrols, minute by
/// minute.
mod arrays {
    use super::*;

    /// Beyond this distance at the start of a minute nothing can happen within it.
    const NEAR_M: f64 = REACH_M + 60.0 * (PATROL_MPS + CROSSER_MPS);
    /// Cells a metre along the line: with smaller cells clearing and summing them costs more than
    /// the patrols that are looked at in vain.
    /// At 50 patrols this beats looking at all of them.
    const PER_M: f64 = 0.25 / NEAR_M;

    pub struct Side<'i> {
        input: &'i Input,
        // Patrols: absolute place, velocity, seconds until the turn.
        x: Vec<f64>,
        mps: Vec<f64>,
        turn: Vec<f64>,
        // Crossers in the order in which they appeared; alive from `head` on.
        head: usize,
        who: Vec<u32>,
        cx: Vec<f64>,
        cy: Vec<f64>,
        gone: Vec<i64>,
        done: Vec<bool>,
        /// Which encounter each is in with the patrol of even and of odd number, what has been
        /// gathered in it, and what is needed (NaN: not drawn yet).
        ordinal: Vec<[u32; 2]>,
        dose: Vec<[f64; 2]>,
        need: Vec<[f64; 2]>,
        next: usize,
        // Patrols by cell of the line.
        starts: Vec<u32>,
        sorted: Vec<u32>,
        pub found: Vec<Found>,
    }

    impl<'i> Side<'i> {
        pub fn new(input: &'i Input) -> Self {
            let mut side = Self {
                input,
                x: Vec::new(),
                mps: Vec::new(),
                turn: Vec::new(),
                head: 0,
                who: Vec::new(),
                cx: Vec::new(),
                cy: Vec::new(),
                gone: Vec::new(),
                done: Vec::new(),
                ordinal: Vec::new(),
                dose: Vec::new(),
                need: Vec::new(),
                next: 0,
                starts: Vec::new(),
                sorted: Vec::new(),
                found: Vec::new(),
            };
            for (i, &start) in input.patrols.iter().enumerate() {
                let (m, mps, turn) = patrol_at(start, 0);
                side.x.push(i as f64 * STRETCH_M + m);
                side.mps.push(mps);
                side.turn.push(turn as f64 / 1000.0);
            }
            side.arrive(0);
            side
        }

        fn arrive(&mut self, tick: i64) {
            while let Some(&(from, x)) = self.input.crossers.get(self.next)
                && from <= tick
            {
                self.who.push(self.next as u32);
                self.cx.push(x);
                self.cy.push((tick - from) as f64 * 60.0 * CROSSER_MPS);
                self.gone.push(from + CROSSING_TICKS);
                self.done.push(false);
                self.ordinal.push([0; 2]);
                self.dose.push([0.0; 2]);
                self.need.push([f64::NAN; 2]);
                self.next += 1;
            }
        }

        // One function a step: put together into one, the compiler makes slower code of them.
        pub fn run(&mut self, ticks: i64) {
            for tick in 0..ticks {
                self.arrive(tick);
                self.sort();
                self.look(tick);
                self.walk(tick);
            }
        }

        /// Counting sort of the patrols into cells along the line.
        #[inline(never)]
        fn sort(&mut self) {
            let cells = (self.x.len() as f64 * STRETCH_M * PER_M) as usize + 3;
            self.starts.clear();
            self.starts.resize(cells + 1, 0);
            for &x in &self.x {
                self.starts[(x * PER_M) as usize + 2] += 1;
            }
            for c in 1..=cells {
                self.starts[c] += self.starts[c - 1];
            }
            self.sorted.resize(self.x.len(), 0);
            for (i, &x) in self.x.iter().enumerate() {
                let at = &mut self.starts[(x * PER_M) as usize + 1];
                self.sorted[*at as usize] = i as u32;
                *at += 1;
            }
        }

        /// Everybody not found yet who may come within reach in this minute. Of several patrols
        /// the first to find counts.
        #[inline(never)]
        fn look(&mut self, tick: i64) {
            for c in self.head..self.who.len() {
                if self.done[c] || (self.cy[c] - PATROL_Y_M).abs() > NEAR_M {
                    continue;
                }
                let mut first: Option<(f64, usize)> = None;
                let mut note = |s: Option<f64>, p: usize| {
                    if let Some(s) = s
                        && first.is_none_or(|(before, _)| s < before)
                    {
                        first = Some((s, p));
                    }
                };
                let (low, high) = (self.cx[c] - NEAR_M, self.cx[c] + NEAR_M);
                let last = self.starts.len() - 1;
                let from = self.starts[(low * PER_M) as usize];
                let to = self.starts[((high * PER_M) as usize + 1).min(last)];
                for k in from..to {
                    let p = self.sorted[k as usize] as usize;
                    note(self.meet(c, p), p);
                }
                if let Some((s, p)) = first {
                    self.done[c] = true;
                    self.found.push(Found {
                        crosser: self.who[c],
                        patrol: p as u32,
                        at: tick * TICK_MS + (s * 1000.0 - 1e-6).ceil() as i64,
                    });
                }
            }
        }

        /// One patrol and one crosser in one minute: after how many seconds it finds them.
        #[inline]
        fn meet(&mut self, c: usize, p: usize) -> Option<f64> {
            let (dx, dy) = (self.cx[c] - self.x[p], self.cy[c] - PATROL_Y_M);
            if dx * dx + dy * dy > NEAR_M * NEAR_M {
                return None;
            }
            let (turn, mps) = (self.turn[p], self.mps[p]);
            if turn >= 60.0 {
                return self.piece(c, p, (dx, dy), mps, 0.0, 60.0);
            }
            // After the turn it goes as if it had come from beyond it.
            let beyond = dx - 2.0 * mps * turn;
            self.piece(c, p, (dx, dy), mps, 0.0, turn)
                .or_else(|| self.piece(c, p, (beyond, dy), -mps, turn, 60.0))
        }

        /// A straight piece of a minute, from `a` to `b` seconds into it.
        #[inline]
        fn piece(
            &mut self,
            c: usize,
            p: usize,
            (dx, dy): (f64, f64),
            mps: f64,
            a: f64,
            b: f64,
        ) -> Option<f64> {
            let (vx, vy) = (-mps, CROSSER_MPS);
            let (vv, pv) = (vx * vx + vy * vy, dx * vx + dy * vy);
            let disc = pv * pv - vv * (dx * dx + dy * dy - REACH_M * REACH_M);
            if disc < 0.0 {
                return None;
            }
            let root = disc.sqrt();
            let (enter, leave) = ((-pv - root) / vv, (-pv + root) / vv);
            let (from, until) = (enter.max(a), leave.min(b));
            if from > until {
                return None;
            }
            let side = p & 1;
            if self.need[c][side].is_nan() {
                let (who, ordinal) = (self.who[c] as usize, self.ordinal[c][side]);
                self.need[c][side] = self.input.threshold(p, who, ordinal);
            }
            let (dose, need) = (self.dose[c][side], self.need[c][side]);
            let sum = dose + RATE_PER_S * (until - from);
            if sum >= need {
                return Some(from + (need - dose) / RATE_PER_S);
            }
            if leave <= b {
                self.ordinal[c][side] += 1;
                self.dose[c][side] = 0.0;
                self.need[c][side] = f64::NAN;
            } else {
                self.dose[c][side] = sum;
            }
            None
        }

        #[inline(never)]
        fn walk(&mut self, tick: i64) {
            let patrols = self.x.iter_mut().zip(&mut self.mps).zip(&mut self.turn);
            for ((x, mps), turn) in patrols {
                let left = *turn - 60.0;
                let turned = left <= 0.0;
                let late = if turned { -left } else { 0.0 };
                *x += *mps * (60.0 - 2.0 * late);
                *mps = if turned { -*mps } else { *mps };
                *turn = if turned { left + STRETCH_S } else { left };
            }
            for y in &mut self.cy[self.head..] {
                *y += 60.0 * CROSSER_MPS;
            }
            while self.gone.get(self.head).is_some_and(|&g| g <= tick + 1) {
                self.head += 1;
            }
        }
    }
}

/// Units, ticks of a run, and what a hand-written loop took where the reference model was measured
/// (its row for 70 agents stands for 100 units).
const SIZES: [(usize, i64, f64); 4] = [
    (100, 5_000, 8.2),
    (1_000, 1_000, 13.2),
    (10_000, 300, 12.3),
    (100_000, 200, 15.8),
];

/// Every size comes once in each round, so that a neighbour who takes half of the machine for some
/// seconds makes all sizes, and both sides, slow alike.
const ROUNDS: usize = 15;

/// What the rounds gave at one size, in nanoseconds a unit and minute.
struct Row {
    input: Input,
    reference: f64,
    found: usize,
    windows: Vec<f64>,
    loops: Vec<f64>,
}

impl Row {
    fn measure(&mut self) {
        let (input, per) = (&self.input, 1e9 / self.input.unit_ticks());
        let mut windows = windows::Side::new(input);
        self.windows.push(timed(|| windows.run(input.ticks)) * per);
        let mut arrays = arrays::Side::new(input);
        self.loops.push(timed(|| arrays.run(input.ticks)) * per);
        self.found = same(windows.found(), arrays.found);
    }

    fn print(&self) {
        let units = self.input.patrols.len() * 2;
        let shown = |of: &[f64]| format!("{:>5.1} ({:>4.1})", median(of), least(of));
        let within = self.windows.iter().zip(&self.loops);
        let ratios: Vec<f64> = within.map(|(windows, loops)| windows / loops).collect();
        println!(
            "{units:>7} {:>8} {:>12} {:>12} {:>7.2} {:>11.1} {:>11.2} ({:.2})",
            self.found,
            shown(&self.windows),
            shown(&self.loops),
            median(&ratios),
            self.reference,
            median(&self.loops) / self.reference,
            least(&self.loops) / self.reference,
        );
    }
}

fn main() {
    let only: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = SIZES
        .into_iter()
        .filter(|(units, ..)| only.is_empty() || only.contains(units));
    let mut rows: Vec<Row> = sizes
        .map(|(units, ticks, reference)| Row {
            input: Input::new(units, ticks),
            reference,
            found: 0,
            windows: Vec::new(),
            loops: Vec::new(),
        })
        .collect();
    for _ in 0..ROUNDS {
        rows.iter_mut().for_each(Row::measure);
    }
    println!("nanoseconds a unit and minute: medians of {ROUNDS} rounds (and the least)");
    println!("  units    found      windows         loop   ratio   reference   loop/reference");
    rows.iter().for_each(Row::print);
    if let [_, a, b, c] = &rows[..] {
        let flat: Vec<f64> = (0..ROUNDS)
            .map(|i| {
                let of = [a.windows[i], b.windows[i], c.windows[i]];
                of.into_iter().fold(0.0, f64::max) / least(&of)
            })
            .collect();
        let factor = median(&flat);
        println!("windows from 1,000 to 100,000 units: flat within a factor {factor:.2}");
    }
}

fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn timed(f: impl FnOnce()) -> f64 {
    let start = Instant::now();
    f();
    start.elapsed().as_secs_f64()
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// How many were found, the same by both.
fn same(mut a: Vec<Found>, mut b: Vec<Found>) -> usize {
    a.sort_by_key(|f| f.crosser);
    b.sort_by_key(|f| f.crosser);
    let differ = a
        .iter()
        .zip(&b)
        .find(|(a, b)| a.crosser != b.crosser || a.patrol != b.patrol || (a.at - b.at).abs() > 1);
    assert_eq!(differ, None, "the two sides differ");
    assert_eq!(a.len(), b.len(), "one side found more");
    a.len()
}
