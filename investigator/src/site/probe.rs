//! Everything that is asked for, and what has to come.

use dauys_wire::problem::{self, ProblemCode};
use dauys_wire::site::{MANIFEST_PATH, Manifest, content_type, is_document};
use dauys_wire::{Digest, Id, api};
use rand::RngCore as _;
use rand::rngs::OsRng;

use super::clients::{Client, Destination};
use super::organisation::Shown;

/// Paths that other programs than this one take for their own, or that a page could be taken over by.
const UNKNOWN: [&str; 8] = [
    "/favicon.ico",
    "/robots.txt",
    "/sw.js",
    "/manifest.webmanifest",
    "/kk",
    "/index.php",
    "/.well-known/security.txt",
    "/app.js.map",
];

/// A question and its answer.
pub(super) struct Probe {
    /// What is asked for.
    pub(super) path: String,
    /// As a browser asks for it.
    destination: Destination,
    /// What has to come.
    pub(super) expected: Expected,
}

/// What has to come.
pub(super) struct Expected {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    /// Of the body, unpacked.
    pub(super) sha256: Digest,
    /// Whether it has the policies of documents.
    pub(super) is_document: bool,
}

/// All questions.
#[derive(Default)]
pub(super) struct Plan {
    /// What visitors ask for.
    pub(super) usual: Vec<Probe>,
    /// What only somebody asks for who checks.
    pub(super) telling: Vec<Probe>,
}

impl Plan {
    /// Every file by each of its addresses, paths that are not there, what the organisation published,
    /// and calls that are refused.
    pub(super) fn of(manifest: &Manifest, json: &[u8], shown: &Shown) -> Self {
        let mut plan = Self::default();
        plan.files(manifest);
        for (path, bytes) in [
            (api::roster_path(), &shown.roster),
            (api::roster_signature_path(), &shown.minisig),
            (api::questionnaire_path(), &shown.questionnaire),
            (api::help_path(), &shown.help),
        ] {
            plan.usual.push(Probe::bytes(path, bytes));
        }
        plan.unknown(manifest);
        plan.telling.push(Probe::bytes(MANIFEST_PATH.to_owned(), json));
        let nobody = id();
        for (path, code) in [
            (format!("{}/{nobody}", api::BASE), ProblemCode::NotFound),
            (api::letter_path(&nobody), ProblemCode::NotFound),
            (api::inbox_days_path(), ProblemCode::SignatureRequired),
        ] {
            plan.telling.push(Probe::problem(path, code));
        }
        plan
    }

    /// How many there are.
    pub(super) const fn count(&self) -> usize {
        self.usual.len() + self.telling.len()
    }

    fn files(&mut self, manifest: &Manifest) {
        for file in &manifest.files {
            for path in file.addresses() {
                let destination = destination(&path);
                let expected = Expected {
                    status: 200,
                    content_type: content_type(&file.path),
                    sha256: file.sha256,
                    is_document: file.is_document(),
                };
                self.usual.push(Probe { path, destination, expected });
            }
        }
    }

    fn unknown(&mut self, manifest: &Manifest) {
        let Some(fallback) = manifest.file(&manifest.fallback) else { return };
        let nobody = id();
        let random = ["", "kk/", ".well-known/"].map(|folder| format!("/{folder}{nobody}"));
        let random =
            random.into_iter().chain([format!("/{nobody}.js"), format!("/ru/{nobody}.html")]);
        for path in UNKNOWN.map(str::to_owned).into_iter().chain(random) {
            let expected = Expected {
                status: 404,
                content_type: content_type(&fallback.path),
                sha256: fallback.sha256,
                is_document: true,
            };
            self.telling.push(Probe { destination: destination(&path), path, expected });
        }
    }
}

impl Probe {
    fn bytes(path: String, bytes: &[u8]) -> Self {
        let content_type = content_type(&path);
        Self::fetched(path, 200, content_type, bytes)
    }

    fn problem(path: String, code: ProblemCode) -> Self {
        // A fixed shape of fixed texts: it cannot fail.
        let body = serde_json::to_vec(&code.problem()).unwrap_or_default();
        Self::fetched(path, code.status(), problem::CONTENT_TYPE, &body)
    }

    fn fetched(path: String, status: u16, content_type: &'static str, bytes: &[u8]) -> Self {
        let sha256 = Digest::of(bytes);
        let expected = Expected { status, content_type, sha256, is_document: false };
        Self { path, destination: Destination::Fetch, expected }
    }

    /// As this visitor asks for it.
    pub(super) fn head(&self, client: &Client, origin: &str, authority: &str) -> String {
        client.head("GET", &self.path, self.destination, origin, authority)
    }
}

/// Parts of a page that scripts fetch are asked for as they are.
fn destination(path: &str) -> Destination {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_part = is_document(name)
        && name != "index.html"
        && !name.starts_with(|it: char| it.is_ascii_digit());
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => Destination::Style,
        "js" => Destination::Script,
        "svg" | "ico" => Destination::Image,
        "wasm" | "json" | "minisig" | "webmanifest" => Destination::Fetch,
        _ if is_part => Destination::Fetch,
        _ => Destination::Document,
    }
}

/// One that nobody has.
fn id() -> Id {
    let mut bytes = [0; 16];
    OsRng.fill_bytes(&mut bytes);
    Id::from_bytes(bytes)
}
