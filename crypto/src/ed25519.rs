//! Ed25519 signing (RFC 8032, section 5.1.6) for the page, without a table of multiples of the base
//! point.
//!
//! `ed25519-dalek` signs with a table of 30 kB that does not compress, and the age crate's
//! dependencies switch that table on for everyone; a telephone would load it to make two
//! signatures. Here the same curve library multiplies the base point itself, in constant time.
//! Verification stays with `ed25519-dalek`, and the tests hold every signature against it
//! (docs/decisions/signing-without-a-table.md).

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::scalar::{Scalar, clamp_integer};
use dauys_wire::{PublicKey, Signature};
use sha2::{Digest as _, Sha512};
use zeroize::{Zeroize as _, ZeroizeOnDrop, Zeroizing};

/// A signing key, expanded from its 32-byte seed.
#[derive(ZeroizeOnDrop)]
pub(crate) struct SigningKey {
    scalar: Scalar,
    prefix: [u8; 32],
    #[zeroize(skip)]
    public: PublicKey,
}

impl SigningKey {
    /// Steps 1 to 4 of section 5.1.5.
    pub(crate) fn from_seed(seed: &[u8; 32]) -> Self {
        let mut hash: [u8; 64] = Sha512::digest(seed).into();
        let mut lower = Zeroizing::new([0; 32]);
        let mut prefix = [0; 32];
        lower.copy_from_slice(&hash[..32]);
        prefix.copy_from_slice(&hash[32..]);
        hash.zeroize();
        let scalar = Scalar::from_bytes_mod_order(clamp_integer(*lower));
        let public = PublicKey::from_bytes(multiply_base(&scalar));
        Self { scalar, prefix, public }
    }

    pub(crate) fn public(&self) -> PublicKey {
        self.public
    }

    /// Steps 2 to 6 of section 5.1.6.
    pub(crate) fn sign(&self, message: &[u8]) -> Signature {
        let nonce = Sha512::new().chain_update(self.prefix).chain_update(message);
        let mut nonce = Scalar::from_hash(nonce);
        let commitment = multiply_base(&nonce);
        let challenge = Sha512::new()
            .chain_update(commitment)
            .chain_update(self.public.as_bytes())
            .chain_update(message);
        let response = Scalar::from_hash(challenge) * self.scalar + nonce;
        nonce.zeroize();
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&commitment);
        signature[32..].copy_from_slice(response.as_bytes());
        Signature::from_bytes(signature)
    }
}

fn multiply_base(scalar: &Scalar) -> [u8; 32] {
    (scalar * ED25519_BASEPOINT_POINT).compress().to_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::Signer as _;

    /// RFC 8032, section 7.1, tests 1 and 2: seed, message, signature.
    const RFC: [(&str, &[u8], &str); 2] = [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            b"",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
             5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            b"\x72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ];

    #[test]
    fn the_vectors_of_the_rfc_hold() {
        for (seed, message, signature) in RFC {
            let seed = dauys_wire::Digest::parse(seed).unwrap();
            let made = SigningKey::from_seed(seed.as_bytes()).sign(message);
            let halves: Vec<_> = made.as_bytes().as_chunks::<32>().0.to_vec();
            let hex: String = halves
                .iter()
                .map(|half| dauys_wire::Digest::from_bytes(*half).to_string())
                .collect();
            assert_eq!(hex, signature);
        }
    }

    proptest::proptest! {
        #[test]
        fn every_signature_is_the_one_of_ed25519_dalek(seed: [u8; 32], message: Vec<u8>) {
            let ours = SigningKey::from_seed(&seed);
            let theirs = ed25519_dalek::SigningKey::from_bytes(&seed);
            proptest::prop_assert_eq!(*ours.public().as_bytes(), theirs.verifying_key().to_bytes());
            let signature = ours.sign(&message);
            proptest::prop_assert_eq!(signature.as_bytes(), &theirs.sign(&message).to_bytes());
            proptest::prop_assert!(ours.public().verify(&message, &signature));
        }
    }
}
