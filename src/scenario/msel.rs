//! What exercise control has prepared: objectives and injects.

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::matcher::Matcher;
use crate::scenario::file::Channel;
use crate::scenario::{HazardId, SiteId, StateId};

/// What an inject does.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A channel is down.
    Outage {
        /// Which.
        channel: Channel,
        /// For how long.
        lasting: SimDuration,
        /// For whom; for all if none.
        state: Option<StateId>,
    },
    /// A report of somebody who is not there.
    FalseContact {
        /// Where it is said to be.
        at: SiteId,
        /// Whose post gets the report.
        state: StateId,
    },
    /// An incident happens.
    Incident {
        /// Which.
        hazard: HazardId,
    },
    /// A journalist asks.
    Media {
        /// What.
        text: String,
        /// Whom.
        states: Vec<StateId>,
    },
    /// Something is said to the training audience.
    Message {
        /// What.
        text: String,
    },
}

/// An item of the master scenario events list.
#[derive(Clone, Debug)]
pub struct Inject {
    /// Its id in files.
    pub name: Name,
    /// When it is given; by hand if neither this nor `when` says.
    pub at: Option<SimTime>,
    /// After which fact it is given, and how long after.
    pub when: Option<(Matcher, SimDuration)>,
    /// What it does.
    pub effect: Effect,
    /// The objective that it tests.
    pub objective: Option<Name>,
    /// Who gives it.
    pub controller: String,
    /// Who receives it.
    pub to: String,
    /// How it is given.
    pub method: String,
    /// What is expected.
    pub expected: String,
}

/// Something that is trained.
#[derive(Clone, Debug)]
pub struct Objective {
    /// Its id.
    pub name: Name,
    /// What it is.
    pub text: String,
    /// The metrics that measure it.
    pub metrics: Vec<Name>,
    /// The rules that bear on it; none: those of its metrics.
    pub rules: Vec<Name>,
    /// The score at which it counts as met.
    pub target: f64,
}
