//! Objectives and injects.

use crate::base::diag::Span;
use crate::base::text;
use crate::journal::condition::{Amount, Condition, FactPattern, Field};
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
        let row = rows.iter().find(|row| row.kind == pattern.fact.value)?;
        let known: Vec<&str> = row.fields.iter().map(|f| f.name).chain(ENVELOPE).collect();
        let mut wrong = Vec::new();
        pattern
            .conditions
            .iter()
            .for_each(|c| fields_of(c, &mut wrong));
        wrong.retain(|f| !known.contains(&f.value.as_str()));
        for field in &wrong {
            let offered = || known.iter().copied();
            let help = match text::did_you_mean(&field.value, offered()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has {}", text::one_of(offered())),
            };
            let message = format!("`{}` has no field `{}`", row.kind, field.value);
            self.diags
                .error("unknown-fact-field", field.span, message, help);
        }
        if !wrong.is_empty() {
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
                let span = pattern.conditions.iter().find_map(named_amount);
                let span = span.unwrap_or(pattern.fact.span);
                self.diags.error("unknown-value", span, message, help);
                None
            }
        }
    }
}

/// Fields that every entry has.
const ENVELOPE: [&str; 2] = ["actor", "subject"];

/// The fields that a condition looks at.
fn fields_of(condition: &Condition, out: &mut Vec<Field>) {
    match condition {
        Condition::Eq(f, _)
        | Condition::Ne(f, _)
        | Condition::AtMost(f, _)
        | Condition::AtLeast(f, _)
        | Condition::Below(f, _)
        | Condition::Above(f, _)
        | Condition::In(f, _)
        | Condition::Has(f)
        | Condition::Same(f, _)
        | Condition::Other(f, _) => out.push(f.clone()),
        Condition::All(list) | Condition::Any(list) => {
            list.iter().for_each(|c| fields_of(c, out));
        }
        Condition::Not(inner) => fields_of(inner, out),
    }
}

/// The place of an amount that is given by name, which only rules can have.
fn named_amount(condition: &Condition) -> Option<Span> {
    match condition {
        Condition::AtMost(_, x)
        | Condition::AtLeast(_, x)
        | Condition::Below(_, x)
        | Condition::Above(_, x) => matches!(x.value, Amount::Named(_)).then_some(x.span),
        Condition::All(list) | Condition::Any(list) => list.iter().find_map(named_amount),
        Condition::Not(inner) => named_amount(inner),
        _ => None,
    }
}
