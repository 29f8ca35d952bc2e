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
use crate::vault::contents::parse_letter;
use crate::vault::record::{KeptLetter, Record, RejectedLetter, RejectionReason};
use crate::vault::rewrite::without;
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
    /// Letters that the server took from us and does not list now that their day is over.
    pub withheld: usize,
}

/// The letters to fetch.
pub struct Unseen {
    letters: Vec<(Id, Day)>,
    /// Days that will not change any more.
    complete: Vec<Day>,
    /// What is missing on such days.
    withheld: Vec<Id>,
}

impl Unseen {
    /// Asks for the lists of all days that can still have something new.
    pub fn list(remote: &Remote<'_>, known: &Contents, today: Day) -> Result<Self, RemoteError> {
        // A day that is over by more than one: no letter that was on its way is still to come. Both
        // clocks must say so, for the server's could be set forward on purpose.
        let today = today.min(remote.health()?.day);
        let is_over = |day: Day| today.since(day) > 1;
        let mut unseen = Self { letters: Vec::new(), complete: Vec::new(), withheld: Vec::new() };
        let days = remote.inbox_days()?;
        for &day in &days {
            if known.is_complete(day) {
                continue;
            }
            let ids = remote.inbox_day(day)?;
            if is_over(day) {
                unseen.complete.push(day);
                unseen.withheld.extend(missing(known, day, &ids));
            }
            let new = ids.into_iter().filter(|id| !known.knows(id));
            unseen.letters.extend(new.map(|id| (id, day)));
        }
        let unnamed =
            |day: &&Day| is_over(**day) && !days.contains(day) && !known.is_complete(**day);
        for day in known.posting().accepted().keys().filter(unnamed) {
            unseen.withheld.extend(missing(known, *day, &[]));
        }
        Ok(unseen)
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
        let mut fetched = Fetched { withheld: self.withheld.len(), ..Fetched::default() };
        for batch in self.letters.chunks(FETCH_MAX) {
            let files = fetch_batch(remote, batch)?;
            let opened = open_all(&files, keys, roster);
            let known = vault.contents();
            let records: Vec<Record> = opened
                .into_iter()
                .filter_map(|record| judge(record, known, &mut fetched))
                .collect();
            vault.append(records)?;
            progress.advance(batch.len());
        }
        let mut done = Vec::new();
        if !self.withheld.is_empty() {
            done.push(Record::Withheld { ids: self.withheld });
        }
        if !self.complete.is_empty() {
            done.push(Record::Complete { days: self.complete });
        }
        vault.append(done)?;
        Ok(fetched)
    }
}

/// Letters that the server took for that day and does not list.
fn missing(known: &Contents, day: Day, listed: &[Id]) -> Vec<Id> {
    let accepted = known.posting().accepted().get(&day);
    accepted.into_iter().flatten().filter(|id| !listed.contains(id)).copied().collect()
}

/// What is kept of a letter, and how it counts. Our own comes back like any other.
fn judge(record: Record, known: &Contents, fetched: &mut Fetched) -> Option<Record> {
    let is_own = |id: &Id| known.letters().contains_key(id);
    match record {
        Record::Letter(kept) => {
            fetched.opened += usize::from(!is_own(&kept.id));
            // Late letters of colleagues do not bring back a case that was deleted here.
            without_deleted(kept, known).map(Record::Letter)
        }
        // What we wrote opens for us: the server changed it.
        Record::NotOurs { ids } if ids.iter().any(is_own) => {
            fetched.rejected += 1;
            let (id, day) = (ids.first().copied()?, known.letters().get(ids.first()?)?.day);
            Some(Record::Rejected(RejectedLetter { id, day, reason: RejectionReason::Malformed }))
        }
        Record::Rejected(_) => {
            fetched.rejected += 1;
            Some(record)
        }
        other => {
            fetched.not_ours += 1;
            Some(other)
        }
    }
}

fn without_deleted(kept: KeptLetter, known: &Contents) -> Option<KeptLetter> {
    let Some(Letter::Investigator(letter)) = parse_letter(kept.json.as_bytes()) else {
        return Some(kept);
    };
    let mut threads: Vec<Id> = letter.events.iter().map(|event| event.thread).collect();
    threads.retain(|thread| known.is_deleted(thread));
    threads.iter().try_fold(kept, without)
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
    let json = opened.json.to_string();
    KeptLetter { id, day, signature: opened.signature, json, whole: None }
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
