//! The strict JSON of the protocol (docs/PROTOCOL.md, section 2).
//!
//! Two parsers agree: a text is taken exactly if the rules hold one by one for what `serde_json`
//! makes of it.

#![no_main]

#[path = "../../crypto/wire/tests/strict/rules.rs"]
mod rules;

use dauys_fuzz::{Seed, target, vectors};
use dauys_wire::json;
use rules::by_the_rules;
use serde_json::Value;

const MAX: usize = 8_192;

fn check(input: &[u8]) -> bool {
    let ours = json::parse::<Value>(input, MAX).ok();
    assert_eq!(
        ours,
        std::str::from_utf8(input).ok().filter(|text| text.len() <= MAX).and_then(by_the_rules),
        "{}",
        String::from_utf8_lossy(input)
    );
    ours.is_some()
}

fn seeds() -> Vec<Seed> {
    let mut seeds: Vec<Seed> = vectors::refused_as("json").map(Seed::refused).collect();
    let real = ["letter_json", "reply_json", "questionnaire"].map(vectors::story);
    seeds.extend(real.into_iter().map(Seed::taken));
    let small = [
        r#"{"a":[{"\u0062":-9007199254740991},true,null,"\\\":"]}"#,
        "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]",
    ];
    seeds.extend(small.into_iter().map(Seed::taken));
    seeds
}

target!();
