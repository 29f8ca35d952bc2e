//! The investigator's folder: `keys.age` (sealed with the passphrase), `vault` (sealed with a key
//! from it) and `card.txt`, which is public.

use std::env;
use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use crate::files::{self, FileError};

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

    /// The card.
    pub fn card(&self) -> PathBuf {
        self.folder.join("card.txt")
    }

    /// Keeps other processes out: two that append to one vault would break it.
    pub fn lock(&self) -> Result<HomeLock, FileError> {
        let path = self.folder.join("lock");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let file = files::private(&mut options).open(&path).map_err(FileError::at(&path))?;
        file.try_lock().map_err(|_| FileError::InUse(self.folder.clone()))?;
        Ok(HomeLock { _file: file })
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
