//! A scenario with all that it refers to: doctrines, rules, profile, agreed values, sensors.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::diag::{Diagnostics, Severity, Span};
use crate::base::text;
use crate::conduct::RuleSet;
use crate::io::load::sure::sure;
use crate::io::load::{Found, Home, Loaded, Loader, PROFILE, RULES};
use crate::io::shipped;
use crate::notation::decode::Mended;
use crate::notation::kinds::At;
use crate::notation::syntax::{SIZE_MAX, quoted};
use crate::scenario::doctrine::Doctrine;
use crate::scenario::file::{IncludeFile, ScenarioFile};
use crate::scenario::inputs::Inputs;
use crate::score::metrics::{METRICS, metric};
use crate::score::profile::Profile;

/// The shipped sensor types.
const SENSORS: &str = "sensors/standard.ron";

impl Loader {
    /// Reads a scenario and all that it refers to; with any error, nothing.
    pub fn scenario(&mut self, path: &Path, doctrines: &[(String, String)]) -> Option<Loaded> {
        let found = self.scenario_text(path)?;
        self.resolve(found, doctrines)
    }

    /// Reads a scenario from a text; what it refers to is looked for among what is shipped.
    pub fn scenario_from(
        &mut self,
        name: &str,
        text: &str,
        doctrines: &[(String, String)],
    ) -> Option<Loaded> {
        let found = Found {
            name: name.to_owned(),
            text: text.to_owned(),
            home: Home::shipped(),
        };
        self.resolve(found, doctrines)
    }

    /// The file of a scenario: a `.ron` file, a folder with `scenario.ron`, or a shipped name.
    pub(super) fn scenario_text(&mut self, path: &Path) -> Option<Found> {
        let file = if path.is_dir() {
            path.join("scenario.ron")
        } else {
            path.to_owned()
        };
        if !file.exists() {
            let name = path.to_string_lossy().replace('\\', "/");
            let name = name.trim_end_matches('/').trim_start_matches("./");
            let short = name.strip_prefix("scenarios/").unwrap_or(name);
            let short = short.strip_suffix("/scenario.ron").unwrap_or(short);
            let inside = format!("{short}/scenario.ron");
            if let Some(text) = shipped::text(&inside) {
                return Some(Found {
                    name: inside,
                    text: text.to_owned(),
                    home: Home::shipped(),
                });
            }
            let known = shipped::scenarios();
            let near = text::did_you_mean(short, known.iter().map(String::as_str));
            let help = near.map_or_else(
                || {
                    format!(
                        "shipped scenarios are {}",
                        text::one_of(known.iter().map(String::as_str))
                    )
                },
                |n| format!("did you mean the shipped scenario `{n}`?"),
            );
            let shown = path.display().to_string();
            let message = format!(
                "`{shown}` is neither a file, nor a folder with `scenario.ron`, nor a shipped scenario"
            );
            self.fault("unreadable-file", &shown, message, &help);
            return None;
        }
        let text = self.disk(&file, SIZE_MAX as u64)?;
        Some(Found {
            name: file.display().to_string(),
            text,
            home: Home::of(&file),
        })
    }

    pub(super) fn resolve(
        &mut self,
        found: Found,
        doctrines: &[(String, String)],
    ) -> Option<Loaded> {
        let whole = self.whole(&found)?;
        let Some(file) = whole.file else {
            if let Some((file, mended)) = whole.mended {
                self.rest(file, &mended, doctrines);
            }
            return None;
        };
        let (inputs, judges) = self.complete(file, doctrines);
        if self.diags.has_errors() {
            if whole.understood {
                let lost = &whole.lost;
                self.names(&inputs, |slug| lost.is_empty() || sure(slug, lost));
            }
            return None;
        }
        let (rules, profile) = judges?;
        Some(Loaded {
            inputs,
            rules,
            profile,
            texts: whole.texts,
        })
    }

    /// What is wrong with the rest of a scenario of which something cannot be read.
    fn rest(&mut self, file: ScenarioFile, mended: &Mended, doctrines: &[(String, String)]) {
        let told = std::mem::take(&mut self.diags);
        let (inputs, _) = self.complete(file, doctrines);
        let found = std::mem::replace(&mut self.diags, told);
        self.adopt_placed(found, |_| true);
        // Whoever names something that cannot be read is not told that there is no such thing.
        self.names(&inputs, |slug| sure(slug, mended));
    }

    /// Takes over errors that have a place, of the kinds that are wanted.
    fn adopt_placed(&mut self, mut found: Diagnostics, wanted: impl Fn(&str) -> bool) {
        // Warnings are for whom all else is right.
        found.retain(|f| {
            f.severity == Severity::Error && f.span.file != Span::NOWHERE.file && wanted(f.slug)
        });
        self.diags.append(found);
    }

    /// The faults of names and of what hangs together, beside those that were found before.
    fn names(&mut self, inputs: &Inputs, wanted: impl Fn(&str) -> bool) {
        let mut inputs = inputs.clone();
        let Some(usual) = self.shipped_doctrine("notify") else {
            return;
        };
        for state in &inputs.scenario.states {
            let own = inputs.doctrines.entry(state.id.to_string());
            own.or_insert_with(|| usual.clone());
        }
        let mut found = Diagnostics::default();
        inputs.lower(&mut found);
        self.adopt_placed(found, wanted);
    }

    /// A scenario's file with all that it refers to, as far as that can be read.
    fn complete(
        &mut self,
        mut file: ScenarioFile,
        doctrines: &[(String, String)],
    ) -> (Inputs, Option<(RuleSet, Profile)>) {
        self.add_sensors(&mut file);
        let doctrines = self.doctrines(&mut file, doctrines);
        let rules = self.rules_of(&file);
        let profile = self.profile_of(&file);
        // The header names nothing that would have to be looked up again.
        file.include.clear();
        let inputs = Inputs {
            scenario: file,
            doctrines,
        };
        let (Some(mut rules), Some(mut profile)) = (rules, profile) else {
            return (inputs, None);
        };
        if let Some(path) = &inputs.scenario.values
            && let Some(found) = self.beside(path, "file of agreed values")
        {
            self.set_values(&found, &mut rules, &mut profile);
        }
        self.check_objectives(&inputs.scenario, &rules);
        (inputs, Some((rules, profile)))
    }

    /// Objectives name rules that there are, and metrics.
    fn check_objectives(&mut self, file: &ScenarioFile, rules: &RuleSet) {
        for named in file.objectives.iter().flat_map(|o| &o.metrics) {
            if metric(named.value.as_str()).is_none() {
                let known = METRICS.iter().map(|m| m.id);
                let message = format!("no metric `{}`", named.value);
                let help = match rules.rule(named.value.as_str()) {
                    Some(_) => format!(
                        "`{0}` is a rule: write `metrics: [\"M10\"], rules: [\"{0}\"]`",
                        named.value
                    ),
                    None => format!("the metrics are {}", text::one_of(known)),
                };
                self.diags
                    .error("unknown-metric", named.span, message, help);
            }
        }
        for named in file.objectives.iter().flat_map(|o| &o.rules) {
            if rules.rule(named.value.as_str()).is_none() {
                let known = rules.rules.iter().map(|r| r.id.value.as_str());
                let help = text::did_you_mean(named.value.as_str(), known.clone()).map_or_else(
                    || format!("there are {}", text::one_of(known)),
                    |near| format!("did you mean `{near}`?"),
                );
                let message = format!("no rule `{}`", named.value);
                self.diags.error("unknown-rule", named.span, message, help);
            }
        }
    }

    /// Adds the shipped sensor types that the scenario does not define itself.
    fn add_sensors(&mut self, file: &mut ScenarioFile) {
        let Some(found) = self.shipped_file(SENSORS) else {
            return;
        };
        let Some(standard) = self.parse::<IncludeFile>(&found) else {
            return;
        };
        for sensor in standard.sensors {
            if !file.sensors.iter().any(|s| s.id == sensor.id) {
                file.sensors.push(sensor);
            }
        }
    }

    fn doctrines(
        &mut self,
        file: &mut ScenarioFile,
        changed: &[(String, String)],
    ) -> BTreeMap<String, Doctrine> {
        for (state, _) in changed {
            if file.states.iter().all(|s| s.id.as_str() != state) {
                let known = file.states.iter().map(|s| s.id.as_str());
                let help = format!("the states are {}", text::one_of(known));
                let message = format!("no state `{state}` to give a doctrine");
                self.fault("unknown-state", "--doctrine", message, &help);
            }
        }
        let mut doctrines = BTreeMap::new();
        // A file that several states name is read once, and its faults are told once.
        let mut read: BTreeMap<(bool, u32, String), Option<Doctrine>> = BTreeMap::new();
        for state in &mut file.states {
            let named = changed.iter().rev().find(|(s, _)| s == state.id.as_str());
            if let Some((_, name)) = named {
                state.doctrine = At {
                    value: name.clone(),
                    span: state.id.span,
                };
            }
            let name = &state.doctrine;
            let key = (named.is_some(), name.span.file, name.value.clone());
            let doctrine = match read.get(&key) {
                Some(known) => known.clone(),
                None => {
                    let before = self.sources.count();
                    let found = match named {
                        Some(_) => self.doctrine_named(name),
                        None => self.doctrine(name),
                    };
                    if self.sources.count() > before {
                        read.insert(key, found.clone());
                    }
                    found
                }
            };
            if let Some(doctrine) = doctrine {
                doctrines.insert(state.id.to_string(), doctrine);
            }
        }
        doctrines
    }

    /// A doctrine that a person named: a shipped name, or a path from where they are.
    fn doctrine_named(&mut self, name: &At<String>) -> Option<Doctrine> {
        let path = Path::new(&name.value);
        let shipped = shipped::text(&format!("doctrines/{}.ron", name.value)).is_some();
        if shipped || !(path.is_file() || shipped::at_end_of(path).is_some()) {
            return self.doctrine(name);
        }
        let found = self.named(path)?;
        self.parse(&found)
    }

    /// A doctrine by its shipped name, or by a path from the file that names it.
    fn doctrine(&mut self, name: &At<String>) -> Option<Doctrine> {
        if let Some(found) = self.shipped_file(&format!("doctrines/{}.ron", name.value)) {
            return self.parse(&found);
        }
        if name.value.ends_with(".ron") {
            let found = self.beside(name, "doctrine")?;
            return self.parse(&found);
        }
        let known = shipped::files("doctrines");
        let known = || known.iter().map(String::as_str);
        let help = match text::did_you_mean(&name.value, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("shipped ones are {}", text::one_of(known())),
        };
        let message = format!("no doctrine `{}`", name.value);
        let fault = self
            .diags
            .error("unknown-doctrine", name.span, message, help);
        if let Some(meant) = text::surely_meant(&name.value, known()) {
            fault.fixed_by(name.span, quoted(meant));
        }
        None
    }

    fn rules_of(&mut self, file: &ScenarioFile) -> Option<RuleSet> {
        let found = match &file.conduct {
            Some(path) => self.beside(path, "rule file")?,
            None => self.shipped_file(RULES)?,
        };
        self.read_rules(&found)
    }

    fn profile_of(&mut self, file: &ScenarioFile) -> Option<Profile> {
        let found = match &file.profile {
            Some(path) => self.beside(path, "score profile")?,
            None => self.shipped_file(PROFILE)?,
        };
        self.parse(&found)
    }
}
