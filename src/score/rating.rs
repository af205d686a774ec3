//! From evidence to points and suggested ratings, each with its reasons.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Name;
use crate::base::num;
use crate::conduct::RuleSet;
use crate::conduct::ledger::Verdict;
use crate::scenario::Objective;
use crate::score::card::{Metric, ObjectiveScore, Scored};
use crate::score::evidence::{Duties, Evidence};
use crate::score::figures::{Figure, View};
use crate::score::findings::Finding;
use crate::score::metrics::{METRICS, MetricDef, metric};
use crate::score::owner::Owner;
use crate::score::profile::Profile;
use crate::score::reason::Reason;

/// What is also achieved by doing nothing: it counts as far as duties were done.
const RESTRAINT: [&str; 4] = ["M4", "M9", "M11", "M12"];

/// What turns evidence into points.
pub(super) struct Judge<'e> {
    pub evidence: &'e Evidence,
    pub profile: &'e Profile,
    pub rules: &'e RuleSet,
    pub findings: &'e [Finding],
    /// Whether people came to harm.
    pub harm: bool,
}

/// What a rating rests on.
struct Standing {
    score: f64,
    /// The gravest departure.
    worst: Option<u8>,
    harm: bool,
    duties: Duties,
}

impl Judge<'_> {
    fn metric(&self, def: &MetricDef, view: &View, rules: Option<&[Name]>) -> Metric {
        let mut figures = self.evidence.measure(def.id, view, rules);
        let figure = figures.remove(0);
        let scale = self.profile.scale(def.id);
        let points = figure.value.zip(scale).map(|(v, s)| s.points(v));
        let mut factor = 1.0;
        if RESTRAINT.contains(&def.id)
            && let Some(share) = self.duties_done(view)
        {
            factor = share;
            let name = "duties done; points count as far";
            figures.push(Figure::new(name, "%", Some(100.0 * share), figure.n));
        }
        let points = points.map(|p| num::cents(p * factor));
        Metric {
            id: def.id,
            name: def.name,
            value: figure.value,
            unit: def.unit,
            n: figure.n,
            score: points,
            weight: scale.map_or(0.0, |s| s.weight.0),
            lost: None,
            owners: self.owners(def, view, rules),
            status: if figure.value.is_some() {
                "measured"
            } else {
                "not_exercised"
            },
            details: figures,
        }
    }

    /// Of all that had to be done in a view, the share that was.
    fn duties_done(&self, view: &View) -> Option<f64> {
        let all: Vec<Name> = self
            .rules
            .rules
            .iter()
            .map(|r| r.id.value.clone())
            .collect();
        self.evidence.conduct.duties(view, &all).share
    }

    /// Who or what brought about the departures that bear on a metric.
    fn owners(
        &self,
        def: &MetricDef,
        view: &View,
        rules: Option<&[Name]>,
    ) -> BTreeMap<&'static str, usize> {
        let mut out = BTreeMap::new();
        for f in self.violations() {
            let bears = match (rules, def.id) {
                (Some(rules), "M10") => rules.contains(&f.rule),
                (None, "M10") => true,
                _ => def.rules.contains(&f.rule.as_str()),
            };
            let here = f.concerns(view);
            if bears && here {
                *out.entry(f.owner.word()).or_default() += 1;
            }
        }
        out
    }

    /// All metrics in a view, each with the points that it lost.
    pub fn metrics(&self, view: &View) -> Vec<Metric> {
        let mut metrics: Vec<Metric> = METRICS
            .iter()
            .map(|def| self.metric(def, view, None))
            .collect();
        share_out(&mut metrics);
        metrics
    }

    /// The score of a view, with the metrics behind it.
    pub fn scored(&self, view: &View) -> Scored {
        let metrics = self.metrics(view);
        let score = weighted(metrics.iter());
        let worst = self.evidence.conduct.worst(view);
        let all: Vec<Name> = self
            .rules
            .rules
            .iter()
            .map(|r| r.id.value.clone())
            .collect();
        let rating = score.map(|score| {
            self.rate(&Standing {
                score,
                worst,
                harm: self.harm && *view == View::All,
                duties: self.evidence.conduct.duties(view, &all),
            })
        });
        Scored {
            score,
            rating: rating.map(|(letter, _)| letter),
            metrics,
        }
    }

    fn violations(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|f| f.verdict == Verdict::Violated)
    }

    /// U if not achieved; M if achieved with a major or critical departure or with people harmed;
    /// S with lesser departures or below the stretch target; P otherwise.
    fn rate(&self, s: &Standing) -> (&'static str, Reason) {
        let limits = &self.profile.rating;
        let (met, stretch, least) = (limits.met.0, limits.stretch.0, limits.duties.0);
        let score = s.score;
        if score < met {
            return ("U", Reason::Below { score, met });
        }
        if let Some(share) = s.duties.share.map(|d| 100.0 * d)
            && share < least
        {
            return ("U", Reason::FewDuties { share, least });
        }
        match s.worst {
            Some(3..) => ("M", Reason::Grave { score }),
            _ if s.harm => ("M", Reason::Harm { score }),
            Some(_) => ("S", Reason::Lesser { score }),
            None if score < stretch => ("S", Reason::BelowStretch { score, stretch }),
            None => ("P", Reason::Clean { score }),
        }
    }

    /// The rules that bear on an objective: those it names, or those of its metrics.
    fn rules_of(&self, objective: &Objective) -> Vec<Name> {
        if !objective.rules.is_empty() {
            return objective.rules.clone();
        }
        let all = objective.metrics.iter().any(|m| *m == *"M10");
        let named: BTreeSet<&str> = objective
            .metrics
            .iter()
            .filter_map(|m| metric(m.as_str()))
            .flat_map(|m| m.rules)
            .copied()
            .collect();
        self.rules
            .rules
            .iter()
            .map(|r| r.id.value.clone())
            .filter(|id| all || named.contains(id.as_str()))
            .collect()
    }

    /// How an objective did, in a view.
    pub fn objective(&self, objective: &Objective, view: &View) -> ObjectiveScore {
        let rules = self.rules_of(objective);
        let own = (!objective.rules.is_empty()).then_some(rules.as_slice());
        let mut chosen: Vec<Metric> = METRICS
            .iter()
            .filter(|def| objective.metrics.iter().any(|id| *id == *def.id))
            .map(|def| self.metric(def, view, own))
            .collect();
        share_out(&mut chosen);
        let score = weighted(chosen.iter());
        let mut counts: BTreeMap<(&Name, u8), BTreeMap<Owner, usize>> = BTreeMap::new();
        for f in self.violations().filter(|f| f.concerns(view)) {
            if rules.contains(&f.rule) || f.severity >= 4 {
                let owners = counts.entry((&f.rule, f.severity)).or_default();
                *owners.entry(f.owner).or_default() += 1;
            }
        }
        let worst = counts.keys().map(|(_, severity)| *severity).max();
        let mut reasons: Vec<Reason> = chosen.iter().map(Reason::of_metric).collect();
        let duties = self.evidence.conduct.duties(view, &rules);
        if let Some(share) = duties.share {
            let (done, due, share) = (duties.done, duties.due, 100.0 * share);
            reasons.push(Reason::Duties { done, due, share });
        }
        for ((rule, severity), owners) in counts {
            let rule = rule.clone();
            reasons.push(Reason::Departed {
                rule,
                severity,
                owners,
            });
        }
        let harm = self.harm && *view == View::All;
        let rating = score.map(|score| {
            self.rate(&Standing {
                score,
                worst,
                harm,
                duties,
            })
        });
        let (rating, why) = match rating {
            Some((letter, why)) => (Some(letter), why),
            None => (None, Reason::NotExercised),
        };
        reasons.push(why);
        ObjectiveScore {
            id: objective.name.clone(),
            text: objective.text.clone(),
            target: objective.target,
            score,
            rating,
            reasons,
        }
    }
}

/// Says of each metric how many of the hundred points of their mean it lost.
fn share_out(metrics: &mut [Metric]) {
    let scored = metrics.iter().filter(|m| m.score.is_some());
    let weights: f64 = scored.map(|m| m.weight).sum();
    if weights > 0.0 {
        for m in metrics {
            let lost = m.score.map(|s| m.weight * (100.0 - s) / weights);
            m.lost = lost.map(num::cents);
        }
    }
}

/// The weighted mean of the points that there are.
fn weighted<'m>(metrics: impl Iterator<Item = &'m Metric>) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for m in metrics {
        if let Some(score) = m.score {
            sum += score * m.weight;
            weights += m.weight;
        }
    }
    (weights > 0.0).then(|| num::cents(sum / weights))
}
