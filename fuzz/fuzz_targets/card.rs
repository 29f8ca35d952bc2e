//! Cards, as an investigator without scruples can sign one (docs/PROTOCOL.md, section 3).
//!
//! What is taken says the same when it is signed again, letters can be sealed to it, and with one bit
//! changed it is refused.

#![no_main]

use dauys_crypto::card::{Card, MAGIC};
use dauys_crypto::hybrid::HybridRecipient;
use dauys_crypto::signing;
use dauys_fuzz::organisation::{self, READER};
use dauys_fuzz::{Seed, spoil, target, vectors};
use dauys_wire::{InstanceName, label};
use serde_json::Value;

fn check(input: &[u8]) -> bool {
    let Ok(exact) = std::str::from_utf8(input) else { return false };
    let key = organisation::signing_key(READER);
    let instance = instance_in(exact).unwrap_or_else(|| organisation::instance().clone());
    let signature = signing::sign(key, label::CARD, &instance, input);
    let Ok(card) = Card::parse(&format!("{MAGIC}\n{signature}\n{exact}\n")) else { return false };
    assert!(HybridRecipient::try_from(&card.recipient).is_ok(), "nothing can be sealed to it");
    let signed = card.sign(key).expect("a card");
    assert_eq!(Card::parse(&signed).as_ref(), Ok(&card));
    if let Ok(spoiled) = String::from_utf8(spoil::one_bit(input)) {
        assert!(Card::parse(&format!("{MAGIC}\n{signature}\n{spoiled}\n")).is_err());
    }
    true
}

fn instance_in(exact: &str) -> Option<InstanceName> {
    let card: Value = serde_json::from_str(exact).ok()?;
    InstanceName::parse(card.get("instance")?.as_str()?).ok()
}

fn seeds() -> Vec<Seed> {
    let card = vectors::story("card");
    let exact = card.lines().nth(2).expect("the JSON of a card");
    let other = exact.replace("dauys.example", "other");
    let stranger =
        exact.replace(&organisation::public(READER).to_string(), &organisation::root().to_string());
    vec![
        Seed::taken(exact),
        Seed::taken(other),
        Seed::refused(stranger),
        Seed::refused(card.as_str()),
    ]
}

target!();
