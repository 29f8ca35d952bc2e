//! What a desk writes: replies to the reporter, letters to the colleagues. Nothing is sent here:
//! the result are records for the vault, sealed things to be posted among them, appended together,
//! so that a crash leaves all of an answer or nothing.

mod again;
mod filing;
mod letters;
pub mod recusal;
mod replies;
pub mod share;
pub mod shut_out;
mod split;
pub mod tell;
mod trail;

use dauys_crypto::desk::DeskId;
use dauys_crypto::event::{EventBody, EventKind};
use dauys_crypto::letter::{Lang, ReporterLetter};
use dauys_crypto::reply::ReplyKind;
use dauys_crypto::seal::SealError;
use dauys_wire::{Day, Id};
use rand::RngCore as _;
use rand::rngs::OsRng;

pub use self::filing::{Filed, FilingError};
use self::letters::Item;
use self::replies::{Next, Writing};
use self::share::CannotShare;
use self::trail::{Draft, Trail};
use crate::case::{Case, Reporter, Status};
use crate::keys::Keys;
use crate::vault::Contents;
use crate::vault::contents::KnownRoster;
use crate::vault::record::{Record, SentReply};

/// Why something cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// Nothing but white space.
    #[error("there is no text")]
    Empty,
    /// We have none of the reporter's own letters.
    #[error("the reporter is not known")]
    NoReporter,
    /// She did not choose us, or no longer: her page would drop what we write.
    #[error("the reporter did not choose this investigator")]
    NotChosen,
    /// The roster does not let us write any more.
    #[error("this investigator is not active")]
    NotActive,
    /// So many bytes too long, and it cannot be split.
    #[error("{over} bytes too long")]
    TooLong {
        /// Bytes over.
        over: usize,
    },
    /// Nobody else reads the case: who steps out would leave her with nobody.
    #[error("nobody else reads it")]
    LastReader,
    /// Somebody cannot be let in.
    #[error(transparent)]
    Share(#[from] CannotShare),
    /// Sealing failed.
    #[error("sealing failed")]
    Seal,
}

impl From<SealError> for ComposeError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::TooLong { over } => Self::TooLong { over },
            SealError::Addressees
            | SealError::Recipient
            | SealError::Unreadable
            | SealError::Container => Self::Seal,
        }
    }
}

/// A letter that the first machine has not acknowledged for so many days, as far as another knows, is
/// acknowledged by that one.
const SECOND_MACHINE_DAYS: u32 = 3;

/// One desk on one day.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// Whose.
    pub keys: &'a Keys,
    /// The roster in force.
    pub known: &'a KnownRoster,
    /// What has been written so far.
    pub contents: &'a Contents,
    /// Today.
    pub today: Day,
}

impl Desk<'_> {
    /// "Your letter is here", for those letters that this desk is to acknowledge and has not. A
    /// reply that still waits says it too, if it can.
    pub fn receipt(&self, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
        if self.unacknowledged(case, None).is_empty() || self.is_receipt_full(case) {
            return Ok(Vec::new());
        }
        let reporter = self.reporter(case)?;
        if let Some(records) = self.waiting_answer_with_receipt(case, reporter)? {
            return Ok(records);
        }
        let Next { mut records, last, acknowledges } = self.next_reply(case);
        let (kind, told) = (ReplyKind::Receipt, self.told(case, ReplyKind::Receipt));
        let writing = Writing { kind, last, repeats: None, acknowledges, told };
        records.extend(self.reply(case, reporter, &writing, "")?.records);
        Ok(records)
    }

    /// A note to the colleagues of a case; several letters in a row if the text is long.
    pub fn note(
        &self,
        case: &Case<'_>,
        text: &str,
        lang: Lang,
    ) -> Result<Vec<Record>, ComposeError> {
        let text = not_empty(text)?.to_owned();
        let body = EventBody { text, ..EventBody::default() };
        self.events(case, vec![(EventKind::Note, body)], lang)
    }

    /// That this investigator has seen the case, for its log; nothing if that is known, or if they
    /// are no reader.
    pub fn opened(&self, case: &Case<'_>, lang: Lang) -> Result<Vec<Record>, ComposeError> {
        if !self.is_reader(case) || case.handling().opened.contains_key(&self.keys.id) {
            return Ok(Vec::new());
        }
        self.events(case, vec![(EventKind::Opened, EventBody::default())], lang)
    }

    /// That the report of a case was written down here for somebody else, if it was: what a letter
    /// says of that anybody could have written.
    pub fn filed(&self, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
        let is_ours = |letter: &ReporterLetter| {
            letter.body.taken_by == Some(self.keys.id) && self.contents.is_filed_here(&letter.id)
        };
        let Some(her) = &case.reporter else { return Ok(Vec::new()) };
        let is_known = case.handling().filed_by.contains(&self.keys.id);
        if is_known || !self.is_reader(case) || !case.reporter_letters().any(is_ours) {
            return Ok(Vec::new());
        }
        self.events(case, vec![(EventKind::Filed, EventBody::default())], her.lang)
    }

    /// Events in a case, told to its readers; a text that is too long for one letter is split.
    pub fn events(
        &self,
        case: &Case<'_>,
        events: Vec<(EventKind, EventBody)>,
        lang: Lang,
    ) -> Result<Vec<Record>, ComposeError> {
        let to = self.colleagues(case)?;
        let draft = |(kind, body)| Item::New(Draft { thread: case.thread, kind, body });
        let items = events.into_iter().map(draft).collect();
        self.letters(&to, items, lang, &mut Trail::of(case, &to))
    }

    /// Whether this desk is a reader of a case and can write in it.
    pub fn is_reader(&self, case: &Case<'_>) -> bool {
        self.reporter(case).is_ok()
    }

    /// Asks the colleagues to delete a case; nothing if nobody else reads it.
    pub fn delete(
        &self,
        case: &Case<'_>,
        reason: &str,
        lang: Lang,
    ) -> Result<Vec<Record>, ComposeError> {
        let to = self.colleagues(case)?;
        if to == [self.keys.id] {
            return Ok(Vec::new());
        }
        let body = EventBody { text: reason.trim().to_owned(), ..EventBody::default() };
        self.events(case, vec![(EventKind::Delete, body)], lang)
    }

    /// Whether an answer to her waits: colleagues read it as given.
    pub fn has_answer_waiting(&self, case: &Case<'_>) -> bool {
        let waiting = self.contents.outgoing();
        let waits = |reply: &SentReply| waiting.iter().any(|one| one.id == reply.id);
        let mut answers =
            self.contents.replies(&case.thread).filter(|reply| reply.kind != ReplyKind::Receipt);
        // Where this desk cannot write any more it would wait for ever.
        self.reporter(case).is_ok() && answers.any(waits)
    }

    /// Her letters that this desk has not acknowledged although it is the one to do so: the first
    /// active of a letter's addressees whom she still writes to. As if one reply did not count.
    fn unacknowledged(&self, case: &Case<'_>, without: Option<&SentReply>) -> Vec<Id> {
        let Some(reporter) = &case.reporter else { return Vec::new() };
        let replies = || {
            let counts = |reply: &&SentReply| without.is_none_or(|one| one.id != reply.id);
            self.contents.replies(&case.thread).filter(counts)
        };
        let acknowledged = |id: &Id| replies().any(|reply| reply.received.contains(id));
        let readers = case.people.readers(reporter);
        // On a second machine nobody knows what the first has acknowledged: it waits, and then says
        // it once more rather than never.
        let is_first = self.contents.machines().is_first();
        let has_waited = |day: Day| self.today.since(day) >= SECOND_MACHINE_DAYS;
        let ours = |to: &[Id]| {
            let answers = |id: &&Id| self.is_active(id) && readers.contains(id);
            // Where all to whom it was sealed have stepped out, somebody who was let in does it.
            let first = to.iter().find(answers).or_else(|| readers.iter().find(answers));
            first == Some(&self.keys.id)
        };
        case.reporter_letters()
            .filter(|letter| is_first || has_waited(letter.day))
            .filter(|letter| ours(&letter.to) && !acknowledged(&letter.id))
            .map(|letter| letter.id)
            .collect()
    }

    /// Whom colleagues' letters of a case go to: its readers, this desk among them, and never anyone
    /// whom she shut out.
    fn colleagues(&self, case: &Case<'_>) -> Result<Vec<Id>, ComposeError> {
        let reporter = self.reporter(case)?;
        let readers = case.people.readers(reporter).into_iter();
        Ok(readers.filter(|id| self.is_active(id)).collect())
    }

    /// This desk.
    fn id(&self) -> DeskId {
        DeskId { investigator: self.keys.id, device: self.contents.device() }
    }

    /// The reporter, if this desk may write in her case.
    fn reporter<'c>(&self, case: &'c Case<'_>) -> Result<&'c Reporter<'c>, ComposeError> {
        let reporter = case.reporter.as_ref().ok_or(ComposeError::NoReporter)?;
        if !case.people.readers(reporter).contains(&self.keys.id) {
            return Err(ComposeError::NotChosen);
        }
        if !self.is_active(&self.keys.id) {
            return Err(ComposeError::NotActive);
        }
        Ok(reporter)
    }

    fn is_active(&self, id: &Id) -> bool {
        self.known.roster.is_active(id, self.today)
    }
}

/// Whether she wrote that she is being punished, and nobody has answered yet.
fn is_retaliation(case: &Case<'_>) -> bool {
    case.status().0 == Status::Retaliation
}

/// Records that are kept together.
fn joined<const N: usize>(parts: [Vec<Record>; N]) -> Vec<Record> {
    parts.into_iter().flatten().collect()
}

/// A text without the blanks around it, if there is one.
pub fn not_empty(text: &str) -> Result<&str, ComposeError> {
    let text = text.trim();
    if text.is_empty() { Err(ComposeError::Empty) } else { Ok(text) }
}

/// An id that tells nothing.
pub fn random_id() -> Id {
    let mut bytes = [0; 16];
    OsRng.fill_bytes(&mut bytes);
    Id::from_bytes(bytes)
}

#[cfg(test)]
mod tests;
