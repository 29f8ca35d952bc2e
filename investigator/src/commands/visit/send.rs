//! Sending a sealed letter: stamp, put, verify the proof; again with the same bytes for as long
//! as the network fails. Nothing says "arrived" before the server's signature was checked.

use std::thread::sleep;
use std::time::Duration;

use dauys_crypto::draft::DraftError;
use dauys_crypto::roster::Trusted;
use dauys_crypto::seal::{SealError, SealedLetter};
use dauys_crypto::thread::Reporter;
use dauys_wire::acceptance::Acceptance;
use dauys_wire::api::Health;
use dauys_wire::limits::{ANSWER_MAX, LETTER_BLOBS_MAX};
use dauys_wire::stamp::{Stamp, StampSearch, Subject};
use dauys_wire::{Day, Digest, Id, api, json, sealed_file};

use super::arrive::Arrived;
use super::carry::Hindered;
use super::talk::Talk;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::remote::RemoteError;
use crate::remote::visitor::{Answer, Visitor};

/// Seconds before the next try, as of the page: soon at first, then patiently.
const DELAYS: [u64; 6] = [1, 2, 4, 8, 15, 30];
/// Statuses after which the same letter is simply put again.
pub(super) const BUSY: [u16; 8] = [408, 425, 429, 500, 502, 503, 504, 507];
/// New stamps on one letter, if the price goes on rising.
const STAMPS: usize = 5;

/// Why something did not succeed.
pub(in crate::commands) enum Trouble {
    /// Worth another try; the page's words for it, and how it ends if there is none.
    Again(&'static str, Failure),
    /// Not.
    Final(Unsent),
}

/// Why a letter was not sent.
pub(in crate::commands) enum Unsent {
    /// It is not a letter yet.
    Draft(DraftError),
    /// It cannot be sealed.
    Seal(SealError),
    /// The server asks for more than anybody pays.
    TooDear,
    /// The server refused it for good.
    Refused,
    /// A file of it cannot go.
    Hindered {
        /// As the letter calls it.
        file: String,
        why: Hindered,
    },
    /// The terminal or the network gave up.
    Failed(Failure),
}

impl From<DraftError> for Unsent {
    fn from(error: DraftError) -> Self {
        Self::Draft(error)
    }
}

impl From<SealError> for Unsent {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

/// A sealed letter on its way. It holds no plaintext and can be sent again as it is.
pub(in crate::commands) struct Outgoing {
    id: Id,
    withdraw: Digest,
    sha256: Digest,
    file: Vec<u8>,
}

impl Outgoing {
    pub(in crate::commands) fn of(id: Id, letter: &SealedLetter, author: &Reporter) -> Self {
        let (sha256, file) = (letter.sha256(), letter.bytes().to_vec());
        Self { id, withdraw: author.withdraw_hash(&id), sha256, file }
    }

    /// One that somebody else sealed.
    pub(in crate::commands) fn brought(letter: sealed_file::SealedLetter) -> Self {
        let sealed_file::SealedLetter { id, withdraw, file } = letter;
        Self { id, withdraw, sha256: Digest::of(&file), file }
    }

    fn stamp(&self, trusted: &Trusted, price: Health) -> Result<Stamp, Unsent> {
        let path = api::letter_path(&self.id);
        let subject = Subject {
            instance: &trusted.roster.instance,
            method: "PUT",
            path: &path,
            ahead: None,
            withdraw: &self.withdraw,
            body: &self.sha256,
        };
        let search = StampSearch::begin(&subject, price.day, price.stamp_bits);
        Ok(search.map_err(|_| Unsent::TooDear)?.finish())
    }

    /// The day under which the server took it, if its answer proves that it did.
    fn accepted(&self, trusted: &Trusted, answer: &[u8]) -> Option<Day> {
        let acceptance: Acceptance = json::parse(answer, ANSWER_MAX).ok()?;
        let (instance, key) = (&trusted.roster.instance, &trusted.roster.server_key);
        let proven = acceptance.proves(instance, key, &self.id, &self.sha256, &self.withdraw);
        proven.then_some(acceptance.day)
    }
}

/// The server's day and the price of a letter, however long the network takes.
pub(in crate::commands) fn price(
    arrived: &Arrived,
    talk: &Talk<'_>,
    most: Option<usize>,
) -> Result<Health, Unsent> {
    persist_with(talk, most, || arrived.visitor.health().map_err(offline))
}

/// Until the server has proven that it took it; the day under which it did.
pub(in crate::commands) fn deliver(
    letter: &Outgoing,
    mut price_now: Health,
    arrived: &Arrived,
    talk: &Talk<'_>,
    most: Option<usize>,
) -> Result<Day, Unsent> {
    for _ in 0..STAMPS {
        talk.tell("sending-stamp");
        let stamp = letter.stamp(&arrived.trusted, price_now)?;
        talk.tell("sending-send");
        let day = persist_with(talk, most, || put(letter, &stamp, arrived, talk))?;
        if let Some(day) = day {
            return Ok(day);
        }
        // The price or the day has changed since: a new stamp on the same letter.
        price_now = price(arrived, talk, most)?;
    }
    Err(Unsent::Refused)
}

/// Nothing if the stamp is no longer enough.
fn put(
    letter: &Outgoing,
    stamp: &Stamp,
    Arrived { visitor, trusted }: &Arrived,
    talk: &Talk<'_>,
) -> Result<Option<Day>, Trouble> {
    let Answer { status, body } = send(letter, stamp, visitor).map_err(offline)?;
    let again = |key| Trouble::Again(key, RemoteError::Unproven.into());
    match status {
        402 => Ok(None),
        200 | 201 => {
            talk.tell("sending-proof");
            letter.accepted(trusted, &body).map(Some).ok_or_else(|| again("sending-false"))
        }
        status if BUSY.contains(&status) => Err(again("sending-busy")),
        _ => Err(Trouble::Final(Unsent::Refused)),
    }
}

fn send(letter: &Outgoing, stamp: &Stamp, visitor: &Visitor) -> Result<Answer, RemoteError> {
    visitor.put_letter(&letter.id, &letter.file, stamp, &letter.withdraw)
}

pub(super) fn offline(error: RemoteError) -> Trouble {
    Trouble::Again("sending-offline", error.into())
}

/// Does something that needs the network until it succeeds, as often as `most` says.
pub(in crate::commands) fn persist<T>(
    talk: &Talk<'_>,
    most: Option<usize>,
    attempt: impl FnMut() -> Result<T, Trouble>,
) -> Result<T, Failure> {
    persist_with(talk, most, attempt).map_err(|unsent| match unsent {
        Unsent::Failed(failure) => failure,
        _ => Failure::new(Exit::Network, message!("server-unexpected")),
    })
}

pub(super) fn persist_with<T>(
    talk: &Talk<'_>,
    most: Option<usize>,
    mut attempt: impl FnMut() -> Result<T, Trouble>,
) -> Result<T, Unsent> {
    let mut tries = 0;
    loop {
        let (key, failure) = match attempt() {
            Ok(done) => return Ok(done),
            Err(Trouble::Final(unsent)) => return Err(unsent),
            Err(Trouble::Again(key, failure)) => (key, failure),
        };
        tries += 1;
        if most.is_some_and(|most| tries >= most) {
            return Err(Unsent::Failed(failure));
        }
        let seconds = DELAYS.get(tries - 1).or(DELAYS.last()).copied().unwrap_or(1);
        talk.tell_with(key, &[("seconds", seconds.into())]);
        sleep(Duration::from_secs(seconds));
    }
}

/// Says why it was not sent, so that she can change it; what cannot be mended by that ends the
/// visit.
pub(in crate::commands) fn tell_unsent(
    unsent: Unsent,
    text: &str,
    talk: &Talk<'_>,
) -> Result<(), Failure> {
    let key = match unsent {
        Unsent::Failed(failure) => return Err(failure),
        Unsent::Draft(error) => match error {
            DraftError::NobodyReads => "readers-none",
            DraftError::TooManyReaders => "readers-too-many",
            DraftError::Reader => "reader-gone",
            DraftError::RosterExpired => "send-expired",
            DraftError::Answers | DraftError::Empty => "answer-empty",
            DraftError::Name => "name-too-long",
            DraftError::Blobs => {
                talk.warn("files-most", &[("count", LETTER_BLOBS_MAX.into())]);
                return Ok(());
            }
            DraftError::State => "send-failed",
        },
        Unsent::Seal(SealError::TooLong { over }) => {
            let count = characters_in(text, over);
            talk.warn("text-too-long", &[("count", count.into())]);
            return Ok(());
        }
        Unsent::Hindered { file, why } => {
            talk.item(&file);
            tell_hindered(why, talk);
            return Ok(());
        }
        Unsent::Seal(_) => "send-failed",
        Unsent::TooDear => "send-dear",
        Unsent::Refused => "send-refused",
    };
    talk.warn(key, &[]);
    Ok(())
}

/// What she can do about a file that cannot go.
fn tell_hindered(why: Hindered, talk: &Talk<'_>) {
    match why {
        Hindered::TooLarge(most) => talk.warn("file-too-large", &[("size", (most >> 20).into())]),
        Hindered::NoRoom => talk.warn("files-no-room", &[]),
        Hindered::Changed => talk.warn("file-changed", &[]),
    }
    talk.tell("files-failed");
}

/// How many characters from the end of a text make so many bytes.
fn characters_in(text: &str, bytes: usize) -> usize {
    let mut taken = 0;
    let enough = text.chars().rev().position(|c| {
        taken += c.len_utf8();
        taken >= bytes
    });
    enough.map_or_else(|| text.chars().count(), |place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::Print;
    use crate::text::Language;

    #[test]
    fn what_is_too_long_is_counted_in_characters() {
        assert_eq!(characters_in("abәә", 3), 2);
        assert_eq!(characters_in("abәә", 5), 3);
        assert_eq!(characters_in("ә", 9), 1);
    }

    #[test]
    fn what_can_be_mended_is_said_in_the_words_of_the_page_and_the_rest_ends_it() {
        let print = Print::kept(Language::Ru, false);
        let mut input: &[u8] = b"";
        let talk = Talk::new(&print, &mut input);
        let too_long = Unsent::Seal(SealError::TooLong { over: 4 });
        tell_unsent(too_long, "слова", &talk).unwrap();
        assert!(print.said().contains("примерно на 2 знака"), "{}", print.said());
        let failed = Unsent::Failed(Failure::new(Exit::Network, message!("server-unexpected")));
        assert!(tell_unsent(failed, "", &talk).is_err());
    }

    #[test]
    fn what_stays_unreachable_is_given_up_when_that_was_asked_for() {
        let print = Print::kept(Language::En, false);
        let mut input: &[u8] = b"";
        let talk = Talk::new(&print, &mut input);
        let mut tries = 0;
        let attempt = || -> Result<(), Trouble> {
            tries += 1;
            Err(offline(RemoteError::Unexpected))
        };
        let failure = persist(&talk, Some(1), attempt).unwrap_err();
        assert_eq!((failure.exit, tries), (Exit::Network, 1));
    }
}
