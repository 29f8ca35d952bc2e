//! Everything that is spelled in one way only, in paths, headers and JSON: ids, hashes, keys,
//! signatures, days, buckets, tokens, names, origins; and byte ranges.
//!
//! What is taken is written back byte for byte. A range lies within its body.

#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_fuzz::{Seed, organisation, target, vectors};
use dauys_server::domain::range::Asked;
use dauys_server::domain::reply::Bucket;
use dauys_server::domain::withdraw::WithdrawRight;
use dauys_wire::roster::{is_channel_id, is_origin};
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey, RecipientText, Signature};

/// Lengths of bodies that a range is held against.
const LENGTHS: [u64; 5] = [0, 1, 100, 8_208, u64::MAX];

fn check(input: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(input) else { return false };
    let spellings = [
        Id::parse(text).ok().map(|it| it.to_string()),
        Digest::parse(text).ok().map(|it| it.to_string()),
        PublicKey::parse(text).ok().map(|it| it.to_string()),
        Signature::parse(text).ok().map(|it| it.to_string()),
        InstanceName::parse(text).ok().map(|it| it.to_string()),
        RecipientText::parse(text).ok().map(|it| it.as_str().to_owned()),
        Day::parse(text).ok().map(|it| it.to_string()),
        Bucket::parse(text).ok().map(|it| it.number().to_string()),
    ];
    for spelling in spellings.iter().flatten() {
        assert_eq!(spelling, text, "one spelling");
    }
    let taken = spellings.iter().any(Option::is_some) || is_channel_id(text) || is_origin(text);
    taken | token(text) | range(text)
}

fn token(text: &str) -> bool {
    let Ok(right) = WithdrawRight::parse(text) else { return false };
    let token = URL_SAFE_NO_PAD.decode(text).expect("base64url");
    assert_eq!(URL_SAFE_NO_PAD.encode(&token), text, "one spelling");
    assert!(right.holds_for(&Digest::of(&token)));
    assert!(!right.holds_for(&Digest::of(text.as_bytes())));
    true
}

fn range(text: &str) -> bool {
    let mut part = false;
    for length in LENGTHS {
        if let Asked::Part(range) = Asked::parse(Some(text), length) {
            assert!(range.start < range.end && range.end <= length, "{range:?} of {length}");
            part = true;
        }
    }
    part
}

fn seeds() -> Vec<Seed> {
    let keys = organisation::her_keys();
    let mut seeds: Vec<Seed> = [
        organisation::id(1).to_string(),
        Digest::of(b"").to_string(),
        keys.signing_key.to_string(),
        organisation::sign_state("{}").to_string(),
        keys.recipient.as_str().to_owned(),
    ]
    .into_iter()
    .map(Seed::taken)
    .collect();
    let short = [
        "dauys.example",
        "2026-11-20",
        "9999-12-31",
        "65535",
        "union",
        "https://dauys.example",
        "http://127.0.0.1:8080",
        "http://a.onion",
        "bytes=0-99",
        "bytes=40-",
        "bytes=-30",
    ];
    seeds.extend(short.into_iter().map(Seed::taken));
    seeds.extend(["day", "id", "public key", "signature", "recipient"].into_iter().flat_map(
        |kind| {
            let refused = vectors::refused_as(kind);
            // A wrong one of its kind may be a right one of another: a key is a token.
            refused.filter(|text| !check(text.as_bytes())).map(Seed::refused)
        },
    ));
    seeds
}

target!();
