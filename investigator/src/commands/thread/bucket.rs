//! Answers as they come over the network, and what is wrong with them before any is opened, as the
//! page tells it (docs/PROTOCOL.md, section 8).

use std::collections::BTreeSet;

use dauys_wire::limits::{BUCKET_REPLIES_MAX, REPLY_RECORD_BYTES};
use dauys_wire::roster::Cover;

/// After so many bytes nothing more of a bucket is read.
pub(super) const BYTES_MAX: usize = BUCKET_REPLIES_MAX * REPLY_RECORD_BYTES;

/// What was fetched in this visit.
#[derive(Default)]
pub(super) struct Fetched {
    /// Every file that was ever shown: what has been read does not go because a server no longer
    /// shows it.
    files: BTreeSet<Box<[u8; REPLY_RECORD_BYTES]>>,
    /// Of the last look.
    problems: BTreeSet<&'static str>,
}

impl Fetched {
    /// A new look begins.
    pub(super) fn begin(&mut self) {
        self.problems.clear();
    }

    /// Takes one answer, with the whole files in it: what is here is shown, whatever is missing.
    pub(super) fn take(&mut self, cover: Cover, status: u16, body: &[u8]) {
        let (files, rest) = body.as_chunks::<REPLY_RECORD_BYTES>();
        if status != 200 {
            self.problems.insert("bucket-withheld");
            return;
        }
        if body.len() > BYTES_MAX {
            self.problems.insert("bucket-too-large");
        } else if !rest.is_empty() {
            self.problems.insert("bucket-cut");
        } else if files.is_empty() && cover.replies_per_day > 0 {
            // Desks post there every day, if only what nobody can open.
            self.problems.insert("bucket-empty");
        }
        self.files.extend(files.iter().map(|file| Box::new(*file)));
    }

    /// Records, one after the other.
    pub(super) fn files(&self) -> Vec<u8> {
        self.files.iter().flat_map(|file| file.iter().copied()).collect()
    }

    /// The page's words for what is wrong.
    pub(super) fn problems(&self) -> impl Iterator<Item = &'static str> {
        self.problems.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COVER: Cover = Cover { letters_per_day: 12, replies_per_day: 4 };
    const NO_COVER: Cover = Cover { letters_per_day: 0, replies_per_day: 0 };

    /// So many files, each of its own.
    fn body(files: u8) -> Vec<u8> {
        (0..files).flat_map(|file| [file; REPLY_RECORD_BYTES]).collect()
    }

    fn problems(fetched: &Fetched) -> Vec<&'static str> {
        fetched.problems().collect()
    }

    #[test]
    fn whatever_is_missing_of_a_bucket_is_named_and_what_is_there_is_kept() {
        let cases = [
            (COVER, 200, body(2), 2, None),
            (COVER, 503, body(2), 0, Some("bucket-withheld")),
            (COVER, 200, body(2).split_last().unwrap().1.to_vec(), 1, Some("bucket-cut")),
            (COVER, 200, vec![], 0, Some("bucket-empty")),
            (NO_COVER, 200, vec![], 0, None),
            (COVER, 200, vec![0; BYTES_MAX + 1], 1, Some("bucket-too-large")),
        ];
        for (cover, status, answer, files, problem) in cases {
            let mut fetched = Fetched::default();
            fetched.take(cover, status, &answer);
            assert_eq!(problems(&fetched), Vec::from_iter(problem), "{status}");
            assert_eq!(fetched.files().len(), files * REPLY_RECORD_BYTES, "{problem:?}");
        }
    }

    #[test]
    fn what_was_read_once_does_not_go_and_what_is_wrong_does_when_it_is_mended() {
        let mut fetched = Fetched::default();
        fetched.take(COVER, 200, &body(2));
        fetched.begin();
        fetched.take(COVER, 503, &[]);
        assert_eq!(problems(&fetched), ["bucket-withheld"]);
        assert_eq!(fetched.files(), body(2));
        fetched.begin();
        fetched.take(COVER, 200, &body(1));
        assert_eq!(fetched.problems().count(), 0);
    }
}
