//! Hybrid keys and stanzas, safety numbers.

use age::secrecy::ExposeSecret as _;
use age::{Identity as _, Recipient as _};
use age_core::format::{FileKey, Stanza};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::roster::safety_number;
use dauys_wire::{Digest, PublicKey, RecipientText};
use serde::{Deserialize, Serialize};

use crate::{Agreed, same};

/// A seed and all that follows from it.
#[derive(Serialize, Deserialize)]
pub struct Keys {
    /// The 32-byte seed, hex.
    seed: Digest,
    /// `AGE-SECRET-KEY-PQ-1…`
    identity: String,
    /// `age1pq1…`
    recipient: RecipientText,
    /// A stanza sealed to it: its one argument.
    stanza_argument: String,
    /// Its body, base64 without padding.
    stanza_body: String,
    /// The file key inside, base64 without padding.
    file_key: String,
    /// The seed taken as an organisation root: its safety number.
    safety_number: String,
}

/// Makes vectors.
pub fn make() -> Option<Vec<Keys>> {
    [1_u8, 2, 255].into_iter().map(make_one).collect()
}

fn make_one(byte: u8) -> Option<Keys> {
    let seed = [byte; 32];
    let identity = HybridIdentity::from_seed(&seed);
    let file_key = FileKey::new(Box::new([byte; 16]));
    let (stanzas, _) = identity.recipient().wrap_file_key(&file_key).ok()?;
    let stanza = stanzas.first()?;
    Some(Keys {
        seed: Digest::from_bytes(seed),
        identity: identity.to_secret_text().to_string(),
        recipient: identity.recipient().to_text(),
        stanza_argument: stanza.args.first()?.clone(),
        stanza_body: BASE64_STANDARD_NO_PAD.encode(&stanza.body),
        file_key: BASE64_STANDARD_NO_PAD.encode(file_key.expose_secret()),
        safety_number: safety_number(&PublicKey::from_bytes(seed)),
    })
}

/// Checks one vector.
pub fn check(vector: &Keys) -> Agreed {
    let identity = HybridIdentity::from_seed(vector.seed.as_bytes());
    same(&*identity.to_secret_text(), &vector.identity, "identity")?;
    same(&identity.recipient().to_text(), &vector.recipient, "recipient")?;
    let body = BASE64_STANDARD_NO_PAD.decode(&vector.stanza_body).map_err(|_| "stanza body")?;
    let args = vec![vector.stanza_argument.clone()];
    let stanza = Stanza { tag: "mlkem768x25519".into(), args, body };
    let opened = identity.unwrap_stanza(&stanza).ok_or("the stanza is not ours")?;
    let file_key = opened.map_err(|_| "the stanza is malformed")?;
    let file_key = BASE64_STANDARD_NO_PAD.encode(file_key.expose_secret());
    same(&file_key, &vector.file_key, "file key")?;
    let number = safety_number(&PublicKey::from_bytes(*vector.seed.as_bytes()));
    same(&number, &vector.safety_number, "safety number")
}
