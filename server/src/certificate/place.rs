//! The files: `challenges/TOKEN` for the authority, `tls/certificate.pem`, `tls/key.pem` and
//! `tls/account.json`, all in the data directory and for its account alone.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use instant_acme::AccountCredentials;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{CertificateError, Term};
use crate::directory;
use crate::tls::TlsFiles;

const CHALLENGES: &str = "challenges";
const TLS: &str = "tls";
/// Base64url (RFC 8555, section 8.3); authorities make them of 22 to 43 characters.
const TOKEN_MAX: usize = 128;
/// A token, a point, and the digest of a key.
const PROOF_MAX: usize = 256;

/// The account, and the authority that knows it: another one does not.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    authority: String,
    credentials: T,
}

/// Where the certificate is put, and the server finds it.
pub fn files(data: &Path) -> TlsFiles {
    let at = |name| data.join(TLS).join(name);
    TlsFiles { certificate: at("certificate.pem"), key: at("key.pem") }
}

/// The proof for this token, if this program asked for a certificate just now.
pub async fn challenge(data: &Path, token: &str) -> Option<Vec<u8>> {
    if !is_token(token) {
        return None;
    }
    let path = data.join(CHALLENGES).join(token);
    let read = tokio::task::spawn_blocking(move || fs::read(path)).await;
    read.ok()?.ok().filter(|proof| proof.len() <= PROOF_MAX)
}

pub(super) fn keep_challenge(
    data: &Path,
    token: &str,
    proof: &str,
) -> Result<(), CertificateError> {
    if !is_token(token) || proof.len() > PROOF_MAX {
        return Err(CertificateError::Malformed);
    }
    write(&data.join(CHALLENGES), token, proof.as_bytes())
}

/// None is needed any more, of this time or of one that was broken off.
pub(super) fn clear_challenges(data: &Path) {
    // What stays is harmless, and goes the next time.
    let _ = fs::remove_dir_all(data.join(CHALLENGES));
}

/// How long the certificate that is there is good for.
pub(super) fn term(data: &Path) -> Option<Term> {
    Term::of(&files(data)).ok()
}

/// The key first: the server takes the two only when they belong together.
pub(super) fn keep(
    data: &Path,
    chain: &str,
    key: &Zeroizing<String>,
) -> Result<(), CertificateError> {
    write(&data.join(TLS), "key.pem", key.as_bytes())?;
    write(&data.join(TLS), "certificate.pem", chain.as_bytes())
}

pub(super) fn account_path(data: &Path) -> PathBuf {
    data.join(TLS).join("account.json")
}

/// The account at this authority, as JSON.
pub(super) fn account(data: &Path, authority: &str) -> Result<Option<Vec<u8>>, CertificateError> {
    let path = account_path(data);
    let json = match fs::read(&path) {
        Ok(json) => Zeroizing::new(json),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(CertificateError::File(path, error)),
    };
    let kept: Kept<AccountCredentials> =
        serde_json::from_slice(&json).map_err(|_| CertificateError::Account(path.clone()))?;
    if kept.authority != authority {
        return Ok(None);
    }
    serde_json::to_vec(&kept.credentials).map(Some).map_err(|_| CertificateError::Account(path))
}

pub(super) fn keep_account(
    data: &Path,
    authority: &str,
    credentials: &AccountCredentials,
) -> Result<(), CertificateError> {
    let kept = Kept { authority: authority.to_owned(), credentials };
    let json = serde_json::to_vec(&kept).map(Zeroizing::new);
    let json = json.map_err(|_| CertificateError::Account(account_path(data)))?;
    write(&data.join(TLS), "account.json", &json)
}

fn is_token(token: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    !token.is_empty() && token.len() <= TOKEN_MAX && token.bytes().all(known)
}

/// Whole or not at all: beside its place first, then in it.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), CertificateError> {
    let place = folder.join(name);
    let beside = folder.join(format!("{name}.new"));
    let put = || {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, &place)?;
        directory::sync(folder)
    };
    put().map_err(|error| CertificateError::File(place.clone(), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_what_was_put_there_is_shown_and_no_path_leads_elsewhere() {
        let data = tempfile::tempdir().unwrap();
        keep_challenge(data.path(), "to-ken_1", "to-ken_1.proof").unwrap();
        fs::write(data.path().join("server.key"), "secret").unwrap();
        assert_eq!(challenge(data.path(), "to-ken_1").await.unwrap(), b"to-ken_1.proof");
        let long = "t".repeat(TOKEN_MAX + 1);
        for token in ["", "other", "../server.key", "..", "to-ken_1/", "%2e%2e", &long] {
            assert_eq!(challenge(data.path(), token).await, None, "{token}");
            assert!(token == "other" || keep_challenge(data.path(), token, "").is_err());
        }
        clear_challenges(data.path());
        assert_eq!(challenge(data.path(), "to-ken_1").await, None);
    }
}
