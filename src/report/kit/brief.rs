//! The brief of one side: its forces, its patrols, its lines to the neighbours, its sections and
//! its duties. Of others it has the partners of joint patrols and the posts that its hotlines
//! reach.

use askama::Template;

use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::conduct::Modality;
use crate::report::kit::map;
use crate::report::kit::{Head, Kit, RuleLine, rule_line, times};
use crate::report::words::{Words, count, text};
use crate::scenario::border::Section;
use crate::scenario::file::{Channel, SiteKind};
use crate::scenario::{
    ChannelSpec, Patrol, Scenario, SensorId, Site, SiteId, StateId, Unit, UnitId,
};

/// A post of the side.
struct PostRow {
    name: String,
    kind: String,
    staff: String,
    officers: String,
    languages: String,
    sensors: String,
    lines: String,
}

/// A unit of the side.
struct UnitRow {
    name: String,
    role: String,
    mode: String,
    size: u32,
    sensors: String,
    languages: String,
    home: String,
}

/// A patrol of the side.
struct PatrolRow {
    name: String,
    form: String,
    /// Each unit of the side with its route.
    units: Vec<(String, String)>,
    departs: String,
    vary: String,
    meet: String,
    partners: String,
}

/// A way to talk.
struct ChannelRow {
    name: String,
    between: String,
    retry: String,
}

/// A section of the side.
struct SectionRow {
    name: String,
    neighbour: String,
    status: String,
    joint: String,
    agreed: String,
}

#[derive(Template)]
#[template(path = "kit/brief.html")]
struct Brief<'p> {
    w: &'p Words,
    head: Head,
    times: Vec<(String, String)>,
    posts: Vec<PostRow>,
    units: Vec<UnitRow>,
    patrols: Vec<PatrolRow>,
    hotlines: Vec<(String, String)>,
    channels: Vec<ChannelRow>,
    representatives: Vec<(String, String, String)>,
    sections: Vec<SectionRow>,
    maps: Vec<map::Map>,
    legend: Vec<(String, String)>,
    /// What must be done and what must not, each under its heading.
    rules: Vec<(String, Vec<RuleLine>)>,
}

/// The brief of a side.
pub(super) fn brief(kit: &Kit<'_>, state: StateId) -> String {
    let w = kit.words;
    let side = Side {
        w,
        s: kit.scenario,
        state,
    };
    let service = w
        .names
        .state_in_full(kit.scenario.states[state].name.as_str());
    let readers = w.f("kit-for-service", &[("service", text(service.clone()))]);
    let title = w.f("kit-brief", &[("service", text(service))]);
    let page = Brief {
        w,
        head: Head::new(kit, "brief", title, readers),
        times: times(kit),
        posts: side.posts(),
        units: side.units(),
        patrols: side.patrols(),
        hotlines: side.hotline_rows(),
        channels: side.channels(),
        representatives: side.representatives(),
        sections: side.sections(),
        maps: map::maps(&side),
        legend: map::legend(&side),
        rules: vec![
            (w.t("kit-must"), side.rules(kit, Modality::Obligation)),
            (w.t("kit-must-not"), side.rules(kit, Modality::Prohibition)),
        ],
    };
    page.render().unwrap_or_default()
}

/// A side, and what it may know.
pub(super) struct Side<'k> {
    pub w: &'k Words,
    pub s: &'k Scenario,
    pub state: StateId,
}

impl<'k> Side<'k> {
    fn joined(&self, items: impl Iterator<Item = String>) -> String {
        let items: Vec<String> = items.collect();
        if items.is_empty() {
            "–".to_owned()
        } else {
            items.join(", ")
        }
    }

    fn languages(&self, languages: &[Name]) -> String {
        let of = |l: &Name| self.named("kit-language", l.as_str());
        self.joined(languages.iter().map(of))
    }

    fn sensors(&self, sensors: &[SensorId]) -> String {
        let of = |id: &SensorId| self.named("kit-sensor", self.s.sensors[*id].name.as_str());
        self.joined(sensors.iter().map(of))
    }

    /// A thing by its word in the catalogue, or by its id.
    fn named(&self, kind: &str, id: &str) -> String {
        let key = format!("{kind}-{id}");
        let plain = id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if plain && self.w.has(&key) {
            self.w.t(&key)
        } else {
            self.w.names.show(id)
        }
    }

    pub(super) fn site(&self, id: SiteId) -> String {
        self.w.names.thing(self.s.sites[id].name.as_str())
    }

    /// The short name of a state.
    pub(super) fn short(&self, id: StateId) -> String {
        self.w.names.state(self.s.states[id].name.as_str())
    }

    fn own_units(&self) -> impl Iterator<Item = (UnitId, &'k Unit)> + '_ {
        self.s.units.iter().filter(|(_, u)| u.state == self.state)
    }

    /// The sites that the side mans.
    fn manned(&self) -> impl Iterator<Item = (SiteId, &'k Site)> + '_ {
        let manned = |x: &Site| {
            matches!(
                x.kind,
                SiteKind::Post | SiteKind::Headquarters | SiteKind::Relay
            )
        };
        let own = move |x: &Site| x.state == Some(self.state) && manned(x);
        self.s.sites.iter().filter(move |(_, x)| own(x))
    }

    /// The hotlines of the side, own end first.
    pub(super) fn hotlines(&self) -> Vec<(SiteId, SiteId)> {
        let mut out = Vec::new();
        for (id, site) in self.s.sites.iter() {
            for &far in &site.hotline {
                let own = |x: SiteId| self.s.sites[x].state == Some(self.state);
                if own(id) {
                    out.push((id, far));
                } else if own(far) {
                    out.push((far, id));
                }
            }
        }
        out.sort();
        out.dedup();
        out
    }

    /// The sections that the side shares with a neighbour.
    pub(super) fn own_sections(&self) -> impl Iterator<Item = &'k Section> + '_ {
        let all = self.s.sections.iter().map(|(_, x)| x);
        all.filter(|x| x.concerns(self.state))
    }

    /// The patrols in which the side takes part, in order of time.
    pub(super) fn own_patrols(&self) -> Vec<&'k Patrol> {
        let own = |p: &Patrol| {
            p.units
                .iter()
                .any(|(u, _)| self.s.units[*u].state == self.state)
        };
        let mut all: Vec<&Patrol> = self.s.patrols.iter().map(|(_, p)| p).collect();
        all.retain(|p| own(p));
        all.sort_by_key(|p| p.depart.first().copied());
        all
    }

    /// How many of the side's units are at home at a site.
    pub(super) fn at_home(&self, site: SiteId) -> usize {
        self.own_units().filter(|(_, u)| u.home == site).count()
    }

    fn posts(&self) -> Vec<PostRow> {
        let lines = self.hotlines();
        let row = |(id, x): (SiteId, &Site)| PostRow {
            name: self.site(id),
            kind: self.w.word(x.kind.word()),
            staff: x.staff.to_string(),
            officers: x.officers.to_string(),
            languages: match x.interpreters {
                0 => self.languages(&x.languages),
                n => {
                    let more = self.w.n("kit-interpreters", n as usize);
                    format!("{}; {more}", self.languages(&x.languages))
                }
            },
            sensors: self.sensors(&x.sensors),
            lines: self.joined(lines.iter().filter(|l| l.0 == id).map(|l| self.site(l.1))),
        };
        self.manned().map(row).collect()
    }

    fn units(&self) -> Vec<UnitRow> {
        let row = |(_, u): (UnitId, &Unit)| UnitRow {
            name: self.w.names.thing(u.name.as_str()),
            role: self.w.word(u.role.word()),
            mode: self.w.word(u.mode.word()),
            size: u.size,
            sensors: self.sensors(&u.sensors),
            languages: self.languages(&u.languages),
            home: self.site(u.home),
        };
        self.own_units().map(row).collect()
    }

    fn patrols(&self) -> Vec<PatrolRow> {
        self.own_patrols()
            .into_iter()
            .map(|p| self.patrol(p))
            .collect()
    }

    fn patrol(&self, p: &Patrol) -> PatrolRow {
        let w = self.w;
        let (own, others): (Vec<_>, Vec<_>) = p
            .units
            .iter()
            .partition(|(u, _)| self.s.units[*u].state == self.state);
        let unit = |id: UnitId| w.names.thing(self.s.units[id].name.as_str());
        let partner = |(id, _): &&(UnitId, Vec<SiteId>)| {
            format!("{} ({})", unit(*id), self.short(self.s.units[*id].state))
        };
        let meet = p.meet.map(|m| {
            let window = text(w.length(m.window));
            w.f(
                "kit-meet",
                &[("site", text(self.site(m.site))), ("window", window)],
            )
        });
        PatrolRow {
            name: w.names.thing(p.name.as_str()),
            form: w.word(p.form.word()),
            units: own
                .iter()
                .map(|(u, route)| (unit(*u), self.route(route)))
                .collect(),
            departs: self.joined(p.depart.iter().map(|at| w.moment(*at))),
            vary: match p.vary > SimDuration::ZERO {
                true => w.f("kit-vary", &[("by", text(w.length(p.vary)))]),
                false => String::new(),
            },
            meet: meet.unwrap_or_else(|| "–".to_owned()),
            partners: self.joined(others.iter().map(partner)),
        }
    }

    fn route(&self, sites: &[SiteId]) -> String {
        let mut names: Vec<String> = sites.iter().map(|s| self.site(*s)).collect();
        names.dedup();
        names.join(" → ")
    }

    fn hotline_rows(&self) -> Vec<(String, String)> {
        let far = |id: SiteId| {
            let of = self.s.sites[id].state.map(|s| self.short(s));
            of.map_or_else(|| self.site(id), |of| format!("{} ({of})", self.site(id)))
        };
        self.hotlines()
            .into_iter()
            .map(|(near, x)| (self.site(near), far(x)))
            .collect()
    }

    fn channels(&self) -> Vec<ChannelRow> {
        let row = |(channel, spec): (&Channel, &ChannelSpec)| {
            let retry = text(self.w.length(spec.retry));
            let attempts = count(spec.attempts as usize);
            ChannelRow {
                name: self.w.word(channel.word()),
                between: self.w.t(&format!("kit-channel-{}", channel.word())),
                retry: self.w.f("kit-retry", &[("every", retry), ("n", attempts)]),
            }
        };
        Channel::ALL.iter().zip(&self.s.channels).map(row).collect()
    }

    fn representatives(&self) -> Vec<(String, String, String)> {
        let own = self
            .s
            .representatives
            .iter()
            .filter(|r| r.state == self.state);
        own.map(|r| {
            let with = self
                .w
                .names
                .state_in_full(self.s.states[r.with].name.as_str());
            (with, self.site(r.site), self.languages(&r.languages))
        })
        .collect()
    }

    fn sections(&self) -> Vec<SectionRow> {
        let row = |x: &Section| SectionRow {
            name: self.w.names.show(x.name.as_str()),
            neighbour: self.short(x.across(self.state)),
            status: self.w.t(&format!("status-{}", x.status.word())),
            joint: self.w.word(if x.joint { "yes" } else { "no" }),
            agreed: self.agreed(x),
        };
        self.own_sections().map(row).collect()
    }

    /// What is agreed for a section.
    fn agreed(&self, x: &Section) -> String {
        let w = self.w;
        let metres = |id: &str, m: f64| {
            let said = || w.f(id, &[("distance", text(w.distance(m)))]);
            (m > 0.0).then(said)
        };
        let parts = [
            metres("kit-band", 2.0 * x.band_m),
            metres("kit-setback", x.setback_m),
            metres("kit-heavy-setback", x.heavy_setback_m),
            x.patrol_cap.map(|n| w.n("kit-cap", n as usize)),
            x.pursuit_annex.then(|| w.t("kit-annex")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            "–".to_owned()
        } else {
            parts.join("; ")
        }
    }

    /// The rules of a kind that hold on the side's sections.
    fn rules(&self, kit: &Kit<'_>, modality: Modality) -> Vec<RuleLine> {
        let held = |word: &str| self.own_sections().any(|x| x.status.word() == word);
        let all = kit.rules.rules.iter();
        all.filter(|r| r.modality == modality && r.status.iter().any(|s| held(s.word())))
            .map(|r| rule_line(self.w, r))
            .collect()
    }
}
