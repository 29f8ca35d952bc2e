//! What comes of a blob is appended to a file, sealed as it is; whatever breaks, it goes on behind it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use dauys_crypto::letter::BlobRef;
use dauys_wire::blob::BlobSize;
use dauys_wire::problem::ProblemCode;

use crate::failure::{Exit, Failure};
use crate::files::{self, FileError};
use crate::message;
use crate::print::Print;
use crate::remote::RemoteError;
use crate::remote::blobs::{Blobs, Coming, Fetched};

/// Seconds before the next try, after one in which nothing came; then it is left for later.
const DELAYS: [u64; 5] = [1, 2, 4, 8, 15];
/// Read at once.
const PIECE: usize = 65_536;

/// What has come of a blob.
pub(in crate::commands) struct Part {
    path: PathBuf,
    file: File,
    length: u64,
    /// Whether it can serve for nothing any more.
    pub(in crate::commands) is_spent: bool,
}

impl Part {
    /// What is there, or nothing yet. More than any of these sizes is not of this blob.
    pub(in crate::commands) fn open(
        path: &Path,
        sizes: &RangeInclusive<BlobSize>,
    ) -> Result<Self, FileError> {
        let mut options = OpenOptions::new();
        let file = files::private(options.read(true).append(true).create(true)).open(path);
        let file = file.map_err(FileError::at(path))?;
        file.try_lock().map_err(|_| FileError::InUse(path.to_owned()))?;
        let length = file.metadata().map_err(FileError::at(path))?.len();
        let mut part = Self { path: path.to_owned(), file, length, is_spent: false };
        if length > sizes.end().bytes() {
            part.clear()?;
        }
        Ok(part)
    }

    /// Gives it a name of its own: it is whole, and whoever wants the same file now begins anew.
    pub(in crate::commands) fn set_aside(&mut self, path: PathBuf) -> Result<(), FileError> {
        // Others read it beside this handle, which on Windows a lock of one alone does not let them.
        let is_shared = self.file.unlock().is_ok() && self.file.try_lock_shared().is_ok();
        if !is_shared {
            return Err(FileError::InUse(self.path.clone()));
        }
        fs::rename(&self.path, &path).map_err(FileError::at(&self.path))?;
        self.path = path;
        Ok(())
    }

    /// From its beginning.
    pub(in crate::commands) fn read(&mut self) -> Result<impl io::Read + '_, FileError> {
        self.file.rewind().map_err(FileError::at(&self.path))?;
        Ok(io::BufReader::with_capacity(PIECE, &self.file))
    }

    /// It stays for the next time, unless it can serve for nothing any more.
    pub(in crate::commands) fn end(&self) -> Result<(), FileError> {
        let is_needed = !self.is_spent && self.length > 0;
        if is_needed { Ok(()) } else { files::remove(&self.path) }
    }

    /// Where it is.
    pub(in crate::commands) fn path(&self) -> &Path {
        &self.path
    }

    /// From its beginning, beside whoever reads it already.
    pub(in crate::commands) fn read_again(&self) -> Result<impl io::Read + use<>, FileError> {
        let file = File::open(&self.path).map_err(FileError::at(&self.path))?;
        Ok(io::BufReader::with_capacity(PIECE, file))
    }

    fn clear(&mut self) -> Result<(), FileError> {
        self.length = 0;
        self.file.set_len(0).map_err(FileError::at(&self.path))
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.file.write_all(bytes).map_err(FileError::at(&self.path))?;
        self.length += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(())
    }
}

/// Why a try has ended.
enum Ended {
    /// The next one may come further.
    Broken(RemoteError),
    /// It may not.
    Over(Failure),
}

/// Until all of it is there. A try in which something came is followed by the next one at once.
pub(in crate::commands) fn fetch(
    blobs: &Blobs,
    blob: &BlobRef,
    sizes: &RangeInclusive<BlobSize>,
    part: &mut Part,
    print: &Print,
) -> Result<(), Failure> {
    let mut idle = DELAYS.iter();
    loop {
        if print.is_given_up() {
            return Err(given_up());
        }
        let before = part.length;
        let error = match attempt(blobs, blob, sizes, part, print) {
            Ok(()) => return Ok(()),
            Err(Ended::Over(failure)) => return Err(failure),
            Err(Ended::Broken(error)) => error,
        };
        if part.length > before {
            idle = DELAYS.iter();
            continue;
        }
        let Some(seconds) = idle.next() else { return Err(broken_off(&error)) };
        print.remark(&message!("get-again", seconds = *seconds));
        sleep(Duration::from_secs(*seconds));
    }
}

fn attempt(
    blobs: &Blobs,
    blob: &BlobRef,
    sizes: &RangeInclusive<BlobSize>,
    part: &mut Part,
    print: &Print,
) -> Result<(), Ended> {
    let mut coming = match blobs.blob(&blob.id, part.length, sizes) {
        Err(RemoteError::Problem(ProblemCode::NotFound | ProblemCode::Withdrawn)) => {
            part.is_spent = true;
            return Err(Ended::Over(Failure::new(Exit::Network, message!("get-gone"))));
        }
        Err(error) => return Err(ended(error)),
        Ok(Fetched::Coming(coming)) => coming,
        Ok(Fetched::Whole) if BlobSize::try_from(part.length).is_ok() => return Ok(()),
        // There is less at the server than has come: it is not of this blob.
        Ok(Fetched::Whole) => {
            part.clear().map_err(here)?;
            return Err(Ended::Broken(RemoteError::Unexpected));
        }
    };
    if coming.from != part.length {
        part.clear().map_err(here)?;
    }
    take(&mut coming, part, print)
}

fn take(coming: &mut Coming, part: &mut Part, print: &Print) -> Result<(), Ended> {
    let all = coming.size.bytes();
    let bar = print.transfer(all);
    let mut piece = vec![0; PIECE];
    loop {
        bar.reach(part.length);
        if print.is_given_up() {
            return Err(Ended::Over(given_up()));
        }
        let read = match coming.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                return Err(Ended::Broken(RemoteError::Unreachable(error.to_string())));
            }
        };
        part.append(piece.get(..read).unwrap_or_default()).map_err(here)?;
    }
    if part.length == all {
        return Ok(());
    }
    Err(Ended::Broken(RemoteError::Unreachable(io::ErrorKind::UnexpectedEof.to_string())))
}

fn ended(error: RemoteError) -> Ended {
    match error {
        RemoteError::Unreachable(_)
        | RemoteError::Problem(ProblemCode::Busy | ProblemCode::TooSlow | ProblemCode::Internal) => {
            Ended::Broken(error)
        }
        RemoteError::Unexpected => {
            Ended::Over(Failure::new(Exit::Refused, message!("get-other-size")))
        }
        error => Ended::Over(error.into()),
    }
}

fn here(error: FileError) -> Ended {
    Ended::Over(error.into())
}

/// Nobody waits for it any more, so that nobody reads this.
fn given_up() -> Failure {
    Failure::new(Exit::Failed, message!("get-given-up"))
}

fn broken_off(error: &RemoteError) -> Failure {
    Failure::new(Exit::Network, message!("get-broken-off", reason = error.to_string()))
}
