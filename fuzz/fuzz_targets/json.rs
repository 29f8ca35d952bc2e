//! The strict JSON of the protocol (docs/PROTOCOL.md, section 2).
//!
//! Two parsers agree: a text is taken exactly if the rules hold one by one for what `serde_json`
//! makes of it.

#![no_main]

use dauys_fuzz::{Seed, target, vectors};
use dauys_wire::json;
use dauys_wire::limits::{JSON_DEPTH_MAX, JSON_INTEGER_END};
use serde_json::Value;

const MAX: usize = 8_192;

fn check(input: &[u8]) -> bool {
    let ours = json::parse::<Value>(input, MAX).ok();
    assert_eq!(ours, by_the_rules(input), "{}", String::from_utf8_lossy(input));
    ours.is_some()
}

fn by_the_rules(input: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(input).ok().filter(|text| text.len() <= MAX)?;
    let value: Value = serde_json::from_str(text).ok()?;
    let plain = !text.contains(['\n', '\r']);
    let distinct = colons_outside_strings(text) == entries(&value);
    (plain && distinct && depth(&value) <= JSON_DEPTH_MAX && integers_hold(&value)).then_some(value)
}

/// One for each key that is written; a key that stands twice is one entry only.
fn colons_outside_strings(text: &str) -> usize {
    let (mut colons, mut inside, mut escaped) = (0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = inside,
            b'"' => inside = !inside,
            b':' if !inside => colons += 1,
            _ => {}
        }
    }
    colons
}

fn entries(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(entries).sum(),
        Value::Object(map) => map.len() + map.values().map(entries).sum::<usize>(),
        _ => 0,
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn integers_hold(value: &Value) -> bool {
    let small = |n: u64| n < JSON_INTEGER_END;
    match value {
        Value::Number(n) => n.as_u64().or(n.as_i64().map(i64::unsigned_abs)).is_some_and(small),
        Value::Array(items) => items.iter().all(integers_hold),
        Value::Object(map) => map.values().all(integers_hold),
        _ => true,
    }
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
