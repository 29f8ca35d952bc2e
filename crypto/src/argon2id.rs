//! Argon2id (RFC 9106, version 0x13) of one pass and one lane, in steps: where JavaScript runs the
//! page's code without a compiler, the memory takes more than a second to fill, and a page that
//! cannot yield for that long looks dead (docs/decisions/argon2-in-steps.md).
//!
//! Nothing here is for other parameters: with one pass and one lane, every block before the present
//! one may be referred to, and no block is ever written twice.

use blake2::digest::consts::U32;
use blake2::{Blake2b, Blake2b512, Digest as _};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Memory in KiB, which is in blocks too.
const MEMORY_KIB: u32 = 4_096;
const BLOCKS: usize = MEMORY_KIB as usize;
const PASSES: u32 = 1;
const LANES: u32 = 1;
const VERSION: u32 = 0x13;
/// Argon2id.
const KIND: u32 = 2;
const TAG_BYTES: u32 = 32;

/// A lane has four slices; in the first two the addresses do not depend on the secret.
const SLICE: usize = BLOCKS / 4;
const INDEPENDENT: usize = 2 * SLICE;

const WORDS: usize = 128;
const BLOCK_BYTES: u32 = 1_024;

/// 1,024 bytes as little-endian words.
#[derive(Clone, Copy, PartialEq, Eq, Zeroize)]
struct Block([u64; WORDS]);

const EMPTY: Block = Block([0; WORDS]);

/// A derivation on its way. Wiped when dropped.
#[derive(ZeroizeOnDrop)]
pub(crate) struct Argon2id {
    /// All that were filled so far.
    blocks: Vec<Block>,
    /// Where the blocks of a secret-independent slice look, 128 at a time.
    addresses: Block,
}

impl Argon2id {
    /// Hashes the inputs and fills the first two blocks.
    pub(crate) fn begin(secret: &[u8], salt: &[u8]) -> Self {
        let mut hash = Blake2b512::new();
        for number in [LANES, TAG_BYTES, MEMORY_KIB, PASSES, VERSION, KIND] {
            hash.update(number.to_le_bytes());
        }
        // Then a key and associated data, which there are none of.
        for input in [secret, salt, &[], &[]] {
            hash.update(u32::try_from(input.len()).unwrap_or(u32::MAX).to_le_bytes());
            hash.update(input);
        }
        let mut seed: [u8; 64] = hash.finalize().into();
        // Reserved at once, so that no half-grown copy stays behind in freed memory.
        let mut blocks = Vec::with_capacity(BLOCKS);
        blocks.extend([0_u32, 1].map(|place| first_block(&seed, place)));
        seed.zeroize();
        Self { blocks, addresses: EMPTY }
    }

    /// Fills so many blocks more; whether all are filled.
    pub(crate) fn step(&mut self, blocks: usize) -> bool {
        for _ in 0..blocks {
            if self.blocks.len() == BLOCKS {
                break;
            }
            let next = self.next();
            self.blocks.push(next);
        }
        self.blocks.len() == BLOCKS
    }

    /// Fills what is missing, and the tag.
    pub(crate) fn finish(mut self) -> [u8; 32] {
        self.step(BLOCKS);
        let last = self.blocks.last().unwrap_or(&EMPTY);
        let mut hash = Blake2b::<U32>::new_with_prefix(TAG_BYTES.to_le_bytes());
        for word in last.0 {
            hash.update(word.to_le_bytes());
        }
        hash.finalize().into()
    }

    fn next(&mut self) -> Block {
        let place = self.blocks.len();
        let previous = self.blocks.last().copied().unwrap_or(EMPTY);
        let address = if place < INDEPENDENT {
            if place.is_multiple_of(WORDS) || place == 2 {
                self.addresses = addresses(place);
            }
            self.addresses.0.get(place % WORDS).copied().unwrap_or_default()
        } else {
            previous.0[0]
        };
        let referred = self.blocks.get(referred(address, place)).unwrap_or(&EMPTY);
        compress(&previous, referred)
    }
}

/// One of the two blocks that everything else comes from: the hash of variable length of section
/// 3.3, of 1,024 bytes.
fn first_block(seed: &[u8; 64], place: u32) -> Block {
    let mut block = EMPTY;
    let first = Blake2b512::new_with_prefix(BLOCK_BYTES.to_le_bytes());
    let first = first.chain_update(seed).chain_update(place.to_le_bytes());
    let mut hash: [u8; 64] = first.chain_update(0_u32.to_le_bytes()).finalize().into();
    let (quarters, _) = block.0.as_chunks_mut::<4>();
    let count = quarters.len();
    for (number, quarter) in quarters.iter_mut().enumerate() {
        // The last hash is taken as a whole.
        let half = if number == count - 1 { 32 } else { 0 };
        let bytes = hash.get(half..).unwrap_or_default();
        for (word, bytes) in quarter.iter_mut().zip(bytes.as_chunks::<8>().0) {
            *word = u64::from_le_bytes(*bytes);
        }
        if number < count - 2 {
            hash = Blake2b512::digest(hash).into();
        }
    }
    hash.zeroize();
    block
}

/// 128 addresses that do not depend on the secret, for the blocks from `place` on (section 3.4.1.2).
fn addresses(place: usize) -> Block {
    let number = |value: usize| u64::try_from(value).unwrap_or_default();
    let mut input = EMPTY;
    let words = [
        0,
        0,
        number(place / SLICE),
        u64::from(MEMORY_KIB),
        u64::from(PASSES),
        u64::from(KIND),
        number(place % SLICE / WORDS + 1),
    ];
    for (to, from) in input.0.iter_mut().zip(words) {
        *to = from;
    }
    compress(&EMPTY, &compress(&EMPTY, &input))
}

/// Which block an address means for the one at `place`: any but the two before it, the later the
/// likelier (section 3.4.2).
fn referred(address: u64, place: usize) -> usize {
    let area = u64::try_from(place - 1).unwrap_or_default();
    let first = address & u64::from(u32::MAX);
    let squared = (first * first) >> 32;
    usize::try_from(area - 1 - ((area * squared) >> 32)).unwrap_or_default()
}

/// The compression function G of section 3.5.
fn compress(one: &Block, other: &Block) -> Block {
    let mut mixed = EMPTY;
    for (to, (a, b)) in mixed.0.iter_mut().zip(one.0.iter().zip(&other.0)) {
        *to = a ^ b;
    }
    let unmixed = mixed;
    for row in mixed.0.as_chunks_mut::<16>().0 {
        permute(row);
    }
    for column in 0..8 {
        // Pairs of words, one of each row.
        let mut words = [0; 16];
        let pairs = mixed.0.as_chunks::<2>().0.iter().skip(column).step_by(8);
        for (to, from) in words.as_chunks_mut::<2>().0.iter_mut().zip(pairs) {
            *to = *from;
        }
        permute(&mut words);
        let pairs = mixed.0.as_chunks_mut::<2>().0.iter_mut().skip(column).step_by(8);
        for (to, from) in pairs.zip(words.as_chunks::<2>().0) {
            *to = *from;
        }
    }
    for (to, from) in mixed.0.iter_mut().zip(unmixed.0) {
        *to ^= from;
    }
    mixed
}

/// The permutation P of section 3.6.
#[inline(never)]
fn permute(words: &mut [u64; 16]) {
    macro_rules! mix {
        ($a:literal, $b:literal, $c:literal, $d:literal) => {
            words[$a] = multiply_add(words[$a], words[$b]);
            words[$d] = (words[$d] ^ words[$a]).rotate_right(32);
            words[$c] = multiply_add(words[$c], words[$d]);
            words[$b] = (words[$b] ^ words[$c]).rotate_right(24);
            words[$a] = multiply_add(words[$a], words[$b]);
            words[$d] = (words[$d] ^ words[$a]).rotate_right(16);
            words[$c] = multiply_add(words[$c], words[$d]);
            words[$b] = (words[$b] ^ words[$c]).rotate_right(63);
        };
    }
    mix!(0, 4, 8, 12);
    mix!(1, 5, 9, 13);
    mix!(2, 6, 10, 14);
    mix!(3, 7, 11, 15);
    mix!(0, 5, 10, 15);
    mix!(1, 6, 11, 12);
    mix!(2, 7, 8, 13);
    mix!(3, 4, 9, 14);
}

fn multiply_add(a: u64, b: u64) -> u64 {
    let low = u64::from(u32::MAX);
    a.wrapping_add(b).wrapping_add(((a & low) * (b & low)).wrapping_mul(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::{Algorithm, Argon2, Params, Version};

    /// The `argon2` package, of the same parameters.
    fn theirs(secret: &[u8], salt: &[u8]) -> [u8; 32] {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).unwrap();
        let mut tag = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, salt, &mut tag)
            .unwrap();
        tag
    }

    fn in_steps(secret: &[u8], salt: &[u8], mut step: impl FnMut() -> usize) -> [u8; 32] {
        let mut derivation = Argon2id::begin(secret, salt);
        while !derivation.step(step()) {}
        derivation.finish()
    }

    #[test]
    fn the_reference_implementation_says_the_same() {
        // npm @noble/hashes 2.4.0: argon2id("password", "somesaltsomesalt", { t: 1, m: 4096, p: 1 }).
        let reference = "da0c28b45ad7774fb300526a8770c76839c0c5c52953c86b03fc2147d6b42ecd";
        let tag = Argon2id::begin(b"password", b"somesaltsomesalt").finish();
        assert_eq!(dauys_wire::Digest::from_bytes(tag).to_string(), reference);
    }

    #[test]
    fn however_long_the_steps_are_the_tag_is_the_same() {
        let whole = theirs(b"1234", &[7; 16]);
        for step in [1, 127, 128, 1_000, BLOCKS, usize::MAX] {
            assert_eq!(in_steps(b"1234", &[7; 16], || step), whole, "{step}");
        }
    }

    #[test]
    fn a_block_refers_to_any_but_the_two_before_it() {
        for place in [2, 3, 4, 1_024, BLOCKS - 1] {
            assert_eq!(referred(0, place), place - 2);
            assert_eq!(referred(u64::from(u32::MAX), place), 0);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
        #[test]
        fn every_tag_is_the_one_of_the_argon2_package(
            secret in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
            salt in proptest::collection::vec(proptest::prelude::any::<u8>(), 8..40),
            steps in proptest::collection::vec(1_usize..2_000, 1..5),
        ) {
            let mut all = steps.iter().cycle();
            let tag = in_steps(&secret, &salt, || *all.next().unwrap_or(&1));
            proptest::prop_assert_eq!(tag, theirs(&secret, &salt));
        }
    }
}
