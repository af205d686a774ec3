//! Randomness that is keyed, not shared.
//!
//! Every draw has its own stream, found from (seed, purpose, ids, occurrence) by SipHash-1-3 with
//! 128 bits of output, which seeds a PCG64-MCG. So a draw depends on what it is for and on nothing
//! that happened before it: adding a patrol moves no arrival, and two runs can be compared pair by
//! pair.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use siphasher::sip;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;

use crate::base::num;

/// The largest seed: 2⁵³ − 1, so that a seed survives JSON.
pub const SEED_MAX: u64 = (1 << 53) - 1;

/// What a stream is for. The names are part of the journal's meaning and never change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Purpose {
    /// When groups arrive (world).
    Arrival = 1,
    /// What a group is: size, route, place on a front (world).
    Group = 2,
    /// How the hours of a working day fall (world).
    Workday = 3,
    /// Departure of a patrol within its agreed variation (world).
    Departure = 4,
    /// Punctuality of one unit (luck).
    Lateness = 5,
    /// The detection threshold of one encounter (luck).
    Detection = 6,
    /// Errors of an observed place and course (luck).
    Fix = 7,
    /// Whether an attempt to get through succeeds (luck).
    Attempt = 8,
    /// Human handling time (luck).
    Handling = 9,
    /// What an observer takes somebody for (luck).
    Classify = 10,
    /// A doctrine's answer to a decision request (luck).
    Decision = 11,
    /// What a group does when it is stopped (world).
    Reaction = 12,
    /// How far a unit's own idea of where it is is wrong (luck).
    Navigation = 13,
    /// How an incident goes: when people tell, whom it hits, how long they hold out (world).
    Incident = 14,
    /// Whether a unit waits where it should (luck).
    Restraint = 15,
    /// Whether an alert is shared (luck).
    Alert = 16,
    /// Which replications a bootstrap draws again.
    Resample = 17,
    /// When and where patrols go that are sent at random.
    Allocation = 18,
}

/// One of the two seeds of a run, ready to open streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

/// A stable 64-bit key of a name.
pub fn key_of(name: &str) -> u64 {
    KeyText::default().word(name).key()
}

/// A text that is put together only for its key; quicker than to format it.
#[derive(Default)]
pub struct KeyText(sip::SipHasher13);

impl KeyText {
    /// Goes on with a word.
    pub fn word(&mut self, word: &str) -> &mut Self {
        self.0.write(word.as_bytes());
        self
    }

    /// Goes on with a number in hexadecimal digits.
    pub fn hex(&mut self, x: u64) -> &mut Self {
        let digits = [hex_digits((x >> 32) as u32), hex_digits(x as u32)];
        let zeros = (x.leading_zeros() as usize / 4).min(15);
        self.0.write(&digits.as_flattened()[zeros..]);
        self
    }

    /// Goes on with a number in decimal digits.
    pub fn number(&mut self, x: u32) -> &mut Self {
        self.word(itoa::Buffer::new().format(x))
    }

    /// The key of the whole text.
    pub fn key(&self) -> u64 {
        self.0.finish()
    }
}

/// The hexadecimal digits of a number, leading zeros among them: all eight at once, a byte each.
fn hex_digits(x: u32) -> [u8; 8] {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let mut digits = u64::from(x);
    digits = (digits | digits << 16) & 0x0000_ffff_0000_ffff;
    digits = (digits | digits << 8) & 0x00ff_00ff_00ff_00ff;
    digits = (digits | digits << 4) & 0x0f0f_0f0f_0f0f_0f0f;
    let from_ten_on = (digits + 6 * EACH) >> 4 & EACH;
    let letters = from_ten_on * u64::from(b'a' - 10 - b'0');
    (digits + u64::from(b'0') * EACH + letters).to_be_bytes()
}

impl Seed {
    /// The stream for one purpose, one set of keys, one occurrence.
    pub fn stream(self, purpose: Purpose, keys: &[u64]) -> Stream {
        let mut hasher = SipHasher13::new_with_keys(self.0, purpose as u64);
        for key in keys {
            hasher.write(&key.to_le_bytes());
        }
        let hash = hasher.finish128();
        let state = (u128::from(hash.h1) << 64) | u128::from(hash.h2);
        Stream(Pcg64Mcg::from_seed(state.to_le_bytes()))
    }
}

/// A short stream of draws.
#[derive(Clone, Debug)]
pub struct Stream(Pcg64Mcg);

impl Stream {
    /// Uniform in [0, 1).
    pub fn unit(&mut self) -> f64 {
        self.0.random::<f64>()
    }

    /// Uniform in [low, high).
    pub fn range(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Uniform among the whole numbers from `low` to `high`, both included.
    pub fn whole(&mut self, low: u32, high: u32) -> u32 {
        self.0.random_range(low..=high)
    }

    /// True with probability `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Exponential with mean 1.
    pub fn exponential(&mut self) -> f64 {
        -num::log(1.0 - self.unit())
    }

    /// Standard normal (Box-Muller, first of the pair).
    pub fn normal(&mut self) -> f64 {
        let (radius, angle) = (
            num::sqrt(2.0 * self.exponential()),
            std::f64::consts::TAU * self.unit(),
        );
        radius * num::cos(angle)
    }

    /// Log-normal with this median and this standard deviation of the logarithm.
    pub fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * num::exp(sigma * self.normal())
    }

    /// The place of a weight chosen in proportion; the last if rounding leaves none.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (i, w) in weights.iter().enumerate() {
            left -= w;
            if left < 0.0 {
                return i;
            }
        }
        weights.len().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_its_key_alone() {
        let seed = Seed(7);
        let a = seed
            .stream(Purpose::Arrival, &[key_of("couriers"), 3])
            .unit();
        let _ = seed.stream(Purpose::Detection, &[1, 2, 3]).unit();
        assert_eq!(
            a,
            seed.stream(Purpose::Arrival, &[key_of("couriers"), 3])
                .unit()
        );
        assert_ne!(
            a,
            seed.stream(Purpose::Arrival, &[key_of("couriers"), 4])
                .unit()
        );
        assert_ne!(
            a,
            seed.stream(Purpose::Group, &[key_of("couriers"), 3]).unit()
        );
        assert_ne!(
            a,
            Seed(8)
                .stream(Purpose::Arrival, &[key_of("couriers"), 3])
                .unit()
        );
    }

    #[test]
    fn a_key_does_not_depend_on_how_its_text_is_put_together() {
        for (a, b) in [(0u64, 1u32), (u64::MAX, 7), (0x1234_5678_9abc, 999_999)] {
            let whole = key_of(&format!("word/{a:x}/{b}"));
            let mut text = KeyText::default();
            let key = text.word("word").word("/").hex(a).word("/").number(b).key();
            assert_eq!(key, whole);
            assert_eq!(key_of(""), KeyText::default().word("").key());
        }
        for shift in 0..64 {
            for a in [0u64, 1, 0x0123_4567_89ab_cdef, u64::MAX].map(|a| a >> shift) {
                let key = KeyText::default().hex(a).key();
                assert_eq!(key, key_of(&format!("{a:x}")));
            }
        }
    }

    #[test]
    fn draws_have_the_moments_they_should() {
        let n = 20_000;
        let draw = |f: fn(&mut Stream) -> f64| {
            let xs: Vec<f64> = (0..n)
                .map(|i| f(&mut Seed(1).stream(Purpose::Handling, &[i])))
                .collect();
            let mean = xs.iter().sum::<f64>() / n as f64;
            let var = xs.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n as f64;
            (mean, var)
        };
        let near = |a: f64, b: f64| assert!((a - b).abs() < 0.05, "{a} is not {b}");
        let (mean, var) = draw(Stream::unit);
        near(mean, 0.5);
        near(var, 1.0 / 12.0);
        let (mean, var) = draw(Stream::exponential);
        near(mean, 1.0);
        near(var, 1.0);
        let (mean, var) = draw(Stream::normal);
        near(mean, 0.0);
        near(var, 1.0);
    }

    #[test]
    fn weights_choose_in_proportion() {
        let hits = (0..10_000)
            .filter(|&i| Seed(2).stream(Purpose::Group, &[i]).weighted(&[1.0, 3.0]) == 1)
            .count();
        assert!((7_300..7_700).contains(&hits), "{hits}");
    }
}
