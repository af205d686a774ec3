//! What a monitor finds: obligations with their verdicts, and how many of each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::id::Name;
use crate::base::time::{SimDuration, SimTime};
use crate::choice;

choice! {
    /// What became of an obligation.
    pub enum Verdict {
        /// It was met.
        Satisfied = "satisfied",
        /// It was not.
        Violated = "violated",
        /// It was not, and there was a reason that the rule accepts.
        Excused = "excused",
        /// The log ends too early to tell.
        Pending = "pending",
    }
}

/// Something that a rule asked of somebody once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Obligation {
    /// The rule, as an index into the rule set's rules.
    pub rule: usize,
    /// How grave a departure is, from 1 to 4.
    pub severity: u8,
    /// What became of it.
    pub verdict: Verdict,
    /// The rule's `per` fields with the trigger's values.
    pub binding: BTreeMap<String, String>,
    /// When it arose; for what must not happen, when it happened.
    pub at: SimTime,
    /// Until when it could be met, if there was such a time.
    pub deadline: Option<SimTime>,
    /// Time left at the deadline when it was met: negative by how late, `None` if it never was.
    pub slack: Option<SimDuration>,
    /// The fact that would have met it; none for what must not happen.
    pub wanted: Option<Name>,
    /// The rows that prove it: first the trigger, then what answered it.
    pub evidence: Vec<u64>,
}

/// How many obligations of a rule ended how. All zero: the rule was not exercised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Met.
    pub satisfied: u64,
    /// Not met.
    pub violated: u64,
    /// Not met, with a reason that the rule accepts.
    pub excused: u64,
    /// Undecided at the end of the log.
    pub pending: u64,
}

impl Counts {
    /// All of them together.
    pub fn total(&self) -> u64 {
        self.satisfied + self.violated + self.excused + self.pending
    }

    /// Counts one more.
    pub fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Satisfied => self.satisfied += 1,
            Verdict::Violated => self.violated += 1,
            Verdict::Excused => self.excused += 1,
            Verdict::Pending => self.pending += 1,
        }
    }
}

/// What a log says under a rule set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// The obligations, in order of time, then of rule, then of evidence.
    pub obligations: Vec<Obligation>,
    counts: Vec<Counts>,
}

impl Judgement {
    /// How the obligations of a rule ended, those that were only counted included.
    pub fn counts(&self, rule: usize) -> Counts {
        self.counts.get(rule).copied().unwrap_or_default()
    }
}

/// An opening of a scope whose end decides whether its obligations count: (watch, opening).
pub(super) type Hold = (usize, u64);

/// An obligation on its way to the ledger.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub obligation: Obligation,
    pub hold: Option<Hold>,
}

/// Obligations as they are decided.
#[derive(Debug)]
pub(super) struct Ledger {
    entries: Vec<Draft>,
    counts: Vec<Counts>,
    /// Whether satisfied obligations are only counted.
    pub count_satisfied: bool,
}

impl Ledger {
    pub fn new(rules: usize) -> Self {
        Self {
            entries: Vec::new(),
            counts: vec![Counts::default(); rules],
            count_satisfied: false,
        }
    }

    /// Enters an obligation with its verdict.
    pub fn enter(&mut self, mut draft: Draft, verdict: Verdict) {
        draft.obligation.verdict = verdict;
        if self.count_satisfied && verdict == Verdict::Satisfied && draft.hold.is_none() {
            self.counts[draft.obligation.rule].add(verdict);
        } else {
            self.entries.push(draft);
        }
    }

    /// The judgement, when these openings of scopes were still undecided.
    pub fn finish(self, undecided: &BTreeSet<Hold>) -> Judgement {
        let mut counts = self.counts;
        let mut obligations = Vec::with_capacity(self.entries.len());
        for Draft {
            mut obligation,
            hold,
        } in self.entries
        {
            if hold.is_some_and(|h| undecided.contains(&h)) {
                obligation.verdict = Verdict::Pending;
            }
            counts[obligation.rule].add(obligation.verdict);
            if !(self.count_satisfied && obligation.verdict == Verdict::Satisfied) {
                obligations.push(obligation);
            }
        }
        obligations.sort_by(|a: &Obligation, b| {
            (a.at, a.rule, &a.evidence, a.deadline).cmp(&(b.at, b.rule, &b.evidence, b.deadline))
        });
        Judgement {
            obligations,
            counts,
        }
    }
}
