//! The order of a time line. Days are all the time there is, so within a day the order comes from
//! what each author says they had seen; where nothing tells, from the ids, the same for everyone.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::letter::EventKind;
use dauys_wire::{Day, Digest, Id};

use super::{Entry, What};

/// What decides between two entries of which neither is the other's cause: the day; a letter of
/// the reporter before what was done about it; then anything that is the same for everyone.
type Rank = (Day, bool, Id, usize);

/// Causes before effects. Authors can lie and name causes in a circle: what hangs in one comes
/// last, by rank.
pub(super) fn by_cause(mut entries: Vec<Entry<'_>>) -> Vec<Entry<'_>> {
    entries.sort_by_key(rank);
    let effects = effects(&entries);
    let mut causes_left = vec![0_usize; entries.len()];
    for effect in effects.values().flatten() {
        if let Some(left) = causes_left.get_mut(*effect) {
            *left += 1;
        }
    }
    // Places are in the order of ranks, so the smallest place that is free is the next.
    let free = |left: &usize| *left == 0;
    let mut ready: BTreeSet<usize> =
        causes_left.iter().enumerate().filter(|(_, left)| free(left)).map(|(at, _)| at).collect();
    let mut order = Vec::with_capacity(entries.len());
    while let Some(at) = ready.pop_first() {
        order.push(at);
        for effect in effects.get(&at).into_iter().flatten() {
            if let Some(left) = causes_left.get_mut(*effect) {
                *left -= 1;
                if *left == 0 {
                    ready.insert(*effect);
                }
            }
        }
    }
    let placed: BTreeSet<usize> = order.iter().copied().collect();
    order.extend((0..entries.len()).filter(|at| !placed.contains(at)));
    order.into_iter().filter_map(|at| entries.get(at).copied()).collect()
}

fn rank(entry: &Entry<'_>) -> Rank {
    (entry.day, matches!(entry.what, What::Investigator(..)), entry.letter, entry.place)
}

/// From each cause to its effects, by place.
fn effects(entries: &[Entry<'_>]) -> BTreeMap<usize, BTreeSet<usize>> {
    let marks = Marks::of(entries);
    let mut effects: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for cause in marks.causes_of(entry) {
            if cause != at {
                effects.entry(cause).or_default().insert(at);
            }
        }
    }
    effects
}

/// Where to find what authors refer to.
struct Marks {
    letters: BTreeMap<Id, usize>,
    jsons: BTreeMap<Digest, usize>,
    replies: BTreeMap<Digest, usize>,
    events: BTreeMap<(Id, usize), usize>,
}

impl Marks {
    fn of(entries: &[Entry<'_>]) -> Self {
        let (mut letters, mut jsons) = (BTreeMap::new(), BTreeMap::new());
        let (mut replies, mut events) = (BTreeMap::new(), BTreeMap::new());
        for (at, entry) in entries.iter().enumerate() {
            letters.insert(entry.letter, at);
            // Of several events of one letter the last counts: places ascend.
            jsons.insert(entry.sha256, at);
            events.insert((entry.letter, entry.place), at);
            if let What::Investigator(_, event) = entry.what
                && event.kind == EventKind::Answer
                && let Some(sha256) = event.body.sha256
            {
                replies.insert(sha256, at);
            }
        }
        Self { letters, jsons, replies, events }
    }

    fn causes_of(&self, entry: &Entry<'_>) -> Vec<usize> {
        match entry.what {
            // Her letters that she knew of, and the replies that she had seen.
            What::Reporter(letter) => {
                let mine = letter.mine.iter().filter_map(|id| self.letters.get(id));
                let seen = letter.seen.values().filter_map(|seen| self.replies.get(&seen.sha256));
                mine.chain(seen).copied().collect()
            }
            // The event before in the same letter, the author's letter before, colleagues' letters.
            What::Investigator(letter, _) => {
                let earlier = entry.place.checked_sub(1).map(|place| (entry.letter, place));
                let earlier = earlier.and_then(|key| self.events.get(&key));
                let seen = letter.seen.values().map(|seen| &seen.sha256);
                let letters = letter.prev.iter().chain(seen);
                let letters = letters.filter_map(|sha256| self.jsons.get(sha256));
                earlier.into_iter().chain(letters).copied().collect()
            }
        }
    }
}
