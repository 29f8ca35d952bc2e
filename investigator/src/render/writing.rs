//! Writing without a layout. What is not UTF-8 is read as what it looks most like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::TEXT_MAX;
use super::said::{Reason, Said};

/// Read of a file, in bytes: letters of two bytes each, and some that are none.
const READ_MAX: usize = 4 * TEXT_MAX;

/// Where the writing comes from, most likely, which tells apart what looks alike.
const WHERE: Option<&[u8]> = Some(b"kz");

/// Looks at a file that begins as nothing else.
pub(super) fn look(file: &[u8]) -> Result<Said, Reason> {
    let read = file.get(..READ_MAX).unwrap_or(file);
    let marked = Encoding::for_bom(read).map(|(encoding, _)| encoding);
    // Letters of two bytes have many zeros; what else has any is no writing.
    if marked.is_none() && read.iter().any(|byte| steers(*byte)) {
        return Err(Reason::Unknown);
    }
    let known = marked.or_else(|| is_utf8(read).then_some(UTF_8));
    let encoding = known.unwrap_or_else(|| guess(read));
    let text = encoding.decode(read).0;
    let shown = text.get(..text.floor_char_boundary(TEXT_MAX)).unwrap_or_default();
    Ok(Said::Writing {
        text: shown.to_owned(),
        encoding: encoding.name().to_owned(),
        is_guessed: known.is_none(),
        is_cut: shown.len() < text.len() || read.len() < file.len(),
    })
}

/// What no writing has.
const fn steers(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f)
}

/// It may have been cut off in a letter.
fn is_utf8(read: &[u8]) -> bool {
    std::str::from_utf8(read).map_or_else(|error| error.error_len().is_none(), |_| true)
}

fn guess(read: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(read, true);
    detector.guess(WHERE, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> (String, String, bool, bool) {
        match look(file) {
            Ok(Said::Writing { text, encoding, is_guessed, is_cut }) => {
                (text, encoding, is_guessed, is_cut)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn letters_are_read_however_they_are_written() {
        let text = "Начальник сказал мне, что премии не будет, и что он меня уволит.";
        let (utf16, _) = text.encode_utf16().fold((vec![0xff, 0xfe], 0), |(mut bytes, n), unit| {
            bytes.extend(unit.to_le_bytes());
            (bytes, n)
        });
        let cyrillic = encoding_rs::WINDOWS_1251.encode(text).0;
        for (file, name, is_guess) in [
            (text.as_bytes(), "UTF-8", false),
            (utf16.as_slice(), "UTF-16LE", false),
            (&cyrillic, "windows-1251", true),
        ] {
            assert_eq!(read(file), (text.to_owned(), name.to_owned(), is_guess, false));
        }
    }

    #[test]
    fn of_a_line_without_an_end_the_beginning_is_seen() {
        let line = "ә".repeat(5_000_000);
        let (text, _, _, is_cut) = read(line.as_bytes());
        assert!(is_cut && text.len() == TEXT_MAX && line.starts_with(&text));
    }

    #[test]
    fn what_has_bytes_that_no_writing_has_is_none() {
        for file in [&b"MZ\0\x01"[..], b"a\x07", b"\x7fELF\x02"] {
            assert_eq!(look(file), Err(Reason::Unknown));
        }
    }
}
