//! What happens when a day is over: it moves from the open file into the closed one, in the order of
//! its random ids, and what has expired is deleted.
//!
//! A commit over two files with write-ahead logs is not one step for a crash, so rows are copied and
//! committed first, and deleted after that; what was copied twice is ignored. In between, senders
//! are served: the work goes in small transactions.

use std::sync::atomic::{AtomicBool, Ordering};

use dauys_wire::Day;
use rusqlite::{Connection, OptionalExtension as _, Result, params};

use super::schema::{CLOSED, OPEN};
use super::writer::{self, Writer};
use crate::store::{Expired, StoreError};

/// Rows in one transaction: 4 MiB of letters.
const BATCH: u32 = 128;

/// All have `id`, `day` and `expires`, and are treated alike.
const TABLES: [&str; 3] = ["letters", "replies", "blobs"];

/// Moves the days before `today`; how many rows that were. `owed` is whether the open file must be
/// rebuilt, also when moving or rebuilding broke off and this is called again.
pub(super) async fn close_before(
    writer: &Writer,
    today: Day,
    owed: &AtomicBool,
) -> Result<u64, StoreError> {
    let mut moved = 0;
    for table in TABLES {
        let mut after = Some(Vec::new());
        while let Some(last) = after {
            after = writer.write_patiently(move |it| copy_batch(it, table, today, &last)).await?;
        }
        loop {
            let deleted = writer
                .write_patiently(move |connection| delete_moved(connection, table, today))
                .await?;
            if deleted == 0 {
                break;
            }
            moved += deleted;
            owed.store(true, Ordering::SeqCst);
        }
    }
    let is_owed = owed.load(Ordering::SeqCst);
    writer.write_alone(move |connection| rebuild(connection, is_owed)).await?;
    owed.store(false, Ordering::SeqCst);
    Ok(moved)
}

/// Deletes what was to be kept up to a day before `today`. Then nothing of it is in a log either, nor
/// of what was taken back since the logs were last emptied.
pub(super) async fn delete_expired(writer: &Writer, today: Day) -> Result<Expired, StoreError> {
    let mut counts = [0; 3];
    for (table, count) in TABLES.into_iter().zip(&mut counts) {
        loop {
            let deleted = writer
                .write_patiently(move |connection| delete_batch(connection, table, today))
                .await?;
            if deleted == 0 {
                break;
            }
            *count += deleted;
        }
    }
    writer.write_alone(writer::checkpoint).await?;
    let [letters, replies, blobs] = counts;
    Ok(Expired { letters, replies, blobs })
}

/// Copies the rows that follow the id `after`; the last id, if there were any.
pub(super) fn copy_batch(
    connection: &Connection,
    table: &str,
    today: Day,
    after: &[u8],
) -> Result<Option<Vec<u8>>> {
    let last = format!(
        "SELECT max(id) FROM (SELECT id FROM {OPEN}.{table} WHERE day < ?1 AND id > ?2
                              ORDER BY id LIMIT {BATCH})"
    );
    let last: Option<Vec<u8>> = connection
        .prepare_cached(&last)?
        .query_row(params![today.number(), after], |row| row.get(0))
        .optional()?
        .flatten();
    if let Some(last) = &last {
        let copy = format!(
            "INSERT OR IGNORE INTO {CLOSED}.{table} SELECT * FROM {OPEN}.{table}
             WHERE day < ?1 AND id > ?2 AND id <= ?3 ORDER BY id"
        );
        connection.prepare_cached(&copy)?.execute(params![today.number(), after, last])?;
    }
    Ok(last)
}

/// Deletes rows that were copied, and no others: a letter whose sender was told its day just before
/// midnight can be written after the copying.
pub(super) fn delete_moved(connection: &Connection, table: &str, today: Day) -> Result<u64> {
    let delete = format!(
        "DELETE FROM {OPEN}.{table} WHERE id IN
             (SELECT id FROM {OPEN}.{table} AS moved WHERE day < ?1
              AND EXISTS (SELECT 1 FROM {CLOSED}.{table} WHERE id = moved.id)
              ORDER BY id LIMIT {BATCH})"
    );
    connection.prepare_cached(&delete)?.execute([today.number()]).map(count)
}

fn delete_batch(connection: &Connection, table: &str, today: Day) -> Result<u64> {
    let delete = format!(
        "DELETE FROM {CLOSED}.{table} WHERE id IN
             (SELECT id FROM {CLOSED}.{table} WHERE expires < ?1 ORDER BY expires, id LIMIT {BATCH})"
    );
    connection.prepare_cached(&delete)?.execute([today.number()]).map(count)
}

/// Rebuilds the open file: the list of its free pages would still tell the order of arrival. Before
/// that the logs are emptied, so that the pages are overwritten where they lie; and after it, because
/// they tell the order too.
///
/// The rebuilding is done in memory, which is cheap because little is left after a day was moved; so
/// it is not done for the few pages that withdrawals leave free during a day.
fn rebuild(connection: &Connection, is_owed: bool) -> Result<()> {
    let pages = |what: &str| {
        connection.query_row(&format!("PRAGMA open.{what}_count"), [], |row| row.get::<_, i64>(0))
    };
    // A crash after the moving and before the rebuilding leaves a file that is mostly free.
    if is_owed || pages("freelist")? > pages("page")? / 2 {
        writer::checkpoint(connection)?;
        connection.execute_batch("VACUUM open")?;
        writer::checkpoint(connection)?;
    }
    Ok(())
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}
