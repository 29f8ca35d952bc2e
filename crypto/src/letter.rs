//! Letters in clear: what reporters and investigators write to the team (docs/PROTOCOL.md,
//! section 6). Their sealing is in [`crate::seal`], their checking in [`crate::open`].

use std::collections::BTreeMap;
use std::fmt;

use dauys_wire::limits::ADDRESSEES_MAX;
use dauys_wire::questionnaire::Answers;
use dauys_wire::{Day, Digest, Id, Signature};
use serde::{Deserialize, Serialize};

use crate::state::SignedState;
use crate::thread::ReporterKeys;

/// The first line of a letter's plaintext.
pub const MAGIC: &str = "dauys-letter/1";

/// A letter by one of its two kinds of author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// By the reporter of a thread.
    Reporter(Box<ReporterLetter>),
    /// By an investigator, about any number of threads.
    Investigator(InvestigatorLetter),
}

impl Letter {
    /// The id it was written under.
    pub fn id(&self) -> &Id {
        match self {
            Self::Reporter(letter) => &letter.id,
            Self::Investigator(letter) => &letter.id,
        }
    }

    /// Its addressees, ascending.
    pub fn to(&self) -> &[Id] {
        match self {
            Self::Reporter(letter) => &letter.to,
            Self::Investigator(letter) => &letter.to,
        }
    }
}

/// A reporter's letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReporterLetter {
    /// The id it is fetched under.
    pub id: Id,
    /// The thread its keys hash to.
    pub thread: Id,
    /// Always [`Author::Reporter`].
    pub from: Author,
    /// What it is.
    pub kind: ReporterKind,
    /// The server's day when it was written.
    pub day: Day,
    /// 1 to 7 investigators, ascending.
    pub to: Vec<Id>,
    /// The roster she was shown.
    pub roster: RosterRef,
    /// The language she reads.
    pub lang: Lang,
    /// What she wrote.
    pub body: ReporterBody,
    /// Attachments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blobs: Vec<BlobRef>,
    /// Her public keys.
    pub reporter: ReporterKeys,
    /// Her letters that she knows of; not this one.
    #[serde(default)]
    pub mine: Vec<Id>,
    /// The newest reply she has of each investigator.
    #[serde(default)]
    pub seen: BTreeMap<Id, Seen>,
    /// Whom she chose and whom she shut out, to be echoed to her in every reply.
    pub state: SignedState,
}

/// What a reporter's letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReporterKind {
    /// The first letter of a thread.
    Report,
    /// More.
    Message,
    /// "I am being punished for this."
    Retaliation,
    /// She takes the report back.
    Withdraw,
}

/// What a reporter wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReporterBody {
    /// Free text; empty in a report, whose texts are answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Answers to the questionnaire.
    #[serde(default, skip_serializing_if = "Answers::is_empty")]
    pub answers: Answers,
    /// The questionnaire's id, if there are answers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub questionnaire: String,
    /// Her name, if she chose to give it to the addressees of this letter.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// In a report: who took it down for her, on the telephone or in person. The letter is signed
    /// with the keys of its thread, so that anybody can claim this of anybody: it counts only where
    /// that investigator's own `filed` in the case says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<Id>,
}

/// An investigator's letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvestigatorLetter {
    /// The id it is fetched under.
    pub id: Id,
    /// Always [`Author::Investigator`].
    pub from: Author,
    /// Always [`InvestigatorKind::Events`].
    pub kind: InvestigatorKind,
    /// The day it was written.
    pub day: Day,
    /// 1 to 7 investigators, ascending, the author among them.
    pub to: Vec<Id>,
    /// The roster the author has.
    pub roster: RosterRef,
    /// The author's language.
    pub lang: Lang,
    /// From 1, per author and exact `to`: a gap must not tell someone left out that others write.
    pub n: u64,
    /// SHA-256 of the JSON of the author's previous letter to the same `to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<Digest>,
    /// The newest letter the author has of each colleague, among those to the same `to`.
    #[serde(default)]
    pub seen: BTreeMap<Id, Seen>,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// What an investigator's letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InvestigatorKind {
    /// A list of events.
    Events,
}

/// One thing that an investigator did in a thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// In which thread.
    pub thread: Id,
    /// What.
    pub kind: EventKind,
    /// The particulars.
    #[serde(default)]
    pub body: EventBody,
}

/// What an investigator did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// Wrote a note for colleagues.
    Note,
    /// Answered the reporter; this is the team's copy.
    Answer,
    /// Changed the status.
    Status,
    /// Took the case or gave it to somebody.
    Assign,
    /// Put a label on it.
    Label,
    /// Stepped out of it.
    Recuse,
    /// Handed a letter on to another investigator.
    Share,
    /// Closed it.
    Close,
    /// Agreed to something that needs two.
    Consent,
    /// Asked everyone to delete their copies.
    Delete,
}

/// The particulars of an event; which are set goes by its kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventBody {
    /// note, answer: the text; label: the label; recuse, delete, consent: the reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// answer: the id of the reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Id>,
    /// answer: SHA-256 of the reply's JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
    /// status, close: the new status or outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// assign: to whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub investigator: Option<Id>,
    /// share: a letter of the thread, verbatim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<SharedLetter>,
}

/// A letter handed on with its author's signature, so that its new reader can verify it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedLetter {
    /// The original signature.
    pub signature: Signature,
    /// The original JSON, exactly.
    pub json: String,
}

/// An attachment: a blob of its own on the server, sealed to a throwaway identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRef {
    /// The blob's id.
    pub id: Id,
    /// The seed of the throwaway identity it is sealed to, base64url.
    pub key: dauys_wire::PublicKey,
    /// The name she sees.
    pub name: String,
    /// The media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Bytes of the file itself.
    pub size: u64,
    /// SHA-256 of the file itself.
    pub sha256: Digest,
    /// Whether a cleaned copy was made on her device.
    pub cleaned: bool,
}

/// Which roster the author had: a desk sees when a reporter was shown another list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRef {
    /// Its version.
    pub version: u64,
    /// SHA-256 of `roster.json`.
    pub sha256: Digest,
}

/// The newest that is known of an author: number and SHA-256 of the JSON; `[n, sha256]` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u64, Digest)", into = "(u64, Digest)")]
pub struct Seen {
    /// `n` of the newest.
    pub n: u64,
    /// SHA-256 of its JSON.
    pub sha256: Digest,
}

impl From<(u64, Digest)> for Seen {
    fn from((n, sha256): (u64, Digest)) -> Self {
        Self { n, sha256 }
    }
}

impl From<Seen> for (u64, Digest) {
    fn from(seen: Seen) -> Self {
        (seen.n, seen.sha256)
    }
}

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

/// Who wrote: `reporter` or `investigator/<id>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Author {
    /// The reporter of the thread.
    Reporter,
    /// An investigator of the roster.
    Investigator(Id),
}

impl TryFrom<String> for Author {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        match text.strip_prefix("investigator/") {
            Some(id) => Id::parse(id).map(Self::Investigator).map_err(|_| "not an author"),
            None if text == "reporter" => Ok(Self::Reporter),
            None => Err("not an author"),
        }
    }
}

impl From<Author> for String {
    fn from(author: Author) -> Self {
        author.to_string()
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reporter => f.write_str("reporter"),
            Self::Investigator(id) => write!(f, "investigator/{id}"),
        }
    }
}

/// Whether a list of addressees is 1 to 7 ids, strictly ascending.
pub fn is_addressee_list(to: &[Id]) -> bool {
    (1..=ADDRESSEES_MAX).contains(&to.len()) && to.is_sorted_by(|a, b| a < b)
}
