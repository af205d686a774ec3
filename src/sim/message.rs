//! Messages on their way: attempts, retries, outages, what is out of reach, relays.

use crate::base::id::Name;
use crate::base::rng::{KeyText, Purpose as Draw};
use crate::base::time::SimDuration;
use crate::journal::event::{
    AcknowledgementReceived, AcknowledgementSent, AlertShared, AttemptFailed, DetentionTold,
    HandoverSent, IncidentReported, IncidentTold, MessageLost, NotificationSent, PositionReported,
    ReportSent, StandDownSent,
};
use crate::scenario::file::Channel;
use crate::scenario::{SiteId, StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::state::{IncidentId, JobKind, Message, MessageId, Purpose, TrackId};
use crate::sim::{command, desk, incident, meeting, picture};

/// A unit sends something to its post by radio.
pub fn from_unit(
    ctx: &mut Ctx,
    unit: UnitId,
    to: SiteId,
    purpose: Purpose,
    keys: &[u64],
    number: u32,
    cause: u64,
) {
    let from = ctx.given.scenario.units[unit].state;
    let key = message_key(purpose.word(), keys, number);
    let id = put(
        ctx,
        from,
        Some(unit),
        to,
        purpose,
        Channel::Radio,
        key,
        SimDuration::ZERO,
        cause,
    );
    ctx.after(SimDuration::ZERO, Due::Attempt(id));
}

/// A post sends something to a neighbouring state over the hotline; `None` if no line leads there.
pub fn to_neighbour(
    ctx: &mut Ctx,
    post: SiteId,
    to: StateId,
    purpose: Purpose,
    keys: &[u64],
    cause: u64,
) -> Option<MessageId> {
    let s = ctx.scenario();
    let from = s.sites[post].state?;
    let line = ctx.given.talk.line(s, post, to)?;
    let key = message_key(purpose.word(), keys, 0);
    let transit = line.relays;
    let id = put(
        ctx,
        from,
        None,
        line.post,
        purpose,
        Channel::Hotline,
        key,
        transit,
        cause,
    );
    ctx.post.messages[id].sender = Some(post);
    ctx.after(SimDuration::ZERO, Due::Attempt(id));
    Some(id)
}

/// A post tells its headquarters over the command line.
pub fn to_headquarters(
    ctx: &mut Ctx,
    (post, headquarters): (SiteId, SiteId),
    incident: IncidentId,
    keys: &[u64],
    cause: u64,
) {
    let Some(from) = ctx.given.scenario.sites[post].state else {
        return;
    };
    let purpose = Purpose::Superior(incident);
    let key = message_key(purpose.word(), keys, 0);
    let no_relay = SimDuration::ZERO;
    let id = put(
        ctx,
        from,
        None,
        headquarters,
        purpose,
        Channel::Command,
        key,
        no_relay,
        cause,
    );
    ctx.post.messages[id].sender = Some(post);
    ctx.after(SimDuration::ZERO, Due::Attempt(id));
}

/// The key of a message's random streams.
pub fn message_key(word: &str, keys: &[u64], number: u32) -> u64 {
    let mut text = KeyText::default();
    text.word(word).word("/");
    for (i, &key) in keys.iter().enumerate() {
        text.word(if i > 0 { "/" } else { "" }).hex(key);
    }
    text.word("/").number(number).key()
}

#[allow(clippy::too_many_arguments)] // the fields of a message, once
fn put(
    ctx: &mut Ctx,
    from: StateId,
    unit: Option<UnitId>,
    to: SiteId,
    purpose: Purpose,
    channel: Channel,
    key: u64,
    transit: SimDuration,
    cause: u64,
) -> MessageId {
    let count = ctx.post.counts.entry(from).or_insert(0);
    *count += 1;
    let sender = &ctx.given.scenario.states[from].name;
    let name = Name::joined([sender.as_str(), "/msg-", itoa::Buffer::new().format(*count)]);
    let begun = *ctx.now;
    let message = Message {
        name,
        purpose,
        from,
        unit,
        sender: None,
        to,
        channel,
        key,
        attempts: 0,
        begun,
        transit,
        cause,
        sent: begun,
        content: None,
    };
    ctx.post.messages.push(message)
}

/// An attempt to get a message through.
pub fn attempt(ctx: &mut Ctx, id: MessageId) {
    let now = ctx.at();
    ctx.post.messages[id].attempts += 1;
    let m = &ctx.post.messages[id];
    let spec = ctx.given.scenario.channels[m.channel as usize];
    let down = [None, Some(m.from), ctx.given.scenario.sites[m.to].state]
        .into_iter()
        .any(|who| {
            ctx.post
                .outages
                .get(&(m.channel, who))
                .is_some_and(|&until| now < until)
        });
    let far = !down && out_of_reach(ctx, m);
    let lucky = || {
        let keys = [m.key, u64::from(m.attempts)];
        ctx.luck(Draw::Attempt, &keys).chance(spec.success)
    };
    if !down && !far && lucky() {
        let (from, comes_out) = (m.from, now + m.transit);
        let m = &mut ctx.post.messages[id];
        if let Purpose::Notify(track) | Purpose::HandOver(track) | Purpose::Alert(track) = m.purpose
        {
            m.content = Some(ctx.pictures.tracks[from][track].last);
        }
        m.sent = now;
        sent(ctx, id);
        ctx.calendar.at(comes_out, Due::Deliver(id));
        return;
    }
    let (name, from, cause, attempts) = (m.name.clone(), m.from, m.cause, m.attempts);
    let (track, purpose) = (track_name(ctx, m), Name::from(m.purpose.word()));
    let event = AttemptFailed {
        message: name.clone(),
        purpose: purpose.clone(),
        track: track.clone(),
        channel: m.channel.word().into(),
        attempt: attempts,
        reason: match (down, far) {
            (true, _) => "outage",
            (_, true) => "out_of_reach",
            _ => "no_contact",
        }
        .into(),
    };
    let seq = ctx.log(from, cause, &name, event);
    if attempts >= spec.attempts {
        let event = MessageLost {
            message: name.clone(),
            purpose,
            track,
            attempts,
        };
        ctx.log(from, seq, &name, event);
    } else {
        ctx.calendar.at(now + spec.retry, Due::Attempt(id));
    }
}

/// Whether a unit's radio does not reach its post from where it is.
fn out_of_reach(ctx: &Ctx, m: &Message) -> bool {
    let Some(unit) = m.unit else { return false };
    let s = &ctx.given.scenario;
    let at = ctx.movers.pos(ctx.given.unit(unit), ctx.at());
    let antenna_m = s.units[unit].antenna_m;
    !ctx.given.talk.reaches(s, at, antenna_m, m.to)
}

/// The sender's track that a message is about.
fn track_name(ctx: &Ctx, m: &Message) -> Option<Name> {
    let track = match &m.purpose {
        Purpose::Notify(t) | Purpose::HandOver(t) | Purpose::Lead(t) | Purpose::StandDown(t, _) => {
            *t
        }
        Purpose::Acknowledge { track, .. } => *track,
        Purpose::Report(_)
        | Purpose::Position(..)
        | Purpose::Incident(_)
        | Purpose::MeetingRequest(_)
        | Purpose::MeetingAnswer(_)
        | Purpose::Alert(_)
        | Purpose::Detention(_)
        | Purpose::Superior(_)
        | Purpose::Words(_) => return None,
    };
    Some(ctx.pictures.tracks[m.from][track].name.clone())
}

/// A message got through: what the sender notes.
fn sent(ctx: &mut Ctx, id: MessageId) {
    let s = ctx.scenario();
    let m = &ctx.post.messages[id];
    let (name, from, cause) = (m.name.clone(), m.from, m.cause);
    let to_state = s.sites[m.to].state.unwrap_or(from);
    let to = s.states[to_state].name.clone();
    let seq = match m.purpose {
        Purpose::Report(_) => {
            let event = ReportSent {
                message: name.clone(),
                to: s.sites[m.to].name.clone(),
                attempts: m.attempts,
                delay_ms: m.sent - m.begun,
            };
            ctx.log(from, cause, &name, event)
        }
        Purpose::Notify(track) => {
            let event = notification(ctx, from, track, &name, to, "hotline", m.attempts);
            ctx.log(from, cause, &event.track.clone(), event)
        }
        Purpose::Acknowledge {
            notification,
            track,
            task,
        } => {
            let event = AcknowledgementSent {
                message: ctx.post.messages[notification].name.clone(),
                to,
                track: ctx.pictures.tracks[from][track].name.clone(),
                intent: if task { "task" } else { "watch" }.into(),
            };
            let seq = ctx.log(from, cause, &event.track.clone(), event);
            if let Purpose::Notify(theirs) = ctx.post.messages[notification].purpose {
                picture::share_case(ctx, from, track, (to_state, theirs), seq);
            }
            seq
        }
        Purpose::HandOver(track) => {
            let t = &ctx.pictures.tracks[from][track];
            let (track, truth) = (t.name.clone(), ctx.truth_name(t.truth));
            let event = HandoverSent {
                message: name,
                track: track.clone(),
                to,
                truth,
            };
            ctx.log(from, cause, &track, event)
        }
        Purpose::Position(..) | Purpose::Lead(_) | Purpose::Superior(_) => cause,
        Purpose::StandDown(track, _) => {
            let track = ctx.pictures.tracks[from][track].name.clone();
            let event = StandDownSent {
                message: name.clone(),
                track: track.clone(),
                to,
            };
            ctx.log(from, cause, &track, event)
        }
        Purpose::Incident(id) => {
            let i = ctx.incidents.all[id].clone();
            let section = i.section.map(|x| s.sections[x].name.clone());
            if m.unit.is_some() {
                let event = IncidentReported {
                    message: name.clone(),
                    incident: i.name.clone(),
                    unit: m.unit.map(|u| s.units[u].name.clone()).unwrap_or_default(),
                    section,
                };
                ctx.log(from, cause, &i.name, event)
            } else {
                let event = IncidentTold {
                    message: name.clone(),
                    incident: i.name.clone(),
                    incident_kind: i.kind.word().into(),
                    to,
                    section,
                };
                ctx.log(from, cause, &i.name, event)
            }
        }
        Purpose::Alert(_) => ctx.log(from, cause, &name, AlertShared { to }),
        Purpose::Detention(group) => {
            let group = ctx.given.groups[group].name.clone();
            let event = DetentionTold {
                group: group.clone(),
                to,
            };
            ctx.log(from, cause, &group, event)
        }
        Purpose::Words(ref text) => {
            let text = text.clone();
            command::words_sent(ctx, (from, to), &name, &text, cause)
        }
        Purpose::MeetingRequest(id) => meeting::requested(ctx, id, cause),
        Purpose::MeetingAnswer(id) => meeting::answered(ctx, id, cause),
    };
    ctx.post.messages[id].cause = seq;
}

/// The entry of a notification that was sent.
pub fn notification(
    ctx: &Ctx,
    from: StateId,
    track: TrackId,
    message: &Name,
    to: Name,
    channel: &'static str,
    attempts: u32,
) -> NotificationSent {
    let t = &ctx.pictures.tracks[from][track];
    let place = ctx.place_by(t.last.near);
    NotificationSent {
        message: message.clone(),
        track: t.name.clone(),
        to,
        channel: channel.into(),
        class: t.class.word().into(),
        line_distance_m: place.line_distance_m,
        section: place.section,
        attempts,
        truth: ctx.truth_name(t.last.truth),
    }
}

/// A message comes out at the other end.
pub fn deliver(ctx: &mut Ctx, id: MessageId) {
    let m = &ctx.post.messages[id];
    let (from, to, cause) = (m.from, m.to, m.cause);
    match (&m.purpose, m.unit) {
        (&Purpose::Position(patrol, departure), Some(unit)) => {
            let s = ctx.scenario();
            let pos = ctx.movers.pos(ctx.given.unit(unit), ctx.at()).cents();
            let event = PositionReported {
                unit: s.units[unit].name.clone(),
                patrol: s.patrols[patrol].name.clone(),
                departure: departure.0 + 1,
                x_m: pos.x,
                y_m: pos.y,
            };
            ctx.log(from, cause, &s.units[unit].name, event);
        }
        (&Purpose::Superior(incident), _) => {
            incident::superior_knows(ctx, incident, from, cause);
        }
        (
            &Purpose::Acknowledge {
                notification,
                track,
                task,
            },
            _,
        ) => acknowledged(ctx, notification, (from, track, task), cause),
        _ => {
            desk::put(ctx, to, JobKind::Message(id), cause);
        }
    }
}

/// An acknowledgement comes back; it needs no handling.
fn acknowledged(
    ctx: &mut Ctx,
    notification: MessageId,
    (peer, theirs, task): (StateId, TrackId, bool),
    cause: u64,
) {
    let original = &ctx.post.messages[notification];
    let Purpose::Notify(track) = original.purpose else {
        return;
    };
    let state = original.from;
    let s = ctx.scenario();
    let t = &ctx.pictures.tracks[state][track];
    let name = t.name.clone();
    let event = AcknowledgementReceived {
        message: original.name.clone(),
        from: s.states[peer].name.clone(),
        track: name.clone(),
        intent: if task { "task" } else { "watch" }.into(),
        loop_ms: ctx.at() - original.sent,
        section: ctx.place_by(t.last.near).section,
    };
    let seq = ctx.log(state, cause, &name, event);
    let t = &mut ctx.pictures.tracks[state][track];
    t.peer = t.peer.or(Some((peer, theirs)));
    picture::confirm(ctx, state, track, peer, seq);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::key_of;

    #[test]
    fn a_message_has_the_key_of_its_text() {
        assert_eq!(message_key("seen", &[1, 0xab], 30), key_of("seen/1/ab/30"));
        assert_eq!(message_key("incident", &[0], 0), key_of("incident/0/0"));
        assert_eq!(message_key("words", &[], 7), key_of("words//7"));
    }
}
