//! What goes into a signature or a hash: `label || 0x00 || part || 0x00 || part …`.
//!
//! Labels and instance names have no zero byte, and the last part may be anything, so no two
//! different lists of parts make the same bytes as long as all parts but the last have none.

use sha2::{Digest as _, Sha256};

use crate::text::{Digest, InstanceName};

/// A letter's signature, by its author.
pub const LETTER: &str = "dauys/1/letter";
/// An event's signature, by its investigator.
pub const EVENT: &str = "dauys/1/event";
/// A reply's signature, by its investigator.
pub const REPLY: &str = "dauys/1/reply";
/// A state's signature, by the reporter.
pub const STATE: &str = "dauys/1/state";
/// A card's signature, by its investigator.
pub const CARD: &str = "dauys/1/card";
/// An independent channel's signature over its own entry.
pub const CHANNEL: &str = "dauys/1/channel";
/// The signature of a case that was taken out as a file, by the investigator who took it out.
pub const EXPORT: &str = "dauys/1/export";
/// The number by which an investigator's signing key is compared.
pub const SIGNER: &str = "dauys/1/signer";
/// The server's acceptance of a letter.
pub const ACCEPT: &str = "dauys/1/accept";
/// The server's acceptance of a blob.
pub const ACCEPT_BLOB: &str = "dauys/1/accept-blob";
/// The safety number of an organisation root.
pub const SAFETY: &str = "dauys/1/safety";
/// The salt of a code.
pub const CODE: &str = "dauys/1/code";
/// A reporter's hybrid seed.
pub const IDENTITY: &str = "dauys/1/identity";
/// A reporter's signing seed.
pub const SIGN: &str = "dauys/1/sign";
/// The id of a thread's first letter.
pub const FIRST: &str = "dauys/1/first";
/// The withdraw token of a letter or blob; its id follows.
pub const WITHDRAW: &str = "dauys/1/withdraw/";
/// The id of a blob; its letter's id, `/` and its place follow.
pub const BLOB: &str = "dauys/1/blob/";
/// The id of a thread.
pub const THREAD: &str = "dauys/1/thread";
/// The bucket of a thread.
pub const BUCKET: &str = "dauys/1/bucket";
/// A stamp's puzzle.
pub const STAMP: &str = "dauys/1/stamp";

/// `parts[0] || 0x00 || parts[1] || 0x00 …`.
pub fn join(parts: &[&[u8]]) -> Vec<u8> {
    parts.join(&0)
}

/// SHA-256 of [`join`].
pub fn hash(parts: &[&[u8]]) -> Digest {
    let mut hasher = Sha256::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            hasher.update([0]);
        }
        hasher.update(part);
    }
    Digest::from_bytes(hasher.finalize().into())
}

/// The input of a signature: `label || 0x00 || instance || 0x00 || exact bytes`.
pub fn signature_input(label: &str, instance: &InstanceName, exact: &[u8]) -> Vec<u8> {
    join(&[label.as_bytes(), instance.as_str().as_bytes(), exact])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_set_apart_by_zero_bytes() {
        assert_eq!(join(&[b"a", b"b", b""]), b"a\0b\0");
        assert_eq!(hash(&[b"a", b"b"]), Digest::of(b"a\0b"));
        let instance = InstanceName::parse("demo").unwrap();
        assert_eq!(signature_input(LETTER, &instance, b"{}"), b"dauys/1/letter\0demo\0{}");
    }
}
