//! Sites, sections, legs, sensors, channels.

use crate::base::geo::{Polyline, Pos};
use crate::base::id::{Id, IdVec, Name};
use crate::base::rng::key_of;
use crate::base::text;
use crate::scenario::border::Section;
use crate::scenario::file::{
    Channel, LegFile, Point, SectionFile, SensorFile, SiteFile, SiteKind, StateFile, Status,
    ViaPoint,
};
use crate::scenario::inputs::Inputs;
use crate::scenario::lower::Lowering;
use crate::scenario::lower::terrain::legs_in_order;
use crate::scenario::network::Leg;
use crate::scenario::{ChannelSpec, LegId, SectionId, Sensor, Site, SiteId, State, StateId};

/// The shipped figures of each channel, in the order of [`Channel::ALL`]: an exercise assumption.
const CHANNELS: [ChannelSpec; Channel::ALL.len()] = [
    ChannelSpec {
        success: 0.8,
        retry: crate::base::time::SimDuration(60_000),
        attempts: 20,
    },
    ChannelSpec {
        success: 0.9,
        retry: crate::base::time::SimDuration(60_000),
        attempts: 30,
    },
    ChannelSpec {
        success: 0.95,
        retry: crate::base::time::SimDuration(60_000),
        attempts: 60,
    },
];

impl Lowering<'_> {
    pub(super) fn state(
        &mut self,
        file: &StateFile,
        inputs: &Inputs,
        sites: Option<&IdVec<SiteId, Site>>,
    ) -> Option<State> {
        let id = self.states.ids.get(&file.id.value).copied();
        let Some(doctrine) = inputs.doctrines.get(file.id.as_str()) else {
            self.diags.error(
                "unknown-doctrine",
                file.doctrine.span,
                format!("no doctrine `{}`", file.doctrine.value),
                "use a shipped one (`joint-patrol list`) or the path of a doctrine file",
            );
            return None;
        };
        let posts = sites.map_or_else(Vec::new, |sites| {
            let own = |s: &Site| s.kind == SiteKind::Post && s.state == id;
            sites
                .iter()
                .filter(|(_, s)| own(s))
                .map(|(id, _)| id)
                .collect()
        });
        const NEUTRAL: [&str; 6] = ["Amber", "Blue", "Green", "White", "Grey", "Violet"];
        let place = id.map_or(0, Id::index);
        Some(State {
            name: file.id.value.clone(),
            display: file.name.clone().unwrap_or_else(|| file.id.to_string()),
            neutral: file
                .neutral
                .clone()
                .unwrap_or_else(|| NEUTRAL[place % NEUTRAL.len()].to_owned()),
            key: key_of(file.id.as_str()),
            doctrine: doctrine.clone(),
            posts,
        })
    }

    /// A site, without what it names and is not there: its place is known all the same.
    pub(super) fn site(&mut self, file: &SiteFile) -> Option<Site> {
        let state = match &file.state {
            Some(name) => self.states.find(name, self.diags),
            None if file.kind.value == SiteKind::Post => {
                self.diags.error(
                    "post-without-state",
                    file.id.span,
                    format!("the post `{}` does not say whose it is", file.id.value),
                    "add `state: \"…\"`",
                );
                None
            }
            None => None,
        };
        let hotline = file.hotline.iter();
        let mut hotline: Vec<SiteId> = hotline.filter_map(|n| self.hotline(file, n)).collect();
        hotline.sort();
        let sensors = file.sensors.iter();
        let sensors = sensors.filter_map(|n| self.sensors.find(n, self.diags));
        let sensors = sensors.collect();
        let at = Point {
            lon: file.at.lon,
            lat: file.at.lat,
        };
        Some(Site {
            name: file.id.value.clone(),
            display: file.name.clone().unwrap_or_else(|| file.id.to_string()),
            key: key_of(file.id.as_str()),
            kind: file.kind.value,
            state,
            pos: self.pos(&at),
            territory: None,
            alt_m: file.at.alt_m.0,
            staff: file.staff.0,
            hotline,
            sensors,
            mast_m: file.mast_m.0,
            officers: file.officers.0,
            languages: file.languages.clone(),
            interpreters: file.interpreters.0,
            kept_free: file.kept_free,
        })
    }

    fn hotline(
        &mut self,
        file: &SiteFile,
        name: &crate::notation::kinds::At<crate::base::id::Name>,
    ) -> Option<SiteId> {
        let id = self.sites.find(name, self.diags)?;
        let other = self.site_files[id.index()];
        let posts = file.kind.value == SiteKind::Post && other.kind.value == SiteKind::Post;
        let across =
            file.state.as_ref().map(|s| &s.value) != other.state.as_ref().map(|s| &s.value);
        if !posts || !across {
            self.diags.error(
                "hotline-not-across",
                name.span,
                format!(
                    "a hotline joins posts of two states, not `{}` and `{}`",
                    file.id.value, name.value
                ),
                "name a post of a neighbouring state",
            );
            return None;
        }
        Some(id)
    }

    pub(super) fn sensor(&mut self, file: &SensorFile) -> Option<Sensor> {
        Some(Sensor {
            name: file.id.value.clone(),
            law: file.law,
            day_m: file.day_km.0 * 1000.0,
            night_m: file.night_km.0 * 1000.0,
            moon_m: file.moon_km.unwrap_or(file.night_km).0 * 1000.0,
            rate_per_s: file.rate_per_min.0 / 60.0,
            through_fog: file.through_fog,
        })
    }

    pub(super) fn channels(&mut self) -> [ChannelSpec; Channel::ALL.len()] {
        let mut channels = CHANNELS;
        for file in &self.file.channels {
            let retry = file.retry;
            if retry.0 < 1_000 {
                let message = format!("attempts by {} are at least 1 s apart", file.id.value);
                let help = "write for example `retry: \"60s\"`";
                self.diags
                    .error("out-of-range", file.id.span, message, help)
                    .in_field("retry");
            }
            channels[file.id.value as usize] = ChannelSpec {
                success: file.success.0,
                retry,
                attempts: file.attempts.0,
            };
        }
        channels
    }

    pub(super) fn sections(
        &mut self,
        files: &[&SectionFile],
        sites: Option<&IdVec<SiteId, Site>>,
    ) -> Option<IdVec<SectionId, Section>> {
        let done: Vec<Option<Section>> = files.iter().map(|f| self.section(f, sites)).collect();
        done.into_iter().collect()
    }

    fn section(
        &mut self,
        file: &SectionFile,
        sites: Option<&IdVec<SiteId, Site>>,
    ) -> Option<Section> {
        let first = self.states.find(&file.between.0, self.diags);
        let second = self.states.find(&file.between.1, self.diags);
        if file.between.0 == file.between.1 {
            self.diags.error(
                "section-within-one-state",
                file.between.1.span,
                format!(
                    "the section `{}` lies between a state and itself",
                    file.id.value
                ),
                "name two states",
            );
            return None;
        }
        let line = if file.status.value == Status::Undefined {
            self.undefined_line(file)
        } else {
            self.agreed_line(file)
                .map(|line| (line.clone(), [line.clone(), line]))
        };
        let (between, (line, own_lines)) = (first.zip(second)?, line?);
        let first_left = sites.is_none_or(|sites| first_is_left(&line, between, sites));
        Some(Section {
            name: file.id.value.clone(),
            between,
            status: file.status.value,
            joint: file.joint,
            band_m: if file.status.value == Status::Undefined {
                file.band_m.0
            } else {
                0.0
            },
            first_left,
            line,
            own_lines,
            setback_m: file.setback_m.0,
            heavy_setback_m: file.heavy_setback_m.0,
            patrol_cap: file.sensitive.then_some(file.patrol_cap.0),
            pursuit_annex: file.pursuit_annex,
        })
    }

    fn agreed_line(&mut self, file: &SectionFile) -> Option<Polyline> {
        if !file.claims.is_empty() {
            self.diags.error(
                "claims-on-agreed-section",
                file.status.span,
                format!(
                    "the section `{}` is {} and has claims",
                    file.id.value, file.status.value
                ),
                "give `line: […]` instead of `claims`, or `status: undefined`",
            );
            return None;
        }
        let what = format!("the line of the section `{}`", file.id.value);
        self.line(&file.line, (file.id.span, "line"), &what)
    }

    /// The middle between two claims, and the claims, in the direction of the first.
    fn undefined_line(&mut self, file: &SectionFile) -> Option<(Polyline, [Polyline; 2])> {
        let claim = |name: &str| file.claims.get(name).cloned();
        let (a, b) = (&file.between.0, &file.between.1);
        if [a, b]
            .iter()
            .any(|s| !self.states.ids.contains_key(&s.value))
        {
            return None; // that state's name is told of
        }
        for key in file
            .claims
            .keys()
            .filter(|k| a.value != k.as_str() && b.value != k.as_str())
            .take(20)
        {
            self.diags
                .error(
                    "unknown-state",
                    file.id.span,
                    format!(
                        "`{key}` has a claim on `{}`, which does not bound it",
                        file.id.value
                    ),
                    format!("claims are those of `{}` and `{}`", a.value, b.value),
                )
                .in_field(format!("claims/key:{key}"));
        }
        let (Some(first), Some(second)) = (claim(a.as_str()), claim(b.as_str())) else {
            self.diags.error(
                "missing-claim",
                file.id.span,
                {
                    let both = [&a.value, &b.value].into_iter();
                    let missing = both.filter(|s| claim(s.as_str()).is_none());
                    format!(
                        "the undefined section `{}` has no claim of {}",
                        file.id.value,
                        text::one_of(missing.map(Name::as_str))
                    )
                },
                format!(
                    "write `claims: {{\"{}\": […], \"{}\": […]}}`",
                    a.value, b.value
                ),
            );
            return None;
        };
        let mut claim = |line: &[Point], state: &Name| {
            let what = format!("the claim of {state} on the section `{}`", file.id.value);
            self.line(line, (file.id.span, &format!("claims/{state}")), &what)
        };
        let (first, second) = (claim(&first, &a.value), claim(&second, &b.value));
        let (first, second) = (first?, second?);
        let middle = Section::between_claims(&first, &second);
        let second = second.along_with(&first);
        Some((middle, [first, second]))
    }

    pub(super) fn legs(
        &mut self,
        sites: Option<&IdVec<SiteId, Site>>,
    ) -> Option<IdVec<LegId, Leg>> {
        let file = self.file;
        let files = legs_in_order(file);
        let done: Vec<Option<Leg>> = files.iter().map(|f| self.leg(f, sites)).collect();
        done.into_iter().collect()
    }

    fn leg(&mut self, file: &LegFile, sites: Option<&IdVec<SiteId, Site>>) -> Option<Leg> {
        let from = self.sites.find(&file.from, self.diags);
        let to = self.sites.find(&file.to, self.diags);
        let (from, to, sites) = (from?, to?, sites?);
        let (a, b) = (&sites[from], &sites[to]);
        let corner = |p: &ViaPoint| Point {
            lon: p.lon,
            lat: p.lat,
        };
        let mut points: Vec<Pos> = vec![a.pos];
        points.extend(file.via.iter().map(|p| self.pos(&corner(p))));
        points.push(b.pos);
        let line = Polyline::new(points);
        if line.length() < 1.0 {
            self.diags.error(
                "line-too-short",
                file.to.span,
                format!(
                    "the leg from `{}` to `{}` has no length",
                    file.from.value, file.to.value
                ),
                "move one of the sites, or remove the leg",
            );
            return None;
        }
        Some(Leg {
            from,
            to,
            surface: file.surface,
            alts_m: heights(&line, a.alt_m, &file.via, b.alt_m),
            modes: file.modes.clone(),
            line,
        })
    }
}

/// The heights of a leg's corners: between those that are given, the slope is even.
fn heights(line: &Polyline, first: f64, via: &[ViaPoint], last: f64) -> Vec<f64> {
    let mut along = vec![0.0];
    for pair in line.points().windows(2) {
        along.push(along[along.len() - 1] + pair[0].distance(pair[1]));
    }
    let given: Vec<Option<f64>> = std::iter::once(Some(first))
        .chain(via.iter().map(|p| p.alt_m.map(|m| m.0)))
        .chain([Some(last)])
        .collect();
    let known: Vec<(f64, f64)> = along
        .iter()
        .zip(&given)
        .filter_map(|(&at, height)| height.map(|h| (at, h)))
        .collect();
    along
        .iter()
        .map(|&at| {
            let next = known.partition_point(|k| k.0 <= at).min(known.len() - 1);
            let (a, b) = (known[next - 1], known[next]);
            let share = if b.0 > a.0 {
                (at - a.0) / (b.0 - a.0)
            } else {
                1.0
            };
            a.1 + (b.1 - a.1) * share
        })
        .collect()
}

/// Whether the first state's land lies to the left of the line, by where the sites of both lie:
/// the nearer a site, the more it says.
fn first_is_left(
    line: &Polyline,
    between: (StateId, StateId),
    sites: &IdVec<SiteId, Site>,
) -> bool {
    let vote: f64 = sites
        .iter()
        .filter_map(|(_, site)| {
            let first = match site.state? {
                s if s == between.0 => true,
                s if s == between.1 => false,
                _ => return None,
            };
            let foot = line.foot(site.pos);
            let weight = 1.0 / (1.0 + foot.distance / 1000.0);
            Some(if foot.left == first { weight } else { -weight })
        })
        .sum();
    vote >= 0.0
}
