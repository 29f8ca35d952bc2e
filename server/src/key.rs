//! The acceptance key: it signs "I took this letter", and nothing else. The roster names its public
//! half. Kept in `server.key` in the data directory: base64url of the 32-byte seed, readable by the
//! server's account alone.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_wire::acceptance::{Acceptance, Accepted};
use dauys_wire::{InstanceName, PublicKey};
use ed25519_dalek::SigningKey;
use zeroize::Zeroizing;

use crate::directory;

/// The name of the file.
const FILE: &str = "server.key";
/// Everyone but the owner.
const OTHERS: u32 = 0o077;

/// The acceptance key.
pub struct AcceptanceKey(SigningKey);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is none.
    #[error("{0} is missing: make it with `dauys-server key`")]
    Missing(PathBuf),
    /// Others can read it.
    #[error("{0} can be read by others: chmod 600 it, or, if they may have read it, replace it")]
    Open(PathBuf),
    /// It is not a key.
    #[error("{0} is not a key: base64url of 32 bytes")]
    Malformed(PathBuf),
    /// The file system failed.
    #[error("{0} cannot be read or written")]
    File(PathBuf, #[source] io::Error),
    /// The system gave no randomness.
    #[error("the system gives no randomness")]
    Randomness,
}

impl AcceptanceKey {
    /// Reads the key, or makes it if there is none.
    pub fn read_or_make(directory: &Path) -> Result<Self, KeyError> {
        match Self::read(directory) {
            Err(KeyError::Missing(path)) => Self::make(&path),
            other => other,
        }
    }

    /// Reads the key.
    pub fn read(directory: &Path) -> Result<Self, KeyError> {
        let path = directory.join(FILE);
        let text = match fs::read(&path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(KeyError::Missing(path));
            }
            Err(error) => return Err(KeyError::File(path, error)),
        };
        let mode = fs::metadata(&path).map(|data| data.permissions().mode());
        match mode {
            Ok(mode) if mode & OTHERS == 0 => {}
            Ok(_) => return Err(KeyError::Open(path)),
            Err(error) => return Err(KeyError::File(path, error)),
        }
        let mut seed = Zeroizing::new([0; 32]);
        match URL_SAFE_NO_PAD.decode_slice(text.trim_ascii_end(), seed.as_mut_slice()) {
            Ok(32) => Ok(Self(SigningKey::from_bytes(&seed))),
            _ => Err(KeyError::Malformed(path)),
        }
    }

    /// Signs that a blob was taken.
    pub fn accept_blob(&self, accepted: &Accepted, instance: &InstanceName) -> Acceptance {
        accepted.sign_blob(instance, &self.0)
    }

    fn make(path: &Path) -> Result<Self, KeyError> {
        let mut seed = Zeroizing::new([0; 32]);
        getrandom::getrandom(seed.as_mut_slice()).map_err(|_| KeyError::Randomness)?;
        let text = Zeroizing::new(format!("{}\n", URL_SAFE_NO_PAD.encode(seed.as_slice())));
        let write = || {
            // `create_new`: a key that appeared meanwhile is not overwritten.
            let mut file =
                OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            // The organisation is about to sign its public half.
            directory::sync(path.parent().unwrap_or(path))
        };
        write().map_err(|error| KeyError::File(path.to_owned(), error))?;
        Ok(Self(SigningKey::from_bytes(&seed)))
    }

    /// The half that the roster names.
    pub fn public(&self) -> PublicKey {
        PublicKey::from_bytes(self.0.verifying_key().to_bytes())
    }

    /// Signs that a letter was taken.
    pub fn accept(&self, accepted: &Accepted, instance: &InstanceName) -> Acceptance {
        accepted.sign(instance, &self.0)
    }
}

impl fmt::Debug for AcceptanceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AcceptanceKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_its_owner_alone() {
        let directory = tempfile::tempdir().unwrap();
        assert!(matches!(AcceptanceKey::read(directory.path()), Err(KeyError::Missing(_))));
        let made = AcceptanceKey::read_or_make(directory.path()).unwrap().public();
        assert_eq!(AcceptanceKey::read_or_make(directory.path()).unwrap().public(), made);

        let path = directory.path().join(FILE);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(AcceptanceKey::read(directory.path()), Err(KeyError::Open(_))));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "short").unwrap();
        assert!(matches!(
            AcceptanceKey::read_or_make(directory.path()),
            Err(KeyError::Malformed(_))
        ));
    }
}
