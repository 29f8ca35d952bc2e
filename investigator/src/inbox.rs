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

use self::judging::judge;
use self::opening::{Fresh, open_all};
use crate::failure::Failure;
use crate::keys::Keys;
use crate::print::Progress;
use crate::remote::{Remote, RemoteError};
use crate::vault::record::Record;
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
    /// Days whose lists will not change any more.
    over: Vec<Day>,
    /// What is missing on such days.
    withheld: Vec<Id>,
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
        Ok(Self::of(&listed, known, today, again))
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
        Self { letters, over, withheld }
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
        thread::scope(|scope| -> Result<(), Failure> {
            let (fresh, to_open) = mpsc::sync_channel(1);
            let (opened, to_keep) = mpsc::sync_channel(1);
            scope.spawn(move || fetch_all(remote, letters, &fresh));
            scope.spawn(move || {
                // Whoever does not listen any more has failed: then there is nothing left to do.
                let open = |files: Result<Vec<Fresh>, RemoteError>| {
                    opened.send(files.map(|files| open_all(&files, keys, roster)))
                };
                to_open.into_iter().try_for_each(open)
            });
            for batch in to_keep {
                let letters = batch?;
                progress.advance(letters.len());
                let known = vault.contents();
                let records = letters.into_iter().filter_map(|one| judge(one, known, &mut fetched));
                vault.append(records.collect())?;
            }
            Ok(())
        })?;
        vault.append(self.close())?;
        Ok(fetched)
    }

    /// What is kept when all is fetched.
    fn close(self) -> Vec<Record> {
        let records = [
            (!self.withheld.is_empty()).then_some(Record::Withheld { ids: self.withheld }),
            (!self.over.is_empty()).then_some(Record::Complete { days: self.over }),
        ];
        records.into_iter().flatten().collect()
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

#[cfg(test)]
mod tests;
