//! Units sent to people, pursuits, checks, the line.

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::declare::kinds;

kinds! {
    /// A unit was sent to a track.
    UnitTasked "unit_tasked" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// The case, if both sides share one.
        case: Option<Name>,
        /// Where it is to meet the track: metres east.
        x_m: f64,
        /// Where it is to meet the track: metres north.
        y_m: f64,
        /// When it should be there.
        eta_ms: SimTime,
        /// Hidden: who it really is.
        truth: Name,
    }
    /// Nobody could be sent.
    TaskingFailed "tasking_failed" caused {
        /// The track.
        track: Name,
        /// The case, if both sides share one.
        case: Option<Name>,
        /// Why: `no_unit_free` or `out_of_reach`.
        reason: Name,
    }
    /// A unit's task is over.
    TaskEnded "task_ended" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// `intercepted`, `not_found`, `handed_over`, `lost` or `called_off`.
        outcome: Name,
    }
    /// A unit on a task has its target in sight and closes with it.
    PursuitBegan "pursuit_began" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// Hidden: who it really is.
        truth: Name,
    }
    /// A pursuit came to the border line, and the target is across or about to cross.
    LineReached "line_reached" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// The section.
        section: Name,
        /// Its status.
        status: Name,
        /// The state across it.
        neighbour: Name,
        /// Hidden: who it really is.
        truth: Name,
    }
    /// A unit is beyond the line (or the agreed band) of a section.
    LineCrossed "line_crossed" caused {
        /// The unit.
        unit: Name,
        /// The section.
        section: Name,
        /// Its status.
        status: Name,
        /// How far beyond the line or band, at most, in metres.
        beyond_m: f64,
        /// The same as its own side has the line, without any band.
        beyond_own_line_m: f64,
        /// The same as the other side has the line, without any band.
        beyond_their_line_m: f64,
        /// How it moves.
        mode: Name,
        /// Whether it may: a joint patrol on its agreed route.
        authorised: bool,
        /// Whether it was in pursuit.
        pursuit: bool,
        /// The track it followed, if in pursuit.
        track: Option<Name>,
    }
    /// A unit is back from beyond the line.
    LineRecrossed "line_recrossed" caused {
        /// The unit.
        unit: Name,
        /// The section.
        section: Name,
    }
    /// A unit reached the people it was sent to.
    Intercepted "intercepted" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// The group.
        group: Name,
    }
    /// What became of a group that a unit reached.
    GroupHandled "group_handled" caused {
        /// The group or the citizens.
        group: Name,
        /// The unit.
        unit: Name,
        /// What it was.
        threat_kind: Name,
        /// Whether it did what is allowed.
        lawful: bool,
        /// `detained`, `registered`, `released`, `turned_away` or `nobody`.
        outcome: Name,
        /// How long they were held up, in milliseconds.
        held_ms: SimDuration,
    }
}
