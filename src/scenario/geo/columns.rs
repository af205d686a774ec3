//! What a feature can be, and the columns that each kind has.

use crate::choice;

choice! {
    /// What a feature of a map is.
    pub enum What {
        /// A border section's line, or one state's claim.
        Section = "section",
        /// A site.
        Site = "site",
        /// A way between two sites.
        Leg = "leg",
        /// An area of cover.
        Area = "area",
        /// A river.
        River = "river",
        /// A site of the kind `pasture`, which may be drawn as an area.
        Pasture = "pasture",
    }
}

/// How a column's values are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A text that may be empty.
    Free,
    /// A text; numbers are taken as they are written.
    Text,
    /// A word of a choice.
    Word,
    /// A number, or a text with one in it.
    Number,
    /// True or false, 1 or 0, or a text with one of them in it.
    Flag,
    /// A list, as JSON or as text.
    List(&'static Shape),
    /// Two values, as JSON or as text.
    Pair(&'static Shape),
    /// Records, as JSON or as a text with JSON in it.
    Records,
    /// A duration as text.
    Duration,
}

impl Shape {
    /// What to write.
    pub const fn help(self) -> &'static str {
        match self {
            Self::List(_) => "write a list such as `foot, mounted`, or `[\"foot\", \"mounted\"]`",
            Self::Pair(Self::Number) => "write two numbers such as `5, 10`",
            Self::Pair(_) => "write two ids such as `KGZ, TJK`",
            Self::Records => "write JSON such as `[{\"from\": \"2h\", \"until\": \"3h\"}]`",
            Self::Free | Self::Text | Self::Word => "write a shorter text without odd characters",
            Self::Number => "write a number",
            Self::Flag => "write `true` or `false`",
            Self::Duration => "write a time such as `90min`",
        }
    }
}

use Shape::{Duration, Flag, Free, List, Number, Pair, Records, Text, Word};

/// A column and how its values are read.
pub type Column = (&'static str, Shape);

const SECTION: &[Column] = &[
    ("id", Text),
    ("between", Pair(&Text)),
    ("status", Word),
    ("joint", Flag),
    ("band_m", Number),
    ("setback_m", Number),
    ("heavy_setback_m", Number),
    ("sensitive", Flag),
    ("patrol_cap", Number),
    ("pursuit_annex", Flag),
];

const SITE: &[Column] = &[
    ("id", Text),
    ("name", Free),
    ("kind", Word),
    ("state", Text),
    ("staff", Number),
    ("hotline", List(&Text)),
    ("sensors", List(&Text)),
    ("mast_m", Number),
    ("officers", Number),
    ("languages", List(&Text)),
    ("interpreters", Number),
    ("kept_free", Flag),
];

const LEG: &[Column] = &[
    ("from", Text),
    ("to", Text),
    ("surface", Word),
    ("modes", List(&Word)),
    ("months", Pair(&Number)),
    ("closed", Records),
];

const AREA: &[Column] = &[("id", Text), ("cover", Number)];

const RIVER: &[Column] = &[("id", Text), ("crossing", Duration)];

/// What a feature is.
pub const WHAT: &str = "what";
/// Whose line a section's feature is.
pub const CLAIM: &str = "claim";
/// The height of a site whose point has none, or 0.
pub const ALT: &str = "alt_m";

/// Whether the heights of a leg's corners are known: true all of them, false none; empty those that
/// are not 0.
pub const HEIGHTS: &str = "heights";

impl What {
    /// The columns that are fields of its record.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Section => SECTION,
            Self::Site | Self::Pasture => SITE,
            Self::Leg => LEG,
            Self::Area => AREA,
            Self::River => RIVER,
        }
    }

    /// The columns that are read beside them.
    pub fn beside(self) -> &'static [&'static str] {
        match self {
            Self::Section => &[WHAT, CLAIM],
            Self::Site | Self::Pasture => &[WHAT, ALT],
            Self::Leg => &[WHAT, HEIGHTS],
            _ => &[WHAT],
        }
    }

    /// All of its columns.
    pub fn names(self) -> impl Iterator<Item = &'static str> + Clone {
        let fields = self.columns().iter().map(|c| c.0);
        fields.chain(self.beside().iter().copied())
    }

    /// A word such as `site` or `Sites`.
    pub fn of_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        let singular = word.strip_suffix('s').unwrap_or(&word);
        let is = |w: &&Self| w.word() == singular;
        Self::ALL.iter().find(is).copied()
    }

    /// A collection's name with such a word in the plural: `my_sections`, `Sites 2025`.
    pub fn of_name(name: &str) -> Option<Self> {
        let words = name.split(|c: char| !c.is_alphanumeric());
        let plural = words.filter(|w| w.ends_with(['s', 'S']));
        let mut found = plural.filter_map(Self::of_word);
        let first = found.next()?;
        found.all(|w| w == first).then_some(first)
    }

    /// The geometry that it is drawn as, in words.
    pub const fn drawn_as(self) -> &'static str {
        match self {
            Self::Section | Self::Leg | Self::River => "a LineString",
            Self::Site => "a Point",
            Self::Area => "a Polygon",
            Self::Pasture => "a Point or a Polygon",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::record::Described;
    use crate::scenario::file::{AreaFile, LegFile, RiverFile, SectionFile, SiteFile};

    #[test]
    fn every_field_is_a_column_or_drawn() {
        fn holds<T: Described>(what: What, drawn: &[&str]) {
            let mut names: Vec<&str> = what.columns().iter().map(|c| c.0).collect();
            names.extend(drawn);
            let mut fields: Vec<&str> = T::fields().iter().map(|f| f.name).collect();
            names.sort_unstable();
            fields.sort_unstable();
            assert_eq!(names, fields, "{what}");
        }
        holds::<SectionFile>(What::Section, &["line", "claims"]);
        holds::<SiteFile>(What::Site, &["at"]);
        holds::<LegFile>(What::Leg, &["via"]);
        holds::<AreaFile>(What::Area, &["outline"]);
        holds::<RiverFile>(What::River, &["line"]);
    }

    #[test]
    fn collections_are_known_by_their_names() {
        for (name, what) in [
            ("sections", Some(What::Section)),
            ("My_Sections", Some(What::Section)),
            ("ground – LEGS", Some(What::Leg)),
            ("Pastures 2025", Some(What::Pasture)),
            ("By the river", None),
            ("sites and legs", None),
            ("map", None),
        ] {
            assert_eq!(What::of_name(name), what, "{name}");
        }
    }
}
