//! The programs of the fuzz targets: built by the toolchain that everything is built by, with the
//! compiler's own instrumentation for libFuzzer.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::target::Target;
use crate::{run, workspace};

/// What `cargo fuzz build --sanitizer none` passes to the compiler: counters at every edge, a table
/// of their places, and what is compared with what.
const INSTRUMENTATION: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Separates flags in cargo's variable.
const SEPARATOR: &str = "\u{1f}";

/// Builds all targets: every file in `fuzz/fuzz_targets` is one.
pub(super) fn all() -> Result<Vec<Target>> {
    // Flags must not reach build scripts: with `--target` they do not.
    let host = host()?;
    let folder = workspace::target()?.join("fuzz");
    let mut cargo = workspace::cargo();
    cargo.current_dir(package()).args(["build", "--release", "--bins", "--target", &host]);
    cargo.arg("--target-dir").arg(&folder);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", INSTRUMENTATION.join(SEPARATOR));
    // Without the page, which would have to be built first and is not what is fuzzed.
    cargo.env("DAUYS_SITE_DIST", "without-a-page");
    run::must(&mut cargo)?;
    let programs = folder.join(host).join("release");
    Ok(names()?.into_iter().map(|name| Target::new(name, &programs)).collect())
}

/// The package of the targets.
pub(super) fn package() -> PathBuf {
    workspace::root().join("fuzz")
}

fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(package().join("fuzz_targets"))? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).context("a target's name")?;
        names.push(name.to_owned());
    }
    names.sort();
    Ok(names)
}

fn host() -> Result<String> {
    let text = run::read(Command::new("rustc").current_dir(workspace::root()).arg("-vV"))?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc names no host")?.to_owned())
}
