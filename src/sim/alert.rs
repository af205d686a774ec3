//! Key measures: alert levels, areas that are closed to protect people, sections that are
//! strengthened for a time; and citizens who flee from what they fear.

use crate::base::geo::Pos;
use crate::base::num;
use crate::base::rng::Purpose as Draw;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    AlertRaised, AreaClosed, CitizensFled, SectionStrengthened, TrafficHeld, Waypoint,
};
use crate::scenario::file::{ArrivalKind, CivilianKind, SiteKind};
use crate::scenario::{CivilianId, StateId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::request::About;
use crate::sim::state::{Doing, GroupId, Purpose, TrackId, WorkStage};
use crate::sim::{decision, group, message, picture};

/// How long an alert lasts.
const LASTS: SimDuration = SimDuration::from_min(6 * 60);
/// Units from posts within this distance strengthen a section, in metres.
const STRENGTHEN_FROM_M: f64 = 15_000.0;
/// How long an area around a threat is closed, and how far it reaches, in metres.
const CLOSED: SimDuration = SimDuration::from_min(2 * 60);
const CLOSED_M: f64 = 3_000.0;
/// Citizens flee from armed people and robbers who come this near to their work, in metres.
const FLEE_M: f64 = 900.0;
/// A school closes when they come this near, in metres.
const FLEE_PUPILS_M: f64 = 2_000.0;
/// Warned citizens within this distance of an alert's section stay away only while it is near.
const WARNED_LOSE: SimDuration = SimDuration::from_min(90);

/// A side knows of a threat to life: it may raise its alert level.
pub fn consider(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    if on(ctx, state) {
        return;
    }
    let habit = ctx.state(state).doctrine.own.raise_alert.clone();
    decision::ask_about_track(ctx, state, track, About::RaiseAlert(track), habit, cause);
}

/// It was decided to raise the alert level: units turn out sooner, people are warned, the
/// neighbour is told.
pub fn raise(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    let s = ctx.scenario();
    let until = ctx.at() + LASTS;
    ctx.incidents.alerts.insert(state, until);
    let place = ctx.place_by(ctx.pictures.tracks[state][track].last.near);
    let subject = ctx.pictures.tracks[state][track].name.clone();
    let event = AlertRaised {
        until_ms: until,
        section: place.section.clone(),
    };
    let seq = ctx.log(state, cause, &subject, event);
    let around = ctx.pictures.tracks[state][track].last.pos;
    close_area(ctx, state, around, seq);
    let t = ctx.pictures.tracks[state][track].clone();
    let keys = [s.states[state].key, ctx.truth_key(t.truth)];
    let shares = ctx
        .luck(Draw::Alert, &keys)
        .chance(s.states[state].doctrine.border.share_alert.0);
    if let Some(other) = picture::neighbour(ctx, state, track).filter(|_| shares) {
        let purpose = Purpose::Alert(track);
        message::to_neighbour(ctx, t.post, other, purpose, &keys, seq);
    }
}

/// The neighbour's alert is on the desk: this side is on alert as well, and both strengthen the
/// section.
pub fn received(ctx: &mut Ctx, state: StateId, from: StateId, pos: Pos, cause: u64) {
    let until = ctx.at() + LASTS;
    ctx.incidents.alerts.insert(state, until);
    let subject = ctx.state(from).name.clone();
    let event = AlertRaised {
        until_ms: until,
        section: None,
    };
    let seq = ctx.log(state, cause, &subject, event);
    close_area(ctx, state, pos, seq);
    strengthen(ctx, &[state, from], pos, seq);
}

/// Whether a state is on alert.
pub fn on(ctx: &Ctx, state: StateId) -> bool {
    let now = ctx.at();
    ctx.incidents
        .alerts
        .get(&state)
        .is_some_and(|&until| now < until)
}

/// The area around a threat is closed: citizens of the state who are out are warned, and lose less
/// than if they had to flee; lawful travellers wait.
fn close_area(ctx: &mut Ctx, state: StateId, pos: Pos, cause: u64) {
    let s = ctx.scenario();
    let own = s.civilians.iter().filter(|(_, c)| c.state == state);
    let mut warned = 0;
    for id in own.map(|(id, _)| id).collect::<Vec<CivilianId>>() {
        if matches!(ctx.workday(id).stage, WorkStage::Out | WorkStage::Working) {
            let until = ctx.at() + LASTS;
            ctx.incidents.warned.insert(id, until);
            warned += 1;
        }
    }
    let until = ctx.at() + CLOSED;
    let now = ctx.at();
    let closed = ctx.incidents.closed.entry(state).or_default();
    closed.retain(|(_, until)| *until > now);
    closed.push((pos, until));
    let event = AreaClosed {
        x_m: num::cents(pos.x),
        y_m: num::cents(pos.y),
        radius_m: CLOSED_M,
        until_ms: until,
        warned,
    };
    let name = s.states[state].name.clone();
    ctx.log(state, cause, &name, event);
}

/// Until when lawful travellers wait who are about to set out, if their way leads through an area
/// that the state where they are has closed.
pub fn waits_until(ctx: &mut Ctx, id: GroupId, path: &[Waypoint]) -> Option<SimTime> {
    let s = ctx.scenario();
    let state = s.territory(ctx.given.groups[id].start(s))?;
    let now = ctx.at();
    let closed = ctx.incidents.closed.get(&state)?.iter();
    let in_the_way = closed.filter(|(middle, until)| {
        let mut pieces = path.windows(2);
        *until > now && pieces.any(|w| passes(w[0], w[1], *middle, CLOSED_M).is_some())
    });
    let until = in_the_way.map(|(_, until)| *until).max()?;
    let (name, cause) = (ctx.given.groups[id].name.clone(), ctx.course(id).cause);
    let event = TrafficHeld {
        group: name.clone(),
        until_ms: until,
    };
    ctx.log(state, cause, &name, event);
    Some(until)
}

/// By agreement both sides send a ready unit to the line for a time.
fn strengthen(ctx: &mut Ctx, states: &[StateId], pos: Pos, cause: u64) {
    let s = ctx.scenario();
    for &state in states {
        let own = s.units.iter().filter(|(_, u)| u.state == state);
        let ready: Vec<_> = own
            .map(|(id, u)| (s.sites[u.home].pos.distance(pos), id))
            .filter(|(far, _)| *far <= STRENGTHEN_FROM_M)
            .filter(|&(_, id)| ctx.activity(id).what == Doing::Ready)
            .collect();
        let nearest = ready
            .into_iter()
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let goal = s
            .sites
            .iter()
            .filter(|(_, x)| matches!(x.kind, SiteKind::Ford | SiteKind::Pass | SiteKind::Junction))
            .filter(|(_, x)| x.territory == Some(state) || x.state.is_none())
            .min_by(|a, b| a.1.pos.distance(pos).total_cmp(&b.1.pos.distance(pos)))
            .map(|(id, _)| id);
        let (Some((_, unit)), Some(goal)) = (nearest, goal) else {
            continue;
        };
        let event = SectionStrengthened {
            unit: s.units[unit].name.clone(),
            site: s.sites[goal].name.clone(),
            agreed: true,
        };
        let seq = ctx.log(state, cause, &s.units[unit].name, event);
        crate::sim::patrol::reinforce(ctx, unit, goal, seq);
    }
}

/// A group sets out: citizens near whose work it comes will flee from it.
pub fn foresee_fear(ctx: &mut Ctx, id: GroupId, path: &[Waypoint]) {
    let s = ctx.scenario();
    let kind = s.sources[ctx.given.groups[id].source].kind;
    if !matches!(
        kind,
        ArrivalKind::ArmedGroup | ArrivalKind::Spillover | ArrivalKind::OrganisedCrime
    ) {
        return;
    }
    let version = ctx.movers.version(ctx.given.group(id));
    for (civilian, c) in s.civilians.iter() {
        let work = s.sites[c.work].pos;
        let within_m = if c.kind == CivilianKind::Pupil {
            FLEE_PUPILS_M
        } else {
            FLEE_M
        };
        let near = path
            .windows(2)
            .find_map(|w| passes(w[0], w[1], work, within_m));
        if let Some(at) = near {
            ctx.calendar.at(at, Due::Flee(id, version, civilian));
        }
    }
}

/// When the piece from one corner to the next comes near a place, if it does.
fn passes(a: Waypoint, b: Waypoint, place: Pos, within_m: f64) -> Option<SimTime> {
    let (from, to) = (Pos::new(a.1, a.2), Pos::new(b.1, b.2));
    let (course, ms) = (to.minus(from), (b.0 - a.0).0 as f64);
    let apart = from.minus(place);
    let (enter, leave) = crate::base::geo::within_reach(apart, course, within_m)?;
    (leave >= 0.0 && enter <= 1.0).then(|| a.0 + SimDuration((enter.max(0.0) * ms) as i64))
}

/// Armed people or robbers are near: citizens at work go home for the day; those who were warned
/// stay away a while and come back.
pub fn flee(ctx: &mut Ctx, id: GroupId, version: u32, civilian: CivilianId) {
    let mover = ctx.given.group(id);
    if ctx.movers.version(mover) != version || ctx.workday(civilian).stage != WorkStage::Working {
        return;
    }
    let s = ctx.scenario();
    let c = &s.civilians[civilian];
    let (now, cause) = (ctx.at(), ctx.course(id).cause);
    let warned = ctx
        .incidents
        .warned
        .get(&civilian)
        .is_some_and(|&until| now < until);
    let warned = warned && c.kind != CivilianKind::Pupil;
    let rest = (ctx.workday(civilian).until - now).max(SimDuration::ZERO);
    let lost = if warned { rest.min(WARNED_LOSE) } else { rest };
    let people = f64::from(c.people);
    let event = CitizensFled {
        civilian: c.name.clone(),
        group: ctx.given.groups[id].name.clone(),
        warned,
        lost_ms: lost.times(people),
    };
    let seq = ctx.log_world(Some(cause), &c.name, event);
    {
        let mut workday = ctx.workday(civilian);
        workday.lost = (workday.lost + lost.times(people)).min(workday.planned);
    }
    if !warned {
        group::go_home(ctx, civilian, seq);
    }
}
