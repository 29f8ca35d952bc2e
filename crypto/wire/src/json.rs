//! The strict JSON of the protocol: UTF-8 without a byte order mark, no raw newline, no duplicate
//! key, at most [`JSON_DEPTH_MAX`] deep, integers below 2^53, unknown keys ignored.
//!
//! Two readers that disagree about a duplicate key would disagree about what was signed; so the
//! whole text is walked once before it is parsed into its shape.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::limits::{JSON_DEPTH_MAX, JSON_INTEGER_END};

/// The text is not JSON of the protocol, or not of the expected shape. Nothing of it is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the JSON that was expected")]
pub struct BadJson;

/// Reads one value of a shape out of strict JSON of at most `max` bytes.
pub fn parse<'a, T: Deserialize<'a>>(bytes: &'a [u8], max: usize) -> Result<T, BadJson> {
    if bytes.len() > max {
        return Err(BadJson);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| BadJson)?;
    if text.contains(['\n', '\r']) {
        return Err(BadJson);
    }
    let mut walker = serde_json::Deserializer::from_str(text);
    Strict { depth: 0 }.deserialize(&mut walker).map_err(|_| BadJson)?;
    walker.end().map_err(|_| BadJson)?;
    serde_json::from_str(text).map_err(|_| BadJson)
}

/// Walks a value without keeping it.
#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
}

impl Strict {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == JSON_DEPTH_MAX {
            return Err(E::custom("too deep"));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("strict JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        if value < JSON_INTEGER_END { Ok(()) } else { Err(E::custom("integer too large")) }
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.visit_u64(value.unsigned_abs())
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom("not an integer"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        while items.next_element_seed(inner)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let inner = self.deeper()?;
        let mut keys = BTreeSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            if !keys.insert(key) {
                return Err(A::Error::custom("duplicate key"));
            }
            entries.next_value_seed(inner)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
