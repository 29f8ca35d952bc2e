//! The server's signed proof that it took a letter: without it a page must not say "sent", because
//! a middleman can answer 200 too (docs/PROTOCOL.md, section 9, `PUT /letters/{id}`).

use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::label;
use crate::text::{Digest, Id, InstanceName, PublicKey, Signature};

/// What the server took, and under which day investigators will see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// The letter's id.
    pub id: Id,
    /// The day under which the inbox lists it.
    pub day: Day,
    /// SHA-256 of the letter's file.
    pub sha256: Digest,
    /// The value of `Dauys-Withdraw`.
    pub withdraw: Digest,
}

impl Accepted {
    /// Signed bytes: the four values as text, a zero byte between them, behind the usual label.
    fn signature_input(&self, instance: &InstanceName) -> Vec<u8> {
        let values = [
            self.id.to_string(),
            self.day.to_string(),
            self.sha256.to_string(),
            self.withdraw.to_string(),
        ];
        label::signature_input(label::ACCEPT, instance, values.join("\0").as_bytes())
    }

    /// Signs it, at the server.
    pub fn sign(&self, instance: &InstanceName, key: &SigningKey) -> Acceptance {
        let signature = key.sign(&self.signature_input(instance)).to_bytes();
        Acceptance {
            id: self.id,
            day: self.day,
            sha256: self.sha256,
            signature: Signature::from_bytes(signature),
        }
    }
}

/// The answer to `PUT /letters/{id}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The letter's id.
    pub id: Id,
    /// The day under which the inbox lists it.
    pub day: Day,
    /// SHA-256 of the letter's file.
    pub sha256: Digest,
    /// By the roster's `server_key`, label `dauys/1/accept`.
    pub signature: Signature,
}

impl Acceptance {
    /// Whether this proves that the server named by `key` took exactly this letter. The day is the
    /// server's word.
    pub fn proves(
        &self,
        instance: &InstanceName,
        key: &PublicKey,
        id: &Id,
        sha256: &Digest,
        withdraw: &Digest,
    ) -> bool {
        let accepted = Accepted { id: *id, day: self.day, sha256: *sha256, withdraw: *withdraw };
        self.id == *id
            && self.sha256 == *sha256
            && key.verify(&accepted.signature_input(instance), &self.signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acceptance_proves_one_letter_at_one_server() {
        let instance = InstanceName::parse("demo").unwrap();
        let key = SigningKey::from_bytes(&[3; 32]);
        let public = PublicKey::from_bytes(key.verifying_key().to_bytes());
        let (id, sha256, withdraw) =
            (Id::from_bytes([1; 16]), Digest::of(b"letter"), Digest::of(b"token"));
        let accepted = Accepted { id, day: Day::from_number(20_000), sha256, withdraw };
        let proof = accepted.sign(&instance, &key);

        assert!(proof.proves(&instance, &public, &id, &sha256, &withdraw));
        let other = Digest::of(b"other");
        assert!(!proof.proves(&instance, &public, &id, &other, &withdraw));
        assert!(!proof.proves(&instance, &public, &id, &sha256, &other));
        assert!(!proof.proves(&instance, &public, &Id::from_bytes([2; 16]), &sha256, &withdraw));
        let elsewhere = InstanceName::parse("other").unwrap();
        assert!(!proof.proves(&elsewhere, &public, &id, &sha256, &withdraw));
        let later = Acceptance { day: accepted.day.plus(1), ..proof };
        assert!(!later.proves(&instance, &public, &id, &sha256, &withdraw));
    }
}
