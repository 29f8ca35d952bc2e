//! The stamp: what a letter costs its sender (docs/PROTOCOL.md, section 9, "Stamp").
//!
//! Hashcash without state at the server. Sixteen small puzzles instead of one large: the time to
//! solve them varies four times less, so that nobody waits for bad luck.
//!
//! On the wire, header `Dauys-Stamp`: `YYYY-MM-DD.` and base64url of the sixteen nonces, each a
//! u64, big-endian.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::day::Day;
use crate::label;
use crate::limits::{STAMP_BITS_MAX, STAMP_NONCES};
use crate::text::{Digest, InstanceName};

/// What is stamped: one request, so that a stamp buys nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The installation.
    pub instance: &'a InstanceName,
    /// `PUT`.
    pub method: &'a str,
    /// The path, without query.
    pub path: &'a str,
    /// The value of `Dauys-Day`, if the letter is for a later day.
    pub ahead: Option<Day>,
    /// The value of `Dauys-Withdraw`.
    pub withdraw: &'a Digest,
    /// SHA-256 of the body.
    pub body: &'a Digest,
}

impl Subject<'_> {
    fn puzzle(&self, day: Day) -> Digest {
        let ahead = self.ahead.map(|day| day.to_string()).unwrap_or_default();
        label::hash(&[
            label::STAMP.as_bytes(),
            self.instance.as_str().as_bytes(),
            self.method.as_bytes(),
            self.path.as_bytes(),
            day.to_string().as_bytes(),
            ahead.as_bytes(),
            self.withdraw.to_string().as_bytes(),
            self.body.as_bytes(),
        ])
    }
}

/// Why a stamp is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// Not a stamp.
    #[error("not a stamp")]
    Malformed,
    /// Of another day than the server's, give or take one.
    #[error("a stamp of another day")]
    Day,
    /// Not enough work for what the server asks now.
    #[error("the stamp is too cheap")]
    TooCheap,
}

/// A solved stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    day: Day,
    nonces: [u64; STAMP_NONCES],
}

impl Stamp {
    /// From the value of `Dauys-Stamp`.
    pub fn parse(text: &str) -> Result<Self, StampError> {
        let (day, nonces) = text.split_once('.').ok_or(StampError::Malformed)?;
        let day = Day::parse(day).map_err(|_| StampError::Malformed)?;
        let mut bytes = [0; STAMP_NONCES * 8];
        match URL_SAFE_NO_PAD.decode_slice(nonces, &mut bytes) {
            Ok(length) if length == bytes.len() => {}
            _ => return Err(StampError::Malformed),
        }
        let mut parsed = [0; STAMP_NONCES];
        for (nonce, chunk) in parsed.iter_mut().zip(bytes.as_chunks::<8>().0) {
            *nonce = u64::from_be_bytes(*chunk);
        }
        if !parsed.is_sorted_by(|a, b| a < b) {
            return Err(StampError::Malformed);
        }
        Ok(Self { day, nonces: parsed })
    }

    /// Verifies this stamp at the server.
    pub fn verify(&self, subject: &Subject<'_>, bits: u8, today: Day) -> Result<(), StampError> {
        if self.day > today.plus(1) || self.day < today.minus(1) {
            return Err(StampError::Day);
        }
        let puzzle = subject.puzzle(self.day);
        let solved = |nonce: &u64| solves(&puzzle, *nonce, bits_each(bits));
        if self.nonces.iter().all(solved) { Ok(()) } else { Err(StampError::TooCheap) }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: Vec<u8> = self.nonces.iter().flat_map(|nonce| nonce.to_be_bytes()).collect();
        write!(f, "{}.{}", self.day, URL_SAFE_NO_PAD.encode(bytes))
    }
}

/// The search for a stamp, in steps, so that a page without workers stays alive meanwhile.
#[derive(Debug, Clone)]
pub struct StampSearch {
    day: Day,
    puzzle: Digest,
    bits: u8,
    next: u64,
    found: Vec<u64>,
}

/// The server asks for more than any client pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the server asks for too dear a stamp")]
pub struct TooDear;

impl StampSearch {
    /// Begins a search; `day` and `bits` are those the server's `health` told.
    pub fn begin(subject: &Subject<'_>, day: Day, bits: u8) -> Result<Self, TooDear> {
        if bits > STAMP_BITS_MAX {
            return Err(TooDear);
        }
        let found = Vec::with_capacity(STAMP_NONCES);
        Ok(Self { day, puzzle: subject.puzzle(day), bits: bits_each(bits), next: 0, found })
    }

    /// Tries so many nonces more; the stamp, if it is complete now.
    pub fn step(&mut self, tries: u32) -> Option<Stamp> {
        for _ in 0..tries {
            if self.found.len() == STAMP_NONCES {
                break;
            }
            if solves(&self.puzzle, self.next, self.bits) {
                self.found.push(self.next);
            }
            self.next += 1;
        }
        let nonces = self.found.as_slice().try_into().ok()?;
        Some(Stamp { day: self.day, nonces })
    }

    /// Solves it in one go, for programs that have threads.
    pub fn finish(mut self) -> Stamp {
        loop {
            if let Some(stamp) = self.step(1 << 16) {
                return stamp;
            }
        }
    }

    /// How many of the [`STAMP_NONCES`] puzzles are solved, for a progress bar.
    pub fn solved(&self) -> usize {
        self.found.len()
    }
}

/// Sixteen puzzles of `bits - 4` cost together what one of `bits` costs.
const fn bits_each(bits: u8) -> u8 {
    bits.saturating_sub(4)
}

fn solves(puzzle: &Digest, nonce: u64, bits: u8) -> bool {
    let hash = Sha256::new().chain_update(puzzle.as_bytes()).chain_update(nonce.to_be_bytes());
    let [a, b, c, d, ..]: [u8; 32] = hash.finalize().into();
    // At most STAMP_BITS_MAX bits are ever asked, so four bytes are enough.
    u32::from_be_bytes([a, b, c, d]).leading_zeros() >= u32::from(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BITS: u8 = 12;

    fn day() -> Day {
        Day::from_number(20_000)
    }

    fn subject<'a>(
        instance: &'a InstanceName,
        withdraw: &'a Digest,
        body: &'a Digest,
    ) -> Subject<'a> {
        Subject { instance, method: "PUT", path: "/x", ahead: None, withdraw, body }
    }

    #[test]
    fn a_stamp_buys_one_request_for_three_days() {
        let instance = InstanceName::parse("demo").unwrap();
        let (withdraw, body, other) = (Digest::of(b"w"), Digest::of(b"b"), Digest::of(b"c"));
        let right = subject(&instance, &withdraw, &body);
        let stamp = StampSearch::begin(&right, day(), BITS).unwrap().finish();
        let stamp = Stamp::parse(&stamp.to_string()).unwrap();

        for today in [day().minus(1), day(), day().plus(1)] {
            assert_eq!(stamp.verify(&right, BITS, today), Ok(()));
        }
        assert_eq!(stamp.verify(&right, BITS, day().plus(2)), Err(StampError::Day));
        assert_eq!(stamp.verify(&right, BITS, day().minus(2)), Err(StampError::Day));
        assert_eq!(stamp.verify(&right, 22, day()), Err(StampError::TooCheap));

        let wrong = [
            Subject { path: "/y", ..right },
            Subject { method: "POST", ..right },
            Subject { ahead: Some(day()), ..right },
            Subject { body: &other, ..right },
            Subject { withdraw: &other, ..right },
        ];
        for subject in wrong {
            assert_eq!(stamp.verify(&subject, BITS, day()), Err(StampError::TooCheap));
        }
    }

    #[test]
    fn nonces_must_increase_and_the_price_has_a_ceiling() {
        let same = format!("{}.{}", day(), URL_SAFE_NO_PAD.encode([0; STAMP_NONCES * 8]));
        assert_eq!(Stamp::parse(&same), Err(StampError::Malformed));
        let instance = InstanceName::parse("demo").unwrap();
        let hash = Digest::of(b"");
        let search = StampSearch::begin(&subject(&instance, &hash, &hash), day(), 23);
        assert_eq!(search.unwrap_err(), TooDear);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in ".{0,250}") {
            let _ = Stamp::parse(&text);
        }
    }
}
