//! Who can reach whom: posts joined by command lines within a state and hotlines across borders.

use std::sync::OnceLock;

use petgraph::algo::astar;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;

use crate::base::geo::Pos;
use crate::base::id::Id;
use crate::base::num;
use crate::base::time::SimDuration;
use crate::scenario::file::SiteKind;
use crate::scenario::{Scenario, Site, SiteId, StateId};

/// What it takes to pass something on over a command line: an exercise assumption.
const RELAY: SimDuration = SimDuration::from_min(1);
/// What a hotline costs against a command line when a way is chosen.
const HOTLINE_COST: f64 = 10.0;

/// The graph of posts.
#[derive(Debug, Default)]
pub struct Talk {
    graph: UnGraph<SiteId, f64>,
    node: Vec<Option<NodeIndex>>,
    /// Ways that were asked for, by post and state.
    lines: Vec<OnceLock<Option<Line>>>,
    states: usize,
    /// By site, the net of masts that it belongs to.
    net: Vec<usize>,
    /// By net, its masts.
    masts: Vec<Vec<Mast>>,
}

/// Where a mast stands, and how high it is in metres.
#[derive(Debug)]
struct Mast {
    pos: Pos,
    height_m: f64,
}

/// The radio horizon between two antennas in metres: 4.12 km times the sum of the square roots of
/// their heights in metres.
pub fn horizon_m(a_m: f64, b_m: f64) -> f64 {
    4_120.0 * (num::sqrt(a_m) + num::sqrt(b_m))
}

/// How a message gets to a neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The neighbour's post at which it comes out.
    pub post: SiteId,
    /// What passing it on within states takes.
    pub relays: SimDuration,
}

impl Talk {
    /// The graph of a scenario's posts.
    pub fn new(scenario: &Scenario) -> Self {
        let net = nets(scenario);
        let mut masts: Vec<Vec<Mast>> = scenario.sites.iter().map(|_| Vec::new()).collect();
        for (id, site) in scenario.sites.iter().filter(|(_, site)| has_mast(site)) {
            masts[net[id.index()]].push(Mast {
                pos: site.pos,
                height_m: site.mast_m,
            });
        }
        let mut talk = Self {
            graph: UnGraph::default(),
            node: vec![None; scenario.sites.len()],
            lines: std::iter::repeat_with(OnceLock::new)
                .take(scenario.sites.len() * scenario.states.len())
                .collect(),
            states: scenario.states.len(),
            net,
            masts,
        };
        for (_, state) in scenario.states.iter() {
            for &post in &state.posts {
                talk.node[post.index()] = Some(talk.graph.add_node(post));
            }
        }
        for (_, state) in scenario.states.iter() {
            for (i, &a) in state.posts.iter().enumerate() {
                for &b in &state.posts[i + 1..] {
                    talk.join(a, b, 1.0);
                }
                for &b in &scenario.sites[a].hotline {
                    talk.join(a, b, HOTLINE_COST);
                }
            }
        }
        talk
    }

    fn join(&mut self, a: SiteId, b: SiteId, cost: f64) {
        if let (Some(a), Some(b)) = (self.node[a.index()], self.node[b.index()]) {
            self.graph.update_edge(a, b, cost);
        }
    }

    /// Whether a radio at a place, so high, reaches a post: directly, or over masts of its state.
    pub fn reaches(&self, s: &Scenario, at: Pos, antenna_m: f64, post: SiteId) -> bool {
        self.masts[self.net[post.index()]].iter().any(|mast| {
            let reach = s.radio_reach * horizon_m(antenna_m, mast.height_m);
            mast.pos.distance(at) <= reach
        })
    }

    /// The way from a post to a neighbouring state over one hotline; `None` if there is none.
    pub fn line(&self, scenario: &Scenario, from: SiteId, to: StateId) -> Option<Line> {
        *self.lines[from.index() * self.states + to.index()]
            .get_or_init(|| self.quickest(scenario, from, to))
    }

    fn quickest(&self, scenario: &Scenario, from: SiteId, to: StateId) -> Option<Line> {
        let start = self.node[from.index()]?;
        let own = scenario.sites[from].state?;
        let state_of = |n: NodeIndex| scenario.sites[self.graph[n]].state;
        // Only posts of the two states pass it on: no third state reads along.
        let between = petgraph::visit::NodeFiltered::from_fn(&self.graph, |n| {
            state_of(n) == Some(own) || state_of(n) == Some(to)
        });
        let (_, path) = astar(
            &between,
            start,
            |n| state_of(n) == Some(to),
            |e| *e.weight(),
            |_| 0.0,
        )?;
        let relays = path.len().saturating_sub(2) as f64;
        Some(Line {
            post: self.graph[*path.last()?],
            relays: RELAY.times(relays),
        })
    }
}

fn has_mast(site: &Site) -> bool {
    matches!(
        site.kind,
        SiteKind::Post | SiteKind::Relay | SiteKind::Headquarters
    ) && site.state.is_some()
}

/// Sites by the net of masts that they belong to: those of one state within each other's horizon,
/// and on from there.
fn nets(s: &Scenario) -> Vec<usize> {
    let mut nets = UnionFind::new(s.sites.len());
    let all: Vec<_> = s.sites.iter().filter(|(_, site)| has_mast(site)).collect();
    for (n, (a, x)) in all.iter().enumerate() {
        for (b, y) in &all[n + 1..] {
            let reach = s.radio_reach * horizon_m(x.mast_m, y.mast_m);
            if x.state == y.state && x.pos.distance(y.pos) <= reach {
                nets.union(a.index(), b.index());
            }
        }
    }
    nets.into_labeling()
}
