//! A backup: keys and vault of a desk as one file, which age seals and opens too.
//!
//! ```text
//! age file, to a passphrase of its own
//!   tar
//!     backup.json    the format, the day, whose it is
//!     keys.json      what `keys.age` seals
//!     card.txt       if there is one
//!     vault          sealed with a key of `keys.json`
//!     vault.cover    the same, if there is one
//! ```
//!
//! - `written`   makes it.
//! - `opened`    reads it, and believes nothing before the last byte of it was verified.
//! - `staging`   lays out the folder beside its place, and puts it there in one step.
//! - `made`      the passphrase that is made for it.
//!
//! Nothing of it is in clear on any disk. What is restored goes on as another machine of the same
//! person (docs/decisions/desk-backup.md).

mod made;
mod opened;
mod staging;
#[cfg(test)]
mod tests;
mod written;

use std::path::PathBuf;

use dauys_wire::{Day, Id};
use serde::{Deserialize, Serialize};

pub use self::made::{as_made, last_group, make_passphrase};
pub use self::opened::{BACKUP_MAX, Checked, Sealed, Unsealed};
pub use self::staging::Staging;
pub use self::written::{Snapshot, Stopped, write};
use crate::files::FileError;
use crate::keys::KeysError;
use crate::vault::VaultError;

/// The value of `format`.
const FORMAT: &str = "dauys-backup/1";
/// The entries, in their order.
const ABOUT: &str = "backup.json";
const KEYS: &str = "keys.json";
const CARD: &str = "card.txt";
const VAULT: &str = "vault";
const COVER: &str = "vault.cover";

/// What is known of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    format: String,
    /// When it was made.
    pub day: Day,
    /// Whose it is.
    pub id: Id,
}

/// Why there is no backup, or nothing is put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is no backup of this program, or of a version that is still to come.
    #[error("not a backup")]
    NotABackup,
    /// Not the passphrase of this backup.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// It was cut off or changed.
    #[error("the backup is damaged")]
    Damaged,
    /// There is something in the folder.
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    /// The folder cannot be put there in one step: something is mounted on it.
    #[error("{0} cannot be taken the place of")]
    Mounted(PathBuf),
    /// The backup would lie in the folder that it is a backup of.
    #[error("{0} is in the folder itself")]
    Beside(PathBuf),
    /// All numbers of machines are used.
    #[error("no number is left")]
    NoNumber,
    /// The keys in it cannot be read, or not be kept.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The vault in it cannot be read.
    #[error(transparent)]
    Vault(#[from] VaultError),
}
