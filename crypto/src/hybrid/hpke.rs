//! HPKE base mode (RFC 9180, sections 5.1 and 5.2) for one message, with the suite of the age
//! specification: X-Wing, HKDF-SHA256, ChaCha20-Poly1305. X-Wing's shared secret is used as it is.

use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize as _, Zeroizing};

/// `"HPKE" || kem_id || kdf_id || aead_id`.
const SUITE: &[u8] = b"HPKE\x64\x7a\x00\x01\x00\x03";
/// The `info` of the age specification.
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
/// `mode_base`.
const MODE: u8 = 0;

/// Seals one message under a shared secret that is used once.
pub(super) fn seal(shared: &[u8; 32], plaintext: &[u8]) -> Vec<u8> {
    let (cipher, nonce) = schedule(shared);
    // ChaCha20-Poly1305 fails only on messages of 256 GiB; ours has 16 bytes.
    cipher.encrypt(&nonce, plaintext).unwrap_or_default()
}

/// `None` if the message was not sealed under this secret.
pub(super) fn open(shared: &[u8; 32], ciphertext: &[u8]) -> Option<Vec<u8>> {
    let (cipher, nonce) = schedule(shared);
    cipher.decrypt(&nonce, ciphertext).ok()
}

/// `KeySchedule` for the base mode: no pre-shared key.
fn schedule(shared: &[u8; 32]) -> (ChaCha20Poly1305, Nonce) {
    let mut context = vec![MODE];
    context.extend_from_slice(&extract(&[], b"psk_id_hash", &[]).0);
    context.extend_from_slice(&extract(&[], b"info_hash", INFO).0);
    let (_, secret) = extract(shared, b"secret", &[]);
    let mut key = Zeroizing::new([0; 32]);
    expand(&secret, b"key", &context, key.as_mut());
    let mut nonce = [0; 12];
    expand(&secret, b"base_nonce", &context, &mut nonce);
    let cipher = ChaCha20Poly1305::new(Key::from_slice(key.as_slice()));
    (cipher, nonce.into())
}

/// `LabeledExtract`: the value, and ready for expansion.
fn extract(salt: &[u8], label: &[u8], ikm: &[u8]) -> ([u8; 32], Hkdf<Sha256>) {
    let mut labeled = [b"HPKE-v1", SUITE, label, ikm].concat();
    let (value, hkdf) = Hkdf::<Sha256>::extract(Some(salt), &labeled);
    labeled.zeroize();
    (value.into(), hkdf)
}

/// `LabeledExpand`, for outputs of at most 32 bytes.
fn expand(hkdf: &Hkdf<Sha256>, label: &[u8], info: &[u8], output: &mut [u8]) {
    let length = u16::try_from(output.len()).unwrap_or(u16::MAX).to_be_bytes();
    let expanded = hkdf.expand_multi_info(&[&length, b"HPKE-v1", SUITE, label, info], output);
    debug_assert!(expanded.is_ok(), "HKDF-SHA256 gives up to 8,160 bytes");
}
