//! People in a unit's hands: who asks for protection is referred, who is detained is told to the
//! neighbour, who crossed without papers goes back through the services.

use crate::base::rng::Purpose as Draw;
use crate::base::time::SimDuration;
use crate::journal::event::{IllTreated, ProtectionClaimed, Referred, ReturnedSummarily};
use crate::scenario::UnitId;
use crate::scenario::file::{ArrivalKind, Trade};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::request::About;
use crate::sim::state::{GroupId, Purpose};
use crate::sim::{decision, desk, message};

/// Those who are not referred are sent back after this time.
const SENT_BACK: SimDuration = SimDuration::from_min(300);
/// Of the lapses of restraint with people in hand, such a share is ill-treatment.
const ILL_TREATMENT: f64 = 0.3;

/// A check is over and people stay in a unit's hands.
pub fn take(ctx: &mut Ctx, unit: UnitId, group: GroupId, outcome: &str, cause: u64) {
    let s = ctx.scenario();
    let u = &s.units[unit];
    let plan = ctx.given.groups[group].clone();
    let source = &s.sources[plan.source];
    let doctrine = s.states[u.state].doctrine.clone();
    let mut luck = ctx.luck(Draw::Restraint, &[u.key, plan.key, 9]);
    if !luck.chance(doctrine.own.restraint.0) && luck.chance(ILL_TREATMENT) {
        let event = IllTreated {
            unit: u.name.clone(),
            group: plan.name.clone(),
        };
        ctx.log(u.state, cause, &plan.name, event);
    }
    let mut world = ctx.given.world.stream(Draw::Reaction, &[plan.key, 6]);
    // Who was trafficked is in need of protection; others ask for it or do not.
    let trafficked = source.trade == Some(Trade::TraffickingInPersons);
    let may_ask = matches!(
        source.kind,
        ArrivalKind::IrregularMigration | ArrivalKind::Spillover
    );
    let claims = trafficked || (may_ask && world.chance(source.claims));
    if claims {
        let event = ProtectionClaimed {
            group: plan.name.clone(),
            incident: None,
            unit: u.name.clone(),
            people: plan.size,
        };
        let seq = ctx.log(u.state, cause, &plan.name, event);
        let about = About::Refer(unit, group);
        let habit = doctrine.own.refer.clone();
        decision::ask(
            ctx, u.state, "duty", &plan.name, plan.key, 1, about, habit, seq,
        );
        ctx.after(SENT_BACK, Due::SendBack(unit, group));
    } else if outcome == "detained" || outcome == "registered" {
        let about = About::TellDetention(unit, group);
        let habit = doctrine.border.tell_detention.clone();
        decision::ask(
            ctx, u.state, "duty", &plan.name, plan.key, 1, about, habit, cause,
        );
    }
}

/// It was decided to refer people who ask for protection, unless they were sent back by then.
pub fn refer(ctx: &mut Ctx, unit: UnitId, group: GroupId, cause: u64) {
    if !ctx.incidents.settled.insert(group) {
        return;
    }
    let (state, name) = names(ctx, unit, group);
    let event = Referred {
        group: name.clone(),
    };
    ctx.log(state, cause, &name, event);
}

/// People who asked for protection and were not referred are sent back.
pub fn send_back(ctx: &mut Ctx, unit: UnitId, group: GroupId) {
    if !ctx.incidents.settled.insert(group) {
        return;
    }
    let (state, name) = names(ctx, unit, group);
    let cause = ctx.course(group).cause;
    let event = ReturnedSummarily {
        group: name.clone(),
    };
    ctx.log(state, cause, &name, event);
}

/// It was decided to tell the neighbour of a detention.
pub fn tell(ctx: &mut Ctx, unit: UnitId, group: GroupId, cause: u64) {
    let state = ctx.given.scenario.units[unit].state;
    let s = ctx.scenario();
    let pos = ctx.movers.pos(ctx.given.group(group), ctx.at());
    let own = s.sections.iter().filter(|(_, x)| x.concerns(state));
    let Some(near) = crate::scenario::border::nearest(own, pos) else {
        return;
    };
    let to = s.sections[near.section].across(state);
    let key = ctx.given.groups[group].key;
    if let Some(post) = desk::nearest_post(s, state, pos) {
        let keys = [s.states[state].key, key];
        let purpose = Purpose::Detention(group);
        message::to_neighbour(ctx, post, to, purpose, &keys, cause);
    }
}

fn names(
    ctx: &Ctx,
    unit: UnitId,
    group: GroupId,
) -> (crate::scenario::StateId, crate::base::id::Name) {
    let state = ctx.given.scenario.units[unit].state;
    (state, ctx.given.groups[group].name.clone())
}
