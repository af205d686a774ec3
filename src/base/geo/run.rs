//! The pieces of a polyline, laid out so that the nearest to a place is found with little work.

use smallvec::SmallVec;

use crate::base::geo::{Around, Pos};

/// Pieces in a run.
pub(super) const RUN: usize = 8;

/// Two pieces of a line, laid out so that they are looked at together. Where the line ends before
/// the second, that is infinitely far away.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Two {
    /// Where each begins.
    x: [f64; 2],
    y: [f64; 2],
    /// To where it ends, and the square of its length.
    dx: [f64; 2],
    dy: [f64; 2],
    len2: [f64; 2],
}

impl Two {
    /// The pieces between these points, three at most.
    fn new(points: &[Pos]) -> Self {
        let mut two = Self {
            x: [f64::INFINITY; 2],
            y: [f64::INFINITY; 2],
            dx: [0.0; 2],
            dy: [0.0; 2],
            len2: [0.0; 2],
        };
        for (i, ends) in points.windows(2).enumerate() {
            let d = ends[1].minus(ends[0]);
            (two.x[i], two.y[i]) = (ends[0].x, ends[0].y);
            (two.dx[i], two.dy[i], two.len2[i]) = (d.x, d.y, d.dot(d));
        }
        two
    }

    /// For each piece, the square of the distance to a place, and how far along the piece its
    /// nearest point is, as a share that is not cut off at the ends.
    fn look(&self, p: Pos) -> ([f64; 2], [f64; 2]) {
        let (mut squares, mut shares) = ([0.0; 2], [0.0; 2]);
        for i in 0..2 {
            let (x, y, dx, dy) = (self.x[i], self.y[i], self.dx[i], self.dy[i]);
            let along = ((p.x - x) * dx + (p.y - y) * dy) / self.len2[i];
            let share = if self.len2[i] > 0.0 { along } else { 0.0 };
            let within = share.clamp(0.0, 1.0);
            let (gap_x, gap_y) = (p.x - (x + dx * within), p.y - (y + dy * within));
            squares[i] = gap_x * gap_x + gap_y * gap_y;
            shares[i] = share;
        }
        (squares, shares)
    }
}

/// Some pieces one after another with the box around them: what is far need not be looked at piece
/// by piece.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub around: Around,
    /// The first of the pieces.
    first: usize,
    twos: SmallVec<[Two; RUN / 2]>,
}

impl Run {
    /// Run number `i` of a line through these points.
    pub fn new(points: &[Pos], i: usize) -> Self {
        let first = i * RUN;
        let points = &points[first..points.len().min(first + RUN + 1)];
        let twos = (0..points.len() - 1).step_by(2);
        Self {
            around: Around::new(points),
            first,
            twos: twos
                .map(|k| Two::new(&points[k..points.len().min(k + 3)]))
                .collect(),
        }
    }

    /// Puts the nearest of its pieces in the place of the best so far, if it is nearer or, as near,
    /// comes first.
    pub fn look(&self, p: Pos, best: &mut Nearest) {
        let mut piece = self.first;
        for two in &self.twos {
            let (squares, shares) = two.look(p);
            for (square, share) in squares.into_iter().zip(shares) {
                if square < best.square || (square == best.square && piece < best.piece) {
                    *best = Nearest {
                        square,
                        piece,
                        share,
                    };
                }
                piece += 1;
            }
        }
    }
}

/// The piece nearest to a place.
pub(super) struct Nearest {
    /// The square of the distance.
    pub square: f64,
    /// Its number.
    pub piece: usize,
    /// How far along it the nearest point is, as a share that is not cut off at its ends.
    pub share: f64,
}
