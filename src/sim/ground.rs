//! The ground as it is just now: the scenario, with the ways that are closed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use crate::base::geo::{Polyline, Pos};
use crate::base::id::{Id, Name};
use crate::journal::event::{WayClosed, WayOpened};
use crate::scenario::file::Mode;
use crate::scenario::network::Network;
use crate::scenario::{Across, LegId, Scenario, SiteId, StateId, no_way_across};
use crate::sim::ctx::Ctx;
use crate::sim::state::{Doing, Stage, Task, Who, WorkStage};
use crate::sim::{group, patrol, response};

/// A scenario and the network that is open now. Everything but the network is the scenario's.
#[derive(Clone, Debug)]
pub struct Ground {
    scenario: Arc<Scenario>,
    /// The ways that are open.
    pub network: Arc<Network>,
    /// Ways across the border.
    across: Across,
}

impl Ground {
    /// A scenario with these legs closed. While all are open, its own network serves, and what is
    /// worked out on it serves every run.
    fn new(scenario: &Arc<Scenario>, closed: BTreeSet<LegId>) -> Self {
        let (network, across) = if closed.is_empty() {
            (Arc::clone(&scenario.network), Arc::clone(&scenario.across))
        } else {
            let places = (scenario.sites.len(), scenario.states.len());
            let network = Arc::new(scenario.network.with_closed(closed));
            (network, no_way_across(places.0, places.1))
        };
        Self {
            scenario: Arc::clone(scenario),
            network,
            across,
        }
    }

    /// The corners, after the first, of the quickest way on foot from a site to another that lies
    /// on the other side than `here`; none if no way leads across. While all ways are open it is
    /// worked out for all runs, so it may depend on nothing but the scenario.
    pub fn way_across(&self, from: SiteId, here: StateId) -> &[Pos] {
        let place = from.index() * self.states.len() + here.index();
        self.across[place].get_or_init(|| {
            let beyond = self
                .sites
                .iter()
                .filter(|(_, site)| site.territory.is_some_and(|territory| territory != here));
            let goal = beyond
                .map(|(id, _)| (self.network.time_s(from, id, Mode::Foot), id))
                .filter(|(time, _)| time.is_finite())
                .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let steps = goal.and_then(|(_, goal)| self.network.route(from, goal, Mode::Foot));
            let corners = steps.into_iter().flatten().flat_map(|step| {
                let leg = &self.network.legs[step.leg];
                leg.corners(step.reversed).skip(1)
            });
            corners.collect()
        })
    }
}

impl Deref for Ground {
    type Target = Scenario;
    fn deref(&self) -> &Scenario {
        &self.scenario
    }
}

/// Which ways are closed, and why.
pub struct Ways {
    ground: Arc<Ground>,
    /// Closed by plan, season or water.
    planned: BTreeSet<LegId>,
    /// Closed by what happened at a place.
    blocked: BTreeMap<LegId, Pos>,
}

impl Ways {
    /// The ways of a scenario, all open.
    pub fn new(scenario: &Arc<Scenario>) -> Self {
        Self {
            ground: Arc::new(Ground::new(scenario, BTreeSet::new())),
            planned: BTreeSet::new(),
            blocked: BTreeMap::new(),
        }
    }

    /// The ground as it is now.
    pub fn ground(&self) -> Arc<Ground> {
        Arc::clone(&self.ground)
    }
}

/// Ways are closed or opened by plan, season or water.
pub fn planned(ctx: &mut Ctx, place: u32) {
    let s = ctx.scenario();
    ctx.ways.planned = s.closures[place as usize].1.clone();
    renew(ctx, None);
}

/// Ways within this distance of a mudflow are blocked, in metres.
const BLOCKED_M: f64 = 400.0;

/// Something blocks the ways near a place until it is cleared.
pub fn block(ctx: &mut Ctx, pos: Pos, cause: u64) {
    let s = ctx.scenario();
    for (leg, x) in s.network.legs.iter() {
        if x.line.foot(pos).distance <= BLOCKED_M {
            ctx.ways.blocked.insert(leg, pos);
        }
    }
    renew(ctx, Some(cause));
}

/// The ways near a place are cleared.
pub fn clear(ctx: &mut Ctx, pos: Pos, cause: u64) {
    ctx.ways.blocked.retain(|_, at| *at != pos);
    renew(ctx, Some(cause));
}

/// Works out which ways are open, notes what changed, and sends those on their way round.
fn renew(ctx: &mut Ctx, cause: Option<u64>) {
    let mut closed = ctx.ways.planned.clone();
    closed.extend(ctx.ways.blocked.keys());
    let before = ctx.ways.ground.network.closed().clone();
    if closed == before {
        return;
    }
    let s = ctx.scenario();
    ctx.ways.ground = Arc::new(Ground::new(&ctx.given.scenario, closed.clone()));
    let ends = |leg: LegId| {
        let leg = &s.network.legs[leg];
        (s.sites[leg.from].name.clone(), s.sites[leg.to].name.clone())
    };
    let mut last = cause;
    for &leg in closed.difference(&before) {
        let (from, to) = ends(leg);
        let name = Name::from(format_args!("{from}/{to}"));
        last = Some(ctx.log_world(cause, &name, WayClosed { from, to }));
    }
    for &leg in before.difference(&closed) {
        let (from, to) = ends(leg);
        let name = Name::from(format_args!("{from}/{to}"));
        last = Some(ctx.log_world(cause, &name, WayOpened { from, to }));
    }
    let shut: Vec<LegId> = closed.difference(&before).copied().collect();
    if let Some(seq) = last.filter(|_| !shut.is_empty()) {
        send_round(ctx, &shut, seq);
    }
}

/// Whoever is about to take a way that was closed looks for another.
fn send_round(ctx: &mut Ctx, shut: &[LegId], cause: u64) {
    let movers: Vec<_> = ctx.given.movers.ids().collect();
    for mover in movers {
        if !leads_over(ctx, mover, shut) {
            continue;
        }
        match ctx.who(mover) {
            Who::Unit(unit) => {
                let what = ctx.activity(unit).what.clone();
                match what {
                    Doing::Patrol(_) => {
                        patrol::break_off(ctx, unit, cause);
                        patrol::go_home(ctx, unit, cause);
                    }
                    Doing::Task(Task {
                        stage: Stage::Under,
                        ..
                    })
                    | Doing::Assist(_, false) => response::go_round(ctx, unit, cause),
                    Doing::Task(_) | Doing::Assist(..) => {}
                    Doing::Home => patrol::go_home(ctx, unit, cause),
                    Doing::Ready => {}
                }
            }
            Who::Group(id) => group::go_round(ctx, id, cause),
            Who::Civilian(id) if ctx.workday(id).stage == WorkStage::Out => {
                group::turn_back(ctx, id, cause);
            }
            Who::Civilian(id) => group::go_home(ctx, id, cause),
            Who::Fixed(_) | Who::Part(_) => {}
        }
    }
}

/// Whether a mover's path leads over one of these legs on which it is not yet.
fn leads_over(ctx: &Ctx, mover: crate::sim::state::MoverId, shut: &[LegId]) -> bool {
    const ON_M: f64 = 0.5;
    let s = &ctx.given.scenario;
    let here = ctx.movers.pos(mover, ctx.at());
    let ahead = ctx.movers.ahead(mover);
    shut.iter().any(|&leg| {
        let line = &s.network.legs[leg].line;
        let middle = line.at(line.length() / 2.0);
        if line.foot(here).distance <= ON_M && !line.foot(here).beyond_end {
            let ends = line.points();
            let at_end = here
                .distance(ends[0])
                .min(here.distance(ends[ends.len() - 1]));
            if at_end > ON_M {
                return false; // it is on its way over already
            }
        }
        let mut from = ctx.movers.piece(mover).start;
        ahead.iter().any(|w| {
            let to = Pos::new(w.1, w.2);
            let piece = Polyline::new(vec![from, to]);
            from = to;
            piece.length() > 0.0 && piece.foot(middle).distance <= ON_M
        })
    })
}
