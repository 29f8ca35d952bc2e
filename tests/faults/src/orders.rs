//! What the disk was told to do wrong, and whether a call comes through.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use fuser::Errno;

use crate::chance::Chance;
use crate::tree::{Listed, Tree};
use crate::{Kind, Loss};

/// What all calls share.
pub(crate) struct Shared {
    inner: Mutex<Inner>,
    went_dark: Condvar,
}

pub(crate) struct Inner {
    pub(crate) tree: Tree,
    pub(crate) orders: Orders,
    /// Folders that are being listed, as they were when that began.
    pub(crate) listings: BTreeMap<u64, Listed>,
}

#[derive(Default)]
pub(crate) struct Orders {
    pub(crate) is_dark: bool,
    /// After so many more changes the power goes, and this is what is lost.
    pub(crate) fuse: Option<(u64, Loss)>,
    pub(crate) is_read_only: bool,
    pub(crate) delay: Duration,
    pub(crate) failing: BTreeSet<Kind>,
    /// Everything that was to change something since the beginning.
    pub(crate) changes: u64,
}

impl Shared {
    pub(crate) fn new(tree: Tree) -> Self {
        let inner = Inner { tree, orders: Orders::default(), listings: BTreeMap::new() };
        Self { inner: Mutex::new(inner), went_dark: Condvar::new() }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a call does, if it comes through.
    pub(crate) fn call<T>(
        &self,
        kind: Kind,
        work: impl FnOnce(&mut Inner) -> Result<T, Errno>,
    ) -> Result<T, Errno> {
        // While it waits others wait too, as at a real disk, but nobody is locked out.
        let delay = self.lock().orders.delay;
        if !delay.is_zero() {
            thread::sleep(delay);
        }
        let mut inner = self.lock();
        if kind.changes() {
            inner.orders.changes += 1;
            if let Some((left, loss)) = inner.orders.fuse {
                inner.orders.fuse = left.checked_sub(1).map(|left| (left, loss));
                if left == 0 {
                    self.darken(&mut inner, loss);
                }
            }
        }
        if inner.orders.is_dark || inner.orders.failing.contains(&kind) {
            return Err(Errno::EIO);
        }
        if inner.orders.is_read_only && kind.changes() {
            return Err(Errno::EROFS);
        }
        work(&mut inner)
    }

    pub(crate) fn sync(&self, number: u64) -> Result<(), Errno> {
        let done = self.call(Kind::Sync, |inner| inner.tree.sync(number));
        if done.is_err() {
            self.lock().tree.fail_to_sync(number);
        }
        done
    }

    pub(crate) fn lose_power(&self, loss: Loss) {
        self.darken(&mut self.lock(), loss);
    }

    fn darken(&self, inner: &mut Inner, loss: Loss) {
        if inner.orders.is_dark {
            return;
        }
        inner.orders.is_dark = true;
        match loss {
            Loss::Everything => inner.tree.lose(None),
            Loss::ByChance(seed) => inner.tree.lose(Some(&mut Chance::of(seed))),
        }
        self.went_dark.notify_all();
    }

    /// Whether it does so within that time.
    pub(crate) fn wait_until_dark(&self, limit: Duration) -> bool {
        let waited = self.went_dark.wait_timeout_while(self.lock(), limit, |it| !it.orders.is_dark);
        waited.unwrap_or_else(PoisonError::into_inner).0.orders.is_dark
    }
}

impl Kind {
    fn changes(self) -> bool {
        matches!(self, Self::Write | Self::Sync)
    }
}
