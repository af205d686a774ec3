//! `joint-patrol new`: a scenario of one's own, from a template.

use std::io::IsTerminal;
use std::path::Path;

use dialoguer::{Input, Select};

use crate::base::text;
use crate::cli::args::NewArgs;
use crate::cli::{Outcome, say, tell, tell_faults};
use crate::io::load::Loader;
use crate::io::{save, shipped};
use crate::notation::syntax::quoted;
use crate::notation::token::{Kind, tokens};

/// The template that is taken where nobody says and nobody can be asked.
const DEFAULT: &str = "two_posts";

/// What shipped files call a state: id, name, neutral name.
const STATES: [(&str, &str, &str); 4] = [
    ("KAZ", "Kazakh border service", "Amber"),
    ("KGZ", "Kyrgyz border service", "Blue"),
    ("TJK", "Tajik border service", "Green"),
    ("UZB", "Uzbek border service", "White"),
];

/// What a new scenario is to be.
struct Wish {
    template: String,
    title: Option<String>,
    states: Vec<String>,
}

/// Writes a new scenario.
pub fn new(args: &NewArgs) -> Outcome {
    match made(args) {
        Ok(report) => {
            say(&report);
            Outcome::Done
        }
        Err(message) => {
            if !message.is_empty() {
                tell(&format!("error: {message}\n"));
            }
            Outcome::Failed
        }
    }
}

fn made(args: &NewArgs) -> Result<String, String> {
    let file = args.dir.join("scenario.ron");
    if args.dir.is_file() || file.exists() {
        let there = if args.dir.is_file() { &args.dir } else { &file };
        let message = "is there already; choose another folder, nothing was changed";
        return Err(format!("`{}` {message}", there.display()));
    }
    let wish = wish(args)?;
    let text = filled(&wish);
    let mut loader = Loader::default();
    let sound = loader
        .scenario_from("scenario.ron", &text, &[])
        .and_then(|l| l.inputs.lower(&mut loader.diags));
    let Some(scenario) = sound else {
        tell_faults(&loader);
        return Err("these options make no sound scenario; nothing was written".to_owned());
    };
    let write = |name: &str, text: &str| {
        let path = args.dir.join(name);
        save::whole(&path, text.as_bytes()).map_err(String::from)
    };
    write("scenario.ron", &text)?;
    let readme = shipped::text(&format!("templates/{}/README.md", wish.template));
    if let Some(readme) = readme.filter(|_| !args.dir.join("README.md").exists()) {
        write("README.md", readme)?;
    }
    Ok(next(&args.dir, &wish.template, &scenario.title))
}

/// What was made, and what to do with it.
fn next(dir: &Path, template: &str, title: &str) -> String {
    let dir = dir.display();
    format!(
        "{dir}/scenario.ron: \"{title}\", from the template `{template}`\n\n\
         Open it in an editor; each line says what it is for. Then:\n\
         \x20 joint-patrol check {dir} --watch         every fault, again on each save\n\
         \x20 joint-patrol preview {dir} --out map.svg its map\n\
         \x20 joint-patrol run {dir}                   run it\n\
         \x20 joint-patrol check {dir} --measure       does it measure what it trains?\n"
    )
}

/// What is wanted: as the options say, else as somebody at the terminal says.
fn wish(args: &NewArgs) -> Result<Wish, String> {
    let known = shipped::templates();
    let asked = args.template.is_none() && std::io::stdin().is_terminal();
    let template = match &args.template {
        Some(name) => name.clone(),
        None if asked => ask_template(&known)?,
        None => {
            tell(&format!("no --template: `{DEFAULT}` is taken\n"));
            DEFAULT.to_owned()
        }
    };
    if !known.contains(&template) {
        let known = || known.iter().map(String::as_str);
        let help = match text::did_you_mean(&template, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", text::one_of(known())),
        };
        return Err(format!("no template `{template}`; {help}"));
    }
    let own = states_of(&template);
    let title = match &args.title {
        None if asked => ask_line("Title", &title_of(&template)).map(Some)?,
        title => title.clone(),
    };
    let states = match &args.states {
        None if asked => ask_line("States, one after another", &own.join(","))?,
        states => states.clone().unwrap_or_else(|| own.join(",")),
    };
    let states: Vec<String> = states.split(',').map(|s| s.trim().to_owned()).collect();
    if states.len() != own.len() {
        let (wanted, is) = (own.len(), states.len());
        return Err(format!(
            "the template `{template}` has {wanted} states, and `--states` names {is}; write for example `--states {}`",
            own.join(",")
        ));
    }
    let plain = |id: &str| {
        let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        !id.is_empty() && id.len() <= 16 && id.chars().all(fits)
    };
    for (i, id) in states.iter().enumerate() {
        if !plain(id) || states[..i].contains(id) {
            return Err(format!(
                "`{id}` cannot be a state's id here; write different ids of letters and digits, such as KAZ"
            ));
        }
    }
    Ok(Wish {
        template,
        title,
        states,
    })
}

fn ask_template(known: &[String]) -> Result<String, String> {
    let items: Vec<String> = known
        .iter()
        .map(|name| format!("{name:<18} {}", title_of(name)))
        .collect();
    let first = known.iter().position(|n| n == DEFAULT).unwrap_or(0);
    let chosen = Select::new()
        .with_prompt("Template")
        .items(&items)
        .default(first)
        .interact();
    chosen
        .map(|i| known[i].clone())
        .map_err(|e| format!("no answer: {e}"))
}

fn ask_line(what: &str, default: &str) -> Result<String, String> {
    Input::new()
        .with_prompt(what)
        .default(default.to_owned())
        .interact_text()
        .map_err(|e| format!("no answer: {e}"))
}

fn source(template: &str) -> &'static str {
    shipped::text(&format!("templates/{template}/scenario.ron")).unwrap_or_default()
}

/// The title of a template.
pub fn title_of(template: &str) -> String {
    let mut loader = Loader::default();
    let loaded = loader.scenario_from(template, source(template), &[]);
    loaded.map_or_else(String::new, |l| l.inputs.scenario.title)
}

/// The states of a template, in its order.
fn states_of(template: &str) -> Vec<String> {
    let mut loader = Loader::default();
    let loaded = loader.scenario_from(template, source(template), &[]);
    let states = loaded.map(|l| l.inputs.scenario.states).unwrap_or_default();
    states.iter().map(|s| s.id.to_string()).collect()
}

/// The template with another title and other states.
fn filled(wish: &Wish) -> String {
    let own = states_of(&wish.template);
    let mut out = String::new();
    let text = source(&wish.template);
    let mut title_is_next = wish.title.is_some();
    let mut word = "";
    for token in tokens(text) {
        let piece = &text[token.range.clone()];
        if token.kind == Kind::Word {
            word = piece;
        }
        if token.kind != Kind::Text {
            out.push_str(piece);
            continue;
        }
        match &wish.title {
            Some(title) if title_is_next && word == "title" => {
                title_is_next = false;
                out.push_str(&quoted(title));
            }
            _ => out.push_str(&renamed(piece, &own, &wish.states)),
        }
    }
    out
}

/// A text in quotes with the states of a template replaced by others: their ids, what begins with
/// them, their names.
fn renamed(piece: &str, own: &[String], states: &[String]) -> String {
    let inner = piece.trim_matches('"');
    let known = |id: &str| STATES.iter().find(|s| s.0 == id);
    for (old, new) in own.iter().zip(states) {
        if inner == old {
            return quoted(new);
        }
        let prefix = format!("{}-", old.to_lowercase());
        if let Some(rest) = inner.strip_prefix(&prefix) {
            return quoted(&format!("{}-{rest}", new.to_lowercase()));
        }
        let Some((_, name, neutral)) = known(old) else {
            continue;
        };
        if inner == *name {
            let other = known(new).map(|s| s.1.to_owned());
            return quoted(&other.unwrap_or_else(|| format!("{new} border service")));
        }
        if inner == *neutral && old != new {
            let other = known(new).map(|s| s.2.to_owned());
            return other.map_or_else(|| piece.to_owned(), |n| quoted(&n));
        }
    }
    piece.to_owned()
}
