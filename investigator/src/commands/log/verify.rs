//! What proves an entry, and what is missing. It is verified as it lies in the vault, with the keys
//! of the roster, as if it had not been when it came.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::event::SignedEvent;
use dauys_crypto::letter::{Letter, ReporterLetter};
use dauys_crypto::signing;
use dauys_wire::{Digest, Id, PublicKey, Signature, label};
use schemars::JsonSchema;
use serde::Serialize;

use crate::case::chains::{self, ChainFault};
use crate::case::{Case, Entry, What};
use crate::vault::Contents;
use crate::vault::contents::{KnownRoster, VaultLetter};

/// Why an entry does not verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "flaw")]
pub(in crate::commands) enum Fault {
    /// The signature does not hold under the author's key.
    Signature,
    /// The author is not in the roster.
    UnknownAuthor,
    /// The reporter's keys are not those of this case.
    Thread,
    /// What was signed is not in the vault as it was.
    NotKept,
}

/// What proves an entry.
pub(in crate::commands) struct Proof {
    pub(in crate::commands) fault: Option<Fault>,
    /// The label of the signature.
    pub(in crate::commands) signed_as: &'static str,
    pub(in crate::commands) key: Option<PublicKey>,
    pub(in crate::commands) signature: Option<Signature>,
    /// The exact text that was signed.
    pub(in crate::commands) json: Option<String>,
}

/// What the author of an entry knew of.
#[derive(Default)]
pub(in crate::commands) struct Causes {
    /// The newest of it, by its places.
    pub(in crate::commands) here: Vec<usize>,
    /// Named, and not here.
    pub(in crate::commands) missing: Vec<Digest>,
}

/// Verifies an entry.
pub(in crate::commands) fn proof(
    entry: &Entry<'_>,
    known: &KnownRoster,
    contents: &Contents,
) -> Proof {
    match entry.what {
        What::Event(signed) => of_event(signed, known),
        What::Reporter(letter) => of_letter(entry, letter, known, contents),
    }
}

fn of_event(signed: &SignedEvent, known: &KnownRoster) -> Proof {
    let author = known.roster.investigator(&signed.event.by);
    let key = author.map(|author| author.signing_key);
    let fault = match key {
        None => Some(Fault::UnknownAuthor),
        Some(key) if signed.is_by(&key, &known.roster.instance) => None,
        Some(_) => Some(Fault::Signature),
    };
    let (signature, json) = (Some(signed.signature), Some(signed.exact().to_owned()));
    Proof { fault, signed_as: label::EVENT, key, signature, json }
}

fn of_letter(
    entry: &Entry<'_>,
    letter: &ReporterLetter,
    known: &KnownRoster,
    contents: &Contents,
) -> Proof {
    let key = letter.reporter.signing_key;
    let kept = entry.carriers.iter().find_map(|id| kept(id, &entry.sha256, contents));
    let instance = &known.roster.instance;
    let fault = match &kept {
        None => Some(Fault::NotKept),
        Some((json, _)) if Digest::of(json.as_bytes()) != entry.sha256 => Some(Fault::NotKept),
        Some((json, signature)) => {
            let holds = signing::verify(&key, label::LETTER, instance, json.as_bytes(), signature);
            let is_hers = letter.reporter.thread(instance).is_ok_and(|it| it == letter.thread);
            match (holds, is_hers) {
                (false, _) => Some(Fault::Signature),
                (true, false) => Some(Fault::Thread),
                (true, true) => None,
            }
        }
    };
    let (json, signature) = kept.unzip();
    Proof { fault, signed_as: label::LETTER, key: Some(key), signature, json }
}

/// The exact text of a letter of hers and its signature, in a letter that brought it.
fn kept(carrier: &Id, sha256: &Digest, contents: &Contents) -> Option<(String, Signature)> {
    let kept = contents.letters().get(carrier)?;
    match &kept.letter {
        Letter::Reporter(_) => Some((kept.json.clone(), kept.signature)),
        Letter::Investigator(letter) => {
            let shared = letter.shared.iter().find(|shared| shared.sha256 == *sha256)?;
            Some((shared.exact().to_owned(), shared.signature))
        }
    }
}

/// What the author of each entry knew of. Of a reporter's letter nothing is missing: she may name
/// letters that only some of her readers have.
pub(in crate::commands) fn causes(case: &Case<'_>) -> Vec<Causes> {
    let (mut places, mut letters, mut replies) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (place, entry) in case.entries.iter().enumerate() {
        places.insert(entry.sha256, place);
        match entry.what {
            What::Reporter(letter) => drop(letters.insert(letter.id, place)),
            What::Event(signed) => {
                replies.extend(signed.event.body.sha256.map(|sha256| (sha256, place)));
            }
        }
    }
    let of = |entry: &Entry<'_>| match entry.what {
        What::Reporter(letter) => {
            let mine = letter.mine.iter().filter_map(|id| letters.get(id));
            let seen = letter.seen.values().filter_map(|seen| replies.get(&seen.sha256));
            let known: BTreeSet<usize> = mine.chain(seen).copied().collect();
            let known: Vec<usize> = known.into_iter().collect();
            Causes { here: case.graph.newest(&known), missing: Vec::new() }
        }
        What::Event(signed) => {
            let (here, missing) =
                signed.event.after.iter().partition(|it| places.contains_key(*it));
            let here: Vec<Digest> = here;
            let here: BTreeSet<usize> =
                here.iter().filter_map(|it| places.get(it)).copied().collect();
            Causes { here: here.into_iter().collect(), missing }
        }
    };
    case.entries.iter().map(of).collect()
}

/// What is wrong with the letters that may have carried more of the case: those to the same
/// addressees as the ones that did.
pub(in crate::commands) fn faults(case: &Case<'_>, contents: &Contents) -> Vec<ChainFault> {
    let letters = contents.letters();
    let to = |kept: &'_ VaultLetter| match &kept.letter {
        Letter::Investigator(letter) => Some(letter.to.clone()),
        Letter::Reporter(_) => None,
    };
    let carriers = case.letter_ids();
    let rows: BTreeSet<Vec<Id>> =
        carriers.iter().filter_map(|id| letters.get(id).and_then(to)).collect();
    let may_carry = |kept: &&VaultLetter| to(kept).is_some_and(|to| rows.contains(&to));
    chains::faults(letters.values().filter(may_carry)).into_iter().collect()
}
