//! What is told of a case: `case.json`, and what its documents are made of. Everything that somebody
//! wrote is [`Covered`], by its type.

use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey, Signature};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cloak::Covered;
use crate::message;
use crate::schema::shape;
use crate::text::Message;

/// The value of `format`.
pub const FORMAT: &str = "dauys-case/1";

/// For whom it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "variant")]
pub enum Variant {
    /// Everything, with what proves it
    Full,
    /// Masks cover, and what is for colleagues is left out: notes, checks, findings, measures
    Redacted,
    /// The same, for an authority: with findings, measures and the files that you name
    Authority,
}

impl Variant {
    /// In addresses, letters and manifests.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Redacted => "redacted",
            Self::Authority => "authority",
        }
    }

    /// Of its code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Full, Self::Redacted, Self::Authority].into_iter().find(|it| it.code() == code)
    }

    /// In a sentence.
    pub fn words(self) -> Message {
        match self {
            Self::Full => message!("variant-full"),
            Self::Redacted => message!("variant-redacted"),
            Self::Authority => message!("variant-authority"),
        }
    }

    /// Whether nothing is covered or left out.
    pub const fn is_full(self) -> bool {
        matches!(self, Self::Full)
    }
}

/// A case, as it is taken out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CaseFile {
    /// `dauys-case/1`.
    pub format: String,
    /// Its id.
    #[schemars(with = "shape::Id")]
    pub case: Id,
    /// At which installation.
    #[schemars(with = "String")]
    pub instance: InstanceName,
    /// Whose channel it is.
    pub organisation: Covered,
    /// For whom it was made.
    pub variant: Variant,
    /// The language of its words.
    pub lang: String,
    /// When it was made.
    #[schemars(with = "shape::Day")]
    pub day: Day,
    /// By whom.
    pub by: PersonOf,
    /// Since when the case is there.
    #[schemars(with = "Option<shape::Day>")]
    pub since: Option<Day>,
    /// The step that it is at, in words.
    pub step: Option<Covered>,
    /// What was done when it was closed, in words.
    pub measures: Vec<Covered>,
    /// Whether the reporter took the report back.
    pub withdrawn: bool,
    /// Who reads it.
    pub readers: Vec<PersonOf>,
    /// Whom the reporter shut out; only in the full variant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shut_out: Vec<PersonOf>,
    /// What the other variants cover; only in the full one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub masks: Vec<Covered>,
    /// All that happened, causes before effects.
    pub entries: Vec<EntryOf>,
    /// The files that came with it.
    pub evidence: Vec<EvidenceOf>,
}

/// An investigator.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "person")]
pub struct PersonOf {
    /// Their id in the list of the organisation; none if their name is covered.
    #[schemars(with = "Option<shape::Id>")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// As they are called there.
    pub name: Covered,
}

/// One thing that happened.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "entry")]
pub struct EntryOf {
    /// Its place, as in the log of the case.
    pub number: usize,
    /// When.
    #[schemars(with = "shape::Day")]
    pub day: Day,
    /// `reporter`, or `investigator/` and the id; `investigator` if their name is covered.
    pub author: String,
    /// As they are called.
    pub name: Covered,
    /// What it is; `internal` if it is left out.
    pub kind: String,
    /// The same, in words.
    pub what: Covered,
    /// Whether it was between colleagues, and what it says is left out.
    pub left_out: bool,
    /// Whether it is by nobody who takes part.
    pub outsider: bool,
    /// Whether its signature holds.
    pub verified: bool,
    /// Particulars, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub particulars: Vec<Covered>,
    /// The name that the reporter gave.
    #[serde(skip_serializing_if = "Covered::is_empty")]
    pub her_name: Covered,
    /// What was answered to the questions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AnswerOf>,
    /// What was written.
    #[serde(skip_serializing_if = "Covered::is_empty")]
    pub text: Covered,
    /// The numbers of the files that came with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<usize>,
    /// What proves it; only in the full variant, for a hash would tell who guesses what was left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofOf>,
}

/// A question, and what was answered.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "answer")]
pub struct AnswerOf {
    /// The question.
    pub question: Covered,
    /// What was answered.
    pub answers: Vec<Covered>,
}

/// What proves an entry (docs/PROTOCOL.md, sections 2.3 and 6).
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "proof")]
pub struct ProofOf {
    /// Of the exact text.
    #[schemars(with = "shape::Digest")]
    pub sha256: Digest,
    /// The label of the signature.
    pub signed_as: String,
    /// Whose.
    #[schemars(with = "Option<shape::PublicKey>")]
    pub key: Option<PublicKey>,
    /// Over the exact text.
    #[schemars(with = "Option<shape::Signature>")]
    pub signature: Option<Signature>,
    /// The exact text.
    pub json: Option<String>,
}

/// A file that came with the case, here or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "evidence")]
pub struct EvidenceOf {
    /// Its number in the case.
    pub number: usize,
    /// What it is, as the letter claims: `picture`, `sound`, …
    pub sort: String,
    /// In bytes. None of what was left out: whoever has the file elsewhere would know it again.
    pub size: Option<u64>,
    /// Whether what it tells beside its content was taken out, as the letter says.
    pub cleaned: bool,
    /// Where it stands in the export; nothing if it is not there.
    pub file: Option<String>,
    /// Of what stands there.
    #[schemars(with = "Option<shape::Digest>")]
    pub sha256: Option<Digest>,
    /// Why it is not there.
    pub missing: Option<Missing>,
}

/// Why a file is not in an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "missing")]
pub enum Missing {
    /// It was not asked for: masks do not reach into files.
    LeftOut,
    /// The reporter erased it at the server, or its time there was over.
    Gone,
    /// The server could not be reached.
    Unreachable,
    /// What came is not what the letter names.
    Damaged,
}
