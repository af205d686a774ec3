//! From a sensor to a report: detections, lost contacts, parts of sections in view, and what light
//! and weather leave of a sensor's range.

use crate::base::geo::Pos;
use crate::base::num;
use crate::base::rng::Purpose as Draw;
use crate::base::time::SimTime;
use crate::journal::event::{
    ContactDetected, ContactLost, LightChanged, ObservationBegan, ObservationEnded, WeatherChanged,
};
use crate::scenario::file::Mode;
use crate::scenario::light::Illumination;
use crate::scenario::{Scenario, Sensor, SensorId, Weather};
use crate::sim::ctx::Ctx;
use crate::sim::hazard::{Lens, Lenses};
use crate::sim::state::{Doing, JobKind, MoverId, Purpose, Stage, Who};
use crate::sim::track::{Sighting, Truth};
use crate::sim::{desk, message, outing, pursuit, rendezvous};

/// Error of an observed place: a share of the range, and a least amount in metres.
const FIX_SHARE: f64 = 0.03;
const FIX_LEAST_M: f64 = 20.0;
/// Error of an observed course, in radians, and of an observed speed, as a share.
const COURSE_ERROR: f64 = 0.15;
const SPEED_ERROR: f64 = 0.1;

/// A sensor as light and weather leave it.
fn lens(sensor: &Sensor, weather: &Weather, light: Illumination) -> Lens {
    let clear = match light {
        Illumination::Day => sensor.day_m,
        Illumination::Moonlight => sensor.moon_m,
        Illumination::Night => sensor.night_m,
    };
    let through = sensor.through_fog;
    let seen = if through {
        clear
    } else {
        clear.min(weather.visibility_km * 1000.0)
    };
    Lens {
        law: sensor.law,
        range_m: seen * weather.sight_factor(through),
        rate_per_s: sensor.rate_per_s,
    }
}

/// An observer's sensors as they are at an instant.
pub fn lenses(s: &Scenario, sensors: &[SensorId], at: SimTime) -> Lenses {
    let (weather, light) = (s.weather_at(at), s.light_at(at));
    sensors
        .iter()
        .map(|&id| lens(&s.sensors[id], &weather, light))
        .filter(|l| l.range_m > 0.0)
        .collect()
}

/// The sensors of a mover, if it has any.
pub fn sensors_of(s: &Scenario, who: Who) -> Option<&[SensorId]> {
    match who {
        Who::Unit(id) => Some(&s.units[id].sensors),
        Who::Fixed(id) => Some(&s.sites[id].sensors),
        _ => None,
    }
}

/// It becomes day or night.
pub fn light(ctx: &mut Ctx, place: u32) {
    let s = ctx.scenario();
    let light = s.light[place as usize].1.word().into();
    ctx.log_world(None, &"light".into(), LightChanged { light });
    look_again(ctx);
}

/// The weather changes.
pub fn weather(ctx: &mut Ctx, place: u32) {
    let s = ctx.scenario();
    let w = s.weather[place as usize];
    let event = WeatherChanged {
        visibility_km: w.visibility_km,
        fog: w.fog,
        rain: w.rain,
        snow: w.snow,
        dust: w.dust,
        wind_mps: w.wind_mps,
        high_water: w.high_water,
    };
    ctx.log_world(None, &"weather".into(), event);
    look_again(ctx);
    if !s.going_at(ctx.at()).flying() {
        let drones = s.units.iter().filter(|(_, u)| u.mode == Mode::Uav);
        for unit in drones.map(|(id, _)| id) {
            outing::turn_home(ctx, unit, "weather");
        }
    }
}

fn look_again(ctx: &mut Ctx) {
    let (s, now) = (ctx.scenario(), ctx.at());
    let Ctx {
        contacts,
        movers,
        calendar,
        given,
        ..
    } = ctx;
    contacts.relens(now, movers, calendar, |mover| {
        sensors_of(s, given.movers[mover]).map(|sensors| lenses(s, sensors, now))
    });
}

/// A part of a section comes into view, or goes out of it.
pub fn watch(ctx: &mut Ctx, observer: MoverId, part: MoverId, begins: bool) {
    let s = ctx.scenario();
    let (Who::Part(id), Some(state)) = (ctx.who(part), ctx.side_of(observer)) else {
        return;
    };
    let section = &s.sections[s.parts[id].section];
    let (name, cause) = (s.parts[id].name.clone(), cause_of(ctx, observer));
    let (status, observer) = (section.status.word().into(), ctx.name_of(observer));
    if begins {
        let event = ObservationBegan {
            section: section.name.clone(),
            part: name.clone(),
            status,
            joint: section.joint,
            observer,
        };
        ctx.log(state, cause, &name, event);
    } else {
        let event = ObservationEnded {
            section: section.name.clone(),
            part: name.clone(),
            status,
            joint: section.joint,
            observer,
        };
        ctx.log(state, cause, &name, event);
    }
}

/// The entry that brought an observer to where it is.
pub fn cause_of(ctx: &mut Ctx, observer: MoverId) -> u64 {
    match ctx.who(observer) {
        Who::Unit(id) => ctx.activity(id).cause,
        Who::Group(id) => ctx.course(id).cause,
        Who::Civilian(id) => ctx.workday(id).cause,
        Who::Fixed(_) | Who::Part(_) => ctx.post.startex,
    }
}

/// What an observer makes of a target's place and course.
pub fn observe(
    ctx: &Ctx,
    observer: MoverId,
    target: MoverId,
    number: u32,
    first: bool,
) -> Sighting {
    let now = ctx.at();
    let (here, there) = (ctx.movers.pos(observer, now), ctx.movers.pos(target, now));
    let keys = [
        ctx.contacts.key(observer),
        ctx.contacts.key(target),
        u64::from(number) * 2 + u64::from(first),
    ];
    let mut stream = ctx.luck(Draw::Fix, &keys);
    let sigma = FIX_LEAST_M + FIX_SHARE * here.distance(there);
    let error = Pos::new(sigma * stream.normal(), sigma * stream.normal());
    let velocity = ctx.movers.piece(target).velocity;
    let (turn, gain) = (
        COURSE_ERROR * stream.normal(),
        (1.0 + SPEED_ERROR * stream.normal()).max(0.3),
    );
    let (sin, cos) = (num::sin(turn), num::cos(turn));
    let turned = Pos::new(
        velocity.x * cos - velocity.y * sin,
        velocity.x * sin + velocity.y * cos,
    );
    let pos = there.plus(error).cents();
    Sighting {
        at: now,
        pos,
        near: ctx.given.scenario.near(pos),
        velocity: turned.times(gain),
        truth: Truth::Mover(target),
        first,
    }
}

/// An observer finds a target.
pub fn found(ctx: &mut Ctx, observer: MoverId, target: MoverId, number: u32) {
    let Some(state) = ctx.side_of(observer) else {
        return;
    };
    let now = ctx.at();
    let sighting = observe(ctx, observer, target, number, true);
    let range = ctx
        .movers
        .pos(observer, now)
        .distance(ctx.movers.pos(target, now));
    let place = ctx.place_by(sighting.near);
    let (name, truth, cause) = (
        ctx.name_of(observer),
        ctx.name_of(target),
        cause_of(ctx, observer),
    );
    let seq = ctx.log(
        state,
        cause,
        &name,
        ContactDetected {
            observer: name.clone(),
            range_m: num::cents(range),
            x_m: sighting.pos.x,
            y_m: sighting.pos.y,
            section: place.section,
            status: place.status,
            line_distance_m: place.line_distance_m,
            truth,
        },
    );
    if let Who::Unit(unit) = ctx.who(observer)
        && pursuit::recognises(ctx, unit, target)
    {
        pursuit::pursue(ctx, unit, target, seq);
        return;
    }
    report(ctx, observer, sighting, number, seq);
    if let Who::Unit(unit) = ctx.who(observer) {
        for partner in rendezvous::partners(ctx, unit) {
            report(ctx, ctx.given.unit(partner), sighting, number, seq);
        }
    }
}

/// A found target goes out of reach.
pub fn lost(ctx: &mut Ctx, observer: MoverId, target: MoverId) {
    let Some(state) = ctx.side_of(observer) else {
        return;
    };
    let (name, truth, cause) = (
        ctx.name_of(observer),
        ctx.name_of(target),
        cause_of(ctx, observer),
    );
    let event = ContactLost {
        observer: name.clone(),
        truth,
    };
    let seq = ctx.log(state, cause, &name, event);
    if let Who::Unit(unit) = ctx.who(observer) {
        let what = ctx.activity(unit).what.clone();
        if let Doing::Task(task) = what {
            if matches!(task.stage, Stage::Pursuing { target: t, .. } if t == target) {
                pursuit::lost_sight(ctx, unit, seq);
            }
            return;
        }
    }
    let sighting = observe(ctx, observer, target, 0, false);
    report(ctx, observer, sighting, 1_000_000, seq);
}

/// A sighting goes to the observer's post: by radio, or at once from sensors that stand there.
fn report(ctx: &mut Ctx, observer: MoverId, sighting: Sighting, number: u32, cause: u64) {
    let s = ctx.scenario();
    match ctx.who(observer) {
        Who::Unit(unit) => {
            let keys = [ctx.contacts.key(observer), ctx.truth_key(sighting.truth)];
            let home = s.units[unit].home;
            message::from_unit(
                ctx,
                unit,
                home,
                Purpose::Report(sighting),
                &keys,
                number,
                cause,
            );
        }
        Who::Fixed(site) => {
            let Some(state) = s.sites[site].state else {
                return;
            };
            let post = desk::nearest_post(s, state, s.sites[site].pos);
            if let Some(post) = post {
                desk::put(ctx, post, JobKind::Seen(sighting), cause);
            }
        }
        _ => {}
    }
}
