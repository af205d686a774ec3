//! File to scenario: names resolved once, every fault reported with its place.
//!
//! Things are sorted by name before they get their dense ids, so the order in a file means
//! nothing.

mod forces;
mod ground;
mod incidents;
mod limits;
mod msel;
mod people;
mod terrain;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use crate::base::diag::{Diagnostics, Span};
use crate::base::geo::{Polyline, Pos};
use crate::base::id::{Id, IdVec, Name};
use crate::base::plane::{LonLat, Plane};
use crate::base::text;
use crate::base::time::{Calendar, SimTime};
use crate::notation::kinds::At;
use crate::notation::syntax::quoted;
use crate::scenario::file::{Point, ScenarioFile, SiteFile};
use crate::scenario::going::Going;
use crate::scenario::inputs::Inputs;
use crate::scenario::{
    AreaId, CivilianId, HazardId, InjectId, PatrolId, RiverId, Scenario, SectionId, SensorId, Site,
    SiteId, SourceId, State, StateId, Unit, UnitId, border, check, light, network,
};

/// The longest exercise: 90 days, in milliseconds.
const DURATION_MAX_MS: i64 = 90 * 86_400_000;
/// The shortest tick: one second, in milliseconds.
const TICK_MIN_MS: i64 = 1_000;

/// Things that no other thing of a scenario names.
const NEVER_NAMED: &str = "unknown-id";

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
    /// The files of the sites, by their ids.
    site_files: Vec<&'a SiteFile>,
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

/// Items sorted by id; of those whose id stands twice, which are reported, it means the first.
fn sorted<'f, T, I: Id>(
    items: &'f [T],
    id: impl Fn(&T) -> &At<Name>,
    what: &'static str,
    slug: &'static str,
    diags: &mut Diagnostics,
) -> (Vec<&'f T>, Table<I>) {
    let mut all: Vec<&'f T> = items.iter().collect();
    all.sort_by(|a, b| id(a).value.cmp(&id(b).value));
    let mut ids = BTreeMap::new();
    for (i, item) in all.iter().enumerate() {
        let name = id(item);
        match ids.entry(name.value.clone()) {
            Entry::Vacant(free) => {
                free.insert(I::from_index(i));
            }
            // It is looked at all the same: it may have more faults.
            Entry::Occupied(_) => {
                diags.error(
                    "duplicate-id",
                    name.span,
                    format!("two {what}s have the id `{}`", name.value),
                    "give one of them another id",
                );
            }
        }
    }
    (all, Table { what, slug, ids })
}

impl<I: Id> Table<I> {
    fn find(&self, name: &At<Name>, diags: &mut Diagnostics) -> Option<I> {
        let found = self.ids.get(&name.value).copied();
        if found.is_none() {
            let known = || self.ids.keys().map(Name::as_str);
            let guess = diags.worth_a_guess(self.ids.len());
            let near = || text::did_you_mean(name.as_str(), known());
            let help = match guess.then(near).flatten() {
                Some(near) => format!("did you mean `{near}`?"),
                None if self.ids.is_empty() => format!("the scenario has no {} yet", self.what),
                None => format!("there are {}", text::one_of(known())),
            };
            let message = format!("no {} `{}`", self.what, name.value);
            let fault = diags.error(self.slug, name.span, message, help);
            let meant = || text::surely_meant_id(name.as_str(), known());
            if let Some(meant) = guess.then(meant).flatten() {
                fault.fixed_by(name.span, quoted(meant));
            }
        }
        found
    }
}

/// Resolves a scenario; `None` if there is any error.
pub fn lower(inputs: &Inputs, diags: &mut Diagnostics) -> Option<Scenario> {
    let file = &inputs.scenario;
    if !limits::within(file, diags) {
        return None;
    }
    let mut own = Diagnostics::default();
    let d = &mut own;
    let calendar = Calendar::parse(&file.start).map_err(|message| {
        d.error("bad-start", file.start.span, message, Calendar::HELP);
    });
    check_times(file, d);
    let (states, state_table) = sorted(&file.states, |s| &s.id, "state", "unknown-state", d);
    let (sections, section_table) =
        sorted(&file.sections, |s| &s.id, "section", "unknown-section", d);
    let (sites, site_table) = sorted(&file.sites, |s| &s.id, "site", "unknown-site", d);
    let (areas, _) = sorted::<_, AreaId>(&file.areas, |a| &a.id, "area", NEVER_NAMED, d);
    let (rivers, _) = sorted::<_, RiverId>(&file.rivers, |r| &r.id, "river", NEVER_NAMED, d);
    let (sensors, sensor_table) = sorted(&file.sensors, |s| &s.id, "sensor", "unknown-sensor", d);
    let (units, unit_table) = sorted(&file.units, |s| &s.id, "unit", "unknown-unit", d);
    let (patrols, patrol_table) = sorted(&file.patrols, |s| &s.id, "patrol", NEVER_NAMED, d);
    let (sources, source_table) = sorted(
        &file.arrivals,
        |s| &s.id,
        "source of arrivals",
        NEVER_NAMED,
        d,
    );
    let (civilians, civilian_table) = sorted(
        &file.civilians,
        |s| &s.id,
        "group of citizens",
        NEVER_NAMED,
        d,
    );
    let (hazards, hazard_table) = sorted(
        &file.incidents,
        |s| &s.id,
        "incident",
        "unknown-incident",
        d,
    );
    let (injects, inject_table) = sorted(&file.injects, |s| &s.id, "inject", NEVER_NAMED, d);
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
        site_files: sites.clone(),
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
    let ground = sites.as_ref().zip(network.as_ref());
    let units: Vec<Option<Unit>> = units.iter().map(|u| l.unit(u)).collect();
    let patrols = l.patrols(&patrols, ground, sections.as_ref(), &units);
    let units: Option<IdVec<UnitId, Unit>> = units.into_iter().collect();
    let sources = l.sources(&sources, ground);
    let civilians = l.civilians(&civilians, ground);
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
    let states = states?;
    let light = light::changes(file.light, calendar, place, file.duration.value);
    let scenario = Scenario {
        title: file.title.clone(),
        summary: file.summary.clone(),
        calendar,
        duration: file.duration.value,
        tick: file.tick.value,
        going: Going::changes(&light, &weather),
        light,
        weather,
        plane,
        across: crate::scenario::no_way_across(sites.len(), states.len()),
        states,
        sections,
        parts,
        sites,
        west_to_east,
        network: Arc::new(network?),
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
    let before = diags.errors();
    check::warn(file, &scenario, diags);
    (diags.errors() == before).then_some(scenario)
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
    for w in &file.weather {
        within(&w.at, "the weather");
    }
    for l in &file.legs {
        let what = format!("a closure of the way from `{}`", l.from.value);
        l.closed.iter().for_each(|c| within(&c.from, &what));
    }
    for p in &file.patrols {
        let what = format!("a departure of the patrol `{}`", p.id.value);
        p.depart.iter().for_each(|t| within(t, &what));
    }
    for a in &file.arrivals {
        let what = format!("an arrival of `{}`", a.id.value);
        a.at.iter().for_each(|t| within(t, &what));
    }
    for i in &file.incidents {
        let what = format!("the incident `{}`", i.id.value);
        i.times.iter().for_each(|t| within(t, &what));
    }
    for i in &file.injects {
        if let crate::scenario::file::WhenFile::Time(at) = &i.at {
            within(at, &format!("the inject `{}`", i.id.value));
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

/// The sites and what joins them, if both are known.
type Ground<'g> = Option<(&'g IdVec<SiteId, Site>, &'g network::Network)>;

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
    fn line(
        &mut self,
        points: &[Point],
        (span, field): (Span, &str),
        what: &str,
    ) -> Option<Polyline> {
        let line = Polyline::new(points.iter().map(|p| self.pos(p)).collect());
        if points.len() < 2 || line.length() <= 0.0 {
            let message = format!("{what} needs at least two different points");
            let help = "write at least two points `(lon: …, lat: …)`";
            self.diags
                .error("line-too-short", span, message, help)
                .in_field(field);
            return None;
        }
        Some(line)
    }
}
