//! Checking a file of any kind: what it is shows by the fields that it has.

use std::collections::BTreeSet;
use std::path::Path;

use crate::conduct::Quantity;
use crate::conduct::values::AgreedValues;
use crate::io::load::tree::is_map;
use crate::io::load::{Found, Loader};
use crate::notation::decode::{Decode, Decoder};
use crate::notation::token::{Kind, Token, tokens};
use crate::notation::{place, syntax};
use crate::order;
use crate::scenario::check::out_of_reach;
use crate::scenario::doctrine::Doctrine;
use crate::scenario::file::IncludeFile;
use crate::score::profile::Profile;

/// Reads a file that was added to the sources.
type Reader = fn(&mut Loader, u32);

/// Kinds of files beside scenarios, each with a field that no other has.
const KINDS: [(&str, Reader); 5] = [
    ("rules", |l, file| {
        crate::conduct::RuleSet::read(&l.sources, file, &mut l.diags);
    }),
    ("orders", |l, file| {
        order::file::read(&l.sources, file, &mut l.diags);
    }),
    ("border", |l, file| l.read_as::<Doctrine>(file)),
    ("rating", |l, file| l.read_as::<Profile>(file)),
    ("values", |l, file| l.read_as::<AgreedValues>(file)),
];
/// Fields of which a whole scenario or a variant has at least one.
const WHOLE: [&str; 4] = ["variant_of", "start", "duration", "origin"];

impl Loader {
    /// Checks a file, and what it names: a scenario, a part of one, rules, orders, a doctrine, a
    /// score profile, agreed values.
    pub fn check(&mut self, path: &Path) {
        if is_map(path) {
            self.map(path);
        } else {
            self.check_ron(path);
        }
        place::narrow(&self.sources, &mut self.diags);
    }

    fn check_ron(&mut self, path: &Path) {
        let Some(found) = self.scenario_text(path) else {
            return;
        };
        let fields = fields_of(&found.text);
        let has = |name: &str| fields.contains(name);
        if WHOLE.iter().all(|f| !has(f)) {
            if let Some((_, read)) = KINDS.iter().find(|(field, _)| has(field)) {
                let file = self.add(&found);
                read(self, file);
                return;
            }
            let parts = <IncludeFile as crate::notation::record::Described>::fields();
            if parts.iter().any(|p| p.name != "format" && has(p.name)) {
                self.check_part(&found);
                return;
            }
        }
        self.check_scenario(found);
    }

    fn check_scenario(&mut self, found: Found) {
        let Some(loaded) = self.resolve(found, &[]) else {
            return;
        };
        let Some(scenario) = loaded.inputs.lower(&mut self.diags) else {
            return;
        };
        let of = |name: &str| match loaded.rules.values.get(name)?.value.value {
            Quantity::Duration(d) => Some(d),
            Quantity::Number(_) => None,
        };
        if let Some(revisit) = of("revisit") {
            let undefined = of("revisit_undefined").unwrap_or(revisit);
            let file = &loaded.inputs.scenario;
            out_of_reach(file, &scenario, revisit, undefined, &mut self.diags);
        }
    }

    fn read_as<T: Decode>(&mut self, file: u32) {
        let diags = &mut self.diags;
        if let Some(tree) = syntax::tree_of(&self.sources, file, diags) {
            T::decode(&tree, &mut Decoder::new(file, diags));
        }
    }
}

/// The names of the fields of a file's value, by its tokens.
fn fields_of(text: &str) -> BTreeSet<&str> {
    let mut depth = 0_usize;
    let mut out = BTreeSet::new();
    let mut before = "";
    for token in tokens(text).into_iter().filter(Token::counts) {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Colon if depth == 1 && !before.is_empty() => {
                out.insert(before);
            }
            _ => {}
        }
        before = match token.kind {
            Kind::Word => &text[token.range],
            _ => "",
        };
    }
    out
}
