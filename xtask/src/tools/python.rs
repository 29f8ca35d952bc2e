//! What tests need of Python, in a folder of its own: nothing of the machine's Python is changed.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{run, say, workspace};

/// Every package with its hash, and what it needs in turn.
fn requirements() -> PathBuf {
    workspace::root().join("tests/python/requirements.txt")
}

/// Installs what is required, unless it is there.
pub(crate) fn ready() -> Result<()> {
    let (folder, wanted) = (folder()?, std::fs::read(requirements())?);
    let installed = folder.join("requirements.txt");
    if std::fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say::line(&format!("Installing the Python tools of the tests into {}.", folder.display()));
    run::must(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--require-hashes"]);
    run::must(pip.args(["--only-binary", ":all:", "--requirement"]).arg(requirements()))?;
    Ok(std::fs::write(installed, wanted)?)
}

/// Where its programs are.
pub(crate) fn programs() -> Result<PathBuf> {
    Ok(folder()?.join("bin"))
}

fn folder() -> Result<PathBuf> {
    Ok(workspace::tools()?.join("python"))
}
