//! No kind is a label: taken away, each threat, citizen, incident and measure changes a named
//! outcome over 200 seeds. `docs/kinds.md` is the table, held here
//! (`UPDATE_DOCS=1 cargo test kinds` writes it anew).

use std::fmt::Write;
use std::fs;

use joint_patrol::base::time::SimDuration;
use joint_patrol::journal::Journal;
use joint_patrol::journal::event::Event;
use joint_patrol::notation::kinds::{Int, Real};
use joint_patrol::scenario::doctrine::Habit;
use joint_patrol::scenario::file::{ArrivalKind, CivilianKind, IncidentKind, Trade};
use joint_patrol::scenario::inputs::Inputs;
use joint_patrol::score::outcomes::{Outcomes, outcomes};

use crate::util::{Exercise, mean_ci, over_seeds, root, shipped, with};

const SEEDS: std::ops::Range<u64> = 1..201;

/// A kind, where it is looked at, what takes it away, and which outcome must change then.
struct Case {
    kind: String,
    exercise: &'static str,
    without: &'static str,
    change: Box<dyn Fn(&mut Inputs)>,
    outcome: &'static str,
    measure: Box<dyn Fn(&Journal) -> f64 + Sync>,
}

fn case(
    kind: &str,
    exercise: &'static str,
    without: &'static str,
    change: impl Fn(&mut Inputs) + 'static,
    outcome: &'static str,
    measure: impl Fn(&Journal) -> f64 + Sync + 'static,
) -> Case {
    Case {
        kind: kind.to_owned(),
        exercise,
        without,
        change: Box::new(change),
        outcome,
        measure: Box::new(measure),
    }
}

/// An outcome of the scorecard.
fn of(pick: fn(&Outcomes) -> f64) -> impl Fn(&Journal) -> f64 + Sync {
    move |journal| pick(&outcomes(journal))
}

/// How many entries there are of a kind.
fn count(kind: &'static str) -> impl Fn(&Journal) -> f64 + Sync {
    move |journal| {
        journal
            .entries
            .iter()
            .filter(|e| e.event.kind() == kind)
            .count() as f64
    }
}

fn hours_lost(o: &Outcomes) -> f64 {
    o.civilian_hours_lost
}

/// Arrivals of one kind become another.
fn turned(from: ArrivalKind, to: ArrivalKind) -> impl Fn(&mut Inputs) {
    move |inputs| {
        for x in inputs
            .scenario
            .arrivals
            .iter_mut()
            .filter(|x| x.kind == from)
        {
            x.kind = to;
            x.trade = None;
            x.herd = Int(0);
        }
    }
}

/// Organised crime deals in nothing in particular.
fn untraded(trade: Trade) -> impl Fn(&mut Inputs) {
    move |inputs| {
        for x in inputs
            .scenario
            .arrivals
            .iter_mut()
            .filter(|x| x.trade == Some(trade))
        {
            x.trade = None;
            x.herd = Int(0);
        }
    }
}

/// Citizens of one kind become another.
fn retrained(from: CivilianKind, to: CivilianKind) -> impl Fn(&mut Inputs) {
    move |inputs| {
        for x in inputs
            .scenario
            .civilians
            .iter_mut()
            .filter(|x| x.kind == from)
        {
            x.kind = to;
        }
    }
}

/// Incidents of a kind do not happen.
fn spared(kind: IncidentKind) -> impl Fn(&mut Inputs) {
    move |inputs| {
        let s = &mut inputs.scenario;
        for x in s.incidents.iter_mut().filter(|x| x.kind.value == kind) {
            x.per_day = Real(0.0);
            x.times.clear();
        }
        let gone: Vec<_> = s
            .incidents
            .iter()
            .filter(|x| x.kind.value == kind)
            .collect();
        let gone: Vec<String> = gone.into_iter().map(|x| x.id.to_string()).collect();
        s.injects.retain(|i| {
            use joint_patrol::scenario::file::EffectFile::Incident;
            !matches!(&i.what, Incident { id } if gone.contains(&id.to_string()))
        });
    }
}

/// A doctrine's habit is left undone on every side.
fn undone(habit: fn(&mut joint_patrol::scenario::doctrine::Doctrine)) -> impl Fn(&mut Inputs) {
    move |inputs| inputs.doctrines.values_mut().for_each(habit)
}

/// Seconds that citizens need to their work, summed over their first days.
fn way_to_work(journal: &Journal) -> f64 {
    let mut sum = 0.0;
    for (i, entry) in journal.entries.iter().enumerate() {
        if let Event::WorkdayStarted(_) = entry.event
            && let Some(Event::Motion(m)) = journal.entries.get(i + 1).map(|e| &e.event)
        {
            let (first, last) = (m.path.first(), m.path.last());
            sum += first
                .zip(last)
                .map_or(0.0, |(a, b)| (b.0 - a.0).0 as f64 / 1000.0);
        }
    }
    sum
}

fn threats() -> Vec<Case> {
    use ArrivalKind as A;
    let drugs = "they traffic in drugs";
    vec![
        case(
            "armed_group",
            "junction_of_three",
            drugs,
            turned(A::ArmedGroup, A::DrugTrafficking),
            "citizens who fled",
            count("citizens_fled"),
        ),
        case(
            "extremist_courier",
            "four_services",
            drugs,
            turned(A::ExtremistCourier, A::DrugTrafficking),
            "ways back",
            count("group_turned_back"),
        ),
        case(
            "weapons_trafficking",
            "four_services",
            drugs,
            turned(A::WeaponsTrafficking, A::DrugTrafficking),
            "uses of force",
            count("force_used"),
        ),
        case(
            "drug_trafficking",
            "four_services",
            "they are couriers of an extremist network",
            turned(A::DrugTrafficking, A::ExtremistCourier),
            "ways back",
            count("group_turned_back"),
        ),
        case(
            "organised_crime",
            "four_services",
            drugs,
            turned(A::OrganisedCrime, A::DrugTrafficking),
            "citizens who fled",
            count("citizens_fled"),
        ),
        case(
            "organised_crime: contraband",
            "couriers_at_dusk",
            "they deal in nothing in particular",
            untraded(Trade::Contraband),
            "groups dealt with",
            of(|o| o.handled as f64),
        ),
        case(
            "organised_crime: livestock_theft",
            "herd_across",
            "they deal in nothing in particular",
            untraded(Trade::LivestockTheft),
            "hours of work lost",
            of(hours_lost),
        ),
        case(
            "organised_crime: trafficking_in_persons",
            "southern_river",
            "they deal in nothing in particular",
            untraded(Trade::TraffickingInPersons),
            "requests for protection",
            count("protection_claimed"),
        ),
        case(
            "spillover",
            "southern_river",
            drugs,
            turned(A::Spillover, A::DrugTrafficking),
            "uses of force",
            count("force_used"),
        ),
        case(
            "irregular_migration",
            "southern_river",
            drugs,
            turned(A::IrregularMigration, A::DrugTrafficking),
            "people referred",
            count("referred"),
        ),
        case(
            "lawful_crossing",
            "wrong_suspect",
            drugs,
            turned(A::LawfulCrossing, A::DrugTrafficking),
            "groups dealt with",
            of(|o| o.handled as f64),
        ),
        case(
            "wildlife",
            "wrong_suspect",
            drugs,
            turned(A::Wildlife, A::DrugTrafficking),
            "unlawful groups found",
            of(|o| o.detected as f64),
        ),
    ]
}

fn citizens() -> Vec<Case> {
    use CivilianKind as C;
    vec![
        case(
            "herder",
            "herd_across",
            "they farm",
            retrained(C::Herder, C::Farmer),
            "hours of work lost",
            of(hours_lost),
        ),
        case(
            "farmer",
            "herd_across",
            "they trade",
            retrained(C::Farmer, C::Trader),
            "seconds on the way to work",
            way_to_work,
        ),
        case(
            "trader",
            "wrong_suspect",
            "they farm",
            retrained(C::Trader, C::Farmer),
            "seconds on the way to work",
            way_to_work,
        ),
        case(
            "pupil",
            "wrong_suspect",
            "they trade",
            retrained(C::Pupil, C::Trader),
            "seconds on the way to work",
            way_to_work,
        ),
        case(
            "pasture in season",
            "herd_across",
            "the season is over",
            |inputs| {
                for x in &mut inputs.scenario.civilians {
                    x.months = x.months.map(|_| (Int(11), Int(12)));
                }
            },
            "hours of work planned",
            of(|o| o.civilian_hours_planned),
        ),
    ]
}

fn incidents() -> Vec<Case> {
    use IncidentKind as I;
    let gone = "it does not happen";
    let hours = "hours of work lost";
    vec![
        case(
            "works",
            "water_intake",
            gone,
            spared(I::Works),
            hours,
            of(hours_lost),
        ),
        case(
            "pasture_dispute",
            "herd_across",
            gone,
            spared(I::PastureDispute),
            hours,
            of(hours_lost),
        ),
        case(
            "shot_heard",
            "shot_in_the_valley",
            gone,
            spared(I::ShotHeard),
            hours,
            of(hours_lost),
        ),
        case(
            "air_intrusion",
            "water_intake",
            gone,
            spared(I::AirIntrusion),
            "meetings of representatives",
            of(|o| o.representatives_met as f64),
        ),
        case(
            "wildfire",
            "wrong_suspect",
            gone,
            spared(I::Wildfire),
            "hectares burnt",
            of(|o| o.damage_ha),
        ),
        case(
            "mudflow",
            "four_services",
            gone,
            spared(I::Mudflow),
            "ways closed",
            count("way_closed"),
        ),
        case(
            "avalanche",
            "encounter_in_fog",
            gone,
            spared(I::Avalanche),
            "people harmed",
            of(|o| f64::from(o.people_harmed)),
        ),
        case(
            "lost_person",
            "late_partner",
            gone,
            spared(I::LostPerson),
            hours,
            of(hours_lost),
        ),
        case(
            "injured_person",
            "southern_river",
            gone,
            spared(I::InjuredPerson),
            "first aid given",
            count("first_aid_given"),
        ),
        case(
            "strayed_herd",
            "herd_across",
            gone,
            spared(I::StrayedHerd),
            hours,
            of(hours_lost),
        ),
        case(
            "inadvertent_crossing",
            "herd_across",
            gone,
            spared(I::InadvertentCrossing),
            "people and herds given back",
            count("returned"),
        ),
        case(
            "encounter",
            "encounter_in_fog",
            "the other patrol does not go",
            |inputs| {
                inputs
                    .scenario
                    .patrols
                    .retain(|p| !p.id.as_str().starts_with("k-"))
            },
            "meetings of representatives",
            of(|o| o.representatives_met as f64),
        ),
        case(
            "strayed_patrol",
            "encounter_in_fog",
            "guards know where they are",
            |inputs| {
                inputs
                    .scenario
                    .units
                    .iter_mut()
                    .for_each(|u| u.fix_error_m = Real(0.0))
            },
            "crossings of the edge",
            count("line_crossed"),
        ),
        case(
            "tailing",
            "encounter_in_fog",
            "nobody is tempted to follow",
            undone(|d| d.border.follow = Real(0.0)),
            "patrols followed",
            count("tailing_began"),
        ),
        case(
            "planned_encounter",
            "four_services",
            "no plan is shared",
            undone(|d| d.border.share_plan = Real(0.0)),
            "meetings of representatives",
            of(|o| o.representatives_met as f64),
        ),
        case(
            "use_of_force",
            "junction_of_three",
            "nobody resists",
            turned(ArrivalKind::ArmedGroup, ArrivalKind::IrregularMigration),
            "superiors informed",
            count("superior_informed"),
        ),
        case(
            "stolen_herd",
            "herd_across",
            "they deal in nothing in particular",
            untraded(Trade::LivestockTheft),
            "superiors informed",
            count("superior_informed"),
        ),
    ]
}

fn measures() -> Vec<Case> {
    vec![
        case(
            "information exchange",
            "four_services",
            "nobody tells of a threat",
            undone(|d| d.border.notify = Habit::never()),
            "groups dealt with",
            of(|o| o.handled as f64),
        ),
        case(
            "alert levels",
            "junction_of_three",
            "no alert is raised",
            undone(|d| d.own.raise_alert = Habit::never()),
            hours_name(),
            of(hours_lost),
        ),
        case(
            "shared patrol plan",
            "four_services",
            "no plan is shared",
            undone(|d| d.border.share_plan = Real(0.0)),
            "encounters that nobody knew of",
            unplanned,
        ),
        case(
            "co-ordinated search",
            "four_services",
            "no lead is declared",
            undone(|d| d.border.declare_lead = Habit::never()),
            "groups dealt with",
            of(|o| o.handled as f64),
        ),
        case(
            "closing an area",
            "junction_of_three",
            "no alert is raised",
            undone(|d| d.own.raise_alert = Habit::never()),
            "lawful travellers who waited",
            count("traffic_held"),
        ),
        case(
            "joint rescue",
            "four_services",
            "nobody tells of an incident",
            undone(|d| d.border.tell_incident = Habit::never()),
            "people saved",
            of(|o| f64::from(o.people_saved)),
        ),
        case(
            "strengthening of a section",
            "four_services",
            "no alert is shared",
            undone(|d| d.border.share_alert = Real(0.0)),
            "units sent to strengthen",
            count("section_strengthened"),
        ),
        case(
            "border representatives",
            "shot_in_the_valley",
            "no meeting is asked for",
            undone(|d| d.border.request_meeting = Habit::never()),
            hours_name(),
            of(hours_lost),
        ),
        case(
            "hand-over at the line",
            "couriers_at_dusk",
            "nothing is handed over",
            undone(|d| d.border.hand_over = Habit::never()),
            "hand-overs",
            of(|o| o.handovers as f64),
        ),
        case(
            "pursuit annex",
            "couriers_at_dusk",
            "no pursuit crosses",
            undone(|d| d.border.use_annex = Real(0.0)),
            "hand-overs",
            of(|o| o.handovers as f64),
        ),
        case(
            "prompt acknowledgement",
            "four_services",
            "acknowledgements take an hour",
            undone(|d| d.border.acknowledge.after = SimDuration::from_min(59)),
            "groups dealt with",
            of(|o| o.handled as f64),
        ),
    ]
}

fn hours_name() -> &'static str {
    "hours of work lost"
}

/// Encounters of which the two sides did not both know.
fn unplanned(journal: &Journal) -> f64 {
    let open = journal.entries.iter().filter(|e| match &e.event {
        Event::EncounterBegan(e) => !e.planned,
        _ => false,
    });
    open.count() as f64
}

fn changed(exercise: &str, change: impl Fn(&mut Inputs)) -> Exercise {
    with(&shipped(exercise), &[], |loaded| change(&mut loaded.inputs))
}

#[test]
fn no_kind_is_a_label() {
    let mut page = HEAD.to_owned();
    let mut labels = Vec::new();
    for (title, cases) in [
        ("Threats and other arrivals", threats()),
        ("Citizens", citizens()),
        ("Incidents", incidents()),
        ("Key measures", measures()),
    ] {
        write!(page, "\n## {title}\n\n{COLUMNS}").expect("text");
        for case in cases {
            let there = changed(case.exercise, |_| {});
            let gone = changed(case.exercise, |inputs| (case.change)(inputs));
            let pairs = over_seeds(SEEDS, |seed| {
                let measure = &case.measure;
                (measure(&there.run(seed)), measure(&gone.run(seed)))
            });
            let with: Vec<f64> = pairs.iter().map(|p| p.0).collect();
            let less: Vec<f64> = pairs.iter().map(|p| p.0 - p.1).collect();
            let ((mean, _), (more, half)) = (mean_ci(&with), mean_ci(&less));
            if more.abs() <= half {
                labels.push(format!(
                    "{}: {} {more:+.3} ± {half:.3}",
                    case.kind, case.outcome
                ));
            }
            writeln!(
                page,
                "| {} | `{}` | {} | {} | {mean:.2} | {more:+.2} ± {half:.2} |",
                case.kind, case.exercise, case.without, case.outcome
            )
            .expect("text");
        }
    }
    assert!(labels.is_empty(), "these change nothing: {labels:#?}");
    let path = root().join("docs/kinds.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &page).expect("written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "UPDATE_DOCS=1 cargo test kinds");
}

const HEAD: &str = "# What each kind changes

No kind is a label: each has a mechanism of its own, and without it something else happens.
Each row takes one kind out of an exercise, or puts a plainer one in its place, and compares a named outcome on the same 200 seeds: the mean with it, and the paired difference that it makes, with the 95 % interval.
`cargo test kinds` holds this page; an interval that holds zero fails it.
";

const COLUMNS: &str = "| kind | exercise | without it | outcome | with it | difference |
| --- | --- | --- | --- | --- | --- |
";
