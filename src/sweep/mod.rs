//! Many runs of one exercise: over seeds, under other doctrines, with other plans of patrols.

pub mod compare;
pub mod gain;
pub mod luck;
pub mod measure;
pub mod par;
pub mod stats;

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::base::diag::Diagnostics;
use crate::conduct::RuleSet;
use crate::journal::Header;
use crate::order::Order;
use crate::scenario::Scenario;
use crate::scenario::inputs::Inputs;
use crate::score::profile::Profile;
use crate::score::{self, Scorecard};
use crate::sim::{self, Seeds};

/// An exercise that can be run again and again.
#[derive(Clone)]
pub struct Exercise {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The header of its journals, of any seed.
    pub header: Header,
    /// The orders that are given in it.
    pub orders: Vec<Order>,
    /// What judges it.
    pub rules: Arc<RuleSet>,
    /// What scores it.
    pub profile: Arc<Profile>,
}

/// Everything of an exercise but the scenario, which may change from run to run.
#[derive(Clone)]
pub struct Plan {
    /// The header of the journals, of any seed.
    pub header: Header,
    /// The orders that are given.
    pub orders: Vec<Order>,
    /// What judges it.
    pub rules: Arc<RuleSet>,
    /// What scores it.
    pub profile: Arc<Profile>,
}

impl Plan {
    /// The exercise with these inputs. The error says why they are not sound.
    pub fn exercise(&self, inputs: &Inputs) -> Result<Exercise, String> {
        let mut diags = Diagnostics::default();
        let scenario = inputs.lower(&mut diags).ok_or_else(|| {
            let first = diags.sorted().first().map(|d| d.message.clone());
            let first = first.unwrap_or_default();
            format!("a plan to compare with is not sound: {first}")
        })?;
        Ok(Exercise {
            scenario: Arc::new(scenario),
            header: self.header.clone(),
            orders: self.orders.clone(),
            rules: Arc::clone(&self.rules),
            profile: Arc::clone(&self.profile),
        })
    }
}

impl Exercise {
    /// Runs it once and scores it.
    pub fn scored(&self, seeds: Seeds) -> Result<Scorecard, String> {
        let header = self.header.with_seeds(seeds.world, seeds.luck);
        let journal = sim::journal(&self.scenario, header, seeds, &self.orders);
        score::score(&journal, &self.scenario, &self.rules, &self.profile)
    }

    /// Runs it with each of these seeds, several at a time; the results stand in the same order.
    pub fn scored_all(&self, seeds: &[Seeds]) -> Result<Vec<Scorecard>, String> {
        seeds
            .to_vec()
            .into_par_iter()
            .map(|s| self.scored(s))
            .collect()
    }
}
