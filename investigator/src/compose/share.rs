//! Letting somebody in, and handing on what they lack. Whoever the reporter shut out is never let in;
//! her name, which she gave to those she ticked, is handed on to nobody unless she agreed; and that
//! another case exists is told to nobody who does not know of it.

use std::collections::BTreeSet;

use dauys_crypto::event::{EventBody, EventKind, SignedEvent};
use dauys_crypto::letter::{Lang, Letter, ReporterLetter, SharedLetter};
use dauys_wire::Id;
use dauys_wire::limits::ADDRESSEES_MAX;

use super::letters::Item;
use super::trail::{Draft, Trail};
use super::{ComposeError, Desk};
use crate::case::{self, Case, Entry, What};
use crate::vault::contents::VaultLetter;
use crate::vault::record::Record;

/// Whether her name goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// She agreed that the new reader learns it.
    Agreed,
    /// Nobody asked her.
    Kept,
}

/// Why somebody cannot be let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CannotShare {
    /// The reporter shut them out.
    #[error("the reporter shut them out")]
    ShutOut,
    /// They read already, and have all of it.
    #[error("they have all of it")]
    HasAll,
    /// They stepped out of the case.
    #[error("they stepped out")]
    SteppedOut,
    /// They are in no channel today.
    #[error("they are in no channel")]
    NotActive,
    /// A letter has no place for more readers.
    #[error("the case has seven readers")]
    Full,
    /// A letter that would be handed on has the reporter's name in it.
    #[error("her name is in a letter")]
    Named,
}

impl Desk<'_> {
    /// Lets an investigator in, and hands on all that they lack.
    pub fn share(
        &self,
        case: &Case<'_>,
        reader: &Id,
        reason: &str,
        name: Name,
        lang: Lang,
    ) -> Result<Vec<Record>, ComposeError> {
        let her = self.reporter(case)?;
        let colleagues = self.colleagues(case)?;
        let missing = self.missing(case, reader, name);
        if her.shut_out.contains(reader) {
            return Err(CannotShare::ShutOut.into());
        }
        if case.people.recused().contains_key(reader) {
            return Err(CannotShare::SteppedOut.into());
        }
        if !self.is_active(reader) {
            return Err(CannotShare::NotActive.into());
        }
        if colleagues.contains(reader) && missing.is_empty() {
            return Err(CannotShare::HasAll.into());
        }
        let told: BTreeSet<Id> = colleagues.iter().copied().chain([*reader]).collect();
        // The fold gives places to whoever reads, also if they are in no channel any more.
        let read: BTreeSet<Id> = case.readers().into_iter().chain([*reader]).collect();
        if told.len().max(read.len()) > ADDRESSEES_MAX {
            return Err(CannotShare::Full.into());
        }
        let lacks_named = |letter: &ReporterLetter| {
            !letter.body.name.is_empty() && !letter.to.contains(reader) && has_more(letter)
        };
        if name == Name::Kept && case.reporter_letters().any(lacks_named) {
            return Err(CannotShare::Named.into());
        }
        let body = EventBody {
            investigator: Some(*reader),
            text: reason.trim().to_owned(),
            ..EventBody::default()
        };
        let share = Item::New(Draft { thread: case.thread, kind: EventKind::Share, body });
        // What colleagues know, the new reader is about to.
        let mut trail = Trail::of(case, &colleagues);
        let told: Vec<Id> = told.into_iter().collect();
        // Where nobody else reads, both are for the same two, and go in one row of numbers.
        if told.len() <= 2 {
            let items = [vec![share], missing].concat();
            return self.letters(&told, items, lang, &mut trail);
        }
        let mut records = self.letters(&told, vec![share], lang, &mut trail)?;
        records.extend(self.hand_on(reader, missing, lang)?);
        Ok(records)
    }

    /// Hands on what somebody who was let in lacks, if it is for this desk to do: what came from the
    /// reporter since, or from a colleague who did not know of them.
    pub fn forward(&self, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
        let (Ok(her), Ok(colleagues)) = (self.reporter(case), self.colleagues(case)) else {
            return Ok(Vec::new());
        };
        let first = colleagues.iter().find(|id| her.readers.contains(id));
        if first != Some(&self.keys.id) || !self.contents.machines().is_first() {
            return Ok(Vec::new());
        }
        let mut records = Vec::new();
        let let_in = case.people.let_in().keys();
        for reader in let_in.filter(|id| colleagues.contains(id) && !her.readers.contains(id)) {
            let missing = self.missing(case, reader, Name::Kept);
            records.extend(self.hand_on(reader, missing, her.lang)?);
        }
        Ok(records)
    }

    /// Whom the reporter asks to be handed on what came before, and who lacks something of it that
    /// `share` would give; ascending.
    pub fn asked_to_share(&self, case: &Case<'_>) -> Vec<Id> {
        let Ok(her) = self.reporter(case) else { return Vec::new() };
        let readers = case.people.readers(her);
        let asked: BTreeSet<Id> =
            case.reporter_letters().flat_map(|letter| &letter.body.share_with).copied().collect();
        // Where a colleague has done it, what they handed on is not seen here.
        let is_let_in = |id: &Id| case.people.let_in().contains_key(id);
        let lacks = |id: &Id| !is_let_in(id) && !self.missing(case, id, Name::Kept).is_empty();
        let others = asked.into_iter().filter(|id| *id != self.keys.id && readers.contains(id));
        others.filter(|id| self.is_active(id) && lacks(id)).collect()
    }

    pub(super) fn hand_on(
        &self,
        reader: &Id,
        missing: Vec<Item>,
        lang: Lang,
    ) -> Result<Vec<Record>, ComposeError> {
        let to: BTreeSet<Id> = [self.keys.id, *reader].into();
        let to: Vec<Id> = to.into_iter().collect();
        self.letters(&to, missing, lang, &mut Trail::default())
    }

    /// What somebody lacks of a case, verbatim. What outsiders wrote is handed on to nobody, and
    /// neither is a link to a case that they do not know of.
    fn missing(&self, case: &Case<'_>, reader: &Id, name: Name) -> Vec<Item> {
        let entries = case.entries.iter().enumerate();
        let lacks = |(place, entry): &(usize, &Entry<'_>)| {
            !entry.audience.contains(reader) && !case.people.is_outsiders(*place)
        };
        let item = |(_, entry): (usize, &Entry<'_>)| match entry.what {
            What::Event(event) => {
                let is_free = linked(event).is_none_or(|other| self.knows_of(reader, &other));
                is_free.then(|| Item::Event(event.clone()))
            }
            What::Reporter(letter) if name == Name::Kept && !letter.body.name.is_empty() => None,
            What::Reporter(letter) => self.verbatim(letter).map(Item::Shared),
        };
        entries.filter(lacks).filter_map(item).collect()
    }

    /// Whether somebody knows that a case exists: they read it, or did, and its reporter has not shut
    /// them out. Where nothing of hers is here nobody can tell.
    fn knows_of(&self, who: &Id, thread: &Id) -> bool {
        let is_about = |kept: &&VaultLetter| match &kept.letter {
            Letter::Reporter(letter) => letter.thread == *thread,
            Letter::Investigator(letter) => {
                letter.events.iter().any(|event| event.event.thread == *thread)
                    || letter.shared.iter().any(|shared| shared.letter.thread == *thread)
            }
        };
        let mut cases = case::fold(self.contents.letters().values().filter(is_about));
        let Some(case) = cases.remove(thread) else { return false };
        let Some(her) = &case.reporter else { return false };
        let reads = her.chosen.contains(who) || case.people.let_in().contains_key(who);
        (reads || case.people.recused().contains_key(who)) && !her.shut_out.contains(who)
    }

    /// A letter of the reporter as it came.
    pub(super) fn verbatim(&self, letter: &ReporterLetter) -> Option<SharedLetter> {
        let own = self.contents.letters().get(&letter.id);
        if let Some(kept) = own.filter(|kept| matches!(kept.letter, Letter::Reporter(_))) {
            return SharedLetter::of(&kept.json, kept.signature);
        }
        self.contents.letters().values().find_map(|kept| match &kept.letter {
            Letter::Investigator(carrier) => {
                carrier.shared.iter().find(|shared| shared.letter.id == letter.id).cloned()
            }
            Letter::Reporter(_) => None,
        })
    }
}

/// The other case that an event names.
pub(super) fn linked(event: &SignedEvent) -> Option<Id> {
    event.event.body.other.filter(|_| event.event.kind == EventKind::Link)
}

/// Whether a letter says more than a name: then a case is not whole without it.
fn has_more(letter: &ReporterLetter) -> bool {
    !letter.body.text.trim().is_empty() || !letter.body.answers.is_empty()
}
