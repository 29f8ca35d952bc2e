//! A reply as the server sees it, and the bucket it lies in.

use bytes::Bytes;
use dauys_wire::limits::REPLY_BYTES;
use dauys_wire::{Digest, Id};

use super::letter::{NotSealed, parse_sealed};

/// The file of a reply: exactly [`REPLY_BYTES`], beginning as age files begin.
#[derive(Clone, PartialEq, Eq)]
pub struct ReplyFile(Bytes);

impl ReplyFile {
    /// From a request's body.
    pub fn parse(bytes: Bytes) -> Result<Self, NotSealed> {
        parse_sealed(bytes, REPLY_BYTES).map(Self)
    }

    /// The file.
    pub fn bytes(&self) -> &Bytes {
        &self.0
    }
}

/// A reply that was sent and is not yet kept. Who sent it is not part of it: what does not reach the
/// store cannot be found there.
#[derive(Clone)]
pub struct SentReply {
    /// From the path.
    pub id: Id,
    /// From the path.
    pub bucket: Bucket,
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// The file.
    pub file: ReplyFile,
}

/// A bucket's number, plain decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bucket(u32);

/// The text is not a bucket's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a bucket")]
pub struct NotABucket;

impl Bucket {
    /// From its decimal text without leading zeros or sign.
    pub fn parse(text: &str) -> Result<Self, NotABucket> {
        let number: u32 = text.parse().map_err(|_| NotABucket)?;
        if number.to_string() == text { Ok(Self(number)) } else { Err(NotABucket) }
    }

    /// The number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_has_one_spelling() {
        assert_eq!(Bucket::parse("0").unwrap().number(), 0);
        assert_eq!(Bucket::parse("65535").unwrap().number(), 65_535);
        for wrong in ["", "00", "+1", "-1", "1.0", " 1", "4294967296"] {
            assert!(Bucket::parse(wrong).is_err(), "{wrong}");
        }
    }
}
