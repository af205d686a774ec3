//! Works near the line: announced and agreed to beforehand, or not; and what is said in public.

use crate::base::rng::Purpose as Draw;
use crate::base::time::SimDuration;
use crate::journal::event::{
    MediaApproved, MediaReleased, WorksAnnounced, WorksBegan, WorksConsented,
};
use crate::scenario::{HazardId, InjectId, StateId};
use crate::sim::ctx::Ctx;

/// Works are announced so long before they begin.
pub const NOTICE: SimDuration = SimDuration::from_min(80 * 60);

/// Whose works they are, and the state across the section.
fn sides(ctx: &Ctx, id: HazardId) -> Option<(StateId, StateId)> {
    let s = &ctx.given.scenario;
    let hazard = &s.hazards[id];
    let near = s.near(s.sites[hazard.site].pos)?;
    let section = &s.sections[near.section];
    let own = hazard
        .state
        .filter(|x| section.concerns(*x))
        .unwrap_or(near.state);
    Some((own, section.across(own)))
}

/// Works are announced to the neighbour, who may agree.
pub fn announce(ctx: &mut Ctx, id: HazardId, number: u32) {
    let Some((own, other)) = sides(ctx, id) else {
        return;
    };
    let s = ctx.scenario();
    let hazard = &s.hazards[id];
    let chance = |state: StateId| {
        let keys = [hazard.key, u64::from(number), s.states[state].key];
        ctx.luck(Draw::Decision, &keys).unit()
    };
    let (asks, agrees) = (chance(own), chance(other));
    if asks >= s.states[own].doctrine.border.share_plan.0 {
        return;
    }
    let startex = ctx.post.startex;
    let event = WorksAnnounced {
        works: hazard.name.clone(),
        to: s.states[other].name.clone(),
    };
    let cause = (startex > 0).then_some(startex);
    let seq = match cause {
        Some(cause) => ctx.log(own, cause, &hazard.name, event),
        None => {
            let (now, actor) = (ctx.at(), s.states[own].name.clone());
            ctx.record.log(now, &actor, None, &hazard.name, event)
        }
    };
    if agrees < s.states[other].doctrine.border.answer_meeting.chance.0 {
        let event = WorksConsented {
            works: hazard.name.clone(),
            to: s.states[own].name.clone(),
        };
        ctx.log(other, seq, &hazard.name, event);
        ctx.incidents.consented.insert((id, number));
    }
}

/// Works begin; gives whether the neighbour agreed.
pub fn begin(ctx: &mut Ctx, id: HazardId, number: u32, cause: Option<u64>) -> (bool, Option<u64>) {
    let Some((own, _)) = sides(ctx, id) else {
        return (false, cause);
    };
    let s = ctx.scenario();
    let hazard = &s.hazards[id];
    let place = ctx.place(s.sites[hazard.site].pos);
    let consent = ctx.incidents.consented.contains(&(id, number));
    let event = WorksBegan {
        works: hazard.name.clone(),
        section: place.section,
        status: place.status,
        consent,
    };
    let cause = cause.unwrap_or(ctx.post.startex);
    (consent, Some(ctx.log(own, cause, &hazard.name, event)))
}

/// A journalist asks: each state answers alone, or after both have agreed on what is said.
pub fn asked_by_media(ctx: &mut Ctx, inject: InjectId, states: &[StateId], cause: u64) {
    let s = ctx.scenario();
    let name = s.injects[inject].name.clone();
    for &state in states {
        let border = &s.states[state].doctrine.border;
        let keys = [s.states[state].key, crate::base::rng::key_of(name.as_str())];
        let agrees = ctx.luck(Draw::Decision, &keys).chance(border.agree_media.0);
        let mut last = cause;
        for &by in states.iter().filter(|_| agrees) {
            let event = MediaApproved {
                matter: name.clone(),
                by: s.states[by].name.clone(),
            };
            last = ctx.log(state, last, &name, event);
        }
        let event = MediaReleased {
            matter: name.clone(),
        };
        ctx.log(state, last, &name, event);
    }
}
