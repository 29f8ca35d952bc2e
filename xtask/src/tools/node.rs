//! The JavaScript tools, from `tests/browser/package-lock.json`: wasm-opt, the type checker, the
//! driver of the browsers.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{run, say, workspace};

/// The oldest Node that the tools run on.
const NODE_MIN: u32 = 20;

/// Names the lock file that was last installed.
const INSTALLED: &str = "node_modules/.installed-lock.json";

/// Installs the packages of the lock file unless just these are there.
pub(crate) fn ready() -> Result<()> {
    node_is_new_enough()?;
    let project = workspace::browser_tests();
    let lock = std::fs::read(project.join("package-lock.json")).context("package-lock.json")?;
    if std::fs::read(project.join(INSTALLED)).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say::line(
        "Installing the JavaScript tools: wasm-opt for the page, its type check, a browser's driver.",
    );
    // No package gets to run its own scripts; none of ours needs to.
    run::must(Command::new("npm").current_dir(&project).args(["ci", "--ignore-scripts"]))?;
    Ok(std::fs::write(project.join(INSTALLED), lock)?)
}

/// The path of an installed tool.
pub(crate) fn tool(name: &str) -> PathBuf {
    workspace::browser_tests().join("node_modules/.bin").join(name)
}

fn node_is_new_enough() -> Result<()> {
    let version = run::read(Command::new("node").arg("--version"))
        .context("Node.js is needed: please install version 20 or newer")?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|it| it.parse().ok());
    if major.is_none_or(|major: u32| major < NODE_MIN) {
        bail!("Node.js {NODE_MIN} or newer is needed; this is {}", version.trim());
    }
    Ok(())
}
