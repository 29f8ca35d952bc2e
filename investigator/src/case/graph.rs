//! What came before what. Days are all the time there is, so the order of a case comes from what
//! each author says they knew: a reporter by her letters and the replies she has seen, an
//! investigator by the newest entries of the case. Two entries of which neither knew of the other
//! happened at the same time; where nothing tells, days and hashes do, the same for everyone.

use std::collections::{BTreeMap, BTreeSet};

use dauys_wire::{Day, Digest, Id};

use super::{Entry, What};

/// What decides between two entries of which neither is the other's cause: the day; a letter of
/// the reporter before what was done about it; then anything that is the same for everyone.
type Rank = (Day, bool, Digest);

/// For each entry, by its place, all that its author can be shown to have known.
#[derive(Debug, Default)]
pub struct Graph {
    known: Vec<Places>,
}

/// A set of places, a bit for each.
#[derive(Debug, Default, Clone)]
struct Places(Vec<u64>);

const BITS: usize = 64;

impl Places {
    fn contains(&self, place: usize) -> bool {
        self.0.get(place / BITS).is_some_and(|word| word >> (place % BITS) & 1 == 1)
    }

    fn insert(&mut self, place: usize) {
        if self.0.len() <= place / BITS {
            self.0.resize(place / BITS + 1, 0);
        }
        if let Some(word) = self.0.get_mut(place / BITS) {
            *word |= 1 << (place % BITS);
        }
    }

    fn extend(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(own, more)| *own |= more);
    }
}

impl Graph {
    /// Whether the author of `later` knew of `earlier`.
    pub fn is_before(&self, earlier: usize, later: usize) -> bool {
        self.known.get(later).is_some_and(|known| known.contains(earlier))
    }

    /// Of some places, ascending, those that none of the others knew of.
    pub fn newest(&self, places: &[usize]) -> Vec<usize> {
        let is_known = |place: &usize| places.iter().any(|other| self.is_before(*place, *other));
        places.iter().filter(|place| !is_known(place)).copied().collect()
    }
}

/// Causes before effects. Authors can lie and name causes in a circle: what hangs in one comes
/// last, by rank.
pub(super) fn by_cause(mut entries: Vec<Entry<'_>>) -> (Vec<Entry<'_>>, Graph) {
    entries.sort_by_key(rank);
    let causes = causes(&entries);
    let mut effects: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut causes_left = Vec::with_capacity(entries.len());
    for (at, causes) in causes.iter().enumerate() {
        causes_left.push(causes.len());
        for cause in causes {
            effects.entry(*cause).or_default().push(at);
        }
    }
    // Places are in the order of ranks, so the smallest place that is free is the next.
    let free = causes_left.iter().enumerate().filter(|(_, left)| **left == 0);
    let mut ready: BTreeSet<usize> = free.map(|(at, _)| at).collect();
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
    let graph = graph(&order, &causes);
    let mut entries: Vec<Option<Entry<'_>>> = entries.into_iter().map(Some).collect();
    let taken = order.into_iter().filter_map(|at| entries.get_mut(at).and_then(Option::take));
    (taken.collect(), graph)
}

fn rank(entry: &Entry<'_>) -> Rank {
    (entry.day, matches!(entry.what, What::Event(_)), entry.sha256)
}

/// In the new places. A cause that stands later hangs in a circle, and counts for nothing.
fn graph(order: &[usize], causes: &[BTreeSet<usize>]) -> Graph {
    let moved: BTreeMap<usize, usize> =
        order.iter().enumerate().map(|(place, at)| (*at, place)).collect();
    let mut known: Vec<Places> = Vec::with_capacity(order.len());
    for (place, at) in order.iter().enumerate() {
        let mut own = Places::default();
        let of = causes.get(*at).into_iter().flatten().filter_map(|cause| moved.get(cause));
        for cause in of.filter(|cause| **cause < place) {
            own.insert(*cause);
            if let Some(theirs) = known.get(*cause) {
                own.extend(theirs);
            }
        }
        known.push(own);
    }
    Graph { known }
}

/// The causes of each entry, by place.
fn causes(entries: &[Entry<'_>]) -> Vec<BTreeSet<usize>> {
    let (mut letters, mut hashes) = (BTreeMap::new(), BTreeMap::new());
    let mut replies: BTreeMap<Digest, usize> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        hashes.insert(entry.sha256, at);
        match entry.what {
            What::Reporter(letter) => {
                letters.insert(letter.id, at);
            }
            What::Event(event) => {
                replies.extend(event.event.body.sha256.map(|sha256| (sha256, at)));
            }
        }
    }
    let of = |(at, entry): (usize, &Entry<'_>)| -> BTreeSet<usize> {
        let named: Vec<Option<&usize>> = match entry.what {
            // Her letters that she knew of, and the replies that she had seen.
            What::Reporter(letter) => {
                let mine = letter.mine.iter().map(|id: &Id| letters.get(id));
                let seen = letter.seen.values().map(|seen| replies.get(&seen.sha256));
                mine.chain(seen).collect()
            }
            What::Event(event) => event.event.after.iter().map(|it| hashes.get(it)).collect(),
        };
        named.into_iter().flatten().copied().filter(|cause| *cause != at).collect()
    };
    entries.iter().enumerate().map(of).collect()
}
