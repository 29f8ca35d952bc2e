//! The vault: what this desk knows, kept sealed to the vault's own key, so that reading keys can be
//! destroyed without losing what they opened. Of letters for others it has the id only.
//!
//! Nothing is ever in clear at rest: the file is a log of sealed frames ([`log`]), the index
//! ([`contents`]) lives in memory, and there is no temporary file in clear. What belongs together is
//! appended together, in one frame, and is there whole or not at all. What is deleted is gone from
//! the file ([`rewrite`]). Cover lies in a file of its own until it is posted: appended day after
//! day it would make the vault ten times as large.

pub mod contents;
pub mod log;
pub mod posting;
pub mod record;
pub mod rewrite;

use std::path::Path;

use zeroize::Zeroizing;

pub use self::contents::Contents;
pub use self::log::{VaultError, VaultKey};
pub use self::record::Record;

use self::log::Log;
use self::record::Cover;

/// The extension of the file in which cover lies until it is posted.
const COVER: &str = "cover";

/// An open vault.
pub struct Vault {
    log: Log,
    contents: Contents,
}

impl Vault {
    /// Makes an empty vault; there must be none.
    pub fn create(path: &Path, key: &VaultKey) -> Result<(), VaultError> {
        Log::create(path, key, b"[]")
    }

    /// Opens a vault and reads all of it.
    pub fn open(path: &Path, key: &VaultKey) -> Result<Self, VaultError> {
        let mut contents = Contents::default();
        let log = Log::open(path, key, |frame| {
            let records: Vec<Record> =
                serde_json::from_slice(frame).map_err(|_| VaultError::Damaged)?;
            records.into_iter().try_for_each(|record| contents.apply(record))
        })?;
        Ok(Self { log, contents })
    }

    /// What is in it.
    pub const fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Bytes at the end that a crash had left half written, and that were cut off.
    pub const fn torn_bytes(&self) -> u64 {
        self.log.torn_bytes()
    }

    /// Keeps cover that is to be posted, in place of what was kept before.
    pub fn keep_cover(&self, cover: &[Cover]) -> Result<(), VaultError> {
        let content = serde_json::to_vec(cover).map_err(|_| VaultError::TooMuch)?;
        self.log.keep_beside(COVER, &content)
    }

    /// Cover that was kept; what was posted of it since is among it.
    pub fn cover(&self) -> Result<Vec<Cover>, VaultError> {
        match self.log.read_beside(COVER)? {
            Some(content) => serde_json::from_slice(&content).map_err(|_| VaultError::Damaged),
            None => Ok(Vec::new()),
        }
    }

    /// Keeps records, together; they are on the disk when this returns.
    pub fn append(&mut self, records: Vec<Record>) -> Result<(), VaultError> {
        if records.is_empty() {
            return Ok(());
        }
        let frame = serde_json::to_vec(&records).map_err(|_| VaultError::TooMuch)?;
        self.log.append(&Zeroizing::new(frame))?;
        records.into_iter().try_for_each(|record| self.contents.apply(record))
    }
}

#[cfg(test)]
mod tests;
