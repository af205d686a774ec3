//! Decisions are seats: wherever somebody has a choice, a request is raised, and answered by the
//! doctrine, by an order, or by its default when time runs out.
//!
//! # Determinism
//!
//! What the doctrine would choose is drawn when the request is raised, from a stream of its own,
//! whoever answers in the end.

use crate::base::id::Name;
use crate::base::num;
use crate::base::rng::{Purpose as Draw, key_of};
use crate::base::time::SimDuration;
use crate::journal::event::{
    DecisionMade, DecisionRequested, NoteTaken, OrderGiven, OrderRejected,
};
use crate::notation::kinds::{Real, Share};
use crate::order::{Goal, What};
use crate::scenario::StateId;
use crate::scenario::doctrine::Habit;
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::request::{About, Request};
use crate::sim::state::{MessageId, Purpose, RequestId, TrackId};
use crate::sim::track::Class;
use crate::sim::{
    alert, assist, command, course, custody, encounter, incident, inject, meeting, message,
    neighbours, picture, pursuit, rendezvous, response,
};

/// How long a request waits for the order of a person in the seat. A doctrine takes its own time,
/// however long.
const LIMIT: SimDuration = SimDuration::from_min(60);
/// At least so long after a sighting a neighbour still wants to hear of it, in metres of distance
/// from the line: beyond it nobody is told.
const TELL_WITHIN_M: f64 = 10_000.0;

/// A side has classed a track as a threat or as irregular.
pub fn on_threat(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    let s = ctx.scenario();
    let doctrine = s.states[state].doctrine.clone();
    ask_about_track(
        ctx,
        state,
        track,
        About::Task(track),
        doctrine.own.task,
        cause,
    );
    if ctx.pictures.tracks[state][track].class == Class::Threat {
        alert::consider(ctx, state, track, cause);
    }
    let near = ctx.pictures.tracks[state][track].last.near;
    let near = near.map(|n| num::cents(n.distance_m));
    let told = picture::neighbour(ctx, state, track).is_some();
    if told && near.is_some_and(|d| d <= TELL_WITHIN_M) {
        ask_about_track(
            ctx,
            state,
            track,
            About::Notify(track),
            doctrine.border.notify,
            cause,
        );
    }
}

/// A side knows more of a track that it shares with the neighbour: it may tell that too.
pub fn on_more(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    let t = &ctx.pictures.tracks[state][track];
    if t.case.is_none() || t.telling {
        return;
    }
    ctx.pictures.tracks[state][track].telling = true;
    let habit = ctx.state(state).doctrine.border.notify.clone();
    ask_about_track(ctx, state, track, About::Notify(track), habit, cause);
}

/// A side was told of a track: by a notification, or by a handover (`message` none).
pub fn on_told(
    ctx: &mut Ctx,
    state: StateId,
    track: TrackId,
    message: Option<MessageId>,
    cause: u64,
) {
    let s = ctx.scenario();
    let border = s.states[state].doctrine.border.clone();
    ctx.pictures.tracks[state][track].notified = true; // the teller knows
    if let Some(message) = message {
        let about = About::Acknowledge(message, track);
        ask_about_track(ctx, state, track, about, border.acknowledge, cause);
    }
    let t = &ctx.pictures.tracks[state][track];
    if t.tasked.is_none() && !t.closed {
        ask_about_track(
            ctx,
            state,
            track,
            About::Support(track),
            border.support,
            cause,
        );
    } else {
        response::update(ctx, state, track, cause);
    }
}

/// Both sides know of a threat: its host names the lead.
pub fn on_confirmed(
    ctx: &mut Ctx,
    host: StateId,
    state: StateId,
    other: StateId,
    track: TrackId,
    cause: u64,
) {
    let theirs = || {
        let mut tracks = ctx.pictures.tracks[other].iter();
        tracks.find(|(_, t)| t.peer == Some((state, track)))
    };
    let track = if host == state {
        track
    } else if let Some((id, _)) = theirs() {
        id
    } else {
        return;
    };
    let habit = ctx.state(host).doctrine.border.declare_lead.clone();
    ask_about_track(ctx, host, track, About::DeclareLead(track), habit, cause);
}

/// A choice that is made at once, with a probability.
pub fn at_once(chance: Share) -> Habit {
    Habit {
        chance,
        after: SimDuration::ZERO,
        spread: Real(0.0),
    }
}

/// Raises a request about a track; the stream's key is who is behind the track.
pub fn ask_about_track(
    ctx: &mut Ctx,
    state: StateId,
    track: TrackId,
    about: About,
    habit: Habit,
    cause: u64,
) {
    let kind = about.kind();
    let number = picture::count(ctx, state, track, kind);
    let t = &ctx.pictures.tracks[state][track];
    let (name, key) = (t.name.clone(), ctx.truth_key(t.truth));
    ask(ctx, state, "duty", &name, key, number, about, habit, cause);
}

/// Raises a request.
#[allow(clippy::too_many_arguments)] // who, about what, how answered, why
pub fn ask(
    ctx: &mut Ctx,
    state: StateId,
    role: &str,
    subject: &Name,
    key: u64,
    number: u32,
    about: About,
    habit: Habit,
    cause: u64,
) {
    let kind = about.kind();
    let seat = Name::joined([ctx.state(state).name.as_str(), "/", role]);
    let mut digits = itoa::Buffer::new();
    let wanted = Name::joined([kind, "/", subject.as_str(), "/", digits.format(number)]);
    let name = unused_name(ctx, &seat, wanted);
    let options = about.options();
    let keys = [ctx.state(state).key, key_of(kind), key, u64::from(number)];
    let mut stream = ctx.luck(Draw::Decision, &keys);
    let doctrine = usize::from(!stream.chance(habit.chance.0));
    let minutes = stream.log_normal(habit.after.minutes(), habit.spread.0);
    let ordered = ctx.given.orders.iter().any(|o| {
        o.seat == seat && matches!(&o.what, What::Decide { request, .. } if *request == name)
    });
    let limit = ctx.at() + LIMIT;
    let event = DecisionRequested {
        request: name.clone(),
        seat: seat.clone(),
        decision: kind.into(),
        track: track_of(ctx, state, &about),
        options: options.iter().map(|&o| o.into()).collect(),
        default: options[1].into(),
        limit_ms: limit,
    };
    let seq = ctx.log(state, cause, subject, event);
    let due = ctx.at() + SimDuration::from_s_f64(minutes * 60.0);
    let id = ctx.requests.push(Request {
        name,
        state,
        seat,
        about,
        options,
        doctrine,
        ordered,
        answered: false,
        cause: seq,
    });
    ctx.calendar
        .at(if ordered { limit } else { due }, Due::Decide(id));
}

/// A name for a request of a seat that no other has: two may be raised in one second.
fn unused_name(ctx: &Ctx, seat: &Name, wanted: Name) -> Name {
    let mut name = wanted.clone();
    for n in 2.. {
        if ctx.requests.find(seat, &name).is_none() {
            break;
        }
        name = Name::from(format_args!("{wanted}-{n}"));
    }
    name
}

fn track_of(ctx: &Ctx, state: StateId, about: &About) -> Option<Name> {
    let track = match about {
        About::Notify(t)
        | About::Task(t)
        | About::Acknowledge(_, t)
        | About::Support(t)
        | About::DeclareLead(t)
        | About::HoldAtLine(_, t)
        | About::HandOver(t)
        | About::CrossByAnnex(_, t)
        | About::RaiseAlert(t)
        | About::StandDown(t, _) => *t,
        About::KeepRendezvous(..)
        | About::Halt(..)
        | About::Assist(_)
        | About::TellIncident(_)
        | About::RequestMeeting(_)
        | About::AnswerMeeting(_)
        | About::HandBack(_)
        | About::Follow(..)
        | About::PullBack(..)
        | About::StopPursuit(..) // it is the other side's track
        | About::Refer(..)
        | About::TellDetention(..) => return None,
    };
    Some(ctx.pictures.tracks[state][track].name.clone())
}

/// The time has come for the doctrine's answer, or for the default where an order was awaited.
pub fn due(ctx: &mut Ctx, id: RequestId) {
    let request = &ctx.requests.all[id];
    if request.answered {
        return;
    }
    let (choice, by) = if request.ordered {
        (1, "default")
    } else {
        (request.doctrine, "doctrine")
    };
    let cause = request.cause;
    answer(ctx, id, choice, by, None, cause);
}

fn answer(
    ctx: &mut Ctx,
    id: RequestId,
    choice: usize,
    by: &'static str,
    reason: Option<String>,
    cause: u64,
) {
    ctx.requests.all[id].answered = true;
    let r = ctx.requests.all[id].clone();
    let kind = r.about.kind();
    let track = track_of(ctx, r.state, &r.about);
    let subject = track.clone().unwrap_or_else(|| r.name.clone());
    let event = DecisionMade {
        request: r.name.clone(),
        seat: r.seat.clone(),
        decision: kind.into(),
        track,
        choice: r.options[choice].into(),
        by: by.into(),
        reason,
    };
    let seq = ctx.log(r.state, cause, &subject, event);
    carry_out(ctx, &r, choice == 0, seq);
}

/// What a choice brings about.
fn carry_out(ctx: &mut Ctx, r: &Request, done: bool, seq: u64) {
    if let About::Notify(track) = &r.about
        && !done
    {
        ctx.pictures.tracks[r.state][*track].telling = false;
    }
    match (&r.about, done) {
        (About::Notify(track), true) => notify(ctx, r.state, *track, seq),
        (About::Task(track) | About::Support(track), true) => {
            response::assign(ctx, r.state, *track, seq);
        }
        (About::Acknowledge(message, track), true) => {
            acknowledge(ctx, r.state, *message, *track, seq);
        }
        (About::DeclareLead(track), true) => picture::declare_lead(ctx, r.state, *track, seq),
        (About::HoldAtLine(unit, _), hold) => pursuit::at_line(ctx, *unit, hold, seq),
        (About::HandOver(track), true) => hand_over(ctx, r.state, *track, seq),
        (About::Assist(id), true) => assist::send(ctx, *id, r.state, seq),
        (About::TellIncident(id), true) => incident::tell(ctx, *id, r.state, seq),
        (About::RequestMeeting(id), true) => meeting::request(ctx, *id, r.state, seq),
        (About::AnswerMeeting(id), true) => meeting::answer(ctx, *id, seq),
        (About::Follow(unit, other), true) => neighbours::follow(ctx, *unit, *other, seq),
        (About::PullBack(unit, section), true) => {
            neighbours::pull_back(ctx, *unit, *section, seq);
        }
        (About::CrossByAnnex(unit, track), cross) => {
            pursuit::by_annex(ctx, *unit, *track, cross, seq);
        }
        (About::StopPursuit(unit, track), true) => {
            pursuit::asked_to_stop(ctx, *unit, *track, r.state, seq);
        }
        (About::Refer(unit, group), true) => custody::refer(ctx, *unit, *group, seq),
        (About::TellDetention(unit, group), true) => custody::tell(ctx, *unit, *group, seq),
        (About::StandDown(track, who), true) => {
            response::tell_stand_down(ctx, r.state, *track, *who, seq);
        }
        (About::RaiseAlert(track), true) => alert::raise(ctx, r.state, *track, seq),
        (About::HandBack(id), true) => course::hand_back(ctx, *id, seq),
        (About::KeepRendezvous(p, d, unit), keep) => {
            rendezvous::decided(ctx, *p, *d, *unit, keep, seq);
        }
        (About::Halt(encounter, unit), halt) => {
            encounter::choose(ctx, *encounter, *unit, halt, seq)
        }
        _ => {}
    }
}

fn notify(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    let t = &ctx.pictures.tracks[state][track];
    if !((t.notified && !t.telling) || t.closed) {
        tell_of(ctx, state, track, cause);
    }
}

/// Tells the neighbour of a track, whether or not it was told before.
pub fn tell_of(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    let t = ctx.pictures.tracks[state][track].clone();
    let Some(to) = picture::neighbour(ctx, state, track) else {
        return;
    };
    ctx.pictures.tracks[state][track].notified = true;
    ctx.pictures.tracks[state][track].telling = false;
    let number = picture::count(ctx, state, track, "told");
    let keys = [
        ctx.state(state).key,
        ctx.truth_key(t.truth),
        u64::from(number),
    ];
    message::to_neighbour(ctx, t.post, to, Purpose::Notify(track), &keys, cause);
}

fn acknowledge(ctx: &mut Ctx, state: StateId, id: MessageId, track: TrackId, cause: u64) {
    let m = ctx.post.messages[id].clone();
    let t = ctx.pictures.tracks[state][track].clone();
    let purpose = Purpose::Acknowledge {
        notification: id,
        track,
        task: t.tasked.is_some() || ctx.state(state).doctrine.border.support.chance.0 > 0.0,
    };
    message::to_neighbour(ctx, m.to, m.from, purpose, &[m.key], cause);
}

fn hand_over(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    let t = ctx.pictures.tracks[state][track].clone();
    let Some(to) = picture::neighbour(ctx, state, track) else {
        return;
    };
    let keys = [ctx.state(state).key, ctx.truth_key(t.truth)];
    message::to_neighbour(ctx, t.post, to, Purpose::HandOver(track), &keys, cause);
}

/// An order is given.
pub fn order(ctx: &mut Ctx, place: u32) {
    let order = ctx.given.orders[place as usize].clone();
    let words = match &order.what {
        What::Decide {
            request, choice, ..
        } => format!("{request}: {choice}"),
        What::Inject(inject) => format!("give the inject {inject}"),
        What::Send { unit, to } => match to {
            Goal::Track(track) => format!("send {unit} after {track}"),
            Goal::Site(site) => format!("send {unit} to {site}"),
        },
        What::Recall(unit) => format!("call {unit} home"),
        What::Notify(track) => format!("tell the neighbour of {track}"),
        What::Meet(incident) => format!("ask for a meeting about {incident}"),
        What::Tell { to, text } => format!("write to {to}: {text}"),
        What::Note(_) => "take a note".to_owned(),
    };
    let now = ctx.at();
    let sits = command::sits(ctx, &order.seat);
    if let (What::Note(note), Ok(())) = (&order.what, &sits) {
        let event = NoteTaken {
            seat: order.seat.clone(),
            note: note.clone(),
        };
        ctx.record.log(now, &order.seat, None, &order.seat, event);
        return;
    }
    let event = OrderGiven {
        seat: order.seat.clone(),
        order: words,
    };
    let seq = ctx.record.log(now, &order.seat, None, &order.seat, event);
    let refused = match &order.what {
        _ if sits.is_err() => sits.err(),
        What::Decide {
            request,
            choice,
            reason,
        } => decide_by_order(ctx, &order.seat, request, choice, reason.clone(), seq).err(),
        What::Inject(name) => inject::by_hand(ctx, name, seq).err(),
        own => command::carry_out(ctx, &order.seat, own, seq).err(),
    };
    if let Some(reason) = refused {
        let event = OrderRejected {
            seat: order.seat.clone(),
            reason,
        };
        ctx.record
            .log(now, &order.seat, Some(seq), &order.seat, event);
    }
}

fn decide_by_order(
    ctx: &mut Ctx,
    seat: &Name,
    request: &Name,
    choice: &Name,
    reason: Option<String>,
    cause: u64,
) -> Result<(), String> {
    let id = ctx
        .requests
        .find(seat, request)
        .ok_or_else(|| format!("{seat} was not asked `{request}` by then"))?;
    let r = &ctx.requests.all[id];
    if r.answered {
        return Err(format!("`{request}` was already decided"));
    }
    let place = r
        .options
        .iter()
        .position(|o| *choice == *o)
        .ok_or_else(|| {
            format!(
                "`{choice}` is no option of `{request}`: {} or {}",
                r.options[0], r.options[1]
            )
        })?;
    answer(ctx, id, place, "seat", reason, cause);
    Ok(())
}
