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
}
