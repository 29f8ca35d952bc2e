//! The strict JSON of the protocol once more, rule by rule on what `serde_json` makes of a text: the
//! judge of our reader, in the tests and in the fuzzer (`fuzz/fuzz_targets/json.rs`).

use dauys_wire::limits::{JSON_DEPTH_MAX, JSON_INTEGER_END};
use serde_json::Value;

/// The value of a text that keeps all rules.
pub(crate) fn by_the_rules(text: &str) -> Option<Value> {
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
