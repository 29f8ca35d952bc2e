//! The organisation root: a minisign key, in minisign's own files, so that a stock `minisign` on an
//! offline machine can sign and verify in our stead.

use std::io::Cursor;

use dauys_wire::PublicKey;
use minisign::{KeyPair, PublicKeyBox, SecretKeyBox};

use super::OrgError;
use super::folder::Folder;
use crate::files;
use crate::passphrase::Passphrase;

/// A minisign key has some 200 bytes.
const KEY_MAX: usize = 4_096;
/// The untrusted comment of `root.key`.
const COMMENT: &str = "Dauys organisation root: keep offline, keep secret";

/// Makes the root and keeps both halves; there must be none.
pub fn create(folder: &Folder, passphrase: &Passphrase) -> Result<PublicKey, OrgError> {
    let pair = KeyPair::generate_encrypted_keypair(Some(passphrase.expose().to_owned()))
        .map_err(|_| OrgError::Key)?;
    let public = pair.pk.to_box().map_err(|_| OrgError::Key)?;
    let secret = pair.sk.to_box(Some(COMMENT)).map_err(|_| OrgError::Key)?;
    files::create(&folder.root_key(), &secret.to_bytes())?;
    files::create(&folder.root_public(), &public.to_bytes())?;
    raw(&pair.pk)
}

/// The public half.
pub fn public(folder: &Folder) -> Result<PublicKey, OrgError> {
    let text = files::read_text(&folder.root_public(), KEY_MAX)?;
    let key = PublicKeyBox::from_string(&text).and_then(PublicKeyBox::into_public_key);
    raw(&key.map_err(|_| OrgError::Key)?)
}

/// Signs a message: the content of its `.minisig` file.
pub fn sign(
    folder: &Folder,
    passphrase: &Passphrase,
    message: &[u8],
    trusted_comment: &str,
) -> Result<String, OrgError> {
    let text = files::read_text(&folder.root_key(), KEY_MAX)?;
    let sealed = SecretKeyBox::from_string(&text).map_err(|_| OrgError::Key)?;
    // A file that was changed fails here in the same way: it cannot be told apart.
    let secret = sealed
        .into_secret_key(Some(passphrase.expose().to_owned()))
        .map_err(|_| OrgError::WrongPassphrase)?;
    let comment = Some("roster of a Dauys organisation");
    let signature =
        minisign::sign(None, &secret, Cursor::new(message), Some(trusted_comment), comment)
            .map_err(|_| OrgError::Key)?;
    Ok(signature.to_string())
}

/// The bare Ed25519 key: behind two bytes of algorithm and eight of key id.
fn raw(key: &minisign::PublicKey) -> Result<PublicKey, OrgError> {
    let bytes = key.to_bytes();
    let last = bytes.last_chunk::<32>().ok_or(OrgError::Key)?;
    Ok(PublicKey::from_bytes(*last))
}
