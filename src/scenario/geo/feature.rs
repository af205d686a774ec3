//! One feature: what it is, what it is called, and its columns as fields of a record.

use crate::base::text;
use crate::notation::record::Described;

use super::columns::{CLAIM, WHAT, What};
use super::faults::Faults;
use super::json::{Member, Piece};
use super::shape::{Drawn, Shaper, member};
use super::values::{self, Place, Tree};

/// A feature of more columns is refused.
const COLUMNS_MOST: usize = 1000;
/// Longer words are shown cut.
const SHOWN: usize = 40;

/// A field of a record: its name, where that stands, and its value.
pub type Field = (String, Place, Tree);

/// A feature of the map.
pub struct Feature<'t> {
    /// What it is.
    pub what: What,
    /// Where it begins.
    pub at: Place,
    /// What it is called in messages.
    pub thing: String,
    /// Its columns.
    pub properties: Vec<Member<'t>>,
    /// Its geometry as it is in the file.
    geometry: Option<Piece<'t>>,
}

/// The value of a column, in any case; none where it is null.
fn value<'m, 't>(properties: &'m [Member<'t>], name: &str) -> Option<&'m Member<'t>> {
    let mut named = properties.iter().filter(|m| is(m, name));
    named.find(|m| !m.value.is_null())
}

fn is(member: &Member<'_>, name: &str) -> bool {
    member.key.trim().eq_ignore_ascii_case(name)
}

/// A text, or a number as it is written.
fn said(piece: &Piece<'_>) -> Option<String> {
    let number = || piece.number().map(str::to_owned);
    let text = piece.word().or_else(number)?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn cut(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

/// Reads a feature, the `nth` of its collection, from 1.
pub fn read<'t>(
    piece: Piece<'t>,
    nth: usize,
    of: Option<What>,
    faults: &mut Faults,
) -> Option<Feature<'t>> {
    let at = (piece.start, piece.start + 1);
    let members = match piece.members() {
        Some(Ok(members)) => members,
        Some(Err(fault)) => {
            faults.syntax(fault);
            return None;
        }
        None => {
            let message = format!("feature {nth} is no object");
            faults.geometry(at, message, "export the layer again");
            return None;
        }
    };
    let properties = match member(&members, "properties").and_then(Piece::members) {
        Some(Ok(properties)) => properties,
        Some(Err(fault)) => {
            faults.syntax(fault);
            return None;
        }
        None => Vec::new(),
    };
    if properties.len() > COLUMNS_MOST {
        let n = properties.len();
        let message = format!("feature {nth} has {n} columns; at most {COLUMNS_MOST} are read");
        faults.property(at, message, "leave out the columns that are not read");
        return None;
    }
    let geometry = member(&members, "geometry").copied();
    let what = kind(&properties, geometry, nth, of, at, faults)?;
    let id = value(&properties, "id").and_then(|m| said(&m.value));
    let ends = || {
        let end = |name| value(&properties, name).and_then(|m| said(&m.value));
        Some(format!("{} – {}", cut(&end("from")?), cut(&end("to")?)))
    };
    let thing = match (what, id) {
        (What::Leg, _) => ends().map(|ends| format!("the leg `{ends}`")),
        (_, id) => id.map(|id| format!("the {what} `{}`", cut(&id))),
    };
    Some(Feature {
        what,
        at,
        thing: thing.unwrap_or_else(|| format!("feature {nth}, a {what},")),
        properties,
        geometry,
    })
}

/// What a feature is: by its column `what`, else by the collection, else by what only one kind has.
fn kind(
    properties: &[Member<'_>],
    geometry: Option<Piece<'_>>,
    nth: usize,
    of: Option<What>,
    at: Place,
    faults: &mut Faults,
) -> Option<What> {
    if let Some(m) = value(properties, WHAT).filter(|m| said(&m.value).is_some()) {
        let written = said(&m.value).unwrap_or_default();
        let what = What::of_word(&written);
        if what.is_none() {
            let help = match text::did_you_mean(&cut(&written), What::WORDS.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write {}", text::one_of(What::WORDS.iter().copied())),
            };
            let message = format!("feature {nth}: nothing on a map is a `{}`", cut(&written));
            let place = (m.value.start, m.value.end());
            faults.error("geojson-unknown-kind", place, message, help);
        }
        return what;
    }
    let what = of.or_else(|| guess(properties, geometry));
    if what.is_none() {
        let help = format!(
            "add a text column `what` that says {}, or name the layer `sections`, `sites`, `legs`, \
             `areas`, `rivers` or `pastures`",
            text::one_of(What::WORDS.iter().copied())
        );
        let message = format!("feature {nth} does not say what it is");
        faults.error("geojson-unknown-kind", at, message, help);
    }
    what
}

/// The only kind that is drawn so and has such columns.
fn guess(properties: &[Member<'_>], geometry: Option<Piece<'_>>) -> Option<What> {
    let members = geometry?.members()?.ok()?;
    let drawn = member(&members, "type").and_then(Piece::word)?;
    let has = |names: &[&str]| names.iter().any(|n| value(properties, n).is_some());
    let kind = value(properties, "kind").and_then(|m| said(&m.value));
    let pasture = kind.is_some_and(|k| k.eq_ignore_ascii_case("pasture"));
    let mut could = Vec::new();
    match drawn.trim_start_matches("Multi") {
        "Point" if has(&["kind"]) => could.push(What::Site),
        "Polygon" => {
            could.extend(has(&["cover"]).then_some(What::Area));
            could.extend(pasture.then_some(What::Pasture));
        }
        "LineString" => {
            could.extend(has(&["between", "status", CLAIM]).then_some(What::Section));
            could.extend(has(&["from", "to", "surface"]).then_some(What::Leg));
            could.extend(has(&["crossing"]).then_some(What::River));
        }
        _ => {}
    }
    match could.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

impl<'t> Feature<'t> {
    /// The value of a column as text; none where it is empty.
    pub fn text(&self, name: &str) -> Option<(String, Place)> {
        let m = value(&self.properties, name)?;
        Some((said(&m.value)?, (m.value.start, m.value.end())))
    }

    /// The value of a column that is not null.
    pub fn piece(&self, name: &str) -> Option<Piece<'t>> {
        value(&self.properties, name).map(|m| m.value)
    }

    /// Where its geometry begins.
    pub fn drawn_at(&self) -> Place {
        self.geometry.map_or(self.at, |g| (g.start, g.start + 1))
    }

    /// Its columns as fields; those that are not read are warned of.
    pub fn fields(&self, faults: &mut Faults) -> Vec<Field> {
        let mut out = Vec::new();
        for m in &self.properties {
            let at = (m.value.start, m.value.end());
            let column = self.what.columns().iter().find(|c| is(m, c.0));
            let Some((name, shape)) = column else {
                let known = self.what.beside().iter().any(|n| is(m, n));
                let others = What::ALL.iter().any(|w| w.names().any(|n| is(m, n)));
                // Layers of several kinds have the columns of all, empty where they do not fit.
                let empty = others && m.value.is_null();
                if !known && !empty {
                    faults.column(&m.key, m.at, self.what);
                }
                continue;
            };
            match values::tree(m.value, *shape) {
                Ok(Some(tree)) => out.push(((*name).to_owned(), m.at, tree)),
                Ok(None) => {}
                Err(fault) => {
                    let message = format!("{}, `{name}`: {}", self.thing, fault.message);
                    faults.property(at, message, shape.help());
                }
            }
        }
        out
    }

    /// Whether all fields are there that must be; those that the geometry gives are not asked for.
    pub fn is_full<T: Described>(&self, fields: &[Field], faults: &mut Faults) -> bool {
        let mut full = true;
        for doc in T::fields().iter().filter(|f| f.required) {
            let named = |f: &Field| f.0 == doc.name;
            let column = self.what.columns().iter().any(|c| c.0 == doc.name);
            let given = self.properties.iter().any(|m| is(m, doc.name) && !blank(m));
            if !column || fields.iter().any(named) {
                continue;
            }
            full = false;
            // What is there and was not read has its fault already.
            if !given {
                self.lacks(doc.name, &doc.type_name, faults);
            }
        }
        full
    }

    fn lacks(&self, name: &str, type_name: &str, faults: &mut Faults) {
        let fid = self.properties.iter().any(|m| is(m, "fid"));
        let help = match name {
            "id" if fid => "`fid` only numbers the rows: add a text column `id` and give each \
                            row a name of its own"
                .to_owned(),
            "id" => "add a text column `id` and give each row a name of its own".to_owned(),
            "between" => "fill the column `between` with two states, such as KGZ,TJK".to_owned(),
            _ => format!("fill the column `{name}`: {type_name}"),
        };
        let message = format!("{} has no `{name}`", self.thing);
        faults.property(self.at, message, help);
    }

    /// What the value at a place is called: the thing's column, else the thing.
    pub fn called(&self, start: usize) -> String {
        let at = |m: &&Member<'_>| (m.value.start..m.value.end()).contains(&start);
        match self.properties.iter().find(at) {
            Some(m) => format!("{}, `{}`", self.thing, m.key.to_lowercase()),
            None => self.thing.clone(),
        }
    }

    /// Its geometry; none after a fault.
    pub fn drawn(&self, faults: &mut Faults) -> Option<Drawn<'t>> {
        let mut shaper = Shaper {
            faults,
            thing: &self.thing,
        };
        match self.geometry {
            Some(geometry) => shaper.drawn(geometry),
            None => {
                let message = format!("{} has no geometry", self.thing);
                faults.geometry(self.at, message, "draw it, or delete its row");
                None
            }
        }
    }

    /// Reports a geometry that its kind is not drawn as.
    pub fn misdrawn(&self, drawn: &Drawn<'_>, faults: &mut Faults) {
        let wanted = self.what.drawn_as();
        let message = format!("{} is drawn as {}", self.thing, drawn.word());
        let help = format!("a {} is drawn as {wanted}", self.what);
        faults.geometry(self.drawn_at(), message, help);
    }
}

/// Whether a column says nothing.
fn blank(m: &Member<'_>) -> bool {
    m.value.is_null() || m.value.raw().trim_matches('"').trim().is_empty()
}
