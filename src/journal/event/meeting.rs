//! Border representatives.

use crate::base::id::Name;
use crate::base::time::SimDuration;
use crate::journal::declare::kinds;

kinds! {
    /// A state asked for a meeting of border representatives.
    MeetingRequested "meeting_requested" caused {
        /// The meeting.
        meeting: Name,
        /// The incident that it is about.
        incident: Name,
        /// The state that was asked.
        to: Name,
        /// The section.
        section: Option<Name>,
        /// Its status.
        status: Option<Name>,
    }
    /// A state has a request for a meeting.
    MeetingRequestReceived "meeting_request_received" caused {
        /// The meeting.
        meeting: Name,
        /// The incident that it is about.
        incident: Name,
        /// The state that asked.
        from: Name,
    }
    /// A state agreed to a meeting.
    MeetingAnswered "meeting_answered" caused {
        /// The meeting.
        meeting: Name,
        /// The incident that it is about.
        incident: Name,
        /// The state that had asked.
        to: Name,
        /// Where they meet; none if there is no place that both can reach.
        site: Option<Name>,
    }
    /// Border representatives met: one entry for each side.
    MeetingHeld "meeting_held" caused {
        /// The meeting.
        meeting: Name,
        /// The incident that it is about.
        incident: Name,
        /// The other state.
        with: Name,
        /// Where.
        site: Name,
        /// The section.
        section: Option<Name>,
        /// How long after it was asked for, in milliseconds.
        waited_ms: SimDuration,
    }
    /// A meeting ended with a protocol.
    ProtocolSigned "protocol_signed" caused {
        /// The meeting.
        meeting: Name,
        /// The incident that it is about.
        incident: Name,
        /// What was agreed.
        points: Vec<Name>,
    }
}
