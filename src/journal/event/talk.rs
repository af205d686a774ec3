//! Reports, notifications, acknowledgements, handovers, decisions.

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::declare::kinds;

kinds! {
    /// A patrol's report could be given to its post.
    ReportSent "report_sent" caused {
        /// The message.
        message: Name,
        /// The post it goes to.
        to: Name,
        /// How many attempts it took.
        attempts: u32,
        /// How long it took to get through, in milliseconds.
        delay_ms: SimDuration,
    }
    /// The duty officer of a post has a report.
    ReportReceived "report_received" caused {
        /// The message.
        message: Name,
        /// Who sent it.
        from: Name,
        /// The track it was taken for.
        track: Name,
    }
    /// Somebody has to choose.
    DecisionRequested "decision_requested" caused {
        /// The request: what about, whom, and which time.
        request: Name,
        /// Who has to choose.
        seat: Name,
        /// What about.
        decision: Name,
        /// The track it is about, if any.
        track: Option<Name>,
        /// What can be chosen.
        options: Vec<Name>,
        /// What holds if nobody chooses in time.
        default: Name,
        /// Until when an order can choose; a doctrine takes its own time.
        limit_ms: SimTime,
    }
    /// Somebody chose.
    DecisionMade "decision_made" caused {
        /// The request.
        request: Name,
        /// Who chose.
        seat: Name,
        /// What about.
        decision: Name,
        /// The track it is about, if any.
        track: Option<Name>,
        /// What was chosen.
        choice: Name,
        /// `doctrine`, `seat`, or `default`.
        by: Name,
        /// The reason that was given, if any.
        reason: Option<String>,
    }
    /// An attempt to get through failed.
    AttemptFailed "attempt_failed" caused {
        /// The message.
        message: Name,
        /// What kind of message.
        purpose: Name,
        /// The track it is about, if any.
        track: Option<Name>,
        /// The channel.
        channel: Name,
        /// Which attempt, from 1.
        attempt: u32,
        /// `outage`, `out_of_reach` or `no_contact`.
        reason: Name,
    }
    /// A message was given up.
    MessageLost "message_lost" caused {
        /// The message.
        message: Name,
        /// What kind of message.
        purpose: Name,
        /// The track it is about, if any.
        track: Option<Name>,
        /// How many attempts were made.
        attempts: u32,
    }
    /// A post told a neighbour of a track.
    NotificationSent "notification_sent" caused {
        /// The message.
        message: Name,
        /// The track, by the sender's count.
        track: Name,
        /// The state that was told.
        to: Name,
        /// The channel, `hotline` or `meeting`.
        channel: Name,
        /// What the sender takes it for.
        class: Name,
        /// Distance to the nearest border line, in metres.
        line_distance_m: Option<f64>,
        /// The nearest section.
        section: Option<Name>,
        /// How many attempts it took.
        attempts: u32,
        /// Hidden: who it really was.
        truth: Name,
    }
    /// A notification reached the neighbour's duty officer.
    NotificationReceived "notification_received" caused {
        /// The message.
        message: Name,
        /// The state that sent it.
        from: Name,
        /// The track it was taken for, by the receiver's count.
        track: Name,
        /// The channel.
        channel: Name,
        /// The nearest section.
        section: Option<Name>,
        /// Hidden: who it really was.
        truth: Name,
    }
    /// A notification was acknowledged.
    AcknowledgementSent "acknowledgement_sent" caused {
        /// The notification that is acknowledged.
        message: Name,
        /// The state that had sent it.
        to: Name,
        /// The receiver's own track.
        track: Name,
        /// What the receiver means to do: `task` or `watch`.
        intent: Name,
    }
    /// An acknowledgement came back.
    AcknowledgementReceived "acknowledgement_received" caused {
        /// The notification that is acknowledged.
        message: Name,
        /// The state that acknowledges.
        from: Name,
        /// The track, by the count of the one who had notified.
        track: Name,
        /// What the other side means to do.
        intent: Name,
        /// How long after the notification was sent, in milliseconds.
        loop_ms: SimDuration,
        /// The nearest section.
        section: Option<Name>,
    }
    /// The neighbour was told that a shared case is dealt with.
    StandDownSent "stand_down_sent" caused {
        /// The message.
        message: Name,
        /// The track, by the sender's count.
        track: Name,
        /// The state that is told.
        to: Name,
    }
    /// A side knows from the neighbour that a shared case is dealt with: nobody looks any more.
    StandDownReceived "stand_down_received" caused {
        /// The state that told.
        from: Name,
        /// The track, by the receiver's count.
        track: Name,
        /// The unit that was out for it.
        unit: Option<Name>,
    }
    /// A seat wrote to a neighbour in its own words.
    FreeMessageSent "free_message_sent" caused {
        /// The message.
        message: Name,
        /// The state to which it is written.
        to: Name,
        /// What is written.
        text: String,
    }
    /// A side has read a message in words.
    FreeMessageReceived "free_message_received" caused {
        /// The message.
        message: Name,
        /// The state that wrote it.
        from: Name,
        /// What is written.
        text: String,
    }
    /// A pursuit was handed over to the neighbour: position, heading, number, time.
    HandoverSent "handover_sent" caused {
        /// The message.
        message: Name,
        /// The track, by the sender's count.
        track: Name,
        /// The state that takes over.
        to: Name,
        /// Hidden: who it really is.
        truth: Name,
    }
    /// The neighbour has a handover.
    HandoverReceived "handover_received" caused {
        /// The message.
        message: Name,
        /// The state that handed over.
        from: Name,
        /// The receiver's own track.
        track: Name,
        /// Hidden: who it really is.
        truth: Name,
    }
}
