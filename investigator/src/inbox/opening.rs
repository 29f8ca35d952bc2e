//! Trying this desk's identity on each letter, on all cores: each costs up to eight decapsulations.

use std::num::NonZero;
use std::panic::{self, AssertUnwindSafe};
use std::thread;

use dauys_crypto::letter::Letter;
use dauys_crypto::open::{self, OpenError, Opened, Rejection};
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};

use crate::keys::Keys;
use crate::vault::record::KeptLetter;

/// A letter as fetched.
pub(super) struct Fresh {
    pub(super) id: Id,
    pub(super) day: Day,
    pub(super) file: Vec<u8>,
}

/// The same, and what came of opening it. Every letter that was fetched comes to this.
pub(super) struct Tried {
    pub(super) id: Id,
    pub(super) day: Day,
    pub(super) outcome: Result<KeptLetter, OpenError>,
}

pub(super) fn open_all(files: &[Fresh], keys: &Keys, roster: &Roster) -> Vec<Tried> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let share = files.len().div_ceil(cores).max(1);
    let open_share = |share: &[Fresh]| -> Vec<Tried> {
        share.iter().map(|fresh| open_one(fresh, keys, roster)).collect()
    };
    thread::scope(|scope| {
        let worker = |share| scope.spawn(move || open_share(share));
        let workers: Vec<_> = files.chunks(share).map(worker).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

fn open_one(fresh: &Fresh, keys: &Keys, roster: &Roster) -> Tried {
    let Fresh { id, day, file } = fresh;
    let open = || {
        let opened = open::letter(file, id, &keys.reading, &keys.id, roster)?;
        fits_its_day(&opened.value, *day, roster)?;
        Ok(opened)
    };
    Tried { id: *id, day: *day, outcome: attempt(open).map(|opened| keep(*id, *day, &opened)) }
}

/// Whether a colleague's letter can be of the day under which the inbox lists it. Whoever is dismissed
/// still has their key; and a day to come would move promises. A clock may be a day ahead. Of hers
/// nothing is asked: a telephone that lost its date must not cost her the report.
fn fits_its_day(letter: &Letter, day: Day, roster: &Roster) -> Result<(), Rejection> {
    let Letter::Investigator(letter) = letter else { return Ok(()) };
    let author = letter.desk().ok_or(Rejection::Malformed)?.investigator;
    if !roster.is_active(&author, day) {
        return Err(Rejection::UnknownAuthor);
    }
    let in_time = letter.events.iter().all(|event| event.event.day <= day.plus(1));
    if in_time { Ok(()) } else { Err(Rejection::Malformed) }
}

/// A letter over which the opening stumbles is refused like any that is broken. Fetched again it
/// would show that it had been opened, and a day would never be complete.
fn attempt<T>(open: impl FnOnce() -> Result<T, OpenError>) -> Result<T, OpenError> {
    // Nothing that the attempt leaves half done is looked at afterwards.
    let attempt = panic::catch_unwind(AssertUnwindSafe(open));
    attempt.unwrap_or(Err(OpenError::Rejected(Rejection::Malformed)))
}

fn keep(id: Id, day: Day, opened: &Opened<Letter>) -> KeptLetter {
    let json = opened.json.to_string();
    KeptLetter { id, day, signature: opened.signature, json, whole: None }
}

#[cfg(test)]
mod tests {
    use dauys_crypto::event::{Event, EventKind, SignedEvent};
    use dauys_crypto::letter::InvestigatorLetter;
    use dauys_crypto::seal::{self, OwnCopy};

    use super::*;
    use crate::fixtures::{DAY, carrier, event, known, report, reporter, team};

    #[test]
    fn a_letter_over_which_the_opening_stumbles_is_refused_and_the_others_are_opened() {
        let stumbled = attempt::<()>(|| panic!("a letter that nobody thought of"));
        assert_eq!(stumbled, Err(OpenError::Rejected(Rejection::Malformed)));
        assert_eq!(attempt(|| Ok(1)), Ok(1));
    }

    /// A letter of the second to the first, with an event of that day.
    fn letter(team: &[Keys; 2], of: Day) -> InvestigatorLetter {
        let [_, author] = team;
        let note = event(author.id, EventKind::Reopen, reporter().thread());
        let note = Event { day: of, ..note };
        let signed = SignedEvent::sign(note, &author.instance, &author.signing).unwrap();
        carrier(author.id, &team.each_ref().map(|keys| keys.id), 1, vec![signed])
    }

    /// What becomes of it when the inbox lists it under that day.
    fn listed(team: &[Keys; 2], letter: &InvestigatorLetter, day: Day) -> Option<Rejection> {
        let roster = known(team).roster;
        let sealed =
            seal::investigator_letter(letter, &team[1].instance, &team[1].signing, &roster)
                .unwrap();
        let fresh = Fresh { id: letter.id, day, file: sealed.bytes().to_vec() };
        match open_one(&fresh, &team[0], &roster).outcome {
            Ok(_) => None,
            Err(OpenError::Rejected(rejection)) => Some(rejection),
            Err(OpenError::NotOurs) => panic!("it is sealed to this desk"),
        }
    }

    #[test]
    fn a_letter_of_somebody_who_is_not_valid_any_more_on_its_day_is_refused() {
        let team: [Keys; 2] = team();
        let letter = letter(&team, DAY);
        let last = known(&team).roster.investigators[1].valid_until;
        assert_eq!(listed(&team, &letter, last), None);
        assert_eq!(listed(&team, &letter, last.plus(1)), Some(Rejection::UnknownAuthor));
    }

    #[test]
    fn a_letter_with_an_event_of_a_day_to_come_is_refused() {
        let team: [Keys; 2] = team();
        for (ahead, outcome) in [(1, None), (2, Some(Rejection::Malformed))] {
            assert_eq!(listed(&team, &letter(&team, DAY.plus(ahead)), DAY), outcome);
        }
        assert_eq!(listed(&team, &letter(&team, Day::MAX), DAY), Some(Rejection::Malformed));
    }

    #[test]
    fn whatever_day_her_telephone_shows_her_letter_is_taken() {
        let team: [Keys; 2] = team();
        let (she, roster) = (reporter(), known(&team).roster);
        let mut hers = report(&she, &[team[0].id], &[]);
        hers.day = Day::parse("1970-01-01").unwrap();
        let sealed = seal::reporter_letter(&hers, &she, &roster, OwnCopy::None).unwrap();
        let fresh = Fresh { id: hers.id, day: DAY.plus(400), file: sealed.bytes().to_vec() };
        assert!(open_one(&fresh, &team[0], &roster).outcome.is_ok());
    }
}
