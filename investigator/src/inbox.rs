//! Fetching and opening: every letter that this desk does not know yet, whoever it is for. Whose
//! letters a desk fetches would tell whom it reads, so it fetches all.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::mpsc::{self, SyncSender};
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

/// For so many days a letter that was not taken is fetched again at each `sync`: whoever changed it
/// on its way must not have made it disappear. Not for ever: anyone can send what is never taken.
const AGAIN_DAYS: u32 = 14;

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
        // Both clocks must say that a day is over: the server's could be set forward on purpose.
        let today = today.min(remote.health()?.day);
        let mut listed = BTreeMap::new();
        for day in remote.inbox_days()? {
            if !known.is_complete(day) {
                listed.insert(day, remote.inbox_day(day)?);
            }
        }
        Ok(Self::of(&listed, known, today))
    }

    /// From the lists of all days that are not known to be complete.
    fn of(listed: &BTreeMap<Day, Vec<Id>>, known: &Contents, today: Day) -> Self {
        // A day that is over by more than one: no letter that was on its way is still to come.
        let is_over = |day: Day| today.since(day) > 1;
        let again =
            |day: Day, id: &Id| today.since(day) <= AGAIN_DAYS && known.rejected().contains_key(id);
        let new = |day: Day, ids: &[Id]| -> BTreeSet<(Id, Day)> {
            let new = ids.iter().filter(|id| !known.knows(id) || again(day, id));
            // A set: naming a letter twice changes nothing.
            new.map(|id| (*id, day)).collect()
        };
        let letters = listed.iter().flat_map(|(day, ids)| new(*day, ids)).collect();
        let done = |(day, ids): &(&Day, &Vec<Id>)| {
            is_over(**day) && !ids.iter().any(|id| again(**day, id))
        };
        let complete = listed.iter().filter(done).map(|(day, _)| *day).collect();
        // Also on days that the server does not even name.
        let accepted = known.posting().accepted().iter();
        let over = accepted.filter(|(day, _)| is_over(**day) && !known.is_complete(**day));
        let withheld = over.flat_map(|(day, accepted)| {
            let listed = listed.get(day).map(Vec::as_slice).unwrap_or_default();
            accepted.iter().filter(|id| !listed.contains(id)).copied()
        });
        Self { letters, complete, withheld: withheld.collect() }
    }

    /// How many.
    pub const fn len(&self) -> usize {
        self.letters.len()
    }

    /// None at all.
    pub const fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Fetches, opens and keeps them, batch by batch: a broken line costs one batch. While one is
    /// opened the next is fetched and the one before is written: the cores need not wait for
    /// either.
    pub fn fetch(
        self,
        remote: &Remote<'_>,
        keys: &Keys,
        roster: &Roster,
        vault: &mut Vault,
        progress: &Progress,
    ) -> Result<Fetched, Failure> {
        let mut fetched = Fetched { withheld: self.withheld.len(), ..Fetched::default() };
        let letters = self.letters.as_slice();
        let mut is_whole = true;
        thread::scope(|scope| -> Result<(), Failure> {
            let (fresh, to_open) = mpsc::sync_channel(1);
            let (opened, to_keep) = mpsc::sync_channel(1);
            scope.spawn(move || fetch_all(remote, letters, &fresh));
            scope.spawn(move || {
                // Whoever does not listen any more has failed: then there is nothing left to do.
                let open = |files: Result<Vec<Fresh>, RemoteError>| {
                    opened.send(files.map(|files| (files.len(), open_all(&files, keys, roster))))
                };
                to_open.into_iter().try_for_each(open)
            });
            for batch in to_keep {
                let (fetched_now, batch) = batch?;
                is_whole &= batch.len() == fetched_now;
                progress.advance(fetched_now);
                let known = vault.contents();
                let records = batch.into_iter().filter_map(|one| judge(one, known, &mut fetched));
                vault.append(records.collect())?;
            }
            Ok(())
        })?;
        let mut done = Vec::new();
        if !self.withheld.is_empty() {
            done.push(Record::Withheld { ids: self.withheld });
        }
        // What was not opened now must be listed again.
        if is_whole && !self.complete.is_empty() {
            done.push(Record::Complete { days: self.complete });
        }
        vault.append(done)?;
        Ok(fetched)
    }
}

/// Fetches batch after batch, until something fails or nobody takes them any more.
fn fetch_all(
    remote: &Remote<'_>,
    letters: &[(Id, Day)],
    to: &SyncSender<Result<Vec<Fresh>, RemoteError>>,
) {
    for batch in letters.chunks(FETCH_MAX) {
        let files = fetch_batch(remote, batch);
        let failed = files.is_err();
        if to.send(files).is_err() || failed {
            return;
        }
    }
}

/// What is kept of a letter, and how it counts. Our own comes back like any other.
fn judge(record: Record, known: &Contents, fetched: &mut Fetched) -> Option<Record> {
    let is_own = |id: &Id| known.letters().contains_key(id);
    match changed(record, known) {
        Record::Letter(kept) => {
            fetched.opened += usize::from(!is_own(&kept.id));
            // Late letters of colleagues do not bring back a case that was deleted here.
            without_deleted(kept, known).map(Record::Letter)
        }
        // Told once.
        Record::Rejected(again) if known.rejected().get(&again.id) == Some(&again) => None,
        Record::Rejected(fresh) => {
            fetched.rejected += 1;
            Some(Record::Rejected(fresh))
        }
        other => {
            fetched.not_ours += 1;
            Some(other)
        }
    }
}

/// What we wrote opens for us: if it does not, the server changed it.
fn changed(record: Record, known: &Contents) -> Record {
    let Record::NotOurs { ids } = &record else { return record };
    let own = ids.iter().find_map(|id| Some((*id, known.letters().get(id)?.day)));
    own.map_or(record, |(id, day)| {
        Record::Rejected(RejectedLetter { id, day, reason: RejectionReason::Malformed })
    })
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
        // A worker that panicked has opened nothing; its letters are fetched again next time, and
        // their day is not complete.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::random_id;
    use crate::fixtures::DAY;
    use crate::pace::Kind;

    fn contents(records: Vec<Record>) -> Contents {
        let mut contents = Contents::default();
        for record in records {
            contents.apply(record).unwrap();
        }
        contents
    }

    fn posted(id: Id, day: Day) -> Record {
        Record::Posted { id, taken: Some((Kind::Letter, day)) }
    }

    #[test]
    fn a_letter_that_the_server_took_and_does_not_list_on_its_day_is_withheld() {
        let [listed, kept_back, unnamed, back, late] = std::array::from_fn(|_| random_id());
        let (day, other) = (DAY, DAY.minus(5));
        let known = contents(vec![
            posted(listed, day),
            posted(kept_back, day),
            posted(unnamed, other),
            posted(back, day),
            Record::Withdrawn { id: back },
            posted(late, day.plus(1)),
        ]);
        let lists = BTreeMap::from([(day, vec![listed, random_id()])]);
        let of = |today| Unseen::of(&lists, &known, today);
        assert_eq!(of(day.plus(1)).withheld, [unnamed], "yesterday's list can still grow");
        let mut withheld = of(day.plus(2)).withheld;
        withheld.sort_unstable();
        let mut expected = [kept_back, unnamed];
        expected.sort_unstable();
        assert_eq!(withheld, expected, "neither what it lists nor what we took back");
        assert_eq!(of(day.plus(2)).complete, [day]);
    }

    #[test]
    fn the_alarm_is_raised_once() {
        let id = random_id();
        let known = contents(vec![posted(id, DAY), Record::Withheld { ids: vec![id] }]);
        assert!(Unseen::of(&BTreeMap::new(), &known, DAY.plus(9)).withheld.is_empty());
    }

    #[test]
    fn yesterday_is_listed_again_and_our_own_letters_are_fetched_like_all_others() {
        let team: [Keys; 1] = crate::fixtures::team();
        let letter = crate::fixtures::report(&crate::fixtures::reporter(), &[team[0].id], &[]);
        let kept = crate::fixtures::kept_record(&letter);
        let place = crate::vault::record::Place::Inbox { token: vec![1; 32] };
        let outgoing = crate::vault::record::Outgoing { id: letter.id, place, file: vec![1] };
        let own = vec![kept.clone(), Record::Outgoing(outgoing), posted(letter.id, DAY)];
        let lists = BTreeMap::from([(DAY, vec![letter.id])]);
        let unseen = Unseen::of(&lists, &contents(own.clone()), DAY.plus(1));
        assert_eq!(
            (unseen.letters.as_slice(), unseen.complete.len()),
            ([(letter.id, DAY)].as_slice(), 0)
        );
        let fetched = contents([own, vec![kept]].concat());
        assert!(Unseen::of(&lists, &fetched, DAY.plus(1)).is_empty(), "once");
    }

    #[test]
    fn our_own_letter_that_does_not_open_any_more_was_changed() {
        let team: [Keys; 1] = crate::fixtures::team();
        let letter = crate::fixtures::report(&crate::fixtures::reporter(), &[team[0].id], &[]);
        let known = contents(vec![crate::fixtures::kept_record(&letter)]);
        let mut fetched = Fetched::default();
        let judged = judge(Record::NotOurs { ids: vec![letter.id] }, &known, &mut fetched);
        assert!(matches!(judged, Some(Record::Rejected(_))));
        assert_eq!((fetched.rejected, fetched.not_ours), (1, 0));
    }
}
