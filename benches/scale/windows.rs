//! The simulator's own movers, windows and calendar.

use bevy::ecs::prelude::{ResMut, Resource, Schedule, World};
use bevy::ecs::schedule::SingleThreadedExecutor;

use joint_patrol::base::geo::Pos;
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

use crate::input::{
    CROSSER_MPS, CROSSING_TICKS, DEPTH_M, Found, Input, LUCK, PATROL_Y_M, RATE_PER_S, REACH_M,
    STRETCH_M, STRETCH_MS, TICK_MS, patrol_at,
};

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
        let first = bench.first;
        contacts.read_ahead(calendar, movers, |due| match *due {
            Due::PieceEnd(mover, _) => Some(mover),
            Due::Arrive(GroupId(i)) => Some(MoverId(first + i)),
            _ => None,
        });
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
