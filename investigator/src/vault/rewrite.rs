//! Writing the vault anew: without what was posted long ago, and without a case that is deleted.
//! After that it is not in the file any more. (What a disk keeps of files that were replaced is the
//! disk's affair: the vault's own seal is what holds there.)

use std::collections::BTreeSet;

use dauys_crypto::letter::{Author, InvestigatorLetter, ReporterLetter};
use dauys_wire::limits::LETTER_JSON_MAX;
use dauys_wire::{Digest, Id, json};
use zeroize::Zeroizing;

use super::log::VaultError;
use super::record::{DeletedCase, KeptLetter, Outgoing, Tombstone};
use super::{Record, Vault};
use crate::vault::Contents;

/// A vault of which this is spent, and which is no more than twice as long, is worth writing anew.
const SPENT_BYTES_LEAST: u64 = 8 << 20;

impl Vault {
    /// Writes the vault anew without the files of what was posted, if that makes it much smaller.
    pub fn compact(&mut self) -> Result<(), VaultError> {
        let spent = self.contents.posting().spent_bytes();
        if spent < SPENT_BYTES_LEAST || spent < self.log.length() / 2 {
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
        let last = self.contents.replies(thread).next_back().map(|reply| (reply.n, reply.day));
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
        let mut contents = Contents::default();
        let mut take = |records: Vec<Record>| -> Result<Zeroizing<Vec<u8>>, VaultError> {
            let frame = serde_json::to_vec(&records).map_err(|_| VaultError::TooMuch)?;
            records.into_iter().try_for_each(|record| contents.apply(record))?;
            Ok(Zeroizing::new(frame))
        };
        let mut frames = Vec::new();
        self.log.each(|frame| {
            let records: Vec<Record> =
                serde_json::from_slice(frame).map_err(|_| VaultError::Damaged)?;
            let kept: Vec<Record> = records.into_iter().filter_map(|r| cut.keep(r)).collect();
            if !kept.is_empty() {
                frames.push(take(kept)?);
            }
            Ok(())
        })?;
        frames.push(take(last)?);
        self.log.rewrite(&frames)?;
        self.contents = contents;
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
