//! Patrols: whether they went as they were announced, and whom they met unannounced.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::geo::Pos;
use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::conduct::ledger::Verdict;
use crate::journal::event::{Event, Waypoint};
use crate::scenario::UnitId;
use crate::score::evidence::Source;
use crate::score::figures::{Case, Figure, View, inside, share};
use crate::score::findings::state_of;

/// The rule that says what to do in an encounter.
const HALT: &str = "LOC-08";

/// Patrols, their plans and their encounters.
#[derive(Default)]
pub struct Patrols {
    /// Kilometres of each unit on patrol, towards the state across its section.
    km: Vec<Case>,
    /// Encounters that nobody had agreed to: which, whose, with whom.
    encounters: Vec<(Name, Case)>,
    /// 1 for each such encounter in which the unit halted as agreed, 0 for each other.
    halted: Vec<Case>,
    /// 1 for each departure along a joint section that went as announced, 0 for each other.
    as_planned: Vec<Case>,
}

/// A unit out on patrol.
struct Outing<'j> {
    patrol: &'j Name,
    departure: u32,
    started: SimTime,
    neighbour: Option<Name>,
    /// The agreed places that it has not come near yet.
    open: Vec<Pos>,
    metres: f64,
    motion: Option<&'j [Waypoint]>,
}

impl Patrols {
    /// Gathers them.
    pub fn gather(source: Source<'_>) -> Self {
        let mut out = Self::default();
        out.gather_outings(source);
        out.gather_encounters(source);
        out
    }

    fn gather_outings(&mut self, source: Source<'_>) {
        let journal = source.journal;
        let units: BTreeMap<&Name, UnitId> = source
            .scenario
            .units
            .iter()
            .map(|(id, u)| (&u.name, id))
            .collect();
        let reach = source.profile.number("plan_distance_m");
        let mut planned: BTreeMap<(&Name, u32), SimTime> = BTreeMap::new();
        let mut shared: BTreeSet<(&Name, &Name, u32)> = BTreeSet::new();
        let mut out: BTreeMap<&Name, Outing<'_>> = BTreeMap::new();
        for entry in &journal.entries {
            match &entry.event {
                Event::PatrolPlanned(e) => {
                    planned.insert((&e.patrol, e.departure), e.depart_ms);
                }
                Event::PlanShared(e) => {
                    shared.insert((&entry.actor, &e.patrol, e.departure));
                }
                Event::PatrolCancelled(e) => {
                    if let Some(to) = joint_neighbour(source, &e.patrol, &e.unit) {
                        let case = Case::new(entry.actor.clone(), Some(to), 0.0);
                        self.as_planned.push(case);
                    }
                }
                Event::PatrolStarted(e) => {
                    let outing = Outing {
                        patrol: &e.patrol,
                        departure: e.departure,
                        started: entry.at,
                        neighbour: e.neighbour.clone(),
                        open: places(source, &e.patrol, units.get(&e.unit)),
                        metres: 0.0,
                        motion: None,
                    };
                    out.insert(&e.unit, outing);
                }
                Event::Motion(e) => {
                    if let Some(o) = out.get_mut(&e.mover) {
                        o.move_until(entry.at, reach);
                        o.motion = Some(&e.path);
                    }
                }
                Event::PatrolEnded(e) => {
                    let Some(mut o) = out.remove(&e.unit) else {
                        continue;
                    };
                    o.move_until(entry.at, reach);
                    self.km.push(Case::new(
                        entry.actor.clone(),
                        o.neighbour.clone(),
                        o.metres / 1000.0,
                    ));
                    let Some(to) = joint_neighbour(source, o.patrol, &e.unit) else {
                        continue;
                    };
                    let agreed = planned.get(&(o.patrol, o.departure));
                    let tolerance = source.profile.length("plan_time");
                    let on_time = agreed.is_some_and(|at| (o.started - *at).0.abs() <= tolerance.0);
                    let told = shared.contains(&(&entry.actor, o.patrol, o.departure));
                    let whole = e.outcome == *"completed" && o.open.is_empty();
                    let value = f64::from(u8::from(on_time && told && whole));
                    self.as_planned
                        .push(Case::new(entry.actor.clone(), Some(to), value));
                }
                _ => {}
            }
        }
        // Who is still out at ENDEX has gone so far.
        for (unit, mut o) in out {
            o.move_until(journal.horizon(), reach);
            let state = units.get(unit).map(|u| source.scenario.units[*u].state);
            if let Some(state) = state {
                let case = Case::new(source.state(state), o.neighbour, o.metres / 1000.0);
                self.km.push(case);
            }
        }
    }

    fn gather_encounters(&mut self, source: Source<'_>) {
        let state: BTreeMap<&Name, Name> = source
            .scenario
            .units
            .iter()
            .map(|(_, u)| (&u.name, source.state(u.state)))
            .collect();
        for entry in &source.journal.entries {
            if let Event::EncounterBegan(e) = &entry.event
                && !e.planned
            {
                let to = state.get(&e.other).cloned();
                let case = Case::new(entry.actor.clone(), to, 1.0);
                self.encounters.push((e.encounter.clone(), case));
            }
        }
        for o in &source.judgement.obligations {
            let decided = matches!(o.verdict, Verdict::Satisfied | Verdict::Violated);
            // Halting, not the absence of an advance, has a deadline.
            if source.rules.rules[o.rule].id.value == *HALT && decided && o.deadline.is_some() {
                let other = o.evidence.first().and_then(|&s| source.journal.entry(s));
                let to = other.and_then(|e| match &e.event {
                    Event::EncounterBegan(e) => state.get(&e.other).cloned(),
                    _ => None,
                });
                let value = f64::from(u8::from(o.verdict == Verdict::Satisfied));
                self.halted
                    .push(Case::new(state_of(source.journal, o), to, value));
            }
        }
    }

    /// M9.
    pub fn encounters(&self, view: &View) -> Vec<Figure> {
        let km: f64 = inside(&self.km, view).iter().sum();
        let met: BTreeSet<&Name> = self
            .encounters
            .iter()
            .filter(|(_, c)| view.has(&c.from, c.to.as_ref()))
            .map(|(name, _)| name)
            .collect();
        let value = (km >= 1.0).then(|| 1000.0 * met.len() as f64 / km);
        let (halted, m) = share(&inside(&self.halted, view));
        vec![
            Figure::new(
                "encounters nobody agreed to, per 1,000 patrol-km",
                "/1000 km",
                value,
                met.len(),
            ),
            Figure::new("units that halted in them", "%", halted, m),
            Figure::new("kilometres on patrol", "km", (km > 0.0).then_some(km), 1),
        ]
    }

    /// M14.
    pub fn as_planned(&self, view: &View) -> Vec<Figure> {
        let (value, n) = share(&inside(&self.as_planned, view));
        vec![Figure::new("patrols as announced", "%", value, n)]
    }
}

/// The places at which a unit of a patrol should call.
fn places(source: Source<'_>, patrol: &Name, unit: Option<&UnitId>) -> Vec<Pos> {
    let scenario = source.scenario;
    let patrol = scenario.patrols.iter().find(|(_, p)| p.name == *patrol);
    let (Some((_, patrol)), Some(unit)) = (patrol, unit) else {
        return Vec::new();
    };
    let route = patrol.units.iter().find(|(u, _)| u == unit);
    let sites = route.into_iter().flat_map(|(_, sites)| sites);
    sites.map(|&s| scenario.sites[s].pos).collect()
}

/// The state across the joint section along which a patrol goes, if it does.
fn joint_neighbour(source: Source<'_>, patrol: &Name, unit: &Name) -> Option<Name> {
    let scenario = source.scenario;
    let (_, patrol) = scenario.patrols.iter().find(|(_, p)| p.name == *patrol)?;
    let section = &scenario.sections[patrol.section?];
    let (_, unit) = scenario.units.iter().find(|(_, u)| u.name == *unit)?;
    (section.joint && section.concerns(unit.state))
        .then(|| source.state(section.across(unit.state)))
}

impl Outing<'_> {
    /// What it did on its present path up to an instant.
    fn move_until(&mut self, until: SimTime, reach_m: f64) {
        let Some(path) = self.motion.take() else {
            return;
        };
        for pair in path.windows(2) {
            let (a, b) = (&pair[0], &pair[1]);
            if a.0 >= until {
                break;
            }
            let (from, mut to) = (Pos::new(a.1, a.2), Pos::new(b.1, b.2));
            if b.0 > until {
                let share = (until - a.0).0 as f64 / ((b.0 - a.0).0 as f64).max(1.0);
                to = from.toward(to, share);
            }
            self.metres += from.distance(to);
            self.open.retain(|p| apart(*p, from, to) > reach_m);
        }
    }
}

/// How far a place lies from a straight piece of a path.
fn apart(p: Pos, from: Pos, to: Pos) -> f64 {
    let (along, gap) = (to.minus(from), p.minus(from));
    let length = along.dot(along);
    let share = if length > 0.0 {
        (gap.dot(along) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    p.distance(from.toward(to, share))
}
