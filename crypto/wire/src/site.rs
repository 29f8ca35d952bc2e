//! What the page consists of, listed so that anybody can check it: every file with its hash, and the
//! headers of every answer. The list is `site.json`, which the builder of the page writes, the publisher
//! and the organisation sign (docs/PROTOCOL.md, section 15), and `dauys verify-site` holds a server
//! against.

pub mod webcat;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::json;
use crate::limits::SITE_JSON_MAX;
use crate::text::Digest;

/// The value of `format`.
pub const FORMAT: &str = "dauys-site/1";

/// Where the list is found at the server.
pub const MANIFEST_PATH: &str = "/site.json";

/// Where the publisher's signature is found, if the server was built with one.
pub const PUBLISHER_SIGNATURE_PATH: &str = "/site.json.minisig";

/// The name of the one policy of scripts. Every answer has it: web code signing asks for it on each.
pub const CSP: &str = "content-security-policy";

/// Only documents have it.
pub const INTEGRITY_POLICY: &str = "integrity-policy";

/// What every answer of a server has, whatever was asked, beside [`CSP`]: nothing may be cached. Anybody's
/// script may read what anybody may read, because a form that is opened from a file is of no origin.
pub const HEADERS: [(&str, &str); 6] = [
    ("access-control-allow-origin", "*"),
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
];

/// What documents have beside that and [`INTEGRITY_POLICY`]: everything that a browser can switch off is
/// switched off, but what the page itself needs. Browsers heed these of documents alone, and they take a
/// kilobyte.
pub const DOCUMENT_HEADERS: [(&str, &str); 3] = [
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", PERMISSIONS),
];

/// The page copies the code when it is asked to, and records a testimony.
const PERMISSIONS: &str = "accelerometer=(), ambient-light-sensor=(), attribution-reporting=(), \
    autoplay=(), bluetooth=(), browsing-topics=(), camera=(), clipboard-read=(), \
    clipboard-write=(self), compute-pressure=(), cross-origin-isolated=(), display-capture=(), \
    encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), \
    identity-credentials-get=(), idle-detection=(), interest-cohort=(), join-ad-interest-group=(), \
    keyboard-map=(), local-fonts=(), magnetometer=(), microphone=(self), midi=(), otp-credentials=(), \
    payment=(), picture-in-picture=(), publickey-credentials-create=(), \
    publickey-credentials-get=(), run-ad-auction=(), screen-wake-lock=(), serial=(), \
    speaker-selection=(), storage-access=(), sync-xhr=(), unload=(), usb=(), web-share=(), \
    window-management=(), xr-spatial-tracking=()";

/// `site.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always [`FORMAT`].
    pub format: String,
    /// The version of Dauys that it belongs to.
    pub version: String,
    /// The path of the document that answers for unknown paths, with status 404.
    pub fallback: String,
    /// What every answer has: names in lower case, and values.
    pub headers: BTreeMap<String, String>,
    /// What documents have beside that.
    pub document_headers: BTreeMap<String, String>,
    /// Sorted by path.
    pub files: Vec<ListedFile>,
}

/// A file of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFile {
    /// Without a leading slash: `kk/index.html`, which is asked for as `/kk/` too.
    pub path: String,
    /// Its content type.
    #[serde(rename = "type")]
    pub content_type: String,
    /// Its length, not compressed.
    pub bytes: u64,
    /// Of what it is, not compressed.
    pub sha256: Digest,
}

/// Why a list is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the list of a page's files")]
pub struct NotAManifest;

impl Manifest {
    /// Reads a list and checks that it does not contradict itself.
    pub fn parse(json: &[u8]) -> Result<Self, NotAManifest> {
        let manifest: Self = json::parse(json, SITE_JSON_MAX).map_err(|_| NotAManifest)?;
        let paths: BTreeSet<_> = manifest.files.iter().map(|file| &file.path).collect();
        let lower = |name: &String| !name.bytes().any(|byte| byte.is_ascii_uppercase());
        let mut names = manifest.headers.keys().chain(manifest.document_headers.keys());
        let holds = manifest.format == FORMAT
            && paths.len() == manifest.files.len()
            && paths.iter().all(|path| is_path(path))
            && manifest.file(&manifest.fallback).is_some_and(ListedFile::is_document)
            && names.all(lower);
        holds.then_some(manifest).ok_or(NotAManifest)
    }

    /// The file of that path.
    pub fn file(&self, path: &str) -> Option<&ListedFile> {
        self.files.iter().find(|file| file.path == path)
    }
}

impl ListedFile {
    /// As the builder of the page lists it.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Self {
            path: path.to_owned(),
            content_type: content_type(path).to_owned(),
            bytes: bytes.len() as u64,
            sha256: Digest::of(bytes),
        }
    }

    /// Whether it is a document and has policies of its own.
    pub fn is_document(&self) -> bool {
        is_document(&self.path)
    }

    /// Every way in which it is asked for: `/kk/index.html`, `/kk/`.
    pub fn addresses(&self) -> Vec<String> {
        let mut addresses = vec![format!("/{}", self.path)];
        let folder = self.path.strip_suffix("index.html");
        addresses.extend(
            folder.filter(|it| it.is_empty() || it.ends_with('/')).map(|it| format!("/{it}")),
        );
        addresses
    }
}

/// Whether a file of that name is a document.
pub fn is_document(path: &str) -> bool {
    extension(path) == "html"
}

/// What a file of that name is served as; what is not known is not guessed.
pub fn content_type(path: &str) -> &'static str {
    match extension(path) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "minisig" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// A relative path of plain letters, which no server and no browser reads in two ways.
fn is_path(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let is_part =
        |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(is_plain);
    path.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let pairs = |all: &[(&str, &str)]| {
            all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        Manifest {
            format: FORMAT.to_owned(),
            version: "0.1.0".to_owned(),
            fallback: "index.html".to_owned(),
            headers: pairs(&HEADERS),
            document_headers: pairs(&[(CSP, "default-src 'none'")]),
            files: vec![ListedFile::of("app.js", b"x"), ListedFile::of("index.html", b"<p>")],
        }
    }

    fn parse(manifest: &Manifest) -> Result<Manifest, NotAManifest> {
        Manifest::parse(&serde_json::to_vec(manifest).unwrap())
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        assert_eq!(parse(&manifest()), Ok(manifest()));
    }

    #[test]
    fn a_list_that_contradicts_itself_is_none() {
        let changes: [fn(&mut Manifest); 7] = [
            |it| it.format.push('0'),
            |it| it.files.push(ListedFile::of("app.js", b"y")),
            |it| it.files.push(ListedFile::of("../app.js", b"y")),
            |it| it.files.push(ListedFile::of("kk//app.js", b"y")),
            |it| it.fallback = "app.js".to_owned(),
            |it| it.fallback = "none.html".to_owned(),
            |it| it.headers.extend([("Link".to_owned(), String::new())]),
        ];
        for (place, change) in changes.into_iter().enumerate() {
            let mut other = manifest();
            change(&mut other);
            assert_eq!(parse(&other), Err(NotAManifest), "{place}");
        }
    }

    #[test]
    fn documents_are_asked_for_by_their_folder_too() {
        let addresses = |path| ListedFile::of(path, b"").addresses();
        assert_eq!(addresses("index.html"), ["/index.html", "/"]);
        assert_eq!(addresses("kk/index.html"), ["/kk/index.html", "/kk/"]);
        assert_eq!(addresses("app.js"), ["/app.js"]);
        assert_eq!(addresses("noindex.html"), ["/noindex.html"]);
    }
}
