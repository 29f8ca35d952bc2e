//! What a code makes of its holder, derived here once more as docs/PROTOCOL.md, section 5, says: the
//! library gives away neither the root nor a seed.

use argon2::{Algorithm, Argon2, Params, Version};
use dauys_crypto::code::Code;
use dauys_crypto::thread::Reporter;
use dauys_wire::{Id, InstanceName, label};
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use sha2::Sha256;

use crate::canary::Canary;

/// The code, in every grouping, and each secret that is derived from it, but for the tokens.
pub fn of_code(grouped: &str, instance: &str) -> Vec<Canary> {
    let reporter = reporter(grouped, instance);
    let instance = InstanceName::parse(instance).expect("an instance");
    let root = root(&grouped.replace(' ', ""), &instance);
    let [identity, sign] = [label::IDENTITY, label::SIGN].map(|label| expand(&root, label));

    // If these are hers, the root is too.
    assert_eq!(&identity, reporter.identity().seed(), "the derivation of the identity");
    let public = SigningKey::from_bytes(&sign).verifying_key().to_bytes();
    assert_eq!(
        &public,
        reporter.keys().signing_key.as_bytes(),
        "the derivation of the signing key"
    );

    let secret_text = reporter.identity().to_secret_text();
    let mut canaries = Canary::of_code(grouped);
    canaries.extend([
        Canary::of_bytes("the root", &root),
        Canary::of_bytes("the seed of the identity", &identity),
        Canary::of_bytes("the seed of the signing key", &sign),
        Canary::new(&secret_text),
        Canary::new(&secret_text.to_lowercase()),
    ]);
    canaries
}

/// The tokens that erase these letters of hers. Each is a secret until it is used: then the server
/// has it.
pub fn tokens(grouped: &str, instance: &str, letters: &[Id]) -> Vec<Canary> {
    let reporter = reporter(grouped, instance);
    let token = |letter: &Id| {
        let name = format!("the token that erases {letter}");
        Canary::of_bytes(&name, &*reporter.withdraw_token(letter))
    };
    letters.iter().map(token).collect()
}

fn reporter(grouped: &str, instance: &str) -> Reporter {
    let instance = InstanceName::parse(instance).expect("an instance");
    Reporter::derive(&Code::parse(grouped).expect("a code"), "", &instance)
}

fn root(digits: &str, instance: &InstanceName) -> [u8; 32] {
    let params = Params::new(4_096, 1, 1, Some(32)).expect("parameters");
    let salt = label::hash(&[label::CODE.as_bytes(), instance.as_str().as_bytes()]);
    let input = [digits.as_bytes(), b"\0"].concat();
    let mut root = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(&input, &salt.as_bytes()[..16], &mut root)
        .expect("a root");
    root
}

fn expand(root: &[u8; 32], label: &str) -> [u8; 32] {
    let mut output = [0; 32];
    Hkdf::<Sha256>::new(None, root).expand(label.as_bytes(), &mut output).expect("32 bytes");
    output
}
