//! What each side knew through time, and what became of what one handed to the other.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::geo::Pos;
use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::journal::event::{Event, Waypoint};
use crate::score::evidence::Source;
use crate::score::figures::{Case, Figure, View, inside, mean, share};

/// What each side knew, and what was handed over.
#[derive(Default)]
pub struct Pictures {
    /// 1 − untracked time over the window, of each handover.
    continuity: Vec<Case>,
    /// Whether the receiver had the people in sight within the window.
    taken_over: Vec<Case>,
    /// Of people near a joint section: hours either side knew of them, and hours both did.
    known: Vec<Known>,
    /// How far off a side's first idea of a place was when it came from the neighbour, in km.
    error_km: Vec<Case>,
}

struct Known {
    between: (Name, Name),
    either_h: f64,
    both_h: f64,
}

/// Times in which somebody of a state had somebody in sight.
type Sights<'j> = BTreeMap<(&'j Name, &'j Name), Vec<(SimTime, SimTime)>>;

impl Pictures {
    /// Gathers them.
    pub fn gather(source: Source<'_>) -> Self {
        let mut out = Self::default();
        out.gather_handovers(source);
        out.gather_known(source);
        out.gather_errors(source);
        out
    }

    fn gather_handovers(&mut self, source: Source<'_>) {
        let window = source.profile.length("reacquire_within");
        let sights = sights(source);
        let none = Vec::new();
        let mut sent: BTreeSet<(&Name, &Name)> = BTreeSet::new();
        for entry in &source.journal.entries {
            let Event::HandoverSent(e) = &entry.event else {
                continue;
            };
            sent.insert((&entry.actor, &e.track));
            let theirs = sights.get(&(&e.to, &e.truth)).unwrap_or(&none);
            let ours = sights.get(&(&entry.actor, &e.truth)).unwrap_or(&none);
            // Until when the one who hands over has them in sight: at least until the call.
            let last = ours
                .iter()
                .filter(|(from, _)| *from <= entry.at)
                .map(|(_, to)| *to)
                .fold(entry.at, SimTime::max);
            let first = theirs
                .iter()
                .filter(|(_, to)| *to >= entry.at)
                .map(|(from, _)| (*from).max(entry.at))
                .min();
            let gap = first.map_or(window, |first| SimDuration((first - last).0.max(0)));
            let lost = (gap.0 as f64 / window.0.max(1) as f64).min(1.0);
            let taken = f64::from(u8::from(first.is_some_and(|f| f - entry.at <= window)));
            let case = |value| Case::new(entry.actor.clone(), Some(e.to.clone()), value);
            self.continuity.push(case(1.0 - lost));
            self.taken_over.push(case(taken));
        }
        // What went on beyond the line by the annex was not given up.
        for entry in &source.journal.entries {
            if let Event::PursuitCrossed(e) = &entry.event {
                sent.insert((&entry.actor, &e.track));
            }
        }
        // What was given up at the line and not handed over is lost.
        for entry in &source.journal.entries {
            if let Event::LineReached(e) = &entry.event
                && sent.insert((&entry.actor, &e.track))
            {
                let case = Case::new(entry.actor.clone(), Some(e.neighbour.clone()), 0.0);
                self.continuity.push(case.clone());
                self.taken_over.push(case);
            }
        }
    }

    fn gather_known(&mut self, source: Source<'_>) {
        let journal = source.journal;
        let mut near: BTreeMap<&Name, (Name, Name)> = BTreeMap::new();
        let mut since: BTreeMap<(&Name, &Name), SimTime> = BTreeMap::new();
        let mut gone: BTreeMap<&Name, SimTime> = BTreeMap::new();
        for entry in &journal.entries {
            match &entry.event {
                Event::TrackOpened(e) => {
                    since.entry((&entry.actor, &e.truth)).or_insert(entry.at);
                }
                Event::ContactClassified(e) if e.joint => {
                    let threat = matches!(e.class.as_str(), "threat" | "irregular");
                    if let (true, Some(other)) = (threat, &e.neighbour) {
                        let (a, b) = (entry.actor.clone(), other.clone());
                        let pair = if a < b { (a, b) } else { (b, a) };
                        near.entry(&e.truth).or_insert(pair);
                    }
                }
                Event::GroupHandled(e) => {
                    gone.entry(&e.group).or_insert(entry.at);
                }
                Event::GroupArrived(e) => {
                    gone.entry(&e.group).or_insert(entry.at);
                }
                Event::GroupTurnedBack(e) => {
                    gone.entry(&e.group).or_insert(entry.at);
                }
                _ => {}
            }
        }
        for (truth, (a, b)) in near {
            let end = gone.get(truth).copied().unwrap_or(journal.horizon());
            let known = |state: &Name| {
                let from = since.get(&(state, truth)).copied();
                from.filter(|from| *from < end)
            };
            let hours = |from: SimTime| (end - from).hours();
            let (either_h, both_h) = match (known(&a), known(&b)) {
                (Some(x), Some(y)) => (hours(x.min(y)), hours(x.max(y))),
                (Some(x), None) | (None, Some(x)) => (hours(x), 0.0),
                (None, None) => continue,
            };
            self.known.push(Known {
                between: (a, b),
                either_h,
                both_h,
            });
        }
    }

    /// Where people really were when a side opened a track of them from a message.
    fn gather_errors(&mut self, source: Source<'_>) {
        let mut paths: BTreeMap<&Name, &Vec<Waypoint>> = BTreeMap::new();
        let mut from: BTreeMap<(&Name, &Name), &Name> = BTreeMap::new();
        for entry in &source.journal.entries {
            match &entry.event {
                Event::Motion(e) => {
                    paths.insert(&e.mover, &e.path);
                }
                Event::NotificationReceived(e) => {
                    from.insert((&entry.actor, &e.truth), &e.from);
                }
                Event::TrackOpened(e) if e.source == *"message" => {
                    let Some(real) = paths.get(&e.truth).and_then(|p| place(p, entry.at)) else {
                        continue;
                    };
                    let error = Pos::new(e.x_m, e.y_m).distance(real) / 1000.0;
                    let teller = from.get(&(&entry.actor, &e.truth)).map(|n| (*n).clone());
                    self.error_km
                        .push(Case::new(entry.actor.clone(), teller, error));
                }
                _ => {}
            }
        }
    }

    /// M5.
    pub fn handovers(&self, view: &View) -> Vec<Figure> {
        let (value, n) = mean(&inside(&self.continuity, view));
        let (taken, m) = share(&inside(&self.taken_over, view));
        vec![
            Figure::new("handover continuity", "0-1", value, n),
            Figure::new("handed over and found again in time", "%", taken, m),
        ]
    }

    /// M7: over time, of the people near joint sections whom either side knew, how many both did.
    pub fn shared(&self, view: &View) -> Vec<Figure> {
        let chosen: Vec<&Known> = self
            .known
            .iter()
            .filter(|k| view.shares(&k.between.0, &k.between.1))
            .collect();
        let either: f64 = chosen.iter().map(|k| k.either_h).sum();
        let both: f64 = chosen.iter().map(|k| k.both_h).sum();
        let value = (either > 0.0).then(|| both / either);
        let (error, m) = mean(&inside(&self.error_km, view));
        vec![
            Figure::new(
                "shared awareness near joint sections",
                "0-1",
                value,
                chosen.len(),
            ),
            Figure::new("error of places told, mean", "km", error, m),
        ]
    }
}

/// Where a path leads at an instant.
fn place(path: &[Waypoint], at: SimTime) -> Option<Pos> {
    let next = path.iter().position(|w| w.0 >= at);
    let pos = |w: &Waypoint| Pos::new(w.1, w.2);
    match next {
        None => path.last().map(pos),
        Some(0) => path.first().map(pos),
        Some(i) => {
            let (a, b) = (&path[i - 1], &path[i]);
            let share = (at - a.0).0 as f64 / ((b.0 - a.0).0 as f64).max(1.0);
            Some(pos(a).toward(pos(b), share))
        }
    }
}

fn sights(source: Source<'_>) -> Sights<'_> {
    let journal = source.journal;
    let mut open: BTreeMap<(&Name, &Name), (BTreeSet<&Name>, SimTime)> = BTreeMap::new();
    let mut out: Sights<'_> = BTreeMap::new();
    for entry in &journal.entries {
        match &entry.event {
            Event::ContactDetected(e) => {
                let key = (&entry.actor, &e.truth);
                let (observers, since) = open
                    .entry(key)
                    .or_insert_with(|| (BTreeSet::new(), entry.at));
                if observers.is_empty() {
                    *since = entry.at;
                }
                observers.insert(&e.observer);
            }
            Event::ContactLost(e) => {
                let key = (&entry.actor, &e.truth);
                if let Some((observers, since)) = open.get_mut(&key)
                    && observers.remove(&e.observer)
                    && observers.is_empty()
                {
                    out.entry(key).or_default().push((*since, entry.at));
                }
            }
            _ => {}
        }
    }
    for (key, (observers, since)) in open {
        if !observers.is_empty() {
            out.entry(key).or_default().push((since, journal.horizon()));
        }
    }
    out
}
