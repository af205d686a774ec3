//! What being out does to a unit: it tires, its fuel runs down, it must be back in time, it rests.

use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::ReturnedEarly;
use crate::scenario::UnitId;
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::state::{Doing, Outing, Stage};
use crate::sim::{assist, patrol, response};

/// Nobody tires within this time; then each hour costs a share, down to the least that is left.
const FRESH_FOR: SimDuration = SimDuration::from_min(180);
const TIRES_PER_HOUR: f64 = 0.04;
const TIRED_OUT: f64 = 0.7;
/// A unit turns for home when this share of its endurance or fuel is spent.
const TURN_BACK: f64 = 0.8;

/// What is left of speed and attention after so long outside: an exercise assumption.
pub fn freshness(out: SimDuration) -> f64 {
    if out <= FRESH_FOR {
        return 1.0;
    }
    (1.0 - TIRES_PER_HOUR * (out.hours() - FRESH_FOR.hours())).max(TIRED_OUT)
}

/// A unit leaves its post.
pub fn begin(ctx: &mut Ctx, unit: UnitId) {
    let s = ctx.scenario();
    let now = ctx.at();
    let at = ctx.movers.pos(ctx.given.unit(unit), now);
    let mut activity = ctx.activity(unit);
    if activity.out.is_some() {
        return;
    }
    activity.outings += 1;
    let number = activity.outings;
    activity.out = Some(Outing {
        since: now,
        travelled_m: 0.0,
        at,
    });
    if let Some(endurance) = s.units[unit].endurance {
        ctx.after(endurance.times(TURN_BACK), Due::MustReturn(unit, number));
    }
}

/// A unit is back at its post.
pub fn end(ctx: &mut Ctx, unit: UnitId) {
    let now = ctx.at();
    let mut activity = ctx.activity(unit);
    activity.out = None;
    activity.invited = false;
    activity.back_at = now;
}

/// Since when a unit that tires is out.
pub fn since(ctx: &mut Ctx, unit: UnitId) -> Option<SimTime> {
    ctx.given.scenario.units[unit].endurance?;
    ctx.activity(unit).out.as_ref().map(|o| o.since)
}

/// Whether a unit still rests from when it was out last.
pub fn rests(ctx: &mut Ctx, unit: UnitId) -> bool {
    let rest = ctx.given.scenario.units[unit].rest;
    let (now, a) = (ctx.at(), ctx.activity(unit));
    a.outings > 0 && a.out.is_none() && now < a.back_at + rest
}

/// A unit starts a new stretch: its fuel is counted; gives whether it must go home for that.
pub fn stretch(ctx: &mut Ctx, unit: UnitId) -> bool {
    let s = ctx.scenario();
    let u = &s.units[unit];
    let Some(range_m) = u.range_m else {
        return false;
    };
    let now = ctx.at();
    let here = ctx.movers.pos(ctx.given.unit(unit), now);
    let home_m = here.distance(s.sites[u.home].pos);
    let mut activity = ctx.activity(unit);
    let on_the_way = !matches!(activity.what, Doing::Home | Doing::Ready);
    let Some(out) = &mut activity.out else {
        return false;
    };
    out.travelled_m += out.at.distance(here);
    out.at = here;
    on_the_way && out.travelled_m + home_m > TURN_BACK * range_m
}

/// The endurance of a unit is nearly spent.
pub fn must_return(ctx: &mut Ctx, unit: UnitId, outing: u32) {
    let a = ctx.activity(unit);
    if a.out.is_some() && a.outings == outing {
        turn_home(ctx, unit, "endurance");
    }
}

/// A unit breaks off for want of endurance, fuel or weather; not while it has people on its hands.
pub fn turn_home(ctx: &mut Ctx, unit: UnitId, reason: &'static str) {
    let what = ctx.activity(unit).what.clone();
    let busy = match &what {
        Doing::Ready | Doing::Home => return,
        Doing::Patrol(_) | Doing::Assist(..) => false,
        Doing::Task(task) => !matches!(task.stage, Stage::Under | Stage::Searching),
    };
    if busy {
        return;
    }
    let s = ctx.scenario();
    let (u, cause) = (&s.units[unit], ctx.activity(unit).cause);
    let event = ReturnedEarly {
        unit: u.name.clone(),
        reason: reason.into(),
    };
    let seq = ctx.log(u.state, cause, &u.name, event);
    if matches!(what, Doing::Task(_)) {
        response::end_task(ctx, unit, "called_off", seq);
    } else {
        assist::leave(ctx, unit);
        patrol::break_off(ctx, unit, seq);
        patrol::go_home(ctx, unit, seq);
    }
}
