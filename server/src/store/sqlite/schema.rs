//! How the files are opened; what is in them is in [`super::format`].

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::store::StoreError;

use super::format;

/// The file of the days that are over.
pub(super) const CLOSED: &str = "main";
/// The file of today and of later days.
pub(super) const OPEN: &str = "open";
/// In the order in which reads must look: see the top of [`super`].
pub(super) const BOTH: [&str; 2] = [OPEN, CLOSED];

/// Copied once a day, no more is waited for by anyone but the writer itself.
const BUSY: Duration = Duration::from_secs(10);

/// A sealed letter takes four pages and a bit: fewer links to follow than with 4 KiB, while a change
/// of a small row still writes little.
const PAGE_BYTES: u32 = 8_192;

/// `secure_delete` overwrites what is deleted; `temp_store` keeps the rebuilding of the open file
/// out of a third one; FULL syncs the log before an answer is given.
const WRITING: &str = "
PRAGMA temp_store = MEMORY;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA wal_autocheckpoint = 2000;
";

const WRITING_EACH: &str = "
PRAGMA {file}.secure_delete = ON;
PRAGMA {file}.synchronous = FULL;
PRAGMA {file}.cache_size = -4096;
";

const READING: &str = "
PRAGMA query_only = ON;
PRAGMA trusted_schema = OFF;
PRAGMA main.cache_size = -1024;
PRAGMA open.cache_size = -1024;
";

/// The connection of the writer; makes files and tables.
pub(super) fn open_for_writing(
    directory: &Path,
    mib: Option<u32>,
) -> Result<Connection, StoreError> {
    for path in [closed_path(directory), open_path(directory)] {
        make_private(&path).map_err(|_| StoreError::Failed(0))?;
    }
    let connection = connect(directory)?;
    // Before anything is written into either.
    for file in BOTH {
        format::read(&connection, file)?;
    }
    connection.execute_batch(WRITING)?;
    for file in BOTH {
        connection.pragma_update(Some(file), "page_size", PAGE_BYTES)?;
        let mode: String =
            connection
                .pragma_update_and_check(Some(file), "journal_mode", "WAL", |row| row.get(0))?;
        if mode != "wal" {
            return Err(StoreError::Failed(0));
        }
        connection.execute_batch(&WRITING_EACH.replace("{file}", file))?;
        format::bring_up(&connection, file)?;
        if let Some(mib) = mib {
            limit(&connection, file, mib)?;
        }
    }
    Ok(connection)
}

/// A file that is larger already stays as it is and grows no more.
fn limit(connection: &Connection, file: &str, mib: u32) -> rusqlite::Result<()> {
    let pages = mib.saturating_mul(1_048_576 / PAGE_BYTES);
    connection.query_row(&format!("PRAGMA {file}.max_page_count = {pages}"), [], |_| Ok(()))
}

/// A connection of a reader; files and tables are there.
pub(super) fn open_for_reading(directory: &Path) -> Result<Connection, StoreError> {
    let connection = connect(directory)?;
    connection.execute_batch(READING)?;
    Ok(connection)
}

pub(super) fn connect(directory: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(closed_path(directory), flags)?;
    connection.busy_timeout(BUSY)?;
    let open = open_path(directory);
    let open = open.to_str().ok_or(StoreError::Failed(0))?;
    connection.execute("ATTACH DATABASE ?1 AS open", [open])?;
    Ok(connection)
}

pub(super) fn closed_path(directory: &Path) -> PathBuf {
    directory.join("closed.sqlite")
}

pub(super) fn open_path(directory: &Path) -> PathBuf {
    directory.join("open.sqlite")
}

/// `SQLite` gives a log the mode of its database, and a database the one it finds.
fn make_private(path: &Path) -> io::Result<()> {
    OpenOptions::new().create(true).append(true).mode(0o600).open(path).map(drop)
}
