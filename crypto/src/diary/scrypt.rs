//! scrypt (RFC 7914) with r = 8 and p = 1, in steps: where JavaScript runs the page's code without a
//! compiler it takes many seconds, and a page that cannot yield for that long looks dead
//! (docs/decisions/scrypt-in-steps.md).
//!
//! PBKDF2 is that of its package.

use pbkdf2::pbkdf2_hmac;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::Passphrase;

/// Salsa20/8 has eight rounds.
const DOUBLE_ROUNDS: usize = 4;

/// Words of what Salsa20 mixes at once.
const PIECE: usize = 16;
/// A block has 2 r pieces.
const PIECES: usize = 16;
const WORDS: usize = PIECE * PIECES;

/// 1,024 bytes as little-endian words.
#[derive(Clone, Copy, PartialEq, Eq, Zeroize)]
struct Block([u32; WORDS]);

const EMPTY: Block = Block([0; WORDS]);

/// There is not as much memory as the file asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not enough memory")]
pub(super) struct NoMemory;

/// A derivation on its way. Wiped when dropped.
#[derive(ZeroizeOnDrop)]
pub(super) struct Scrypt {
    #[zeroize(skip)] // It wipes itself.
    passphrase: Passphrase,
    /// How many blocks there will be, a power of two.
    count: usize,
    /// All that were filled so far.
    blocks: Vec<Block>,
    /// What is mixed.
    mixed: Block,
    /// How many were mixed back in.
    again: usize,
}

impl Scrypt {
    /// Takes 2^`log_n` KiB of memory and fills none of it yet.
    pub(super) fn begin(passphrase: &Passphrase, salt: &[u8], log_n: u8) -> Result<Self, NoMemory> {
        let count = 1_usize.checked_shl(log_n.into()).ok_or(NoMemory)?;
        // Reserved at once, so that no half-grown copy stays behind in freed memory.
        let mut blocks = Vec::new();
        blocks.try_reserve_exact(count).map_err(|_| NoMemory)?;
        let mut bytes = Zeroizing::new([0; 4 * WORDS]);
        pbkdf2_hmac::<Sha256>(passphrase.bytes(), salt, 1, bytes.as_mut());
        let mut mixed = EMPTY;
        for (word, bytes) in mixed.0.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *word = u32::from_le_bytes(*bytes);
        }
        Ok(Self { passphrase: passphrase.clone(), count, blocks, mixed, again: 0 })
    }

    /// Mixes so many blocks more; whether all are mixed.
    pub(super) fn step(&mut self, blocks: usize) -> bool {
        for _ in 0..blocks {
            if self.is_done() {
                break;
            }
            if self.blocks.len() < self.count {
                self.blocks.push(self.mixed);
            } else {
                self.mix_in();
            }
            self.mixed = mix(&self.mixed);
        }
        self.is_done()
    }

    /// Mixes what is missing, and the key.
    pub(super) fn finish(mut self) -> Zeroizing<[u8; 32]> {
        while !self.step(self.count) {}
        let mut bytes = Zeroizing::new([0; 4 * WORDS]);
        for (bytes, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(self.mixed.0) {
            *bytes = word.to_le_bytes();
        }
        let mut key = Zeroizing::new([0; 32]);
        pbkdf2_hmac::<Sha256>(self.passphrase.bytes(), bytes.as_slice(), 1, key.as_mut());
        key
    }

    /// Mixed so far, in parts of a hundred.
    pub(super) fn percent(&self) -> usize {
        (self.blocks.len() + self.again) * 50 / self.count
    }

    fn is_done(&self) -> bool {
        self.again == self.count
    }

    /// Adds the block that the mixture points to: the first word of its last piece says which.
    fn mix_in(&mut self) {
        let word = self.mixed.0.get(WORDS - PIECE).copied().unwrap_or_default();
        let place = usize::try_from(word).unwrap_or_default() & (self.count - 1);
        let block = self.blocks.get(place).unwrap_or(&EMPTY);
        for (to, from) in self.mixed.0.iter_mut().zip(block.0) {
            *to ^= from;
        }
        self.again += 1;
    }
}

/// scryptBlockMix of section 4: even pieces to the front, odd ones behind.
fn mix(block: &Block) -> Block {
    let mut mixed = EMPTY;
    let pieces = block.0.as_chunks::<PIECE>().0;
    let mut piece = pieces.last().copied().unwrap_or_default();
    let (even, odd) = mixed.0.as_chunks_mut::<PIECE>().0.split_at_mut(PIECES / 2);
    for (pair, (even, odd)) in pieces.as_chunks::<2>().0.iter().zip(even.iter_mut().zip(odd)) {
        for (from, to) in pair.iter().zip([even, odd]) {
            for (to, from) in piece.iter_mut().zip(from) {
                *to ^= from;
            }
            piece = salsa(piece);
            *to = piece;
        }
    }
    mixed
}

/// Salsa20/8 of section 3. Not by the `salsa20` package, which is compiled for size where this is:
/// in a script without a compiler its million calls take nearly twice as long.
fn salsa(words: [u32; PIECE]) -> [u32; PIECE] {
    let mut mixed = words;
    // Not `rotate_left`: a script has no such thing and would call a function for it.
    macro_rules! turn {
        ($to:literal, $a:literal, $b:literal, $bits:literal) => {
            let sum = mixed[$a].wrapping_add(mixed[$b]);
            mixed[$to] = mixed[$to] ^ (sum << $bits) ^ (sum >> (32 - $bits));
        };
    }
    macro_rules! quarter {
        ($a:literal, $b:literal, $c:literal, $d:literal) => {
            turn!($b, $a, $d, 7);
            turn!($c, $b, $a, 9);
            turn!($d, $c, $b, 13);
            turn!($a, $d, $c, 18);
        };
    }
    for _ in 0..DOUBLE_ROUNDS {
        quarter!(0, 4, 8, 12);
        quarter!(5, 9, 13, 1);
        quarter!(10, 14, 2, 6);
        quarter!(15, 3, 7, 11);
        quarter!(0, 1, 2, 3);
        quarter!(5, 6, 7, 4);
        quarter!(10, 11, 8, 9);
        quarter!(15, 12, 13, 14);
    }
    for (to, from) in mixed.iter_mut().zip(words) {
        *to = to.wrapping_add(from);
    }
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The `scrypt` package, of the same parameters.
    fn theirs(passphrase: &str, salt: &[u8], log_n: u8) -> [u8; 32] {
        let params = scrypt::Params::new(log_n, 8, 1, 32).unwrap();
        let mut key = [0; 32];
        scrypt::scrypt(passphrase.as_bytes(), salt, &params, &mut key).unwrap();
        key
    }

    fn in_steps(passphrase: &str, salt: &[u8], log_n: u8, steps: &[usize]) -> [u8; 32] {
        let mut key = Scrypt::begin(&Passphrase::new(passphrase), salt, log_n).unwrap();
        let mut all = steps.iter().cycle();
        while !key.step(*all.next().unwrap_or(&1)) {}
        assert_eq!(key.percent(), 100);
        *key.finish()
    }

    #[test]
    fn the_vectors_of_the_standard_hold() {
        // RFC 7914, section 8, salsa20/8.
        let words = |hex: &str| -> [u32; PIECE] {
            let word =
                |at: usize| u32::from_str_radix(hex.get(8 * at..8 * at + 8).unwrap(), 16).unwrap();
            std::array::from_fn(|at| word(at).swap_bytes())
        };
        let input = "7e879a214f3ec9867ca940e641718f26baee555b8c61c1b50df846116dcd3b1d\
                     ee24f319df9b3d8514121e4b5ac5aa3276021d2909c74829edebc68db8b8c25e";
        let output = "a41f859c6608cc993b81cacb020cef05044b2181a2fd337dfd7b1c6396682f29\
                      b4393168e3c9e6bcfe6bc5b7a06d96bae424cc102c91745c24ad673dc7618f81";
        assert_eq!(salsa(words(input)), words(output));
        // Section 12, of N = 16384, r = 8, p = 1: the half of it that a key of 32 bytes is.
        let key = in_steps("pleaseletmein", b"SodiumChloride", 14, &[1_000]);
        let expected = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2";
        assert_eq!(dauys_wire::Digest::from_bytes(key).to_string(), expected);
    }

    #[test]
    fn more_memory_than_there_can_be_is_an_error() {
        assert_eq!(Scrypt::begin(&Passphrase::new("a"), b"", 63).err(), Some(NoMemory));
        assert_eq!(Scrypt::begin(&Passphrase::new("a"), b"", 200).err(), Some(NoMemory));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
        #[test]
        fn every_key_is_the_one_of_the_scrypt_package(
            passphrase in ".{0,80}",
            salt in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..60),
            log_n in 1_u8..10,
            steps in proptest::collection::vec(1_usize..700, 1..5),
        ) {
            let key = in_steps(&passphrase, &salt, log_n, &steps);
            proptest::prop_assert_eq!(key, theirs(&passphrase, &salt, log_n));
        }
    }
}
