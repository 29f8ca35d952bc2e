//! Whether what is kept is still what was sent: a disk may turn a bit over, and tell nobody. Read from the
//! files themselves, whether or not a server runs on them, and changing nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dauys_wire::{Digest, Id};
use rusqlite::Connection;

use super::figures;
use super::schema::{closed_path, open_path};
use crate::store::StoreError;

/// Of so many, so many are not what their hash says.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// That are kept.
    pub all: u64,
    /// Of which are damaged.
    pub damaged: u64,
}

/// What was looked at.
#[derive(Debug, Default)]
pub struct Kept {
    /// Letters that were not withdrawn.
    pub letters: Count,
    /// Replies.
    pub replies: Count,
    /// What the files of blobs have to be: nobody has looked at them here.
    pub blobs: BTreeMap<Id, Digest>,
}

/// Whether a program that was broken off has left a log: what is in the files is whole only together with
/// it, and the next start puts that right.
pub fn is_broken_off(directory: &Path) -> bool {
    [closed_path(directory), open_path(directory)].into_iter().any(|mut path| {
        path.as_mut_os_string().push("-wal");
        fs::metadata(path).is_ok_and(|log| log.len() > 0)
    })
}

/// Reads everything. `shared` as in [`figures::read`].
pub fn look(directory: &Path, shared: bool) -> Result<Kept, StoreError> {
    let mut kept = Kept::default();
    for path in [open_path(directory), closed_path(directory)] {
        let connection = figures::open(&path, shared)?;
        let verdict: String =
            connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(StoreError::Failed(rusqlite::ffi::SQLITE_CORRUPT));
        }
        count(&connection, "letters", &mut kept.letters)?;
        count(&connection, "replies", &mut kept.replies)?;
        kept.blobs.extend(blobs_in(&connection)?);
    }
    Ok(kept)
}

/// The finished blobs alone.
pub fn blobs(directory: &Path, shared: bool) -> Result<BTreeMap<Id, Digest>, StoreError> {
    let mut blobs = BTreeMap::new();
    for path in [open_path(directory), closed_path(directory)] {
        blobs.extend(blobs_in(&figures::open(&path, shared)?)?);
    }
    Ok(blobs)
}

fn count(connection: &Connection, table: &str, count: &mut Count) -> Result<(), StoreError> {
    let select = format!("SELECT sha256, file FROM {table} WHERE sha256 IS NOT NULL");
    let mut select = connection.prepare(&select)?;
    let rows = select.query_map([], |row| {
        let is_whole =
            Digest::of(row.get_ref(1)?.as_blob()?).as_bytes()[..] == *row.get_ref(0)?.as_blob()?;
        Ok(is_whole)
    })?;
    for is_whole in rows {
        count.all += 1;
        count.damaged += u64::from(!is_whole?);
    }
    Ok(())
}

fn blobs_in(connection: &Connection) -> Result<BTreeMap<Id, Digest>, StoreError> {
    let mut select = connection.prepare("SELECT id, sha256 FROM blobs WHERE sha256 IS NOT NULL")?;
    let rows = select
        .query_map([], |row| Ok((Id::from_bytes(row.get(0)?), Digest::from_bytes(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
