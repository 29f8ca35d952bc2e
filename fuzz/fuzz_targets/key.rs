//! Hybrid keys as text, and the raw keys inside them (docs/PROTOCOL.md, section 2). The first byte
//! says what the rest is: `t` a text, `r` the raw bytes of a recipient, `i` those of an identity.
//!
//! What is taken is written back byte for byte. A raw recipient is taken exactly if every
//! coefficient of its ML-KEM half is below the modulus. Whatever identity is read opens what is
//! sealed to it.

#![no_main]

use age::secrecy::ExposeSecret as _;
use age::{Identity as _, Recipient as _};
use age_core::format::FileKey;
use age_core::primitives::bech32_encode;
use bech32::Hrp;
use dauys_crypto::hybrid::{HybridIdentity, HybridRecipient, PUBLIC_KEY_BYTES};
use dauys_fuzz::{Seed, target, vectors};
use dauys_wire::RecipientText;

/// FIPS 203: q.
const MODULUS: u16 = 3_329;
/// Three vectors of 256 coefficients, 12 bits each.
const COEFFICIENTS_BYTES: usize = 1_152;

fn check(input: &[u8]) -> bool {
    match input.split_first() {
        Some((b't', text)) => {
            std::str::from_utf8(text).is_ok_and(|it| recipient(it) | identity(it))
        }
        Some((b'r', raw)) => raw_recipient(raw),
        Some((b'i', raw)) => raw_identity(raw),
        _ => false,
    }
}

fn recipient(text: &str) -> bool {
    let Ok(recipient) = HybridRecipient::parse(text) else { return false };
    assert_eq!(recipient.to_text().as_str(), text, "one spelling");
    assert!(RecipientText::parse(text).is_ok(), "both parsers agree");
    // It fails for X25519 keys of small order, and must not panic.
    let _ = recipient.wrap_file_key(&FileKey::new(Box::new([7; 16])));
    true
}

fn identity(text: &str) -> bool {
    let Ok(identity) = HybridIdentity::parse(text) else { return false };
    assert_eq!(*identity.to_secret_text(), text, "one spelling");
    let (stanzas, _) = identity
        .recipient()
        .wrap_file_key(&FileKey::new(Box::new([7; 16])))
        .expect("an honest key");
    let opened = identity.unwrap_stanza(&stanzas[0]).expect("ours").expect("well-formed");
    assert_eq!(opened.expose_secret(), &[7; 16]);
    true
}

fn raw_recipient(raw: &[u8]) -> bool {
    let mut raw = raw.to_vec();
    raw.resize(PUBLIC_KEY_BYTES, 0);
    let text = bech32_encode(Hrp::parse("age1pq").expect("a prefix"), &raw);
    let taken = recipient(&text);
    assert_eq!(taken, coefficients_hold(&raw), "the modulus check");
    taken
}

fn coefficients_hold(raw: &[u8]) -> bool {
    raw[..COEFFICIENTS_BYTES].chunks_exact(3).all(|chunk| {
        let [a, b, c] = [chunk[0], chunk[1], chunk[2]].map(u16::from);
        (a | (b & 0x0f) << 8) < MODULUS && (b >> 4 | c << 4) < MODULUS
    })
}

fn raw_identity(raw: &[u8]) -> bool {
    let text = bech32_encode(Hrp::parse("AGE-SECRET-KEY-PQ-").expect("a prefix"), raw);
    let taken = identity(&text.to_ascii_uppercase());
    assert_eq!(taken, raw.len() == 32);
    taken
}

fn seeds() -> Vec<Seed> {
    let mut seeds = Vec::new();
    for vector in vectors::keys() {
        let text = vectors::text(vector, "recipient");
        let raw = HybridRecipient::parse(&text).expect("a recipient").as_bytes().to_vec();
        let mut over = raw.clone();
        over[..2].fill(0xff);
        seeds.push(Seed::taken(format!("t{text}")));
        seeds.push(Seed::taken(format!("t{}", vectors::text(vector, "identity"))));
        seeds.push(Seed::taken([b"r".as_slice(), &raw].concat()));
        seeds.push(Seed::refused([b"r".as_slice(), &over].concat()));
    }
    seeds.push(Seed::taken([b'i'; 33]));
    seeds.extend(vectors::refused_as("recipient").map(|text| Seed::refused(format!("t{text}"))));
    seeds
}

target!();
