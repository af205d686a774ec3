//! Patrols: plans, departures, rounds along the network and along lines, halts, position reports.

use crate::base::geo::Polyline;
use crate::base::num;
use crate::base::rng::{Purpose as Draw, key_of};
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    FlightBegan, JointOperationBegan, JointOperationEnded, PatrolCancelled, PatrolEnded,
    PatrolPlanned, PatrolStarted, PlanShared, PositionTaken, RendezvousReached,
};
use crate::scenario::border::Section;
use crate::scenario::file::{Form, Mode, SiteKind, Status};
use crate::scenario::{Patrol, PatrolId, Scenario, SectionId, SiteId, StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::motion::PathBuilder;
use crate::sim::request::About;
use crate::sim::state::{DepartureId, Doing, Purpose, Round};
use crate::sim::travel::{self, Beside, Traveller};
use crate::sim::{decision, message, outing, response};

/// Departures on days one after the other count as at the same time within this, earlier or later.
const SAME_TIME: SimDuration = SimDuration::from_min(10);
/// A drone that comes this near to a line flies near it, in metres.
const FLIES_NEAR_M: f64 = 5_000.0;
/// Fog makes the own idea of where one is so much worse; marks on the ground make it better.
const LOST_IN_FOG: f64 = 3.0;
const LOST_AT_MARKS: f64 = 0.3;

/// How long a patrol stops and looks at a site, if its plan does not say: exercise assumptions.
fn usual_halt(kind: SiteKind) -> SimDuration {
    SimDuration::from_min(match kind {
        SiteKind::Post | SiteKind::Headquarters | SiteKind::Relay => 0,
        SiteKind::Junction => 3,
        SiteKind::Pasture | SiteKind::Intake => 5,
        SiteKind::CrossingPoint | SiteKind::Village => 8,
        SiteKind::Market | SiteKind::Ford => 10,
        SiteKind::Pass | SiteKind::Height => 15,
    })
}

/// When a departure is to be, with its agreed variation.
pub fn planned_at(
    s: &Scenario,
    patrol: PatrolId,
    departure: usize,
    world: crate::base::rng::Seed,
) -> SimTime {
    let p = &s.patrols[patrol];
    let mut stream = world.stream(Draw::Departure, &[p.key, departure as u64]);
    let shift = p.vary.times(stream.range(-1.0, 1.0));
    (p.depart[departure] + shift).max(SimTime::START)
}

/// Notes a departure in the plan and puts what follows from it into the calendar.
pub fn plan(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId) -> u64 {
    let s = ctx.scenario();
    let p = &s.patrols[patrol];
    let at = planned_at(s, patrol, departure.0 as usize, ctx.given.world);
    let event = PatrolPlanned {
        patrol: p.name.clone(),
        departure: departure.0 + 1,
        units: going(p, departure)
            .into_iter()
            .map(|u| s.units[u].name.clone())
            .collect(),
        depart_ms: at,
        joint: p.joint,
        meet: p.meet.map(|m| s.sites[m.site].name.clone()),
    };
    let seq = ctx.log_world(None, &p.name, event);
    for unit in going(p, departure) {
        let mut stream = ctx.given.luck.stream(
            Draw::Lateness,
            &[p.key, u64::from(departure.0), s.units[unit].key],
        );
        let late = p.late.times(stream.unit());
        let leaves = at + late;
        if leaves < s.end() {
            ctx.calendar
                .at(leaves, Due::Depart(patrol, departure, unit));
        }
    }
    seq
}

/// The units that go on a departure: all of them, or the one whose turn it is.
pub fn going(p: &Patrol, departure: DepartureId) -> Vec<UnitId> {
    let all = p.units.iter().map(|(u, _)| *u);
    if p.form == Form::Alternating {
        let turn = departure.0 as usize % p.units.len();
        return all.skip(turn).take(1).collect();
    }
    all.collect()
}

/// Announces a departure to the neighbours whom it concerns.
pub fn share(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId, cause: u64) {
    let s = ctx.scenario();
    let p = &s.patrols[patrol];
    let Some(section) = p.section.map(|id| &s.sections[id]) else {
        return;
    };
    let at = planned_at(s, patrol, departure.0 as usize, ctx.given.world);
    for state in states_of(s, p) {
        let border = &s.states[state].doctrine.border;
        let keys = [p.key, u64::from(departure.0), s.states[state].key];
        let mut stream = ctx.luck(Draw::Decision, &keys);
        let concerned = section.concerns(state) && (section.joint || flies(s, p));
        if !concerned || !stream.chance(border.share_plan.0) {
            continue;
        }
        let mut to = states_of(s, p);
        to.push(section.across(state));
        to.sort();
        to.dedup();
        for other in to.into_iter().filter(|&x| x != state) {
            let event = PlanShared {
                patrol: p.name.clone(),
                departure: departure.0 + 1,
                to: s.states[other].name.clone(),
                lead_ms: at - ctx.at(),
            };
            ctx.log(state, cause, &p.name, event);
            ctx.meetings.plans.insert((patrol, departure, other));
        }
    }
}

fn flies(s: &Scenario, p: &Patrol) -> bool {
    p.units.iter().any(|(u, _)| s.units[*u].mode == Mode::Uav)
}

/// When a departure is announced: the earliest lead of its states.
pub fn shared_at(
    s: &Scenario,
    patrol: PatrolId,
    departure: usize,
    world: crate::base::rng::Seed,
) -> SimTime {
    let at = planned_at(s, patrol, departure, world);
    let lead = states_of(s, &s.patrols[patrol])
        .into_iter()
        .map(|state| s.states[state].doctrine.border.share_lead)
        .max()
        .unwrap_or_default();
    at - lead
}

fn states_of(s: &Scenario, p: &Patrol) -> Vec<StateId> {
    let mut states: Vec<StateId> = p.units.iter().map(|(u, _)| s.units[*u].state).collect();
    states.sort();
    states.dedup();
    states
}

/// A unit leaves on patrol.
pub fn depart(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId, unit: UnitId, cause: u64) {
    let s = ctx.scenario();
    let (p, u) = (&s.patrols[patrol], &s.units[unit]);
    let reason = hindered(ctx, unit).or_else(|| not_sent(ctx, patrol, departure, unit));
    if let Some(reason) = reason {
        let event = PatrolCancelled {
            patrol: p.name.clone(),
            departure: departure.0 + 1,
            unit: u.name.clone(),
            section: p.section.map(|id| s.sections[id].name.clone()),
            reason: reason.into(),
        };
        ctx.log(u.state, cause, &u.name, event);
        return;
    }
    let along = p.section.filter(|&id| s.sections[id].concerns(u.state));
    let section = along.map(|id| &s.sections[id]);
    let event = PatrolStarted {
        patrol: p.name.clone(),
        departure: departure.0 + 1,
        unit: u.name.clone(),
        size: u.size,
        joint: p.joint,
        on_joint_section: section.is_some_and(|x| x.joint),
        section: section.map(|x| x.name.clone()),
        status: section.map(|x| x.status.word().into()),
        neighbour: section.map(|x| s.states[x.across(u.state)].name.clone()),
        form: p.form.word().into(),
        lead: s.states[p.lead].name.clone(),
        cap: section.and_then(|x| x.patrol_cap),
        over_cap: section.is_some_and(|x| x.patrol_cap.is_some_and(|cap| u.size > cap)),
        same_time_days: along.map_or(0, |id| same_time_days(ctx, u.state, id)),
    };
    let seq = ctx.log(u.state, cause, &u.name, event);
    let round = Round {
        patrol,
        departure,
        next: 1,
        waiting_since: None,
        met: p.meet.is_none() || p.form == Form::Alternating,
        on_post: None,
    };
    response::begin(ctx, unit, Doing::Patrol(round), seq);
    outing::begin(ctx, unit);
    let mover = ctx.given.unit(unit);
    ctx.set_active(mover, true);
    if u.mode == Mode::Uav {
        take_off(ctx, unit, patrol, departure, section, seq);
    }
    if is_joint_operation(s, p, u.state) {
        let event = JointOperationBegan {
            patrol: p.name.clone(),
            departure: departure.0 + 1,
            unit: u.name.clone(),
            section: section.map(|x| x.name.clone()),
            status: section.map(|x| x.status.word().into()),
        };
        ctx.log(u.state, seq, &u.name, event);
        let (stamp, every) = (
            ctx.activity(unit).stamp,
            s.states[u.state].doctrine.own.position_report,
        );
        ctx.after(every, Due::PositionReport(unit, stamp));
    }
    go_on(ctx, unit, seq);
}

/// Whether the duty officer leaves a unit at its post.
fn not_sent(
    ctx: &mut Ctx,
    patrol: PatrolId,
    departure: DepartureId,
    unit: UnitId,
) -> Option<&'static str> {
    let s = ctx.scenario();
    let chance = s.states[s.units[unit].state].doctrine.own.send_patrol;
    let keys = [
        s.patrols[patrol].key,
        u64::from(departure.0),
        s.units[unit].key,
        key_of("send"),
    ];
    (chance.0 < 1.0 && !ctx.luck(Draw::Decision, &keys).chance(chance.0)).then_some("not_sent")
}

/// Why a unit cannot leave on patrol now, if it cannot.
fn hindered(ctx: &mut Ctx, unit: UnitId) -> Option<&'static str> {
    if ctx.activity(unit).what != Doing::Ready {
        return Some("unit_busy");
    }
    if outing::rests(ctx, unit) {
        return Some("resting");
    }
    let (s, now) = (ctx.scenario(), ctx.at());
    let grounded = s.units[unit].mode == Mode::Uav && !s.going_at(now).flying();
    grounded.then_some("weather")
}

/// On how many of the days just before a side left along a section at about this time of day.
fn same_time_days(ctx: &mut Ctx, state: StateId, section: SectionId) -> u32 {
    const DAY: SimDuration = SimDuration::from_min(24 * 60);
    let now = ctx.at();
    let starts = ctx.post.starts.entry((state, section)).or_default();
    let left_about = |at: SimTime| {
        starts
            .iter()
            .any(|&t| t >= at - SAME_TIME && t <= at + SAME_TIME)
    };
    let days = (1..=7).take_while(|&n| left_about(now - DAY.times(f64::from(n))));
    let count = days.count() as u32;
    starts.push(now);
    count
}

/// A drone takes off.
fn take_off(
    ctx: &mut Ctx,
    unit: UnitId,
    patrol: PatrolId,
    departure: DepartureId,
    section: Option<&Section>,
    cause: u64,
) {
    let s = ctx.scenario();
    let p = &s.patrols[patrol];
    let route = p.units.iter().find(|(u, _)| *u == unit).map(|(_, r)| r);
    let points = route.into_iter().flatten().map(|&id| s.sites[id].pos);
    let course = Polyline::new(points.collect());
    let near = section.map(|x| {
        let by_site = course.points().iter().map(|&at| x.line.foot(at).distance);
        by_site.fold(f64::INFINITY, f64::min)
    });
    let event = FlightBegan {
        patrol: p.name.clone(),
        departure: departure.0 + 1,
        unit: s.units[unit].name.clone(),
        section: section.map(|x| x.name.clone()),
        status: section.map(|x| x.status.word().into()),
        line_distance_m: near.filter(|m| *m <= FLIES_NEAR_M).map(num::cents),
    };
    ctx.log(s.units[unit].state, cause, &s.units[unit].name, event);
}

/// A patrol is a joint operation for a state that means to meet the other.
pub fn is_joint_operation(s: &Scenario, p: &Patrol, state: StateId) -> bool {
    p.joint && s.states[state].doctrine.border.meet.0 > 0.0
}

/// Sends a unit on along its round: to the rendezvous, or to the end.
pub fn go_on(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    let Doing::Patrol(mut round) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.ground();
    let p = &s.patrols[round.patrol];
    let Some((_, route)) = p.units.iter().find(|(u, _)| *u == unit) else {
        return;
    };
    let mover = ctx.given.unit(unit);
    let who = traveller(ctx, unit, p, &round);
    let beside = beside(ctx, unit, p, &round);
    let mut path = PathBuilder::new(ctx.at(), ctx.movers.pos(mover, ctx.at()));
    let legs = (route.len() - 1) * p.laps as usize;
    let stop = |i: usize| {
        route[if i == 0 {
            0
        } else {
            (i - 1) % (route.len() - 1) + 1
        }]
    };
    let home = s.units[unit].home;
    while round.next <= legs {
        let (from, to) = (stop(round.next - 1), stop(round.next));
        match beside {
            Some(by) if from != home && to != home => {
                travel::along_line(&s, &mut path, who, by, s.sites[to].pos);
            }
            _ => travel::to_site(&s, &mut path, who, from, to),
        }
        round.next += 1;
        if !round.met && p.meet.is_some_and(|m| m.site == to) {
            break;
        }
        if round.next <= legs {
            let halt = p.halt.unwrap_or_else(|| usual_halt(s.sites[to].kind));
            note_height(ctx, unit, to, path.time());
            path.wait_until(path.time() + halt);
        }
        if path.time() > s.end() {
            break;
        }
    }
    ctx.activity(unit).what = Doing::Patrol(round);
    ctx.set_path(mover, path.finish(), cause);
}

/// How a unit travels on its round: one that goes with others as one, at the pace of the slowest.
fn traveller(ctx: &mut Ctx, unit: UnitId, p: &Patrol, round: &Round) -> Traveller {
    let s = ctx.scenario();
    let since = outing::since(ctx, unit);
    let own = Traveller::on_patrol(&s.units[unit], since);
    if p.form != Form::Mixed || !round.met {
        return own;
    }
    let all = p.units.iter().map(|(u, _)| s.units[*u].mode);
    Traveller {
        mode: all.min().unwrap_or(own.mode),
        ..own
    }
}

/// How a unit keeps beside the line of its section, if its patrol does: where it believes it is,
/// and how far that is wrong on this outing.
fn beside(ctx: &Ctx, unit: UnitId, p: &Patrol, round: &Round) -> Option<Beside> {
    let s = &ctx.given.scenario;
    let (section, offset_m) = p.along?;
    let u = &s.units[unit];
    if !s.sections[section].concerns(u.state) || u.mode == Mode::Uav {
        return None;
    }
    let fog = s.weather_at(ctx.at()).fog;
    let marked = s.sections[section].status == Status::Demarcated;
    let worse = if fog { LOST_IN_FOG } else { 1.0 } * if marked { LOST_AT_MARKS } else { 1.0 };
    let keys = [p.key, u64::from(round.departure.0), u.key];
    let mut stream = ctx.luck(Draw::Navigation, &keys);
    Some(Beside {
        section,
        state: u.state,
        offset_m,
        error_m: u.fix_error_m * worse * stream.normal(),
    })
}

/// If a unit is going to halt on a height that is to be kept free, that will be noted.
fn note_height(ctx: &mut Ctx, unit: UnitId, site: SiteId, at: SimTime) {
    if ctx.given.scenario.sites[site].kept_free {
        let stamp = ctx.activity(unit).stamp;
        ctx.calendar.at(at, Due::OnHeight(unit, stamp, site));
    }
}

/// A unit halts on a height that both sides agreed to keep free.
pub fn on_height(ctx: &mut Ctx, unit: UnitId, stamp: u32, site: SiteId) {
    let (now_stamp, cause) = {
        let a = ctx.activity(unit);
        (a.stamp, a.cause)
    };
    if now_stamp != stamp {
        return;
    }
    let s = ctx.scenario();
    let u = &s.units[unit];
    position_taken(ctx, u.state, &u.name, site, "height", 0.0, true, cause);
}

/// Notes that guards took up a position.
#[allow(clippy::too_many_arguments)] // who, where, what, against what, why
pub fn position_taken(
    ctx: &mut Ctx,
    state: StateId,
    holder: &crate::base::id::Name,
    site: SiteId,
    what: &'static str,
    setback_m: f64,
    kept_free: bool,
    cause: u64,
) {
    let s = ctx.scenario();
    let Some(near) = s.near(s.sites[site].pos) else {
        return;
    };
    let section = &s.sections[near.section];
    let event = PositionTaken {
        holder: holder.clone(),
        what: what.into(),
        section: section.name.clone(),
        status: section.status.word().into(),
        line_distance_m: num::cents(near.distance_m),
        setback_m,
        against_agreement: kept_free || near.distance_m < setback_m,
    };
    ctx.log(state, cause, holder, event);
}

/// A unit comes to the end of a stretch of its round.
pub fn there(ctx: &mut Ctx, unit: UnitId) {
    let Doing::Patrol(round) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let p = &s.patrols[round.patrol];
    let (u, cause) = (&s.units[unit], ctx.activity(unit).cause);
    let here = ctx.movers.pos(ctx.given.unit(unit), ctx.at());
    let at_meeting = p.meet.filter(|m| s.sites[m.site].pos.distance(here) < 1.0);
    if let (false, Some(meet)) = (round.met, at_meeting) {
        if round.waiting_since.is_some() || round.on_post.is_some() {
            return;
        }
        let event = RendezvousReached {
            patrol: p.name.clone(),
            departure: round.departure.0 + 1,
            unit: u.name.clone(),
            site: s.sites[meet.site].name.clone(),
        };
        let seq = ctx.log(u.state, cause, &u.name, event);
        let now = ctx.at();
        if let Doing::Patrol(r) = &mut ctx.activity(unit).what {
            r.waiting_since = Some(now);
        }
        let about = About::KeepRendezvous(round.patrol, round.departure, unit);
        let habit = decision::at_once(s.states[u.state].doctrine.border.meet);
        let number = round.departure.0 + 1;
        decision::ask(
            ctx, u.state, "patrol", &u.name, p.key, number, about, habit, seq,
        );
        return;
    }
    if s.sites[u.home].pos.distance(here) < 1.0 {
        end(ctx, unit, "completed", cause);
        ready(ctx, unit);
    }
}

/// A unit breaks off what it does for a task.
pub fn break_off(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    let Doing::Patrol(round) = ctx.activity(unit).what.clone() else {
        return;
    };
    if let Some(r) = ctx
        .meetings
        .rendezvous
        .get_mut(&(round.patrol, round.departure))
    {
        r.present.retain(|&x| x != unit);
    }
    end(ctx, unit, "broken_off", cause);
}

/// A unit's patrol is over.
fn end(ctx: &mut Ctx, unit: UnitId, outcome: &'static str, cause: u64) {
    let Doing::Patrol(round) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let (p, u) = (&s.patrols[round.patrol], &s.units[unit]);
    let departure = round.departure.0 + 1;
    if is_joint_operation(s, p, u.state) {
        let event = JointOperationEnded {
            patrol: p.name.clone(),
            departure,
            unit: u.name.clone(),
        };
        ctx.log(u.state, cause, &u.name, event);
    }
    let event = PatrolEnded {
        patrol: p.name.clone(),
        departure,
        unit: u.name.clone(),
        outcome: outcome.into(),
    };
    ctx.log(u.state, cause, &u.name, event);
}

/// A unit is back at its post.
fn ready(ctx: &mut Ctx, unit: UnitId) {
    let cause = ctx.activity(unit).cause;
    response::begin(ctx, unit, Doing::Ready, cause);
    let mover = ctx.given.unit(unit);
    let now = ctx.at();
    ctx.movers.stop(mover, now);
    ctx.set_active(mover, false);
    outing::end(ctx, unit);
}

/// A unit goes home.
pub fn go_home(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    let s = ctx.ground();
    let u = &s.units[unit];
    response::begin(ctx, unit, Doing::Home, cause);
    let mover = ctx.given.unit(unit);
    let here = ctx.movers.pos(mover, ctx.at());
    let who = Traveller::on_patrol(u, outing::since(ctx, unit));
    let mut path = PathBuilder::new(ctx.at(), here);
    travel::go(&s, &mut path, who, s.sites[u.home].pos);
    ctx.set_path(mover, path.finish(), cause);
}

/// A unit on its way home is there.
pub fn home(ctx: &mut Ctx, unit: UnitId) {
    ready(ctx, unit);
}

/// A unit on a joint patrol reports its position, and will again.
pub fn position_report(ctx: &mut Ctx, unit: UnitId, stamp: u32) {
    let (what, now_stamp, cause) = {
        let a = ctx.activity(unit);
        (a.what.clone(), a.stamp, a.cause)
    };
    let Doing::Patrol(round) = what else { return };
    if now_stamp != stamp {
        return;
    }
    let s = ctx.scenario();
    let u = &s.units[unit];
    let purpose = Purpose::Position(round.patrol, round.departure);
    let number = (ctx.at().0 / 1000) as u32;
    message::from_unit(ctx, unit, u.home, purpose, &[u.key], number, cause);
    let every = s.states[u.state]
        .doctrine
        .own
        .position_report
        .max(SimDuration::from_min(1));
    ctx.after(every, Due::PositionReport(unit, stamp));
}

/// A unit strengthens a section by agreement: it goes to a place, looks about, and comes home.
pub fn reinforce(ctx: &mut Ctx, unit: UnitId, site: SiteId, cause: u64) {
    const STAYS: SimDuration = SimDuration::from_min(180);
    let s = ctx.ground();
    response::begin(ctx, unit, Doing::Home, cause);
    outing::begin(ctx, unit);
    let mover = ctx.given.unit(unit);
    ctx.set_active(mover, true);
    let who = Traveller::on_patrol(&s.units[unit], outing::since(ctx, unit));
    let mut path = PathBuilder::new(ctx.at(), ctx.movers.pos(mover, ctx.at()));
    travel::go(&s, &mut path, who, s.sites[site].pos);
    path.wait_until(path.time() + STAYS);
    travel::go(&s, &mut path, who, s.sites[s.units[unit].home].pos);
    ctx.set_path(mover, path.finish(), cause);
}
