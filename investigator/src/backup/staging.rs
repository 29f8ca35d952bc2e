//! The folder of a desk before it takes its place: laid out beside it, and put there in one step. As
//! long as it lies beside, nothing has happened; what an interrupted restore left goes with the next.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::BackupError;
use crate::files::{self, FileError};
use crate::home::{Home, HomeLock};

/// Behind the name of the folder while it lies beside its place.
const BESIDE: &str = ".restoring";
/// Behind the name of a file that is being replaced.
const NEW: &str = ".new";
const LOCK: &str = "lock";
const PAGE: &str = "page.json";
/// The backup itself, sealed, if a browser has brought it.
const BROUGHT: &str = "backup";
/// Larger than any that we write, in bytes.
const PAGE_MAX: usize = 4_096;
/// What may lie there, and nothing else is removed.
const OURS: [&str; 8] =
    ["card.txt", "keys.age", "vault", "vault.cover", "vault.torn", LOCK, PAGE, BROUGHT];
/// What may be there before: a command that ended at once has left the one, whoever chose a language on the
/// page of a new desk the other.
const BEFORE: [&str; 2] = [LOCK, PAGE];

/// The folder, laid out beside its place. It goes when this is dropped.
pub struct Staging {
    home: Home,
    target: PathBuf,
    lock: Option<HomeLock>,
    is_placed: bool,
}

impl Staging {
    /// Begins it. There must be nothing in its place.
    pub fn begin(home: &Home) -> Result<Self, BackupError> {
        let target = place(home.folder())?;
        refuse_filled(&target)?;
        let beside = beside(&target);
        files::make_folder(&beside)?;
        let home = Home::locate(Some(&beside));
        let lock = Some(home.lock()?);
        let staging = Self { home, target, lock, is_placed: false };
        staging.clear()?;
        Ok(staging)
    }

    /// Removes what an interrupted one has left beside this folder, unless another is at it.
    pub fn sweep(home: &Home) {
        let Ok(beside) = place(home.folder()).map(|target| beside(&target)) else { return };
        if !names(&beside).is_ok_and(|names| names.iter().all(|name| is_ours(name))) {
            return;
        }
        let home = Home::locate(Some(&beside));
        if let Ok(lock) = home.lock() {
            drop(Self { home, target: beside, lock: Some(lock), is_placed: false });
        }
    }

    /// Where it lies.
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// Where a backup that a browser brings lies until it is put back.
    pub fn brought(&self) -> PathBuf {
        self.home.folder().join(BROUGHT)
    }

    /// Puts it in its place, with everything that is in it.
    pub fn put_in_place(mut self) -> Result<(), BackupError> {
        let beside = self.home.folder();
        remove_if_there(&self.brought())?;
        let mut of_target = self.hold_target()?;
        // Larger ones are none of ours, and what was chosen there can be chosen again.
        if let Ok(chosen) = files::read(&self.target.join(PAGE), PAGE_MAX) {
            files::replace(&beside.join(PAGE), &chosen)?;
        }
        // The folder knows all its files before its name changes.
        files::sync_folder_of(&beside.join(LOCK))?;
        let there = names(&self.target).unwrap_or_default();
        for name in there.iter().filter(|name| was_before(name)) {
            remove_if_there(&self.target.join(name))?;
        }
        if cfg!(windows) {
            // There no folder takes the place of another one, or is moved with open files in it.
            (self.lock, of_target) = (None, None);
            let _ = fs::remove_dir(&self.target);
        }
        fs::rename(beside, &self.target).map_err(|reason| match reason.kind() {
            io::ErrorKind::DirectoryNotEmpty => BackupError::NotEmpty(self.target.clone()),
            io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
                BackupError::Mounted(self.target.clone())
            }
            _ => FileError::at(&self.target)(reason).into(),
        })?;
        self.is_placed = true;
        drop(of_target);
        Ok(files::sync_folder_of(&self.target)?)
    }

    /// Nobody makes keys there meanwhile, or has them open: then nothing of theirs is touched.
    fn hold_target(&self) -> Result<Option<HomeLock>, BackupError> {
        if !self.target.exists() {
            return Ok(None);
        }
        let lock = Home::locate(Some(&self.target)).lock()?;
        refuse_filled(&self.target)?;
        Ok(Some(lock))
    }

    /// Removes what an interrupted restore has left, all but the lock.
    fn clear(&self) -> Result<(), BackupError> {
        let folder = self.home.folder();
        let names = names(folder)?;
        if !names.iter().all(|name| is_ours(name)) {
            return Err(BackupError::NotEmpty(folder.to_owned()));
        }
        for name in names.iter().filter(|name| *name != LOCK) {
            files::remove(&folder.join(name))?;
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.is_placed && self.clear().is_ok() {
            let folder = self.home.folder();
            let _ = fs::remove_file(folder.join(LOCK)).and_then(|()| fs::remove_dir(folder));
        }
    }
}

fn was_before(name: &str) -> bool {
    BEFORE.contains(&name.strip_suffix(NEW).unwrap_or(name))
}

fn is_ours(name: &str) -> bool {
    OURS.contains(&name.strip_suffix(NEW).unwrap_or(name))
}

fn beside(target: &Path) -> PathBuf {
    let mut beside = target.as_os_str().to_owned();
    beside.push(BESIDE);
    PathBuf::from(beside)
}

fn remove_if_there(file: &Path) -> Result<(), FileError> {
    files::remove(file).or_else(|error| match error {
        FileError::Missing(_) => Ok(()),
        other => Err(other),
    })
}

/// Where the folder really is: a link to another disk stays a link.
fn place(folder: &Path) -> Result<PathBuf, BackupError> {
    let there = match folder.canonicalize() {
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => std::path::absolute(folder),
        found => found,
    };
    let there = there.map_err(FileError::at(folder))?;
    if there.file_name().is_none() {
        return Err(BackupError::Mounted(there));
    }
    Ok(there)
}

fn refuse_filled(folder: &Path) -> Result<(), BackupError> {
    match names(folder) {
        Err(FileError::Missing(_)) => Ok(()),
        Ok(names) if names.iter().all(|name| was_before(name)) => Ok(()),
        Ok(_) => Err(BackupError::NotEmpty(folder.to_owned())),
        Err(error) => Err(error.into()),
    }
}

fn names(folder: &Path) -> Result<Vec<String>, FileError> {
    let entries = fs::read_dir(folder).map_err(FileError::at(folder))?;
    let name = |entry: io::Result<fs::DirEntry>| {
        Ok(entry.map_err(FileError::at(folder))?.file_name().to_string_lossy().into_owned())
    };
    entries.map(name).collect()
}
