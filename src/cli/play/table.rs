//! The table at which a seat decides: what the side knows, what is asked, what was answered.

use std::io::ErrorKind;

use anstyle::{AnsiColor, Style};
use dialoguer::Input;

use crate::aar::brief::Brief;
use crate::aar::question;
use crate::base::id::Name;
use crate::base::text;
use crate::base::time::{SimDuration, SimTime};
use crate::cli::card::Names;
use crate::cli::say;
use crate::conduct::RuleSet;
use crate::journal::Entry;
use crate::journal::event::DecisionRequested;
use crate::order::{Goal, Order, What};
use crate::scenario::Scenario;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const URGENT: Style = AnsiColor::Red.on_default();
/// So many contacts and duties are shown at once.
const SHOWN: usize = 8;

/// So many times a line is read before the terminal counts as gone.
const TRIES: usize = 3;

/// What a seat answers.
pub(super) enum Answer {
    /// It chose.
    Decide {
        /// What.
        choice: Name,
        /// Why.
        reason: Option<String>,
    },
    /// It ordered something of its own first.
    Order(What),
    /// It leaves; or nobody is there any more.
    Leave,
}

/// One question, and all that its seat knows.
pub(super) struct Table<'t> {
    pub scenario: &'t Scenario,
    pub rules: &'t RuleSet,
    pub names: &'t Names,
    pub entries: &'t [Entry],
    pub entry: &'t Entry,
    pub request: &'t DecisionRequested,
    /// When the answer counts.
    pub at: SimTime,
    /// Orders so far, those that are still to come included.
    pub given: &'t [Order],
}

impl Table<'_> {
    /// Shows what the side knows, asks, and gives the answer.
    pub fn ask(&self) -> Answer {
        let state = &self.entry.actor;
        let now = self.entry.at;
        let brief = Brief::of(self.entries, state, now, self.scenario, self.rules);
        self.show(&brief);
        loop {
            let Some(typed) = line("Your choice (empty: the default)") else {
                return Answer::Leave;
            };
            match self.understand(typed.trim(), &brief) {
                Ok(answer) => return answer,
                Err(message) => say(&format!("  {message}\n")),
            }
        }
    }

    fn understand(&self, typed: &str, brief: &Brief) -> Result<Answer, String> {
        let r = self.request;
        let options = &r.options;
        let named = options.iter().position(|o| *o == *typed);
        let numbered = typed
            .parse::<usize>()
            .ok()
            .filter(|n| (1..=options.len()).contains(n));
        let choice = match typed {
            "" => Some(r.default.clone()),
            _ => named
                .or(numbered.map(|n| n - 1))
                .map(|i| options[i].clone()),
        };
        if let Some(choice) = choice {
            let Some(reason) = line("Why (may be left empty)") else {
                return Ok(Answer::Leave);
            };
            let reason = Some(reason.trim().to_owned()).filter(|r| !r.is_empty());
            return Ok(Answer::Decide { choice, reason });
        }
        match typed {
            "o" | "order" => self.own_order(brief),
            "w" | "write" => self.write(),
            "a" | "all" => {
                self.show_all(brief);
                Err(String::new())
            }
            "q" | "leave" => Ok(Answer::Leave),
            _ => Err(format!(
                "`{typed}` is none of these: a number or a word of the options, o, w, a or q"
            )),
        }
    }

    fn show(&self, brief: &Brief) {
        let (r, now) = (self.request, self.entry.at);
        let clock = self.scenario.calendar.clock(now);
        let mut out = format!(
            "\n{BOLD}{clock}  {}{BOLD:#} {DIM}(+{}){DIM:#}\n",
            self.names.show(r.seat.as_str()),
            SimDuration(now.0)
        );
        self.contacts(brief, SHOWN, &mut out);
        section(
            &mut out,
            "Messages",
            brief.messages.iter().map(|(at, m)| {
                format!(
                    "{}  {}",
                    self.scenario.calendar.clock(*at),
                    self.names.show(m)
                )
            }),
        );
        section(
            &mut out,
            "Own units",
            brief.units.iter().map(|(u, d)| format!("{u}: {d}")),
        );
        section(
            &mut out,
            "Incidents",
            brief.incidents.iter().map(|(i, t)| format!("{i}: {t}")),
        );
        duties(brief, SHOWN, &mut out);
        let to_come = self.given.iter().filter(|o| o.at > now && o.seat == r.seat);
        section(
            &mut out,
            "Ordered, and still to come",
            to_come.map(|o| format!("+{}  {}", SimDuration(o.at.0), ordered(&o.what))),
        );
        let about = r
            .track
            .as_ref()
            .map_or_else(|| self.entry.subject.clone(), Clone::clone);
        out.push_str(&format!(
            "\n{BOLD}{}{BOLD:#}  {DIM}about {about}; answer by {}, it counts at {}{DIM:#}\n",
            question::question(r.decision.as_str()),
            self.scenario.calendar.clock(r.limit_ms),
            self.scenario.calendar.clock(self.at),
        ));
        for (i, option) in r.options.iter().enumerate() {
            let default = if *option == r.default {
                "  (default)"
            } else {
                ""
            };
            out.push_str(&format!(
                "  {}  {option}: {}{default}\n",
                i + 1,
                question::option(option.as_str())
            ));
        }
        out.push_str(
            "  o  an order of your own   w  write to the neighbour   a  show all   q  leave\n",
        );
        say(&out);
    }

    fn show_all(&self, brief: &Brief) {
        let mut out = String::new();
        self.contacts(brief, usize::MAX, &mut out);
        duties(brief, usize::MAX, &mut out);
        say(&out);
    }

    fn contacts(&self, brief: &Brief, most: usize, out: &mut String) {
        let more = brief.contacts.len().saturating_sub(most);
        let list = brief.contacts.iter().take(most).map(|c| {
            let state = match c.state.is_empty() {
                true => String::new(),
                false => format!("; {}", self.names.show(&c.state.join(", "))),
            };
            format!(
                "{}  {} ({}){state}  {DIM}last {}{DIM:#}",
                c.track,
                c.class,
                c.place,
                self.scenario.calendar.clock(c.last)
            )
        });
        section(out, "Contacts", list);
        if more > 0 {
            out.push_str(&format!("    {DIM}and {more} more: a{DIM:#}\n"));
        }
    }

    /// An order of the seat's own.
    fn own_order(&self, brief: &Brief) -> Result<Answer, String> {
        say(
            "  1  send a unit   2  call a unit home   3  tell the neighbour of a contact   4  ask for a meeting\n",
        );
        let units: Vec<&str> = brief.units.iter().map(|(u, _)| u.as_str()).collect();
        let tracks: Vec<&str> = brief.contacts.iter().map(|c| c.track.as_str()).collect();
        let incidents: Vec<&str> = brief.incidents.iter().map(|(i, _)| i.as_str()).collect();
        let sites: Vec<&str> = self
            .scenario
            .sites
            .iter()
            .map(|(_, s)| s.name.as_str())
            .collect();
        let what = match line("Which").unwrap_or_default().trim() {
            "1" | "send" => {
                let unit = pick("Unit", &units)?;
                let goals = [tracks.clone(), sites].concat();
                let goal = pick("After which contact, or to which site", &goals)?;
                let to = match tracks.contains(&goal.as_str()) {
                    true => Goal::Track(goal),
                    false => Goal::Site(goal),
                };
                What::Send { unit, to }
            }
            "2" | "recall" => What::Recall(pick("Unit", &units)?),
            "3" | "notify" => What::Notify(pick("Contact", &tracks)?),
            "4" | "meet" => What::Meet(pick("About which incident", &incidents)?),
            _ => return Err("no order was given".to_owned()),
        };
        Ok(Answer::Order(what))
    }

    fn write(&self) -> Result<Answer, String> {
        let own = &self.entry.actor;
        let states = self.scenario.states.iter().map(|(_, s)| s.name.as_str());
        let others: Vec<&str> = states.filter(|s| *own != **s).collect();
        let to = match others.as_slice() {
            [one] => Name::new(one),
            _ => pick("To which state", &others)?,
        };
        let text = line("What do you write").unwrap_or_default();
        match text.trim() {
            "" => Err("nothing was written".to_owned()),
            text => Ok(Answer::Order(What::Tell {
                to,
                text: text.to_owned(),
            })),
        }
    }
}

fn duties(brief: &Brief, most: usize, out: &mut String) {
    let list = brief.duties.iter().take(most).map(|d| {
        let style = if d.left.minutes() < 5.0 {
            URGENT
        } else {
            Style::new()
        };
        let left = match d.left.0 {
            ..0 => format!("late by {:.0} min", -d.left.minutes()),
            _ => format!("{:.0} min left", d.left.minutes()),
        };
        format!(
            "{style}{left}{style:#}  {} {}: {}",
            d.rule, d.title, d.about
        )
    });
    section(out, "To be done", list);
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("  {BOLD}{title}{BOLD:#}\n"));
    for line in lines {
        out.push_str(&format!("    {line}\n"));
    }
}

fn ordered(what: &What) -> String {
    match what {
        What::Decide {
            request, choice, ..
        } => format!("{request}: {choice}"),
        What::Send { unit, to } => match to {
            Goal::Track(t) => format!("send {unit} after {t}"),
            Goal::Site(s) => format!("send {unit} to {s}"),
        },
        What::Recall(unit) => format!("call {unit} home"),
        What::Notify(track) => format!("tell the neighbour of {track}"),
        What::Meet(incident) => format!("ask for a meeting about {incident}"),
        What::Tell { to, text } => format!("write to {to}: {text}"),
        What::Inject(name) => format!("give {name}"),
        What::Note(note) => note.clone(),
    }
}

/// One of several names; what is typed otherwise is asked again.
fn pick(prompt: &str, names: &[&str]) -> Result<Name, String> {
    if names.is_empty() {
        return Err("there is none".to_owned());
    }
    say(&format!("    {}\n", names.join(" ")));
    loop {
        let typed = line(prompt).ok_or("nobody answered")?;
        let typed = typed.trim();
        if typed.is_empty() {
            return Err("no order was given".to_owned());
        }
        if names.contains(&typed) {
            return Ok(Name::new(typed));
        }
        let near = text::did_you_mean(typed, names.iter().copied());
        let help = near.map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
        say(&format!("    there is no `{typed}`{help}\n"));
    }
}

/// A line that is typed; none if the terminal is gone, or whoever sits there interrupts. A read that
/// comes to nothing once, as after keys that were struck early, is tried again.
fn line(prompt: &str) -> Option<String> {
    for _ in 0..TRIES {
        let typed = Input::<String>::new()
            .with_prompt(prompt)
            .allow_empty(true)
            .interact_text();
        match typed {
            Ok(line) => return Some(line),
            Err(dialoguer::Error::IO(e)) if e.kind() == ErrorKind::Interrupted => return None,
            Err(_) => {}
        }
    }
    None
}
