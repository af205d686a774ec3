//! Incidents: how they begin, who learns of them and when, and what follows from knowing.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::geo::Pos;
use crate::base::id::{IdVec, Name};
use crate::base::num;
use crate::base::rng::{Purpose as Draw, key_of};
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    IncidentBegan, IncidentEnded, IncidentKnown, ReportWritten, SuperiorInformed,
};
use crate::scenario::file::{IncidentKind, SiteKind};
use crate::scenario::incidents::{Course, Profile};
use crate::scenario::{CivilianId, HazardId, SectionId, SiteId, StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::course::{self, Progress};
use crate::sim::ctx::Ctx;
use crate::sim::meeting::Meeting;
use crate::sim::request::About;
use crate::sim::state::{Doing, GroupId, IncidentId, JobKind, MeetingId, Purpose};
use crate::sim::{assist, decision, desk, ground, message, works};

/// Something that happened at the border.
#[derive(Clone, Debug)]
pub struct Incident {
    /// Its name.
    pub name: Name,
    /// Key of its random streams.
    pub key: u64,
    /// What it is.
    pub kind: IncidentKind,
    /// Where.
    pub pos: Pos,
    /// The nearest section.
    pub section: Option<SectionId>,
    /// The states that it concerns: first the one on whose side it is.
    pub states: Vec<StateId>,
    /// Whose doing it is, or whose people or animals are concerned.
    pub whose: StateId,
    /// How many people are in danger, hurt or lost.
    pub people: u32,
    /// How many animals.
    pub herd: u32,
    /// When it began, and when it was over.
    pub begun: SimTime,
    /// When it was over.
    pub ended: Option<SimTime>,
    /// Who knows of it, with the entry, and whether by the other side's word.
    pub known: BTreeMap<StateId, Known>,
    /// Units that are there.
    pub there: Vec<UnitId>,
    /// Whether border representatives have met about it.
    pub met: bool,
    /// Meetings that were asked for, by the state that asked.
    pub asked: BTreeMap<StateId, MeetingId>,
    /// How far it has come.
    pub progress: Progress,
    /// Counts changes, to tell what is out of date.
    pub stamp: u32,
    /// Its last entry.
    pub cause: u64,
}

/// How a state knows of an incident.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The entry.
    pub seq: u64,
    /// Whether the other side told it.
    pub told: bool,
    /// Whether this side has told the other.
    pub telling: bool,
}

/// All incidents and meetings about them.
#[derive(Default)]
pub struct Incidents {
    /// The incidents.
    pub all: IdVec<IncidentId, Incident>,
    /// Meetings of border representatives.
    pub meetings: IdVec<MeetingId, Meeting>,
    /// Groups that asked for protection and were referred, or sent back: whichever came first.
    pub settled: BTreeSet<GroupId>,
    /// Herds that groups have stolen.
    pub stolen: BTreeMap<GroupId, IncidentId>,
    /// Works to which the neighbour agreed.
    pub consented: BTreeSet<(HazardId, u32)>,
    /// Until when each state is on alert.
    pub alerts: BTreeMap<StateId, SimTime>,
    /// The areas that each state has closed, by their middle, and until when.
    pub closed: BTreeMap<StateId, Vec<(Pos, SimTime)>>,
    /// Until when citizens are warned.
    pub warned: BTreeMap<CivilianId, SimTime>,
}

/// What somebody has to know to begin an incident.
pub struct Beginning {
    /// Its name.
    pub name: Name,
    /// Key of its random streams.
    pub key: u64,
    /// What it is.
    pub kind: IncidentKind,
    /// Where.
    pub pos: Pos,
    /// Whose doing it is.
    pub whose: Option<StateId>,
    /// How many people.
    pub people: u32,
    /// How many animals.
    pub herd: u32,
    /// What brought it about; none for what comes from outside.
    pub cause: Option<u64>,
}

/// An incident of the scenario happens.
pub fn break_out(ctx: &mut Ctx, id: HazardId, number: u32, cause: Option<u64>) {
    let s = ctx.scenario();
    let hazard = &s.hazards[id];
    let mut cause = cause;
    if hazard.kind == IncidentKind::Works {
        let (consent, seq) = works::begin(ctx, id, number, cause);
        if consent {
            return;
        }
        cause = seq;
    }
    let name = Name::from(format_args!("{}-{}", hazard.name, number + 1));
    let beginning = Beginning {
        key: key_of(name.as_str()),
        name,
        kind: hazard.kind,
        pos: s.sites[hazard.site].pos,
        whose: hazard.state,
        people: hazard.people,
        herd: hazard.herd,
        cause,
    };
    let incident = begin(ctx, beginning);
    notice(ctx, incident);
}

/// Begins an incident; who notices it is another matter.
pub fn begin(ctx: &mut Ctx, b: Beginning) -> IncidentId {
    let s = ctx.scenario();
    let near = s.near(b.pos);
    let host = near.map(|n| n.state).or(b.whose);
    let mut states: Vec<StateId> = host.into_iter().collect();
    states.extend(near.zip(host).map(|(n, h)| s.sections[n.section].across(h)));
    let whose = b.whose.or(host).unwrap_or(StateId(0));
    let place = ctx.place(b.pos);
    let event = IncidentBegan {
        incident: b.name.clone(),
        incident_kind: b.kind.word().into(),
        x_m: num::cents(b.pos.x),
        y_m: num::cents(b.pos.y),
        section: place.section,
        status: place.status,
        whose: s
            .states
            .iter()
            .find(|(x, _)| *x == whose)
            .map(|(_, x)| x.name.clone()),
        people: b.people,
        herd: b.herd,
    };
    let seq = ctx.log_world(b.cause, &b.name, event);
    let key = b.key;
    let progress = Progress::new(ctx, b.kind, key, b.people);
    let begun = ctx.at();
    let id = ctx.incidents.all.push(Incident {
        name: b.name,
        key,
        kind: b.kind,
        pos: b.pos,
        section: near.map(|n| n.section),
        states,
        whose,
        people: b.people,
        herd: b.herd,
        begun,
        ended: None,
        known: BTreeMap::new(),
        there: Vec::new(),
        met: false,
        asked: BTreeMap::new(),
        progress,
        stamp: 0,
        cause: seq,
    });
    if b.kind == IncidentKind::Mudflow {
        ground::block(ctx, b.pos, seq);
    }
    course::foresee(ctx, id);
    id
}

/// Guards who are near notice an incident at once; people tell their posts of it later.
pub fn notice(ctx: &mut Ctx, id: IncidentId) {
    let s = ctx.scenario();
    let i = ctx.incidents.all[id].clone();
    let profile = Profile::of(i.kind);
    for (n, &state) in i.states.iter().enumerate() {
        if let Some(unit) = unit_near(ctx, state, i.pos, profile.heard_m) {
            let keys = [s.units[unit].key, i.key];
            let home = s.units[unit].home;
            message::from_unit(ctx, unit, home, Purpose::Incident(id), &keys, 0, i.cause);
            continue;
        }
        let post = desk::nearest_post(s, state, i.pos);
        let close = post.filter(|p| s.sites[*p].pos.distance(i.pos) <= profile.heard_m);
        if let Some(post) = close {
            desk::put(ctx, post, JobKind::Incident(id, false), i.cause);
            continue;
        }
        if let Some(median) = profile
            .told_by_people
            .filter(|_| n == 0 || profile.both_sides)
        {
            let mut stream = ctx
                .given
                .world
                .stream(Draw::Incident, &[i.key, s.states[state].key]);
            let minutes = stream.log_normal(median.minutes(), 0.5);
            let wait = SimDuration::from_s_f64(minutes * 60.0);
            ctx.after(wait, Due::PeopleTell(id, state));
        }
    }
}

/// A unit of a state that is outside within a distance: the nearest.
fn unit_near(ctx: &mut Ctx, state: StateId, pos: Pos, within_m: f64) -> Option<UnitId> {
    let (s, now) = (ctx.scenario(), ctx.at());
    let own = s.units.iter().filter(|(_, u)| u.state == state);
    let mut best: Option<(f64, UnitId)> = None;
    for unit in own.map(|(id, _)| id) {
        let far = ctx.movers.pos(ctx.given.unit(unit), now).distance(pos);
        let out = ctx.activity(unit).what != Doing::Ready;
        if out && far <= within_m && best.is_none_or(|(d, _)| far < d) {
            best = Some((far, unit));
        }
    }
    best.map(|(_, unit)| unit)
}

/// People tell a post.
pub fn people_tell(ctx: &mut Ctx, id: IncidentId, state: StateId) {
    let s = ctx.scenario();
    let i = &ctx.incidents.all[id];
    let (pos, cause) = (i.pos, i.cause);
    if i.ended.is_none()
        && let Some(post) = desk::nearest_post(s, state, pos)
    {
        desk::put(ctx, post, JobKind::Incident(id, false), cause);
    }
}

/// A state's duty officer knows of an incident: superiors are told, and it is decided whom to send,
/// whom to tell, and whether to ask for a meeting.
pub fn know(ctx: &mut Ctx, id: IncidentId, state: StateId, told: bool, cause: u64) {
    let i = ctx.incidents.all[id].clone();
    if i.ended.is_some() {
        return;
    }
    if let Some(known) = i.known.get(&state) {
        if told && !known.told {
            asked_for_help(ctx, id, state, cause);
        }
        return;
    }
    let s = ctx.scenario();
    let profile = Profile::of(i.kind);
    let other = other_state(&i, state);
    let section = i.section.map(|x| &s.sections[x]);
    let event = IncidentKnown {
        incident: i.name.clone(),
        incident_kind: i.kind.word().into(),
        source: if told { "message" } else { "own" }.into(),
        section: section.map(|x| x.name.clone()),
        status: section.map(|x| x.status.word().into()),
        joint: section.is_some_and(|x| x.joint),
        neighbour: other.map(|x| s.states[x].name.clone()),
        serious: profile.serious,
        calls_for_meeting: profile.meeting,
        injured: course::hurt(&i),
        own_side: i.states.first() == Some(&state),
    };
    let seq = ctx.log(state, cause, &i.name, event);
    let known = Known {
        seq,
        told,
        telling: told,
    };
    ctx.incidents.all[id].known.insert(state, known);
    let doctrine = s.states[state].doctrine.clone();
    let post = desk::nearest_post(s, state, i.pos);
    if post.is_some() {
        ctx.after(doctrine.own.inform_superior, Due::InformSuperior(id, state));
    }
    let host = i.states.first() == Some(&state);
    if profile.hands && (host || !profile.help_across) {
        ask(
            ctx,
            id,
            state,
            About::Assist(id),
            doctrine.own.task.clone(),
            seq,
        );
    } else if told {
        asked_for_help(ctx, id, state, seq);
    }
    if !told && other.is_some() {
        let habit = doctrine.border.tell_incident.clone();
        ask(ctx, id, state, About::TellIncident(id), habit, seq);
    }
    if profile.meeting && other.is_some() {
        let habit = doctrine.border.request_meeting.clone();
        ask(ctx, id, state, About::RequestMeeting(id), habit, seq);
    }
    course::known(ctx, id, seq);
}

/// The side where help is needed told the other: its units may come across.
fn asked_for_help(ctx: &mut Ctx, id: IncidentId, state: StateId, cause: u64) {
    let i = ctx.incidents.all[id].clone();
    if let Some(known) = ctx.incidents.all[id].known.get_mut(&state) {
        known.told = true;
    }
    if Profile::of(i.kind).help_across && i.states.first() != Some(&state) {
        let habit = ctx.state(state).doctrine.border.support.clone();
        ask(ctx, id, state, About::Assist(id), habit, cause);
    }
}

/// Raises a request about an incident.
pub fn ask(
    ctx: &mut Ctx,
    id: IncidentId,
    state: StateId,
    about: About,
    habit: crate::scenario::doctrine::Habit,
    cause: u64,
) {
    let (name, key) = {
        let i = &ctx.incidents.all[id];
        (i.name.clone(), i.key)
    };
    decision::ask(ctx, state, "duty", &name, key, 1, about, habit, cause);
}

/// The other state that an incident concerns.
pub fn other_state(i: &Incident, state: StateId) -> Option<StateId> {
    i.states.iter().copied().find(|&x| x != state)
}

/// A duty officer tells the superiors: over the command line where there is a headquarters.
pub fn inform_superior(ctx: &mut Ctx, id: IncidentId, state: StateId) {
    let s = ctx.scenario();
    let i = &ctx.incidents.all[id];
    let (pos, key, Some(known)) = (i.pos, i.key, i.known.get(&state).copied()) else {
        return;
    };
    let far = |site: SiteId| s.sites[site].pos.distance(pos);
    let headquarters = s
        .sites
        .iter()
        .filter(|(_, x)| x.kind == SiteKind::Headquarters && x.state == Some(state))
        .map(|(site, _)| site)
        .min_by(|a, b| far(*a).total_cmp(&far(*b)).then(a.cmp(b)));
    match headquarters.zip(desk::nearest_post(s, state, pos)) {
        Some((headquarters, post)) => {
            let keys = [s.states[state].key, key];
            message::to_headquarters(ctx, (post, headquarters), id, &keys, known.seq);
        }
        None => superior_knows(ctx, id, state, known.seq),
    }
}

/// A duty officer's superiors know.
pub fn superior_knows(ctx: &mut Ctx, id: IncidentId, state: StateId, cause: u64) {
    let name = ctx.incidents.all[id].name.clone();
    let event = SuperiorInformed {
        incident: name.clone(),
    };
    ctx.log(state, cause, &name, event);
    let write = ctx.state(state).doctrine.own.write_report;
    ctx.after(write, Due::WriteReport(id, state));
}

/// A written report of an incident is made.
pub fn written(ctx: &mut Ctx, id: IncidentId, state: StateId) {
    let i = &ctx.incidents.all[id];
    let (name, Some(known)) = (i.name.clone(), i.known.get(&state).copied()) else {
        return;
    };
    let event = ReportWritten {
        incident: name.clone(),
    };
    ctx.log(state, known.seq, &name, event);
}

/// It was decided to tell the neighbour.
pub fn tell(ctx: &mut Ctx, id: IncidentId, state: StateId, cause: u64) {
    let s = ctx.scenario();
    let i = ctx.incidents.all[id].clone();
    let (Some(other), Some(post)) = (other_state(&i, state), desk::nearest_post(s, state, i.pos))
    else {
        return;
    };
    if let Some(known) = ctx.incidents.all[id].known.get_mut(&state) {
        known.telling = true;
    }
    let keys = [s.states[state].key, i.key];
    message::to_neighbour(ctx, post, other, Purpose::Incident(id), &keys, cause);
}

/// An incident is over.
pub fn end(ctx: &mut Ctx, id: IncidentId, outcome: &'static str, cause: u64) {
    if ctx.incidents.all[id].ended.is_some() {
        return;
    }
    let now = ctx.at();
    ctx.incidents.all[id].ended = Some(now);
    ctx.incidents.all[id].stamp += 1;
    let i = ctx.incidents.all[id].clone();
    let event = IncidentEnded {
        incident: i.name.clone(),
        incident_kind: i.kind.word().into(),
        outcome: outcome.into(),
        lasted_ms: now - i.begun,
        people: i.people,
        saved: i.progress.saved,
        harmed: i.progress.harmed,
        damage_ha: num::cents(i.progress.damage_ha),
    };
    let seq = ctx.log_world(Some(cause), &i.name, event);
    if i.kind == IncidentKind::Mudflow {
        ground::clear(ctx, i.pos, seq);
    }
    assist::all_over(ctx, id, seq);
}

/// How long people at a place could not work between two instants because of incidents.
pub fn hindered(ctx: &Ctx, civilian: CivilianId, from: SimTime, until: SimTime) -> SimDuration {
    let s = &ctx.given.scenario;
    let c = &s.civilians[civilian];
    let work: SiteId = c.work;
    let mut spans: Vec<(SimTime, SimTime)> = ctx
        .incidents
        .all
        .iter()
        .filter(|(_, i)| {
            let within_m = Profile::of(i.kind).hinders_m;
            within_m > 0.0 && s.sites[work].pos.distance(i.pos) <= within_m
        })
        .filter(|(_, i)| course::hinders(i, c.state, c.kind))
        .map(|(_, i)| (i.begun.max(from), i.ended.unwrap_or(until).min(until)))
        .filter(|(a, b)| a < b)
        .collect();
    spans.sort();
    let (mut sum, mut covered) = (SimDuration::ZERO, from);
    for (a, b) in spans {
        let a = a.max(covered);
        if b > a {
            sum = sum + (b - a);
            covered = b;
        }
    }
    sum
}

/// Whether an incident must wait for border representatives before anything active is done.
pub fn waits_for_representatives(i: &Incident) -> bool {
    let profile = Profile::of(i.kind);
    profile.serious && !i.met && !matches!(profile.course, Course::Rescue { .. })
}
