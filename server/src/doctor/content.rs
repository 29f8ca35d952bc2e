//! Whether what is kept is still what was sent. Everything is read, which takes as long as a backup does.

use std::io;
use std::path::Path;

use dauys_wire::{Digest, Id};
use sha2::{Digest as _, Sha256};

use super::{Finding, State};
use crate::blobs;
use crate::store::StoreError;
use crate::store::sqlite::whole::{self, Count};

const CHECK: &str = "content";
const TODO: &str = "the disk turns bits over: look at it (dmesg, smartctl) and move to another one; stop the server, keep \
                    the directory, put back the last backup from before";

pub(super) fn look(data: &Path, runs: bool) -> Vec<Finding> {
    if !data.join("open.sqlite").exists() {
        return Vec::new();
    }
    if !runs && whole::is_broken_off(data) {
        let says = "not looked at: the server was broken off, and puts that right when it starts";
        return vec![Finding::good(CHECK, says)];
    }
    match read(data, runs) {
        Ok([letters, replies, files]) => {
            let damaged = letters.damaged + replies.damaged + files.damaged;
            if damaged == 0 {
                return vec![Finding::good(CHECK, "all of it is what was sent")];
            }
            let says = format!(
                "not what was sent: {} of {} letters, {} of {} replies, {} of {} files",
                letters.damaged,
                letters.all,
                replies.damaged,
                replies.all,
                files.damaged,
                files.all
            );
            vec![Finding::bad(CHECK, State::Now, says, TODO)]
        }
        // Of another version, or not to be opened at all: that is said under `database`.
        Err(StoreError::Newer { .. }) => Vec::new(),
        Err(error) => vec![Finding::bad(CHECK, State::Now, error.to_string(), TODO)],
    }
}

fn read(data: &Path, runs: bool) -> Result<[Count; 3], StoreError> {
    let kept = whole::look(data, runs)?;
    let all = u64::try_from(kept.blobs.len()).unwrap_or(u64::MAX);
    let damaged = kept.blobs.into_iter().filter(|(id, sha256)| !is_whole(data, id, sha256));
    let mut damaged: Vec<Id> = damaged.map(|(id, _)| id).collect();
    if !damaged.is_empty() {
        // Taken back meanwhile, and gone for that reason.
        let there = whole::blobs(data, runs)?;
        damaged.retain(|id| there.contains_key(id));
    }
    let damaged = u64::try_from(damaged.len()).unwrap_or(u64::MAX);
    Ok([kept.letters, kept.replies, Count { all, damaged }])
}

fn is_whole(data: &Path, id: &Id, sha256: &Digest) -> bool {
    let Ok(Some(mut file)) = blobs::open(data, id) else { return false };
    let mut hash = Sha256::new();
    io::copy(&mut file, &mut hash).is_ok() && Digest::from_bytes(hash.finalize().into()) == *sha256
}
