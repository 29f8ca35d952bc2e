//! From a frame to what is in it. A record is read before it is written, so that nothing gets into
//! the file that does not come out of it again.

use dauys_wire::Id;

use super::contents::{KnownRoster, VaultLetter};
use super::log::VaultError;
use super::record::Record;

/// A record that was read: taking it in cannot fail any more.
pub(super) enum Ready {
    /// A letter.
    Letter(Id, Box<VaultLetter>),
    /// A roster.
    Roster(Box<KnownRoster>),
    /// Anything else.
    Other(Record),
}

impl Ready {
    /// Reads one record.
    pub(super) fn read(record: Record) -> Result<Self, VaultError> {
        match record {
            Record::Letter(kept) => {
                let id = kept.id;
                Ok(Self::Letter(id, Box::new(VaultLetter::read(kept)?)))
            }
            Record::Roster(kept) => Ok(Self::Roster(Box::new(KnownRoster::read(&kept)?))),
            other => Ok(Self::Other(other)),
        }
    }

    /// Reads all of a frame, or nothing.
    pub(super) fn all(records: Vec<Record>) -> Result<Vec<Self>, VaultError> {
        records.into_iter().map(Self::read).collect()
    }
}

/// The records of a frame that holds.
pub(super) fn records(frame: &[u8]) -> Result<Vec<Record>, VaultError> {
    serde_json::from_slice(frame).map_err(|_| VaultError::Unreadable)
}
