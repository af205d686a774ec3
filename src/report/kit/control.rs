//! What exercise control has in hand: the list of injects, a card for each, and what is planned.

use askama::Template;

use crate::aar::edition::concerns;
use crate::base::time::{SimDuration, SimTime};
use crate::report::course::{effect, inject_time};
use crate::report::kit::{Head, Kit};
use crate::report::words::{Words, text};
use crate::scenario::file::WhenFile;
use crate::scenario::incidents::Hazard;
use crate::scenario::sheet;
use crate::scenario::{Effect, Inject, InjectId, SiteId, Source, Weather};

/// So many cards stand on a sheet.
const CARDS: usize = 4;
/// A list of nine columns wants a wide page.
const LANDSCAPE: &str = "@page{size:A4 landscape;margin:12mm}body{max-width:297mm}";

/// An inject on paper.
struct Item {
    number: usize,
    id: String,
    time: String,
    /// What it waits for.
    waits: String,
    sides: String,
    from: String,
    to: String,
    method: String,
    message: String,
    expected: String,
    objective: String,
}

/// An incident that is planned.
struct IncidentRow {
    kind: String,
    site: String,
    when: String,
    side: String,
    who: String,
}

/// Arrivals that are planned.
struct ArrivalRow {
    kind: String,
    way: String,
    when: String,
    size: String,
}

#[derive(Template)]
#[template(path = "kit/injects.html")]
struct List<'p> {
    w: &'p Words,
    head: Head,
    items: Vec<Item>,
    incidents: Vec<IncidentRow>,
    arrivals: Vec<ArrivalRow>,
    weather: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "kit/cards.html")]
struct Cards<'p> {
    w: &'p Words,
    head: Head,
    sheets: Vec<Vec<Item>>,
}

/// The list of injects, with what else is planned.
pub(super) fn list(kit: &Kit<'_>) -> String {
    let (w, s) = (kit.words, kit.scenario);
    let page = List {
        w,
        head: head(kit, "control", "kit-injects", LANDSCAPE),
        items: items(kit),
        incidents: s.hazards.iter().map(|(_, h)| incident(kit, h)).collect(),
        arrivals: s.sources.iter().map(|(_, x)| arrival(kit, x)).collect(),
        weather: s
            .weather
            .iter()
            .map(|x| (w.moment(x.at), weather(w, x)))
            .collect(),
    };
    page.render().unwrap_or_default()
}

/// A card for each inject.
pub(super) fn cards(kit: &Kit<'_>) -> String {
    let mut sheets = Vec::new();
    let mut left = items(kit).into_iter().peekable();
    while left.peek().is_some() {
        sheets.push(left.by_ref().take(CARDS).collect());
    }
    let page = Cards {
        w: kit.words,
        head: head(kit, "cards", "kit-cards", ""),
        sheets,
    };
    page.render().unwrap_or_default()
}

fn head(kit: &Kit<'_>, class: &'static str, title: &str, more: &str) -> Head {
    let w = kit.words;
    Head::styled(kit, class, w.t(title), w.t("kit-for-controllers"), more)
}

/// All injects: by time, then those that wait for something, then those by hand.
fn items(kit: &Kit<'_>) -> Vec<Item> {
    let mut ids: Vec<InjectId> = kit.scenario.injects.ids().collect();
    ids.sort_by_key(|&id| {
        let i = &kit.scenario.injects[id];
        (i.at.unwrap_or(SimTime::NEVER), i.when.is_none(), id)
    });
    (1..)
        .zip(ids)
        .map(|(n, id)| item(kit, n, &kit.scenario.injects[id]))
        .collect()
}

fn item(kit: &Kit<'_>, number: usize, i: &Inject) -> Item {
    let (w, s) = (kit.words, kit.scenario);
    let objective = s
        .objectives
        .iter()
        .find(|o| Some(&o.name) == i.objective.as_ref());
    Item {
        number,
        id: w.names.show(i.name.as_str()),
        time: inject_time(w, i),
        waits: waits(kit, i),
        sides: sides(kit, i),
        from: w.authored(&i.controller),
        to: w.authored(&i.to),
        method: w.authored(&i.method),
        message: effect(w, &i.effect, s),
        expected: w.authored(&i.expected),
        objective: objective.map_or_else(String::new, |o| w.authored(&o.text)),
    }
}

/// The fact that an inject waits for.
fn waits(kit: &Kit<'_>, i: &Inject) -> String {
    let written = kit.injects.iter().find(|f| f.id.value == i.name);
    match written.map(|f| &f.at) {
        Some(WhenFile::When { fact, .. }) => kit.words.names.show(&sheet::pattern(fact)),
        _ => String::new(),
    }
}

/// The sides that an inject is meant for.
fn sides(kit: &Kit<'_>, i: &Inject) -> String {
    let s = kit.scenario;
    let of: Vec<_> = s.states.ids().filter(|id| concerns(s, i, *id)).collect();
    if of.len() == s.states.len() {
        return kit.words.t("inject-for-all");
    }
    let name = |id| kit.words.names.state(s.states[id].name.as_str());
    of.into_iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Times, how often, and by which injects.
fn when(kit: &Kit<'_>, times: &[SimTime], per_day: f64, more: Vec<String>) -> String {
    let w = kit.words;
    let mut parts: Vec<String> = times.iter().map(|at| w.moment(*at)).collect();
    if per_day > 0.0 {
        parts.push(w.f("kit-per-day", &[("n", text(w.num(per_day, 1)))]));
    }
    parts.extend(more);
    if parts.is_empty() {
        "–".to_owned()
    } else {
        parts.join(", ")
    }
}

fn site(kit: &Kit<'_>, id: SiteId) -> String {
    kit.words.names.thing(kit.scenario.sites[id].name.as_str())
}

fn incident(kit: &Kit<'_>, h: &Hazard) -> IncidentRow {
    let (w, s) = (kit.words, kit.scenario);
    let by = s.injects.iter().filter(|(_, i)| match i.effect {
        Effect::Incident { hazard } => s.hazards[hazard].name == h.name,
        _ => false,
    });
    let by = by.map(|(_, i)| {
        let id = text(w.names.show(i.name.as_str()));
        w.f("kit-by-inject", &[("id", id)])
    });
    let mut who = Vec::new();
    if h.people > 0 {
        who.push(w.n("kit-people", h.people as usize));
    }
    if h.herd > 0 {
        who.push(w.n("kit-animals", h.herd as usize));
    }
    IncidentRow {
        kind: w.word(h.kind.word()),
        site: site(kit, h.site),
        when: when(kit, &h.times, h.per_day, by.collect()),
        side: h.state.map_or_else(
            || "–".to_owned(),
            |id| w.names.state(s.states[id].name.as_str()),
        ),
        who: if who.is_empty() {
            "–".to_owned()
        } else {
            who.join(", ")
        },
    }
}

fn arrival(kit: &Kit<'_>, x: &Source) -> ArrivalRow {
    let w = kit.words;
    let mut ways: Vec<String> = x
        .ways
        .iter()
        .map(|way| format!("{} → {}", site(kit, way.from), site(kit, way.to)))
        .collect();
    ways.dedup();
    let clock = |ms: i64| w.length(SimDuration(ms));
    let hours = x.hours.map(|(from, to)| {
        let said = [("from", text(clock(from))), ("to", text(clock(to)))];
        w.f("kit-hours", &said)
    });
    let trade = x.trade.map(|t| w.word(t.word()));
    let kind = w.word(x.kind.word());
    ArrivalRow {
        kind: trade.map_or_else(|| kind.clone(), |t| format!("{kind}: {t}")),
        way: ways.join("; "),
        when: when(kit, &x.at, x.per_day, hours.into_iter().collect()),
        size: match x.size {
            (a, b) if a == b => a.to_string(),
            (a, b) => format!("{a}–{b}"),
        },
    }
}

fn weather(w: &Words, x: &Weather) -> String {
    let signs = [
        (x.fog, "fog"),
        (x.rain, "rain"),
        (x.snow, "snow"),
        (x.dust, "dust"),
        (x.high_water, "high_water"),
    ];
    let words = signs
        .into_iter()
        .filter(|(on, _)| *on)
        .map(|(_, word)| w.word(word));
    let mut parts: Vec<String> = words.collect();
    let said = [
        ("visibility", text(w.distance(1000.0 * x.visibility_km))),
        ("wind", text(w.num(x.wind_mps, 0))),
    ];
    parts.push(w.f("kit-weather", &said));
    parts.join(", ")
}
