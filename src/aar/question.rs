//! What a seat is asked, and what it may answer, in words.

/// What a decision is about, as a question.
pub fn question(decision: &str) -> &'static str {
    match decision {
        "notify" => "Do you tell the neighbour of this contact?",
        "task" => "Do you send a unit after this contact?",
        "support" => "The neighbour told you of this contact. Do you send a unit?",
        "acknowledge" => "The neighbour told you of this contact. Do you acknowledge it?",
        "declare_lead" => "Both sides know of this threat. Do you declare who leads?",
        "hold_at_line" => "The pursuit is at the line. Does it stop there?",
        "hand_over" => "The contact is across the line. Do you hand it over?",
        "rendezvous" => "Something else has come up. Do you keep the rendezvous?",
        "encounter" => "You have met the other side's patrol unawares. Do you halt?",
        "assist" => "The other side has people in danger. Do you send help?",
        "tell_incident" => "Do you tell the neighbour of this incident?",
        "request_meeting" => "Do you ask for a meeting of border representatives?",
        "answer_meeting" => "The neighbour asks for a meeting. Do you agree?",
        "hand_back" => "People or animals came across by mistake. Do you hand them back?",
        "follow" => "The other side's patrol goes along. Do you follow it?",
        "pull_back" => "You are cautioned beyond the line. Do you pull back?",
        "cross_by_annex" => "The annex would let the pursuit go on. Does it cross?",
        "stop_pursuit" => "The neighbour's pursuit is on your land. Do you ask it to stop?",
        "refer" => "People ask for protection. Do you refer them?",
        "tell_detention" => "Do you tell the neighbour of these people in your hands?",
        "raise_alert" => "There is a threat to life. Do you raise the alert level?",
        "stand_down" => "The case is closed. Do you tell the neighbour to stand down?",
        _ => "What do you decide?",
    }
}

/// What an option means.
pub fn option(choice: &str) -> &'static str {
    match choice {
        "notify_now" => "tell the neighbour now",
        "keep_to_self" => "keep it to yourself",
        "send_unit" => "send the nearest unit that is free",
        "send_units" => "send units to help",
        "wait" => "wait",
        "acknowledge" => "acknowledge, and say what you will do",
        "stay_silent" => "stay silent",
        "declare" => "declare the lead",
        "leave_open" => "leave it open",
        "hold" => "hold at the line",
        "go_on" => "go on",
        "hand_over" => "hand over: position, heading, number, time",
        "let_go" => "let it go",
        "keep" => "keep",
        "skip" => "skip it",
        "halt" => "halt, and do not advance",
        "tell" => "tell the neighbour",
        "request" => "ask for a meeting",
        "leave_it" => "leave it",
        "agree" => "agree",
        "hand_back" => "hand back",
        "follow" => "follow",
        "pull_back" => "pull back",
        "cross" => "cross by the annex",
        "ask_to_stop" => "ask it to stop",
        "let_go_on" => "let it go on",
        "refer" => "refer them",
        "raise" => "raise the alert",
        _ => "",
    }
}
