//! Everything that goes into an export, before a byte of it is written: so its manifest can come first.

use std::io::{self, Write};

use dauys_wire::Digest;

use super::evidence::{self, Fetched};
use super::gather::{Gather, custody};
use super::not_written;
use crate::cli::Takes;
use crate::clock;
use crate::export::{
    CASE_FILE, Container, FORMAT, FileOf, HTML, MANIFEST, Manifest, Missing, PDF, README,
    SIGNATURE, Signer, Variant, document, html, pdf, readme,
};
use crate::failure::Failure;
use crate::print::{Print, escape_json};
use crate::workplace::Workplace;

/// An export that can be written.
pub(super) struct Plan {
    pub(super) manifest: Manifest,
    /// Of the manifest.
    pub(super) sha256: Digest,
    exact: String,
    signature: String,
    /// Those that fit into memory, in their order.
    ours: Vec<(&'static str, Vec<u8>)>,
    theirs: Vec<Fetched>,
}

impl Plan {
    /// Of a case.
    pub(super) fn of(workplace: &Workplace, takes: &Takes, print: &Print) -> Result<Self, Failure> {
        let case = workplace.case(&takes.case)?;
        let (evidence, theirs) = evidence::all(workplace, &case, takes, print)?;
        let gather = Gather::new(workplace, &case, takes, print.text(), clock::today())?;
        let told = gather.case_file(evidence.clone());
        let known = workplace.connected()?.1;
        let mut manifest = Manifest {
            format: FORMAT.to_owned(),
            program: told_program(),
            instance: known.roster.instance.clone(),
            case: case.thread,
            variant: takes.variant,
            day: told.day,
            by: Signer {
                id: workplace.keys.id,
                name: told.by.name.as_str().to_owned(),
                key: workplace.keys.signing_key(),
            },
            roster: known.reference,
            custody: custody(&case, &gather),
            files: Vec::new(),
            evidence,
        };
        let document = document(&told, &manifest, print.text());
        let json = serde_json::to_string_pretty(&told).map_err(|_| broken())?;
        let ours = vec![
            (README, readme(&manifest).into_bytes()),
            (PDF, pdf(&document)?),
            (HTML, html(&document).map_err(|_| broken())?.into_bytes()),
            (CASE_FILE, escape_json(&json).into_bytes()),
        ];
        manifest.files = files(&ours, &manifest);
        let exact = serde_json::to_string(&manifest).map_err(|_| broken())?;
        let (instance, key) = (&manifest.instance, &workplace.keys.signing);
        let signature = Manifest::sign(exact.as_bytes(), instance, key);
        let sha256 = Digest::of(exact.as_bytes());
        Ok(Self { manifest, sha256, exact, signature, ours, theirs })
    }

    /// For whom.
    pub(super) const fn variant(&self) -> Variant {
        self.manifest.variant
    }

    /// How many files could not be had.
    pub(super) fn missing(&self) -> usize {
        let missing = |it: &Option<Missing>| it.is_some() && *it != Some(Missing::LeftOut);
        self.manifest.evidence.iter().filter(|file| missing(&file.missing)).count()
    }

    /// How many were not asked for.
    pub(super) fn left_out(&self) -> usize {
        let evidence = self.manifest.evidence.iter();
        evidence.filter(|file| file.missing == Some(Missing::LeftOut)).count()
    }

    /// How many go along, to somebody who need not know everything, as the reporter had them.
    pub(super) fn not_cleaned(&self) -> usize {
        let evidence = self.manifest.evidence.iter().filter(|_| !self.variant().is_full());
        evidence.filter(|file| file.file.is_some() && !file.cleaned).count()
    }

    /// Writes it, from its beginning to its end.
    pub(super) fn write<W: Write>(&self, output: W) -> Result<W, Failure> {
        let mut container = Container::begin(output);
        let ours = self.ours.iter().map(|(name, bytes)| (*name, bytes.as_slice()));
        let first = [(MANIFEST, self.exact.as_bytes()), (SIGNATURE, self.signature.as_bytes())];
        for (name, bytes) in first.into_iter().chain(ours) {
            let file = container.file(name, bytes.len() as u64).map_err(not_written)?;
            file.write_all(bytes).map_err(not_written)?;
        }
        let theirs = self.manifest.files.iter().skip(self.ours.len());
        for (named, fetched) in theirs.zip(&self.theirs) {
            let file = container.file(&named.name, named.size).map_err(not_written)?;
            fetched.write(file)?;
        }
        container.finish().map_err(not_written)
    }
}

fn files(ours: &[(&'static str, Vec<u8>)], manifest: &Manifest) -> Vec<FileOf> {
    let ours = ours.iter().map(|(name, bytes)| FileOf {
        name: (*name).to_owned(),
        size: bytes.len() as u64,
        sha256: Digest::of(bytes),
    });
    let theirs = manifest.evidence.iter().filter_map(|file| {
        let (name, sha256) = file.file.clone().zip(file.sha256)?;
        Some(FileOf { name, size: file.size?, sha256 })
    });
    ours.chain(theirs).collect()
}

fn told_program() -> String {
    concat!("dauys ", env!("CARGO_PKG_VERSION")).to_owned()
}

/// No template and no shape of ours fails.
fn broken() -> Failure {
    not_written(io::ErrorKind::Other.into())
}
