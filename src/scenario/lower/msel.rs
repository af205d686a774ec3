//! Objectives and injects.

use crate::base::text;
use crate::journal::condition::{Amount, FactPattern};
use crate::journal::event::Event;
use crate::journal::matcher::Matcher;
use crate::scenario::file::{EffectFile, InjectFile, WhenFile};
use crate::scenario::lower::Lowering;
use crate::scenario::{Effect, Inject, Objective};

impl Lowering<'_> {
    pub(super) fn objectives(&mut self) -> Vec<Objective> {
        let mut objectives: Vec<Objective> = self
            .file
            .objectives
            .iter()
            .map(|o| Objective {
                name: o.id.value.clone(),
                text: o.text.clone(),
                metrics: o.metrics.iter().map(|m| m.value.clone()).collect(),
                rules: o.rules.iter().map(|r| r.value.clone()).collect(),
                target: o.target.0,
            })
            .collect();
        objectives.sort_by(|a, b| a.name.cmp(&b.name));
        objectives
    }

    pub(super) fn inject(&mut self, file: &InjectFile) -> Option<Inject> {
        let effect = match &file.what {
            EffectFile::Outage {
                channel,
                lasting,
                state,
            } => {
                let state = match state {
                    Some(name) => Some(self.states.find(name, self.diags)?),
                    None => None,
                };
                Some(Effect::Outage {
                    channel: channel.value,
                    lasting: *lasting,
                    state,
                })
            }
            EffectFile::FalseContact { at, state } => {
                let (at, state) = (
                    self.sites.find(at, self.diags),
                    self.states.find(state, self.diags),
                );
                at.zip(state)
                    .map(|(at, state)| Effect::FalseContact { at, state })
            }
            EffectFile::Incident { id } => self
                .hazards
                .find(id, self.diags)
                .map(|hazard| Effect::Incident { hazard }),
            EffectFile::Media { text, states } => {
                let found: Vec<_> = states
                    .iter()
                    .map(|name| self.states.find(name, self.diags))
                    .collect();
                let found: Option<Vec<_>> = found.into_iter().collect();
                found.map(|states| Effect::Media {
                    text: text.clone(),
                    states,
                })
            }
            EffectFile::Message { text } => Some(Effect::Message { text: text.clone() }),
        };
        let objective = match &file.objective {
            Some(name) => {
                self.objectives.find(name, self.diags)?;
                Some(name.value.clone())
            }
            None => None,
        };
        Some(Inject {
            name: file.id.value.clone(),
            at: match &file.at {
                WhenFile::Time(at) => Some(at.value),
                WhenFile::When { .. } | WhenFile::ByHand => None,
            },
            when: match &file.at {
                WhenFile::When { fact, after } => Some((self.watched(fact)?, *after)),
                _ => None,
            },
            controller: file.controller.clone(),
            to: file.to.clone(),
            method: file.method.clone(),
            effect: effect?,
            objective,
            expected: file.expected.clone(),
        })
    }

    /// A fact that an inject waits for.
    fn watched(&mut self, pattern: &FactPattern) -> Option<Matcher> {
        let rows = Event::catalogue();
        let kinds = rows.iter().map(|row| row.kind);
        if rows.iter().all(|row| row.kind != pattern.fact.value) {
            let help = match text::did_you_mean(&pattern.fact, kinds) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the kinds are listed in docs/journal.md".to_owned(),
            };
            let message = format!("no fact `{}`", pattern.fact.value);
            self.diags
                .error("unknown-fact", pattern.fact.span, message, help);
            return None;
        }
        let amounts = |amount: &Amount| match amount {
            Amount::Fixed(x) => Ok(*x),
            Amount::Named(name) => Err(format!("an inject has no value `{name}`")),
        };
        match Matcher::new(pattern, &amounts) {
            Ok(matcher) => Some(matcher),
            Err(message) => {
                let help = "write the number itself";
                self.diags
                    .error("unknown-value", pattern.fact.span, message, help);
                None
            }
        }
    }
}
