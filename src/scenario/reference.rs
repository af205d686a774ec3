//! The reference of the scenario format, made from the types that read it.

use crate::notation::reference::{choice, forms, record};
use crate::scenario::file::*;

/// The page `docs/scenario-format.md`.
pub fn page() -> String {
    let mut out = String::from(
        "# The scenario format\n\n\
         A scenario is a RON file, `scenario.ron`: one `Scenario` in parentheses, `format: 1` first.\n\
         This page is made from the types that read it (`cargo test` holds it against them).\n\n\
         Ids are texts; a duration or a time since STARTEX is a text such as `\"90min\"` or `\"2h30min\"`.\n\
         Other quantities carry their unit in the name: `_m`, `_km`, `_kmh`.\n\
         Choices are bare words. What is marked *must* has no default; without a default it may be left out. Unknown fields are faults.\n",
    );
    record::<ScenarioFile>(&mut out);
    record::<VariantFile>(&mut out);
    record::<IncludeFile>(&mut out);
    record::<Point>(&mut out);
    record::<SitePoint>(&mut out);
    record::<ObjectiveFile>(&mut out);
    record::<StateFile>(&mut out);
    record::<SectionFile>(&mut out);
    record::<SiteFile>(&mut out);
    record::<LegFile>(&mut out);
    record::<ViaPoint>(&mut out);
    record::<ClosureFile>(&mut out);
    record::<AreaFile>(&mut out);
    record::<RiverFile>(&mut out);
    record::<SensorFile>(&mut out);
    record::<ChannelFile>(&mut out);
    record::<UnitFile>(&mut out);
    record::<PatrolFile>(&mut out);
    record::<MeetFile>(&mut out);
    record::<ArrivalsFile>(&mut out);
    record::<SeasonFile>(&mut out);
    record::<CivilianFile>(&mut out);
    record::<IncidentFile>(&mut out);
    record::<RepresentativeFile>(&mut out);
    record::<WeatherFile>(&mut out);
    record::<InjectFile>(&mut out);
    forms(&mut out, "When an inject is given", &WhenFile::FORMS);
    forms(&mut out, "What an inject does", &EffectFile::FORMS);
    out.push_str("\n# Choices\n");
    choice(&mut out, "Light", Light::meanings());
    choice(&mut out, "Status of a section", Status::meanings());
    choice(&mut out, "Kind of a site", SiteKind::meanings());
    choice(&mut out, "Surface of a leg", Surface::meanings());
    choice(&mut out, "Law of a sensor", Law::meanings());
    choice(&mut out, "Channel", Channel::meanings());
    choice(&mut out, "Mode of a unit", Mode::meanings());
    choice(&mut out, "Role of a unit", UnitRole::meanings());
    choice(&mut out, "Form of a patrol", Form::meanings());
    choice(&mut out, "Kind of arrivals", ArrivalKind::meanings());
    choice(&mut out, "Kind of incident", IncidentKind::meanings());
    choice(&mut out, "Kind of citizens", CivilianKind::meanings());
    out
}
