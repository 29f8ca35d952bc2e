//! A backup that a browser has brought to a desk without keys, step by step until it is put back. On the disk it
//! lies sealed, as it came, beside the folder that it will become; what opens it is in memory alone.

use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::Desk;
use crate::backup::{Checked, Sealed, Staging, Unsealed, as_made};
use crate::commands::shares::join;
use crate::failure::Failure;
use crate::message;
use crate::passphrase::Passphrase;
use crate::print::Said;
use crate::sheets::{self, Part, SheetsError};
use crate::text::Message;

/// How far it has come.
#[derive(Default)]
pub(super) struct Restoring {
    step: Step,
    /// Sheets of paper that were typed: they stay when another file is brought.
    typed: Typed,
    /// What was wrong with the last form, until a page has shown it.
    wrong: Option<Message>,
    /// When somebody did something about it.
    touched: Option<Instant>,
    /// What whoever has it back must know, until the desk is open.
    said: Vec<Said>,
}

#[derive(Default)]
enum Step {
    #[default]
    None,
    Here(Brought),
    /// It is being opened, checked and put back.
    Underway,
}

/// The file.
pub(super) struct Brought {
    staging: Staging,
    has_passphrase: bool,
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
            Step::Here(Brought { has_passphrase: true, .. }) => Next::Passphrase,
            Step::Here(_) => self.typed.next(),
        }
    }

    /// Whether nothing of it was begun, or all of it is over.
    pub(super) const fn is_none(&self) -> bool {
        matches!(self.step, Step::None)
    }

    pub(super) const fn take_wrong(&mut self) -> Option<Message> {
        self.wrong.take()
    }

    pub(super) fn is_wrong(&mut self, why: Message) {
        self.wrong = Some(why);
    }

    pub(super) fn say(&mut self, said: Vec<Said>) {
        self.said = said;
    }

    pub(super) fn take_said(&mut self) -> Vec<Said> {
        std::mem::take(&mut self.said)
    }

    /// It was never begun to be put back, and what was brought is gone.
    pub(super) fn give_up(&mut self, why: Message) {
        (self.step, self.wrong) = (Step::None, Some(why));
    }

    /// Another file may be brought, or none.
    pub(super) fn drop_file(&mut self) {
        self.touched = self.touched.map(|_| Instant::now());
        if matches!(self.step, Step::Here(_)) {
            self.step = Step::None;
        }
    }

    /// Other sheets are to be typed.
    pub(super) fn drop_sheets(&mut self) {
        self.typed = Typed::default();
    }

    /// Nobody has touched it for so long. Whoever comes back is told.
    pub(super) fn drop_if_idle(&mut self, idle: Duration) {
        let is_idle = self.touched.is_some_and(|touched| touched.elapsed() >= idle);
        if is_idle && !matches!(self.step, Step::Underway) {
            *self = Self { wrong: Some(message!("desk-restore-idle")), ..Self::default() };
        }
    }

    /// This one was brought whole. It stays if it is a backup.
    pub(super) fn begin(&mut self, staging: Staging) -> Result<(), Failure> {
        let has_passphrase = Sealed::open(&staging.brought())?.has_passphrase();
        self.step = Step::Here(Brought { staging, has_passphrase });
        (self.wrong, self.touched) = (None, Some(Instant::now()));
        Ok(())
    }

    /// One more sheet. What is wrong with it is said, and it stands there to be mended.
    pub(super) fn add_sheet(&mut self, text: Zeroizing<String>) {
        let Step::Here(_) = &self.step else { return };
        self.touched = Some(Instant::now());
        self.wrong = self.typed.add(text).err().map(|error| Failure::from(error).message);
    }

    /// Hands it out, to be put back; nothing if it is not here, or somebody has pressed before.
    fn take(&mut self) -> Option<Brought> {
        match std::mem::replace(&mut self.step, Step::Underway) {
            Step::Here(brought) => Some(brought),
            other => {
                self.step = other;
                None
            }
        }
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

    /// Takes what was brought, to be put back away from the thread that serves: until then the page waits.
    pub(super) fn take_brought(&self) -> Option<Brought> {
        self.restoring().take()
    }

    /// Opens it, and hands it on to be put back. If what opens it was wrong, it is there again.
    pub(super) fn put_back(
        &self,
        brought: Brought,
        typed: Passphrase,
        settle: impl FnOnce(Checked) -> Result<(), Failure>,
    ) {
        let mut ending = Ending { desk: self, step: Step::None };
        let done = match self.unseal(&brought, typed) {
            Err(failure) => {
                ending.step = Step::Here(brought);
                Err(failure)
            }
            Ok(unsealed) => unsealed.check(brought.staging).map_err(Failure::from).and_then(settle),
        };
        let mut restoring = self.restoring();
        match done {
            Ok(()) => (restoring.typed, restoring.touched) = (Typed::default(), None),
            Err(failure) => {
                (restoring.wrong, restoring.touched) =
                    (Some(failure.message), Some(Instant::now()));
            }
        }
    }

    fn unseal(&self, brought: &Brought, typed: Passphrase) -> Result<Unsealed, Failure> {
        let sealed = Sealed::open(&brought.staging.brought())?;
        if brought.has_passphrase {
            let passphrase = as_made(typed.expose()).unwrap_or(typed);
            return Ok(sealed.unseal(&passphrase.identity())?);
        }
        let key = sheets::join(&self.restoring().typed.parts)?;
        join::unseal(sealed, &key)
    }
}

/// However it ends, nobody waits for it any longer.
struct Ending<'d> {
    desk: &'d Desk,
    step: Step,
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.desk.restoring().step = std::mem::take(&mut self.step);
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
        let put_back =
            |passphrase| desk.put_back(desk.take_brought().unwrap(), passphrase, settled);
        put_back(typed("another one"));
        let said = desk.restoring().take_wrong().unwrap();
        assert_eq!(said.key(), "backup-wrong-passphrase");
        assert!(matches!(desk.restoring().next(), Next::Passphrase));
        put_back(typed(&made.expose().to_lowercase().replace('-', " ")));
        let said = desk.restoring().take_wrong().unwrap();
        assert_eq!(said.key(), "backup-damaged");
        assert!(matches!(desk.restoring().next(), Next::Bring));
        assert!(is_empty(&folder));
        assert!(desk.take_brought().is_none());
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
        assert_eq!(desk.restoring().take_wrong().unwrap().key(), "desk-restore-idle");
        assert!(is_empty(&folder));
    }

    #[test]
    fn sheets_are_counted_until_they_give_the_key_and_those_of_another_set_are_not() {
        let [(key, set), (foreign, other)] = [(); 2].map(|()| sheets::split(2, 3).unwrap());
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

        // They open another one than this: they are there still, for the right file.
        let folder = tempfile::tempdir().unwrap();
        let (desk_too, begun) = brought(&folder, &age::encrypt(&foreign, b"no backup").unwrap());
        begun.ok().unwrap();
        for sheet in [&set[0], &set[2]] {
            desk_too.restoring().add_sheet(text(sheet));
        }
        let settled = |_| panic!("there is nothing to put back");
        desk_too.put_back(desk_too.take_brought().unwrap(), typed(""), settled);
        assert_eq!(desk_too.restoring().take_wrong().unwrap().key(), "shares-other-backup");
        assert!(matches!(desk_too.restoring().next(), Next::Keys));
        desk_too.restoring().drop_file();
        assert!(matches!(desk_too.restoring().next(), Next::Bring));
        desk_too.restoring().drop_if_idle(Duration::ZERO);
        assert!(desk_too.restoring().typed.parts.is_empty());
    }
}
