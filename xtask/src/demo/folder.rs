//! The demo's folder, and where in it things lie.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::cast;

/// Says whose folder this is. Nothing is deleted in a folder that does not have it.
const MARK: &str = "THIS-IS-A-DEMO.txt";

const MARK_TEXT: &str = "Made by `cargo xtask demo`. All keys lie here beside their passphrases: \
    nothing in this folder protects anyone.\nTo begin anew, delete it.\n";

pub(super) struct Folder(PathBuf);

impl Folder {
    /// The folder, empty or complete: what an earlier run left half made is deleted.
    pub(super) fn prepare(path: &Path) -> Result<Self> {
        let folder = Self(std::path::absolute(path)?);
        let mark = folder.0.join(MARK);
        if mark.is_file() {
            if !folder.is_complete() {
                fs::remove_dir_all(&folder.0)?;
            }
        } else if folder.0.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
            bail!("{} is not empty and not a demo's: choose another --folder", path.display());
        }
        fs::create_dir_all(&folder.0)?;
        fs::write(mark, MARK_TEXT).context("the demo's folder cannot be written")?;
        Ok(folder)
    }

    /// Everything was made, down to the last step.
    pub(super) fn is_complete(&self) -> bool {
        self.published().join("roster.json").is_file()
    }

    /// What the server keeps.
    pub(super) fn server(&self) -> PathBuf {
        self.0.join("server")
    }

    /// What the organisation keeps; in a real one on a machine without a network.
    pub(super) fn organisation(&self) -> PathBuf {
        self.0.join("organisation")
    }

    /// What `dauys org sign` makes for the server.
    pub(super) fn published(&self) -> PathBuf {
        self.organisation().join("publish")
    }

    /// What an independent channel keeps.
    pub(super) fn channel(&self, channel: &cast::Channel) -> PathBuf {
        self.0.join(channel.id)
    }

    /// What an investigator keeps.
    pub(super) fn home(&self, investigator: &cast::Investigator) -> PathBuf {
        self.0.join(investigator.folder)
    }

    /// The file of somebody's passphrase, made if there is none.
    pub(super) fn passphrase(&self, whose: &str) -> Result<PathBuf> {
        let path = self.0.join(format!("{whose}.passphrase"));
        if !path.is_file() {
            fs::write(&path, format!("only a demo, {whose}\n"))?;
        }
        Ok(path)
    }
}
