//! What is appended to the vault, one thing at a time. Records are never changed: a newer one wins.

use std::fmt;

use dauys_crypto::reply::ReplyKind;
use dauys_wire::{Day, Id, PublicKey, Signature};
use serde::{Deserialize, Serialize};

/// One thing that this desk came to know or did.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "kebab-case")]
pub enum Record {
    /// Where the server is, and the root key that the address on the poster carried.
    Connection(Connection),
    /// A roster that was verified with that root.
    Roster(KeptRoster),
    /// A letter that was opened, or that this desk wrote.
    Letter(KeptLetter),
    /// Letters for others: nothing of them is kept but the id.
    NotOurs {
        /// Their ids.
        ids: Vec<Id>,
    },
    /// A letter that is sealed to us and was not taken.
    Rejected(RejectedLetter),
    /// Days whose list of letters is final, and was fetched whole.
    Complete {
        /// The days.
        days: Vec<Day>,
    },
    /// Something sealed, waiting to be posted.
    Outgoing(Outgoing),
    /// Something that was posted.
    Posted {
        /// Its id.
        id: Id,
    },
    /// A reply that this desk wrote: the next one needs its number.
    Reply(SentReply),
    /// Letters that were shown.
    Read {
        /// Their ids.
        ids: Vec<Id>,
    },
}

/// Where the server is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// `https://host`, `http://….onion` or loopback.
    pub origin: String,
    /// The organisation root.
    pub root: PublicKey,
}

/// A roster, as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRoster {
    /// `roster.json`, exactly.
    pub json: String,
    /// Its signature.
    pub minisig: String,
    /// `questionnaire.json`, exactly.
    pub questionnaire: String,
}

/// A letter, as it was signed: enough to hand it on with its proof.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLetter {
    /// Its id.
    pub id: Id,
    /// The day under which the inbox lists it.
    pub day: Day,
    /// The author's signature.
    pub signature: Signature,
    /// The exact JSON.
    pub json: String,
}

impl fmt::Debug for KeptLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptLetter").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A letter that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedLetter {
    /// Its id.
    pub id: Id,
    /// The day under which the inbox lists it.
    pub day: Day,
    /// What is wrong with it.
    pub reason: RejectionReason,
}

/// What is wrong with a letter; see [`dauys_crypto::open::Rejection`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RejectionReason {
    /// Not of the form.
    Malformed,
    /// The signature does not hold.
    Signature,
    /// The author is not in the roster.
    UnknownAuthor,
    /// Written under another id.
    IdMismatch,
    /// It does not name us.
    NotAddressed,
    /// Of another thread.
    Thread,
    /// The state in it is not the author's.
    State,
}

/// Something sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Its id.
    pub id: Id,
    /// Where it goes.
    pub place: Place,
    /// The file, base64.
    #[serde(with = "base64_bytes")]
    pub file: Vec<u8>,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Where something sealed goes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// A letter, into the common inbox.
    Inbox {
        /// The token with which this desk could withdraw it, 32 bytes.
        #[serde(with = "base64_bytes")]
        token: Vec<u8>,
    },
    /// A reply, into the drop. The bucket is reckoned when it is posted: their number can change.
    Drop {
        /// The thread it belongs to.
        thread: Id,
    },
}

/// A reply that this desk wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentReply {
    /// Its id.
    pub id: Id,
    /// The reporter's thread.
    pub thread: Id,
    /// Its number.
    pub n: u64,
    /// The day it was written.
    pub day: Day,
    /// What it is.
    pub kind: ReplyKind,
    /// Her letters that it acknowledges.
    pub received: Vec<Id>,
}

/// Bytes as base64 in JSON, a third longer instead of four times.
mod base64_bytes {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD_NO_PAD;
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD_NO_PAD.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u8>, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        STANDARD_NO_PAD.decode(text.as_bytes()).map_err(de::Error::custom)
    }
}
