//! Messages and desks: attempts, retries, outages, relays; and duty officers who handle one thing
//! at a time.

use crate::base::id::Name;
use crate::base::rng::{Purpose as Draw, key_of_parts};
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    AcknowledgementReceived, AcknowledgementSent, AttemptFailed, HandoverReceived, HandoverSent,
    MessageLost, NotificationReceived, NotificationSent, PositionReported, ReportReceived,
    ReportSent,
};
use crate::scenario::file::Channel;
use crate::scenario::{SiteId, StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::picture;
use crate::sim::state::{Job, JobId, JobKind, Message, MessageId, Purpose, Sighting, TrackId};

/// What a call across the border takes beyond getting through: the interpreter. An assumption.
const INTERPRETER: SimDuration = SimDuration::from_min(2);
/// The staff at which handling takes the doctrine's median.
const STAFF_USUAL: f64 = 30.0;

/// A sighting on the desk of the post that made it.
pub fn seen(sighting: Sighting) -> JobKind {
    JobKind::Seen(sighting)
}

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
    let line = ctx.given.talk.line(&s, post, to)?;
    let key = message_key(purpose.word(), keys, 0);
    let transit = line.relays + INTERPRETER;
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
    ctx.after(SimDuration::ZERO, Due::Attempt(id));
    Some(id)
}

fn message_key(word: &str, keys: &[u64], number: u32) -> u64 {
    struct Joined<'k>(&'k [u64]);
    impl std::fmt::Display for Joined<'_> {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            for (i, key) in self.0.iter().enumerate() {
                write!(f, "{}{key:x}", if i > 0 { "/" } else { "" })?;
            }
            Ok(())
        }
    }
    key_of_parts(format_args!("{word}/{}/{number}", Joined(keys)))
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
    let name = Name::from(format!(
        "{}/msg-{}",
        ctx.given.scenario.states[from].name, count
    ));
    let begun = ctx.now.0;
    let message = Message {
        name,
        purpose,
        from,
        unit,
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
    let m = ctx.post.messages[id].clone();
    let spec = ctx.given.scenario.channels[m.channel as usize];
    let down = [None, Some(m.from), ctx.given.scenario.sites[m.to].state]
        .into_iter()
        .any(|who| {
            ctx.post
                .outages
                .get(&(m.channel, who))
                .is_some_and(|&until| now < until)
        });
    let mut stream = ctx.luck(Draw::Attempt, &[m.key, u64::from(m.attempts)]);
    if !down && stream.chance(spec.success) {
        if let Purpose::Notify(track) | Purpose::HandOver(track) = &m.purpose {
            ctx.post.messages[id].content = Some(ctx.pictures.tracks[m.from][*track].last);
        }
        ctx.post.messages[id].sent = now;
        sent(ctx, id);
        ctx.calendar.at(now + m.transit, Due::Deliver(id));
        return;
    }
    let (track, purpose) = (track_name(ctx, &m), Name::new(m.purpose.word()));
    let event = AttemptFailed {
        message: m.name.clone(),
        purpose: purpose.clone(),
        track: track.clone(),
        channel: m.channel.word().into(),
        attempt: m.attempts,
        reason: if down { "outage" } else { "no_contact" }.into(),
    };
    let seq = ctx.log(m.from, m.cause, &m.name, event);
    if m.attempts >= spec.attempts {
        let event = MessageLost {
            message: m.name.clone(),
            purpose,
            track,
            attempts: m.attempts,
        };
        ctx.log(m.from, seq, &m.name, event);
    } else {
        ctx.calendar.at(now + spec.retry, Due::Attempt(id));
    }
}

/// The sender's track that a message is about.
fn track_name(ctx: &Ctx, m: &Message) -> Option<Name> {
    let track = match &m.purpose {
        Purpose::Notify(t) | Purpose::HandOver(t) => *t,
        Purpose::Acknowledge { track, .. } => *track,
        Purpose::Report(_) | Purpose::Position(..) => return None,
    };
    Some(ctx.pictures.tracks[m.from][track].name.clone())
}

/// A message got through: what the sender notes.
fn sent(ctx: &mut Ctx, id: MessageId) {
    let s = ctx.scenario();
    let m = ctx.post.messages[id].clone();
    let to_state = s.sites[m.to].state.unwrap_or(m.from);
    let to = s.states[to_state].name.clone();
    let seq = match &m.purpose {
        Purpose::Report(_) => {
            let event = ReportSent {
                message: m.name.clone(),
                to: s.sites[m.to].name.clone(),
                attempts: m.attempts,
                delay_ms: m.sent - m.begun,
            };
            ctx.log(m.from, m.cause, &m.name, event)
        }
        Purpose::Notify(track) => {
            let event = notification(ctx, m.from, *track, &m.name, to, "hotline", m.attempts);
            ctx.log(m.from, m.cause, &event.track.clone(), event)
        }
        Purpose::Acknowledge {
            notification,
            track,
            task,
        } => {
            let event = AcknowledgementSent {
                message: ctx.post.messages[*notification].name.clone(),
                to,
                track: ctx.pictures.tracks[m.from][*track].name.clone(),
                intent: if *task { "task" } else { "watch" }.into(),
            };
            let seq = ctx.log(m.from, m.cause, &event.track.clone(), event);
            picture::share_case(ctx, m.from, *track, to_state, seq);
            seq
        }
        Purpose::HandOver(track) => {
            let t = &ctx.pictures.tracks[m.from][*track];
            let (name, truth) = (t.name.clone(), ctx.truth_name(t.truth));
            let event = HandoverSent {
                message: m.name.clone(),
                track: name.clone(),
                to,
                truth,
            };
            ctx.log(m.from, m.cause, &name, event)
        }
        Purpose::Position(..) => m.cause,
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
    channel: &str,
    attempts: u32,
) -> NotificationSent {
    let t = &ctx.pictures.tracks[from][track];
    let place = ctx.place(t.last.pos);
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
    let m = ctx.post.messages[id].clone();
    if let (Purpose::Position(patrol, departure), Some(unit)) = (&m.purpose, m.unit) {
        let s = ctx.scenario();
        let pos = ctx.movers.pos(ctx.given.unit(unit), ctx.at()).cents();
        let event = PositionReported {
            unit: s.units[unit].name.clone(),
            patrol: s.patrols[*patrol].name.clone(),
            departure: departure.0 + 1,
            x_m: pos.x,
            y_m: pos.y,
        };
        ctx.log(m.from, m.cause, &s.units[unit].name, event);
        return;
    }
    if let Purpose::Acknowledge {
        notification, task, ..
    } = m.purpose
    {
        acknowledged(ctx, &m, notification, task);
        return;
    }
    on_desk(ctx, m.to, JobKind::Message(id), m.cause);
}

/// An acknowledgement comes back; it needs no handling.
fn acknowledged(ctx: &mut Ctx, m: &Message, notification: MessageId, task: bool) {
    let original = ctx.post.messages[notification].clone();
    let Purpose::Notify(track) = original.purpose else {
        return;
    };
    let s = ctx.scenario();
    let t = &ctx.pictures.tracks[original.from][track];
    let name = t.name.clone();
    let event = AcknowledgementReceived {
        message: original.name.clone(),
        from: s.states[m.from].name.clone(),
        track: name.clone(),
        intent: if task { "task" } else { "watch" }.into(),
        loop_ms: ctx.at() - original.sent,
        section: ctx.place(t.last.pos).section,
    };
    let seq = ctx.log(original.from, m.cause, &name, event);
    picture::confirm(ctx, original.from, track, m.from, seq);
}

/// Puts something on a duty officer's desk; it is handled when what came before is done.
pub fn on_desk(ctx: &mut Ctx, post: SiteId, what: JobKind, cause: u64) {
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
    };
    let mut stream = ctx.luck(Draw::Handling, &[s.sites[post].key, key]);
    let minutes = stream.log_normal(own.handling.minutes() * effort, own.handling_spread.0);
    let start = ctx
        .post
        .busy
        .get(&post)
        .copied()
        .unwrap_or(SimTime::START)
        .max(ctx.at());
    let done = start + SimDuration::from_s_f64(minutes * 60.0);
    ctx.post.busy.insert(post, done);
    let job = ctx.post.jobs.push(Job { post, what, cause });
    ctx.calendar.at(done, Due::Handled(job));
}

/// A duty officer has handled something.
pub fn handled(ctx: &mut Ctx, id: JobId) {
    let job = ctx.post.jobs[id].clone();
    let s = ctx.scenario();
    let Some(state) = s.sites[job.post].state else {
        return;
    };
    match job.what {
        JobKind::Seen(sighting) => {
            picture::report(ctx, state, job.post, sighting, "own", job.cause);
        }
        JobKind::Message(id) => {
            let m = ctx.post.messages[id].clone();
            let from = s.states[m.from].name.clone();
            match m.purpose {
                Purpose::Report(sighting) => {
                    let (track, seq) =
                        picture::report_quietly(ctx, state, job.post, sighting, "own", job.cause);
                    let event = ReportReceived {
                        message: m.name.clone(),
                        from: m.unit.map_or(from, |u| s.units[u].name.clone()),
                        track: ctx.pictures.tracks[state][track].name.clone(),
                    };
                    let seq = ctx.log(state, seq, &m.name, event);
                    picture::consider(ctx, state, track, sighting, seq);
                }
                Purpose::Notify(track) | Purpose::HandOver(track) => {
                    let over = matches!(m.purpose, Purpose::HandOver(_));
                    told(ctx, state, job.post, &m, id, track, over);
                }
                Purpose::Acknowledge { .. } | Purpose::Position(..) => {}
            }
        }
    }
}

/// A duty officer has a notification or a handover.
fn told(
    ctx: &mut Ctx,
    state: StateId,
    post: SiteId,
    m: &Message,
    id: MessageId,
    track: TrackId,
    over: bool,
) {
    let s = ctx.scenario();
    let Some(content) = m.content else { return };
    let (own, seq) = picture::report_quietly(ctx, state, post, content, "message", m.cause);
    let name = ctx.pictures.tracks[state][own].name.clone();
    let (from, truth) = (s.states[m.from].name.clone(), ctx.truth_name(content.truth));
    let seq = if over {
        let event = HandoverReceived {
            message: m.name.clone(),
            from,
            track: name.clone(),
            truth,
        };
        ctx.log(state, seq, &name, event)
    } else {
        let event = NotificationReceived {
            message: m.name.clone(),
            from,
            track: name.clone(),
            channel: "hotline".into(),
            section: ctx.place(content.pos).section,
            truth,
        };
        ctx.log(state, seq, &name, event)
    };
    picture::adopt(ctx, state, own, m.from, track, seq);
    crate::sim::decision::on_told(ctx, state, own, (!over).then_some(id), seq);
}
