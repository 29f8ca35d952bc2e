//! What an investigator's machine keeps: pieces of a file, sealed one by one to a key of that machine.
//!
//! A piece is a random nonce (24 bytes) and XChaCha20-Poly1305 of what was kept, with the number of the
//! piece (u64, big-endian) as associated data: pieces cannot be swapped, left out or repeated unnoticed. How
//! they stand in the file is the matter of whoever keeps it.

use std::fmt;

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use rand::RngCore as _;
use rand::rngs::OsRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const NONCE_BYTES: usize = 24;

/// The key that a vault is sealed to.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct VaultKey([u8; 32]);

impl VaultKey {
    /// A new one.
    pub fn generate() -> Self {
        let mut key = Self([0; 32]);
        OsRng.fill_bytes(&mut key.0);
        key
    }

    /// From what [`VaultKey::expose`] gave.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be kept in the sealed key file.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// A piece; `None` for 256 GiB at once, which the cipher does not take.
    pub fn seal(&self, number: u64, content: &[u8]) -> Option<Vec<u8>> {
        let mut nonce = [0; NONCE_BYTES];
        OsRng.fill_bytes(&mut nonce);
        let payload = Payload { msg: content, aad: &number.to_be_bytes() };
        let sealed = self.cipher().encrypt(XNonce::from_slice(&nonce), payload).ok()?;
        Some([nonce.as_slice(), &sealed].concat())
    }

    /// What was kept in a piece; `None` if this key did not seal it under this number.
    pub fn open(&self, number: u64, piece: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = piece.split_first_chunk::<NONCE_BYTES>()?;
        let payload = Payload { msg: sealed, aad: &number.to_be_bytes() };
        self.cipher().decrypt(XNonce::from_slice(nonce), payload).ok().map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&self.0).into())
    }
}

impl fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VaultKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_opened_by_its_key_under_its_number_and_by_nothing_else() {
        let key = VaultKey::generate();
        let piece = key.seal(7, b"what was said").unwrap();
        assert_eq!(key.open(7, &piece).unwrap().as_slice(), b"what was said");
        assert!(key.open(8, &piece).is_none());
        assert!(VaultKey::generate().open(7, &piece).is_none());
        assert!(key.open(7, &piece[..NONCE_BYTES - 1]).is_none());
        assert_eq!(format!("{key:?}"), "VaultKey(…)");
        for place in 0..piece.len() {
            let mut changed = piece.clone();
            changed[place] ^= 1;
            assert!(key.open(7, &changed).is_none(), "byte {place}");
        }
    }

    #[test]
    fn the_same_is_never_sealed_the_same_way() {
        let key = VaultKey::generate();
        assert_ne!(key.seal(0, b""), key.seal(0, b""));
    }
}
