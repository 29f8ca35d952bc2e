//! Letters that wait for somebody whom a reporter has shut out since they were written, or who has
//! stepped out of the case, or who must not know of the other case that is named. They do not go:
//! what this desk did is sealed anew, to those who still read; what was to be handed on goes to
//! those it was for or to nobody, and is reckoned anew when it is handed on next. What was tried may
//! be at the server already; it is not changed, and cannot be called back.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::desk::DeskId;
use dauys_crypto::event::SignedEvent;
use dauys_crypto::letter::{InvestigatorLetter, Lang, Letter};
use dauys_wire::Id;

use super::Desk;
use super::letters::Item;
use super::share::linked;
use super::trail::Trail;
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
    /// Cases of which something could not be sealed to those who read them: only this desk has it.
    pub kept_back: BTreeSet<Id>,
}

/// To whom something in a stale letter goes now.
enum Anew {
    To(Vec<Id>),
    /// They have it, or must not have it.
    Nobody,
    /// Nobody can tell any more.
    Lost,
}

type Cases<'c> = BTreeMap<Id, Case<'c>>;

/// What goes to whom, each thing with its case.
type ByAddressees = BTreeMap<Vec<Id>, (Lang, Vec<(Id, Item)>)>;

impl Desk<'_> {
    /// The letters that must not go any more, and those after them to the same list of addressees:
    /// nothing may be missing between two numbers.
    pub fn stale(&self, cases: &Cases<'_>) -> BTreeSet<Id> {
        let untried = self.untried();
        // A machine that was lost has a row of its own.
        let mut first: BTreeMap<(u8, &[Id]), u64> = BTreeMap::new();
        for one in untried.iter().filter(|one| self.is_for_somebody_shut_out(one, cases)) {
            let InvestigatorLetter { device, to, n, .. } = one.letter;
            let least = first.entry((*device, to)).or_insert(*n);
            *least = (*n).min(*least);
        }
        let is_stale = |letter: &InvestigatorLetter| {
            let row = (letter.device, letter.to.as_slice());
            first.get(&row).is_some_and(|first| letter.n >= *first)
        };
        let stale = untried.iter().map(|one| one.letter).filter(|letter| is_stale(letter));
        stale.map(|letter| letter.id).collect()
    }

    /// Seals anew what is in stale letters, which must have no place in a plan. That they are dropped
    /// stands last: if not all of it can be kept at once, a crash leaves something twice, and
    /// nothing is lost.
    pub fn readdress(&self, stale: &BTreeSet<Id>, cases: &Cases<'_>) -> Readdressed {
        let mut done = Readdressed::default();
        let mut letters = self.untried();
        letters.retain(|one| stale.contains(&one.letter.id));
        letters.sort_by_key(|one| one.letter.n);
        if letters.is_empty() {
            return done;
        }
        let mut anew = ByAddressees::new();
        for Untried { letter, is_cut } in letters {
            let mut is_lost = is_cut;
            for (thread, item) in items(letter) {
                match self.anew(letter, &thread, &item, stale, cases) {
                    Anew::To(to) => {
                        let (_, items) = anew.entry(to).or_insert((letter.lang, Vec::new()));
                        items.push((thread, item));
                        done.cases.insert(thread);
                    }
                    Anew::Nobody => {}
                    Anew::Lost => is_lost = true,
                }
            }
            done.lost += usize::from(is_lost);
        }
        self.seal_anew(stale, anew, &mut done);
        done.records.push(Record::Dropped { ids: stale.iter().copied().collect() });
        done
    }

    /// Seals them. One case that cannot be sealed keeps no other from it; what this desk did in it
    /// stays here.
    fn seal_anew(&self, stale: &BTreeSet<Id>, mut anew: ByAddressees, done: &mut Readdressed) {
        let own = vec![self.keys.id];
        let (lang, mut kept) = anew.remove(&own).unwrap_or((Lang::Kk, Vec::new()));
        let seal = |to: &[Id], items: &[(Id, Item)], lang| {
            let items = items.iter().map(|(_, item)| item.clone()).collect();
            self.letters_without(stale, to, items, lang, &mut Trail::default())
        };
        for (to, (lang, items)) in anew {
            if let Ok(sealed) = seal(&to, &items, lang) {
                done.records.extend(sealed);
            } else {
                done.kept_back.extend(items.iter().map(|(thread, _)| *thread));
                let events = items.into_iter().filter(|it| matches!(it.1, Item::Event(_)));
                kept.extend(events);
            }
        }
        match seal(&own, &kept, lang) {
            Ok(sealed) => done.records.extend(sealed),
            Err(_) => done.lost += 1,
        }
    }

    /// What this desk did goes to all who read, if one of them has not got it otherwise. What it
    /// handed on goes to those it was for, if nothing stands against one of them in that case.
    fn anew(
        &self,
        letter: &InvestigatorLetter,
        thread: &Id,
        item: &Item,
        stale: &BTreeSet<Id>,
        cases: &Cases<'_>,
    ) -> Anew {
        let Some(case) = cases.get(thread) else { return Anew::Lost };
        let event = match item {
            Item::Event(event) => Some(event),
            Item::Shared(_) | Item::New(_) => None,
        };
        if let Some(event) = event.filter(|event| self.is_ours(event.desk())) {
            let colleagues = self.colleagues(case).ok();
            let Some(mut to) = colleagues.filter(|_| !self.contents.is_recused(thread)) else {
                return Anew::Lost;
            };
            to.retain(|id| !must_not_know(id, event, cases));
            return if self.all_have(&to, event, stale) { Anew::Nobody } else { Anew::To(to) };
        }
        let must_not = |id: &Id| {
            self.is_gone(id, case) || event.is_some_and(|event| must_not_know(id, event, cases))
        };
        if letter.to.iter().any(must_not) { Anew::Nobody } else { Anew::To(letter.to.clone()) }
    }

    /// Whether all of these have an event by letters that stay.
    fn all_have(&self, to: &[Id], event: &SignedEvent, stale: &BTreeSet<Id>) -> bool {
        let brings = |letter: &InvestigatorLetter| {
            let mut events = letter.events.iter();
            !stale.contains(&letter.id) && events.any(|other| other.sha256 == event.sha256)
        };
        let letters = self.contents.letters().values().filter_map(|kept| match &kept.letter {
            Letter::Investigator(letter) if brings(letter) => Some(letter),
            _ => None,
        });
        let have: BTreeSet<&Id> = letters.flat_map(|letter| &letter.to).collect();
        to.iter().all(|id| have.contains(id))
    }

    /// Whether somebody reads a case no more: she shut them out, or they stepped out.
    fn is_gone(&self, id: &Id, case: &Case<'_>) -> bool {
        let stepped_out = *id != self.keys.id && case.people.recused().contains_key(id);
        stepped_out || is_shut_out(id, case)
    }

    fn untried(&self) -> Vec<Untried<'_>> {
        let posting = self.contents.posting();
        let waiting = posting.waiting(Kind::Letter).filter(|one| !posting.is_attempted(&one.id));
        let kept = waiting.filter_map(|one| self.contents.letters().get(&one.id));
        let ours = kept.filter_map(|kept| match &kept.letter {
            Letter::Investigator(letter) => Some(Untried { letter, is_cut: kept.is_cut }),
            Letter::Reporter(_) => None,
        });
        ours.filter(|one| one.letter.desk().is_some_and(|desk| self.is_ours(desk))).collect()
    }

    /// Whether it was written with this vault, on whichever machine.
    fn is_ours(&self, desk: DeskId) -> bool {
        desk.investigator == self.keys.id && self.contents.machines().are_ours(desk.device)
    }

    fn is_for_somebody_shut_out(&self, one: &Untried<'_>, cases: &Cases<'_>) -> bool {
        let mut events = one.letter.events.iter();
        if events.any(|event| one.letter.to.iter().any(|id| must_not_know(id, event, cases))) {
            return true;
        }
        let meets = |case: &Case<'_>| one.letter.to.iter().any(|id| self.is_gone(id, case));
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

/// What is in a letter, by case.
fn items(letter: &InvestigatorLetter) -> impl Iterator<Item = (Id, Item)> {
    let events = letter.events.iter();
    let events = events.map(|event| (event.event.thread, Item::Event(event.clone())));
    let shared = letter.shared.iter();
    events.chain(shared.map(|one| (one.letter.thread, Item::Shared(one.clone()))))
}

/// Whether an event names a case whose reporter has shut somebody out.
fn must_not_know(id: &Id, event: &SignedEvent, cases: &Cases<'_>) -> bool {
    linked(event).and_then(|other| cases.get(&other)).is_some_and(|other| is_shut_out(id, other))
}

fn is_shut_out(id: &Id, case: &Case<'_>) -> bool {
    case.reporter.as_ref().is_some_and(|her| her.shut_out.contains(id))
}
