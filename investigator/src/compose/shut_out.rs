//! Letters that wait for somebody whom a reporter has shut out since they were written, or who has
//! stepped out of the case. They do not go: what is in them is sealed anew, to those who still read.
//! What was tried may be at the server
//! already; it is not changed, and cannot be called back.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::letter::{InvestigatorLetter, Lang, Letter};
use dauys_wire::Id;

use super::letters::Item;
use super::trail::Trail;
use super::{ComposeError, Desk};
use crate::case::Case;
use crate::pace::Kind;
use crate::vault::record::Record;

/// A letter of ours that waits and was not tried.
struct Untried<'a> {
    letter: &'a InvestigatorLetter,
    /// Whether events of a case that was deleted here were cut out of it.
    is_cut: bool,
}

/// What became of letters that must not go.
#[derive(Debug, Default)]
pub struct Readdressed {
    /// For the vault.
    pub records: Vec<Record>,
    /// The cases that are told to fewer now.
    pub cases: BTreeSet<Id>,
    /// Letters of which not everything could be sealed anew.
    pub lost: usize,
}

impl Desk<'_> {
    /// The letters that must not go any more, and those after them to the same list of addressees:
    /// nothing may be missing between two numbers.
    pub fn stale(&self, cases: &BTreeMap<Id, Case<'_>>) -> BTreeSet<Id> {
        let untried = self.untried();
        let mut first: BTreeMap<&[Id], u64> = BTreeMap::new();
        for one in untried.iter().filter(|one| self.is_for_somebody_shut_out(one, cases)) {
            let n = first.entry(&one.letter.to).or_insert(one.letter.n);
            *n = one.letter.n.min(*n);
        }
        let is_stale = |letter: &InvestigatorLetter| {
            first.get(letter.to.as_slice()).is_some_and(|first| letter.n >= *first)
        };
        let stale = untried.iter().map(|one| one.letter).filter(|letter| is_stale(letter));
        stale.map(|letter| letter.id).collect()
    }

    /// Seals anew what is in stale letters, which must have no place in a plan. That they are dropped
    /// stands last: if not all of it can be kept at once, a crash leaves something twice, and
    /// nothing is lost.
    pub fn readdress(
        &self,
        stale: &BTreeSet<Id>,
        cases: &BTreeMap<Id, Case<'_>>,
    ) -> Result<Readdressed, ComposeError> {
        let mut done = Readdressed::default();
        let mut letters = self.untried();
        letters.retain(|one| stale.contains(&one.letter.id));
        letters.sort_by_key(|one| one.letter.n);
        if letters.is_empty() {
            return Ok(done);
        }
        let mut anew: BTreeMap<Vec<Id>, (Lang, Vec<Item>)> = BTreeMap::new();
        for Untried { letter, is_cut } in letters {
            let mut is_lost = is_cut;
            let events = letter.events.iter();
            let events = events.map(|event| (event.event.thread, Item::Event(event.clone())));
            let shared = letter.shared.iter();
            let shared = shared.map(|one| (one.letter.thread, Item::Shared(one.clone())));
            for (thread, item) in events.chain(shared) {
                match cases.get(&thread).map(|case| self.colleagues(case)) {
                    Some(Ok(to)) => {
                        anew.entry(to).or_insert((letter.lang, Vec::new())).1.push(item);
                        done.cases.insert(thread);
                    }
                    _ => is_lost = true,
                }
            }
            done.lost += usize::from(is_lost);
        }
        for (to, (lang, items)) in anew {
            let sealed = self.letters_without(stale, &to, items, lang, &mut Trail::default())?;
            done.records.extend(sealed);
        }
        done.records.push(Record::Dropped { ids: stale.iter().copied().collect() });
        Ok(done)
    }

    fn untried(&self) -> Vec<Untried<'_>> {
        let posting = self.contents.posting();
        let waiting = posting.waiting(Kind::Letter).filter(|one| !posting.is_attempted(&one.id));
        let kept = waiting.filter_map(|one| self.contents.letters().get(&one.id));
        let ours = kept.filter_map(|kept| match &kept.letter {
            Letter::Investigator(letter) => Some(Untried { letter, is_cut: kept.is_cut }),
            Letter::Reporter(_) => None,
        });
        ours.filter(|one| one.letter.desk() == Some(self.id())).collect()
    }

    fn is_for_somebody_shut_out(&self, one: &Untried<'_>, cases: &BTreeMap<Id, Case<'_>>) -> bool {
        let meets = |case: &Case<'_>| {
            let shut_out =
                |id: &Id| case.reporter.as_ref().is_some_and(|her| her.shut_out.contains(id));
            let stepped_out =
                |id: &Id| *id != self.keys.id && case.people.recused().contains_key(id);
            one.letter.to.iter().any(|id| shut_out(id) || stepped_out(id))
        };
        let events = one.letter.events.iter().map(|event| event.event.thread);
        let shared = one.letter.shared.iter().map(|shared| shared.letter.thread);
        let told = events.chain(shared).filter_map(|thread| cases.get(&thread));
        // Of what was cut out it is only known that its case was deleted here; and its reporter may
        // have written again.
        let reopened = |case: &Case<'_>| self.contents.deleted(&case.thread).is_some();
        let cut = cases.values().filter(|case| one.is_cut && reopened(case));
        told.chain(cut).any(meets)
    }
}
