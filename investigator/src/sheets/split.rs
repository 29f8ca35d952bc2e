//! Making the parts of a key, and the key out of parts.

use std::collections::BTreeSet;
use std::convert::Infallible;

use dauys_crypto::hybrid::{HybridIdentity, HybridRecipient};
use dauys_wire::Digest;
use rand::RngCore as _;
use rand::rngs::OsRng;
use vsss_rand::{TryCryptoRng, TryRng};
use vsss_rs::Gf256;
use zeroize::{Zeroize as _, Zeroizing};

use super::{KEY_BYTES, NEED_LEAST, Part, SET_BYTES, SHEETS_MOST, Set, SheetsError};

/// What the hash of a set's name begins with.
const LABEL: &[u8] = b"dauys-sheets/1\0";

/// Makes a key and its parts. The key itself is kept nowhere.
pub fn split(need: u8, of: u8) -> Result<(HybridRecipient, Vec<Part>), SheetsError> {
    if need < NEED_LEAST || of < need || of > SHEETS_MOST {
        return Err(SheetsError::Numbers);
    }
    let mut seed = Zeroizing::new([0; KEY_BYTES]);
    OsRng.fill_bytes(&mut *seed);
    let recipient = HybridIdentity::from_seed(&seed).recipient();
    let shares = Gf256::split_bytes(need.into(), of.into(), seed.as_slice(), System);
    let mut shares = shares.map_err(|_| SheetsError::Numbers)?;
    let set = Set::of(&recipient);
    let part = |share: &mut Vec<u8>| {
        let value = share.split_first().map(|(place, value)| (*place, value.try_into()));
        let part = match value {
            Some((place, Ok(value))) => {
                Ok(Part { set, need, of, place, value: Zeroizing::new(value) })
            }
            _ => Err(SheetsError::Numbers),
        };
        share.zeroize();
        part
    };
    let parts = shares.iter_mut().map(part).collect::<Result<_, _>>()?;
    Ok((recipient, parts))
}

/// The key out of parts of one set.
pub fn join(parts: &[Part]) -> Result<HybridIdentity, SheetsError> {
    let Some(first) = parts.first() else {
        return Err(SheetsError::TooFew { have: Vec::new(), need: NEED_LEAST });
    };
    let mut have = BTreeSet::new();
    for part in parts {
        let Part { set, need, of, place, .. } = *part;
        if set != first.set {
            return Err(SheetsError::OtherSet { place, found: set, first: first.set });
        }
        if (need, of) != (first.need, first.of) {
            return Err(SheetsError::Forged);
        }
        if !have.insert(place) {
            return Err(SheetsError::Twice(place));
        }
    }
    if have.len() < usize::from(first.need) {
        return Err(SheetsError::TooFew { have: have.into_iter().collect(), need: first.need });
    }
    let seed = combine(parts).ok_or(SheetsError::Forged)?;
    let identity = HybridIdentity::from_seed(&seed);
    if Set::of(&identity.recipient()) == first.set {
        Ok(identity)
    } else {
        Err(SheetsError::Forged)
    }
}

/// What so many parts give, whether it is the key or not.
pub(super) fn combine(parts: &[Part]) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
    let share = |part: &Part| {
        // Room for everything at once: a vector that grows leaves copies behind.
        let mut share = Vec::with_capacity(1 + KEY_BYTES);
        share.push(part.place);
        share.extend_from_slice(part.value.as_slice());
        share
    };
    let shares: Zeroizing<Vec<Vec<u8>>> = Zeroizing::new(parts.iter().map(share).collect());
    let seed = Zeroizing::new(Gf256::combine_bytes(&*shares).ok()?);
    Some(Zeroizing::new(seed.as_slice().try_into().ok()?))
}

impl Set {
    /// That of a key.
    pub fn of(recipient: &HybridRecipient) -> Self {
        let hash = Digest::of(&[LABEL, recipient.as_bytes().as_slice()].concat());
        let mut name = [0; SET_BYTES];
        name.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
        Self(name)
    }
}

/// The system's randomness, for a library of another generation of `rand` than ours.
pub(super) struct System;

impl TryRng for System {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(OsRng.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(OsRng.next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        OsRng.fill_bytes(bytes);
        Ok(())
    }
}

impl TryCryptoRng for System {}
