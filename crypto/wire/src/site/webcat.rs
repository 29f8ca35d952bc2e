//! The same list in the form of WEBCAT, with which Tor Browser and Firefox check a page before they show it
//! (freedomofpress/webcat, documentation of October 2026; `extension/src/webcat/interfaces/bundle.ts`).
//!
//! What is signed is the *canonical JSON* of the manifest: keys sorted, no spaces, and in texts only the
//! quotation mark and the backslash escaped. Everything here is plain ASCII, so that `serde_json` writes
//! just that.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::{CSP, Manifest as List};
use crate::text::Digest;

/// Where the server shows what was enrolled.
pub const FOLDER: &str = "/.well-known/webcat/";

/// The files there. The third has the other two and the signatures, and is what browsers fetch; the
/// fourth is the bundle before this one, for the time of a change.
pub const FILES: [&str; 4] =
    ["enrollment.json", "manifest.json", "bundle.json", "bundle-prev.json"];

/// Each of them, in bytes.
pub const FILE_MAX: usize = 262_144;

/// Documents are asked for by their folder.
const INDEX: &str = "index.html";

/// `manifest` of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Of all documents; without a comma.
    pub default_csp: String,
    /// The path of what is shown for unknown paths.
    pub default_fallback: String,
    /// The file that a folder stands for.
    pub default_index: String,
    /// Policies of single paths; there is none.
    pub extra_csp: BTreeMap<String, String>,
    /// SHA-256 in base64url by path, with a leading slash.
    pub files: BTreeMap<String, String>,
    /// What this is.
    pub name: String,
    /// A tree head of the log, cosigned by its witnesses: how old this may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// Of Dauys.
    pub version: String,
    /// The hashes of what may be compiled, once more.
    pub wasm: Vec<String>,
}

/// Why a list cannot be enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotEnrollable {
    /// The documents have no policy, or one with a comma.
    #[error("the documents have no policy without a comma")]
    Policy,
    /// Something in it is not plain ASCII.
    #[error("not all of it is plain ASCII")]
    NotAscii,
}

impl Manifest {
    /// From the list of a page's files.
    pub fn of(list: &List, timestamp: Option<String>) -> Result<Self, NotEnrollable> {
        let csp = list.headers.get(CSP).filter(|csp| !csp.contains(','));
        let files = list.files.iter().map(|file| (format!("/{}", file.path), hash(&file.sha256)));
        let modules = list.files.iter().filter(|file| file.content_type == "application/wasm");
        let mut wasm: Vec<_> = modules.map(|file| hash(&file.sha256)).collect();
        wasm.sort();
        let manifest = Self {
            default_csp: csp.ok_or(NotEnrollable::Policy)?.clone(),
            default_fallback: format!("/{}", list.fallback),
            default_index: INDEX.to_owned(),
            extra_csp: BTreeMap::new(),
            files: files.collect(),
            name: "dauys".to_owned(),
            timestamp,
            version: list.version.clone(),
            wasm,
        };
        manifest.canonical().map(|_| manifest)
    }

    /// The bytes that are signed.
    pub fn canonical(&self) -> Result<Vec<u8>, NotEnrollable> {
        canonical(self)
    }
}

/// Canonical JSON of a value whose objects have their keys sorted, as they are in a [`serde_json::Value`].
pub fn canonical(value: &impl Serialize) -> Result<Vec<u8>, NotEnrollable> {
    let value = serde_json::to_value(value).map_err(|_| NotEnrollable::NotAscii)?;
    let mut text = String::new();
    write(&value, &mut text);
    // Whatever must not be escaped would be: a control character, which nothing of ours has but the line
    // ends of a tree head.
    if text.is_ascii() { Ok(text.into_bytes()) } else { Err(NotEnrollable::NotAscii) }
}

fn write(value: &serde_json::Value, text: &mut String) {
    use serde_json::Value as V;
    match value {
        V::Object(map) => list(text, ['{', '}'], map.iter(), |(key, value), text| {
            quote(key, text);
            text.push(':');
            write(value, text);
        }),
        V::Array(values) => list(text, ['[', ']'], values.iter(), write),
        V::String(string) => quote(string, text),
        other => text.push_str(&other.to_string()),
    }
}

fn list<T>(
    text: &mut String,
    [open, close]: [char; 2],
    items: impl Iterator<Item = T>,
    mut each: impl FnMut(T, &mut String),
) {
    text.push(open);
    for (place, item) in items.enumerate() {
        if place > 0 {
            text.push(',');
        }
        each(item, text);
    }
    text.push(close);
}

fn quote(string: &str, text: &mut String) {
    text.push('"');
    text.push_str(&string.replace('\\', "\\\\").replace('"', "\\\""));
    text.push('"');
}

fn hash(digest: &Digest) -> String {
    URL_SAFE_NO_PAD.encode(digest.as_bytes())
}
