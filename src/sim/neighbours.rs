//! Patrols of two sides that see each other from afar: who strays is cautioned, who is tempted
//! follows.

use crate::base::geo::Pos;
use crate::base::id::Name;
use crate::base::rng::{Purpose as Draw, key_of};
use crate::base::time::SimDuration;
use crate::journal::event::{Cautioned, PatrolSighted, TailingBegan, Waypoint};
use crate::scenario::file::{IncidentKind, Mode, Status};
use crate::scenario::{SectionId, StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::encounter::together;
use crate::sim::incident::{self, Beginning};
use crate::sim::motion::PathBuilder;
use crate::sim::request::About;
use crate::sim::state::{Doing, MoverId, Purpose, Who};
use crate::sim::travel::{self, Traveller};
use crate::sim::{decision, message, outing, patrol};

/// A patrol beyond the line is seen by the other side's units and posts within this distance.
const SEEN_BEYOND_M: f64 = 1_500.0;
/// It is cautioned so long after it is seen: from, to.
const CAUTION_AFTER_S: (f64, f64) = (60.0, 240.0);
/// A patrol that is followed for so long was tailed.
const TAILED_AFTER: SimDuration = SimDuration::from_min(10);
/// Whoever follows does so for this long, this far behind.
const FOLLOWS_FOR: SimDuration = SimDuration::from_min(20);
/// Patrols that saw each other do not look at each other anew within this time.
const REST: SimDuration = SimDuration::from_min(240);

/// Two units of different sides come within sight of each other.
pub fn sighted(ctx: &mut Ctx, a: MoverId, b: MoverId) {
    let (Who::Unit(a), Who::Unit(b)) = (ctx.who(a), ctx.who(b)) else {
        return;
    };
    let now = ctx.at();
    let resting = ctx
        .meetings
        .seen
        .get(&(a, b))
        .is_some_and(|&until| now < until);
    if resting || together(ctx, a, b) {
        return;
    }
    ctx.meetings.seen.insert((a, b), now + REST);
    for (own, other) in [(a, b), (b, a)] {
        if matches!(ctx.activity(own).what, Doing::Patrol(_)) {
            look(ctx, own, other);
        }
    }
}

/// A unit on patrol sees the other side's, and may be tempted to follow it.
fn look(ctx: &mut Ctx, unit: UnitId, other: UnitId) {
    let s = ctx.scenario();
    let (u, cause) = (&s.units[unit], ctx.activity(unit).cause);
    let place = ctx.place(ctx.movers.pos(ctx.given.unit(unit), ctx.at()));
    let undefined = place
        .near
        .is_some_and(|n| s.sections[n.section].status == Status::Undefined);
    let event = PatrolSighted {
        unit: u.name.clone(),
        other: s.units[other].name.clone(),
        section: place.section,
        status: place.status,
    };
    let seq = ctx.log(u.state, cause, &u.name, event);
    if !undefined || u.mode == Mode::Uav || s.units[other].mode == Mode::Uav {
        return;
    }
    let habit = decision::at_once(s.states[u.state].doctrine.border.follow);
    let number = (ctx.at().0 / 1000) as u32;
    let about = About::Follow(unit, other);
    decision::ask(
        ctx,
        u.state,
        "patrol",
        &u.name,
        s.units[other].key,
        number,
        about,
        habit,
        seq,
    );
}

/// It was decided to follow the other side's patrol.
pub fn follow(ctx: &mut Ctx, unit: UnitId, other: UnitId, cause: u64) {
    if !matches!(ctx.activity(unit).what, Doing::Patrol(_)) {
        return;
    }
    let s = ctx.scenario();
    let (mover, target, now) = (ctx.given.unit(unit), ctx.given.unit(other), ctx.at());
    patrol::break_off(ctx, unit, cause);
    patrol::go_home(ctx, unit, cause);
    let here = ctx.movers.pos(mover, now);
    let there = ctx.movers.pos(target, now);
    let speed = Traveller::in_haste(&s.units[unit], None).off_path_at(&ctx.ground(), now);
    let behind = SimDuration::from_s_f64(here.distance(there) / speed.max(0.1));
    let mut path = PathBuilder::new(now, here);
    path.go(there, speed);
    let ahead: Vec<Waypoint> = ctx.movers.ahead(target).to_vec();
    for w in ahead.into_iter().filter(|w| w.0 <= now + FOLLOWS_FOR) {
        path.go(Pos::new(w.1, w.2), speed);
        path.wait_until(w.0 + behind);
    }
    let who = Traveller::on_patrol(&s.units[unit], outing::since(ctx, unit));
    let home = s.sites[s.units[unit].home].pos;
    travel::go(&ctx.ground(), &mut path, who, home);
    ctx.set_path(mover, path.finish(), cause);
    let stamp = ctx.activity(unit).stamp;
    ctx.after(TAILED_AFTER, Due::Tailed(unit, stamp, other));
}

/// A unit has followed another for long enough to count as tailing it.
pub fn tailed(ctx: &mut Ctx, unit: UnitId, stamp: u32, other: UnitId) {
    let (now_stamp, cause) = {
        let a = ctx.activity(unit);
        (a.stamp, a.cause)
    };
    if now_stamp != stamp {
        return;
    }
    let s = ctx.scenario();
    let (u, pos) = (
        &s.units[unit],
        ctx.movers.pos(ctx.given.unit(unit), ctx.at()),
    );
    let place = ctx.place(pos);
    let event = TailingBegan {
        unit: u.name.clone(),
        other: s.units[other].name.clone(),
        section: place.section,
        status: place.status,
    };
    let seq = ctx.log(u.state, cause, &u.name, event);
    complain(ctx, other, IncidentKind::Tailing, pos, u.state, seq);
}

/// A unit tells its post of what the other side's patrol does.
fn complain(ctx: &mut Ctx, unit: UnitId, kind: IncidentKind, pos: Pos, whose: StateId, cause: u64) {
    let s = ctx.scenario();
    let number = ctx.incidents.all.len() + 1;
    let minute = ctx.at().0 / 60_000;
    let unit_name = &s.units[unit].name;
    let beginning = Beginning {
        key: key_of(&format!("{kind}/{unit_name}/{minute}")),
        name: Name::from(format_args!("{}-{number}", kind.word())),
        kind,
        pos,
        whose: Some(whose),
        people: 0,
        herd: 0,
        cause: Some(cause),
    };
    let id = incident::begin(ctx, beginning);
    let keys = [s.units[unit].key, ctx.incidents.all[id].key];
    let home = s.units[unit].home;
    let cause = ctx.incidents.all[id].cause;
    message::from_unit(ctx, unit, home, Purpose::Incident(id), &keys, 0, cause);
}

/// A unit is beyond the line: if the other side sees it, it will be cautioned.
pub fn strayed(ctx: &mut Ctx, unit: UnitId, section: SectionId) {
    let s = ctx.scenario();
    let (now, pos) = (ctx.at(), ctx.movers.pos(ctx.given.unit(unit), ctx.at()));
    let other = s.sections[section].across(s.units[unit].state);
    let out = |ctx: &mut Ctx, id: UnitId| {
        let far = ctx.movers.pos(ctx.given.unit(id), now).distance(pos);
        ctx.activity(id).what != Doing::Ready && far <= SEEN_BEYOND_M
    };
    let units: Vec<UnitId> = s
        .units
        .iter()
        .filter(|(_, u)| u.state == other)
        .map(|x| x.0)
        .collect();
    let Some(by) = units.into_iter().find(|&id| out(ctx, id)) else {
        return;
    };
    let mut stream = ctx.luck(
        Draw::Restraint,
        &[s.units[unit].key, s.units[by].key, now.0 as u64],
    );
    let wait = SimDuration::from_s_f64(stream.range(CAUTION_AFTER_S.0, CAUTION_AFTER_S.1));
    let stamp = ctx.activity(unit).stamp;
    ctx.after(wait, Due::Caution(unit, stamp, by, section));
}

/// A unit of the other side cautions one that is beyond the line.
pub fn caution(ctx: &mut Ctx, unit: UnitId, stamp: u32, by: UnitId, section: SectionId) {
    let (now_stamp, cause, beyond) = {
        let a = ctx.activity(unit);
        (a.stamp, a.cause, a.beyond.contains(&section))
    };
    if now_stamp != stamp || !beyond {
        return;
    }
    let s = ctx.scenario();
    let (u, sec) = (&s.units[unit], &s.sections[section]);
    let pos = ctx.movers.pos(ctx.given.unit(unit), ctx.at());
    let event = Cautioned {
        unit: u.name.clone(),
        by: s.units[by].name.clone(),
        section: sec.name.clone(),
        status: sec.status.word().into(),
    };
    let seq = ctx.log(u.state, cause, &u.name, event);
    complain(ctx, by, IncidentKind::StrayedPatrol, pos, u.state, seq);
    let habit = decision::at_once(s.states[u.state].doctrine.border.pull_back);
    let number = (ctx.at().0 / 1000) as u32;
    let about = About::PullBack(unit, section);
    decision::ask(
        ctx,
        u.state,
        "patrol",
        &u.name,
        s.units[by].key,
        number,
        about,
        habit,
        seq,
    );
}

/// It was decided to pull back: straight to the own side, and home from there.
pub fn pull_back(ctx: &mut Ctx, unit: UnitId, section: SectionId, cause: u64) {
    const WELL_BACK_M: f64 = 150.0;
    let s = ctx.ground();
    let (u, now, mover) = (&s.units[unit], ctx.at(), ctx.given.unit(unit));
    let here = ctx.movers.pos(mover, now);
    let sec = &s.sections[section];
    let foot = sec.line.foot(here);
    let gap = foot.at.minus(here);
    let far = gap.norm().max(1e-9);
    let clear = sec.tolerance_m() + WELL_BACK_M;
    let back = if sec.depth_m(u.state, here) > 0.0 {
        here.plus(gap.times((far + clear) / far))
    } else {
        here.plus(gap.times(-clear / far))
    };
    patrol::break_off(ctx, unit, cause);
    patrol::go_home(ctx, unit, cause);
    let who = Traveller::in_haste(u, outing::since(ctx, unit));
    let mut path = PathBuilder::new(now, here);
    travel::straight(&s, &mut path, who, back);
    travel::go(&s, &mut path, who, s.sites[u.home].pos);
    ctx.set_path(mover, path.finish(), cause);
}
