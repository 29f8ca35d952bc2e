//! The test vectors, checked once more where reporters' letters are sealed: in WebAssembly.

use std::process::Command;

use anyhow::Result;
use wasm_bindgen_cli_support::Bindgen;

use crate::run::{self, Outcome};
use crate::tools::target;
use crate::workspace;

/// Builds the package of the vectors for WebAssembly and runs its `check_all` in Node.
pub(crate) fn in_wasm() -> Result<Outcome> {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--package", "dauys-vectors", "--lib", "--target", target::WASM]);
    run::must(&mut cargo)?;
    let folder = workspace::target()?;
    let module = folder.join(target::WASM).join("debug/dauys_vectors.wasm");
    let out = folder.join("vectors");
    Bindgen::new().input_path(module).typescript(false).nodejs(true)?.generate(&out)?;
    let mut node = Command::new("node");
    run::stream(node.arg(workspace::root().join("tests/vectors/check.cjs")).arg(out))
}
