//! Writing the vault anew: without what was posted long ago, and without a case that is deleted.
//! After that it is not in the file any more; what of it waited is gone when it is posted. (What could
//! not be read is kept as it is, unless it names the case that is deleted: it never took effect.) (What a disk keeps of files that were replaced is the
//! disk's affair: the vault's own seal is what holds there.)

use std::collections::BTreeSet;

use dauys_crypto::letter::{Author, InvestigatorLetter, ReporterLetter};
use dauys_wire::limits::LETTER_JSON_MAX;
use dauys_wire::{Digest, Id, json};
use zeroize::Zeroizing;

use super::log::VaultError;
use super::reading::{self, Ready};
use super::record::{DeletedCase, KeptLetter, Outgoing, Tombstone};
use super::{Record, Vault, frame};
use crate::vault::Contents;

/// A vault of which this is spent, and which is no more than twice as long, is worth writing anew.
const SPENT_BYTES_LEAST: u64 = 8 << 20;

impl Vault {
    /// Writes the vault anew without the files of what was posted, if that makes it much smaller, or
    /// if something of a deleted case is among them.
    pub fn compact(&mut self) -> Result<(), VaultError> {
        let spent = self.contents.posting().spent_bytes();
        let is_worth_it = spent >= SPENT_BYTES_LEAST && spent >= self.log.length() / 2;
        if !is_worth_it && !self.contents.is_deletion_unfinished() {
            return Ok(());
        }
        self.rewrite(&Cut { waiting: self.waiting(), thread: None }, Vec::new())
    }

    /// Removes all that this vault has of a case: her letters, replies, and of colleagues' letters
    /// the events of the case. What waits to be posted stays until it is.
    pub fn delete_case(
        &mut self,
        thread: &Id,
        tombstone: Option<Tombstone>,
    ) -> Result<(), VaultError> {
        let hers = self.contents.letters().values().filter_map(|kept| match &kept.letter {
            dauys_crypto::letter::Letter::Reporter(letter) if letter.thread == *thread => {
                Some(letter.id)
            }
            _ => None,
        });
        // Their ids stay, as those of letters for others: so that they are not fetched again.
        let ids: Vec<Id> = hers.collect();
        let last = self.contents.own_replies(thread).next_back().map(|reply| (reply.n, reply.day));
        let last = last.or_else(|| self.contents.deleted(thread).and_then(|case| case.last));
        let earlier = self.contents.deleted(thread).and_then(|case| case.tombstone.clone());
        let tombstone = tombstone.or(earlier);
        let deleted = DeletedCase { thread: *thread, last, tombstone };
        let left = vec![Record::NotOurs { ids }, Record::Deleted(deleted)];
        self.rewrite(&Cut { waiting: self.waiting(), thread: Some(*thread) }, left)
    }

    fn waiting(&self) -> BTreeSet<Id> {
        self.contents.outgoing().iter().map(|outgoing| outgoing.id).collect()
    }

    fn rewrite(&mut self, cut: &Cut, last: Vec<Record>) -> Result<(), VaultError> {
        let (mut contents, mut set_aside) = (Contents::default(), 0);
        let mut take = |records: Vec<Record>| -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
            if records.is_empty() {
                return Ok(None);
            }
            let frame = frame(&records)?;
            Ready::all(records)?.into_iter().for_each(|record| contents.take(record));
            Ok(Some(frame))
        };
        let mut frames = Vec::new();
        self.log.each(|frame| {
            let records = reading::records(frame)
                .map(|records| records.into_iter().filter_map(|one| cut.keep(one)).collect());
            match records.and_then(&mut take) {
                Ok(kept) => frames.extend(kept),
                Err(_) if cut.names(frame) => {}
                Err(_) => {
                    set_aside += 1;
                    frames.push(Zeroizing::new(frame.to_vec()));
                }
            }
            Ok(())
        })?;
        frames.extend(take(last)?);
        self.log.rewrite(&frames)?;
        (self.contents, self.set_aside) = (contents, set_aside);
        Ok(())
    }
}

/// What is left out.
struct Cut {
    /// What still waits keeps its file.
    waiting: BTreeSet<Id>,
    /// The case that is deleted.
    thread: Option<Id>,
}

impl Cut {
    /// Whether something that cannot be read is, by its words, about the case that is deleted.
    fn names(&self, frame: &[u8]) -> bool {
        let named = self.thread.map(|thread| thread.to_string());
        named.is_some_and(|id| frame.windows(id.len()).any(|part| part == id.as_bytes()))
    }

    fn keep(&self, record: Record) -> Option<Record> {
        let cut = |thread: &Id| self.thread == Some(*thread);
        match record {
            Record::Outgoing(outgoing) if !self.waiting.contains(&outgoing.id) => {
                Some(Record::Outgoing(Outgoing { file: Vec::new(), ..outgoing }))
            }
            Record::Letter(kept) => match &self.thread {
                Some(thread) => without(kept, thread).map(Record::Letter),
                None => Some(Record::Letter(kept)),
            },
            Record::Reply(reply) if cut(&reply.thread) => None,
            Record::Deleted(case) if cut(&case.thread) => None,
            other => Some(other),
        }
    }
}

/// A letter without what it says of a case; `None` if it is the reporter's own. Of a colleague's
/// letter the head stays, or there would be a gap in their letters.
pub fn without(kept: KeptLetter, thread: &Id) -> Option<KeptLetter> {
    let exact = kept.json.as_bytes();
    if let Ok(letter) = json::parse::<ReporterLetter>(exact, LETTER_JSON_MAX)
        && letter.from == Author::Reporter
    {
        return (letter.thread != *thread).then_some(kept);
    }
    let Ok(mut letter) = json::parse::<InvestigatorLetter>(exact, LETTER_JSON_MAX) else {
        return Some(kept);
    };
    let things = |letter: &InvestigatorLetter| letter.events.len() + letter.shared.len();
    let before = things(&letter);
    letter.events.retain(|event| event.event.thread != *thread);
    letter.shared.retain(|shared| shared.letter.thread != *thread);
    if things(&letter) == before {
        return Some(kept);
    }
    let whole = Some(kept.whole.unwrap_or_else(|| Digest::of(exact)));
    let json = letter.to_json().ok()?.to_string();
    Some(KeptLetter { json, whole, ..kept })
}
