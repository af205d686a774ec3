//! Sections of one feature or several: the agreed line, and each state's claim.

use std::collections::BTreeMap;

use crate::scenario::file::{Point, SectionFile};

use super::columns::CLAIM;
use super::faults::Faults;
use super::feature::{Feature, Field};
use super::read;
use super::write;

/// What is known of a section while its features are read.
struct Draft<'f, 't> {
    first: &'f Feature<'t>,
    fields: Vec<Field>,
    line: Option<Vec<Point>>,
    claims: BTreeMap<String, Vec<Point>>,
    sound: bool,
}

/// The sections of the features that are such, in the order of their first features.
pub fn sections<'f, 't: 'f>(
    features: impl Iterator<Item = &'f Feature<'t>>,
    faults: &mut Faults,
) -> Vec<SectionFile> {
    let mut drafts: Vec<Draft<'f, 't>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for f in features {
        if faults.full() {
            break;
        }
        let id = f.text("id").map(|(id, _)| id);
        let known = id.as_ref().and_then(|id| places.get(id).copied());
        let place = known.unwrap_or_else(|| {
            drafts.push(Draft::of(f));
            places.extend(id.map(|id| (id, drafts.len() - 1)));
            drafts.len() - 1
        });
        if let Some(draft) = drafts.get_mut(place) {
            draft.add(f, faults);
        }
    }
    let done = drafts.into_iter().map(|d| d.section(faults));
    done.collect::<Vec<_>>().into_iter().flatten().collect()
}

impl<'f, 't> Draft<'f, 't> {
    fn of(first: &'f Feature<'t>) -> Self {
        Self {
            first,
            fields: Vec::new(),
            line: None,
            claims: BTreeMap::new(),
            sound: true,
        }
    }

    /// Adds a feature of the section: what it says must agree with what was said before.
    fn add(&mut self, f: &Feature<'t>, faults: &mut Faults) {
        for field in f.fields(faults) {
            let before = self.fields.iter().find(|b| b.0 == field.0);
            match before.map(|b| write::json(&b.2) == write::json(&field.2)) {
                // A column that stands twice in one feature is for the record to refuse.
                None => self.fields.push(field),
                Some(true) if !std::ptr::eq(self.first, f) => {}
                Some(_) if std::ptr::eq(self.first, f) => self.fields.push(field),
                Some(_) => {
                    self.sound = false;
                    let message = format!("{} says two things of `{}`", f.thing, field.0);
                    let help = "give all lines of a section the same value, or fill one and leave \
                                the others empty";
                    faults.property(place(&field.2), message, help);
                }
            }
        }
        let Some(corners) = read::line(f, faults) else {
            self.sound = false;
            return;
        };
        let points = read::points(&corners);
        let twice = match f.text(CLAIM) {
            Some((state, _)) => self.claims.insert(state, points).is_some(),
            None => self.line.replace(points).is_some(),
        };
        if twice {
            self.sound = false;
            let message = format!("{} is drawn twice", f.thing);
            let help = "give one of them another `id`, or say in `claim` whose line it is";
            faults.error("duplicate-id", f.at, message, help);
        }
    }

    fn section(self, faults: &mut Faults) -> Option<SectionFile> {
        let mut section: SectionFile = read::record(self.first, self.fields, None, faults)?;
        section.line = self.line.unwrap_or_default();
        section.claims = self.claims;
        self.sound.then_some(section)
    }
}

fn place(tree: &super::values::Tree) -> super::values::Place {
    (tree.span().start_offset, tree.span().end_offset)
}
