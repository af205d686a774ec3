//! What rules keep of facts: the values that an answer is compared with.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::time::SimTime;
use crate::journal::condition::Literal;
use crate::journal::fact::{Fact, FieldValue};

/// Some fields of a fact, kept for later.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    at: SimTime,
    row: u64,
    fields: BTreeMap<String, Literal>,
}

impl Kept {
    /// Keeps these fields of a fact.
    pub fn of(fact: &dyn Fact, fields: &BTreeSet<String>) -> Self {
        let values = fields
            .iter()
            .filter_map(|f| Some((f.clone(), fact.get(f)?.into())))
            .collect();
        Self {
            at: fact.at(),
            row: fact.row(),
            fields: values,
        }
    }
}

impl Fact for Kept {
    fn name(&self) -> &str {
        ""
    }

    fn at(&self) -> SimTime {
        self.at
    }

    fn row(&self) -> u64 {
        self.row
    }

    fn get(&self, field: &str) -> Option<FieldValue<'_>> {
        self.fields.get(field).map(Literal::as_value)
    }
}
