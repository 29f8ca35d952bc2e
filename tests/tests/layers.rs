//! What may depend on what, as facts of the dependency graph: that the server cannot open a letter
//! is true because nothing that opens is linked into it (docs/ARCHITECTURE.md).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

/// What seals and opens.
const SEALING: [&str; 5] = ["age", "age-core", "dauys-crypto", "ml-kem", "x25519-dalek"];

/// What reaches outside: bytes in, bytes out is all that sealing knows.
const OUTSIDE: [&str; 6] =
    ["dauys-server", "dauys-investigator", "ureq", "actix-web", "rusqlite", "tokio"];

#[test]
fn cargo_knows_of_no_way_from_the_server_to_what_opens_a_letter() {
    for package in ["age", "dauys-crypto"] {
        let output = tree("dauys-server", &["--invert", package]);
        assert!(!output.status.success(), "{package}");
        let complaint = String::from_utf8(output.stderr).unwrap();
        let expected = format!("package ID specification `{package}` did not match any packages");
        assert!(complaint.contains(&expected), "{complaint}");
    }
    // Without this, a misspelt command would prove as much.
    assert!(tree("dauys-server", &["--invert", "dauys-wire"]).status.success());
}

#[test]
fn nothing_that_opens_a_letter_is_in_the_server_or_in_what_it_shares() {
    for package in ["dauys-server", "dauys-wire"] {
        assert_eq!(common(package, &SEALING), [""; 0], "{package}");
    }
    assert_eq!(common("dauys-investigator", &SEALING), SEALING);
    assert_eq!(common("dauys-server", &["dauys-wire", "rusqlite"]), ["dauys-wire", "rusqlite"]);
}

#[test]
fn what_seals_knows_no_network_no_database_and_neither_side() {
    for package in ["dauys-crypto", "dauys-client-wasm"] {
        assert_eq!(common(package, &OUTSIDE), [""; 0], "{package}");
    }
    assert_eq!(common("dauys-client-wasm", &["dauys-crypto"]), ["dauys-crypto"]);
    assert_eq!(common("dauys-investigator", &["ureq"]), ["ureq"]);
}

/// Those of `names` that are linked into the package.
fn common<'a>(package: &str, names: &[&'a str]) -> Vec<&'a str> {
    let output = tree(package, &["--prefix", "none"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let linked: BTreeSet<&str> =
        text.lines().filter_map(|line| line.split_whitespace().next()).collect();
    names.iter().copied().filter(|name| linked.contains(name)).collect()
}

/// With all features that the package can have.
fn tree(package: &str, arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["tree", "--offline", "--all-features", "--edges", "normal", "--package", package])
        .args(arguments)
        .output()
        .unwrap()
}
