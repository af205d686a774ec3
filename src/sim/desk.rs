//! Duty officers: what comes in is handled one thing at a time by each, with an interpreter where
//! there is no common language.

use crate::base::geo::Pos;
use crate::base::rng::Purpose as Draw;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    HandoverReceived, IncidentReceived, NotificationReceived, ReportReceived,
};
use crate::scenario::{Scenario, SiteId, StateId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::message::message_key;
use crate::sim::state::{Job, JobId, JobKind, MessageId, Purpose, TrackId};
use crate::sim::{alert, command, incident, meeting, picture, response};

/// The staff at which handling takes the doctrine's median.
const STAFF_USUAL: f64 = 30.0;
/// What an interpreter adds to the handling of a call; without one it takes so many times longer.
const INTERPRETER_MIN: f64 = 2.0;
const WITHOUT_INTERPRETER: f64 = 3.0;

/// The post of a state nearest to a place.
pub fn nearest_post(s: &Scenario, state: StateId, pos: Pos) -> Option<SiteId> {
    let distance = |p: &SiteId| s.sites[*p].pos.distance(pos);
    let posts = s.states[state].posts.iter().copied();
    posts.min_by(|a, b| distance(a).total_cmp(&distance(b)).then(a.cmp(b)))
}

/// Whether a message came from a post with which this one shares no language.
fn needs_interpreter(ctx: &Ctx, post: SiteId, what: &JobKind) -> bool {
    let JobKind::Message(id) = what else {
        return false;
    };
    let (s, m) = (&ctx.given.scenario, &ctx.post.messages[*id]);
    if m.unit.is_some() || s.sites[post].state == Some(m.from) {
        return false;
    }
    let sender = m.sender.map(|site| &s.sites[site].languages);
    let here = &s.sites[post].languages;
    sender.is_some_and(|theirs| !theirs.iter().any(|l| here.contains(l)))
}

/// The first of several who is free, and from when; they are as many as there are places.
fn first_free(busy: &mut Vec<SimTime>, places: u32, now: SimTime) -> (usize, SimTime) {
    busy.resize(places as usize, SimTime::START);
    let first = busy.iter().enumerate().min_by_key(|(i, t)| (**t, *i));
    let (place, at) = first.map_or((0, now), |(i, t)| (i, *t));
    (place, at.max(now))
}

/// Puts something on a duty officer's desk; it is handled when what came before is done.
pub fn put(ctx: &mut Ctx, post: SiteId, what: JobKind, cause: u64) {
    let s = ctx.scenario();
    let Some(state) = s.sites[post].state else {
        return;
    };
    let own = &s.states[state].doctrine.own;
    let staff = f64::from(s.sites[post].staff);
    let effort = 0.75 + 0.25 * STAFF_USUAL / staff.max(1.0);
    let key = match &what {
        JobKind::Message(id) => ctx.post.messages[*id].key,
        JobKind::Seen(sighting) => message_key(
            "seen",
            &[ctx.truth_key(sighting.truth)],
            sighting.at.0 as u32,
        ),
        JobKind::Incident(id, _) => message_key("incident", &[ctx.incidents.all[*id].key], 0),
    };
    let mut stream = ctx.luck(Draw::Handling, &[s.sites[post].key, key]);
    let mut minutes = stream.log_normal(own.handling.minutes() * effort, own.handling_spread.0);
    let now = ctx.at();
    let interpreters = s.sites[post].interpreters;
    let interpreted = needs_interpreter(ctx, post, &what);
    let mut start = now;
    if interpreted && interpreters == 0 {
        minutes *= WITHOUT_INTERPRETER;
    } else if interpreted {
        minutes += INTERPRETER_MIN;
        let busy = ctx.post.interpreting.entry(post).or_default();
        start = first_free(busy, interpreters, now).1;
    }
    let busy = ctx.post.busy.entry(post).or_default();
    let (officer, free) = first_free(busy, s.sites[post].officers, start);
    let done = free + SimDuration::from_s_f64(minutes * 60.0);
    busy[officer] = done;
    if interpreted && interpreters > 0 {
        let busy = ctx.post.interpreting.entry(post).or_default();
        let (place, _) = first_free(busy, interpreters, now);
        busy[place] = done;
    }
    let job = ctx.post.jobs.push(Job { post, what, cause });
    ctx.calendar.at(done, Due::Handled(job));
}

/// A duty officer has handled something.
pub fn handled(ctx: &mut Ctx, id: JobId) {
    let job = &ctx.post.jobs[id];
    let (post, cause) = (job.post, job.cause);
    let Some(state) = ctx.given.scenario.sites[post].state else {
        return;
    };
    match job.what {
        JobKind::Seen(sighting) => picture::report(ctx, state, post, sighting, "own", cause),
        JobKind::Incident(id, told) => incident::know(ctx, id, state, told, cause),
        JobKind::Message(id) => read(ctx, state, post, id, cause),
    }
}

/// A duty officer has read a message; `job_cause` is what put it on the desk.
fn read(ctx: &mut Ctx, state: StateId, post: SiteId, id: MessageId, job_cause: u64) {
    let s = ctx.scenario();
    let m = &ctx.post.messages[id];
    let (name, sender, cause) = (m.name.clone(), m.from, m.cause);
    match m.purpose {
        Purpose::Report(sighting) => {
            let from = match m.unit {
                Some(unit) => &s.units[unit].name,
                None => &s.states[sender].name,
            };
            let (track, seq) =
                picture::report_quietly(ctx, state, post, sighting, "own", job_cause);
            let event = ReportReceived {
                message: name.clone(),
                from: from.clone(),
                track: ctx.pictures.tracks[state][track].name.clone(),
            };
            let seq = ctx.log(state, seq, &name, event);
            picture::consider(ctx, state, track, sighting, seq);
        }
        Purpose::Notify(track) | Purpose::HandOver(track) => {
            told(ctx, state, post, id, track);
        }
        Purpose::Incident(incident) if m.unit.is_some() => {
            incident::know(ctx, incident, state, false, cause);
        }
        Purpose::Incident(incident) => {
            let subject = ctx.incidents.all[incident].name.clone();
            let event = IncidentReceived {
                message: name,
                incident: subject.clone(),
                from: s.states[sender].name.clone(),
            };
            let seq = ctx.log(state, cause, &subject, event);
            incident::know(ctx, incident, state, true, seq);
        }
        Purpose::Alert(_) => {
            if let Some(content) = m.content {
                alert::received(ctx, state, sender, content.pos, cause);
            }
        }
        Purpose::StandDown(track, who) => {
            response::stand_down(ctx, state, (sender, track), who, cause);
        }
        Purpose::Lead(track) => picture::led_by(ctx, state, sender, track, cause),
        Purpose::MeetingRequest(id) => meeting::received(ctx, id, cause),
        Purpose::Words(ref text) => {
            let text = text.clone();
            command::words_received(ctx, (sender, state), &name, &text, cause);
        }
        Purpose::MeetingAnswer(_)
        | Purpose::Detention(_)
        | Purpose::Superior(_)
        | Purpose::Acknowledge { .. }
        | Purpose::Position(..) => {}
    }
}

/// A duty officer has a notification or a handover.
fn told(ctx: &mut Ctx, state: StateId, post: SiteId, id: MessageId, track: TrackId) {
    let s = ctx.scenario();
    let m = &ctx.post.messages[id];
    let over = matches!(m.purpose, Purpose::HandOver(_));
    let (message, sender, cause) = (m.name.clone(), m.from, m.cause);
    let Some(content) = m.content else { return };
    let (own, seq) = picture::report_quietly(ctx, state, post, content, "message", cause);
    let name = ctx.pictures.tracks[state][own].name.clone();
    let (from, truth) = (s.states[sender].name.clone(), ctx.truth_name(content.truth));
    let seq = if over {
        let event = HandoverReceived {
            message,
            from,
            track: name.clone(),
            truth,
        };
        ctx.log(state, seq, &name, event)
    } else {
        let event = NotificationReceived {
            message,
            from,
            track: name.clone(),
            channel: "hotline".into(),
            section: ctx.place_by(content.near).section,
            truth,
        };
        ctx.log(state, seq, &name, event)
    };
    picture::adopt(ctx, state, own, sender, track, seq);
    crate::sim::decision::on_told(ctx, state, own, (!over).then_some(id), seq);
}
