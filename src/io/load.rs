//! From paths to values: scenarios with what they include, rules, profiles, doctrines, orders,
//! journals.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::diag::{Diagnostics, Sources, Span};
use crate::base::text;
use crate::conduct::values::AgreedValues;
use crate::conduct::{RuleSet, Stranger};
use crate::io::{injects, shipped};
use crate::journal::{FORMAT, Header, Journal, lines};
use crate::notation::decode::Decode;
use crate::notation::kinds::At;
use crate::notation::syntax::{self, SIZE_MAX};
use crate::order::{self, Order};
use crate::scenario::doctrine::Doctrine;
use crate::scenario::file::{IncludeFile, InjectFile, ScenarioFile};
use crate::scenario::inputs::Inputs;
use crate::score::metrics::{METRICS, metric};
use crate::score::profile::Profile;

/// The rule file that holds if a scenario names none.
const RULES: &str = "conduct/line_of_conduct.ron";
/// The score profile that holds if a scenario names none.
const PROFILE: &str = "profiles/standard.ron";
/// The shipped sensor types.
const SENSORS: &str = "sensors/standard.ron";
/// Journals up to this size are read, in bytes.
const JOURNAL_MAX: u64 = 2 << 30;

/// Reads files and remembers their texts and all faults.
#[derive(Default)]
pub struct Loader {
    /// The files that were read.
    pub sources: Sources,
    /// The faults.
    pub diags: Diagnostics,
}

/// A scenario with all that it refers to.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What a run takes.
    pub inputs: Inputs,
    /// What judges it.
    pub rules: RuleSet,
    /// What scores it.
    pub profile: Profile,
    /// The texts of the scenario and of what it includes, by file name.
    pub texts: Vec<(String, String)>,
}

impl Loaded {
    /// The header of a journal of this scenario.
    pub fn header(&self, seed: u64, luck_seed: u64) -> Header {
        Header {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            seed,
            luck_seed,
            inputs: Arc::new(serde_json::json!({
                "scenario": self.inputs.scenario,
                "doctrines": self.inputs.doctrines,
                "rules": self.rules.without_examples(),
                "profile": self.profile,
            })),
        }
    }
}

/// A text that was found: on disk or shipped.
struct Found {
    name: String,
    text: String,
    /// The folder that relative paths start from; none inside the program.
    base: Option<PathBuf>,
}

impl Loader {
    /// A fault without a place in any text.
    pub fn fault(&mut self, slug: &'static str, name: &str, message: String, help: &str) {
        let file = self.sources.add(name, "");
        self.diags.error(
            slug,
            Span {
                file,
                start: 0,
                end: 0,
            },
            message,
            help,
        );
    }

    /// Reads a file of at most so many bytes as text.
    fn disk(&mut self, path: &Path, most: u64) -> Option<String> {
        let name = path.display().to_string();
        let result = std::fs::metadata(path).and_then(|m| {
            if m.len() > most {
                Ok(Err(m.len()))
            } else {
                std::fs::read(path).map(Ok)
            }
        });
        match result {
            Err(e) => {
                let reason = match e.kind() {
                    std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                    _ => e.to_string(),
                };
                let message = format!("`{name}` cannot be read: {reason}");
                self.fault(
                    "unreadable-file",
                    &name,
                    message,
                    "check the path; `joint-patrol list` names what is shipped",
                );
                None
            }
            Ok(Err(size)) => {
                let message = format!("`{name}` has {size} bytes; at most {most} are read");
                self.fault("file-too-large", &name, message, "split it with `include`");
                None
            }
            Ok(Ok(bytes)) => String::from_utf8(bytes).ok().or_else(|| {
                let message = format!("`{name}` is not UTF-8 text");
                self.fault("not-utf8", &name, message, "save it as UTF-8");
                None
            }),
        }
    }

    /// The file of a scenario: a `.ron` file, a folder with `scenario.ron`, or a shipped name.
    fn scenario_text(&mut self, path: &Path) -> Option<Found> {
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
                    name: inside.clone(),
                    text: text.to_owned(),
                    base: None,
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
        let base = file.parent().map(Path::to_owned);
        Some(Found {
            name: file.display().to_string(),
            text,
            base,
        })
    }

    /// A file that another refers to: beside it on disk, else shipped.
    fn beside(&mut self, from: &Found, path: &str, what: &str, span: Span) -> Option<Found> {
        let wanted = Path::new(path);
        if let Some(base) = &from.base {
            let file = base.join(wanted);
            if file.is_file() {
                let text = self.disk(&file, SIZE_MAX as u64)?;
                let base = file.parent().map(Path::to_owned);
                return Some(Found {
                    name: file.display().to_string(),
                    text,
                    base,
                });
            }
        }
        if let Some((name, text)) = shipped::at_end_of(wanted) {
            return Some(Found {
                name: name.clone(),
                text: text.to_owned(),
                base: None,
            });
        }
        let message = format!("the {what} `{path}` cannot be found");
        self.diags.error(
            "missing-file",
            span,
            message,
            "the path is relative to this file; or name a shipped one (`joint-patrol list`)",
        );
        None
    }

    fn parse<T: Decode>(&mut self, found: &Found) -> Option<T> {
        let file = self.sources.add(&found.name, &found.text);
        syntax::read(&self.sources, file, &mut self.diags)
    }

    fn shipped_file(&mut self, name: &str) -> Option<Found> {
        let text = shipped::text(name)?.to_owned();
        Some(Found {
            name: name.to_owned(),
            text,
            base: None,
        })
    }

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
            base: None,
        };
        self.resolve(found, doctrines)
    }

    fn resolve(&mut self, found: Found, doctrines: &[(String, String)]) -> Option<Loaded> {
        let mut texts = vec![("scenario.ron".to_owned(), found.text.clone())];
        let mut file: ScenarioFile = self.parse(&found)?;
        let mut seen = BTreeSet::from([found.name.clone()]);
        let includes = file.include.clone();
        self.includes(&mut file, &found, includes, &mut seen, &mut texts);
        self.add_sensors(&mut file);
        let doctrines = self.doctrines(&mut file, &found, doctrines);
        let rules = self.rules_of(&file, &found);
        let profile = self.profile_of(&file, &found);
        // The header names nothing that would have to be looked up again.
        file.include.clear();
        let inputs = Inputs {
            scenario: file,
            doctrines,
        };
        let (mut rules, mut profile) = (rules?, profile?);
        if let Some(path) = &inputs.scenario.values
            && let Some(found) = self.beside(&found, path, "file of agreed values", path.span)
        {
            self.set_values(&found, &mut rules, &mut profile);
        }
        self.check_objectives(&inputs.scenario, &rules);
        (!self.diags.has_errors()).then_some(Loaded {
            inputs,
            rules,
            profile,
            texts,
        })
    }

    /// Objectives name rules that there are, and metrics.
    fn check_objectives(&mut self, file: &ScenarioFile, rules: &RuleSet) {
        for named in file.objectives.iter().flat_map(|o| &o.metrics) {
            if metric(named.value.as_str()).is_none() {
                let known = METRICS.iter().map(|m| m.id);
                let message = format!("no metric `{}`", named.value);
                let help = format!("the metrics are {}", text::one_of(known));
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

    fn includes(
        &mut self,
        file: &mut ScenarioFile,
        from: &Found,
        paths: Vec<At<String>>,
        seen: &mut BTreeSet<String>,
        texts: &mut Vec<(String, String)>,
    ) {
        for path in paths {
            let Some(found) = self.beside(from, &path, "included file", path.span) else {
                continue;
            };
            if !seen.insert(found.name.clone()) {
                let message = format!("`{}` is included twice, or includes itself", path.value);
                self.diags
                    .error("include-cycle", path.span, message, "remove one of the two");
                continue;
            }
            texts.push((path.value.clone(), found.text.clone()));
            if let Some(part) = self.parse::<IncludeFile>(&found) {
                let further = part.include.clone();
                file.absorb(part);
                self.includes(file, &found, further, seen, texts);
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
        from: &Found,
        changed: &[(String, String)],
    ) -> BTreeMap<String, Doctrine> {
        for (state, doctrine) in changed {
            match file.states.iter_mut().find(|s| s.id.as_str() == state) {
                Some(found) => {
                    found.doctrine = At {
                        value: doctrine.clone(),
                        span: found.id.span,
                    }
                }
                None => {
                    let known = file.states.iter().map(|s| s.id.as_str());
                    let help = format!("the states are {}", text::one_of(known));
                    let message = format!("no state `{state}` to give a doctrine");
                    self.fault("unknown-state", "--doctrine", message, &help);
                }
            }
        }
        let mut doctrines = BTreeMap::new();
        for state in &file.states {
            if let Some(doctrine) = self.doctrine(from, &state.doctrine) {
                doctrines.insert(state.id.to_string(), doctrine);
            }
        }
        doctrines
    }

    /// A doctrine by its shipped name, by a file beside the scenario, or by a path.
    fn doctrine(&mut self, from: &Found, name: &At<String>) -> Option<Doctrine> {
        let here = Path::new(&name.value);
        if let Some(found) = self.shipped_file(&format!("doctrines/{}.ron", name.value)) {
            return self.parse(&found);
        }
        if from.base.as_ref().is_none_or(|b| !b.join(here).is_file()) && here.is_file() {
            let text = self.disk(here, SIZE_MAX as u64)?;
            let found = Found {
                name: name.value.clone(),
                text,
                base: None,
            };
            return self.parse(&found);
        }
        let path = if name.value.ends_with(".ron") {
            name.value.clone()
        } else {
            let known = shipped::files("doctrines");
            let near = text::did_you_mean(&name.value, known.iter().map(String::as_str));
            let help = near.map_or_else(
                || {
                    format!(
                        "shipped ones are {}",
                        text::one_of(known.iter().map(String::as_str))
                    )
                },
                |n| format!("did you mean `{n}`?"),
            );
            self.diags.error(
                "unknown-doctrine",
                name.span,
                format!("no doctrine `{}`", name.value),
                help,
            );
            return None;
        };
        let found = self.beside(from, &path, "doctrine", name.span)?;
        self.parse(&found)
    }

    fn rules_of(&mut self, file: &ScenarioFile, from: &Found) -> Option<RuleSet> {
        let found = match &file.conduct {
            Some(path) => self.beside(from, path, "rule file", path.span)?,
            None => self.shipped_file(RULES)?,
        };
        self.read_rules(&found)
    }

    fn profile_of(&mut self, file: &ScenarioFile, from: &Found) -> Option<Profile> {
        let found = match &file.profile {
            Some(path) => self.beside(from, path, "score profile", path.span)?,
            None => self.shipped_file(PROFILE)?,
        };
        self.parse(&found)
    }

    fn read_rules(&mut self, found: &Found) -> Option<RuleSet> {
        let file = self.sources.add(&found.name, &found.text);
        RuleSet::read(&self.sources, file, &mut self.diags)
    }

    /// A file that the user named: on disk, else shipped.
    fn named(&mut self, path: &Path) -> Option<Found> {
        if !path.exists()
            && let Some((name, text)) = shipped::at_end_of(path)
        {
            return Some(Found {
                name: name.clone(),
                text: text.to_owned(),
                base: None,
            });
        }
        let text = self.disk(path, SIZE_MAX as u64)?;
        Some(Found {
            name: path.display().to_string(),
            text,
            base: None,
        })
    }

    /// Reads a rule file.
    pub fn rules(&mut self, path: &Path) -> Option<RuleSet> {
        let found = self.named(path)?;
        self.read_rules(&found)
    }

    /// Reads a rule file for a log that may have words of its own.
    pub fn foreign_rules(&mut self, path: &Path) -> Option<(RuleSet, Vec<Stranger>)> {
        let found = self.named(path)?;
        let file = self.sources.add(&found.name, &found.text);
        RuleSet::read_foreign(&self.sources, file, &mut self.diags)
    }

    /// Reads agreed values and sets them in rules and profile. Every name must stand in one of the
    /// two, with the same kind of value.
    pub fn agree(&mut self, path: &Path, rules: &mut RuleSet, profile: &mut Profile) -> Option<()> {
        let found = self.named(path)?;
        self.set_values(&found, rules, profile)
    }

    fn set_values(
        &mut self,
        found: &Found,
        rules: &mut RuleSet,
        profile: &mut Profile,
    ) -> Option<()> {
        let agreed: AgreedValues = self.parse(found)?;
        // A sheet made for the shipped rules serves other rules, too.
        let shipped = self.shipped_rules().map(|r| r.values);
        let elsewhere = shipped.into_iter().flatten().map(|(name, _)| name);
        let elsewhere = elsewhere
            .chain(self.shipped_profile()?.values.into_keys())
            .collect();
        let (rules, profile) = (&mut rules.values, &mut profile.values);
        let set = agreed.set(rules, profile, &elsewhere, &mut self.diags);
        set.then_some(())
    }

    /// Reads a score profile.
    pub fn profile(&mut self, path: &Path) -> Option<Profile> {
        let found = self.named(path)?;
        self.parse(&found)
    }

    /// Reads injects from a spreadsheet; they take the place of a scenario's own.
    pub fn injects(&mut self, path: &Path) -> Option<Vec<InjectFile>> {
        let text = self.disk(path, SIZE_MAX as u64)?;
        let name = path.display().to_string();
        let file = self.sources.add(name, text);
        injects::read(&self.sources, file, &mut self.diags)
    }

    /// Reads orders.
    pub fn orders(&mut self, path: &Path) -> Option<Vec<Order>> {
        let text = self.disk(path, SIZE_MAX as u64)?;
        let file = self.sources.add(path.display().to_string(), text);
        order::file::read(&self.sources, file, &mut self.diags)
    }

    /// Reads a journal: a file, or the folder of a run.
    pub fn journal(&mut self, path: &Path) -> Option<Journal> {
        let mut file = path.to_owned();
        if path.is_dir() {
            file = path.join("journal.jsonl");
            if !file.exists() && path.join("journal.jsonl.part").exists() {
                file = path.join("journal.jsonl.part");
            }
        }
        let text = self.disk(&file, JOURNAL_MAX)?;
        let number = self.sources.add(file.display().to_string(), text);
        lines::read(&self.sources, number, &mut self.diags)
    }
}

impl Loader {
    /// A shipped doctrine.
    pub fn shipped_doctrine(&mut self, name: &str) -> Option<Doctrine> {
        let found = self.shipped_file(&format!("doctrines/{name}.ron"))?;
        self.parse(&found)
    }

    /// The shipped score profile.
    pub fn shipped_profile(&mut self) -> Option<Profile> {
        let found = self.shipped_file(PROFILE)?;
        self.parse(&found)
    }

    /// The shipped rules.
    pub fn shipped_rules(&mut self) -> Option<RuleSet> {
        let found = self.shipped_file(RULES)?;
        self.read_rules(&found)
    }
}

/// The runs that a path names: itself, or the runs in the folder, in order of name.
pub fn runs_in(path: &Path) -> Vec<PathBuf> {
    let is_run = |p: &Path| {
        p.is_file() || p.join("journal.jsonl").exists() || p.join("journal.jsonl.part").exists()
    };
    if is_run(path) {
        return vec![path.to_owned()];
    }
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    let mut runs: Vec<PathBuf> = inside
        .map(|entry| entry.path())
        .filter(|p| p.is_dir() && is_run(p))
        .collect();
    runs.sort();
    runs
}
