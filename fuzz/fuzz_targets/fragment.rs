//! The keys in the fragment of an address (docs/PROTOCOL.md, section 3).
//!
//! What is taken can be written again and means the same.

#![no_main]

use dauys_crypto::roster::Fragment;
use dauys_fuzz::{Seed, organisation, target, vectors};
use dauys_wire::roster::is_channel_id;

fn check(input: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(input) else { return false };
    let Ok(fragment) = Fragment::parse(text) else { return false };
    assert!(fragment.channels.keys().all(|channel| is_channel_id(channel)));
    let written = write(&fragment);
    assert_eq!(Fragment::parse(&written).as_ref(), Ok(&fragment));
    let parts = text.split('&').filter(|part| !part.is_empty()).count();
    let known = usize::from(fragment.root.is_some()) + fragment.channels.len();
    assert_eq!(parts, known, "every part of the address counts");
    true
}

fn write(fragment: &Fragment) -> String {
    let root = fragment.root.map(|key| format!("k={key}"));
    let channels = fragment.channels.iter().map(|(id, key)| format!("c={id}.{key}"));
    root.into_iter().chain(channels).collect::<Vec<_>>().join("&")
}

fn seeds() -> Vec<Seed> {
    let (root, union) = (organisation::root(), organisation::public(organisation::READER));
    let real = [
        String::new(),
        vectors::story("fragment"),
        format!("k={root}&c=union.{union}&c=hr.{root}"),
    ];
    let real = real.into_iter().map(Seed::taken);
    real.chain(vectors::refused_as("fragment").map(Seed::refused)).collect()
}

target!();
