//! A report that was taken down on the page, from the slip that shows its code to whoever types its end back.
//! Nothing waits behind a lock; whoever has a code that is of no use must hear of it.

use std::sync::{MutexGuard, PoisonError};

use super::Desk;
use crate::commands::file::sheet::hand::Pending;

/// What there is of it.
#[derive(Default)]
pub(super) enum Filing {
    /// None was begun, or the last one was kept, or given up.
    #[default]
    None,
    /// It is in memory alone until somebody has its code.
    Waits(Pending),
    /// It waited when the desk was locked, and nobody has been told since.
    Lost,
}

impl Filing {
    /// It was locked.
    pub(super) fn lose(&mut self) {
        if self.waits() {
            *self = Self::Lost;
        }
    }

    pub(super) const fn waits(&self) -> bool {
        matches!(self, Self::Waits(_))
    }

    pub(super) const fn is_lost(&self) -> bool {
        matches!(self, Self::Lost)
    }

    /// What waits, which does not any more.
    pub(super) fn take(&mut self) -> Option<Pending> {
        match std::mem::take(self) {
            Self::Waits(pending) => Some(pending),
            other => {
                *self = other;
                None
            }
        }
    }
}

impl Desk {
    /// It is asked for while a command has the inside, and never has to wait for that.
    pub(super) fn filing(&self) -> MutexGuard<'_, Filing> {
        self.filing.lock().unwrap_or_else(|poisoned: PoisonError<_>| {
            let mut filing = poisoned.into_inner();
            filing.lose();
            self.filing.clear_poison();
            filing
        })
    }
}
