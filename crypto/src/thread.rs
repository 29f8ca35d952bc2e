//! What is derived from a code: a reporter's keys, her thread, its bucket (docs/PROTOCOL.md,
//! section 5). Nothing of it is stored anywhere; nothing of it is shared with the team.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey, RecipientText, Signature, label};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::argon2id::Argon2id;
use crate::code::Code;
use crate::ed25519::SigningKey;
use crate::hybrid::{HybridIdentity, HybridRecipient, NotAKey};

/// The public keys of a reporter, as they stand in her letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReporterKeys {
    /// What her letters are verified with.
    pub signing_key: PublicKey,
    /// What replies are sealed to.
    pub recipient: RecipientText,
}

impl ReporterKeys {
    /// `SHA-256("dauys/1/thread" || 0 || instance || 0 || signing key || recipient)[..16]`.
    pub fn thread(&self, instance: &InstanceName) -> Result<Id, NotAKey> {
        let recipient = HybridRecipient::try_from(&self.recipient)?;
        let keys = [self.signing_key.as_bytes().as_slice(), recipient.as_bytes()].concat();
        let hash = label::hash(&[label::THREAD.as_bytes(), instance.as_str().as_bytes(), &keys]);
        Ok(id_of(hash))
    }
}

/// Everything that belongs to the holder of a code. Secret.
pub struct Reporter {
    instance: InstanceName,
    root: Zeroizing<[u8; 32]>,
    signing: SigningKey,
    identity: HybridIdentity,
    keys: ReporterKeys,
    thread: Id,
}

/// A derivation of a [`Reporter`] on its way, in steps, for who has no compiler and no threads.
pub struct Derivation {
    instance: InstanceName,
    root: Argon2id,
}

impl Derivation {
    /// Begins it; `word` is empty in version 1.
    pub fn begin(code: &Code, word: &str, instance: &InstanceName) -> Self {
        Self { instance: instance.clone(), root: code.root(word, instance) }
    }

    /// Fills so many KiB more of the memory that a code costs; whether it is full.
    pub fn step(&mut self, kib: usize) -> bool {
        self.root.step(kib)
    }

    /// The rest, whatever of it is left.
    pub fn finish(self) -> Reporter {
        Reporter::of(Zeroizing::new(self.root.finish()), self.instance)
    }
}

impl Reporter {
    /// Derives it; costs one Argon2id. `word` is empty in version 1.
    pub fn derive(code: &Code, word: &str, instance: &InstanceName) -> Self {
        Derivation::begin(code, word, instance).finish()
    }

    fn of(root: Zeroizing<[u8; 32]>, instance: InstanceName) -> Self {
        let signing = SigningKey::from_seed(&expand(&root, label::SIGN));
        let identity = HybridIdentity::from_seed(&expand(&root, label::IDENTITY));
        let keys = ReporterKeys {
            signing_key: signing.public(),
            recipient: identity.recipient().to_text(),
        };
        // Infallible in truth: the recipient is our own encoding.
        let thread = keys.thread(&instance).unwrap_or_else(|_| unreachable!("own recipient"));
        Self { instance, root, signing, identity, keys, thread }
    }

    /// Her public keys.
    pub fn keys(&self) -> &ReporterKeys {
        &self.keys
    }

    /// The installation this was derived for.
    pub fn instance(&self) -> &InstanceName {
        &self.instance
    }

    /// Her thread.
    pub fn thread(&self) -> Id {
        self.thread
    }

    /// The id of her first letter; those of all later letters are random.
    pub fn first_letter(&self) -> Id {
        Id::from_bytes(*expand(&self.root, label::FIRST))
    }

    /// The id of the attachment at this place of a letter of hers, counted from 0: derived, so that
    /// she can erase it with her code alone, although nothing names it to her.
    pub fn blob(&self, letter: &Id, place: u8) -> Id {
        Id::from_bytes(*expand(&self.root, &format!("{}{letter}/{place}", label::BLOB)))
    }

    /// The token that withdraws one of her letters or blobs.
    pub fn withdraw_token(&self, letter: &Id) -> Zeroizing<[u8; 32]> {
        expand(&self.root, &format!("{}{letter}", label::WITHDRAW))
    }

    /// The token as the value of `Dauys-Token`.
    pub fn withdraw_token_text(&self, letter: &Id) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(self.withdraw_token(letter).as_slice()))
    }

    /// The hash of that token, which goes with the letter.
    pub fn withdraw_hash(&self, letter: &Id) -> Digest {
        Digest::of(self.withdraw_token(letter).as_slice())
    }

    /// What opens her replies.
    pub fn identity(&self) -> &HybridIdentity {
        &self.identity
    }

    /// Signs the exact bytes of a JSON of hers.
    pub(crate) fn sign(&self, label: &str, exact: &[u8]) -> Signature {
        let input = label::signature_input(label, &self.instance, exact);
        self.signing.sign(&input)
    }
}

impl fmt::Debug for Reporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reporter(secret)")
    }
}

/// `SHA-256("dauys/1/bucket" || 0 || thread)`, its first four bytes big-endian, modulo `count`.
pub fn bucket(thread: &Id, count: u32) -> u32 {
    let hash = label::hash(&[label::BUCKET.as_bytes(), thread.as_bytes()]);
    let first = hash.as_bytes().first_chunk::<4>().copied().unwrap_or_default();
    u32::from_be_bytes(first).checked_rem(count).unwrap_or_default()
}

/// The buckets to fetch: today's, and the one before the number of buckets changed, for as long as
/// replies from before may still be kept.
pub fn buckets(thread: &Id, roster: &Roster, today: Day) -> Vec<u32> {
    let mut buckets = vec![bucket(thread, roster.reply_buckets.count)];
    if let (Some(previous), Some(changed)) =
        (roster.reply_buckets.previous, roster.reply_buckets.changed)
    {
        let old = bucket(thread, previous);
        if today.since(changed) <= roster.reply_days && !buckets.contains(&old) {
            buckets.push(old);
        }
    }
    buckets
}

/// `HKDF-SHA-256(salt empty, ikm root, info label)`.
fn expand<const N: usize>(root: &[u8; 32], label: &str) -> Zeroizing<[u8; N]> {
    let mut output = Zeroizing::new([0; N]);
    let expanded = Hkdf::<Sha256>::new(None, root).expand(label.as_bytes(), output.as_mut());
    debug_assert!(expanded.is_ok(), "HKDF-SHA256 gives up to 8,160 bytes");
    output
}

fn id_of(hash: Digest) -> Id {
    Id::from_bytes(hash.as_bytes().first_chunk::<16>().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instance() -> InstanceName {
        InstanceName::parse("demo").unwrap()
    }

    #[test]
    fn the_same_code_gives_the_same_reporter_and_another_word_another() {
        let code = Code::generate();
        let one = Reporter::derive(&code, "", &instance());
        let again = Reporter::derive(&Code::parse(&code.grouped()).unwrap(), "", &instance());
        assert_eq!(one.keys(), again.keys());
        assert_eq!(one.thread(), again.thread());
        assert_eq!(one.first_letter(), again.first_letter());
        let elsewhere = InstanceName::parse("other").unwrap();
        assert_ne!(one.keys(), Reporter::derive(&code, "", &elsewhere).keys());
        assert_ne!(one.keys(), Reporter::derive(&code, "word", &instance()).keys());
        assert_eq!(format!("{one:?}"), "Reporter(secret)");
    }

    #[test]
    fn every_letter_has_its_own_token() {
        let reporter = Reporter::derive(&Code::generate(), "", &instance());
        let (a, b) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        assert_ne!(reporter.withdraw_token(&a), reporter.withdraw_token(&b));
        assert_eq!(reporter.withdraw_hash(&a), Digest::of(&*reporter.withdraw_token(&a)));
    }

    #[test]
    fn buckets_stay_in_range() {
        for count in [1, 2, 4, 1 << 16] {
            assert!(bucket(&Id::from_bytes([9; 16]), count) < count);
        }
    }
}
