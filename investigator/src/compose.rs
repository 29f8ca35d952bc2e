//! What a desk writes: replies to the reporter, letters to the colleagues. Nothing is sent here:
//! the result are records for the vault, sealed things to be posted among them, appended together,
//! so that a crash leaves all of an answer or nothing.

mod split;

use std::collections::BTreeMap;

use dauys_crypto::letter::{
    Author, Event, EventBody, EventKind, InvestigatorKind, InvestigatorLetter, Lang, Letter, Seen,
};
use dauys_crypto::reply::{Previous, Reply, ReplyBody, ReplyKind};
use dauys_crypto::seal::{self, SealError};
use dauys_crypto::signing;
use dauys_wire::{Day, Digest, Id, label};
use rand::RngCore as _;
use rand::rngs::OsRng;

use crate::case::{Case, Reporter};
use crate::keys::Keys;
use crate::vault::Contents;
use crate::vault::contents::KnownRoster;
use crate::vault::record::{KeptLetter, Outgoing, Place, Record, SentReply};

/// Letters that one reply acknowledges: 35 bytes each, so that most of a reply is text.
const RECEIVED_MAX: usize = 48;

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
    /// Sealing failed.
    #[error("sealing failed")]
    Seal,
}

impl From<SealError> for ComposeError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::TooLong { over } => Self::TooLong { over },
            SealError::Addressees | SealError::Recipient | SealError::Container => Self::Seal,
        }
    }
}

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

/// The reply before the next one.
type Last = Option<(u64, Day)>;

impl Desk<'_> {
    /// An answer: one reply, or several in a row if the text is long, and the team's copy of each.
    pub fn answer(&self, case: &Case<'_>, text: &str) -> Result<Vec<Record>, ComposeError> {
        let reporter = self.reporter(case)?;
        let mut records = Vec::new();
        let mut events = Vec::new();
        let mut last = self.last_reply(case);
        let mut rest = not_empty(text)?;
        while !rest.is_empty() {
            let (sent, event, after) = self.longest_reply(case, reporter, last, rest)?;
            last = Some(sent.last);
            records.extend(sent.records);
            events.push(event);
            rest = after;
        }
        records.extend(self.letters(&self.colleagues(case)?, events, reporter.lang)?);
        Ok(records)
    }

    /// "Your letter is here", for those letters that this desk is to acknowledge and has not.
    pub fn receipt(&self, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
        if self.unacknowledged(case).is_empty() {
            return Ok(Vec::new());
        }
        let reporter = self.reporter(case)?;
        let last = self.last_reply(case);
        Ok(self.reply(case, reporter, last, ReplyKind::Receipt, "")?.records)
    }

    /// A note to the colleagues of a case; several letters in a row if the text is long.
    pub fn note(
        &self,
        case: &Case<'_>,
        text: &str,
        lang: Lang,
    ) -> Result<Vec<Record>, ComposeError> {
        let event = |text: &str| Event {
            thread: case.thread,
            kind: EventKind::Note,
            body: EventBody { text: text.to_owned(), ..EventBody::default() },
        };
        let mut next = self.next_letter(&self.colleagues(case)?, lang);
        let mut records = Vec::new();
        let mut rest = not_empty(text)?;
        while !rest.is_empty() {
            let seal = |part: &str| {
                self.seal_letter(&InvestigatorLetter { events: vec![event(part)], ..next.clone() })
            };
            let ((sha256, sealed), _, after) = split::longest(rest, seal)?;
            records.extend(sealed);
            next = following(next, sha256);
            rest = after;
        }
        Ok(records)
    }

    /// Her letters that this desk has not acknowledged although it is the one to do so: the first
    /// active of a letter's addressees whom she still writes to.
    fn unacknowledged(&self, case: &Case<'_>) -> Vec<Id> {
        let Some(reporter) = &case.reporter else { return Vec::new() };
        let acknowledged =
            |id: &Id| self.contents.replies(&case.thread).any(|reply| reply.received.contains(id));
        let ours = |to: &[Id]| {
            let answers = |id: &&Id| self.is_active(id) && reporter.readers.contains(id);
            to.iter().find(answers) == Some(&self.keys.id)
        };
        case.reporter_letters()
            .filter(|letter| ours(&letter.to) && !acknowledged(&letter.id))
            .map(|letter| letter.id)
            .collect()
    }

    fn longest_reply<'t>(
        &self,
        case: &Case<'_>,
        reporter: &Reporter<'_>,
        last: Last,
        text: &'t str,
    ) -> Result<(Sent, Event, &'t str), ComposeError> {
        let reply = |part: &str| self.reply(case, reporter, last, ReplyKind::Answer, part);
        let (sent, part, rest) = split::longest(text, reply)?;
        let body = EventBody {
            text: part.to_owned(),
            reply: Some(sent.id),
            sha256: Some(sent.sha256),
            ..EventBody::default()
        };
        Ok((sent, Event { thread: case.thread, kind: EventKind::Answer, body }, rest))
    }

    fn reply(
        &self,
        case: &Case<'_>,
        reporter: &Reporter<'_>,
        last: Last,
        kind: ReplyKind,
        text: &str,
    ) -> Result<Sent, ComposeError> {
        let n = last.map_or(1, |(n, _)| n + 1);
        // Of two states that she wrote without knowing of each other, her page needs both: they
        // are echoed in turns.
        let turn = usize::try_from(n).unwrap_or_default() % reporter.states.len().max(1);
        let newest: Vec<Id> = case.reporter_letters().rev().map(|letter| letter.id).collect();
        let reply = Reply {
            id: random_id(),
            thread: case.thread,
            from: Author::Investigator(self.keys.id),
            n,
            prev: last.map(|(n, day)| Previous { n, day }),
            day: self.today,
            kind,
            lang: reporter.lang,
            body: ReplyBody { text: text.to_owned() },
            status: None,
            due: BTreeMap::new(),
            received: newest.into_iter().take(RECEIVED_MAX).collect(),
            readers: reporter.readers.clone(),
            state: reporter.states.get(turn).map(|state| (*state).clone()),
        };
        let Keys { instance, signing, .. } = self.keys;
        let sealed = seal::reply(&reply, instance, signing, &reporter.keys.recipient)?;
        let place = Place::Drop { thread: case.thread };
        let Reply { id, thread, n, day, kind, received, .. } = reply;
        let records = vec![
            Record::Reply(SentReply { id, thread, n, day, kind, received }),
            Record::Outgoing(Outgoing { id, place, file: sealed.bytes().to_vec() }),
        ];
        Ok(Sent { id, sha256: sealed.json_sha256(), last: (n, day), records })
    }

    /// Seals events to their addressees: one letter if they fit, else each its own.
    fn letters(
        &self,
        to: &[Id],
        events: Vec<Event>,
        lang: Lang,
    ) -> Result<Vec<Record>, ComposeError> {
        let first = self.next_letter(to, lang);
        match self.seal_letter(&InvestigatorLetter { events: events.clone(), ..first.clone() }) {
            Ok((_, records)) => Ok(records),
            Err(ComposeError::TooLong { .. }) if events.len() > 1 => {
                let mut records = Vec::new();
                let mut next = first;
                for event in events {
                    let letter = InvestigatorLetter { events: vec![event], ..next.clone() };
                    let (sha256, sealed) = self.seal_letter(&letter)?;
                    records.extend(sealed);
                    next = following(next, sha256);
                }
                Ok(records)
            }
            Err(error) => Err(error),
        }
    }

    fn seal_letter(
        &self,
        letter: &InvestigatorLetter,
    ) -> Result<(Digest, Vec<Record>), ComposeError> {
        let Keys { instance, signing, .. } = self.keys;
        let sealed = seal::investigator_letter(letter, instance, signing, &self.known.roster)?;
        let json = serde_json::to_string(letter).map_err(|_| ComposeError::Seal)?;
        let signature = signing::sign(signing, label::LETTER, instance, json.as_bytes());
        let mut token = vec![0; 32];
        OsRng.fill_bytes(&mut token);
        let (id, day) = (letter.id, letter.day);
        let records = vec![
            Record::Letter(KeptLetter { id, day, signature, json }),
            Record::Outgoing(Outgoing {
                id,
                place: Place::Inbox { token },
                file: sealed.bytes().to_vec(),
            }),
        ];
        Ok((sealed.json_sha256(), records))
    }

    /// The next letter to exactly these addressees, without events yet.
    fn next_letter(&self, to: &[Id], lang: Lang) -> InvestigatorLetter {
        let mut seen = BTreeMap::new();
        for kept in self.contents.letters().values() {
            if let Letter::Investigator(letter) = &kept.letter
                && let Author::Investigator(author) = letter.from
                && letter.to == to
            {
                let newest = Seen { n: letter.n, sha256: kept.sha256 };
                let known = seen.entry(author).or_insert(newest);
                if newest.n > known.n {
                    *known = newest;
                }
            }
        }
        let own = seen.remove(&self.keys.id);
        InvestigatorLetter {
            id: random_id(),
            from: Author::Investigator(self.keys.id),
            kind: InvestigatorKind::Events,
            day: self.today,
            to: to.to_vec(),
            roster: self.known.reference,
            lang,
            n: own.map_or(1, |own| own.n + 1),
            prev: own.map(|own| own.sha256),
            seen,
            events: Vec::new(),
        }
    }

    /// Whom colleagues' letters of a case go to: those she writes to, this desk among them, and
    /// never anyone whom she shut out.
    fn colleagues(&self, case: &Case<'_>) -> Result<Vec<Id>, ComposeError> {
        let reporter = self.reporter(case)?;
        let active = reporter.readers.iter().filter(|id| self.is_active(id));
        Ok(active.filter(|id| !reporter.shut_out.contains(id)).copied().collect())
    }

    /// The reporter, if this desk may write in her case.
    fn reporter<'c>(&self, case: &'c Case<'_>) -> Result<&'c Reporter<'c>, ComposeError> {
        let reporter = case.reporter.as_ref().ok_or(ComposeError::NoReporter)?;
        if !reporter.readers.contains(&self.keys.id) {
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

    fn last_reply(&self, case: &Case<'_>) -> Last {
        self.contents.replies(&case.thread).next_back().map(|reply| (reply.n, reply.day))
    }
}

/// A sealed reply.
struct Sent {
    id: Id,
    sha256: Digest,
    last: (u64, Day),
    records: Vec<Record>,
}

/// The letter after one of this hash, to the same addressees.
fn following(letter: InvestigatorLetter, sha256: Digest) -> InvestigatorLetter {
    InvestigatorLetter { id: random_id(), n: letter.n + 1, prev: Some(sha256), ..letter }
}

fn not_empty(text: &str) -> Result<&str, ComposeError> {
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
