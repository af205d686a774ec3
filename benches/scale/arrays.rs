//! The loop that a careful person would write by hand: arrays, a grid of patrols, minute by
//! minute.

use crate::input::{
    CROSSER_MPS, CROSSING_TICKS, Found, Input, PATROL_MPS, PATROL_Y_M, RATE_PER_S, REACH_M,
    STRETCH_M, STRETCH_S, TICK_MS, patrol_at,
};

/// Beyond this distance at the start of a minute nothing can happen within it.
const NEAR_M: f64 = REACH_M + 60.0 * (PATROL_MPS + CROSSER_MPS);
/// Cells a metre along the line: with smaller cells clearing and summing them costs more than
/// the patrols that are looked at in vain.
/// At 50 patrols this beats looking at all of them.
const PER_M: f64 = 0.25 / NEAR_M;

pub struct Side<'i> {
    input: &'i Input,
    // Patrols: absolute place, velocity, seconds until the turn.
    x: Vec<f64>,
    mps: Vec<f64>,
    turn: Vec<f64>,
    // Crossers in the order in which they appeared; alive from `head` on.
    head: usize,
    who: Vec<u32>,
    cx: Vec<f64>,
    cy: Vec<f64>,
    gone: Vec<i64>,
    done: Vec<bool>,
    /// Which encounter each is in with the patrol of even and of odd number, what has been
    /// gathered in it, and what is needed (NaN: not drawn yet).
    ordinal: Vec<[u32; 2]>,
    dose: Vec<[f64; 2]>,
    need: Vec<[f64; 2]>,
    next: usize,
    // Patrols by cell of the line.
    starts: Vec<u32>,
    sorted: Vec<u32>,
    pub found: Vec<Found>,
}

impl<'i> Side<'i> {
    pub fn new(input: &'i Input) -> Self {
        let mut side = Self {
            input,
            x: Vec::new(),
            mps: Vec::new(),
            turn: Vec::new(),
            head: 0,
            who: Vec::new(),
            cx: Vec::new(),
            cy: Vec::new(),
            gone: Vec::new(),
            done: Vec::new(),
            ordinal: Vec::new(),
            dose: Vec::new(),
            need: Vec::new(),
            next: 0,
            starts: Vec::new(),
            sorted: Vec::new(),
            found: Vec::new(),
        };
        for (i, &start) in input.patrols.iter().enumerate() {
            let (m, mps, turn) = patrol_at(start, 0);
            side.x.push(i as f64 * STRETCH_M + m);
            side.mps.push(mps);
            side.turn.push(turn as f64 / 1000.0);
        }
        side.arrive(0);
        side
    }

    fn arrive(&mut self, tick: i64) {
        while let Some(&(from, x)) = self.input.crossers.get(self.next)
            && from <= tick
        {
            self.who.push(self.next as u32);
            self.cx.push(x);
            self.cy.push((tick - from) as f64 * 60.0 * CROSSER_MPS);
            self.gone.push(from + CROSSING_TICKS);
            self.done.push(false);
            self.ordinal.push([0; 2]);
            self.dose.push([0.0; 2]);
            self.need.push([f64::NAN; 2]);
            self.next += 1;
        }
    }

    // One function a step: put together into one, the compiler makes slower code of them.
    pub fn run(&mut self, ticks: i64) {
        for tick in 0..ticks {
            self.arrive(tick);
            self.sort();
            self.look(tick);
            self.walk(tick);
        }
    }

    /// Counting sort of the patrols into cells along the line.
    #[inline(never)]
    fn sort(&mut self) {
        let cells = (self.x.len() as f64 * STRETCH_M * PER_M) as usize + 3;
        self.starts.clear();
        self.starts.resize(cells + 1, 0);
        for &x in &self.x {
            self.starts[(x * PER_M) as usize + 2] += 1;
        }
        for c in 1..=cells {
            self.starts[c] += self.starts[c - 1];
        }
        self.sorted.resize(self.x.len(), 0);
        for (i, &x) in self.x.iter().enumerate() {
            let at = &mut self.starts[(x * PER_M) as usize + 1];
            self.sorted[*at as usize] = i as u32;
            *at += 1;
        }
    }

    /// Everybody not found yet who may come within reach in this minute. Of several patrols
    /// the first to find counts.
    #[inline(never)]
    fn look(&mut self, tick: i64) {
        for c in self.head..self.who.len() {
            if self.done[c] || (self.cy[c] - PATROL_Y_M).abs() > NEAR_M {
                continue;
            }
            let mut first: Option<(f64, usize)> = None;
            let mut note = |s: Option<f64>, p: usize| {
                if let Some(s) = s
                    && first.is_none_or(|(before, _)| s < before)
                {
                    first = Some((s, p));
                }
            };
            let (low, high) = (self.cx[c] - NEAR_M, self.cx[c] + NEAR_M);
            let last = self.starts.len() - 1;
            let from = self.starts[(low * PER_M) as usize];
            let to = self.starts[((high * PER_M) as usize + 1).min(last)];
            for k in from..to {
                let p = self.sorted[k as usize] as usize;
                note(self.meet(c, p), p);
            }
            if let Some((s, p)) = first {
                self.done[c] = true;
                self.found.push(Found {
                    crosser: self.who[c],
                    patrol: p as u32,
                    at: tick * TICK_MS + (s * 1000.0 - 1e-6).ceil() as i64,
                });
            }
        }
    }

    /// One patrol and one crosser in one minute: after how many seconds it finds them.
    #[inline]
    fn meet(&mut self, c: usize, p: usize) -> Option<f64> {
        let (dx, dy) = (self.cx[c] - self.x[p], self.cy[c] - PATROL_Y_M);
        if dx * dx + dy * dy > NEAR_M * NEAR_M {
            return None;
        }
        let (turn, mps) = (self.turn[p], self.mps[p]);
        if turn >= 60.0 {
            return self.piece(c, p, (dx, dy), mps, 0.0, 60.0);
        }
        // After the turn it goes as if it had come from beyond it.
        let beyond = dx - 2.0 * mps * turn;
        self.piece(c, p, (dx, dy), mps, 0.0, turn)
            .or_else(|| self.piece(c, p, (beyond, dy), -mps, turn, 60.0))
    }

    /// A straight piece of a minute, from `a` to `b` seconds into it.
    #[inline]
    fn piece(
        &mut self,
        c: usize,
        p: usize,
        (dx, dy): (f64, f64),
        mps: f64,
        a: f64,
        b: f64,
    ) -> Option<f64> {
        let (vx, vy) = (-mps, CROSSER_MPS);
        let (vv, pv) = (vx * vx + vy * vy, dx * vx + dy * vy);
        let disc = pv * pv - vv * (dx * dx + dy * dy - REACH_M * REACH_M);
        if disc < 0.0 {
            return None;
        }
        let root = disc.sqrt();
        let (enter, leave) = ((-pv - root) / vv, (-pv + root) / vv);
        let (from, until) = (enter.max(a), leave.min(b));
        if from > until {
            return None;
        }
        let side = p & 1;
        if self.need[c][side].is_nan() {
            let (who, ordinal) = (self.who[c] as usize, self.ordinal[c][side]);
            self.need[c][side] = self.input.threshold(p, who, ordinal);
        }
        let (dose, need) = (self.dose[c][side], self.need[c][side]);
        let sum = dose + RATE_PER_S * (until - from);
        if sum >= need {
            return Some(from + (need - dose) / RATE_PER_S);
        }
        if leave <= b {
            self.ordinal[c][side] += 1;
            self.dose[c][side] = 0.0;
            self.need[c][side] = f64::NAN;
        } else {
            self.dose[c][side] = sum;
        }
        None
    }

    #[inline(never)]
    fn walk(&mut self, tick: i64) {
        let patrols = self.x.iter_mut().zip(&mut self.mps).zip(&mut self.turn);
        for ((x, mps), turn) in patrols {
            let left = *turn - 60.0;
            let turned = left <= 0.0;
            let late = if turned { -left } else { 0.0 };
            *x += *mps * (60.0 - 2.0 * late);
            *mps = if turned { -*mps } else { *mps };
            *turn = if turned { left + STRETCH_S } else { left };
        }
        for y in &mut self.cy[self.head..] {
            *y += 60.0 * CROSSER_MPS;
        }
        while self.gone.get(self.head).is_some_and(|&g| g <= tick + 1) {
            self.head += 1;
        }
    }
}
