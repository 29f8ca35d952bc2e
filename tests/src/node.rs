//! Runs the modules of `tests/browser` in Node: JSON in on standard input, JSON out as the last line.
//!
//! Each module ends itself after a time, and when its input closes because we were killed (see
//! `main.mjs`): nothing here waits for ever or outlives its test.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::folder::Folder;

/// Runs a module and returns what it says.
pub fn run(module: &str, input: &Value) -> Value {
    let folder = folder();
    // Browsers leave more behind than their profiles.
    let temporary = Folder::make();
    let mut node = Command::new("node")
        .arg(folder.join(module))
        .current_dir(&folder)
        .env("TMPDIR", temporary.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("Node does not start: {error}"));
    let mut stdin = node.stdin.take().expect("a pipe");
    // A module that fails before it has read everything is told by its exit code.
    let _ = writeln!(stdin, "{input}");
    let output = node.wait_with_output().expect("the end of Node");
    drop(stdin);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{module} failed; its complaint stands above\n{said}");
    let last = said.trim_end().lines().last().unwrap_or_default();
    serde_json::from_str(last).unwrap_or_else(|error| panic!("{module}: {error}: {said}"))
}

/// `tests/browser`, with the packages of its lock file installed.
pub fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
    let installed = folder.join("node_modules").is_dir();
    assert!(installed, "run `cargo xtask test` once, or `npm ci` in {}", folder.display());
    folder
}
