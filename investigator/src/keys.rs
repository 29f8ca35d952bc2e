//! An investigator's keys: made here, kept in one age file sealed with a passphrase, never sent.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use dauys_crypto::card::{Card, NotACard};
use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::vault::VaultKey;
use dauys_wire::roster::Localised;
use dauys_wire::{Digest, Id, InstanceName, PublicKey};
use ed25519_dalek::SigningKey;
use rand::RngCore as _;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::files::{self, FileError};
use crate::home::Home;
use crate::passphrase::Passphrase;
use crate::remote::Signer;

/// The value of `format`.
const FORMAT: &str = "dauys-keys/1";
/// The sealed file has some 700 bytes.
const KEYS_MAX: usize = 65_536;
/// More than what is sealed ever has: three keys and two names.
const KEYS_ROOM: usize = 1_024;

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// Not the passphrase of these keys.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// It opens, and is not what it should be.
    #[error("not a file of keys")]
    Malformed,
}

/// The keys, open. Cleared when dropped, by the types that hold them.
pub struct Keys {
    /// This investigator.
    pub id: Id,
    /// The installation they are for.
    pub instance: InstanceName,
    /// Signs letters, replies and requests.
    pub signing: SigningKey,
    /// Opens letters.
    pub reading: HybridIdentity,
    /// Opens the vault.
    pub vault: VaultKey,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The plaintext of the sealed file.
#[derive(Serialize, Deserialize)]
struct KeysFile {
    format: String,
    id: Id,
    instance: InstanceName,
    signing: Zeroizing<String>,
    reading: Zeroizing<String>,
    vault: Zeroizing<String>,
}

impl Keys {
    /// New keys for an installation.
    pub fn generate(instance: InstanceName) -> Self {
        let mut id = [0; 16];
        OsRng.fill_bytes(&mut id);
        Self {
            id: Id::from_bytes(id),
            instance,
            signing: SigningKey::generate(&mut OsRng),
            reading: HybridIdentity::generate(),
            vault: VaultKey::generate(),
        }
    }

    /// Keeps them; there must be none yet.
    pub fn create(&self, home: &Home, passphrase: &Passphrase) -> Result<(), KeysError> {
        let sealed = self.seal(home, passphrase)?;
        Ok(files::create(&home.keys(), &sealed)?)
    }

    /// Keeps them under another passphrase. At every moment the file opens with one of the two: the
    /// new one is whole on the disk, and was opened, before it takes the place of the old one.
    pub fn seal_anew(&self, home: &Home, passphrase: &Passphrase) -> Result<(), KeysError> {
        let sealed = self.seal(home, passphrase)?;
        let again = passphrase.open(&sealed).ok_or(KeysError::Malformed)?;
        if *again != *self.to_json()? {
            return Err(KeysError::Malformed);
        }
        Ok(files::replace(&home.keys(), &sealed)?)
    }

    fn seal(&self, home: &Home, passphrase: &Passphrase) -> Result<Vec<u8>, KeysError> {
        let sealed = passphrase.seal(&self.to_json()?);
        Ok(sealed.map_err(FileError::at(&home.keys()))?)
    }

    /// What is sealed. Whoever has it has the keys.
    pub fn to_json(&self) -> Result<Zeroizing<Vec<u8>>, KeysError> {
        let file = KeysFile {
            format: FORMAT.to_owned(),
            id: self.id,
            instance: self.instance.clone(),
            signing: encode(self.signing.as_bytes()),
            reading: self.reading.to_secret_text(),
            vault: encode(self.vault.expose()),
        };
        // Room for everything at once: a vector that grows leaves copies behind.
        let mut json = Zeroizing::new(Vec::with_capacity(KEYS_ROOM));
        serde_json::to_writer(&mut *json, &file).map_err(|_| KeysError::Malformed)?;
        Ok(json)
    }

    /// Opens them.
    pub fn open(home: &Home, passphrase: &Passphrase) -> Result<Self, KeysError> {
        let sealed = files::read(&home.keys(), KEYS_MAX)?;
        Self::from_json(&passphrase.open(&sealed).ok_or(KeysError::WrongPassphrase)?)
    }

    /// By which it shows that the file of keys was replaced: by other keys, or for another passphrase.
    pub fn mark(home: &Home) -> Result<Digest, FileError> {
        Ok(Digest::of(&files::read(&home.keys(), KEYS_MAX)?))
    }

    /// From what [`Keys::to_json`] gave.
    pub fn from_json(json: &[u8]) -> Result<Self, KeysError> {
        let file: KeysFile = serde_json::from_slice(json).map_err(|_| KeysError::Malformed)?;
        if file.format != FORMAT {
            return Err(KeysError::Malformed);
        }
        Ok(Self {
            id: file.id,
            instance: file.instance,
            signing: SigningKey::from_bytes(&*decode(&file.signing)?),
            reading: HybridIdentity::parse(&file.reading).map_err(|_| KeysError::Malformed)?,
            vault: VaultKey::from_bytes(*decode(&file.vault)?),
        })
    }

    /// The public half of the signing key.
    pub fn signing_key(&self) -> PublicKey {
        PublicKey::from_bytes(self.signing.verifying_key().to_bytes())
    }

    /// Who signs requests.
    pub const fn signer(&self) -> Signer<'_> {
        Signer { id: &self.id, key: &self.signing, instance: &self.instance }
    }

    /// The card for the organisation.
    pub fn card(&self, name: String, role: Localised) -> Result<String, NotACard> {
        let card = Card {
            instance: self.instance.clone(),
            id: self.id,
            name,
            role,
            recipient: self.reading.recipient().to_text(),
            signing_key: self.signing_key(),
        };
        card.sign(&self.signing)
    }
}

/// A key as text.
pub fn encode(key: &[u8; 32]) -> Zeroizing<String> {
    Zeroizing::new(STANDARD_NO_PAD.encode(key))
}

/// A key from its text.
pub fn decode(text: &str) -> Result<Zeroizing<[u8; 32]>, KeysError> {
    let mut key = Zeroizing::new([0; 32]);
    match STANDARD_NO_PAD.decode_slice(text, key.as_mut_slice()) {
        Ok(32) => Ok(key),
        _ => Err(KeysError::Malformed),
    }
}
