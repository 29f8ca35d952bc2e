//! The forms of what is taken and given.

use dauys_wire::api;
use dauys_wire::limits::FETCH_MAX;
use dauys_wire::problem::ProblemCode;
use dauys_wire::request::{CONTENT_DIGEST_HEADER, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER};
use serde_json::{Value, json};

/// The headers of a signed call.
pub(super) const SIGNATURE: [&str; 4] =
    ["Instance", "ContentDigest", "SignatureInput", "Signature"];

/// 16 bytes in hex.
const ID: &str = "^[0-9a-f]{32}$";
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
/// 32 bytes in hex.
const DIGEST: &str = "^[0-9a-f]{64}$";
/// 64 bytes in base64url: the last character has four bits.
const SIGNED: &str = "^[A-Za-z0-9_-]{85}[AQgw]$";
/// Decimal without leading zeros.
const NUMBER: &str = "^(0|[1-9][0-9]{0,9})$";
/// 32 bytes in base64url.
const TOKEN: &str = "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$";
/// A day, and sixteen numbers of eight bytes each in base64url.
const STAMP: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\.[A-Za-z0-9_-]{170}[AEIMQUYcgkosw048]$";

fn text(pattern: &str) -> Value {
    json!({"type": "string", "pattern": pattern})
}

fn object(properties: &Value) -> Value {
    let names: Vec<_> = properties.as_object().map(|map| map.keys().collect()).unwrap_or_default();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}

pub(super) fn schemas() -> Value {
    let whole = json!({"type": "integer", "minimum": 0});
    let pair = json!({"type": "array", "items": whole, "minItems": 2, "maxItems": 2});
    json!({
        "Health": object(&json!({
            "day": text(DAY), "stamp_bits": {"type": "integer", "minimum": 0, "maximum": 22},
            "blob_bytes": whole,
        })),
        "Acceptance": object(&json!({
            "id": text(ID), "day": text(DAY), "sha256": text(DIGEST), "signature": text(SIGNED),
        })),
        "BlobAnnounced": object(&json!({"bytes": {"type": "integer", "minimum": 1}})),
        "BlobMissing": object(&json!({"missing": {"type": "array", "items": pair}})),
        "BlobFinished": object(&json!({"sha256": text(DIGEST)})),
        "InboxDays": object(&json!({"days": {"type": "array", "items": text(DAY)}})),
        "InboxDay": object(&json!({"ids": {"type": "array", "items": text(ID)}})),
        "InboxFetch": object(&json!({
            "ids": {"type": "array", "items": text(ID), "maxItems": FETCH_MAX},
        })),
        "ReplyTaken": object(&json!({"id": text(ID), "sha256": text(DIGEST)})),
        "Problem": object(&json!({
            "type": {"const": "about:blank"}, "title": {"type": "string"},
            "status": {"type": "integer"}, "code": {"enum": ProblemCode::ALL},
        })),
    })
}

pub(super) fn parameters() -> Value {
    let in_path = |name: &str, pattern: &str| json!({"in": "path", "name": name, "required": true, "schema": text(pattern)});
    let header = |name: &str, required: bool, schema: Value| json!({"in": "header", "name": name, "required": required, "schema": schema});
    let any = || json!({"type": "string"});
    json!({
        "id": in_path("id", ID),
        "bucket": in_path("bucket", NUMBER),
        "chunk": in_path("chunk", NUMBER),
        "day": in_path("day", DAY),
        "Stamp": header(api::STAMP_HEADER, true, text(STAMP)),
        "Withdraw": header(api::WITHDRAW_HEADER, true, text(DIGEST)),
        "Ahead": header(api::DAY_HEADER, false, text(DAY)),
        "Token": header(api::TOKEN_HEADER, true, text(TOKEN)),
        "Range": header("range", false, any()),
        "Instance": header(api::INSTANCE_HEADER, true, any()),
        "ContentDigest": header(CONTENT_DIGEST_HEADER, true, any()),
        "SignatureInput": header(SIGNATURE_INPUT_HEADER, true, any()),
        "Signature": header(SIGNATURE_HEADER, true, any()),
    })
}
