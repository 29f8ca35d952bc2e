//! The hunt for plaintext: a text in every spelling that programs give it, in bytes and in files.
//!
//! A hunt that finds nothing proves nothing unless it could have found something, so
//! [`assert_absent`] plants every spelling of every text, and has to find them all.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Shorter pieces would be met by chance.
const PIECE_BYTES_MIN: usize = 8;

/// A text that must be nowhere.
pub struct Canary {
    text: String,
    spellings: Vec<(&'static str, Vec<u8>)>,
}

impl Canary {
    /// Of one text: a word, a sentence, a code.
    pub fn new(text: &str) -> Self {
        assert!(text.len() >= PIECE_BYTES_MIN, "{text:?} would be found by chance");
        Self { text: text.to_owned(), spellings: spellings(text) }
    }

    /// Of a long text: itself, and each of its lines, so that one paragraph is found too.
    pub fn of_each_line(text: &str) -> Vec<Self> {
        let lines = text.lines().map(str::trim).filter(|line| line.len() >= PIECE_BYTES_MIN);
        std::iter::once(text).chain(lines).map(Self::new).collect()
    }

    fn found_among(&self, files: &[(PathBuf, Vec<u8>)]) -> Vec<(PathBuf, &'static str)> {
        let found = files.iter().flat_map(|(path, bytes)| {
            let spellings = self.found_in(bytes).into_iter();
            spellings.map(|spelling| (path.clone(), spelling))
        });
        found.collect()
    }

    /// The spellings in which it stands in these bytes.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&'static str> {
        let found = self.spellings.iter().filter(|(_, needle)| contains(bytes, needle));
        found.map(|(spelling, _)| *spelling).collect()
    }
}

/// Fails if one of the texts stands anywhere below the folder, in a file or in a name, or if one
/// that is planted there is not found.
pub fn assert_absent(canaries: &[Canary], folder: &Path) {
    for canary in canaries {
        let found = canary.found_among(&files_below(folder));
        assert!(found.is_empty(), "{:?} stands in {found:?}", canary.text);
    }
    let planted = folder.join("planted-canaries");
    for canary in canaries {
        let spellings = canary.spellings.iter().map(|(_, spelling)| spelling.as_slice());
        let all = spellings.collect::<Vec<_>>().join(b" beside ".as_slice());
        fs::write(&planted, all).expect("a place to plant");
        let found = canary.found_among(&files_below(folder));
        let expected = canary.spellings.iter().map(|(spelling, _)| (planted.clone(), *spelling));
        assert_eq!(found, expected.collect::<Vec<_>>(), "planted {:?}", canary.text);
    }
    fs::remove_file(planted).expect("what was planted");
}

/// Everything a file system, a database, a log or a program could make of a text without sealing it.
fn spellings(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let percent: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let escaped: Vec<String> = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let mut all = vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
        ("UTF-16BE", utf16(u16::to_be_bytes)),
        ("hex", base16ct::lower::encode_string(text.as_bytes()).into_bytes()),
        ("HEX", base16ct::upper::encode_string(text.as_bytes()).into_bytes()),
        ("percent", percent.concat().into_bytes()),
        ("JSON escapes", escaped.concat().into_bytes()),
    ];
    for (shift, name) in ["base64 +0", "base64 +1", "base64 +2"].into_iter().enumerate() {
        let (plain, url) = (
            base64_inside(&STANDARD_NO_PAD, text, shift),
            base64_inside(&URL_SAFE_NO_PAD, text, shift),
        );
        if url != plain {
            all.push((name, url));
        }
        all.push((name, plain));
    }
    all
}

/// What stands in Base64 of any bytes with `text` in them, `shift` bytes behind a group's beginning:
/// without the characters at both ends that depend on what is around it.
fn base64_inside(engine: &impl Engine, text: &str, shift: usize) -> Vec<u8> {
    let framed = [&[0].repeat(shift), text.as_bytes()].concat();
    let encoded = engine.encode(&framed).into_bytes();
    let first = (shift * 8).div_ceil(6);
    let end = framed.len() * 8 / 6;
    encoded[first..end].to_vec()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// Every file below the folder: its path, and its content behind its path, which may tell as much.
fn files_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry of a folder").path()) {
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            let name = path.as_os_str().as_encoded_bytes();
            // A log of the database may go while it is read.
            let content = fs::read(&path).unwrap_or_default();
            files.push((path.clone(), [name, b"\n", &content].concat()));
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "бастығым мені қорқытты: әңгіме";

    #[test]
    fn every_spelling_is_found_wherever_it_stands() {
        let canary = Canary::new(TEXT);
        for lead in 0..3 {
            let bytes = [&b"abc"[..lead], TEXT.as_bytes(), b"xyz"].concat();
            let base64 = STANDARD_NO_PAD.encode(&bytes);
            assert_eq!(canary.found_in(base64.as_bytes()).len(), 1, "{lead}");
            let url = URL_SAFE_NO_PAD.encode(&bytes);
            assert_eq!(canary.found_in(url.as_bytes()).len(), 1, "{lead}");
            assert_eq!(canary.found_in(&bytes), ["UTF-8"]);
        }
        let wide: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(canary.found_in(&wide), ["UTF-16LE"]);
        assert!(canary.found_in(&TEXT.as_bytes()[1..]).is_empty());
        assert!(canary.found_in(b"").is_empty());
    }

    #[test]
    fn folders_are_searched_to_the_bottom_and_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let canaries = [Canary::new("plain-text"), Canary::new("another one")];
        assert_absent(&canaries, folder.path());
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.join("c"), "a plain-text b").unwrap();
        fs::write(deep.join("plain-text"), "").unwrap();
        assert_eq!(canaries[0].found_among(&files_below(folder.path())).len(), 2);
        let hunt = std::panic::catch_unwind(|| assert_absent(&canaries, folder.path()));
        assert!(hunt.is_err());
    }

    #[test]
    fn each_line_is_hunted_too() {
        let canaries = Canary::of_each_line("a first line\n\nshort\n and a second ");
        assert_eq!(canaries.len(), 3);
        assert_eq!(canaries[2].found_in(b"x and a second"), ["UTF-8"]);
    }
}
