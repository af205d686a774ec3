//! What the replay on a page draws, as one JSON object.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::aar::replay::{Mover, What};
use crate::aar::review::Review;
use crate::base::geo::Polyline;
use crate::base::time::SimTime;
use crate::conduct::ledger::Verdict;
use crate::journal::Entry;
use crate::journal::catalogue::KindRow;
use crate::journal::event::{Event, Waypoint};
use crate::report::course::main_event;
use crate::report::findings::side;
use crate::report::names::shortened;
use crate::report::words::Words;
use crate::scenario::file::UnitRole;

/// Kinds of which there are many, and which tell a reader little.
const LEFT_OUT: [&str; 14] = [
    "motion",
    "observation_began",
    "observation_ended",
    "position_reported",
    "attempt_failed",
    "contact_lost",
    "track_updated",
    "decision_requested",
    "report_sent",
    "patrol_planned",
    "part_agreed",
    "rendezvous_reached",
    "lead_accepted",
    "superior_informed",
];
/// Labels on the map have at most so many characters.
const LABEL: usize = 28;

/// The object, as text that may stand in a script element.
pub fn data(w: &Words, r: &Review<'_>, key: &str) -> String {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    let scenario = r.run.scenario;
    let states = States::of(w, r);
    put("key", json!(key));
    put("edition", json!(r.edition.token()));
    put("digest", json!(r.card.digest.clone().unwrap_or_default()));
    put("end", json!(r.run.journal.horizon().0));
    put(
        "clock",
        json!(scenario.calendar.time_of_day(SimTime::START)),
    );
    put("texts", Value::Object(texts(w)));
    put("states", states.list.clone());
    put("light", light(r));
    put("sections", sections(w, r, &states));
    put("legs", legs(r));
    put("rivers", rivers(r));
    put("sites", sites(w, r, &states));
    put("movers", movers(w, r, &states));
    put("tracks", tracks(w, r, &states));
    put("scenes", scenes(w, r, &states));
    put("entries", entries(w, r, &states));
    put("findings", findings(r));
    let text = Value::Object(object).to_string();
    // Nothing in it may end the element or begin a comment.
    text.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn texts(w: &Words) -> Map<String, Value> {
    let all = w.beginning("ui-").into_iter().chain(
        w.beginning("subject-")
            .into_iter()
            .map(|(id, t)| (format!("subject-{id}"), t)),
    );
    all.map(|(id, text)| (id, Value::String(text))).collect()
}

/// The states of an edition, with their places in the list.
struct States {
    places: BTreeMap<String, usize>,
    list: Value,
}

impl States {
    fn of(w: &Words, r: &Review<'_>) -> Self {
        let mut places = BTreeMap::new();
        let mut list = Vec::new();
        for (id, s) in r.run.scenario.states.iter() {
            let near = r.run.scenario.sections.iter();
            let named = r.sight.state.is_none_or(|own| {
                own == id
                    || near
                        .into_iter()
                        .any(|(_, x)| x.concerns(own) && x.concerns(id))
            });
            if named {
                places.insert(s.name.to_string(), list.len());
                list.push(json!({
                    "id": w.names.state(s.name.as_str()),
                    "name": w.names.state_in_full(s.name.as_str()),
                    // A picture is one's own.
                    "view": r.sight.state.is_none_or(|own| own == id),
                }));
            }
        }
        Self {
            places,
            list: Value::Array(list),
        }
    }

    fn place(&self, name: &str) -> i64 {
        let found = self.places.get(name).copied();
        found.map_or(-1, |i| i as i64)
    }
}

fn metres(x: f64) -> i64 {
    x.round() as i64
}

fn line(line: &Polyline) -> Value {
    let flat = line
        .points()
        .iter()
        .flat_map(|p| [metres(p.x), metres(p.y)]);
    flat.collect::<Vec<_>>().into()
}

fn path(path: &[Waypoint]) -> Value {
    let flat = path.iter().flat_map(|w| [w.0.0, metres(w.1), metres(w.2)]);
    flat.collect::<Vec<_>>().into()
}

fn light(r: &Review<'_>) -> Value {
    let light = r.run.scenario.light.iter();
    light
        .map(|(at, l)| json!([at.0, l.word()]))
        .collect::<Vec<_>>()
        .into()
}

fn sections(w: &Words, r: &Review<'_>, states: &States) -> Value {
    let scenario = r.run.scenario;
    let seen = scenario
        .sections
        .iter()
        .filter(|(_, s)| r.sight.state.is_none_or(|own| s.concerns(own)));
    seen.map(|(_, s)| {
        let of = |id| states.place(scenario.states[id].name.as_str());
        let claims = match s.band_m > 0.0 {
            true => json!([line(&s.own_lines[0]), line(&s.own_lines[1])]),
            false => json!([]),
        };
        json!({
            "n": shortened(&w.names.show(s.name.as_str()), LABEL),
            "status": s.status.word(),
            "says": w.t(&format!("status-{}", s.status.word())),
            "joint": s.joint,
            "between": [of(s.between.0), of(s.between.1)],
            "line": line(&s.line),
            "claims": claims,
        })
    })
    .collect::<Vec<_>>()
    .into()
}

/// Whether a site belongs on the map of an edition.
fn site_seen(r: &Review<'_>, id: crate::scenario::SiteId) -> bool {
    let s = &r.run.scenario.sites[id];
    let of = s.state.or(s.territory);
    r.sight.names(&s.name, of)
}

fn legs(r: &Review<'_>) -> Value {
    let legs = r.run.scenario.network.legs.iter();
    legs.filter(|(_, l)| site_seen(r, l.from) && site_seen(r, l.to))
        .map(|(_, l)| json!({"k": l.surface.word(), "line": line(&l.line)}))
        .collect::<Vec<_>>()
        .into()
}

fn rivers(r: &Review<'_>) -> Value {
    let rivers = r.run.scenario.rivers.iter();
    // A river is nobody's detail, but its far end may lead out of an edition's ground.
    rivers
        .filter(|_| r.sight.joint())
        .map(|(_, x)| line(&x.line))
        .collect::<Vec<_>>()
        .into()
}

fn sites(w: &Words, r: &Review<'_>, states: &States) -> Value {
    let scenario = r.run.scenario;
    let seen = scenario.sites.iter().filter(|(id, _)| site_seen(r, *id));
    seen.map(|(_, s)| {
        let of = s
            .state
            .map_or(-1, |id| states.place(scenario.states[id].name.as_str()));
        json!({
            "n": shortened(&w.names.thing(s.name.as_str()), LABEL),
            "k": s.kind.word(),
            "says": w.word(s.kind.word()),
            "s": of,
            "x": metres(s.pos.x),
            "y": metres(s.pos.y),
        })
    })
    .collect::<Vec<_>>()
    .into()
}

fn movers(w: &Words, r: &Review<'_>, states: &States) -> Value {
    let scenario = r.run.scenario;
    let of = |m: &Mover| {
        let (symbol, says, state, kind) = match &m.what {
            What::Unit(id) => {
                let u = &scenario.units[*id];
                let symbol = match u.role {
                    UnitRole::Reaction => "unit-reaction".to_owned(),
                    UnitRole::Patrol => format!("unit-{}", u.mode.word()),
                };
                let state = scenario.states[u.state].name.as_str();
                (symbol, w.word(u.mode.word()), states.place(state), "u")
            }
            What::Citizens(id) => {
                let c = &scenario.civilians[*id];
                let state = scenario.states[c.state].name.as_str();
                let says = w.word(c.kind.word());
                (
                    format!("civilian-{}", c.kind.word()),
                    says,
                    states.place(state),
                    "c",
                )
            }
            What::Group(kind) => (format!("group-{kind}"), w.word(kind.as_str()), -1, "g"),
        };
        json!({
            "n": shortened(&w.names.thing(m.name.as_str()), LABEL),
            "w": kind,
            "sym": symbol,
            "says": says,
            "s": state,
            "spans": m.spans.iter().map(|(a, b)| [a.0, b.0]).collect::<Vec<_>>(),
            "with": m.with.iter().map(|(a, b, s)| json!([a.0, b.0, states.place(s.as_str())])).collect::<Vec<_>>(),
            "p": path(&m.path),
        })
    };
    r.replay.movers.iter().map(of).collect::<Vec<_>>().into()
}

fn tracks(w: &Words, r: &Review<'_>, states: &States) -> Value {
    let own = r.replay.tracks.iter();
    own.map(|t| {
        let classes = t
            .classes
            .iter()
            .map(|(at, c)| json!([at.0, c, w.word(c.as_str())]));
        json!({
            "s": states.place(t.state.as_str()),
            "n": w.names.show(t.name.as_str()),
            "f": path(&t.fixes),
            "c": classes.collect::<Vec<_>>(),
            "e": t.closed.map(|at| at.0),
        })
    })
    .collect::<Vec<_>>()
    .into()
}

fn scenes(w: &Words, r: &Review<'_>, states: &States) -> Value {
    let all = r.replay.scenes.iter();
    all.map(|s| {
        let known = s.known.iter();
        let known: Vec<Value> = known
            .map(|(state, at)| json!([states.place(state.as_str()), at.0]))
            .collect();
        json!({
            "n": shortened(&w.names.show(s.name.as_str()), LABEL),
            "k": s.kind,
            "says": w.word(s.kind.as_str()),
            "x": metres(s.x),
            "y": metres(s.y),
            "from": s.span.0.0,
            "to": s.span.1.0,
            "known": known,
        })
    })
    .collect::<Vec<_>>()
    .into()
}

/// Entries worth reading, and all that stand as evidence or behind it: number, instant, side, subject,
/// cause, sentence, whether it is a main event.
fn entries(w: &Words, r: &Review<'_>, states: &States) -> Value {
    let mut wanted: BTreeSet<u64> = BTreeSet::new();
    for f in &r.card.findings {
        wanted.extend(&f.evidence);
        wanted.extend(f.decision);
    }
    for area in &r.areas {
        wanted.extend(&area.chain);
    }
    let subjects: BTreeMap<&str, &str> = Event::catalogue()
        .iter()
        .map(|KindRow { kind, subject, .. }| (*kind, *subject))
        .collect();
    let scenario = r.run.scenario;
    let state_of = |e: &Entry| {
        let actor = e.actor.as_str();
        let actor = actor.split('/').next().unwrap_or(actor);
        let found = scenario.states.iter().find(|(_, s)| s.name == *actor);
        found.map(|(_, s)| s.name.to_string())
    };
    let shown = r
        .sight
        .entries()
        .filter(|e| !LEFT_OUT.contains(&e.event.kind()) || wanted.contains(&e.seq));
    shown
        .map(|e| {
            let place = state_of(e).map_or(-1, |s| states.place(&s));
            let actor = match place {
                -1 => side(w, e.actor.as_str()),
                _ => String::new(),
            };
            json!([
                e.seq,
                e.at.0,
                place,
                subjects.get(e.event.kind()).copied().unwrap_or_default(),
                e.cause.filter(|c| r.sight.entry(*c).is_some()).unwrap_or(0),
                w.sentence(e),
                u8::from(main_event(&e.event)),
                actor,
            ])
        })
        .collect::<Vec<_>>()
        .into()
}

fn findings(r: &Review<'_>) -> Value {
    let all = r.card.findings.iter().enumerate();
    all.filter(|(_, f)| f.verdict == Verdict::Violated)
        .map(|(i, f)| json!([f.at_ms.0, f.severity, i]))
        .collect::<Vec<_>>()
        .into()
}
