//! A key in parts, each on a sheet of paper: any so many of them give it, fewer tell nothing of it
//! (Shamir's secret sharing). The key opens backups that were sealed for the sheets; its public half
//! stays on the desk, so that each new backup can be sealed for sheets that are long put away.
//!
//! - `split` makes the parts and joins them; `typed` is how one is written, and what was mistyped.
//!
//! How a sheet looks is in [`crate::poster`].

mod split;
#[cfg(test)]
mod tests;
mod typed;

use std::fmt;

use dauys_wire::RecipientText;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use self::split::{join, split};
pub use self::typed::{LINES, Mistyped, Typed, read, write};

/// Fewer than two is a key on paper, and two is the least that is shared.
pub const NEED_LEAST: u8 = 2;
/// More sheets than anybody hands out.
pub const SHEETS_MOST: u8 = 16;
/// Of what tells one set from another.
const SET_BYTES: usize = 4;
/// Of the key, and of each part of it.
const KEY_BYTES: usize = 32;

/// Which sheets belong together: the beginning of a hash of the public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Set([u8; SET_BYTES]);

/// What a desk keeps of sheets that were made: what backups are sealed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetsKey {
    /// The public half.
    pub recipient: RecipientText,
    /// How many sheets give the key.
    pub need: u8,
    /// How many there are.
    pub of: u8,
}

/// What is on one sheet.
pub struct Part {
    /// Of which set.
    pub set: Set,
    /// How many sheets give the key.
    pub need: u8,
    /// How many there are.
    pub of: u8,
    /// Which it is, from 1.
    pub place: u8,
    value: Zeroizing<[u8; KEY_BYTES]>,
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("set", &self.set)
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

/// Why sheets are not made, or give no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetsError {
    /// Not such numbers of sheets.
    #[error("not so many sheets")]
    Numbers,
    /// What was typed is no sheet.
    #[error("mistyped")]
    Mistyped(#[from] Mistyped),
    /// A sheet of another set than the first one.
    #[error("sheet {place} is of set {found}, not of {first}")]
    OtherSet {
        /// Which sheet.
        place: u8,
        /// Its set.
        found: Set,
        /// That of the first.
        first: Set,
    },
    /// A sheet that was given already.
    #[error("sheet {0} twice")]
    Twice(u8),
    /// Not enough.
    #[error("{} of {need} sheets", have.len())]
    TooFew {
        /// Those that are here.
        have: Vec<u8>,
        /// How many are needed.
        need: u8,
    },
    /// Each is whole, and together they give another key than that of their set: one is forged.
    #[error("they do not give the key of their set")]
    Forged,
}
