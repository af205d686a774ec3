//! What people order while an exercise runs: the only input of a run beside scenario and seed.

pub mod file;

use crate::base::id::Name;
use crate::base::time::SimTime;

/// The roles of the seats of each state: `KGZ/duty`, `KGZ/patrol`.
pub const ROLES: [&str; 2] = ["duty", "patrol"];

/// One order, checked for shape; whether it fits the moment is seen when it is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// When it is given.
    pub at: SimTime,
    /// Who gives it, such as `KGZ/duty`, `excon` or `evaluator`.
    pub seat: Name,
    /// What is ordered.
    pub what: What,
}

/// What an order says.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Answers a decision request.
    Decide {
        /// The request, such as `notify/trk-7/1`.
        request: Name,
        /// One of its options.
        choice: Name,
        /// Why.
        reason: Option<String>,
    },
    /// Gives an inject by hand.
    Inject(Name),
    /// Sends a unit of the own side.
    Send {
        /// The unit.
        unit: Name,
        /// Where to.
        to: Goal,
    },
    /// Calls a unit of the own side home.
    Recall(Name),
    /// Tells the neighbour of an own track.
    Notify(Name),
    /// Asks for a meeting of border representatives about an incident.
    Meet(Name),
    /// Writes to a neighbour.
    Tell {
        /// The state.
        to: Name,
        /// What is written.
        text: String,
    },
    /// Takes a note.
    Note(String),
}

/// Where a unit is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Goal {
    /// After a track, by the own count.
    Track(Name),
    /// To a site, to look about there.
    Site(Name),
}
