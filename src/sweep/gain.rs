//! Co-ordination gain: the same seeds with nothing across the line, and with everything; where on
//! that span did this run fall? It is measured in what came of it, not in points: nobody gains by
//! calling for the sake of calls. Where no message can matter it is exactly nothing.

use serde::Serialize;

use crate::base::num;
use crate::scenario::doctrine::Doctrine;
use crate::scenario::inputs::Inputs;
use crate::score::Scorecard;
use crate::score::outcomes::Outcomes;

/// One figure on the span.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GainFigure {
    /// What it is.
    pub name: &'static str,
    /// With nothing across the line.
    pub isolated: f64,
    /// In this run.
    pub run: f64,
    /// Without lapses and delays.
    pub ideal: f64,
    /// What co-ordination brought: this run minus the isolated one.
    pub gain: f64,
    /// That as a share of the whole span; none where the ideal is no better than nothing.
    pub share: Option<f64>,
}

/// What co-ordination was worth in a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gain {
    /// Each figure; of all of them more is better.
    pub figures: Vec<GainFigure>,
}

type Measure = fn(&Outcomes) -> f64;

const FIGURES: [(&str, Measure); 4] = [
    ("unlawful groups dealt with", |o| o.handled as f64),
    ("citizens' hours kept", |o| {
        o.civilian_hours_planned - o.civilian_hours_lost
    }),
    ("incidents resolved", |o| o.incidents_resolved as f64),
    ("people saved", |o| f64::from(o.people_saved)),
];

/// The same inputs with nothing across the line: each side keeps what it does by itself.
pub fn isolated(inputs: &Inputs, isolated: &Doctrine) -> Inputs {
    let mut alone = inputs.clone();
    for doctrine in alone.doctrines.values_mut() {
        doctrine.border = isolated.border.clone();
    }
    alone
}

/// The same inputs with the ideal doctrine on every side.
pub fn ideal(inputs: &Inputs, ideal: &Doctrine) -> Inputs {
    let mut best = inputs.clone();
    for doctrine in best.doctrines.values_mut() {
        *doctrine = ideal.clone();
    }
    best
}

/// Where a run falls on the span.
pub fn gain(run: &Scorecard, isolated: &Scorecard, ideal: &Scorecard) -> Gain {
    let figure = |&(name, of): &(&'static str, Measure)| {
        let (low, here, high) = (
            of(&isolated.outcomes),
            of(&run.outcomes),
            of(&ideal.outcomes),
        );
        let (gain, span) = (num::cents(here - low), num::cents(high - low));
        GainFigure {
            name,
            isolated: num::cents(low),
            run: num::cents(here),
            ideal: num::cents(high),
            gain,
            share: (span > 0.0).then(|| num::four_decimals(gain / span)),
        }
    };
    Gain {
        figures: FIGURES.iter().map(figure).collect(),
    }
}
