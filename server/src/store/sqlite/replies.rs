//! The SQL of replies.

use std::collections::BTreeMap;

use bytes::Bytes;
use dauys_wire::{Day, Id};
use rusqlite::{Connection, OptionalExtension as _, Result, params};

use super::schema::BOTH;
use crate::domain::reply::{Bucket, SentReply};
use crate::store::PutReply;

pub(super) fn put(
    connection: &Connection,
    reply: &SentReply,
    today: Day,
    expires: Day,
) -> Result<PutReply> {
    if let Some(same) = is_same(connection, reply)? {
        return Ok(if same { PutReply::Repeated } else { PutReply::Conflict });
    }
    let insert = "INSERT INTO open.replies (id, bucket, day, expires, sha256, file)
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    connection.prepare_cached(insert)?.execute(params![
        reply.id.as_bytes(),
        reply.bucket.number(),
        today.number(),
        expires.number(),
        reply.sha256.as_bytes(),
        reply.file.bytes().as_ref(),
    ])?;
    Ok(PutReply::Taken)
}

pub(super) fn has(connection: &Connection, reply: &SentReply) -> Result<bool> {
    Ok(is_same(connection, reply)? == Some(true))
}

pub(super) fn ids_in(connection: &Connection, bucket: Bucket) -> Result<Vec<(Id, Day)>> {
    let mut found = BTreeMap::new();
    for file in BOTH {
        let select = format!(
            "SELECT id, day FROM {file}.replies INDEXED BY replies_by_bucket
             WHERE bucket = ?1 ORDER BY id"
        );
        let mut select = connection.prepare_cached(&select)?;
        let rows = select.query_map([bucket.number()], |row| {
            Ok((Id::from_bytes(row.get(0)?), Day::from_number(row.get(1)?)))
        })?;
        for row in rows {
            let (id, day) = row?;
            found.insert(id, day);
        }
    }
    Ok(found.into_iter().collect())
}

pub(super) fn files(connection: &Connection, ids: &[Id]) -> Result<Option<Vec<Bytes>>> {
    let mut files = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(bytes) = file(connection, id)? else { return Ok(None) };
        files.push(bytes);
    }
    Ok(Some(files))
}

fn file(connection: &Connection, id: &Id) -> Result<Option<Bytes>> {
    for file in BOTH {
        let select = format!("SELECT file FROM {file}.replies WHERE id = ?1");
        let mut select = connection.prepare_cached(&select)?;
        let found = select.query_row([id.as_bytes()], |row| row.get::<_, Vec<u8>>(0)).optional()?;
        if let Some(bytes) = found {
            return Ok(Some(bytes.into()));
        }
    }
    Ok(None)
}

/// Whether what is under this id is this reply; none if nothing is.
fn is_same(connection: &Connection, reply: &SentReply) -> Result<Option<bool>> {
    for file in BOTH {
        let select = format!("SELECT bucket, sha256 FROM {file}.replies WHERE id = ?1");
        let mut select = connection.prepare_cached(&select)?;
        let found = select.query_row([reply.id.as_bytes()], |row| {
            let (bucket, sha256): (u32, [u8; 32]) = (row.get(0)?, row.get(1)?);
            Ok(bucket == reply.bucket.number() && sha256 == *reply.sha256.as_bytes())
        });
        if let Some(same) = found.optional()? {
            return Ok(Some(same));
        }
    }
    Ok(None)
}
