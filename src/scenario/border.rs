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
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// The section nearest to a place, if there is any; the first of several.
pub fn nearest<'a>(
    sections: impl Iterator<Item = (SectionId, &'a Section)> + Clone,
    p: Pos,
) -> Option<Near> {
    let gap = |section: &Section| section.line.at_least_square_m2(p);
    // The section whose box is nearest tells how far the others need to be looked at.
    let mut likely: Option<(f64, SectionId, &Section)> = None;
    for (id, section) in sections.clone() {
        let gap = gap(section);
        if likely.is_none_or(|(least, ..)| gap < least) {
            likely = Some((gap, id, section));
        }
    }
    let (_, likely, section) = likely?;
    let mut best = (likely, section, section.line.foot(p));
    for (id, section) in sections {
        // Roundoff must not hide a section that is as near.
        let enough = best.2.distance * best.2.distance * (1.0 + 1e-9);
        if id == likely || gap(section) > enough {
            continue;
        }
        let foot = section.line.foot(p);
        if (foot.distance, id) < (best.2.distance, best.0) {
            best = (id, section, foot);
        }
    }
    let (section, line, foot) = best;
    Some(Near {
        section,
        distance_m: foot.distance,
        state: line.side_of(&foot),
        beyond_end: foot.beyond_end,
    })
}

/// The parts of all joint sections, in order.
pub fn all_parts<'a>(
    sections: impl Iterator<Item = (SectionId, &'a Section)>,
) -> crate::base::id::IdVec<PartId, Part> {
    sections
        .flat_map(|(id, section)| section.parts(id))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::IdVec;
    use crate::base::rng::{Purpose, Seed, Stream};

    fn section(points: Vec<Pos>) -> Section {
        let line = Polyline::new(points);
        Section {
            name: Name::new("s"),
            between: (StateId(0), StateId(1)),
            status: Status::Delimited,
            joint: false,
            own_lines: [line.clone(), line.clone()],
            line,
            band_m: 0.0,
            first_left: true,
            setback_m: 0.0,
            heavy_setback_m: 0.0,
            patrol_cap: None,
            pursuit_annex: false,
        }
    }

    fn place(stream: &mut Stream) -> Pos {
        Pos::new(stream.range(0.0, 1e4), stream.range(0.0, 1e4))
    }

    #[test]
    fn the_nearest_section_is_the_first_of_those_that_are_as_near() {
        let mut stream = Seed(9).stream(Purpose::Arrival, &[1]);
        for _ in 0..50 {
            // Each section begins where the last one ended: places beyond a joint are as near to both.
            let mut corner = place(&mut stream);
            let mut sections: IdVec<SectionId, Section> = IdVec::new();
            for _ in 0..6 {
                let mut points = vec![corner];
                points.extend((0..stream.whole(1, 20)).map(|_| place(&mut stream)));
                corner = points[points.len() - 1];
                sections.push(section(points));
            }
            for _ in 0..200 {
                let p = place(&mut stream);
                let foot = |id: SectionId| sections[id].line.foot(p);
                let by_foot = sections.ids().min_by(|&a, &b| {
                    foot(a)
                        .distance
                        .total_cmp(&foot(b).distance)
                        .then(a.cmp(&b))
                });
                let found = nearest(sections.iter(), p).unwrap();
                assert_eq!(Some(found.section), by_foot);
                assert_eq!(found.distance_m, foot(found.section).distance);
                // Whoever asks among some of the sections need not look again if it is one of them.
                let odd = |id: SectionId| id.0 % 2 == 1;
                let among = nearest(sections.iter().filter(|&(id, _)| odd(id)), p);
                assert!(!odd(found.section) || among == Some(found));
            }
        }
        assert!(nearest(IdVec::<SectionId, Section>::new().iter(), Pos::default()).is_none());
    }
}
