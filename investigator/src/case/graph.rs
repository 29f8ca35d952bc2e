//! What came before what. Days are all the time there is, so the order of a case comes from what
//! each author says they knew: a reporter by her letters and the replies she has seen, an
//! investigator by the newest entries of the case. Two entries of which neither knew of the other
//! happened at the same time; where nothing tells, days and hashes do, the same for everyone.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::desk::DeskId;
use dauys_wire::{Day, Digest, Id};

use super::{Entry, What, read_state};

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
pub(super) struct Places(Vec<u64>);

const BITS: usize = 64;

impl Places {
    pub(super) fn contains(&self, place: usize) -> bool {
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

    /// All that the author of any of these entries knew of.
    pub(super) fn known_to(&self, places: impl Iterator<Item = usize>) -> Places {
        let mut all = Places::default();
        places.filter_map(|place| self.known.get(place)).for_each(|known| all.extend(known));
        all
    }

    /// Of some places, ascending, those that none of the others knew of.
    pub fn newest(&self, places: &[usize]) -> Vec<usize> {
        let is_known = |place: &usize| places.iter().any(|other| self.is_before(*place, *other));
        places.iter().filter(|place| !is_known(place)).copied().collect()
    }
}

/// Causes before effects.
pub(super) fn by_cause(mut entries: Vec<Entry<'_>>) -> (Vec<Entry<'_>>, Graph) {
    entries.sort_by_key(rank);
    let mut causes = causes(&entries);
    let mut order = in_order(&causes);
    if order.len() < entries.len() {
        let placed: BTreeSet<usize> = order.into_iter().collect();
        let stuck = (0..entries.len()).filter(|at| !placed.contains(at)).collect();
        break_circles(&stuck, &entries, &mut causes);
        order = in_order(&causes);
    }
    let graph = graph(&order, &causes);
    count_days(&order, &causes, &mut entries);
    let mut entries: Vec<Option<Entry<'_>>> = entries.into_iter().map(Some).collect();
    let taken = order.into_iter().filter_map(|at| entries.get_mut(at).and_then(Option::take));
    (taken.collect(), graph)
}

fn rank(entry: &Entry<'_>) -> Rank {
    (entry.day, matches!(entry.what, What::Event(_)), entry.sha256)
}

/// The places of all that hangs in no circle, causes before effects. Places are in the order of
/// ranks, so the smallest that is free is the next.
fn in_order(causes: &[BTreeSet<usize>]) -> Vec<usize> {
    let effects = effects(causes);
    let mut causes_left: Vec<usize> = causes.iter().map(BTreeSet::len).collect();
    let free = causes_left.iter().enumerate().filter(|(_, left)| **left == 0);
    let mut ready: BTreeSet<usize> = free.map(|(at, _)| at).collect();
    let mut order = Vec::with_capacity(causes.len());
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
    order
}

fn effects(causes: &[BTreeSet<usize>]) -> BTreeMap<usize, Vec<usize>> {
    let mut effects: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, causes) in causes.iter().enumerate() {
        for cause in causes {
            effects.entry(*cause).or_default().push(at);
        }
    }
    effects
}

/// An event names its causes by their hashes: it was made after them, and no circle goes through
/// events alone. A letter of hers names other letters by ids, which can be drawn ahead, and replies,
/// of which somebody says later "this is my copy": only that can be a lie. So in each circle it is a
/// letter of hers that loses a cause, the oldest by her own count first; what else it hangs on, and
/// whatever hangs on it, stays where it is.
fn break_circles(stuck: &BTreeSet<usize>, entries: &[Entry<'_>], causes: &mut [BTreeSet<usize>]) {
    let hers = stuck.iter().filter_map(|at| match entries.get(*at)?.what {
        What::Reporter(letter) => Some((read_state(&letter.state).map(|it| it.v), *at)),
        What::Event(_) => None,
    });
    let mut hers: Vec<(Option<u64>, usize)> = hers.collect();
    hers.sort_unstable();
    let mut effects = effects(causes);
    for (_, letter) in hers {
        let later = all_after(letter, &effects);
        let Some(own) = causes.get_mut(letter) else { continue };
        for lie in own.extract_if(.., |cause| later.contains(cause)) {
            if let Some(of_lie) = effects.get_mut(&lie) {
                of_lie.retain(|effect| *effect != letter);
            }
        }
    }
}

fn all_after(first: usize, effects: &BTreeMap<usize, Vec<usize>>) -> BTreeSet<usize> {
    let (mut found, mut open) = (BTreeSet::new(), vec![first]);
    while let Some(at) = open.pop() {
        let of = effects.get(&at).into_iter().flatten().copied();
        open.extend(of.filter(|effect| found.insert(*effect)));
    }
    found
}

/// Nobody does something before what they name as known; that they name it by its hash is no lie.
/// What a letter of hers hangs on is others' word, which must not make her wait from later on.
fn count_days(order: &[usize], causes: &[BTreeSet<usize>], entries: &mut [Entry<'_>]) {
    for at in order {
        let of = causes.get(*at).into_iter().flatten().filter_map(|cause| entries.get(*cause));
        let known = of.map(|cause| cause.counts_on).max();
        if let Some(entry) = entries.get_mut(*at)
            && matches!(entry.what, What::Event(_))
        {
            entry.counts_on = entry.day.max(known.unwrap_or(entry.day));
        }
    }
}

/// In the new places.
fn graph(order: &[usize], causes: &[BTreeSet<usize>]) -> Graph {
    let moved: BTreeMap<usize, usize> =
        order.iter().enumerate().map(|(place, at)| (*at, place)).collect();
    let mut known: Vec<Places> = Vec::with_capacity(order.len());
    for at in order {
        let mut own = Places::default();
        let of = causes.get(*at).into_iter().flatten().filter_map(|cause| moved.get(cause));
        for cause in of {
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
    // A reply is its author's: nobody else can say that their event is the copy of it.
    let mut replies: BTreeMap<(DeskId, Digest), Vec<usize>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        hashes.insert(entry.sha256, at);
        match entry.what {
            What::Reporter(letter) => {
                letters.insert(letter.id, at);
            }
            What::Event(event) => {
                if let Some(sha256) = event.event.body.sha256 {
                    replies.entry((event.desk(), sha256)).or_default().push(at);
                }
            }
        }
    }
    let of = |(at, entry): (usize, &Entry<'_>)| -> BTreeSet<usize> {
        let named: Vec<usize> = match entry.what {
            // Her letters that she knew of, and the replies that she had seen.
            What::Reporter(letter) => {
                let mine = letter.mine.iter().filter_map(|id: &Id| letters.get(id));
                let copies = letter.seen.iter().map(|(desk, seen)| (*desk, seen.sha256));
                let seen = copies.filter_map(|reply| replies.get(&reply)).flatten();
                mine.chain(seen).copied().collect()
            }
            What::Event(event) => {
                event.event.after.iter().filter_map(|it| hashes.get(it)).copied().collect()
            }
        };
        named.into_iter().filter(|cause| *cause != at).collect()
    };
    entries.iter().enumerate().map(of).collect()
}
