//! The organisation of docs/vectors/files.json, with all its secret keys: whoever holds them can
//! sign what the fuzzer makes up.

use std::sync::{LazyLock, OnceLock};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use blake2::{Blake2b512, Digest as _};
use dauys_crypto::code::Code;
use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::signing;
use dauys_crypto::thread::{Reporter, ReporterKeys};
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Id, InstanceName, PublicKey, Signature, label};
use ed25519_dalek::{Signer as _, SigningKey};

use crate::vectors;

/// The roster's root.
const ROOT: u8 = 20;
/// An investigator of the union, who reads.
pub const READER: u8 = 21;
/// Who reads as well.
pub const COLLEAGUE: u8 = 22;
/// Who was shut out.
pub const SHUT_OUT: u8 = 23;
/// A reporter whose signing key is at hand; those of a [`Reporter`] are not.
const SHE: u8 = 30;

/// The comment in every minisign signature made here.
pub const COMMENT: &str = "fuzz";

static ROSTER: LazyLock<Roster> = LazyLock::new(|| {
    let (json, minisig) = (vectors::story("roster"), vectors::story("roster_minisig"));
    Roster::verify(json.as_bytes(), &minisig, Some(&public(ROOT))).expect("the roster")
});

static REPORTER: LazyLock<Reporter> = LazyLock::new(|| {
    let code = Code::parse(&vectors::story("code")).expect("the code");
    Reporter::derive(&code, "", instance())
});

static IDENTITIES: LazyLock<[HybridIdentity; 4]> = LazyLock::new(|| {
    [READER, COLLEAGUE, SHUT_OUT, SHE].map(|byte| HybridIdentity::from_seed(&[byte; 32]))
});

/// The roster.
pub fn roster() -> &'static Roster {
    &ROSTER
}

/// Its instance.
pub fn instance() -> &'static InstanceName {
    &roster().instance
}

/// The day it was issued.
pub fn day() -> Day {
    roster().issued
}

/// The reporter of the story, derived from its code.
pub fn reporter() -> &'static Reporter {
    &REPORTER
}

/// The signing key of whoever is told apart by this byte: an investigator, or another role here.
pub fn signing_key(byte: u8) -> &'static SigningKey {
    static KEYS: [OnceLock<SigningKey>; 256] = [const { OnceLock::new() }; 256];
    KEYS[usize::from(byte)].get_or_init(|| SigningKey::from_bytes(&[byte; 32]))
}

/// The id of an investigator.
pub fn id(investigator: u8) -> Id {
    Id::from_bytes([investigator; 16])
}

/// The public signing key.
pub fn public(byte: u8) -> PublicKey {
    PublicKey::from_bytes(signing_key(byte).verifying_key().to_bytes())
}

/// What opens the letters of this investigator.
pub fn identity(investigator: u8) -> &'static HybridIdentity {
    let [reader, colleague, shut_out, _] = &*IDENTITIES;
    match investigator {
        READER => reader,
        COLLEAGUE => colleague,
        _ => shut_out,
    }
}

/// The public keys of the reporter whose secret ones are here.
pub fn her_keys() -> &'static ReporterKeys {
    static KEYS: LazyLock<ReporterKeys> = LazyLock::new(|| {
        let [.., she] = &*IDENTITIES;
        ReporterKeys { signing_key: public(SHE), recipient: she.recipient().to_text() }
    });
    &KEYS
}

/// Signs as that reporter.
pub fn sign_as_her(label: &str, exact: &[u8]) -> Signature {
    signing::sign(signing_key(SHE), label, instance(), exact)
}

/// Signs a letter or reply as an investigator.
pub fn sign(investigator: u8, label: &str, exact: &[u8]) -> Signature {
    signing::sign(signing_key(investigator), label, instance(), exact)
}

/// Her state in [`dauys_crypto::state::SignedState`].
pub fn sign_state(exact: &str) -> Signature {
    sign_as_her(label::STATE, exact.as_bytes())
}

/// The root's public key.
pub fn root() -> PublicKey {
    public(ROOT)
}

/// Signs a roster as minisign does.
pub fn minisign(message: &[u8]) -> String {
    let root = signing_key(ROOT);
    let signature = root.sign(&Blake2b512::digest(message)).to_bytes();
    let first = [b"ED".as_slice(), &[ROOT; 8], &signature].concat();
    let global = root.sign(&[signature.as_slice(), COMMENT.as_bytes()].concat()).to_bytes();
    let (first, global) = (BASE64_STANDARD.encode(first), BASE64_STANDARD.encode(global));
    format!("untrusted comment: {COMMENT}\n{first}\ntrusted comment: {COMMENT}\n{global}\n")
}
