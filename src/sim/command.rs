//! What a person in a seat orders without being asked: units sent and called home, the neighbour
//! told, a meeting asked for, a message in words. What cannot be done is refused with its reason.

use crate::base::id::Name;
use crate::base::rng::key_of;
use crate::journal::event::{FreeMessageReceived, FreeMessageSent, UnitSent};
use crate::order::{Goal, ROLES, What};
use crate::scenario::{SiteId, StateId, UnitId};
use crate::sim::aim::Ahead;
use crate::sim::ctx::Ctx;
use crate::sim::state::{Doing, Purpose, TrackId};
use crate::sim::{decision, incident, meeting, message, patrol, picture, response};

/// Carries out an order of a seat.
pub fn carry_out(ctx: &mut Ctx, seat: &Name, what: &What, cause: u64) -> Result<(), String> {
    let state = state_of(ctx, seat)?;
    match what {
        What::Send { unit, to } => send(ctx, state, unit, to, cause),
        What::Recall(unit) => recall(ctx, state, unit, cause),
        What::Notify(track) => notify(ctx, state, track, cause),
        What::Meet(incident) => meet(ctx, state, incident, cause),
        What::Tell { to, text } => tell(ctx, state, to, text, cause),
        What::Decide { .. } | What::Inject(_) | What::Note(_) => Ok(()), // not by units
    }
}

/// The state whose seat it is.
fn state_of(ctx: &Ctx, seat: &Name) -> Result<StateId, String> {
    let states = &ctx.given.scenario.states;
    let (name, role) = seat.as_str().split_once('/').unwrap_or_default();
    let found = states.iter().find(|(_, s)| s.name == *name);
    found
        .filter(|_| ROLES.contains(&role))
        .map(|(id, _)| id)
        .ok_or_else(|| format!("`{seat}` is no seat of a state"))
}

/// Whether a seat is one: exercise control and evaluators sit beside those of the states, by any
/// name that is not meant as one of theirs.
pub fn sits(ctx: &Ctx, seat: &Name) -> Result<(), String> {
    let states = &ctx.given.scenario.states;
    let theirs = seat.as_str().contains('/') || states.iter().any(|(_, s)| s.name == *seat);
    match theirs {
        true => state_of(ctx, seat).map(|_| ()),
        false => Ok(()),
    }
}

fn own_unit(ctx: &Ctx, state: StateId, name: &Name) -> Result<UnitId, String> {
    let units = &ctx.given.scenario.units;
    let found = units
        .iter()
        .find(|(_, u)| u.name == *name && u.state == state);
    let whose = &ctx.given.scenario.states[state].name;
    found
        .map(|(id, _)| id)
        .ok_or_else(|| format!("{whose} has no unit `{name}`"))
}

fn own_track(ctx: &Ctx, state: StateId, name: &Name) -> Result<TrackId, String> {
    let mut tracks = ctx.pictures.tracks[state].iter();
    let whose = &ctx.given.scenario.states[state].name;
    tracks
        .find(|(_, t)| t.name == *name)
        .map(|(id, _)| id)
        .ok_or_else(|| format!("{whose} knows of no track `{name}`"))
}

fn send(ctx: &mut Ctx, state: StateId, name: &Name, to: &Goal, cause: u64) -> Result<(), String> {
    let unit = own_unit(ctx, state, name)?;
    if !matches!(
        ctx.activity(unit).what,
        Doing::Ready | Doing::Patrol(_) | Doing::Home
    ) {
        return Err(format!("`{name}` is busy: call it home first"));
    }
    match to {
        Goal::Track(track) => send_after(ctx, state, unit, track, cause),
        Goal::Site(site) => send_to_site(ctx, state, unit, site, cause),
    }
}

fn send_after(
    ctx: &mut Ctx,
    state: StateId,
    unit: UnitId,
    name: &Name,
    cause: u64,
) -> Result<(), String> {
    let track = own_track(ctx, state, name)?;
    let t = &ctx.pictures.tracks[state][track];
    if t.closed {
        return Err(format!("`{name}` is dealt with"));
    }
    if let Some(other) = t.tasked {
        let other = &ctx.given.scenario.units[other].name;
        return Err(format!("`{other}` is after `{name}` already"));
    }
    let (s, now) = (ctx.ground(), ctx.at());
    let from = ctx.movers.pos(ctx.given.unit(unit), now);
    let aim = Ahead::new(ctx, &s, state, track).aim_of(unit, from, now);
    let aim = aim.ok_or_else(|| format!("nobody knows where to look for `{name}`"))?;
    response::send(ctx, unit, track, &aim, cause);
    Ok(())
}

fn send_to_site(
    ctx: &mut Ctx,
    state: StateId,
    unit: UnitId,
    name: &Name,
    cause: u64,
) -> Result<(), String> {
    let s = ctx.scenario();
    let found = s.sites.iter().find(|(_, x)| x.name == *name);
    let (site, _) = found.ok_or_else(|| format!("there is no site `{name}`"))?;
    let event = UnitSent {
        unit: s.units[unit].name.clone(),
        site: name.clone(),
    };
    let seq = ctx.log(state, cause, &event.unit.clone(), event);
    patrol::break_off(ctx, unit, seq);
    patrol::reinforce(ctx, unit, site, seq);
    Ok(())
}

fn recall(ctx: &mut Ctx, state: StateId, name: &Name, cause: u64) -> Result<(), String> {
    let unit = own_unit(ctx, state, name)?;
    match ctx.activity(unit).what.clone() {
        Doing::Ready => Err(format!("`{name}` is at its post")),
        Doing::Assist(..) => Err(format!(
            "`{name}` helps people, and stays until that is done"
        )),
        Doing::Task(_) => {
            response::end_task(ctx, unit, "called_off", cause);
            Ok(())
        }
        Doing::Patrol(_) => {
            patrol::break_off(ctx, unit, cause);
            patrol::go_home(ctx, unit, cause);
            Ok(())
        }
        Doing::Home => {
            patrol::go_home(ctx, unit, cause);
            Ok(())
        }
    }
}

fn notify(ctx: &mut Ctx, state: StateId, name: &Name, cause: u64) -> Result<(), String> {
    let track = own_track(ctx, state, name)?;
    if ctx.pictures.tracks[state][track].closed {
        return Err(format!("`{name}` is dealt with"));
    }
    if picture::neighbour(ctx, state, track).is_none() {
        return Err(format!("`{name}` concerns no neighbour"));
    }
    decision::tell_of(ctx, state, track, cause);
    Ok(())
}

fn meet(ctx: &mut Ctx, state: StateId, name: &Name, cause: u64) -> Result<(), String> {
    let all = &ctx.incidents.all;
    let knows = |i: &incident::Incident| i.name == *name && i.known.contains_key(&state);
    let found = all.iter().find(|(_, i)| knows(i)).map(|(id, _)| id);
    let whose = &ctx.given.scenario.states[state].name;
    let id = found.ok_or_else(|| format!("{whose} knows of no incident `{name}`"))?;
    meeting::request(ctx, id, state, cause);
    Ok(())
}

fn tell(ctx: &mut Ctx, state: StateId, to: &Name, text: &str, cause: u64) -> Result<(), String> {
    let s = ctx.scenario();
    let other = s.states.iter().find(|(_, x)| x.name == *to);
    let (other, _) = other.ok_or_else(|| format!("there is no state `{to}`"))?;
    let post: Option<SiteId> = s
        .sites
        .iter()
        .filter(|(_, x)| x.state == Some(state))
        .map(|(id, _)| id)
        .find(|&id| other != state && ctx.given.talk.line(s, id, other).is_some());
    let post = post.ok_or_else(|| format!("no line leads to {to}"))?;
    let now = ctx.at().0 as u64;
    let keys = [s.states[state].key, s.states[other].key, key_of(text), now];
    let purpose = Purpose::Words(Name::new(text));
    message::to_neighbour(ctx, post, other, purpose, &keys, cause);
    Ok(())
}

/// A message in words got through.
pub fn words_sent(
    ctx: &mut Ctx,
    (from, to): (StateId, Name),
    message: &Name,
    text: &Name,
    cause: u64,
) -> u64 {
    let event = FreeMessageSent {
        message: message.clone(),
        to,
        text: text.to_string(),
    };
    ctx.log(from, cause, message, event)
}

/// A duty officer has read a message in words.
pub fn words_received(
    ctx: &mut Ctx,
    (from, to): (StateId, StateId),
    message: &Name,
    text: &Name,
    cause: u64,
) {
    let event = FreeMessageReceived {
        message: message.clone(),
        from: ctx.given.scenario.states[from].name.clone(),
        text: text.to_string(),
    };
    ctx.log(to, cause, message, event);
}
