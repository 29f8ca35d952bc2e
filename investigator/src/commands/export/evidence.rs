//! The files of a case, for an export: each is fetched sealed and opened once to nowhere, so that
//! it is known to be whole before anything is written.

use std::io;
use std::path::PathBuf;

use dauys_crypto::blob::{self, Secrets};
use dauys_crypto::letter::BlobRef;

use super::super::get::fetch::{Part, fetch};
use super::not_written;
use crate::attachment::Attachment;
use crate::case::Case;
use crate::cli::Takes;
use crate::export::{EvidenceOf, Missing, evidence_name, sort};
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::Print;
use crate::remote::blobs::{Blobs, sizes_of};
use crate::workplace::Workplace;

/// A file that goes along, sealed as it came.
pub(super) struct Fetched {
    blob: BlobRef,
    path: PathBuf,
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
            (true, false) => {
                let path = workplace.home().part(&one.blob.id);
                let file = Fetched { blob: one.blob.clone(), path };
                let missing = file.fetch(&blobs, print)?;
                fetched.extend(missing.is_none().then_some(file));
                missing
            }
        };
        unreachable |= missing == Some(Missing::Unreachable);
        let is_here = missing.is_none();
        told.push(EvidenceOf {
            number: one.number,
            sort: sort(one.kind().sort).to_owned(),
            size: one.blob.size,
            cleaned: one.blob.cleaned,
            file: is_here.then(|| evidence_name(&one.name())),
            sha256: is_here.then_some(one.blob.sha256),
            missing,
        });
    }
    Ok((told, fetched))
}

impl Fetched {
    /// Fetches it and looks whether it is whole; why it is not, if so.
    fn fetch(&self, blobs: &Blobs, print: &Print) -> Result<Option<Missing>, Failure> {
        let Some(sizes) = sizes_of(self.blob.size) else { return Ok(Some(Missing::Damaged)) };
        let mut part = Part::open(&self.path, &sizes)?;
        let missing = match fetch(blobs, &self.blob, &sizes, &mut part, print) {
            Ok(()) => self.open(&mut part, io::sink()).err().map(|_| Missing::Damaged),
            Err(failure) if failure.message.key() == "get-gone" => Some(Missing::Gone),
            Err(failure) if failure.exit == Exit::Network => Some(Missing::Unreachable),
            Err(failure) if failure.exit == Exit::Refused => Some(Missing::Damaged),
            Err(failure) => return Err(failure),
        };
        part.is_spent |= missing == Some(Missing::Damaged);
        part.end()?;
        Ok(missing)
    }

    /// Opens it into the export. What had come of it is not needed any more.
    pub(super) fn write(&self, output: impl io::Write) -> Result<(), Failure> {
        let sizes = sizes_of(self.blob.size).ok_or_else(changed)?;
        let mut part = Part::open(&self.path, &sizes)?;
        self.open(&mut part, output)?;
        part.is_spent = true;
        Ok(part.end()?)
    }

    fn open(&self, part: &mut Part, output: impl io::Write) -> Result<(), Failure> {
        let secrets = Secrets { key: self.blob.key, sha256: self.blob.sha256 };
        blob::open(part.read()?, &secrets, self.blob.size, output).map_err(|error| match error {
            blob::OpenError::Output => not_written(io::ErrorKind::Other.into()),
            _ => changed(),
        })
    }
}

/// It was whole a moment ago.
fn changed() -> Failure {
    Failure::new(Exit::Refused, message!("get-damaged"))
}
