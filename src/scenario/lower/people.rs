//! Arrivals and citizens.

use crate::base::id::{IdVec, Name};
use crate::base::rng::key_of;
use crate::notation::kinds::At;
use crate::scenario::file::{ArrivalKind, ArrivalsFile, CivilianFile, Mode, Trade};
use crate::scenario::lower::{Ground, Lowering};
use crate::scenario::network::Network;
use crate::scenario::{Civilian, CivilianId, Site, SiteId, Source, SourceId, Way};

const DAY_MS: i64 = 86_400_000;

impl Lowering<'_> {
    pub(super) fn sources(
        &mut self,
        files: &[&ArrivalsFile],
        ground: Ground<'_>,
    ) -> Option<IdVec<SourceId, Source>> {
        let done: Vec<Option<Source>> = files.iter().map(|f| self.source(f, ground)).collect();
        done.into_iter().collect()
    }

    fn source(&mut self, file: &ArrivalsFile, ground: Ground<'_>) -> Option<Source> {
        let mut find = |names: &[At<Name>]| -> Option<Vec<SiteId>> {
            let found: Vec<_> = names
                .iter()
                .map(|n| self.sites.find(n, self.diags))
                .collect();
            found.into_iter().collect()
        };
        let (from, to) = (find(&file.from), find(&file.to));
        let mut clean = true;
        let mut fault = |slug: &'static str, field: &str, message: String, help: &str| {
            self.diags
                .error(slug, file.id.span, message, help)
                .in_field(field);
            clean = false;
        };
        let id = &file.id.value;
        if file.from.is_empty() {
            let message = format!("the arrivals `{id}` have nowhere to start");
            let help = "name at least one site, such as `from: [\"village\"]`";
            fault("missing-place", "from", message, help);
        }
        if file.to.is_empty() {
            let message = format!("the arrivals `{id}` have nowhere to go");
            let help = "name at least one site, such as `to: [\"market\"]`";
            fault("missing-place", "to", message, help);
        }
        let (low, high) = (file.size.0.0, file.size.1.0);
        if low > high {
            let message = format!("the size of `{id}` runs from {low} to {high}");
            fault(
                "out-of-range",
                "size",
                message,
                "write the smaller number first",
            );
        }
        let hours = file.hours.map(|(a, b)| (a.0, b.0));
        if hours.is_some_and(|(a, b)| a == b || a > DAY_MS || b > DAY_MS) {
            let message = format!("the hours of `{id}` are no part of a day");
            fault(
                "out-of-range",
                "hours",
                message,
                "write two different times of day, such as (\"20h\", \"4h\")",
            );
        }
        let organised = file.kind == ArrivalKind::OrganisedCrime;
        if file.trade.is_some() && !organised {
            let message = format!("`{id}` has a trade and is no organised crime");
            fault(
                "trade-without-crime",
                "trade",
                message,
                "leave `trade` out, or write `kind: organised_crime`",
            );
        }
        if file.herd.0 > 0 && file.trade != Some(Trade::LivestockTheft) {
            let message = format!("`{id}` drives a herd and steals none");
            fault(
                "herd-without-theft",
                "herd",
                message,
                "leave `herd` out, or write `trade: Some(livestock_theft)`",
            );
        }
        if !clean {
            return None;
        }
        let ways = self.ways(file, &from?, &to?, ground?)?;
        let mut at: Vec<_> = file.at.iter().map(|t| t.value).collect();
        at.sort();
        Some(Source {
            name: id.clone(),
            key: key_of(id.as_str()),
            kind: file.kind,
            ways,
            per_day: file.per_day.0,
            at,
            hours,
            size: (low, high),
            front_m: file.front_km.0 * 1000.0,
            stay: file.stay,
            season: file.season.as_ref().map(|s| (s.from.0, s.to.0, s.factor.0)),
            trade: file.trade,
            herd: file.herd.0,
            claims: file.claims.0,
            speed_mps: file.speed_kmh.map(|v| v.0 / 3.6).filter(|v| *v > 0.0),
        })
    }

    fn ways(
        &mut self,
        file: &ArrivalsFile,
        from: &[SiteId],
        to: &[SiteId],
        (sites, network): (&IdVec<SiteId, Site>, &Network),
    ) -> Option<Vec<Way>> {
        let mut ways = Vec::new();
        for &a in from {
            for &b in to {
                let routes = if file.front_km.0 > 0.0 || a == b {
                    vec![(Vec::new(), 0.0)]
                } else {
                    network.alternatives(a, b, file.routes.0 as usize)
                };
                if routes.is_empty() {
                    let to = file.to.iter().find(|n| n.value == sites[b].name);
                    self.diags.error(
                        "route-off-network",
                        to.map_or(file.id.span, |n| n.span),
                        format!(
                            "the arrivals `{}` cannot get from `{}` to `{}`",
                            file.id.value, sites[a].name, sites[b].name
                        ),
                        "add legs that join them, or give `front_km`",
                    );
                    return None;
                }
                ways.push(Way {
                    from: a,
                    to: b,
                    routes,
                });
            }
        }
        Some(ways)
    }

    pub(super) fn civilians(
        &mut self,
        files: &[&CivilianFile],
        ground: Ground<'_>,
    ) -> Option<IdVec<CivilianId, Civilian>> {
        let done: Vec<Option<Civilian>> = files.iter().map(|f| self.civilian(f, ground)).collect();
        done.into_iter().collect()
    }

    fn civilian(&mut self, file: &CivilianFile, ground: Ground<'_>) -> Option<Civilian> {
        let state = self.states.find(&file.state, self.diags);
        let home = self.sites.find(&file.home, self.diags);
        let work = self.sites.find(&file.work, self.diags);
        let (state, home, work, (_, network)) = (state?, home?, work?, ground?);
        if !network.time_s(home, work, Mode::Foot).is_finite() {
            self.diags.error(
                "route-off-network",
                file.work.span,
                format!(
                    "`{}` cannot get from `{}` to `{}`",
                    file.id.value, file.home.value, file.work.value
                ),
                "add a leg that joins them",
            );
            return None;
        }
        if file.leave.0 >= DAY_MS || file.hours.0 > DAY_MS {
            let field = if file.leave.0 >= DAY_MS {
                "leave"
            } else {
                "hours"
            };
            self.diags
                .error(
                    "out-of-range",
                    file.id.span,
                    format!("the working day of `{}` is no part of a day", file.id.value),
                    "`leave` is a time of day and `hours` at most 24h",
                )
                .in_field(field);
            return None;
        }
        Some(Civilian {
            name: file.id.value.clone(),
            key: key_of(file.id.as_str()),
            kind: file.kind,
            state,
            home,
            work,
            people: file.people.0,
            herd: file.herd.0,
            leave_ms: file.leave.0,
            hours: file.hours,
            months: file.months.map(|(from, to)| (from.0, to.0)),
        })
    }
}
