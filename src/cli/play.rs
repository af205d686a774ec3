//! `joint-patrol play`: a person takes seats. The run is a pure function of its orders, so that
//! playing is running to the first open question, asking it, writing the answer down, and running
//! again; what was written down is where one goes on.

mod table;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::id::Name;
use crate::base::text;
use crate::base::time::SimDuration;
use crate::cli::args::PlayArgs;
use crate::cli::{Outcome, card, say, tell, tell_faults};
use crate::io::load::{Loaded, Loader};
use crate::io::save::{self, JournalFile};
use crate::journal::digest::Digest;
use crate::journal::event::{DecisionRequested, Event};
use crate::journal::{Entry, Journal};
use crate::order::{self, Order, ROLES, What};
use crate::scenario::Scenario;
use crate::score;
use crate::sim::{self, Seeds};
use table::Answer;

/// What is being played, as it is kept beside the orders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sitting {
    format: u32,
    seed: u64,
    luck_seed: u64,
    seats: Vec<String>,
    deliberation_ms: SimDuration,
    /// The digest of everything that the run is made from.
    inputs: String,
}

/// A person at the table.
struct Game {
    loaded: Loaded,
    scenario: Arc<Scenario>,
    seeds: Seeds,
    seats: Vec<Name>,
    deliberation: SimDuration,
    folder: PathBuf,
    orders: Vec<Order>,
    names: card::Names,
}

/// Plays an exercise.
pub fn play(args: &PlayArgs) -> Outcome {
    let mut loader = Loader::default();
    let game = game(args, &mut loader);
    tell_faults(&loader);
    let result = match game {
        Some(Ok(game)) => game.play(),
        Some(Err(message)) => Err(message),
        None => return Outcome::Failed,
    };
    match result {
        Ok(()) => Outcome::Done,
        Err(message) => {
            tell(&format!("error: {message}\n"));
            Outcome::Failed
        }
    }
}

fn game(args: &PlayArgs, loader: &mut Loader) -> Option<Result<Game, String>> {
    let mut loaded = loader.scenario(&args.scenario, &args.doctrine)?;
    if let Some(path) = &args.injects {
        loaded.inputs.scenario.injects = loader.injects(path)?;
    }
    let scenario = loaded.inputs.lower(&mut loader.diags)?;
    let names = card::Names::of(&scenario, args.names.is_some());
    let seeds = Seeds {
        world: args.seed,
        luck: args.luck_seed.unwrap_or(args.seed),
    };
    let folder = args.out.clone().unwrap_or_else(|| {
        let stem = args.scenario.file_stem().unwrap_or_default();
        PathBuf::from(format!("play-{}-{}", stem.to_string_lossy(), args.seed))
    });
    let mut game = Game {
        loaded,
        scenario: Arc::new(scenario),
        seeds,
        seats: args.seat.iter().map(|s| Name::new(s)).collect(),
        deliberation: args.deliberation,
        folder,
        orders: Vec::new(),
        names,
    };
    let texts = &game.loaded.texts;
    let lost = save::loses_nothing(&game.folder, texts, &loader.read);
    if let Err(message) = lost.and_then(|()| game.check_seats()) {
        return Some(Err(message));
    }
    let kept = game.folder.join("orders.ron");
    let fresh = !kept.exists();
    if !fresh {
        let orders = loader.orders(&kept)?;
        game.orders = orders.into_iter().map(|o| o.value).collect();
    }
    Some(game.sit_down(fresh).map(|()| game))
}

impl Game {
    /// The seats are there.
    fn check_seats(&self) -> Result<(), String> {
        let states = self.scenario.states.iter().map(|(_, s)| s.name.as_str());
        let known: Vec<String> = states
            .flat_map(|s| ROLES.map(|role| format!("{s}/{role}")))
            .collect();
        for seat in &self.seats {
            if !known.iter().any(|k| *seat == **k) {
                let all = known.iter().map(String::as_str);
                let help = text::did_you_mean(seat.as_str(), all.clone()).map_or_else(
                    || format!("the seats are {}", text::one_of(all)),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(format!("there is no seat `{seat}`; {help}"));
            }
        }
        Ok(())
    }

    /// Begins, or finds that what is kept is the same game.
    fn sit_down(&self, fresh: bool) -> Result<(), String> {
        if !std::io::stdin().is_terminal() {
            return Err(
                "play needs a terminal; `run --orders FILE` runs orders from a file".to_owned(),
            );
        }
        let header = self.loaded.header(self.seeds.world, self.seeds.luck);
        let now = Sitting {
            format: 1,
            seed: self.seeds.world,
            luck_seed: self.seeds.luck,
            seats: self.seats.iter().map(Name::to_string).collect(),
            deliberation_ms: self.deliberation,
            inputs: {
                let mut digest = Digest::default();
                digest.add(header.inputs.to_string().as_bytes());
                digest.hex()
            },
        };
        let file = self.folder.join("play.json");
        let shown = self.folder.display();
        if fresh {
            if self.folder.join("journal.jsonl").exists() {
                return Err(format!("`{shown}` holds another run; choose another --out"));
            }
            let text = serde_json::to_string_pretty(&now).unwrap_or_default();
            self.write(&file, text.as_bytes())?;
            return self.save();
        }
        let text =
            save::text(&file).map_err(|e| format!("`{}` cannot be read: {e}", file.display()))?;
        let kept: Sitting = serde_json::from_str(&text)
            .map_err(|e| format!("`{}` is not sound: {e}", file.display()))?;
        if kept == now {
            tell(&format!(
                "going on in `{shown}`, {} orders so far\n",
                self.orders.len()
            ));
            return Ok(());
        }
        let mut differs = Vec::new();
        for (what, same) in [
            (
                "the seed",
                kept.seed == now.seed && kept.luck_seed == now.luck_seed,
            ),
            ("the seats", kept.seats == now.seats),
            (
                "the deliberation time",
                kept.deliberation_ms == now.deliberation_ms,
            ),
            (
                "the scenario, its doctrines or rules",
                kept.inputs == now.inputs,
            ),
        ] {
            if !same {
                differs.push(what);
            }
        }
        Err(format!(
            "`{shown}` holds a game that is not this one: other {}; choose another --out",
            differs.join(", ")
        ))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), String> {
        Ok(save::whole(path, bytes)?)
    }

    /// What was ordered is on disk before anything else happens.
    fn save(&self) -> Result<(), String> {
        let text = order::file::write(&self.orders);
        self.write(&self.folder.join("orders.ron"), text.as_bytes())
    }

    /// Asks one question after the other, to the end.
    fn play(mut self) -> Result<(), String> {
        loop {
            let open = |e: &Entry| self.asks(e).is_some();
            let (entries, stopped) = sim::until(&self.scenario, self.seeds, &self.orders, open);
            let Some((entry, request)) = entries
                .last()
                .filter(|_| stopped)
                .and_then(|e| Some((e, self.asks(e)?)))
            else {
                break;
            };
            let at = entry.at + self.deliberation;
            let answer = table::Table {
                scenario: &self.scenario,
                rules: &self.loaded.rules,
                names: &self.names,
                entries: &entries,
                entry,
                request,
                at,
                given: &self.orders,
            }
            .ask();
            let seat = request.seat.clone();
            let what = match answer {
                Answer::Decide { choice, reason } => What::Decide {
                    request: request.request.clone(),
                    choice,
                    reason,
                },
                Answer::Order(what) => what,
                Answer::Leave => {
                    tell(&format!(
                        "kept in `{}`; the same command goes on from here\n",
                        self.folder.display()
                    ));
                    return Ok(());
                }
            };
            self.orders.push(Order { at, seat, what });
            self.orders.sort_by_key(|o| o.at);
            self.save()?;
        }
        self.finish()
    }

    /// The request of an entry, if it is one of a seat that is taken, and not answered yet.
    fn asks<'e>(&self, entry: &'e Entry) -> Option<&'e DecisionRequested> {
        let Event::DecisionRequested(r) = &entry.event else {
            return None;
        };
        let answered = self.orders.iter().any(|o| {
            o.seat == r.seat
                && matches!(&o.what, What::Decide { request, .. } if *request == r.request)
        });
        (self.seats.contains(&r.seat) && !answered).then_some(r)
    }

    /// Runs it whole, keeps journal and scores, prints the scorecard.
    fn finish(&self) -> Result<(), String> {
        let header = self.loaded.header(self.seeds.world, self.seeds.luck);
        let mut file = JournalFile::create(&self.folder, &header)?;
        let mut failed = None;
        let entries = sim::run(&self.scenario, self.seeds, &self.orders, |entries, _| {
            failed = failed.take().or_else(|| file.write(entries).err());
        });
        if let Some(e) = failed {
            return Err(e.into());
        }
        let trailer = file.finish(self.scenario.end())?;
        let journal = Journal {
            header,
            entries,
            trailer: Some(trailer),
        };
        let (rules, profile) = (&self.loaded.rules, &self.loaded.profile);
        let scored = score::score(&journal, &self.scenario, rules, profile)?;
        self.write(
            &self.folder.join("score.json"),
            card::json(&scored).as_bytes(),
        )?;
        save::texts(&self.folder, &self.loaded.texts)?;
        say(&card::text(&scored, &self.scenario, &self.names));
        Ok(())
    }
}
