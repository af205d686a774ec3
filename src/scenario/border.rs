//! Border sections on the plane: whose side a place is on, and how far beyond it.

use crate::base::geo::{Foot, Polyline, Pos};
use crate::base::id::Name;
use crate::scenario::file::Status;
use crate::scenario::{PartId, SectionId, StateId};

/// How far a position on the ground may be wrong, in metres, before it counts against anybody:
/// at marked sections.
const TOLERANCE_MARKED_M: f64 = 50.0;
/// The same where the line is on maps only.
const TOLERANCE_MAPPED_M: f64 = 100.0;
/// The length of the parts into which a joint section is divided, at most.
const PART_M: f64 = 2_000.0;
/// Pieces of the line halfway between two claims.
const MIDLINE_PIECES: usize = 32;

/// A border section between two states.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id in files.
    pub name: Name,
    /// The two states.
    pub between: (StateId, StateId),
    /// How far it is settled.
    pub status: Status,
    /// Whether both sides watch it together.
    pub joint: bool,
    /// The agreed line; for an undefined section, the middle of the agreed band.
    pub line: Polyline,
    /// The line as each of the two states has it, in the order of `between`; the agreed one twice
    /// where there is one.
    pub own_lines: [Polyline; 2],
    /// Half the width of the agreed band, in metres; zero where the line is agreed.
    pub band_m: f64,
    /// Whether the first state's land lies to the left of the line.
    pub first_left: bool,
    /// No posts or reinforcements nearer than this, in metres; 0: nothing agreed.
    pub setback_m: f64,
    /// No heavy equipment nearer than this, in metres; 0: nothing agreed.
    pub heavy_setback_m: f64,
    /// The most people that one side's patrol may have here, if that was agreed.
    pub patrol_cap: Option<u32>,
    /// Whether both sides agreed that an urgent pursuit may cross.
    pub pursuit_annex: bool,
}

/// A part of a joint section: what is observed or not.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name, such as `north/3`.
    pub name: Name,
    /// The section it belongs to.
    pub section: SectionId,
    /// Its middle.
    pub middle: Pos,
}

impl Section {
    /// The line halfway between two claims.
    pub fn between_claims(a: &Polyline, b: &Polyline) -> Polyline {
        Polyline::midline(a, b, MIDLINE_PIECES)
    }

    /// Whether a state is one of its two.
    pub fn concerns(&self, state: StateId) -> bool {
        self.between.0 == state || self.between.1 == state
    }

    /// The state across it.
    pub fn across(&self, state: StateId) -> StateId {
        if self.between.0 == state {
            self.between.1
        } else {
            self.between.0
        }
    }

    /// The state on whose side a place lies, by its foot on the line.
    pub fn side_of(&self, foot: &Foot) -> StateId {
        if foot.left == self.first_left {
            self.between.0
        } else {
            self.between.1
        }
    }

    /// How far a place lies beyond the line from a state's own side; negative on its own side.
    pub fn depth_m(&self, state: StateId, p: Pos) -> f64 {
        let foot = self.line.foot(p);
        if foot.beyond_end {
            return -foot.distance; // past the section's ends nothing is said
        }
        if self.side_of(&foot) == state {
            -foot.distance
        } else {
            foot.distance
        }
    }

    /// How far a place lies beyond the line as `viewer` has it, seen from `state`'s side; negative
    /// on that side. Where the line is agreed, all have the same.
    pub fn depth_by_m(&self, viewer: StateId, state: StateId, p: Pos) -> f64 {
        let line = &self.own_lines[usize::from(viewer == self.between.1)];
        let foot = line.foot(p);
        if foot.beyond_end || self.side_of(&foot) == state {
            -foot.distance
        } else {
            foot.distance
        }
    }

    /// How far beyond the line a patrol may be before it counts: the band, or the error of a
    /// position on the ground.
    pub fn tolerance_m(&self) -> f64 {
        match self.status {
            Status::Demarcated => TOLERANCE_MARKED_M,
            Status::Delimited => TOLERANCE_MAPPED_M,
            Status::Undefined => self.band_m,
        }
    }

    /// Its parts, if it is joint.
    pub fn parts(&self, id: SectionId) -> Vec<Part> {
        if !self.joint {
            return Vec::new();
        }
        let length = self.line.length();
        let n = ((length / PART_M).ceil() as usize).max(1);
        (0..n)
            .map(|i| Part {
                name: Name::from(format!("{}/{}", self.name, i + 1)),
                section: id,
                middle: self.line.at(length * (i as f64 + 0.5) / n as f64),
            })
            .collect()
    }
}

/// A place with respect to the border.
#[derive(Clone, Copy, Debug)]
pub struct Near {
    /// The nearest section.
    pub section: SectionId,
    /// Distance to its line, in metres.
    pub distance_m: f64,
    /// The state on whose side the place lies.
    pub state: StateId,
    /// Whether the place lies past an end of the section, where nothing is said about sides.
    pub beyond_end: bool,
}

impl Near {
    /// How far the place lies beyond the line from a state's own side; negative on its own side.
    pub fn depth_m(&self, state: StateId) -> f64 {
        if self.beyond_end || self.state == state {
            -self.distance_m
        } else {
            self.distance_m
        }
    }
}

/// The section nearest to a place, if there is any.
pub fn nearest<'a>(
    sections: impl Iterator<Item = (SectionId, &'a Section)>,
    p: Pos,
) -> Option<Near> {
    let mut best: Option<Near> = None;
    for (id, section) in sections {
        if best.is_some_and(|b| section.line.at_least_m(p) >= b.distance_m) {
            continue;
        }
        let foot = section.line.foot(p);
        if best.is_none_or(|b| foot.distance < b.distance_m) {
            let state = section.side_of(&foot);
            best = Some(Near {
                section: id,
                distance_m: foot.distance,
                state,
                beyond_end: foot.beyond_end,
            });
        }
    }
    best
}

/// The parts of all joint sections, in order.
pub fn all_parts<'a>(
    sections: impl Iterator<Item = (SectionId, &'a Section)>,
) -> crate::base::id::IdVec<PartId, Part> {
    sections
        .flat_map(|(id, section)| section.parts(id))
        .collect()
}
