//! Blobs: what of them is kept in files beside the database, and how much of the disk they may take.
//! The rows tell which files there are; a file without a row is removed, a row comes before its file.
//!
//! A day's files lie where they were written; when the day is over they are copied in the order of
//! their ids into another directory, because the places of files on a disk tell in which order they
//! came ([`files`], docs/decisions/blob-files.md).

mod files;

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use dauys_wire::blob::{BLOB_BYTES_MAX, BlobSize};
use dauys_wire::{Day, Digest, Id};
use rustix::fs::{StatVfs, statvfs};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::store::{Store, StoreError};

use files::BlobFiles;
pub use files::Readable;

/// Chunks that are written at once: of each some 64 KiB are in memory.
const WRITING_MAX: usize = 64;
/// Blobs that are read back at once before they are accepted.
const FINISHING_MAX: usize = 2;

const MIB: u64 = 1_048_576;

/// How much of the disk blobs may take, in mebibytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobLimits {
    /// The largest one.
    pub each: u32,
    /// All that are announced on a day.
    pub day: u32,
    /// What stays free for letters.
    pub free: u32,
}

/// Why a blob cannot be announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRoom {
    /// One of this size is never taken.
    TooLarge,
    /// Today no more are taken, or the disk is full.
    Full,
}

/// The files, and who may write into them.
pub struct Blobs {
    files: BlobFiles,
    limits: BlobLimits,
    writing: Arc<Semaphore>,
    finishing: Arc<Semaphore>,
}

impl Blobs {
    /// In this data directory.
    pub fn open(data: &Path, limits: BlobLimits) -> io::Result<Self> {
        Ok(Self {
            files: BlobFiles::open(data)?,
            limits,
            writing: Arc::new(Semaphore::new(WRITING_MAX)),
            finishing: Arc::new(Semaphore::new(FINISHING_MAX)),
        })
    }

    /// The largest one that is taken, in bytes.
    pub fn largest(&self) -> u64 {
        (u64::from(self.limits.each) * MIB).min(BLOB_BYTES_MAX)
    }

    /// Whether there is room for one more beside what was announced today, in bytes.
    pub fn has_room(&self, size: BlobSize, announced: u64) -> Result<(), NoRoom> {
        if size.bytes() > self.largest() {
            return Err(NoRoom::TooLarge);
        }
        let of_day = announced.saturating_add(size.bytes()) <= u64::from(self.limits.day) * MIB;
        let disk = statvfs(self.files.directory()).map_err(|_| NoRoom::Full)?;
        let needed = size.bytes().saturating_add(u64::from(self.limits.free) * MIB);
        if of_day && free(&disk) >= needed { Ok(()) } else { Err(NoRoom::Full) }
    }

    /// Whether the disk has no more than what is kept free for letters.
    pub fn is_disk_low(&self) -> bool {
        statvfs(self.files.directory())
            .map_or(true, |disk| free(&disk) < u64::from(self.limits.free) * MIB)
    }

    /// The right to write a chunk; none if too many are being written.
    pub fn begin_writing(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.writing).try_acquire_owned().ok()
    }

    /// Takes room on the disk for a blob that was announced.
    pub async fn reserve(&self, id: Id, size: BlobSize) -> Result<(), StoreError> {
        let files = self.files.clone();
        blocking(move || files.reserve(&id, size)).await
    }

    /// The file of a blob that is not finished, to be written.
    pub async fn writable(&self, id: Id) -> Result<Arc<File>, StoreError> {
        let files = self.files.clone();
        blocking(move || files.writable(&id)).await.map(Arc::new)
    }

    /// Reads a whole blob back and writes it to where it stays: its hash, or none if it does not
    /// begin as a sealed file does. Waits while others are read back.
    pub async fn settle(&self, id: Id, day: Day) -> Result<Option<Digest>, StoreError> {
        let permit = Arc::clone(&self.finishing).acquire_owned().await;
        let _permit = permit.map_err(|_| StoreError::Closed)?;
        let files = self.files.clone();
        blocking(move || files.settle(&id, day)).await
    }

    /// The file of a finished blob; none if it is gone.
    pub async fn readable(&self, id: Id) -> Result<Option<Readable>, StoreError> {
        let files = self.files.clone();
        blocking(move || files.readable(&id)).await
    }

    /// Removes a file whose row has gone.
    pub async fn remove(&self, id: Id) -> Result<(), StoreError> {
        let files = self.files.clone();
        blocking(move || files.remove(&id)).await
    }

    /// What is done once a day, after the rows: files without a row go, and the files of days that
    /// are over are copied in the order of their ids. What there is no room to copy stays until there is.
    pub async fn retain(&self, store: &dyn Store, today: Day) -> Result<(), StoreError> {
        let files = self.files.clone();
        let there = blocking(move || files.ids()).await?;
        // After the files: what was announced meanwhile has a row before it has a file.
        let kept = store.blob_days().await?;
        let gone: Vec<Id> = there.into_iter().filter(|id| !kept.contains_key(id)).collect();
        let files = self.files.clone();
        blocking(move || gone.iter().try_for_each(|id| files.remove(id))).await?;
        let over = kept.into_iter().filter_map(|(id, day)| day.map(|day| (id, day)));
        for (id, day) in over.filter(|(_, day)| *day < today) {
            let files = self.files.clone();
            blocking(move || files.close(&id, day)).await?;
        }
        Ok(())
    }
}

/// The file of a blob in a data directory, whether or not a server runs on it; none if it is gone.
pub fn open(data: &Path, id: &Id) -> io::Result<Option<File>> {
    files::find(&data.join("blobs"), id)
}

/// Bytes that we may take.
fn free(disk: &StatVfs) -> u64 {
    disk.f_bavail.saturating_mul(disk.f_frsize)
}

/// Work with files, on a thread that may block.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Failed(0))?;
    Ok(done?)
}
