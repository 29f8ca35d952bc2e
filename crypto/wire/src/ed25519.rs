//! Ed25519 verification (RFC 8032, section 5.1.7) as strict as `verify_strict` of `ed25519-dalek`,
//! without a table of multiples of the base point.
//!
//! `ed25519-dalek` verifies with a table of 8 kB that does not compress, and every telephone would
//! load it. Here the same curve library finds the few multiples it needs each time. The tests hold
//! every verdict against `ed25519-dalek` (docs/decisions/signing-without-a-table.md).

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::VartimeMultiscalarMul as _;
use sha2::{Digest as _, Sha512};

/// Whether this is `key`'s signature: the equation without cofactor, a canonical scalar, and
/// neither key nor commitment of small order.
pub(crate) fn verifies(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    commitment_holds(key, message, signature).unwrap_or(false)
}

fn commitment_holds(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Option<bool> {
    let (commitment, response) = signature.split_first_chunk::<32>()?;
    let response: Option<Scalar> = Scalar::from_canonical_bytes(response.try_into().ok()?).into();
    let point = CompressedEdwardsY(*key).decompress()?;
    if point.is_small_order() || CompressedEdwardsY(*commitment).decompress()?.is_small_order() {
        return None;
    }
    let challenge = Sha512::new().chain_update(commitment).chain_update(key).chain_update(message);
    let scalars = [Scalar::from_hash(challenge), response?];
    let expected =
        EdwardsPoint::vartime_multiscalar_mul(scalars, [-point, ED25519_BASEPOINT_POINT]);
    Some(expected.compress().to_bytes() == *commitment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::constants::EIGHT_TORSION;
    use curve25519_dalek::scalar::clamp_integer;
    use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
    use proptest::prelude::*;

    fn theirs(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
        VerifyingKey::from_bytes(key)
            .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
    }

    fn alike(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
        let ours = verifies(key, message, signature);
        assert_eq!(ours, theirs(key, message, signature), "{key:?} {message:?} {signature:?}");
        ours
    }

    fn joined(commitment: [u8; 32], response: [u8; 32]) -> [u8; 64] {
        let both = [commitment, response].concat();
        both.try_into().unwrap()
    }

    /// Encodings of points of small order, canonical and not, and of nothing.
    fn odd_encodings() -> Vec<[u8; 32]> {
        let mut all: Vec<[u8; 32]> =
            EIGHT_TORSION.iter().map(|point| point.compress().to_bytes()).collect();
        for low in [0, 1, 2, 0xec, 0xed, 0xee, 0xff] {
            for high in [0, 0x7f, 0x80, 0xff] {
                let mut bytes = [if high & 1 == 0 { 0 } else { 0xff }; 32];
                (bytes[0], bytes[31]) = (low, high);
                all.push(bytes);
            }
        }
        all
    }

    #[test]
    fn points_of_small_order_and_odd_encodings_are_judged_as_by_ed25519_dalek() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let right = key.sign(b"x").to_bytes();
        let key = key.verifying_key().to_bytes();
        for one in odd_encodings() {
            for other in odd_encodings() {
                assert!(!alike(&one, b"x", &joined(other, [0; 32])));
                assert!(!alike(&key, b"x", &joined(one, other)));
            }
            assert!(!alike(&one, b"x", &right));
        }
    }

    #[test]
    fn a_scalar_has_one_encoding() {
        // 2^252 + 27742317777372353535851937790883648493
        let order: [u8; 16] = 27_742_317_777_372_353_535_851_937_790_883_648_493_u128.to_le_bytes();
        let key = SigningKey::from_bytes(&[7; 32]);
        let mut signature = key.sign(b"x").to_bytes();
        assert!(alike(&key.verifying_key().to_bytes(), b"x", &signature));
        let mut carry = 0;
        for (place, byte) in signature[32..].iter_mut().enumerate() {
            let high = if place == 31 { 0x10 } else { 0 };
            let sum = u16::from(*byte) + u16::from(*order.get(place).unwrap_or(&high)) + carry;
            (*byte, carry) = (sum.to_le_bytes()[0], sum >> 8);
        }
        assert!(!alike(&key.verifying_key().to_bytes(), b"x", &signature));
    }

    proptest! {
        #[test]
        fn right_signatures_and_spoilt_ones_are_judged_as_by_ed25519_dalek(
            seed in any::<[u8; 32]>(), message in any::<Vec<u8>>(), place in 0..96_usize, bit in 0..8_u8
        ) {
            let key = SigningKey::from_bytes(&seed);
            let signature = key.sign(&message).to_bytes();
            let public = key.verifying_key().to_bytes();
            prop_assert!(alike(&public, &message, &signature));
            let mut all = [&public[..], &signature].concat();
            all[place] ^= 1_u8 << bit;
            let (public, signature) = all.split_at(32);
            alike(public.try_into().unwrap(), &message, signature.try_into().unwrap());
            let longer = [&message[..], b"x"].concat();
            prop_assert!(!alike(&key.verifying_key().to_bytes(), &longer, signature.try_into().unwrap()));
        }

        /// With a component of small order in key or commitment a cofactor would change the verdict.
        #[test]
        fn points_of_mixed_order_are_judged_as_by_ed25519_dalek(
            secret in any::<[u8; 32]>(), message in any::<Vec<u8>>(),
            twist_key in 0..8_usize, twist_commitment in 0..8_usize
        ) {
            let scalar = Scalar::from_bytes_mod_order(clamp_integer(secret));
            let nonce = Scalar::from_hash(Sha512::new().chain_update(secret));
            let key = scalar * ED25519_BASEPOINT_POINT + EIGHT_TORSION[twist_key];
            let key = key.compress().to_bytes();
            let commitment = nonce * ED25519_BASEPOINT_POINT + EIGHT_TORSION[twist_commitment];
            let commitment = commitment.compress().to_bytes();
            let challenge = Sha512::new().chain_update(commitment).chain_update(key);
            let challenge = Scalar::from_hash(challenge.chain_update(&message));
            let response = (challenge * scalar + nonce).to_bytes();
            let taken = alike(&key, &message, &joined(commitment, response));
            prop_assert!(taken || twist_key != 0 || twist_commitment != 0);
        }
    }
}
