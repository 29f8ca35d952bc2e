//! Which letters tell of which thread: of ten thousand letters most belong to other cases than the one
//! that is asked for.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::letter::{Letter, ReporterKind};
use dauys_wire::Id;

use super::contents::VaultLetter;

/// For each thread the letters that bring something of it, by their ids.
#[derive(Default)]
pub struct Threads(BTreeMap<Id, BTreeSet<Id>>);

impl Threads {
    /// Every thread, ascending, with the letters that tell of it.
    pub fn all(&self) -> impl Iterator<Item = (&Id, &BTreeSet<Id>)> {
        self.0.iter()
    }

    /// The letters that tell of one; nothing if there are none.
    pub fn of(&self, thread: &Id) -> Option<&BTreeSet<Id>> {
        self.0.get(thread)
    }

    pub(super) fn insert(&mut self, id: Id, kept: &VaultLetter) {
        for thread in threads_of(kept) {
            self.0.entry(thread).or_default().insert(id);
        }
    }

    pub(super) fn remove(&mut self, id: &Id, kept: &VaultLetter) {
        for thread in threads_of(kept) {
            if let Some(letters) = self.0.get_mut(&thread) {
                letters.remove(id);
                if letters.is_empty() {
                    self.0.remove(&thread);
                }
            }
        }
    }
}

/// Of whoever wants only to be counted nobody has the code: there is no case.
fn threads_of(kept: &VaultLetter) -> BTreeSet<Id> {
    match &kept.letter {
        Letter::Reporter(letter) if letter.kind == ReporterKind::Count => BTreeSet::new(),
        Letter::Reporter(letter) => BTreeSet::from([letter.thread]),
        Letter::Investigator(letter) => {
            let hers = letter.shared.iter().map(|shared| &shared.letter);
            let hers = hers.filter(|letter| letter.kind != ReporterKind::Count);
            let events = letter.events.iter().map(|event| event.event.thread);
            hers.map(|letter| letter.thread).chain(events).collect()
        }
    }
}
