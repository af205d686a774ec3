//! Units of two states that come face to face, and lines that units cross.

use crate::base::id::Name;
use crate::base::num::cents;
use crate::base::rng::{Purpose as Draw, key_of};
use crate::base::time::SimDuration;
use crate::journal::event::{
    Advanced, Disengaged, EncounterBegan, Halted, LineCrossed, LineRecrossed, MarkPlaced, Provoked,
    SignalGiven,
};
use crate::scenario::file::IncidentKind;
use crate::scenario::{SectionId, StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::incident::{self, Beginning};
use crate::sim::request::About;
use crate::sim::state::{
    Doing, Encounter, EncounterId, IncidentId, MoverId, Purpose, Stage, Task, Who,
};
use crate::sim::{decision, message, neighbours, sight};

/// How long an encounter lasts: with a common language, and without.
const LASTS: SimDuration = SimDuration::from_min(6);
const LASTS_INTERPRETED: SimDuration = SimDuration::from_min(12);
/// Units that met do not count as meeting again within this time.
const REST: SimDuration = SimDuration::from_min(60);

/// Two units come face to face.
pub fn begin(ctx: &mut Ctx, a: MoverId, b: MoverId) {
    let (Who::Unit(a), Who::Unit(b)) = (ctx.who(a), ctx.who(b)) else {
        return;
    };
    let now = ctx.at();
    let resting = ctx
        .meetings
        .rest
        .get(&(a, b))
        .is_some_and(|&until| now < until);
    if resting || together(ctx, a, b) || engaged(ctx, a) || engaged(ctx, b) {
        return;
    }
    ctx.meetings.rest.insert((a, b), now + REST);
    let s = ctx.scenario();
    let planned = expects(ctx, s.units[b].state, a) && expects(ctx, s.units[a].state, b);
    let name = Name::from(format_args!("enc-{}", ctx.meetings.encounters.len() + 1));
    let place = ctx.place(ctx.movers.pos(ctx.given.unit(a), now));
    let mut causes = [0; 2];
    for (i, (own, other)) in [(a, b), (b, a)].into_iter().enumerate() {
        let cause = ctx.activity(own).cause;
        let event = EncounterBegan {
            encounter: name.clone(),
            unit: s.units[own].name.clone(),
            other: s.units[other].name.clone(),
            section: place.section.clone(),
            status: place.status.clone(),
            planned,
        };
        causes[i] = ctx.log(s.units[own].state, cause, &name, event);
    }
    let incident = matter(ctx, &name, [a, b], planned, causes[0]);
    let id = ctx.meetings.encounters.push(Encounter {
        name,
        units: [a, b],
        planned,
        incident,
        causes,
    });
    report(ctx, id);
    let lasts = lasts(ctx, [a, b]);
    ctx.calendar.at(now + lasts, Due::EncounterOver(id));
    ask_to_halt(ctx, id);
}

/// How long two units that met talk.
fn lasts(ctx: &Ctx, [a, b]: [UnitId; 2]) -> SimDuration {
    let units = &ctx.given.scenario.units;
    let theirs = &units[b].languages;
    if units[a].languages.iter().any(|l| theirs.contains(l)) {
        LASTS
    } else {
        LASTS_INTERPRETED
    }
}

/// Both units decide whether they halt.
fn ask_to_halt(ctx: &mut Ctx, id: EncounterId) {
    let s = ctx.scenario();
    let e = ctx.meetings.encounters[id].clone();
    for (i, unit) in e.units.into_iter().enumerate() {
        let state = s.units[unit].state;
        let habit = decision::at_once(s.states[state].doctrine.border.halt);
        let other = s.units[e.units[1 - i]].key;
        let number = (ctx.at().0 / 1000) as u32;
        let about = About::Halt(id, unit);
        let subject = s.units[unit].name.clone();
        decision::ask(
            ctx,
            state,
            "patrol",
            &subject,
            other,
            number,
            about,
            habit,
            e.causes[i],
        );
    }
}

/// Whether a state knows what another's unit is about: it was told of the patrol, of the threat
/// that the unit is after, or of the incident that it goes to.
fn expects(ctx: &mut Ctx, state: StateId, unit: UnitId) -> bool {
    let owner = ctx.given.scenario.units[unit].state;
    let errand = {
        let a = ctx.activity(unit);
        match a.what {
            Doing::Home => a.before.clone(),
            _ => a.what.clone(),
        }
    };
    match errand {
        Doing::Ready | Doing::Home => true,
        Doing::Patrol(r) => ctx.meetings.plans.contains(&(r.patrol, r.departure, state)),
        Doing::Task(task) => {
            let case = &ctx.pictures.tracks[owner][task.track].case;
            let mut theirs = ctx.pictures.tracks[state].iter();
            case.is_some() && theirs.any(|(_, t)| t.case == *case)
        }
        Doing::Assist(incident, _) => ctx.incidents.all[incident].known.contains_key(&state),
    }
}

/// Whether two units have to do with the same thing.
pub fn together(ctx: &mut Ctx, a: UnitId, b: UnitId) -> bool {
    let s = ctx.scenario();
    let (x, y) = (ctx.activity(a).what.clone(), ctx.activity(b).what.clone());
    match (x, y) {
        (Doing::Patrol(x), Doing::Patrol(y)) => x.patrol == y.patrol && x.departure == y.departure,
        (Doing::Task(x), Doing::Task(y)) => {
            let case = |u: UnitId, t| ctx.pictures.tracks[s.units[u].state][t].case.clone();
            let (x, y) = (case(a, x.track), case(b, y.track));
            x.is_some() && x == y
        }
        (Doing::Assist(x, _), Doing::Assist(y, _)) => x == y,
        _ => false,
    }
}

/// Whether a unit is at its post or has its hands full.
fn engaged(ctx: &mut Ctx, unit: UnitId) -> bool {
    match &ctx.activity(unit).what {
        Doing::Ready => true,
        Doing::Patrol(round) => round.waiting_since.is_some(),
        Doing::Task(task) => !matches!(task.stage, Stage::Under | Stage::Searching),
        Doing::Home => false,
        Doing::Assist(_, there) => *there,
    }
}

/// What the encounter is reported as: a matter for border representatives only if it was not
/// foreseen.
fn matter(ctx: &mut Ctx, name: &Name, units: [UnitId; 2], planned: bool, cause: u64) -> IncidentId {
    let [a, b] = units.map(|u| ctx.given.scenario.units[u].key);
    let minute = (ctx.at().0 / 60_000) as u64;
    let beginning = Beginning {
        key: key_of(&format!("encounter/{a:x}/{b:x}/{minute}")),
        name: Name::from(format_args!("{name}/matter")),
        kind: if planned {
            IncidentKind::PlannedEncounter
        } else {
            IncidentKind::Encounter
        },
        pos: ctx.movers.pos(ctx.given.unit(units[0]), ctx.at()),
        whose: None,
        people: 0,
        herd: 0,
        cause: Some(cause),
    };
    incident::begin(ctx, beginning)
}

/// Both units give the agreed signal, or not, and report the encounter to their posts.
fn report(ctx: &mut Ctx, id: EncounterId) {
    let s = ctx.scenario();
    let e = ctx.meetings.encounters[id].clone();
    let [a, b] = e.units.map(|u| s.units[u].key);
    let minute = (ctx.at().0 / 60_000) as u64;
    for (i, unit) in e.units.into_iter().enumerate() {
        let u = &s.units[unit];
        let mut stream = ctx.luck(Draw::Restraint, &[u.key, a, b, minute]);
        if stream.chance(s.states[u.state].doctrine.border.signal.0) {
            let wait = SimDuration::from_s_f64(stream.range(20.0, 90.0));
            ctx.after(wait, Due::Signal(id, unit));
        }
        if !stream.chance(s.states[u.state].doctrine.own.restraint.0) {
            let event = Provoked {
                encounter: e.name.clone(),
                unit: u.name.clone(),
            };
            ctx.log(u.state, e.causes[i], &e.name, event);
        }
        let keys = [u.key, s.units[e.units[1 - i]].key];
        let number = (ctx.at().0 / 1000) as u32;
        let purpose = Purpose::Incident(e.incident);
        message::from_unit(ctx, unit, u.home, purpose, &keys, number, e.causes[i]);
    }
}

/// A unit gives the agreed signal.
pub fn signal(ctx: &mut Ctx, id: EncounterId, unit: UnitId) {
    let s = ctx.scenario();
    let e = ctx.meetings.encounters[id].clone();
    let place = usize::from(e.units[1] == unit);
    let event = SignalGiven {
        encounter: e.name.clone(),
        unit: s.units[unit].name.clone(),
    };
    ctx.log(s.units[unit].state, e.causes[place], &e.name, event);
}

/// It was decided whether a unit halts.
pub fn choose(ctx: &mut Ctx, id: EncounterId, unit: UnitId, halt: bool, cause: u64) {
    let s = ctx.scenario();
    let e = ctx.meetings.encounters[id].clone();
    let (state, name) = (s.units[unit].state, s.units[unit].name.clone());
    if !halt && e.planned {
        return; // it was foreseen that they pass
    }
    if !halt {
        ctx.log(
            state,
            cause,
            &e.name,
            Advanced {
                encounter: e.name.clone(),
                unit: name,
            },
        );
        return;
    }
    let seq = ctx.log(
        state,
        cause,
        &e.name,
        Halted {
            encounter: e.name.clone(),
            unit: name,
        },
    );
    let until = ctx.at() + lasts(ctx, e.units);
    let mover = ctx.given.unit(unit);
    ctx.hold(mover, until, seq);
}

/// An encounter is over.
pub fn over(ctx: &mut Ctx, id: EncounterId) {
    let s = ctx.scenario();
    let e = ctx.meetings.encounters[id].clone();
    let [a, b] = e.units.map(|u| s.units[u].key);
    let minute = (ctx.at().0 / 60_000) as u64;
    for (i, unit) in e.units.into_iter().enumerate() {
        let (state, name) = (s.units[unit].state, s.units[unit].name.clone());
        let mut stream = ctx.luck(Draw::Restraint, &[s.units[unit].key, a, b, minute]);
        if !stream.chance(s.states[state].doctrine.own.restraint.0) {
            let event = MarkPlaced {
                encounter: e.name.clone(),
                unit: name.clone(),
            };
            ctx.log(state, e.causes[i], &e.name, event);
        }
        let event = Disengaged {
            encounter: e.name.clone(),
            unit: name,
        };
        ctx.log(state, e.causes[i], &e.name, event);
    }
    if e.planned {
        incident::end(ctx, e.incident, "settled", e.causes[0]);
    }
}

/// A unit crosses the line of a section, or the edge of its band, one way or the other: which, its
/// way tells.
pub fn line_change(ctx: &mut Ctx, unit: UnitId, section: SectionId) {
    let s = ctx.scenario();
    let (u, sec) = (&s.units[unit], &s.sections[section]);
    let mover = ctx.given.unit(unit);
    let end = ctx.movers.piece(mover).end;
    let goes_beyond = sec.depth_m(u.state, end) > sec.tolerance_m();
    let was_beyond = ctx.activity(unit).beyond.contains(&section);
    if goes_beyond == was_beyond {
        return; // it touched the edge at a corner of its way
    }
    let cause = sight::cause_of(ctx, mover);
    if was_beyond {
        ctx.activity(unit).beyond.retain(|&x| x != section);
        let event = LineRecrossed {
            unit: u.name.clone(),
            section: sec.name.clone(),
        };
        ctx.log(u.state, cause, &u.name, event);
        return;
    }
    ctx.activity(unit).beyond.push(section);
    let what = ctx.activity(unit).what.clone();
    let authorised = matches!(&what, Doing::Patrol(round) if s.patrols[round.patrol].joint)
        || matches!(what, Doing::Assist(..)) // it was asked to come
        || (matches!(what, Doing::Home) && ctx.activity(unit).invited);
    let track = match &what {
        Doing::Task(Task {
            track,
            stage: Stage::Pursuing { .. },
        }) => Some(ctx.pictures.tracks[u.state][*track].name.clone()),
        _ => None,
    };
    let event = LineCrossed {
        unit: u.name.clone(),
        section: sec.name.clone(),
        status: sec.status.word().into(),
        beyond_m: cents(sec.depth_m(u.state, end) - sec.tolerance_m()),
        beyond_own_line_m: cents(sec.depth_by_m(u.state, u.state, end)),
        beyond_their_line_m: cents(sec.depth_by_m(sec.across(u.state), u.state, end)),
        mode: u.mode.word().into(),
        authorised,
        annex: sec.pursuit_annex,
        pursuit: track.is_some(),
        track,
    };
    let seq = ctx.log(u.state, cause, &u.name, event);
    if !authorised && track_free(&what) {
        ctx.activity(unit).cause = seq;
        neighbours::strayed(ctx, unit, section);
    }
}

/// Whether a unit is not after anybody.
fn track_free(what: &Doing) -> bool {
    !matches!(what, Doing::Task(_))
}
