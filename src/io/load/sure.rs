//! Which faults of names and plans are sure in a scenario of which something cannot be read.

use crate::notation::decode::Mended;

/// Faults of names and plans, and the fields of which nothing may be missing for them to be sure.
/// A value that cannot be read has no place, and so no fault of its own.
const HANGS_ON: [(&str, &[(&str, &str)]); 18] = [
    ("duplicate-id", &[]),
    (
        "unknown-state",
        &[("ScenarioFile", "states"), ("StateFile", "id")],
    ),
    (
        "unknown-section",
        &[("ScenarioFile", "sections"), ("SectionFile", "id")],
    ),
    (
        "unknown-site",
        &[("ScenarioFile", "sites"), ("SiteFile", "id")],
    ),
    (
        "unknown-sensor",
        &[("ScenarioFile", "sensors"), ("SensorFile", "id")],
    ),
    (
        "unknown-unit",
        &[
            ("ScenarioFile", "units"),
            ("UnitFile", "id"),
            ("PatrolFile", "units"),
        ],
    ),
    (
        "unknown-incident",
        &[("ScenarioFile", "incidents"), ("IncidentFile", "id")],
    ),
    (
        "unknown-objective",
        &[("ScenarioFile", "objectives"), ("ObjectiveFile", "id")],
    ),
    ("bad-start", &[]),
    ("end-before-start", &[]),
    ("after-endex", &[("ScenarioFile", "duration")]),
    ("meet-off-route", &[("PatrolFile", "route")]),
    ("along-without-ends", &[("PatrolFile", "route")]),
    (
        "missing-place",
        &[("ArrivalsFile", "from"), ("ArrivalsFile", "to")],
    ),
    (
        "home-not-own-post",
        &[
            ("ScenarioFile", "states"),
            ("ScenarioFile", "sites"),
            ("StateFile", "id"),
            ("SiteFile", "id"),
            ("SiteFile", "kind"),
            ("SiteFile", "state"),
        ],
    ),
    (
        "hotline-not-across",
        &[
            ("ScenarioFile", "sites"),
            ("SiteFile", "id"),
            ("SiteFile", "kind"),
            ("SiteFile", "state"),
        ],
    ),
    (
        "form-and-units",
        &[
            ("ScenarioFile", "units"),
            ("UnitFile", "id"),
            ("UnitFile", "state"),
            ("PatrolFile", "units"),
            ("PatrolFile", "form"),
            ("PatrolFile", "lead"),
            ("PatrolFile", "meet"),
        ],
    ),
    (
        "route-off-network",
        &[
            ("ScenarioFile", "states"),
            ("ScenarioFile", "sites"),
            ("ScenarioFile", "legs"),
            ("StateFile", "id"),
            ("SiteFile", "id"),
            ("SiteFile", "kind"),
            ("SiteFile", "state"),
            ("LegFile", "surface"),
            ("LegFile", "modes"),
            ("LegFile", "months"),
            ("UnitFile", "mode"),
            ("PatrolFile", "route"),
            ("PatrolFile", "routes"),
            ("ArrivalsFile", "front_km"),
        ],
    ),
];

/// Whether a fault is sure, though something was mended.
pub(super) fn sure(slug: &str, mended: &Mended) -> bool {
    let row = HANGS_ON.iter().find(|(found, _)| *found == slug);
    row.is_some_and(|(_, fields)| !fields.iter().any(|field| mended.contains(field)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::record::Described;
    use crate::scenario::file as f;

    #[test]
    fn what_a_fault_hangs_on_is_a_field_of_a_record() {
        fn all<T: Described>() -> impl Iterator<Item = (&'static str, &'static str)> {
            let fields = T::fields();
            fields.into_iter().map(|field| (T::NAME, field.name))
        }
        let known: Vec<_> = all::<f::ScenarioFile>()
            .chain(all::<f::StateFile>())
            .chain(all::<f::SectionFile>())
            .chain(all::<f::SiteFile>())
            .chain(all::<f::SensorFile>())
            .chain(all::<f::UnitFile>())
            .chain(all::<f::IncidentFile>())
            .chain(all::<f::ObjectiveFile>())
            .chain(all::<f::PatrolFile>())
            .chain(all::<f::ArrivalsFile>())
            .chain(all::<f::LegFile>())
            .collect();
        for (slug, fields) in HANGS_ON {
            for field in fields {
                assert!(known.contains(field), "{slug}: {field:?}");
            }
        }
    }
}
