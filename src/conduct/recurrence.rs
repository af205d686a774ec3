//! Something that must happen again and again: series of occurrences, and the gaps between them.

use std::collections::BTreeMap;

use crate::base::time::{SimDuration, SimTime};
use crate::conduct::ledger::{Hold, Ledger, Verdict};
use crate::conduct::machine::Common;
use crate::conduct::scope::{Opening, Window};
use crate::journal::fact::Fact;
use crate::journal::matcher::Key;
use crate::journal::matcher::Matcher;

/// A recurrence at work.
#[derive(Debug)]
pub(super) struct Recurring {
    of: Matcher,
    until: Option<Matcher>,
    every: SimDuration,
    series: BTreeMap<(u64, Key), Series>,
}

/// One series: since when nothing occurs, or how many occurrences are under way.
#[derive(Clone, Debug)]
struct Series {
    gap_from: SimTime,
    since_row: Option<u64>,
    under_way: u32,
}

impl Recurring {
    pub fn new(of: Matcher, until: Option<Matcher>, every: SimDuration) -> Self {
        Self {
            of,
            until,
            every,
            series: BTreeMap::new(),
        }
    }

    pub fn facts(&self) -> Vec<&str> {
        std::iter::once(&self.of)
            .chain(&self.until)
            .map(Matcher::fact)
            .collect()
    }

    /// A scope opened: if it binds something, its series begins with a gap.
    pub fn open(&mut self, n: u64, opening: &Opening) {
        if Window::binds(opening) || opening.key.is_empty() {
            let series = Series {
                gap_from: opening.at,
                since_row: opening.row,
                under_way: 0,
            };
            self.series.insert((n, opening.key.clone()), series);
        }
    }

    /// A fact within a scope.
    #[allow(clippy::too_many_arguments)] // the fact, its place, and where findings go
    pub fn see(
        &mut self,
        n: u64,
        key: &Key,
        fact: &dyn Fact,
        opening: Option<&Opening>,
        common: &Common,
        hold: Option<Hold>,
        ledger: &mut Ledger,
    ) {
        let (begins, ends) = (
            self.of.fits(fact),
            self.until.as_ref().is_some_and(|u| u.fits(fact)),
        );
        if !begins && !ends {
            return;
        }
        let Some(opening) = opening else { return };
        let bound = if Window::binds(opening) {
            opening.key.clone()
        } else {
            key.clone()
        };
        let start = Series {
            gap_from: opening.at,
            since_row: opening.row,
            under_way: 0,
        };
        let series = self.series.entry((n, bound.clone())).or_insert(start);
        if begins {
            if series.under_way == 0 {
                gap(
                    self.every,
                    series,
                    fact.at(),
                    Some(fact.row()),
                    true,
                    &bound,
                    common,
                    hold,
                    ledger,
                );
            }
            if self.until.is_some() {
                series.under_way += 1;
            } else {
                series.gap_from = fact.at();
                series.since_row = Some(fact.row());
            }
        } else if series.under_way > 0 {
            series.under_way -= 1;
            series.gap_from = fact.at();
            series.since_row = Some(fact.row());
        }
    }

    /// A scope ended: the last gap of each of its series is bounded by that.
    #[allow(clippy::too_many_arguments)] // the end, and where findings go
    pub fn close(
        &mut self,
        n: u64,
        opening: &Opening,
        at: SimTime,
        ended: bool,
        common: &Common,
        hold: Option<Hold>,
        ledger: &mut Ledger,
    ) {
        let _ = opening;
        let keys: Vec<(u64, Key)> = self
            .series
            .keys()
            .filter(|(m, _)| *m == n)
            .cloned()
            .collect();
        for key in keys {
            if let Some(series) = self.series.remove(&key)
                && series.under_way == 0
            {
                gap(
                    self.every, &series, at, None, ended, &key.1, common, hold, ledger,
                );
            }
        }
    }
}

/// Enters one gap.
#[allow(clippy::too_many_arguments)] // a gap and where it goes
fn gap(
    every: SimDuration,
    series: &Series,
    until: SimTime,
    row: Option<u64>,
    ended: bool,
    key: &Key,
    common: &Common,
    hold: Option<Hold>,
    ledger: &mut Ledger,
) {
    let deadline = series.gap_from + every;
    let rows = series.since_row.into_iter().chain(row).collect();
    let mut draft = common.draft(key, series.gap_from, Some(deadline), rows, hold);
    draft.obligation.slack = Some(deadline - until);
    let verdict = if until > deadline {
        Verdict::Violated
    } else if ended {
        Verdict::Satisfied
    } else {
        Verdict::Pending
    };
    ledger.enter(draft, verdict);
}
