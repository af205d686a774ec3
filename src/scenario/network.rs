//! Sites and the ways between them, as a graph; how fast one goes, and which way.
//!
//! Speeds: Tobler's hiking function on foot, 1.25 times that on horseback, piece by piece of a
//! leg with its own grade; 0.6 of it off the ways; 0.9 for each 1,000 m above 2,500 m. Vehicles
//! keep to roads and tracks, boats to rivers; drones fly.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, OnceLock};

use petgraph::algo::dijkstra;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::base::geo::{Polyline, Pos};
use crate::base::id::{Id, IdVec};
use crate::base::num;
use crate::scenario::boxes::Boxes;
use crate::scenario::file::{Mode, Surface};
use crate::scenario::{LegId, SiteId};

/// A way between two sites.
#[derive(Clone, Debug)]
pub struct Leg {
    /// One end.
    pub from: SiteId,
    /// The other end.
    pub to: SiteId,
    /// What one goes on.
    pub surface: Surface,
    /// Its course.
    pub line: Polyline,
    /// Heights of its corners in metres above the sea.
    pub alts_m: Vec<f64>,
    /// Who may use it; empty for all whom its surface suits.
    pub modes: Vec<Mode>,
}

/// Speeds of boats and drones in metres a second, within the published ranges.
const BOAT_MPS: f64 = 18.0 / 3.6;
pub const UAV_MPS: f64 = 55.0 / 3.6;

/// Tobler's hiking function: speed in metres a second on a slope (rise over run).
pub fn tobler_mps(slope: f64) -> f64 {
    6.0 / 3.6 * num::exp(-3.5 * (slope + 0.05).abs())
}

/// Steeper than 45° one climbs, no slower than at 45°.
fn climbed(slope: f64) -> f64 {
    slope.clamp(-1.0, 1.0)
}

/// What height leaves of a speed.
fn altitude_factor(alt_m: f64) -> f64 {
    if alt_m <= 2_500.0 {
        1.0
    } else {
        num::pow(0.9, (alt_m - 2_500.0) / 1_000.0)
    }
}

impl Leg {
    /// Whether a mode may use it at all.
    pub fn suits(&self, mode: Mode) -> bool {
        let allowed = self.modes.is_empty() || self.modes.contains(&mode);
        allowed
            && match mode {
                Mode::Foot | Mode::Mounted => true,
                Mode::Vehicle => {
                    matches!(self.surface, Surface::Road | Surface::Track | Surface::Ford)
                }
                Mode::Boat => self.surface == Surface::River,
                Mode::Uav => false,
            }
    }

    /// Speed in metres a second by day in clear weather on a piece of it, counted in the direction
    /// of travel; `None` where the mode cannot go.
    pub fn speed_mps(&self, piece: usize, mode: Mode, reversed: bool) -> Option<f64> {
        if !self.suits(mode) {
            return None;
        }
        let (slope, alt_m) = self.grade(piece, reversed);
        let wet = matches!(self.surface, Surface::River | Surface::Ford);
        let on_ground = match mode {
            Mode::Foot if wet => 0.25 * tobler_mps(0.0),
            Mode::Mounted if wet => 0.4 * tobler_mps(0.0),
            Mode::Foot => tobler_mps(climbed(slope)),
            Mode::Mounted => 1.25 * tobler_mps(climbed(slope)),
            Mode::Vehicle if self.surface == Surface::Road => 50.0 / 3.6,
            Mode::Vehicle if self.surface == Surface::Ford => 5.0 / 3.6,
            Mode::Vehicle => 25.0 / 3.6,
            Mode::Boat => return Some(BOAT_MPS),
            Mode::Uav => return None,
        };
        Some(on_ground * altitude_factor(alt_m))
    }

    /// Slope (rise over length) and height of a piece, counted in the direction of travel.
    fn grade(&self, piece: usize, reversed: bool) -> (f64, f64) {
        let points = self.line.points();
        let i = if reversed {
            points.len() - 2 - piece
        } else {
            piece
        };
        let rise = self.alts_m[i + 1] - self.alts_m[i];
        let length = points[i].distance(points[i + 1]);
        let slope = if length > 0.0 { rise / length } else { 0.0 };
        let alt_m = self.alts_m[i].midpoint(self.alts_m[i + 1]);
        (if reversed { -slope } else { slope }, alt_m)
    }

    /// Seconds along it by day in clear weather; infinite where the mode cannot go.
    pub fn time_s(&self, mode: Mode, reversed: bool) -> f64 {
        let points = self.line.points();
        let n = points.len() - 1;
        (0..n)
            .map(|piece| {
                let i = if reversed { n - 1 - piece } else { piece };
                let length = points[i].distance(points[i + 1]);
                let speed = self.speed_mps(piece, mode, reversed);
                speed.map_or(f64::INFINITY, |v| length / v)
            })
            .sum()
    }

    /// Its corners in the direction of travel.
    pub fn corners(&self, reversed: bool) -> impl Iterator<Item = Pos> + '_ {
        let points = self.line.points();
        let last = points.len() - 1;
        (0..=last).map(move |i| points[if reversed { last - i } else { i }])
    }
}

/// Speed in metres a second off the ways: on foot or on horseback, whatever the mode.
pub fn off_path_mps(mode: Mode) -> f64 {
    static WALK_MPS: LazyLock<f64> = LazyLock::new(|| 0.6 * tobler_mps(0.0));
    let walk = *WALK_MPS;
    match mode {
        Mode::Mounted => 1.25 * walk,
        Mode::Uav => UAV_MPS,
        Mode::Foot | Mode::Vehicle | Mode::Boat => walk,
    }
}

/// One step along a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The leg.
    pub leg: LegId,
    /// Whether it is gone from `to` to `from`.
    pub reversed: bool,
}

/// Shortest times from one site by one mode.
#[derive(Debug, Clone)]
struct Row {
    time_s: Vec<f64>,
}

/// The graph of sites and legs.
#[derive(Debug)]
pub struct Network {
    /// The legs.
    pub legs: Arc<IdVec<LegId, Leg>>,
    graph: Arc<DiGraph<(), Step>>,
    /// The box around each leg, side by side.
    boxes: Arc<Boxes>,
    /// Seconds along each leg, by mode and direction.
    leg_s: Arc<IdVec<LegId, LegTimes>>,
    /// The greatest speed along any leg, by mode.
    top_mps: [f64; Mode::ALL.len()],
    closed: BTreeSet<LegId>,
    rows: [Vec<OnceLock<Row>>; Mode::ALL.len()],
}

/// Seconds along a leg, by mode, there and back.
type LegTimes = [[f64; 2]; Mode::ALL.len()];

impl Network {
    /// The network of so many sites and these legs, all open.
    pub fn new(sites: usize, legs: IdVec<LegId, Leg>) -> Self {
        let mut graph = DiGraph::with_capacity(sites, 2 * legs.len());
        for _ in 0..sites {
            graph.add_node(());
        }
        for (leg, x) in legs.iter() {
            let (a, b) = (NodeIndex::new(x.from.index()), NodeIndex::new(x.to.index()));
            for (from, to, reversed) in [(a, b, false), (b, a, true)] {
                graph.add_edge(from, to, Step { leg, reversed });
            }
        }
        let times = |leg: &Leg| {
            std::array::from_fn(|m| [false, true].map(|back| leg.time_s(Mode::ALL[m], back)))
        };
        let leg_s: IdVec<LegId, LegTimes> = legs.iter().map(|(_, leg)| times(leg)).collect();
        let top_mps = std::array::from_fn(|m| {
            let speeds = legs.iter().flat_map(|(id, leg)| {
                leg_s[id][m].map(|s| if s > 0.0 { leg.line.length() / s } else { 0.0 })
            });
            speeds.fold(0.0, f64::max)
        });
        Self {
            rows: Self::no_rows(sites),
            boxes: Arc::new(
                legs.iter()
                    .map(|(id, leg)| (leg.line.around(), id))
                    .collect(),
            ),
            legs: Arc::new(legs),
            graph: Arc::new(graph),
            leg_s: Arc::new(leg_s),
            top_mps,
            closed: BTreeSet::new(),
        }
    }

    fn no_rows(sites: usize) -> [Vec<OnceLock<Row>>; Mode::ALL.len()] {
        std::array::from_fn(|_| (0..sites).map(|_| OnceLock::new()).collect())
    }

    /// The same network with these legs closed.
    pub fn with_closed(&self, closed: BTreeSet<LegId>) -> Self {
        Self {
            rows: Self::no_rows(self.graph.node_count()),
            legs: Arc::clone(&self.legs),
            boxes: Arc::clone(&self.boxes),
            graph: Arc::clone(&self.graph),
            leg_s: Arc::clone(&self.leg_s),
            top_mps: self.top_mps,
            closed,
        }
    }

    /// The legs whose boxes come within a distance of a place, from west to east: all that do so
    /// themselves, and a few more.
    pub fn legs_near(&self, p: Pos, reach_m: f64) -> impl Iterator<Item = (LegId, &Leg)> {
        let near = self.boxes.near(p, reach_m);
        near.map(|id| (id, &self.legs[id]))
    }

    /// The legs that are closed.
    pub fn closed(&self) -> &BTreeSet<LegId> {
        &self.closed
    }

    /// Seconds along an edge by day in clear weather; infinite where the mode cannot go.
    fn edge_s(&self, edge: EdgeIndex, mode: Mode) -> f64 {
        self.step_s(self.graph[edge], mode)
    }

    fn step_s(&self, step: Step, mode: Mode) -> f64 {
        if self.closed.contains(&step.leg) {
            return f64::INFINITY;
        }
        self.leg_s[step.leg][mode as usize][usize::from(step.reversed)]
    }

    fn row(&self, from: SiteId, mode: Mode) -> &Row {
        self.rows[mode as usize][from.index()].get_or_init(|| {
            let start = NodeIndex::new(from.index());
            let found = dijkstra(&*self.graph, start, None, |e| self.edge_s(e.id(), mode));
            let mut time_s = vec![f64::INFINITY; self.graph.node_count()];
            for (node, time) in found {
                time_s[node.index()] = time;
            }
            Row { time_s }
        })
    }

    /// Seconds from one site to another by day in clear weather; infinite if there is no way.
    pub fn time_s(&self, from: SiteId, to: SiteId, mode: Mode) -> f64 {
        self.times_s(from, mode)[to.index()]
    }

    /// The same to every site, by number.
    pub fn times_s(&self, from: SiteId, mode: Mode) -> &[f64] {
        &self.row(from, mode).time_s
    }

    /// The greatest speed along any way by day in clear weather, in metres a second; 0 if there is
    /// none that the mode can go.
    pub fn top_mps(&self, mode: Mode) -> f64 {
        self.top_mps[mode as usize]
    }

    /// Whether one can get from one site to another; drones always can.
    pub fn joins(&self, from: SiteId, to: SiteId, mode: Mode) -> bool {
        mode == Mode::Uav || self.time_s(from, to, mode).is_finite()
    }

    /// The quickest way from one site to another; `None` if there is none.
    pub fn route(&self, from: SiteId, to: SiteId, mode: Mode) -> Option<Vec<Step>> {
        let row = self.row(from, mode);
        if !row.time_s[to.index()].is_finite() {
            return None;
        }
        let mut steps = Vec::new();
        let mut here = to;
        while here != from {
            let step = self.last_step(row, here, mode)?;
            if steps.len() > row.time_s.len() {
                return None; // times so long that a leg more makes no difference
            }
            steps.push(step);
            here = self.start_of(step);
        }
        steps.reverse();
        Some(steps)
    }

    /// The step by which the quickest way comes to `here`.
    fn last_step(&self, row: &Row, here: SiteId, mode: Mode) -> Option<Step> {
        let node = NodeIndex::new(here.index());
        self.graph
            .edges_directed(node, petgraph::Direction::Incoming)
            .map(|e| {
                (
                    row.time_s[e.source().index()] + self.edge_s(e.id(), mode),
                    *e.weight(),
                )
            })
            .filter(|(time, _)| time.is_finite())
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.leg.cmp(&b.1.leg)))
            .map(|(_, step)| step)
    }

    /// Where a step starts.
    pub fn start_of(&self, step: Step) -> SiteId {
        let leg = &self.legs[step.leg];
        if step.reversed { leg.to } else { leg.from }
    }

    /// Where a step ends.
    pub fn end_of(&self, step: Step) -> SiteId {
        let leg = &self.legs[step.leg];
        if step.reversed { leg.from } else { leg.to }
    }

    /// Up to `n` sensible ways on foot, the quickest first, each with its time in seconds. Each
    /// way after the first is the quickest once the legs of those before it count more.
    pub fn alternatives(&self, from: SiteId, to: SiteId, n: usize) -> Vec<(Vec<Step>, f64)> {
        const PENALTY: f64 = 1.6;
        let mut weight = vec![1.0; self.legs.len()];
        let mut found: Vec<(Vec<Step>, f64)> = Vec::new();
        for _ in 0..4 * n {
            let Some(steps) = self.weighted_route(from, to, &weight) else {
                break;
            };
            for step in &steps {
                weight[step.leg.index()] *= PENALTY;
            }
            if !found.iter().any(|(known, _)| *known == steps) {
                let time = steps.iter().map(|s| self.step_s(*s, Mode::Foot)).sum();
                found.push((steps, time));
            }
            if found.len() == n {
                break;
            }
        }
        found
    }

    fn weighted_route(&self, from: SiteId, to: SiteId, weight: &[f64]) -> Option<Vec<Step>> {
        let goal = NodeIndex::new(to.index());
        let cost = |step: Step| self.step_s(step, Mode::Foot) * weight[step.leg.index()];
        let (total, nodes) = petgraph::algo::astar(
            &*self.graph,
            NodeIndex::new(from.index()),
            |n| n == goal,
            |e| cost(*e.weight()),
            |_| 0.0,
        )?;
        if !total.is_finite() {
            return None;
        }
        nodes
            .windows(2)
            .map(|w| {
                self.graph
                    .edges_connecting(w[0], w[1])
                    .map(|e| *e.weight())
                    .min_by(|a, b| cost(*a).total_cmp(&cost(*b)).then(a.leg.cmp(&b.leg)))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leg(from: u32, to: u32, points: &[(f64, f64)], surface: Surface) -> Leg {
        let line = Polyline::new(points.iter().map(|&(x, y)| Pos::new(x, y)).collect());
        Leg {
            from: SiteId(from),
            to: SiteId(to),
            surface,
            alts_m: vec![500.0; points.len()],
            modes: Vec::new(),
            line,
        }
    }

    /// A square with a detour: 0-1 direct, or over 2, or over 3.
    fn square() -> Network {
        let legs = [
            leg(0, 1, &[(0.0, 0.0), (1000.0, 0.0)], Surface::Trail),
            leg(0, 2, &[(0.0, 0.0), (500.0, 500.0)], Surface::Trail),
            leg(2, 1, &[(500.0, 500.0), (1000.0, 0.0)], Surface::Trail),
            leg(0, 3, &[(0.0, 0.0), (500.0, -700.0)], Surface::Road),
            leg(3, 1, &[(500.0, -700.0), (1000.0, 0.0)], Surface::Road),
        ];
        Network::new(4, legs.into_iter().collect())
    }

    #[test]
    fn nobody_is_quicker_than_straight_ahead_at_the_greatest_speed() {
        let network = square();
        for mode in [Mode::Foot, Mode::Mounted, Mode::Vehicle, Mode::Boat] {
            let top_mps = network.top_mps(mode);
            let mut reached = 0;
            for (_, leg) in network.legs.iter() {
                let ends = leg.line.points();
                let straight_m = ends[0].distance(ends[ends.len() - 1]);
                let time_s = network.time_s(leg.from, leg.to, mode);
                assert!(!time_s.is_finite() || time_s * top_mps >= straight_m - 1e-6);
                reached += u32::from(time_s.is_finite());
            }
            assert_eq!(top_mps > 0.0, reached > 0, "{}", mode.word());
        }
    }

    #[test]
    fn the_legs_near_a_place_are_among_those_whose_boxes_are() {
        let network = square();
        for (x, y) in [(0.0, 0.0), (500.0, 480.0), (500.0, -700.0), (5e6, 0.0)] {
            let p = Pos::new(x, y);
            for reach_m in [1.0, 250.0, 2_000.0] {
                let found: Vec<LegId> = network.legs_near(p, reach_m).map(|(id, _)| id).collect();
                for (id, leg) in network.legs.iter() {
                    let within = leg.line.foot(p).distance <= reach_m;
                    assert!(!within || found.contains(&id), "{id:?} at {p:?}");
                }
            }
        }
    }

    #[test]
    fn tobler_has_its_published_values() {
        for (degrees, kmh) in [(0.0_f64, 5.04), (5.0, 3.71), (10.0, 2.72), (20.0, 1.41)] {
            let got = 3.6 * tobler_mps(degrees.to_radians().tan());
            assert!((got - kmh).abs() < 0.01, "{degrees}°: {got}");
        }
    }

    #[test]
    fn routes_follow_the_mode() {
        let net = square();
        assert_eq!(
            net.route(SiteId(0), SiteId(1), Mode::Foot).unwrap().len(),
            1
        );
        let driven = net.route(SiteId(0), SiteId(1), Mode::Vehicle).unwrap();
        assert_eq!(
            driven.iter().map(|s| s.leg).collect::<Vec<_>>(),
            [LegId(3), LegId(4)]
        );
        assert!(net.route(SiteId(0), SiteId(2), Mode::Vehicle).is_none());
    }

    #[test]
    fn alternatives_differ() {
        let ways = square().alternatives(SiteId(0), SiteId(1), 3);
        assert_eq!(ways.len(), 3);
        assert!(ways[0].1 < ways[1].1 && ways[1].1 < ways[2].1);
    }

    #[test]
    fn a_graded_leg_takes_the_sum_over_its_pieces_there_and_back() {
        let mut up = leg(
            0,
            1,
            &[(0.0, 0.0), (1000.0, 0.0), (1600.0, 0.0)],
            Surface::Trail,
        );
        up.alts_m = vec![2400.0, 2600.0, 2540.0];
        let piece = |length: f64, slope: f64, alt_m: f64| {
            length / (tobler_mps(slope) * altitude_factor(alt_m))
        };
        let there = piece(1000.0, 0.2, 2500.0) + piece(600.0, -0.1, 2570.0);
        let back = piece(600.0, 0.1, 2570.0) + piece(1000.0, -0.2, 2500.0);
        assert!((up.time_s(Mode::Foot, false) - there).abs() < 1e-9);
        assert!((up.time_s(Mode::Foot, true) - back).abs() < 1e-9);
        assert!(up.time_s(Mode::Vehicle, false).is_infinite());
    }

    /// Regression: a wall of 3,000 m on 40 m took so long that ways over it never ended.
    #[test]
    fn a_wall_is_climbed_at_45_degrees_and_no_slower() {
        let mut wall = leg(0, 1, &[(0.0, 0.0), (40.0, 0.0)], Surface::Trail);
        wall.alts_m = vec![200.0, 3200.0];
        let seconds = 40.0 / (tobler_mps(1.0) * altitude_factor(1700.0));
        assert!((wall.time_s(Mode::Foot, false) - seconds).abs() < 1e-9);
    }

    #[test]
    fn a_closed_leg_is_gone_round() {
        let net = square();
        let open = net.time_s(SiteId(0), SiteId(1), Mode::Foot);
        let shut = net.with_closed([LegId(0)].into());
        assert_eq!(
            shut.route(SiteId(0), SiteId(1), Mode::Foot).unwrap().len(),
            2
        );
        assert!(shut.time_s(SiteId(0), SiteId(1), Mode::Foot) > open);
        let all = net.with_closed((0..5).map(LegId).collect());
        assert!(all.route(SiteId(0), SiteId(1), Mode::Foot).is_none());
    }
}
