//! `joint-patrol`: a simulator for joint border-patrol exercises.
//!
//! A scenario file goes in, a journal comes out, and the journal is judged and scored:
//! `(Scenario, Seeds, Orders) -> Journal`, then `(Journal, Rules, Profile) -> Scorecard`. Both are
//! pure functions. The modules, from the ground up:
//!
//! - [`base`]: ids, exact time, plane geometry, keyed randomness, diagnostics;
//! - [`notation`]: RON with places, every fault at once;
//! - [`journal`]: what happened, the only source for judgement;
//! - [`order`]: what people order while an exercise runs;
//! - [`conduct`]: rules as timed data, and the monitor that holds a log against them;
//! - [`scenario`]: all input of a run, valid by construction;
//! - [`sim`]: runs one exercise;
//! - [`score`]: judges one;
//! - [`io`]: disk and shipped data;
//! - [`cli`]: the command line.

pub mod aar;
pub mod base;
pub mod notation;

pub mod journal;

pub mod conduct;
pub mod order;
pub mod report;
pub mod scenario;

pub mod score;
pub mod sim;
pub mod sweep;

pub mod io;

pub mod cli;
