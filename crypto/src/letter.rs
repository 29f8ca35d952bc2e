//! Letters in clear: what reporters and investigators write to the team (docs/PROTOCOL.md,
//! section 6). Their sealing is in [`crate::seal`], their checking in [`crate::open`].

use std::collections::BTreeMap;
use std::fmt;

use dauys_wire::json::{self, BadJson, Exact};
use dauys_wire::limits::{ADDRESSEES_MAX, LETTER_JSON_MAX, REPORTER_DEPTH_MAX};
use dauys_wire::questionnaire::Answers;
use dauys_wire::{Day, Digest, Id, Signature};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::desk::{DeskId, is_first};
use crate::event::SignedEvent;
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
    Investigator(Box<InvestigatorLetter>),
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
    /// The newest reply she has of each desk.
    #[serde(default)]
    pub seen: BTreeMap<DeskId, Seen>,
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
    /// Somebody wants only to be counted: coded answers, of a thread whose code nobody has.
    Count,
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
    /// Whom her readers are asked to hand on what came before; those of her newest readers to whom it
    /// was not sealed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub share_with: Vec<Id>,
    /// In a report: who took it down for her, on the telephone or in person. The letter is signed
    /// with the keys of its thread, so that anybody can claim this of anybody: it counts only where
    /// that investigator's own `filed` in the case says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<Id>,
}

/// An investigator's letter: a carrier of events, and of what somebody who was let in lacked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct InvestigatorLetter {
    /// The id it is fetched under.
    pub id: Id,
    /// Always [`Author::Investigator`].
    pub from: Author,
    /// On which of the author's machines it was written.
    #[serde(default)]
    pub device: u8,
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
    /// From 1, per desk and exact `to`: a gap must not tell someone left out that others write.
    pub n: u64,
    /// SHA-256 of the JSON of the desk's previous letter to the same `to`.
    #[serde(default)]
    pub prev: Option<Digest>,
    /// The newest letter the author has of each other desk, among those to the same `to`.
    #[serde(default)]
    pub seen: BTreeMap<DeskId, Seen>,
    /// What happened, in order; also what others did, handed on.
    pub events: Vec<SignedEvent>,
    /// Letters of reporters, handed on to somebody they were not sealed to.
    #[serde(default)]
    pub shared: Vec<SharedLetter>,
}

/// What an investigator's letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InvestigatorKind {
    /// A list of events.
    Events,
}

impl InvestigatorLetter {
    /// Which desk wrote it; `None` for what claims to be a reporter's.
    pub const fn desk(&self) -> Option<DeskId> {
        match self.from {
            Author::Investigator(investigator) => {
                Some(DeskId { investigator, device: self.device })
            }
            Author::Reporter => None,
        }
    }

    /// Its JSON, with what was signed by itself as it was signed.
    pub fn to_json(&self) -> Result<Zeroizing<String>, serde_json::Error> {
        let Self { id, from, device, kind, day, to, roster, lang, n, prev, seen, events, shared } =
            self;
        let head = Head { id, from, device: *device, kind, day, to, roster, lang, n, prev, seen };
        let mut json = Zeroizing::new(serde_json::to_string(&head)?);
        json.pop();
        json.push_str(r#","events":["#);
        for (place, event) in events.iter().enumerate() {
            json.push_str(if place > 0 { "," } else { "" });
            event.write(&mut json);
        }
        json.push(']');
        if !shared.is_empty() {
            json.push_str(r#","shared":["#);
            for (place, letter) in shared.iter().enumerate() {
                json.push_str(if place > 0 { "," } else { "" });
                letter.write(&mut json);
            }
            json.push(']');
        }
        json.push('}');
        Ok(json)
    }
}

/// All of an investigator's letter but what is signed by itself.
#[derive(Serialize)]
struct Head<'a> {
    id: &'a Id,
    from: &'a Author,
    #[serde(skip_serializing_if = "is_first")]
    device: u8,
    kind: &'a InvestigatorKind,
    day: &'a Day,
    to: &'a [Id],
    roster: &'a RosterRef,
    lang: &'a Lang,
    n: &'a u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    prev: &'a Option<Digest>,
    seen: &'a BTreeMap<DeskId, Seen>,
}

/// A reporter's letter handed on with her signature, so that its new reader can verify it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "UnreadShared")]
pub struct SharedLetter {
    /// The letter.
    pub letter: Box<ReporterLetter>,
    /// SHA-256 of its exact JSON.
    pub sha256: Digest,
    /// Hers.
    pub signature: Signature,
    exact: String,
}

/// As it stands in a letter.
#[derive(Deserialize)]
struct UnreadShared {
    signature: Signature,
    letter: Exact,
}

impl SharedLetter {
    /// From the exact JSON that she signed; `None` if it is not a reporter's letter, or could not be
    /// read inside another.
    pub fn of(exact: &str, signature: Signature) -> Option<Self> {
        Self::try_from(UnreadShared { signature, letter: Exact(exact.to_owned()) }).ok()
    }

    /// The exact JSON that was signed.
    pub fn exact(&self) -> &str {
        &self.exact
    }

    fn write(&self, json: &mut String) {
        json.push_str(r#"{"signature":""#);
        json.push_str(&self.signature.to_string());
        json.push_str(r#"","letter":"#);
        json.push_str(&self.exact);
        json.push('}');
    }
}

impl TryFrom<UnreadShared> for SharedLetter {
    type Error = BadJson;

    fn try_from(unread: UnreadShared) -> Result<Self, BadJson> {
        let UnreadShared { signature, letter: Exact(exact) } = unread;
        let letter = hers(exact.as_bytes())?;
        if letter.from != Author::Reporter {
            return Err(BadJson);
        }
        let sha256 = Digest::of(exact.as_bytes());
        Ok(Self { letter: Box::new(letter), sha256, signature, exact })
    }
}

/// Reads a reporter's letter that can stand, byte for byte, inside another: from bracket to bracket,
/// and not so deep that what is around it makes it too deep.
pub(crate) fn hers(exact: &[u8]) -> Result<ReporterLetter, BadJson> {
    if !exact.starts_with(b"{") || !exact.ends_with(b"}") {
        return Err(BadJson);
    }
    json::parse_within(exact, LETTER_JSON_MAX, REPORTER_DEPTH_MAX)
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
