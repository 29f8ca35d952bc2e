//! Signatures under every label, and the server's acceptance.

use dauys_crypto::signing;
use dauys_wire::acceptance::{Acceptance, Accepted};
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey, Signature, label};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use crate::{Agreed, same};

/// One signature.
#[derive(Serialize, Deserialize)]
pub struct Signed {
    /// The Ed25519 seed, hex.
    seed: Digest,
    signing_key: PublicKey,
    instance: InstanceName,
    label: String,
    /// What is signed, as text.
    exact: String,
    signature: Signature,
}

const LABELS: [&str; 7] = [
    label::LETTER,
    label::EVENT,
    label::REPLY,
    label::STATE,
    label::CARD,
    label::CHANNEL,
    // Its exact bytes are built by `acceptance`, and checked against that below.
    label::ACCEPT,
];

/// Makes vectors.
pub fn make() -> Option<Vec<Signed>> {
    LABELS.into_iter().map(make_one).collect()
}

fn make_one(label: &str) -> Option<Signed> {
    let key = SigningKey::from_bytes(&[3; 32]);
    let instance = InstanceName::parse("dauys.example").ok()?;
    let exact = if label == label::ACCEPT {
        let accepted = accepted()?;
        let parts = [
            accepted.id.to_string(),
            accepted.day.to_string(),
            accepted.sha256.to_string(),
            accepted.withdraw.to_string(),
        ];
        parts.join("\0")
    } else {
        r#"{"text":"Ол маған тиісті"}"#.to_owned()
    };
    Some(Signed {
        seed: Digest::from_bytes(key.to_bytes()),
        signing_key: PublicKey::from_bytes(key.verifying_key().to_bytes()),
        signature: signing::sign(&key, label, &instance, exact.as_bytes()),
        instance,
        label: label.to_owned(),
        exact,
    })
}

fn accepted() -> Option<Accepted> {
    Some(Accepted {
        id: Id::from_bytes([4; 16]),
        day: Day::parse("2026-11-20").ok()?,
        sha256: Digest::of(b"letter"),
        withdraw: Digest::of(b"token"),
    })
}

/// Checks one vector.
pub fn check(vector: &Signed) -> Agreed {
    let key = SigningKey::from_bytes(vector.seed.as_bytes());
    let public = PublicKey::from_bytes(key.verifying_key().to_bytes());
    same(&public, &vector.signing_key, "signing key")?;
    let exact = vector.exact.as_bytes();
    let signature = signing::sign(&key, &vector.label, &vector.instance, exact);
    same(&signature, &vector.signature, "signature")?;
    let holds = signing::verify(&public, &vector.label, &vector.instance, exact, &signature);
    same(&holds, &true, "verification")?;
    if vector.label == label::ACCEPT { check_acceptance(vector) } else { Ok(()) }
}

fn check_acceptance(vector: &Signed) -> Agreed {
    let Accepted { id, day, sha256, withdraw } = accepted().ok_or("acceptance")?;
    let acceptance = Acceptance { id, day, sha256, signature: vector.signature };
    let key = &vector.signing_key;
    let proves = acceptance.proves(&vector.instance, key, &id, &sha256, &withdraw);
    same(&proves, &true, "acceptance")
}
