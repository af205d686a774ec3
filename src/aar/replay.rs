//! Where everybody was and what each side believed, for drawing any moment.

use std::collections::BTreeMap;

use crate::aar::edition::Sight;
use crate::base::id::Name;
use crate::base::time::SimTime;
use crate::journal::Entry;
use crate::journal::event::{Event, Waypoint};
use crate::scenario::Scenario;

/// What a mover is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A unit of a state, by its place in the scenario.
    Unit(crate::scenario::UnitId),
    /// Citizens, by their place in the scenario.
    Citizens(crate::scenario::CivilianId),
    /// A group, with what it really is.
    Group(Name),
}

/// Somebody who moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Mover {
    /// The name.
    pub name: Name,
    /// What it is.
    pub what: What,
    /// When it is there at all: from and to. Several spans, if others' units came along at times.
    pub spans: Vec<(SimTime, SimTime)>,
    /// When it was out together with units of which other states.
    pub with: Vec<(SimTime, SimTime, Name)>,
    /// Corners of its path, in order of time: straight and steady between them, at rest after.
    pub path: Vec<Waypoint>,
}

/// What a side believes of somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Whose track.
    pub state: Name,
    /// Its name, by that side's count.
    pub name: Name,
    /// Where it was reported: when, metres east, metres north.
    pub fixes: Vec<Waypoint>,
    /// What it was taken for, from when on.
    pub classes: Vec<(SimTime, Name)>,
    /// When it was dealt with or given up.
    pub closed: Option<SimTime>,
}

/// Something that happened at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The incident.
    pub name: Name,
    /// What it is.
    pub kind: Name,
    /// Metres east.
    pub x: f64,
    /// Metres north.
    pub y: f64,
    /// From when to when.
    pub span: (SimTime, SimTime),
    /// From when each side knew of it.
    pub known: BTreeMap<Name, SimTime>,
}

/// Everything that a replay draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// Units, citizens, groups.
    pub movers: Vec<Mover>,
    /// What each side believed.
    pub tracks: Vec<Track>,
    /// Incidents.
    pub scenes: Vec<Scene>,
}

/// What an edition may draw of a run.
pub fn replay(scenario: &Scenario, sight: &Sight<'_>, entries: &[Entry], end: SimTime) -> Replay {
    Replay {
        movers: movers(scenario, sight, entries, end),
        tracks: tracks(sight),
        scenes: scenes(sight, end),
    }
}

fn movers(scenario: &Scenario, sight: &Sight<'_>, entries: &[Entry], end: SimTime) -> Vec<Mover> {
    let mut paths: BTreeMap<&Name, Vec<Waypoint>> = BTreeMap::new();
    let mut groups: BTreeMap<&Name, (&Name, SimTime, Option<SimTime>)> = BTreeMap::new();
    for entry in entries {
        match &entry.event {
            Event::Motion(e) => extend(paths.entry(&e.mover).or_default(), &e.path),
            Event::Arrival(e) => {
                groups.insert(&e.group, (&e.threat_kind, entry.at, None));
            }
            Event::GroupHandled(e) if e.outcome != *"released" => {
                close(&mut groups, &e.group, entry)
            }
            Event::GroupArrived(e) => close(&mut groups, &e.group, entry),
            Event::GroupTurnedBack(e) => close(&mut groups, &e.group, entry),
            _ => {}
        }
    }
    let mut together = together(scenario, entries);
    let all = vec![(SimTime::START, end)];
    let mut out = Vec::new();
    for (id, unit) in scenario.units.iter() {
        let own = sight.state.is_none_or(|s| s == unit.state);
        let spans = match own {
            true => all.clone(),
            false => sight.spans(&unit.name),
        };
        let home = scenario.sites[unit.home].pos;
        let mut path = vec![Waypoint(SimTime::START, home.x, home.y)];
        path.extend(paths.remove(&unit.name).unwrap_or_default());
        if !spans.is_empty() {
            let path = if own { path } else { within(&path, &spans) };
            out.push(Mover {
                name: unit.name.clone(),
                what: What::Unit(id),
                spans,
                with: together.remove(&unit.name).unwrap_or_default(),
                path,
            });
        }
    }
    for (id, citizens) in scenario.civilians.iter() {
        let path = paths.remove(&citizens.name).unwrap_or_default();
        if sight.since(&citizens.name).is_some() && !path.is_empty() {
            out.push(Mover {
                name: citizens.name.clone(),
                what: What::Citizens(id),
                spans: all.clone(),
                with: Vec::new(),
                path,
            });
        }
    }
    for (name, (kind, from, to)) in groups {
        let path = paths.remove(name).unwrap_or_default();
        let Some(since) = sight.since(name).filter(|_| !path.is_empty()) else {
            continue;
        };
        let span = (from.max(since), to.unwrap_or(end));
        if span.0 < span.1 {
            let path = match sight.joint() {
                true => path,
                false => within(&path, &[span]),
            };
            out.push(Mover {
                name: name.clone(),
                what: What::Group(kind.clone()),
                spans: vec![span],
                with: Vec::new(),
                path,
            });
        }
    }
    out
}

/// When each unit was out in a joint patrol with units of which other states.
fn together<'e>(
    scenario: &Scenario,
    entries: &'e [Entry],
) -> BTreeMap<&'e Name, Vec<(SimTime, SimTime, Name)>> {
    let side: BTreeMap<&Name, &Name> = scenario
        .units
        .iter()
        .map(|(_, u)| (&u.name, &scenario.states[u.state].name))
        .collect();
    let mut open: BTreeMap<(&Name, &Name), (SimTime, &[Name])> = BTreeMap::new();
    let mut out: BTreeMap<&Name, Vec<(SimTime, SimTime, Name)>> = BTreeMap::new();
    for entry in entries {
        match &entry.event {
            Event::RendezvousMet(e) => {
                for unit in &e.units {
                    open.insert((&e.patrol, unit), (entry.at, &e.units));
                }
            }
            Event::JointOperationEnded(e) => {
                let Some((from, units)) = open.remove(&(&e.patrol, &e.unit)) else {
                    continue;
                };
                let own = side.get(&e.unit);
                let others = units
                    .iter()
                    .filter_map(|u| side.get(u))
                    .filter(|s| Some(*s) != own);
                let spans = out.entry(&e.unit).or_default();
                spans.extend(others.map(|s| (from, entry.at, (*s).clone())));
            }
            _ => {}
        }
    }
    out
}

fn close(groups: &mut BTreeMap<&Name, (&Name, SimTime, Option<SimTime>)>, name: &Name, e: &Entry) {
    if let Some((.., to)) = groups.get_mut(name) {
        to.get_or_insert(e.at);
    }
}

/// A new motion takes the place of what was left of the one before.
fn extend(path: &mut Vec<Waypoint>, new: &[Waypoint]) {
    if let Some(first) = new.first() {
        let keep = path.partition_point(|w| w.0 < first.0);
        path.truncate(keep);
        path.extend_from_slice(new);
    }
}

/// A path cut to spans of time.
fn within(path: &[Waypoint], spans: &[(SimTime, SimTime)]) -> Vec<Waypoint> {
    let mut out = Vec::new();
    for &(from, to) in spans {
        out.extend(at(path, from));
        out.extend(path.iter().filter(|w| from < w.0 && w.0 < to).copied());
        out.extend(at(path, to));
    }
    out
}

/// Where a path is at an instant.
pub fn at(path: &[Waypoint], t: SimTime) -> Option<Waypoint> {
    let i = path.partition_point(|w| w.0 <= t);
    let before = path.get(i.checked_sub(1)?)?;
    let Some(after) = path.get(i) else {
        return Some(Waypoint(t, before.1, before.2));
    };
    let share = (t.0 - before.0.0) as f64 / (after.0.0 - before.0.0).max(1) as f64;
    let between = |a: f64, b: f64| a + share * (b - a);
    Some(Waypoint(
        t,
        between(before.1, after.1),
        between(before.2, after.2),
    ))
}

fn tracks(sight: &Sight<'_>) -> Vec<Track> {
    let mut out: BTreeMap<(&Name, &Name), Track> = BTreeMap::new();
    for entry in sight.entries() {
        let key = |track| (&entry.actor, track);
        match &entry.event {
            Event::TrackOpened(e) => {
                let track = Track {
                    state: entry.actor.clone(),
                    name: e.track.clone(),
                    fixes: vec![Waypoint(entry.at, e.x_m, e.y_m)],
                    classes: Vec::new(),
                    closed: None,
                };
                out.insert(key(&e.track), track);
            }
            Event::TrackUpdated(e) => {
                if let Some(track) = out.get_mut(&key(&e.track)) {
                    track.fixes.push(Waypoint(entry.at, e.x_m, e.y_m));
                }
            }
            Event::ContactClassified(e) => {
                if let Some(track) = out.get_mut(&key(&e.track)) {
                    track.classes.push((entry.at, e.class.clone()));
                }
            }
            Event::TaskEnded(e) if e.outcome == *"intercepted" => {
                end_track(&mut out, key(&e.track), entry.at);
            }
            Event::StandDownReceived(e) => end_track(&mut out, key(&e.track), entry.at),
            _ => {}
        }
    }
    out.into_values().collect()
}

fn end_track<'e>(
    tracks: &mut BTreeMap<(&'e Name, &'e Name), Track>,
    key: (&'e Name, &'e Name),
    at: SimTime,
) {
    if let Some(track) = tracks.get_mut(&key) {
        track.closed.get_or_insert(at);
    }
}

fn scenes(sight: &Sight<'_>, end: SimTime) -> Vec<Scene> {
    let mut out: BTreeMap<&Name, Scene> = BTreeMap::new();
    for entry in sight.entries() {
        match &entry.event {
            Event::IncidentBegan(e) => {
                let scene = Scene {
                    name: e.incident.clone(),
                    kind: e.incident_kind.clone(),
                    x: e.x_m,
                    y: e.y_m,
                    span: (entry.at, end),
                    known: BTreeMap::new(),
                };
                out.insert(&e.incident, scene);
            }
            Event::IncidentKnown(e) => {
                if let Some(scene) = out.get_mut(&e.incident) {
                    scene.known.entry(entry.actor.clone()).or_insert(entry.at);
                }
            }
            Event::IncidentEnded(e) => {
                if let Some(scene) = out.get_mut(&e.incident) {
                    scene.span.1 = entry.at;
                }
            }
            _ => {}
        }
    }
    out.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn w(t: i64, x: f64) -> Waypoint {
        Waypoint(SimTime(t), x, 0.0)
    }

    #[test]
    fn a_new_motion_cuts_the_old_one() {
        let mut path = vec![w(0, 0.0), w(100, 10.0)];
        extend(&mut path, &[w(50, 5.0), w(60, 0.0)]);
        assert_eq!(path, [w(0, 0.0), w(50, 5.0), w(60, 0.0)]);
        assert_eq!(at(&path, SimTime(25)), Some(w(25, 2.5)));
        assert_eq!(at(&path, SimTime(500)), Some(w(500, 0.0)));
        assert_eq!(at(&path, SimTime(-1)), None);
        let cut = within(&path, &[(SimTime(10), SimTime(55))]);
        assert_eq!(cut, [w(10, 1.0), w(50, 5.0), w(55, 2.5)]);
    }
}
