//! The programs of the fuzz targets: built by the toolchain that everything is built by. What is ours is
//! compiled once more, with the compiler's own instrumentation for libFuzzer (`fuzz/rustc.sh`); packages
//! from elsewhere are those of all tests.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::target::Target;
use crate::{run, workspace};

/// What they are built for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// Some seconds among other tests: packages from elsewhere are there already.
    Test,
    /// As long as somebody likes: built for minutes, and then several times as many inputs in a second.
    Hours,
}

/// Builds all targets: every file in `fuzz/fuzz_targets` is one.
pub(super) fn all(purpose: For) -> Result<Vec<Target>> {
    let (names, mut folder) = (names()?, workspace::target()?.to_owned());
    let mut cargo = workspace::cargo();
    // Of the workspace, not of one package: otherwise cargo chooses other features, and builds what is
    // there once more.
    cargo.args(["build", "--workspace"]);
    for name in &names {
        cargo.args(["--bin", name]);
    }
    cargo.env("RUSTC_WORKSPACE_WRAPPER", package().join("rustc.sh"));
    if purpose == For::Hours {
        folder.push("fuzz");
        cargo.arg("--target-dir").arg(&folder).env("CARGO_PROFILE_DEV_OPT_LEVEL", "3");
    }
    run::must(&mut cargo)?;
    let programs = folder.join("debug");
    Ok(names.into_iter().map(|name| Target::new(name, &programs)).collect())
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
