//! An unlocked desk: keys, vault, and the lock that keeps other processes out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use dauys_crypto::letter::Lang;
use dauys_wire::{Day, Id};

use crate::attachment::Attachment;
use crate::case::{self, Case};
use crate::cli::Global;
use crate::commands::glance::Glances;
use crate::failure::Failure;
use crate::files;
use crate::home::{Home, HomeLock};
use crate::keys::Keys;
use crate::message;
use crate::passages::Passages;
use crate::passphrase::{Passphrase, PassphraseSource};
use crate::print::Print;
use crate::text::Language;
use crate::vault::Vault;
use crate::vault::contents::KnownRoster;
use crate::vault::record::{Connection, Tombstone};

/// An unlocked desk.
pub struct Workplace {
    /// This investigator's keys.
    pub keys: Keys,
    /// What this desk knows.
    pub vault: Vault,
    /// By which the desk's page reaches the server, where a command names no other.
    pub proxy: Option<String>,
    /// The texts of its cases, as far as they were read.
    passages: Passages,
    /// What pages show of them, as it was when somebody looked last.
    glances: Glances,
    home: Home,
    /// None while [`Workplace::aside`] lets others in.
    lock: Option<HomeLock>,
}

impl Workplace {
    /// Asks for the passphrase and opens keys and vault.
    pub fn unlock(global: &Global, print: &Print) -> Result<Self, Failure> {
        let home = Home::locate(global.home.as_ref());
        if !home.keys().exists() {
            return Err(Failure::no_keys(home.folder()));
        }
        let lock = home.lock()?;
        let source = PassphraseSource::new(global.passphrase_file.as_ref());
        let passphrase = source.existing(print, &message!("ask-passphrase"))?;
        Self::open(home, lock, &passphrase, print)
    }

    /// Opens keys and vault of this folder, or of the usual one.
    pub fn unlock_with(
        folder: Option<&PathBuf>,
        passphrase: &Passphrase,
        print: &Print,
    ) -> Result<Self, Failure> {
        let home = Home::locate(folder);
        if !home.keys().exists() {
            return Err(Failure::no_keys(home.folder()));
        }
        let lock = home.lock()?;
        Self::open(home, lock, passphrase, print)
    }

    /// Takes the folder again, with the keys that [`Self::leave`] left. They are given back if somebody
    /// else has it, or it cannot be read.
    pub fn come_back(
        folder: Option<&PathBuf>,
        keys: Keys,
        print: &Print,
    ) -> Result<Self, Box<(Keys, Failure)>> {
        let home = Home::locate(folder);
        let taken = home.lock().map_err(Failure::from).and_then(|lock| {
            let vault = open_vault(&home, &keys, print)?;
            Ok((lock, vault))
        });
        match taken {
            Ok((lock, vault)) => Ok(Self::at(home, lock, keys, vault)),
            Err(failure) => Err(Box::new((keys, failure))),
        }
    }

    fn open(
        home: Home,
        lock: HomeLock,
        passphrase: &Passphrase,
        print: &Print,
    ) -> Result<Self, Failure> {
        let keys = Keys::open(&home, passphrase)?;
        let vault = open_vault(&home, &keys, print)?;
        Ok(Self::at(home, lock, keys, vault))
    }

    fn at(home: Home, lock: HomeLock, keys: Keys, vault: Vault) -> Self {
        let (passages, glances) = (Passages::default(), Glances::default());
        Self { keys, vault, proxy: None, passages, glances, home, lock: Some(lock) }
    }

    /// Lets others use the folder for as long as somebody talks or types, which may be an hour. What
    /// `talk` sees is as it was before; then what they wrote is read, and only then can be written
    /// again. After a failure of it the command ends, and the folder stays theirs.
    pub fn aside<T>(
        &mut self,
        print: &Print,
        talk: impl FnOnce(&Self) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.lock = None;
        let said = talk(self)?;
        let waits = || print.remark(&message!("folder-wait"));
        self.lock = Some(self.home.lock_after_others(waits)?);
        self.vault = open_vault(&self.home, &self.keys, print)?;
        Ok(said)
    }

    /// The folder.
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// A desk of tests, in this folder.
    #[cfg(test)]
    pub(crate) fn of(keys: Keys, vault: Vault, folder: &std::path::Path) -> Self {
        let home = Home::locate(Some(&folder.to_owned()));
        let lock = home.lock().unwrap();
        Self::at(home, lock, keys, vault)
    }

    /// Lets others use the folder, for good or until [`Self::come_back`]. Of what was open nothing is left but
    /// the keys.
    pub fn leave(self) -> Keys {
        self.keys
    }

    /// Deletes what is here of a case, and what has half come of its files.
    pub fn delete_case(
        &mut self,
        thread: &Id,
        tombstone: Option<Tombstone>,
    ) -> Result<(), Failure> {
        self.vault.delete_case(thread, tombstone)?;
        self.drop_stale_parts()
    }

    /// Removes what has half come of files whose case is not here any more, and what was set aside for somebody
    /// who is gone. Sealed as it is, nobody can open it; it would still tell that it was here.
    pub fn drop_stale_parts(&self) -> Result<(), Failure> {
        let parts = self.home.parts()?;
        if parts.is_empty() {
            return Ok(());
        }
        let cases = self.cases();
        let known: BTreeSet<Id> =
            cases.values().flat_map(Attachment::all).map(|one| one.blob.id).collect();
        for (id, path) in &parts {
            let is_aside = *path != self.home.part(id);
            if !known.contains(id) || is_aside && !files::is_locked(path) {
                files::remove(path)?;
            }
        }
        Ok(())
    }

    /// The connection and the roster of the last `sync`.
    pub fn connected(&self) -> Result<(&Connection, &KnownRoster), Failure> {
        let contents = self.vault.contents();
        contents.connection().zip(contents.roster()).ok_or_else(Failure::not_connected)
    }

    /// All cases, by thread; not those that this investigator stepped out of, on whichever machine.
    pub fn cases(&self) -> BTreeMap<Id, Case<'_>> {
        self.cases_where(|_| true)
    }

    fn cases_where(&self, wanted: impl Fn(&Id) -> bool) -> BTreeMap<Id, Case<'_>> {
        let threads = self.vault.contents().threads().all().map(|(thread, _)| thread);
        let cases = threads.filter(|thread| wanted(thread)).filter_map(|it| self.case_of(it));
        cases.map(|case| (case.thread, case)).collect()
    }

    /// The case of a thread, if it is one that [`Self::cases`] has.
    pub fn case_of(&self, thread: &Id) -> Option<Case<'_>> {
        let contents = self.vault.contents();
        let letters = contents.threads().of(thread)?.iter();
        if contents.is_recused(thread) {
            return None;
        }
        let letters = letters.filter_map(|id| contents.letters().get(id));
        let case = case::fold_one(*thread, letters);
        (!case.people.recused().contains_key(&self.keys.id)).then_some(case)
    }

    /// The texts of all cases as they are now, ready to be searched.
    pub fn read_passages(&mut self, language: Language) -> &Passages {
        let mut passages = std::mem::take(&mut self.passages);
        passages.bring_up_to_date(self, language);
        self.passages = passages;
        &self.passages
    }

    /// Looks at all cases that have changed.
    pub(crate) fn glance(&mut self, today: Day) {
        let mut glances = std::mem::take(&mut self.glances);
        glances.bring_up_to_date(self, today);
        self.glances = glances;
    }

    /// What pages show of the cases, as it was at the last [`Self::glance`].
    pub(crate) const fn glances(&self) -> &Glances {
        &self.glances
    }

    /// What is said of a case that was here.
    fn gone(&self, prefix: &str, begins: impl Fn(&Id) -> bool) -> Option<Failure> {
        let mut gone = self.vault.contents().tombstones();
        let (_, stone) = gone.find(|(thread, _)| begins(thread))?;
        Some(Failure::case_gone(prefix, &stone.day.to_string()))
    }

    /// All cases of which something is here. Nothing is shown of those that [`Self::cases`] leaves
    /// out.
    pub fn all_cases(&self) -> BTreeMap<Id, Case<'_>> {
        case::fold(self.vault.contents().letters().values())
    }

    /// The one case whose id begins so.
    pub fn case(&self, prefix: &str) -> Result<Case<'_>, Failure> {
        let prefix = prefix.trim();
        // Whoever says nothing means none, though there be one alone: it could be deleted so.
        if prefix.is_empty() {
            return Err(Failure::no_case(prefix));
        }
        let begins = |id: &Id| id.to_string().starts_with(&prefix.to_ascii_lowercase());
        let mut found = self.cases_where(begins).into_values();
        match (found.next(), found.next()) {
            (Some(case), None) => Ok(case),
            (None, _) => Err(self.gone(prefix, begins).unwrap_or_else(|| Failure::no_case(prefix))),
            (Some(_), Some(_)) => Err(Failure::several_cases(prefix)),
        }
    }
}

fn open_vault(home: &Home, keys: &Keys, print: &Print) -> Result<Vault, Failure> {
    let vault = Vault::open(&home.vault(), &keys.vault)?;
    if vault.torn_bytes() > 0 {
        print.warn(&message!("vault-torn", bytes = vault.torn_bytes()));
    }
    if vault.set_aside() > 0 {
        print.warn(&message!("vault-set-aside", frames = vault.set_aside()));
    }
    Ok(vault)
}

/// The language of the program as letters name it.
pub const fn lang(language: Language) -> Lang {
    match language {
        Language::Kk => Lang::Kk,
        Language::Ru => Lang::Ru,
        Language::En => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::fixtures::{self, DAY, kept_record, report, reporter, team};
    use crate::vault::Record;
    use crate::vault::record::Ending;

    fn desk(folder: &Path) -> Workplace {
        let team: [Keys; 1] = team();
        let settings = fixtures::settings(&team);
        let [keys] = team;
        fixtures::workplace(folder, keys, &settings)
    }

    #[test]
    fn a_case_is_meant_by_digits_and_one_that_is_gone_is_not_as_if_it_never_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = desk(folder.path());
        let she = reporter();
        let thread = she.thread().to_string();
        desk.vault.append(vec![kept_record(&report(&she, &[desk.keys.id], &[]))]).unwrap();
        let case = |desk: &Workplace, typed: &str| {
            let found = desk.case(typed).map(|case| case.thread.to_string());
            found.map_err(|failure| failure.message.key())
        };
        let digits = format!(" {} ", thread.to_uppercase());
        assert_eq!(case(&desk, &digits), Ok(thread.clone()), "pasted with its blanks");
        for nothing in ["", " ", "x"] {
            assert_eq!(case(&desk, nothing), Err("no-case"), "{nothing:?}");
        }
        let stone = Tombstone { day: DAY, why: Ending::Agreed, asked_by: Vec::new() };
        desk.vault.delete_case(&she.thread(), Some(stone)).unwrap();
        assert_eq!(case(&desk, &thread), Err("case-gone"));
        assert_eq!(case(&desk, "x"), Err("no-case"));
    }

    #[test]
    fn while_somebody_talks_others_use_the_folder_and_nothing_they_wrote_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = desk(folder.path());
        let print = Print::kept(Language::En, false);
        let ids = [1, 2].map(|byte| Id::from_bytes([byte; 16]));
        let other = Home::locate(Some(&folder.path().to_owned()));
        assert!(other.lock().is_err());
        let talked = desk.aside(&print, |desk| {
            let _lock = other.lock()?;
            let mut vault = open_vault(&other, &desk.keys, &print)?;
            vault.append(vec![Record::NotOurs { ids: vec![ids[0]] }])?;
            Ok("said")
        });
        assert_eq!(talked.unwrap(), "said");
        assert!(other.lock().is_err(), "taken back");
        desk.vault.append(vec![Record::NotOurs { ids: vec![ids[1]] }]).unwrap();
        let vault = open_vault(&other, &desk.keys, &print).unwrap();
        assert!(ids.iter().all(|id| vault.contents().is_not_ours(id)));
    }
}
