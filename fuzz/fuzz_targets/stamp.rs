//! Stamps (docs/PROTOCOL.md, section 9).
//!
//! What is taken is written back byte for byte, holds on three days and no other, and a stamp that
//! pays a price pays every lower one.

#![no_main]

use dauys_fuzz::{Seed, target, vectors};
use dauys_wire::limits::STAMP_BITS_MAX;
use dauys_wire::stamp::{Stamp, StampError, Subject};
use dauys_wire::{Day, Digest, InstanceName};

fn check(input: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(input) else { return false };
    let Ok(stamp) = Stamp::parse(text) else { return false };
    assert_eq!(stamp.to_string(), text, "one spelling");
    let day = Day::parse(&text[..10]).expect("a stamp begins with its day");

    let instance = InstanceName::parse("dauys.example").expect("a name");
    let (withdraw, body) = (Digest::of(b"token"), Digest::of(b"letter"));
    let path = "/api/v1/letters/00112233445566778899aabbccddeeff";
    let subject = Subject {
        instance: &instance,
        method: "PUT",
        path,
        ahead: None,
        withdraw: &withdraw,
        body: &body,
    };
    let pays = |bits, today| stamp.verify(&subject, bits, today);
    for today in [day.minus(1), day, day.plus(1)] {
        assert_eq!(pays(0, today), Ok(()));
    }
    // The calendar ends, and days beyond its ends are its ends.
    if day.minus(2) != day.minus(1) && day.plus(2) != day.plus(1) {
        assert_eq!(pays(0, day.minus(2)), Err(StampError::Day));
        assert_eq!(pays(0, day.plus(2)), Err(StampError::Day));
    }
    let prices: Vec<bool> = (0..=STAMP_BITS_MAX).map(|bits| pays(bits, day).is_ok()).collect();
    assert!(prices.is_sorted_by(|lower, higher| lower >= higher), "{prices:?}");
    true
}

fn seeds() -> Vec<Seed> {
    let real = vectors::stamp().iter().map(|it| Seed::taken(vectors::text(it, "stamp")));
    real.chain(vectors::refused_as("stamp").map(Seed::refused)).collect()
}

target!();
