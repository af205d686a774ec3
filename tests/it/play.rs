//! `play` through a pseudo-terminal: from the first question to the scorecard, with the terminal
//! closed in the middle.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use joint_patrol::base::diag::{Diagnostics, Sources};
use joint_patrol::base::id::Name;
use joint_patrol::base::time::SimTime;
use joint_patrol::order::{Goal, Order, What, file};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use proptest::prelude::*;

use crate::util::{errors, program};

const PROGRAM: &str = env!("CARGO_BIN_EXE_joint-patrol");

/// A program at a terminal of its own.
struct Terminal {
    keys: Option<Box<dyn Write + Send>>,
    master: Option<Box<dyn portable_pty::MasterPty + Send>>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    screen: Receiver<Vec<u8>>,
    /// All that was shown, and how much of it was answered.
    shown: String,
    answered: usize,
    /// Whether a line was typed: then its prompt is drawn once more, with the line behind it.
    typed: bool,
}

/// What the program waits for.
#[derive(Debug, PartialEq)]
enum Waits {
    /// For a line, at this prompt.
    Prompt(String),
    /// It has ended, with this code.
    Ended(u32),
}

impl Terminal {
    fn open(folder: &Path, args: &[&str]) -> Self {
        let size = PtySize {
            rows: 50,
            cols: 200,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(args);
        command.cwd(folder);
        command.env("TERM", "xterm");
        let child = pair.slave.spawn_command(command).expect("it starts");
        let mut from = pair.master.try_clone_reader().expect("a reader");
        let (to, screen) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n) = from.read(&mut buffer) {
                if n == 0 || to.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            keys: Some(pair.master.take_writer().expect("a writer")),
            master: Some(pair.master),
            child,
            screen,
            shown: String::new(),
            answered: 0,
            typed: false,
        }
    }

    /// Waits until it asks for a line, or has ended.
    fn wait(&mut self) -> Waits {
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let mut new = &self.shown[self.answered..];
            if self.typed {
                let drawn = new.find("\u{1b}[2K").map(|i| &new[i..]);
                new = drawn
                    .and_then(|d| d.split_once('\n'))
                    .map_or("", |(_, rest)| rest);
            }
            let last = new.rsplit(['\n', '\r']).next().unwrap_or_default();
            if let Some(prompt) = last.strip_suffix(": ") {
                return Waits::Prompt(prompt.to_owned());
            }
            match self.screen.recv_timeout(Duration::from_millis(20)) {
                Ok(bytes) => self.shown.push_str(&String::from_utf8_lossy(&bytes)),
                Err(_) => {
                    if let Ok(Some(status)) = self.child.try_wait() {
                        // What it said last may still be on its way.
                        while let Ok(bytes) = self.screen.recv_timeout(Duration::from_millis(300)) {
                            self.shown.push_str(&String::from_utf8_lossy(&bytes));
                        }
                        return Waits::Ended(status.exit_code());
                    }
                }
            }
            assert!(Instant::now() < patience, "it hangs: {}", self.shown);
        }
    }

    fn type_line(&mut self, line: &str) {
        self.answered = self.shown.len();
        self.typed = true;
        let keys = self.keys.as_mut().expect("a terminal");
        keys.write_all(format!("{line}\r").as_bytes())
            .expect("typed");
        keys.flush().expect("typed");
    }

    /// The terminal is closed: whoever runs in it is hung up on.
    fn close(mut self) {
        self.keys = None;
        self.master = None;
        self.child.kill().expect("hung up");
        let patience = Instant::now() + Duration::from_secs(20);
        while self.child.try_wait().expect("a child").is_none() {
            assert!(Instant::now() < patience, "it outlives its terminal");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

const PLAY: [&str; 8] = [
    "play",
    "first_patrol",
    "--seat",
    "KGZ/duty",
    "--seed",
    "3",
    "--out",
    "game",
];

/// What is typed at the choices, in turn: options by number and by word, orders of one's own,
/// words to the neighbour, nonsense, and the default.
fn choices() -> Vec<Vec<&'static str>> {
    vec![
        vec!["o", "1", "kgz-3", "ford"],
        vec!["nonsense"],
        vec!["1", "it is near the line"],
        vec!["w", "We see \"four people\" at the ford."],
        vec!["o", "2", "kgz-9", "kgz-1"],
        vec!["1", ""],
        vec!["", "no time"],
        vec!["a"],
        vec!["2", ""],
        vec!["1", ""],
    ]
}

/// Answers questions until so many choices were made, or to the end.
fn answer(
    t: &mut Terminal,
    mut script: impl Iterator<Item = Vec<&'static str>>,
    most: usize,
) -> Waits {
    let mut made = 0;
    loop {
        let mut waits = t.wait();
        match &waits {
            Waits::Prompt(p) if p.contains("Your choice") => {
                if made == most {
                    return waits;
                }
                made += 1;
                let lines = script.next().unwrap_or_else(|| vec!["1", ""]);
                for (i, line) in lines.iter().enumerate() {
                    if i > 0 {
                        waits = t.wait();
                        assert!(matches!(waits, Waits::Prompt(_)), "{}", t.shown);
                    }
                    t.type_line(line);
                }
            }
            Waits::Prompt(p) => panic!("asked at the wrong moment: {p}\n{}", t.shown),
            Waits::Ended(_) => return waits,
        }
    }
}

#[test]
fn a_game_that_was_interrupted_is_the_run_of_its_orders_to_the_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut script = choices().into_iter();
    let mut first = Terminal::open(folder.path(), &PLAY);
    let waits = answer(&mut first, &mut script, 9);
    assert!(matches!(waits, Waits::Prompt(_)), "{}", first.shown);
    let shown = first.shown.clone();
    first.close();
    for words in [
        "Do you",
        "Contacts",
        "Own units",
        "To be done",
        "left",
        "none of these",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    // Nothing that another side alone knows is shown.
    assert!(!shown.contains("tjk-"), "{shown}");
    let orders = std::fs::read_to_string(folder.path().join("game/orders.ron")).expect("orders");
    assert!(
        orders.contains("send: (unit: \"kgz-3\", site: \"ford\")"),
        "{orders}"
    );
    assert!(
        orders.contains("reason: Some(\"it is near the line\")"),
        "{orders}"
    );

    // Another seed is another game.
    let mut other = PLAY;
    other[5] = "4";
    let mut wrong = Terminal::open(folder.path(), &other);
    assert_eq!(wrong.wait(), Waits::Ended(2), "{}", wrong.shown);

    let mut second = Terminal::open(folder.path(), &PLAY);
    let waits = answer(&mut second, script, usize::MAX);
    assert_eq!(waits, Waits::Ended(0), "{}", second.shown);
    assert!(second.shown.contains("going on in"), "{}", second.shown);
    assert!(second.shown.contains("Overall"), "{}", second.shown);

    let args = [
        "run",
        "first_patrol",
        "--seed",
        "3",
        "--orders",
        "game/orders.ron",
        "--out",
        "again",
    ];
    let out = program(folder.path(), &args);
    assert_eq!(out.status.code(), Some(0), "{}", errors(&out));
    let read = |name: &str| std::fs::read(folder.path().join(name)).expect("a journal");
    assert!(read("game/journal.jsonl") == read("again/journal.jsonl"));
    assert!(read("game/score.json") == read("again/score.json"));
    let journal = String::from_utf8(read("game/journal.jsonl")).expect("text");
    assert!(journal.contains("\"unit_sent\"") && journal.contains("\"by\":\"seat\""));
    assert!(!journal.contains("\"by\":\"doctrine\",\"seat\":\"KGZ/duty\""));
}

#[test]
fn leaving_keeps_the_game_and_a_pipe_is_no_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut t = Terminal::open(folder.path(), &PLAY);
    assert!(matches!(t.wait(), Waits::Prompt(_)), "{}", t.shown);
    t.type_line("q");
    assert_eq!(t.wait(), Waits::Ended(0), "{}", t.shown);
    assert!(folder.path().join("game/orders.ron").exists());
    let out = program(folder.path(), &PLAY);
    assert_eq!(out.status.code(), Some(2));
    assert!(errors(&out).contains("terminal"));
    let mut wrong = Terminal::open(
        folder.path(),
        &["play", "first_patrol", "--seat", "KGZ/dutty"],
    );
    assert_eq!(wrong.wait(), Waits::Ended(2));
    assert!(
        wrong.shown.contains("did you mean `KGZ/duty`"),
        "{}",
        wrong.shown
    );
}

proptest! {
    /// Orders are read back as they were written, whatever people write.
    #[test]
    fn orders_are_read_back_as_they_were_written(
        texts in proptest::collection::vec(("\\PC*", "[a-z/0-9-]{1,12}", 0..8u8, 0..90_000_000i64), 0..12)
    ) {
        let mut orders: Vec<Order> = texts
            .iter()
            .map(|(text, word, kind, at)| {
                let (name, text) = (Name::new(word), text.clone());
                let what = match kind {
                    0 => What::Decide { request: name, choice: Name::new("wait"), reason: Some(text) },
                    1 => What::Inject(name),
                    2 => What::Send { unit: name.clone(), to: Goal::Track(name) },
                    3 => What::Send { unit: name.clone(), to: Goal::Site(name) },
                    4 => What::Recall(name),
                    5 => What::Notify(name),
                    6 => What::Tell { to: name, text },
                    _ => What::Note(text),
                };
                Order { at: SimTime(*at), seat: Name::new("KGZ/duty"), what }
            })
            .collect();
        orders.sort_by_key(|o| o.at);
        let mut sources = Sources::default();
        let file = sources.add("orders.ron", file::write(&orders));
        let mut diags = Diagnostics::default();
        let back = file::read(&sources, file, &mut diags);
        let back = back.map(|all| all.into_iter().map(|o| o.value).collect());
        prop_assert_eq!(back, Some(orders));
    }
}
