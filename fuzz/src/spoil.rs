//! One changed bit, for the promise that nothing changed is ever taken.

/// A copy with one bit changed. Which one follows from the bytes, so that a finding repeats.
pub fn one_bit(bytes: &[u8]) -> Vec<u8> {
    let mut spoiled = bytes.to_vec();
    let sum = bytes
        .iter()
        .fold(bytes.len(), |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    if let Some(byte) = sum.checked_rem(bytes.len()).and_then(|place| spoiled.get_mut(place)) {
        *byte ^= 1 << (sum / 7 % 8);
    }
    spoiled
}
