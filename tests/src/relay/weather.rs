//! What a bad network does: little passes in a second, and connections break off.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::held;

/// Where a connection breaks off.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    /// What the client asks for, as its request begins: `PUT /api/v1/letters/`.
    pub at: &'static str,
    /// Whether it breaks on the way to the server; otherwise on the way back.
    pub is_upward: bool,
    /// So many bytes pass after that.
    pub after: usize,
}

/// A tenth of a second at a time.
const TICKS: usize = 10;
/// Bytes that are read at once where nothing slows down.
const WHOLE: usize = 16_384;

/// What all connections share.
#[derive(Default)]
pub(super) struct Weather {
    /// Bytes a second; 0 for as many as there are.
    rate: AtomicUsize,
    /// One at a time passes through, in each direction.
    turn: [Mutex<()>; 2],
    cuts: Mutex<VecDeque<Cut>>,
    /// Bytes that have passed upwards, and those with which the next connections break off, ascending.
    passed: AtomicU64,
    places: Mutex<VecDeque<u64>>,
}

/// How much may still pass on one connection, in each direction; nothing where it is not limited.
#[derive(Default)]
pub(super) struct Way {
    left: [Mutex<Option<usize>>; 2],
}

impl Weather {
    pub(super) fn slow_down(&self, rate: usize) {
        self.rate.store(rate, Ordering::SeqCst);
    }

    pub(super) fn cut(&self, cuts: impl IntoIterator<Item = Cut>) {
        held(&self.cuts).extend(cuts);
    }

    pub(super) fn cut_at(&self, places: impl IntoIterator<Item = u64>) {
        held(&self.places).extend(places);
    }

    pub(super) fn cuts_left(&self) -> usize {
        held(&self.cuts).len() + held(&self.places).len()
    }

    /// How many of so many bytes pass upwards before the next place.
    pub(super) fn pass_upwards(&self, bytes: usize) -> usize {
        let mut places = held(&self.places);
        let before = self.passed.fetch_add(bytes as u64, Ordering::SeqCst);
        match places.front() {
            Some(place) if *place < before + bytes as u64 => {
                let left = place.saturating_sub(before);
                places.pop_front();
                usize::try_from(left).unwrap_or(bytes)
            }
            _ => bytes,
        }
    }

    /// Bytes that are read at once.
    pub(super) fn piece(&self) -> usize {
        match self.rate.load(Ordering::SeqCst) {
            0 => WHOLE,
            rate => (rate / TICKS).clamp(1, WHOLE),
        }
    }

    /// Takes as long as so many bytes take.
    pub(super) fn wait(&self, direction: usize, bytes: usize) {
        let rate = self.rate.load(Ordering::SeqCst);
        if rate > 0 {
            let _turn = held(&self.turn[direction]);
            let nanoseconds = bytes as u64 * 1_000_000_000 / rate as u64;
            thread::sleep(Duration::from_nanos(nanoseconds));
        }
    }

    /// Looks whether a request that begins in these bytes is the one at which the next cut is.
    pub(super) fn look(&self, sent: &[u8], way: &Way) {
        let mut cuts = held(&self.cuts);
        let Some(Cut { at, is_upward, after }) = cuts.front().copied() else { return };
        if !sent.starts_with(at.as_bytes()) {
            return;
        }
        cuts.pop_front();
        *held(&way.left[usize::from(!is_upward)]) = Some(after);
    }
}

impl Way {
    /// How many of so many bytes pass.
    pub(super) fn take(&self, direction: usize, bytes: usize) -> usize {
        match &mut *held(&self.left[direction]) {
            None => bytes,
            Some(left) => {
                let passes = bytes.min(*left);
                *left -= passes;
                passes
            }
        }
    }
}
