//! Sealing letters to colleagues: their numbers for each exact list of addressees, and what can
//! still go into one that waits.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::letter::{
    Author, Event, EventBody, InvestigatorKind, InvestigatorLetter, Lang, Letter, Seen,
};
use dauys_crypto::{seal, signing};
use dauys_wire::{Digest, Id, label};
use rand::RngCore as _;
use rand::rngs::OsRng;

use super::{ComposeError, Desk, random_id, split};
use crate::keys::Keys;
use crate::vault::record::{KeptLetter, Outgoing, Place, Record};

/// A letter that waits, to be written again with more in it: same number, new id.
pub(super) struct WaitingLetter {
    pub(super) letter: InvestigatorLetter,
    pub(super) replaced: Id,
}

/// Letters in a row to the same addressees, the last of which still takes events.
struct Row {
    records: Vec<Record>,
    last: InvestigatorLetter,
    /// The last as sealed; none while there is nothing new in it.
    sealed: Option<(Digest, Vec<Record>)>,
}

impl Desk<'_> {
    /// Seals events to their addressees: into a letter to the same ones that still waits, else into
    /// one letter, else into as few in a row as they fit; a text that is too long for one is split.
    pub(super) fn letters(
        &self,
        to: &[Id],
        events: Vec<Event>,
        lang: Lang,
    ) -> Result<Vec<Record>, ComposeError> {
        self.letters_without(&BTreeSet::new(), to, events, lang)
    }

    /// The same, as if some letters had never been written.
    pub(super) fn letters_without(
        &self,
        gone: &BTreeSet<Id>,
        to: &[Id],
        events: Vec<Event>,
        lang: Lang,
    ) -> Result<Vec<Record>, ComposeError> {
        let Some(first) = events.first() else { return Ok(Vec::new()) };
        let waiting = self.waiting_letter(gone, to, lang);
        let mut row = match waiting.filter(|waiting| self.has_room(&waiting.letter, first)) {
            Some(WaitingLetter { letter, replaced }) => Row {
                records: vec![Record::Dropped { ids: vec![replaced] }],
                last: letter,
                sealed: None,
            },
            None => {
                Row { records: Vec::new(), last: self.next_letter(gone, to, lang), sealed: None }
            }
        };
        for event in events {
            self.add(&mut row, event)?;
        }
        row.close();
        Ok(row.records)
    }

    fn has_room(&self, letter: &InvestigatorLetter, event: &Event) -> bool {
        self.seal_letter(&with(letter, event.clone())).is_ok()
    }

    fn add(&self, row: &mut Row, event: Event) -> Result<(), ComposeError> {
        let more = with(&row.last, event.clone());
        match self.seal_letter(&more) {
            Err(ComposeError::TooLong { .. }) if row.sealed.is_some() => {
                row.close();
                self.add(row, event)
            }
            Err(ComposeError::TooLong { .. }) => self.add_in_parts(row, &event),
            sealed => {
                (row.last, row.sealed) = (more, Some(sealed?));
                Ok(())
            }
        }
    }

    fn add_in_parts(&self, row: &mut Row, event: &Event) -> Result<(), ComposeError> {
        let part_of = |part: &str| {
            let body = EventBody { text: part.to_owned(), ..event.body.clone() };
            Event { body, ..event.clone() }
        };
        let mut rest = event.body.text.as_str();
        loop {
            let seal = |part: &str| self.seal_letter(&with(&row.last, part_of(part)));
            let (sealed, _, after) = split::longest(rest, seal)?;
            row.sealed = Some(sealed);
            row.close();
            rest = after;
            if rest.is_empty() {
                return Ok(());
            }
        }
    }

    /// The last letter to exactly these addressees, if it waits and has no place in a plan.
    pub(super) fn waiting_letter(
        &self,
        gone: &BTreeSet<Id>,
        to: &[Id],
        lang: Lang,
    ) -> Option<WaitingLetter> {
        let ours = |letter: &InvestigatorLetter| {
            letter.from == Author::Investigator(self.keys.id)
                && letter.to == to
                && !gone.contains(&letter.id)
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
        let InvestigatorLetter { n, prev, .. } = *last;
        let head = self.next_letter(gone, to, lang);
        let letter = InvestigatorLetter { n, prev, events: last.events.clone(), ..head };
        Some(WaitingLetter { letter, replaced: last.id })
    }

    pub(super) fn seal_letter(
        &self,
        letter: &InvestigatorLetter,
    ) -> Result<(Digest, Vec<Record>), ComposeError> {
        let Keys { instance, signing, .. } = self.keys;
        let sealed = seal::investigator_letter(letter, instance, signing, &self.known.roster)?;
        let json = serde_json::to_string(letter).map_err(|_| ComposeError::Seal)?;
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
                && let Author::Investigator(author) = letter.from
                && letter.to == to
                && !gone.contains(&letter.id)
            {
                let newest = Seen { n: letter.n, sha256: kept.sha256 };
                let known = seen.entry(author).or_insert(newest);
                if newest.n > known.n {
                    *known = newest;
                }
            }
        }
        let own = seen.remove(&self.keys.id);
        InvestigatorLetter {
            id: random_id(),
            from: Author::Investigator(self.keys.id),
            kind: InvestigatorKind::Events,
            day: self.today,
            to: to.to_vec(),
            roster: self.known.reference,
            lang,
            n: own.map_or(1, |own| own.n + 1),
            prev: own.map(|own| own.sha256),
            seen,
            events: Vec::new(),
        }
    }
}

impl Row {
    /// The last takes no more; the next one follows it.
    fn close(&mut self) {
        let Some((sha256, sealed)) = self.sealed.take() else { return };
        self.records.extend(sealed);
        let (id, n, prev) = (random_id(), self.last.n + 1, Some(sha256));
        self.last = InvestigatorLetter { id, n, prev, events: Vec::new(), ..self.last.clone() };
    }
}

/// A letter with one event more.
fn with(letter: &InvestigatorLetter, event: Event) -> InvestigatorLetter {
    let mut more = letter.clone();
    more.events.push(event);
    more
}
