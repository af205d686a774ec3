//! What a side knows: tracks of its own, reports taken for one of them (rightly or not), what each
//! track is taken for, and where it is expected to go.

use smallvec::SmallVec;

use crate::base::geo::Pos;
use crate::base::id::Name;
use crate::base::num;
use crate::base::rng::Purpose as Draw;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{
    ContactClassified, LeadAccepted, LeadDeclared, ThreatConfirmed, TrackOpened, TrackUpdated,
    UnitTasked,
};
use crate::scenario::border;
use crate::scenario::file::{ArrivalKind, SiteKind, Trade};
use crate::scenario::light::Illumination;
use crate::scenario::{LegId, Scenario, SectionId, SiteId, StateId};
use crate::sim::ctx::Ctx;
use crate::sim::ground::Ground;
use crate::sim::state::{Purpose, TrackId, Who};
use crate::sim::track::{Class, Sighting, Track, Truth};
use crate::sim::{decision, force, message, response};

/// A report is taken for a track when it lies this near to where the track should be: a least
/// distance, and more for each second since the track was seen. Exercise assumptions.
const GATE_LEAST_M: f64 = 400.0;
const GATE_MPS: f64 = 0.35;
/// Tracks not seen for so long are no longer matched.
const STALE: SimDuration = SimDuration::from_min(180);
/// People seen this near to a leg are taken to follow it, in metres.
const ON_LEG_M: f64 = 250.0;
/// Slowest speed that a moving track is expected to keep, in metres a second.
const SLOWEST_MPS: f64 = 0.4;
/// Below this observed speed a track is taken to rest, in metres a second.
pub const RESTING_MPS: f64 = 0.1;
/// Near people's places, within this distance, movement is more easily taken for everyday life.
const EVERYDAY_M: f64 = 600.0;
const EVERYDAY_FACTOR: f64 = 0.7;
/// Contraband is recognised so much less often for what it is.
const LIKE_GOODS: f64 = 0.7;

/// A report reaches a post: it is taken for a track, and the track is considered.
pub fn report(
    ctx: &mut Ctx,
    state: StateId,
    post: SiteId,
    sighting: Sighting,
    source: &'static str,
    cause: u64,
) {
    let (track, seq) = report_quietly(ctx, state, post, sighting, source, cause);
    consider(ctx, state, track, sighting, seq);
}

/// Takes a report for a track, old or new, and notes it; gives the track and the entry.
pub fn report_quietly(
    ctx: &mut Ctx,
    state: StateId,
    post: SiteId,
    sighting: Sighting,
    source: &'static str,
    cause: u64,
) -> (TrackId, u64) {
    let s = ctx.ground();
    let truth = ctx.truth_name(sighting.truth);
    if let Some(id) = matching(ctx, state, &sighting) {
        let t = &ctx.pictures.tracks[state][id];
        let event = TrackUpdated {
            track: t.name.clone(),
            source: source.into(),
            x_m: sighting.pos.x,
            y_m: sighting.pos.y,
            truth,
            correct: t.truth == sighting.truth,
        };
        let seq = ctx.log(state, cause, &event.track.clone(), event);
        let t = &mut ctx.pictures.tracks[state][id];
        t.cause = seq;
        if sighting.at >= t.last.at {
            t.expected = expect(&s, &sighting);
            ctx.pictures.see(state, id, sighting);
        }
        return (id, seq);
    }
    let number = ctx.pictures.tracks[state].len() + 1;
    let name = Name::joined(["trk-", itoa::Buffer::new().format(number)]);
    let event = TrackOpened {
        track: name.clone(),
        source: source.into(),
        x_m: sighting.pos.x,
        y_m: sighting.pos.y,
        truth,
    };
    let seq = ctx.log(state, cause, &name, event);
    let track = Track {
        name,
        last: sighting,
        truth: sighting.truth,
        class: Class::Unknown,
        expected: expect(&s, &sighting),
        tasked: None,
        notified: false,
        telling: false,
        case: None,
        peer: None,
        led: false,
        closed: false,
        post,
        asked: SmallVec::new(),
        cause: seq,
    };
    (ctx.pictures.open(state, track), seq)
}

/// The open track that a report is taken for: the nearest to where it should be by now.
fn matching(ctx: &Ctx, state: StateId, sighting: &Sighting) -> Option<TrackId> {
    let tracks = &ctx.pictures.tracks[state];
    let mut best: Option<(f64, TrackId)> = None;
    for (id, age) in ctx.pictures.seen_near(state, sighting.at, STALE) {
        let t = &tracks[id];
        if t.closed {
            continue;
        }
        let distance = expected_at(&t.expected, sighting.at).distance(sighting.pos);
        let gate = GATE_LEAST_M + GATE_MPS * age.0.unsigned_abs() as f64 / 1000.0;
        if distance <= gate && best.is_none_or(|(d, _)| distance <= d) {
            best = Some((distance, id));
        }
    }
    best.map(|(_, id)| id)
}

/// Where a track should be at an instant.
pub fn expected_at(expected: &[(SimTime, Pos)], at: SimTime) -> Pos {
    let i = expected.partition_point(|(t, _)| *t <= at);
    if i == 0 {
        return expected[0].1;
    }
    if i >= expected.len() {
        return expected[expected.len() - 1].1;
    }
    let ((t0, p0), (t1, p1)) = (expected[i - 1], expected[i]);
    p0.toward(p1, (at - t0).0 as f64 / ((t1 - t0).0 as f64).max(1.0))
}

/// Where somebody seen here, going so, is expected to go: along the leg they are on, and from its
/// end by the quickest way to the nearest place across the border; or straight on.
fn expect(s: &Ground, sighting: &Sighting) -> Vec<(SimTime, Pos)> {
    let speed = sighting.velocity.norm();
    if speed < RESTING_MPS {
        return vec![(sighting.at, sighting.pos)];
    }
    let mut corners = Vec::with_capacity(16);
    corners.push((sighting.at, sighting.pos));
    let mps = speed.max(SLOWEST_MPS);
    let mut push = |p: Pos| {
        let (at, here) = corners[corners.len() - 1];
        let ms = here.distance(p) / mps * 1000.0;
        if ms >= 1.0 {
            corners.push((at + SimDuration(ms as i64), p));
        }
    };
    let Some((leg, reversed, along)) = leg_of(s, sighting) else {
        push(sighting.pos.plus(sighting.velocity.times(6.0 * 3600.0)));
        return corners;
    };
    let line = &s.network.legs[leg].line;
    let end = if reversed {
        s.network.legs[leg].from
    } else {
        s.network.legs[leg].to
    };
    let goal = if reversed { 0.0 } else { line.length() };
    for i in 1..=8 {
        push(line.at(along + (goal - along) * (f64::from(i) / 8.0)));
    }
    if let Some(near) = sighting.near {
        s.way_across(end, near.state).iter().copied().for_each(push);
    }
    corners
}

/// The leg that somebody seems to follow, in which direction, and how far along it they are.
fn leg_of(s: &Ground, sighting: &Sighting) -> Option<(LegId, bool, f64)> {
    let mut best: Option<(f64, LegId, f64)> = None;
    for (id, leg) in s.network.legs_near(sighting.pos, ON_LEG_M) {
        let reach = best.map_or(ON_LEG_M, |(d, ..)| d);
        if !leg.line.may_reach(sighting.pos, reach) {
            continue;
        }
        let foot = leg.line.foot(sighting.pos);
        // Of those as near, the last by id: several are where they meet, at a site.
        let nearer = |(d, other, _)| foot.distance < d || (foot.distance == d && id > other);
        if foot.distance <= ON_LEG_M && best.is_none_or(nearer) {
            best = Some((foot.distance, id, foot.along));
        }
    }
    let (_, id, along) = best?;
    let line = &s.network.legs[id].line;
    let ahead = line.at((along + 100.0).min(line.length()));
    let behind = line.at((along - 100.0).max(0.0));
    let reversed = ahead.minus(behind).dot(sighting.velocity) < 0.0;
    Some((id, reversed, along))
}

/// A duty officer considers a track after a report: what it is, and what follows.
pub fn consider(ctx: &mut Ctx, state: StateId, track: TrackId, sighting: Sighting, cause: u64) {
    let class = ctx.pictures.tracks[state][track].class;
    if ctx.pictures.tracks[state][track].closed {
        return;
    }
    match class {
        Class::Unknown => classify(ctx, state, track, sighting, cause),
        Class::Threat | Class::Irregular => {
            response::update(ctx, state, track, cause);
            decision::on_more(ctx, state, track, cause);
        }
        Class::Lawful => {}
    }
}

fn classify(ctx: &mut Ctx, state: StateId, track: TrackId, sighting: Sighting, cause: u64) {
    let s = ctx.scenario();
    let number = count(ctx, state, track, "classify");
    let keys = [
        ctx.state(state).key,
        ctx.truth_key(sighting.truth),
        u64::from(number),
    ];
    let mut stream = ctx.luck(Draw::Classify, &keys);
    let own = &s.states[state].doctrine.own;
    let everyday = if everyday(s, sighting.pos) {
        EVERYDAY_FACTOR
    } else {
        1.0
    };
    let dark = if s.light_at(sighting.at) == Illumination::Day {
        1.0
    } else {
        2.0
    };
    let goods = if smuggles(ctx, sighting.truth) {
        LIKE_GOODS
    } else {
        1.0
    };
    let (recognised, mistaken) = (
        own.recognise.0 * everyday * goods,
        own.mistake.0 * everyday * dark,
    );
    let (kind, class) = match truth_kind(ctx, sighting.truth) {
        None => (
            "citizens",
            pick(stream.chance(mistaken), Class::Threat, Class::Lawful),
        ),
        Some(ArrivalKind::LawfulCrossing) => (
            "lawful_crossing",
            pick(stream.chance(mistaken), Class::Threat, Class::Lawful),
        ),
        Some(ArrivalKind::Wildlife) => (
            "wildlife",
            pick(stream.chance(3.0 * mistaken), Class::Threat, Class::Lawful),
        ),
        Some(ArrivalKind::IrregularMigration) => (
            "irregular_migration",
            pick(stream.chance(recognised), Class::Irregular, Class::Unknown),
        ),
        Some(kind) => (
            kind.word(),
            pick(stream.chance(recognised), Class::Threat, Class::Unknown),
        ),
    };
    let place = ctx.place_by(sighting.near);
    let neighbour = neighbour(ctx, state, track);
    let t = &ctx.pictures.tracks[state][track];
    let event = ContactClassified {
        track: t.name.clone(),
        class: class.word().into(),
        armed: class == Class::Threat && truth_kind(ctx, sighting.truth).is_some_and(force::armed),
        line_distance_m: place.line_distance_m,
        section: place.section,
        status: place.status,
        joint: place.joint,
        neighbour: neighbour.map(|n| s.states[n].name.clone()),
        truth: ctx.truth_name(sighting.truth),
        truth_kind: kind.into(),
    };
    let seq = ctx.log(state, cause, &event.track.clone(), event);
    let t = &mut ctx.pictures.tracks[state][track];
    t.class = class;
    t.cause = seq;
    if matches!(class, Class::Threat | Class::Irregular) {
        decision::on_threat(ctx, state, track, seq);
    }
}

fn pick(yes: bool, a: Class, b: Class) -> Class {
    if yes { a } else { b }
}

/// What is really behind a report; citizens and nobody have no kind of arrival.
fn truth_kind(ctx: &Ctx, truth: Truth) -> Option<ArrivalKind> {
    match truth {
        Truth::Mover(mover) => match ctx.who(mover) {
            Who::Group(id) => Some(ctx.given.scenario.sources[ctx.given.groups[id].source].kind),
            _ => None,
        },
        Truth::Nobody(_) => Some(ArrivalKind::OrganisedCrime),
    }
}

/// Whether people carry contraband, which looks much like goods on which duty is paid.
fn smuggles(ctx: &Ctx, truth: Truth) -> bool {
    let Truth::Mover(mover) = truth else {
        return false;
    };
    let Who::Group(id) = ctx.who(mover) else {
        return false;
    };
    let source = ctx.given.groups[id].source;
    ctx.given.scenario.sources[source].trade == Some(Trade::Contraband)
}

/// Whether people go about their day here.
fn everyday(s: &Scenario, pos: Pos) -> bool {
    use SiteKind::{CrossingPoint, Intake, Market, Pasture, Village};
    s.sites.iter().any(|(_, site)| {
        matches!(
            site.kind,
            Village | Market | Pasture | Intake | CrossingPoint
        ) && site.pos.distance(pos) <= EVERYDAY_M
    })
}

/// The neighbour whom a track concerns: across the section nearest to it that bounds this state.
pub fn neighbour(ctx: &Ctx, state: StateId, track: TrackId) -> Option<StateId> {
    let s = ctx.scenario();
    let last = &ctx.pictures.tracks[state][track].last;
    let concerns = |section: SectionId| s.sections[section].concerns(state);
    let nearest = last.near.filter(|near| concerns(near.section)).or_else(|| {
        let own = s.sections.iter().filter(|&(id, _)| concerns(id));
        border::nearest(own, last.pos)
    });
    nearest.map(|near| s.sections[near.section].across(state))
}

/// How many times something was done about a track, this time included.
pub fn count(ctx: &mut Ctx, state: StateId, track: TrackId, what: &'static str) -> u32 {
    let asked = &mut ctx.pictures.tracks[state][track].asked;
    if let Some((_, n)) = asked.iter_mut().find(|(kind, _)| *kind == what) {
        *n += 1;
        return *n;
    }
    asked.push((what, 1));
    1
}

/// A side takes over what the neighbour knows of a track.
pub fn adopt(
    ctx: &mut Ctx,
    state: StateId,
    own: TrackId,
    from: StateId,
    theirs: TrackId,
    cause: u64,
) {
    let class = ctx.pictures.tracks[from][theirs].class;
    let t = &mut ctx.pictures.tracks[state][own];
    t.class = class;
    t.peer = Some((from, theirs));
    t.cause = cause;
}

/// The case of two sides' tracks, named after the one who told.
fn case_name(ctx: &Ctx, teller: StateId, track: TrackId) -> Name {
    let s = &ctx.given.scenario;
    let track = &ctx.pictures.tracks[teller][track];
    Name::joined([s.states[teller].name.as_str(), "/", track.name.as_str()])
}

/// The receiver of a notification has acknowledged it: from here on it shares the case.
pub fn share_case(
    ctx: &mut Ctx,
    state: StateId,
    track: TrackId,
    (teller, theirs): (StateId, TrackId),
    cause: u64,
) {
    let case = case_name(ctx, teller, theirs);
    confirmed(ctx, state, track, teller, case, cause);
}

/// The sender of a notification has its acknowledgement: now both know that both know.
pub fn confirm(ctx: &mut Ctx, state: StateId, track: TrackId, other: StateId, cause: u64) {
    let case = case_name(ctx, state, track);
    confirmed(ctx, state, track, other, case, cause);
    let host = host(ctx, state, track);
    if host == state || host == other {
        decision::on_confirmed(ctx, host, state, other, track, cause);
    }
}

/// The side on whose land a track should be now: it leads.
fn host(ctx: &Ctx, state: StateId, track: TrackId) -> StateId {
    let t = &ctx.pictures.tracks[state][track];
    let pos = expected_at(&t.expected, ctx.at());
    ctx.given.scenario.territory(pos).unwrap_or(state)
}

fn confirmed(ctx: &mut Ctx, state: StateId, track: TrackId, with: StateId, case: Name, cause: u64) {
    let s = ctx.scenario();
    if ctx.pictures.tracks[state][track].case.is_some() {
        return;
    }
    ctx.pictures.tracks[state][track].case = Some(case.clone());
    let t = ctx.pictures.tracks[state][track].clone();
    let place = ctx.place_by(t.last.near);
    let event = ThreatConfirmed {
        case: case.clone(),
        track: t.name.clone(),
        with: s.states[with].name.clone(),
        section: place.section,
        status: place.status,
        joint: place.joint,
    };
    let seq = ctx.log(state, cause, &t.name, event);
    if let Some(unit) = t.tasked {
        let pos = expected_at(&t.expected, ctx.at());
        let event = UnitTasked {
            unit: s.units[unit].name.clone(),
            track: t.name.clone(),
            case: Some(case),
            x_m: num::cents(pos.x),
            y_m: num::cents(pos.y),
            eta_ms: ctx.at(),
            truth: ctx.truth_name(t.last.truth),
        };
        ctx.log(state, seq, &t.name, event);
    }
}

/// One lead is named for a shared case.
pub fn declare_lead(ctx: &mut Ctx, state: StateId, track: TrackId, cause: u64) {
    let s = ctx.scenario();
    let t = &ctx.pictures.tracks[state][track];
    let (name, Some(case)) = (t.name.clone(), t.case.clone()) else {
        return;
    };
    let post = t.post;
    let (other, key) = (t.peer.map(|(peer, _)| peer), ctx.truth_key(t.truth));
    let event = LeadDeclared {
        case,
        lead: s.states[state].name.clone(),
    };
    let seq = ctx.log(state, cause, &name, event);
    ctx.pictures.tracks[state][track].led = true;
    let other = other.or_else(|| neighbour(ctx, state, track));
    if let Some(other) = other {
        let keys = [s.states[state].key, key];
        message::to_neighbour(ctx, post, other, Purpose::Lead(track), &keys, seq);
    }
}

/// The track of a side that stands for the neighbour's track in a case that both share.
pub fn counterpart(
    ctx: &Ctx,
    state: StateId,
    (from, theirs): (StateId, TrackId),
) -> Option<TrackId> {
    let mut own = ctx.pictures.tracks[state].iter();
    own.find(|(_, t)| t.peer == Some((from, theirs)))
        .map(|(id, _)| id)
}

/// The neighbour leads a shared case: this side searches with it.
pub fn led_by(ctx: &mut Ctx, state: StateId, leader: StateId, theirs: TrackId, cause: u64) {
    let Some(own) = counterpart(ctx, state, (leader, theirs)) else {
        return;
    };
    let t = &mut ctx.pictures.tracks[state][own];
    t.led = true;
    let name = t.name.clone();
    let event = LeadAccepted {
        track: name.clone(),
        lead: ctx.state(leader).name.clone(),
    };
    ctx.log(state, cause, &name, event);
}
