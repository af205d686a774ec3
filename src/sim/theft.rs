//! Stolen herds: who owned them cannot work until the thieves are met and the herd is driven back.

use crate::base::id::Name;
use crate::base::rng::key_of;
use crate::scenario::file::{IncidentKind, Trade};
use crate::sim::course;
use crate::sim::ctx::Ctx;
use crate::sim::incident::{self, Beginning};
use crate::sim::state::GroupId;

/// Thieves set out with a herd: its owners miss it.
pub fn begins(ctx: &mut Ctx, group: GroupId, cause: u64) {
    let s = ctx.scenario();
    let plan = &ctx.given.groups[group];
    let source = &s.sources[plan.source];
    if source.trade != Some(Trade::LivestockTheft) {
        return;
    }
    let pos = plan.start(s);
    let name = Name::from(format_args!("stolen/{}", plan.name));
    let beginning = Beginning {
        key: key_of(name.as_str()),
        name,
        kind: IncidentKind::StolenHerd,
        pos,
        whose: s.territory(pos),
        people: 0,
        herd: source.herd,
        cause: Some(cause),
    };
    let id = incident::begin(ctx, beginning);
    ctx.incidents.stolen.insert(group, id);
    incident::notice(ctx, id);
}

/// Thieves were met: the herd is driven back to its owners.
pub fn recovered(ctx: &mut Ctx, group: GroupId, cause: u64) {
    if let Some(&id) = ctx.incidents.stolen.get(&group) {
        course::advance(ctx, id);
        course::back(ctx, id, "recovered", cause);
    }
}
