//! Copies of both files for a backup, and what is done with them when they are put back.

use std::collections::BTreeSet;
use std::path::Path;

use dauys_wire::Id;
use rusqlite::{Connection, OpenFlags, params};

use super::schema::{self, BOTH, CLOSED, OPEN, closed_path, open_path};
use crate::store::StoreError;

/// The names of the two files, in the order in which they are copied: see `backup::snapshot`.
pub const NAMES: [&str; 2] = ["open.sqlite", "closed.sqlite"];

/// Of what is kept there are two kinds that can be taken back.
const KINDS: [&str; 2] = ["letters", "blobs"];

/// What is in a restored store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Letters that were not taken back.
    pub letters: u64,
    /// Replies.
    pub replies: u64,
}

/// Copies both files of a store into a directory, whether or not a server runs on it.
pub fn make(directory: &Path, to: &Path) -> Result<(), StoreError> {
    let connection = schema::connect(directory)?;
    for (file, name) in [OPEN, CLOSED].into_iter().zip(NAMES) {
        let copy = to.join(name);
        let copy = copy.to_str().ok_or(StoreError::Failed(0))?;
        connection.execute(&format!("VACUUM {file} INTO ?1"), [copy])?;
    }
    Ok(())
}

/// The blobs of copies that are finished and not withdrawn, each once.
pub fn blobs(copies: &Path) -> Result<BTreeSet<Id>, StoreError> {
    let mut ids = BTreeSet::new();
    for name in NAMES {
        let connection = Connection::open(copies.join(name))?;
        let mut select = connection.prepare("SELECT id FROM blobs WHERE sha256 IS NOT NULL")?;
        for id in select.query_map([], |row| row.get(0).map(Id::from_bytes))? {
            ids.insert(id?);
        }
    }
    Ok(ids)
}

/// Brings restored files up, looks whether they are whole, and counts.
pub fn check(directory: &Path) -> Result<Counts, StoreError> {
    let connection = schema::open_for_writing(directory, None)?;
    for file in BOTH {
        let verdict: String =
            connection
                .query_row(&format!("PRAGMA {file}.integrity_check"), [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(StoreError::Failed(rusqlite::ffi::SQLITE_CORRUPT));
        }
    }
    // Of a day that is being closed a row may be in both.
    let count = |table: &str| -> Result<u64, StoreError> {
        let ids =
            BOTH.map(|file| format!("SELECT id FROM {file}.{table} WHERE sha256 IS NOT NULL"));
        let count = format!("SELECT count(*) FROM ({})", ids.join(" UNION "));
        let count: i64 = connection.query_row(&count, [], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    };
    Ok(Counts { letters: count("letters")?, replies: count("replies")? })
}

/// Takes back here what was taken back in another store: how much. A file that cannot be read is passed
/// over; `read` tells how many could.
pub fn withdraw_as_in(directory: &Path, other: &Path) -> Result<Withdrawn, StoreError> {
    let connection = schema::open_for_writing(directory, None)?;
    let mut done = Withdrawn::default();
    for path in [open_path(other), closed_path(other)] {
        let Ok(ids) = withdrawn_in(&path) else { continue };
        done.read += 1;
        for (kind, id, day, expires) in ids {
            done.ids += take_back(&connection, kind, &id, day, expires)?;
        }
    }
    Ok(done)
}

/// What was taken back as in another store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Withdrawn {
    /// Of its two files, how many could be read.
    pub read: usize,
    /// Letters and files.
    pub ids: usize,
}

type Row = (&'static str, Vec<u8>, i64, i64);

fn withdrawn_in(path: &Path) -> Result<Vec<Row>, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    let mut rows = Vec::new();
    for kind in KINDS {
        let is_there = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = ?1)";
        if !connection.query_row(is_there, [kind], |row| row.get::<_, bool>(0))? {
            // A store of before there were files.
            continue;
        }
        let select = format!("SELECT id, day, expires FROM {kind} WHERE sha256 IS NULL");
        let mut select = connection.prepare(&select)?;
        let found =
            select.query_map([], |row| Ok((kind, row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for row in found {
            rows.push(row?);
        }
    }
    Ok(rows)
}

fn take_back(
    connection: &Connection,
    kind: &str,
    id: &[u8],
    day: i64,
    expires: i64,
) -> Result<usize, StoreError> {
    let content = if kind == "letters" { "file = NULL" } else { "bytes = 0" };
    let mut changed = 0;
    for file in BOTH {
        let update = format!(
            "UPDATE {file}.{kind} SET {content}, sha256 = NULL, withdraw = NULL
             WHERE id = ?1 AND sha256 IS NOT NULL"
        );
        changed += connection.prepare_cached(&update)?.execute([id])?;
    }
    let known = format!(
        "SELECT EXISTS (SELECT 1 FROM open.{kind} WHERE id = ?1)
             OR EXISTS (SELECT 1 FROM main.{kind} WHERE id = ?1)"
    );
    let is_known: bool = connection.query_row(&known, [id], |row| row.get(0))?;
    if !is_known {
        let (columns, values) = if kind == "letters" { ("", "") } else { (", bytes", ", 0") };
        let insert = format!(
            "INSERT INTO main.{kind} (id, day, expires{columns}) VALUES (?1, ?2, ?3{values})"
        );
        changed += connection.prepare_cached(&insert)?.execute(params![id, day, expires])?;
    }
    Ok(changed.min(1))
}
