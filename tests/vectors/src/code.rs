//! Codes and everything that is derived from them.

use dauys_crypto::code::Code;
use dauys_crypto::thread::{self, Reporter};
use dauys_wire::{Digest, Id, InstanceName, PublicKey, RecipientText};
use serde::{Deserialize, Serialize};

use crate::{Agreed, same};

/// A code at an installation.
#[derive(Serialize, Deserialize)]
pub struct Derived {
    code: String,
    word: String,
    instance: InstanceName,
    signing_key: PublicKey,
    recipient: RecipientText,
    thread: Id,
    first_letter: Id,
    /// Of the first letter, hex.
    withdraw_token: Digest,
    withdraw_hash: Digest,
    /// Number of buckets, and the thread's bucket.
    buckets: Vec<(u32, u32)>,
}

const BUCKETS: [u32; 4] = [1, 4, 64, 65_536];

/// Makes vectors.
pub fn make() -> Option<Vec<Derived>> {
    let fixed = [
        ("0000000000000000000000000098", "", "demo"),
        ("1234567890123456789012345627", "", "dauys.example"),
        ("1234567890123456789012345627", "қоңыр", "dauys.example"),
    ];
    fixed.into_iter().map(|(code, word, instance)| derive(code, word, instance)).collect()
}

fn derive(code: &str, word: &str, instance: &str) -> Option<Derived> {
    let code = Code::parse(code).ok()?;
    let instance = InstanceName::parse(instance).ok()?;
    let reporter = Reporter::derive(&code, word, &instance);
    let (thread, first) = (reporter.thread(), reporter.first_letter());
    Some(Derived {
        code: code.grouped().to_string(),
        word: word.into(),
        instance,
        signing_key: reporter.keys().signing_key,
        recipient: reporter.keys().recipient.clone(),
        thread,
        first_letter: first,
        withdraw_token: Digest::from_bytes(*reporter.withdraw_token(&first)),
        withdraw_hash: reporter.withdraw_hash(&first),
        buckets: BUCKETS.map(|count| (count, thread::bucket(&thread, count))).to_vec(),
    })
}

/// Checks one vector.
pub fn check(vector: &Derived) -> Agreed {
    let again = derive(&vector.code, &vector.word, vector.instance.as_str()).ok_or("code")?;
    same(&again.code, &vector.code, "grouping")?;
    same(&again.signing_key, &vector.signing_key, "signing key")?;
    same(&again.recipient, &vector.recipient, "recipient")?;
    same(&again.thread, &vector.thread, "thread")?;
    same(&again.first_letter, &vector.first_letter, "first letter")?;
    same(&again.withdraw_token, &vector.withdraw_token, "withdraw token")?;
    same(&again.withdraw_hash, &vector.withdraw_hash, "withdraw hash")?;
    same(&again.buckets, &vector.buckets, "buckets")
}
