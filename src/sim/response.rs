//! From a track to people met: who is sent, where it should meet them, pursuit, the line, checks.
//!
//! Everything here is decided on the side's own track; the truth enters only where a unit has
//! somebody in sight.

use crate::base::geo::{Pos, intercept_time};
use crate::base::num;
use crate::base::rng::Purpose as Draw;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    GroupHandled, Intercepted, LineReached, PursuitBegan, TaskEnded, TaskingFailed, UnitTasked,
};
use crate::scenario::file::{ArrivalKind, Mode};
use crate::scenario::{Scenario, SectionId, StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::motion::PathBuilder;
use crate::sim::picture::{self, expected_at};
use crate::sim::state::{About, Doing, GroupStage, MoverId, Stage, Task, TrackId, Who, lawful};
use crate::sim::travel::{self, Spot, Traveller};
use crate::sim::{decision, group, patrol};

/// A unit at its post needs so long to get under way.
const TURN_OUT: SimDuration = SimDuration::from_min(5);
/// How far ahead a track's way is considered, and in which steps.
const AHEAD: SimDuration = SimDuration::from_min(300);
const AHEAD_STEP: SimDuration = SimDuration::from_min(15);
/// A unit takes somebody in sight for its target when they are this near to where the track should
/// be, in metres.
const RECOGNISE_M: f64 = 2_500.0;
/// A unit is with somebody at this distance, in metres.
const REACHED_M: f64 = 30.0;
/// How much faster than its target a unit in pursuit is, by mode; it follows the same ground.
const CHASE_FOOT: f64 = 1.35;
const CHASE_MOUNTED: f64 = 1.7;
/// A unit stays this far on its own side of the edge when it stops at the line, in metres.
const SHORT_OF_LINE_M: f64 = 5.0;
/// A report moves a unit's aim only when it differs by more than this, in metres.
const NEW_AIM_M: f64 = 500.0;

/// Where and when a unit can meet a track.
#[derive(Clone, Copy, Debug)]
struct Aim {
    at: SimTime,
    pos: Pos,
    /// How long after the track the unit would be there; zero if in time.
    late_s: f64,
    arrive: SimTime,
}

/// A unit is to be sent to a track: the one that can meet it soonest.
pub fn assign(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    let t = ctx.pictures.tracks[state][track].clone();
    if t.tasked.is_some() || t.closed {
        return;
    }
    let chosen = best_unit(ctx, state, track);
    let s = ctx.scenario();
    let Some((unit, aim)) = chosen else {
        let free = free_units(ctx, state).is_empty();
        let event = TaskingFailed {
            track: t.name.clone(),
            case: t.case.clone(),
            reason: if free { "no_unit_free" } else { "out_of_reach" }.into(),
        };
        ctx.log(state, cause, &t.name, event);
        return;
    };
    let event = UnitTasked {
        unit: s.units[unit].name.clone(),
        track: t.name.clone(),
        case: t.case.clone(),
        x_m: num::cents(aim.pos.x),
        y_m: num::cents(aim.pos.y),
        eta_ms: aim.arrive,
        truth: ctx.truth_name(t.last.truth),
    };
    let seq = ctx.log(state, cause, &t.name, event);
    ctx.pictures.tracks[state][track].tasked = Some(unit);
    let mover = ctx.given.unit(unit);
    let ready = ctx.activity(unit).what == Doing::Ready;
    patrol::break_off(ctx, unit, seq);
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
    go_to(
        ctx,
        unit,
        aim.pos,
        if ready { TURN_OUT } else { SimDuration::ZERO },
        seq,
    );
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
    activity.what = what;
    activity.cause = cause;
    activity.stamp += 1;
}

fn free_units(ctx: &mut Ctx, state: StateId) -> Vec<UnitId> {
    let s = ctx.scenario();
    let own: Vec<UnitId> = s
        .units
        .iter()
        .filter(|(_, u)| u.state == state)
        .map(|(id, _)| id)
        .collect();
    own.into_iter()
        .filter(|&u| {
            matches!(
                ctx.activity(u).what,
                Doing::Ready | Doing::Patrol(_) | Doing::Home
            )
        })
        .collect()
}

fn best_unit(ctx: &mut Ctx, state: StateId, track: TrackId) -> Option<(UnitId, Aim)> {
    let s = ctx.scenario();
    let now = ctx.at();
    let samples = own_side_samples(ctx, state, track, now);
    if samples.is_empty() {
        return None;
    }
    let mut best: Option<(UnitId, Aim)> = None;
    for unit in free_units(ctx, state) {
        let ready = ctx.activity(unit).what == Doing::Ready;
        let from = ctx.movers.pos(ctx.given.unit(unit), now);
        let start = now + if ready { TURN_OUT } else { SimDuration::ZERO };
        let aim = aim_of(&s, unit, from, start, &samples);
        let sooner = |b: &Aim| (aim.late_s, aim.at, aim.arrive) < (b.late_s, b.at, b.arrive);
        if best.as_ref().is_none_or(|(_, b)| sooner(b)) {
            best = Some((unit, aim));
        }
    }
    best.filter(|(_, aim)| aim.arrive <= now + AHEAD)
}

/// Where a track should be from now on, as far as that is on this side's land.
fn own_side_samples(
    ctx: &Ctx,
    state: StateId,
    track: TrackId,
    now: SimTime,
) -> Vec<(SimTime, Spot)> {
    let s = &ctx.given.scenario;
    let t = &ctx.pictures.tracks[state][track];
    let mut samples: Vec<(SimTime, Spot)> = Vec::new();
    for i in 0..=(AHEAD.0 / AHEAD_STEP.0) {
        let at = now + SimDuration(i * AHEAD_STEP.0);
        let pos = expected_at(&t.expected, at);
        if samples.last().is_some_and(|(_, before)| before.pos == pos) {
            break; // it is at rest from here on
        }
        if allowed(s, state, pos) {
            samples.push((at, Spot::new(s, pos)));
        }
    }
    samples
}

/// Whether a unit of a state may be at a place: on its own side, or within the agreed band.
fn allowed(s: &Scenario, state: StateId, pos: Pos) -> bool {
    s.near(pos).is_none_or(|near| {
        let section = &s.sections[near.section];
        near.state == state
            || (section.concerns(state) && section.depth_m(state, pos) <= section.tolerance_m())
    })
}

/// The first place where a unit can be before the track; or where it would be least late.
fn aim_of(
    s: &Scenario,
    unit: UnitId,
    from: Pos,
    start: SimTime,
    samples: &[(SimTime, Spot)],
) -> Aim {
    let who = Traveller::in_haste(&s.units[unit]);
    let slower = 1.0 / s.going_at(start).factor();
    let mut best: Option<Aim> = None;
    let here = Spot::new(s, from);
    for &(at, ref spot) in samples {
        let trip = travel::trip(s, who, &here, spot);
        let arrive = start + SimDuration::from_s_f64(trip.time_s * slower);
        let late_s = ((arrive - at).0 as f64 / 1000.0).max(0.0);
        if best.is_none_or(|b| late_s < b.late_s) {
            best = Some(Aim {
                at,
                pos: spot.pos,
                late_s,
                arrive,
            });
        }
        if late_s <= 0.0 {
            break;
        }
    }
    best.expect("there is at least one sample")
}

/// Sends a unit to a place after a delay.
fn go_to(ctx: &mut Ctx, unit: UnitId, to: Pos, after: SimDuration, cause: u64) {
    let s = ctx.scenario();
    let mover = ctx.given.unit(unit);
    let now = ctx.at();
    let from = ctx.movers.pos(mover, now);
    let who = Traveller::in_haste(&s.units[unit]);
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
    let samples = own_side_samples(ctx, state, track, now);
    if samples.is_empty() {
        return;
    }
    let s = ctx.scenario();
    let from = ctx.movers.pos(ctx.given.unit(unit), now);
    let aim = aim_of(&s, unit, from, now, &samples);
    let ahead = ctx.movers.ahead(ctx.given.unit(unit)).last().copied();
    let old = ahead.map_or(from, |w| Pos::new(w.1, w.2));
    if old.distance(aim.pos) > NEW_AIM_M {
        begin(
            ctx,
            unit,
            Doing::Task(Task {
                track,
                stage: Stage::Under,
            }),
            cause,
        );
        go_to(ctx, unit, aim.pos, SimDuration::ZERO, cause);
        let search = s.states[state].doctrine.own.search;
        let stamp = ctx.activity(unit).stamp;
        ctx.calendar.at(
            aim.at.max(aim.arrive) + search,
            Due::SearchOver(unit, stamp),
        );
    }
}

/// Whether a unit on a task takes somebody whom it has just found for its target.
pub fn recognises(ctx: &mut Ctx, unit: UnitId, target: MoverId) -> bool {
    let Doing::Task(task) = ctx.activity(unit).what.clone() else {
        return false;
    };
    let state = ctx.given.scenario.units[unit].state;
    matches!(task.stage, Stage::Under | Stage::Searching)
        && plausible(ctx, state, task.track, target)
}

fn plausible(ctx: &Ctx, state: StateId, track: TrackId, target: MoverId) -> bool {
    let now = ctx.at();
    let t = &ctx.pictures.tracks[state][track];
    let there = ctx.movers.pos(target, now);
    matches!(ctx.who(target), Who::Group(_) | Who::Civilian(_))
        && !ctx.pictures.chases.contains_key(&target)
        && expected_at(&t.expected, now).distance(there) <= RECOGNISE_M
}

/// Somebody whom a unit has in sight and takes for a track.
fn in_sight_of(ctx: &Ctx, state: StateId, unit: UnitId, track: TrackId) -> Option<MoverId> {
    let now = ctx.at();
    let t = &ctx.pictures.tracks[state][track];
    let expected = expected_at(&t.expected, now);
    ctx.contacts
        .in_sight(ctx.given.unit(unit))
        .into_iter()
        .filter(|&target| plausible(ctx, state, track, target))
        .min_by(|a, b| {
            let d = |m: &MoverId| ctx.movers.pos(*m, now).distance(expected);
            d(a).total_cmp(&d(b)).then(a.cmp(b))
        })
}

/// A unit closes with somebody in sight.
pub fn pursue(ctx: &mut Ctx, unit: UnitId, target: MoverId, cause: u64) {
    let Doing::Task(task) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let state = s.units[unit].state;
    let event = PursuitBegan {
        unit: s.units[unit].name.clone(),
        track: ctx.pictures.tracks[state][task.track].name.clone(),
        truth: ctx.name_of(target),
    };
    let seq = ctx.log(state, cause, &s.units[unit].name, event);
    let stage = Stage::Pursuing {
        target,
        over_line: false,
    };
    begin(
        ctx,
        unit,
        Doing::Task(Task {
            track: task.track,
            stage,
        }),
        seq,
    );
    ctx.pictures.chases.entry(target).or_default().push(unit);
    group::pursued(ctx, target, seq);
    chase(ctx, unit, seq);
}

/// Plans the next stretch of a pursuit, from the target's motion as it is seen now.
pub fn chase(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    let Doing::Task(Task {
        stage: Stage::Pursuing { target, over_line },
        ..
    }) = ctx.activity(unit).what.clone()
    else {
        return;
    };
    let s = ctx.scenario();
    let (now, mover) = (ctx.at(), ctx.given.unit(unit));
    let (here, piece) = (ctx.movers.pos(mover, now), *ctx.movers.piece(target));
    let there = piece.at(now);
    if here.distance(there) <= REACHED_M {
        reach(ctx, unit, target, cause);
        return;
    }
    let who = Traveller::in_haste(&s.units[unit]);
    let gain = if who.mode == Mode::Mounted {
        CHASE_MOUNTED
    } else {
        CHASE_FOOT
    };
    let speed = who
        .fixed_mps
        .unwrap_or(who.off_path_at(&s, now).max(piece.velocity.norm() * gain));
    let apart = there.minus(here);
    let meet = intercept_time(apart, piece.velocity, speed)
        .map(|t| now + SimDuration::from_s_f64(t))
        .filter(|&at| at <= piece.until);
    let goal = meet.map_or(piece.end, |at| piece.at(at));
    let state = s.units[unit].state;
    let mut path = PathBuilder::new(now, here);
    let stop = if over_line {
        None
    } else {
        edge_on_the_way(&s, state, here, goal)
    };
    match stop {
        Some((section, edge)) if edge.distance(here) < 2.0 * SHORT_OF_LINE_M => {
            line_reached(ctx, unit, target, section, cause);
            return;
        }
        Some((_, edge)) => path.go(edge, speed),
        None => path.go(goal, speed),
    }
    let path = path.finish();
    if path.len() < 2 {
        // Already where the target will be: wait for its next move.
        let until = piece
            .until
            .min(now + SimDuration::from_min(5))
            .max(now + SimDuration(1000));
        ctx.hold(mover, until, cause);
        return;
    }
    ctx.set_path(mover, path, cause);
}

/// Where the straight way to a place leaves a state's own side and band, if it does.
fn edge_on_the_way(s: &Scenario, state: StateId, from: Pos, to: Pos) -> Option<(SectionId, Pos)> {
    let length = from.distance(to);
    let mut nearest: Option<(f64, SectionId)> = None;
    for (id, section) in s.sections.iter().filter(|(_, x)| x.concerns(state)) {
        let edge = section.tolerance_m();
        if section.at_least_m(from) > length + edge {
            continue;
        }
        let beyond = |f: f64| section.depth_m(state, from.toward(to, f)) > edge - SHORT_OF_LINE_M;
        if !beyond(1.0) {
            continue;
        }
        let (mut low, mut high) = (0.0, 1.0);
        if !beyond(0.0) {
            while (high - low) * length > 0.5 {
                let middle = f64::midpoint(low, high);
                if beyond(middle) {
                    high = middle
                } else {
                    low = middle
                }
            }
        }
        if nearest.is_none_or(|(f, _)| low < f) {
            nearest = Some((low, id));
        }
    }
    nearest.map(|(f, id)| (id, from.toward(to, f)))
}

/// A pursuit is at the line, and its target across it or about to be.
fn line_reached(ctx: &mut Ctx, unit: UnitId, target: MoverId, section: SectionId, cause: u64) {
    let Doing::Task(task) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let u = &s.units[unit];
    let sec = &s.sections[section];
    let mover = ctx.given.unit(unit);
    let now = ctx.at();
    // What the unit sees now is what can be handed over.
    let sighting = crate::sim::sight::observe(ctx, mover, target, 77, true);
    ctx.pictures.tracks[u.state][task.track].last = sighting;
    let t = &ctx.pictures.tracks[u.state][task.track];
    let (name, key) = (t.name.clone(), ctx.truth_key(t.truth));
    let event = LineReached {
        unit: u.name.clone(),
        track: name.clone(),
        section: sec.name.clone(),
        status: sec.status.word().into(),
        neighbour: s.states[sec.across(u.state)].name.clone(),
        truth: ctx.name_of(target),
    };
    let seq = ctx.log(u.state, cause, &name, event);
    ctx.movers.stop(mover, now);
    ctx.begin_rest(mover, seq);
    let stage = Stage::AtLine(target, section);
    begin(
        ctx,
        unit,
        Doing::Task(Task {
            track: task.track,
            stage,
        }),
        seq,
    );
    let number = picture::count(ctx, u.state, task.track, "hold_at_line");
    let habit = decision::at_once(s.states[u.state].doctrine.border.hold_at_line);
    let about = About::HoldAtLine(unit, task.track);
    decision::ask(
        ctx, u.state, "patrol", &name, key, number, about, habit, seq,
    );
}

/// It was decided whether a pursuit holds at the line.
pub fn at_line(ctx: &mut Ctx, unit: UnitId, hold: bool, cause: u64) {
    let Doing::Task(Task {
        track,
        stage: Stage::AtLine(target, _),
    }) = ctx.activity(unit).what.clone()
    else {
        return;
    };
    let s = ctx.scenario();
    let state = s.units[unit].state;
    if !hold {
        let stage = Stage::Pursuing {
            target,
            over_line: true,
        };
        begin(ctx, unit, Doing::Task(Task { track, stage }), cause);
        chase(ctx, unit, cause);
        return;
    }
    let habit = s.states[state].doctrine.border.hand_over.clone();
    decision::ask_about_track(ctx, state, track, About::HandOver(track), habit, cause);
    end_task(ctx, unit, "handed_over", cause);
}

/// A pursued target went out of sight: the unit looks for it where it was last.
pub fn lost_sight(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    let Doing::Task(task) = ctx.activity(unit).what.clone() else {
        return;
    };
    forget_chase(ctx, unit);
    begin(
        ctx,
        unit,
        Doing::Task(Task {
            track: task.track,
            stage: Stage::Searching,
        }),
        cause,
    );
    let s = ctx.scenario();
    let search = s.states[s.units[unit].state].doctrine.own.search;
    let (stamp, at) = (ctx.activity(unit).stamp, ctx.at());
    ctx.calendar.at(at + search, Due::SearchOver(unit, stamp));
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
    if now_stamp == stamp && matches!(task.stage, Stage::Under | Stage::Searching) {
        end_task(ctx, unit, "not_found", cause);
    }
}

/// A unit is with the people whom it pursued.
fn reach(ctx: &mut Ctx, unit: UnitId, target: MoverId, cause: u64) {
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
    let held = (1.0 + f64::from(s.units[unit].size)) / (1.0 + f64::from(size));
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
    if let (Who::Group(id), false) = (ctx.who(target), is_lawful) {
        group::leave(ctx, id);
    }
    ctx.pictures.tracks[u.state][track].closed = true;
    end_task(ctx, unit, "intercepted", seq);
}

/// A unit's task is over: it goes home.
fn end_task(ctx: &mut Ctx, unit: UnitId, outcome: &str, cause: u64) {
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

fn forget_chase(ctx: &mut Ctx, unit: UnitId) {
    ctx.pictures.chases.retain(|_, units| {
        units.retain(|&u| u != unit);
        !units.is_empty()
    });
}

/// A target started a new stretch: those who are after it plan again.
pub fn target_turned(ctx: &mut Ctx, target: MoverId) {
    let Some(units) = ctx.pictures.chases.get(&target).cloned() else {
        return;
    };
    for unit in units {
        let cause = ctx.activity(unit).cause;
        chase(ctx, unit, cause);
    }
}
