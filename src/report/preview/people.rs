//! People on the map: who comes from where to where, who goes to work, and which posts can call
//! each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::preview::frame::path;
use crate::report::preview::look::FLOW;
use crate::report::preview::picture::Picture;
use crate::report::preview::place::{Ask, Spot};
use crate::report::preview::text::plain;
use crate::report::words::{Words, text};
use crate::scenario::file::ArrivalKind;
use crate::scenario::{Scenario, SiteId, Source};

/// Arrows begin and end so far from places, in pixels.
const CLEAR: f64 = 12.0;
/// The most kinds that one arrow names.
const NAMED: usize = 2;

/// What sort of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A threat.
    Threat,
    /// Irregular crossing.
    Irregular,
    /// Lawful crossing.
    Lawful,
    /// Animals.
    Wildlife,
}

impl Sort {
    /// All sorts.
    pub const ALL: [Sort; 4] = [Sort::Threat, Sort::Irregular, Sort::Lawful, Sort::Wildlife];

    fn of(kind: ArrivalKind) -> Self {
        match kind {
            ArrivalKind::IrregularMigration => Self::Irregular,
            ArrivalKind::LawfulCrossing => Self::Lawful,
            ArrivalKind::Wildlife => Self::Wildlife,
            _ => Self::Threat,
        }
    }

    /// Its colour and dashes.
    pub fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Threat => ("#c01722", "none"),
            Self::Irregular => ("#a04c00", "8 3"),
            Self::Lawful => ("#1c6a1c", "3 2.5"),
            Self::Wildlife => ("#6a5a45", "1 3.5"),
        }
    }

    /// The id of its text.
    pub fn text(self) -> &'static str {
        match self {
            Self::Threat => "word-threat",
            Self::Irregular => "word-irregular_migration",
            Self::Lawful => "word-lawful_crossing",
            Self::Wildlife => "word-wildlife",
        }
    }
}

/// What comes on one arrow.
#[derive(Default)]
struct Flow {
    kinds: BTreeSet<&'static str>,
    per_day: f64,
    certain: usize,
}

/// Whether people of a sort come at all.
pub(super) fn comes(s: &Scenario, sort: Sort) -> bool {
    s.sources.iter().any(|(_, x)| Sort::of(x.kind) == sort)
}

/// Whether anybody comes about so often, and whether anybody comes at a set time.
pub(super) fn how(s: &Scenario) -> [bool; 2] {
    let any = |of: &dyn Fn(&Source) -> bool| s.sources.iter().any(|(_, x)| of(x));
    [any(&|x| x.per_day > 0.0), any(&|x| !x.at.is_empty())]
}

fn gathered(s: &Scenario) -> BTreeMap<(Sort, SiteId, SiteId), Flow> {
    let mut out: BTreeMap<(Sort, SiteId, SiteId), Flow> = BTreeMap::new();
    for (_, source) in s.sources.iter() {
        let ways = source.ways.len().max(1) as f64;
        for way in &source.ways {
            let key = (Sort::of(source.kind), way.from, way.to);
            let flow = out.entry(key).or_default();
            flow.kinds.insert(source.kind.word());
            flow.per_day += source.per_day / ways;
            flow.certain += source.at.len();
        }
    }
    out
}

/// Arrows from where people start to where they want to be.
pub(super) fn flows(m: &mut Picture<'_>) {
    let s = m.from.s;
    for (i, ((sort, from, to), flow)) in gathered(s).into_iter().enumerate() {
        let (a, b) = (s.sites[from].pos, s.sites[to].pos);
        if from == to || !(m.shows(a) || m.shows(b)) {
            continue;
        }
        // Several between the same places bend by more and more.
        let bend = 0.1 + 0.07 * f64::from(sort as u8) + 0.02 * (i % 2) as f64;
        let curve = curved(m.frame.at(a), m.frame.at(b), bend);
        let (colour, dash) = sort.look();
        m.line(
            &curve,
            &format!("stroke=\"{colour}\" stroke-width=\"1.500\" stroke-dasharray=\"{dash}\" opacity=\".85\""),
        );
        m.add(&head(&curve, colour));
        m.avoid(&curve);
        let n = curve.len();
        let spots = [50, 40, 60, 30, 70, 22, 78].map(|p| curve[(n - 1) * p / 100]);
        m.ask(Ask {
            spots: spots.to_vec(),
            clear: 0.0,
            text: said(m.from.w, &flow),
            face: FLOW,
            colour: Some(colour),
            rank: 4,
            far: false,
        });
    }
}

/// Who comes, and how many groups a day.
fn said(w: &Words, flow: &Flow) -> String {
    let mut kinds: Vec<String> = flow.kinds.iter().map(|k| w.word(k)).collect();
    if kinds.len() > NAMED {
        kinds.truncate(NAMED);
        kinds.push("…".to_owned());
    }
    let who = plain(&kinds.join(", "), 60);
    let mut parts = vec![who];
    if flow.per_day > 0.0 {
        let digits = usize::from((flow.per_day - flow.per_day.round()).abs() > 0.07);
        let n = text(w.num(flow.per_day, digits));
        parts.push(w.f("preview-per-day", &[("n", n)]));
    }
    if flow.certain > 0 {
        parts.push(format!("{}×", flow.certain));
    }
    parts.join(" · ")
}

/// A curve from one place to another, clear of both, bent to the right by a share of its length.
fn curved(a: Spot, b: Spot, bend: f64) -> Vec<Spot> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let l = (dx * dx + dy * dy).sqrt().max(1.0);
    let c = (
        (a.0 + b.0) / 2.0 - dy * bend * 2.0,
        (a.1 + b.1) / 2.0 + dx * bend * 2.0,
    );
    let cut = (CLEAR / l).min(0.3);
    let n = 40;
    let at = |i: usize| {
        let t = cut + (1.0 - 2.0 * cut) * i as f64 / n as f64;
        let u = 1.0 - t;
        let mix = |a: f64, c: f64, b: f64| u * u * a + 2.0 * u * t * c + t * t * b;
        (mix(a.0, c.0, b.0), mix(a.1, c.1, b.1))
    };
    (0..=n).map(at).collect()
}

/// The head of an arrow at the end of a curve.
fn head(curve: &[Spot], colour: &str) -> String {
    let n = curve.len();
    if n < 3 {
        return String::new();
    }
    let tip = curve[n - 1];
    // Far enough back to tell the direction.
    let far = |p: &&Spot| (p.0 - tip.0) * (p.0 - tip.0) + (p.1 - tip.1) * (p.1 - tip.1) > 64.0;
    let back = curve.iter().rev().find(far).copied().unwrap_or(curve[0]);
    let (dx, dy) = (tip.0 - back.0, tip.1 - back.1);
    let l = (dx * dx + dy * dy).sqrt().max(1e-6);
    let (dx, dy) = (dx / l, dy / l);
    let p = |f: f64, s: f64| (tip.0 + dx * f - dy * s, tip.1 + dy * f + dx * s);
    let d = path(&[p(2.0, 0.0), p(-8.0, 3.6), p(-6.0, 0.0), p(-8.0, -3.6)]);
    format!("<path fill=\"{colour}\" d=\"{d}z\"/>")
}

/// Citizens' ways to work, very faint.
pub(super) fn work(m: &mut Picture<'_>) {
    let s = m.from.s;
    let pairs: BTreeSet<(SiteId, SiteId)> =
        s.civilians.iter().map(|(_, c)| (c.home, c.work)).collect();
    for (home, work) in pairs {
        let curve = curved(
            m.frame.at(s.sites[home].pos),
            m.frame.at(s.sites[work].pos),
            0.06,
        );
        m.line(&curve, WORK);
    }
}

/// How ways to work are drawn.
pub(super) const WORK: &str = "stroke=\"#5d7a3a\" stroke-width=\"2.600\" stroke-dasharray=\".1 6\" stroke-linecap=\"round\" opacity=\".42\"";
/// How hotlines are drawn.
pub(super) const HOTLINE: &str =
    "stroke=\"#5a2ea6\" stroke-width=\"1.300\" stroke-dasharray=\"1.500 3\"";

/// The hotlines of a scenario, each once.
pub(super) fn lines(s: &Scenario) -> BTreeSet<(SiteId, SiteId)> {
    let sites = s.sites.iter();
    sites
        .flat_map(|(id, x)| {
            x.hotline
                .iter()
                .map(move |far| (id.min(*far), id.max(*far)))
        })
        .collect()
}

/// Hotlines between posts.
pub(super) fn hotlines(m: &mut Picture<'_>) {
    let s = m.from.s;
    for (a, b) in lines(s) {
        let curve = curved(m.frame.at(s.sites[a].pos), m.frame.at(s.sites[b].pos), 0.07);
        m.line(&curve, HOTLINE);
        m.avoid(&curve);
    }
}
