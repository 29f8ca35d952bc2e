//! Backups, made while the server runs, and what becomes of them (docs/decisions/backup.md).
//!
//! A backup is a tar of everything that the server keeps, sealed by the program `age` to a key of the
//! organisation's before it touches a disk: this program has nothing that could open it. It is named
//! after its day, and backups that are older than the operator wants are removed, because letters in them
//! live as long as they do.

mod archive;
mod place;
mod restore;
mod snapshot;

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dauys_wire::Day;

use crate::blobs;
use crate::store::StoreError;

pub(crate) use place::note;
pub use place::{Recipient, last_day};
pub use restore::{Restored, restore};

use place::Place;
use snapshot::Snapshot;

/// What seals, and is found where programs are.
const AGE: &str = "age";

/// Why there is no backup, or none that can be put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The data directory, or the place of backups.
    #[error("{0} cannot be used")]
    Place(PathBuf, #[source] io::Error),
    /// Files made here by another account could not be removed by the server.
    #[error("{0} belongs to another account: run this as the account of the server")]
    Account(PathBuf),
    /// Whoever may write there could put another file under the name of a backup.
    #[error("{0} can be written to by others: chmod 700 it")]
    Open(PathBuf),
    /// Both would write the same files.
    #[error("another backup is being made in {0}")]
    InUse(PathBuf),
    /// Nothing seals.
    #[error("the program `age` does not start: install it (Debian: apt-get install age)")]
    NoAge(#[source] io::Error),
    /// It was started and did not do it.
    #[error("the program `age` failed; what it says stands above. Is the recipient right?")]
    Age,
    /// The database.
    #[error("the database cannot be read")]
    Store(#[from] StoreError),
    /// The archive.
    #[error("the archive could not be written or read: is it a backup, opened with `age -d`?")]
    Archive(#[source] io::Error),
    /// Something is in it that no backup has, or something is missing.
    #[error("this is no backup of a server: {0}")]
    Foreign(String),
    /// A directory in which something is.
    #[error("{0} is not empty: a backup is put back into a new directory")]
    NotEmpty(PathBuf),
}

/// Makes the backup of today in `into`; the file, and how many older ones were removed.
pub fn back_up(
    data: &Path,
    into: &Path,
    to: &Recipient,
    keep_days: u32,
    today: Day,
) -> Result<(PathBuf, usize), BackupError> {
    let _alone = place::hold_own(data)?;
    let place = Place::open(into)?;
    let part = place.part(today);
    let made = seal(data, &part, to, today);
    if made.is_err() {
        // What is half a backup is none.
        let _ = fs::remove_file(&part);
    }
    made?;
    let file = place.settle(&part, today)?;
    place::note_backup(data, today)?;
    let removed = place.remove_before(today, keep_days)?;
    Ok((file, removed))
}

fn seal(data: &Path, part: &Path, to: &Recipient, today: Day) -> Result<(), BackupError> {
    let unusable = |error| BackupError::Place(part.to_owned(), error);
    let output = place::create(part).map_err(unusable)?;
    let mut age = Command::new(AGE)
        .args(["--encrypt", "--recipient", to.text()])
        .stdin(Stdio::piped())
        .stdout(output.try_clone().map_err(unusable)?)
        .spawn()
        .map_err(BackupError::NoAge)?;
    let pipe = age.stdin.take().map(BufWriter::new).ok_or(BackupError::Age)?;
    let written = write(data, pipe, today);
    // It ends when its input does, or has ended because of that which is told first.
    let status = age.wait().map_err(BackupError::NoAge)?;
    if !status.success() {
        return Err(BackupError::Age);
    }
    written?;
    output.sync_all().map_err(unusable)
}

fn write(data: &Path, pipe: BufWriter<impl io::Write>, today: Day) -> Result<(), BackupError> {
    let snapshot = Snapshot::take(data)?;
    let mut archive = archive::Writer::begin(pipe, today);
    for (name, path) in snapshot.files() {
        let file = File::open(&path).map_err(|error| BackupError::Place(path, error))?;
        archive.add(name, &file)?;
    }
    for id in snapshot.blobs()? {
        // None if it was erased or has expired meanwhile.
        if let Some(file) =
            blobs::open(data, &id).map_err(|error| BackupError::Place(data.to_owned(), error))?
        {
            archive.add(&format!("blobs/{id}"), &file)?;
        }
    }
    archive.finish()
}
