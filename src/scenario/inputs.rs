//! All that a run and its judgement take, as plain data: what a journal's header holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::diag::Diagnostics;
use crate::scenario::Scenario;
use crate::scenario::doctrine::Doctrine;
use crate::scenario::file::ScenarioFile;
use crate::scenario::lower;

/// A scenario with everything it includes and the doctrine of each state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    /// The scenario file, with its included lists added and nothing left to look up.
    pub scenario: ScenarioFile,
    /// The doctrine of each state.
    pub doctrines: BTreeMap<String, Doctrine>,
}

impl Inputs {
    /// Resolves names and checks everything.
    pub fn lower(&self, diags: &mut Diagnostics) -> Option<Scenario> {
        lower::lower(self, diags)
    }
}
