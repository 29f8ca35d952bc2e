//! X-Wing: ML-KEM-768 and X25519 joined by SHA3-256 (draft-connolly-cfrg-xwing-kem, sections 5.2
//! to 5.5).

use ml_kem::kem::Decapsulate as _;
use ml_kem::{
    B32, EncapsulateDeterministic as _, Encoded, EncodedSizeUser as _, KemCore, MlKem768,
};
use rand::{CryptoRng, RngCore};
use sha3::digest::{ExtendableOutput as _, Update as _, XofReader as _};
use sha3::{Digest as _, Sha3_256, Shake256};
use x25519_dalek::{PublicKey, StaticSecret, X25519_BASEPOINT_BYTES, x25519};
use zeroize::Zeroizing;

type MlKemSecret = <MlKem768 as KemCore>::DecapsulationKey;
type MlKemPublic = <MlKem768 as KemCore>::EncapsulationKey;

const ML_KEM_PUBLIC_BYTES: usize = 1_184;
const ML_KEM_CIPHERTEXT_BYTES: usize = 1_088;
/// A public key: ML-KEM-768 encapsulation key, then X25519 public key.
pub const PUBLIC_KEY_BYTES: usize = ML_KEM_PUBLIC_BYTES + 32;
/// An encapsulation: ML-KEM-768 ciphertext, then X25519 ephemeral public key.
pub(super) const ENCAPSULATION_BYTES: usize = ML_KEM_CIPHERTEXT_BYTES + 32;
/// `XWingLabel` of the draft.
const LABEL: &[u8] = br"\.//^\";

pub(super) type SharedSecret = Zeroizing<[u8; 32]>;

/// A secret key, expanded from its 32-byte seed.
pub(super) struct DecapsulationKey {
    ml_kem: Box<MlKemSecret>,
    x25519: StaticSecret,
    public_key: Box<[u8; PUBLIC_KEY_BYTES]>,
}

impl DecapsulationKey {
    /// `expandDecapsulationKey` of the draft.
    pub(super) fn expand(seed: &[u8; 32]) -> Self {
        let mut reader = Shake256::default().chain(seed).finalize_xof();
        let (mut d, mut z) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
        let mut x = Zeroizing::new([0; 32]);
        for part in [&mut d, &mut z, &mut x] {
            reader.read(part.as_mut_slice());
        }
        let (ml_kem, ml_kem_public) =
            MlKem768::generate_deterministic(&B32::from(*d), &B32::from(*z));
        let x_secret = StaticSecret::from(*x);
        let x_public = x_public(&x_secret);
        let public_key = concatenate(&ml_kem_public.as_bytes(), x_public.as_bytes());
        Self { ml_kem: Box::new(ml_kem), x25519: x_secret, public_key: Box::new(public_key) }
    }

    pub(super) fn public_key(&self) -> &[u8; PUBLIC_KEY_BYTES] {
        &self.public_key
    }

    /// `None` if the X25519 share is one of small order.
    pub(super) fn decapsulate(
        &self,
        encapsulation: &[u8; ENCAPSULATION_BYTES],
    ) -> Option<SharedSecret> {
        let (ciphertext, share) = encapsulation.split_first_chunk::<ML_KEM_CIPHERTEXT_BYTES>()?;
        let share = PublicKey::from(<[u8; 32]>::try_from(share).ok()?);
        let ml_kem_secret = self.ml_kem.decapsulate(&(*ciphertext).into()).ok()?;
        let x_secret = self.x25519.diffie_hellman(&share);
        let (_, x_public) = split(&self.public_key)?;
        x_secret
            .was_contributory()
            .then(|| combine(&ml_kem_secret, x_secret.as_bytes(), &share, &x_public))
    }
}

/// Whether the ML-KEM half decodes and encodes to itself: the modulus check of FIPS 203, 7.2.
pub(super) fn is_canonical(public_key: &[u8; PUBLIC_KEY_BYTES]) -> bool {
    split(public_key).is_some_and(|(ml_kem, _)| {
        let encoded = Encoded::<MlKemPublic>::from(*ml_kem);
        MlKemPublic::from_bytes(&encoded).as_bytes() == encoded
    })
}

/// `None` if the recipient's X25519 key is one of small order.
pub(super) fn encapsulate(
    public_key: &[u8; PUBLIC_KEY_BYTES],
    random: &mut (impl RngCore + CryptoRng),
) -> Option<([u8; ENCAPSULATION_BYTES], SharedSecret)> {
    let (ml_kem, x_recipient) = split(public_key)?;
    let mut message = Zeroizing::new([0; 32]);
    random.fill_bytes(message.as_mut());
    let (ciphertext, ml_kem_secret) =
        MlKemPublic::from_bytes(&Encoded::<MlKemPublic>::from(*ml_kem))
            .encapsulate_deterministic(&B32::from(*message))
            .ok()?;
    let ephemeral = StaticSecret::random_from_rng(random);
    let share = x_public(&ephemeral);
    let x_secret = ephemeral.diffie_hellman(&x_recipient);
    let shared = combine(&ml_kem_secret, x_secret.as_bytes(), &share, &x_recipient);
    x_secret.was_contributory().then(|| (concatenate(&ciphertext, share.as_bytes()), shared))
}

/// The public key of a secret by the ladder, which needs no table (see `crate::ed25519`).
fn x_public(secret: &StaticSecret) -> PublicKey {
    let secret = Zeroizing::new(secret.to_bytes());
    PublicKey::from(x25519(*secret, X25519_BASEPOINT_BYTES))
}

/// `Combiner` of the draft.
fn combine(ml_kem: &[u8], x: &[u8; 32], share: &PublicKey, recipient: &PublicKey) -> SharedSecret {
    let mut hash = Sha3_256::new();
    for part in [ml_kem, x, share.as_bytes(), recipient.as_bytes(), LABEL] {
        sha3::Digest::update(&mut hash, part);
    }
    Zeroizing::new(hash.finalize().into())
}

fn split(public_key: &[u8; PUBLIC_KEY_BYTES]) -> Option<(&[u8; ML_KEM_PUBLIC_BYTES], PublicKey)> {
    let (ml_kem, x) = public_key.split_first_chunk::<ML_KEM_PUBLIC_BYTES>()?;
    Some((ml_kem, PublicKey::from(<[u8; 32]>::try_from(x).ok()?)))
}

fn concatenate<const N: usize>(first: &[u8], second: &[u8; 32]) -> [u8; N] {
    let mut joined = [0; N];
    for (to, from) in joined.iter_mut().zip(first.iter().chain(second)) {
        *to = *from;
    }
    joined
}
