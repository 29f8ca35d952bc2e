//! A backup is put back into a new directory.
//!
//! What was taken back before the backup stays so: the rows of withdrawn letters and files are in it.
//! What was taken back later would be there again; where something of the old directory is left, it is
//! taken back here too.

use std::fs;
use std::io::Read;
use std::path::Path;

use super::{BackupError, archive, snapshot};
use crate::directory;
use crate::server::make_private;
use crate::store::sqlite::copies::{self, Withdrawn};

/// Where the files of blobs lie.
const BLOBS: [&str; 2] = ["blobs/open", "blobs/closed"];

/// What was put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// Letters that were not taken back.
    pub letters: u64,
    /// Replies.
    pub replies: u64,
    /// Files that go with letters.
    pub blobs: usize,
    /// What was taken back as in the old directory, if there is one.
    pub withdrawn: Option<Withdrawn>,
}

/// Reads a backup that `age` has opened.
pub fn restore(input: impl Read, data: &Path, old: Option<&Path>) -> Result<Restored, BackupError> {
    let unusable = |error| BackupError::Place(data.to_owned(), error);
    make_private(data).map_err(unusable)?;
    if fs::read_dir(data).map_err(unusable)?.next().is_some() {
        return Err(BackupError::NotEmpty(data.to_owned()));
    }
    let restored = put_back(input, data, old);
    if restored.is_err() {
        // It was empty before; half a store must not be started on.
        for entry in fs::read_dir(data).map_err(unusable)?.flatten() {
            let path = entry.path();
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
    restored
}

fn put_back(input: impl Read, data: &Path, old: Option<&Path>) -> Result<Restored, BackupError> {
    for place in BLOBS {
        let path = data.join(place);
        directory::make(&path).map_err(|error| BackupError::Place(path, error))?;
    }
    let blobs = archive::unpack(input, data)?;
    let names = snapshot::POSTED.into_iter().chain(copies::NAMES);
    if let Some(missing) = names.into_iter().find(|name| !data.join(name).exists()) {
        return Err(BackupError::Foreign(format!("{missing} is missing")));
    }
    let copies::Counts { letters, replies } = copies::check(data)?;
    let withdrawn = old.map(|old| copies::withdraw_as_in(data, old)).transpose()?;
    // When it is told that all is there, the backup may be thrown away.
    for path in BLOBS.into_iter().map(|place| data.join(place)).chain([data.to_owned()]) {
        directory::sync(&path).map_err(|error| BackupError::Place(path, error))?;
    }
    Ok(Restored { letters, replies, blobs, withdrawn })
}
