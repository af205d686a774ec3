//! Resistance and force: what units do when people whom they stop resist, and what comes of it.

use crate::base::id::Name;
use crate::base::rng::{Purpose as Draw, key_of};
use crate::base::time::SimDuration;
use crate::journal::event::{FirearmUsed, ForceUsed, NonviolentMeans, Resisted, WarningGiven};
use crate::scenario::UnitId;
use crate::scenario::file::{ArrivalKind, IncidentKind};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::incident::{self, Beginning};
use crate::sim::message;
use crate::sim::state::{GroupId, Purpose};

/// How likely a kind is to resist when it is stopped, and whether it threatens life then.
/// Exercise assumptions.
fn resists(kind: ArrivalKind) -> (f64, bool) {
    match kind {
        ArrivalKind::ArmedGroup | ArrivalKind::Spillover => (0.5, true),
        ArrivalKind::WeaponsTrafficking => (0.25, true),
        ArrivalKind::ExtremistCourier | ArrivalKind::OrganisedCrime => (0.1, false),
        ArrivalKind::DrugTrafficking => (0.1, false),
        ArrivalKind::IrregularMigration | ArrivalKind::LawfulCrossing | ArrivalKind::Wildlife => {
            (0.0, false)
        }
    }
}

/// Whether a kind shows weapons, or signs of terrorism, to who sees it for what it is.
pub fn armed(kind: ArrivalKind) -> bool {
    resists(kind).1 || kind == ArrivalKind::ExtremistCourier
}

/// Somebody is hurt in such a share of cases in which a firearm is used.
const HURT: f64 = 0.3;
/// How long people have to obey a warning.
const TIME_TO_OBEY: SimDuration = SimDuration(8_000);
/// So many of those who resist give up before force is used, if non-violent means come first.
const TALKED_DOWN: f64 = 0.4;

/// A unit has stopped a group: it may resist.
pub fn meet(ctx: &mut Ctx, unit: UnitId, group: GroupId, cause: u64) {
    let s = ctx.scenario();
    let plan = &ctx.given.groups[group];
    let (kind, key, name) = (s.sources[plan.source].kind, plan.key, plan.name.clone());
    let (chance, armed) = resists(kind);
    let stopped = ctx.course(group).stopped;
    let keys = [key, u64::from(stopped), 5];
    let mut world = ctx.given.world.stream(Draw::Reaction, &keys);
    if !world.chance(chance) {
        return;
    }
    let u = &s.units[unit];
    let log = |ctx: &mut Ctx, cause, event| ctx.log(u.state, cause, &name, event);
    let resisted = Resisted {
        unit: u.name.clone(),
        group: name.clone(),
        imminent_threat: armed,
    };
    let mut seq = log(ctx, cause, crate::journal::event::Event::from(resisted));
    let restraint = s.states[u.state].doctrine.own.restraint.0;
    let mut luck = ctx.luck(Draw::Restraint, &[u.key, key, u64::from(stopped)]);
    if luck.chance(restraint) {
        let event = NonviolentMeans {
            unit: u.name.clone(),
            group: name.clone(),
        };
        seq = log(ctx, seq, event.into());
        if world.chance(TALKED_DOWN) {
            return;
        }
    }
    let event = ForceUsed {
        unit: u.name.clone(),
        group: name.clone(),
        imminent_threat: armed,
    };
    seq = log(ctx, seq, event.into());
    let shoots = if armed {
        world.chance(0.5)
    } else {
        !luck.chance(restraint)
    };
    if !shoots {
        report(ctx, unit, &name, IncidentKind::UseOfForce, seq);
        return;
    }
    let mut wait = SimDuration::ZERO;
    if luck.chance(restraint) {
        let event = WarningGiven {
            unit: u.name.clone(),
            group: name.clone(),
        };
        seq = log(ctx, seq, event.into());
        wait = TIME_TO_OBEY;
    }
    ctx.after(wait, Due::Shot(unit, group, seq as u32));
}

/// A firearm is used.
pub fn shot(ctx: &mut Ctx, unit: UnitId, group: GroupId, cause: u64) {
    let s = ctx.scenario();
    let (u, plan) = (&s.units[unit], &ctx.given.groups[group]);
    let (name, key, kind) = (plan.name.clone(), plan.key, s.sources[plan.source].kind);
    let event = FirearmUsed {
        unit: u.name.clone(),
        group: name.clone(),
        imminent_threat: resists(kind).1,
    };
    let seq = ctx.log(u.state, cause, &name, event);
    let keys = [key, u64::from(ctx.course(group).stopped), 6];
    let hurt = ctx.given.world.stream(Draw::Reaction, &keys).chance(HURT);
    let kind = if hurt {
        IncidentKind::InjuredPerson
    } else {
        IncidentKind::UseOfForce
    };
    report(ctx, unit, &name, kind, seq);
}

/// Force was used, and perhaps somebody hurt: the unit tells its post, and gives first aid.
fn report(ctx: &mut Ctx, unit: UnitId, group: &Name, kind: IncidentKind, cause: u64) {
    let s = ctx.scenario();
    let u = &s.units[unit];
    let hurt = kind == IncidentKind::InjuredPerson;
    let word = if hurt { "hurt" } else { "force" };
    let time = ctx.at().0 / 1000;
    let name = Name::from(format_args!("{word}/{group}/{time}"));
    let beginning = Beginning {
        key: key_of(name.as_str()),
        name,
        kind,
        pos: ctx.movers.pos(ctx.given.unit(unit), ctx.at()),
        whose: None,
        people: u32::from(hurt),
        herd: 0,
        cause: Some(cause),
    };
    let id = incident::begin(ctx, beginning);
    let cause = ctx.incidents.all[id].cause;
    let keys = [u.key, ctx.incidents.all[id].key];
    message::from_unit(ctx, unit, u.home, Purpose::Incident(id), &keys, 0, cause);
}
