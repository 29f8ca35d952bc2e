//! The server's signed proof that it took a letter or a blob: without it a page must not say "sent",
//! because a middleman can answer 200 too (docs/PROTOCOL.md, section 9.3).

use ed25519_dalek::{Signer as _, SigningKey};
use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::label;
use crate::text::{Digest, Id, InstanceName, PublicKey, Signature};

/// What the server took, and under which day investigators will see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// The letter's or blob's id.
    pub id: Id,
    /// The day under which the inbox lists a letter; on which a blob was finished.
    pub day: Day,
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// The value of `Dauys-Withdraw`.
    pub withdraw: Digest,
}

impl Accepted {
    /// Signed bytes: the four values as text, a zero byte between them, behind the usual label.
    fn signature_input(&self, label: &str, instance: &InstanceName) -> Vec<u8> {
        let values = [
            self.id.to_string(),
            self.day.to_string(),
            self.sha256.to_string(),
            self.withdraw.to_string(),
        ];
        label::signature_input(label, instance, values.join("\0").as_bytes())
    }

    /// Signs it as a letter, at the server.
    pub fn sign(&self, instance: &InstanceName, key: &SigningKey) -> Acceptance {
        self.sign_as(label::ACCEPT, instance, key)
    }

    /// Signs it as a blob, at the server.
    pub fn sign_blob(&self, instance: &InstanceName, key: &SigningKey) -> Acceptance {
        self.sign_as(label::ACCEPT_BLOB, instance, key)
    }

    fn sign_as(&self, label: &str, instance: &InstanceName, key: &SigningKey) -> Acceptance {
        let signature = key.sign(&self.signature_input(label, instance)).to_bytes();
        Acceptance {
            id: self.id,
            day: self.day,
            sha256: self.sha256,
            signature: Signature::from_bytes(signature),
        }
    }
}

/// The answer to `PUT /letters/{id}` and to `POST /blobs/{id}/finish`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The letter's or blob's id.
    pub id: Id,
    /// The day under which the inbox lists a letter; on which a blob was finished.
    pub day: Day,
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// By the roster's `server_key`, label `dauys/1/accept`, or `dauys/1/accept-blob`.
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
        self.is_of(&accepted, label::ACCEPT, instance, key)
    }

    /// The same of a blob.
    pub fn proves_blob(
        &self,
        instance: &InstanceName,
        key: &PublicKey,
        id: &Id,
        sha256: &Digest,
        withdraw: &Digest,
    ) -> bool {
        let accepted = Accepted { id: *id, day: self.day, sha256: *sha256, withdraw: *withdraw };
        self.is_of(&accepted, label::ACCEPT_BLOB, instance, key)
    }

    fn is_of(
        &self,
        accepted: &Accepted,
        label: &str,
        instance: &InstanceName,
        key: &PublicKey,
    ) -> bool {
        self.id == accepted.id
            && self.sha256 == accepted.sha256
            && key.verify(&accepted.signature_input(label, instance), &self.signature)
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
        assert!(!proof.proves_blob(&instance, &public, &id, &sha256, &withdraw), "of a letter");
        let blob = accepted.sign_blob(&instance, &key);
        assert!(blob.proves_blob(&instance, &public, &id, &sha256, &withdraw));
        assert!(!blob.proves(&instance, &public, &id, &sha256, &withdraw), "of a blob");
        let later = Acceptance { day: accepted.day.plus(1), ..proof };
        assert!(!later.proves(&instance, &public, &id, &sha256, &withdraw));
    }
}
