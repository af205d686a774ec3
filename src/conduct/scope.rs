//! When a rule holds: openings of its scope, one for each binding of the opening fact.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::time::SimTime;
use crate::conduct::RuleSet;
use crate::conduct::kept::Kept;
use crate::conduct::pattern::Scope;
use crate::journal::fact::Fact;
use crate::journal::matcher::Matcher;
use crate::journal::matcher::{Key, key_of};

/// A scope made ready.
#[derive(Debug)]
pub(super) struct Window {
    kind: Kind,
    openings: BTreeMap<u64, Opening>,
    /// Bindings for which a scope that happens once is over.
    spent: BTreeSet<Key>,
    /// For `Before`: whether its end has come.
    over: bool,
    count: u64,
}

#[derive(Debug)]
enum Kind {
    Globally,
    Before(Matcher),
    After(Matcher),
    Between(Matcher, Matcher),
    While(Matcher, Matcher),
}

/// A scope that is open.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    /// The binding of the fact that opened it; `None` for fields it lacks.
    pub key: Key,
    /// When.
    pub at: SimTime,
    /// The row of that fact; none for a scope that was open from the start.
    pub row: Option<u64>,
    /// What its end may refer to.
    kept: Option<Kept>,
}

/// What a fact did to a scope.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// An opening of this number began.
    pub opened: Option<u64>,
    /// These ended.
    pub closed: Vec<(u64, Opening)>,
}

impl Window {
    pub fn new(scope: &Scope, rules: &RuleSet) -> Result<Self, String> {
        let ready = |f| Matcher::new(f, &|x| rules.amount(x));
        let kind = match scope {
            Scope::Globally => Kind::Globally,
            Scope::Before(f) => Kind::Before(ready(f)?),
            Scope::After(f) => Kind::After(ready(f)?),
            Scope::Between(a, b) => Kind::Between(ready(a)?, ready(b)?),
            Scope::While(i) => Kind::While(ready(&i.open)?, ready(&i.close)?),
        };
        Ok(Self {
            kind,
            openings: BTreeMap::new(),
            spent: BTreeSet::new(),
            over: false,
            count: 0,
        })
    }

    /// The facts it hears of.
    pub fn facts(&self) -> Vec<&str> {
        match &self.kind {
            Kind::Globally => vec![],
            Kind::Before(f) | Kind::After(f) => vec![f.fact()],
            Kind::Between(a, b) | Kind::While(a, b) => vec![a.fact(), b.fact()],
        }
    }

    /// Whether its end decides if what happened in it counts.
    pub fn holds_back(&self) -> bool {
        matches!(self.kind, Kind::Before(_) | Kind::Between(..))
    }

    /// A scope that holds from the first fact on is opened there.
    pub fn begin(&mut self, at: SimTime, fields: usize) -> Option<u64> {
        let from_start = matches!(self.kind, Kind::Globally | Kind::Before(_));
        if !from_start || self.count > 0 {
            return None;
        }
        Some(self.open(Opening {
            key: vec![None; fields],
            at,
            row: None,
            kept: None,
        }))
    }

    fn open(&mut self, opening: Opening) -> u64 {
        self.count += 1;
        self.openings.insert(self.count, opening);
        self.count
    }

    /// What a fact does to the scope.
    pub fn see(&mut self, fact: &dyn Fact, per: &[String], status_fits: bool) -> Change {
        let mut change = Change::default();
        let closes: Vec<u64> = match &self.kind {
            Kind::Before(end) if end.fits(fact) => {
                self.over = true;
                self.openings.keys().copied().collect()
            }
            Kind::Between(_, end) | Kind::While(_, end) if end.fits(fact) => {
                let key = key_of(fact, per.iter());
                self.openings
                    .iter()
                    .filter(|(_, o)| agrees(&o.key, &key))
                    .filter(|(_, o)| o.kept.as_ref().is_none_or(|k| end.relates(fact, k)))
                    .map(|(n, _)| *n)
                    .collect()
            }
            _ => Vec::new(),
        };
        for n in closes {
            if let Some(opening) = self.openings.remove(&n) {
                if matches!(self.kind, Kind::Between(..)) {
                    self.spent.insert(opening.key.clone());
                }
                change.closed.push((n, opening));
            }
        }
        let kept_fields = match &self.kind {
            Kind::Between(_, end) | Kind::While(_, end) => end.trigger_fields(),
            _ => BTreeSet::new(),
        };
        let opens = match &self.kind {
            Kind::After(open) | Kind::Between(open, _) | Kind::While(open, _) => open.fits(fact),
            _ => false,
        };
        if opens && status_fits {
            let key = key_of(fact, per.iter());
            let again = self.openings.values().any(|o| o.key == key) || self.spent.contains(&key);
            if !again {
                let kept = Some(Kept::of(fact, &kept_fields));
                let row = Some(fact.row());
                change.opened = Some(self.open(Opening {
                    key,
                    at: fact.at(),
                    row,
                    kept,
                }));
            }
        }
        change
    }

    /// The opening in which a fact with these values lies.
    pub fn around(&self, key: &Key) -> Option<u64> {
        self.openings
            .iter()
            .find(|(_, o)| agrees(&o.key, key))
            .map(|(n, _)| *n)
    }

    /// An opening by its number.
    pub fn opening(&self, n: u64) -> Option<&Opening> {
        self.openings.get(&n)
    }

    /// The openings that are still open.
    pub fn still_open(&self) -> Vec<(u64, Opening)> {
        self.openings.iter().map(|(n, o)| (*n, o.clone())).collect()
    }

    /// Whether an opening binds anything by itself.
    pub fn binds(opening: &Opening) -> bool {
        opening.key.iter().any(Option::is_some)
    }
}

/// Whether two bindings agree in the fields that both have.
pub(super) fn agrees(a: &Key, b: &Key) -> bool {
    a.iter()
        .zip(b)
        .all(|(a, b)| a.is_none() || b.is_none() || a == b)
}
