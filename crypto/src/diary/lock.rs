//! The lock of a passphrase on an age file: the `scrypt` stanza of age v1
//! (<https://age-encryption.org/v1>, "The scrypt recipient type").
//!
//! The age crate derives its key in one call; here that is done beforehand, in steps, and age is
//! handed a lock that is shut or open already.

use std::cell::Cell;
use std::collections::HashSet;

use age::{DecryptError, EncryptError};
use age_core::format::{FILE_KEY_BYTES, FileKey, Stanza};
use age_core::primitives::{aead_decrypt, aead_encrypt};
use age_core::secrecy::ExposeSecret as _;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use rand::RngCore as _;
use rand::rngs::OsRng;
use zeroize::Zeroizing;

use super::Passphrase;
use super::scrypt::{NoMemory, Scrypt};

const TAG: &str = "scrypt";
const SALT_LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
const SALT_BYTES: usize = 16;
const BODY_BYTES: usize = FILE_KEY_BYTES + 16;

/// What the stanza says in clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lock {
    salt: [u8; SALT_BYTES],
    /// The binary logarithm of the KiB of memory that a guess costs.
    pub(super) log_n: u8,
}

/// A lock and the key that its passphrase gives.
pub(super) struct Key {
    lock: Lock,
    key: Zeroizing<[u8; 32]>,
}

impl Lock {
    /// A new one; no two files have the same salt.
    pub(super) fn new(log_n: u8) -> Self {
        let mut salt = [0; SALT_BYTES];
        OsRng.fill_bytes(&mut salt);
        Self { salt, log_n }
    }

    /// Begins to derive the key.
    pub(super) fn begin(&self, passphrase: &Passphrase) -> Result<Scrypt, NoMemory> {
        let salt = [SALT_LABEL, &self.salt].concat();
        Scrypt::begin(passphrase, &salt, self.log_n)
    }

    /// Canonical, or nothing: two readings of one header would be two files.
    fn read(stanza: &Stanza) -> Option<Self> {
        let [salt, work] = stanza.args.as_slice() else { return None };
        let salt = BASE64_STANDARD_NO_PAD.decode(salt).ok()?.try_into().ok()?;
        let plain = !work.starts_with('0') && work.bytes().all(|byte| byte.is_ascii_digit());
        let log_n = work.parse().ok().filter(|_| plain)?;
        (stanza.tag == TAG && stanza.body.len() == BODY_BYTES).then_some(Self { salt, log_n })
    }
}

impl Key {
    pub(super) fn new(lock: Lock, derived: Scrypt) -> Self {
        Self { lock, key: derived.finish() }
    }
}

impl age::Recipient for Key {
    fn wrap_file_key(
        &self,
        file_key: &FileKey,
    ) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let Lock { salt, log_n } = self.lock;
        let salt = BASE64_STANDARD_NO_PAD.encode(salt);
        // A label that nothing else has: age puts no other recipient beside a passphrase.
        let label = salt.clone();
        let stanza = Stanza {
            tag: TAG.to_owned(),
            args: vec![salt, log_n.to_string()],
            body: aead_encrypt(&self.key, file_key.expose_secret()),
        };
        Ok((vec![stanza], HashSet::from([label])))
    }
}

impl age::Identity for Key {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        Lock::read(stanza).filter(|lock| *lock == self.lock)?;
        // Not robust: a file can be made that two passphrases open. Whoever made it knew both.
        let opened = aead_decrypt(&self.key, FILE_KEY_BYTES, &stanza.body).ok().map(Zeroizing::new);
        let file_key: [u8; FILE_KEY_BYTES] = opened?.as_slice().try_into().ok()?;
        Some(Ok(FileKey::new(Box::new(file_key))))
    }
}

/// Looks at the lock and opens nothing.
#[derive(Default)]
pub(super) struct Looking(Cell<Option<Lock>>);

impl Looking {
    pub(super) fn found(&self) -> Option<Lock> {
        self.0.get()
    }
}

impl age::Identity for Looking {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        self.0.set(Lock::read(stanza));
        None
    }
}
