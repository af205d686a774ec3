//! Units that go to an incident: to calm, to search, to put out a fire, to give first aid.

use crate::base::geo::Pos;
use crate::base::rng::Purpose as Draw;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    ActiveAction, AssistanceArrived, AssistanceSent, FirstAidGiven, MedicalHelpRequested,
};
use crate::scenario::incidents::Profile;
use crate::scenario::{StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::ground::Ground;
use crate::sim::incident::{self, Incident};
use crate::sim::motion::PathBuilder;
use crate::sim::state::{Doing, IncidentId};
use crate::sim::travel::{self, Spot, Traveller};
use crate::sim::{aim, course, outing, patrol, response};

/// Units farther away than this, in travelling time, are not sent.
const TOO_FAR: SimDuration = SimDuration::from_min(300);
/// Who may not cross keeps this far on its own side of the line, in metres.
const SHORT_OF_LINE_M: f64 = 30.0;
/// First aid begins so soon after somebody is there.
const FIRST_AID: SimDuration = SimDuration::from_min(2);
/// At most so many units of one side go to one incident.
const UNITS_MAX: usize = 3;

/// It was decided to send units to an incident: the nearest, until there are enough.
pub fn send(ctx: &mut Ctx, id: IncidentId, state: StateId, cause: u64) {
    let i = ctx.incidents.all[id].clone();
    if i.ended.is_some() {
        return;
    }
    let s = ctx.ground();
    let goal = place_for(&s, &i, state);
    let now = ctx.at();
    let mut by_time: Vec<(f64, UnitId)> = Vec::new();
    for unit in aim::free_units(ctx, state) {
        let who = Traveller::in_haste(&s.units[unit], None);
        let here = Spot::new(&s, ctx.movers.pos(ctx.given.unit(unit), now));
        let there = Spot::new(&s, goal);
        let wait = aim::turn_out(ctx, unit).0 as f64 / 1000.0;
        by_time.push((wait + travel::trip(&s, who, &here, &there).time_s, unit));
    }
    by_time.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let enough = if Profile::of(i.kind).help_across {
        UNITS_MAX
    } else {
        1
    };
    for (time_s, unit) in by_time.into_iter().take(enough) {
        if SimDuration::from_s_f64(time_s) <= TOO_FAR {
            set_out(
                ctx,
                &s,
                id,
                unit,
                goal,
                now + SimDuration::from_s_f64(time_s),
                cause,
            );
        }
    }
}

/// Where a state's units go: to the place itself, or to its own side of the line abreast of it.
fn place_for(s: &Ground, i: &Incident, state: StateId) -> Pos {
    let Some(near) = s.near(i.pos) else {
        return i.pos;
    };
    if near.state == state || Profile::of(i.kind).help_across {
        return i.pos;
    }
    let section = &s.sections[near.section];
    let foot = section.line.foot(i.pos);
    let gap = foot.at.minus(i.pos);
    let on = gap.times((gap.norm() + SHORT_OF_LINE_M) / gap.norm().max(1e-9));
    i.pos.plus(on)
}

fn set_out(
    ctx: &mut Ctx,
    s: &Ground,
    id: IncidentId,
    unit: UnitId,
    goal: Pos,
    eta: SimTime,
    cause: u64,
) {
    let u = &s.units[unit];
    let name = ctx.incidents.all[id].name.clone();
    let event = AssistanceSent {
        incident: name.clone(),
        unit: u.name.clone(),
        injured: course::hurt(&ctx.incidents.all[id]),
        eta_ms: eta,
    };
    let seq = ctx.log(u.state, cause, &name, event);
    let turn_out = aim::turn_out(ctx, unit);
    patrol::break_off(ctx, unit, seq);
    outing::begin(ctx, unit);
    response::begin(ctx, unit, Doing::Assist(id, false), seq);
    ctx.activity(unit).invited = true;
    let mover = ctx.given.unit(unit);
    ctx.set_active(mover, true);
    let now = ctx.at();
    let who = Traveller::in_haste(u, outing::since(ctx, unit));
    let mut path = PathBuilder::new(now, ctx.movers.pos(mover, now));
    path.wait_until(now + turn_out);
    travel::go(s, &mut path, who, goal);
    ctx.set_path(mover, path.finish(), seq);
}

/// A unit comes to an incident.
pub fn there(ctx: &mut Ctx, unit: UnitId, id: IncidentId) {
    let cause = ctx.activity(unit).cause;
    if ctx.incidents.all[id].ended.is_some() {
        patrol::go_home(ctx, unit, cause);
        return;
    }
    if matches!(ctx.activity(unit).what, Doing::Assist(_, true)) {
        return;
    }
    course::advance(ctx, id);
    let s = ctx.scenario();
    let (u, i) = (&s.units[unit], ctx.incidents.all[id].clone());
    let section = i.section.map(|x| &s.sections[x]);
    let event = AssistanceArrived {
        incident: i.name.clone(),
        unit: u.name.clone(),
        size: u.size,
        injured: course::hurt(&i),
        section: section.map(|x| x.name.clone()),
    };
    let seq = ctx.log(u.state, cause, &i.name, event);
    response::begin(ctx, unit, Doing::Assist(id, true), seq);
    ctx.incidents.all[id].there.push(unit);
    if course::hurt(&i) > 0 {
        ctx.after(FIRST_AID, Due::FirstAid(id, unit));
        let event = MedicalHelpRequested {
            incident: i.name.clone(),
            unit: u.name.clone(),
        };
        ctx.log(u.state, seq, &i.name, event);
    }
    act(ctx, id, unit, seq);
    course::foresee(ctx, id);
}

/// Where an incident waits for border representatives, a unit may still act by itself.
fn act(ctx: &mut Ctx, id: IncidentId, unit: UnitId, cause: u64) {
    let s = ctx.scenario();
    let i = ctx.incidents.all[id].clone();
    let u = &s.units[unit];
    if !incident::waits_for_representatives(&i) {
        return;
    }
    let mut stream = ctx.luck(Draw::Restraint, &[i.key, u.key]);
    if stream.chance(s.states[u.state].doctrine.own.restraint.0) {
        return;
    }
    let section = i.section.map(|x| &s.sections[x]);
    let event = ActiveAction {
        incident: i.name.clone(),
        unit: u.name.clone(),
        section: section.map(|x| x.name.clone()),
        status: section.map(|x| x.status.word().into()),
        imminent_threat: false,
    };
    ctx.log(u.state, cause, &i.name, event);
    let p = &mut ctx.incidents.all[id].progress;
    p.level = (p.level + course::ACTION_HEATS).min(1.0);
}

/// First aid begins.
pub fn first_aid(ctx: &mut Ctx, id: IncidentId, unit: UnitId) {
    if !ctx.incidents.all[id].there.contains(&unit) {
        return;
    }
    let s = ctx.scenario();
    let cause = ctx.activity(unit).cause;
    let name = ctx.incidents.all[id].name.clone();
    let event = FirstAidGiven {
        incident: name.clone(),
        unit: s.units[unit].name.clone(),
    };
    ctx.log(s.units[unit].state, cause, &name, event);
}

/// A unit leaves an incident.
pub fn leave(ctx: &mut Ctx, unit: UnitId) {
    let Doing::Assist(id, true) = ctx.activity(unit).what else {
        return;
    };
    course::advance(ctx, id);
    ctx.incidents.all[id].there.retain(|&x| x != unit);
    course::foresee(ctx, id);
}

/// An incident is over: all who came for it go home.
pub fn all_over(ctx: &mut Ctx, id: IncidentId, cause: u64) {
    let units: Vec<UnitId> = ctx.given.scenario.units.ids().collect();
    for unit in units {
        if matches!(ctx.activity(unit).what, Doing::Assist(x, _) if x == id) {
            patrol::go_home(ctx, unit, cause);
        }
    }
    ctx.incidents.all[id].there.clear();
}
