//! Who reads a letter, by what she chose and by who can be chosen today.

use dauys_wire::limits::ADDRESSEES_MAX;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id};

use super::DraftError;
use crate::letter::is_addressee_list;

pub(super) struct Readers {
    /// Whom she writes to from now on.
    pub(super) to: Vec<Id>,
    pub(super) shut_out: Vec<Id>,
    /// Whom this letter is sealed to.
    pub(super) addressees: Vec<Id>,
}

impl Readers {
    pub(super) fn choose(
        mut to: Vec<Id>,
        mut shut_out: Vec<Id>,
        roster: &Roster,
        day: Day,
    ) -> Result<Self, DraftError> {
        for list in [&mut to, &mut shut_out] {
            list.sort_unstable();
            list.dedup();
        }
        if to.is_empty() {
            return Err(DraftError::NobodyReads);
        }
        if to.len() > ADDRESSEES_MAX {
            return Err(DraftError::TooManyReaders);
        }
        if day > roster.expires {
            return Err(DraftError::RosterExpired);
        }
        let possible = |id: &Id| !shut_out.contains(id) && roster.is_active(id, day);
        if !is_addressee_list(&to) || !to.iter().all(possible) {
            return Err(DraftError::Reader);
        }
        Ok(Self { addressees: to.clone(), to, shut_out })
    }

    /// Seals this letter to some of them only.
    pub(super) fn narrow(&mut self, mut only_to: Vec<Id>) -> Result<(), DraftError> {
        only_to.sort_unstable();
        only_to.dedup();
        if !only_to.iter().all(|id| self.to.contains(id)) {
            return Err(DraftError::Reader);
        }
        if !only_to.is_empty() {
            self.addressees = only_to;
        }
        Ok(())
    }
}
