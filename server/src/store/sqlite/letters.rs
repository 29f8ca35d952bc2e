//! The SQL of letters.

use std::collections::BTreeSet;

use bytes::Bytes;
use dauys_wire::{Day, Digest, Id};
use rusqlite::{Connection, OptionalExtension as _, Result, params};

use super::schema::{BOTH, OPEN};
use crate::domain::letter::SentLetter;
use crate::domain::withdraw::WithdrawRight;
use crate::store::{Kept, PutLetter, Withdrawal};

/// What is kept about a letter beside its file.
struct LetterRow {
    day: Day,
    /// SHA-256 of the file and of the withdraw token; none once it was withdrawn.
    hashes: Option<(Digest, Digest)>,
}

pub(super) fn put(
    connection: &Connection,
    letter: &SentLetter,
    today: Day,
    expires: Day,
) -> Result<PutLetter> {
    if let Some(row) = row(connection, &letter.id)? {
        return Ok(repeated(&row, letter, today));
    }
    if letter.ahead.is_some_and(|ahead| ahead < today) {
        return Ok(PutLetter::TooLate);
    }
    let day = letter.published(today);
    let insert = "INSERT INTO open.letters (id, day, expires, sha256, withdraw, file)
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    connection.prepare_cached(insert)?.execute(params![
        letter.id.as_bytes(),
        day.number(),
        expires.number(),
        letter.sha256.as_bytes(),
        letter.withdraw.as_bytes(),
        letter.file.bytes().as_ref(),
    ])?;
    Ok(PutLetter::Taken(day))
}

/// Whether `Dauys-Day` was sent is not kept, so "the same headers" means: it would be published
/// under the same day, or it is repeated after that day began.
fn repeated(row: &LetterRow, letter: &SentLetter, today: Day) -> PutLetter {
    let Some((sha256, withdraw)) = row.hashes else { return PutLetter::Withdrawn };
    let same_day = match letter.ahead {
        Some(ahead) => ahead == row.day,
        None => row.day <= today,
    };
    if same_day && sha256 == letter.sha256 && withdraw == letter.withdraw {
        PutLetter::Repeated(row.day)
    } else {
        PutLetter::Conflict
    }
}

pub(super) fn file(connection: &Connection, id: &Id) -> Result<Kept<Bytes>> {
    for file in BOTH {
        let select = format!("SELECT file FROM {file}.letters WHERE id = ?1");
        let mut select = connection.prepare_cached(&select)?;
        let found = select.query_row([id.as_bytes()], |row| row.get::<_, Option<Vec<u8>>>(0));
        match found.optional()? {
            Some(Some(bytes)) => return Ok(Kept::There(bytes.into())),
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
    match row(connection, id)? {
        None => return Ok(Withdrawal::Absent),
        Some(LetterRow { hashes: None, .. }) => return Ok(Withdrawal::Withdrawn),
        Some(LetterRow { hashes: Some((_, withdraw)), .. }) if !right.holds_for(&withdraw) => {
            return Ok(Withdrawal::WrongToken);
        }
        Some(_) => {}
    }
    // In both files: a day that is being closed is in both for a moment.
    for file in BOTH {
        let update = format!(
            "UPDATE {file}.letters SET sha256 = NULL, withdraw = NULL, file = NULL WHERE id = ?1"
        );
        connection.prepare_cached(&update)?.execute([id.as_bytes()])?;
    }
    Ok(Withdrawal::Done)
}

/// Seeks from day to day, so that it costs as many steps as there are days, not letters.
pub(super) fn days(connection: &Connection, last: Day) -> Result<Vec<Day>> {
    let mut days = BTreeSet::new();
    for file in BOTH {
        let next = format!(
            "SELECT min(day) FROM {file}.letters INDEXED BY letters_by_day
             WHERE sha256 IS NOT NULL AND day > ?1 AND day <= ?2"
        );
        let mut next = connection.prepare_cached(&next)?;
        let mut after = -1;
        while let Some(day) =
            next.query_row([after, i64::from(last.number())], |row| row.get::<_, Option<u32>>(0))?
        {
            days.insert(Day::from_number(day));
            after = i64::from(day);
        }
    }
    Ok(days.into_iter().collect())
}

/// At most `most` of a day's ids, in their order, behind `after`.
pub(super) fn ids_of(
    connection: &Connection,
    day: Day,
    after: Option<Id>,
    most: usize,
) -> Result<Vec<Id>> {
    // Before every id.
    let after = after.as_ref().map_or(&[] as &[u8], |id| id.as_bytes());
    let mut ids = BTreeSet::new();
    for file in BOTH {
        let mut select = connection.prepare_cached(&listing(file))?;
        let wanted = params![day.number(), after, i64::try_from(most).unwrap_or(i64::MAX)];
        for id in select.query_map(wanted, |row| row.get(0).map(Id::from_bytes))? {
            ids.insert(id?);
        }
    }
    Ok(ids.into_iter().take(most).collect())
}

/// The query of a day's ids in a file.
pub(super) fn listing(file: &str) -> String {
    format!(
        "SELECT id FROM {file}.letters INDEXED BY letters_by_day
         WHERE sha256 IS NOT NULL AND day = ?1 AND id > ?2 ORDER BY id LIMIT ?3"
    )
}

pub(super) fn days_of(connection: &Connection, ids: &[Id]) -> Result<Vec<Option<Day>>> {
    ids.iter()
        .map(|id| {
            let row = row(connection, id)?;
            Ok(row.and_then(|row| row.hashes.is_some().then_some(row.day)))
        })
        .collect()
}

pub(super) fn files(connection: &Connection, ids: &[Id]) -> Result<Option<Vec<Bytes>>> {
    let mut files = Vec::with_capacity(ids.len());
    for id in ids {
        let Kept::There(bytes) = file(connection, id)? else { return Ok(None) };
        files.push(bytes);
    }
    Ok(Some(files))
}

/// Of a day that is not closed yet: that is all the price needs.
pub(super) fn count(connection: &Connection, day: Day) -> Result<u32> {
    let count = format!("SELECT count(*) FROM {OPEN}.letters WHERE day = ?1");
    connection.query_row(&count, [day.number()], |row| row.get(0))
}

fn row(connection: &Connection, id: &Id) -> Result<Option<LetterRow>> {
    for file in BOTH {
        let select = format!("SELECT day, sha256, withdraw FROM {file}.letters WHERE id = ?1");
        let mut select = connection.prepare_cached(&select)?;
        let found = select.query_row([id.as_bytes()], |row| {
            let sha256 = row.get::<_, Option<[u8; 32]>>(1)?.map(Digest::from_bytes);
            let withdraw = row.get::<_, Option<[u8; 32]>>(2)?.map(Digest::from_bytes);
            Ok(LetterRow { day: Day::from_number(row.get(0)?), hashes: sha256.zip(withdraw) })
        });
        if let Some(row) = found.optional()? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}
