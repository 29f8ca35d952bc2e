//! The files of a case, for an export: each is fetched sealed and opened once to nowhere, so that
//! it is known to be whole before anything is written.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use dauys_crypto::blob::{self, Secrets};
use dauys_crypto::letter::BlobRef;

use super::super::get::fetch::{Part, fetch};
use super::not_written;
use crate::attachment::Attachment;
use crate::case::Case;
use crate::cli::Takes;
use crate::export::{EvidenceOf, Missing, evidence_name, sort};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::home::Home;
use crate::message;
use crate::print::Print;
use crate::remote::blobs::{Blobs, sizes_of};
use crate::workplace::Workplace;

/// A file that goes along, sealed as it came, and opened as often as the export is written.
pub(super) struct Fetched {
    blob: BlobRef,
    part: Part,
    /// Where it came, and goes on if nothing was made of it.
    came: PathBuf,
    is_written: AtomicBool,
}

/// All files of a case: what is told of them, and those that go along.
pub(super) fn all(
    workplace: &Workplace,
    case: &Case<'_>,
    takes: &Takes,
    print: &Print,
) -> Result<(Vec<EvidenceOf>, Vec<Fetched>), Failure> {
    let attachments = Attachment::all(case);
    let known = |number: &usize| (1..=attachments.len()).contains(number);
    if let Some(number) = takes.with.iter().find(|number| !known(number)) {
        let (file, most) = (number.to_string(), attachments.len());
        return Err(Failure::new(Exit::Failed, message!("get-no-file", file = file, most = most)));
    }
    let origin = &workplace.connected()?.0.origin;
    let proxy = takes.posting.proxy.as_deref().or(workplace.proxy.as_deref());
    let blobs = Blobs::at(origin, proxy)?;
    let (mut told, mut fetched) = (Vec::new(), Vec::new());
    let mut unreachable = false;
    for one in &attachments {
        let wanted = takes.variant.is_full() || takes.with.contains(&one.number);
        let missing = match (wanted, unreachable) {
            (false, _) => Some(Missing::LeftOut),
            // Each of them would be waited for.
            (true, true) => Some(Missing::Unreachable),
            (true, false) => match whole(one.blob, workplace.home(), &blobs, print)? {
                Ok(file) => {
                    fetched.push(file);
                    None
                }
                Err(missing) => Some(missing),
            },
        };
        unreachable |= missing == Some(Missing::Unreachable);
        let is_here = missing.is_none();
        told.push(EvidenceOf {
            number: one.number,
            sort: sort(one.kind().sort).to_owned(),
            size: (is_here || takes.variant.is_full()).then_some(one.blob.size),
            cleaned: one.blob.cleaned,
            file: is_here.then(|| evidence_name(&one.name())),
            sha256: is_here.then_some(one.blob.sha256),
            missing,
        });
    }
    Ok((told, fetched))
}

/// Fetches it and looks whether it is whole; why it is not, if so.
fn whole(
    blob: &BlobRef,
    home: &Home,
    blobs: &Blobs,
    print: &Print,
) -> Result<Result<Fetched, Missing>, Failure> {
    let Some(sizes) = sizes_of(blob.size) else { return Ok(Err(Missing::Damaged)) };
    let came = home.part(&blob.id);
    let mut part = Part::open(&came, &sizes)?;
    let missing = match fetch(blobs, blob, &sizes, &mut part, print) {
        Ok(()) => open(blob, part.read()?, io::sink()).err().map(|_| Missing::Damaged),
        Err(failure) if failure.message.key() == "get-gone" => Some(Missing::Gone),
        Err(failure) if failure.exit == Exit::Network => Some(Missing::Unreachable),
        Err(failure) if failure.exit == Exit::Refused => Some(Missing::Damaged),
        Err(failure) => return Err(failure),
    };
    if let Some(missing) = missing {
        part.is_spent |= missing == Missing::Damaged;
        part.end()?;
        return Ok(Err(missing));
    }
    part.set_aside(home.aside(&blob.id))?;
    Ok(Ok(Fetched { blob: blob.clone(), part, came, is_written: AtomicBool::new(false) }))
}

impl Fetched {
    /// Opens it into the export.
    pub(super) fn write(&self, output: impl io::Write) -> Result<(), Failure> {
        open(&self.blob, self.part.read_again()?, output)?;
        self.is_written.store(true, Ordering::Relaxed);
        Ok(())
    }
}

/// What had come of it is not needed any more, unless nothing was made of it: then it need not come again.
impl Drop for Fetched {
    fn drop(&mut self) {
        let is_needed = !self.is_written.load(Ordering::Relaxed) && !self.came.exists();
        let _ = if is_needed {
            fs::rename(self.part.path(), &self.came).map_err(|_| ())
        } else {
            files::remove(self.part.path()).map_err(|_| ())
        };
    }
}

fn open(blob: &BlobRef, sealed: impl io::Read, output: impl io::Write) -> Result<(), Failure> {
    let secrets = Secrets { key: blob.key, sha256: blob.sha256 };
    blob::open(sealed, &secrets, blob.size, output).map_err(|error| match error {
        blob::OpenError::Output => not_written(io::ErrorKind::Other.into()),
        _ => changed(),
    })
}

/// It was whole a moment ago.
fn changed() -> Failure {
    Failure::new(Exit::Refused, message!("get-damaged"))
}
