//! One moment of a server that goes on running.
//!
//! The two database files are copied one after the other, the open one first: a row that moves between
//! them is copied before it is deleted, so that it is in one of the two at least; in both it is found
//! once. `SQLite` writes the copies in the order of ids, so they do not tell the order of arrival.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use super::BackupError;
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

    /// Every file of the backup with its name in it.
    pub(super) fn files(&self) -> Result<Vec<(String, PathBuf)>, BackupError> {
        let posted = POSTED.map(|name| (name.to_owned(), self.data.join(name)));
        let databases = copies::NAMES.map(|name| (name.to_owned(), self.folder.join(name)));
        let blobs = copies::blobs(&self.folder)?.into_iter().map(|id| {
            let path = |day| self.data.join("blobs").join(day).join(id.to_string());
            let open = path("open");
            (format!("blobs/{id}"), if open.exists() { open } else { path("closed") })
        });
        Ok(posted.into_iter().chain(databases).chain(blobs).collect())
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
