//! Tools of cargo's that are built from their sources, while other steps run: the largest things to
//! install.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::JoinHandle;

use anyhow::{Context, Result, anyhow, bail};

use crate::{say, workspace};

/// A tool, and what it is for.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
    why: &'static str,
    /// Flags that leave out what is not needed, or a check that does not fit.
    without: &'static [&'static str],
    /// How far it is optimised: most do their work here in seconds without it.
    level: &'static str,
}

/// Checks licences and sources.
pub(crate) const DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
    why: "it checks licences and sources",
    without: &[],
    level: "0",
};
/// Makes Debian packages.
pub(crate) const DEB: Tool = Tool {
    name: "cargo-deb",
    version: "3.8.0",
    why: "it makes Debian packages",
    without: &[],
    level: "0",
};
/// Sets the documents as a book; without what watches and serves it.
pub(crate) const BOOK: Tool = Tool {
    name: "mdbook",
    version: "0.5.4",
    why: "it sets the documents as a book",
    without: &["--no-default-features"],
    level: "0",
};
/// Looks for attacks on the models of the protocol. It asks for a newer Rust than it needs.
pub(crate) const VERIFPAL: Tool = Tool {
    name: "verifpal",
    version: "1.6.7",
    why: "it looks for attacks on the models of the protocol",
    without: &["--ignore-rust-version"],
    level: "2",
};

/// A tool, or the promise of it.
pub(crate) enum Built {
    Ready(PathBuf),
    Building(JoinHandle<Result<PathBuf>>),
}

impl Tool {
    /// Begins to build it unless it is there.
    pub(crate) fn begin(&'static self) -> Result<Built> {
        let folder = workspace::tools()?.join(format!("{}-{}", self.name, self.version));
        let program = folder.join("bin").join(self.name);
        if program.is_file() {
            return Ok(Built::Ready(program));
        }
        say::line(&format!(
            "Building {} {} into {} meanwhile: {}.",
            self.name,
            self.version,
            folder.display(),
            self.why
        ));
        let build = move || self.install(&folder).map(|()| program);
        Ok(Built::Building(std::thread::spawn(build)))
    }

    /// Their own release profiles link for minutes.
    fn install(&self, folder: &Path) -> Result<()> {
        let cargo = workspace::cargo();
        let mut quiet = Command::new("nice");
        quiet.args(["-n", "10"]).arg(cargo.get_program()).current_dir(workspace::root());
        quiet
            .args(["install", self.name, "--locked", "--version", self.version, "--root"])
            .arg(folder)
            .args(self.without)
            .arg("--target-dir")
            .arg(folder.join("build"));
        quiet.env("CARGO_PROFILE_RELEASE_LTO", "off");
        quiet.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.level);
        quiet.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        let output = quiet.output().context("cargo install does not start")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("cargo install {} failed ({}):\n{said}", self.name, output.status);
        }
        Ok(std::fs::remove_dir_all(folder.join("build"))?)
    }
}

impl Built {
    /// The program, as soon as there is one.
    pub(crate) fn wait(self) -> Result<PathBuf> {
        match self {
            Self::Ready(program) => Ok(program),
            Self::Building(build) => build.join().map_err(|_| anyhow!("the build broke off"))?,
        }
    }
}
