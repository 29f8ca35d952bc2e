//! A Sigsum log with two witnesses, as small as it can be (sigsum.org, "Sigsum protocol", version 1; the
//! form of a proof is its version 2). What it says is verified by others: the crate `sigsum`.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signer as _, SigningKey};
use sha2::{Digest as _, Sha256};

/// What a signer signs: this, a zero byte, the hash of the hash of what was said.
const LEAF: &str = "sigsum.org/v1/tree-leaf";
const TREE: &str = "sigsum.org/v1/tree/";
/// Of a witness, before the time.
const COSIGNATURE: &str = "cosignature/v1";

type Hash = [u8; 32];

/// The log and who watches it.
pub(crate) struct Log {
    key: SigningKey,
    witnesses: [SigningKey; 2],
    leaves: Vec<Hash>,
    /// When the witnesses sign, in seconds.
    now: u64,
}

impl Log {
    /// With some leaves of others.
    pub(crate) fn start(now: u64) -> Self {
        let key = |seed| SigningKey::from_bytes(&[seed; 32]);
        let leaves = (0..5_u8).map(|other| sha256(&[&[0], &[other; 128]])).collect();
        Self { key: key(1), witnesses: [key(2), key(3)], leaves, now }
    }

    /// Its key.
    pub(crate) fn key(&self) -> Hash {
        self.key.verifying_key().to_bytes()
    }

    /// As operators write it: this log, and one witness of two.
    pub(crate) fn policy(&self) -> String {
        let mut text = format!("log {}\n", hex(&self.key()));
        for (place, witness) in self.witnesses.iter().enumerate() {
            let key = hex(&witness.verifying_key().to_bytes());
            writeln!(text, "witness w{place} {key}").unwrap();
        }
        text + "group any-of-two any w0 w1\nquorum any-of-two\n"
    }

    /// The same, compiled: version, counts, keys in the order of their hashes, and a program for a stack:
    /// the first witness, the second, add, at least one.
    pub(crate) fn compiled(&self) -> Vec<u8> {
        let mut witnesses = self.witnesses.each_ref().map(|it| it.verifying_key().to_bytes());
        witnesses.sort_by_key(|key| sha256(&[key]));
        let quorum = [0x40, 0x41, 0x01, 0x81];
        [&[0, 1, 2, 4], &self.key()[..], &witnesses.concat(), &quorum].concat()
    }

    /// Takes what was signed, and proves that it has.
    pub(crate) fn submit(&mut self, signer: &SigningKey, message: &[u8]) -> String {
        let checksum = sha256(&[&sha256(&[message])]);
        let signature = signer.sign(&[LEAF.as_bytes(), &[0], &checksum].concat()).to_bytes();
        let key = sha256(&[&signer.verifying_key().to_bytes()]);
        let place = self.leaves.len();
        self.leaves.push(sha256(&[&[0], &checksum, &signature, &key]));
        let mut text = format!(
            "version=2\nlog={}\nleaf={} {}\n\n{}\nleaf_index={place}\n",
            hex(&sha256(&[&self.key()])),
            hex(&key),
            hex(&signature),
            self.head()
        );
        for node in path(&self.leaves, place) {
            writeln!(text, "node_hash={}", hex(&node)).unwrap();
        }
        text
    }

    /// What it says of itself now, with what its witnesses say of that.
    pub(crate) fn head(&self) -> String {
        let root = root(&self.leaves);
        let size = self.leaves.len();
        let name = format!("{TREE}{}", hex(&sha256(&[&self.key()])));
        let checkpoint = format!("{name}\n{size}\n{}\n", STANDARD.encode(root));
        let signature = self.key.sign(checkpoint.as_bytes()).to_bytes();
        let mut text =
            format!("size={size}\nroot_hash={}\nsignature={}\n", hex(&root), hex(&signature));
        for witness in &self.witnesses {
            let said = format!("{COSIGNATURE}\ntime {}\n{checkpoint}", self.now);
            let signature = hex(&witness.sign(said.as_bytes()).to_bytes());
            let key = hex(&sha256(&[&witness.verifying_key().to_bytes()]));
            writeln!(text, "cosignature={key} {} {signature}", self.now).unwrap();
        }
        text
    }
}

/// Of RFC 9162, section 2.1.1.
fn root(leaves: &[Hash]) -> Hash {
    if let [leaf] = leaves {
        return *leaf;
    }
    let (left, right) = leaves.split_at(half(leaves.len()));
    sha256(&[&[1], &root(left), &root(right)])
}

/// Of section 2.1.3.1: from the leaf up.
fn path(leaves: &[Hash], place: usize) -> Vec<Hash> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(half(leaves.len()));
    let (mut nodes, other) = if place < left.len() {
        (path(left, place), root(right))
    } else {
        (path(right, place - left.len()), root(left))
    };
    nodes.push(other);
    nodes
}

/// The largest power of two that is smaller.
fn half(count: usize) -> usize {
    count.next_power_of_two() / 2
}

pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
