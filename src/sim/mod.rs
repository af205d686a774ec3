//! Runs one exercise: `(Scenario, Seeds, Orders) -> entries`, a pure function.
//!
//! The world is a Bevy `World`; a tick is one run of its schedule, which handles whatever is due
//! before the tick's end in order of (time, kind, ids). No result depends on the tick's length.

mod aim;
mod alert;
mod assist;
mod command;
mod course;
mod ctx;
mod custody;
mod decision;
mod desk;
mod encounter;
mod force;
mod group;
mod incident;
mod inject;
mod meeting;
mod message;
mod neighbours;
mod outing;
mod patrol;
mod picture;
mod pursuit;
mod rendezvous;
mod request;
mod response;
pub mod seat;
mod sight;
mod theft;
pub mod track;
mod travel;
mod works;

pub mod calendar;
pub mod contact;
pub mod grid;
pub mod ground;
pub mod hazard;
pub mod motion;
pub mod record;
pub mod setup;
pub mod state;
pub mod world;

use std::sync::Arc;

use bevy::ecs::prelude::{Res, Resource, Schedule, World};
use bevy::ecs::schedule::{LogLevel, ScheduleBuildSettings, SingleThreadedExecutor};

use crate::base::rng::Seed;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::lines::Writer;
use crate::journal::{Entry, Header, Journal};
use crate::order::Order;
use crate::scenario::Scenario;
use calendar::{Calendar, Due};
use ctx::{Books, Ctx, Tick};
use state::{Doing, MoverId, Who};

/// The two seeds of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeds {
    /// Of the world: arrivals, their plans, working days, departures.
    pub world: u64,
    /// Of luck: detection, radio, delays, lapses.
    pub luck: u64,
}

impl Seeds {
    /// One seed for both.
    pub fn both(seed: u64) -> Self {
        Self {
            world: seed,
            luck: seed,
        }
    }
}

/// The end of the last of the ticks that are being run.
#[derive(Resource)]
struct TickEnd(SimTime);

/// So many ticks are run at once where nobody looks at each: no result depends on where a tick
/// ends, and every run of the schedule costs something.
const RUN_AT_ONCE: i64 = 16;

/// So many entries are written at once: what writes them and what brings them about would push
/// each other out of the nearest caches.
const WRITTEN_AT_ONCE: usize = 64;

/// An exercise under way.
pub struct Sim {
    world: World,
    schedule: Schedule,
    tick: SimDuration,
    end: SimTime,
}

impl Sim {
    /// An exercise before STARTEX.
    pub fn new(scenario: Arc<Scenario>, seeds: Seeds, orders: Vec<Order>) -> Self {
        let (tick, end) = (scenario.tick, scenario.end());
        let mut world = World::new();
        setup::fill(
            &mut world,
            scenario,
            Seed(seeds.world),
            Seed(seeds.luck),
            orders,
        );
        world.insert_resource(TickEnd(SimTime::START));
        Self {
            world,
            schedule: schedule(),
            tick,
            end,
        }
    }

    /// Runs one tick and gives what happened in it; `None` after ENDEX.
    pub fn step(&mut self) -> Option<&[Entry]> {
        self.steps(1)
    }

    /// Runs some ticks at once and gives what happened in them; `None` after ENDEX.
    fn steps(&mut self, ticks: i64) -> Option<&[Entry]> {
        let next = self.world.resource::<Books>().calendar.next_at()?;
        // Ticks in which nothing is due are passed over.
        let past = next.0.div_euclid(self.tick.0) * self.tick.0;
        let end = SimTime(past.saturating_add(self.tick.0.saturating_mul(ticks)));
        self.world.resource_mut::<TickEnd>().0 = end;
        self.schedule.run(&mut self.world);
        let books = self.world.resource_mut::<Books>().into_inner();
        Some(books.record.news())
    }

    /// Everything that has happened so far.
    pub fn entries(&self) -> &[Entry] {
        self.world.resource::<Books>().record.since(0)
    }

    /// Everything that has happened.
    pub fn into_entries(mut self) -> Vec<Entry> {
        let books = self.world.remove_resource::<Books>();
        books.map(|b| b.record.into_entries()).unwrap_or_default()
    }

    /// The share of the exercise that is behind.
    pub fn progress(&self) -> f64 {
        let now = self.world.resource::<TickEnd>().0;
        (now.0 as f64 / (self.end.0 as f64).max(1.0)).clamp(0.0, 1.0)
    }
}

/// Runs an exercise to its end and gives its entries; `each` gets those of some ticks as they come,
/// with the share of the exercise that is behind.
pub fn run(
    scenario: &Arc<Scenario>,
    seeds: Seeds,
    orders: &[Order],
    mut each: impl FnMut(&[Entry], f64),
) -> Vec<Entry> {
    let mut sim = Sim::new(Arc::clone(scenario), seeds, orders.to_vec());
    let mut behind = 0.0;
    while let Some(entries) = sim.steps(RUN_AT_ONCE) {
        each(entries, behind);
        behind = sim.progress();
    }
    sim.into_entries()
}

/// Runs an exercise up to the first entry at which it is to be stopped, and gives all entries up to
/// that one; and whether it was stopped.
pub fn until(
    scenario: &Arc<Scenario>,
    seeds: Seeds,
    orders: &[Order],
    mut stop: impl FnMut(&Entry) -> bool,
) -> (Vec<Entry>, bool) {
    let mut sim = Sim::new(Arc::clone(scenario), seeds, orders.to_vec());
    let mut found = None;
    while found.is_none()
        && let Some(entries) = sim.step()
    {
        found = entries.iter().find(|e| stop(e)).map(|e| e.seq);
    }
    let mut entries = sim.into_entries();
    if let Some(seq) = found {
        entries.truncate(seq as usize);
    }
    (entries, found.is_some())
}

/// Runs an exercise to its end and gives its whole journal.
pub fn journal(
    scenario: &Arc<Scenario>,
    header: Header,
    seeds: Seeds,
    orders: &[Order],
) -> Journal {
    let (mut writer, mut lines) = (Writer::default(), Vec::new());
    let mut write = |entries: &[Entry]| {
        lines.clear();
        writer.write(entries, &mut lines);
    };
    let mut sim = Sim::new(Arc::clone(scenario), seeds, orders.to_vec());
    let mut written = 0;
    while sim.steps(RUN_AT_ONCE).is_some() {
        let new = &sim.entries()[written..];
        if new.len() >= WRITTEN_AT_ONCE {
            write(new);
            written += new.len();
        }
    }
    let entries = sim.into_entries();
    write(&entries[written..]);
    Journal {
        header,
        entries,
        trailer: Some(writer.finish(scenario.end())),
    }
}

/// The schedule of a step: single-threaded, and no two systems whose order is left open.
fn schedule() -> Schedule {
    let mut schedule = Schedule::default();
    schedule.set_executor(SingleThreadedExecutor::new());
    schedule.set_build_settings(ScheduleBuildSettings {
        ambiguity_detection: LogLevel::Error,
        ..ScheduleBuildSettings::default()
    });
    schedule.add_systems(handle_due);
    schedule
}

/// Handles everything that is due before the end of the ticks, in order.
fn handle_due(mut tick: Tick, tick_end: Res<TickEnd>) {
    let mut ctx = tick.ctx();
    let watched = ctx
        .given
        .scenario
        .injects
        .iter()
        .any(|(_, i)| i.when.is_some());
    while let Some((at, due)) = ctx.calendar.next_before(tick_end.0) {
        *ctx.now = at;
        read_ahead(&mut ctx);
        handle(&mut ctx, due);
        if watched {
            inject::watch(&mut ctx);
        }
        if due == Due::End {
            *ctx.calendar = Calendar::default(); // nothing is due any more
            return;
        }
    }
}

/// Fetches what the next items will need, where that is much.
fn read_ahead(ctx: &mut Ctx) {
    let whose = |due: &Due| match *due {
        Due::PieceEnd(mover, _) => Some(mover),
        Due::Arrive(group) => Some(ctx.given.group(group)),
        _ => None,
    };
    ctx.contacts.read_ahead(ctx.calendar, ctx.movers, whose);
}

/// Who handles what.
fn handle(ctx: &mut Ctx, due: Due) {
    let now = ctx.at();
    match due {
        Due::SharePlan(p, d) => {
            let plan = setup::plan_entry(ctx, p, d);
            patrol::share(ctx, p, d, plan);
        }
        Due::Start => setup::start(ctx),
        Due::Light(i) => sight::light(ctx, i),
        Due::Weather(i) => sight::weather(ctx, i),
        Due::Ways(i) => ground::planned(ctx, i),
        Due::Order(i) => decision::order(ctx, i),
        Due::Inject(id) => inject::give(ctx, id),
        Due::InjectOver(id) => inject::over(ctx, id),
        Due::PieceEnd(mover, version) => piece_end(ctx, mover, version),
        Due::LineChange(mover, version, section) => {
            if ctx.movers.version(mover) == version {
                match ctx.who(mover) {
                    Who::Unit(unit) => encounter::line_change(ctx, unit, section),
                    Who::Group(group) => group::cross(ctx, group, section),
                    _ => {}
                }
            }
        }
        Due::WatchBegins(o, t, stamp) => {
            if ctx.contacts.open(o, t, stamp, now, ctx.calendar).is_some() {
                sight::watch(ctx, o, t, true);
            }
        }
        Due::WatchEnds(o, t, stamp) => {
            if ctx.contacts.shut(o, t, stamp) {
                sight::watch(ctx, o, t, false);
            }
        }
        Due::Sight(o, t, stamp) => {
            if let Some(n) = ctx.contacts.open(o, t, stamp, now, ctx.calendar) {
                sight::found(ctx, o, t, n);
            }
        }
        Due::Lose(o, t, stamp) => {
            if ctx.contacts.shut(o, t, stamp) {
                sight::lost(ctx, o, t);
            }
        }
        Due::FaceToFace(a, b, stamp) => {
            if ctx.contacts.open(a, b, stamp, now, ctx.calendar).is_some() {
                encounter::begin(ctx, a, b);
            }
        }
        Due::WithinSight(a, b, stamp) => {
            if ctx.contacts.open(a, b, stamp, now, ctx.calendar).is_some() {
                neighbours::sighted(ctx, b, a);
            }
        }
        Due::Tailed(u, stamp, other) => neighbours::tailed(ctx, u, stamp, other),
        Due::Caution(u, stamp, by, section) => neighbours::caution(ctx, u, stamp, by, section),
        Due::PursuitEnds(u, stamp) => pursuit::annex_over(ctx, u, stamp),
        Due::Shot(u, group, cause) => force::shot(ctx, u, group, u64::from(cause)),
        Due::AnnounceWorks(id, number) => works::announce(ctx, id, number),
        Due::SendBack(u, group) => custody::send_back(ctx, u, group),
        Due::Flee(id, version, civilian) => alert::flee(ctx, id, version, civilian),
        Due::WriteReport(id, state) => incident::written(ctx, id, state),
        Due::Arrive(id) => group::arrive(ctx, id),
        Due::SetOut(id) => group::set_out(ctx, id),
        Due::Hazard(id, number) => incident::break_out(ctx, id, number, None),
        Due::Incident(id, stamp) => course::due(ctx, id, stamp),
        Due::PeopleTell(id, state) => incident::people_tell(ctx, id, state),
        Due::InformSuperior(id, state) => incident::inform_superior(ctx, id, state),
        Due::FirstAid(id, unit) => assist::first_aid(ctx, id, unit),
        Due::HandedBack(id) => course::handed_back(ctx, id),
        Due::MeetingBegins(id) => meeting::begins(ctx, id),
        Due::Protocol(id) => meeting::protocol(ctx, id),
        Due::Signal(id, unit) => encounter::signal(ctx, id, unit),
        Due::Workday(id, day) => group::workday(ctx, id, day),
        Due::WorkOver(id, day) => group::work_over(ctx, id, day),
        Due::Depart(p, d, u) => {
            let plan = setup::plan_entry(ctx, p, d);
            patrol::depart(ctx, p, d, u, plan);
        }
        Due::WaitOver(p, d, u) => rendezvous::wait_over(ctx, p, d, u),
        Due::ExchangeOver(p, d) => rendezvous::exchange_over(ctx, p, d),
        Due::StayOver(p, d, u) => rendezvous::stay_over(ctx, p, d, u),
        Due::MustReturn(u, outing) => outing::must_return(ctx, u, outing),
        Due::OnHeight(u, stamp, site) => patrol::on_height(ctx, u, stamp, site),
        Due::PositionReport(u, stamp) => patrol::position_report(ctx, u, stamp),
        Due::Attempt(id) => message::attempt(ctx, id),
        Due::Deliver(id) => message::deliver(ctx, id),
        Due::Handled(id) => desk::handled(ctx, id),
        Due::Decide(id) => decision::due(ctx, id),
        Due::SearchOver(u, stamp) => response::search_over(ctx, u, stamp),
        Due::CheckOver(u, stamp) => response::check_over(ctx, u, stamp),
        Due::EncounterOver(id) => encounter::over(ctx, id),
        Due::End => setup::end(ctx),
    }
}

/// A mover comes to a corner of its path, or to its end.
fn piece_end(ctx: &mut Ctx, mover: MoverId, version: u32) {
    if ctx.movers.version(mover) != version {
        return;
    }
    if ctx.movers.advance(mover) {
        ctx.begin_piece(mover);
        if let Who::Unit(unit) = ctx.who(mover)
            && outing::stretch(ctx, unit)
        {
            outing::turn_home(ctx, unit, "fuel");
            return;
        }
        pursuit::target_turned(ctx, mover);
        return;
    }
    let now = ctx.at();
    ctx.contacts.reseat(mover, now, ctx.movers, ctx.calendar);
    match ctx.who(mover) {
        Who::Unit(unit) => {
            let what = ctx.activity(unit).what.clone();
            match what {
                Doing::Patrol(_) => patrol::there(ctx, unit),
                Doing::Task(_) => response::there(ctx, unit),
                Doing::Assist(id, _) => assist::there(ctx, unit, id),
                Doing::Home => patrol::home(ctx, unit),
                Doing::Ready => {}
            }
        }
        Who::Group(id) => {
            if ctx.course(id).stage == state::GroupStage::OnTheWay {
                group::at_goal(ctx, id);
            }
        }
        Who::Civilian(id) => group::civilian_there(ctx, id),
        Who::Fixed(_) | Who::Part(_) => {}
    }
}
