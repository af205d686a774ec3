//! What somebody has to choose: what a request is about, what can be chosen, and all requests of
//! an exercise.

use hashbrown::HashTable;

use crate::base::id::{IdVec, Name};
use crate::base::rng::key_of;
use crate::scenario::{PatrolId, SectionId, StateId, UnitId};
use crate::sim::state::{
    DepartureId, EncounterId, GroupId, IncidentId, MeetingId, MessageId, MoverId, RequestId,
    TrackId,
};

/// What a decision request is about.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// Tell the neighbour of a track.
    Notify(TrackId),
    /// Send a unit to a track that this side found.
    Task(TrackId),
    /// Acknowledge a notification: the message, and this side's track.
    Acknowledge(MessageId, TrackId),
    /// Send a unit to a track of which the neighbour told.
    Support(TrackId),
    /// Name one lead for a shared case.
    DeclareLead(TrackId),
    /// Stop a pursuit at the line.
    HoldAtLine(UnitId, TrackId),
    /// Hand a pursuit over.
    HandOver(TrackId),
    /// Keep a rendezvous.
    KeepRendezvous(PatrolId, DepartureId, UnitId),
    /// Halt in an encounter.
    Halt(EncounterId, UnitId),
    /// Send units to an incident.
    Assist(IncidentId),
    /// Tell the neighbour of an incident.
    TellIncident(IncidentId),
    /// Ask for a meeting of border representatives.
    RequestMeeting(IncidentId),
    /// Agree to a meeting.
    AnswerMeeting(MeetingId),
    /// Hand people or animals back.
    HandBack(IncidentId),
    /// Follow the other side's patrol.
    Follow(UnitId, UnitId),
    /// Pull back from beyond the line.
    PullBack(UnitId, SectionId),
    /// Go on beyond the line by the pursuit annex.
    CrossByAnnex(UnitId, TrackId),
    /// Ask the other side's pursuit to stop.
    StopPursuit(UnitId, TrackId),
    /// Refer people who ask for protection.
    Refer(UnitId, GroupId),
    /// Tell the neighbour of a detention.
    TellDetention(UnitId, GroupId),
    /// Raise the alert level.
    RaiseAlert(TrackId),
    /// Tell the neighbour that a shared case is dealt with: the track, and who it was.
    StandDown(TrackId, MoverId),
}

impl About {
    /// Its word in journal and orders.
    pub fn kind(&self) -> &'static str {
        match self {
            About::Notify(_) => "notify",
            About::Task(_) => "task",
            About::Acknowledge(..) => "acknowledge",
            About::Support(_) => "support",
            About::DeclareLead(_) => "declare_lead",
            About::HoldAtLine(..) => "hold_at_line",
            About::HandOver(_) => "hand_over",
            About::KeepRendezvous(..) => "rendezvous",
            About::Halt(..) => "encounter",
            About::Assist(_) => "assist",
            About::TellIncident(_) => "tell_incident",
            About::RequestMeeting(_) => "request_meeting",
            About::AnswerMeeting(_) => "answer_meeting",
            About::HandBack(_) => "hand_back",
            About::Follow(..) => "follow",
            About::PullBack(..) => "pull_back",
            About::CrossByAnnex(..) => "cross_by_annex",
            About::StopPursuit(..) => "stop_pursuit",
            About::Refer(..) => "refer",
            About::TellDetention(..) => "tell_detention",
            About::RaiseAlert(_) => "raise_alert",
            About::StandDown(..) => "stand_down",
        }
    }

    /// What is to be done, and what is left undone if nobody chooses.
    pub fn options(&self) -> [&'static str; 2] {
        match self {
            About::Notify(_) => ["notify_now", "keep_to_self"],
            About::Task(_) | About::Support(_) => ["send_unit", "wait"],
            About::Acknowledge(..) => ["acknowledge", "stay_silent"],
            About::DeclareLead(_) => ["declare", "leave_open"],
            About::HoldAtLine(..) => ["hold", "go_on"],
            About::HandOver(_) => ["hand_over", "let_go"],
            About::KeepRendezvous(..) => ["keep", "skip"],
            About::Halt(..) => ["halt", "go_on"],
            About::Assist(_) => ["send_units", "wait"],
            About::TellIncident(_) => ["tell", "keep_to_self"],
            About::RequestMeeting(_) => ["request", "leave_it"],
            About::AnswerMeeting(_) => ["agree", "stay_silent"],
            About::HandBack(_) => ["hand_back", "keep"],
            About::Follow(..) => ["follow", "go_on"],
            About::PullBack(..) => ["pull_back", "go_on"],
            About::CrossByAnnex(..) => ["cross", "hold"],
            About::StopPursuit(..) => ["ask_to_stop", "let_go_on"],
            About::Refer(..) => ["refer", "keep"],
            About::TellDetention(..) => ["tell", "keep_to_self"],
            About::RaiseAlert(_) => ["raise", "leave_it"],
            About::StandDown(..) => ["tell", "keep_to_self"],
        }
    }
}

/// Somebody has to choose.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its name, such as `notify/trk-7/1`.
    pub name: Name,
    /// Whose decision it is.
    pub state: StateId,
    /// The seat.
    pub seat: Name,
    /// What about.
    pub about: About,
    /// What is to be done, and what is to be left.
    pub options: [&'static str; 2],
    /// What the doctrine chooses, drawn when the request was raised.
    pub doctrine: usize,
    /// Whether an order is recorded for it.
    pub ordered: bool,
    /// Whether it is answered.
    pub answered: bool,
    /// The entry that raised it.
    pub cause: u64,
}

/// All decision requests.
#[derive(Default)]
pub struct Requests {
    /// The requests.
    pub all: IdVec<RequestId, Request>,
    /// Requests with the key of their name, which several seats may use, but each only once. They
    /// are looked for by key and never gone through, so that their order leaves no trace.
    by_key: HashTable<(u64, RequestId)>,
}

impl Requests {
    /// None, with room for so many.
    pub fn with_room(requests: usize) -> Self {
        Self {
            all: IdVec::with_room(requests),
            by_key: HashTable::with_capacity(requests),
        }
    }

    /// The request of a seat with a name.
    pub fn find(&self, seat: &Name, name: &Name) -> Option<RequestId> {
        let key = key_of(name.as_str());
        let is_it = |r: &Request| r.seat == *seat && r.name == *name;
        let found = self
            .by_key
            .find(key, |&(k, id)| k == key && is_it(&self.all[id]));
        found.map(|&(_, id)| id)
    }

    /// Adds a request.
    pub fn push(&mut self, request: Request) -> RequestId {
        debug_assert!(self.find(&request.seat, &request.name).is_none());
        let key = key_of(request.name.as_str());
        let id = self.all.push(request);
        self.by_key.insert_unique(key, (key, id), |&(key, _)| key);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_found_by_its_seat_and_name() {
        let mut requests = Requests::with_room(0);
        let request = |seat: &str, name: &str| Request {
            name: Name::new(name),
            state: StateId(0),
            seat: Name::new(seat),
            about: About::Notify(TrackId(0)),
            options: About::Notify(TrackId(0)).options(),
            doctrine: 0,
            ordered: false,
            answered: false,
            cause: 1,
        };
        let seats = ["ala/duty", "bor/duty", "cha/duty"];
        let names: Vec<String> = (0..500).map(|i| format!("notify/trk-{i}/1")).collect();
        let mut ids = Vec::new();
        for name in &names {
            ids.extend(seats.map(|seat| requests.push(request(seat, name))));
        }
        let mut ids = ids.into_iter();
        for name in names.iter().map(|name| Name::new(name)) {
            for seat in seats.map(Name::new) {
                assert_eq!(requests.find(&seat, &name), ids.next());
            }
            assert_eq!(requests.find(&Name::new("dor/duty"), &name), None);
        }
        assert_eq!(
            requests.find(&Name::new(seats[0]), &Name::new("other")),
            None
        );
    }
}
