//! cargo-deny, built while other steps run: it is the largest thing to install.

use std::path::PathBuf;
use std::process::Command;
use std::thread::JoinHandle;

use anyhow::{Context, Result, anyhow, bail};

use crate::{say, workspace};

const VERSION: &str = "0.20.2";

/// cargo-deny, or the promise of it.
pub(crate) enum Deny {
    Ready(PathBuf),
    Building(JoinHandle<Result<PathBuf>>),
}

/// Begins to build cargo-deny unless it is there.
pub(crate) fn begin() -> Result<Deny> {
    let folder = workspace::tools()?.join(format!("cargo-deny-{VERSION}"));
    let program = folder.join("bin/cargo-deny");
    if program.is_file() {
        return Ok(Deny::Ready(program));
    }
    say::line(&format!(
        "Building cargo-deny {VERSION} into {} meanwhile: it checks licences and sources.",
        folder.display()
    ));
    let build = move || install(&folder).map(|()| program);
    Ok(Deny::Building(std::thread::spawn(build)))
}

impl Deny {
    /// The program, as soon as there is one.
    pub(crate) fn wait(self) -> Result<PathBuf> {
        match self {
            Self::Ready(program) => Ok(program),
            Self::Building(build) => build.join().map_err(|_| anyhow!("the build broke off"))?,
        }
    }
}

/// Its own release profile links for minutes; a plain build checks this workspace in seconds.
fn install(folder: &std::path::Path) -> Result<()> {
    let cargo = workspace::cargo();
    let mut quiet = Command::new("nice");
    quiet.args(["-n", "10"]).arg(cargo.get_program()).current_dir(workspace::root());
    quiet
        .args(["install", "cargo-deny", "--locked", "--version", VERSION, "--root"])
        .arg(folder)
        .arg("--target-dir")
        .arg(folder.join("build"));
    quiet.env("CARGO_PROFILE_RELEASE_LTO", "off");
    quiet.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
    quiet.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    let output = quiet.output().context("cargo install does not start")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("cargo install cargo-deny failed ({}):\n{said}", output.status);
    }
    Ok(std::fs::remove_dir_all(folder.join("build"))?)
}
