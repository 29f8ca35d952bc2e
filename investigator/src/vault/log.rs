//! The vault's file: a line that names the format, then frames, appended and never
//! changed; to delete something for good, the whole file is written anew ([`Log::rewrite`]).
//!
//! A frame is its length (u32, big-endian) and what was appended, sealed as [`dauys_crypto::vault`] says
//! under the frame's number: frames cannot be swapped, left out or repeated. Only the end of the file can be
//! cut off unnoticed, by whoever can write to it.
//!
//! A crash can leave the last frame half written. What was in it had not been promised to anyone,
//! so it is cut off at the next opening, and set aside, still sealed, beside the vault. Anything
//! unreadable before the last frame is damage, and nothing is touched.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use dauys_crypto::vault::VaultKey;
use zeroize::Zeroizing;

use crate::files::{self, FileError};

/// The first line of the file.
const MAGIC: &[u8] = b"dauys-vault/1\n";
const LENGTH_BYTES: usize = 4;
/// Larger than anything that is appended at once (64 letters). A torn end cannot be larger either,
/// so that a damaged length in the middle does not pass for one and take the rest with it.
const FRAME_MAX: usize = 8 << 20;
/// What is appended at once, at most.
pub(super) const APPEND_MAX: usize = FRAME_MAX / 2;
/// The number that stands for a frame in a file of its own: no log is so long.
const BESIDE: u64 = u64::MAX;
/// A day's cover, many times over.
const BESIDE_MAX: usize = 64 << 20;

/// Why the vault cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// Not a vault, of another key, or changed since it was written.
    #[error("the vault is damaged")]
    Damaged,
    /// Holds, and is not what this program reads.
    #[error("what is to be kept could not be read again")]
    Unreadable,
    /// More at once than a frame holds.
    #[error("too much for one frame")]
    TooMuch,
}

/// The open file, at its end.
pub struct Log {
    path: PathBuf,
    file: File,
    length: u64,
    key: VaultKey,
    frames: u64,
    torn_bytes: u64,
}

impl Log {
    /// Makes a file. Its first frame is what tells a wrong key from a torn end.
    pub fn create(path: &Path, key: &VaultKey, first: &[u8]) -> Result<(), VaultError> {
        Ok(files::create(path, &[MAGIC, &seal(key, 0, first)?].concat())?)
    }

    /// Reads all frames, in order, and cuts off a torn one at the end.
    pub fn open(
        path: &Path,
        key: &VaultKey,
        each: impl FnMut(&[u8]) -> Result<(), VaultError>,
    ) -> Result<Self, VaultError> {
        Self::open_with(path, key.clone(), each)
    }

    fn open_with(
        path: &Path,
        key: VaultKey,
        mut each: impl FnMut(&[u8]) -> Result<(), VaultError>,
    ) -> Result<Self, VaultError> {
        let mut file =
            OpenOptions::new().read(true).write(true).open(path).map_err(FileError::at(path))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(FileError::at(path))?;
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(VaultError::Damaged)?;
        let mut frames = 0;
        while let Frame::Whole { sealed, after } = Frame::read(rest) {
            match key.open(frames, sealed) {
                Some(frame) => each(&frame)?,
                // A length that reached the disk before its content did.
                None if after.is_empty() => break,
                None => return Err(VaultError::Damaged),
            }
            (rest, frames) = (after, frames + 1);
        }
        if frames == 0 || rest.len() > FRAME_MAX {
            return Err(VaultError::Damaged);
        }
        let torn_bytes = rest.len() as u64;
        if torn_bytes > 0 {
            files::replace(&path.with_extension("torn"), rest)?;
        }
        let length = bytes.len() as u64 - torn_bytes;
        let mut log = Self { path: path.to_owned(), file, length, key, frames, torn_bytes };
        log.cut()?;
        Ok(log)
    }

    /// Bytes that were cut off at opening.
    pub const fn torn_bytes(&self) -> u64 {
        self.torn_bytes
    }

    /// Appends a frame; it is on the disk when this returns.
    pub fn append(&mut self, frame: &[u8]) -> Result<(), VaultError> {
        if frame.len() > APPEND_MAX {
            return Err(VaultError::TooMuch);
        }
        let bytes = seal(&self.key, self.frames, frame)?;
        let written = self.file.write_all(&bytes).and_then(|()| self.file.sync_data());
        if let Err(reason) = written {
            // Half a frame in the middle would be damage: a full disk must not lead to that.
            self.cut()?;
            return Err(FileError::at(&self.path)(reason).into());
        }
        self.length += bytes.len() as u64;
        self.frames += 1;
        Ok(())
    }

    /// Reads all frames again, in order.
    pub fn each(
        &self,
        each: impl FnMut(&[u8]) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        Self::open_with(&self.path, self.key.clone(), each).map(|_| ())
    }

    /// Writes the file anew with these frames. The new file is whole on the disk before it takes
    /// the place of the old one, whose bytes the file system then frees.
    pub fn rewrite(&mut self, frames: &[Zeroizing<Vec<u8>>]) -> Result<(), VaultError> {
        let mut bytes = MAGIC.to_vec();
        for (number, frame) in frames.iter().enumerate() {
            bytes.extend(seal(&self.key, number as u64, frame)?);
        }
        files::replace(&self.path, &bytes)?;
        files::remove(&self.path.with_extension("torn"))?;
        *self = Self::open_with(&self.path, self.key.clone(), |_| Ok(()))?;
        Ok(())
    }

    /// Keeps something in a file of its own beside the log, in place of what was there.
    pub fn keep_beside(&self, extension: &str, content: &[u8]) -> Result<(), VaultError> {
        let sealed = seal(&self.key, BESIDE, content)?;
        Ok(files::replace(&self.path.with_extension(extension), &sealed)?)
    }

    /// What [`Log::keep_beside`] kept; `None` if there is nothing that this log's key opens.
    pub fn read_beside(&self, extension: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        let bytes = match files::read(&self.path.with_extension(extension), BESIDE_MAX) {
            Err(FileError::Missing(_)) => return Ok(None),
            other => other?,
        };
        match Frame::read(&bytes) {
            Frame::Whole { sealed, .. } => Ok(self.key.open(BESIDE, sealed)),
            Frame::Torn => Ok(None),
        }
    }

    /// Bytes of the file.
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Makes the file end where its last whole frame does.
    fn cut(&mut self) -> Result<(), VaultError> {
        let cut = |file: &mut File, length: u64| -> io::Result<()> {
            file.set_len(length)?;
            file.seek(SeekFrom::Start(length))?;
            Ok(())
        };
        Ok(cut(&mut self.file, self.length).map_err(FileError::at(&self.path))?)
    }
}

/// What stands at some place of the file.
enum Frame<'a> {
    Whole { sealed: &'a [u8], after: &'a [u8] },
    Torn,
}

impl<'a> Frame<'a> {
    fn read(bytes: &'a [u8]) -> Self {
        let Some((length, rest)) = bytes.split_first_chunk::<LENGTH_BYTES>() else {
            return Self::Torn;
        };
        // A file system may lengthen a file before it writes to it: zeros to the end. (At the end
        // itself there is nothing, which is "all zeros" too.)
        if bytes.iter().all(|byte| *byte == 0) {
            return Self::Torn;
        }
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        match rest.split_at_checked(length) {
            Some((sealed, after)) => Self::Whole { sealed, after },
            None => Self::Torn,
        }
    }
}

/// A frame as it stands in the file.
fn seal(key: &VaultKey, number: u64, frame: &[u8]) -> Result<Vec<u8>, VaultError> {
    let sealed = key.seal(number, frame).ok_or(VaultError::TooMuch)?;
    let length = u32::try_from(sealed.len()).map_err(|_| VaultError::TooMuch)?;
    Ok([length.to_be_bytes().as_slice(), &sealed].concat())
}
