//! Patrols that meet without having agreed to.

use crate::base::id::Name;
use crate::journal::declare::kinds;

kinds! {
    /// Patrols of two states met that had not agreed to.
    EncounterBegan "encounter_began" caused {
        /// The encounter.
        encounter: Name,
        /// This side's unit.
        unit: Name,
        /// The other side's unit.
        other: Name,
        /// The nearest section.
        section: Option<Name>,
        /// That section's status.
        status: Option<Name>,
        /// Whether a meeting was agreed.
        planned: bool,
    }
    /// A unit halted in an encounter.
    Halted "halted" caused {
        /// The encounter.
        encounter: Name,
        /// The unit.
        unit: Name,
    }
    /// A unit gave the agreed signal in an encounter.
    SignalGiven "signal_given" caused {
        /// The encounter.
        encounter: Name,
        /// The unit.
        unit: Name,
    }
    /// A unit went on in an encounter instead of halting.
    Advanced "advanced" caused {
        /// The encounter.
        encounter: Name,
        /// The unit.
        unit: Name,
    }
    /// A unit left an encounter.
    Disengaged "disengaged" caused {
        /// The encounter.
        encounter: Name,
        /// The unit.
        unit: Name,
    }
    /// A unit on patrol saw the other side's.
    PatrolSighted "patrol_sighted" caused {
        /// The unit.
        unit: Name,
        /// The other side's unit.
        other: Name,
        /// The nearest section.
        section: Option<Name>,
        /// Its status.
        status: Option<Name>,
    }
    /// A unit has followed the other side's for ten minutes.
    TailingBegan "tailing_began" caused {
        /// The unit.
        unit: Name,
        /// The other side's unit.
        other: Name,
        /// The nearest section.
        section: Option<Name>,
        /// Its status.
        status: Option<Name>,
    }
    /// A unit beyond the line was cautioned by the other side.
    Cautioned "cautioned" caused {
        /// The unit.
        unit: Name,
        /// The other side's unit.
        by: Name,
        /// The section.
        section: Name,
        /// Its status.
        status: Name,
    }
    /// A unit provoked in an encounter: by word, gesture or weapon.
    Provoked "provoked" caused {
        /// The encounter.
        encounter: Name,
        /// The unit.
        unit: Name,
    }
    /// A unit left a mark on the ground after an encounter.
    MarkPlaced "mark_placed" caused {
        /// The encounter.
        encounter: Name,
        /// The unit.
        unit: Name,
    }
}
