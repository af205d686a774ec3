//! Patrols: departures, rounds, halts, the rendezvous of joint patrols, position reports.

use crate::base::id::Name;
use crate::base::rng::Purpose as Draw;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    JointOperationBegan, JointOperationEnded, NotificationReceived, PatrolCancelled, PatrolEnded,
    PatrolPlanned, PatrolStarted, PlanShared, RendezvousMet, RendezvousMissed, RendezvousReached,
};
use crate::scenario::file::SiteKind;
use crate::scenario::{Patrol, PatrolId, Scenario, StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::motion::PathBuilder;
use crate::sim::state::{About, Class, DepartureId, Doing, Purpose, Round, TrackId};
use crate::sim::travel::{self, Traveller};
use crate::sim::{decision, message, picture, response};

/// How long units that met exchange what they know: with a common language, and without.
const EXCHANGE: SimDuration = SimDuration::from_min(5);
const EXCHANGE_INTERPRETED: SimDuration = SimDuration::from_min(15);

/// How long a patrol stops and looks at a site, if its plan does not say: exercise assumptions.
fn usual_halt(kind: SiteKind) -> SimDuration {
    SimDuration::from_min(match kind {
        SiteKind::Post => 0,
        SiteKind::Junction => 3,
        SiteKind::Pasture | SiteKind::Intake => 5,
        SiteKind::CrossingPoint | SiteKind::Village => 8,
        SiteKind::Market | SiteKind::Ford => 10,
        SiteKind::Pass => 15,
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
    let at = planned_at(&s, patrol, departure.0 as usize, ctx.given.world);
    let event = PatrolPlanned {
        patrol: p.name.clone(),
        departure: departure.0 + 1,
        units: p
            .units
            .iter()
            .map(|(u, _)| s.units[*u].name.clone())
            .collect(),
        depart_ms: at,
        joint: p.joint,
        meet: p.meet.map(|m| s.sites[m.site].name.clone()),
    };
    let seq = ctx.log_world(None, &p.name, event);
    for (unit, _) in &p.units {
        let mut stream = ctx.given.luck.stream(
            Draw::Lateness,
            &[p.key, u64::from(departure.0), s.units[*unit].key],
        );
        let late = p.late.times(stream.unit());
        let leaves = at + late;
        if leaves < s.end() {
            ctx.calendar
                .at(leaves, Due::Depart(patrol, departure, *unit));
        }
    }
    seq
}

/// Announces a departure to the neighbours whom it concerns.
pub fn share(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId, cause: u64) {
    let s = ctx.scenario();
    let p = &s.patrols[patrol];
    let Some(section) = p.section.map(|id| &s.sections[id]).filter(|x| x.joint) else {
        return;
    };
    let at = planned_at(&s, patrol, departure.0 as usize, ctx.given.world);
    for state in states_of(&s, p) {
        let border = &s.states[state].doctrine.border;
        let keys = [p.key, u64::from(departure.0), s.states[state].key];
        let mut stream = ctx.luck(Draw::Decision, &keys);
        if !section.concerns(state) || !stream.chance(border.share_plan.0) {
            continue;
        }
        let event = PlanShared {
            patrol: p.name.clone(),
            departure: departure.0 + 1,
            to: s.states[section.across(state)].name.clone(),
            lead_ms: at - ctx.at(),
        };
        ctx.log(state, cause, &p.name, event);
    }
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
    if ctx.activity(unit).what != Doing::Ready {
        let event = PatrolCancelled {
            patrol: p.name.clone(),
            departure: departure.0 + 1,
            unit: u.name.clone(),
            reason: "unit_busy".into(),
        };
        ctx.log(u.state, cause, &u.name, event);
        return;
    }
    let section = p
        .section
        .map(|id| &s.sections[id])
        .filter(|x| x.concerns(u.state));
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
    };
    let seq = ctx.log(u.state, cause, &u.name, event);
    let round = Round {
        patrol,
        departure,
        next: 1,
        waiting_since: None,
        met: p.meet.is_none(),
    };
    response::begin(ctx, unit, Doing::Patrol(round), seq);
    let mover = ctx.given.unit(unit);
    ctx.set_active(mover, true);
    if is_joint_operation(&s, p, u.state) {
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

/// A patrol is a joint operation for a state that means to meet the other.
fn is_joint_operation(s: &Scenario, p: &Patrol, state: StateId) -> bool {
    p.joint && s.states[state].doctrine.border.meet.0 > 0.0
}

/// Sends a unit on along its round: to the rendezvous, or to the end.
pub fn go_on(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    let Doing::Patrol(mut round) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let p = &s.patrols[round.patrol];
    let Some((_, route)) = p.units.iter().find(|(u, _)| *u == unit) else {
        return;
    };
    let mover = ctx.given.unit(unit);
    let who = Traveller::on_patrol(&s.units[unit]);
    let mut path = PathBuilder::new(ctx.at(), ctx.movers.pos(mover, ctx.at()));
    let legs = (route.len() - 1) * p.laps as usize;
    let stop = |i: usize| {
        route[if i == 0 {
            0
        } else {
            (i - 1) % (route.len() - 1) + 1
        }]
    };
    while round.next <= legs {
        let (from, to) = (stop(round.next - 1), stop(round.next));
        travel::to_site(&s, &mut path, who, from, to);
        round.next += 1;
        if !round.met && p.meet.is_some_and(|m| m.site == to) {
            break;
        }
        if round.next <= legs {
            let halt = p.halt.unwrap_or_else(|| usual_halt(s.sites[to].kind));
            path.wait_until(path.time() + halt);
        }
        if path.time() > s.end() {
            break;
        }
    }
    ctx.activity(unit).what = Doing::Patrol(round);
    ctx.set_path(mover, path.finish(), cause);
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
        if round.waiting_since.is_some() {
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

/// It was decided whether a unit keeps its rendezvous.
pub fn at_rendezvous(
    ctx: &mut Ctx,
    patrol: PatrolId,
    departure: DepartureId,
    unit: UnitId,
    keep: bool,
    cause: u64,
) {
    if !waits(ctx, patrol, departure, unit) {
        return;
    }
    if !keep {
        missed(ctx, unit, cause);
        return;
    }
    let s = ctx.scenario();
    let p = &s.patrols[patrol];
    let Some(meet) = p.meet else { return };
    ctx.activity(unit).cause = cause;
    let rendezvous = ctx
        .meetings
        .rendezvous
        .entry((patrol, departure))
        .or_default();
    rendezvous.present.push(unit);
    rendezvous.present.sort();
    let present = rendezvous.present.clone();
    if present.len() < p.units.len() {
        ctx.after(meet.window, Due::WaitOver(patrol, departure, unit));
        return;
    }
    rendezvous.met = true;
    let common = present.iter().skip(1).all(|&u| {
        let first = &s.units[present[0]].languages;
        s.units[u].languages.iter().any(|l| first.contains(l))
    });
    let exchange = if common {
        EXCHANGE
    } else {
        EXCHANGE_INTERPRETED
    };
    let event = RendezvousMet {
        patrol: p.name.clone(),
        departure: departure.0 + 1,
        units: present.iter().map(|&u| s.units[u].name.clone()).collect(),
        site: s.sites[meet.site].name.clone(),
        section: p.section.map(|id| s.sections[id].name.clone()),
        exchange_ms: exchange,
    };
    let seq = ctx.log(s.units[unit].state, cause, &p.name, event);
    for &u in &present {
        ctx.activity(u).cause = seq;
    }
    ctx.after(exchange, Due::ExchangeOver(patrol, departure));
}

fn waits(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId, unit: UnitId) -> bool {
    matches!(&ctx.activity(unit).what, Doing::Patrol(r)
        if r.patrol == patrol && r.departure == departure && r.waiting_since.is_some() && !r.met)
}

/// A unit has waited long enough.
pub fn wait_over(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId, unit: UnitId) {
    let key = (patrol, departure);
    if !waits(ctx, patrol, departure, unit)
        || ctx.meetings.rendezvous.get(&key).is_none_or(|r| r.met)
    {
        return;
    }
    let cause = ctx.activity(unit).cause;
    missed(ctx, unit, cause);
}

/// A unit goes on without having met.
fn missed(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    let Doing::Patrol(round) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let (p, u) = (&s.patrols[round.patrol], &s.units[unit]);
    let Some(meet) = p.meet else { return };
    if let Some(r) = ctx
        .meetings
        .rendezvous
        .get_mut(&(round.patrol, round.departure))
    {
        r.present.retain(|&x| x != unit);
    }
    let event = RendezvousMissed {
        patrol: p.name.clone(),
        departure: round.departure.0 + 1,
        unit: u.name.clone(),
        site: s.sites[meet.site].name.clone(),
        waited_ms: ctx.at() - round.waiting_since.unwrap_or(ctx.at()),
    };
    let seq = ctx.log(u.state, cause, &u.name, event);
    resume(ctx, unit, seq);
}

fn resume(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    if let Doing::Patrol(r) = &mut ctx.activity(unit).what {
        r.met = true;
        r.waiting_since = None;
    }
    ctx.activity(unit).cause = cause;
    go_on(ctx, unit, cause);
}

/// Units that met have told each other what they know, and go on.
pub fn exchange_over(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId) {
    let Some(rendezvous) = ctx.meetings.rendezvous.get(&(patrol, departure)).cloned() else {
        return;
    };
    let s = ctx.scenario();
    for &from in &rendezvous.present {
        for &to in &rendezvous.present {
            if s.units[from].state != s.units[to].state {
                tell(ctx, from, to);
            }
        }
    }
    for unit in rendezvous.present {
        if waits(ctx, patrol, departure, unit) {
            let cause = ctx.activity(unit).cause;
            resume(ctx, unit, cause);
        }
    }
}

/// One unit tells another of its side's open threats of which the other side was not told.
fn tell(ctx: &mut Ctx, from: UnitId, to: UnitId) {
    let s = ctx.scenario();
    let (teller, hearer) = (s.units[from].state, s.units[to].state);
    let fresh = ctx.at() - SimDuration::from_min(180);
    let open: Vec<TrackId> = ctx.pictures.tracks[teller]
        .iter()
        .filter(|(_, t)| matches!(t.class, Class::Threat | Class::Irregular))
        .filter(|(_, t)| !t.closed && !t.notified && t.last.at >= fresh)
        .map(|(id, _)| id)
        .collect();
    for track in open {
        if picture::neighbour(ctx, teller, track) != Some(hearer) {
            continue;
        }
        ctx.pictures.tracks[teller][track].notified = true;
        let cause = ctx.activity(from).cause;
        let number = picture::count(ctx, teller, track, "told");
        let t = ctx.pictures.tracks[teller][track].clone();
        let name = Name::from(format!(
            "{}/{}/told-{number}",
            s.states[teller].name, t.name
        ));
        let hearer_name = s.states[hearer].name.clone();
        let event = message::notification(ctx, teller, track, &name, hearer_name, "meeting", 1);
        let seq = ctx.log(teller, cause, &t.name, event);
        let post = s.units[to].home;
        let (own, seq) = picture::report_quietly(ctx, hearer, post, t.last, "message", seq);
        let event = NotificationReceived {
            message: name,
            from: s.states[teller].name.clone(),
            track: ctx.pictures.tracks[hearer][own].name.clone(),
            channel: "meeting".into(),
            section: ctx.place(t.last.pos).section,
            truth: ctx.truth_name(t.last.truth),
        };
        let seq = ctx.log(hearer, seq, &event.track.clone(), event);
        picture::adopt(ctx, hearer, own, teller, track, seq);
        picture::share_case(ctx, hearer, own, teller, seq);
        picture::confirm(ctx, teller, track, hearer, seq);
        decision::on_told(ctx, hearer, own, None, seq);
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
fn end(ctx: &mut Ctx, unit: UnitId, outcome: &str, cause: u64) {
    let Doing::Patrol(round) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let (p, u) = (&s.patrols[round.patrol], &s.units[unit]);
    let departure = round.departure.0 + 1;
    if is_joint_operation(&s, p, u.state) {
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
}

/// A unit goes home.
pub fn go_home(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    let s = ctx.scenario();
    let u = &s.units[unit];
    response::begin(ctx, unit, Doing::Home, cause);
    let mover = ctx.given.unit(unit);
    let here = ctx.movers.pos(mover, ctx.at());
    let home = s.sites[u.home].pos;
    let who = Traveller::on_patrol(u);
    let mut path = PathBuilder::new(ctx.at(), here);
    travel::go(&s, &mut path, who, home);
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
