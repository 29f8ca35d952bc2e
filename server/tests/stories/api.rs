//! The document of the API: it is the one that lies in `docs`, it has every route, and schemathesis finds
//! the server to be as it says, up to the last code.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_server::domain::letter::AGE_BEGINNING;
use dauys_server::openapi;
use serde_json::{Value, json};

use crate::organisation::{INSTANCE, investigator};
use crate::stack::{LIST, STAMP_BITS, Stack, TOKEN};

const ROUTES: &str = include_str!("../../src/routes.rs");

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

#[test]
fn the_document_in_docs_is_the_one_that_the_code_makes() {
    let path = here("docs/openapi.json");
    let text = serde_json::to_string_pretty(&openapi::document()).unwrap() + "\n";
    if std::env::var_os("DAUYS_WRITE_OPENAPI").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == text,
        "write it anew: DAUYS_WRITE_OPENAPI=1 cargo test -p dauys-server openapi"
    );
}

#[test]
fn openapi_has_every_route_with_its_methods() {
    let calls = ROUTES.split("at(\"").skip(1).map(|call| call.split_once(')').unwrap().0);
    let routes: BTreeMap<_, _> = calls
        .map(|call| call.split_once("\", ").unwrap())
        // In the one variable are the methods of reading.
        .map(|(path, methods)| (path, methods.replace("reading", "GET, HEAD").replace('"', "")))
        .collect();
    assert!(routes.len() > 10, "they were found");
    let documented: BTreeMap<_, _> = openapi::allowed();
    assert_eq!(routes, documented);
}

#[test]
fn schemathesis_reaches_every_code_and_finds_nothing_else() {
    let mut plain = Stack::start_with(
        |roster| {
            roster["cover"]["replies_per_day"] = 1.into();
            roster["release_hours"] = 0.into();
        },
        |_| {},
    );
    plain.organisation.post_site(plain.data(), LIST);
    plain.restart().unwrap();
    let full = Stack::start_with(
        |_| {},
        |config| {
            config.store_mib = Some(1);
            config.blobs.day = 0;
        },
    );
    let slow =
        Stack::start_with(|_| {}, |config| config.body_time = std::time::Duration::from_secs(1));
    let (busy, broken) = (Stack::start(), Stack::start());
    let base = |stack: &Stack| format!("http://{}", stack.address());
    let signer = investigator(1);
    let world = json!({
        "document": here("docs/openapi.json"),
        "plain": base(&plain), "full": base(&full), "slow": base(&slow),
        "busy": base(&busy), "busy_data": busy.data(),
        "broken": base(&broken), "broken_data": broken.data(),
        "instance": INSTANCE,
        "signer": signer.id,
        "seed": URL_SAFE_NO_PAD.encode(signer.key.to_bytes()),
        "token": URL_SAFE_NO_PAD.encode(TOKEN),
        "day": crate::stack::day(),
        "bits": STAMP_BITS,
        "beginning": base64::engine::general_purpose::STANDARD.encode(AGE_BEGINNING),
        "now": u64::from(crate::stack::day().number()) * 86_400 + 12 * 3_600,
    });
    let reached = run(&world);
    println!("{}", serde_json::to_string_pretty(&reached).unwrap());
    assert_eq!(reached["missing"], json!([]), "documented and not reached");
    assert_eq!(reached["wrong"], json!([]), "not as documented");
}

fn run(world: &Value) -> Value {
    let python = std::env::var_os("DAUYS_PYTHON").map_or_else(
        || std::env::home_dir().unwrap().join(".cache/dauys/tools/python/bin/python"),
        PathBuf::from,
    );
    let mut command = Command::new(python);
    command.arg(here("tests/python/api.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = command.spawn().expect("Python with tests/python/requirements.txt");
    process.stdin.take().unwrap().write_all(world.to_string().as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "what went wrong stands above");
    serde_json::from_slice(&output.stdout).unwrap()
}
