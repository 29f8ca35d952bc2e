//! Verification of minisign signatures: format of <https://jedisct1.github.io/minisign/>,
//! "Signature format". Only the prehashed algorithm `ED` is accepted, and the global signature,
//! which binds the trusted comment, is checked too.
//!
//! Not the `minisign-verify` package: a reporter knows the raw key from the address's fragment and
//! not minisign's key id, Ed25519 here is `verify_strict`, and a second Ed25519 would be paid for
//! by every telephone that loads the page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use blake2::{Blake2b512, Digest as _};

use crate::limits::MINISIG_MAX;
use crate::text::{PublicKey, Signature};

/// The signature is missing, malformed, of another algorithm or by another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not signed by this key")]
pub struct NotSigned;

/// Verifies `minisig`, the content of a `.minisig` file, over `message`.
pub fn verify(root: &PublicKey, message: &[u8], minisig: &str) -> Result<(), NotSigned> {
    let parts = Parts::parse(minisig).ok_or(NotSigned)?;
    let mut global = parts.signature.as_bytes().to_vec();
    global.extend_from_slice(parts.trusted_comment.as_bytes());
    let signed = root.verify(&Blake2b512::digest(message), &parts.signature)
        && root.verify(&global, &parts.global_signature);
    if signed { Ok(()) } else { Err(NotSigned) }
}

struct Parts<'a> {
    signature: Signature,
    trusted_comment: &'a str,
    global_signature: Signature,
}

impl<'a> Parts<'a> {
    fn parse(minisig: &'a str) -> Option<Self> {
        if minisig.len() > MINISIG_MAX {
            return None;
        }
        let mut lines = minisig.lines();
        lines.next()?.strip_prefix("untrusted comment: ")?;
        // 2 bytes of algorithm, 8 of key id, 64 of signature.
        let first: [u8; 74] = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        let trusted_comment = lines.next()?.strip_prefix("trusted comment: ")?;
        let global: [u8; 64] = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        let (algorithm, rest) = first.split_first_chunk::<2>()?;
        let (_key_id, signature) = rest.split_first_chunk::<8>()?;
        (algorithm == b"ED" && lines.next().is_none()).then_some(())?;
        Some(Self {
            signature: Signature::from_bytes(signature.try_into().ok()?),
            trusted_comment,
            global_signature: Signature::from_bytes(global),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer as _, SigningKey};

    fn signed(key: &SigningKey, algorithm: [u8; 2], message: &[u8], comment: &str) -> String {
        let signature = key.sign(&Blake2b512::digest(message)).to_bytes();
        let mut first = algorithm.to_vec();
        first.extend_from_slice(&[7; 8]);
        first.extend_from_slice(&signature);
        let mut global = signature.to_vec();
        global.extend_from_slice(comment.as_bytes());
        format!(
            "untrusted comment: x\n{}\ntrusted comment: {comment}\n{}\n",
            STANDARD.encode(first),
            STANDARD.encode(key.sign(&global).to_bytes())
        )
    }

    #[test]
    fn only_the_right_key_message_algorithm_and_comment_verify() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let root = PublicKey::from_bytes(key.verifying_key().to_bytes());
        let other =
            PublicKey::from_bytes(SigningKey::from_bytes(&[2; 32]).verifying_key().to_bytes());
        let good = signed(&key, *b"ED", b"roster", "hello");
        assert_eq!(verify(&root, b"roster", &good), Ok(()));
        assert_eq!(verify(&other, b"roster", &good), Err(NotSigned));
        assert_eq!(verify(&root, b"Roster", &good), Err(NotSigned));
        assert_eq!(verify(&root, b"roster", &good.replace("hello", "hullo")), Err(NotSigned));
        assert_eq!(verify(&root, b"roster", &format!("{good}more\n")), Err(NotSigned));
        let legacy = signed(&key, *b"Ed", b"roster", "hello");
        assert_eq!(verify(&root, b"roster", &legacy), Err(NotSigned));
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(.|\n){0,300}") {
            let _ = verify(&PublicKey::from_bytes([0; 32]), b"", &text);
        }
    }
}
