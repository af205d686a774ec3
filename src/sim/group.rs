//! Groups and citizens: they set out, cross, arrive, and are held up.

use crate::base::geo::Pos;
use crate::base::rng::Purpose;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    Arrival, GroupArrived, GroupCrossed, GroupReacted, GroupTurnedBack, Waypoint, WorkdayEnded,
    WorkdayStarted,
};
use crate::scenario::file::{ArrivalKind, CivilianKind};
use crate::scenario::{Civilian, CivilianId, SectionId, Source};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::motion::PathBuilder;
use crate::sim::state::{GroupId, GroupStage, MoverId, Who, WorkStage, lawful};
use crate::sim::travel::{self, Traveller};
use crate::sim::{alert, incident, theft, world};

/// How much faster people are who run on: an exercise assumption.
const RUN_FACTOR: f64 = 1.3;

/// So many animals halve the pace of whoever drives them: an exercise assumption.
const HERD_HALVES: f64 = 400.0;

/// How fast a kind goes, against one unladen walker: exercise assumptions.
fn pace(kind: ArrivalKind) -> f64 {
    match kind {
        ArrivalKind::ExtremistCourier => 1.1,
        ArrivalKind::ArmedGroup | ArrivalKind::LawfulCrossing | ArrivalKind::Spillover => 1.0,
        ArrivalKind::DrugTrafficking => 0.95,
        ArrivalKind::WeaponsTrafficking | ArrivalKind::OrganisedCrime => 0.9,
        ArrivalKind::IrregularMigration | ArrivalKind::Wildlife => 0.8,
    }
}

/// How fast citizens go, against one unladen walker: traders carry loads, herders look after
/// animals, and the more the slower. Exercise assumptions.
fn citizens_pace(kind: CivilianKind, herd: u32) -> f64 {
    let own = match kind {
        CivilianKind::Farmer => 1.0,
        CivilianKind::Herder | CivilianKind::Pupil => 0.95,
        CivilianKind::Trader => 0.85,
    };
    own / (1.0 + f64::from(herd) / HERD_HALVES)
}

/// A group appears.
pub fn arrive(ctx: &mut Ctx, group: GroupId) {
    let s = ctx.scenario();
    let plan = ctx.given.groups[group].clone();
    let source = &s.sources[plan.source];
    let way = &source.ways[plan.way];
    let (steps, _) = &way.routes[plan.route];
    let mut route = vec![s.sites[way.from].name.clone()];
    route.extend(
        steps
            .iter()
            .map(|&step| s.sites[s.network.end_of(step)].name.clone()),
    );
    let seq = ctx.log_world(
        None,
        &plan.name,
        Arrival {
            group: plan.name.clone(),
            source: source.name.clone(),
            threat_kind: source.kind.word().into(),
            lawful: lawful(source.kind),
            size: plan.size,
            from: s.sites[way.from].name.clone(),
            to: s.sites[way.to].name.clone(),
            route,
            route_number: plan.route as u32 + 1,
            routes_offered: way.routes.len() as u32,
        },
    );
    let mover = ctx.given.group(group);
    let at = ctx.at();
    {
        let mut course = ctx.course(group);
        course.cause = seq;
        course.stage = GroupStage::LyingUp;
    }
    let start = plan.start(s);
    ctx.movers
        .set_out(mover, vec![Waypoint(at, start.x, start.y)]);
    ctx.set_active(mover, true);
    ctx.calendar.at(at + source.stay, Due::SetOut(group));
}

/// A group sets out.
pub fn set_out(ctx: &mut Ctx, group: GroupId) {
    let (stage, cause) = {
        let course = ctx.course(group);
        (course.stage, course.cause)
    };
    let mover = ctx.given.group(group);
    if stage != GroupStage::LyingUp {
        return; // it is held, or gone
    }
    let held_until = ctx.movers.piece(mover).until;
    if held_until < SimTime::NEVER {
        ctx.calendar.at(held_until, Due::SetOut(group));
        return;
    }
    let path = group_path(ctx, group);
    let kind = ctx.given.scenario.sources[ctx.given.groups[group].source].kind;
    if kind == ArrivalKind::LawfulCrossing
        && let Some(until) = alert::waits_until(ctx, group, &path)
    {
        ctx.calendar.at(until, Due::SetOut(group));
        return;
    }
    ctx.course(group).stage = GroupStage::OnTheWay;
    ctx.set_path(mover, path.clone(), cause);
    theft::begins(ctx, group, cause);
    alert::foresee_fear(ctx, group, &path);
}

fn group_path(ctx: &Ctx, group: GroupId) -> Vec<Waypoint> {
    let s = &ctx.ground();
    let plan = &ctx.given.groups[group];
    let source = &s.sources[plan.source];
    let way = &source.ways[plan.way];
    let who = traveller(source);
    let (start, end) = plan.ends(s);
    let steps = &way.routes[plan.route].0;
    let mut path = PathBuilder::new(ctx.at(), start);
    if steps
        .iter()
        .any(|step| s.network.closed().contains(&step.leg))
    {
        travel::go(s, &mut path, who, end);
    } else {
        travel::follow(s, &mut path, who, steps);
        travel::straight(s, &mut path, who, end);
    }
    path.finish()
}

fn traveller(source: &Source) -> Traveller {
    let with_herd = 1.0 + f64::from(source.herd) / HERD_HALVES;
    Traveller {
        fixed_mps: source.speed_mps,
        ..Traveller::on_foot(pace(source.kind) / with_herd)
    }
}

/// A way that a group was to take was closed: it goes another.
pub fn go_round(ctx: &mut Ctx, group: GroupId, cause: u64) {
    if ctx.course(group).stage != GroupStage::OnTheWay {
        return;
    }
    let s = ctx.ground();
    let plan = &ctx.given.groups[group];
    let (who, end) = (traveller(&s.sources[plan.source]), plan.ends(&s).1);
    let mover = ctx.given.group(group);
    let mut path = PathBuilder::new(ctx.at(), ctx.movers.pos(mover, ctx.at()));
    travel::go(&s, &mut path, who, end);
    ctx.set_path(mover, path.finish(), cause);
}

/// A group is at its goal.
pub fn at_goal(ctx: &mut Ctx, group: GroupId) {
    let s = ctx.scenario();
    let plan = ctx.given.groups[group].clone();
    let kind = s.sources[plan.source].kind;
    let cause = ctx.course(group).cause;
    if ctx.course(group).turned_back {
        let event = GroupTurnedBack {
            group: plan.name.clone(),
            threat_kind: kind.word().into(),
        };
        ctx.log_world(Some(cause), &plan.name, event);
        leave(ctx, group);
        return;
    }
    ctx.log_world(
        Some(cause),
        &plan.name,
        GroupArrived {
            group: plan.name.clone(),
            threat_kind: kind.word().into(),
            lawful: lawful(kind),
        },
    );
    leave(ctx, group);
}

/// A group leaves the exercise.
pub fn leave(ctx: &mut Ctx, group: GroupId) {
    let mover = ctx.given.group(group);
    ctx.course(group).stage = GroupStage::Gone;
    let now = ctx.at();
    ctx.movers.stop(mover, now);
    ctx.set_active(mover, false);
}

/// A group crosses a section.
pub fn cross(ctx: &mut Ctx, group: GroupId, section: SectionId) {
    let s = ctx.scenario();
    let section = &s.sections[section];
    let mover = ctx.given.group(group);
    let pos = ctx.movers.pos(mover, ctx.at());
    let first = section.depth_m(section.between.0, pos) <= 0.0;
    let (to, from) = if first {
        section.between
    } else {
        (section.between.1, section.between.0)
    };
    let name = ctx.given.groups[group].name.clone();
    let cause = ctx.course(group).cause;
    let event = GroupCrossed {
        group: name.clone(),
        section: section.name.clone(),
        from: s.states[from].name.clone(),
        to: s.states[to].name.clone(),
    };
    ctx.log_world(Some(cause), &name, event);
}

/// What people do who see that they are pursued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reaction {
    /// They stop, or go on as if nothing were.
    Comply,
    /// They go back where they came from.
    TurnBack,
    /// They part: some get away.
    Scatter,
    /// They run on.
    RunOn,
}

/// How likely each reaction is, in their order: exercise assumptions.
fn reactions(kind: ArrivalKind) -> [f64; 4] {
    match kind {
        ArrivalKind::LawfulCrossing | ArrivalKind::Wildlife => [1.0, 0.0, 0.0, 0.0],
        ArrivalKind::IrregularMigration => [0.75, 0.15, 0.1, 0.0],
        ArrivalKind::DrugTrafficking | ArrivalKind::OrganisedCrime => [0.3, 0.15, 0.2, 0.35],
        ArrivalKind::ExtremistCourier => [0.35, 0.25, 0.0, 0.4],
        ArrivalKind::WeaponsTrafficking => [0.3, 0.15, 0.15, 0.4],
        ArrivalKind::ArmedGroup | ArrivalKind::Spillover => [0.2, 0.2, 0.1, 0.5],
    }
}

/// Of a group that scatters, such a share of each unit's prospects is lost.
const SCATTERED: u32 = 2;

/// People learn that they are pursued, and react to it, once.
pub fn pursued(ctx: &mut Ctx, target: MoverId, cause: u64) {
    let Who::Group(group) = ctx.who(target) else {
        return;
    };
    if ctx.course(group).reacted {
        return;
    }
    ctx.course(group).reacted = true;
    let s = ctx.scenario();
    let plan = ctx.given.groups[group].clone();
    let kind = s.sources[plan.source].kind;
    let mut stream = ctx.given.world.stream(Purpose::Reaction, &[plan.key, 0]);
    let all = [
        Reaction::Comply,
        Reaction::TurnBack,
        Reaction::Scatter,
        Reaction::RunOn,
    ];
    let reaction = all[stream.weighted(&reactions(kind))];
    let word = match reaction {
        Reaction::Comply => return,
        Reaction::TurnBack => "turn_back",
        Reaction::Scatter => "scatter",
        Reaction::RunOn => "run_on",
    };
    let event = GroupReacted {
        group: plan.name.clone(),
        reaction: word.into(),
    };
    let seq = ctx.log_world(Some(cause), &plan.name, event);
    match reaction {
        Reaction::Comply => {}
        Reaction::RunOn => run_on(ctx, target, seq),
        Reaction::Scatter => {
            ctx.course(group).stopped += SCATTERED;
            ctx.course(group).scattered = true;
            run_on(ctx, target, seq);
        }
        Reaction::TurnBack => {
            let ground = ctx.ground();
            let who = traveller(&s.sources[plan.source]);
            let mut path = PathBuilder::new(ctx.at(), ctx.movers.pos(target, ctx.at()));
            travel::go(&ground, &mut path, who, plan.start(s));
            ctx.course(group).turned_back = true;
            ctx.set_path(target, path.finish(), seq);
        }
    }
}

/// People run on along their way.
fn run_on(ctx: &mut Ctx, target: MoverId, cause: u64) {
    let now = ctx.at();
    let pos = ctx.movers.pos(target, now).cents();
    let mut path = vec![Waypoint(now, pos.x, pos.y)];
    let faster = |at: SimTime| now + (at - now).times(1.0 / RUN_FACTOR);
    if ctx.movers.piece(target).velocity != Pos::default() {
        path.extend(
            ctx.movers
                .ahead(target)
                .iter()
                .map(|w| Waypoint(faster(w.0), w.1, w.2)),
        );
        ctx.set_path(target, path, cause);
    }
}

/// How many people a mover is.
pub fn people(ctx: &Ctx, mover: MoverId) -> u32 {
    match ctx.who(mover) {
        Who::Group(id) => ctx.given.groups[id].size,
        Who::Civilian(id) => ctx.given.scenario.civilians[id].people,
        _ => 1,
    }
}

/// Citizens leave home.
pub fn workday(ctx: &mut Ctx, civilian: CivilianId, day: u32) {
    let s = ctx.scenario();
    let c = &s.civilians[civilian];
    let Some((_, until)) = world::workday(s, c, day, ctx.given.world) else {
        return;
    };
    let until = until.min(s.end());
    let planned = (until - ctx.at()).times(f64::from(c.people));
    let event = WorkdayStarted {
        civilian: c.name.clone(),
        work: s.sites[c.work].name.clone(),
        planned_ms: planned,
    };
    let seq = ctx.log_world(None, &c.name, event);
    let now = ctx.at();
    {
        let mut workday = ctx.workday(civilian);
        workday.stage = WorkStage::Out;
        workday.cause = seq;
        workday.planned = planned;
        workday.lost = SimDuration::ZERO;
        workday.began = now;
        workday.until = until;
        workday.day = day;
    }
    let mover = ctx.given.civilian(civilian);
    let path = walk(ctx, civilian, c.home, c.work);
    ctx.set_path(mover, path, seq);
    ctx.set_active(mover, true);
    ctx.calendar.at(until, Due::WorkOver(civilian, day));
}

fn walk(
    ctx: &Ctx,
    civilian: CivilianId,
    from: crate::scenario::SiteId,
    to: crate::scenario::SiteId,
) -> Vec<Waypoint> {
    let s = &ctx.ground();
    let who = citizen(&s.civilians[civilian]);
    let mut path = PathBuilder::new(ctx.at(), s.sites[from].pos);
    travel::to_site(s, &mut path, who, from, to);
    path.finish()
}

/// Citizens come to the end of their path.
pub fn civilian_there(ctx: &mut Ctx, civilian: CivilianId) {
    let stage = ctx.workday(civilian).stage;
    match stage {
        WorkStage::Out => ctx.workday(civilian).stage = WorkStage::Working,
        WorkStage::Back => {
            ctx.workday(civilian).stage = WorkStage::AtHome;
            let mover = ctx.given.civilian(civilian);
            ctx.set_active(mover, false);
            close_day(ctx, civilian);
        }
        WorkStage::AtHome | WorkStage::Working => {}
    }
}

/// Work is over: citizens go home; a path that they are still on is given up.
pub fn work_over(ctx: &mut Ctx, civilian: CivilianId, day: u32) {
    let (stage, cause, today) = {
        let w = ctx.workday(civilian);
        (w.stage, w.cause, w.day)
    };
    if today != day || stage == WorkStage::AtHome || stage == WorkStage::Back {
        return;
    }
    go_home(ctx, civilian, cause);
}

fn citizen(c: &Civilian) -> Traveller {
    Traveller::on_foot(citizens_pace(c.kind, c.herd))
}

/// Citizens go home from where they are.
pub fn go_home(ctx: &mut Ctx, civilian: CivilianId, cause: u64) {
    let s = ctx.ground();
    let c = &s.civilians[civilian];
    let mover = ctx.given.civilian(civilian);
    let here = ctx.movers.pos(mover, ctx.at());
    let mut path = PathBuilder::new(ctx.at(), here);
    travel::go(&s, &mut path, citizen(c), s.sites[c.home].pos);
    ctx.workday(civilian).stage = WorkStage::Back;
    ctx.set_path(mover, path.finish(), cause);
}

/// Citizens on their way to work turn back: the rest of the day is lost.
pub fn turn_back(ctx: &mut Ctx, civilian: CivilianId, cause: u64) {
    let people = f64::from(ctx.given.scenario.civilians[civilian].people);
    let now = ctx.at();
    {
        let mut workday = ctx.workday(civilian);
        let rest = (workday.until - now).max(SimDuration::ZERO).times(people);
        workday.lost = (workday.lost + rest).min(workday.planned);
    }
    go_home(ctx, civilian, cause);
}

/// Closes the books of a day and looks forward to the next.
pub fn close_day(ctx: &mut Ctx, civilian: CivilianId) {
    let s = ctx.scenario();
    let c = &s.civilians[civilian];
    let (cause, planned, checks, day, from, until) = {
        let w = ctx.workday(civilian);
        (w.cause, w.planned, w.lost, w.day, w.began, w.until)
    };
    let until = until.min(ctx.at());
    let hindered = incident::hindered(ctx, civilian, from, until).times(f64::from(c.people));
    let lost = (checks + hindered).min(planned);
    let event = WorkdayEnded {
        civilian: c.name.clone(),
        planned_ms: planned,
        lost_ms: lost,
        hindered_ms: hindered.min(planned),
    };
    ctx.log_world(Some(cause), &c.name, event);
    if let Some((day, leave)) = world::next_workday(s, c, day + 1, ctx.given.world) {
        let leave = leave.max(ctx.at());
        ctx.calendar.at(leave, Due::Workday(civilian, day));
    }
}

/// Days that are not over at ENDEX are closed there.
pub fn close_all_days(ctx: &mut Ctx) {
    let ids: Vec<CivilianId> = ctx.given.scenario.civilians.ids().collect();
    for civilian in ids {
        if ctx.workday(civilian).stage != WorkStage::AtHome {
            close_day(ctx, civilian);
        }
    }
}
