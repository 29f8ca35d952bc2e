//! Byte strings and their one canonical spelling.
//!
//! Ids and hashes are lower-case hex; keys and signatures are base64url without padding. Whatever
//! decodes but is not the canonical spelling is refused, so that two texts never mean one thing.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Digest as _;

/// A text is not in the canonical spelling of what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a canonical {0}")]
pub struct NotCanonical(&'static str);

/// Defines a newtype over bytes with `parse`, `Display`, and serde through them.
macro_rules! canonical_text {
    ($(#[$doc:meta])* $name:ident, $bytes:literal, $what:literal, $decode:ident, $encode:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; $bytes]);

        impl $name {
            /// From raw bytes.
            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }

            /// The raw bytes.
            pub const fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }

            /// From the canonical text; anything else is refused.
            pub fn parse(text: &str) -> Result<Self, NotCanonical> {
                $decode(text).map(Self).ok_or(NotCanonical($what))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&$encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::parse(&text).map_err(de::Error::custom)
            }
        }
    };
}

canonical_text!(
    /// An id of a letter, reply, blob, thread or investigator: 16 bytes, 32 lower-case hex digits.
    Id, 16, "id", decode_hex, encode_hex
);
canonical_text!(
    /// A SHA-256 hash: 32 bytes, 64 lower-case hex digits.
    Digest, 32, "hash", decode_hex, encode_hex
);
canonical_text!(
    /// An Ed25519 public key: 32 bytes, 43 characters of base64url.
    PublicKey, 32, "public key", decode_base64url, encode_base64url
);
canonical_text!(
    /// An Ed25519 signature: 64 bytes, 86 characters of base64url.
    Signature, 64, "signature", decode_base64url, encode_base64url
);

impl Digest {
    /// SHA-256 of the bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }
}

impl PublicKey {
    /// Verifies an Ed25519 signature with `verify_strict`: no small-order keys, no second encodings.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        ed25519_dalek::VerifyingKey::from_bytes(&self.0).is_ok_and(|key| {
            key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&signature.0)).is_ok()
        })
    }
}

fn decode_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let decoded = base16ct::lower::decode(text, &mut bytes).ok()?;
    (decoded.len() == N).then_some(bytes)
}

fn encode_hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

fn decode_base64url<const N: usize>(text: &str) -> Option<[u8; N]> {
    // The engine refuses padding and stray trailing bits, so only the canonical text decodes.
    let mut bytes = [0; N];
    let length = URL_SAFE_NO_PAD.decode_slice(text, &mut bytes).ok()?;
    (length == N).then_some(bytes)
}

fn encode_base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The fixed name of an installation, used in salts and signatures and never changed:
/// 1 to 64 characters of `a-z`, `0-9`, `.` and `-`, beginning with a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InstanceName(String);

impl InstanceName {
    /// From its text.
    pub fn parse(text: &str) -> Result<Self, NotCanonical> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        let first = text.bytes().next().is_some_and(allowed);
        let rest = text.bytes().all(|b| allowed(b) || b == b'.' || b == b'-');
        if first && rest && text.len() <= 64 {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotCanonical("instance name"))
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for InstanceName {
    type Error = NotCanonical;
    fn try_from(text: String) -> Result<Self, NotCanonical> {
        Self::parse(&text)
    }
}

impl From<InstanceName> for String {
    fn from(name: InstanceName) -> Self {
        name.0
    }
}

impl fmt::Display for InstanceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A hybrid age recipient as text: `age1pq1` and 1,952 Bech32 characters (C2SP age,
/// "ML-KEM-768 and X25519 recipient"). Only the spelling is checked here: this crate cannot seal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecipientText(String);

impl RecipientText {
    /// Characters in the text: prefix, separator, 1,216 bytes in base 32, six of checksum.
    pub const LENGTH: usize = 1_959;

    /// From its text.
    pub fn parse(text: &str) -> Result<Self, NotCanonical> {
        let data = text.strip_prefix("age1pq1").ok_or(NotCanonical("recipient"))?;
        let bech32 = |b: u8| b"qpzry9x8gf2tvdw0s3jn54khce6mua7l".contains(&b);
        if text.len() == Self::LENGTH && data.bytes().all(bech32) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotCanonical("recipient"))
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RecipientText {
    type Error = NotCanonical;
    fn try_from(text: String) -> Result<Self, NotCanonical> {
        Self::parse(&text)
    }
}

impl From<RecipientText> for String {
    fn from(text: RecipientText) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_spelling_is_accepted() {
        let id = "00112233445566778899aabbccddeeff";
        assert_eq!(Id::parse(id).unwrap().to_string(), id);
        for wrong in
            ["", "00112233445566778899AABBCCDDEEFF", id.get(1..).unwrap(), &format!("{id}0"), "é"]
        {
            assert!(Id::parse(wrong).is_err(), "{wrong}");
        }
        let key = PublicKey::from_bytes([255; 32]).to_string();
        assert_eq!(PublicKey::parse(&key).unwrap().to_string(), key);
        assert!(PublicKey::parse(&format!("{key}=")).is_err(), "padding");
        let stray = format!("{}9", key.get(..42).unwrap());
        assert!(PublicKey::parse(&stray).is_err(), "stray trailing bits");
    }

    #[test]
    fn instance_names_are_plain() {
        assert!(InstanceName::parse("demo.example-1").is_ok());
        for wrong in ["", "-a", "A", "a b", "a\0b", &"a".repeat(65)] {
            assert!(InstanceName::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in ".{0,100}") {
            let _ = Id::parse(&text);
            let _ = Digest::parse(&text);
            let _ = PublicKey::parse(&text);
            let _ = Signature::parse(&text);
            let _ = InstanceName::parse(&text);
            let _ = RecipientText::parse(&text);
        }
    }
}
