//! Incidents that a scenario holds ready, and what each kind is like.

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::scenario::file::IncidentKind;
use crate::scenario::{SiteId, StateId};

/// An incident that may happen, once or more often.
#[derive(Clone, Debug)]
pub struct Hazard {
    /// Its id in files.
    pub name: Name,
    /// Key of its random streams.
    pub key: u64,
    /// What happens.
    pub kind: IncidentKind,
    /// Where.
    pub site: SiteId,
    /// When, as given.
    pub times: Vec<SimTime>,
    /// How often a day, on average.
    pub per_day: f64,
    /// Whose doing it is, or whose people or animals are concerned.
    pub state: Option<StateId>,
    /// How many people are in danger, hurt or lost.
    pub people: u32,
    /// How many animals.
    pub herd: u32,
}

/// How an incident goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Course {
    /// People must be found or dug out: person-minutes of search for all of it, and the mean time
    /// that one survives.
    Rescue {
        /// Person-minutes of search.
        search_min: f64,
        /// Mean survival.
        survival: SimDuration,
    },
    /// A fire: person-hours of line to cut at the start, and more each hour in a wind of 3 m/s.
    Fire {
        /// Person-hours at the start.
        line_h: f64,
        /// Person-hours more each hour.
        growth_h: f64,
    },
    /// Tempers rise from a level by so much an hour; at 1 somebody is hurt, at 0 it is over.
    Tension {
        /// The level at the start.
        start: f64,
        /// What it rises by in an hour.
        rise: f64,
    },
    /// People or animals are with the other side until they are handed back; untold, they come
    /// back by themselves after a median time.
    Return {
        /// Median time until they are back by themselves.
        alone: SimDuration,
    },
    /// It waits to be settled by border representatives.
    Matter,
}

/// What a kind of incident is like. Every figure is an exercise assumption.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profile {
    /// Guards within this distance notice it at once, in metres.
    pub heard_m: f64,
    /// Median time after which people tell the nearest post; `None`: they do not.
    pub told_by_people: Option<SimDuration>,
    /// Whether both sides have people who tell their post; otherwise only the side where it is.
    pub both_sides: bool,
    /// Nobody works within this distance while it lasts, in metres.
    pub hinders_m: f64,
    /// Whether units go there.
    pub hands: bool,
    /// Whether the other side's units may come across to help, when asked.
    pub help_across: bool,
    /// Whether it calls for border representatives.
    pub meeting: bool,
    /// Whether it is serious: no active action before representatives are there.
    pub serious: bool,
    /// How it goes on.
    pub course: Course,
}

const MIN: fn(i64) -> SimDuration = SimDuration::from_min;

impl Profile {
    /// What most kinds have.
    const PLAIN: Profile = Profile {
        heard_m: 1_000.0,
        told_by_people: None,
        both_sides: false,
        hinders_m: 0.0,
        hands: false,
        help_across: false,
        meeting: false,
        serious: false,
        course: Course::Matter,
    };

    /// What a kind is like.
    pub fn of(kind: IncidentKind) -> Profile {
        let plain = Self::PLAIN;
        match kind {
            IncidentKind::Works => Profile {
                told_by_people: Some(MIN(40)),
                both_sides: true,
                hinders_m: 2_000.0,
                meeting: true,
                course: Course::Tension {
                    start: 0.3,
                    rise: 0.05,
                },
                ..plain
            },
            IncidentKind::PastureDispute => Profile {
                told_by_people: Some(MIN(60)),
                both_sides: true,
                hinders_m: 3_000.0,
                hands: true,
                meeting: true,
                course: Course::Tension {
                    start: 0.4,
                    rise: 0.12,
                },
                ..plain
            },
            IncidentKind::ShotHeard => Profile {
                heard_m: 3_000.0,
                told_by_people: Some(MIN(15)),
                both_sides: true,
                hinders_m: 4_000.0,
                hands: true,
                meeting: true,
                serious: true,
                course: Course::Tension {
                    start: 0.5,
                    rise: 0.04,
                },
                ..plain
            },
            IncidentKind::AirIntrusion => Profile {
                heard_m: 2_000.0,
                told_by_people: Some(MIN(30)),
                meeting: true,
                ..plain
            },
            IncidentKind::Wildfire => Profile {
                heard_m: 5_000.0,
                told_by_people: Some(MIN(20)),
                hinders_m: 3_000.0,
                hands: true,
                help_across: true,
                course: Course::Fire {
                    line_h: 14.0,
                    growth_h: 2.5,
                },
                ..plain
            },
            IncidentKind::Mudflow => Profile {
                heard_m: 2_000.0,
                told_by_people: Some(MIN(25)),
                hinders_m: 2_000.0,
                hands: true,
                help_across: true,
                course: Course::Rescue {
                    search_min: 900.0,
                    survival: MIN(240),
                },
                ..plain
            },
            IncidentKind::Avalanche => Profile {
                told_by_people: Some(MIN(20)),
                hands: true,
                help_across: true,
                hinders_m: 1_500.0,
                course: Course::Rescue {
                    search_min: 600.0,
                    survival: MIN(90),
                },
                ..plain
            },
            IncidentKind::LostPerson => Profile {
                heard_m: 300.0,
                told_by_people: Some(MIN(90)),
                hands: true,
                help_across: true,
                hinders_m: 1_000.0,
                course: Course::Rescue {
                    search_min: 1_800.0,
                    survival: MIN(900),
                },
                ..plain
            },
            IncidentKind::InjuredPerson => Profile {
                heard_m: 500.0,
                told_by_people: Some(MIN(30)),
                hands: true,
                help_across: true,
                course: Course::Rescue {
                    search_min: 40.0,
                    survival: MIN(360),
                },
                ..plain
            },
            IncidentKind::StrayedHerd => Profile {
                told_by_people: Some(MIN(90)),
                hinders_m: 6_000.0,
                course: Course::Return {
                    alone: MIN(40 * 60),
                },
                ..plain
            },
            IncidentKind::InadvertentCrossing => Profile {
                told_by_people: Some(MIN(60)),
                course: Course::Return {
                    alone: MIN(60 * 60),
                },
                ..plain
            },
            IncidentKind::StolenHerd => Profile {
                told_by_people: Some(MIN(60)),
                hinders_m: 6_000.0,
                ..plain
            },
            IncidentKind::PlannedEncounter | IncidentKind::UseOfForce => Profile {
                heard_m: 0.0,
                ..plain
            },
            IncidentKind::Encounter | IncidentKind::StrayedPatrol | IncidentKind::Tailing => {
                Profile {
                    heard_m: 0.0,
                    meeting: true,
                    ..plain
                }
            }
        }
    }
}
