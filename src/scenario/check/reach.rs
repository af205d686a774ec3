//! Who can reach whom, by wire, by radio and on the ground.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::articulation_points::articulation_points;
use petgraph::algo::bridges::bridges;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;

use crate::base::diag::Diagnostics;
use crate::base::geo::Pos;
use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::scenario::check::{Check, minutes};
use crate::scenario::file::{EffectFile, Mode, ScenarioFile, SiteKind, Status};
use crate::scenario::network::off_path_mps;
use crate::scenario::talk::Talk;
use crate::scenario::{Scenario, SectionId, SiteId, StateId};

impl Check<'_> {
    pub(super) fn reach(&mut self) {
        self.silent_states();
        let mut pairs: BTreeMap<(StateId, StateId), SectionId> = BTreeMap::new();
        for (id, section) in self.s.sections.iter() {
            let (a, b) = section.between;
            pairs.entry((a.min(b), a.max(b))).or_insert(id);
        }
        for (pair, section) in pairs {
            self.lines_between(pair, section);
        }
        self.out_of_radio();
        self.unwatched();
        self.idle_sites();
    }

    fn silent_states(&mut self) {
        let file = self.file;
        let called: BTreeSet<&str> = hotlines(file).map(|(_, b)| b).collect();
        for state in &file.states {
            let own = |s: &&crate::scenario::file::SiteFile| {
                s.kind.value == SiteKind::Post
                    && s.state.as_ref().is_some_and(|n| n.value == state.id.value)
            };
            let mut posts = file.sites.iter().filter(own);
            let silent = posts.all(|p| p.hotline.is_empty() && !called.contains(p.id.as_str()));
            if silent && self.s.states.len() > 1 {
                self.diags.warning(
                    "no-hotline",
                    state.id.span,
                    format!("no post of {} has a hotline to a neighbour", state.id.value),
                    "add `hotline: [\"…\"]` to a post",
                );
            }
        }
    }

    /// The lines between two states that share a border: none, or all over one line or one post.
    fn lines_between(&mut self, (a, b): (StateId, StateId), section: SectionId) {
        let (first, second) = (&self.s.states[a], &self.s.states[b]);
        let mut graph: UnGraph<SiteId, bool> = UnGraph::default();
        let mut node: BTreeMap<SiteId, NodeIndex> = BTreeMap::new();
        for &post in first.posts.iter().chain(&second.posts) {
            node.insert(post, graph.add_node(post));
        }
        for posts in [&first.posts, &second.posts] {
            // Posts of one state reach each other over their headquarters: a ring, which no single
            // line cuts.
            for (i, &post) in posts.iter().enumerate() {
                let next = posts[(i + 1) % posts.len()];
                if next != post {
                    graph.update_edge(node[&post], node[&next], false);
                }
            }
        }
        let mut across: BTreeSet<(SiteId, SiteId)> = BTreeSet::new();
        for &post in node.keys() {
            for far in self.s.sites[post]
                .hotline
                .iter()
                .filter(|f| node.contains_key(f))
            {
                if self.s.sites[post].state != self.s.sites[*far].state {
                    across.insert((post.min(*far), post.max(*far)));
                    graph.update_edge(node[&post], node[far], true);
                }
            }
        }
        let name = &self.s.sections[section].name;
        let span = self.section_span(name);
        let (one, two) = (first.name.clone(), second.name.clone());
        if across.is_empty() {
            if self.silent(a) || self.silent(b) {
                return; // said of the state
            }
            self.warn(
                "pair-without-hotline",
                span,
                format!("{one} and {two} share `{name}`, and no hotline joins them"),
                "add `hotline: [\"…\"]` to a post near it",
            );
            return;
        }
        if first.posts.len().max(second.posts.len()) < 2 {
            return; // there is no other post to call from
        }
        self.weak_spots(&graph, &across, (one.as_str(), two.as_str()));
    }

    fn silent(&self, state: StateId) -> bool {
        let posts = &self.s.states[state].posts;
        let calls = |p: &SiteId| !self.s.sites[*p].hotline.is_empty();
        let called = |p: &SiteId| self.s.sites.iter().any(|(_, s)| s.hotline.contains(p));
        !posts.iter().any(|p| calls(p) || called(p))
    }

    /// The line, or the post, without which two states cannot talk.
    fn weak_spots(
        &mut self,
        graph: &UnGraph<SiteId, bool>,
        across: &BTreeSet<(SiteId, SiteId)>,
        (one, two): (&str, &str),
    ) {
        let only: Vec<_> = bridges(graph)
            .filter(|e| *e.weight())
            .map(|e| (e.source(), e.target()))
            .collect();
        for (a, b) in only {
            let (a, b) = (&self.s.sites[graph[a]].name, &self.s.sites[graph[b]].name);
            let named = |from: &Name, to: &Name| {
                let mut calls = self.sites.get(from)?.hotline.iter();
                calls.find(|h| h.value == *to).map(|h| h.span)
            };
            let span = named(a, b).or_else(|| named(b, a)).unwrap_or_default();
            self.diags.note(
                "single-hotline",
                span,
                format!(
                    "the hotline between `{a}` and `{b}` is the only one between {one} and {two}"
                ),
                "a second one between other posts keeps them talking when it fails",
            );
        }
        if across.len() < 2 {
            return;
        }
        let ends: BTreeSet<SiteId> = articulation_points(graph)
            .into_iter()
            .map(|n| graph[n])
            .filter(|p| across.iter().all(|(a, b)| a == p || b == p))
            .collect();
        for post in ends {
            let name = &self.s.sites[post].name;
            let span = self.site_span(name);
            self.diags.note(
                "single-post",
                span,
                format!("all hotlines between {one} and {two} end at `{name}`"),
                "a hotline of another post keeps them talking when it is busy or cut off",
            );
        }
    }

    /// Patrols that nobody hears from the moment they leave.
    fn out_of_radio(&mut self) {
        let talk = Talk::new(self.s);
        let mut found = Vec::new();
        for (_, patrol) in self.s.patrols.iter() {
            for (unit, route) in &patrol.units {
                let u = &self.s.units[*unit];
                let away: Vec<SiteId> = route.iter().copied().filter(|s| *s != u.home).collect();
                let heard = |site: &SiteId| {
                    talk.reaches(self.s, self.s.sites[*site].pos, u.antenna_m, u.home)
                };
                if !away.is_empty() && !away.iter().any(heard) {
                    found.push((patrol.name.clone(), u.name.clone(), u.home));
                }
            }
        }
        for (patrol, unit, home) in found {
            let file = self.file.patrols.iter().find(|p| p.id.value == patrol);
            let span = file.map(|p| p.id.span).unwrap_or_default();
            let message = format!(
                "on the patrol `{patrol}` `{unit}` is out of radio reach of `{}` at every site",
                self.s.sites[home].name
            );
            let help = "add a site of kind `relay`, a higher `mast_m` or `antenna_m`, or raise `radio_reach`";
            self.diags.note("out-of-radio", span, message, help);
        }
    }

    /// Joint sections that no patrol goes along and no sensor sees.
    fn unwatched(&mut self) {
        let mut found = Vec::new();
        for (id, section) in self.s.sections.iter().filter(|(_, s)| s.joint) {
            let patrolled = self.s.patrols.iter().any(|(_, p)| {
                p.section == Some(id) || p.along.is_some_and(|(along, _)| along == id)
            });
            let seen = self.s.sites.iter().any(|(_, site)| {
                let reach = site.sensors.iter().map(|x| self.s.sensors[*x].day_m);
                let reach = reach.fold(0.0, f64::max);
                reach > 0.0 && section.line.foot(site.pos).distance <= reach
            });
            if !patrolled && !seen {
                found.push(&section.name);
            }
        }
        for name in found {
            let span = self.section_span(name);
            self.warn(
                "section-unwatched",
                span,
                format!("no patrol goes along the joint section `{name}`, and no sensor sees it"),
                "add a patrol whose `route` calls near it, or `joint: false`",
            );
        }
    }

    /// Sites that nothing names.
    fn idle_sites(&mut self) {
        let f = self.file;
        let mut named: BTreeSet<&str> = BTreeSet::new();
        named.extend(f.legs.iter().flat_map(|l| [l.from.as_str(), l.to.as_str()]));
        named.extend(f.units.iter().map(|u| u.home.as_str()));
        named.extend(hotlines(f).flat_map(|(a, b)| [a, b]));
        named.extend(f.patrols.iter().flat_map(|p| &p.route).map(|s| s.as_str()));
        let routes = f.patrols.iter().flat_map(|p| p.routes.values().flatten());
        named.extend(routes.map(|s| s.as_str()));
        let ends = f.arrivals.iter().flat_map(|a| a.from.iter().chain(&a.to));
        named.extend(ends.map(|s| s.as_str()));
        named.extend(
            f.civilians
                .iter()
                .flat_map(|c| [c.home.as_str(), c.work.as_str()]),
        );
        named.extend(f.representatives.iter().map(|r| r.at.as_str()));
        let meets = f.patrols.iter().filter_map(|p| p.meet.as_ref());
        named.extend(meets.map(|m| m.at.as_str()));
        let told = f.injects.iter().filter_map(|i| match &i.what {
            EffectFile::FalseContact { at, .. } => Some(at.as_str()),
            _ => None,
        });
        named.extend(told);
        let relay = |k: SiteKind| matches!(k, SiteKind::Relay | SiteKind::Headquarters);
        for site in &f.sites {
            let used = named.contains(site.id.as_str())
                || !site.sensors.is_empty()
                || relay(site.kind.value)
                || self
                    .s
                    .hazards
                    .iter()
                    .any(|(_, h)| self.s.sites[h.site].name == site.id.value);
            if !used {
                self.diags.warning(
                    "idle-site",
                    site.id.span,
                    format!("nothing leads to `{}` and nobody is there", site.id.value),
                    "join it by a leg, or remove it; is its `id` spelt as elsewhere?",
                );
            }
        }
    }
}

/// The hotlines of a file, by the ids of their ends.
fn hotlines(file: &ScenarioFile) -> impl Iterator<Item = (&str, &str)> {
    let sites = file.sites.iter();
    sites.flat_map(|s| s.hotline.iter().map(|h| (s.id.as_str(), h.as_str())))
}

/// Warns of joint sections with a part that no unit can reach within the time after which it must
/// be looked at again; other times hold for undefined sections.
pub fn out_of_reach(
    file: &ScenarioFile,
    s: &Scenario,
    revisit: SimDuration,
    undefined: SimDuration,
    diags: &mut Diagnostics,
) {
    let homes: BTreeSet<(StateId, SiteId, Mode)> = s
        .units
        .iter()
        .map(|(_, u)| (u.state, u.home, u.mode))
        .collect();
    let mut worst: BTreeMap<SectionId, (f64, SimDuration)> = BTreeMap::new();
    for (_, part) in s.parts.iter() {
        let section = &s.sections[part.section];
        let within = match section.status {
            Status::Undefined => undefined,
            _ => revisit,
        };
        let seconds = within.0 as f64 / 1000.0;
        let near = homes.iter().filter(|(state, ..)| section.concerns(*state));
        let mut near: Vec<_> = near
            .map(|&(_, home, mode)| (s.sites[home].pos.distance(part.middle), home, mode))
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut least = f64::INFINITY;
        for (_, home, mode) in near {
            least = least.min(time_to(s, home, mode, part.middle));
            if least <= seconds {
                break;
            }
        }
        if least > seconds && !sensed(s, part.middle) {
            let entry = worst.entry(part.section).or_insert((least, within));
            entry.0 = entry.0.max(least);
        }
    }
    for (id, (time, within)) in worst {
        let name = &s.sections[id].name;
        let span = file.sections.iter().find(|x| x.id.value == *name);
        let message = if time.is_finite() {
            format!(
                "a part of `{name}` is at least {} from every post with a unit; it must be looked at every {within}",
                minutes(time)
            )
        } else {
            format!(
                "no unit can reach all parts of `{name}`, which must be looked at every {within}"
            )
        };
        diags.warning(
            "section-out-of-reach",
            span.map(|x| x.id.span).unwrap_or_default(),
            message,
            "add a post or a way nearby, a faster unit, a sensor that sees it, or agree on a longer time",
        );
    }
}

/// Whether a sensor that stands at a site sees a place by day.
fn sensed(s: &Scenario, place: Pos) -> bool {
    s.sites.iter().any(|(_, site)| {
        let reach = site.sensors.iter().map(|x| s.sensors[*x].day_m);
        site.pos.distance(place) <= reach.fold(0.0, f64::max)
    })
}

/// The least time from a unit's home to a place, in seconds: over the ways to the site nearest to
/// it and on off the ways, or straight.
fn time_to(s: &Scenario, home: SiteId, mode: Mode, place: Pos) -> f64 {
    let off = off_path_mps(mode);
    let straight = s.sites[home].pos.distance(place) / off;
    let near = s.sites.iter().map(|(id, x)| (x.pos.distance(place), id));
    let Some((distance, site)) = near.min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return straight;
    };
    let there = match site == home {
        true => 0.0,
        false => s.network.time_s(home, site, mode),
    };
    straight.min(there + distance / off)
}
