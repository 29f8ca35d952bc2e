//! The SQL of blobs. Their bytes lie in files ([`crate::blobs`]); here is which there are.

use std::collections::BTreeMap;

use dauys_wire::blob::BlobSize;
use dauys_wire::{Day, Digest, Id};
use rusqlite::{Connection, OptionalExtension as _, Result, params};

use super::schema::BOTH;
use crate::domain::blob::{Announcement, FinishedBlob, Upload};
use crate::domain::withdraw::WithdrawRight;
use crate::store::{Announced, Kept, Withdrawal};

/// An announcement is kept if there is room for what it announces.
pub(super) fn announce(
    connection: &Connection,
    announced: &Announcement,
    today: Day,
    has_room: bool,
) -> Result<Announced> {
    let Announcement { id, size, withdraw } = announced;
    if let Some((upload, hash)) = upload_row(connection, id)? {
        let is_same = upload.size == *size && hash == *withdraw;
        return Ok(if is_same { Announced::There(upload) } else { Announced::Conflict });
    }
    match finished(connection, id)? {
        Kept::There(blob) if blob.size == *size && blob.withdraw == *withdraw => {
            return Ok(Announced::Finished);
        }
        Kept::There(_) => return Ok(Announced::Conflict),
        Kept::Withdrawn => return Ok(Announced::Withdrawn),
        Kept::Absent => {}
    }
    if !has_room {
        return Ok(Announced::NoRoom);
    }
    let insert = "INSERT INTO open.uploads (id, day, bytes, withdraw, chunks)
                  VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(insert)?.execute(params![
        id.as_bytes(),
        today.number(),
        size.bytes().cast_signed(),
        withdraw.as_bytes(),
        Upload::begin(*size).chunks,
    ])?;
    Ok(Announced::New)
}

/// Bytes of all that was announced on a day and is there, finished or not.
pub(super) fn announced_on(connection: &Connection, day: Day) -> Result<u64> {
    let sum = "SELECT (SELECT coalesce(sum(bytes), 0) FROM open.uploads WHERE day = ?1)
                    + (SELECT coalesce(sum(bytes), 0) FROM open.blobs
                       WHERE day = ?1 AND sha256 IS NOT NULL)";
    let bytes: i64 = connection.prepare_cached(sum)?.query_row([day.number()], |row| row.get(0))?;
    Ok(bytes.cast_unsigned())
}

pub(super) fn upload(connection: &Connection, id: &Id) -> Result<Option<Upload>> {
    Ok(upload_row(connection, id)?.map(|(upload, _)| upload))
}

/// Whether there is still something to which the chunk belongs.
pub(super) fn add_chunk(connection: &Connection, id: &Id, chunk: u32) -> Result<bool> {
    let Some((mut upload, _)) = upload_row(connection, id)? else { return Ok(false) };
    upload.add(chunk);
    let update = "UPDATE open.uploads SET chunks = ?2 WHERE id = ?1";
    connection.prepare_cached(update)?.execute(params![id.as_bytes(), upload.chunks])?;
    Ok(true)
}

pub(super) fn forget(connection: &Connection, id: &Id) -> Result<()> {
    let delete = "DELETE FROM open.uploads WHERE id = ?1";
    connection.prepare_cached(delete)?.execute([id.as_bytes()]).map(drop)
}

/// Whether it was not finished before.
pub(super) fn finish(
    connection: &Connection,
    id: &Id,
    sha256: &Digest,
    today: Day,
    expires: Day,
) -> Result<bool> {
    let Some((upload, withdraw)) = upload_row(connection, id)? else { return Ok(false) };
    let insert = "INSERT INTO open.blobs (id, day, expires, bytes, sha256, withdraw)
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    connection.prepare_cached(insert)?.execute(params![
        id.as_bytes(),
        today.number(),
        expires.number(),
        upload.size.bytes().cast_signed(),
        sha256.as_bytes(),
        withdraw.as_bytes(),
    ])?;
    forget(connection, id)?;
    Ok(true)
}

pub(super) fn finished(connection: &Connection, id: &Id) -> Result<Kept<FinishedBlob>> {
    for file in BOTH {
        let select = format!("SELECT day, bytes, sha256, withdraw FROM {file}.blobs WHERE id = ?1");
        let mut select = connection.prepare_cached(&select)?;
        let found = select.query_row([id.as_bytes()], |row| {
            let sha256 = row.get::<_, Option<[u8; 32]>>(2)?.map(Digest::from_bytes);
            let withdraw = row.get::<_, Option<[u8; 32]>>(3)?.map(Digest::from_bytes);
            let (day, size) = (Day::from_number(row.get(0)?), size(row.get(1)?));
            Ok(sha256.zip(withdraw).zip(size).map(|((sha256, withdraw), size)| FinishedBlob {
                day,
                sha256,
                withdraw,
                size,
            }))
        });
        match found.optional()? {
            Some(Some(blob)) => return Ok(Kept::There(blob)),
            Some(None) => return Ok(Kept::Withdrawn),
            None => {}
        }
    }
    Ok(Kept::Absent)
}

pub(super) fn withdraw(
    connection: &Connection,
    id: &Id,
    right: WithdrawRight,
) -> Result<Withdrawal> {
    if let Some((_, hash)) = upload_row(connection, id)? {
        if !right.holds_for(&hash) {
            return Ok(Withdrawal::WrongToken);
        }
        forget(connection, id)?;
        return Ok(Withdrawal::Done);
    }
    match finished(connection, id)? {
        Kept::Absent => return Ok(Withdrawal::Absent),
        Kept::Withdrawn => return Ok(Withdrawal::Withdrawn),
        Kept::There(blob) if !right.holds_for(&blob.withdraw) => return Ok(Withdrawal::WrongToken),
        Kept::There(_) => {}
    }
    // In both files: a day that is being closed is in both for a moment.
    for file in BOTH {
        let update = format!(
            "UPDATE {file}.blobs SET bytes = 0, sha256 = NULL, withdraw = NULL WHERE id = ?1"
        );
        connection.prepare_cached(&update)?.execute([id.as_bytes()])?;
    }
    Ok(Withdrawal::Done)
}

/// All that have a file, with the day of those that are finished.
pub(super) fn days(connection: &Connection) -> Result<BTreeMap<Id, Option<Day>>> {
    let mut days = BTreeMap::new();
    let mut uploads = connection.prepare_cached("SELECT id FROM open.uploads")?;
    for id in uploads.query_map([], |row| row.get(0).map(Id::from_bytes))? {
        days.insert(id?, None);
    }
    for file in BOTH {
        let select = format!("SELECT id, day FROM {file}.blobs WHERE sha256 IS NOT NULL");
        let mut select = connection.prepare_cached(&select)?;
        let rows = select.query_map([], |row| {
            Ok((Id::from_bytes(row.get(0)?), Day::from_number(row.get(1)?)))
        })?;
        for row in rows {
            let (id, day) = row?;
            days.insert(id, Some(day));
        }
    }
    Ok(days)
}

/// Those that were announced two days before `today` or earlier, and were not finished.
pub(super) fn forget_stale(connection: &Connection, today: Day) -> Result<u64> {
    let delete = "DELETE FROM open.uploads WHERE day + 1 < ?1";
    let deleted = connection.prepare_cached(delete)?.execute([today.number()])?;
    Ok(u64::try_from(deleted).unwrap_or(u64::MAX))
}

/// With the value of `Dauys-Withdraw`.
fn upload_row(connection: &Connection, id: &Id) -> Result<Option<(Upload, Digest)>> {
    let select = "SELECT bytes, withdraw, chunks FROM open.uploads WHERE id = ?1";
    let mut select = connection.prepare_cached(select)?;
    let found = select.query_row([id.as_bytes()], |row| {
        let (withdraw, chunks) = (Digest::from_bytes(row.get(1)?), row.get(2)?);
        Ok(size(row.get(0)?).map(|size| (Upload { size, chunks }, withdraw)))
    });
    Ok(found.optional()?.flatten())
}

/// Of what was written here only sizes that there are come back.
fn size(bytes: i64) -> Option<BlobSize> {
    u64::try_from(bytes).ok().and_then(|bytes| BlobSize::try_from(bytes).ok())
}
