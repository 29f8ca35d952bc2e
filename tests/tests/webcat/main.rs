//! The page as WEBCAT would have it, which Tor Browser and Firefox check a page with before they show it:
//! an enrollment, a manifest signed into a log, and every answer that the server really gives. No page of
//! Dauys is enrolled: for that somebody has to run one, and say so to WEBCAT.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod log;
mod rules;

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_tests::stack::Stack;
use dauys_wire::api;
use dauys_wire::site::webcat::{self, Manifest};
use dauys_wire::site::{MANIFEST_PATH, Manifest as List};
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};

use crate::log::{Log, sha256};
use crate::rules::{Answer, faults, manifest_faults};

/// Half a year: an enrolled page has to be signed anew before.
const MAX_AGE: u64 = 15_552_000;

#[test]
fn an_enrolled_page_keeps_every_rule_in_every_answer() {
    let mut stack = Stack::start();
    let enrolled = enroll(&mut stack);
    let bundle: Value =
        serde_json::from_slice(&get(&stack, "/.well-known/webcat/bundle.json").body).unwrap();
    assert_eq!(sha256(&[&webcat::canonical(&bundle["enrollment"]).unwrap()]), enrolled.hash);
    let manifest: Manifest = serde_json::from_value(bundle["manifest"].clone()).unwrap();
    assert_eq!(manifest_faults(&manifest), Vec::<&str>::new());
    assert_eq!(manifest.wasm.len(), manifest.files.keys().filter(|it| rules::is_wasm(it)).count());
    assert!(manifest.wasm.len() >= 4);
    verify_signature(&bundle, &manifest, &enrolled);

    let paths = paths(&manifest);
    assert!(paths.len() > 30, "{paths:?}");
    for path in paths {
        let answer = get(&stack, &path);
        assert_eq!(faults(&answer, &manifest), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn what_breaks_a_rule_is_seen() {
    let mut stack = Stack::start();
    let enrolled = enroll(&mut stack);
    let manifest = enrolled.manifest;
    let changes: [fn(&mut Answer); 6] = [
        |it| it.body.push(0),
        |it| it.headers.retain(|(name, _)| name != "content-security-policy"),
        |it| it.headers.push(("content-security-policy".to_owned(), "default-src *".to_owned())),
        |it| it.headers.push(("link".to_owned(), "</x>; rel=preload".to_owned())),
        |it| it.headers.push(("refresh".to_owned(), "0".to_owned())),
        |it| it.headers.push(("location".to_owned(), "https://elsewhere.example/".to_owned())),
    ];
    for (place, change) in changes.into_iter().enumerate() {
        let mut answer = get(&stack, "/kk/");
        change(&mut answer);
        assert!(!faults(&answer, &manifest).is_empty(), "{place}");
    }
    let changes: [fn(&mut Manifest); 7] = [
        |it| it.files.clear(),
        |it| it.wasm.clear(),
        |it| it.timestamp = None,
        |it| it.default_fallback = "/none.html".to_owned(),
        |it| it.default_csp.push_str(", script-src 'self'"),
        |it| it.default_csp = it.default_csp.replace("'wasm-unsafe-eval'", "'unsafe-eval'"),
        |it| it.default_csp = it.default_csp.replace("default-src 'none'", "default-src *"),
    ];
    for (place, change) in changes.into_iter().enumerate() {
        let mut other = manifest.clone();
        change(&mut other);
        assert!(!manifest_faults(&other).is_empty(), "{place}");
    }
}

#[test]
fn a_page_that_is_not_enrolled_says_nothing_of_it() {
    let stack = Stack::start();
    let fallback = get(&stack, "/nothing").body;
    for name in webcat::FILES {
        assert_eq!(get(&stack, &format!("{}{name}", webcat::FOLDER)).body, fallback);
    }
}

struct Enrolled {
    signer: SigningKey,
    log: Log,
    manifest: Manifest,
    /// What browsers know of this page.
    hash: [u8; 32],
}

/// As an operator does it: the files are made elsewhere, and laid beside the roster.
fn enroll(stack: &mut Stack) -> Enrolled {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let (signer, mut log) = (SigningKey::from_bytes(&[9; 32]), Log::start(now));
    let list = List::parse(&get(stack, MANIFEST_PATH).body).unwrap();
    let manifest = Manifest::of(&list, Some(log.head())).unwrap();
    let public = URL_SAFE_NO_PAD.encode(signer.verifying_key().to_bytes());
    let enrollment = json!({
        "type": "sigsum",
        "signers": [public],
        "threshold": 1,
        "policy": URL_SAFE_NO_PAD.encode(log.compiled()),
        "max_age": MAX_AGE,
        "cas_url": "https://cas.example",
        "logs": { URL_SAFE_NO_PAD.encode(log.key()): "https://log.example" },
    });
    let proof = log.submit(&signer, &manifest.canonical().unwrap());
    let signatures = json!({ public: proof });
    let bundle =
        json!({ "enrollment": enrollment, "manifest": manifest, "signatures": signatures });
    let folder = stack.data().join("webcat");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("enrollment.json"), enrollment.to_string()).unwrap();
    fs::write(folder.join("manifest.json"), serde_json::to_vec(&manifest).unwrap()).unwrap();
    fs::write(folder.join("bundle.json"), bundle.to_string()).unwrap();
    stack.server.restart();
    let hash = sha256(&[&webcat::canonical(&enrollment).unwrap()]);
    Enrolled { signer, log, manifest, hash }
}

/// By somebody else's code, which knows nothing of ours.
fn verify_signature(bundle: &Value, manifest: &Manifest, enrolled: &Enrolled) {
    let message = sigsum::Hash::new(manifest.canonical().unwrap());
    let signers: Vec<sigsum::PublicKey> = vec![enrolled.signer.verifying_key().to_bytes().into()];
    let policy = sigsum::Policy::parse(&enrolled.log.policy()).unwrap();
    for (_, proof) in bundle["signatures"].as_object().unwrap() {
        let proof = sigsum::SigsumSignature::from_ascii(proof.as_str().unwrap()).unwrap();
        assert!(sigsum::verify(&message, &proof, &signers, &policy).is_ok());
        let other = sigsum::Hash::new(b"other");
        assert!(sigsum::verify(&other, &proof, &signers, &policy).is_err());
    }
}

/// Every file by each of its addresses, some that are not there, and calls of the API.
fn paths(manifest: &Manifest) -> Vec<String> {
    let files = manifest.files.keys().flat_map(|path| {
        let folder = path.strip_suffix("index.html").map(str::to_owned);
        [Some(path.clone()), folder].into_iter().flatten()
    });
    let others = ["/nothing", "/kk/nothing", "/sw.js", "/favicon.ico", "/api/v1/nothing"];
    let others = others.map(str::to_owned).into_iter();
    let calls = [api::roster_path(), api::health_path(), api::inbox_days_path()];
    files.chain(others).chain(calls).collect()
}

fn get(stack: &Stack, path: &str) -> Answer {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let asked =
        agent.get(format!("{}{path}", stack.origin())).header("accept-encoding", "identity");
    let mut answer = asked.call().unwrap();
    let headers = answer.headers().iter();
    let headers =
        headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let headers = headers.collect();
    Answer { path: path.to_owned(), headers, body: answer.body_mut().read_to_vec().unwrap() }
}
