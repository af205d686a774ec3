//! Injects of exercise control: outages, false contacts, messages.

use crate::base::geo::Pos;
use crate::base::id::Name;
use crate::journal::event::{InjectEnded, InjectGiven};
use crate::scenario::{Effect, InjectId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::state::JobKind;
use crate::sim::track::{Sighting, Truth};
use crate::sim::{desk, incident, works};

/// Gives an inject at its time.
pub fn give(ctx: &mut Ctx, id: InjectId) {
    let cause = ctx.post.awaited.get(&id).copied();
    carry_out(ctx, id, cause);
}

/// Looks through what was written since the last time for facts that injects wait for.
pub fn watch(ctx: &mut Ctx) {
    let s = ctx.scenario();
    let from = ctx.record.unwatched();
    let waiting: Vec<InjectId> = s
        .injects
        .iter()
        .filter(|(id, i)| i.when.is_some() && !ctx.post.awaited.contains_key(id))
        .map(|(id, _)| id)
        .collect();
    for id in waiting {
        let Some((matcher, after)) = &s.injects[id].when else {
            continue;
        };
        let met = ctx
            .record
            .since(from)
            .iter()
            .find(|e| matcher.fits(*e))
            .map(|e| e.seq);
        if let Some(seq) = met {
            ctx.post.awaited.insert(id, seq);
            ctx.after(*after, Due::Inject(id));
        }
    }
}

/// Gives an inject because exercise control ordered it.
pub fn by_hand(ctx: &mut Ctx, name: &Name, cause: u64) -> Result<(), String> {
    let s = ctx.scenario();
    let found = s
        .injects
        .iter()
        .find(|(_, i)| i.name == *name)
        .map(|(id, _)| id);
    let id = found.ok_or_else(|| format!("the scenario has no inject `{name}`"))?;
    carry_out(ctx, id, Some(cause));
    Ok(())
}

fn carry_out(ctx: &mut Ctx, id: InjectId, cause: Option<u64>) {
    let s = ctx.scenario();
    let inject = &s.injects[id];
    let what = match &inject.effect {
        Effect::Outage {
            channel, lasting, ..
        } => format!("{channel} down for {lasting}"),
        Effect::FalseContact { at, .. } => format!("false contact at {}", s.sites[*at].name),
        Effect::Incident { hazard } => format!("incident {}", s.hazards[*hazard].name),
        Effect::Media { text, .. } | Effect::Message { text } => text.clone(),
    };
    let event = InjectGiven {
        inject: inject.name.clone(),
        what,
        controller: inject.controller.clone(),
        to: inject.to.clone(),
        method: inject.method.clone(),
        objective: inject.objective.clone(),
        expected: inject.expected.clone(),
    };
    let now = ctx.at();
    let seq = ctx
        .record
        .log(now, &Name::from("excon"), cause, &inject.name, event);
    ctx.post.injects.insert(id, seq);
    match &inject.effect {
        Effect::Outage {
            channel,
            lasting,
            state,
        } => {
            let until = now + *lasting;
            let down = ctx.post.outages.entry((*channel, *state)).or_insert(until);
            *down = (*down).max(until);
            ctx.calendar.at(until, Due::InjectOver(id));
        }
        Effect::FalseContact { at, state } => {
            let site = &s.sites[*at];
            let sighting = Sighting {
                at: now,
                pos: site.pos,
                near: s.near(site.pos),
                velocity: Pos::default(),
                truth: Truth::Nobody(id),
                first: true,
            };
            let nearest = desk::nearest_post(s, *state, site.pos);
            if let Some(post) = nearest {
                desk::put(ctx, post, JobKind::Seen(sighting), seq);
            }
        }
        Effect::Incident { hazard } => {
            // Its number is that of the inject, so that it does not move what comes by itself.
            let number = s.hazards[*hazard].times.len() as u32 + id.0;
            incident::break_out(ctx, *hazard, number, Some(seq));
        }
        Effect::Media { states, .. } => works::asked_by_media(ctx, id, states, seq),
        Effect::Message { .. } => {}
    }
}

/// What an inject did is over.
pub fn over(ctx: &mut Ctx, id: InjectId) {
    let s = ctx.scenario();
    let inject = &s.injects[id];
    let now = ctx.at();
    let event = InjectEnded {
        inject: inject.name.clone(),
    };
    let cause = ctx.post.injects.get(&id).copied();
    ctx.record
        .log(now, &Name::from("excon"), cause, &inject.name, event);
}
