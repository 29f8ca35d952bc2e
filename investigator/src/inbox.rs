//! Fetching and opening: every letter that this desk does not know yet, whoever it is for. Whose
//! letters a desk fetches would tell whom it reads, so it fetches all, and none twice by itself:
//! **nothing that a desk asks the server for may depend on what opened**
//! (docs/decisions/fetching.md). What is listed and what is known by its id decide; what came of
//! opening is kept, told, and never looked at here.

mod judging;
mod opening;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::{self, SyncSender};
use std::thread;

use dauys_wire::limits::FETCH_MAX;
use dauys_wire::problem::ProblemCode;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};
use rand::rngs::OsRng;
use rand::seq::SliceRandom as _;

use self::judging::judge;
use self::opening::{Fresh, Tried, open_all};
use crate::failure::Failure;
use crate::keys::Keys;
use crate::print::Progress;
use crate::remote::{Remote, RemoteError};
use crate::vault::record::Record;
use crate::vault::{Contents, Vault};

/// For so many days a day is not final while the server lists letters that it does not hand out: it
/// must not be able to make one disappear by saying once that it is not there. Not for ever: a list
/// can name what never was.
const OPEN_DAYS: u32 = 14;

/// What was fetched.
#[derive(Debug, Default, Clone)]
pub struct Fetched {
    /// Letters that are ours.
    pub opened: usize,
    /// Letters that are not.
    pub not_ours: usize,
    /// Letters that are sealed to us and were not taken.
    pub rejected: usize,
    /// Letters that the server took from us and does not list now that their day is over.
    pub withheld: usize,
    /// Letters that the server lists a second time and does not hand out.
    pub undelivered: BTreeSet<Id>,
}

/// The letters to fetch.
pub struct Unseen {
    letters: Vec<(Id, Day)>,
    /// Days whose lists will not change any more.
    over: Vec<Day>,
    /// What is missing on such days.
    withheld: Vec<Id>,
    today: Day,
}

impl Unseen {
    /// Asks for the lists of all days that can still have something new, and of the day of which
    /// somebody wants all letters anew.
    pub fn list(
        remote: &Remote<'_>,
        known: &Contents,
        today: Day,
        again: Option<Day>,
    ) -> Result<Self, RemoteError> {
        // Both clocks must say that a day is over: the server's could be set forward on purpose.
        let today = today.min(remote.health()?.day);
        let days = remote.inbox_days()?.into_iter().filter(|day| !known.is_complete(*day));
        let days: BTreeSet<Day> = days.chain(again).collect();
        let list = |day| Ok((day, remote.inbox_day(day)?));
        let listed = days.into_iter().map(list).collect::<Result<_, RemoteError>>()?;
        let mut unseen = Self::of(&listed, known, today, again);
        unseen.mix();
        Ok(unseen)
    }

    /// Whoever sends a letter chooses its id: in their order a flood of ids that begin with noughts would
    /// always come before the one honest letter (docs/decisions/flood.md).
    fn mix(&mut self) {
        self.letters.shuffle(&mut OsRng);
    }

    /// From the lists of all days that are not known to be complete.
    fn of(
        listed: &BTreeMap<Day, Vec<Id>>,
        known: &Contents,
        today: Day,
        again: Option<Day>,
    ) -> Self {
        // A day that is over by more than one: no letter that was on its way is still to come.
        let is_over = |day: &Day| today.since(*day) > 1;
        let wanted = |day: Day, id: &Id| again == Some(day) || !known.knows(id);
        // Naming a letter twice changes nothing.
        let mut named = BTreeSet::new();
        let mut letters = Vec::new();
        for (day, ids) in listed {
            let ids: BTreeSet<&Id> = ids.iter().filter(|id| wanted(*day, id)).collect();
            letters.extend(ids.into_iter().filter(|id| named.insert(**id)).map(|id| (*id, *day)));
        }
        // Also on days that the server does not even name. A day that was complete before is not
        // listed again; what was on it is known.
        let is_there = |day: &Day, id: &Id| match listed.get(day) {
            Some(ids) => ids.contains(id),
            None => known.is_complete(*day) && known.knows(id),
        };
        let accepted = known.posting().accepted().iter().filter(|(day, _)| is_over(day));
        let withheld = accepted
            .flat_map(|(day, ids)| ids.iter().filter(|id| !is_there(day, id)))
            .copied()
            .collect();
        let over = listed.keys().copied().filter(is_over).collect();
        Self { letters, over, withheld, today }
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
        let mut missing = BTreeMap::new();
        thread::scope(|scope| -> Result<(), Failure> {
            let (fresh, to_open) = mpsc::sync_channel(1);
            let (opened, to_keep) = mpsc::sync_channel(1);
            scope.spawn(move || fetch_all(remote, letters, &fresh));
            scope.spawn(move || {
                // Whoever does not listen any more has failed: then there is nothing left to do.
                let open = |batch: Result<Batch, RemoteError>| {
                    opened.send(batch.map(|batch| batch.open(keys, roster)))
                };
                to_open.into_iter().try_for_each(open)
            });
            for batch in to_keep {
                let OpenedBatch { letters, missing: missing_now } = batch?;
                progress.advance(letters.len() + missing_now.len());
                missing.extend(missing_now);
                let known = vault.contents();
                let records = letters.into_iter().filter_map(|one| judge(one, known, &mut fetched));
                vault.append(records.collect())?;
            }
            Ok(())
        })?;
        let records = self.close(&missing, vault.contents(), &mut fetched);
        vault.append(records)?;
        Ok(fetched)
    }

    /// What is kept when all is fetched. What is listed a second time and not handed out is told,
    /// once; what was withdrawn or expired while we fetched is not listed again.
    fn close(
        self,
        missing: &BTreeMap<Id, Day>,
        known: &Contents,
        fetched: &mut Fetched,
    ) -> Vec<Record> {
        let times = |id: &Id| known.times_undelivered(id);
        fetched.undelivered = missing.keys().filter(|id| times(id) == 1).copied().collect();
        let untold: Vec<Id> = missing.keys().filter(|id| times(id) <= 1).copied().collect();
        let is_open =
            |day: Day| self.today.since(day) <= OPEN_DAYS && missing.values().any(|it| *it == day);
        let complete: Vec<Day> = self.over.into_iter().filter(|day| !is_open(*day)).collect();
        let records = [
            (!self.withheld.is_empty()).then_some(Record::Withheld { ids: self.withheld }),
            (!untold.is_empty()).then_some(Record::Undelivered { ids: untold }),
            (!complete.is_empty()).then_some(Record::Complete { days: complete }),
        ];
        records.into_iter().flatten().collect()
    }
}

/// Letters that were asked for together.
#[derive(Default)]
struct Batch {
    fresh: Vec<Fresh>,
    /// Listed, and not handed out.
    missing: Vec<(Id, Day)>,
}

/// The same, after an attempt at each.
struct OpenedBatch {
    letters: Vec<Tried>,
    missing: Vec<(Id, Day)>,
}

impl Batch {
    fn open(self, keys: &Keys, roster: &Roster) -> OpenedBatch {
        OpenedBatch { letters: open_all(&self.fresh, keys, roster), missing: self.missing }
    }

    fn extend(&mut self, other: Self) {
        self.fresh.extend(other.fresh);
        self.missing.extend(other.missing);
    }
}

/// Fetches batch after batch, until something fails or nobody takes them any more.
fn fetch_all(
    remote: &Remote<'_>,
    letters: &[(Id, Day)],
    to: &SyncSender<Result<Batch, RemoteError>>,
) {
    for batch in letters.chunks(FETCH_MAX) {
        let files = fetch_batch(remote, batch);
        let failed = files.is_err();
        if to.send(files).is_err() || failed {
            return;
        }
    }
}

/// A batch with a letter that is not there is refused as a whole: then each is asked for by itself.
fn fetch_batch(remote: &Remote<'_>, letters: &[(Id, Day)]) -> Result<Batch, RemoteError> {
    let ids: Vec<Id> = letters.iter().map(|(id, _)| *id).collect();
    let gone = |error: &RemoteError| matches!(error, RemoteError::Problem(ProblemCode::NotFound));
    match remote.fetch(&ids) {
        Ok(files) => {
            let fresh = |(&(id, day), file)| Fresh { id, day, file };
            let fresh = letters.iter().zip(files).map(fresh).collect();
            Ok(Batch { fresh, missing: Vec::new() })
        }
        Err(error) if gone(&error) && letters.len() > 1 => {
            let mut batch = Batch::default();
            for one in letters {
                batch.extend(fetch_batch(remote, std::slice::from_ref(one))?);
            }
            Ok(batch)
        }
        Err(error) if gone(&error) => Ok(Batch { fresh: Vec::new(), missing: letters.to_vec() }),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
