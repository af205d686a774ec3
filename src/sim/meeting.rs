//! Border representatives: a meeting is asked for, answered, held, and ends with a protocol.

use crate::base::geo::Pos;
use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    MeetingAnswered, MeetingHeld, MeetingRequestReceived, MeetingRequested, ProtocolSigned,
};
use crate::scenario::file::{IncidentKind, Mode, SiteKind};
use crate::scenario::{Scenario, SiteId, StateId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::ground::Ground;
use crate::sim::request::About;
use crate::sim::state::{IncidentId, MeetingId, Purpose};
use crate::sim::{course, desk, incident, message};

/// Getting ready for a meeting; and how long it lasts, with a common language and without.
const PREPARE: SimDuration = SimDuration::from_min(45);
const LASTS: SimDuration = SimDuration::from_min(60);
const LASTS_INTERPRETED: SimDuration = SimDuration::from_min(120);

/// A meeting of border representatives.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// Its name.
    pub name: Name,
    /// What it is about.
    pub about: IncidentId,
    /// Who asked for it.
    pub by: StateId,
    /// Who was asked.
    pub with: StateId,
    /// When it was asked for.
    pub asked: SimTime,
    /// Where it is to be.
    pub place: Option<SiteId>,
    /// Whether it is agreed.
    pub agreed: bool,
}

/// It was decided to ask for a meeting.
pub fn request(ctx: &mut Ctx, about: IncidentId, state: StateId, cause: u64) {
    let s = ctx.scenario();
    let i = ctx.incidents.all[about].clone();
    let Some(with) = incident::other_state(&i, state) else {
        return;
    };
    // Whoever has been asked about it does not ask as well.
    if i.met || i.ended.is_some() || heard_of(ctx, &i, state) {
        return;
    }
    let (number, asked) = (ctx.incidents.meetings.len() + 1, ctx.at());
    let id = ctx.incidents.meetings.push(Meeting {
        name: Name::from(format_args!("meet-{number}")),
        about,
        by: state,
        with,
        asked,
        place: None,
        agreed: false,
    });
    ctx.incidents.all[about].asked.insert(state, id);
    if let Some(post) = desk::nearest_post(s, state, i.pos) {
        let keys = [s.states[state].key, i.key];
        message::to_neighbour(ctx, post, with, Purpose::MeetingRequest(id), &keys, cause);
    }
}

fn heard_of(ctx: &Ctx, i: &incident::Incident, state: StateId) -> bool {
    i.asked.values().any(|&m| {
        let m = &ctx.incidents.meetings[m];
        m.with == state && m.agreed
    })
}

/// A request got through.
pub fn requested(ctx: &mut Ctx, id: MeetingId, cause: u64) -> u64 {
    let s = ctx.scenario();
    let m = ctx.incidents.meetings[id].clone();
    let i = &ctx.incidents.all[m.about];
    let section = i.section.map(|x| &s.sections[x]);
    let event = MeetingRequested {
        meeting: m.name.clone(),
        incident: i.name.clone(),
        to: s.states[m.with].name.clone(),
        section: section.map(|x| x.name.clone()),
        status: section.map(|x| x.status.word().into()),
    };
    ctx.log(m.by, cause, &m.name, event)
}

/// A request is on the other side's desk.
pub fn received(ctx: &mut Ctx, id: MeetingId, cause: u64) {
    let s = ctx.scenario();
    let m = ctx.incidents.meetings[id].clone();
    let name = ctx.incidents.all[m.about].name.clone();
    let event = MeetingRequestReceived {
        meeting: m.name.clone(),
        incident: name,
        from: s.states[m.by].name.clone(),
    };
    let seq = ctx.log(m.with, cause, &m.name, event);
    incident::know(ctx, m.about, m.with, true, seq);
    let habit = s.states[m.with].doctrine.border.answer_meeting.clone();
    incident::ask(ctx, m.about, m.with, About::AnswerMeeting(id), habit, seq);
}

/// It was decided whether to come.
pub fn answer(ctx: &mut Ctx, id: MeetingId, cause: u64) {
    let s = ctx.scenario();
    let m = ctx.incidents.meetings[id].clone();
    if ctx.incidents.all[m.about].met {
        return;
    }
    let pos = ctx.incidents.all[m.about].pos;
    if let Some(post) = desk::nearest_post(s, m.with, pos) {
        let keys = [s.states[m.with].key, ctx.incidents.all[m.about].key];
        message::to_neighbour(ctx, post, m.by, Purpose::MeetingAnswer(id), &keys, cause);
    }
}

/// An answer got through: the meeting is agreed.
pub fn answered(ctx: &mut Ctx, id: MeetingId, cause: u64) -> u64 {
    let s = ctx.ground();
    let m = ctx.incidents.meetings[id].clone();
    let i = ctx.incidents.all[m.about].clone();
    let place = place_for(&s, &m, i.pos);
    let event = MeetingAnswered {
        meeting: m.name.clone(),
        incident: i.name.clone(),
        to: s.states[m.by].name.clone(),
        site: place.map(|p| s.sites[p].name.clone()),
    };
    let seq = ctx.log(m.with, cause, &m.name, event);
    let Some(place) = place else { return seq };
    ctx.incidents.meetings[id].agreed = true;
    ctx.incidents.meetings[id].place = Some(place);
    let going = s.going_at(ctx.at()).factor(Mode::Vehicle);
    let travel = [m.by, m.with]
        .map(|state| time_to(&s, seat_of(&s, state, &m, i.pos), place))
        .into_iter()
        .fold(0.0, f64::max);
    let ready = ctx.at() + PREPARE + SimDuration::from_s_f64(travel / going);
    ctx.calendar.at(ready, Due::MeetingBegins(id));
    seq
}

/// Where a state's border representative sits: as given, or at the post nearest to the matter.
fn seat_of(s: &Scenario, state: StateId, m: &Meeting, pos: Pos) -> Option<SiteId> {
    let other = if state == m.by { m.with } else { m.by };
    s.representatives
        .iter()
        .find(|r| r.state == state && r.with == other)
        .map(|r| r.site)
        .or_else(|| desk::nearest_post(s, state, pos))
}

/// Seconds from a seat to a place: by vehicle, or on foot where that cannot go.
fn time_to(s: &Ground, from: Option<SiteId>, to: SiteId) -> f64 {
    let Some(from) = from else {
        return f64::INFINITY;
    };
    let by = |mode| s.network.time_s(from, to, mode);
    let drive = by(Mode::Vehicle);
    if drive.is_finite() {
        drive
    } else {
        by(Mode::Foot)
    }
}

/// Where a meeting is held: where both can be soonest, at no one's post.
fn place_for(s: &Ground, m: &Meeting, pos: Pos) -> Option<SiteId> {
    let seats = [m.by, m.with].map(|state| seat_of(s, state, m, pos));
    let fits = |kind: SiteKind| {
        matches!(
            kind,
            SiteKind::CrossingPoint | SiteKind::Junction | SiteKind::Ford | SiteKind::Pass
        )
    };
    s.sites
        .iter()
        .filter(|(_, site)| fits(site.kind))
        .map(|(id, _)| {
            let times = seats.map(|seat| time_to(s, seat, id));
            (times[0].max(times[1]), id)
        })
        .filter(|(time, _)| time.is_finite())
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
        .map(|(_, id)| id)
}

/// Both representatives are there.
pub fn begins(ctx: &mut Ctx, id: MeetingId) {
    let s = ctx.scenario();
    let m = ctx.incidents.meetings[id].clone();
    let i = ctx.incidents.all[m.about].clone();
    let Some(place) = m.place.filter(|_| !i.met) else {
        return;
    };
    ctx.incidents.all[m.about].met = true;
    let section = i.section.map(|x| &s.sections[x]);
    for (state, with) in [(m.by, m.with), (m.with, m.by)] {
        let event = MeetingHeld {
            meeting: m.name.clone(),
            incident: i.name.clone(),
            with: s.states[with].name.clone(),
            site: s.sites[place].name.clone(),
            section: section.map(|x| x.name.clone()),
            waited_ms: ctx.at() - m.asked,
        };
        let cause = i.cause;
        let seq = ctx.log(state, cause, &m.name, event);
        ctx.incidents.all[m.about].cause = seq;
    }
    let languages = |state: StateId, with: StateId| {
        let given = s
            .representatives
            .iter()
            .find(|r| r.state == state && r.with == with);
        given.map_or_else(|| vec![Name::from("ru")], |r| r.languages.clone())
    };
    let (a, b) = (languages(m.by, m.with), languages(m.with, m.by));
    let common = a.iter().any(|l| b.contains(l));
    let lasts = if common { LASTS } else { LASTS_INTERPRETED };
    ctx.after(lasts, Due::Protocol(id));
}

/// The protocol is signed: its points hold from here on.
pub fn protocol(ctx: &mut Ctx, id: MeetingId) {
    let m = ctx.incidents.meetings[id].clone();
    let i = ctx.incidents.all[m.about].clone();
    let event = ProtocolSigned {
        meeting: m.name.clone(),
        incident: i.name.clone(),
        points: points(i.kind).iter().map(|&p| p.into()).collect(),
    };
    let seq = ctx.log_world(Some(i.cause), &m.name, event);
    course::settled(ctx, m.about, seq);
}

/// What is agreed about each kind of incident.
fn points(kind: IncidentKind) -> &'static [&'static str] {
    match kind {
        IncidentKind::Works => &["works_stop", "joint_inspection", "notice_of_72_h"],
        IncidentKind::PastureDispute => &["season_list", "joint_patrol_of_the_pasture"],
        IncidentKind::ShotHeard => &["joint_investigation", "no_reinforcement"],
        IncidentKind::AirIntrusion => &["flights_are_notified", "joint_investigation"],
        IncidentKind::Encounter | IncidentKind::PlannedEncounter => &["routes_are_exchanged"],
        IncidentKind::StrayedPatrol => &["line_is_shown_on_the_ground", "routes_are_exchanged"],
        IncidentKind::Tailing => &["no_following", "routes_are_exchanged"],
        IncidentKind::StrayedHerd | IncidentKind::StolenHerd => &["animals_are_returned"],
        IncidentKind::UseOfForce => &["joint_investigation"],
        IncidentKind::InadvertentCrossing => &["people_are_returned"],
        IncidentKind::Wildfire
        | IncidentKind::Mudflow
        | IncidentKind::Avalanche
        | IncidentKind::LostPerson
        | IncidentKind::InjuredPerson => &["joint_rescue"],
    }
}
