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
pub(super) struct Plan {
    pub(super) probes: Vec<Probe>,
}

impl Plan {
    /// Every file by each of its addresses, paths that are not there, what the organisation published,
    /// and calls that are refused.
    pub(super) fn of(manifest: &Manifest, json: &[u8], shown: &Shown) -> Self {
        let mut plan = Self { probes: Vec::new() };
        plan.files(manifest);
        plan.unknown(manifest);
        plan.bytes(MANIFEST_PATH.to_owned(), json);
        plan.bytes(api::roster_path(), &shown.roster);
        plan.bytes(api::roster_signature_path(), &shown.minisig);
        plan.bytes(api::questionnaire_path(), &shown.questionnaire);
        plan.bytes(api::help_path(), &shown.help);
        let nobody = id();
        plan.problem(format!("{}/{nobody}", api::BASE), ProblemCode::NotFound);
        plan.problem(api::letter_path(&nobody), ProblemCode::NotFound);
        plan.problem(api::inbox_days_path(), ProblemCode::SignatureRequired);
        plan
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
                self.probes.push(Probe { path, destination, expected });
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
            self.probes.push(Probe { destination: destination(&path), path, expected });
        }
    }

    fn bytes(&mut self, path: String, bytes: &[u8]) {
        let expected = Expected {
            status: 200,
            content_type: content_type(&path),
            sha256: Digest::of(bytes),
            is_document: false,
        };
        self.probes.push(Probe { path, destination: Destination::Fetch, expected });
    }

    fn problem(&mut self, path: String, code: ProblemCode) {
        // A fixed shape of fixed texts: it cannot fail.
        let body = serde_json::to_vec(&code.problem()).unwrap_or_default();
        let expected = Expected {
            status: code.status(),
            content_type: problem::CONTENT_TYPE,
            sha256: Digest::of(&body),
            is_document: false,
        };
        self.probes.push(Probe { path, destination: Destination::Fetch, expected });
    }
}

impl Probe {
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
