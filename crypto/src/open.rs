//! Opening: an age file into what was written, or the reason why it is not taken.
//!
//! Everything here is hostile until it is checked: a letter may come from anyone, and its author
//! may lie about anything that is not signed or hashed.

use std::io::Read as _;

use age::{DecryptError, Decryptor};
use dauys_wire::json::BadJson;
use dauys_wire::limits::{
    LETTER_BLOBS_MAX, LETTER_BYTES, LETTER_JSON_MAX, REPLY_BYTES, REPLY_JSON_MAX, REPORTER_JSON_MAX,
};
use dauys_wire::roster::Roster;
use dauys_wire::{Digest, Id, Signature, json, label};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::desk::DEVICE_MAX;
use crate::event::SignedEvent;
use crate::hybrid::HybridIdentity;
use crate::letter::{
    self, Author, InvestigatorLetter, Letter, ReporterLetter, SharedLetter, is_addressee_list,
};
use crate::reply::{self, Reply};
use crate::thread::Reporter;
use crate::{pad, signing};

/// Something that was opened and holds.
pub struct Opened<T> {
    /// The content.
    pub value: T,
    /// The exact JSON that was signed.
    pub json: Zeroizing<String>,
    /// SHA-256 of the JSON: what `prev` and `seen` name.
    pub sha256: Digest,
    /// Of the author, verified.
    pub signature: Signature,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not sealed to this identity. Most are not; nothing more is to be known of it.
    #[error("not for this reader")]
    NotOurs,
    /// Sealed to this identity, and wrong.
    #[error("refused: {0}")]
    Rejected(#[from] Rejection),
}

/// What is wrong with a file that is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Not of the form.
    #[error("it is not of the form")]
    Malformed,
    /// The signature is not the author's over these bytes, at this installation.
    #[error("its signature does not hold")]
    Signature,
    /// The author is not in the roster.
    #[error("its author is not in the roster")]
    UnknownAuthor,
    /// Written under another id: an old letter shown again.
    #[error("it was written under another id")]
    IdMismatch,
    /// The reader is not among the addressees that it names.
    #[error("it does not name this reader")]
    NotAddressed,
    /// The thread is not the one of the author's keys.
    #[error("it belongs to another thread")]
    Thread,
    /// The state inside is not the author's.
    #[error("the state in it is not the author's")]
    State,
}

/// Opens a letter that was fetched under `fetched_as`, as the investigator `reader`.
pub fn letter(
    file: &[u8],
    fetched_as: &Id,
    identity: &HybridIdentity,
    reader: &Id,
    roster: &Roster,
) -> Result<Opened<Letter>, OpenError> {
    let container = container(file, LETTER_BYTES).ok_or(Rejection::Malformed)?;
    let plaintext = decrypt(container, LETTER_BYTES, identity)?;
    let opened = read_letter(&plaintext, roster)?;
    if opened.value.id() != fetched_as {
        return Err(Rejection::IdMismatch.into());
    }
    if !opened.value.to().contains(reader) {
        return Err(Rejection::NotAddressed.into());
    }
    Ok(opened)
}

/// Opens a reply that was kept under `fetched_as` in her bucket. Whether its author is someone she
/// chose is for [`crate::conversation`] to say.
pub fn reply(
    file: &[u8],
    fetched_as: &Id,
    reporter: &Reporter,
    roster: &Roster,
) -> Result<Opened<Reply>, OpenError> {
    // Whoever holds a code tries every file of a bucket: one that is broken before it opens was
    // perhaps never hers, and everybody would be told of it.
    let container = container(file, REPLY_BYTES).ok_or(OpenError::NotOurs)?;
    let plaintext = decrypt(container, REPLY_BYTES, reporter.identity())?;
    let framed = pad::unframe(reply::MAGIC, &plaintext).ok_or(Rejection::Malformed)?;
    let value: Reply =
        json::parse(framed.json.as_bytes(), REPLY_JSON_MAX).map_err(|_| Rejection::Malformed)?;
    let Author::Investigator(author) = value.from else {
        return Err(Rejection::UnknownAuthor.into());
    };
    let author = roster.investigator(&author).ok_or(Rejection::UnknownAuthor)?;
    let exact = framed.json.as_bytes();
    let instance = &roster.instance;
    if !signing::verify(&author.signing_key, label::REPLY, instance, exact, &framed.signature) {
        return Err(Rejection::Signature.into());
    }
    if value.id != *fetched_as {
        return Err(Rejection::IdMismatch.into());
    }
    if value.thread != reporter.thread() {
        return Err(Rejection::Thread.into());
    }
    if !is_counted(&value) {
        return Err(Rejection::Malformed.into());
    }
    Ok(Opened { value, sha256: Digest::of(exact), signature: framed.signature, json: framed.json })
}

/// Opens a letter that she wrote herself, fetched under `fetched_as`: only one of which she kept
/// her own copy is hers to open.
pub fn own_letter(
    file: &[u8],
    fetched_as: &Id,
    reporter: &Reporter,
    roster: &Roster,
) -> Result<Opened<ReporterLetter>, OpenError> {
    let container = container(file, LETTER_BYTES).ok_or(Rejection::Malformed)?;
    let plaintext = decrypt(container, LETTER_BYTES, reporter.identity())?;
    let framed = pad::unframe(letter::MAGIC, &plaintext).ok_or(Rejection::Malformed)?;
    let exact = framed.json.as_bytes();
    if parse::<From>(exact)?.from != Author::Reporter {
        return Err(Rejection::UnknownAuthor.into());
    }
    let value = parse_hers(exact)?;
    check_reporter(&value, exact, &framed.signature, roster)?;
    if value.thread != reporter.thread() {
        return Err(Rejection::Thread.into());
    }
    if value.id != *fetched_as {
        return Err(Rejection::IdMismatch.into());
    }
    Ok(Opened { value, sha256: Digest::of(exact), signature: framed.signature, json: framed.json })
}

/// Reads and verifies the plaintext of a letter, also one that was kept in a vault or shared.
pub fn read_letter(plaintext: &[u8], roster: &Roster) -> Result<Opened<Letter>, Rejection> {
    let framed = pad::unframe(letter::MAGIC, plaintext).ok_or(Rejection::Malformed)?;
    let exact = framed.json.as_bytes();
    let value = match parse::<From>(exact)?.from {
        Author::Reporter => {
            let letter = parse_hers(exact)?;
            check_reporter(&letter, exact, &framed.signature, roster)?;
            Letter::Reporter(Box::new(letter))
        }
        Author::Investigator(author) => {
            let letter = parse::<InvestigatorLetter>(exact)?;
            check_investigator(&letter, &author, exact, &framed.signature, roster)?;
            Letter::Investigator(Box::new(letter))
        }
    };
    if !is_addressee_list(value.to()) {
        return Err(Rejection::Malformed);
    }
    Ok(Opened { value, sha256: Digest::of(exact), signature: framed.signature, json: framed.json })
}

/// What has to be known before the rest can be parsed.
#[derive(Deserialize)]
struct From {
    from: Author,
}

fn parse<'a, T: Deserialize<'a>>(exact: &'a [u8]) -> Result<T, Rejection> {
    json::parse(exact, LETTER_JSON_MAX).map_err(|_| Rejection::Malformed)
}

/// A letter that anybody can write and a reader may have to hand on: no larger than what a letter
/// takes inside, and of the form that it takes.
fn parse_hers(exact: &[u8]) -> Result<ReporterLetter, Rejection> {
    let letter = if exact.len() <= REPORTER_JSON_MAX { letter::hers(exact) } else { Err(BadJson) };
    let letter = letter.map_err(|_| Rejection::Malformed)?;
    if letter.blobs.len() > LETTER_BLOBS_MAX { Err(Rejection::Malformed) } else { Ok(letter) }
}

fn check_reporter(
    letter: &ReporterLetter,
    exact: &[u8],
    signature: &Signature,
    roster: &Roster,
) -> Result<(), Rejection> {
    let key = &letter.reporter.signing_key;
    if !signing::verify(key, label::LETTER, &roster.instance, exact, signature) {
        return Err(Rejection::Signature);
    }
    let thread = letter.reporter.thread(&roster.instance).map_err(|_| Rejection::Malformed)?;
    if thread != letter.thread {
        return Err(Rejection::Thread);
    }
    letter.state.verify(&roster.instance, key).map_err(|_| Rejection::State)?;
    Ok(())
}

fn check_investigator(
    letter: &InvestigatorLetter,
    author: &Id,
    exact: &[u8],
    signature: &Signature,
    roster: &Roster,
) -> Result<(), Rejection> {
    let author = roster.investigator(author).ok_or(Rejection::UnknownAuthor)?;
    if !signing::verify(&author.signing_key, label::LETTER, &roster.instance, exact, signature) {
        return Err(Rejection::Signature);
    }
    let counted = letter.n > 0 && (letter.n == 1) == letter.prev.is_none();
    if !counted || letter.device > DEVICE_MAX || !letter.to.contains(&author.id) {
        return Err(Rejection::Malformed);
    }
    letter.events.iter().try_for_each(|event| check_event(event, roster))?;
    // Whoever hands on a letter of hers needs not be its addressee, and neither does the reader.
    let shared = |one: &SharedLetter| {
        check_reporter(&one.letter, one.exact().as_bytes(), &one.signature, roster)
    };
    letter.shared.iter().try_for_each(shared)
}

/// An event of the letter's author or of anyone else whose own signature it bears.
fn check_event(event: &SignedEvent, roster: &Roster) -> Result<(), Rejection> {
    let by = roster.investigator(&event.event.by).ok_or(Rejection::UnknownAuthor)?;
    let is_theirs = event.is_by(&by.signing_key, &roster.instance);
    if is_theirs { Ok(()) } else { Err(Rejection::Signature) }
}

/// Whether `n` and `prev` fit each other: otherwise a gap could be hidden. And whether it is of a
/// machine that can be.
fn is_counted(reply: &Reply) -> bool {
    if reply.device > DEVICE_MAX {
        return false;
    }
    match reply.prev {
        None => reply.n == 1,
        Some(previous) => previous.n > 0 && previous.n < reply.n,
    }
}

/// An age file of exactly this size.
fn container(file: &[u8], size: usize) -> Option<Decryptor<&[u8]>> {
    if file.len() == size { Decryptor::new_buffered(file).ok() } else { None }
}

fn decrypt(
    container: Decryptor<&[u8]>,
    size: usize,
    identity: &HybridIdentity,
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let identities = std::iter::once(identity as &dyn age::Identity);
    let mut reader = container.decrypt(identities).map_err(|error| match error {
        // A stanza that is not of the form may be anybody's.
        DecryptError::NoMatchingKeys | DecryptError::InvalidHeader => OpenError::NotOurs,
        _ => Rejection::Malformed.into(),
    })?;
    // Reserved at once, so that no half-grown copy stays behind in freed memory.
    let mut plaintext = Zeroizing::new(Vec::with_capacity(size));
    reader.read_to_end(&mut plaintext).map_err(|_| Rejection::Malformed)?;
    Ok(plaintext)
}
