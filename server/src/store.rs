//! Where sealed files are kept. Handlers know this trait and no SQL; [`sqlite`] keeps it in files on
//! this machine, and another database can stand behind it.
//!
//! What the trait promises: what was answered is on the disk; every answer about an id is the same
//! for all who ask; time is the day. The store knows nothing of closed periods: who may see what
//! is decided above it.

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use dauys_wire::{Day, Id};

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
    /// The database failed; the number is `SQLite`'s extended code, or 0.
    #[error("the database failed with code {0}")]
    Failed(i32),
    /// The store is being closed.
    #[error("the store is closed")]
    Closed,
}

/// Keeps letters and replies.
pub trait Store: Send + Sync {
    /// Keeps a letter that arrives `today`, to be deleted after `expires`.
    fn put_letter(&self, letter: SentLetter, today: Day, expires: Day) -> Answer<'_, PutLetter>;

    /// A letter's file.
    fn letter(&self, id: Id) -> Answer<'_, Kept<Bytes>>;

    /// Takes a letter back: its content goes, its id stays so that nobody can put another there.
    fn withdraw_letter(&self, id: Id, right: WithdrawRight) -> Answer<'_, Withdrawal>;

    /// The days up to `last` of which there are letters, ascending.
    fn letter_days(&self, last: Day) -> Answer<'_, Vec<Day>>;

    /// The letters of a day, in the order of their ids.
    fn letters_of(&self, day: Day) -> Answer<'_, Vec<Id>>;

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
}
