//! Signatures of investigators over the exact bytes of a JSON.

use dauys_wire::{InstanceName, PublicKey, Signature, label};
use ed25519_dalek::{Signer as _, SigningKey};

/// Signs the exact bytes under a label of [`dauys_wire::label`].
pub fn sign(key: &SigningKey, label: &str, instance: &InstanceName, exact: &[u8]) -> Signature {
    let input = label::signature_input(label, instance, exact);
    Signature::from_bytes(key.sign(&input).to_bytes())
}

/// Verifies a signature over the exact bytes under a label.
pub fn verify(
    key: &PublicKey,
    label: &str,
    instance: &InstanceName,
    exact: &[u8],
    signature: &Signature,
) -> bool {
    key.verify(&label::signature_input(label, instance, exact), signature)
}
