//! The programs of the demo: those that a real installation runs.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::{run, workspace};

pub(super) struct Programs {
    dauys: PathBuf,
    server: PathBuf,
}

impl Programs {
    /// Builds both. Not as for a release: that takes minutes more and shows nothing else.
    pub(super) fn build() -> Result<Self> {
        let mut cargo = workspace::cargo();
        cargo.args(["build", "--workspace", "--bin", "dauys-server", "--bin", "dauys"]);
        run::must(&mut cargo)?;
        let folder = workspace::target()?.join("debug");
        Ok(Self { dauys: folder.join("dauys"), server: folder.join("dauys-server") })
    }

    /// `dauys`, in English, whatever the machine's language.
    pub(super) fn dauys(&self) -> Command {
        let mut dauys = Command::new(&self.dauys);
        dauys.current_dir(workspace::root()).args(["--lang", "en"]);
        dauys
    }

    pub(super) fn server(&self) -> Command {
        Command::new(&self.server)
    }

    /// `dauys` as it is typed in the project's folder.
    pub(super) fn dauys_typed(&self) -> String {
        typed(&self.dauys)
    }
}

/// A path as it is typed in the project's folder.
pub(super) fn typed(path: &Path) -> String {
    let short = path.strip_prefix(workspace::root()).unwrap_or(path).display().to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if short.chars().all(is_plain) { short } else { format!("'{}'", short.replace('\'', r"'\''")) }
}
