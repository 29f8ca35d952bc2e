//! What one frame does not hold goes into several. Each ends where something waits to be posted: what
//! a letter replaces, what it says and that it waits belong together, or a crash would leave one that
//! is never posted.

use std::mem;

use zeroize::Zeroizing;

use super::log::{APPEND_MAX, VaultError};
use super::record::Record;

/// As few as they fit into.
pub(super) fn pieces(mut records: Vec<Record>) -> Result<Vec<Vec<Record>>, VaultError> {
    let mut pieces = Vec::new();
    while !records.is_empty() {
        let later = records.split_off(first_end(&records)?);
        pieces.push(mem::replace(&mut records, later));
    }
    Ok(pieces)
}

/// Where the first piece ends.
fn first_end(records: &[Record]) -> Result<usize, VaultError> {
    // The brackets around them.
    let (mut bytes, mut end) = (2, None);
    for (place, record) in records.iter().enumerate() {
        let json = serde_json::to_vec(record).map(Zeroizing::new);
        bytes += json.map_err(|_| VaultError::TooMuch)?.len() + 1;
        if bytes > APPEND_MAX
            && let Some(end) = end
        {
            return Ok(end);
        }
        if matches!(record, Record::Outgoing(_)) {
            end = Some(place + 1);
        }
    }
    Ok(if bytes > APPEND_MAX { end.unwrap_or(records.len()) } else { records.len() })
}
