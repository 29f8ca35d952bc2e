//! What a server answered when a bucket was asked for: the files in it, and why they are perhaps
//! not all. "No answer yet" is said only where nothing of this is the case.

use std::collections::BTreeSet;

use dauys_crypto::wire::limits::{BUCKET_REPLIES_MAX, REPLY_RECORD_BYTES};
use dauys_crypto::wire::roster::Roster;
use wasm_bindgen::prelude::*;

const BYTES_MAX: usize = BUCKET_REPLIES_MAX * REPLY_RECORD_BYTES;

/// After so many bytes the page stops reading a bucket; what is longer is not read to its end.
#[wasm_bindgen]
pub fn bucket_bytes_max() -> u32 {
    u32::try_from(BYTES_MAX).unwrap_or(u32::MAX)
}

/// All that one look has fetched.
#[derive(Default)]
pub(crate) struct Fetched {
    files: Vec<u8>,
    problems: BTreeSet<&'static str>,
}

impl Fetched {
    /// Takes one answer, with the whole files in it: what is here is shown, whatever is missing.
    pub(crate) fn take(&mut self, roster: &Roster, status: u16, body: &[u8]) {
        let (files, rest) = body.as_chunks::<REPLY_RECORD_BYTES>();
        if status != 200 {
            self.problems.insert("bucket-withheld");
            return;
        }
        if body.len() > BYTES_MAX {
            self.problems.insert("bucket-too-large");
        } else if !rest.is_empty() {
            self.problems.insert("bucket-cut");
        } else if files.is_empty() && roster.cover.replies_per_day > 0 {
            // Desks post there every day, if only what nobody can open.
            self.problems.insert("bucket-empty");
        }
        self.files.extend_from_slice(files.as_flattened());
    }

    /// Records, one after the other.
    pub(crate) fn files(&self) -> &[u8] {
        &self.files
    }

    /// Message keys of what is wrong.
    pub(crate) fn problems(&self) -> impl Iterator<Item = &'static str> {
        self.problems.iter().copied()
    }
}
