//! Contacts, tracks, what a side takes them for.

use crate::base::id::Name;
use crate::journal::declare::kinds;

kinds! {
    /// A sensor found somebody.
    ContactDetected "contact_detected" caused {
        /// The unit or site that looked.
        observer: Name,
        /// How far away, in metres.
        range_m: f64,
        /// Where it seemed to be: metres east.
        x_m: f64,
        /// Where it seemed to be: metres north.
        y_m: f64,
        /// The nearest section.
        section: Option<Name>,
        /// That section's status.
        status: Option<Name>,
        /// Distance to the nearest border line, in metres.
        line_distance_m: Option<f64>,
        /// Hidden: who it really was.
        truth: Name,
    }
    /// A contact went out of reach of the observer who had found it.
    ContactLost "contact_lost" caused {
        /// The unit or site that had looked.
        observer: Name,
        /// Hidden: who it really was.
        truth: Name,
    }
    /// A side opened a track: as far as it knows, this is somebody new.
    TrackOpened "track_opened" caused {
        /// The track, by that side's own count.
        track: Name,
        /// `own` detection or `message`.
        source: Name,
        /// Metres east.
        x_m: f64,
        /// Metres north.
        y_m: f64,
        /// Hidden: who it really was.
        truth: Name,
    }
    /// A side took a report for a track that it had already.
    TrackUpdated "track_updated" caused {
        /// The track.
        track: Name,
        /// `own` detection or `message`.
        source: Name,
        /// Metres east.
        x_m: f64,
        /// Metres north.
        y_m: f64,
        /// Hidden: who it really was, by the report.
        truth: Name,
        /// Hidden: whether the report and the track were of the same people.
        correct: bool,
    }
    /// A side decided what a track is.
    ContactClassified "contact_classified" caused {
        /// The track.
        track: Name,
        /// `threat`, `irregular`, `lawful` or `unknown`.
        class: Name,
        /// Whether weapons, or signs of terrorism, were seen.
        armed: bool,
        /// Distance to the nearest border line, in metres.
        line_distance_m: Option<f64>,
        /// The nearest section.
        section: Option<Name>,
        /// That section's status.
        status: Option<Name>,
        /// Whether that section is joint.
        joint: bool,
        /// The state across that section.
        neighbour: Option<Name>,
        /// Hidden: who it really was.
        truth: Name,
        /// Hidden: what it really was.
        truth_kind: Name,
    }
    /// Both sides know of a threat at a section, and each knows that the other knows.
    ThreatConfirmed "threat_confirmed" caused {
        /// The case that both sides now share.
        case: Name,
        /// The track, by this side's count.
        track: Name,
        /// The other side.
        with: Name,
        /// The section.
        section: Option<Name>,
        /// Its status.
        status: Option<Name>,
        /// Whether it is a joint section.
        joint: bool,
    }
    /// The named lead of a shared case was declared.
    LeadDeclared "lead_declared" caused {
        /// The case.
        case: Name,
        /// The side that leads: the host of the place where the threat is.
        lead: Name,
    }
    /// A side knows that the neighbour leads a shared case.
    LeadAccepted "lead_accepted" caused {
        /// The side's own track.
        track: Name,
        /// The state that leads.
        lead: Name,
    }
}
