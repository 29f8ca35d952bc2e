//! The text of a minisign signature (docs/PROTOCOL.md, section 4).
//!
//! Whatever else stands in it, what is taken carries the very signatures and the very comment that
//! the root made over these bytes.

#![no_main]

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use dauys_fuzz::organisation::{self, COMMENT, READER};
use dauys_fuzz::{Seed, spoil, target, vectors};
use dauys_wire::minisign;

const MESSAGE: &[u8] = b"what the organisation signed";

fn check(input: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(input) else { return false };
    if minisign::verify(&organisation::root(), MESSAGE, text).is_err() {
        return false;
    }
    let real = organisation::minisign(MESSAGE);
    assert_eq!(parts(text), parts(&real), "another signature is taken");
    assert!(minisign::verify(&organisation::root(), &spoil::one_bit(MESSAGE), text).is_err());
    assert!(minisign::verify(&organisation::public(READER), MESSAGE, text).is_err());
    true
}

/// Algorithm, signature, trusted comment, global signature: all but what nobody signs.
fn parts(text: &str) -> (Vec<u8>, Vec<u8>, String, Vec<u8>) {
    let lines: Vec<&str> = text.lines().collect();
    let [_, first, comment, global] = lines[..] else { panic!("four lines") };
    let decode = |line: &str| BASE64_STANDARD.decode(line).expect("base64");
    let first = decode(first);
    (first[..2].to_vec(), first[10..].to_vec(), comment.to_owned(), decode(global))
}

fn seeds() -> Vec<Seed> {
    let real = organisation::minisign(MESSAGE);
    vec![
        Seed::taken(real.as_str()),
        Seed::taken(real.replace('\n', "\r\n")),
        Seed::taken(real.replacen(COMMENT, "another", 1)),
        Seed::refused(real.replace(COMMENT, "another")),
        Seed::refused(organisation::minisign(b"something else")),
        Seed::refused(vectors::story("roster_minisig")),
        Seed::refused(format!("{real}{real}")),
    ]
}

target!();
