//! File to scenario: names resolved once, every fault reported with its place.
//!
//! Things are sorted by name before they get their dense ids, so the order in a file means
//! nothing.

mod forces;
mod ground;
mod incidents;
mod msel;
mod people;
mod terrain;

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostics, Span};
use crate::base::geo::{Polyline, Pos};
use crate::base::id::{Id, IdVec, Name};
use crate::base::plane::{LonLat, Plane};
use crate::base::text;
use crate::base::time::{Calendar, SimTime};
use crate::notation::kinds::At;
use crate::scenario::file::{Point, ScenarioFile};
use crate::scenario::inputs::Inputs;
use crate::scenario::{
    AreaId, CivilianId, HazardId, InjectId, PatrolId, RiverId, Scenario, SectionId, SensorId,
    SiteId, SourceId, State, StateId, UnitId, border, check, light, network,
};

/// The longest exercise: 90 days, in milliseconds.
const DURATION_MAX_MS: i64 = 90 * 86_400_000;
/// The shortest tick: one second, in milliseconds.
const TICK_MIN_MS: i64 = 1_000;

/// Names and the ids they stand for.
struct Table<I> {
    what: &'static str,
    slug: &'static str,
    ids: BTreeMap<Name, I>,
}

/// The work in progress: where faults go, and the tables of names.
struct Lowering<'a> {
    file: &'a ScenarioFile,
    diags: &'a mut Diagnostics,
    plane: Plane,
    states: Table<StateId>,
    sections: Table<SectionId>,
    sites: Table<SiteId>,
    sensors: Table<SensorId>,
    units: Table<UnitId>,
    patrols: Table<PatrolId>,
    sources: Table<SourceId>,
    civilians: Table<CivilianId>,
    hazards: Table<HazardId>,
    injects: Table<InjectId>,
    objectives: Table<ObjectiveId>,
}

crate::dense_ids! {
    /// An objective, while names are resolved.
    ObjectiveId
}

/// Items sorted by id, without those whose id stands twice (which are reported).
fn sorted<'f, T, I: Id>(
    items: &'f [T],
    id: impl Fn(&T) -> &At<Name>,
    what: &'static str,
    slug: &'static str,
    diags: &mut Diagnostics,
) -> (Vec<&'f T>, Table<I>) {
    let mut by_name: BTreeMap<Name, &'f T> = BTreeMap::new();
    for item in items {
        let name = id(item);
        if by_name.insert(name.value.clone(), item).is_some() {
            diags.error(
                "duplicate-id",
                name.span,
                format!("two {what}s have the id `{}`", name.value),
                "give one of them another id",
            );
        }
    }
    let ids = by_name
        .keys()
        .enumerate()
        .map(|(i, n)| (n.clone(), I::from_index(i)))
        .collect();
    (by_name.into_values().collect(), Table { what, slug, ids })
}

impl<I: Id> Table<I> {
    fn find(&self, name: &At<Name>, diags: &mut Diagnostics) -> Option<I> {
        let found = self.ids.get(&name.value).copied();
        if found.is_none() {
            let known = self.ids.keys().map(Name::as_str);
            let help = match text::did_you_mean(name.as_str(), known.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if self.ids.is_empty() => format!("the scenario has no {}s yet", self.what),
                None => format!("the {}s are {}", self.what, text::one_of(known)),
            };
            let message = format!("no {} `{}`", self.what, name.value);
            diags.error(self.slug, name.span, message, help);
        }
        found
    }
}

/// Resolves a scenario; `None` if there is any error.
pub fn lower(inputs: &Inputs, diags: &mut Diagnostics) -> Option<Scenario> {
    let file = &inputs.scenario;
    let mut own = Diagnostics::default();
    let d = &mut own;
    let calendar = Calendar::parse(&file.start).map_err(|message| {
        d.error(
            "bad-start",
            file.start.span,
            message,
            "give date, time and offset",
        );
    });
    check_times(file, d);
    let (states, state_table) = sorted(&file.states, |s| &s.id, "state", "unknown-state", d);
    let (sections, section_table) =
        sorted(&file.sections, |s| &s.id, "section", "unknown-section", d);
    let (sites, site_table) = sorted(&file.sites, |s| &s.id, "site", "unknown-site", d);
    let (areas, _) = sorted::<_, AreaId>(&file.areas, |a| &a.id, "area", "unknown-area", d);
    let (rivers, _) = sorted::<_, RiverId>(&file.rivers, |r| &r.id, "river", "unknown-river", d);
    let (sensors, sensor_table) = sorted(&file.sensors, |s| &s.id, "sensor", "unknown-sensor", d);
    let (units, unit_table) = sorted(&file.units, |s| &s.id, "unit", "unknown-unit", d);
    let (patrols, patrol_table) = sorted(&file.patrols, |s| &s.id, "patrol", "unknown-patrol", d);
    let (sources, source_table) = sorted(
        &file.arrivals,
        |s| &s.id,
        "source of arrivals",
        "unknown-arrivals",
        d,
    );
    let (civilians, civilian_table) = sorted(
        &file.civilians,
        |s| &s.id,
        "group of citizens",
        "unknown-civilians",
        d,
    );
    let (hazards, hazard_table) = sorted(
        &file.incidents,
        |s| &s.id,
        "incident",
        "unknown-incident",
        d,
    );
    let (injects, inject_table) = sorted(&file.injects, |s| &s.id, "inject", "unknown-inject", d);
    let (_, objective_table) = sorted(
        &file.objectives,
        |s| &s.id,
        "objective",
        "unknown-objective",
        d,
    );
    let mut l = Lowering {
        file,
        diags: d,
        plane: plane_of(file),
        states: state_table,
        sections: section_table,
        sites: site_table,
        sensors: sensor_table,
        units: unit_table,
        patrols: patrol_table,
        sources: source_table,
        civilians: civilian_table,
        hazards: hazard_table,
        injects: inject_table,
        objectives: objective_table,
    };
    l.names_are_unique();
    let sites = l.all(&sites, Lowering::site);
    let states: Vec<Option<State>> = states
        .iter()
        .map(|s| l.state(s, inputs, sites.as_ref()))
        .collect();
    let states: Option<IdVec<StateId, State>> = states.into_iter().collect();
    let sensors = l.all(&sensors, Lowering::sensor);
    let sections = l.sections(&sections, sites.as_ref());
    let legs = l.legs(sites.as_ref());
    let areas = l.all(&areas, Lowering::area);
    let rivers = l.all(&rivers, Lowering::river);
    let network = match (&sites, legs) {
        (Some(sites), Some(legs)) => Some(network::Network::new(sites.len(), legs)),
        _ => None,
    };
    let ground = sites.as_ref().zip(network.as_ref()).zip(sections.as_ref());
    let units = l.all(&units, Lowering::unit);
    let patrols = match (&ground, &units) {
        (Some(((sites, network), sections)), Some(units)) => {
            l.patrols(&patrols, sites, network, sections, units)
        }
        _ => l.patrol_names(&patrols),
    };
    let sources = l.sources(&sources, ground.as_ref().map(|((s, n), _)| (*s, *n)));
    let civilians = l.civilians(&civilians, ground.as_ref().map(|((s, n), _)| (*s, *n)));
    let hazards = l.all(&hazards, Lowering::hazard);
    let representatives: Vec<_> = file
        .representatives
        .iter()
        .map(|r| l.representative(r))
        .collect();
    let injects = l.all(&injects, Lowering::inject);
    let channels = l.channels();
    let objectives = l.objectives();
    let weather = l.weather();
    let plane = l.plane.clone();
    let closures = match (&network, &calendar) {
        (Some(network), Ok(calendar)) => l.closures(network, &weather, *calendar),
        _ => Vec::new(),
    };
    let clean = !own.has_errors();
    diags.append(own);
    if !clean {
        return None;
    }
    let calendar = calendar.ok()?;
    let place = LonLat {
        lon: file.origin.lon.0,
        lat: file.origin.lat.0,
    };
    let sections = sections?;
    let parts = border::all_parts(sections.iter());
    let mut sites = sites?;
    for id in sites.ids() {
        let near = border::nearest(sections.iter(), sites[id].pos);
        sites[id].territory = near.map(|n| n.state);
    }
    let mut west_to_east: Vec<_> = sites.iter().map(|(id, s)| (s.pos, id)).collect();
    west_to_east.sort_by(|a, b| a.0.x.total_cmp(&b.0.x));
    let scenario = Scenario {
        title: file.title.clone(),
        summary: file.summary.clone(),
        calendar,
        duration: file.duration.value,
        tick: file.tick.value,
        light: light::changes(file.light, calendar, place, file.duration.value),
        weather,
        plane,
        states: states?,
        sections,
        parts,
        sites,
        west_to_east,
        network: network?,
        closures,
        areas: areas?,
        rivers: rivers?,
        sensors: sensors?,
        channels,
        units: units?,
        patrols: patrols?,
        sources: sources?,
        civilians: civilians?,
        hazards: hazards?,
        representatives: representatives.into_iter().collect::<Option<_>>()?,
        radio_reach: file.radio_reach.0,
        injects: injects?,
        objectives,
    };
    check::warn(file, &scenario, diags);
    Some(scenario)
}

/// Faults of the exercise's own times.
fn check_times(file: &ScenarioFile, d: &mut Diagnostics) {
    let duration = file.duration.value.0;
    if duration <= 0 {
        d.error(
            "end-before-start",
            file.duration.span,
            "the exercise ends when it starts: `duration` is zero",
            "write how long it lasts, such as \"12h\"",
        );
    }
    if duration > DURATION_MAX_MS {
        d.error(
            "out-of-range",
            file.duration.span,
            "an exercise lasts at most 90 days",
            "shorten it",
        );
    }
    if file.tick.value.0 < TICK_MIN_MS {
        d.error(
            "out-of-range",
            file.tick.span,
            "a tick is at least 1 s",
            "write \"60s\"",
        );
    }
    let mut within = |at: &At<SimTime>, what: &str| {
        if duration > 0 && at.value.0 > duration {
            d.error(
                "after-endex",
                at.span,
                format!("{what} comes after ENDEX"),
                format!(
                    "the exercise lasts {}; choose an earlier time",
                    file.duration.value
                ),
            );
        }
    };
    file.weather
        .iter()
        .for_each(|w| within(&w.at, "this weather"));
    file.legs
        .iter()
        .flat_map(|l| &l.closed)
        .for_each(|c| within(&c.from, "this closure"));
    file.patrols
        .iter()
        .flat_map(|p| &p.depart)
        .for_each(|t| within(t, "this departure"));
    file.arrivals
        .iter()
        .flat_map(|a| &a.at)
        .for_each(|t| within(t, "this arrival"));
    file.incidents
        .iter()
        .flat_map(|i| &i.times)
        .for_each(|t| within(t, "this incident"));
    for inject in &file.injects {
        if let crate::scenario::file::WhenFile::Time(at) = &inject.at {
            within(at, "this inject");
        }
    }
}

/// The plane, centred on the middle of what bounds the sections.
fn plane_of(file: &ScenarioFile) -> Plane {
    let origin = LonLat {
        lon: file.origin.lon.0,
        lat: file.origin.lat.0,
    };
    let points = file
        .sections
        .iter()
        .flat_map(|s| s.line.iter().chain(s.claims.values().flatten()));
    let (mut low, mut high) = (
        (f64::INFINITY, f64::INFINITY),
        (f64::NEG_INFINITY, f64::NEG_INFINITY),
    );
    for p in points {
        low = (low.0.min(p.lon.0), low.1.min(p.lat.0));
        high = (high.0.max(p.lon.0), high.1.max(p.lat.0));
    }
    let centre = if low.0.is_finite() {
        LonLat {
            lon: low.0.midpoint(high.0),
            lat: low.1.midpoint(high.1),
        }
    } else {
        origin
    };
    Plane::new(centre)
}

impl Lowering<'_> {
    /// All items, or `None` if any has a fault; every one is looked at.
    fn all<T, U, I: Id>(
        &mut self,
        items: &[&T],
        each: fn(&mut Self, &T) -> Option<U>,
    ) -> Option<IdVec<I, U>> {
        let done: Vec<Option<U>> = items.iter().map(|item| each(self, item)).collect();
        done.into_iter().collect()
    }

    /// Units, sites and citizens stand side by side in the journal: their ids must differ.
    fn names_are_unique(&mut self) {
        for unit in &self.file.units {
            let taken = self.sites.ids.contains_key(&unit.id.value)
                || self.civilians.ids.contains_key(&unit.id.value);
            if taken {
                self.diags.error(
                    "duplicate-id",
                    unit.id.span,
                    format!(
                        "the unit `{}` has the id of a site or of citizens",
                        unit.id.value
                    ),
                    "give one of them another id",
                );
            }
        }
        let _ = (&self.patrols, &self.sources, &self.injects);
    }

    fn pos(&self, p: &Point) -> Pos {
        self.plane.pos(LonLat {
            lon: p.lon.0,
            lat: p.lat.0,
        })
    }

    /// A line through points; `None` with a fault if it has no length.
    fn line(&mut self, points: &[Point], span: Span, what: &str) -> Option<Polyline> {
        let line = Polyline::new(points.iter().map(|p| self.pos(p)).collect());
        if points.len() < 2 || line.length() <= 0.0 {
            let message = format!("{what} needs at least two different points");
            self.diags
                .error("line-too-short", span, message, "add points");
            return None;
        }
        Some(line)
    }
}
