//! The investigator's folder: `keys.age` (sealed with the passphrase), `vault` (sealed with a key
//! from it), `card.txt`, which is public, and `page.json`, which says how the desk's page looks; and while
//! an attachment is fetched, looked at or taken out what has come of it, as the server has it: sealed, and its
//! key is in the vault alone.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use dauys_wire::Id;

use crate::files::{self, FileError};

/// Behind the id of an attachment.
const PART: &str = ".part";

/// How many were set aside by this process.
static ASIDE: AtomicU64 = AtomicU64::new(0);

/// The folder.
#[derive(Debug)]
pub struct Home {
    folder: PathBuf,
}

/// As long as this lives, no other process writes into the folder.
#[derive(Debug)]
pub struct HomeLock {
    _file: File,
}

impl Home {
    /// The flag, else the system's place for a person's data.
    pub fn locate(flag: Option<&PathBuf>) -> Self {
        let folder = flag.cloned().unwrap_or_else(|| data_folder().join("dauys"));
        Self { folder }
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The keys.
    pub fn keys(&self) -> PathBuf {
        self.folder.join("keys.age")
    }

    /// The vault.
    pub fn vault(&self) -> PathBuf {
        self.folder.join("vault")
    }

    /// Where cover lies until it is posted, beside the vault.
    pub fn cover(&self) -> PathBuf {
        self.folder.join("vault.cover")
    }

    /// The card.
    pub fn card(&self) -> PathBuf {
        self.folder.join("card.txt")
    }

    /// What was chosen on the desk's page.
    pub fn page(&self) -> PathBuf {
        self.folder.join("page.json")
    }

    /// What has come of an attachment.
    pub fn part(&self, blob: &Id) -> PathBuf {
        self.folder.join(format!("{blob}{PART}"))
    }

    /// Where one that has come whole lies for whoever reads it: in nobody's way, as often as it is wanted.
    pub fn aside(&self, blob: &Id) -> PathBuf {
        let (process, number) = (process::id(), ASIDE.fetch_add(1, Ordering::Relaxed));
        self.folder.join(format!("{blob}.{process}-{number}{PART}"))
    }

    /// Of which attachments something is there, and where.
    pub fn parts(&self) -> Result<Vec<(Id, PathBuf)>, FileError> {
        let at = |reason| FileError::at(&self.folder)(reason);
        let mut parts = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(at)? {
            let name = entry.map_err(at)?.file_name();
            let stem = name.to_str().and_then(|name| name.strip_suffix(PART));
            let id = stem.and_then(|stem| Id::parse(stem.split('.').next()?).ok());
            parts.extend(id.map(|id| (id, self.folder.join(&name))));
        }
        Ok(parts)
    }

    /// Keeps other processes out: two that append to one vault would break it.
    pub fn lock(&self) -> Result<HomeLock, FileError> {
        let file = self.lock_file()?;
        file.try_lock().map_err(|_| FileError::InUse(self.folder.clone()))?;
        Ok(HomeLock { _file: file })
    }

    /// The same, once they have ended; `waits` says that somebody is there.
    pub fn lock_after_others(&self, waits: impl FnOnce()) -> Result<HomeLock, FileError> {
        let file = self.lock_file()?;
        if file.try_lock().is_err() {
            waits();
            file.lock().map_err(FileError::at(&self.folder))?;
        }
        Ok(HomeLock { _file: file })
    }

    fn lock_file(&self) -> Result<File, FileError> {
        let path = self.folder.join("lock");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        files::private(&mut options).open(&path).map_err(FileError::at(&path))
    }
}

/// XDG base directories; `%APPDATA%` on Windows.
fn data_folder() -> PathBuf {
    let set = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    set("XDG_DATA_HOME")
        .or_else(|| if cfg!(windows) { set("APPDATA") } else { None })
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_can_wait_has_the_folder_after_those_who_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::locate(Some(&folder.path().to_owned()));
        let mut others = Some(home.lock().unwrap());
        let own = home.lock_after_others(|| drop(others.take())).unwrap();
        assert!(others.is_none() && home.lock().is_err(), "waited, and has it now");
        drop(own);
        let mut waited = false;
        drop(home.lock_after_others(|| waited = true).unwrap());
        assert!(!waited);
    }
}
