//! The store in `SQLite`, in two files: `open.sqlite` has what arrived today (and what is meant for
//! later days), `closed.sqlite` all days that are over.
//!
//! Two files, because `SQLite` puts new rows on new pages: the places of today's rows in the file
//! tell their order of arrival, whatever the key. When a day is over its rows are copied into the
//! closed file in the order of their random ids, and the open file is rebuilt without them
//! ([`days`]). Every read looks into the open file first, then into the closed one: a row that moves
//! meanwhile is copied before it is deleted, so that it is never missed.
//!
//! All writing is one thread's ([`writer`]); reading is a small pool's ([`readers`]).

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use bytes::Bytes;
use dauys_wire::{Day, Digest, Id};

use crate::domain::blob::{Announcement, FinishedBlob, Upload};
use crate::domain::letter::SentLetter;
use crate::domain::reply::{Bucket, SentReply};
use crate::domain::withdraw::WithdrawRight;
use crate::store::{
    Announced, Answer, Expired, Kept, PutLetter, PutReply, Store, StoreError, Withdrawal,
};

mod blobs;
pub mod copies;
mod days;
pub mod figures;
mod format;
mod letters;
mod readers;
mod replies;
mod schema;
pub mod whole;
mod writer;

#[cfg(test)]
mod tests;

use readers::Readers;
use writer::Writer;

/// Sizes of the store that an operator may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SqliteLimits {
    /// Letters and replies that may wait for the writer; more is [`StoreError::Busy`].
    pub queue: usize,
    /// Connections that read.
    pub readers: usize,
    /// Mebibytes that each of the two files may take, if there is a limit; a write that would need
    /// more is [`StoreError::Full`].
    pub mib: Option<u32>,
}

/// Letters and replies in two `SQLite` files.
#[derive(Debug)]
pub struct SqliteStore {
    writer: Writer,
    readers: Readers,
    /// Rows were moved out of the open file, and it was not rebuilt yet.
    rebuild_owed: AtomicBool,
}

impl SqliteStore {
    /// Opens the store in a directory, making it if there is none.
    pub fn open(directory: &Path, limits: SqliteLimits) -> Result<Self, StoreError> {
        let writing = schema::open_for_writing(directory, limits.mib)?;
        let reading = (0..limits.readers.max(1)).map(|_| schema::open_for_reading(directory));
        let readers = Readers::new(reading.collect::<Result<_, _>>()?);
        let writer = Writer::spawn(writing, limits.queue)?;
        Ok(Self { writer, readers, rebuild_owed: AtomicBool::new(false) })
    }
}

impl Store for SqliteStore {
    fn put_letter(&self, letter: SentLetter, today: Day, expires: Day) -> Answer<'_, PutLetter> {
        self.writer.write(move |connection| letters::put(connection, &letter, today, expires))
    }

    fn letter(&self, id: Id) -> Answer<'_, Kept<Bytes>> {
        self.readers.read(move |connection| letters::file(connection, &id))
    }

    fn withdraw_letter(&self, id: Id, right: WithdrawRight) -> Answer<'_, Withdrawal> {
        self.writer.write(move |connection| letters::withdraw(connection, &id, right))
    }

    fn letter_days(&self, last: Day) -> Answer<'_, Vec<Day>> {
        self.readers.read(move |connection| letters::days(connection, last))
    }

    fn letters_of(&self, day: Day, after: Option<Id>, most: usize) -> Answer<'_, Vec<Id>> {
        self.readers.read(move |connection| letters::ids_of(connection, day, after, most))
    }

    fn days_of(&self, ids: Vec<Id>) -> Answer<'_, Vec<Option<Day>>> {
        self.readers.read(move |connection| letters::days_of(connection, &ids))
    }

    fn letter_files(&self, ids: Vec<Id>) -> Answer<'_, Option<Vec<Bytes>>> {
        self.readers.read(move |connection| letters::files(connection, &ids))
    }

    fn count_letters(&self, day: Day) -> Answer<'_, u32> {
        self.readers.read(move |connection| letters::count(connection, day))
    }

    fn put_reply(&self, reply: SentReply, today: Day, expires: Day) -> Answer<'_, PutReply> {
        self.writer.write(move |connection| replies::put(connection, &reply, today, expires))
    }

    fn has_reply(&self, reply: SentReply) -> Answer<'_, bool> {
        self.readers.read(move |connection| replies::has(connection, &reply))
    }

    fn replies_in(&self, bucket: Bucket) -> Answer<'_, Vec<(Id, Day)>> {
        self.readers.read(move |connection| replies::ids_in(connection, bucket))
    }

    fn reply_files(&self, ids: Vec<Id>) -> Answer<'_, Option<Vec<Bytes>>> {
        self.readers.read(move |connection| replies::files(connection, &ids))
    }

    fn announce(&self, blob: Announcement, today: Day, has_room: bool) -> Answer<'_, Announced> {
        self.writer.write(move |connection| blobs::announce(connection, &blob, today, has_room))
    }

    fn announced_on(&self, day: Day) -> Answer<'_, u64> {
        self.readers.read(move |connection| blobs::announced_on(connection, day))
    }

    fn upload(&self, id: Id) -> Answer<'_, Option<Upload>> {
        self.readers.read(move |connection| blobs::upload(connection, &id))
    }

    fn add_chunk(&self, id: Id, chunk: u32) -> Answer<'_, bool> {
        self.writer.write(move |connection| blobs::add_chunk(connection, &id, chunk))
    }

    fn forget_upload(&self, id: Id) -> Answer<'_, ()> {
        self.writer.write(move |connection| blobs::forget(connection, &id))
    }

    fn finish_blob(&self, id: Id, sha256: Digest, today: Day, expires: Day) -> Answer<'_, bool> {
        self.writer.write(move |it| blobs::finish(it, &id, &sha256, today, expires))
    }

    fn blob(&self, id: Id) -> Answer<'_, Kept<FinishedBlob>> {
        self.readers.read(move |connection| blobs::finished(connection, &id))
    }

    fn withdraw_blob(&self, id: Id, right: WithdrawRight) -> Answer<'_, Withdrawal> {
        self.writer.write(move |connection| blobs::withdraw(connection, &id, right))
    }

    fn blob_days(&self) -> Answer<'_, BTreeMap<Id, Option<Day>>> {
        self.readers.read(blobs::days)
    }

    fn forget_stale_uploads(&self, today: Day) -> Answer<'_, u64> {
        Box::pin(self.writer.write_patiently(move |it| blobs::forget_stale(it, today)))
    }

    fn delete_expired(&self, today: Day) -> Answer<'_, Expired> {
        Box::pin(days::delete_expired(&self.writer, today))
    }

    fn close_days_before(&self, today: Day) -> Answer<'_, u64> {
        Box::pin(days::close_before(&self.writer, today, &self.rebuild_owed))
    }

    fn close(&self) -> Answer<'_, ()> {
        Box::pin(async {
            // Readers first: the last connection to close removes the write-ahead log.
            self.readers.close().await;
            self.writer.close().await
        })
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error() {
            Some(failure) => match failure.code {
                ErrorCode::DiskFull => Self::Full,
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                _ => Self::Failed(failure.extended_code),
            },
            None => Self::Failed(0),
        }
    }
}
