//! Before STARTEX and at ENDEX: the world is filled, the plan is noted, the books are closed.

use std::sync::Arc;

use bevy::ecs::prelude::World;

use crate::base::geo::Pos;
use crate::base::id::{IdVec, Name};
use crate::base::num;
use crate::base::rng::Seed;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{ExerciseEnded, ExerciseStarted, PartAgreed};
use crate::order::Order;
use crate::scenario::file::IncidentKind;
use crate::scenario::talk::Talk;
use crate::scenario::{Civilian, PatrolId, Scenario};
use crate::sim::calendar::{Calendar, Due};
use crate::sim::contact::Contacts;
use crate::sim::ctx::{Books, Ctx};
use crate::sim::grid::Extent;
use crate::sim::ground::Ways;
use crate::sim::incident::Incidents;
use crate::sim::motion::Movers;
use crate::sim::record::Record;
use crate::sim::request::Requests;
use crate::sim::seat::{Member, Role};
use crate::sim::state::{
    Activity, Course, DepartureId, Doing, First, Given, GroupStage, Meetings, MoverId, Post,
    Roster, Who, WorkStage, Workday,
};
use crate::sim::track::Pictures;
use crate::sim::world::{self, GroupPlan};
use crate::sim::{group, patrol, sight, works};

/// A cell of the grid in which contacts are looked for, in metres.
const CELL_M: f64 = 2_000.0;
/// The grid reaches so far beyond sites and sections, in metres.
const MARGIN_M: f64 = 10_000.0;
/// Room for so many messages, and for as many jobs and requests: what a run of some days needs.
const ROOM: usize = 1 << 12;

/// Fills a world.
pub fn fill(
    world: &mut World,
    scenario: Arc<Scenario>,
    world_seed: Seed,
    luck: Seed,
    orders: Vec<Order>,
) {
    let groups = world::groups(&scenario, world_seed);
    let (mut movers, members, ids, first) = movers(&scenario, &groups);
    let contacts = Contacts::new(&members, &mut movers, extent(&scenario), CELL_M, luck);
    let mut calendar = Calendar::default();
    schedule_world(&mut calendar, &scenario, &groups, &orders, world_seed);
    let mut roster = Roster::default();
    for (_, unit) in scenario.units.iter() {
        let home = scenario.sites[unit.home].pos;
        let beyond = scenario.sections.iter().filter(|(_, section)| {
            section.concerns(unit.state)
                && section.depth_m(unit.state, home) > section.tolerance_m()
        });
        let ready = Activity {
            what: Doing::Ready,
            before: Doing::Ready,
            cause: 1,
            stamp: 0,
            beyond: beyond.map(|(id, _)| id).collect(),
            out: None,
            outings: 0,
            back_at: SimTime::START,
            invited: false,
        };
        roster.units.push(world.spawn(ready).id());
    }
    for _ in 0..groups.len() {
        let course = Course {
            stage: GroupStage::ToCome,
            cause: 1,
            reacted: false,
            turned_back: false,
            scattered: false,
            stopped: 0,
        };
        roster.groups.push(world.spawn(course).id());
    }
    for _ in 0..scenario.civilians.len() {
        let workday = Workday {
            stage: WorkStage::AtHome,
            cause: 1,
            planned: SimDuration::ZERO,
            lost: SimDuration::ZERO,
            began: SimTime::START,
            until: SimTime::START,
            day: 0,
        };
        roster.civilians.push(world.spawn(workday).id());
    }
    world.insert_resource(Books {
        now: SimTime::START,
        calendar,
        ways: Ways::new(&scenario),
        movers,
        contacts,
        record: Record::default(),
        pictures: Pictures::new(scenario.states.len()),
        post: Post {
            messages: IdVec::with_room(ROOM),
            jobs: IdVec::with_room(ROOM),
            ..Post::default()
        },
        requests: Requests::with_room(ROOM),
        meetings: Meetings::default(),
        incidents: Incidents::default(),
    });
    world.insert_resource(Given {
        talk: Talk::new(&scenario),
        scenario,
        world: world_seed,
        luck,
        orders,
        groups,
        movers: ids,
        first,
        roster,
    });
}

type Ids = IdVec<MoverId, Who>;

/// Everything that moves or is looked at, with its role.
fn movers(
    s: &Scenario,
    groups: &IdVec<crate::sim::state::GroupId, GroupPlan>,
) -> (Movers, Vec<Member>, Ids, First) {
    let mut all = Cast::default();
    for (id, unit) in s.units.iter() {
        let lenses = sight::lenses(s, &unit.sensors, SimTime::START);
        let role = Role::Observer {
            lenses,
            eyes: num::sqrt(f64::from(unit.size)),
            side: 1 << unit.state.0,
            unit: true,
        };
        let home = s.sites[unit.home].pos;
        all.add(Who::Unit(id), home, unit.key, role, false);
    }
    for (id, site) in s.sites.iter().filter(|(_, x)| !x.sensors.is_empty()) {
        if let Some(state) = site.state {
            let lenses = sight::lenses(s, &site.sensors, SimTime::START);
            let role = Role::Observer {
                lenses,
                eyes: 1.0,
                side: 1 << state.0,
                unit: false,
            };
            all.add(Who::Fixed(id), site.pos, site.key, role, true);
        }
    }
    for (id, part) in s.parts.iter() {
        let section = &s.sections[part.section];
        let sides = 1 << section.between.0.0 | 1 << section.between.1.0;
        all.add(Who::Part(id), part.middle, 0, Role::Part(sides), true);
    }
    let group = all.members.len() as u32;
    for (id, plan) in groups.iter() {
        let role = people(f64::from(plan.size));
        all.add(Who::Group(id), plan.start(s), plan.key, role, false);
    }
    let civilian = all.members.len() as u32;
    for (id, c) in s.civilians.iter() {
        let home = s.sites[c.home].pos;
        all.add(Who::Civilian(id), home, c.key, people(seen_as(c)), false);
    }
    (all.movers, all.members, all.ids, First { group, civilian })
}

/// Movers with their roles, while they are gathered.
#[derive(Default)]
struct Cast {
    movers: Movers,
    members: Vec<Member>,
    ids: Ids,
}

impl Cast {
    fn add(&mut self, who: Who, pos: Pos, key: u64, role: Role, active: bool) {
        self.movers.add(pos);
        self.members.push(Member { key, role, active });
        self.ids.push(who);
    }
}

/// People and animals count by the square root of their number.
fn people(number: f64) -> Role {
    Role::People(num::sqrt(number))
}

fn seen_as(c: &Civilian) -> f64 {
    f64::from(c.people) + f64::from(c.herd) / 20.0
}

/// The stretch of the plane on which the exercise takes place.
fn extent(s: &Scenario) -> Extent {
    let sites = s.sites.iter().map(|(_, x)| x.pos);
    let lines = s
        .sections
        .iter()
        .flat_map(|(_, x)| x.line.points().iter().copied());
    let all: Vec<Pos> = sites.chain(lines).chain([Pos::default()]).collect();
    let (low, high) = crate::base::geo::bounds(&all);
    Extent::around(low, high, MARGIN_M)
}

/// Puts into the calendar all that comes from outside, from orders and from the plan.
fn schedule_world(
    calendar: &mut Calendar,
    s: &Scenario,
    groups: &IdVec<crate::sim::state::GroupId, GroupPlan>,
    orders: &[Order],
    seed: Seed,
) {
    calendar.at(SimTime::START, Due::Start);
    calendar.at(s.end(), Due::End);
    for (i, &(at, _)) in s.light.iter().enumerate() {
        calendar.at(at, Due::Light(i as u32));
    }
    for (i, w) in s.weather.iter().enumerate() {
        calendar.at(w.at, Due::Weather(i as u32));
    }
    for (i, &(at, _)) in s.closures.iter().enumerate() {
        calendar.at(at, Due::Ways(i as u32));
    }
    for (i, order) in orders.iter().enumerate() {
        calendar.at(order.at, Due::Order(i as u32));
    }
    for (id, inject) in s.injects.iter() {
        if let Some(at) = inject.at {
            calendar.at(at, Due::Inject(id));
        }
    }
    for (id, plan) in groups.iter() {
        calendar.at(plan.at, Due::Arrive(id));
    }
    for (id, hazard) in s.hazards.iter() {
        for (n, at) in world::occurrences(s, hazard, seed).into_iter().enumerate() {
            calendar.at(at, Due::Hazard(id, n as u32));
            if hazard.kind == IncidentKind::Works {
                let number = n as u32;
                calendar.at(at - works::NOTICE, Due::AnnounceWorks(id, number));
            }
        }
    }
    for (id, c) in s.civilians.iter() {
        if let Some((day, leave)) = world::next_workday(s, c, 0, seed) {
            calendar.at(leave, Due::Workday(id, day));
        }
    }
    for (id, p) in s.patrols.iter() {
        for departure in 0..p.depart.len() {
            let at = patrol::shared_at(s, id, departure, seed);
            calendar.at(at, Due::SharePlan(id, DepartureId(departure as u32)));
        }
    }
}

/// The entry of a planned departure; noted in the plan when it is first needed.
pub fn plan_entry(ctx: &mut Ctx, p: PatrolId, d: DepartureId) -> u64 {
    if let Some(&seq) = ctx.post.plans.get(&(p, d)) {
        return seq;
    }
    let seq = patrol::plan(ctx, p, d);
    ctx.post.plans.insert((p, d), seq);
    seq
}

/// STARTEX.
pub fn start(ctx: &mut Ctx) {
    let s = ctx.scenario();
    let event = ExerciseStarted {
        title: s.title.clone(),
        states: s.states.iter().map(|(_, x)| x.name.clone()).collect(),
    };
    let seq = ctx.log_world(None, &Name::from("exercise"), event);
    ctx.post.startex = seq;
    for (_, part) in s.parts.iter() {
        let section = &s.sections[part.section];
        let event = PartAgreed {
            section: section.name.clone(),
            part: part.name.clone(),
            status: section.status.word().into(),
            joint: section.joint,
            between: [section.between.0, section.between.1]
                .map(|x| s.states[x].name.clone())
                .to_vec(),
        };
        ctx.log_world(None, &part.name, event);
    }
    posts_in_setback_zones(ctx, seq);
    let fixed: Vec<MoverId> = ctx
        .given
        .movers
        .iter()
        .filter(|(_, who)| matches!(who, Who::Fixed(_) | Who::Part(_)))
        .map(|(id, _)| id)
        .collect();
    let now = ctx.at();
    for mover in fixed {
        ctx.contacts.reseat(mover, now, ctx.movers, ctx.calendar);
    }
}

/// Notes the posts at sections where both sides agreed how far back posts are.
fn posts_in_setback_zones(ctx: &mut Ctx, cause: u64) {
    let s = ctx.scenario();
    for (state, x) in s.states.iter() {
        for &post in &x.posts {
            let near = s.near(s.sites[post].pos).map(|n| n.section);
            let agreed = near.map(|id| &s.sections[id]);
            let Some(section) = agreed.filter(|a| a.concerns(state)) else {
                continue;
            };
            if section.setback_m > 0.0 {
                let (name, back) = (&s.sites[post].name, section.setback_m);
                patrol::position_taken(ctx, state, name, post, "post", back, false, cause);
            }
            let heavy = s.units.iter().filter(|(_, u)| u.heavy && u.home == post);
            for (_, unit) in heavy.filter(|_| section.heavy_setback_m > 0.0) {
                let (name, back) = (&unit.name, section.heavy_setback_m);
                patrol::position_taken(ctx, state, name, post, "heavy", back, false, cause);
            }
        }
    }
}

/// ENDEX.
pub fn end(ctx: &mut Ctx) {
    group::close_all_days(ctx);
    ctx.log_world(None, &Name::from("exercise"), ExerciseEnded {});
}
