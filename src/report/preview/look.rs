//! Colours, letters and faces: what tells states, ways and people apart, in colour and in black.

use crate::base::id::Id;
use crate::report::preview::text::{Face, plain};
use crate::report::words::Words;
use crate::scenario::{Scenario, StateId};

/// Colours of states, apart also for the colour-blind, all dark enough for white letters; the
/// dashes of the lines that they claim; and the neutral names that go with them.
const COLOURS: [(&str, &str, &str); 6] = [
    ("#0b5c9e", "11 4", "Blue"),
    ("#b8480f", "11 3 2.5 3", "Amber"),
    ("#00735a", "5 3", "Green"),
    ("#86357e", "11 3 2.5 3 2.5 3", "White"),
    ("#7a5a00", "2.5 3", "Yellow"),
    ("#3c4654", "18 4", "Grey"),
];
/// The colour of what is nobody's.
pub(super) const NOBODY: &str = "#33383d";

/// The name of a map's place that matters most: a post.
pub(super) const POST: Face = Face::new("p", 12.5, true, 0.0);
/// The name of another place.
pub(super) const PLACE: Face = Face::new("n", 11.5, false, 0.0);
/// The name of what matters least.
pub(super) const MINOR: Face = Face::new("m", 10.5, false, 0.0);
/// The name of a section.
pub(super) const SECTION: Face = Face::new("s", 13.0, true, 1.6);
/// Whose land it is.
pub(super) const LAND: Face = Face::new("l", 15.0, true, 5.0);
/// The name of a map of a part.
pub(super) const PART: Face = Face::new("o", 12.0, true, 0.3);
/// Who is on the way.
pub(super) const FLOW: Face = Face::new("f", 10.5, false, 0.0);
/// How far a sensor sees; names of waters and covers.
pub(super) const NOTE: Face = Face::new("t", 10.0, false, 0.3);
/// Letters of inset maps.
pub(super) const LETTER: Face = Face::new("i", 15.0, true, 0.0);
/// Degrees at the edge.
pub(super) const DEGREE: Face = Face::new("d", 9.5, false, 0.0);
/// The title of the whole.
pub(super) const TITLE: Face = Face::new("h", 30.0, true, 0.0);
/// The headings of maps and of the key.
pub(super) const HEADING: Face = Face::new("k", 13.0, true, 0.4);
/// Running text.
pub(super) const TEXT: Face = Face::new("b", 13.0, false, 0.0);
/// Text of the key.
pub(super) const KEY: Face = Face::new("y", 11.5, false, 0.0);

/// The style sheet of a picture.
pub(super) const STYLE: &str = "\
text{fill:#1d2329}\
.p,.n,.m,.s,.l,.o,.f,.t{paint-order:stroke;stroke:#fffdf7;stroke-width:3.2px;stroke-linejoin:round}\
.p{font-size:12.5px;font-weight:700}.n{font-size:11.5px}.m{font-size:10.5px;fill:#4a525a}\
.s{font-size:13px;font-weight:700;letter-spacing:1.6px;fill:#111}\
.l{font-size:15px;font-weight:700;letter-spacing:5px;opacity:.8}\
.f{font-size:10.5px}.t{font-size:10px;letter-spacing:.3px}\
.i{font-size:15px;font-weight:700}.d{font-size:9.5px;fill:#4a525a}\
.h{font-size:30px;font-weight:700}.k{font-size:13px;font-weight:700;letter-spacing:.4px}\
.b{font-size:13px;fill:#3b434b}.o{font-size:12px;font-weight:700;letter-spacing:.3px}.y{font-size:11.5px}\
.g{font-size:9px;font-weight:700;fill:#fff}.g2{font-size:9px;font-weight:700;paint-order:stroke;\
stroke:#fffdf7;stroke-width:2.4px}\
path,circle,rect{stroke-linejoin:round}";

/// How a state shows.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// Its colour.
    pub colour: &'static str,
    /// The dashes of the line that it claims.
    pub dashes: &'static str,
    /// Its letter on signs.
    pub letter: String,
    /// What it is called for short.
    pub short: String,
    /// What it is called in full.
    pub full: String,
}

/// How all states show.
#[derive(Clone, Debug)]
pub(super) struct Look {
    sides: Vec<Side>,
}

impl Look {
    /// The look of a scenario's states.
    pub fn of(s: &Scenario, w: &Words) -> Self {
        let mut letters: Vec<String> = Vec::new();
        let mut sides = Vec::new();
        let mut free: Vec<_> = COLOURS.to_vec();
        for (i, (_, state)) in s.states.iter().enumerate() {
            let short = plain(&w.names.state(state.name.as_str()), 14);
            let letter = letter(&short, &letters, i);
            letters.push(letter.clone());
            // A service looks the same in all exercises, as far as its neutral name says how.
            let wanted = free.iter().position(|c| c.2 == state.neutral);
            let others = |c: &(&str, &str, &str)| s.states.iter().all(|(_, o)| o.neutral != c.2);
            let at = wanted.or_else(|| free.iter().position(others)).unwrap_or(0);
            let (colour, dashes, _) = match free.is_empty() {
                true => COLOURS[i % COLOURS.len()],
                false => free.remove(at),
            };
            sides.push(Side {
                colour,
                dashes,
                letter,
                short,
                full: plain(&w.names.state_in_full(state.name.as_str()), 44),
            });
        }
        Self { sides }
    }

    /// How a state shows.
    pub fn side(&self, state: StateId) -> &Side {
        &self.sides[state.index()]
    }

    /// All states, in order.
    pub fn sides(&self) -> &[Side] {
        &self.sides
    }

    /// The colour of a state, or of nobody.
    pub fn colour(&self, state: Option<StateId>) -> &'static str {
        state.map_or(NOBODY, |id| self.side(id).colour)
    }

    /// The letter of a state, or none.
    pub fn letter(&self, state: Option<StateId>) -> &str {
        state.map_or("", |id| self.side(id).letter.as_str())
    }
}

/// The first letter of a name that no other state has; its number where there is none.
fn letter(name: &str, taken: &[String], number: usize) -> String {
    let upper = |c: char| c.to_uppercase().to_string();
    let own = name.chars().filter(|c| c.is_alphabetic()).map(upper);
    let free = own.into_iter().find(|l| !taken.contains(l));
    free.unwrap_or_else(|| (number + 1).to_string())
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn each_state_has_a_letter_of_its_own() {
        let mut taken = Vec::new();
        for (i, name) in ["KAZ", "KGZ", "TJK", "UZB", "K", "…"].iter().enumerate() {
            let l = letter(name, &taken, i);
            taken.push(l);
        }
        assert_eq!(taken, ["K", "G", "T", "U", "5", "6"]);
    }
}
