//! Where sealed files are kept. Handlers know this trait and no SQL; [`sqlite`] keeps it in files on
//! this machine, and another database can stand behind it.
//!
//! What the trait promises: what was answered is on the disk; every answer about an id is the same
//! for all who ask; time is the day. The store knows nothing of closed periods: who may see what
//! is decided above it.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::pin::Pin;

use bytes::Bytes;
use dauys_wire::{Day, Digest, Id};

use crate::domain::blob::{Announcement, FinishedBlob, Upload};
use crate::domain::letter::SentLetter;
use crate::domain::reply::{Bucket, SentReply};
use crate::domain::withdraw::WithdrawRight;

pub mod sqlite;

/// The future of an answer; boxed, so that the store can stand behind `dyn`.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Too many requests wait already.
    #[error("too much at once")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The database or a file failed; the number is `SQLite`'s extended code or the system's, or 0.
    #[error("the database failed with code {0}")]
    Failed(i32),
    /// The database was written by a later version.
    #[error(
        "it has format {found}, which only a newer version of this program knows: start that one, or put \
         back the backup that was made before the upgrade"
    )]
    Newer {
        /// The number in the file.
        found: i64,
    },
    /// The store is being closed.
    #[error("the store is closed")]
    Closed,
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Failed(error.raw_os_error().unwrap_or(0)),
        }
    }
}

/// Keeps letters and replies, and knows which blobs there are.
pub trait Store: Send + Sync {
    /// Keeps a letter that arrives `today`, to be deleted after `expires`.
    fn put_letter(&self, letter: SentLetter, today: Day, expires: Day) -> Answer<'_, PutLetter>;

    /// A letter's file.
    fn letter(&self, id: Id) -> Answer<'_, Kept<Bytes>>;

    /// Takes a letter back: its content goes, its id stays so that nobody can put another there.
    fn withdraw_letter(&self, id: Id, right: WithdrawRight) -> Answer<'_, Withdrawal>;

    /// The days up to `last` of which there are letters, ascending.
    fn letter_days(&self, last: Day) -> Answer<'_, Vec<Day>>;

    /// At most `most` letters of a day, in the order of their ids, behind `after`: on a day of flood there are
    /// more than should be in memory at once.
    fn letters_of(&self, day: Day, after: Option<Id>, most: usize) -> Answer<'_, Vec<Id>>;

    /// The day of each of these letters; none for what is not there or was withdrawn.
    fn days_of(&self, ids: Vec<Id>) -> Answer<'_, Vec<Option<Day>>>;

    /// The files of these letters, in this order; none if one of them is not there.
    fn letter_files(&self, ids: Vec<Id>) -> Answer<'_, Option<Vec<Bytes>>>;

    /// How many letters there are of a day, withdrawn ones too.
    fn count_letters(&self, day: Day) -> Answer<'_, u32>;

    /// Keeps a reply that arrives `today`, to be deleted after `expires`.
    fn put_reply(&self, reply: SentReply, today: Day, expires: Day) -> Answer<'_, PutReply>;

    /// Whether exactly this reply is kept.
    fn has_reply(&self, reply: SentReply) -> Answer<'_, bool>;

    /// The replies of a bucket with their days, in the order of their ids.
    fn replies_in(&self, bucket: Bucket) -> Answer<'_, Vec<(Id, Day)>>;

    /// The files of these replies, in this order; none if one of them is not there.
    fn reply_files(&self, ids: Vec<Id>) -> Answer<'_, Option<Vec<Bytes>>>;

    /// Notes a blob that is announced `today`, if there is room for it.
    fn announce(&self, blob: Announcement, today: Day, has_room: bool) -> Answer<'_, Announced>;

    /// Bytes of all blobs that are there and were announced or finished on a day.
    fn announced_on(&self, day: Day) -> Answer<'_, u64>;

    /// A blob that is not finished.
    fn upload(&self, id: Id) -> Answer<'_, Option<Upload>>;

    /// Notes that a chunk is there; whether its blob still is.
    fn add_chunk(&self, id: Id, chunk: u32) -> Answer<'_, bool>;

    /// Forgets a blob that is not finished.
    fn forget_upload(&self, id: Id) -> Answer<'_, ()>;

    /// Keeps a blob since `today`, to be deleted after `expires`; whether it was not finished before.
    fn finish_blob(&self, id: Id, sha256: Digest, today: Day, expires: Day) -> Answer<'_, bool>;

    /// A finished blob.
    fn blob(&self, id: Id) -> Answer<'_, Kept<FinishedBlob>>;

    /// Takes a blob back: of one that is not finished nothing stays, of another one its id.
    fn withdraw_blob(&self, id: Id, right: WithdrawRight) -> Answer<'_, Withdrawal>;

    /// All blobs that have a file, with the day of those that are finished.
    fn blob_days(&self) -> Answer<'_, BTreeMap<Id, Option<Day>>>;

    /// Forgets what was announced before the day before `today` and is not finished; how many.
    fn forget_stale_uploads(&self, today: Day) -> Answer<'_, u64>;

    /// Deletes what was kept up to a day before `today`.
    fn delete_expired(&self, today: Day) -> Answer<'_, Expired>;

    /// Rewrites what is of days before `today` in the order of ids, so that no order of arrival is
    /// left; how many letters and replies that were.
    fn close_days_before(&self, today: Day) -> Answer<'_, u64>;

    /// Writes everything to where it stays and stops; later calls are [`StoreError::Closed`].
    fn close(&self) -> Answer<'_, ()>;
}

/// What is under an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept<T> {
    /// This.
    There(T),
    /// It was withdrawn.
    Withdrawn,
    /// Nothing.
    Absent,
}

/// What became of a letter that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutLetter {
    /// It is kept since now and will be published under this day.
    Taken(Day),
    /// It was kept before, published under this day.
    Repeated(Day),
    /// Another letter is under this id, or the same one with other headers.
    Conflict,
    /// The letter of this id was withdrawn.
    Withdrawn,
    /// It is new, and the day for which it was meant is over.
    TooLate,
}

/// What became of an announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Announced {
    /// It is new: its chunks may come.
    New,
    /// It was announced before, and is not finished.
    There(Upload),
    /// It was announced before, and is finished.
    Finished,
    /// Another blob is under this id.
    Conflict,
    /// The blob of this id was withdrawn.
    Withdrawn,
    /// It is new, and there is no room for it.
    NoRoom,
}

/// What became of a reply that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutReply {
    /// It is kept since now.
    Taken,
    /// It was kept before.
    Repeated,
    /// Another reply is under this id.
    Conflict,
}

/// What became of the wish to withdraw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    /// Its content is gone.
    Done,
    /// It was gone already.
    Withdrawn,
    /// The token is another letter's.
    WrongToken,
    /// There is no such letter.
    Absent,
}

/// How many were deleted.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Expired {
    /// Letters, withdrawn ones too.
    pub letters: u64,
    /// Replies.
    pub replies: u64,
    /// Blobs, withdrawn ones too.
    pub blobs: u64,
}
