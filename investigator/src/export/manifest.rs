//! What is in an export, and who says so: `manifest.json`, and the signature over its exact bytes with
//! the key that the investigator signs letters with, under a label of its own.

use std::collections::BTreeSet;

use dauys_crypto::letter::RosterRef;
use dauys_crypto::signing;
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey, Signature, label};
use ed25519_dalek::SigningKey;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::case_file::{EvidenceOf, Variant};
use crate::attachment::{self, is_ending};
use crate::schema::shape;

/// The value of `format`.
pub const FORMAT: &str = "dauys-export/1";
/// The first file.
pub const MANIFEST: &str = "manifest.json";
/// The second: the signature, and the end of a line.
pub const SIGNATURE: &str = "manifest.json.sig";
/// How to check it.
pub const README: &str = "README.txt";
/// To be read, and to be printed.
pub const PDF: &str = "report.pdf";
/// To be read in a browser.
pub const HTML: &str = "report.html";
/// For programs.
pub const CASE_FILE: &str = "case.json";
/// Where files of the reporter are.
const EVIDENCE: &str = "evidence/";
/// A case has at most 16 files a letter.
const FILES_MAX: usize = 2_048;
/// Characters of a name, a program or a code.
const TEXT_MAX: usize = 400;

/// What is in an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// `dauys-export/1`.
    pub format: String,
    /// Which program made it.
    pub program: String,
    /// At which installation the signature holds.
    #[schemars(with = "String")]
    pub instance: InstanceName,
    /// The case.
    #[schemars(with = "shape::Id")]
    pub case: Id,
    /// For whom.
    pub variant: Variant,
    /// When.
    #[schemars(with = "shape::Day")]
    pub day: Day,
    /// Who took it out, and signs.
    pub by: Signer,
    /// The list of the organisation in which that key stands.
    #[schemars(with = "RosterOf")]
    pub roster: RosterRef,
    /// Who had the case in hand, and when.
    pub custody: Vec<Custody>,
    /// The other files, in their order.
    pub files: Vec<FileOf>,
    /// The files of the reporter, also those that are not here.
    pub evidence: Vec<EvidenceOf>,
}

/// Which list of the organisation.
#[derive(JsonSchema)]
#[schemars(rename = "roster")]
#[expect(dead_code, reason = "the shape of `RosterRef`")]
struct RosterOf {
    version: u64,
    #[schemars(with = "shape::Digest")]
    sha256: Digest,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "signer")]
pub struct Signer {
    /// Their id in the list of the organisation.
    #[schemars(with = "shape::Id")]
    pub id: Id,
    /// As they are called there.
    pub name: String,
    /// What the signature is verified with.
    #[schemars(with = "shape::PublicKey")]
    pub key: PublicKey,
}

/// One link of the chain of custody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "custody")]
pub struct Custody {
    /// When.
    #[schemars(with = "shape::Day")]
    pub day: Day,
    /// Who; nobody if their name is covered.
    #[schemars(with = "Option<shape::Id>")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
    /// As they are called.
    pub name: String,
    /// What: `opened`, `exported`, `share`, `recuse` or `filed`.
    pub did: String,
    /// exported: for whom. share: who was let in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "file")]
pub struct FileOf {
    /// Where it stands.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// Of its bytes.
    #[schemars(with = "shape::Digest")]
    pub sha256: Digest,
}

impl Manifest {
    /// Signs its exact bytes: the content of [`SIGNATURE`].
    pub fn sign(exact: &[u8], instance: &InstanceName, key: &SigningKey) -> String {
        format!("{}\n", signing::sign(key, label::EXPORT, instance, exact))
    }

    /// Whether [`SIGNATURE`] holds over the exact bytes.
    pub fn is_signed(&self, exact: &[u8], signature: &[u8]) -> bool {
        let text = std::str::from_utf8(signature).ok().and_then(|text| text.strip_suffix('\n'));
        let Some(signature) = text.and_then(|text| Signature::parse(text).ok()) else {
            return false;
        };
        signing::verify(&self.by.key, label::EXPORT, &self.instance, exact, &signature)
    }
}

/// The name of a file of the reporter.
pub fn evidence_name(name: &str) -> String {
    format!("{EVIDENCE}{name}")
}

/// Whether a manifest lists what an export can have, and nothing that would go elsewhere when it is
/// unpacked: whoever signs can be anybody.
pub fn is_bounded(manifest: &Manifest) -> bool {
    let Manifest { format, program, by, custody, files, evidence, .. } = manifest;
    let texts = [program, &by.name].into_iter();
    let mut texts = texts
        .chain(custody.iter().flat_map(|one| [&one.name, &one.did]))
        .chain(custody.iter().filter_map(|one| one.what.as_ref()));
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let whole = files.iter().try_fold(0_u64, |sum, file| sum.checked_add(file.size));
    let first = [README, PDF, HTML, CASE_FILE];
    format == FORMAT
        && texts.all(|text| text.chars().count() <= TEXT_MAX)
        && files.len() <= FILES_MAX
        && evidence.len() <= FILES_MAX
        && names.len() == files.len()
        && whole.is_some()
        && files.iter().map(|file| file.name.as_str()).take(first.len()).eq(first)
        && files.iter().skip(first.len()).all(|file| is_evidence(&file.name))
}

/// `evidence/evidence-003.jpg`, with an ending that this program gives.
fn is_evidence(name: &str) -> bool {
    let rest = name.strip_prefix(EVIDENCE).and_then(|file| file.split_once('.'));
    rest.is_some_and(|(stem, ending)| {
        let number = stem.rsplit('-').next().and_then(|digits| digits.parse().ok());
        number.is_some_and(|number| stem == attachment::name(number)) && is_ending(ending)
    })
}
