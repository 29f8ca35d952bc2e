//! Sealing: a signed JSON into an age file of exactly one size.
//!
//! A letter has always [`LETTER_STANZAS`] hybrid stanzas, whoever it is for: addressees, and a
//! throwaway key for each free place, shuffled. The header is written first, then the plaintext is
//! padded so that the whole file has its size whatever the length of the crate's grease stanza.

use std::io::Write as _;

use age::Encryptor;
use dauys_wire::limits::{
    LETTER_BYTES, LETTER_JSON_MAX, LETTER_STANZAS, REPLY_BYTES, REPLY_JSON_MAX, REPORTER_JSON_MAX,
};
use dauys_wire::roster::Roster;
use dauys_wire::{Digest, Id, InstanceName, RecipientText, json, label};
use ed25519_dalek::SigningKey;
use rand::rngs::OsRng;
use rand::seq::SliceRandom as _;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::hybrid::{Encapsulation, HybridRecipient};
use crate::letter::{self, InvestigatorLetter, ReporterLetter, is_addressee_list};
use crate::reply::{self, Reply};
use crate::sink::Sink;
use crate::thread::Reporter;
use crate::{pad, signing};

/// The authentication tag of the only chunk of a file this small.
const TAG_BYTES: usize = 16;

/// A letter, ready for the wire: exactly [`LETTER_BYTES`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedLetter(Sealed);

/// A reply, ready for the wire: exactly [`REPLY_BYTES`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedReply(Sealed);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sealed {
    file: Vec<u8>,
    json_sha256: Digest,
}

/// Accessors that both kinds have.
macro_rules! sealed {
    ($name:ident) => {
        impl $name {
            /// The age file.
            pub fn bytes(&self) -> &[u8] {
                &self.0.file
            }

            /// SHA-256 of the age file.
            pub fn sha256(&self) -> Digest {
                Digest::of(&self.0.file)
            }

            /// SHA-256 of the exact JSON inside: what `prev` and `seen` name.
            pub fn json_sha256(&self) -> Digest {
                self.0.json_sha256
            }
        }
    };
}
sealed!(SealedLetter);
sealed!(SealedReply);

/// Why something cannot be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The JSON is so many bytes too long.
    #[error("the text is {over} bytes too long")]
    TooLong {
        /// Bytes over the limit.
        over: usize,
    },
    /// Nobody, too many, not ascending, or somebody who is not in the roster.
    #[error("the addressees are not ones of the roster")]
    Addressees,
    /// An addressee's key is not one.
    #[error("a key that letters are sealed to is not one")]
    Recipient,
    /// What it would say could not be read again: something in it is not of the protocol's JSON.
    #[error("what is to be sealed could not be read again")]
    Unreadable,
    /// The age crate failed.
    #[error("sealing failed")]
    Container,
}

/// Whether she can read her own letter again with her code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnCopy {
    /// One stanza is hers: whoever finds the code reads the letter too.
    Kept,
    /// She cannot, and whoever finds the code cannot.
    None,
}

/// Signs and seals a reporter's letter to its `to`.
pub fn reporter_letter(
    letter: &ReporterLetter,
    author: &Reporter,
    roster: &Roster,
    own_copy: OwnCopy,
) -> Result<SealedLetter, SealError> {
    Sealing::begin(letter, author, roster, own_copy)?.finish()
}

/// A reporter's letter that is signed and is sealed in steps, for who has no compiler and no
/// threads.
pub struct Sealing {
    json: Zeroizing<String>,
    plaintext: Zeroizing<Vec<u8>>,
    /// For whom stanzas are still to be made; nobody keeps the secret of a free place.
    places: Vec<Option<HybridRecipient>>,
    made: Vec<Encapsulation>,
}

impl Sealing {
    /// Signs it.
    pub fn begin(
        letter: &ReporterLetter,
        author: &Reporter,
        roster: &Roster,
        own_copy: OwnCopy,
    ) -> Result<Self, SealError> {
        let json = to_json(letter, REPORTER_JSON_MAX)?;
        let signature = author.sign(label::LETTER, json.as_bytes());
        let mut recipients = addressees(&letter.to, roster)?;
        if own_copy == OwnCopy::Kept {
            recipients.push(author.identity().recipient());
        }
        let mut places: Vec<_> = recipients.into_iter().map(Some).collect();
        places.resize_with(LETTER_STANZAS, || None);
        places.shuffle(&mut OsRng);
        let plaintext = pad::frame(letter::MAGIC, &signature, &json);
        Ok(Self { json, plaintext, places, made: Vec::new() })
    }

    /// Makes one stanza more, or the key of a free place; whether all stanzas are made.
    pub fn step(&mut self) -> Result<bool, SealError> {
        match self.places.pop() {
            Some(Some(recipient)) => {
                self.made.push(recipient.encapsulate().map_err(|_| SealError::Recipient)?);
            }
            Some(None) => self.places.push(Some(HybridRecipient::throwaway())),
            None => {}
        }
        Ok(self.places.is_empty())
    }

    /// Makes what is missing and writes the file.
    pub fn finish(mut self) -> Result<SealedLetter, SealError> {
        while !self.step()? {}
        let Self { json, plaintext, made, .. } = self;
        file(&made, plaintext, LETTER_BYTES, &json).map(SealedLetter)
    }
}

/// Signs and seals an investigator's letter to its `to`, if it can be read again.
pub fn investigator_letter(
    letter: &InvestigatorLetter,
    instance: &InstanceName,
    key: &SigningKey,
    roster: &Roster,
) -> Result<SealedLetter, SealError> {
    let json = letter.to_json().map_err(|_| SealError::Container)?;
    let json = fitting(json, LETTER_JSON_MAX)?;
    // What others wrote stands in it verbatim.
    if json::parse(json.as_bytes(), LETTER_JSON_MAX).as_ref() != Ok(letter) {
        return Err(SealError::Unreadable);
    }
    let signature = signing::sign(key, label::LETTER, instance, json.as_bytes());
    let mut recipients = addressees(&letter.to, roster)?;
    fill_places(&mut recipients);
    let plaintext = pad::frame(letter::MAGIC, &signature, &json);
    file(&recipients, plaintext, LETTER_BYTES, &json).map(SealedLetter)
}

/// Signs and seals a reply to its reporter.
pub fn reply(
    reply: &Reply,
    instance: &InstanceName,
    key: &SigningKey,
    recipient: &RecipientText,
) -> Result<SealedReply, SealError> {
    let json = to_json(reply, REPLY_JSON_MAX)?;
    let signature = signing::sign(key, label::REPLY, instance, json.as_bytes());
    let recipient = HybridRecipient::try_from(recipient).map_err(|_| SealError::Recipient)?;
    let plaintext = pad::frame(reply::MAGIC, &signature, &json);
    file(&[recipient], plaintext, REPLY_BYTES, &json).map(SealedReply)
}

/// A letter that nobody can open, to be told from no other by anyone who is not its addressee.
pub fn cover_letter() -> Result<SealedLetter, SealError> {
    let mut recipients = Vec::new();
    fill_places(&mut recipients);
    file(&recipients, Zeroizing::new(Vec::new()), LETTER_BYTES, "").map(SealedLetter)
}

/// A reply that nobody can open.
pub fn cover_reply() -> Result<SealedReply, SealError> {
    let recipients = [HybridRecipient::throwaway()];
    file(&recipients, Zeroizing::new(Vec::new()), REPLY_BYTES, "").map(SealedReply)
}

fn to_json(value: &impl Serialize, max: usize) -> Result<Zeroizing<String>, SealError> {
    let json = serde_json::to_string(value).map_err(|_| SealError::Container)?;
    fitting(Zeroizing::new(json), max)
}

fn fitting(json: Zeroizing<String>, max: usize) -> Result<Zeroizing<String>, SealError> {
    match json.len().checked_sub(max) {
        None | Some(0) => Ok(json),
        Some(over) => Err(SealError::TooLong { over }),
    }
}

fn addressees(to: &[Id], roster: &Roster) -> Result<Vec<HybridRecipient>, SealError> {
    if !is_addressee_list(to) {
        return Err(SealError::Addressees);
    }
    let recipient = |id| -> Result<HybridRecipient, SealError> {
        let investigator = roster.investigator(id).ok_or(SealError::Addressees)?;
        HybridRecipient::try_from(&investigator.recipient).map_err(|_| SealError::Recipient)
    };
    to.iter().map(recipient).collect()
}

/// Throwaway keys for the free places, and no order that tells anything.
fn fill_places(recipients: &mut Vec<HybridRecipient>) {
    recipients.resize_with(LETTER_STANZAS, HybridRecipient::throwaway);
    recipients.shuffle(&mut OsRng);
}

fn file<R: age::Recipient>(
    recipients: &[R],
    mut plaintext: Zeroizing<Vec<u8>>,
    size: usize,
    json: &str,
) -> Result<Sealed, SealError> {
    let recipients = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(recipients).map_err(|_| SealError::Container)?;
    let sink = Sink::default();
    let mut writer = encryptor.wrap_output(sink.clone()).map_err(|_| SealError::Container)?;
    // Header and nonce are written: what is left is plaintext and its tag.
    let room = size.checked_sub(sink.len() + TAG_BYTES).ok_or(SealError::Container)?;
    if plaintext.len() > room {
        return Err(SealError::TooLong { over: plaintext.len() - room });
    }
    pad_to(&mut plaintext, room);
    let written = writer.write_all(&plaintext).and_then(|()| writer.finish());
    written.map_err(|_| SealError::Container)?;
    Ok(Sealed { file: sink.take(), json_sha256: Digest::of(json.as_bytes()) })
}

/// Pads without leaving a half-grown copy of the plaintext behind.
fn pad_to(plaintext: &mut Zeroizing<Vec<u8>>, length: usize) {
    let mut padded = Zeroizing::new(Vec::with_capacity(length));
    padded.extend_from_slice(plaintext);
    padded.resize(length, b' ');
    *plaintext = padded;
}
