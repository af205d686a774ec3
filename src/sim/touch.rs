//! Reading things for no other purpose than that they are at hand when they are needed.

/// Reads something of each of these; what comes of it is of no use but must not be dropped, lest
/// nothing is read.
#[inline]
pub fn touch<T>(places: &[u32], all: &[T], what: impl Fn(&T) -> u64) -> u64 {
    let read = places.iter().map(|&i| what(&all[i as usize]));
    read.fold(0, |sum, x| sum ^ x)
}
