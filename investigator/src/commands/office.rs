//! A desk for the tests of the verbs: what a verb writes is sealed, kept and read again as by the
//! real one.

use dauys_crypto::event::{Event, EventBody, EventKind, SignedEvent};
use dauys_crypto::letter::{Lang, ReporterKind, ReporterLetter};
use dauys_crypto::open;
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::thread::Reporter;
use dauys_wire::{Digest, Id, Signature};
use tempfile::TempDir;

use super::act::Said;
use crate::case::Case;
use crate::cli::Posting;
use crate::compose::{Desk, random_id};
use crate::failure::Failure;
use crate::fixtures::{
    self, DAY, carrier, event, kept_record, report, reporter, settings, signed, state, team,
};
use crate::keys::Keys;
use crate::vault::Record;
use crate::vault::record::KeptLetter;
use crate::workplace::Workplace;

/// The desk of the first of three. A reporter writes to the first two and shuts the third out.
pub(super) struct Office {
    pub(super) workplace: Workplace,
    pub(super) ids: [Id; 3],
    she: Reporter,
    first: ReporterLetter,
    _folder: TempDir,
}

impl Office {
    pub(super) const AIGUL: Id = Id::from_bytes([1; 16]);
    pub(super) const MARAT: Id = Id::from_bytes([2; 16]);
    pub(super) const DINA: Id = Id::from_bytes([3; 16]);

    pub(super) fn open() -> Self {
        Self::make(["Айгүл Сейтқали", "Марат Оспанов", "Дина Ахметова"], true)
    }

    pub(super) fn with_names(names: [&str; 3]) -> Self {
        Self::make(names, true)
    }

    /// She neither writes to the third nor shuts them out.
    pub(super) fn without_shutting_out() -> Self {
        Self::make(["Айгүл Сейтқали", "Марат Оспанов", "Дина Ахметова"], false)
    }

    fn make(names: [&str; 3], shuts_out: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let team: [Keys; 3] = team();
        let ids = [Self::AIGUL, Self::MARAT, Self::DINA];
        assert_eq!(team.each_ref().map(|keys| keys.id), ids);
        let mut settings = settings(&team);
        for (entry, name) in settings.investigators.iter_mut().zip(names) {
            entry.name = name.to_owned();
        }
        let [keys, ..] = team;
        let workplace = fixtures::workplace(folder.path(), keys, &settings);
        let she = reporter();
        let first = report(&she, &ids[..2], if shuts_out { &ids[2..] } else { &[] });
        let mut office = Self { workplace, ids, she, first, _folder: folder };
        office.keep_hers(&office.first.clone());
        office
    }

    /// The case of the report.
    pub(super) fn case(&self) -> Case<'_> {
        let thread = self.she.thread();
        self.workplace.cases().into_values().find(|case| case.thread == thread).unwrap()
    }

    /// Does what a verb does to the case; the keys of what it says.
    pub(super) fn add(
        &mut self,
        verb: impl FnOnce(&Case<'_>, &Workplace) -> Result<Said, Failure>,
    ) -> Result<&'static str, &'static str> {
        let (message, records) = {
            let case = self.case();
            let key = |failure: Failure| failure.message.key();
            let (message, events) = verb(&case, &self.workplace).map_err(key)?;
            let (known, contents) =
                (self.workplace.connected().unwrap().1, self.workplace.vault.contents());
            let desk = Desk { keys: &self.workplace.keys, known, contents, today: DAY };
            (message, desk.events(&case, events, Lang::Kk).unwrap())
        };
        self.keep(records);
        Ok(message.key())
    }

    /// She writes again.
    pub(super) fn she_writes(&mut self, kind: ReporterKind) {
        let mine = self.case().reporter_letters().map(|letter| letter.id).collect();
        self.keep_hers(&ReporterLetter { id: random_id(), kind, mine, ..self.first.clone() });
    }

    /// Somebody else reports to these people and shuts those out; the case.
    pub(super) fn another(&mut self, to: &[Id], shut_out: &[Id]) -> Id {
        let other = reporter();
        let mut letter = report(&other, to, shut_out);
        letter.state = state(1, to, shut_out).sign(&other).unwrap();
        self.keep(vec![kept_record(&letter)]);
        other.thread()
    }

    /// The second does something, and knows of nothing but the report.
    pub(super) fn colleague_without_knowing(&mut self, kind: EventKind, body: EventBody) {
        let after = vec![self.case().entries[0].sha256];
        self.colleague(Event { after, body, ..event(Self::MARAT, kind, self.she.thread()) });
    }

    /// Somebody does something, and the second brings it. The signature does not hold.
    pub(super) fn colleague(&mut self, event: Event) {
        self.carry(signed(event));
    }

    /// The second brings an event.
    pub(super) fn carry(&mut self, event: SignedEvent) {
        let letter = carrier(Self::MARAT, &[Self::AIGUL, Self::MARAT], 1, vec![event]);
        let (id, json) = (letter.id, letter.to_json().unwrap().to_string());
        let signature = Signature::from_bytes([0; 64]);
        let kept = KeptLetter { id, day: DAY, signature, json, whole: None };
        self.keep(vec![Record::Letter(kept)]);
    }

    /// Her first letter in the vault becomes another one, with the signature that it had.
    pub(super) fn change_hers(&mut self, change: impl FnOnce(&mut ReporterLetter)) {
        let signature = self.workplace.vault.contents().letters()[&self.first.id].signature;
        let mut letter = self.first.clone();
        change(&mut letter);
        let json = serde_json::to_string(&letter).unwrap();
        let kept = KeptLetter { id: letter.id, day: DAY, signature, json, whole: None };
        self.keep(vec![Record::Letter(kept)]);
    }

    /// Seals, opens and keeps a letter of hers.
    fn keep_hers(&mut self, letter: &ReporterLetter) {
        let Workplace { keys, .. } = &self.workplace;
        let roster = &self.workplace.connected().unwrap().1.roster;
        let sealed = seal::reporter_letter(letter, &self.she, roster, OwnCopy::None).unwrap();
        let opened = open::letter(sealed.bytes(), &letter.id, &keys.reading, &keys.id, roster);
        let open::Opened { json, signature, sha256, .. } = opened.unwrap();
        assert_eq!(sha256, Digest::of(json.as_bytes()));
        let json = json.to_string();
        let kept = KeptLetter { id: letter.id, day: DAY, signature, json, whole: None };
        self.keep(vec![Record::Letter(kept)]);
    }

    pub(super) fn keep(&mut self, records: Vec<Record>) {
        self.workplace.vault.append(records).unwrap();
    }
}

/// As nobody cares how it is posted.
pub(super) const fn posting() -> Posting {
    Posting { now: false, proxy: None }
}
