//! What is in a file: as it was written, and as much of it as has reached the disk.

use std::collections::BTreeSet;

use crate::chance::Chance;

/// What a disk writes as a whole, or not at all.
const SECTOR_BYTES: usize = 512;
/// What is kept in memory until it is synced.
const PAGE_BYTES: usize = 4_096;

#[derive(Default)]
pub(crate) struct Bytes {
    written: Vec<u8>,
    durable: Vec<u8>,
    /// Pages that were written and not synced.
    unsynced: BTreeSet<usize>,
}

impl Bytes {
    pub(crate) fn len(&self) -> usize {
        self.written.len()
    }

    pub(crate) fn read(&self, start: usize, length: usize) -> &[u8] {
        let end = start.saturating_add(length).min(self.written.len());
        self.written.get(start..end).unwrap_or_default()
    }

    pub(crate) fn write(&mut self, start: usize, bytes: &[u8]) {
        let end = start + bytes.len();
        if end > self.written.len() {
            self.resize(end);
        }
        if let Some(place) = self.written.get_mut(start..end) {
            place.copy_from_slice(bytes);
        }
        self.mark(start, end);
    }

    pub(crate) fn resize(&mut self, length: usize) {
        let before = self.written.len();
        self.written.resize(length, 0);
        self.mark(before.min(length), before.max(length));
    }

    fn mark(&mut self, start: usize, end: usize) {
        self.unsynced.extend(start / PAGE_BYTES..end.div_ceil(PAGE_BYTES));
    }

    pub(crate) fn sync(&mut self) {
        self.durable.resize(self.written.len(), 0);
        for page in std::mem::take(&mut self.unsynced) {
            self.reach(page, PAGE_BYTES);
        }
    }

    /// As Linux does when a sync fails: what was to be written is taken for written from then on, and
    /// no later sync tries again.
    pub(crate) fn forget_unsynced(&mut self) {
        self.unsynced.clear();
    }

    /// The first bytes of a page come onto the disk.
    fn reach(&mut self, page: usize, bytes: usize) {
        let start = page * PAGE_BYTES;
        let end = (start + bytes).min(self.written.len()).min(self.durable.len());
        let (to, from) = (self.durable.get_mut(start..end), self.written.get(start..end));
        if let Some((to, from)) = to.zip(from) {
            to.copy_from_slice(from);
        }
    }

    /// The power goes. By chance, some of what was not synced has come onto the disk before, in any
    /// order and a page only in part.
    pub(crate) fn lose(&mut self, chance: Option<&mut Chance>) {
        let unsynced = std::mem::take(&mut self.unsynced);
        if let Some(chance) = chance {
            if chance.below(2) == 0 {
                self.durable.resize(self.written.len(), 0);
            }
            for page in unsynced {
                let sectors = PAGE_BYTES / SECTOR_BYTES;
                match chance.below(4) {
                    0 | 1 => {}
                    2 => self.reach(page, PAGE_BYTES),
                    _ => self.reach(page, chance.below(sectors) * SECTOR_BYTES),
                }
            }
        }
        self.written.clone_from(&self.durable);
    }

    /// Turns one bit over, on the disk and everywhere.
    pub(crate) fn flip(&mut self, byte: usize, bit: u8) {
        for bytes in [&mut self.written, &mut self.durable] {
            if let Some(byte) = bytes.get_mut(byte) {
                *byte ^= 1 << (bit % 8);
            }
        }
    }
}
