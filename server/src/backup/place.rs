//! Where backups lie, how they are named, and for whom they are sealed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use dauys_wire::Day;
use rustix::process::geteuid;

use super::BackupError;
use crate::directory;

const BEGINNING: &str = "dauys-";
const ENDING: &str = ".tar.age";
/// By others than the owner.
const WRITABLE: u32 = 0o022;
/// Written until it is whole.
const PART: &str = ".part";
/// In the data directory: the day of the last backup.
const NOTE: &str = "backed-up";

/// A public key of age: `age1…`, hybrid ones too. Whether it is one, `age` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient(String);

/// Not a public key of age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a public key of age: it begins with age1, and is in small letters and digits")]
pub struct NoRecipient;

impl FromStr for Recipient {
    type Err = NoRecipient;

    fn from_str(text: &str) -> Result<Self, NoRecipient> {
        let is_written_so =
            text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        (text.starts_with("age1") && is_written_so)
            .then(|| Self(text.to_owned()))
            .ok_or(NoRecipient)
    }
}

impl Recipient {
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// The directory of backups, held against others who make one.
pub(super) struct Place(PathBuf, #[expect(dead_code, reason = "the lock ends with it")] File);

impl Place {
    pub(super) fn open(path: &Path) -> Result<Self, BackupError> {
        let unusable = |error| BackupError::Place(path.to_owned(), error);
        directory::make(path).map_err(unusable)?;
        let lock = hold_own(path)?;
        if lock.metadata().map_err(unusable)?.mode() & WRITABLE != 0 {
            return Err(BackupError::Open(path.to_owned()));
        }
        Ok(Self(path.to_owned(), lock))
    }

    pub(super) fn part(&self, day: Day) -> PathBuf {
        self.0.join(format!("{BEGINNING}{day}{ENDING}{PART}"))
    }

    /// What is whole takes the name of its day, in place of an earlier one of that day.
    pub(super) fn settle(&self, part: &Path, day: Day) -> Result<PathBuf, BackupError> {
        let file = self.0.join(format!("{BEGINNING}{day}{ENDING}"));
        let settled = fs::rename(part, &file).and_then(|()| directory::sync(&self.0));
        settled.map_err(|error| BackupError::Place(file.clone(), error))?;
        Ok(file)
    }

    /// Removes those that are older than so many days, and what was left half; how many.
    pub(super) fn remove_before(&self, today: Day, keep_days: u32) -> Result<usize, BackupError> {
        let unusable = |error| BackupError::Place(self.0.clone(), error);
        let mut removed = 0;
        for entry in fs::read_dir(&self.0).map_err(unusable)? {
            let entry = entry.map_err(unusable)?;
            let Some(day) = entry.file_name().to_str().and_then(day_of) else { continue };
            if day.plus(keep_days) < today {
                fs::remove_file(entry.path()).map_err(unusable)?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

/// Of a backup, whole or half; nothing else is ever removed.
fn day_of(name: &str) -> Option<Day> {
    let name = name.strip_suffix(PART).unwrap_or(name);
    Day::parse(name.strip_prefix(BEGINNING)?.strip_suffix(ENDING)?).ok()
}

/// For its account alone, from its first byte.
pub(super) fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

/// Holds a directory of the account that asks, so that one backup is made at a time.
pub(super) fn hold_own(directory: &Path) -> Result<File, BackupError> {
    let unusable = |error| BackupError::Place(directory.to_owned(), error);
    let held = File::open(directory).map_err(unusable)?;
    if held.metadata().map_err(unusable)?.uid() != geteuid().as_raw() {
        return Err(BackupError::Account(directory.to_owned()));
    }
    match held.try_lock() {
        Ok(()) => Ok(held),
        Err(TryLockError::WouldBlock) => Err(BackupError::InUse(directory.to_owned())),
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}

/// Notes the day for the doctor.
pub(super) fn note_backup(data: &Path, today: Day) -> Result<(), BackupError> {
    note(data, NOTE, today).map_err(|error| BackupError::Place(data.join(NOTE), error))
}

/// Writes a day down in the data directory, under this name.
pub(crate) fn note(data: &Path, name: &str, today: Day) -> io::Result<()> {
    let mut file = create(&data.join(name))?;
    io::Write::write_all(&mut file, today.to_string().as_bytes())?;
    file.sync_all()
}

/// The day of the last backup of this directory, as far as it is known.
pub fn last_day(data: &Path) -> Option<Day> {
    Day::parse(fs::read_to_string(data.join(NOTE)).ok()?.trim_end()).ok()
}
