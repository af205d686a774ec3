//! Units and patrols.

use crate::base::id::{Id, IdVec, Name};
use crate::base::rng::key_of;
use crate::base::text;
use crate::base::time::{SimDuration, SimTime};
use crate::notation::kinds::At;
use crate::scenario::border::Section;
use crate::scenario::file::{Form, Mode, PatrolFile, SiteKind, UnitFile};
use crate::scenario::lower::{Ground, Lowering};
use crate::scenario::{Meet, Patrol, PatrolId, SectionId, Site, SiteId, StateId, Unit, UnitId};

/// A patrol goes along a section when it comes within this distance of it, in metres.
const ALONG_M: f64 = 5_000.0;

/// How long a drone flies if its scenario does not say: within the published range.
const UAV_ENDURANCE: SimDuration = SimDuration::from_min(75);

impl Lowering<'_> {
    /// A unit, without sensors that are not there: where it can go is known all the same.
    pub(super) fn unit(&mut self, file: &UnitFile) -> Option<Unit> {
        let state = self.states.find(&file.state, self.diags);
        let home = self.sites.find(&file.home, self.diags);
        let sensors = file.sensors.iter();
        let sensors = sensors.filter_map(|n| self.sensors.find(n, self.diags));
        let sensors = sensors.collect();
        let (state, home) = (state?, home?);
        let at = self
            .sites
            .ids
            .get(&file.home.value)
            .map(|id| self.site_files[id.index()])?;
        let own = at
            .state
            .as_ref()
            .is_some_and(|s| s.value == file.state.value);
        let whose = at.state.as_ref().map(|s| self.states.ids.get(&s.value));
        if whose == Some(None) {
            return None; // that state's name is told of
        }
        if at.kind.value != SiteKind::Post || !own {
            self.diags.error(
                "home-not-own-post",
                file.home.span,
                format!("`{}` is no post of {}", file.home.value, file.state.value),
                match self.posts_of(&file.state.value).as_slice() {
                    [] => format!(
                        "a unit belongs to a post of its own state, and {} has none: is the `state` of one wrong?",
                        file.state.value
                    ),
                    posts => format!(
                        "a unit belongs to a post of its own state: {}",
                        text::one_of(posts.iter().copied())
                    ),
                },
            );
            return None;
        }
        Some(Unit {
            name: file.id.value.clone(),
            display: file.name.clone().unwrap_or_else(|| file.id.to_string()),
            key: key_of(file.id.as_str()),
            state,
            mode: file.mode,
            size: file.size.0,
            home,
            sensors,
            languages: file.languages.clone(),
            speed_mps: file.speed_kmh.map(|v| v.0 / 3.6).filter(|v| *v > 0.0),
            role: file.role,
            heavy: file.heavy,
            endurance: file
                .endurance
                .or((file.mode == Mode::Uav).then_some(UAV_ENDURANCE)),
            range_m: file.range_km.map(|km| km.0 * 1000.0),
            rest: file.rest,
            antenna_m: file.antenna_m.0,
            fix_error_m: file.fix_error_m.0,
        })
    }

    /// The posts of a state, by their ids.
    fn posts_of(&self, state: &Name) -> Vec<&str> {
        let sites = self.file.sites.iter();
        sites
            .filter(|s| s.kind.value == SiteKind::Post)
            .filter(|s| s.state.as_ref().is_some_and(|x| x.value == *state))
            .map(|s| s.id.as_str())
            .collect()
    }

    pub(super) fn patrols(
        &mut self,
        files: &[&PatrolFile],
        ground: Ground<'_>,
        sections: Option<&IdVec<SectionId, Section>>,
        units: &[Option<Unit>],
    ) -> Option<IdVec<PatrolId, Patrol>> {
        let done: Vec<Option<Patrol>> = files
            .iter()
            .map(|f| self.patrol(f, ground, sections, units))
            .collect();
        done.into_iter().collect()
    }

    fn patrol(
        &mut self,
        file: &PatrolFile,
        ground: Ground<'_>,
        sections: Option<&IdVec<SectionId, Section>>,
        units: &[Option<Unit>],
    ) -> Option<Patrol> {
        let found: Vec<Option<(UnitId, &Unit)>> = file
            .units
            .iter()
            .map(|name| self.units.find(name, self.diags))
            .map(|id| Some((id?, units[id?.index()].as_ref()?)))
            .collect();
        let meet = self.meet(file);
        self.along_has_ends(file);
        let along_line = match &file.along {
            Some(name) => self
                .sections
                .find(name, self.diags)
                .map(|id| Some((id, file.offset_m.0))),
            None => Some(None),
        };
        let lead = file
            .lead
            .as_ref()
            .map(|name| self.states.find(name, self.diags));
        let depart = self.departures(file);
        for site in file.route.iter().chain(file.routes.values().flatten()) {
            self.sites.find(site, self.diags);
        }
        self.routes_have_units(file);
        let mut with_routes = Vec::new();
        for (member, name) in found.iter().zip(&file.units) {
            let route = member.and_then(|(_, unit)| self.unit_route(file, name, unit, ground));
            with_routes.push(route);
        }
        let members: Vec<(UnitId, &Unit)> = found.into_iter().collect::<Option<_>>()?;
        let joint = self.form_fits(file, &members);
        let lead = self.lead(file, lead, &members)?;
        let routes: Vec<Vec<SiteId>> = with_routes.into_iter().collect::<Option<_>>()?;
        let (along_line, joint, (sites, _)) = (along_line?, joint?, ground?);
        Some(Patrol {
            name: file.id.value.clone(),
            display: file.name.clone().unwrap_or_else(|| file.id.to_string()),
            key: key_of(file.id.as_str()),
            section: match along_line {
                Some((id, _)) => Some(id),
                None => nearest_section(&members, &routes, sites, sections?),
            },
            units: members.iter().map(|m| m.0).zip(routes).collect(),
            depart: depart?,
            vary: file.vary,
            late: file.late,
            halt: file.halt,
            laps: file.laps.0,
            meet: meet?,
            form: file.form.value,
            joint,
            lead,
            along: along_line,
            stay: file.stay,
            relieved: file.relieved,
        })
    }

    /// Routes of single units are of units of the patrol.
    fn routes_have_units(&mut self, file: &PatrolFile) {
        if file.units.is_empty() {
            return; // that is told of
        }
        let units = || file.units.iter().map(|u| u.as_str());
        for (name, route) in &file.routes {
            if units().any(|unit| unit == name) {
                continue;
            }
            let help = match text::did_you_mean(name, units()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its units are {}", text::one_of(units())),
            };
            let message = format!("no unit `{name}` in the patrol `{}`", file.id.value);
            let span = route.first().map_or(file.id.span, |site| site.span);
            self.diags
                .error("unknown-unit", span, message, help)
                .in_field("routes");
        }
    }

    /// A patrol keeps along a line between the sites of its route: one site is no way along.
    fn along_has_ends(&mut self, file: &PatrolFile) {
        if let Some(along) = file.along.as_ref().filter(|_| file.route.len() < 2) {
            self.diags.error(
                "along-without-ends",
                along.span,
                format!(
                    "the patrol `{}` goes along `{}` from nowhere to nowhere",
                    file.id.value, along.value
                ),
                "name in `route` the site where it comes to the line and the one where it leaves it",
            );
        }
    }

    /// The departures, with those that are repeated.
    fn departures(&mut self, file: &PatrolFile) -> Option<Vec<SimTime>> {
        let mut depart: Vec<SimTime> = file.depart.iter().map(|t| t.value).collect();
        if let Some(every) = &file.every {
            if every.value < SimDuration::from_min(10) {
                self.diags.error(
                    "out-of-range",
                    every.span,
                    format!(
                        "the patrol `{}` leaves more often than every 10 min",
                        file.id.value
                    ),
                    "write a longer time, such as \"24h\"",
                );
                return None;
            }
            for first in depart.clone() {
                let mut at = first + every.value;
                while at < SimTime(self.file.duration.value.0) {
                    depart.push(at);
                    at += every.value;
                }
            }
        }
        depart.sort();
        Some(depart)
    }

    /// The state that leads a patrol: the one that is named, or that of the first unit.
    fn lead(
        &mut self,
        file: &PatrolFile,
        named: Option<Option<StateId>>,
        members: &[(UnitId, &Unit)],
    ) -> Option<StateId> {
        let (Some(named), Some(name)) = (named, &file.lead) else {
            return members.first().map(|(_, u)| u.state);
        };
        let named = named?;
        if members.iter().any(|(_, u)| u.state == named) {
            return Some(named);
        }
        self.diags.error(
            "form-and-units",
            name.span,
            format!(
                "{} leads the patrol `{}` without a unit in it",
                name.value, file.id.value
            ),
            "name a state that has a unit in the patrol",
        );
        None
    }

    fn meet(&mut self, file: &PatrolFile) -> Option<Option<Meet>> {
        let Some(meet) = &file.meet else {
            return Some(None);
        };
        let site = self.sites.find(&meet.at, self.diags)?;
        if !file.route.iter().any(|s| s.value == meet.at.value) {
            self.diags.error(
                "meet-off-route",
                meet.at.span,
                format!(
                    "the patrol `{}` does not call at `{}`",
                    file.id.value, meet.at.value
                ),
                "add the site to `route`, or meet at one of its sites",
            );
            return None;
        }
        Some(Some(Meet {
            site,
            window: meet.window,
        }))
    }

    /// Whether the form and the units go together; gives whether the patrol is joint.
    fn form_fits(&mut self, file: &PatrolFile, members: &[(UnitId, &Unit)]) -> Option<bool> {
        let first = members.first().map(|(_, u)| u.state);
        let two = members.iter().any(|(_, u)| Some(u.state) != first);
        let (message, help) = if members.is_empty() {
            (
                format!("the patrol `{}` has no units", file.id.value),
                "add one to `units`",
            )
        } else if members.len() > 8 {
            (
                format!("the patrol `{}` has more than 8 units", file.id.value),
                "split it",
            )
        } else if file.form.value != Form::Single && !two {
            let message = format!(
                "the joint patrol `{}` has units of one state",
                file.id.value
            );
            (
                message,
                "add a unit of the neighbour, or write `form: single`",
            )
        } else if file.form.value == Form::Single && two {
            let message = format!("the patrol `{}` has units of two states", file.id.value);
            (message, "write `form: parallel`")
        } else if matches!(file.form.value, Form::Mixed | Form::ObservationPost)
            && file.meet.is_none()
        {
            (
                format!(
                    "the patrol `{}` is {} and meets nowhere",
                    file.id.value, file.form.value
                ),
                "say where its units meet: `meet: (at: \"…\")`",
            )
        } else if file.meet.is_some() && !two {
            (
                format!("the patrol `{}` has nobody to meet", file.id.value),
                "remove `meet`",
            )
        } else {
            return Some(two);
        };
        let (span, field) = if members.is_empty() {
            (file.id.span, Some("units"))
        } else if members.len() > 8 {
            (file.units[8].span, None)
        } else if let (Some(meet), false, Form::Single) = (&file.meet, two, file.form.value) {
            (meet.at.span, None)
        } else {
            (file.form_span(), None)
        };
        let fault = self.diags.error("form-and-units", span, message, help);
        field.into_iter().for_each(|f| fault.in_field(f));
        None
    }

    /// The sites at which one unit calls, from home to home.
    fn unit_route(
        &mut self,
        file: &PatrolFile,
        name: &At<Name>,
        unit: &Unit,
        ground: Ground<'_>,
    ) -> Option<Vec<SiteId>> {
        let written = file.routes.get(name.as_str()).unwrap_or(&file.route);
        let (sites, network) = ground?;
        let mut route = vec![unit.home];
        for written in written {
            // A site that is not there, or is of no state that is there, is told of.
            let site = *self.sites.ids.get(&written.value)?;
            if sites[site].state.is_none() && self.site_files[site.index()].state.is_some() {
                return None;
            }
            let foreign_post = sites[site].kind == SiteKind::Post
                && sites[site].state.is_some_and(|s| s != unit.state);
            let site = if foreign_post { unit.home } else { site };
            let before = *route.last().expect("a route starts at home");
            if site == before {
                continue;
            }
            if !network.joins(before, site, unit.mode) {
                self.diags.error(
                    "route-off-network",
                    written.span,
                    format!(
                        "the unit `{}` cannot get from `{}` to `{}` ({})",
                        unit.name, sites[before].name, sites[site].name, unit.mode
                    ),
                    "add a leg that joins them, or choose another site or mode",
                );
                return None;
            }
            route.push(site);
        }
        if route.last() != Some(&unit.home) {
            let last = *route.last().expect("a route starts at home");
            if network.joins(last, unit.home, unit.mode) {
                route.push(unit.home);
            }
        }
        Some(route)
    }
}

impl PatrolFile {
    fn form_span(&self) -> crate::base::diag::Span {
        if self.form.span == crate::base::diag::Span::default() {
            self.id.span
        } else {
            self.form.span
        }
    }
}

/// The section that a patrol goes along: the one it comes nearest to, of those of its states.
fn nearest_section(
    members: &[(UnitId, &Unit)],
    routes: &[Vec<SiteId>],
    sites: &IdVec<SiteId, Site>,
    sections: &IdVec<SectionId, Section>,
) -> Option<SectionId> {
    let mut best: Option<(f64, SectionId)> = None;
    for ((_, unit), route) in members.iter().zip(routes) {
        for (id, section) in sections.iter().filter(|(_, s)| s.concerns(unit.state)) {
            for &site in route {
                let distance = section.line.foot(sites[site].pos).distance;
                if distance <= ALONG_M && best.is_none_or(|(d, _)| distance < d) {
                    best = Some((distance, id));
                }
            }
        }
    }
    best.map(|(_, id)| id)
}
