//! Pursuit: somebody in sight is taken for a track, followed, and held to the line or not.

use crate::base::geo::{Pos, intercept_time};
use crate::base::time::SimDuration;
use crate::journal::event::{
    LineReached, PursuitBegan, PursuitCrossed, PursuitStopped, StopRequested,
};
use crate::scenario::file::Mode;
use crate::scenario::{Scenario, SectionId, StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::motion::PathBuilder;
use crate::sim::picture::{self, expected_at};
use crate::sim::request::About;
use crate::sim::response::{begin, end_task, reach};
use crate::sim::state::{Doing, MoverId, Stage, Task, TrackId, Who};
use crate::sim::track::Track;
use crate::sim::travel::Traveller;
use crate::sim::{decision, group, outing};

/// A unit takes somebody in sight for its target when they are this near to where the track should
/// be, in metres.
const RECOGNISE_M: f64 = 2_500.0;
/// Who was checked and released is not taken for somebody else for so long.
const REMEMBERED: SimDuration = SimDuration::from_min(6 * 60);
/// A unit is with somebody at this distance, in metres.
const REACHED_M: f64 = 30.0;
/// How much faster than its target a unit in pursuit is, by mode; it follows the same ground.
const CHASE_FOOT: f64 = 1.35;
const CHASE_MOUNTED: f64 = 1.7;
/// A unit stays this far on its own side of the edge when it stops at the line, in metres.
const SHORT_OF_LINE_M: f64 = 5.0;

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
        && !chased_by(ctx, state, target)
        && !cleared(ctx, state, target)
        && !at_work(ctx, t, target)
        && expected_at(&t.expected, now).distance(there) <= RECOGNISE_M
}

/// Whether somebody was checked and released not long ago, as far as a side knows.
fn cleared(ctx: &Ctx, state: StateId, target: MoverId) -> bool {
    let released = ctx.pictures.released.get(&(target, state));
    released.is_some_and(|&at| ctx.at() - at <= REMEMBERED)
}

/// Whether citizens are at rest at their work while those who are looked for were on their way:
/// nobody takes the ones for the others.
fn at_work(ctx: &Ctx, track: &Track, target: MoverId) -> bool {
    let rests = ctx.movers.piece(target).velocity == Pos::default();
    let moved = track.last.velocity.norm() >= picture::RESTING_MPS;
    rests && moved && matches!(ctx.who(target), Who::Civilian(_))
}

/// Whether a unit of a state is after somebody already.
fn chased_by(ctx: &Ctx, state: StateId, target: MoverId) -> bool {
    let units = ctx.pictures.chases.get(&target).into_iter().flatten();
    let s = &ctx.given.scenario;
    units.into_iter().any(|&u| s.units[u].state == state)
}

/// Somebody whom a unit has in sight and takes for a track.
pub fn in_sight_of(ctx: &Ctx, state: StateId, unit: UnitId, track: TrackId) -> Option<MoverId> {
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
    let s = ctx.ground();
    let (now, mover) = (ctx.at(), ctx.given.unit(unit));
    let (here, piece) = (ctx.movers.pos(mover, now), ctx.movers.piece(target));
    let there = piece.at(now);
    if here.distance(there) <= REACHED_M {
        reach(ctx, unit, target, cause);
        return;
    }
    let who = Traveller::in_haste(&s.units[unit], outing::since(ctx, unit));
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
        if section.line.at_least_m(from) > length + edge {
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
    ctx.pictures.see(u.state, task.track, sighting);
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
    // The host must know before a pursuit may cross.
    if sec.pursuit_annex && ctx.pictures.tracks[u.state][task.track].case.is_some() {
        let number = picture::count(ctx, u.state, task.track, "cross_by_annex");
        let habit = decision::at_once(s.states[u.state].doctrine.border.use_annex);
        let about = About::CrossByAnnex(unit, task.track);
        decision::ask(
            ctx, u.state, "patrol", &name, key, number, about, habit, seq,
        );
        return;
    }
    ask_to_hold(ctx, unit, task.track, seq);
}

/// Somebody has to decide whether a pursuit holds at the line.
fn ask_to_hold(ctx: &mut Ctx, unit: UnitId, track: TrackId, seq: u64) {
    let s = ctx.scenario();
    let u = &s.units[unit];
    let t = &ctx.pictures.tracks[u.state][track];
    let (name, key) = (t.name.clone(), ctx.truth_key(t.truth));
    let number = picture::count(ctx, u.state, track, "hold_at_line");
    let habit = decision::at_once(s.states[u.state].doctrine.border.hold_at_line);
    let about = About::HoldAtLine(unit, track);
    decision::ask(
        ctx, u.state, "patrol", &name, key, number, about, habit, seq,
    );
}

/// A pursuit by the annex ends after this time, or when the host asks.
const ANNEX_LASTS: SimDuration = SimDuration::from_min(30);
/// How long it takes to stop when the host asks.
const STOPS_AFTER: SimDuration = SimDuration(60_000);

/// It was decided whether a pursuit goes on beyond the line by the annex: the host is told first.
pub fn by_annex(ctx: &mut Ctx, unit: UnitId, track: TrackId, cross: bool, cause: u64) {
    let Doing::Task(Task {
        stage: Stage::AtLine(target, section),
        ..
    }) = ctx.activity(unit).what.clone()
    else {
        return;
    };
    if !cross {
        ask_to_hold(ctx, unit, track, cause);
        return;
    }
    let s = ctx.scenario();
    let state = s.units[unit].state;
    let host = s.sections[section].across(state);
    let t = &ctx.pictures.tracks[state][track];
    let (name, key) = (t.name.clone(), ctx.truth_key(t.truth));
    let event = PursuitCrossed {
        unit: s.units[unit].name.clone(),
        track: name.clone(),
        section: s.sections[section].name.clone(),
        annex_active: true,
        host: s.states[host].name.clone(),
    };
    let seq = ctx.log(state, cause, &name, event);
    let stage = Stage::Pursuing {
        target,
        over_line: true,
    };
    begin(ctx, unit, Doing::Task(Task { track, stage }), seq);
    let stamp = ctx.activity(unit).stamp;
    ctx.after(ANNEX_LASTS, Due::PursuitEnds(unit, stamp));
    let habit = decision::at_once(s.states[host].doctrine.border.stop_pursuit);
    let number = (ctx.at().0 / 1000) as u32;
    let about = About::StopPursuit(unit, track);
    let subject = s.units[unit].name.clone();
    decision::ask(ctx, host, "duty", &subject, key, number, about, habit, seq);
    chase(ctx, unit, seq);
}

/// The host asked a pursuit to stop.
pub fn asked_to_stop(ctx: &mut Ctx, unit: UnitId, track: TrackId, host: StateId, cause: u64) {
    let s = ctx.scenario();
    let u = &s.units[unit];
    let name = ctx.pictures.tracks[u.state][track].name.clone();
    let event = StopRequested {
        unit: u.name.clone(),
        track: name.clone(),
        by: s.states[host].name.clone(),
    };
    ctx.log(u.state, cause, &name, event);
    let stamp = ctx.activity(unit).stamp;
    ctx.after(STOPS_AFTER, Due::PursuitEnds(unit, stamp));
}

/// A pursuit beyond the line by agreement comes to its end: it is handed over.
pub fn annex_over(ctx: &mut Ctx, unit: UnitId, stamp: u32) {
    let (what, now_stamp, cause) = {
        let a = ctx.activity(unit);
        (a.what.clone(), a.stamp, a.cause)
    };
    let Doing::Task(Task {
        track,
        stage: Stage::Pursuing { .. },
    }) = what
    else {
        return;
    };
    if now_stamp != stamp {
        return;
    }
    let s = ctx.scenario();
    let u = &s.units[unit];
    let name = ctx.pictures.tracks[u.state][track].name.clone();
    let event = PursuitStopped {
        unit: u.name.clone(),
        track: name.clone(),
    };
    let seq = ctx.log(u.state, cause, &name, event);
    let habit = s.states[u.state].doctrine.border.hand_over.clone();
    decision::ask_about_track(ctx, u.state, track, About::HandOver(track), habit, seq);
    end_task(ctx, unit, "handed_over", seq);
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

/// A unit is after nobody any more.
pub fn forget_chase(ctx: &mut Ctx, unit: UnitId) {
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
