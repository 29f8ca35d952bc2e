//! An unlocked desk: keys, vault, and the lock that keeps other processes out.

use std::collections::BTreeMap;

use dauys_crypto::letter::Lang;
use dauys_wire::Id;

use crate::case::{self, Case};
use crate::cli::Global;
use crate::failure::Failure;
use crate::home::{Home, HomeLock};
use crate::keys::Keys;
use crate::message;
use crate::passphrase::PassphraseSource;
use crate::print::Print;
use crate::text::Language;
use crate::vault::Vault;
use crate::vault::contents::KnownRoster;
use crate::vault::record::Connection;

/// An unlocked desk.
pub struct Workplace {
    /// This investigator's keys.
    pub keys: Keys,
    /// What this desk knows.
    pub vault: Vault,
    _lock: HomeLock,
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
        let keys = Keys::open(&home, &passphrase)?;
        let vault = Vault::open(&home.vault(), &keys.vault)?;
        if vault.torn_bytes() > 0 {
            print.warn(&message!("vault-torn", bytes = vault.torn_bytes()));
        }
        if vault.set_aside() > 0 {
            print.warn(&message!("vault-set-aside", frames = vault.set_aside()));
        }
        Ok(Self { keys, vault, _lock: lock })
    }

    /// A desk of tests, in this folder.
    #[cfg(test)]
    pub(crate) fn of(keys: Keys, vault: Vault, folder: &std::path::Path) -> Self {
        let lock = Home::locate(Some(&folder.to_owned())).lock().unwrap();
        Self { keys, vault, _lock: lock }
    }

    /// The connection and the roster of the last `sync`.
    pub fn connected(&self) -> Result<(&Connection, &KnownRoster), Failure> {
        let contents = self.vault.contents();
        contents.connection().zip(contents.roster()).ok_or_else(Failure::not_connected)
    }

    /// All cases, by thread; not those that this investigator stepped out of, on whichever machine.
    pub fn cases(&self) -> BTreeMap<Id, Case<'_>> {
        let contents = self.vault.contents();
        let mut cases = self.all_cases();
        cases.retain(|thread, case| {
            !contents.is_recused(thread) && !case.people.recused().contains_key(&self.keys.id)
        });
        cases
    }

    /// All cases of which something is here. Nothing is shown of those that [`Self::cases`] leaves
    /// out.
    pub fn all_cases(&self) -> BTreeMap<Id, Case<'_>> {
        case::fold(self.vault.contents().letters().values())
    }

    /// The one case whose id begins so.
    pub fn case(&self, prefix: &str) -> Result<Case<'_>, Failure> {
        let begins = |id: &Id| id.to_string().starts_with(&prefix.to_ascii_lowercase());
        let mut found = self.cases().into_values().filter(|case| begins(&case.thread));
        match (found.next(), found.next()) {
            (Some(case), None) => Ok(case),
            (None, _) => Err(Failure::no_case(prefix)),
            (Some(_), Some(_)) => Err(Failure::several_cases(prefix)),
        }
    }
}

/// The language of the program as letters name it.
pub const fn lang(language: Language) -> Lang {
    match language {
        Language::Kk => Lang::Kk,
        Language::Ru => Lang::Ru,
        Language::En => Lang::En,
    }
}
