//! How a state's people act when nobody sits in their seat: as data.
//!
//! What a side does by itself (`own`) is kept apart from what crosses the border (`border`), so
//! that doctrines can be compared: the shipped `isolated`, `notify` and `joint` differ in `border`
//! alone.

use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::notation::kinds::{Int, Real, Share};
use crate::record;

record! {
    /// Something that is done with a probability and after a human delay.
    pub struct Habit {
        /// Probability that it is done at all.
        pub chance: Share,
        /// Median of the delay before it is done.
        pub after: SimDuration = SimDuration(0),
        /// Spread of the delay: standard deviation of its logarithm.
        pub spread: Real<0, 3> = Real(0.0),
    }
}

record! {
    /// What a side does on its own side of the line.
    pub struct OwnSide {
        /// Median time in which a duty officer handles a report, at a post of 30 people.
        pub handling: SimDuration,
        /// Spread of that time: standard deviation of its logarithm.
        pub handling_spread: Real<0, 3>,
        /// Probability that unlawful movement is recognised for what it is.
        pub recognise: Share,
        /// Probability that lawful movement is mistaken for a threat.
        pub mistake: Share,
        /// Probability that a unit is sent on a patrol that stands in the plan.
        pub send_patrol: Share = Real(1.0),
        /// Sending a unit to a threat.
        pub task: Habit,
        /// How long a unit looks for somebody whom it does not find.
        pub search: SimDuration,
        /// How long a check takes.
        pub check: SimDuration,
        /// How often a unit on a joint patrol reports its position.
        pub position_report: SimDuration,
        /// After how long the duty officer has told the superiors of an incident.
        pub inform_superior: SimDuration = SimDuration(8 * 60_000),
        /// After how long more a written report is made.
        pub write_report: SimDuration = SimDuration(6 * 3_600_000),
        /// Probability that people keep to what they should in the heat of the moment: wait for
        /// border representatives, use non-violent means first, warn, treat people well.
        pub restraint: Share = Real(0.97),
        /// Referring people who ask for protection.
        pub refer: Habit = Habit::often(60),
        /// Raising the alert level when a threat is seen.
        pub raise_alert: Habit = Habit::often(10),
    }
}

record! {
    /// What a side does across the line.
    pub struct AcrossBorder {
        /// Probability that a departure of a patrol on a joint section is announced.
        pub share_plan: Share,
        /// How long before the departure.
        pub share_lead: SimDuration,
        /// Telling the neighbour of a threat.
        pub notify: Habit,
        /// Acknowledging what the neighbour tells.
        pub acknowledge: Habit,
        /// Sending a unit to a threat of which the neighbour told.
        pub support: Habit,
        /// Naming one lead for a shared case.
        pub declare_lead: Habit,
        /// Handing a pursuit over at the line.
        pub hand_over: Habit,
        /// Probability that a pursuit stops at the line.
        pub hold_at_line: Share,
        /// Probability that a rendezvous is kept.
        pub meet: Share,
        /// Probability that a unit halts in an encounter that was not agreed.
        pub halt: Share,
        /// Probability that it gives the agreed signal.
        pub signal: Share = Real(0.9),
        /// Probability that a patrol is tempted to follow the other side's.
        pub follow: Share = Real(0.0),
        /// Probability that a patrol pulls back when it is cautioned beyond the line.
        pub pull_back: Share = Real(0.95),
        /// Telling the neighbour of people who were detained or registered.
        pub tell_detention: Habit = Habit::never(),
        /// Probability that an alert is shared with the neighbour who knows of the threat.
        pub share_alert: Share = Real(0.0),
        /// Probability that what the press is told was agreed with the neighbour.
        pub agree_media: Share = Real(0.0),
        /// Probability that a pursuit goes on beyond the line where an annex allows it.
        pub use_annex: Share = Real(0.0),
        /// Probability that the other side's pursuit is asked to stop.
        pub stop_pursuit: Share = Real(0.2),
        /// Telling the neighbour of an incident.
        pub tell_incident: Habit = Habit::never(),
        /// Asking for a meeting of border representatives.
        pub request_meeting: Habit = Habit::never(),
        /// Agreeing to such a meeting.
        pub answer_meeting: Habit = Habit::never(),
        /// Handing back people or animals that came across without meaning to.
        pub hand_back: Habit = Habit::never(),
    }
}

record! {
    /// A doctrine.
    pub struct Doctrine {
        /// Version of the format: 1.
        pub format: Int<1, 1>,
        /// Its id. Nothing depends on it.
        pub id: Name,
        /// What it stands for.
        pub title: String = String::new(),
        /// What a side does on its own side.
        pub own: OwnSide,
        /// What it does across the line.
        pub border: AcrossBorder,
    }
}

impl Habit {
    /// Something that is nearly always done, after so many minutes.
    pub fn often(minutes: i64) -> Self {
        Self {
            chance: Real(0.95),
            after: SimDuration::from_min(minutes),
            spread: Real(0.0),
        }
    }

    /// Something that is never done.
    pub fn never() -> Self {
        Self {
            chance: Real(0.0),
            after: SimDuration::ZERO,
            spread: Real(0.0),
        }
    }
}
