//! What is appended to the vault, one thing at a time. Records are never changed: a newer one wins.

use std::fmt;

use dauys_crypto::reply::ReplyKind;
use dauys_wire::{Day, Digest, Id, PublicKey, Signature};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pace::Kind;
use crate::schema::shape;
use crate::sheets::SheetsKey;

/// One thing that this desk came to know or did.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "kebab-case")]
pub enum Record {
    /// The number of this machine among its owner's. Without it it is the first.
    Device {
        /// 0 is the first.
        device: u8,
    },
    /// From here on another machine writes: the vault was put back from a backup. The machine that wrote
    /// until then may have written more since, of which nobody here knows the numbers; so this one
    /// counts anew, under a number of its own.
    Restored {
        /// Its number.
        device: u8,
    },
    /// Sheets of paper were made: what backups for them are sealed to. The newest count.
    Sheets(SheetsKey),
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
    /// What is posted on a day, real and cover: decided before anything of it is posted.
    Plan(DayPlan),
    /// Something that is about to be posted: from now on the server may have it.
    Attempted {
        /// Its id.
        id: Id,
    },
    /// Something that was posted.
    Posted {
        /// Its id.
        id: Id,
        /// What it was, and its day: a letter's in the inbox, as the server signed it; the one on
        /// which a reply was posted.
        #[serde(default)]
        taken: Option<(Kind, Day)>,
    },
    /// Things that waited and never will be posted: something else says what they said.
    Dropped {
        /// Their ids.
        ids: Vec<Id>,
    },
    /// Cover that was posted and will be taken back.
    Withdrawal(Withdrawal),
    /// Cover that was taken back.
    Withdrawn {
        /// Its id.
        id: Id,
    },
    /// Letters that the server took from us and does not list: the alarm was raised.
    Withheld {
        /// Their ids.
        ids: Vec<Id>,
    },
    /// Letters that the server listed and did not hand out. The second time the alarm was raised.
    Undelivered {
        /// Their ids.
        ids: Vec<Id>,
    },
    /// A reply that this desk wrote: the next one needs its number.
    Reply(SentReply),
    /// Letters that were shown.
    Read {
        /// Their ids.
        ids: Vec<Id>,
    },
    /// A case that was deleted here.
    Deleted(DeletedCase),
    /// A case that this investigator stepped out of: nothing of it is kept or shown any more.
    Recused {
        /// Its thread.
        thread: Id,
        /// To whom her letters are handed on unseen, because she still writes to nobody else.
        forward_to: Vec<Id>,
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
    /// The exact JSON; after events of a deleted case were cut out of it, what is left.
    pub json: String,
    /// SHA-256 of the JSON as it was signed, if something was cut out: the author's next letter
    /// names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Digest>,
}

impl fmt::Debug for KeptLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptLetter").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A letter that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "rejected")]
pub struct RejectedLetter {
    /// Its id.
    #[schemars(with = "shape::Id")]
    pub id: Id,
    /// The day under which the inbox lists it.
    #[schemars(with = "shape::Day")]
    pub day: Day,
    /// What is wrong with it.
    pub reason: RejectionReason,
}

/// What is wrong with a letter; see [`dauys_crypto::open::Rejection`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "reason")]
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

/// Cover, ready to be posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Sealed to nobody.
    pub outgoing: Outgoing,
    /// So many days after its day in the inbox it is taken back.
    pub withdrawn_after: Option<u32>,
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
    /// A report that was taken down for somebody, into the common inbox. Its token comes from her
    /// code and is hers alone: a desk that kept it could erase what she told.
    Filed {
        /// SHA-256 of the token.
        withdraw: Digest,
    },
    /// A reply, into the drop. The bucket is reckoned when it is posted: their number can change.
    Drop {
        /// The thread it belongs to.
        thread: Id,
    },
    /// Cover, into a bucket that was drawn for it.
    Bucket {
        /// The bucket.
        bucket: u32,
    },
}

impl Place {
    /// Whether it is a letter or a reply.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Inbox { .. } | Self::Filed { .. } => Kind::Letter,
            Self::Drop { .. } | Self::Bucket { .. } => Kind::Reply,
        }
    }

    /// The hash of the token with which a letter can be withdrawn.
    pub fn withdraw(&self) -> Option<Digest> {
        match self {
            Self::Inbox { token } => Some(Digest::of(token)),
            Self::Filed { withdraw } => Some(*withdraw),
            Self::Drop { .. } | Self::Bucket { .. } => None,
        }
    }
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
    /// By which day the organisation promised it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Whether she had written that she is being punished for reporting.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retaliation: bool,
    /// The reply that it says again, because that expired before she had fetched it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<Id>,
}

/// What is posted on a day, of one kind. A later one for the same day and kind takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayPlan {
    /// The day.
    pub day: Day,
    /// Of which kind.
    pub kind: Kind,
    /// What waits, and cover; nothing tells which is which.
    pub ids: Vec<Id>,
}

/// Cover that will be taken back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The letter.
    pub id: Id,
    /// Its token, 32 bytes.
    #[serde(with = "base64_bytes")]
    pub token: Vec<u8>,
    /// At the first `sync` on this day or later.
    pub on: Day,
}

impl fmt::Debug for Withdrawal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Withdrawal").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What is left of a case that was deleted here: enough that late letters of colleagues do not
/// bring it back, and that an answer, if she ever writes again, goes on with its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedCase {
    /// Its thread.
    pub thread: Id,
    /// Number and day of this desk's last reply in it.
    #[serde(default)]
    pub last: Option<(u64, Day)>,
    /// When it was deleted, and why.
    #[serde(default)]
    pub tombstone: Option<Tombstone>,
}

/// What is known of a case that is not there any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// When it was deleted here.
    pub day: Day,
    /// Why.
    pub why: Ending,
    /// Who asked for it.
    pub asked_by: Vec<Id>,
}

/// Why a case is not there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Two of its readers asked for it.
    Agreed,
    /// The day until which it was kept is over.
    Expired,
    /// Its reporter took it back.
    Withdrawn,
    /// This investigator stepped out.
    Recused,
    /// Nothing was here but what outsiders or colleagues wrote of it.
    Foreign,
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
