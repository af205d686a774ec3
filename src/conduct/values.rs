//! Agreed values: all the assumptions in one file, that the delegations fill in together.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::Diagnostics;
use crate::base::text;
use crate::conduct::{Quantity, Value};
use crate::notation::kinds::Int;
use crate::record;

record! {
    /// A file of agreed values. They take the place of those that stand in rules and score profile.
    pub struct AgreedValues {
        /// Version of the file format: 1.
        pub format: Int<1, 1>,
        /// What to call it: who agreed, and when.
        pub title: String = String::new(),
        /// The values, by the names that rules and profile use.
        pub values: BTreeMap<String, Value>,
    }
}

impl AgreedValues {
    /// Puts the values in the places of those of the same names. Tells every name that stands in
    /// neither and is not known elsewhere, and every value of another kind; then nothing counts as
    /// set.
    pub fn set(
        &self,
        rules: &mut BTreeMap<String, Value>,
        profile: &mut BTreeMap<String, Value>,
        elsewhere: &BTreeSet<String>,
        diags: &mut Diagnostics,
    ) -> bool {
        let mut sound = true;
        for (name, value) in &self.values {
            let places = [rules.get_mut(name), profile.get_mut(name)];
            let mut found = false;
            for place in places.into_iter().flatten() {
                found = true;
                sound &= same_kind(name, place, value, diags);
                *place = value.clone();
            }
            if !found && !elsewhere.contains(name) {
                let known: Vec<&str> = rules
                    .keys()
                    .chain(profile.keys())
                    .map(String::as_str)
                    .collect();
                let near = text::did_you_mean(name, known.iter().copied());
                let help = near.map_or_else(
                    || format!("there are {}", text::one_of(known.iter().copied())),
                    |n| format!("did you mean `{n}`?"),
                );
                let message = format!("neither the rules nor the profile have a value `{name}`");
                diags
                    .error("unknown-value", value.value.span, message, help)
                    .in_field("^");
                sound = false;
            }
        }
        sound
    }
}

fn same_kind(name: &str, old: &Value, new: &Value, diags: &mut Diagnostics) -> bool {
    let (kind, help) = match (old.value.value, new.value.value) {
        (Quantity::Duration(_), Quantity::Number(_)) => ("a duration", "\"10min\""),
        (Quantity::Number(_), Quantity::Duration(_)) => ("a number", "300, without a unit"),
        _ => return true,
    };
    let message = format!("`{name}` is {kind}");
    let help = format!("write for example {help}");
    diags.error("wrong-value", new.value.span, message, help);
    false
}
