//! Calls between services: who was told in time, who answered, whether both do as much, and how
//! many calls were about nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::conduct::ledger::Verdict;
use crate::journal::event::Event;
use crate::score::evidence::Source;
use crate::score::evidence::conduct::towards;
use crate::score::figures::{Case, Figure, View, Wait, inside, median, quantile, share};
use crate::score::findings::state_of;

/// Calls between services.
#[derive(Default)]
pub struct Calls {
    /// 1 for each threat of which the neighbour was told in time, 0 for each other.
    told: Vec<Case>,
    /// Minutes from a threat that should be told to the telling.
    telling: Vec<Wait>,
    /// Minutes from contact to acknowledgement of each track's first notification; up to ENDEX
    /// without one.
    closed: Vec<Case>,
    answered: Vec<Case>,
    /// 1 for each notification about people who did what is allowed, 0 for each other.
    needless: Vec<Case>,
}

impl Calls {
    /// Gathers them.
    pub fn gather(source: Source<'_>) -> Self {
        let mut out = Self::default();
        out.gather_told(source);
        out.gather_loops(source);
        out
    }

    fn gather_told(&mut self, source: Source<'_>) {
        let journal = source.journal;
        for o in &source.judgement.obligations {
            if source.rules.rules[o.rule].id.value != *"LOC-14" {
                continue;
            }
            let (from, to) = (state_of(journal, o), towards(journal, o));
            let came = o.slack.is_some();
            let end = match (o.slack, o.deadline) {
                (Some(slack), Some(deadline)) => SimTime(deadline.0 - slack.0),
                _ => journal.horizon(),
            };
            self.telling.push(Wait {
                case: Case::new(from.clone(), to.clone(), (end - o.at).minutes()),
                came,
            });
            let value = match o.verdict {
                Verdict::Satisfied => 1.0,
                Verdict::Violated => 0.0,
                Verdict::Excused | Verdict::Pending => continue,
            };
            self.told.push(Case::new(from, to, value));
        }
    }

    fn gather_loops(&mut self, source: Source<'_>) {
        let journal = source.journal;
        let lawful = lawful(source);
        let mut opened: BTreeMap<(&Name, &Name), SimTime> = BTreeMap::new();
        let mut answers: BTreeMap<&Name, SimTime> = BTreeMap::new();
        let mut first: BTreeSet<(&Name, &Name)> = BTreeSet::new();
        for entry in &journal.entries {
            match &entry.event {
                Event::TrackOpened(e) => {
                    opened.entry((&entry.actor, &e.track)).or_insert(entry.at);
                }
                Event::AcknowledgementReceived(e) => {
                    answers.entry(&e.message).or_insert(entry.at);
                }
                _ => {}
            }
        }
        for entry in &journal.entries {
            let Event::NotificationSent(e) = &entry.event else {
                continue;
            };
            let (from, to) = (entry.actor.clone(), Some(e.to.clone()));
            let needless = f64::from(u8::from(lawful.contains(&e.truth)));
            self.needless
                .push(Case::new(from.clone(), to.clone(), needless));
            // What is told face to face needs no answer.
            if e.channel != *"hotline" || !first.insert((&entry.actor, &e.track)) {
                continue;
            }
            let answer = answers.get(&e.message);
            let end = answer.copied().unwrap_or(journal.horizon());
            let since = opened.get(&(&entry.actor, &e.track));
            let since = since.copied().unwrap_or(entry.at);
            let waited = (end - since).minutes();
            if answer.is_none() && (end - entry.at).minutes() < source.profile.worst("M2") {
                continue; // it may still come
            }
            let came = f64::from(u8::from(answer.is_some()));
            self.answered
                .push(Case::new(from.clone(), to.clone(), came));
            self.closed.push(Case::new(from, to, waited));
        }
    }

    /// M1.
    pub fn told(&self, view: &View) -> Vec<Figure> {
        let (value, n) = share(&inside(&self.told, view));
        let (half, waits) = quantile(&self.telling, view, 0.5);
        let (most, _) = quantile(&self.telling, view, 0.9);
        vec![
            Figure::new("neighbour told in time", "%", value, n),
            Figure::new("minutes until told, median", "min", half, waits),
            Figure::new("minutes until told, 90th percentile", "min", most, waits),
        ]
    }

    /// M2.
    pub fn closed(&self, view: &View) -> Vec<Figure> {
        let (value, n) = median(&inside(&self.closed, view));
        let (came, m) = share(&inside(&self.answered, view));
        vec![
            Figure::new("contact to acknowledgement, median", "min", value, n),
            Figure::new("first notifications acknowledged", "%", came, m),
        ]
    }

    /// M6: of the shares told in time each way, and of the delays.
    pub fn reciprocity(&self, view: &View) -> Vec<Figure> {
        let told = |v: &View| share(&inside(&self.told, v));
        let delay = |v: &View| quantile(&self.telling, v, 0.5);
        let (value, n) = self.balance(view, &told);
        let (delays, m) = self.balance(view, &delay);
        vec![
            Figure::new("reciprocity of notification", "0-1", value, n),
            Figure::new("reciprocity of delays", "0-1", delays, m),
        ]
    }

    /// 1 − |x − y| / (x + y) of a figure each way between two states; over several pairs the mean,
    /// weighted by cases.
    fn balance(
        &self,
        view: &View,
        figure: &dyn Fn(&View) -> (Option<f64>, usize),
    ) -> (Option<f64>, usize) {
        let pairs: BTreeSet<(&Name, &Name)> = self
            .told
            .iter()
            .filter_map(|c| Some((&c.from, c.to.as_ref()?)))
            .map(|(a, b)| if a < b { (a, b) } else { (b, a) })
            .collect();
        let (mut sum, mut cases) = (0.0, 0);
        for (a, b) in pairs {
            let there = figure(&View::Directed(a.clone(), b.clone()));
            let back = figure(&View::Directed(b.clone(), a.clone()));
            if let (true, (Some(x), n), (Some(y), m)) = (view.shares(a, b), there, back)
                && x + y > 0.0
            {
                sum += (1.0 - (x - y).abs() / (x + y)) * (n + m) as f64;
                cases += n + m;
            }
        }
        ((cases > 0).then(|| sum / cases as f64), cases)
    }

    /// M12.
    pub fn needless(&self, view: &View) -> Vec<Figure> {
        let (value, n) = share(&inside(&self.needless, view));
        vec![Figure::new(
            "false alarms among notifications",
            "%",
            value,
            n,
        )]
    }
}

/// Groups and citizens who do what is allowed, and animals.
pub(super) fn lawful(source: Source<'_>) -> BTreeSet<Name> {
    let arrivals = source
        .journal
        .entries
        .iter()
        .filter_map(|e| match &e.event {
            Event::Arrival(a) if a.lawful => Some(a.group.clone()),
            _ => None,
        });
    let citizens = source
        .scenario
        .civilians
        .iter()
        .map(|(_, c)| c.name.clone());
    arrivals.chain(citizens).collect()
}
