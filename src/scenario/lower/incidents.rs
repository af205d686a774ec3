//! Incidents and border representatives.

use crate::base::rng::key_of;
use crate::scenario::file::{IncidentFile, IncidentKind, RepresentativeFile};
use crate::scenario::incidents::Hazard;
use crate::scenario::lower::Lowering;
use crate::scenario::{Representative, SiteId};

impl Lowering<'_> {
    pub(super) fn hazard(&mut self, file: &IncidentFile) -> Option<Hazard> {
        let site: Option<SiteId> = self.sites.find(&file.at, self.diags);
        let state = match &file.state {
            Some(name) => Some(self.states.find(name, self.diags)?),
            None => None,
        };
        let by_itself = matches!(
            file.kind.value,
            IncidentKind::Encounter
                | IncidentKind::PlannedEncounter
                | IncidentKind::StrayedPatrol
                | IncidentKind::Tailing
                | IncidentKind::UseOfForce
                | IncidentKind::StolenHerd
        );
        if by_itself {
            self.diags.error(
                "incident-by-itself",
                file.kind.span,
                format!(
                    "`{}` comes about by itself and cannot be set",
                    file.kind.value
                ),
                "let patrols meet, or choose another kind",
            );
            return None;
        }
        let mut times: Vec<_> = file.times.iter().map(|t| t.value).collect();
        times.sort();
        Some(Hazard {
            name: file.id.value.clone(),
            key: key_of(file.id.as_str()),
            kind: file.kind.value,
            site: site?,
            times,
            per_day: file.per_day.0,
            state,
            people: file.people.0,
            herd: file.herd.0,
        })
    }

    pub(super) fn representative(&mut self, file: &RepresentativeFile) -> Option<Representative> {
        let state = self.states.find(&file.state, self.diags);
        let with = self.states.find(&file.with, self.diags);
        let site = self.sites.find(&file.at, self.diags);
        Some(Representative {
            state: state?,
            with: with?,
            site: site?,
            languages: file.languages.clone(),
        })
    }
}
