//! Opening what has come into a file that is there when it is whole, and not before.

use std::io;
use std::path::Path;

use dauys_crypto::blob::{self, OpenError, Secrets};
use dauys_crypto::letter::BlobRef;

use super::exists;
use super::fetch::Part;
use crate::failure::{Exit, Failure};
use crate::files::Fresh;
use crate::message;
use crate::print::{Print, Transfer};

/// Whether a file can be made there; nothing of it stays.
pub(super) fn begin(target: &Path) -> Result<Fresh, Failure> {
    Fresh::begin(target).map_err(exists)
}

/// Opens it, held against what the letter says of it.
pub(super) fn open(
    part: &mut Part,
    blob: &BlobRef,
    target: &Path,
    print: &Print,
) -> Result<(), Failure> {
    let mut file = begin(target)?;
    let secrets = Secrets { key: blob.key, sha256: blob.sha256 };
    let bar = print.transfer(blob.size);
    let output = Watched { output: &mut file, written: 0, bar: &bar };
    let opened = blob::open(part.read()?, &secrets, blob.size, output);
    // What does not open now never will; of what there was no room for here the seal is kept.
    part.is_spent = !matches!(opened, Err(OpenError::Output));
    match opened {
        Ok(()) => file.keep().map_err(exists),
        Err(OpenError::Output) => Err(file.why().into()),
        Err(error) => Err(not_opened(error)),
    }
}

/// Why it is not the file that the letter names.
pub(super) fn not_opened(error: OpenError) -> Failure {
    match error {
        OpenError::AnotherFile => another_file(),
        _ => Failure::new(Exit::Refused, message!("get-damaged")),
    }
}

/// It is not what the letter names.
pub(super) fn another_file() -> Failure {
    Failure::new(Exit::Refused, message!("get-another-file"))
}

/// Tells how far it is.
struct Watched<'a> {
    output: &'a mut Fresh,
    written: u64,
    bar: &'a Transfer<'a>,
}

impl io::Write for Watched<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.output.write(bytes)?;
        self.written += u64::try_from(written).unwrap_or_default();
        self.bar.reach(self.written);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}
