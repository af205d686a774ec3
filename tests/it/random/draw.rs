//! Choices from a list of numbers: a fuzzer shortens the list, and the choices become plainer.

/// Numbers to draw from; past their end everything is the least.
pub(crate) struct Draw<'n> {
    numbers: &'n [u16],
    at: usize,
}

impl<'n> Draw<'n> {
    pub(crate) fn new(numbers: &'n [u16]) -> Self {
        Self { numbers, at: 0 }
    }

    pub(crate) fn next(&mut self) -> u16 {
        let n = self.numbers.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        n
    }

    /// A whole number below a bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::from(self.next()) % bound.max(1)
    }

    /// A number from 0 to 1.
    pub(crate) fn share(&mut self) -> f64 {
        f64::from(self.next()) / f64::from(u16::MAX)
    }

    pub(crate) fn range(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    pub(crate) fn chance(&mut self, p: f64) -> bool {
        self.share() > 1.0 - p
    }

    pub(crate) fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}
