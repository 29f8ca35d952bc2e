//! A file of a case for the desk's page: fetched and held against its letter as `dauys get` does it, and
//! opened into memory or for the browser. It lies nowhere in clear, and sealed only until nobody looks at
//! it any more.

use std::io::{self, Write};
use std::path::PathBuf;

use dauys_crypto::blob::{self, Secrets};
use dauys_crypto::letter::BlobRef;
use dauys_wire::Digest;

use super::fetch::{self, Part};
use super::open::{another_file, not_opened};
use super::{no_file, opened};
use crate::attachment::{Attachment, Kind};
use crate::commands::show::has_conflict;
use crate::failure::Failure;
use crate::files;
use crate::print::Print;
use crate::remote::blobs::{Blobs, sizes_of};
use crate::seat::Seat;

/// A file that somebody wants to look at.
pub(crate) struct Wanted {
    /// Of the case.
    pub(crate) number: usize,
    /// What it is called here.
    pub(crate) file: String,
    /// What it is, as the letter claims.
    pub(crate) kind: Kind,
    blob: BlobRef,
    part: PathBuf,
    /// Where it lies as long as somebody looks at it.
    aside: PathBuf,
    origin: String,
}

/// Here, sealed, and what the letter names.
pub(crate) struct Fetched {
    part: Part,
    blob: BlobRef,
}

/// Nothing before whoever asks has said whether a conflict of interest stands against them. Colleagues
/// learn that they have seen the case.
pub(crate) fn wanted(
    case: &str,
    number: usize,
    seat: &Seat<'_>,
    print: &Print,
) -> Result<Option<Wanted>, Failure> {
    let mut workplace = seat.sit(print)?;
    let (wanted, records) = {
        let case = workplace.case(case)?;
        if has_conflict(&case, &workplace.keys.id).is_none() {
            return Ok(None);
        }
        let all = Attachment::all(&case);
        let found = all.iter().find(|one| one.number == number);
        let found = found.ok_or_else(|| no_file(&number.to_string(), all.len()))?;
        let wanted = Wanted {
            number,
            file: found.name(),
            kind: found.kind(),
            blob: found.blob.clone(),
            part: workplace.home().part(&found.blob.id),
            aside: workplace.home().aside(&found.blob.id),
            origin: workplace.connected()?.0.origin.clone(),
        };
        (wanted, opened(&workplace, &case, print)?)
    };
    workplace.drop_stale_parts()?;
    workplace.vault.append(records)?;
    Ok(Some(wanted))
}

impl Wanted {
    /// In bytes.
    pub(crate) const fn size(&self) -> u64 {
        self.blob.size
    }

    /// What the letter calls it.
    pub(crate) fn called(&self) -> &str {
        &self.blob.name
    }

    /// As the letter names it.
    pub(crate) const fn sha256(&self) -> Digest {
        self.blob.sha256
    }

    /// Until it is here: that may take hours, and goes on where it broke off. Nobody has looked into it yet.
    pub(crate) fn fetch(&self, proxy: Option<&str>, print: &Print) -> Result<Fetched, Failure> {
        let sizes = sizes_of(self.size()).ok_or_else(another_file)?;
        let blobs = Blobs::at(&self.origin, proxy)?;
        let mut part = Part::open(&self.part, &sizes)?;
        match fetch::fetch(&blobs, &self.blob, &sizes, &mut part, print) {
            Ok(()) => {
                part.set_aside(self.aside.clone())?;
                Ok(Fetched { part, blob: self.blob.clone() })
            }
            Err(failure) => part.end().map_err(Into::into).and(Err(failure)),
        }
    }
}

impl Fetched {
    /// In bytes.
    pub(crate) const fn size(&self) -> u64 {
        self.blob.size
    }

    /// Opens it, as often as it is asked for. What is written is what the letter names only if it ends well.
    pub(crate) fn open(&self, output: impl Write) -> Result<(), Failure> {
        let secrets = Secrets { key: self.blob.key, sha256: self.blob.sha256 };
        let opened = blob::open(self.part.read_again()?, &secrets, self.blob.size, output);
        opened.map_err(not_opened)
    }

    /// Whether it is what the letter names, without keeping any of it.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.open(io::sink())
    }
}

/// Nobody looks at it any more.
impl Drop for Fetched {
    fn drop(&mut self) {
        let _ = files::remove(self.part.path());
    }
}
