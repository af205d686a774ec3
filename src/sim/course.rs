//! How an incident goes on: in closed form between the moments at which somebody comes or goes.

use crate::base::rng::Purpose as Draw;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{Escalated, PersonHarmed, PersonRescued, Returned};
use crate::scenario::file::{CivilianKind, IncidentKind};
use crate::scenario::incidents::{Course, Profile};
use crate::scenario::{StateId, UnitId};
use crate::sim::calendar::Due;
use crate::sim::ctx::Ctx;
use crate::sim::incident::{self, Incident};
use crate::sim::request::About;
use crate::sim::state::IncidentId;

/// Both sides present let tempers cool by this much an hour; one side alone does less.
const CALMS_BOTH: f64 = 0.5;
const CALMS_ONE: f64 = 0.08;
/// Heavy equipment on the spot heats tempers by this much an hour.
const HEAVY_HEATS: f64 = 0.2;
/// An active action heats tempers by this much.
pub const ACTION_HEATS: f64 = 0.25;
/// A hectare burns for so many person-hours of line, each hour.
const HECTARES: f64 = 0.4;
/// Fires that nobody fights end by themselves after this time.
const BURNS_OUT: SimDuration = SimDuration::from_min(30 * 60);
/// Matters that nobody settles are dropped after this time.
const DROPPED: SimDuration = SimDuration::from_min(72 * 60);
/// How long it takes to hand people or animals back once both sides know and agree.
const HAND_BACK: SimDuration = SimDuration::from_min(90);

/// How far an incident has come.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Up to when it was worked out.
    pub at: SimTime,
    /// Search done in person-minutes, line still to cut in person-hours, or the level of tempers.
    pub level: f64,
    /// For each person: at which share of the search they are found, and until when they live.
    pub victims: Vec<(f64, SimTime)>,
    /// People who were saved.
    pub saved: u32,
    /// People who were harmed.
    pub harmed: u32,
    /// Hectares burnt.
    pub damage_ha: f64,
}

impl Progress {
    /// At the start.
    pub fn new(ctx: &Ctx, kind: IncidentKind, key: u64, people: u32) -> Self {
        let now = ctx.at();
        let course = Profile::of(kind).course;
        let (level, victims) = match course {
            Course::Rescue { survival, .. } => {
                let victims = (0..people).map(|n| {
                    let mut stream = ctx.given.world.stream(Draw::Incident, &[key, u64::from(n)]);
                    let (share, life) = (stream.unit(), stream.exponential());
                    (share, now + survival.times(life))
                });
                (0.0, victims.collect())
            }
            Course::Fire { line_h, .. } => (line_h, Vec::new()),
            Course::Tension { start, .. } => (start, Vec::new()),
            Course::Return { .. } | Course::Matter => (0.0, Vec::new()),
        };
        Self {
            at: now,
            level,
            victims,
            ..Self::default()
        }
    }
}

/// How fast the level of an incident changes, in its unit a minute.
fn rate(ctx: &Ctx, i: &Incident) -> f64 {
    let s = &ctx.given.scenario;
    let hands: f64 = i.there.iter().map(|&u| f64::from(s.units[u].size)).sum();
    match Profile::of(i.kind).course {
        Course::Rescue { .. } => hands,
        Course::Fire { growth_h, .. } => {
            let wind = s.weather_at(ctx.at()).wind_mps / 3.0;
            let wet = if s.weather_at(ctx.at()).rain {
                0.2
            } else {
                1.0
            };
            growth_h * wind * wet / 60.0 - hands / 60.0
        }
        Course::Tension { rise, .. } => {
            let (heavy, light): (Vec<UnitId>, Vec<UnitId>) =
                i.there.iter().copied().partition(|&u| s.units[u].heavy);
            let mut sides: Vec<StateId> = light.iter().map(|&u| s.units[u].state).collect();
            sides.sort();
            sides.dedup();
            let calms = match sides.len() {
                0 => 0.0,
                1 => CALMS_ONE,
                _ => CALMS_BOTH,
            };
            (rise + HEAVY_HEATS * heavy.len() as f64 - calms) / 60.0
        }
        Course::Return { .. } | Course::Matter => 0.0,
    }
}

/// Works an incident out up to now.
pub fn advance(ctx: &mut Ctx, id: IncidentId) {
    let now = ctx.at();
    let i = &ctx.incidents.all[id];
    let (rate, minutes) = (rate(ctx, i), (now - i.progress.at).minutes());
    let (before, kind) = (i.progress.level, i.kind);
    let p = &mut ctx.incidents.all[id].progress;
    p.level = before + rate * minutes;
    p.at = now;
    if matches!(Profile::of(kind).course, Course::Fire { .. }) {
        p.level = p.level.max(0.0);
        p.damage_ha += HECTARES * (before + p.level) / 2.0 * minutes / 60.0;
    }
}

/// When something will come of an incident if nobody comes or goes.
fn next_at(ctx: &Ctx, i: &Incident) -> SimTime {
    let (now, rate) = (ctx.at(), rate(ctx, i));
    let after = |minutes: f64| now + SimDuration::from_s_f64((minutes * 60.0).max(1.0));
    match Profile::of(i.kind).course {
        Course::Rescue { search_min, .. } => {
            let left = i.progress.victims.iter().map(|&(share, until)| {
                let found = if rate > 0.0 {
                    after((share * search_min - i.progress.level) / rate)
                } else {
                    SimTime::NEVER
                };
                found.min(until)
            });
            left.min().unwrap_or(now)
        }
        Course::Fire { .. } if rate < 0.0 => {
            after(i.progress.level / -rate).min(i.begun + BURNS_OUT)
        }
        Course::Fire { .. } => i.begun + BURNS_OUT,
        Course::Tension { .. } if rate < 0.0 => after(i.progress.level / -rate),
        Course::Tension { .. } if rate > 0.0 && i.progress.harmed == 0 => {
            after((1.0 - i.progress.level) / rate)
        }
        Course::Tension { .. } | Course::Matter => i.begun + DROPPED,
        Course::Return { alone } => {
            let mut stream = ctx.given.world.stream(Draw::Incident, &[i.key, 77]);
            i.begun + SimDuration::from_s_f64(stream.log_normal(alone.minutes(), 0.4) * 60.0)
        }
    }
}

/// Puts the next moment of an incident into the calendar.
pub fn foresee(ctx: &mut Ctx, id: IncidentId) {
    if ctx.incidents.all[id].ended.is_some() {
        return;
    }
    ctx.incidents.all[id].stamp += 1;
    let i = &ctx.incidents.all[id];
    let (at, stamp) = (next_at(ctx, i), i.stamp);
    if at < SimTime::NEVER {
        let at = at.max(ctx.at());
        ctx.calendar.at(at, Due::Incident(id, stamp));
    }
}

/// A moment of an incident that was foreseen.
pub fn due(ctx: &mut Ctx, id: IncidentId, stamp: u32) {
    if ctx.incidents.all[id].stamp != stamp || ctx.incidents.all[id].ended.is_some() {
        return;
    }
    advance(ctx, id);
    let (cause, begun) = {
        let i = &ctx.incidents.all[id];
        (i.cause, i.begun)
    };
    match Profile::of(ctx.incidents.all[id].kind).course {
        Course::Rescue { search_min, .. } => rescue(ctx, id, search_min, cause),
        Course::Fire { .. } => {
            let out = ctx.incidents.all[id].progress.level <= 1e-6;
            let outcome = if out { "put_out" } else { "burnt_out" };
            if out || ctx.at() >= begun + BURNS_OUT {
                incident::end(ctx, id, outcome, cause);
            }
        }
        Course::Tension { .. } => temper(ctx, id, cause),
        Course::Return { .. } => back(ctx, id, "came_back", cause),
        Course::Matter => incident::end(ctx, id, "dropped", cause),
    }
    foresee(ctx, id);
}

/// People are found, or are found too late.
fn rescue(ctx: &mut Ctx, id: IncidentId, search_min: f64, cause: u64) {
    let now = ctx.at();
    let i = ctx.incidents.all[id].clone();
    let (mut left, mut saved, mut harmed) = (Vec::new(), 0, 0);
    for &(share, until) in &i.progress.victims {
        if i.progress.level + 1e-6 >= share * search_min {
            saved += 1;
        } else if until <= now {
            harmed += 1;
        } else {
            left.push((share, until));
        }
    }
    let mut last = cause;
    if saved > 0 {
        let event = PersonRescued {
            incident: i.name.clone(),
            people: saved,
            units: i
                .there
                .iter()
                .map(|&u| ctx.given.scenario.units[u].name.clone())
                .collect(),
        };
        last = ctx.log_world(Some(cause), &i.name, event);
    }
    if harmed > 0 {
        let event = PersonHarmed {
            incident: i.name.clone(),
            people: harmed,
        };
        last = ctx.log_world(Some(cause), &i.name, event);
    }
    let p = &mut ctx.incidents.all[id].progress;
    p.saved += saved;
    p.harmed += harmed;
    p.victims = left;
    if p.victims.is_empty() {
        incident::end(ctx, id, "searched", last);
    }
}

/// Tempers boil over, or have cooled.
fn temper(ctx: &mut Ctx, id: IncidentId, cause: u64) {
    let i = ctx.incidents.all[id].clone();
    if i.progress.level <= 1e-6 {
        incident::end(ctx, id, "calmed", cause);
    } else if i.progress.level >= 1.0 - 1e-6 && i.progress.harmed == 0 {
        let event = Escalated {
            incident: i.name.clone(),
            people: 1,
        };
        ctx.log_world(Some(cause), &i.name, event);
        let p = &mut ctx.incidents.all[id].progress;
        p.harmed += 1;
        p.level = 1.0;
    } else if ctx.at() >= i.begun + DROPPED {
        incident::end(ctx, id, "dropped", cause);
    }
}

/// Border representatives settled it.
pub fn settled(ctx: &mut Ctx, id: IncidentId, cause: u64) {
    advance(ctx, id);
    ctx.incidents.all[id].met = true;
    let kind = ctx.incidents.all[id].kind;
    if kind == IncidentKind::StolenHerd {
        return; // no protocol brings it back
    }
    match Profile::of(kind).course {
        Course::Tension { .. } | Course::Matter => {
            incident::end(ctx, id, "settled", cause);
        }
        Course::Return { .. } => back(ctx, id, "handed_back", cause),
        Course::Rescue { .. } | Course::Fire { .. } => {}
    }
}

/// A state has learnt of an incident: people or animals can be handed back once both know.
pub fn known(ctx: &mut Ctx, id: IncidentId, cause: u64) {
    let i = ctx.incidents.all[id].clone();
    let both = i.known.len() > 1;
    if let (Course::Return { .. }, true) = (Profile::of(i.kind).course, both) {
        let holder = i.states[0];
        let habit = ctx.state(holder).doctrine.border.hand_back.clone();
        incident::ask(ctx, id, holder, About::HandBack(id), habit, cause);
    }
}

/// It was decided to hand people or animals back.
pub fn hand_back(ctx: &mut Ctx, id: IncidentId, cause: u64) {
    ctx.incidents.all[id].cause = cause;
    ctx.after(HAND_BACK, Due::HandedBack(id));
}

/// People or animals are handed back.
pub fn handed_back(ctx: &mut Ctx, id: IncidentId) {
    let cause = ctx.incidents.all[id].cause;
    back(ctx, id, "handed_back", cause);
}

/// People or animals are back.
pub fn back(ctx: &mut Ctx, id: IncidentId, outcome: &'static str, cause: u64) {
    let i = ctx.incidents.all[id].clone();
    if i.ended.is_some() {
        return;
    }
    let s = ctx.scenario();
    if s.states.is_empty() {
        incident::end(ctx, id, outcome, cause); // there is nobody to hand anything to
        return;
    }
    let holder = i.states.first().copied().unwrap_or(i.whose);
    let event = Returned {
        incident: i.name.clone(),
        incident_kind: i.kind.word().into(),
        to: s.states[i.whose].name.clone(),
        outcome: outcome.into(),
        people: i.people,
        herd: i.herd,
    };
    let seq = ctx.log(holder, cause, &i.name, event);
    ctx.incidents.all[id].progress.saved = i.people;
    incident::end(ctx, id, outcome, seq);
}

/// How many people are known to be hurt at the start.
pub fn hurt(i: &Incident) -> u32 {
    match i.kind {
        IncidentKind::ShotHeard
        | IncidentKind::InjuredPerson
        | IncidentKind::Avalanche
        | IncidentKind::Mudflow => i.people,
        _ => 0,
    }
}

/// Whether an incident keeps people of a state from what they do.
pub fn hinders(i: &Incident, state: StateId, kind: CivilianKind) -> bool {
    match i.kind {
        IncidentKind::StrayedHerd | IncidentKind::StolenHerd => {
            state == i.whose && kind == CivilianKind::Herder
        }
        _ => true,
    }
}
