//! Replies in clear: what an investigator answers to a reporter (docs/PROTOCOL.md, section 8).

use std::collections::BTreeMap;

use dauys_wire::{Day, Id};
use serde::{Deserialize, Serialize};

use crate::desk::is_first;
use crate::letter::{Author, Lang};
use crate::state::SignedState;

/// The first line of a reply's plaintext.
pub const MAGIC: &str = "dauys-reply/1";

/// A reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The id it is kept under in its bucket; random.
    pub id: Id,
    /// The reporter's thread.
    pub thread: Id,
    /// Always [`Author::Investigator`].
    pub from: Author,
    /// On which of the author's machines it was written.
    #[serde(default, skip_serializing_if = "is_first")]
    pub device: u8,
    /// From 1, per desk and thread.
    pub n: u64,
    /// The desk's reply before this one; `None` in the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<Previous>,
    /// The day it was written.
    pub day: Day,
    /// What it is.
    pub kind: ReplyKind,
    /// The language of its text.
    pub lang: Lang,
    /// The text.
    #[serde(default)]
    pub body: ReplyBody,
    /// The status of the case, a code of the outcome taxonomy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// By which day she will have what; `answer` in a receipt, as the roster promises.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub due: BTreeMap<String, Day>,
    /// Promises that stand still, by their names in `due`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paused: Vec<String>,
    /// All of her letters that the author has.
    #[serde(default)]
    pub received: Vec<Id>,
    /// Everyone who can read her thread now.
    #[serde(default)]
    pub readers: Vec<Id>,
    /// Her newest state, as the author knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<SignedState>,
}

/// What a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReplyKind {
    /// "Your letter is here."
    Receipt,
    /// An answer in words.
    Answer,
    /// A change of status.
    Status,
}

/// The text of a reply: plain, links are shown as text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyBody {
    /// The text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// The author's reply before this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    /// Its number.
    pub n: u64,
    /// Its day: whether a missing one can still be in the drop.
    pub day: Day,
}
