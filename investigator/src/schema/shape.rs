//! How the words of the protocol are spelt in JSON (docs/PROTOCOL.md, section 2). A test
//! holds them against what is really printed (`tests/tests/what_programs_read.rs`).

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// A text of one spelling: its name among the definitions, what it is, and a pattern of ECMA-262.
macro_rules! shape {
    ($name:ident, $key:literal, $what:literal, $pattern:literal) => {
        #[doc = $what]
        pub enum $name {}

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                $key.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "description": $what, "type": "string", "pattern": $pattern })
            }
        }
    };
}

shape!(Day, "day", "A day in UTC", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
shape!(Id, "id", "The id of a letter, a case or an investigator", "^[0-9a-f]{32}$");
shape!(Digest, "sha256", "A SHA-256 hash", "^[0-9a-f]{64}$");
shape!(PublicKey, "key", "An Ed25519 public key, base64url", "^[A-Za-z0-9_-]{43}$");
shape!(Lang, "language", "A language of the page", "^(kk|ru|en)$");
shape!(Signature, "signature", "An Ed25519 signature, base64url", "^[A-Za-z0-9_-]{86}$");
shape!(
    Kind,
    "kind",
    "What a letter of the reporter or an event is (docs/PROTOCOL.md, section 6)",
    "^[a-z]+$"
);
shape!(ChannelKind, "channel-kind", "What a channel is (docs/PROTOCOL.md, section 4)", "^[a-z]+$");

/// The particulars of an event.
pub enum EventBody {}

impl JsonSchema for EventBody {
    fn schema_name() -> Cow<'static, str> {
        "particulars".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let what = "The particulars of an event (docs/PROTOCOL.md, section 6.3)";
        json_schema!({ "description": what, "type": "object", "additionalProperties": true })
    }
}

/// The rate at which each desk posts, whatever it has to say.
#[derive(JsonSchema)]
#[schemars(rename = "cover")]
#[expect(dead_code, reason = "the shape of `dauys_wire::roster::Cover`")]
pub struct Cover {
    /// The mean of a Poisson number of letters.
    letters_per_day: u32,
    /// An exact number of replies.
    replies_per_day: u32,
}

/// A text in each language.
#[derive(JsonSchema)]
#[schemars(rename = "localised")]
#[expect(dead_code, reason = "the shape of `dauys_wire::roster::Localised`")]
pub struct Localised {
    /// Kazakh.
    kk: String,
    /// Russian.
    ru: String,
    /// English.
    en: String,
}
