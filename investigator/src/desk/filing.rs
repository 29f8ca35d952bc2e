//! A report that was taken down on the page, from the slip that shows its code to whoever types its end back.
//! Nothing waits behind a lock; whoever has a code that is of no use must hear of it.

use std::mem;
use std::sync::{MutexGuard, PoisonError};

use dauys_wire::Id;

use super::Desk;
use crate::commands::file::sheet::hand::Pending;

/// What there is of it.
#[derive(Default)]
pub(super) enum Filing {
    /// None was begun, or what came of the last one was told.
    #[default]
    None,
    /// It is in memory alone until somebody has its code.
    Waits {
        report: Pending,
        /// Whether it took the place of another one, whose code somebody may have.
        replaces: bool,
    },
    /// It waited when the desk was locked, and nobody has been told since.
    Lost,
    /// It is kept, and nobody has been told since.
    Kept,
}

impl Filing {
    /// It was locked.
    pub(super) fn lose(&mut self) {
        if self.waits() {
            *self = Self::Lost;
        }
    }

    pub(super) const fn waits(&self) -> bool {
        matches!(self, Self::Waits { .. })
    }

    pub(super) const fn is_lost(&self) -> bool {
        matches!(self, Self::Lost)
    }

    /// Whether one is kept of which nobody has been told, who is told now.
    pub(super) fn tell_kept(&mut self) -> bool {
        let is_kept = matches!(self, Self::Kept);
        if is_kept {
            *self = Self::None;
        }
        is_kept
    }

    /// This one waits from now on.
    pub(super) fn begin(&mut self, report: Pending) {
        *self = Self::Waits { report, replaces: self.waits() };
    }

    /// The one that waits, if it is this one: a slip may be older than what waits. Until it is known what came of
    /// it, it counts as lost.
    pub(super) fn take(&mut self, id: &Id) -> Option<(Pending, bool)> {
        match mem::replace(self, Self::Lost) {
            Self::Waits { report, replaces } if report.id() == *id => Some((report, replaces)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_told_once_and_no_lock_makes_it_lost() {
        let mut filing = Filing::Kept;
        filing.lose();
        assert!(!filing.is_lost() && !filing.waits());
        assert!(filing.tell_kept());
        assert!(!filing.tell_kept());
    }
}
