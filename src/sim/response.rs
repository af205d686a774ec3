//! From a track to people met: a unit is sent, looks, is with them, checks them, goes home.
//!
//! Everything here is decided on the side's own track; the truth enters only where a unit has
//! somebody in sight.

use crate::base::geo::Pos;
use crate::base::num;
use crate::base::rng::Purpose as Draw;
use crate::base::time::SimDuration;
use crate::journal::event::{
    GroupHandled, Intercepted, SearchCoordinated, StandDownReceived, TaskEnded, TaskingFailed,
    UnitTasked,
};
use crate::scenario::file::ArrivalKind;
use crate::scenario::{StateId, UnitId};
use crate::sim::aim::{self, Ahead, Aim};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::motion::PathBuilder;
use crate::sim::pursuit::{chase, forget_chase, in_sight_of, pursue};
use crate::sim::request::About;
use crate::sim::state::{Doing, GroupStage, MoverId, Purpose, Stage, Task, TrackId, Who, lawful};
use crate::sim::travel::{self, Traveller};
use crate::sim::{custody, decision, force, group, message, outing, patrol, picture, theft};

/// A report moves a unit's aim only when it differs by more than this, in metres.
const NEW_AIM_M: f64 = 500.0;

/// A unit is to be sent to a track: the one that can meet it soonest.
pub fn assign(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    let t = &ctx.pictures.tracks[state][track];
    if t.tasked.is_some() || t.closed {
        return;
    }
    let chosen = aim::best_unit(ctx, state, track);
    let Some((unit, aim)) = chosen else {
        let busy = aim::busy_could(ctx, state, track);
        let t = &ctx.pictures.tracks[state][track];
        let event = TaskingFailed {
            track: t.name.clone(),
            case: t.case.clone(),
            reason: if busy { "no_unit_free" } else { "out_of_reach" }.into(),
        };
        ctx.log(state, cause, &event.track.clone(), event);
        return;
    };
    send(ctx, unit, track, &aim, cause);
}

/// A unit is sent to a track, to meet it as aimed.
pub fn send(ctx: &mut Ctx, unit: UnitId, track: TrackId, aim: &Aim, cause: u64) {
    let s = ctx.scenario();
    let state = s.units[unit].state;
    let t = &ctx.pictures.tracks[state][track];
    let event = UnitTasked {
        unit: s.units[unit].name.clone(),
        track: t.name.clone(),
        case: t.case.clone(),
        x_m: num::cents(aim.pos.x),
        y_m: num::cents(aim.pos.y),
        eta_ms: aim.arrive,
        truth: ctx.truth_name(t.last.truth),
    };
    let seq = ctx.log(state, cause, &event.track.clone(), event);
    ctx.pictures.tracks[state][track].tasked = Some(unit);
    let mover = ctx.given.unit(unit);
    let turn_out = aim::turn_out(ctx, unit);
    patrol::break_off(ctx, unit, seq);
    outing::begin(ctx, unit);
    begin(
        ctx,
        unit,
        Doing::Task(Task {
            track,
            stage: Stage::Under,
        }),
        seq,
    );
    ctx.set_active(mover, true);
    let in_sight = in_sight_of(ctx, state, unit, track);
    if let Some(target) = in_sight {
        pursue(ctx, unit, target, seq);
        return;
    }
    go_to(ctx, unit, aim.pos, turn_out, seq);
    let search = s.states[state].doctrine.own.search;
    let stamp = ctx.activity(unit).stamp;
    ctx.calendar.at(
        aim.at.max(aim.arrive) + search,
        Due::SearchOver(unit, stamp),
    );
}

/// Gives a unit something new to do.
pub fn begin(ctx: &mut Ctx, unit: UnitId, what: Doing, cause: u64) {
    let mut activity = ctx.activity(unit);
    let before = std::mem::replace(&mut activity.what, what);
    if before != Doing::Home {
        activity.before = before;
    }
    activity.cause = cause;
    activity.stamp += 1;
}

/// Sends a unit to a place after a delay.
fn go_to(ctx: &mut Ctx, unit: UnitId, to: Pos, after: SimDuration, cause: u64) {
    let s = ctx.ground();
    let mover = ctx.given.unit(unit);
    let now = ctx.at();
    let from = ctx.movers.pos(mover, now);
    let who = Traveller::in_haste(&s.units[unit], outing::since(ctx, unit));
    let mut path = PathBuilder::new(now, from);
    path.wait_until(now + after);
    travel::go(&s, &mut path, who, to);
    ctx.set_path(mover, path.finish(), cause);
}

/// A track on which a unit may be out was seen again, or a side was told more of it.
pub fn update(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    let Some(unit) = ctx.pictures.tracks[state][track].tasked else {
        return;
    };
    let Doing::Task(task) = ctx.activity(unit).what.clone() else {
        return;
    };
    if task.track != track || !matches!(task.stage, Stage::Under | Stage::Searching) {
        return;
    }
    let now = ctx.at();
    let s = ctx.ground();
    let from = ctx.movers.pos(ctx.given.unit(unit), now);
    let Some(aim) = Ahead::new(ctx, &s, state, track).aim_of(unit, from, now) else {
        return;
    };
    let ahead = ctx.movers.ahead(ctx.given.unit(unit)).last().copied();
    let old = ahead.map_or(from, |w| Pos::new(w.1, w.2));
    if old.distance(aim.pos) > NEW_AIM_M {
        look_at(ctx, unit, track, &aim, cause);
    }
}

/// A way that a unit was to take was closed: it goes another, to the same place.
pub fn go_round(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    if let Some(&goal) = ctx.movers.ahead(ctx.given.unit(unit)).last() {
        go_to(
            ctx,
            unit,
            Pos::new(goal.1, goal.2),
            SimDuration::ZERO,
            cause,
        );
    }
}

/// A unit comes to the end of its path on a task.
pub fn there(ctx: &mut Ctx, unit: UnitId) {
    let Doing::Task(task) = ctx.activity(unit).what.clone() else {
        return;
    };
    let cause = ctx.activity(unit).cause;
    match task.stage {
        Stage::Under => {
            if let Doing::Task(t) = &mut ctx.activity(unit).what {
                t.stage = Stage::Searching;
            }
            let state = ctx.given.scenario.units[unit].state;
            if let Some(target) = in_sight_of(ctx, state, unit, task.track) {
                pursue(ctx, unit, target, cause);
            }
        }
        Stage::Pursuing { .. } => chase(ctx, unit, cause),
        Stage::Searching | Stage::Checking(_) | Stage::AtLine(..) => {}
    }
}

/// A unit stops looking.
pub fn search_over(ctx: &mut Ctx, unit: UnitId, stamp: u32) {
    let (what, now_stamp, cause) = {
        let a = ctx.activity(unit);
        (a.what.clone(), a.stamp, a.cause)
    };
    let Doing::Task(task) = what else { return };
    let looking = now_stamp == stamp && matches!(task.stage, Stage::Under | Stage::Searching);
    if looking && !search_on(ctx, unit, task.track, cause) {
        end_task(ctx, unit, "not_found", cause);
    }
}

/// Where one side leads, the two divide the ground: a unit that looked in vain looks once more, in
/// the part of the track's way that is next on its own side.
fn search_on(ctx: &mut Ctx, unit: UnitId, track: TrackId, cause: u64) -> bool {
    let s = ctx.ground();
    let (state, now) = (s.units[unit].state, ctx.at());
    if !std::mem::take(&mut ctx.pictures.tracks[state][track].led) {
        return false;
    }
    let from = ctx.movers.pos(ctx.given.unit(unit), now);
    let Some(aim) = Ahead::new(ctx, &s, state, track).aim_of(unit, from, now) else {
        return false;
    };
    let t = &ctx.pictures.tracks[state][track];
    let event = SearchCoordinated {
        unit: s.units[unit].name.clone(),
        track: t.name.clone(),
        case: t.case.clone(),
        x_m: num::cents(aim.pos.x),
        y_m: num::cents(aim.pos.y),
    };
    let seq = ctx.log(state, cause, &event.track.clone(), event);
    look_at(ctx, unit, track, &aim, seq);
    true
}

/// Sends a unit to look where a track should be.
fn look_at(ctx: &mut Ctx, unit: UnitId, track: TrackId, aim: &aim::Aim, cause: u64) {
    let stage = Stage::Under;
    begin(ctx, unit, Doing::Task(Task { track, stage }), cause);
    go_to(ctx, unit, aim.pos, SimDuration::ZERO, cause);
    let search = ctx
        .state(ctx.given.scenario.units[unit].state)
        .doctrine
        .own
        .search;
    let stamp = ctx.activity(unit).stamp;
    ctx.calendar.at(
        aim.at.max(aim.arrive) + search,
        Due::SearchOver(unit, stamp),
    );
}

/// A unit is with the people whom it pursued.
pub fn reach(ctx: &mut Ctx, unit: UnitId, target: MoverId, cause: u64) {
    let Doing::Task(task) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let (u, now) = (&s.units[unit], ctx.at());
    let track = ctx.pictures.tracks[u.state][task.track].name.clone();
    let event = Intercepted {
        unit: u.name.clone(),
        track: track.clone(),
        group: ctx.name_of(target),
    };
    let seq = ctx.log(u.state, cause, &track, event);
    if let Who::Group(group) = ctx.who(target)
        && matches!(ctx.course(group).stage, GroupStage::Held | GroupStage::Gone)
    {
        // Another unit has them: this one stands by it.
        end_task(ctx, unit, "intercepted", seq);
        return;
    }
    if let Who::Group(group) = ctx.who(target) {
        force::meet(ctx, unit, group, seq);
    }
    if breaks_away(ctx, unit, target) {
        end_task(ctx, unit, "lost", seq);
        return;
    }
    let people = f64::from(group::people(ctx, target));
    let effort = 1.0 + 0.15 * people / f64::from(u.size);
    let check = s.states[u.state].doctrine.own.check.times(effort);
    begin(
        ctx,
        unit,
        Doing::Task(Task {
            track: task.track,
            stage: Stage::Checking(target),
        }),
        seq,
    );
    let mover = ctx.given.unit(unit);
    ctx.movers.stop(mover, now);
    ctx.begin_rest(mover, seq);
    ctx.hold(target, now + check, seq);
    match ctx.who(target) {
        Who::Group(id) => {
            ctx.course(id).cause = seq;
            let plan = &ctx.given.groups[id];
            if !lawful(s.sources[plan.source].kind) {
                ctx.course(id).stage = GroupStage::Held;
            }
        }
        Who::Civilian(id) => {
            let lost = check.times(people);
            let mut workday = ctx.workday(id);
            workday.lost = workday.lost + lost;
        }
        _ => {}
    }
    let stamp = ctx.activity(unit).stamp;
    ctx.calendar.at(now + check, Due::CheckOver(unit, stamp));
}

/// Whether an unlawful group that outnumbers the unit gets away from it.
fn breaks_away(ctx: &mut Ctx, unit: UnitId, target: MoverId) -> bool {
    let Who::Group(id) = ctx.who(target) else {
        return false;
    };
    let s = ctx.scenario();
    let plan = &ctx.given.groups[id];
    let kind = s.sources[plan.source].kind;
    let (size, key) = (plan.size, plan.key);
    if lawful(kind) || kind == ArrivalKind::IrregularMigration {
        return false;
    }
    let stopped = {
        let mut course = ctx.course(id);
        course.stopped += 1;
        course.stopped
    };
    let parted = if ctx.course(id).scattered { 0.5 } else { 1.0 };
    let held = parted * (1.0 + f64::from(s.units[unit].size)) / (1.0 + f64::from(size));
    let mut stream = ctx
        .given
        .world
        .stream(Draw::Reaction, &[key, u64::from(stopped)]);
    !stream.chance(held.min(1.0))
}

/// A check is over: what becomes of the people.
pub fn check_over(ctx: &mut Ctx, unit: UnitId, stamp: u32) {
    let (what, now_stamp, cause) = {
        let a = ctx.activity(unit);
        (a.what.clone(), a.stamp, a.cause)
    };
    let Doing::Task(Task {
        track,
        stage: Stage::Checking(target),
    }) = what
    else {
        return;
    };
    if now_stamp != stamp {
        return;
    }
    let s = ctx.scenario();
    let u = &s.units[unit];
    let (kind, is_lawful) = match ctx.who(target) {
        Who::Group(id) => {
            let kind = s.sources[ctx.given.groups[id].source].kind;
            (kind.word(), lawful(kind))
        }
        _ => ("citizens", true),
    };
    let outcome = match kind {
        "irregular_migration" => "registered",
        "wildlife" => "nobody",
        _ if is_lawful => "released",
        _ => "detained",
    };
    let people = f64::from(group::people(ctx, target));
    let effort = 1.0 + 0.15 * people / f64::from(u.size);
    let event = GroupHandled {
        group: ctx.name_of(target),
        unit: u.name.clone(),
        threat_kind: kind.into(),
        lawful: is_lawful,
        outcome: outcome.into(),
        held_ms: s.states[u.state].doctrine.own.check.times(effort),
    };
    let seq = ctx.log(u.state, cause, &event.group.clone(), event);
    if is_lawful {
        let now = ctx.at();
        ctx.pictures.released.insert((target, u.state), now);
    }
    if let (Who::Group(id), false) = (ctx.who(target), is_lawful) {
        custody::take(ctx, unit, id, outcome, seq);
        theft::recovered(ctx, id, seq);
        group::leave(ctx, id);
    }
    ctx.pictures.tracks[u.state][track].closed = true;
    let t = &ctx.pictures.tracks[u.state][track];
    // Whoever was told of it, or told of it, is told that it is over.
    if t.notified || t.peer.is_some() {
        let habit = s.states[u.state].doctrine.border.notify.clone();
        decision::ask_about_track(
            ctx,
            u.state,
            track,
            About::StandDown(track, target),
            habit,
            seq,
        );
    }
    end_task(ctx, unit, "intercepted", seq);
}

/// It was decided to tell the neighbour that a shared case is dealt with.
pub fn tell_stand_down(ctx: &mut Ctx, state: StateId, track: TrackId, who: MoverId, cause: u64) {
    let t = &ctx.pictures.tracks[state][track];
    let (post, key) = (t.post, ctx.truth_key(t.truth));
    let peer = t.peer.map(|(peer, _)| peer);
    if let Some(to) = peer.or_else(|| picture::neighbour(ctx, state, track)) {
        let keys = [ctx.state(state).key, key];
        let purpose = Purpose::StandDown(track, who);
        message::to_neighbour(ctx, post, to, purpose, &keys, cause);
    }
}

/// The neighbour has dealt with a shared case: nobody looks any more, and nobody checks again who
/// was checked there.
pub fn stand_down(
    ctx: &mut Ctx,
    state: StateId,
    theirs: (StateId, TrackId),
    who: MoverId,
    cause: u64,
) {
    let Some(track) = picture::counterpart(ctx, state, theirs) else {
        return;
    };
    let (s, now) = (ctx.scenario(), ctx.at());
    ctx.pictures.released.insert((who, state), now);
    let t = &mut ctx.pictures.tracks[state][track];
    t.closed = true;
    let (name, unit) = (t.name.clone(), t.tasked);
    let event = StandDownReceived {
        from: s.states[theirs.0].name.clone(),
        track: name.clone(),
        unit: unit.map(|u| s.units[u].name.clone()),
    };
    let seq = ctx.log(state, cause, &name, event);
    let Some(unit) = unit else { return };
    if let Doing::Task(task) = ctx.activity(unit).what.clone()
        && task.track == track
        && matches!(task.stage, Stage::Under | Stage::Searching)
    {
        end_task(ctx, unit, "stood_down", seq);
    }
}

/// A unit's task is over: it goes home.
pub fn end_task(ctx: &mut Ctx, unit: UnitId, outcome: &'static str, cause: u64) {
    let Doing::Task(task) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let state = s.units[unit].state;
    forget_chase(ctx, unit);
    ctx.pictures.tracks[state][task.track].tasked = None;
    let event = TaskEnded {
        unit: s.units[unit].name.clone(),
        track: ctx.pictures.tracks[state][task.track].name.clone(),
        outcome: outcome.into(),
    };
    let seq = ctx.log(state, cause, &event.track.clone(), event);
    patrol::go_home(ctx, unit, seq);
}
