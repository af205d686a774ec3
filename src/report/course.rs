//! The course of an exercise on a page: who knew what when, sections through time, calls, citizens,
//! injects, the main events.

use crate::aar::edition::Sight;
use crate::aar::knowledge::{Contact, End, Who};
use crate::aar::review::Review;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::Event;
use crate::report::atoms::Jump;
use crate::report::chart;
use crate::report::findings::{Line, line};
use crate::report::words::{Words, text};
use crate::scenario::Effect;

/// So many of the longest times unwatched are listed for each section.
const GAPS: usize = 3;
/// So many main events are printed.
const EVENTS: usize = 120;

/// A group of people, and how knowledge of it travelled.
pub struct ContactRow {
    pub group: String,
    pub kind: String,
    pub lawful: bool,
    pub size: u32,
    pub set_out: Option<Jump>,
    pub detected: Option<Jump>,
    /// Minutes from detection to post, neighbour, acknowledgement, first and both on scene.
    pub steps: Vec<String>,
    pub chart: String,
    pub end: String,
    pub end_at: Option<Jump>,
    pub sides: Vec<String>,
}

/// A joint section through time.
pub struct SectionRow {
    pub name: String,
    pub between: String,
    pub status: String,
    pub watched: String,
    pub both: String,
    pub chart: String,
    pub gaps: Vec<(String, Jump, String)>,
}

/// What one service told the others: one cell a neighbour.
pub struct CallRow {
    pub from: String,
    pub cells: Vec<Option<CallCell>>,
}

/// What one service told another.
pub struct CallCell {
    pub told: usize,
    pub in_time: String,
    pub acknowledged: usize,
    pub median: String,
    pub plans: usize,
    pub handovers: usize,
}

/// Citizens' hours on one side.
pub struct HourRow {
    pub state: String,
    pub planned: String,
    pub kept: String,
    pub lost: String,
    pub hindered: String,
    pub share: f64,
}

/// An item of the master scenario events list.
pub struct InjectRow {
    pub name: String,
    pub planned: String,
    pub given: Option<Jump>,
    pub what: String,
    pub from: String,
    pub to: String,
    pub method: String,
    pub expected: String,
    pub objective: String,
}

/// Everybody whom anybody had to do with, and all unlawful groups.
pub fn contacts(w: &Words, r: &Review<'_>) -> Vec<ContactRow> {
    r.contacts
        .iter()
        .filter(shown)
        .map(|c| contact(w, r, c))
        .collect()
}

/// How many lawful groups nobody was told of.
pub fn left_out(r: &Review<'_>) -> usize {
    r.contacts.iter().filter(|c| !shown(c)).count()
}

/// Whether a group is on the page: unlawful, or a neighbour was told of it.
fn shown(c: &&Contact) -> bool {
    !c.lawful || c.steps().neighbour.is_some()
}

fn contact(w: &Words, r: &Review<'_>, c: &Contact) -> ContactRow {
    let steps = c.steps();
    let minutes = |at: Option<SimTime>| -> Option<f64> { Some((at? - steps.detected?).minutes()) };
    let of = [
        minutes(steps.post),
        minutes(steps.neighbour),
        minutes(steps.acknowledged),
        minutes(steps.first_on_scene),
        minutes(steps.both_on_scene),
    ];
    let (end, end_at) = match &c.end {
        Some((at, End::Handled(state, outcome))) => {
            let by = w.names.state(state.as_str());
            let how = w.word(outcome.as_str());
            let said = w.f(
                "end-handled",
                &[("state", text(by)), ("outcome", text(how))],
            );
            (said, Some(Jump::new(w, *at)))
        }
        Some((at, End::AtGoal)) => (w.t("end-at-goal"), Some(Jump::new(w, *at))),
        Some((at, End::TurnedBack)) => (w.t("end-turned-back"), Some(Jump::new(w, *at))),
        None => (w.t("end-open"), None),
    };
    ContactRow {
        group: w.names.thing(c.group.as_str()),
        kind: who(w, r, c),
        lawful: c.lawful,
        size: c.size,
        set_out: c.set_out.map(|at| Jump::new(w, at)),
        detected: steps.detected.map(|at| Jump::new(w, at)),
        steps: of.iter().map(|m| w.maybe(*m, 0)).collect(),
        chart: chart::steps(&of),
        end,
        end_at,
        sides: c
            .sides
            .iter()
            .map(|(state, side)| side_says(w, state.as_str(), side))
            .collect(),
    }
}

/// Who it really was, in words.
fn who(w: &Words, r: &Review<'_>, c: &Contact) -> String {
    let scenario = r.run.scenario;
    let of = |id, word: String| {
        let state: &crate::scenario::State = &scenario.states[id];
        format!("{word}, {}", w.names.state(state.name.as_str()))
    };
    match &c.who {
        Who::Group(kind) => w.word(kind.as_str()),
        Who::Citizens(id) => {
            let citizens = &scenario.civilians[*id];
            of(citizens.state, w.word(citizens.kind.word()))
        }
        Who::Unit(id) => of(scenario.units[*id].state, w.t("contact-unit")),
        Who::Nobody => w.t("contact-of-no-group"),
    }
}

fn side_says(w: &Words, state: &str, s: &crate::aar::knowledge::Side) -> String {
    let mut parts = Vec::new();
    let steps = [
        ("knew-detected", s.detected),
        ("knew-post", s.post.filter(|p| Some(*p) != s.told)),
        ("knew-told", s.told),
        ("knew-tells", s.tells),
        ("knew-acknowledged", s.acknowledged),
        ("knew-on-scene", s.on_scene),
    ];
    for (id, at) in steps {
        if let Some(at) = at {
            parts.push(w.f(id, &[("at", text(w.moment(at)))]));
        }
    }
    if let Some(class) = &s.class {
        parts.push(w.f("knew-class", &[("class", text(w.word(class.as_str())))]));
    }
    format!("{}: {}", w.names.state(state), parts.join("; "))
}

/// Joint sections through time.
pub fn sections(w: &Words, r: &Review<'_>) -> Vec<SectionRow> {
    let scenario = r.run.scenario;
    let end = r.run.journal.horizon();
    let row = |c: &crate::aar::coverage::Coverage| {
        let s = &scenario.sections[c.section];
        let state = |id| w.names.state(scenario.states[id].name.as_str());
        SectionRow {
            name: w.names.show(s.name.as_str()),
            between: format!("{}–{}", state(s.between.0), state(s.between.1)),
            status: w.t(&format!("status-{}", s.status.word())),
            watched: w.num(100.0 * c.watched, 0),
            both: w.num(100.0 * c.both, 0),
            chart: chart::coverage(w, c, scenario, end),
            gaps: c
                .gaps
                .iter()
                .take(GAPS)
                .map(|g| {
                    let part = w.names.show(g.part.as_str());
                    (part, Jump::new(w, g.from), w.length(g.length()))
                })
                .collect(),
        }
    };
    r.coverage.iter().map(row).collect()
}

/// Who told whom: the heads of the columns, and a row for each service.
pub fn calls(w: &Words, r: &Review<'_>) -> (Vec<String>, Vec<CallRow>) {
    let states: Vec<&str> = r
        .run
        .scenario
        .states
        .iter()
        .map(|(_, s)| s.name.as_str())
        .filter(|s| {
            let mut named = r.calls.keys();
            named.any(|(a, b)| a.as_str() == *s || b.as_str() == *s)
        })
        .collect();
    let cell = |from: &str, to: &str| {
        let key = r.calls.keys().find(|(a, b)| *a == *from && *b == *to)?;
        let c = &r.calls[key];
        let mut directed = r.card.pairs.values().flat_map(|p| &p.directed);
        let scored = directed.find(|(d, _)| **d == format!("{from}>{to}"));
        let told = scored.and_then(|(_, s)| s.metrics.iter().find(|m| m.id == "M1"));
        Some(CallCell {
            told: c.told,
            in_time: w.maybe(told.and_then(|m| m.value), 0),
            acknowledged: c.acknowledged,
            median: c
                .median_min
                .map_or_else(|| "–".to_owned(), |m| w.measure(m, "min")),
            plans: c.plans,
            handovers: c.handovers,
        })
    };
    let rows = states.iter().map(|from| CallRow {
        from: w.names.state(from),
        cells: states.iter().map(|to| cell(from, to)).collect(),
    });
    let heads = states.iter().map(|s| w.names.state(s)).collect();
    (heads, rows.collect())
}

/// Citizens' hours on each side.
pub fn hours(w: &Words, r: &Review<'_>) -> Vec<HourRow> {
    let rows = r.hours.iter().map(|(state, h)| HourRow {
        state: w.names.state_in_full(state.as_str()),
        planned: w.num(h.planned, 1),
        kept: w.num(h.planned - h.lost, 1),
        lost: w.num(h.lost, 1),
        hindered: w.num(h.hindered, 1),
        share: match h.planned > 0.0 {
            true => 100.0 * (h.planned - h.lost) / h.planned,
            false => 0.0,
        },
    });
    rows.collect()
}

/// The master scenario events list: given and not.
pub fn injects(w: &Words, r: &Review<'_>) -> Vec<InjectRow> {
    let row = |g: &crate::aar::injects::Given| {
        let i = &r.run.scenario.injects[g.inject];
        InjectRow {
            name: w.names.show(i.name.as_str()),
            planned: inject_time(w, i),
            given: g.given.map(|(at, _)| Jump::new(w, at)),
            what: effect(w, &i.effect, r.run.scenario),
            from: w.authored(&i.controller),
            to: w.authored(&i.to),
            method: w.authored(&i.method),
            expected: w.authored(&i.expected),
            objective: i
                .objective
                .as_ref()
                .map_or_else(String::new, |o| w.names.show(o.as_str())),
        }
    };
    r.injects.iter().map(row).collect()
}

/// When an inject is planned.
pub fn inject_time(w: &Words, i: &crate::scenario::Inject) -> String {
    match (i.at, &i.when) {
        (Some(at), _) => w.moment(at),
        (None, Some((_, after))) if *after > SimDuration::ZERO => {
            w.f("inject-when-after", &[("after", text(w.length(*after)))])
        }
        (None, Some(_)) => w.t("inject-when"),
        (None, None) => w.t("inject-by-hand"),
    }
}

/// What an inject does, in words.
pub fn effect(w: &Words, effect: &Effect, scenario: &crate::scenario::Scenario) -> String {
    let state = |id: crate::scenario::StateId| w.names.state(scenario.states[id].name.as_str());
    match effect {
        Effect::Outage {
            channel,
            lasting,
            state: of,
        } => {
            let channel = w.word(channel.word());
            let whose = of.map_or_else(|| w.t("inject-for-all"), state);
            w.f(
                "inject-outage",
                &[
                    ("channel", text(channel)),
                    ("for", text(w.length(*lasting))),
                    ("state", text(whose)),
                ],
            )
        }
        Effect::FalseContact { at, state: of } => {
            let site = w.names.thing(scenario.sites[*at].name.as_str());
            w.f(
                "inject-false-contact",
                &[("site", text(site)), ("state", text(state(*of)))],
            )
        }
        Effect::Incident { hazard } => {
            let h = &scenario.hazards[*hazard];
            let site = w.names.thing(scenario.sites[h.site].name.as_str());
            let kind = w.word(h.kind.word());
            w.f(
                "inject-incident",
                &[("kind", text(kind)), ("site", text(site))],
            )
        }
        Effect::Media {
            text: asked,
            states,
        } => {
            let whom: Vec<String> = states.iter().map(|s| state(*s)).collect();
            let asked = w.authored(asked);
            w.f(
                "inject-media",
                &[("text", text(asked)), ("states", text(whom.join(", ")))],
            )
        }
        Effect::Message { text: said } => w.authored(said),
    }
}

/// Whether an entry is a main event of an exercise.
pub fn main_event(event: &Event) -> bool {
    matches!(
        event,
        Event::ExerciseStarted(_)
            | Event::ExerciseEnded(_)
            | Event::InjectGiven(_)
            | Event::NoteTaken(_)
            | Event::RendezvousMissed(_)
            | Event::MessageLost(_)
            | Event::HandoverReceived(_)
            | Event::GroupHandled(_)
            | Event::GroupArrived(_)
            | Event::FirearmUsed(_)
            | Event::ForceUsed(_)
            | Event::IllTreated(_)
            | Event::ReturnedSummarily(_)
            | Event::IncidentBegan(_)
            | Event::PersonHarmed(_)
            | Event::PersonRescued(_)
            | Event::Escalated(_)
            | Event::IncidentEnded(_)
            | Event::MeetingHeld(_)
            | Event::ProtocolSigned(_)
            | Event::MediaReleased(_)
            | Event::PursuitCrossed(_)
            | Event::Provoked(_)
            | Event::MarkPlaced(_)
    )
}

/// The gravest of the main events come first where there is no room for all.
fn rank(event: &Event) -> u8 {
    match event {
        Event::GroupHandled(_) | Event::GroupArrived(_) | Event::IncidentBegan(_) => 2,
        Event::IncidentEnded(_) | Event::MeetingHeld(_) | Event::RendezvousMissed(_) => 1,
        _ => 0,
    }
}

/// The main events, in order of time.
pub fn events(w: &Words, r: &Review<'_>) -> Vec<Line> {
    let mut main: Vec<_> = seen_main(&r.sight).collect();
    if main.len() > EVENTS {
        main.sort_by_key(|e| (rank(&e.event), e.seq));
        main.truncate(EVENTS);
        main.sort_by_key(|e| e.seq);
    }
    main.iter().filter_map(|e| line(w, r, e.seq)).collect()
}

fn seen_main<'a>(sight: &'a Sight<'_>) -> impl Iterator<Item = &'a crate::journal::Entry> {
    sight.entries().filter(|e| match &e.event {
        Event::GroupHandled(g) => !g.lawful,
        Event::GroupArrived(g) => !g.lawful,
        event => main_event(event),
    })
}
