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
    /// A seat sent a unit to a site, to look about there.
    UnitSent "unit_sent" caused {
        /// The unit.
        unit: Name,
        /// The site.
        site: Name,
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
    /// A unit that had looked in vain went on, by a plan that both sides share.
    SearchCoordinated "search_coordinated" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// The case that both sides share.
        case: Option<Name>,
        /// Metres east of where it looks next.
        x_m: f64,
        /// Metres north.
        y_m: f64,
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
    /// A pursuit goes on beyond the line, as an agreed annex allows.
    PursuitCrossed "pursuit_crossed" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// The section.
        section: Name,
        /// Whether the annex holds there.
        annex_active: bool,
        /// The state on whose side it goes on.
        host: Name,
    }
    /// The host asked a pursuit to stop.
    StopRequested "stop_requested" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
        /// The host.
        by: Name,
    }
    /// A pursuit beyond the line came to its end.
    PursuitStopped "pursuit_stopped" caused {
        /// The unit.
        unit: Name,
        /// The track.
        track: Name,
    }
    /// People whom a unit had stopped resisted.
    Resisted "resisted" caused {
        /// The unit.
        unit: Name,
        /// The group.
        group: Name,
        /// Whether life was in imminent danger.
        imminent_threat: bool,
    }
    /// A unit used non-violent means.
    NonviolentMeans "nonviolent_means" caused {
        /// The unit.
        unit: Name,
        /// The group.
        group: Name,
    }
    /// A unit used force.
    ForceUsed "force_used" caused {
        /// The unit.
        unit: Name,
        /// The group.
        group: Name,
        /// Whether life was in imminent danger.
        imminent_threat: bool,
    }
    /// A unit warned, with time to obey.
    WarningGiven "warning_given" caused {
        /// The unit.
        unit: Name,
        /// The group.
        group: Name,
    }
    /// A unit used a firearm.
    FirearmUsed "firearm_used" caused {
        /// The unit.
        unit: Name,
        /// The group.
        group: Name,
        /// Whether life was in imminent danger.
        imminent_threat: bool,
    }
    /// A unit treated people in its hands ill.
    IllTreated "ill_treated" caused {
        /// The unit.
        unit: Name,
        /// The group.
        group: Name,
    }
    /// People asked for protection.
    ProtectionClaimed "protection_claimed" caused {
        /// The group.
        group: Name,
        /// The incident through which they came into a side's hands, if it was one.
        incident: Option<Name>,
        /// The unit.
        unit: Name,
        /// How many people.
        people: u32,
    }
    /// People who asked for protection were referred.
    Referred "referred" caused {
        /// The group.
        group: Name,
    }
    /// People who asked for protection were sent back before anybody decided.
    ReturnedSummarily "returned_summarily" caused {
        /// The group.
        group: Name,
    }
    /// The neighbour was told of people who were detained or registered.
    DetentionTold "detention_told" caused {
        /// The group.
        group: Name,
        /// The state that was told.
        to: Name,
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
        /// Whether both sides agreed that an urgent pursuit may cross here.
        annex: bool,
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
