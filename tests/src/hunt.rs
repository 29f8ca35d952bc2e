//! The hunt for canaries, in bytes, files and the memory of a process.
//!
//! A hunt that finds nothing proves nothing unless it could have found something, so every hunt
//! proves first that it finds each spelling of each canary; that it finds them in a place as well is
//! shown by planting them there ([`crate::plant`]).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::canary::{Canary, Spelling};
use crate::memory;

/// A needle of twice this length is looked for in halves: what a database cuts at the end of a page
/// is found by the half that is still whole. A shorter half would be met by chance.
const HALF_BYTES_MIN: usize = 12;

/// A search for canaries.
pub struct Hunt {
    /// Canary and spelling of each needle.
    names: Vec<Name>,
    needles: Vec<Vec<u8>>,
    /// The needle of each pattern of the search, and whether it is the second half.
    parts: Vec<(usize, bool)>,
    search: AhoCorasick,
}

/// Of a canary, and of a spelling of it.
type Name = (String, String);

/// What was found, where, and how often.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Found(BTreeMap<(Name, String), usize>);

impl Hunt {
    /// For these.
    pub fn new(canaries: &[Canary]) -> Self {
        let each = canaries.iter().flat_map(|canary| {
            let named = |(spelling, needle): &Spelling| {
                ((canary.name.clone(), spelling.clone()), needle.clone())
            };
            canary.spellings.iter().map(named)
        });
        let (names, needles): (Vec<Name>, Vec<Vec<u8>>) = each.unzip();
        let (mut parts, mut patterns) = (Vec::new(), Vec::new());
        for (number, needle) in needles.iter().enumerate() {
            let middle = needle.len() / 2;
            if middle < HALF_BYTES_MIN {
                parts.push((number, false));
                patterns.push(needle.as_slice());
            } else {
                parts.extend([(number, false), (number, true)]);
                patterns.extend([&needle[..middle], &needle[middle..]]);
            }
        }
        let search = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns);
        let search = search.expect("needles that fit");
        let hunt = Self { names, needles, parts, search };
        let found = hunt.in_bytes("itself", &hunt.needles().concat());
        hunt.assert_all_in(&found, "itself");
        hunt
    }

    /// Everything that is looked for, so that it can be planted.
    pub fn needles(&self) -> &[Vec<u8>] {
        &self.needles
    }

    /// In bytes.
    pub fn in_bytes(&self, place: &str, bytes: &[u8]) -> Found {
        let mut found = Found::default();
        self.look(place, bytes, 0, &mut found);
        found
    }

    /// In every file below a folder, and in the names of files and folders.
    pub fn in_files(&self, folder: &Path) -> Found {
        let mut found = Found::default();
        let entries =
            fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries.map(|entry| entry.expect("an entry of a folder")) {
            let path = entry.path();
            let place = path.to_string_lossy();
            self.look(&place, entry.file_name().as_encoded_bytes(), 0, &mut found);
            let kind = entry.file_type().expect("a kind of file");
            if kind.is_dir() {
                found.add(self.in_files(&path));
            } else if kind.is_file() {
                // A log of the database may go while it is read.
                self.look(&place, &fs::read(&path).unwrap_or_default(), 0, &mut found);
            } else if let Ok(target) = fs::read_link(&path) {
                self.look(&place, target.as_os_str().as_encoded_bytes(), 0, &mut found);
            }
        }
        found
    }

    /// In all that a running process can read of its own memory.
    pub fn in_memory(&self, pid: u32) -> Found {
        let mut found = Found::default();
        let overlap = self.needles.iter().map(Vec::len).max().unwrap_or(1) - 1;
        memory::read(pid, overlap, |mapping, bytes, seen| {
            self.look(mapping, bytes, seen, &mut found);
        });
        found
    }

    /// What was not found.
    pub fn missed_in(&self, found: &Found) -> Vec<&Name> {
        let there: BTreeSet<&Name> = found.0.keys().map(|(name, _)| name).collect();
        self.names.iter().filter(|name| !there.contains(name)).collect()
    }

    /// Fails unless everything was found.
    pub fn assert_all_in(&self, found: &Found, place: &str) {
        let missed = self.missed_in(found);
        assert!(missed.is_empty(), "the hunt through {place} does not find {missed:?}");
    }

    /// What ends within the first `seen` bytes was found before.
    fn look(&self, place: &str, bytes: &[u8], seen: usize, found: &mut Found) {
        let mut first_halves = BTreeMap::new();
        for hit in self.search.find_overlapping_iter(bytes) {
            let (number, is_second_half) = self.parts[hit.pattern().as_usize()];
            if !is_second_half {
                first_halves.insert(number, hit.end());
            } else if first_halves.get(&number) == Some(&hit.start()) {
                // The needle was counted by its first half.
                continue;
            }
            if hit.end() > seen {
                let key = (self.names[number].clone(), place.to_owned());
                *found.0.entry(key).or_default() += 1;
            }
        }
    }
}

impl Found {
    /// Fails if anything was found.
    pub fn assert_nothing(&self, place: &str) {
        assert!(self.0.is_empty(), "in {place}:\n{self}");
    }

    /// How often anything was found.
    pub fn times(&self) -> usize {
        self.0.values().sum()
    }

    /// With another one.
    pub fn add(&mut self, other: Self) {
        for (key, times) in other.0 {
            *self.0.entry(key).or_default() += times;
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (((name, spelling), place), times) in &self.0 {
            writeln!(f, "{name}, {spelling}, {times} times in {place}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};

    use super::*;

    const TEXT: &str = "бастығым мені қорқытты: әңгіме";

    fn spellings(found: &Found) -> Vec<&str> {
        found.0.keys().map(|((_, spelling), _)| spelling.as_str()).collect()
    }

    #[test]
    fn every_spelling_is_found_wherever_it_stands() {
        let hunt = Hunt::new(&[Canary::new(TEXT)]);
        for lead in 0..3 {
            let bytes = [&b"abc"[..lead], TEXT.as_bytes(), b"xyz"].concat();
            for engine in [BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD] {
                let found = hunt.in_bytes("", engine.encode(&bytes).as_bytes());
                assert!(found.times() > 0, "{lead}");
            }
            assert_eq!(spellings(&hunt.in_bytes("", &bytes)), ["as it is"]);
        }
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(spellings(&hunt.in_bytes("", &wide)), ["UTF-16LE"]);
        assert_eq!(hunt.in_bytes("", b"").times(), 0);
    }

    #[test]
    fn a_needle_in_another_and_one_that_repeats_are_counted() {
        let hunt = Hunt::new(&[Canary::new("abcdefghij"), Canary::new("bcdefghi")]);
        assert_eq!(hunt.in_bytes("", b"abcdefghij abcdefghij").times(), 4);
    }

    #[test]
    fn what_is_cut_in_two_is_found_wherever_it_was_cut() {
        let hunt = Hunt::new(&[Canary::new(TEXT)]);
        for cut in 0..=TEXT.len() {
            let (left, right) = TEXT.as_bytes().split_at(cut);
            assert!(hunt.in_bytes("", &[left, b"....", right].concat()).times() > 0, "{cut}");
        }
    }

    #[test]
    fn folders_are_searched_to_the_bottom_and_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let hunt = Hunt::new(&[Canary::new("plain-text"), Canary::new("another one")]);
        hunt.in_files(folder.path()).assert_nothing("an empty folder");
        let deep = folder.path().join("a/plain-text");
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.join("c"), "a plain-text b").unwrap();
        assert_eq!(hunt.in_files(folder.path()).times(), 2);
    }

    #[test]
    fn each_line_of_a_text_and_each_grouping_of_a_code_is_hunted() {
        let lines = Canary::of_each_line("a first line\n\nshort\n and a second ");
        let hunt = Hunt::new(&lines);
        assert_eq!(hunt.in_bytes("", b"x and a second").times(), 1);
        assert_eq!(Canary::of_each_line("only one line").len(), 1);
        let hunt = Hunt::new(&Canary::of_code("1234 5678 9012"));
        for way in ["123456789012", "1234 5678 9012", "1234-5678-9012", "1234%205678%209012"] {
            assert_eq!(hunt.in_bytes("", way.as_bytes()).times(), 1, "{way}");
        }
    }

    #[test]
    fn an_address_is_found_as_text_and_as_the_system_keeps_it() {
        let hunt = Hunt::new(&[Canary::of_address([127, 77, 66, 55].into(), &[0x1234])]);
        for shape in [
            b"from 127.77.66.55!".as_slice(),
            b"\x02\0\x12\x34\x7f\x4d\x42\x37",
            b"\x7f\x4d\x42\x37\x34\x12",
            b"\0\0\0\0\0\0\0\0\0\0\xff\xff\x7f\x4d\x42\x37",
        ] {
            assert_eq!(hunt.in_bytes("", shape).times(), 1, "{shape:?}");
        }
        assert_eq!(hunt.in_bytes("", b"\x7f\x4d\x42\x37").times(), 0);
    }
}
