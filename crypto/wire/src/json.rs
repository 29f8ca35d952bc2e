//! The strict JSON of the protocol: UTF-8 without a byte order mark, no raw newline, no duplicate
//! key, at most [`JSON_DEPTH_MAX`](crate::limits::JSON_DEPTH_MAX) deep, integers below 2^53,
//! unknown keys ignored.
//!
//! Two readers that disagree about a duplicate key would disagree about what was signed; so the
//! whole text is read into a tree by the strict rules, and shapes are made out of the tree.
//!
//! Not by `serde_json`: it is judged against in the tests, but its reader, generic over every
//! shape and with a text for every error, was a fifth of what a telephone loads to write a report
//! (docs/decisions/wasm-modules.md).

mod shape;
mod text;

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use crate::limits::JSON_DEPTH_MAX;

/// The text is not JSON of the protocol, or not of the expected shape. Nothing of it is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the JSON that was expected")]
pub struct BadJson;

/// Reads one value of a shape out of strict JSON of at most `max` bytes. A struct is written as an
/// object and a variant as a string, never otherwise.
pub fn parse<'a, T: Deserialize<'a>>(bytes: &'a [u8], max: usize) -> Result<T, BadJson> {
    parse_within(bytes, max, JSON_DEPTH_MAX)
}

/// The same, nested at most `deepest` deep: for what has to fit into something else.
pub fn parse_within<'a, T: Deserialize<'a>>(
    bytes: &'a [u8],
    max: usize,
    deepest: usize,
) -> Result<T, BadJson> {
    if bytes.len() > max {
        return Err(BadJson);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| BadJson)?;
    let node = text::read(text, deepest).ok_or(BadJson)?;
    T::deserialize(node).map_err(|_| BadJson)
}

/// The name under which the reader of this module hands out an object as it was written.
const EXACT: &str = "dauys-exact";

/// An object inside another, byte for byte as it was written, so that a signature over it can be
/// verified and handed on. Only [`parse`] can read one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact(pub String);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(EXACT, ExactVisitor)
    }
}

struct ExactVisitor;

impl Visitor<'_> for ExactVisitor {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of the protocol's JSON")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Exact, E> {
        Ok(Exact(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Outer {
        inner: Exact,
    }

    #[test]
    fn an_object_inside_another_is_handed_out_as_it_was_written() {
        let exact = |text: &str| parse::<Outer>(text.as_bytes(), 1_000).map(|outer| outer.inner.0);
        let inner = r#"{ "b":[ {"c": "\u0061}"} ] ,"a":1}"#;
        assert_eq!(exact(&format!(r#"{{"x":2,"inner": {inner} ,"y":3}}"#)).unwrap(), inner);
        for other in [r#"{"inner":"{}"}"#, r#"{"inner":[]}"#, r#"{"inner":{"a":1,"a":2}}"#] {
            assert_eq!(exact(other), Err(BadJson), "{other}");
        }
        assert!(serde_json::from_str::<Outer>(r#"{"inner":{}}"#).is_err(), "by no other reader");
    }

    fn reads(text: &str) -> bool {
        parse::<serde_json::Value>(text.as_bytes(), 1_000).is_ok()
    }

    #[test]
    fn strict_json_is_read_and_the_rest_refused() {
        for right in [r#"{"a":1,"b":{"a":[true,null,-1,"\n"]}}"#, "9007199254740991", "[]"] {
            assert!(reads(right), "{right}");
        }
        let deep = format!("{}{}", "[".repeat(17), "]".repeat(17));
        let wrong = [
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,"\u0061":2}"#,
            "{\"a\":\n1}",
            "\u{feff}{}",
            "9007199254740992",
            "-9007199254740992",
            "1.5",
            "1e3",
            "{} {}",
            "",
            &deep,
        ];
        for text in wrong {
            assert!(!reads(text), "{text}");
        }
        assert!(reads(&format!("{}{}", "[".repeat(16), "]".repeat(16))));
    }

    #[test]
    fn what_has_to_fit_into_something_else_is_less_deep() {
        let within =
            |deepest| parse_within::<serde_json::Value>(b"[[[1]]]", 1_000, deepest).is_ok();
        assert_eq!([2, 3].map(within), [false, true]);
    }

    #[test]
    fn a_text_over_the_limit_is_refused() {
        assert!(parse::<serde_json::Value>(b"[1]", 3).is_ok());
        assert_eq!(parse::<serde_json::Value>(b"[11]", 3), Err(BadJson));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = parse::<serde_json::Value>(&bytes, 1_000);
        }
    }
}
