//! What goes on paper before an exercise: the overview, each side's brief, exercise control's
//! injects, the evaluators' forms, the participants' questionnaire.
//!
//! Each page is made from what its readers may know. A side's brief is made in [`brief`] and
//! [`map`], which look at nothing but that side's forces, its sections and the rules.

mod brief;
mod control;
mod forms;
mod map;

use std::collections::BTreeSet;

use askama::Template;

use crate::base::time::{Calendar, SimTime};
use crate::conduct::RuleSet;
use crate::report::policy;
use crate::report::words::{Words, text};
use crate::scenario::border::Section;
use crate::scenario::file::InjectFile;
use crate::scenario::sheet;
use crate::scenario::{Scenario, StateId};

const STYLE: &str = include_str!("assets/kit.css");
/// Statements of the questionnaire.
const STATEMENTS: usize = 8;
/// Open questions of the questionnaire.
const QUESTIONS: usize = 3;

/// What a kit is made from.
#[derive(Clone, Copy)]
pub struct Kit<'k> {
    /// The scenario.
    pub scenario: &'k Scenario,
    /// The rules that hold in it.
    pub rules: &'k RuleSet,
    /// Its injects as they are written.
    pub injects: &'k [InjectFile],
    /// The words of its pages.
    pub words: &'k Words,
    /// Whether only neutral names of states are shown.
    pub neutral: bool,
}

/// A file of a kit.
pub struct Paper {
    /// Its path within the kit's folder, parts separated by `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// All files of a kit.
pub fn papers(kit: &Kit<'_>) -> Vec<Paper> {
    let mut out = vec![
        paper("overview.html", overview(kit)),
        paper("feedback.html", feedback(kit)),
        paper("controllers/injects.html", control::list(kit)),
        paper("controllers/cards.html", control::cards(kit)),
        paper("controllers/injects.csv", sheet::csv(kit.injects)),
    ];
    let states = kit.scenario.states.iter();
    let (ids, names): (Vec<StateId>, Vec<&str>) = states
        .map(|(id, s)| {
            (
                id,
                if kit.neutral {
                    s.neutral.as_str()
                } else {
                    s.name.as_str()
                },
            )
        })
        .unzip();
    for (id, name) in ids.into_iter().zip(file_names(&names)) {
        out.push(paper(
            &format!("players/{name}.html"),
            brief::brief(kit, id),
        ));
    }
    let objectives = &kit.scenario.objectives;
    let names: Vec<String> = objectives
        .iter()
        .map(|o| kit.words.names.show(o.name.as_str()))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for (o, name) in objectives.iter().zip(file_names(&names)) {
        out.push(paper(
            &format!("evaluators/{name}.html"),
            forms::form(kit, o),
        ));
    }
    out
}

fn paper(path: &str, text: String) -> Paper {
    Paper {
        path: path.to_owned(),
        text,
    }
}

/// Names of files from ids: letters, digits, `-` and `_` only, no two alike on any system.
fn file_names(ids: &[&str]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut name_of = |id: &&str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let plain: String = id.chars().map(|c| if fits(c) { c } else { '-' }).collect();
        let plain = if plain.is_empty() {
            "-".to_owned()
        } else {
            plain
        };
        let mut name = plain.clone();
        let mut n = 1;
        while !taken.insert(name.to_lowercase()) {
            n += 1;
            name = format!("{plain}-{n}");
        }
        name
    };
    ids.iter().map(&mut name_of).collect()
}

/// What all pages have: for whom, what, in which style.
struct Head {
    policy: String,
    style: String,
    /// What kind of page it is, for its style.
    class: &'static str,
    title: String,
    exercise: String,
    /// Who may read it.
    readers: String,
}

impl Head {
    fn new(kit: &Kit<'_>, class: &'static str, title: String, readers: String) -> Self {
        Self::styled(kit, class, title, readers, "")
    }

    /// With a style of its own after the common one.
    fn styled(
        kit: &Kit<'_>,
        class: &'static str,
        title: String,
        readers: String,
        more: &str,
    ) -> Self {
        let style = format!("{STYLE}{more}");
        Self {
            policy: policy::of(&[&style], &[]),
            style,
            class,
            title,
            exercise: kit.words.authored(&kit.scenario.title),
            readers,
        }
    }
}

/// A rule in short.
struct RuleLine {
    id: String,
    title: String,
    statement: String,
}

/// A rule in the language of the page.
fn rule_line(w: &Words, rule: &crate::conduct::Rule) -> RuleLine {
    let id = rule.id.value.as_str();
    let key = format!("rule-{id}");
    RuleLine {
        id: w.names.show(id),
        title: w.rule(id, &rule.title),
        statement: w.of_english(&key, Some("statement"), &rule.statement),
    }
}

/// When the exercise begins and ends.
fn times(kit: &Kit<'_>) -> Vec<(String, String)> {
    let (w, s) = (kit.words, kit.scenario);
    let at = |t: SimTime| {
        let said = [
            ("date", text(date(w, &s.calendar, t))),
            ("moment", text(w.moment(t))),
        ];
        w.f("kit-moment", &said)
    };
    vec![
        (w.t("kit-startex"), at(SimTime::START)),
        (w.t("kit-endex"), at(s.end())),
        (w.t("kit-duration"), w.length(s.duration)),
    ]
}

/// The calendar date of an instant, as the language writes it.
pub(super) fn date(w: &Words, calendar: &Calendar, at: SimTime) -> String {
    let local = calendar.epoch_ms + i64::from(calendar.offset_s) * 1000 + at.0;
    let Ok(instant) = jiff::Timestamp::from_millisecond(local) else {
        return String::new();
    };
    let day = jiff::tz::Offset::UTC.to_datetime(instant).date();
    let two = |n: i8| text(format!("{n:02}"));
    let said = [
        ("year", text(day.year().to_string())),
        ("month", two(day.month())),
        ("day", two(day.day())),
    ];
    w.f("kit-date", &said)
}

/// The two states of a section.
fn between(w: &Words, s: &Scenario, section: &Section) -> String {
    let state = |id| w.names.state(s.states[id].name.as_str());
    format!("{}–{}", state(section.between.0), state(section.between.1))
}

/// A section in the overview.
struct SectionRow {
    name: String,
    between: String,
    status: String,
    joint: String,
}

#[derive(Template)]
#[template(path = "kit/overview.html")]
struct Overview<'p> {
    w: &'p Words,
    head: Head,
    summary: String,
    times: Vec<(String, String)>,
    services: Vec<(String, String)>,
    sections: Vec<SectionRow>,
    objectives: Vec<String>,
    rules_title: String,
    rules: Vec<RuleLine>,
}

fn overview(kit: &Kit<'_>) -> String {
    let (w, s) = (kit.words, kit.scenario);
    let yes = |is: bool| w.word(if is { "yes" } else { "no" });
    let sections = s.sections.iter().map(|(_, x)| SectionRow {
        name: w.names.show(x.name.as_str()),
        between: between(w, s, x),
        status: w.t(&format!("status-{}", x.status.word())),
        joint: yes(x.joint),
    });
    let page = Overview {
        w,
        head: Head::new(kit, "overview", w.t("kit-overview"), w.t("kit-for-all")),
        summary: w.authored(&s.summary),
        times: times(kit),
        services: services(kit),
        sections: sections.collect(),
        objectives: s.objectives.iter().map(|o| w.authored(&o.text)).collect(),
        rules_title: w.of_english("rules-line_of_conduct", None, &kit.rules.title),
        rules: kit.rules.rules.iter().map(|r| rule_line(w, r)).collect(),
    };
    // A template that compiles writes into a string without fault.
    page.render().unwrap_or_default()
}

/// The services, each with its short name and its full one.
fn services(kit: &Kit<'_>) -> Vec<(String, String)> {
    let names = &kit.words.names;
    let states = kit.scenario.states.iter();
    states
        .map(|(_, s)| {
            (
                names.state(s.name.as_str()),
                names.state_in_full(s.name.as_str()),
            )
        })
        .collect()
}

#[derive(Template)]
#[template(path = "kit/feedback.html")]
struct Feedback<'p> {
    w: &'p Words,
    head: Head,
    services: Vec<(String, String)>,
    statements: Vec<String>,
    questions: Vec<String>,
}

fn feedback(kit: &Kit<'_>) -> String {
    let w = kit.words;
    let page = Feedback {
        w,
        head: Head::new(
            kit,
            "feedback",
            w.t("kit-feedback"),
            w.t("kit-for-participants"),
        ),
        services: services(kit),
        statements: (1..=STATEMENTS)
            .map(|i| w.t(&format!("kit-statement-{i}")))
            .collect(),
        questions: (1..=QUESTIONS)
            .map(|i| w.t(&format!("kit-question-{i}")))
            .collect(),
    };
    page.render().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::file_names;

    #[test]
    fn names_of_files_are_safe_and_unique() {
        let ids = ["a/b", "a.b", "A-B", "задача", "", "../x", "ok_1"];
        let names = file_names(&ids);
        let wanted = ["a-b", "a-b-2", "A-B-3", "------", "-", "---x", "ok_1"];
        assert_eq!(names, wanted);
    }
}
