//! Fetching and opening: every letter that this desk does not know yet, whoever it is for. Whose
//! letters a desk fetches would tell whom it reads, so it fetches all.

use std::num::NonZero;
use std::thread;

use dauys_crypto::letter::Letter;
use dauys_crypto::open::{self, OpenError, Opened, Rejection};
use dauys_wire::limits::FETCH_MAX;
use dauys_wire::problem::ProblemCode;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};

use crate::failure::Failure;
use crate::keys::Keys;
use crate::print::Progress;
use crate::remote::{Remote, RemoteError};
use crate::vault::record::{KeptLetter, Record, RejectedLetter, RejectionReason};
use crate::vault::{Contents, Vault};

/// What was fetched.
#[derive(Debug, Default, Clone, Copy)]
pub struct Fetched {
    /// Letters that are ours.
    pub opened: usize,
    /// Letters that are not.
    pub not_ours: usize,
    /// Letters that are sealed to us and were not taken.
    pub rejected: usize,
}

/// The letters to fetch.
pub struct Unseen {
    letters: Vec<(Id, Day)>,
    /// Days that will not change any more.
    complete: Vec<Day>,
}

impl Unseen {
    /// Asks for the lists of all days that can still have something new.
    pub fn list(remote: &Remote<'_>, known: &Contents) -> Result<Self, RemoteError> {
        let today = remote.health()?.day;
        let (mut letters, mut complete) = (Vec::new(), Vec::new());
        for day in remote.inbox_days()? {
            if known.is_complete(day) {
                continue;
            }
            let ids = remote.inbox_day(day)?;
            letters.extend(ids.into_iter().filter(|id| !known.knows(id)).map(|id| (id, day)));
            // A day that is over by more than one: no letter that was on its way is still to come.
            if today.since(day) > 1 {
                complete.push(day);
            }
        }
        Ok(Self { letters, complete })
    }

    /// How many.
    pub const fn len(&self) -> usize {
        self.letters.len()
    }

    /// None at all.
    pub const fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Fetches, opens and keeps them, batch by batch: a broken line costs one batch.
    pub fn fetch(
        self,
        remote: &Remote<'_>,
        keys: &Keys,
        roster: &Roster,
        vault: &mut Vault,
        progress: &Progress,
    ) -> Result<Fetched, Failure> {
        let mut fetched = Fetched::default();
        for batch in self.letters.chunks(FETCH_MAX) {
            let files = fetch_batch(remote, batch)?;
            let records = open_all(&files, keys, roster);
            for record in &records {
                match record {
                    Record::Letter(_) => fetched.opened += 1,
                    Record::Rejected(_) => fetched.rejected += 1,
                    _ => fetched.not_ours += 1,
                }
            }
            vault.append(records)?;
            progress.advance(batch.len());
        }
        if !self.complete.is_empty() {
            vault.append(vec![Record::Complete { days: self.complete }])?;
        }
        Ok(fetched)
    }
}

/// A letter as fetched.
struct Fresh {
    id: Id,
    day: Day,
    file: Vec<u8>,
}

/// A batch with a letter that has meanwhile expired or been withdrawn is refused as a whole: then
/// each is asked for by itself.
fn fetch_batch(remote: &Remote<'_>, batch: &[(Id, Day)]) -> Result<Vec<Fresh>, RemoteError> {
    let ids: Vec<Id> = batch.iter().map(|(id, _)| *id).collect();
    let gone = |error: &RemoteError| matches!(error, RemoteError::Problem(ProblemCode::NotFound));
    match remote.fetch(&ids) {
        Ok(files) => {
            let fresh = |(&(id, day), file)| Fresh { id, day, file };
            Ok(batch.iter().zip(files).map(fresh).collect())
        }
        Err(error) if gone(&error) && batch.len() > 1 => {
            let mut files = Vec::new();
            for one in batch {
                files.extend(fetch_batch(remote, std::slice::from_ref(one))?);
            }
            Ok(files)
        }
        Err(error) if gone(&error) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Opens on all cores: each letter costs up to eight decapsulations.
fn open_all(files: &[Fresh], keys: &Keys, roster: &Roster) -> Vec<Record> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let share = files.len().div_ceil(cores).max(1);
    thread::scope(|scope| {
        let open_share = |share| move || open_each(share, keys, roster);
        let workers: Vec<_> =
            files.chunks(share).map(|share| scope.spawn(open_share(share))).collect();
        // A worker that panicked has opened nothing; its letters are fetched again next time.
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

fn open_each(files: &[Fresh], keys: &Keys, roster: &Roster) -> Vec<Record> {
    files.iter().map(|fresh| open_one(fresh, keys, roster)).collect()
}

fn open_one(fresh: &Fresh, keys: &Keys, roster: &Roster) -> Record {
    let Fresh { id, day, file } = fresh;
    match open::letter(file, id, &keys.reading, &keys.id, roster) {
        Ok(opened) => Record::Letter(keep(*id, *day, &opened)),
        Err(OpenError::NotOurs) => Record::NotOurs { ids: vec![*id] },
        Err(OpenError::Rejected(rejection)) => {
            Record::Rejected(RejectedLetter { id: *id, day: *day, reason: reason(rejection) })
        }
    }
}

fn keep(id: Id, day: Day, opened: &Opened<Letter>) -> KeptLetter {
    KeptLetter { id, day, signature: opened.signature, json: opened.json.to_string() }
}

const fn reason(rejection: Rejection) -> RejectionReason {
    match rejection {
        Rejection::Malformed => RejectionReason::Malformed,
        Rejection::Signature => RejectionReason::Signature,
        Rejection::UnknownAuthor => RejectionReason::UnknownAuthor,
        Rejection::IdMismatch => RejectionReason::IdMismatch,
        Rejection::NotAddressed => RejectionReason::NotAddressed,
        Rejection::Thread => RejectionReason::Thread,
        Rejection::State => RejectionReason::State,
    }
}
