//! Events: what an investigator did in a case (docs/PROTOCOL.md, section 6.3).
//!
//! Each is signed by itself, so that it can be handed on verbatim to somebody who comes later, and
//! shown to an authority without the other cases that travelled in the same letter. Each names the
//! newest entries of its case that its author knew: so everyone who has the same events sees what
//! came before what, what happened at the same time, and that nothing was left out.

use dauys_wire::json::{self, BadJson, Exact};
use dauys_wire::limits::LETTER_JSON_MAX;
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey, Signature, label};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use crate::desk::{DEVICE_MAX, DeskId, is_first};
use crate::signing;

/// Entries that an event names as the newest. Mostly one or two; but a reporter who has had no answer
/// yet writes letters that know nothing of each other, and an answer to them names each.
pub const AFTER_MAX: usize = 48;
/// Bytes of the name and version of a program.
const PROGRAM_MAX: usize = 40;
/// Measures or pieces of evidence that one event names.
const LIST_MAX: usize = 32;

/// One thing that an investigator did in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// In which thread.
    pub thread: Id,
    /// Who.
    pub by: Id,
    /// On which of their machines.
    #[serde(default, skip_serializing_if = "is_first")]
    pub device: u8,
    /// When.
    pub day: Day,
    /// With which program and version, for the log of the case.
    pub program: String,
    /// SHA-256 of the newest entries of the case that the author knew and all addressees have: of
    /// the JSON of a reporter's letter, of the exact JSON of an event. Up to [`AFTER_MAX`].
    #[serde(default)]
    pub after: Vec<Digest>,
    /// What.
    pub kind: EventKind,
    /// The particulars.
    #[serde(default)]
    pub body: EventBody,
}

/// What an investigator did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// Wrote a note for colleagues.
    Note,
    /// Answered the reporter; this is the team's copy.
    Answer,
    /// Changed the step that the case is at.
    Status,
    /// Gave the case to somebody, or to nobody.
    Assign,
    /// Put a label on it, or took one off.
    Label,
    /// Set a task, changed or finished it.
    Task,
    /// Tied it to another case, or untied it.
    Link,
    /// Declared whether a conflict of interest stands against them.
    Declare,
    /// Stepped out of it.
    Recuse,
    /// Let another investigator in; what they lacked travels with it.
    Share,
    /// Closed it.
    Close,
    /// Took it up again.
    Reopen,
    /// Agreed to something that needs two.
    Consent,
    /// Asked everyone to delete the case.
    Delete,
    /// Set the day until which it is kept.
    Retain,
    /// Stopped the clocks.
    Pause,
    /// Let them run on.
    Resume,
    /// Moved a promised day.
    Extend,
    /// Asked the accused for their side, or wrote down that it came.
    Accused,
    /// Wrote down what is alleged, what evidence there is, what was found.
    Finding,
    /// Checked, some time after closing, whether it is still quiet.
    Checkin,
    /// Saw the case for the first time.
    Opened,
    /// Took the case out of the vault as a file.
    Exported,
    /// Confirms to have written a report down for somebody else.
    Filed,
    /// Set a passage that is covered in what is taken out of the case, or took it back.
    Mask,
    /// Something that a newer program knows.
    #[serde(other)]
    Unknown,
}

/// The particulars of an event; which are set goes by its kind (docs/PROTOCOL.md, section 6.3).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventBody {
    /// A text, a label, a passage, a reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// answer: the id of the reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Id>,
    /// answer: SHA-256 of the reply's JSON. exported: of the export's `manifest.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
    /// The new state, a code that goes by the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// status: the reporter is not told of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    /// assign, share, task: whom it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub investigator: Option<Id>,
    /// task, finding: which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Id>,
    /// link: the other case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Id>,
    /// task, retain, pause, extend: the day that is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// close: what was done, codes of the outcome taxonomy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<String>,
    /// finding: letters and blobs that speak for or against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Id>,
}

/// An event with what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Unread")]
pub struct SignedEvent {
    /// The event.
    pub event: Event,
    /// SHA-256 of its exact JSON: its name in `after`.
    pub sha256: Digest,
    /// By the investigator, over the exact JSON, label `dauys/1/event`.
    pub signature: Signature,
    exact: String,
}

/// As it stands in a letter.
#[derive(Deserialize)]
struct Unread {
    signature: Signature,
    event: Exact,
}

impl SignedEvent {
    /// Signs an event; `None` if it is not of the form that a reader takes.
    pub fn sign(event: Event, instance: &InstanceName, key: &SigningKey) -> Option<Self> {
        let exact = serde_json::to_string(&event).ok().filter(|_| event.is_bounded())?;
        let signature = signing::sign(key, label::EVENT, instance, exact.as_bytes());
        let sha256 = Digest::of(exact.as_bytes());
        Some(Self { event, sha256, signature, exact })
    }

    /// Whether it was signed with this key, at this installation.
    pub fn is_by(&self, key: &PublicKey, instance: &InstanceName) -> bool {
        signing::verify(key, label::EVENT, instance, self.exact.as_bytes(), &self.signature)
    }

    /// The exact JSON that was signed.
    pub fn exact(&self) -> &str {
        &self.exact
    }

    /// Which desk did it.
    pub const fn desk(&self) -> DeskId {
        DeskId { investigator: self.event.by, device: self.event.device }
    }

    /// As it stands in a letter.
    pub(crate) fn write(&self, json: &mut String) {
        let signature = self.signature.to_string();
        json.push_str(r#"{"signature":""#);
        json.push_str(&signature);
        json.push_str(r#"","event":"#);
        json.push_str(&self.exact);
        json.push('}');
    }
}

impl TryFrom<Unread> for SignedEvent {
    type Error = BadJson;

    fn try_from(unread: Unread) -> Result<Self, BadJson> {
        let Unread { signature, event: Exact(exact) } = unread;
        let event: Event = json::parse(exact.as_bytes(), LETTER_JSON_MAX)?;
        if !event.is_bounded() {
            return Err(BadJson);
        }
        Ok(Self { event, sha256: Digest::of(exact.as_bytes()), signature, exact })
    }
}

impl Event {
    /// What a reader takes: lists that no case needs longer, a machine that can be.
    fn is_bounded(&self) -> bool {
        self.device <= DEVICE_MAX
            && self.program.len() <= PROGRAM_MAX
            && self.after.len() <= AFTER_MAX
            && self.body.measures.len() <= LIST_MAX
            && self.body.evidence.len() <= LIST_MAX
    }
}
