//! People who crossed unlawfully: who was found, told of, met and dealt with, and how soon.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::journal::event::Event;
use crate::score::evidence::Source;
use crate::score::figures::{Case, Figure, View, inside, median, share};

/// Who crossed, who was found and dealt with.
#[derive(Default)]
pub struct People {
    /// Minutes from the opening of a track to a unit of the same side being with the people.
    on_scene: Vec<Case>,
    /// Minutes from the opening of a track that was taken for a threat to ENDEX.
    never: Vec<Case>,
    /// Minutes from the first sight of people to units of both sides having reached them or the
    /// place where they should be.
    both_on_scene: Vec<Case>,
    /// 1 for each unlawful group that was dealt with, found, told of; 0 for each other.
    handled: Vec<Case>,
    detected: Vec<Case>,
    notified: Vec<Case>,
}

impl People {
    /// Gathers them.
    pub fn gather(source: Source<'_>) -> Self {
        let mut out = Self::default();
        out.gather_scenes(source);
        out.gather_groups(source);
        out
    }

    fn gather_scenes(&mut self, source: Source<'_>) {
        let mut opened: BTreeMap<(&Name, &Name), (SimTime, &Name)> = BTreeMap::new();
        let mut neighbour: BTreeMap<(&Name, &Name), &Name> = BTreeMap::new();
        let mut reached: BTreeSet<(&Name, &Name)> = BTreeSet::new();
        let mut first: BTreeMap<&Name, SimTime> = BTreeMap::new();
        let mut there: BTreeMap<&Name, BTreeMap<&Name, SimTime>> = BTreeMap::new();
        for entry in &source.journal.entries {
            let key = |track| (&entry.actor, track);
            match &entry.event {
                Event::ContactDetected(e) => {
                    first.entry(&e.truth).or_insert(entry.at);
                }
                Event::TrackOpened(e) => {
                    opened.entry(key(&e.track)).or_insert((entry.at, &e.truth));
                }
                Event::ContactClassified(e) => {
                    if let Some(n) = &e.neighbour {
                        neighbour.insert(key(&e.track), n);
                    }
                    if matches!(e.class.as_str(), "threat" | "irregular") {
                        let since = opened.get(&key(&e.track)).map_or(entry.at, |(at, _)| *at);
                        let value = (source.journal.horizon() - since).minutes();
                        // What began too near to ENDEX says nothing.
                        if value >= source.profile.worst("M8") {
                            let to = e.neighbour.clone();
                            self.never.push(Case::new(entry.actor.clone(), to, value));
                        }
                    }
                }
                Event::Intercepted(e) => {
                    let known = opened.get(&key(&e.track));
                    if reached.insert(key(&e.track)) {
                        let since = known.map_or(entry.at, |(at, _)| *at);
                        let to = neighbour.get(&key(&e.track)).map(|n| (*n).clone());
                        let value = (entry.at - since).minutes();
                        self.on_scene
                            .push(Case::new(entry.actor.clone(), to, value));
                    }
                    if let Some((_, truth)) = known {
                        let sides = there.entry(truth).or_default();
                        sides.entry(&entry.actor).or_insert(entry.at);
                    }
                }
                Event::TaskEnded(e) if e.outcome == *"not_found" => {
                    if let Some((_, truth)) = opened.get(&key(&e.track)) {
                        let sides = there.entry(truth).or_default();
                        sides.entry(&entry.actor).or_insert(entry.at);
                    }
                }
                _ => {}
            }
        }
        for (truth, sides) in there {
            let mut times: Vec<(SimTime, &Name)> = sides.iter().map(|(s, at)| (*at, *s)).collect();
            times.sort();
            if let (Some(since), [(_, a), (at, b), ..]) = (first.get(truth), times.as_slice()) {
                let value = (*at - *since).minutes();
                let case = Case::new((*a).clone(), Some((*b).clone()), value);
                self.both_on_scene.push(case);
            }
        }
    }

    /// An unlawful group counts for the state where it starts, towards the one where it goes.
    fn gather_groups(&mut self, source: Source<'_>) {
        let scenario = source.scenario;
        let land: BTreeMap<&str, Name> = scenario
            .sites
            .iter()
            .filter_map(|(_, s)| Some((s.name.as_str(), source.state(s.territory?))))
            .collect();
        let (mut handled, mut detected, mut notified) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for entry in &source.journal.entries {
            match &entry.event {
                Event::GroupHandled(e) if !e.lawful => handled.insert(&e.group),
                Event::ContactDetected(e) => detected.insert(&e.truth),
                Event::NotificationReceived(e) => notified.insert(&e.truth),
                _ => false,
            };
        }
        for entry in &source.journal.entries {
            let Event::Arrival(e) = &entry.event else {
                continue;
            };
            if e.lawful {
                continue;
            }
            let from = land.get(e.from.as_str()).cloned().unwrap_or_default();
            let to = land.get(e.to.as_str()).cloned();
            let case = |of: &BTreeSet<&Name>| {
                let value = f64::from(u8::from(of.contains(&e.group)));
                Case::new(from.clone(), to.clone(), value)
            };
            self.handled.push(case(&handled));
            self.detected.push(case(&detected));
            self.notified.push(case(&notified));
        }
    }

    /// M8.
    pub fn on_scene(&self, view: &View) -> Vec<Figure> {
        // Where threats were known and nobody ever came, they waited until ENDEX.
        let (value, n) = match median(&inside(&self.on_scene, view)) {
            (None, _) => median(&inside(&self.never, view)),
            reached => reached,
        };
        let (both, m) = median(&inside(&self.both_on_scene, view));
        vec![
            Figure::new("contact to unit on scene, median", "min", value, n),
            Figure::new("contact to both sides on scene, median", "min", both, m),
        ]
    }

    /// M13. For a state: the groups that started or meant to end on its land.
    pub fn dealt_with(&self, view: &View) -> Vec<Figure> {
        let of = |cases: &[Case]| match view {
            View::State(s) => {
                let mine = |c: &&Case| c.from == *s || c.to.as_ref() == Some(s);
                let values: Vec<f64> = cases.iter().filter(mine).map(|c| c.value).collect();
                share(&values)
            }
            _ => share(&inside(cases, view)),
        };
        let (value, n) = of(&self.handled);
        vec![
            Figure::new("unlawful groups dealt with", "%", value, n),
            Figure::new("unlawful groups found", "%", of(&self.detected).0, n),
            Figure::new(
                "unlawful groups told to a neighbour",
                "%",
                of(&self.notified).0,
                n,
            ),
        ]
    }
}
