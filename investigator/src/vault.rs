//! The vault: what this desk knows, kept sealed to the vault's own key, so that reading keys can be
//! destroyed without losing what they opened. Of letters for others it has the id only.
//!
//! Nothing is ever in clear at rest: the file is a log of sealed frames ([`log`]), the index
//! ([`contents`]) lives in memory, and there is no temporary file in clear. What belongs together is
//! appended together, in one frame, and is there whole or not at all; more than a frame holds is
//! there letter by letter ([`pieces`]). A frame that holds and cannot be read, from another version
//! of this program or by a fault of it, is set aside as a whole and told: it stays where it is, and
//! keeps nobody from the rest. What is deleted is gone from the file ([`rewrite`]). Cover lies in a file of its own until it is posted: appended day after
//! day it would make the vault ten times as large.

pub mod contents;
pub mod log;
pub mod machines;
mod pieces;
pub mod posting;
mod reading;
pub mod record;
pub mod rewrite;
pub mod threads;

use std::path::Path;

use dauys_crypto::vault::VaultKey;
use zeroize::Zeroizing;

pub use self::contents::Contents;
pub use self::log::VaultError;
pub use self::record::Record;

use self::log::{APPEND_MAX, Log};
use self::reading::Ready;
use self::record::Cover;

/// The extension of the file in which cover lies until it is posted.
const COVER: &str = "cover";

/// An open vault.
pub struct Vault {
    log: Log,
    contents: Contents,
    /// Frames that hold and could not be read.
    set_aside: usize,
}

impl Vault {
    /// Makes an empty vault; there must be none.
    pub fn create(path: &Path, key: &VaultKey) -> Result<(), VaultError> {
        Self::create_with(path, key, &[])
    }

    /// Makes one that knows this from the beginning, whenever power is lost.
    pub fn create_with(path: &Path, key: &VaultKey, first: &[Record]) -> Result<(), VaultError> {
        Log::create(path, key, &frame(first)?)
    }

    /// Opens a vault and reads all of it.
    pub fn open(path: &Path, key: &VaultKey) -> Result<Self, VaultError> {
        let mut contents = Contents::default();
        let mut set_aside = 0;
        let log = Log::open(path, key, |frame| {
            match reading::records(frame).and_then(Ready::all) {
                Ok(ready) => ready.into_iter().for_each(|record| contents.take(record)),
                Err(_) => set_aside += 1,
            }
            Ok(())
        })?;
        Ok(Self { log, contents, set_aside })
    }

    /// What is in it.
    pub const fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Bytes at the end that a crash had left half written, and that were cut off.
    pub const fn torn_bytes(&self) -> u64 {
        self.log.torn_bytes()
    }

    /// Frames that hold, so that nobody changed them, and that this program cannot read.
    pub const fn set_aside(&self) -> usize {
        self.set_aside
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

    /// Keeps records, together as far as a frame holds them; they are on the disk when this returns.
    /// If one of them could not be read again, none is kept.
    pub fn append(&mut self, records: Vec<Record>) -> Result<(), VaultError> {
        if records.is_empty() {
            return Ok(());
        }
        let frame = frame(&records)?;
        let pieces = if frame.len() <= APPEND_MAX {
            vec![(frame, Ready::all(records)?)]
        } else {
            let framed = |piece: Vec<Record>| Ok((self::frame(&piece)?, Ready::all(piece)?));
            let pieces = pieces::pieces(records)?.into_iter().map(framed);
            pieces.collect::<Result<Vec<_>, VaultError>>()?
        };
        for (frame, ready) in pieces {
            self.log.append(&frame)?;
            for record in ready {
                self.contents.take(record);
            }
        }
        Ok(())
    }
}

/// Records as they are sealed.
fn frame(records: &[Record]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    serde_json::to_vec(records).map(Zeroizing::new).map_err(|_| VaultError::TooMuch)
}

#[cfg(test)]
mod tests;
