//! One moment of a server that goes on running.
//!
//! The two database files are copied one after the other, the open one first: a row that moves between
//! them is copied before it is deleted, so that it is in one of the two at least; in both it is found
//! once. `SQLite` writes the copies in the order of ids, so they do not tell the order of arrival.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use dauys_wire::Id;

use super::BackupError;
use crate::store::StoreError;
use crate::store::sqlite::copies;

/// In the data directory, for as long as a backup is made.
const FOLDER: &str = "backup.part";
/// What is not in the database and not a blob. `backed-up` and `lock` are of this machine.
pub(super) const POSTED: [&str; 5] =
    ["server.key", "roster.json", "roster.json.minisig", "questionnaire.json", "help.json"];

/// Copies that go when this is dropped.
pub(super) struct Snapshot<'a> {
    data: &'a Path,
    folder: PathBuf,
}

impl<'a> Snapshot<'a> {
    pub(super) fn take(data: &'a Path) -> Result<Self, BackupError> {
        let folder = data.join(FOLDER);
        let begun = remove(&folder).and_then(|()| DirBuilder::new().mode(0o700).create(&folder));
        begun.map_err(|error| BackupError::Place(folder.clone(), error))?;
        let snapshot = Self { data, folder };
        copies::make(data, &snapshot.folder)?;
        Ok(snapshot)
    }

    /// What was posted and the copies, each with its name in the backup.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'static str, PathBuf)> {
        let posted = POSTED.map(|name| (name, self.data.join(name)));
        let databases = copies::NAMES.map(|name| (name, self.folder.join(name)));
        posted.into_iter().chain(databases)
    }

    /// The blobs that were there at that moment.
    pub(super) fn blobs(&self) -> Result<BTreeSet<Id>, StoreError> {
        copies::blobs(&self.folder)
    }
}

impl Drop for Snapshot<'_> {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next backup.
        let _ = remove(&self.folder);
    }
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
