//! Whether colleagues' letters are all here: each desk numbers them for each exact list of
//! addressees, so a gap is a letter that somebody withholds, and never one that was for others.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::desk::DeskId;
use dauys_crypto::letter::Letter;
use dauys_wire::{Digest, Id};
use schemars::JsonSchema;
use serde::Serialize;

use crate::schema::shape;
use crate::vault::contents::VaultLetter;

/// What is wrong with the letters of one desk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[schemars(rename = "fault")]
pub enum ChainFault {
    /// A number is missing: withheld, or not yet published.
    Missing {
        /// Whose letter.
        #[schemars(with = "shape::Id")]
        author: Id,
        /// Its number.
        n: u64,
    },
    /// Two letters of one number: somebody was told something else.
    TwoVersions {
        /// Whose letters.
        #[schemars(with = "shape::Id")]
        author: Id,
        /// Their number.
        n: u64,
    },
    /// A letter does not continue the one before it.
    Broken {
        /// Whose letter.
        #[schemars(with = "shape::Id")]
        author: Id,
        /// Its number.
        n: u64,
    },
}

/// More missing numbers than these are told as one: `n` is the author's word.
const MISSING_MAX: u64 = 16;

/// One desk's letters to one list of addressees, by number: hash, and the hash before it.
type Chain = BTreeMap<u64, BTreeSet<(Digest, Option<Digest>)>>;

/// All faults, in order.
pub fn faults<'a>(letters: impl IntoIterator<Item = &'a VaultLetter>) -> BTreeSet<ChainFault> {
    let mut chains: BTreeMap<(DeskId, &[Id]), Chain> = BTreeMap::new();
    for kept in letters {
        if let Letter::Investigator(letter) = &kept.letter
            && let Some(desk) = letter.desk()
        {
            let chain = chains.entry((desk, letter.to.as_slice())).or_default();
            chain.entry(letter.n).or_default().insert((kept.sha256, letter.prev));
        }
    }
    chains.iter().flat_map(|((desk, _), chain)| faults_of(desk.investigator, chain)).collect()
}

fn faults_of(author: Id, chain: &Chain) -> Vec<ChainFault> {
    let mut faults = Vec::new();
    let mut expected = 1;
    let mut before: Option<&BTreeSet<(Digest, Option<Digest>)>> = None;
    for (&n, versions) in chain {
        faults.extend(
            (expected..n.min(expected + MISSING_MAX)).map(|n| ChainFault::Missing { author, n }),
        );
        if versions.len() > 1 {
            faults.push(ChainFault::TwoVersions { author, n });
        }
        let follows = |prev: &Option<Digest>| {
            before.is_none_or(|before| before.iter().any(|(sha256, _)| Some(*sha256) == *prev))
        };
        if n == expected && !versions.iter().all(|(_, prev)| follows(prev)) {
            faults.push(ChainFault::Broken { author, n });
        }
        (expected, before) = (n + 1, Some(versions));
    }
    faults
}
