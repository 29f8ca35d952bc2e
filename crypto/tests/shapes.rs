//! The shapes of the protocol are read alike by our JSON and by `serde_json`, whole and spoilt in
//! one place.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fmt::Debug;
use std::sync::LazyLock;

use dauys_crypto::card::Card;
use dauys_crypto::letter::{BlobRef, InvestigatorLetter, ReporterLetter};
use dauys_crypto::reply::Reply;
use dauys_crypto::state::State;
use dauys_crypto::wire::acceptance::Acceptance;
use dauys_crypto::wire::json;
use dauys_crypto::wire::questionnaire::{Answers, Questionnaire};
use dauys_crypto::wire::roster::{ChannelCard, ReplyBuckets, Roster};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The story of docs/vectors/files.json.
static STORY: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../docs/vectors/files.json");
    serde_json::from_str::<Value>(text).unwrap().get(0).unwrap().clone()
});

fn story(field: &str) -> Value {
    serde_json::from_str(text(&STORY, field)).unwrap()
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value.get(field).unwrap().as_str().unwrap()
}

fn alike<T: DeserializeOwned + PartialEq + Debug>(value: &Value) -> bool {
    let text = value.to_string();
    let ours = json::parse::<T>(text.as_bytes(), text.len()).ok();
    // `serde_json` reads a struct out of an array too; only of a body nothing at all is required.
    let theirs = serde_json::from_str(&text).ok().filter(|_| !text.contains(r#""body":["#));
    assert_eq!(ours, theirs, "{text}");
    ours.is_some()
}

/// A shape by its reader, and a value that is one.
type Shape = (fn(&Value) -> bool, Value);

fn shapes() -> Vec<Shape> {
    let (id, hash) = ("15".repeat(16), "15".repeat(32));
    let (key, signature) = ("A".repeat(43), "A".repeat(86));
    let letter = story("letter_json");
    let state = serde_json::from_str(text(letter.get("state").unwrap(), "json")).unwrap();
    let mut seen = letter.clone();
    *seen.get_mut("seen").unwrap() = json!({ &id: [1, hash] });
    let card = text(&STORY, "card").lines().nth(2).unwrap();
    let recipient = text(&serde_json::from_str(card).unwrap(), "recipient").to_owned();
    vec![
        (alike::<Roster>, story("roster")),
        (alike::<Questionnaire>, story("questionnaire")),
        (alike::<ReporterLetter>, letter),
        (alike::<ReporterLetter>, seen),
        (alike::<Reply>, story("reply_json")),
        (alike::<State>, state),
        (alike::<Card>, serde_json::from_str(card).unwrap()),
        (alike::<Answers>, json!({ "a": "é\"\n", "b": ["x", "\\"], "c": [] })),
        (alike::<ReplyBuckets>, json!({ "count": 2, "previous": 1, "changed": "2026-11-20" })),
        (
            alike::<Acceptance>,
            json!({ "id": id, "day": "2026-11-20", "sha256": hash, "signature": signature }),
        ),
        (
            alike::<ChannelCard>,
            json!({ "id": "x", "key": key, "members": [{ "id": id, "recipient": recipient, "signing_key": key }] }),
        ),
        (
            alike::<BlobRef>,
            json!({ "id": id, "key": key, "name": "x", "type": "x", "size": 1, "sha256": hash, "cleaned": true }),
        ),
        (
            alike::<InvestigatorLetter>,
            json!({
                "id": id, "from": format!("investigator/{id}"), "kind": "events", "day": "2026-11-20", "to": [id],
                "roster": { "version": 1, "sha256": hash }, "lang": "kk", "n": 1, "prev": null, "events": [],
            }),
        ),
    ]
}

/// The values inside, itself too, in the order of the text.
fn place<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| place(item, left)),
        Value::Object(map) => map.values_mut().find_map(|item| place(item, left)),
        _ => None,
    }
}

fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(places).sum(),
        Value::Object(map) => map.values().map(places).sum(),
        _ => 0,
    }
}

fn spoil(value: &mut Value, how: usize) {
    let other = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(300),
        json!(u64::from(u32::MAX) + 1),
        json!("x"),
        json!("\""),
        json!([]),
        json!({}),
        json!(["x"]),
        json!([1, "x", null]),
        json!({ "x": 1 }),
    ];
    match (value, how.checked_sub(other.len())) {
        (value, None) => *value = other.into_iter().nth(how).unwrap(),
        (Value::Array(items), Some(0)) => items.push(json!("x")),
        (Value::Array(items), _) => drop(items.pop()),
        (Value::Object(map), Some(0)) => drop(map.insert("unknown".into(), json!([{ "x": [] }]))),
        (Value::Object(map), Some(which)) => {
            drop(map.keys().nth(which - 1).cloned().and_then(|key| map.remove(&key)));
        }
        _ => {}
    }
}

#[test]
fn real_ones_are_read() {
    for (alike, value) in shapes() {
        assert!(alike(&value), "{value}");
    }
}

#[test]
fn spoilt_in_any_one_place_they_are_read_alike() {
    for (alike, value) in shapes() {
        for which in 0..places(&value) {
            for how in 0..40 {
                let mut spoilt = value.clone();
                spoil(place(&mut spoilt, &mut which.clone()).unwrap(), how);
                alike(&spoilt);
            }
        }
    }
}

#[test]
fn a_struct_is_an_object_and_a_variant_is_a_string() {
    let one = json!({ "count": 2, "previous": null, "changed": null });
    assert!(alike::<ReplyBuckets>(&one));
    let reads = |text: &str| json::parse::<ReplyBuckets>(text.as_bytes(), 100).is_ok();
    assert!(!reads("[2,null,null]"));
    let lang = |text: &str| json::parse::<dauys_crypto::letter::Lang>(text.as_bytes(), 100).is_ok();
    assert!(lang("\"kk\"") && lang("\"\\u006bk\""));
    assert!(!lang("{\"kk\":null}") && !lang("0") && !lang("\"xx\""));
}

proptest! {
    #[test]
    fn spoilt_in_two_places_they_are_read_alike(
        shape in 0..13_usize, places_at in prop::array::uniform2(0..10_000_usize), how in prop::array::uniform2(0..40_usize)
    ) {
        let (alike, mut value) = shapes().into_iter().nth(shape).unwrap();
        for (which, how) in places_at.into_iter().zip(how) {
            let which = which % places(&value);
            spoil(place(&mut value, &mut which.clone()).unwrap(), how);
        }
        alike(&value);
    }
}
