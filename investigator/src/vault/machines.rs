//! Which machines of one investigator have written into a vault: one, or after a restore the lost ones
//! and the present one. Each counts what it writes apart (docs/PROTOCOL.md, section 6.3).

use std::collections::BTreeMap;

use dauys_crypto::desk::DEVICE_MAX;
use dauys_crypto::letter::Letter;
use dauys_wire::Id;

use super::contents::VaultLetter;

/// The machines of a vault.
#[derive(Default)]
pub struct Machines {
    present: u8,
    /// Those whose backup this vault is.
    former: Vec<u8>,
    /// Which of them wrote a reply.
    replies: BTreeMap<Id, u8>,
    /// Whether another machine of the same person has the first one's duties.
    is_further: bool,
}

impl Machines {
    /// The number of this one; the first is 0.
    pub const fn present(&self) -> u8 {
        self.present
    }

    /// Whether this machine does what one of a person's machines must do: it is the first, or goes on
    /// for the first.
    pub const fn is_first(&self) -> bool {
        !self.is_further
    }

    /// Whether what a machine of this number wrote was written with this vault.
    pub fn are_ours(&self, device: u8) -> bool {
        device == self.present || self.former.contains(&device)
    }

    /// Which machine wrote a reply of this vault.
    pub fn wrote(&self, reply: &Id) -> u8 {
        self.replies.get(reply).copied().unwrap_or(self.present)
    }

    /// Numbers that no machine of this investigator has used, as far as this vault knows; ascending.
    pub fn unused<'a>(
        &self,
        investigator: Id,
        letters: impl Iterator<Item = &'a VaultLetter>,
    ) -> Vec<u8> {
        let mut unused: Vec<u8> =
            (1..=DEVICE_MAX).filter(|device| !self.are_ours(*device)).collect();
        let mut is_used = |by: Id, device: u8| {
            if by == investigator {
                unused.retain(|one| *one != device);
            }
        };
        for kept in letters {
            let Letter::Investigator(letter) = &kept.letter else { continue };
            if let Some(desk) = letter.desk() {
                is_used(desk.investigator, desk.device);
            }
            letter.events.iter().for_each(|it| is_used(it.event.by, it.event.device));
        }
        unused
    }

    /// A new vault on a machine of this number.
    pub(super) const fn begin(&mut self, device: u8) {
        self.present = device;
        self.is_further = device > 0;
    }

    /// Another machine goes on with what these replies were written with.
    pub(super) fn go_on(&mut self, device: u8, replies: impl Iterator<Item = Id>) {
        let before = self.present;
        for reply in replies {
            self.replies.entry(reply).or_insert(before);
        }
        self.former.push(before);
        self.present = device;
    }
}
