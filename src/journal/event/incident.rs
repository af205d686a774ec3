//! Incidents: what happened, who knows, who helps, how it ends.

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::declare::kinds;

kinds! {
    /// Something happened at the border.
    IncidentBegan "incident_began" root {
        /// The incident.
        incident: Name,
        /// What it is.
        incident_kind: Name,
        /// Metres east.
        x_m: f64,
        /// Metres north.
        y_m: f64,
        /// The nearest section.
        section: Option<Name>,
        /// Its status.
        status: Option<Name>,
        /// Whose doing it is, or whose people or animals are concerned.
        whose: Option<Name>,
        /// How many people are in danger, hurt or lost.
        people: u32,
        /// How many animals.
        herd: u32,
    }
    /// A unit told its post of an incident.
    IncidentReported "incident_reported" caused {
        /// The message.
        message: Name,
        /// The incident.
        incident: Name,
        /// The unit.
        unit: Name,
        /// The nearest section.
        section: Option<Name>,
    }
    /// A state's duty officer knows of an incident.
    IncidentKnown "incident_known" caused {
        /// The incident.
        incident: Name,
        /// What it is.
        incident_kind: Name,
        /// `own` guards or people, or a `message` of the other side.
        source: Name,
        /// The nearest section.
        section: Option<Name>,
        /// Its status.
        status: Option<Name>,
        /// Whether that section is joint.
        joint: bool,
        /// The other state that it concerns.
        neighbour: Option<Name>,
        /// Whether nothing active may be done before border representatives are there.
        serious: bool,
        /// Whether it calls for border representatives.
        calls_for_meeting: bool,
        /// How many people are hurt.
        injured: u32,
        /// Whether it is on this state's side.
        own_side: bool,
    }
    /// A duty officer's superiors were told.
    SuperiorInformed "superior_informed" caused {
        /// The incident.
        incident: Name,
    }
    /// A written report of an incident was made.
    ReportWritten "report_written" caused {
        /// The incident.
        incident: Name,
    }
    /// A post told the neighbour of an incident.
    IncidentTold "incident_told" caused {
        /// The message.
        message: Name,
        /// The incident.
        incident: Name,
        /// What it is.
        incident_kind: Name,
        /// The state that was told.
        to: Name,
        /// The nearest section.
        section: Option<Name>,
    }
    /// A post was told of an incident by the neighbour.
    IncidentReceived "incident_received" caused {
        /// The message.
        message: Name,
        /// The incident.
        incident: Name,
        /// The state that told.
        from: Name,
    }
    /// A unit was sent to an incident.
    AssistanceSent "assistance_sent" caused {
        /// The incident.
        incident: Name,
        /// The unit.
        unit: Name,
        /// How many people there are hurt.
        injured: u32,
        /// When it should be there.
        eta_ms: SimTime,
    }
    /// A unit is at an incident.
    AssistanceArrived "assistance_arrived" caused {
        /// The incident.
        incident: Name,
        /// The unit.
        unit: Name,
        /// How many people it has.
        size: u32,
        /// How many people there are hurt.
        injured: u32,
        /// The nearest section.
        section: Option<Name>,
    }
    /// First aid was begun.
    FirstAidGiven "first_aid_given" caused {
        /// The incident.
        incident: Name,
        /// The unit.
        unit: Name,
    }
    /// A medical evacuation was asked for.
    MedicalHelpRequested "medical_help_requested" caused {
        /// The incident.
        incident: Name,
        /// The unit.
        unit: Name,
    }
    /// A unit did something active at an incident before border representatives were there.
    ActiveAction "active_action" caused {
        /// The incident.
        incident: Name,
        /// The unit.
        unit: Name,
        /// The nearest section.
        section: Option<Name>,
        /// Its status.
        status: Option<Name>,
        /// Whether a life was in imminent danger.
        imminent_threat: bool,
    }
    /// People were found or dug out alive.
    PersonRescued "person_rescued" caused {
        /// The incident.
        incident: Name,
        /// How many.
        people: u32,
        /// The units that are there.
        units: Vec<Name>,
    }
    /// Help came too late for people.
    PersonHarmed "person_harmed" caused {
        /// The incident.
        incident: Name,
        /// How many.
        people: u32,
    }
    /// Tempers boiled over, and people were hurt.
    Escalated "escalated" caused {
        /// The incident.
        incident: Name,
        /// How many.
        people: u32,
    }
    /// People or animals are back with their own side.
    Returned "returned" caused {
        /// The incident.
        incident: Name,
        /// What it is.
        incident_kind: Name,
        /// The state to which they belong.
        to: Name,
        /// `handed_back` or `came_back` by themselves.
        outcome: Name,
        /// How many people.
        people: u32,
        /// How many animals.
        herd: u32,
    }
    /// An incident is over.
    IncidentEnded "incident_ended" caused {
        /// The incident.
        incident: Name,
        /// What it was.
        incident_kind: Name,
        /// `settled`, `calmed`, `searched`, `put_out`, `burnt_out`, `handed_back`, `came_back` or
        /// `dropped`.
        outcome: Name,
        /// How long it lasted, in milliseconds.
        lasted_ms: SimDuration,
        /// How many people were in danger.
        people: u32,
        /// How many were saved.
        saved: u32,
        /// How many came to harm.
        harmed: u32,
        /// Hectares burnt.
        damage_ha: f64,
    }
}
