//! The files: `blobs/open/` has those of today and those that are not finished, `blobs/closed/` those of
//! the days that are over. Each is named by its id. Their times tell the day alone once they are
//! finished; what the system notes by itself until the day is over is in docs/THREAT-MODEL.md.

use std::fs::{self, File, FileTimes, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use dauys_wire::blob::BlobSize;
use dauys_wire::{Day, Digest, Id};
use rustix::fs::{FallocateFlags, fallocate};
use rustix::io::Errno;
use sha2::{Digest as _, Sha256};

use crate::directory;
use crate::domain::letter::AGE_BEGINNING;

/// What is read or copied at once.
const PIECE_BYTES: usize = 262_144;

const OPEN: &str = "open";
const CLOSED: &str = "closed";

const SECONDS_PER_DAY: u64 = 86_400;

/// The directories.
#[derive(Debug, Clone)]
pub(super) struct BlobFiles {
    blobs: PathBuf,
    open: PathBuf,
    closed: PathBuf,
}

/// A file that may be read; it stays readable when it is removed meanwhile.
#[derive(Debug, Clone)]
pub struct Readable(Arc<File>);

impl Readable {
    /// So many bytes from this place on.
    pub fn read(&self, start: u64, length: usize) -> io::Result<Bytes> {
        let mut piece = vec![0; length.min(PIECE_BYTES)];
        self.0.read_exact_at(&mut piece, start)?;
        Ok(piece.into())
    }
}

impl BlobFiles {
    /// Makes the directories if there are none.
    pub(super) fn open(data: &Path) -> io::Result<Self> {
        let blobs = data.join("blobs");
        let files = Self { open: blobs.join(OPEN), closed: blobs.join(CLOSED), blobs };
        for place in [&files.open, &files.closed] {
            directory::make(place)?;
        }
        // A file that is on the disk in a directory that is not is lost with the power.
        for place in [files.blobs.as_path(), data] {
            directory::sync(place)?;
        }
        Ok(files)
    }

    /// On whose disk they are.
    pub(super) fn directory(&self) -> &Path {
        &self.open
    }

    /// Makes the file and takes the room for it, where the file system can do that.
    pub(super) fn reserve(&self, id: &Id, size: BlobSize) -> io::Result<()> {
        let file = make(&self.open.join(id.to_string()))?;
        match fallocate(&file, FallocateFlags::empty(), 0, size.bytes()) {
            Err(Errno::OPNOTSUPP | Errno::NOSYS) => file.set_len(size.bytes())?,
            done => done?,
        }
        // Before any chunk of it is noted.
        directory::sync(&self.open)
    }

    pub(super) fn writable(&self, id: &Id) -> io::Result<File> {
        make(&self.open.join(id.to_string()))
    }

    /// Its hash, once all of it is on the disk; none if it is no sealed file.
    pub(super) fn settle(&self, id: &Id, day: Day) -> io::Result<Option<Digest>> {
        let mut file =
            OpenOptions::new().read(true).write(true).open(self.open.join(id.to_string()))?;
        let (mut hash, mut is_sealed) = (Sha256::new(), None);
        let mut piece = vec![0; PIECE_BYTES];
        loop {
            let length = file.read(&mut piece)?;
            let read = piece.get(..length).unwrap_or_default();
            if read.is_empty() {
                break;
            }
            // The first piece that is read is longer than the beginning.
            is_sealed.get_or_insert(read.starts_with(AGE_BEGINNING));
            hash.update(read);
        }
        if is_sealed != Some(true) {
            return Ok(None);
        }
        file.set_times(midnight(day))?;
        file.sync_all()?;
        directory::sync(&self.open)?;
        Ok(Some(Digest::from_bytes(hash.finalize().into())))
    }

    pub(super) fn readable(&self, id: &Id) -> io::Result<Option<Readable>> {
        Ok(find(&self.blobs, id)?.map(|file| Readable(Arc::new(file))))
    }

    pub(super) fn remove(&self, id: &Id) -> io::Result<()> {
        for directory in [&self.open, &self.closed] {
            remove(&directory.join(id.to_string()))?;
        }
        Ok(())
    }

    /// The ids of all files. What a broken copy has left is removed.
    pub(super) fn ids(&self) -> io::Result<Vec<Id>> {
        let mut ids = Vec::new();
        for directory in [&self.open, &self.closed] {
            for entry in fs::read_dir(directory)? {
                let entry = entry?;
                match entry.file_name().to_str().map(Id::parse) {
                    Some(Ok(id)) => ids.push(id),
                    _ => remove(&entry.path())?,
                }
            }
        }
        Ok(ids)
    }

    /// Copies the file of a day that is over to where it stays, if it is not there yet. Byte by byte: a
    /// file system that only notes a second name for the same places would keep their order.
    pub(super) fn close(&self, id: &Id, day: Day) -> io::Result<()> {
        let (from, to) = (self.open.join(id.to_string()), self.closed.join(id.to_string()));
        let mut open = match File::open(&from) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            opened => opened?,
        };
        let half = to.with_extension("half");
        remove(&half)?;
        let copied = copy(&mut open, &half, day);
        if copied.is_err() {
            remove(&half)?;
        }
        copied?;
        fs::rename(&half, &to)?;
        directory::sync(&self.closed)?;
        remove(&from)
    }
}

/// A finished one in either directory.
pub(super) fn find(blobs: &Path, id: &Id) -> io::Result<Option<File>> {
    // Open first: what moves is copied before it is removed there.
    for directory in [OPEN, CLOSED] {
        match File::open(blobs.join(directory).join(id.to_string())) {
            Ok(file) => return Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

fn copy(from: &mut File, to: &Path, day: Day) -> io::Result<()> {
    let mut file = make(to)?;
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let length = from.read(&mut piece)?;
        let read = piece.get(..length).unwrap_or_default();
        if read.is_empty() {
            break;
        }
        file.write_all(read)?;
    }
    file.set_times(midnight(day))?;
    file.sync_all()
}

fn make(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn midnight(day: Day) -> FileTimes {
    let seconds = u64::from(day.number()).saturating_mul(SECONDS_PER_DAY);
    let time: SystemTime = UNIX_EPOCH + Duration::from_secs(seconds);
    FileTimes::new().set_accessed(time).set_modified(time)
}
