//! The files of the site, a server that alters them, and the browsers that are sent there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dauys_tests::device::{Browser, Device};
use dauys_tests::hostile::{Answer, Hostile};
use dauys_tests::node;
use dauys_tests::organisation::Root;
use dauys_tests::stack::Stack;
use dauys_wire::api;
use serde::Deserialize;
use serde_json::{Value, json};

/// Every hash is one of these.
const HASH: &str = "sha384-";
/// Alters everything, and keeps no hash and no policy: what an altered file does where nothing
/// holds it against anything.
pub(crate) const UNBOUND: &str = "unbound";
/// The policy without the rules that come before the one about workers.
const WITHOUT_TRUSTED_TYPES: &str = "without-trusted-types";
/// Of documents, and of whoever alters a file.
const BINDING: [&str; 3] = ["content-encoding", "content-security-policy", "integrity-policy"];

/// Where a file is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) lie: &'static str,
    pub(crate) path: &'static str,
    pub(crate) way: &'static str,
}

/// What was seen there.
#[derive(Debug, Deserialize)]
pub(crate) struct Sight {
    pub(crate) lie: String,
    pub(crate) path: String,
    pub(crate) way: String,
    /// What the reader of codes said, on the way by everything.
    pub(crate) read: Option<String>,
    /// The path of the document.
    pub(crate) at: String,
    pub(crate) text: String,
    /// The static text that stands there until a working script removes it.
    pub(crate) stays: String,
    /// Forms and fields that can be seen.
    pub(crate) forms: usize,
    /// Ways from screen to screen.
    pub(crate) doors: usize,
    /// Links to where the exit leads.
    pub(crate) exits: usize,
    /// Signs of what has run: the first `script`, the `style`, what takes `files`, and a picture
    /// that was `blackened`.
    pub(crate) has: Vec<String>,
    /// The name of what is told.
    pub(crate) problem: String,
    /// `METHOD url`, in order.
    pub(crate) requests: Vec<String>,
}

/// What one browser saw.
#[derive(Debug, Deserialize)]
pub(crate) struct Seen {
    pub(crate) sights: Vec<Sight>,
    /// What the policies let nobody do, …
    pub(crate) policy: Policy,
    /// … and without them everybody could.
    pub(crate) loose: Policy,
    /// The rule by which a worker was refused.
    pub(crate) workers: String,
}

/// What came of it: `done`, or the name of the error.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Policy {
    /// A text made HTML.
    pub(crate) html: String,
    /// A script that nobody knows a hash of.
    pub(crate) script: String,
}

/// An organisation whose page lives at servers that lie, one for each browser.
pub(crate) struct Stage {
    stack: Stack,
    site: Arc<BTreeMap<String, Vec<u8>>>,
}

impl Stage {
    pub(crate) fn prepare() -> Self {
        let site = site();
        let stack = Stack::start();
        for (path, file) in &site {
            let mut served = ureq::get(format!("{}/{path}", stack.origin())).call().expect(path);
            let served = served.body_mut().read_to_vec().expect("a body");
            assert!(served == *file, "{path} is served otherwise than it was built");
        }
        Self { stack, site: Arc::new(site) }
    }

    /// Servers that lie. All are named in one roster, as an organisation's mirrors are.
    pub(crate) fn servers<const N: usize>(&self) -> [Hostile; N] {
        let servers = [(); N].map(|()| Hostile::start(self.stack.origin()));
        let origins: Vec<_> = servers.iter().map(|server| &server.origin).collect();
        let root: Root = self.stack.organisation.root();
        let (roster, signature) = root.forge(|roster| roster["origins"] = json!(origins));
        for server in &servers {
            server.publish(&api::roster_path(), roster.clone());
            server.publish(&api::roster_signature_path(), signature.clone().into_bytes());
            self.teach(server);
        }
        servers
    }

    fn teach(&self, server: &Hostile) {
        for (path, file) in self.site.iter().filter(|(path, _)| !is_document(path)) {
            let altered = altered(path, file);
            server.learn_about(path, &format!("/{path}"), move |truth| with(truth, &altered));
        }
        let site = Arc::clone(&self.site);
        server.learn(UNBOUND, move |asked, truth| {
            if asked.path.starts_with("/api/") {
                return truth;
            }
            let path = asked.path.trim_start_matches('/');
            let index = if asked.path.ends_with('/') { "index.html" } else { "" };
            let found = site.get_key_value(&format!("{path}{index}"));
            // Where there is nothing, the document at the root answers.
            let (path, file) = found.or_else(|| site.get_key_value("index.html")).expect("it");
            with(truth, &unbound(path, file))
        });
        server.learn(WITHOUT_TRUSTED_TYPES, |_, mut truth| {
            for (name, value) in &mut truth.headers {
                if name == "content-security-policy" {
                    let kept = value.split("; ").filter(|rule| !rule.contains("trusted-types"));
                    *value = kept.collect::<Vec<_>>().join("; ");
                }
            }
            truth
        });
    }

    /// The organisation's key, as it stands in addresses.
    pub(crate) fn fragment(&self) -> &str {
        self.stack.address.split_once('#').expect("a fragment").1
    }
}

/// Sends a browser there.
pub(crate) fn go(server: &Hostile, fragment: &str, device: &Device, looks: &[Look]) -> Seen {
    let looks =
        looks.iter().map(|Look { lie, path, way }| json!({ "lie": lie, "path": path, "way": way }));
    let seen = node::run(
        "altered.mjs",
        &json!({
            "device": device.settings(),
            "origin": server.origin,
            "fragment": fragment,
            "looks": looks.collect::<Vec<Value>>(),
            "story": "Ол маған ұятсыз сөз айтты.",
            "picture": of_this_package("pictures/deep-interlaced.png"),
        }),
    );
    serde_json::from_value(seen).expect("what altered.mjs says")
}

/// A browser as it is, or one without WebAssembly.
pub(crate) fn device(browser: Browser, plain: bool) -> Device {
    let device = Device::new(browser);
    if plain { device.hardened() } else { device }
}

/// What the site is made of, by path: `client-wasm/dist` without the compressed forms.
pub(crate) fn site() -> BTreeMap<String, Vec<u8>> {
    let folder = of_this_package("../client-wasm/dist");
    let mut files = BTreeMap::new();
    collect(&folder, &folder, &mut files);
    // What the server is told of the site; nobody can ask for it.
    assert!(files.remove("site.json").is_some());
    files
}

fn collect(folder: &Path, root: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let is_packed = path.extension().is_some_and(|it| it == "br" || it == "gz");
        if path.is_dir() {
            collect(&path, root, files);
        } else if !is_packed {
            let name = path.strip_prefix(root).expect("below").to_str().expect("UTF-8");
            files.insert(name.to_owned(), fs::read(&path).expect("a file"));
        }
    }
}

pub(crate) fn is_document(path: &str) -> bool {
    is_a(path, "html")
}

pub(crate) fn is_a(path: &str, kind: &str) -> bool {
    Path::new(path).extension().is_some_and(|it| it == kind)
}

/// The words of a key, as the catalogue of a language has them.
pub(crate) fn words(language: &str, key: &str) -> String {
    let path = of_this_package(&format!("../client-wasm/locales/{language}.ftl"));
    let catalogue = fs::read_to_string(path).expect("a catalogue");
    let line = catalogue.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    line.unwrap_or_else(|| panic!("{language} has no {key}")).to_owned()
}

fn of_this_package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// With another last byte, which changes nothing that the file does: of a script and a stylesheet
/// it ends the last line, of a module it is in a list of what the module was compiled with.
fn altered(path: &str, file: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    let last = file.last_mut().expect("a file with something in it");
    if is_a(path, "wasm") {
        *last ^= 1;
    } else if *last == b'\n' {
        *last = b' ';
    }
    file
}

/// Altered, and without a hash of any other.
fn unbound(path: &str, file: &[u8]) -> Vec<u8> {
    let file = if is_document(path) { file.to_vec() } else { altered(path, file) };
    let Ok(text) = std::str::from_utf8(&file) else { return file };
    let is_of_hash = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
    let mut parts = text.split(HASH);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.trim_start_matches(is_of_hash)).into_bytes()
}

/// Uncompressed, so that it is one byte also on the wire.
fn with(truth: Answer, body: &[u8]) -> Answer {
    let mut headers = truth.headers;
    headers.retain(|(name, _)| !BINDING.contains(&name.as_str()));
    Answer { body: body.to_vec(), headers, ..truth }
}
