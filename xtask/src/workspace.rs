//! Where things are, and how cargo is called.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result};

use crate::run;

/// The folder of the workspace's `Cargo.toml`, as whoever runs us sees it.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let here = std::env::var_os("CARGO_MANIFEST_DIR");
        let here = here.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        here.parent().map_or(here.clone(), Path::to_owned)
    })
}

/// Where cargo puts what it builds, as cargo itself sees it.
pub(crate) fn target() -> Result<&'static Path> {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    if let Some(found) = TARGET.get() {
        return Ok(found);
    }
    let text = run::read(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&text)?;
    let folder = metadata.get("target_directory").and_then(serde_json::Value::as_str);
    Ok(TARGET.get_or_init(|| PathBuf::from(folder.unwrap_or("target"))))
}

/// Everything but the fuzz targets, which are built with counters and for themselves. For some packages alone
/// cargo would choose other features, and build half of what they are made of once more.
pub(crate) const ALL: [&str; 3] = ["--workspace", "--exclude", "dauys-fuzz"];

/// A program of the tests' package, and what it needs of ours, built.
pub(crate) fn program_of_tests(name: &str) -> Result<Command> {
    run::must(cargo().arg("build").args(ALL).arg("--bins"))?;
    let folder = target()?.join("debug");
    let mut program = Command::new(folder.join(name));
    program.current_dir(root()).env("DAUYS_PROGRAMS", folder);
    Ok(program)
}

/// Where tools that we build are kept: outside `target/`, so that they outlive `cargo clean`.
pub(crate) fn tools() -> Result<PathBuf> {
    let cache = match std::env::var_os("XDG_CACHE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir().context("there is no home directory")?.join(".cache"),
    };
    Ok(cache.join("dauys/tools"))
}

/// The npm project of our JavaScript tools.
pub(crate) fn browser_tests() -> PathBuf {
    root().join("tests/browser")
}

/// A cargo that knows nothing of the `cargo run` that started us.
///
/// Build scripts (ring's, for one) are run again when these variables change, so that leaving them
/// in would build half of the workspace anew after every change between `cargo` and `cargo xtask`.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}
