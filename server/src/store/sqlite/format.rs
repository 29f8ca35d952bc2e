//! What is in the files, format by format. Everything in them is here: ids, days, hashes, sealed files.
//! No sequence numbers, no moments, nobody.
//!
//! Each file has the number of its format where `SQLite` keeps a `user_version`. A program brings an
//! earlier file up, step by step, each in a transaction; a later one it leaves alone. A step that was
//! once released is never changed: databases of all formats are kept in `server/tests/kept`.

use rusqlite::Connection;

use super::schema::OPEN;
use crate::store::StoreError;

/// What makes a file of one format one of the next, for both files and for each of them.
struct Step {
    both: &'static str,
    open: &'static str,
    closed: &'static str,
}

/// The first makes the tables in a new file, and what is missing in one that was made before formats had
/// numbers.
const STEPS: [Step; 1] = [Step { both: TABLES, open: UPLOADS, closed: EXPIRY_INDEXES }];

/// `letters.sha256` and what follows are null once a letter was withdrawn. They stand before the
/// file, so that they are read without it. The index has all that a listing looks at: to seek the row
/// of each letter would cost more the more letters there are.
const TABLES: &str = "
CREATE TABLE IF NOT EXISTS {file}.letters (
    id       BLOB NOT NULL PRIMARY KEY,
    day      INTEGER NOT NULL,
    expires  INTEGER NOT NULL,
    sha256   BLOB,
    withdraw BLOB,
    file     BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS {file}.letters_by_day ON letters (day, id, sha256)
    WHERE sha256 IS NOT NULL;

CREATE TABLE IF NOT EXISTS {file}.replies (
    id      BLOB NOT NULL PRIMARY KEY,
    bucket  INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    sha256  BLOB NOT NULL,
    file    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS {file}.replies_by_bucket ON replies (bucket, id, day);

CREATE TABLE IF NOT EXISTS {file}.blobs (
    id       BLOB NOT NULL PRIMARY KEY,
    day      INTEGER NOT NULL,
    expires  INTEGER NOT NULL,
    bytes    INTEGER NOT NULL,
    sha256   BLOB,
    withdraw BLOB
) STRICT, WITHOUT ROWID;
";

/// Blobs that were announced and are not finished: `chunks` has a bit for each chunk that is there. Only
/// in the open file, whatever their day, until they are finished or forgotten.
const UPLOADS: &str = "
CREATE TABLE IF NOT EXISTS {file}.uploads (
    id       BLOB NOT NULL PRIMARY KEY,
    day      INTEGER NOT NULL,
    bytes    INTEGER NOT NULL,
    withdraw BLOB NOT NULL,
    chunks   BLOB NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Only in the closed file: nothing expires on the day on which it arrives.
const EXPIRY_INDEXES: &str = "
CREATE INDEX IF NOT EXISTS {file}.letters_by_expiry ON letters (expires);
CREATE INDEX IF NOT EXISTS {file}.replies_by_expiry ON replies (expires);
CREATE INDEX IF NOT EXISTS {file}.blobs_by_expiry ON blobs (expires);
";

/// The format of a file: the number of steps that it has behind it. None that this program does not know.
pub(super) fn read(connection: &Connection, file: &str) -> Result<usize, StoreError> {
    let found: i64 = connection.pragma_query_value(Some(file), "user_version", |row| row.get(0))?;
    let known = usize::try_from(found).ok().filter(|format| *format <= STEPS.len());
    known.ok_or(StoreError::Newer { found })
}

/// Makes a file one of this program's format.
pub(super) fn bring_up(connection: &Connection, file: &str) -> Result<(), StoreError> {
    let found = read(connection, file)?;
    for (Step { both, open, closed }, format) in STEPS.iter().zip(1_u32..).skip(found) {
        let own = if file == OPEN { open } else { closed };
        let step = connection.unchecked_transaction()?;
        step.execute_batch(&format!("{both}{own}").replace("{file}", file))?;
        step.pragma_update(Some(file), "user_version", format)?;
        step.commit()?;
    }
    Ok(())
}
