//! What states, units and sites are called on a page; and text of others, made harmless.

use std::collections::BTreeMap;

use crate::base::id::Name;
use crate::scenario::Scenario;

/// What things are called: by their ids and names, or with neutral names of states.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// What each state is called for short.
    short: BTreeMap<Name, String>,
    /// What each state is called in full.
    full: BTreeMap<Name, String>,
    /// Names of units, sites and patrols for people.
    display: BTreeMap<Name, String>,
    /// Words and phrases that give way to neutral names, in lower case.
    hidden: Vec<(String, String)>,
}

/// How neutral names come about.
#[derive(Clone, Copy)]
pub struct Neutral<'n> {
    /// A neutral name in the language of the page.
    pub name: &'n dyn Fn(&str) -> String,
    /// Words besides its id and name that tell which state is meant, by its id.
    pub also: &'n dyn Fn(&str) -> Vec<String>,
}

impl Names {
    /// The names of a scenario. `full` tells what a state is called in the language of the page, by
    /// its id. If only neutral names are shown, `neutral` tells how they come about.
    pub fn of(
        scenario: &Scenario,
        full: &dyn Fn(&str, &str) -> String,
        neutral: Option<Neutral<'_>>,
    ) -> Self {
        let mut names = Self::default();
        for (_, s) in scenario.states.iter() {
            let (short, full) = match neutral {
                Some(Neutral { name, also }) => {
                    let name = name(&s.neutral);
                    let own = [s.display.clone(), s.name.to_string()];
                    for phrase in own.into_iter().chain(also(s.name.as_str())) {
                        if !phrase.trim().is_empty() {
                            names.hidden.push((phrase.to_lowercase(), name.clone()));
                        }
                    }
                    (name.clone(), name)
                }
                None => (s.name.to_string(), full(s.name.as_str(), &s.display)),
            };
            names.short.insert(s.name.clone(), clean(&short));
            names.full.insert(s.name.clone(), clean(&full));
        }
        // The longest first, so that no phrase is cut by a word in it.
        names
            .hidden
            .sort_by_key(|(p, _)| std::cmp::Reverse(p.len()));
        let sites = scenario.sites.iter().map(|(_, s)| (&s.name, &s.display));
        let units = scenario.units.iter().map(|(_, u)| (&u.name, &u.display));
        let patrols = scenario.patrols.iter().map(|(_, p)| (&p.name, &p.display));
        for (id, display) in sites.chain(units).chain(patrols) {
            if !display.is_empty() && display.as_str() != id.as_str() {
                names.display.insert(id.clone(), names.show(display));
            }
        }
        names
    }

    /// A state, or two joined by a hyphen, for short.
    pub fn state(&self, id: &str) -> String {
        let of = |s: &str| self.short.get(s).cloned().unwrap_or_else(|| self.show(s));
        id.split('-').map(of).collect::<Vec<_>>().join("–")
    }

    /// A state in full.
    pub fn state_in_full(&self, id: &str) -> String {
        let found = self.full.get(id).cloned();
        found.unwrap_or_else(|| self.show(id))
    }

    /// A unit, site, patrol or state by its id: its name for people, or the id itself.
    pub fn thing(&self, id: &str) -> String {
        let found = self.display.get(id).or_else(|| self.short.get(id));
        found.cloned().unwrap_or_else(|| self.show(id))
    }

    /// A text of others: harmless, and with neutral names if only these are shown.
    pub fn show(&self, text: &str) -> String {
        let text = clean(text);
        if self.hidden.is_empty() {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        let mut before: Option<char> = None;
        while let Some(c) = rest.chars().next() {
            let here = match before.is_none_or(|b| !b.is_alphanumeric()) {
                true => self.hidden_at(rest),
                false => None,
            };
            match here {
                Some((length, name)) => {
                    let lower = c.is_lowercase();
                    out.push_str(&if lower {
                        name.to_lowercase()
                    } else {
                        name.clone()
                    });
                    before = rest[..length].chars().next_back();
                    rest = &rest[length..];
                }
                None => {
                    out.push(c);
                    before = Some(c);
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        out
    }

    /// A hidden phrase at the beginning of a text, with its length in bytes.
    fn hidden_at(&self, text: &str) -> Option<(usize, &String)> {
        self.hidden.iter().find_map(|(phrase, name)| {
            let mut wanted = phrase.chars();
            let mut next = wanted.next();
            let mut length = 0;
            for c in text.chars() {
                if next.is_none() {
                    break;
                }
                for low in c.to_lowercase() {
                    if next != Some(low) {
                        return None;
                    }
                    next = wanted.next();
                }
                length += c.len_utf8();
            }
            let after = text.get(length..)?.chars().next();
            let whole = next.is_none() && after.is_none_or(|c| !c.is_alphanumeric());
            whole.then_some((length, name))
        })
    }
}

/// A text without characters that steer instead of showing: controls, and marks that turn the
/// direction of what follows.
pub fn clean(text: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().filter(|c| !steers(*c)).collect()
}

/// The beginning of a text, for labels: at most so many characters.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_names_take_the_place_of_ids_and_names() {
        let names = Names {
            hidden: vec![
                ("kyrgyz border service".into(), "Blue".into()),
                ("kgz".into(), "Blue".into()),
            ],
            ..Names::default()
        };
        for (text, shown) in [
            ("KGZ told TJK", "Blue told TJK"),
            ("kgz-1 and KGZX", "blue-1 and KGZX"),
            ("the Kyrgyz Border Service's post", "the Blue's post"),
            ("akgz", "akgz"),
            ("KGZ/duty", "Blue/duty"),
        ] {
            assert_eq!(names.show(text), shown);
        }
    }

    #[test]
    fn steering_characters_go() {
        assert_eq!(clean("a\u{202e}b\u{0}c\u{2066}d\ne"), "abcd\ne");
        assert_eq!(shortened("абвгд", 3), "абв…");
        assert_eq!(shortened("абв", 3), "абв");
    }
}
