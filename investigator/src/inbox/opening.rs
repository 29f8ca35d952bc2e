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
    let open = || open::letter(file, id, &keys.reading, &keys.id, roster);
    Tried { id: *id, day: *day, outcome: attempt(open).map(|opened| keep(*id, *day, &opened)) }
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
    use super::*;

    #[test]
    fn a_letter_over_which_the_opening_stumbles_is_refused_and_the_others_are_opened() {
        let stumbled = attempt::<()>(|| panic!("a letter that nobody thought of"));
        assert_eq!(stumbled, Err(OpenError::Rejected(Rejection::Malformed)));
        assert_eq!(attempt(|| Ok(1)), Ok(1));
    }
}
