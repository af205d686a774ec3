//! Scores on a page: the whole, objectives with reasons, metrics in every view, counts, values.

use crate::conduct::Basis;
use crate::report::atoms::Num;
use crate::report::words::{Arg, Words, count, text};
use crate::score::Scorecard;
use crate::score::card::{Metric, Scored};
use crate::score::figures::Figure;
use crate::score::owner::Owner;
use crate::score::promises::Kept;
use crate::score::reason::Reason;

/// A score with its suggested rating.
pub struct Mark {
    pub score: Option<Num>,
    /// For a bar: 0 to 100.
    pub points: f64,
    pub letter: &'static str,
    pub rating: String,
}

/// One objective.
pub struct Objective {
    pub id: String,
    pub text: String,
    pub target: Num,
    pub target_points: f64,
    pub mark: Mark,
    pub met: String,
    pub reasons: Vec<String>,
}

/// One metric over the whole edition.
pub struct Measured {
    pub id: String,
    pub name: String,
    pub meaning: String,
    pub value: Option<Num>,
    pub n: Num,
    pub points: Option<Num>,
    pub weight: Num,
    pub lost: Option<Num>,
    pub owners: Vec<(String, Num)>,
    pub details: Vec<(String, Option<Num>, Num)>,
}

/// Metrics in several views, side by side.
pub struct Table {
    pub caption: String,
    pub heads: Vec<String>,
    pub scores: Vec<Mark>,
    pub rows: Vec<Row>,
}

/// A metric, or a figure that belongs to it, in several views.
pub struct Row {
    pub id: String,
    pub name: String,
    pub detail: bool,
    pub cells: Vec<Cell>,
}

/// A value in a view.
pub struct Cell {
    pub value: Option<Num>,
    pub n: Num,
    pub points: Option<Num>,
    pub lost: Option<Num>,
}

/// How the obligations of a rule ended.
pub struct RuleRow {
    pub id: String,
    pub title: String,
    pub exercised: bool,
    pub counts: [Num; 4],
}

/// What two states had promised each other.
pub struct PromiseRow {
    pub pair: String,
    pub kinds: Vec<(String, Num, Num)>,
}

/// A value by which it was judged.
pub struct ValueRow {
    pub name: String,
    pub value: String,
    pub basis: String,
    pub agreed: bool,
}

/// Lower case letters and digits with hyphens between.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            _ if out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.trim_matches('-').to_owned()
}

impl Words {
    /// What a metric measures.
    pub fn metric(&self, id: &str, name: &str) -> String {
        self.of_english(&format!("metric-{id}"), None, name)
    }

    /// What a figure beside a metric is.
    pub fn figure(&self, name: &str) -> String {
        self.of_english(&format!("figure-{}", slug(name)), None, name)
    }

    /// The title of a rule.
    pub fn rule(&self, id: &str, title: &str) -> String {
        self.of_english(&format!("rule-{id}"), None, title)
    }

    /// Who or what brought something about.
    pub fn owner(&self, owner: Owner) -> String {
        self.t(&format!("owner-{}", owner.word()))
    }

    /// A suggested rating in words.
    pub fn rating(&self, letter: Option<&str>) -> String {
        self.t(&format!("rating-{}", letter.unwrap_or("none")))
    }

    /// A score with its rating.
    pub fn mark(&self, of: &str, score: Option<f64>, letter: Option<&'static str>) -> Mark {
        Mark {
            score: Num::maybe(self, format!("{of}.score"), score, 0),
            points: score.unwrap_or_default(),
            letter: letter.unwrap_or("–"),
            rating: self.rating(letter),
        }
    }

    /// A reason of a suggested rating.
    pub fn reason(&self, reason: &Reason) -> String {
        let whole = |x: f64| text(self.num(x, 0));
        let f = |id: &str, args: &[Arg<'_>]| self.f(id, args);
        match reason {
            Reason::Metric {
                id,
                name,
                value,
                unit,
                n,
                points,
                lost,
            } => f(
                "reason-metric",
                &[
                    ("id", text(*id)),
                    ("name", text(self.metric(id, name))),
                    ("value", text(self.reasoned(*value, unit))),
                    ("n", text(n.to_string())),
                    ("points", whole(*points)),
                    ("lost", text(self.num(*lost, 1))),
                ],
            ),
            Reason::Unmeasured { id, name } => {
                let name = self.metric(id, name);
                f(
                    "reason-metric-unexercised",
                    &[("id", text(*id)), ("name", text(name))],
                )
            }
            Reason::Duties { done, due, share } => f(
                "reason-duties",
                &[
                    ("done", text(done.to_string())),
                    ("due", text(due.to_string())),
                    ("share", whole(*share)),
                ],
            ),
            Reason::Departed {
                rule,
                severity,
                owners,
            } => {
                let by: Vec<String> = owners
                    .iter()
                    .map(|(o, n)| format!("{} {n}", self.owner(*o)))
                    .collect();
                f(
                    "reason-departed",
                    &[
                        ("rule", text(rule.to_string())),
                        ("severity", text(severity.to_string())),
                        ("times", count(owners.values().sum())),
                        ("owners", text(by.join(", "))),
                    ],
                )
            }
            Reason::Below { score, met } => f(
                "reason-below",
                &[("score", whole(*score)), ("met", whole(*met))],
            ),
            Reason::FewDuties { share, least } => f(
                "reason-duties-low",
                &[("share", whole(*share)), ("least", whole(*least))],
            ),
            Reason::Grave { score } => f("reason-grave", &[("score", whole(*score))]),
            Reason::Harm { score } => f("reason-harm", &[("score", whole(*score))]),
            Reason::Lesser { score } => f("reason-lesser", &[("score", whole(*score))]),
            Reason::BelowStretch { score, stretch } => f(
                "reason-below-stretch",
                &[("score", whole(*score)), ("stretch", whole(*stretch))],
            ),
            Reason::Clean { score } => f("reason-clean", &[("score", whole(*score))]),
            Reason::NotExercised => self.t("reason-unexercised"),
        }
    }

    /// A metric's value as reasons give it: with its unit where that is a word.
    fn reasoned(&self, value: f64, unit: &str) -> String {
        match unit {
            "/1000 km" => self.num(value, 1),
            _ => self.measure(value, unit),
        }
    }
}

/// The objectives of a scorecard.
pub fn objectives(w: &Words, card: &Scorecard) -> Vec<Objective> {
    let objective = |o: &crate::score::card::ObjectiveScore| {
        let of = format!("objectives.{}", o.id);
        let met = match o.score {
            Some(s) if s >= o.target => "objective-met",
            Some(_) => "objective-not-met",
            None => "rating-none",
        };
        Objective {
            id: w.names.show(o.id.as_str()),
            text: w.authored(&o.text),
            target: Num::new(w, format!("{of}.target"), o.target, w.num(o.target, 0)),
            target_points: o.target,
            mark: w.mark(&of, o.score, o.rating),
            met: w.t(met),
            reasons: o.reasons.iter().map(|r| w.reason(r)).collect(),
        }
    };
    card.objectives.iter().map(objective).collect()
}

/// The metrics of a scorecard over the whole edition.
pub fn metrics(w: &Words, card: &Scorecard) -> Vec<Measured> {
    let measured = |m: &Metric| {
        let of = |field: &str| format!("metrics.{}.{field}", m.id);
        let value = m
            .value
            .map(|v| Num::new(w, of("value"), v, w.measure(v, m.unit)));
        Measured {
            id: m.id.to_owned(),
            name: w.metric(m.id, m.name),
            meaning: w.beside(&format!("metric-{}", m.id), "meaning"),
            value,
            n: Num::count(w, of("n"), m.n),
            points: Num::maybe(w, of("score"), m.score, 0),
            weight: Num::new(w, of("weight"), m.weight, m.weight.to_string()),
            lost: Num::maybe(w, of("lost"), m.lost, 1),
            owners: m
                .owners
                .iter()
                .map(|(owner, n)| {
                    let word = w.t(&format!("owner-{owner}"));
                    (word, Num::count(w, of(&format!("owners.{owner}")), *n))
                })
                .collect(),
            details: m
                .details
                .iter()
                .enumerate()
                .map(|(i, d)| {
                    let of = |field: &str| format!("metrics.{}.details.{i}.{field}", m.id);
                    (
                        w.figure(d.name),
                        figure(w, of("value"), d),
                        Num::count(w, of("n"), d.n),
                    )
                })
                .collect(),
        }
    };
    card.metrics.iter().map(measured).collect()
}

fn figure(w: &Words, of: String, d: &Figure) -> Option<Num> {
    d.value.map(|v| Num::new(w, of, v, w.measure(v, d.unit)))
}

/// Metrics by state, by pair, and by direction.
pub fn tables(w: &Words, card: &Scorecard) -> Vec<Table> {
    let state = |s: &str| w.names.state(s);
    let states: Vec<(String, String, &Scored)> = card
        .states
        .iter()
        .map(|(s, scored)| (state(s.as_str()), format!("states.{s}"), scored))
        .collect();
    let pairs: Vec<(String, String, &Scored)> = card
        .pairs
        .iter()
        .map(|(p, pair)| (state(p), format!("pairs.{p}"), &pair.both))
        .collect();
    let directed: Vec<(String, String, &Scored)> = card
        .pairs
        .iter()
        .flat_map(|(p, pair)| {
            pair.directed.iter().map(move |(d, scored)| {
                let head = d.split('>').map(|s| w.names.state(s));
                let head = head.collect::<Vec<_>>().join(" → ");
                (head, format!("pairs.{p}.directed.{d}"), scored)
            })
        })
        .collect();
    [
        ("annex-states", states),
        ("annex-pairs", pairs),
        ("annex-directed", directed),
    ]
    .into_iter()
    .filter(|(_, views)| views.iter().any(|(.., s)| !s.metrics.is_empty()))
    .flat_map(|(caption, views)| {
        // So many views fit beside each other on a sheet.
        let parts = views.chunks(5).map(|v| table(w, w.t(caption), v));
        parts.collect::<Vec<_>>()
    })
    .collect()
}

fn table(w: &Words, caption: String, views: &[(String, String, &Scored)]) -> Table {
    let mut rows = Vec::new();
    let metrics = views
        .first()
        .map_or(&[][..], |(.., s)| s.metrics.as_slice());
    for (i, m) in metrics.iter().enumerate() {
        let cell = |(_, of, scored): &(String, String, &Scored)| {
            let m = &scored.metrics[i];
            let of = |field: &str| format!("{of}.metrics.{}.{field}", m.id);
            Cell {
                value: m
                    .value
                    .map(|v| Num::new(w, of("value"), v, w.measure(v, m.unit))),
                n: Num::count(w, of("n"), m.n),
                points: Num::maybe(w, of("score"), m.score, 0),
                lost: Num::maybe(w, of("lost"), m.lost, 1),
            }
        };
        rows.push(Row {
            id: m.id.to_owned(),
            name: w.metric(m.id, m.name),
            detail: false,
            cells: views.iter().map(cell).collect(),
        });
        let most = views
            .iter()
            .max_by_key(|(.., s)| s.metrics[i].details.len());
        let details = most.map_or(&[][..], |(.., s)| s.metrics[i].details.as_slice());
        for (k, d) in details.iter().enumerate() {
            let cell = |(_, of, scored): &(String, String, &Scored)| {
                let of = |field: &str| format!("{of}.metrics.{}.details.{k}.{field}", m.id);
                let d = scored.metrics[i].details.get(k);
                Cell {
                    value: d.and_then(|d| figure(w, of("value"), d)),
                    n: Num::count(w, of("n"), d.map_or(0, |d| d.n)),
                    points: None,
                    lost: None,
                }
            };
            rows.push(Row {
                id: String::new(),
                name: w.figure(d.name),
                detail: true,
                cells: views.iter().map(cell).collect(),
            });
        }
    }
    Table {
        caption,
        heads: views.iter().map(|(head, ..)| head.clone()).collect(),
        scores: views
            .iter()
            .map(|(_, of, s)| w.mark(of, s.score, s.rating))
            .collect(),
        rows,
    }
}

/// How the obligations of each rule ended.
pub fn rules(w: &Words, card: &Scorecard) -> Vec<RuleRow> {
    let row = |r: &crate::score::card::RuleCount| {
        let n = |field: &str, n: u64| Num::count(w, format!("rules.{}.{field}", r.id), n);
        let c = r.counts;
        RuleRow {
            id: w.names.show(r.id.as_str()),
            title: w.rule(r.id.as_str(), &r.title),
            exercised: c.total() > 0,
            counts: [
                n("satisfied", c.satisfied),
                n("violated", c.violated),
                n("excused", c.excused),
                n("pending", c.pending),
            ],
        }
    };
    card.rules.iter().map(row).collect()
}

/// What came of it, in counts.
pub fn outcomes(w: &Words, card: &Scorecard) -> Vec<(String, Num)> {
    let value = serde_json::to_value(&card.outcomes).unwrap_or_default();
    let fields = value.as_object().cloned().unwrap_or_default();
    fields
        .into_iter()
        .map(|(name, x)| {
            let x = x.as_f64().unwrap_or_default();
            let digits = if x.fract() == 0.0 { 0 } else { 1 };
            let shown = w.num(x, digits);
            let num = Num::new(w, format!("outcomes.{name}"), x, shown);
            (w.t(&format!("outcome-{name}")), num)
        })
        .collect()
}

/// What pairs of states had promised each other.
pub fn promises(w: &Words, card: &Scorecard) -> Vec<PromiseRow> {
    let rows = card.promises.iter().map(|(pair, p)| {
        let kind = |name: &str, kept: Kept| {
            let n =
                |field: &str, n: usize| Num::count(w, format!("promises.{pair}.{name}.{field}"), n);
            let label = w.t(&format!("promise-{name}"));
            (label, n("kept", kept.kept), n("due", kept.due))
        };
        PromiseRow {
            pair: w.names.state(pair),
            kinds: vec![
                kind("meetings", p.meetings),
                kind("answers", p.answers),
                kind("returns", p.returns),
                kind("information", p.information),
            ],
        }
    });
    rows.collect()
}

/// The values by which it was judged.
pub fn values(w: &Words, card: &Scorecard) -> Vec<ValueRow> {
    let row = |(name, v): (&String, &crate::score::card::AgreedValue)| {
        let id = format!("value-{name}");
        let basis = match v.basis {
            Basis::Agreed => "basis-agreed",
            Basis::Source => "basis-source",
            Basis::Assumption => "basis-assumption",
        };
        ValueRow {
            name: match w.has(&id) {
                true => w.t(&id),
                false => w.names.show(name),
            },
            value: v.value.clone(),
            basis: w.t(basis),
            agreed: v.basis == Basis::Agreed,
        }
    };
    card.values.iter().map(row).collect()
}
