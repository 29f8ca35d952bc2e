//! Texts that look almost right and are refused.

use dauys_crypto::card::Card;
use dauys_crypto::code::Code;
use dauys_crypto::roster::Fragment;
use dauys_wire::limits::JSON_DEPTH_MAX;
use dauys_wire::roster::is_origin;
use dauys_wire::stamp::Stamp;
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey, RecipientText, Signature, json};
use serde::{Deserialize, Serialize};

use crate::Agreed;

/// A text and what it is not.
#[derive(Serialize, Deserialize)]
pub struct Refused {
    kind: String,
    text: String,
}

/// Makes vectors.
pub fn make() -> Vec<Refused> {
    let key = PublicKey::from_bytes([1; 32]).to_string();
    let deep = "[".repeat(JSON_DEPTH_MAX + 1) + &"]".repeat(JSON_DEPTH_MAX + 1);
    let fixed: [(&str, &[&str]); 9] = [
        ("code", &["", "0000000000000000000000000097", "000000000000000000000000097", "12a4"]),
        ("day", &["2026-02-29", "2026-1-1", "1969-12-31", "2026-11-20T00"]),
        ("id", &["00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeef"]),
        (
            "json",
            &["{\"a\":1,\"a\":1}", "{\"a\":1,\n\"b\":1}", "1.0", "9007199254740992", "{}x", &deep],
        ),
        ("instance", &["", "-a", "A", "a_b"]),
        ("origin", &["http://a.example", "https://A.example", "https://a.example/", "ftp://a"]),
        ("stamp", &["", "2026-11-20.", "2026-11-20.AAAA"]),
        ("recipient", &["age1pq1", "age1qqqq"]),
        ("card", &["", "dauys-card/1\n\n{}\n"]),
    ];
    let mut all: Vec<(String, String)> = Vec::new();
    for (kind, texts) in fixed {
        all.extend(texts.iter().map(|text| (kind.to_owned(), (*text).to_owned())));
    }
    for text in [format!("{key}="), key.replace('A', "+"), String::new()] {
        all.push(("public key".into(), text));
    }
    all.push(("signature".into(), key.clone()));
    all.push(("hash".into(), key.clone()));
    for text in [format!("k={key}&k={key}"), format!("x={key}"), "k=".into(), "c=union".into()] {
        all.push(("fragment".into(), text));
    }
    all.into_iter().map(|(kind, text)| Refused { kind, text }).collect()
}

/// Checks one vector.
pub fn check(vector: &Refused) -> Agreed {
    let text = vector.text.as_str();
    let taken = match vector.kind.as_str() {
        "code" => Code::parse(text).is_ok(),
        "day" => Day::parse(text).is_ok(),
        "id" => Id::parse(text).is_ok(),
        "hash" => Digest::parse(text).is_ok(),
        "public key" => PublicKey::parse(text).is_ok(),
        "signature" => Signature::parse(text).is_ok(),
        "recipient" => RecipientText::parse(text).is_ok(),
        "instance" => InstanceName::parse(text).is_ok(),
        "json" => json::parse::<serde_json::Value>(text.as_bytes(), 1_000).is_ok(),
        "origin" => is_origin(text),
        "stamp" => Stamp::parse(text).is_ok(),
        "fragment" => Fragment::parse(text).is_ok(),
        "card" => Card::parse(text).is_ok(),
        _ => return Err("unknown kind"),
    };
    if taken { Err("taken, and should be refused") } else { Ok(()) }
}
