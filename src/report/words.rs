//! All text of reports, in catalogues: one folder a language below `locales/`, in Fluent.
//!
//! A language is a folder: adding one needs no change of code. What a catalogue lacks is shown in
//! English.

use std::borrow::Cow;
use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

use crate::base::time::{Calendar, SimDuration, SimTime};
use crate::report::names::{Names, Neutral};
use crate::scenario::Scenario;

static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/locales");
/// Texts of shipped files: titles of rules, and what scenarios' authors wrote.
const SHIPPED: [&str; 2] = ["rules-", "text-"];
/// The language that every text has.
pub const ENGLISH: &str = "en";

/// The languages there are.
pub fn languages() -> Vec<String> {
    let names = LOCALES.dirs().filter_map(|d| d.path().to_str());
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort();
    names
}

/// The texts of one language, for one scenario.
pub struct Words {
    /// The language's code.
    pub lang: String,
    /// What things are called.
    pub names: Names,
    own: FluentBundle<FluentResource>,
    english: FluentBundle<FluentResource>,
    /// Texts of shipped files, by their English, with their ids.
    shipped: BTreeMap<String, String>,
    calendar: Calendar,
    mark: String,
}

/// A value in a text.
pub type Arg<'a> = (&'a str, FluentValue<'a>);

/// A text as a value.
pub fn text<'a>(value: impl Into<Cow<'a, str>>) -> FluentValue<'a> {
    FluentValue::String(value.into())
}

/// A count as a value, by which words take their form.
pub fn count(value: usize) -> FluentValue<'static> {
    FluentValue::from(value as f64)
}

impl Words {
    /// The texts of a language for a scenario. The error names the languages there are.
    pub fn of(lang: &str, scenario: &Scenario, neutral: bool) -> Result<Self, String> {
        if !languages().iter().any(|l| l == lang) {
            let known = languages().join(", ");
            return Err(format!("there is no language `{lang}`: {known}"));
        }
        let mut words = Self {
            lang: lang.to_owned(),
            names: Names::default(),
            own: bundle(lang)?,
            english: bundle(ENGLISH)?,
            shipped: BTreeMap::new(),
            calendar: scenario.calendar,
            mark: ".".to_owned(),
        };
        words.shipped = words.shipped_texts();
        words.mark = words.t("decimal-mark");
        let named = |name: &str| words.of_english(&format!("neutral-{name}"), None, name);
        let full = |id: &str, name: &str| words.of_english(&format!("state-{id}"), None, name);
        let also = |id: &str| words.also(id);
        words.names = match neutral {
            true => Names::of(
                scenario,
                &full,
                Some(Neutral {
                    name: &named,
                    also: &also,
                }),
            ),
            false => Names::of(scenario, &full, None),
        };
        Ok(words)
    }

    /// Words besides its id and name that tell which state is meant, in this language and English.
    fn also(&self, state: &str) -> Vec<String> {
        let id = format!("also-{state}");
        let lists = [&self.own, &self.english].map(|b| lookup(b, &id, None, &[]));
        let words = lists.iter().flatten().flat_map(|list| list.split(", "));
        words.map(str::to_owned).collect()
    }

    /// A text.
    pub fn t(&self, id: &str) -> String {
        self.f(id, &[])
    }

    /// A text with values.
    pub fn f(&self, id: &str, args: &[Arg<'_>]) -> String {
        self.find(id, None, args).unwrap_or_else(|| id.to_owned())
    }

    /// A text beside another: its meaning, its reason.
    pub fn beside(&self, id: &str, attribute: &str) -> String {
        let found = self.find(id, Some(attribute), &[]);
        found.unwrap_or_default()
    }

    /// The heading of a part of a page.
    pub fn nav(&self, part: &str) -> String {
        self.t(&format!("nav-{part}"))
    }

    /// A text with a count, by which words take their form.
    pub fn n(&self, id: &str, n: impl std::borrow::Borrow<usize>) -> String {
        self.f(id, &[("n", count(*n.borrow()))])
    }

    /// A text that stands in a file in English, in this language if the catalogues know it just so.
    pub fn of_english(&self, id: &str, attribute: Option<&str>, english: &str) -> String {
        let known = lookup(&self.english, id, attribute, &[]);
        let same = known.is_some_and(|k| k == english);
        let own = same
            .then(|| lookup(&self.own, id, attribute, &[]))
            .flatten();
        own.unwrap_or_else(|| self.names.show(english))
    }

    fn shipped_texts(&self) -> BTreeMap<String, String> {
        let ids = message_ids(ENGLISH).into_iter();
        let of_files = ids.filter(|id| SHIPPED.iter().any(|p| id.starts_with(p)));
        let known = of_files.filter_map(|id| Some((lookup(&self.english, &id, None, &[])?, id)));
        known.collect()
    }

    /// A text that a scenario's author wrote: of a shipped file in this language, or as it stands.
    pub fn authored(&self, text: &str) -> String {
        let known = self.shipped.get(text);
        let own = known.and_then(|id| lookup(&self.own, id, None, &[]));
        own.map_or_else(|| self.names.show(text), |t| self.names.show(&t))
    }

    /// A word of the journal, such as `not_found`.
    pub fn word(&self, word: &str) -> String {
        let id = format!("word-{word}");
        let plain = id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let found = plain.then(|| self.find(&id, None, &[])).flatten();
        found.unwrap_or_else(|| self.names.show(&word.replace('_', " ")))
    }

    /// Whether a catalogue has a text, in this language or in English.
    pub fn has(&self, id: &str) -> bool {
        self.own.has_message(id) || self.english.has_message(id)
    }

    /// All texts of this language whose id begins so, without values, by the rest of the id.
    pub fn beginning(&self, prefix: &str) -> Vec<(String, String)> {
        let ids = message_ids(ENGLISH);
        let ours = ids.iter().filter_map(|id| id.strip_prefix(prefix));
        ours.map(|rest| (rest.to_owned(), self.t(&format!("{prefix}{rest}"))))
            .collect()
    }

    fn find(&self, id: &str, attribute: Option<&str>, args: &[Arg<'_>]) -> Option<String> {
        lookup(&self.own, id, attribute, args)
            .or_else(|| lookup(&self.english, id, attribute, args))
    }

    /// A number with so many digits after the mark.
    pub fn num(&self, x: f64, digits: usize) -> String {
        let plain = format!("{x:.digits$}");
        let plain = match plain.trim_start_matches(['-', '0', '.']).is_empty() {
            true => plain.trim_start_matches('-').to_owned(),
            false => plain,
        };
        plain.replace('.', &self.mark)
    }

    /// A number, or a dash where there is none.
    pub fn maybe(&self, x: Option<f64>, digits: usize) -> String {
        x.map_or_else(|| "–".to_owned(), |x| self.num(x, digits))
    }

    /// A value with its unit.
    pub fn measure(&self, x: f64, unit: &str) -> String {
        let (digits, id) = match unit {
            "0-1" => (2, "unit-ratio"),
            "%" => (1, "unit-percent"),
            "min" => (1, "unit-min"),
            "h" => (1, "unit-h"),
            "km" => (1, "unit-km"),
            "/1000 km" => (1, "unit-per-1000-km"),
            _ => (1, "unit-none"),
        };
        let unit = self.t(id);
        let number = self.num(x, digits);
        if unit.is_empty() {
            number
        } else {
            format!("{number} {unit}")
        }
    }

    /// A length of time.
    pub fn length(&self, d: SimDuration) -> String {
        let s = (d.0.abs() + 500) / 1000;
        let arg = |x: i64| text(x.to_string());
        match s {
            0..60 => self.f("length-s", &[("s", arg(s))]),
            60..3600 => self.f("length-min", &[("min", arg((s + 30) / 60))]),
            _ => {
                let min = (s + 30) / 60;
                if min % 60 == 0 {
                    return self.f("length-hours", &[("h", arg(min / 60))]);
                }
                self.f("length-h", &[("h", arg(min / 60)), ("min", arg(min % 60))])
            }
        }
    }

    /// A distance.
    pub fn distance(&self, m: f64) -> String {
        match m.abs() < 1000.0 {
            true => self.f("distance-m", &[("m", text(self.num(m, 0)))]),
            false => self.f("distance-km", &[("km", text(self.num(m / 1000.0, 1)))]),
        }
    }

    /// An instant: which day of the exercise, and the time of day.
    pub fn moment(&self, at: SimTime) -> String {
        self.calendar.moment(at)
    }
}

fn bundle(lang: &str) -> Result<FluentBundle<FluentResource>, String> {
    let id: LanguageIdentifier = lang
        .parse()
        .map_err(|_| format!("`{lang}` is not the code of a language"))?;
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Names are cleaned of what steers direction before they come here.
    bundle.set_use_isolating(false);
    for (name, source) in sources(lang) {
        let resource = FluentResource::try_new(source.to_owned())
            .map_err(|(_, faults)| format!("the catalogue `{name}` is broken: {faults:?}"))?;
        bundle
            .add_resource(resource)
            .map_err(|faults| format!("the catalogue `{name}` repeats a text: {faults:?}"))?;
    }
    Ok(bundle)
}

/// The catalogues of a language, by file name.
fn sources(lang: &str) -> Vec<(String, &'static str)> {
    let files = LOCALES
        .get_dir(lang)
        .map(|d| d.files())
        .into_iter()
        .flatten();
    let mut out: Vec<(String, &'static str)> = files
        .filter(|f| f.path().extension().is_some_and(|e| e == "ftl"))
        .filter_map(|f| Some((f.path().display().to_string(), f.contents_utf8()?)))
        .collect();
    out.sort();
    out
}

/// The ids of all texts of a language, attributes after a point.
pub fn text_ids(lang: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (_, source) in sources(lang) {
        let mut message = "";
        for line in source.lines() {
            if let Some((id, _)) = line.split_once(" =") {
                let inner = id.trim_start();
                if inner == id && id.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    message = id;
                    out.push(id.to_owned());
                } else if let Some(attribute) = inner.strip_prefix('.') {
                    out.push(format!("{message}.{attribute}"));
                }
            }
        }
    }
    out.sort();
    out
}

fn message_ids(lang: &str) -> Vec<String> {
    let mut ids = text_ids(lang);
    ids.retain(|id| !id.contains('.'));
    ids
}

fn lookup(
    bundle: &FluentBundle<FluentResource>,
    id: &str,
    attribute: Option<&str>,
    args: &[Arg<'_>],
) -> Option<String> {
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        None => message.value()?,
        Some(name) => message.get_attribute(name)?.value(),
    };
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        values.set(*name, value.clone());
    }
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&values), &mut faults);
    Some(text.into_owned())
}
