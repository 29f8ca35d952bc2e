//! How much is kept, for who looks after the disk: read from the files themselves, whether or not a
//! server runs on them, and changing nothing.

use std::collections::BTreeMap;
use std::path::Path;

use dauys_wire::Day;
use rusqlite::{Connection, OpenFlags};

use super::format;
use super::schema::{closed_path, open_path};
use crate::store::StoreError;

/// Bytes that came on each day, as far as they are still kept, withdrawn letters without theirs.
pub type Figures = BTreeMap<Day, u64>;

const SUMS: [&str; 3] = [
    "SELECT day, coalesce(sum(length(file)), 0) FROM main.letters GROUP BY day",
    "SELECT day, sum(length(file)) FROM main.replies GROUP BY day",
    "SELECT day, sum(bytes) FROM main.blobs GROUP BY day",
];

/// Reads both files. `shared` says that a server has them open: otherwise nobody writes, and nothing may
/// be left beside them that belongs to another account than the server's.
pub fn read(directory: &Path, shared: bool) -> Result<Figures, StoreError> {
    let mut figures = Figures::new();
    for path in [closed_path(directory), open_path(directory)] {
        let connection = open(&path, shared)?;
        if format::read(&connection, "main")? == 0 {
            continue;
        }
        for sum in SUMS {
            let mut select = connection.prepare(sum)?;
            let rows =
                select.query_map([], |row| Ok((Day::from_number(row.get(0)?), row.get(1)?)))?;
            for row in rows {
                let (day, bytes): (Day, i64) = row?;
                let kept = figures.entry(day).or_default();
                *kept = kept.saturating_add(u64::try_from(bytes).unwrap_or(0));
            }
        }
    }
    Ok(figures)
}

pub(super) fn open(path: &Path, shared: bool) -> Result<Connection, StoreError> {
    let path = path.to_str().ok_or(StoreError::Failed(0))?;
    let escaped = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let alone = if shared { "" } else { "?immutable=1" };
    Ok(Connection::open_with_flags(format!("file:{escaped}{alone}"), flags)?)
}
