//! Sealing letters to colleagues: their numbers for each exact list of addressees, and what can
//! still go into one that waits.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::event::SignedEvent;
use dauys_crypto::letter::{
    Author, InvestigatorKind, InvestigatorLetter, Lang, Letter, Seen, SharedLetter,
};
use dauys_crypto::{seal, signing};
use dauys_wire::{Digest, Id, label};
use rand::RngCore as _;
use rand::rngs::OsRng;

use super::trail::{Draft, Trail};
use super::{ComposeError, Desk, random_id, split};
use crate::keys::Keys;
use crate::vault::record::{KeptLetter, Outgoing, Place, Record};

/// What goes into a letter.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// Something that this desk does now; it is signed when it has its place.
    New(Draft),
    /// Something that was done, verbatim.
    Event(SignedEvent),
    /// A letter of the reporter, verbatim.
    Shared(SharedLetter),
}

/// A letter that waits, to be written again with more in it: same number, new id.
pub(super) struct WaitingLetter {
    pub(super) letter: InvestigatorLetter,
    pub(super) replaced: Id,
}

/// Letters in a row to the same addressees, the last of which still takes something.
struct Row<'t> {
    records: Vec<Record>,
    last: InvestigatorLetter,
    /// The last as sealed; none while there is nothing new in it.
    sealed: Option<(Digest, Vec<Record>)>,
    trail: &'t mut Trail,
}

impl Desk<'_> {
    /// Seals things to their addressees: into a letter to the same ones that still waits, else into
    /// one letter, else into as few in a row as they fit; a text that is too long for one is split.
    pub(super) fn letters(
        &self,
        to: &[Id],
        items: Vec<Item>,
        lang: Lang,
        trail: &mut Trail,
    ) -> Result<Vec<Record>, ComposeError> {
        self.letters_without(&BTreeSet::new(), to, items, lang, trail)
    }

    /// The same, as if some letters had never been written.
    pub(super) fn letters_without(
        &self,
        gone: &BTreeSet<Id>,
        to: &[Id],
        items: Vec<Item>,
        lang: Lang,
        trail: &mut Trail,
    ) -> Result<Vec<Record>, ComposeError> {
        let Some(first) = items.first() else { return Ok(Vec::new()) };
        let waiting = self.waiting_letter(gone, to, lang);
        let waiting = waiting.filter(|waiting| self.has_room(&waiting.letter, first, trail));
        let (records, last) = match waiting {
            Some(WaitingLetter { letter, replaced }) => {
                (vec![Record::Dropped { ids: vec![replaced] }], letter)
            }
            None => (Vec::new(), self.next_letter(gone, to, lang)),
        };
        let mut row = Row { records, last, sealed: None, trail };
        for item in items {
            self.add(&mut row, item)?;
        }
        row.close();
        Ok(row.records)
    }

    fn has_room(&self, letter: &InvestigatorLetter, item: &Item, trail: &Trail) -> bool {
        let with = self.with(letter, item.clone(), &mut trail.clone());
        with.is_ok_and(|more| self.seal_letter(&more).is_ok())
    }

    fn add(&self, row: &mut Row<'_>, item: Item) -> Result<(), ComposeError> {
        let mut trail = row.trail.clone();
        let more = self.with(&row.last, item.clone(), &mut trail)?;
        match (self.seal_letter(&more), item) {
            (Err(ComposeError::TooLong { .. }), item) if row.sealed.is_some() => {
                row.close();
                self.add(row, item)
            }
            (Err(ComposeError::TooLong { .. }), Item::New(draft)) => self.add_in_parts(row, &draft),
            (sealed, _) => {
                (row.sealed, row.last, *row.trail) = (Some(sealed?), more, trail);
                Ok(())
            }
        }
    }

    fn add_in_parts(&self, row: &mut Row<'_>, draft: &Draft) -> Result<(), ComposeError> {
        let mut rest = draft.body.text.as_str();
        loop {
            let seal = |part: &str| {
                let mut trail = row.trail.clone();
                let more = self.with(&row.last, Item::New(draft.saying(part)), &mut trail)?;
                Ok((self.seal_letter(&more)?, trail))
            };
            let ((sealed, trail), _, after) = split::longest(rest, seal)?;
            (row.sealed, *row.trail) = (Some(sealed), trail);
            row.close();
            rest = after;
            if rest.is_empty() {
                return Ok(());
            }
        }
    }

    /// A letter with one thing more.
    fn with(
        &self,
        letter: &InvestigatorLetter,
        item: Item,
        trail: &mut Trail,
    ) -> Result<InvestigatorLetter, ComposeError> {
        let mut more = letter.clone();
        match item {
            Item::New(draft) => more.events.push(self.sign_event(draft, trail)?),
            Item::Event(event) => more.events.push(event),
            Item::Shared(shared) => more.shared.push(shared),
        }
        Ok(more)
    }

    /// The last letter to exactly these addressees, if it waits and has no place in a plan.
    pub(super) fn waiting_letter(
        &self,
        gone: &BTreeSet<Id>,
        to: &[Id],
        lang: Lang,
    ) -> Option<WaitingLetter> {
        let ours = |letter: &InvestigatorLetter| {
            letter.desk() == Some(self.id()) && letter.to == to && !gone.contains(&letter.id)
        };
        let letters = self.contents.letters().values();
        let (last, is_cut) = letters
            .filter_map(|kept| match &kept.letter {
                Letter::Investigator(letter) => Some((letter, kept.is_cut)),
                Letter::Reporter(_) => None,
            })
            .filter(|(letter, _)| ours(letter))
            .max_by_key(|(letter, _)| letter.n)?;
        // Of one that was cut we have not got all of it any more.
        if is_cut || !self.contents.posting().is_replaceable(&last.id, self.today) {
            return None;
        }
        let InvestigatorLetter { n, prev, .. } = **last;
        let (events, shared) = (last.events.clone(), last.shared.clone());
        let head = self.next_letter(gone, to, lang);
        let letter = InvestigatorLetter { n, prev, events, shared, ..head };
        Some(WaitingLetter { letter, replaced: last.id })
    }

    pub(super) fn seal_letter(
        &self,
        letter: &InvestigatorLetter,
    ) -> Result<(Digest, Vec<Record>), ComposeError> {
        let Keys { instance, signing, .. } = self.keys;
        let sealed = seal::investigator_letter(letter, instance, signing, &self.known.roster)?;
        let json = letter.to_json().map_err(|_| ComposeError::Seal)?.to_string();
        let signature = signing::sign(signing, label::LETTER, instance, json.as_bytes());
        let mut token = vec![0; 32];
        OsRng.fill_bytes(&mut token);
        let (id, day) = (letter.id, letter.day);
        let records = vec![
            Record::Letter(KeptLetter { id, day, signature, json, whole: None }),
            Record::Outgoing(Outgoing {
                id,
                place: Place::Inbox { token },
                file: sealed.bytes().to_vec(),
            }),
        ];
        Ok((sealed.json_sha256(), records))
    }

    /// The next letter to exactly these addressees, without events yet.
    fn next_letter(&self, gone: &BTreeSet<Id>, to: &[Id], lang: Lang) -> InvestigatorLetter {
        let mut seen = BTreeMap::new();
        for kept in self.contents.letters().values() {
            if let Letter::Investigator(letter) = &kept.letter
                && let Some(desk) = letter.desk()
                && letter.to == to
                && !gone.contains(&letter.id)
            {
                let newest = Seen { n: letter.n, sha256: kept.sha256 };
                let known = seen.entry(desk).or_insert(newest);
                if newest.n > known.n {
                    *known = newest;
                }
            }
        }
        let own = seen.remove(&self.id());
        InvestigatorLetter {
            id: random_id(),
            from: Author::Investigator(self.keys.id),
            device: self.contents.device(),
            kind: InvestigatorKind::Events,
            day: self.today,
            to: to.to_vec(),
            roster: self.known.reference,
            lang,
            n: own.map_or(1, |own| own.n + 1),
            prev: own.map(|own| own.sha256),
            seen,
            events: Vec::new(),
            shared: Vec::new(),
        }
    }
}

impl Row<'_> {
    /// The last takes no more; the next one follows it.
    fn close(&mut self) {
        let Some((sha256, sealed)) = self.sealed.take() else { return };
        self.records.extend(sealed);
        let (id, n, prev) = (random_id(), self.last.n + 1, Some(sha256));
        let (events, shared) = (Vec::new(), Vec::new());
        self.last = InvestigatorLetter { id, n, prev, events, shared, ..self.last.clone() };
    }
}
