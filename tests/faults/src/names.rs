//! What is in a folder: names, as they are and as they have reached the disk.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use crate::chance::Chance;

pub(crate) type List = BTreeMap<OsString, u64>;

#[derive(Default)]
pub(crate) struct Names {
    now: List,
    durable: List,
    /// What it was after each change that was not synced: a disk with a journal has them in this order.
    since: Vec<List>,
}

impl Names {
    pub(crate) fn list(&self) -> &List {
        &self.now
    }

    pub(crate) fn find(&self, name: &OsStr) -> Option<u64> {
        self.now.get(name).copied()
    }

    /// One step: a renamed file has its old name or its new one, never both or none.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut List)) {
        change(&mut self.now);
        self.since.push(self.now.clone());
    }

    pub(crate) fn sync(&mut self) {
        self.durable.clone_from(&self.now);
        self.since.clear();
    }

    /// The power goes. By chance, the first of the changes have come onto the disk before.
    pub(crate) fn lose(&mut self, chance: Option<&mut Chance>) {
        if let Some(chance) = chance {
            let reached = chance.below(self.since.len() + 1);
            if let Some(list) = reached.checked_sub(1).and_then(|last| self.since.get(last)) {
                self.durable.clone_from(list);
            }
        }
        self.since.clear();
        self.now.clone_from(&self.durable);
    }
}
