//! What a server answered when a bucket was asked for: the files in it, and why they are perhaps
//! not all. "No answer yet" is said only where nothing of this is the case.

use std::collections::BTreeSet;

use dauys_wire::limits::{BUCKET_REPLIES_MAX, REPLY_RECORD_BYTES};
use dauys_wire::roster::Cover;

/// After so many bytes nothing more of a bucket is read.
pub const BUCKET_BYTES_MAX: usize = BUCKET_REPLIES_MAX * REPLY_RECORD_BYTES;

/// A record of a bucket: the id of a file, and the file.
pub type File = Box<[u8; REPLY_RECORD_BYTES]>;

/// What was fetched in this visit.
#[derive(Debug, Default)]
pub struct Fetched {
    /// Every file that was ever shown: what has been read does not go because a server no longer
    /// shows it.
    files: BTreeSet<File>,
    /// Those of them that were not taken out yet.
    fresh: Vec<File>,
    /// Of the last look.
    problems: BTreeSet<&'static str>,
}

impl Fetched {
    /// A new look begins.
    pub fn begin(&mut self) {
        self.problems.clear();
    }

    /// Takes one answer, with the whole files in it: what is here is shown, whatever is missing.
    pub fn take(&mut self, cover: Cover, status: u16, body: &[u8]) {
        let (files, rest) = body.as_chunks::<REPLY_RECORD_BYTES>();
        if status != 200 {
            self.problems.insert("bucket-withheld");
            return;
        }
        if body.len() > BUCKET_BYTES_MAX {
            self.problems.insert("bucket-too-large");
        } else if !rest.is_empty() {
            self.problems.insert("bucket-cut");
        } else if files.is_empty() && cover.replies_per_day > 0 {
            // Desks post there every day, if only what nobody can open.
            self.problems.insert("bucket-empty");
        }
        for file in files {
            let file = Box::new(*file);
            if self.files.insert(file.clone()) {
                self.fresh.push(file);
            }
        }
    }

    /// Every file that was shown since this was last asked for, and never before.
    pub fn take_fresh(&mut self) -> Vec<File> {
        std::mem::take(&mut self.fresh)
    }

    /// What is wrong with the last look, as stable codes; a page has words for each.
    pub fn problems(&self) -> impl Iterator<Item = &'static str> {
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
        let cut = body(2).split_last_chunk::<1>().unwrap().0.to_vec();
        let cases = [
            (200, body(2), 2, None),
            (503, body(2), 0, Some("bucket-withheld")),
            (404, vec![], 0, Some("bucket-withheld")),
            (200, cut, 1, Some("bucket-cut")),
            (200, vec![1; 7], 0, Some("bucket-cut")),
            (200, vec![], 0, Some("bucket-empty")),
            (200, vec![0; BUCKET_BYTES_MAX + 1], 1, Some("bucket-too-large")),
        ];
        for (status, answer, files, problem) in cases {
            let mut fetched = Fetched::default();
            fetched.take(COVER, status, &answer);
            assert_eq!(problems(&fetched), Vec::from_iter(problem), "{status}");
            assert_eq!(fetched.take_fresh().len(), files, "{problem:?}");
        }
    }

    #[test]
    fn an_empty_bucket_is_nothing_strange_where_nobody_posts_cover() {
        let mut fetched = Fetched::default();
        fetched.take(NO_COVER, 200, &[]);
        assert_eq!(problems(&fetched), [""; 0]);
    }

    #[test]
    fn what_was_shown_once_is_tried_once_and_what_is_wrong_goes_when_it_is_mended() {
        let mut fetched = Fetched::default();
        fetched.take(COVER, 200, &body(2));
        let fresh: Vec<u8> = fetched.take_fresh().iter().flat_map(|file| file.to_vec()).collect();
        assert_eq!(fresh, body(2));
        fetched.begin();
        fetched.take(COVER, 503, &[]);
        assert_eq!(problems(&fetched), ["bucket-withheld"]);
        fetched.begin();
        fetched.take(COVER, 200, &body(3));
        assert_eq!(problems(&fetched), [""; 0]);
        assert_eq!(fetched.take_fresh(), [Box::new([2; REPLY_RECORD_BYTES])]);
    }
}
