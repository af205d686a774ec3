//! The rendezvous of joint patrols, observation posts that two sides man together, and what units
//! tell each other when they meet.

use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::journal::event::{NotificationReceived, Relieved, RendezvousMet, RendezvousMissed};
use crate::scenario::file::Form;
use crate::scenario::{Patrol, PatrolId, Scenario, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::state::{DepartureId, Doing, TrackId};
use crate::sim::track::Class;
use crate::sim::{decision, message, patrol, picture};

/// How long units that met exchange what they know: with a common language, and without.
const EXCHANGE: SimDuration = SimDuration::from_min(5);
const EXCHANGE_INTERPRETED: SimDuration = SimDuration::from_min(15);
/// How long a unit at its post waits for a relief that is late, at most, and how often it looks.
const RELIEF_LATE: SimDuration = SimDuration::from_min(240);
const RELIEF_LOOK: SimDuration = SimDuration::from_min(15);

/// It was decided whether a unit keeps its rendezvous.
pub fn decided(
    ctx: &mut Ctx,
    patrol: PatrolId,
    departure: DepartureId,
    unit: UnitId,
    keep: bool,
    cause: u64,
) {
    if !waits(ctx, patrol, departure, unit) {
        return;
    }
    let s = ctx.scenario();
    let p = &s.patrols[patrol];
    let Some(meet) = p.meet else { return };
    if p.form == Form::ObservationPost {
        man_post(ctx, patrol, departure, unit, cause);
    }
    if !keep {
        missed(ctx, unit, cause);
        return;
    }
    ctx.activity(unit).cause = cause;
    let rendezvous = ctx
        .meetings
        .rendezvous
        .entry((patrol, departure))
        .or_default();
    rendezvous.present.push(unit);
    rendezvous.present.sort();
    let present = rendezvous.present.clone();
    if present.len() < p.units.len() {
        ctx.after(meet.window, Due::WaitOver(patrol, departure, unit));
        return;
    }
    rendezvous.met = true;
    let common = understand(s, &present);
    let exchange = if common {
        EXCHANGE
    } else {
        EXCHANGE_INTERPRETED
    };
    let event = RendezvousMet {
        patrol: p.name.clone(),
        departure: departure.0 + 1,
        units: present.iter().map(|&u| s.units[u].name.clone()).collect(),
        site: s.sites[meet.site].name.clone(),
        section: p.section.map(|id| s.sections[id].name.clone()),
        exchange_ms: exchange,
    };
    let seq = ctx.log(s.units[unit].state, cause, &p.name, event);
    for &u in &present {
        ctx.activity(u).cause = seq;
    }
    ctx.after(exchange, Due::ExchangeOver(patrol, departure));
}

/// Whether all of these units share a language with the first.
fn understand(s: &Scenario, units: &[UnitId]) -> bool {
    units.iter().skip(1).all(|&u| {
        let first = &s.units[units[0]].languages;
        s.units[u].languages.iter().any(|l| first.contains(l))
    })
}

fn waits(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId, unit: UnitId) -> bool {
    matches!(&ctx.activity(unit).what, Doing::Patrol(r)
        if r.patrol == patrol && r.departure == departure && r.waiting_since.is_some() && !r.met)
}

/// A unit has waited long enough.
pub fn wait_over(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId, unit: UnitId) {
    let key = (patrol, departure);
    if !waits(ctx, patrol, departure, unit)
        || ctx.meetings.rendezvous.get(&key).is_none_or(|r| r.met)
    {
        return;
    }
    let cause = ctx.activity(unit).cause;
    missed(ctx, unit, cause);
}

/// A unit goes on without having met.
fn missed(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    let Doing::Patrol(round) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let (p, u) = (&s.patrols[round.patrol], &s.units[unit]);
    let Some(meet) = p.meet else { return };
    if let Some(r) = ctx
        .meetings
        .rendezvous
        .get_mut(&(round.patrol, round.departure))
    {
        r.present.retain(|&x| x != unit);
    }
    let event = RendezvousMissed {
        patrol: p.name.clone(),
        departure: round.departure.0 + 1,
        unit: u.name.clone(),
        site: s.sites[meet.site].name.clone(),
        waited_ms: ctx.at() - round.waiting_since.unwrap_or(ctx.at()),
    };
    let seq = ctx.log(u.state, cause, &u.name, event);
    match p.form {
        // Nobody goes alone where both agreed to go together.
        Form::Mixed => {
            patrol::break_off(ctx, unit, seq);
            patrol::go_home(ctx, unit, seq);
        }
        Form::ObservationPost => ctx.activity(unit).cause = seq,
        _ => resume(ctx, unit, seq),
    }
}

fn resume(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    if let Doing::Patrol(r) = &mut ctx.activity(unit).what {
        r.met = true;
        r.waiting_since = None;
    }
    ctx.activity(unit).cause = cause;
    patrol::go_on(ctx, unit, cause);
}

/// Units that met have told each other what they know, and go on.
pub fn exchange_over(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId) {
    let Some(rendezvous) = ctx.meetings.rendezvous.get(&(patrol, departure)).cloned() else {
        return;
    };
    let s = ctx.scenario();
    for &from in &rendezvous.present {
        for &to in &rendezvous.present {
            if s.units[from].state != s.units[to].state {
                tell(ctx, from, to);
            }
        }
    }
    if s.patrols[patrol].form == Form::ObservationPost {
        return; // they stay
    }
    for unit in rendezvous.present {
        if waits(ctx, patrol, departure, unit) {
            let cause = ctx.activity(unit).cause;
            resume(ctx, unit, cause);
        }
    }
}

/// One unit tells another of its side's open threats of which the other side was not told.
fn tell(ctx: &mut Ctx, from: UnitId, to: UnitId) {
    let s = ctx.scenario();
    let (teller, hearer) = (s.units[from].state, s.units[to].state);
    let fresh = ctx.at() - SimDuration::from_min(180);
    let open: Vec<TrackId> = ctx.pictures.tracks[teller]
        .iter()
        .filter(|(_, t)| matches!(t.class, Class::Threat | Class::Irregular))
        .filter(|(_, t)| !t.closed && !t.notified && t.last.at >= fresh)
        .map(|(id, _)| id)
        .collect();
    for track in open {
        if picture::neighbour(ctx, teller, track) != Some(hearer) {
            continue;
        }
        ctx.pictures.tracks[teller][track].notified = true;
        let cause = ctx.activity(from).cause;
        let number = picture::count(ctx, teller, track, "told");
        let t = ctx.pictures.tracks[teller][track].clone();
        let name = Name::from(format_args!(
            "{}/{}/told-{number}",
            s.states[teller].name, t.name
        ));
        let hearer_name = s.states[hearer].name.clone();
        let event = message::notification(ctx, teller, track, &name, hearer_name, "meeting", 1);
        let seq = ctx.log(teller, cause, &t.name, event);
        let post = s.units[to].home;
        let (own, seq) = picture::report_quietly(ctx, hearer, post, t.last, "message", seq);
        let event = NotificationReceived {
            message: name,
            from: s.states[teller].name.clone(),
            track: ctx.pictures.tracks[hearer][own].name.clone(),
            channel: "meeting".into(),
            section: ctx.place_by(t.last.near).section,
            truth: ctx.truth_name(t.last.truth),
        };
        let seq = ctx.log(hearer, seq, &event.track.clone(), event);
        picture::adopt(ctx, hearer, own, teller, track, seq);
        picture::share_case(ctx, hearer, own, (teller, track), seq);
        picture::confirm(ctx, teller, track, hearer, seq);
        decision::on_told(ctx, hearer, own, None, seq);
    }
}

/// A unit takes up its observation post.
fn man_post(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId, unit: UnitId, cause: u64) {
    let s = ctx.scenario();
    let (p, now) = (&s.patrols[patrol], ctx.at());
    if let Doing::Patrol(round) = &mut ctx.activity(unit).what {
        round.on_post = Some(now);
    }
    ctx.calendar
        .at(now + p.stay, Due::StayOver(patrol, departure, unit));
    // Whoever stood here before of the same side is relieved.
    let (state, here) = (s.units[unit].state, p.meet.map(|m| m.site));
    let own = s
        .units
        .iter()
        .filter(|(u, x)| *u != unit && x.state == state);
    for other in own.map(|(u, _)| u) {
        let there = matches!(&ctx.activity(other).what, Doing::Patrol(r)
            if r.on_post.is_some_and(|since| since < now)
                && s.patrols[r.patrol].meet.map(|m| m.site) == here);
        if there {
            relieve(ctx, other, unit, cause);
        }
    }
}

/// Whether somebody of a unit's side is still to come to its observation post.
fn relief_to_come(s: &Scenario, patrol: PatrolId, departure: DepartureId, unit: UnitId) -> bool {
    let p = &s.patrols[patrol];
    let left = p.depart[departure.0 as usize];
    let same_place = |q: &Patrol| {
        q.form == Form::ObservationPost
            && q.meet.map(|m| m.site) == p.meet.map(|m| m.site)
            && q.units
                .iter()
                .any(|(u, _)| s.units[*u].state == s.units[unit].state)
    };
    s.patrols
        .iter()
        .any(|(_, q)| same_place(q) && q.depart.iter().any(|at| *at > left))
}

fn relieve(ctx: &mut Ctx, unit: UnitId, by: UnitId, cause: u64) {
    let Doing::Patrol(round) = ctx.activity(unit).what.clone() else {
        return;
    };
    let s = ctx.scenario();
    let event = Relieved {
        patrol: s.patrols[round.patrol].name.clone(),
        departure: round.departure.0 + 1,
        unit: s.units[unit].name.clone(),
        by: s.units[by].name.clone(),
    };
    let seq = ctx.log(s.units[unit].state, cause, &s.units[unit].name, event);
    leave_post(ctx, unit, seq);
}

fn leave_post(ctx: &mut Ctx, unit: UnitId, cause: u64) {
    if let Doing::Patrol(round) = ctx.activity(unit).what.clone()
        && let Some(r) = ctx
            .meetings
            .rendezvous
            .get_mut(&(round.patrol, round.departure))
    {
        r.present.retain(|&x| x != unit);
    }
    if let Doing::Patrol(round) = &mut ctx.activity(unit).what {
        round.on_post = None;
    }
    resume(ctx, unit, cause);
}

/// A unit's time at its observation post is over; where it is to be relieved, it waits for that.
pub fn stay_over(ctx: &mut Ctx, patrol: PatrolId, departure: DepartureId, unit: UnitId) {
    let (what, cause, now) = {
        let now = ctx.at();
        let a = ctx.activity(unit);
        (a.what.clone(), a.cause, now)
    };
    let Doing::Patrol(round) = what else { return };
    let s = ctx.scenario();
    let p = &s.patrols[patrol];
    let Some(since) = round.on_post.filter(|_| round.departure == departure) else {
        return;
    };
    let relief = p.relieved && relief_to_come(s, patrol, departure, unit);
    if relief && now < since + p.stay + RELIEF_LATE {
        ctx.after(RELIEF_LOOK, Due::StayOver(patrol, departure, unit));
        return;
    }
    leave_post(ctx, unit, cause);
}

/// The units of other states that man an observation post together with this one: they see with
/// each other's eyes.
pub fn partners(ctx: &mut Ctx, unit: UnitId) -> Vec<UnitId> {
    let Doing::Patrol(round) = &ctx.activity(unit).what else {
        return Vec::new();
    };
    if round.on_post.is_none() {
        return Vec::new();
    }
    let key = (round.patrol, round.departure);
    let s = ctx.scenario();
    let present = ctx.meetings.rendezvous.get(&key).map(|r| &r.present);
    let both = present.filter(|p| p.contains(&unit)).into_iter().flatten();
    let other = |u: &&UnitId| s.units[**u].state != s.units[unit].state;
    both.filter(other).copied().collect()
}
