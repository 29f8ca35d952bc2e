//! The hybrid age recipient and identity `mlkem768x25519`, the only ones in use.
//!
//! Formats: C2SP age specification of 2025-12-22, "ML-KEM-768 and X25519 recipient stanza". The
//! KEM is X-Wing (draft-connolly-cfrg-xwing-kem), the wrapping HPKE base mode (RFC 9180) with KEM
//! id 0x647a, HKDF-SHA256 and ChaCha20-Poly1305. Written here because no package has it that
//! builds together with the `age` crate (docs/decisions/hybrid-recipient.md); to be replaced when
//! the crate has its own.

use std::collections::HashSet;
use std::fmt;

use age::secrecy::ExposeSecret as _;
use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::primitives::{bech32_decode, bech32_encode};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use bech32::Hrp;
use dauys_wire::RecipientText;
use rand::RngCore as _;
use rand::rngs::OsRng;
use zeroize::{Zeroize as _, Zeroizing};

mod hpke;
mod xwing;

pub use xwing::PUBLIC_KEY_BYTES;
use xwing::{DecapsulationKey, ENCAPSULATION_BYTES, SharedSecret};

const TAG: &str = "mlkem768x25519";
const LABEL: &str = "postquantum";
const RECIPIENT_HRP: Hrp = Hrp::parse_unchecked("age1pq");
const IDENTITY_HRP: Hrp = Hrp::parse_unchecked("AGE-SECRET-KEY-PQ-");
/// The file key and its Poly1305 tag.
const BODY_BYTES: usize = FILE_KEY_BYTES + 16;

/// A text is not a hybrid recipient or identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a hybrid age key")]
pub struct NotAKey;

/// The public half: what a letter is sealed to. As text `age1pq1…`.
#[derive(Clone, PartialEq, Eq)]
pub struct HybridRecipient(Box<[u8; PUBLIC_KEY_BYTES]>);

impl HybridRecipient {
    /// From `age1pq1…`; the ML-KEM half must be a canonical encoding (FIPS 203, modulus check).
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let bytes = decode_bech32(text, RECIPIENT_HRP)?;
        let bytes: [u8; PUBLIC_KEY_BYTES] = bytes.as_slice().try_into().map_err(|_| NotAKey)?;
        xwing::is_canonical(&bytes).then(|| Self(Box::new(bytes))).ok_or(NotAKey)
    }

    /// A recipient whose secret nobody keeps: it takes the place of an addressee in a letter that
    /// has fewer than it could have.
    pub fn throwaway() -> Self {
        HybridIdentity::generate().recipient()
    }

    /// What costs time about a stanza, before there is a file to seal.
    pub fn encapsulate(&self) -> Result<Encapsulation, NotAKey> {
        let (bytes, shared) = xwing::encapsulate(&self.0, &mut OsRng).ok_or(NotAKey)?;
        Ok(Encapsulation { bytes: Box::new(bytes), shared })
    }

    /// The raw key: ML-KEM-768 encapsulation key (1,184 bytes), X25519 public key (32 bytes).
    pub fn as_bytes(&self) -> &[u8; PUBLIC_KEY_BYTES] {
        &self.0
    }

    /// The canonical text.
    pub fn to_text(&self) -> RecipientText {
        // Infallible in truth: our own encoding is of the right length and alphabet.
        RecipientText::parse(&self.to_string()).unwrap_or_else(|_| unreachable!("own encoding"))
    }
}

impl fmt::Display for HybridRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&bech32_encode(RECIPIENT_HRP, self.0.as_slice()))
    }
}

impl fmt::Debug for HybridRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HybridRecipient({self})")
    }
}

impl TryFrom<&RecipientText> for HybridRecipient {
    type Error = NotAKey;
    fn try_from(text: &RecipientText) -> Result<Self, NotAKey> {
        Self::parse(text.as_str())
    }
}

impl age::Recipient for HybridRecipient {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let encapsulation = self.encapsulate();
        encapsulation
            .map_err(|_| EncryptError::Io(std::io::ErrorKind::InvalidInput.into()))?
            .wrap_file_key(file_key)
    }
}

/// A secret that is shared with one recipient, and what tells it to them. For one file: its key is
/// wrapped under a nonce that never changes.
pub struct Encapsulation {
    bytes: Box<[u8; ENCAPSULATION_BYTES]>,
    shared: SharedSecret,
}

impl age::Recipient for Encapsulation {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let stanza = Stanza {
            tag: TAG.to_owned(),
            args: vec![BASE64_STANDARD_NO_PAD.encode(self.bytes.as_slice())],
            body: hpke::seal(&self.shared, file_key.expose_secret()),
        };
        Ok((vec![stanza], HashSet::from([LABEL.to_owned()])))
    }
}

impl fmt::Debug for Encapsulation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Encapsulation(secret)")
    }
}

/// The secret half: what a letter is opened with. As text `AGE-SECRET-KEY-PQ-1…`.
pub struct HybridIdentity {
    seed: Zeroizing<[u8; 32]>,
    key: DecapsulationKey,
}

impl HybridIdentity {
    /// A new random identity.
    pub fn generate() -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        OsRng.fill_bytes(seed.as_mut());
        Self::from_seed(&seed)
    }

    /// The identity of a seed.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self { seed: Zeroizing::new(*seed), key: DecapsulationKey::expand(seed) }
    }

    /// From `AGE-SECRET-KEY-PQ-1…`, upper case as age writes it.
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Err(NotAKey);
        }
        let bytes = decode_bech32(text, IDENTITY_HRP)?;
        let seed = Zeroizing::new(bytes.as_slice().try_into().map_err(|_| NotAKey)?);
        Ok(Self::from_seed(&seed))
    }

    /// `AGE-SECRET-KEY-PQ-1…`, as a stock age reads it.
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        let mut lower = bech32_encode(IDENTITY_HRP, self.seed.as_slice());
        let upper = Zeroizing::new(lower.to_ascii_uppercase());
        lower.zeroize();
        upper
    }

    /// The seed, to be kept sealed.
    pub fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    /// The public half.
    pub fn recipient(&self) -> HybridRecipient {
        HybridRecipient(Box::new(*self.key.public_key()))
    }
}

impl fmt::Debug for HybridIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HybridIdentity(secret)")
    }
}

impl age::Identity for HybridIdentity {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag != TAG {
            return None;
        }
        let [argument] = stanza.args.as_slice() else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        let Some(encapsulation) = decode_encapsulation(argument) else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        if stanza.body.len() != BODY_BYTES {
            return Some(Err(DecryptError::InvalidHeader));
        }
        let Some(shared) = self.key.decapsulate(&encapsulation) else {
            return Some(Err(DecryptError::InvalidHeader));
        };
        // A stanza for somebody else decapsulates to a key that opens nothing.
        let opened = Zeroizing::new(hpke::open(&shared, &stanza.body)?);
        let file_key: [u8; FILE_KEY_BYTES] = opened.as_slice().try_into().ok()?;
        Some(Ok(FileKey::new(Box::new(file_key))))
    }
}

fn decode_encapsulation(argument: &str) -> Option<Box<[u8; ENCAPSULATION_BYTES]>> {
    let mut bytes = Box::new([0; ENCAPSULATION_BYTES]);
    // One byte short of what the argument may decode to is an error of the engine, not a panic.
    let length = BASE64_STANDARD_NO_PAD.decode_slice(argument, bytes.as_mut_slice()).ok()?;
    (length == ENCAPSULATION_BYTES).then_some(bytes)
}

fn decode_bech32(text: &str, expected: Hrp) -> Result<Zeroizing<Vec<u8>>, NotAKey> {
    bech32_decode(
        text,
        |_| NotAKey,
        |hrp| if hrp == expected { Ok(()) } else { Err(NotAKey) },
        |_, bytes| Ok(Zeroizing::new(bytes.collect())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::{Identity as _, Recipient as _};

    fn wrapped(recipient: &HybridRecipient) -> Stanza {
        let file_key = FileKey::new(Box::new([7; 16]));
        let (mut stanzas, labels) = recipient.wrap_file_key(&file_key).unwrap();
        assert_eq!(labels, HashSet::from(["postquantum".to_owned()]));
        stanzas.pop().unwrap()
    }

    #[test]
    fn a_file_key_goes_through_and_only_to_its_identity() {
        let (mine, other) = (HybridIdentity::generate(), HybridIdentity::generate());
        let stanza = wrapped(&mine.recipient());
        let opened = mine.unwrap_stanza(&stanza).unwrap().unwrap();
        assert_eq!(opened.expose_secret(), &[7; 16]);
        assert!(other.unwrap_stanza(&stanza).is_none());
    }

    #[test]
    fn texts_come_back_and_only_in_their_own_case() {
        let identity = HybridIdentity::from_seed(&[5; 32]);
        let secret = identity.to_secret_text();
        assert!(secret.starts_with("AGE-SECRET-KEY-PQ-1"));
        assert_eq!(HybridIdentity::parse(&secret).unwrap().recipient(), identity.recipient());
        assert!(HybridIdentity::parse(&secret.to_lowercase()).is_err());
        let text = identity.recipient().to_text();
        assert_eq!(HybridRecipient::parse(text.as_str()).unwrap(), identity.recipient());
        assert!(HybridRecipient::parse(&secret).is_err());
    }

    #[test]
    fn an_ml_kem_key_beyond_the_modulus_is_refused() {
        let mut bytes = *HybridIdentity::from_seed(&[5; 32]).recipient().0;
        bytes[0] = 0xff;
        bytes[1] = 0xff;
        let text = bech32_encode(RECIPIENT_HRP, &bytes);
        assert!(HybridRecipient::parse(&text).is_err());
    }

    #[test]
    fn a_stanza_that_is_ours_but_malformed_is_an_error() {
        let identity = HybridIdentity::generate();
        let good = || wrapped(&identity.recipient());
        let spoiled: [fn(&mut Stanza); 4] = [
            |stanza| stanza.args.push("x".into()),
            |stanza| stanza.args[0].truncate(100),
            |stanza| stanza.body.push(0),
            // A zero X25519 share: the low half of the secret would be known to all.
            |stanza| {
                let mut bytes = BASE64_STANDARD_NO_PAD.decode(&stanza.args[0]).unwrap();
                bytes[1088..].fill(0);
                stanza.args[0] = BASE64_STANDARD_NO_PAD.encode(bytes);
            },
        ];
        for spoil in spoiled {
            let mut stanza = good();
            spoil(&mut stanza);
            assert!(matches!(identity.unwrap_stanza(&stanza), Some(Err(_))));
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let identity = HybridIdentity::from_seed(&[5; 32]);
        assert_eq!(format!("{identity:?}"), "HybridIdentity(secret)");
    }
}
