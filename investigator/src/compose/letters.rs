//! Sealing letters to colleagues: their numbers for each exact list of addressees, and what can
//! still go into one that waits.

use std::collections::BTreeMap;

use dauys_crypto::letter::{
    Author, Event, InvestigatorKind, InvestigatorLetter, Lang, Letter, Seen,
};
use dauys_crypto::{seal, signing};
use dauys_wire::{Digest, Id, label};
use rand::RngCore as _;
use rand::rngs::OsRng;

use super::{ComposeError, Desk, joined, random_id};
use crate::keys::Keys;
use crate::vault::record::{KeptLetter, Outgoing, Place, Record};

/// A letter that waits, to be written again with more in it: same number, new id.
pub(super) struct WaitingLetter {
    pub(super) letter: InvestigatorLetter,
    pub(super) replaced: Id,
}

impl Desk<'_> {
    /// Seals events to their addressees: into a letter to the same ones that still waits, else one
    /// letter, else each its own.
    pub(super) fn letters(
        &self,
        to: &[Id],
        events: Vec<Event>,
        lang: Lang,
    ) -> Result<Vec<Record>, ComposeError> {
        if let Some(WaitingLetter { mut letter, replaced }) = self.waiting_letter(to, lang) {
            letter.events.extend(events.iter().cloned());
            match self.seal_letter(&letter) {
                Err(ComposeError::TooLong { .. }) => {}
                sealed => {
                    let dropped = Record::Dropped { ids: vec![replaced] };
                    return sealed.map(|(_, records)| joined([vec![dropped], records]));
                }
            }
        }
        let first = self.next_letter(to, lang);
        match self.seal_letter(&InvestigatorLetter { events: events.clone(), ..first.clone() }) {
            Err(ComposeError::TooLong { .. }) if events.len() > 1 => {}
            sealed => return sealed.map(|(_, records)| records),
        }
        let mut records = Vec::new();
        let mut next = first;
        for event in events {
            let letter = InvestigatorLetter { events: vec![event], ..next.clone() };
            let (sha256, sealed) = self.seal_letter(&letter)?;
            records.extend(sealed);
            next = following(next, sha256);
        }
        Ok(records)
    }

    /// The last letter to exactly these addressees, if it waits and has no place in a plan.
    pub(super) fn waiting_letter(&self, to: &[Id], lang: Lang) -> Option<WaitingLetter> {
        let ours = |letter: &InvestigatorLetter| {
            letter.from == Author::Investigator(self.keys.id) && letter.to == to
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
        let head = self.next_letter(to, lang);
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
    pub(super) fn next_letter(&self, to: &[Id], lang: Lang) -> InvestigatorLetter {
        let mut seen = BTreeMap::new();
        for kept in self.contents.letters().values() {
            if let Letter::Investigator(letter) = &kept.letter
                && let Author::Investigator(author) = letter.from
                && letter.to == to
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

/// The letter after one of this hash, to the same addressees.
pub(super) fn following(letter: InvestigatorLetter, sha256: Digest) -> InvestigatorLetter {
    InvestigatorLetter { id: random_id(), n: letter.n + 1, prev: Some(sha256), ..letter }
}
