//! A backup that a browser has brought to a desk without keys, step by step until it is put back. On the disk it
//! lies sealed, as it came, beside the folder that it will become; what opens it is in memory alone.

use std::mem;
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::Desk;
use crate::backup::{Checked, Sealed, Staging, Unsealed, as_made};
use crate::commands::shares::join;
use crate::failure::Failure;
use crate::passphrase::Passphrase;
use crate::sheets::{self, Part, SheetsError};
use crate::text::Message;

/// How far it has come.
#[derive(Default)]
pub(super) struct Restoring {
    step: Step,
    /// What was wrong with the last form, until a page has shown it.
    wrong: Option<Message>,
}

#[derive(Default)]
enum Step {
    #[default]
    None,
    Here(Brought),
    /// It is being opened, checked and put back.
    Underway,
}

struct Brought {
    staging: Staging,
    /// Of paper, as far as they were typed; none, if a passphrase opens it.
    sheets: Option<Typed>,
    touched: Instant,
}

/// Sheets that were typed.
#[derive(Default)]
struct Typed {
    parts: Vec<Part>,
    /// One with something wrong in it: nobody types 78 letters again for one of them.
    wrong: Zeroizing<String>,
}

/// What is to be done next.
pub(super) enum Next<'r> {
    /// Choose the file.
    Bring,
    /// Type its passphrase, and a new one for the keys.
    Passphrase,
    /// Type a sheet; so many are here, of so many, if one says that.
    Sheet { have: usize, need: Option<u8>, wrong: &'r str },
    /// Choose a passphrase for the keys: the sheets are here.
    Keys,
    /// Wait.
    Wait,
}

impl Restoring {
    pub(super) fn next(&self) -> Next<'_> {
        match &self.step {
            Step::None => Next::Bring,
            Step::Underway => Next::Wait,
            Step::Here(Brought { sheets: None, .. }) => Next::Passphrase,
            Step::Here(Brought { sheets: Some(typed), .. }) => typed.next(),
        }
    }

    pub(super) const fn take_wrong(&mut self) -> Option<Message> {
        self.wrong.take()
    }

    pub(super) fn is_wrong(&mut self, why: Message) {
        self.wrong = Some(why);
    }

    /// Another one may be brought, or none.
    pub(super) fn drop_it(&mut self) {
        if !matches!(self.step, Step::Underway) {
            *self = Self::default();
        }
    }

    /// Nobody has touched it for so long.
    pub(super) fn drop_if_idle(&mut self, idle: Duration) {
        if matches!(&self.step, Step::Here(brought) if brought.touched.elapsed() >= idle) {
            *self = Self::default();
        }
    }

    /// This one was brought whole. It stays if it is a backup.
    pub(super) fn begin(&mut self, staging: Staging) -> Result<(), Failure> {
        let has_passphrase = Sealed::open(&staging.brought())?.has_passphrase();
        let sheets = (!has_passphrase).then(Typed::default);
        let brought = Brought { staging, sheets, touched: Instant::now() };
        *self = Self { step: Step::Here(brought), wrong: None };
        Ok(())
    }

    /// One more sheet. What is wrong with it is said, and it stands there to be mended.
    pub(super) fn add_sheet(&mut self, text: Zeroizing<String>) {
        let Step::Here(brought) = &mut self.step else { return };
        brought.touched = Instant::now();
        let Some(typed) = &mut brought.sheets else { return };
        self.wrong = typed.add(text).err().map(|error| Failure::from(error).message);
    }
}

impl Typed {
    fn next(&self) -> Next<'_> {
        match sheets::join(&self.parts) {
            Ok(_) => Next::Keys,
            Err(_) => Next::Sheet {
                have: self.parts.len(),
                need: self.parts.first().map(|part| part.need),
                wrong: &self.wrong,
            },
        }
    }

    fn add(&mut self, text: Zeroizing<String>) -> Result<(), SheetsError> {
        match sheets::read(&text) {
            Ok(part) => self.parts.push(part),
            Err(mistyped) => {
                self.wrong = text;
                return Err(mistyped.into());
            }
        }
        self.wrong = Zeroizing::default();
        match sheets::join(&self.parts) {
            Ok(_) | Err(SheetsError::TooFew { .. }) => Ok(()),
            Err(error @ (SheetsError::OtherSet { .. } | SheetsError::Twice(_))) => {
                self.parts.pop();
                Err(error)
            }
            Err(error) => {
                self.parts.clear();
                Err(error)
            }
        }
    }
}

impl Brought {
    /// Opens it. If what opens it was wrong, it is still there, to be tried again.
    fn unseal(&mut self, typed: Passphrase) -> Result<Unsealed, Failure> {
        self.touched = Instant::now();
        let sealed = Sealed::open(&self.staging.brought())?;
        let Some(sheets) = &mut self.sheets else {
            let passphrase = as_made(typed.expose()).unwrap_or(typed);
            return Ok(sealed.unseal(&passphrase.identity())?);
        };
        let key = sheets::join(&sheets.parts)?;
        join::unseal(sealed, &key).inspect_err(|_| *sheets = Typed::default())
    }
}

impl Desk {
    /// It is held for as long as it takes to look at it, and no longer.
    pub(super) fn restoring(&self) -> MutexGuard<'_, Restoring> {
        self.restoring.lock().unwrap_or_else(|poisoned: PoisonError<_>| {
            let mut restoring = poisoned.into_inner();
            *restoring = Restoring::default();
            self.restoring.clear_poison();
            restoring
        })
    }

    /// Opens what was brought, and hands it on to be put back. Whoever presses twice is told by the first.
    pub(super) fn put_back(
        &self,
        typed: Passphrase,
        settle: impl FnOnce(Checked) -> Result<(), Failure>,
    ) {
        let mut brought = {
            let mut restoring = self.restoring();
            match mem::replace(&mut restoring.step, Step::Underway) {
                Step::Here(brought) => brought,
                other => {
                    restoring.step = other;
                    return;
                }
            }
        };
        let (step, done) = match brought.unseal(typed) {
            Err(failure) => (Step::Here(brought), Err(failure)),
            Ok(unsealed) => {
                let checked = unsealed.check(brought.staging).map_err(Failure::from);
                (Step::None, checked.and_then(settle))
            }
        };
        *self.restoring() = Restoring { step, wrong: done.err().map(|failure| failure.message) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backup::make_passphrase;
    use crate::home::Home;
    use crate::text::Language;

    /// A desk without keys, to which this was brought.
    fn brought(folder: &tempfile::TempDir, content: &[u8]) -> (Desk, Result<(), Failure>) {
        let home = folder.path().join("home");
        let staging = Staging::begin(&Home::locate(Some(&home))).unwrap();
        std::fs::write(staging.brought(), content).unwrap();
        let desk = Desk::new(1, Some(home), None, Language::En);
        let begun = desk.restoring().begin(staging);
        (desk, begun)
    }

    fn sealed(passphrase: &Passphrase) -> Vec<u8> {
        age::encrypt(&passphrase.recipient(), b"no backup").unwrap()
    }

    fn is_empty(folder: &tempfile::TempDir) -> bool {
        std::fs::read_dir(folder.path()).unwrap().next().is_none()
    }

    fn typed(text: &str) -> Passphrase {
        Passphrase::typed(text.to_owned())
    }

    #[test]
    fn a_mistyped_passphrase_is_typed_again_and_a_file_that_is_no_backup_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let made = make_passphrase();
        let (desk, begun) = brought(&folder, &sealed(&made));
        begun.ok().unwrap();
        let settled = |_| panic!("there is nothing to put back");
        desk.put_back(typed("another one"), settled);
        let said = desk.restoring().take_wrong().unwrap();
        assert_eq!(said.key(), "backup-wrong-passphrase");
        assert!(matches!(desk.restoring().next(), Next::Passphrase));
        desk.put_back(typed(&made.expose().to_lowercase().replace('-', " ")), settled);
        let said = desk.restoring().take_wrong().unwrap();
        assert_eq!(said.key(), "backup-damaged");
        assert!(matches!(desk.restoring().next(), Next::Bring));
        assert!(is_empty(&folder));
    }

    #[test]
    fn what_is_no_sealed_file_is_not_kept_and_what_is_left_alone_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, begun) = brought(&folder, b"a letter to the landlord");
        assert_eq!(begun.unwrap_err().message.key(), "backup-malformed");
        assert!(matches!(desk.restoring().next(), Next::Bring));
        assert!(is_empty(&folder));
        let (desk, begun) = brought(&folder, &sealed(&typed("nine words in a row")));
        begun.ok().unwrap();
        desk.restoring().drop_if_idle(Duration::from_hours(1));
        assert!(!is_empty(&folder));
        desk.restoring().drop_if_idle(Duration::ZERO);
        assert!(matches!(desk.restoring().next(), Next::Bring));
        assert!(is_empty(&folder));
    }

    #[test]
    fn sheets_are_counted_until_they_give_the_key_and_those_of_another_set_are_not() {
        let [(key, set), (_, other)] = [(); 2].map(|()| sheets::split(2, 3).unwrap());
        let text = |part: &Part| Zeroizing::new(sheets::write(part).join("\n"));
        let folder = tempfile::tempdir().unwrap();
        let (desk, begun) = brought(&folder, &age::encrypt(&key, b"no backup").unwrap());
        begun.ok().unwrap();
        let add = |text: Zeroizing<String>| {
            let mut restoring = desk.restoring();
            restoring.add_sheet(text);
            restoring.take_wrong().map(|why| why.key())
        };
        assert_eq!(add(text(&set[0])), None);
        assert_eq!(add(text(&other[1])), Some("shares-other-set"));
        assert_eq!(add(text(&set[0])), Some("shares-twice"));
        assert_eq!(add(Zeroizing::new("0".to_owned())), Some("shares-length"));
        let is_one_here =
            matches!(desk.restoring().next(), Next::Sheet { have: 1, need: Some(2), wrong: "0" });
        assert!(is_one_here);
        assert_eq!(add(text(&set[2])), None);
        assert!(matches!(desk.restoring().next(), Next::Keys));
    }
}
